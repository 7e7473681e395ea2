//! Where a key leads: from cell to cell, by the places where they are printed.

use crate::filing::Filing;
use crate::form::{CellIndex, Form, LayoutBox, Table};

/// The next place in a list, or the one before, over its ends; `None` in an empty list.
pub(crate) fn stepped(current: Option<usize>, count: usize, step: Step) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (current, step) {
        (None, Step::Next) => 0,
        (Some(at), Step::Next) => {
            if at == last {
                0
            } else {
                at + 1
            }
        }
        (None | Some(0), _) => last,
        (Some(at), _) => at - 1,
    })
}

/// A way through the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To the left in the line.
    Left,
    /// To the right in the line.
    Right,
    /// Up in the column.
    Up,
    /// Down in the column.
    Down,
    /// As printed, over line ends and table ends (Tab).
    Next,
    /// The same backwards.
    Previous,
    /// Down, at the foot on to the next column and the next table (Enter).
    Onward,
    /// The same backwards.
    Backward,
    /// To the first cell of the line.
    LineStart,
    /// To the last cell of the line.
    LineEnd,
    /// To the first cell of the table.
    TableStart,
    /// To the last cell of the table.
    TableEnd,
    /// Down by a screenful.
    PageDown,
    /// Up by a screenful.
    PageUp,
    /// To the left, to the end of a run of filled cells or to the next filled one.
    EdgeLeft,
    /// The same to the right.
    EdgeRight,
    /// The same upwards.
    EdgeUp,
    /// The same downwards.
    EdgeDown,
}

/// How many lines a page key goes.
const PAGE: usize = 10;

/// The cell that a step leads to; the same cell where there is no way.
pub(crate) fn target(filing: &Filing, from: CellIndex, step: Step) -> CellIndex {
    let form = filing.form();
    let place = form.cell(from);
    let table = &form.tables[place.table];
    let Some(here) = form.box_of(from) else { return from };
    let found = match step {
        Step::Left => in_line(table, here).filter(|(_, it)| it.column < here.column).last(),
        Step::Right => in_line(table, here).find(|(_, it)| it.column > here.column),
        Step::Up => in_column(table, here).rfind(|(_, it)| it.line < here.line),
        Step::Down => in_column(table, here).find(|(_, it)| it.line > here.line),
        Step::LineStart => in_line(table, here).next(),
        Step::LineEnd => in_line(table, here).last(),
        Step::TableStart => table.value_boxes().next(),
        Step::TableEnd => table.value_boxes().last(),
        Step::PageDown => {
            let below: Vec<_> = in_column(table, here).filter(|(_, it)| it.line > here.line).collect();
            below.get(PAGE - 1).or(below.last()).copied()
        }
        Step::PageUp => {
            let above: Vec<_> = in_column(table, here).rev().filter(|(_, it)| it.line < here.line).collect();
            above.get(PAGE - 1).or(above.last()).copied()
        }
        Step::Next | Step::Previous => return printed(form, from, step),
        Step::Onward | Step::Backward => return by_columns(form, from, here, step),
        Step::EdgeLeft => {
            let before: Vec<_> = in_line(table, here).filter(|(_, it)| it.column < here.column).collect();
            edge(filing, from, before.into_iter().rev())
        }
        Step::EdgeRight => edge(filing, from, in_line(table, here).filter(|(_, it)| it.column > here.column)),
        Step::EdgeUp => edge(filing, from, in_column(table, here).rev().filter(|(_, it)| it.line < here.line)),
        Step::EdgeDown => edge(filing, from, in_column(table, here).filter(|(_, it)| it.line > here.line)),
    };
    found.map_or(from, |(cell, _)| cell)
}

/// The last cell of a run of filled cells, or else the next filled cell, or else the last cell on the way: as in Excel.
fn edge<'a>(
    filing: &Filing,
    from: CellIndex,
    way: impl Iterator<Item = (CellIndex, &'a LayoutBox)>,
) -> Option<(CellIndex, &'a LayoutBox)> {
    let is_filled = |it: &(CellIndex, _)| !filing.value(it.0).is_blank();
    let mut way = way.peekable();
    let is_in_run = !filing.value(from).is_blank() && way.peek().is_some_and(is_filled);
    if is_in_run {
        return way.take_while(is_filled).last();
    }
    let mut last = None;
    for it in way {
        last = Some(it);
        if is_filled(&it) {
            break;
        }
    }
    last
}

/// The cells in the same line, from the left.
fn in_line<'a>(table: &'a Table, here: &'a LayoutBox) -> impl Iterator<Item = (CellIndex, &'a LayoutBox)> {
    let boxes = table.boxes_in(here.line..here.line + 1).filter(|it| it.line == here.line);
    boxes.filter_map(LayoutBox::as_value)
}

/// The cells in the same grid column, from the top. Where boxes span columns, the first column of the narrower one
/// decides, so that from a wide box one comes down into the first narrow one.
fn in_column<'a>(table: &'a Table, here: &'a LayoutBox) -> impl DoubleEndedIterator<Item = (CellIndex, &'a LayoutBox)> {
    table.value_boxes().filter(|(_, it)| (it.column..it.column + it.column_span).contains(&here.column))
}

