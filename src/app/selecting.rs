//! Choosing cells and what is done with all of them at once.

use super::App;
use super::sheet::Selection;
use crate::filing::Value;
use crate::form::CellIndex;

impl App {
    /// Commits, makes `from` active and selects from there to `to`; stays where the text was refused.
    pub(super) fn select(&mut self, from: CellIndex, to: CellIndex) {
        if !self.commit_running_edit() {
            return;
        }
        let Some(document) = &mut self.state.document else { return };
        if document.sheet.active != from {
            document.sheet.activate(from);
        }
        self.select_to(to);
    }

    /// Commits and selects from the active cell to a corner in the same table.
    pub(super) fn select_to(&mut self, corner: CellIndex) {
        if !self.commit_running_edit() {
            return;
        }
        let Some(document) = &mut self.state.document else { return };
        let form = document.filing.form();
        if form.cell(corner).table == form.cell(document.sheet.active).table {
            document.sheet.extend(corner);
        }
    }

    /// Selects all number cells of the table; the active cell stays what it is.
    pub(super) fn select_table(&mut self) {
        let Some(document) = &mut self.state.document else { return };
        let form = document.filing.form();
        document.sheet.selection = Selection::whole(&form.tables[form.cell(document.sheet.active).table]);
    }

    /// Empties the selected cells as one step.
    pub(super) fn clear_selected(&mut self) {
        let Some(document) = &self.state.document else { return };
        let cells = document.sheet.selected(document.filing.form());
        let filled = cells.iter().filter(|cell| !document.filing.value(**cell).is_blank()).count();
        let is_editable = document.is_editable();
        self.edit(|filing| filing.cells_edit(cells.into_iter().map(|cell| (cell, Value::Blank))));
        if is_editable && filled > 1 {
            self.say(format!("已清空 {filled} 格，可以撤销"), None);
        }
    }
}
