//! Everything that can be done by name: its words, its tip, its key and its icon stand here, once.
//!
//! Menus, buttons and keys read this list, so a button never says something else than the menu.

use egui::{Key, KeyboardShortcut, Modifiers};
use egui_material_icons::MaterialIcon;
use egui_material_icons::icons;

use crate::jobs::export::Shape;

/// What a user can do without saying more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    /// To the start page.
    New,
    /// Choose a file and open it.
    Open,
    /// The figures of a file of another kind.
    Import,
    /// The figures of a table on the clipboard.
    ImportClipboard,
    /// This year's filing, begun with last year's file.
    FromLastYear,
    /// Write now.
    Save,
    /// Give the filing a name.
    SaveAs,
    /// Close the filing that is shown.
    CloseTab,
    /// To the filing in the next tab.
    NextTab,
    /// To the filing in the tab before.
    PreviousTab,
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// 0 into the blanks of the selection or the section.
    FillZeros,
    /// Look for a cell.
    Find,
    /// Last year's values.
    Prior,
    /// What follows from last year's figures, into blanks.
    CarryOver,
    /// The check before handing in.
    Check,
    /// To the next finding.
    NextFinding,
    /// To the finding before.
    PreviousFinding,
    /// To the next blank cell.
    NextBlank,
    /// A remark about what is wrong with the active cell.
    Remark,
    /// The shown way to put the active cell right is done.
    ApplyProposal,
    /// To the next way to put it right.
    NextProposal,
    /// To the way before.
    PreviousProposal,
    /// To the next place where something may be wrong.
    NextCase,
    /// To the place before.
    PreviousCase,
    /// The findings as a text.
    CopyFindings,
    /// Marks at cells that differ from last year's.
    MarkChanged,
    /// The keyboard to the next part of the window.
    NextPane,
    /// Unit, level, year and the names in the foot.
    FilingData,
    /// Earlier states of the file.
    Versions,
    /// An Excel workbook.
    ExportXlsx,
    /// A Word document.
    ExportDocx,
    /// Pages to print.
    ExportPdf,
    /// A web page.
    ExportHtml,
    /// Comma-separated values.
    ExportCsv,
    /// Data for programs.
    ExportJson,
    /// The annual report in the place of the sheet.
    Report,
    /// The sentences of the annual report that nobody wrote.
    DraftReport,
    /// All sentences that can be drafted, anew.
    RedraftReport,
    /// A text in a file against the tables.
    CompareFile,
    /// A text on the clipboard against the tables.
    CompareClipboard,
    /// The annual report as a Word document.
    ReportDocx,
    /// The annual report as pages.
    ReportPdf,
    /// The annual report as a web page.
    ReportHtml,
    /// The tables as HTML to the clipboard.
    CopyHtml,
    /// The annual report as HTML to the clipboard.
    CopyReportHtml,
    /// The folder that goes up.
    Submit,
    /// A correction of what went up.
    Correct,
    /// What the district sent back.
    OpenReturn,
    /// The scans of signed pages.
    Scans,
    /// Whether a printed page and the filing agree.
    Verify,
    /// The pages as they will be printed.
    PrintPreview,
    /// Onto paper.
    Print,
    /// Light or dark.
    ToggleTheme,
    /// The list of sections, shown or folded away.
    ToggleRail,
    /// What is known about the active cell, shown or folded away.
    ToggleInspector,
    /// The findings, shown or folded away.
    ToggleFindings,
    /// Larger.
    ZoomIn,
    /// Smaller.
    ZoomOut,
    /// As designed.
    ZoomReset,
    /// All commands by name.
    Palette,
    /// All keys on one page.
    Keys,
    /// The user's manual.
    Manual,
}