/// The next cell in printed order, over table ends; at the end of the form it stays.
fn printed(form: &Form, from: CellIndex, step: Step) -> CellIndex {
    let last = form.cells.len().saturating_sub(1);
    let position = match step {
        Step::Next => (from.position() + 1).min(last),
        _ => from.position().saturating_sub(1),
    };
    CellIndex(u32::try_from(position).unwrap_or(from.0))
}

/// Down the column, from its foot to the head of the next, and on to the next table; or the other way round.
///
/// A cell that spans columns belongs to its first one only, so that every cell is met once.
fn by_columns(form: &Form, from: CellIndex, here: &LayoutBox, step: Step) -> CellIndex {
    let key = |it: &LayoutBox| (it.column, it.line);
    let number = form.cell(from).table;
    let cells = |table: &Table| -> Option<CellIndex> {
        let cells = table.value_boxes();
        let found = match step {
            Step::Onward => {
                cells.filter(|(_, it)| !same(table, form, number) || key(it) > key(here)).min_by_key(|(_, it)| key(it))
            }
            _ => {
                cells.filter(|(_, it)| !same(table, form, number) || key(it) < key(here)).max_by_key(|(_, it)| key(it))
            }
        };
        found.map(|(cell, _)| cell)
    };
    let other = if step == Step::Onward { number.checked_add(1) } else { number.checked_sub(1) };
    let other = other.and_then(|other| form.tables.get(other));
    form.tables.get(number).and_then(cells).or_else(|| other.and_then(cells)).unwrap_or(from)
}

/// Whether a table is the one of that number.
fn same(table: &Table, form: &Form, number: usize) -> bool {
    form.tables.get(number).is_some_and(|it| it.id == table.id)
}

#[cfg(test)]
mod tests {
    use super::{Step, target};
    use crate::filing::{Filing, Unit, Value};
    use crate::form::{Catalogue, CellIndex};

    fn empty(form: &str) -> Filing {
        Filing::new(Catalogue::shipped().get(form).expect("shipped"), Unit::default(), 2025)
    }

    fn check(form: &str, cases: &[(&str, Step, &str)]) {
        check_in(&empty(form), cases);
    }

    fn check_in(filing: &Filing, cases: &[(&str, Step, &str)]) {
        let form = filing.form();
        for (from, step, to) in cases {
            let found = target(filing, form.cell_index(from).expect("a cell"), *step);
            assert_eq!(form.cell(found).id.as_str(), *to, "{from} {step:?}");
        }
    }

    #[test]
    fn edges_are_those_of_filled_cells() {
        let mut filing = empty("zfxxgk-2021");
        let cell = |id: &str| filing.form().cell_index(id).expect("a cell");
        let filled = ["3.1.b", "3.1.c", "3.1.e"].map(|id| (cell(id), Value::whole(1)));
        let edit = filing.cells_edit(filled).expect("a change");
        filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
        check_in(
            &filing,
            &[
                ("3.1.a", Step::EdgeRight, "3.1.b"),
                ("3.1.b", Step::EdgeRight, "3.1.c"),
                ("3.1.c", Step::EdgeRight, "3.1.e"),
                ("3.1.e", Step::EdgeRight, "3.1.g"),
                ("3.1.g", Step::EdgeLeft, "3.1.e"),
                ("3.1.g", Step::EdgeRight, "3.1.g"),
                ("3.1.a", Step::EdgeDown, "3.4.a"),
                ("3.4.b", Step::EdgeUp, "3.1.b"),
            ],
        );
    }

    #[test]
    fn steps_follow_the_printed_table() {
        check(
            "zfxxgk-2021",
            &[
                ("3.1.a", Step::Right, "3.1.b"),
                ("3.1.a", Step::Left, "3.1.a"),
                ("3.1.b", Step::Left, "3.1.a"),
                ("3.1.a", Step::Down, "3.2.a"),
                ("3.2.a", Step::Down, "3.3.1.a"),
                ("3.4.a", Step::Down, "3.4.a"),
                ("3.4.a", Step::Onward, "3.1.b"),
                ("3.1.b", Step::Backward, "3.4.a"),
                ("3.4.g", Step::Onward, "4.1.a"),
                ("3.4.g", Step::Next, "4.1.a"),
                ("4.1.a", Step::Previous, "3.4.g"),
                ("3.1.c", Step::LineEnd, "3.1.g"),
                ("3.1.c", Step::TableEnd, "3.4.g"),
                ("3.1.c", Step::TableStart, "3.1.a"),
                ("4.3.e", Step::Next, "4.3.e"),
                ("4.1.a", Step::Onward, "4.1.b"),
                ("2.1.2.a", Step::Down, "2.5.1.a"),
                ("2.5.1.a", Step::Up, "2.1.2.a"),
                ("2.8.1.a", Step::Onward, "2.1.1.b"),
            ],
        );
        check("zfxxgk-2014", &[("1.1.b", Step::Onward, "1.2.1"), ("9.3", Step::Onward, "9.3")]);
    }

    #[test]
    fn enter_meets_every_cell_once() {
        for form in Catalogue::shipped().all() {
            let filing = empty(&form.id);
            let mut met = vec![CellIndex(0)];
            while met.len() <= form.cells.len() {
                let last = met[met.len() - 1];
                let next = target(&filing, last, Step::Onward);
                if next == last {
                    break;
                }
                assert_eq!(target(&filing, next, Step::Backward), last);
                met.push(next);
            }
            met.sort_unstable();
            met.dedup();
            assert_eq!(met.len(), form.cells.len(), "{}", form.id);
        }
    }
}
