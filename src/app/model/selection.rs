//! The selected cells: a rectangle in the grid of a table's number cells, between two corners.
//!
//! A number cell may span grid columns (本年处理决定数量 spans all three of table 二). The rectangle grows until every cell
//! that it touches is wholly inside, as in Excel, so a selection never holds half a cell.

use std::ops::Range;

use super::steps::Step;
use crate::form::{CellIndex, Form, LayoutBox, Table};

/// Two opposite corners, both in one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Selection {
    /// The corner that stays.
    pub(crate) from: CellIndex,
    /// The corner that Shift and the mouse move.
    pub(crate) to: CellIndex,
}

/// A rectangle of the printed grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    /// Its lines.
    pub(crate) lines: Range<usize>,
    /// Its grid columns.
    pub(crate) columns: Range<usize>,
}

impl Area {
    /// The rectangle of one box.
    pub(crate) fn of(it: &LayoutBox) -> Self {
        Self { lines: it.line..it.line + it.line_span, columns: it.column..it.column + it.column_span }
    }

    fn union(&self, other: &Self) -> Self {
        let union = |a: &Range<usize>, b: &Range<usize>| a.start.min(b.start)..a.end.max(b.end);
        Self { lines: union(&self.lines, &other.lines), columns: union(&self.columns, &other.columns) }
    }

    /// The number cells of a table that it touches.
    fn values_in<'a>(&'a self, table: &'a Table) -> impl Iterator<Item = (CellIndex, &'a LayoutBox)> {
        table.boxes_in(self.lines.clone()).filter(|it| self.touches(&Self::of(it))).filter_map(LayoutBox::as_value)
    }

    /// Whether they have a place in common.
    pub(crate) fn touches(&self, other: &Self) -> bool {
        let touches = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        touches(&self.lines, &other.lines) && touches(&self.columns, &other.columns)
    }
}

impl Selection {
    /// All number cells of a table.
    pub(crate) fn whole(table: &Table) -> Option<Self> {
        let mut cells = table.value_boxes().map(|(cell, _)| cell);
        let from = cells.next()?;
        Some(Self { from, to: cells.next_back().unwrap_or(from) })
    }

    /// The rectangle on the printed table; `None` when the corners lie in different tables.
    pub(crate) fn area(self, form: &Form) -> Option<Area> {
        if form.cell(self.from).table != form.cell(self.to).table {
            return None;
        }
        let table = &form.tables[form.cell(self.from).table];
        let mut area = Area::of(form.box_of(self.from)?).union(&Area::of(form.box_of(self.to)?));
        loop {
            let inside = area.values_in(table).map(|(_, it)| Area::of(it));
            let grown = inside.fold(area.clone(), |grown, it| grown.union(&it));
            if grown == area {
                return Some(area);
            }
            area = grown;
        }
    }

    /// The selected cells in printed order.
    pub(crate) fn cells(self, form: &Form) -> Vec<CellIndex> {
        let Some(area) = self.area(form) else { return vec![self.from] };
        let table = &form.tables[form.cell(self.from).table];
        area.values_in(table).map(|(cell, _)| cell).collect()
    }
}

impl Selection {
    /// The next cell inside the selection, over its ends: down the columns for Enter, along the lines for Tab. `None` for
    /// other steps, which leave the selection, and for a cell outside.
    pub(crate) fn step(self, form: &Form, from: CellIndex, step: Step) -> Option<CellIndex> {
        let mut cells = self.cells(form);
        if matches!(step, Step::Onward | Step::Backward) {
            cells.sort_by_key(|cell| (form.cell(*cell).grid_column, form.cell(*cell).line));
        }
        let at = cells.iter().position(|cell| *cell == from)?;
        let next = match step {
            Step::Onward | Step::Next => (at + 1) % cells.len(),
            Step::Backward | Step::Previous => at.checked_sub(1).unwrap_or(cells.len() - 1),
            _ => return None,
        };
        cells.get(next).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{Selection, Step};
    use crate::form::Catalogue;

    fn check(from: &str, to: &str, expected: &[&str]) {
        let form = Catalogue::shipped().get("zfxxgk-2021").expect("shipped");
        let cell = |id: &str| form.cell_index(id).expect("a cell");
        let selection = Selection { from: cell(from), to: cell(to) };
        let ids: Vec<_> = selection.cells(&form).into_iter().map(|it| form.cell(it).id.to_string()).collect();
        assert_eq!(ids, expected, "{from} {to}");
    }

    #[test]
    fn a_rectangle_holds_whole_cells() {
        check("3.1.b", "3.2.c", &["3.1.b", "3.1.c", "3.2.b", "3.2.c"]);
        check("3.2.c", "3.1.b", &["3.1.b", "3.1.c", "3.2.b", "3.2.c"]);
        check("4.1.a", "4.1.a", &["4.1.a"]);
        // Down into a cell that spans the table: the lines above are taken whole.
        check("2.1.2.b", "2.5.1.a", &["2.1.2.a", "2.1.2.b", "2.1.2.c", "2.5.1.a"]);
        check("3.1.a", "4.1.a", &["3.1.a"]);
    }

    #[test]
    fn enter_and_tab_go_round_inside() {
        let form = Catalogue::shipped().get("zfxxgk-2021").expect("shipped");
        let cell = |id: &str| form.cell_index(id).expect("a cell");
        let selection = Selection { from: cell("3.1.a"), to: cell("3.2.b") };
        let way = |step: Step| {
            let mut at = cell("3.1.a");
            let mut ids = Vec::new();
            for _ in 0..4 {
                at = selection.step(&form, at, step).expect("inside");
                ids.push(form.cell(at).id.to_string());
            }
            ids.join(" ")
        };
        assert_eq!(way(Step::Onward), "3.2.a 3.1.b 3.2.b 3.1.a");
        assert_eq!(way(Step::Backward), "3.2.b 3.1.b 3.2.a 3.1.a");
        assert_eq!(way(Step::Next), "3.1.b 3.2.a 3.2.b 3.1.a");
        assert_eq!(way(Step::Previous), "3.2.b 3.2.a 3.1.b 3.1.a");
        assert_eq!(selection.step(&form, cell("3.1.a"), Step::Down), None);
        assert_eq!(selection.step(&form, cell("3.4.a"), Step::Next), None);
    }

    #[test]
    fn a_whole_table_is_selected() {
        let form = Catalogue::shipped().get("zfxxgk-2021").expect("shipped");
        for table in &form.tables {
            let selection = Selection::whole(table).expect("it has cells");
            assert_eq!(selection.cells(&form).len(), table.value_boxes().count(), "{}", table.id);
        }
    }
}
