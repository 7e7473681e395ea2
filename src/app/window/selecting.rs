//! Choosing cells and what is done with all of them at once.

use super::Window;
use super::dialog::Dialog;
use crate::app::model::clipboard;
use crate::app::model::selection::Selection;
use crate::app::wishes::request::Request;
use crate::check::zeros;
use crate::filing::Value;
use crate::form::{CellIndex, Severity};

impl Window {
    /// Commits, makes `from` active and selects from there to `to`; stays where the text was refused.
    pub(crate) fn select(&mut self, from: CellIndex, to: CellIndex) {
        if !self.commit_running_edit() {
            return;
        }
        let Some(document) = self.tabs.current_mut() else { return };
        if document.sheet.active != from {
            document.sheet.activate(from);
        }
        self.select_to(to);
    }

    /// Commits and selects from the active cell to a corner in the same table.
    pub(crate) fn select_to(&mut self, corner: CellIndex) {
        if !self.commit_running_edit() {
            return;
        }
        let Some(document) = self.tabs.current_mut() else { return };
        let form = document.filing.form();
        if form.cell(corner).table == form.cell(document.sheet.active).table {
            document.sheet.extend(corner);
        }
    }

    /// Selects all number cells of the table; the active cell stays what it is.
    pub(crate) fn select_table(&mut self) {
        let Some(document) = self.tabs.current_mut() else { return };
        let form = document.filing.form();
        document.sheet.selection = Selection::whole(&form.tables[form.cell(document.sheet.active).table]);
    }

    /// Empties the selected cells as one step.
    pub(crate) fn clear_selected(&mut self) {
        if !self.may_edit() {
            return;
        }
        let Some(document) = self.tabs.current() else { return };
        let cells = document.sheet.selected(document.filing.form());
        let filled = cells.iter().filter(|cell| !document.filing.value(**cell).is_blank()).count();
        self.edit(|filing| filing.cells_edit(cells.into_iter().map(|cell| (cell, Value::Blank))));
        if filled > 1 {
            self.say(format!("已清空 {filled} 格，可以撤销"), None);
        }
    }
    /// The selected cells as a text for spreadsheets.
    pub(crate) fn copied(&self) -> Option<String> {
        let document = self.tabs.current()?;
        let active = document.sheet.active;
        let selection = document.sheet.selection.unwrap_or(Selection { from: active, to: active });
        Some(clipboard::copied(&document.filing, selection))
    }

    /// Takes a clipboard text into the cells, as one step, and says what found no place.
    pub(crate) fn paste(&mut self, text: &str) {
        if !self.may_edit() {
            return;
        }
        let Some(document) = self.tabs.current() else { return };
        if clipboard::is_table(text) {
            return self.ask(Request::ImportText(text.to_owned()));
        }
        let selected = document.sheet.selected(document.filing.form());
        let pasted = clipboard::pasted(&document.filing, &selected, text);
        if let (true, [sentence]) = (pasted.changes.is_empty(), pasted.refused.as_slice()) {
            let sentence = sentence.clone();
            if let Some(document) = self.tabs.current_mut() {
                document.sheet.refusal = Some(sentence.clone());
            }
            return self.say(sentence, Some(Severity::Error));
        }
        self.edit(|filing| filing.cells_edit(pasted.changes.iter().cloned()));
        let count = pasted.changes.len();
        if let (Some(document), Some((first, _)), Some((last, _))) =
            (self.tabs.current_mut(), pasted.changes.first(), pasted.changes.last())
        {
            document.sheet.activate(*first);
            document.sheet.extend(*last);
        }
        if pasted.is_remarkable() {
            self.open_dialog(Dialog::Pasted(pasted));
        } else if count > 1 {
            self.say(format!("粘贴了 {count} 格，可以撤销"), None);
        }
    }
    /// Fills the blanks of the selection, or of the section, with 0 as one step, and says how many.
    pub(crate) fn fill_zeros(&mut self) {
        if !self.may_edit() {
            return;
        }
        let Some(document) = self.tabs.current() else { return };
        let (form, sheet) = (document.filing.form(), &document.sheet);
        let section = document.sections.get(document.active_section());
        let (place, cells): (_, Vec<CellIndex>) = match (sheet.selection, section) {
            (Some(selection), _) => ("选中的格子", selection.cells(form)),
            (None, Some(section)) => ("这一部分", section.cells.clone().map(CellIndex).collect()),
            (None, None) => return,
        };
        // What follows from last year's figures is no zero either.
        let mut values = document.filing.values().to_vec();
        for (cell, value) in &document.view.carried {
            values[cell.position()] = value.clone();
        }
        let zeros = zeros::zeros(document.engine.book(), &values, &cells);
        let blanks = cells.iter().filter(|cell| document.filing.value(**cell).is_blank()).count();
        let (filled, left) = (zeros.len(), blanks - zeros.len());
        self.edit(|filing| filing.cells_edit(zeros.into_iter().map(|cell| (cell, Value::whole(0)))));
        let kept = format!("{left} 个空格另有应填的数，留待按回车采用");
        self.say(
            match (filled, left) {
                (0, 0) => format!("{place}没有空格"),
                (0, _) => kept,
                (_, 0) => format!("已把 {filled} 个空格填为 0，可以撤销"),
                _ => format!("已把 {filled} 个空格填为 0，可以撤销；{kept}"),
            },
            None,
        );
    }
}
