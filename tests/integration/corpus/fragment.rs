//! Parts of published reports: the tables that were found, the last one cut off.

use std::sync::Arc;

use tianbao::filing::{Filing, Unit, Value};
use tianbao::form::{CellIndex, Form};

use super::Case;
use super::page::What;
use crate::support::{form, now};

/// A part of a report.
pub(crate) struct Fragment {
    pub(crate) unit: &'static str,
    year: u16,
    form: &'static str,
    /// Rows with what is printed in their cells; `_` is a blank.
    rows: &'static [(&'static str, &'static str)],
}

/// What was found of some reports.
pub(crate) const FRAGMENTS: &[Fragment] = &[
    Fragment {
        unit: "威海市文登区住房和城乡建设局",
        year: 2019,
        form: "zfxxgk-2019",
        rows: &[
            ("2.1.1", "0 0 0"),
            ("2.1.2", "0 8 8"),
            ("2.5.1", "716 -417 298"),
            ("2.5.2", "0 0 0"),
            ("2.6.1", "3 6 9"),
            ("2.6.2", "0 0 0"),
            ("2.8.1", "0 0"),
            ("2.9.1", "0 0"),
            ("3.1", "2 0 0 0 0 0 2"),
        ],
    },
    Fragment {
        unit: "深圳市南山区蛇口街道办事处",
        year: 2021,
        form: "zfxxgk-2021",
        rows: &[
            ("2.1.1", "/ / /"),
            ("2.1.2", "/ / /"),
            ("2.5.1", "/"),
            ("2.6.1", "61"),
            ("2.6.2", "/"),
            ("2.8.1", "/"),
        ],
    },
    Fragment {
        unit: "长春市二道区房屋征收工作管理办公室",
        year: 2022,
        form: "zfxxgk-2021",
        rows: &[
            ("2.1.1", "0 0 0"),
            ("2.1.2", "0 0 0"),
            ("2.5.1", "0"),
            ("2.6.1", "0"),
            ("2.6.2", "0"),
            ("2.8.1", "0"),
            ("3.1", "56 _ _ _ _ _ 56"),
            ("3.2", "0 _ _ _ _ _ 0"),
            ("3.3.1", "18 _ _ _ _ _ _"),
            ("3.3.2", "_ _ _ _ _ _ _"),
            ("3.3.3.1", "_ _ _ _ _ _ _"),
            ("3.3.3.2", "_ _ _ _ _ _ _"),
        ],
    },
];

impl Fragment {
    /// The part as pages, and what it means.
    pub(crate) fn case(&self) -> Case {
        let form: Arc<Form> = form(self.form);
        let unit = Unit { name: self.unit.to_owned(), ..Unit::default() };
        let mut filing = Filing::new(Arc::clone(&form), unit, self.year);
        let row = |code: &str| form.rows.iter().find(|row| row.code == code).expect("a row");
        let printed: Vec<(CellIndex, &str)> =
            self.rows.iter().flat_map(|(code, texts)| row(code).cells.iter().copied().zip(texts.split(' '))).collect();
        let numbers = printed.iter().filter_map(|(cell, text)| Some((*cell, Value::Number(text.parse().ok()?))));
        let edit = filing.cells_edit(numbers.collect::<Vec<_>>()).expect("some numbers");
        filing.apply(edit, now());
        let mut case = Case::of(filing);
        for page in &mut case.pages {
            for it in &mut page.boxes {
                let What::Figure(cell) = it.what else { continue };
                if let Some((_, text)) = printed.iter().find(|(other, _)| *other == cell) {
                    it.text = if *text == "_" { String::new() } else { (*text).to_owned() };
                }
            }
            // The rows behind the last one that was found.
            let is_found = |row: u32| {
                page.boxes.iter().any(|it| {
                    it.row == row
                        && matches!(it.what, What::Figure(cell) if printed.iter().any(|(other, _)| *other == cell))
                })
            };
            let end = (0..page.height()).rev().find(|row| is_found(*row)).map_or(0, |row| row + 1);
            page.boxes.retain(|it| it.row < end);
            page.boxes.iter_mut().for_each(|it| it.rows = it.rows.min(end - it.row));
        }
        case.pages.retain(|page| !page.boxes.is_empty());
        case
    }
}
