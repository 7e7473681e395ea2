//! Cells to the clipboard and from it: lines go down, tabs go right, by the places of the number cells in the table.
//!
//! Where a cell spans columns, a spreadsheet has empty cells beside it; they are written so and read so.

use std::collections::BTreeSet;

use super::selection::Selection;
use super::tsv;
use crate::filing::{Filing, Typed, Value, typed};
use crate::form::{CellIndex, Table};

/// What a clipboard text would do.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pasted {
    /// The new values, each cell once.
    pub(crate) changes: Vec<(CellIndex, Value)>,
    /// Why cells keep their old values, a sentence each.
    pub(crate) refused: Vec<String>,
    /// What was converted on the way, a sentence each.
    pub(crate) converted: Vec<String>,
    /// What found no cell, with its place in the clipboard text.
    pub(crate) outside: Vec<String>,
}

impl Pasted {
    /// Whether there is more to say than how many cells were pasted.
    pub(crate) fn is_remarkable(&self) -> bool {
        !(self.refused.is_empty() && self.converted.is_empty() && self.outside.is_empty())
    }

    fn take(&mut self, filing: &Filing, cell: CellIndex, text: &str) {
        match typed::read(text, filing.form().cell(cell)) {
            Typed::Taken { value, notice } => {
                self.changes.push((cell, value));
                self.converted.extend(notice);
            }
            Typed::Refused(sentence) => self.refused.push(sentence),
        }
    }
}

/// The selected cells as a clipboard text.
pub(crate) fn copied(filing: &Filing, selection: Selection) -> String {
    let form = filing.form();
    let cells = selection.cells(form);
    let place = |cell: &CellIndex| (form.cell(*cell).line, form.cell(*cell).grid_column);
    let lines: BTreeSet<usize> = cells.iter().map(|cell| place(cell).0).collect();
    let columns: BTreeSet<usize> = cells.iter().map(|cell| place(cell).1).collect();
    let text_at = |line: usize, column: usize| {
        let cell = cells.iter().find(|cell| place(cell) == (line, column));
        cell.map_or_else(String::new, |cell| filing.value(*cell).to_string())
    };
    let rows: Vec<Vec<String>> =
        lines.into_iter().map(|line| columns.iter().map(|column| text_at(line, *column)).collect()).collect();
    let text = tsv::write(&rows);
    // One value alone is often meant for a letter or a chat.
    if cells.len() == 1 && text.len() > 2 { text.trim_end_matches("\r\n").to_owned() } else { text }
}

/// What pasting a text over a selection would do: from its upper left cell on, or one value into all of its cells.
pub(crate) fn pasted(filing: &Filing, selected: &[CellIndex], text: &str) -> Pasted {
    let mut pasted = Pasted::default();
    let rows = tsv::parse(text);
    let Some(from) = selected.first().copied() else { return pasted };
    if let ([row], true) = (rows.as_slice(), selected.len() > 1)
        && let [field] = row.as_slice()
    {
        for cell in selected {
            pasted.take(filing, *cell, field);
        }
        return pasted;
    }
    let form = filing.form();
    let (table, start) = (&form.tables[form.cell(from).table], form.cell(from));
    let lines = places(table, |cell| form.cell(cell).line, start.line);
    let columns = places(table, |cell| form.cell(cell).grid_column, start.grid_column);
    for (row_number, row) in rows.iter().enumerate() {
        for (field_number, field) in row.iter().enumerate() {
            let place = lines.get(row_number).zip(columns.get(field_number));
            let cell = place.and_then(|(line, column)| {
                let mut boxes = table.value_boxes();
                boxes.find(|(_, it)| it.line == *line && it.column == *column).map(|(cell, _)| cell)
            });
            match cell {
                Some(cell) => pasted.take(filing, cell, field),
                None if field.trim().is_empty() => {}
                None => pasted.outside.push(format!(
                    "第 {} 行第 {} 列的“{}”没有对应的格子，没有粘贴。",
                    row_number + 1,
                    field_number + 1,
                    field.trim()
                )),
            }
        }
    }
    pasted
}

/// Whether a clipboard text is a table with its labels, which is imported by them, and no block of numbers.
pub(crate) fn is_table(text: &str) -> bool {
    const FEWEST_LABELS: usize = 4;
    const IDEOGRAPHS: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';
    let rows = tsv::parse(text);
    let is_label = |field: &&String| field.chars().filter(|c| IDEOGRAPHS.contains(c)).count() > 1;
    let labels: BTreeSet<&String> = rows.iter().flatten().filter(is_label).collect();
    rows.len() > 1 && labels.len() >= FEWEST_LABELS
}