impl Command {
    /// All commands.
    pub(crate) const ALL: [Self; 64] = [
        Self::New,
        Self::Open,
        Self::Import,
        Self::ImportClipboard,
        Self::FromLastYear,
        Self::Save,
        Self::SaveAs,
        Self::CloseTab,
        Self::NextTab,
        Self::PreviousTab,
        Self::Undo,
        Self::Redo,
        Self::FillZeros,
        Self::Find,
        Self::Prior,
        Self::CarryOver,
        Self::Check,
        Self::NextFinding,
        Self::PreviousFinding,
        Self::NextBlank,
        Self::Remark,
        Self::ApplyProposal,
        Self::NextProposal,
        Self::PreviousProposal,
        Self::NextCase,
        Self::PreviousCase,
        Self::CopyFindings,
        Self::MarkChanged,
        Self::NextPane,
        Self::FilingData,
        Self::Versions,
        Self::ExportXlsx,
        Self::ExportDocx,
        Self::ExportPdf,
        Self::ExportHtml,
        Self::ExportCsv,
        Self::ExportJson,
        Self::Report,
        Self::DraftReport,
        Self::RedraftReport,
        Self::CompareFile,
        Self::CompareClipboard,
        Self::ReportDocx,
        Self::ReportPdf,
        Self::ReportHtml,
        Self::CopyHtml,
        Self::CopyReportHtml,
        Self::Submit,
        Self::Correct,
        Self::OpenReturn,
        Self::Scans,
        Self::Verify,
        Self::PrintPreview,
        Self::Print,
        Self::ToggleTheme,
        Self::ToggleRail,
        Self::ToggleInspector,
        Self::ToggleFindings,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomReset,
        Self::Palette,
        Self::Keys,
        Self::Manual,
    ];

    /// What the menu 编辑 holds.
    pub(crate) const EDITS: [Self; 8] = [
        Self::FillZeros,
        Self::CarryOver,
        Self::Find,
        Self::NextBlank,
        Self::MarkChanged,
        Self::Palette,
        Self::Keys,
        Self::Manual,
    ];

    /// The menu 导出: the tables in their formats, and the annual report in its own.
    pub(crate) const EXPORTS: [&'static [Self]; 2] = [
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
    ];

