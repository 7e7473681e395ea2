//! Everything that can be done by name: its words, its tip, its key and its icon stand in one list, once.
//!
//! Menus, buttons and keys read this list, so a button never says something else than the menu.

pub(crate) mod entry;
pub(crate) mod list;

use egui::{Key, KeyboardShortcut, Modifiers};
use egui_material_icons::MaterialIcon;

use crate::jobs::export::Shape;
use entry::Is;
use list::Command;

impl Command {
    /// What the menu 编辑 holds.
    pub(crate) const EDITS: &[Self] =
        &[Self::FillZeros, Self::CarryOver, Self::Find, Self::NextBlank, Self::MarkChanged, Self::Palette];

    /// What the menu 帮助 holds.
    pub(crate) const HELP: &[Self] = &[Self::Manual, Self::Keys, Self::CopyDiagnostics, Self::OpenLog];

    /// The menu 导出: the tables in their formats, the annual report and the audit report in their own.
    pub(crate) const EXPORTS: &[&[Self]] = &[
        &[
            Self::ExportXlsx,
            Self::ExportDocx,
            Self::ExportPdf,
            Self::ExportHtml,
            Self::ExportCsv,
            Self::ExportJson,
            Self::CopyHtml,
        ],
        &[Self::ReportDocx, Self::ReportPdf, Self::ReportHtml, Self::CopyReportHtml],
        &[Self::AuditDocx, Self::AuditPdf],
    ];

    /// The menu 报告: writing it, and holding a text against the tables.
    pub(crate) const REPORTS: &[&[Self]] = &[
        &[Self::Report, Self::DraftReport, Self::RedraftReport],
        &[Self::Charts, Self::Plan],
        &[Self::CompareFile, Self::CompareClipboard],
    ];

    /// The menu 报送.
    pub(crate) const HANDING: &[&[Self]] =
        &[&[Self::Submit, Self::Correct, Self::OpenReturn], &[Self::Scans, Self::Verify]];

    /// What a desk writes besides what every filing can be exported to.
    pub(crate) const DESK_OUT: &[Self] =
        &[Self::DeskAsFiling, Self::DeskLedger, Self::DeskLedgerColumns, Self::DeskLong];

    /// The menu 收件 of a desk.
    pub(crate) const DESK_IN: &[Self] =
        &[Self::DeskFolder, Self::DeskFiles, Self::DeskList, Self::DeskAddUnit, Self::DeskOwn, Self::DeskReread];

    /// What can be done with a unit of the list.
    pub(crate) const DESK_UNIT: &[Self] = &[Self::DeskRename, Self::DeskRemove];

    /// Its words on buttons and in menus.
    pub(crate) fn text(self) -> &'static str {
        self.entry().text
    }

    /// What it does, in a sentence.
    pub(crate) fn description(self) -> &'static str {
        self.entry().description
    }

    /// The tip, with the key.
    pub(crate) fn tip(self, ctx: &egui::Context) -> String {
        let tip = self.description();
        self.key_words(ctx).map_or_else(|| tip.to_owned(), |key| format!("{tip}（{key}）"))
    }

    /// Its key as people write it.
    pub(crate) fn key_words(self, ctx: &egui::Context) -> Option<String> {
        let shortcut = self.shortcut()?;
        let words = ctx.format_shortcut(&shortcut);
        let arrow = match shortcut.logical_key {
            Key::ArrowUp => "↑",
            Key::ArrowDown => "↓",
            Key::ArrowLeft => "←",
            Key::ArrowRight => "→",
            _ => return Some(words),
        };
        Some(words.replace(shortcut.logical_key.name(), arrow))
    }

    /// Its key.
    pub(crate) fn shortcut(self) -> Option<KeyboardShortcut> {
        self.entry().shortcut
    }

    /// The command of a pressed key.
    pub(crate) fn of_key(key: Key, modifiers: Modifiers) -> Option<Self> {
        if modifiers.command && matches!(key, Key::Plus | Key::Equals) {
            // The plus sign needs Shift on most keyboards and has a key of its own on others.
            return Some(Self::ZoomIn);
        }
        Self::ALL.iter().copied().find(|command| {
            command
                .shortcut()
                .is_some_and(|shortcut| shortcut.logical_key == key && modifiers.matches_exact(shortcut.modifiers))
        })
    }

    /// Its icon; never shown without the words.
    pub(crate) fn icon(self) -> MaterialIcon {
        self.entry().icon
    }

    /// The file extension of an export.
    pub(crate) fn extension(self) -> Option<&'static str> {
        self.entry().export.map(|(extension, _)| extension)
    }

    /// What an export holds.
    pub(crate) fn shape(self) -> Shape {
        self.entry().export.map_or(Shape::Tables, |(_, shape)| shape)
    }

    fn is(self, is: Is) -> bool {
        self.entry().is.contains(&is)
    }

    /// Whether it makes no sense on the start page.
    pub(crate) fn needs_document(self) -> bool {
        !self.is(Is::Anywhere)
    }

    /// Whether it is about the desk of an office.
    pub(crate) fn needs_desk(self) -> bool {
        self.is(Is::Desk)
    }

    /// Whether its key works while a dialog is open.
    pub(crate) fn works_over_dialogs(self) -> bool {
        self.is(Is::OverDialogs)
    }

    /// Whether it leads to a place in the sheet, so that the sheet has to be seen.
    pub(crate) fn leads_to_cells(self) -> bool {
        self.is(Is::LeadsToCells)
    }

    /// Whether it changes the filing, which a file opened read-only does not allow.
    pub(crate) fn is_change(self) -> bool {
        self.is(Is::Change)
    }
}

#[cfg(test)]
mod tests {
    use crate::app::wishes::command::list::Command;

    #[test]
    fn keys_and_words_are_given_once() {
        for (position, command) in Command::ALL.iter().enumerate() {
            for other in &Command::ALL[position + 1..] {
                assert_ne!(command.text(), other.text());
                assert!(
                    command.shortcut().is_none() || command.shortcut() != other.shortcut(),
                    "{command:?} {other:?}"
                );
            }
        }
    }
}