/// The lines or columns of a table's number cells, from one on.
fn places(table: &Table, of: impl Fn(CellIndex) -> usize, start: usize) -> Vec<usize> {
    let places: BTreeSet<usize> = table.value_boxes().map(|(cell, _)| of(cell)).filter(|it| *it >= start).collect();
    places.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{Pasted, copied, is_table, pasted};
    use crate::app::model::selection::Selection;
    use crate::filing::{Filing, Unit};
    use crate::form::{Catalogue, CellIndex};

    fn empty() -> Filing {
        Filing::new(Catalogue::shipped().get("zfxxgk-2021").expect("shipped"), Unit::default(), 2025)
    }

    fn at(filing: &Filing, id: &str) -> CellIndex {
        filing.form().cell_index(id).expect("a cell")
    }

    fn told(filing: &Filing, pasted: &Pasted) -> String {
        let told = pasted.changes.iter().map(|(cell, value)| format!("{}={value}", filing.form().cell(*cell).id));
        told.collect::<Vec<_>>().join(" ")
    }

    fn check(from: &str, text: &str, expected: &str) -> Pasted {
        let filing = empty();
        let found = pasted(&filing, &[at(&filing, from)], text);
        assert_eq!(told(&filing, &found), expected);
        found
    }

    #[test]
    fn a_block_goes_down_and_right() {
        let found = check("3.1.a", "1\t２\r\n\"3\"\t1,234\r\n", "3.1.a=1 3.1.b=2 3.2.a=3 3.2.b=1234");
        assert!(!found.is_remarkable());
    }

    #[test]
    fn what_is_refused_does_not_stop_the_rest() {
        let found = check("3.1.a", "1\t/\t3\r\n无\t5", "3.1.a=1 3.1.c=3 3.2.b=5");
        assert_eq!(found.refused.len(), 2);
        assert!(found.refused[0].contains("一、本年新收政府信息公开申请数量（商业企业）"));
    }

    #[test]
    fn what_finds_no_cell_is_told() {
        let found = check("3.1.f", "1\t2\t3\t\r\n", "3.1.f=1 3.1.g=2");
        assert_eq!(found.outside, ["第 1 行第 3 列的“3”没有对应的格子，没有粘贴。"]);
        let found = check("4.1.a", "1\r\n2\r\n", "4.1.a=1");
        assert_eq!(found.outside.len(), 1);
        // Beside a cell that spans the columns, empty is right and a number is not.
        assert!(!check("2.5.1.a", "7\t\t\r\n", "2.5.1.a=7").is_remarkable());
        assert!(check("2.5.1.a", "7\t8\r\n", "2.5.1.a=7").is_remarkable());
    }

    #[test]
    fn tables_are_told_from_blocks_of_numbers() {
        assert!(!is_table("1\t无\t3\r\n4\t二十一\t6"));
        assert!(is_table("信息内容\t本年制发件数\t本年废止件数\r\n规章\t1\t0\r\n行政规范性文件\t2\t3"));
    }

    #[test]
    fn money_is_converted_aloud() {
        assert_eq!(check("2.8.1.a", "251000元", "2.8.1.a=25.1").converted.len(), 1);
    }

    #[test]
    fn one_value_fills_the_selection() {
        let filing = empty();
        let found = pasted(&filing, &[at(&filing, "3.1.a"), at(&filing, "3.1.b")], "0\r\n");
        assert_eq!(told(&filing, &found), "3.1.a=0 3.1.b=0");
    }

    #[test]
    fn what_is_copied_pastes_back() {
        let mut filing = empty();
        let block = "1\t2\t3\r\n4\t5\t6\r\n7\t\t\r\n";
        let found = pasted(&filing, &[at(&filing, "2.1.1.a")], block);
        let edit = filing.cells_edit(found.changes).expect("a change");
        filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
        let selection = Selection { from: at(&filing, "2.1.1.a"), to: at(&filing, "2.5.1.a") };
        assert_eq!(copied(&filing, selection), block);
        let one = Selection { from: at(&filing, "2.1.1.b"), to: at(&filing, "2.1.1.b") };
        assert_eq!(copied(&filing, one), "2");
    }
}