    /// The menu 报送.
    pub(crate) const HANDING: [&'static [Self]; 2] =
        [&[Self::Submit, Self::Correct, Self::OpenReturn], &[Self::Scans, Self::Verify]];

    /// The menu 报告: writing it, and holding a text against the tables.
    pub(crate) const REPORTS: [&'static [Self]; 2] =
        [&[Self::Report, Self::DraftReport, Self::RedraftReport], &[Self::CompareFile, Self::CompareClipboard]];

    #[expect(clippy::too_many_lines, reason = "a table with a line for every command")]
    fn parts(self) -> (&'static str, &'static str, Option<KeyboardShortcut>, MaterialIcon) {
        match self {
            Self::New => ("新建", "回到开始页，新建填报", Some(ctrl(Key::N)), icons::ICON_ADD),
            Self::Open => ("打开", "打开填报文件", Some(ctrl(Key::O)), icons::ICON_FOLDER_OPEN),
            Self::Import => (
                "导入…",
                "从 Excel、Word、网页等文件导入数字，先核对再写入",
                Some(ctrl(Key::I)),
                icons::ICON_UPLOAD_FILE,
            ),
            Self::ImportClipboard => {
                ("从剪贴板导入", "导入从别的程序复制的整张表，先核对再写入", None, icons::ICON_CONTENT_PASTE_GO)
            }
            Self::FromLastYear => {
                ("从上年的文件开始…", "用上年的文件新建今年的填报，上年的数作为上年数", None, icons::ICON_EVENT_REPEAT)
            }
            Self::Save => ("保存", "每次改动都自动保存；按一下可以立即再写一次", Some(ctrl(Key::S)), icons::ICON_SAVE),
            Self::SaveAs => ("另存为…", "另存为一个文件", Some(ctrl_shift(Key::S)), icons::ICON_SAVE_AS),
            Self::CloseTab => ("关闭填报", "保存并关闭这份填报", Some(ctrl(Key::W)), icons::ICON_TAB_CLOSE),
            Self::NextTab => ("下一份填报", "到后一个标签页", Some(ctrl(Key::Tab)), icons::ICON_TAB),
            Self::PreviousTab => ("上一份填报", "到前一个标签页", Some(ctrl_shift(Key::Tab)), icons::ICON_TAB),
            Self::Undo => ("撤销", "撤销上一步", Some(ctrl(Key::Z)), icons::ICON_UNDO),
            Self::Redo => ("重做", "重做撤销的一步", Some(ctrl(Key::Y)), icons::ICON_REDO),
            Self::FillZeros => {
                ("空格填 0", "选中的空格填 0；没有选中时填整个部分", Some(ctrl(Key::L)), icons::ICON_EXPOSURE_ZERO)
            }
            Self::Find => ("查找", "按名称、拼音首字母、数值或编号查找", Some(ctrl(Key::F)), icons::ICON_SEARCH),
            Self::CarryOver => {
                ("按上年结转填入", "把由上年数得出的数填入空格，如上年结转", None, icons::ICON_MOVE_DOWN)
            }
            Self::Prior => ("上年数", "附上或移除上年的文件", None, icons::ICON_EVENT_REPEAT),
            Self::Check => ("审核", "按报送前的要求审核：空格也算错误", Some(key(Key::F9)), icons::ICON_FACT_CHECK),
            Self::NextFinding => ("下一条", "到下一条审核结果", Some(key(Key::F8)), icons::ICON_ARROW_FORWARD),
            Self::PreviousFinding => (
                "上一条",
                "到上一条审核结果",
                Some(KeyboardShortcut::new(Modifiers::SHIFT, Key::F8)),
                icons::ICON_ARROW_BACK,
            ),
            Self::NextBlank => {
                ("下一个空格", "到下一个没有填的格子", Some(key(Key::F7)), icons::ICON_CHECK_BOX_OUTLINE_BLANK)
            }
            Self::Remark => ("写说明", "说明当前格的审核结果", Some(ctrl(Key::E)), icons::ICON_RATE_REVIEW),
            Self::ApplyProposal => {
                ("采用改法", "按说明栏里的疑似改法改数，一步可以撤销", Some(alt(Key::Enter)), icons::ICON_AUTO_FIX_HIGH)
            }
            Self::NextProposal => {
                ("下一种改法", "在表里看疑似的下一种改法", Some(alt(Key::ArrowDown)), icons::ICON_ARROW_DOWNWARD)
            }
            Self::PreviousProposal => {
                ("上一种改法", "在表里看疑似的上一种改法", Some(alt(Key::ArrowUp)), icons::ICON_ARROW_UPWARD)
            }
            Self::NextCase => {
                ("下一处疑似", "到下一处疑似有误的地方", Some(alt(Key::ArrowRight)), icons::ICON_ARROW_FORWARD)
            }
            Self::PreviousCase => {
                ("上一处疑似", "到上一处疑似有误的地方", Some(alt(Key::ArrowLeft)), icons::ICON_ARROW_BACK)
            }
            Self::CopyFindings => ("复制审核结果", "把全部审核结果复制成文字", None, icons::ICON_CONTENT_COPY),
            Self::MarkChanged => ("与上年不同", "标出或不再标出与上年不同的格子", None, icons::ICON_CHANGE_HISTORY),
            Self::NextPane => ("换区", "键盘在表格、当前格、审核结果之间轮换", Some(key(Key::F6)), icons::ICON_TAB),
            Self::FilingData => ("填报信息", "单位、级别、年度和签章栏", Some(key(Key::F4)), icons::ICON_EDIT_NOTE),
            Self::Versions => ("历史版本", "查看并恢复以前保存的内容", None, icons::ICON_HISTORY),
            Self::ExportXlsx => ("导出 XLSX…", "导出 Excel 工作簿", None, icons::ICON_TABLE_CHART),
            Self::ExportDocx => ("导出 Word…", "导出 Word 文档", None, icons::ICON_ARTICLE),
            Self::ExportPdf => ("导出 PDF…", "导出可打印的页面", None, icons::ICON_PICTURE_AS_PDF),
            Self::ExportHtml => ("导出网页…", "导出放到网站上的网页", None, icons::ICON_LANGUAGE),
            Self::ExportCsv => ("导出 CSV…", "导出逗号分隔的数据", None, icons::ICON_DESCRIPTION),
            Self::ExportJson => ("导出 JSON…", "导出供程序读取的数据", None, icons::ICON_DATA_OBJECT),
            Self::Report => (
                "年度报告",
                "写年度报告，文字中的数随时与表核对；再按一次回到表格",
                Some(ctrl(Key::R)),
                icons::ICON_HISTORY_EDU,
            ),
            Self::RedraftReport => (
                "重新起草年度报告",
                "按现在的数重新起草所有能起草的句子，改过的也换掉；可以撤销",
                None,
                icons::ICON_REFRESH,
            ),
            Self::CompareFile => {
                ("核对文字…", "把写好的报告（Word、网页、文本）与表逐句核对", None, icons::ICON_FIND_IN_PAGE)
            }
            Self::CompareClipboard => {
                ("核对剪贴板上的文字", "把复制的文字与表逐句核对", None, icons::ICON_CONTENT_PASTE_SEARCH)
            }
            Self::CopyReportHtml => {
                ("复制年度报告为网页", "把报告全文的网页代码放入剪贴板，供网站编辑器粘贴", None, icons::ICON_CODE)
            }
            Self::DraftReport => {
                ("起草年度报告", "按表中的数起草报告中还没有写的句子；写过的不动", None, icons::ICON_DRAW)
            }
            Self::ReportDocx => ("导出年度报告 Word…", "导出报告全文，各表在文中", None, icons::ICON_ARTICLE),
            Self::ReportPdf => ("导出年度报告 PDF…", "导出报告全文的页面", None, icons::ICON_PICTURE_AS_PDF),
            Self::ReportHtml => ("导出年度报告网页…", "导出放到网站上的报告全文", None, icons::ICON_LANGUAGE),
            Self::CopyHtml => ("复制为网页", "把各表的网页代码放入剪贴板，供网站编辑器粘贴", None, icons::ICON_CODE),
            Self::Submit => ("报送…", "审核后生成报送文件夹，并锁定这份填报", None, icons::ICON_OUTBOX),
            Self::Correct => ("更正…", "已报送的填报要修改：写明原因，解开锁定", None, icons::ICON_EDIT_DOCUMENT),
            Self::OpenReturn => {
                ("打开退回意见…", "把上级的退回意见列在审核结果上面，逐条办理", None, icons::ICON_ASSIGNMENT_RETURN)
            }
            Self::Scans => ("签章件…", "附上签字盖章后的扫描件或照片，查看是否还在", None, icons::ICON_ATTACH_FILE),
            Self::Verify => {
                ("校验打印件…", "用校验码或二维码核对打印件与这份填报是否一致", None, icons::ICON_QR_CODE_SCANNER)
            }
            Self::PrintPreview => {
                ("打印预览", "看打印出来的样子；再按一次关闭", Some(ctrl(Key::P)), icons::ICON_PREVIEW)
            }
            Self::Print => ("打印…", "选打印机、份数和页码", None, icons::ICON_PRINT),
            Self::ToggleTheme => ("明暗", "切换浅色和深色", None, icons::ICON_DARK_MODE),
            Self::ToggleRail => ("目录栏", "显示或收起左边的目录", Some(ctrl(Key::Num1)), icons::ICON_DOCK_TO_RIGHT),
            Self::ToggleInspector => {
                ("说明栏", "显示或收起右边的单元格说明", Some(ctrl(Key::Num2)), icons::ICON_DOCK_TO_LEFT)
            }
            Self::ToggleFindings => {
                ("审核结果栏", "显示或收起审核结果", Some(ctrl(Key::Num3)), icons::ICON_DOCK_TO_BOTTOM)
            }
            Self::ZoomIn => ("放大", "放大界面", Some(ctrl(Key::Plus)), icons::ICON_ZOOM_IN),
            Self::ZoomOut => ("缩小", "缩小界面", Some(ctrl(Key::Minus)), icons::ICON_ZOOM_OUT),
            Self::ZoomReset => ("原始大小", "恢复界面大小", Some(ctrl(Key::Num0)), icons::ICON_ZOOM_OUT_MAP),
            Self::Palette => {
                ("所有命令…", "按名称或拼音首字母执行命令", Some(ctrl_shift(Key::P)), icons::ICON_TERMINAL)
            }
            Self::Keys => ("快捷键", "所有快捷键", Some(key(Key::F1)), icons::ICON_KEYBOARD),
            Self::Manual => ("使用手册", "一步一步怎么做", Some(ctrl(Key::F1)), icons::ICON_MENU_BOOK),
        }
    }

    /// Its words on buttons and in menus.
    pub(crate) fn text(self) -> &'static str {
        self.parts().0
    }

    /// What it does, in a sentence.
    pub(crate) fn description(self) -> &'static str {
        self.parts().1
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
        self.parts().2
    }

