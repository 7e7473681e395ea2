//! Every kind of relation against tables drawn in text files, with the expected verdict beside the cell.
//!
//! A line is `cell = value`, optionally followed by `^ relation verdict left / right: message`. No relation other than
//! the named ones may be violated.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use tianbao::check::cells::CELL_KINDS;
use tianbao::check::kinds::{KINDS, help};
use tianbao::check::{Stage, Verdict};
use tianbao::filing::{Filing, Level, Snapshot, Unit, Value};
use tianbao::form::CellId;

use crate::support::{engine, form, now};

/// One table of a fixture file.
struct Case {
    heading: String,
    filing: Filing,
    expected: BTreeMap<String, String>,
}

#[test]
fn kinds_judge_their_fixtures() {
    for kind in KINDS {
        let cases = cases(kind.name());
        let headings: BTreeSet<&str> = cases.iter().map(|case| case.heading.as_str()).collect();
        assert_eq!(headings, BTreeSet::from(["invalid", "undecided", "valid"]), "{} needs all three", kind.name());
        let mut judged = false;
        for case in &cases {
            let relations = &case.filing.form().relations;
            judged |= relations.iter().any(|it| it.kind == kind.name() && case.expected.contains_key(it.id.as_str()));
            assert_case(kind.name(), case);
        }
        assert!(judged, "{} has no relation of its kind in its fixtures", kind.name());
    }
}

#[test]
fn kinds_explain_themselves() {
    let kinds = KINDS.iter().map(|kind| kind.name()).chain(CELL_KINDS.iter().map(|kind| kind.name()));
    let mut seen = BTreeSet::new();
    for name in kinds {
        assert!(seen.insert(name), "{name} is there twice");
        let help = help(name);
        for text in [&help.title, &help.finds, &help.why, &help.example, &help.advice] {
            assert!(!text.is_empty(), "{name} lacks a text in assets/kinds.toml");
        }
    }
}

fn assert_case(kind: &str, case: &Case) {
    let engine = engine(&case.filing);
    let findings = engine.findings(&case.filing, Stage::Filling);
    let shown = |id: &str, with_message: bool| {
        let position = case.filing.form().relations.iter().position(|relation| relation.id.as_str() == id);
        let position = position.unwrap_or_else(|| panic!("{kind}: the form has no relation {id}"));
        let mut shown = match engine.verdict(position) {
            None => "absent",
            Some(Verdict::Holds) => "holds",
            Some(Verdict::Undecided) => "undecided",
            Some(Verdict::Violated) => "violated",
        }
        .to_owned();
        if let Some(finding) = findings.iter().find(|finding| finding.relation == id) {
            let sides = (finding.left.expect("a left side"), finding.right.expect("a right side"));
            write!(shown, " {} / {}", sides.0, sides.1).expect("text");
            if with_message {
                write!(shown, ": {}", finding.message).expect("text");
            }
        }
        shown
    };
    for (relation, expected) in &case.expected {
        assert_eq!(&shown(relation, expected.contains(": ")), expected, "{kind} ({}), {relation}", case.heading);
    }
    for (position, relation) in case.filing.form().relations.iter().enumerate() {
        let is_named = case.expected.contains_key(relation.id.as_str());
        assert!(
            is_named || engine.verdict(position) != Some(Verdict::Violated),
            "{kind}: {} too is violated",
            relation.id
        );
    }
}

fn cases(kind: &str) -> Vec<Case> {
    let path = format!("{}/tests/fixtures/kinds/{kind}.table", env!("CARGO_MANIFEST_DIR"));
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
            "prior-form" => rest.clone_into(&mut prior.form),
            "year" => year = rest.parse().ok(),
            "incomparable" => incomparable = Some(rest.to_owned()),
            "unit" => {
                let (level, name) = rest.split_once(' ').expect("a level and a name");
                unit = Unit { level: Level::parse(level), ..Unit::named(name) };
                assert!(unit.level.is_some(), "{level} is no level");
            }
            _ => panic!("{word} is not known"),
        }
    }
    let form = form(form_id);
    let year = year.unwrap_or(if form_id == "zfxxgk-2021" { 2024 } else { form.last_year.expect("an old form") });
    let mut filing = Filing::new(form, unit, year);
    if !prior.values.is_empty() {
        if prior.form.is_empty() {
            form_id.clone_into(&mut prior.form);
        }
        filing.apply(filing.prior_edit(year - 1, Some(prior)), now());
    }
    filing.apply(filing.incomparable_edit(incomparable), now());
    let cells = values
        .into_iter()
        .map(|(id, value)| (filing.form().cell_index(id).unwrap_or_else(|| panic!("no cell {id}")), value));
    let edit = filing.cells_edit(cells.collect::<Vec<_>>());
    filing.apply(edit.unwrap_or(tianbao::filing::Edit::Cells(Vec::new())), now());
    Case { heading: heading.trim().to_owned(), filing, expected }
}
