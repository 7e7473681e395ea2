//! Fixture files: tables drawn cell by cell, with what is expected beside or below them.
//!
//! `from NAME` starts with a sample, `form ID` with an empty form; `CELL = VALUE` fills a cell, `prior:CELL = VALUE` one of
//! last year; what stands behind `^` and lines that begin with another word are for the test that reads the file.

use std::collections::BTreeMap;

use tianbao::filing::{Edit, Filing, Level, Snapshot, Unit, Value};
use tianbao::form::CellId;

use crate::support::{form, now, sample};

/// One table of a fixture file.
pub(crate) struct Case {
    /// What the section is called.
    pub(crate) heading: String,
    /// The filled table.
    pub(crate) filing: Filing,
    /// First word after `^` → the rest.
    pub(crate) expected: BTreeMap<String, String>,
    /// Lines of other words: the word and the rest.
    pub(crate) words: Vec<(String, String)>,
}

/// The tables of a file in `tests/fixtures`.
pub(crate) fn cases(name: &str) -> Vec<Case> {
    let path = format!("{}/tests/fixtures/{name}.table", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|_missing| panic!("{path} is missing"));
    let mut cases = Vec::new();
    for section in text.split("\n== ").skip(1) {
        let (heading, body) = section.split_once('\n').expect("a heading and a body");
        cases.push(case(heading, body));
    }
    cases
}

fn case(heading: &str, body: &str) -> Case {
    let mut form_id = "";
    let mut start = None;
    let mut words = Vec::new();
    let mut unit = Unit::named("某单位");
    let mut year = None;
    let mut incomparable = None;
    let mut prior = Snapshot::default();
    let mut values: Vec<(&str, Value)> = Vec::new();
    let mut expected = BTreeMap::new();
    for line in body.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (line, note) = line.split_once('^').unwrap_or((line, ""));
        if let Some((relation, verdict)) = note.trim().split_once(' ') {
            expected.insert(relation.to_owned(), verdict.to_owned());
        }
        if let Some((cell, text)) = line.split_once('=') {
            let text = text.trim();
            let value = match Value::from_exact(text) {
                Some(value) => value,
                None if text.is_empty() => Value::Blank,
                None => Value::Text(text.to_owned()),
            };
            match cell.trim().strip_prefix("prior:") {
                Some(cell) => drop(prior.values.insert(CellId::new(cell), value)),
                None => values.push((cell.trim(), value)),
            }
            continue;
        }
        let (word, rest) = line.trim().split_once(' ').expect("a word and its content");
        match word {
            "form" => form_id = rest,
            "from" => start = Some(sample(rest)),
            "prior-form" => rest.clone_into(&mut prior.form),
            "year" => year = rest.parse().ok(),
            "incomparable" => incomparable = Some(rest.to_owned()),
            "unit" => {
                let (level, name) = rest.split_once(' ').expect("a level and a name");
                unit = Unit { level: Level::parse(level), ..Unit::named(name) };
                assert!(unit.level.is_some(), "{level} is no level");
            }
            _ => words.push((word.to_owned(), rest.to_owned())),
        }
    }
    let mut filing = start.unwrap_or_else(|| {
        let form = form(form_id);
        let year = year.unwrap_or(if form_id == "zfxxgk-2021" { 2024 } else { form.last_year.expect("an old form") });
        Filing::new(form, unit, year)
    });
    if !prior.values.is_empty() {
        if prior.form.is_empty() {
            prior.form.clone_from(&filing.form().id);
        }
        filing.apply(filing.prior_edit(filing.year() - 1, Some(prior)), now());
    }
    filing.apply(filing.incomparable_edit(incomparable), now());
    let cells = values
        .into_iter()
        .map(|(id, value)| (filing.form().cell_index(id).unwrap_or_else(|| panic!("no cell {id}")), value));
    let edit = filing.cells_edit(cells.collect::<Vec<_>>());
    filing.apply(edit.unwrap_or(Edit::Cells(Vec::new())), now());
    Case { heading: heading.trim().to_owned(), filing, expected, words }
}
