//! Every kind of relation against tables drawn in text files, with the expected verdict beside the cell.
//!
//! A line is `cell = value`, optionally followed by `^ relation verdict left / right: message`. No relation other than
//! the named ones may be violated.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tianbao::check::cells::CELL_KINDS;
use tianbao::check::kinds::{KINDS, help};
use tianbao::check::{Stage, Verdict};

use crate::support::engine;
use crate::tables::{Case, cases};

#[test]
fn kinds_judge_their_fixtures() {
    for kind in KINDS {
        let cases = cases(&format!("kinds/{}", kind.name()));
        let headings: BTreeSet<&str> = cases.iter().map(|case| case.heading.as_str()).collect();
        assert_eq!(headings, BTreeSet::from(["invalid", "undecided", "valid"]), "{} needs all three", kind.name());
        let mut judged = false;
        for case in &cases {
            assert!(case.words.is_empty(), "{}: {:?} is not known", kind.name(), case.words);
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