    /// The command of a pressed key.
    pub(crate) fn of_key(key: Key, modifiers: Modifiers) -> Option<Self> {
        if modifiers.command && matches!(key, Key::Plus | Key::Equals) {
            // The plus sign needs Shift on most keyboards and has a key of its own on others.
            return Some(Self::ZoomIn);
        }
        Self::ALL.into_iter().find(|command| {
            command
                .shortcut()
                .is_some_and(|shortcut| shortcut.logical_key == key && modifiers.matches_exact(shortcut.modifiers))
        })
    }

    /// Its icon; never shown without the words.
    pub(crate) fn icon(self) -> MaterialIcon {
        self.parts().3
    }

    /// The file extension of an export.
    pub(crate) fn extension(self) -> Option<&'static str> {
        match self {
            Self::ExportXlsx => Some("xlsx"),
            Self::ExportDocx | Self::ReportDocx => Some("docx"),
            Self::ExportPdf | Self::ReportPdf => Some("pdf"),
            Self::ExportHtml | Self::ReportHtml => Some("html"),
            Self::ExportCsv => Some("csv"),
            Self::ExportJson => Some("json"),
            _ => None,
        }
    }

    /// What an export holds.
    pub(crate) fn shape(self) -> Shape {
        if matches!(self, Self::ReportDocx | Self::ReportPdf | Self::ReportHtml) {
            Shape::Report
        } else {
            Shape::Tables
        }
    }

    /// Whether it makes sense on the start page.
    pub(crate) fn needs_document(self) -> bool {
        let works = matches!(
            self,
            Self::New
                | Self::Open
                | Self::Import
                | Self::ImportClipboard
                | Self::FromLastYear
                | Self::CloseTab
                | Self::NextTab
                | Self::PreviousTab
                | Self::ToggleTheme
                | Self::Palette
                | Self::Keys
                | Self::Manual
        );
        !works && !self.is_zoom()
    }

    /// Whether it changes how large everything is shown.
    fn is_zoom(self) -> bool {
        matches!(self, Self::ZoomIn | Self::ZoomOut | Self::ZoomReset)
    }

    /// Whether its key works while a dialog is open.
    pub(crate) fn works_over_dialogs(self) -> bool {
        self.is_zoom() || matches!(self, Self::Save | Self::Palette | Self::Keys | Self::Manual)
    }

    /// Whether it leads to a place in the sheet, so that the sheet has to be seen.
    pub(crate) fn leads_to_cells(self) -> bool {
        let is_search = matches!(self, Self::Find | Self::NextFinding | Self::PreviousFinding | Self::NextBlank);
        is_search || self.is_about_suspects() || matches!(self, Self::Check | Self::FillZeros | Self::MarkChanged)
    }

    /// Whether it shows or does what would put the filing right.
    pub(crate) fn is_about_suspects(self) -> bool {
        let is_way = matches!(self, Self::ApplyProposal | Self::NextProposal | Self::PreviousProposal);
        is_way || matches!(self, Self::NextCase | Self::PreviousCase)
    }

    /// Whether it changes the filing, which a file opened read-only does not allow.
    pub(crate) fn is_change(self) -> bool {
        matches!(
            self,
            Self::Undo
                | Self::Redo
                | Self::FillZeros
                | Self::Prior
                | Self::CarryOver
                | Self::Remark
                | Self::ApplyProposal
                | Self::DraftReport
                | Self::RedraftReport
        )
    }
}

fn key(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

#[cfg(test)]
mod tests {
    use super::Command;

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
