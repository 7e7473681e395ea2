//! The slips: every one against tables drawn in text files, and how often a planted slip is named.
//!
//! In a fixture, `suspect CERTAINTY CELL FROM→TO, …` says that the check proposes these changes and names the slip of the
//! file; `never CELL FROM→TO, …` that it does not name the slip for them; `never` with `any` that it names it nowhere.

use std::collections::BTreeSet;

use tianbao::check::Stage;
use tianbao::check::localise::localise;
use tianbao::check::slips::SLIPS;
use tianbao::check::suspects::{self, Suspect};
use tianbao::filing::Filing;

use crate::support::engine;
use crate::tables::{Case, cases};

/// The proposals of each group, the likeliest first, with last year as a witness.
pub(crate) fn proposals(filing: &Filing) -> Vec<Vec<Suspect>> {
    let engine = engine(filing);
    let facts = engine.facts(filing);
    suspects::suspects(&localise(engine.book(), filing.values()), &facts, &suspects::carried_over(&facts))
}

/// The proposals of every finding as well, each once.
fn all_proposals(filing: &Filing) -> Vec<Suspect> {
    let engine = engine(filing);
    let findings = engine.findings(filing, Stage::Filling);
    assert!(findings.iter().any(|it| it.kind != "blank"), "a near miss is broken too");
    let groups = proposals(filing);
    let of_findings = findings.iter().flat_map(|it| suspects::for_finding(it, &engine.facts(filing), &groups));
    let mut all: Vec<Suspect> = groups.iter().flatten().cloned().chain(of_findings).collect();
    all.dedup();
    all
}

/// The changes of a proposal: `4.1.e 0→11`.
pub(crate) fn changes(suspect: &Suspect, filing: &Filing) -> String {
    let shown = suspect.changes.iter().map(|it| format!("{} {}→{}", filing.form().cell(it.cell).id, it.from, it.to));
    shown.collect::<Vec<_>>().join(", ")
}

#[test]
fn every_slip_has_a_name_of_its_own() {
    let names: BTreeSet<&str> = SLIPS.iter().map(|slip| slip.name()).collect();
    assert_eq!(names.len(), SLIPS.len());
    assert!(SLIPS.iter().all(|slip| !slip.title().is_empty()));
}

#[test]
fn slips_are_named_in_their_fixtures() {
    let mut mistakes = Vec::new();
    for slip in SLIPS {
        let cases = cases(&format!("slips/{}", slip.name()));
        let headings: BTreeSet<&str> = cases.iter().map(|case| case.heading.as_str()).collect();
        assert_eq!(headings, BTreeSet::from(["hit", "near miss"]), "{} needs both", slip.name());
        for case in &cases {
            assert!(!case.words.is_empty(), "{}: a case expects nothing", slip.name());
            mistakes.extend(mistakes_of(slip.name(), case));
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

/// The expectations of a case that are not met.
fn mistakes_of(slip: &str, case: &Case) -> Vec<String> {
    let all = all_proposals(&case.filing);
    let shown: Vec<(String, Option<&str>, &str)> =
        all.iter().map(|it| (changes(it, &case.filing), it.slip, it.certainty.as_str())).collect();
    let is_met = |(word, rest): &&(String, String)| match word.as_str() {
        "suspect" => {
            let (certainty, changes) = rest.split_once(' ').expect("a certainty and changes");
            shown.contains(&(changes.to_owned(), Some(slip), certainty))
        }
        "never" => !shown.iter().any(|(changes, name, _)| *name == Some(slip) && (rest == "any" || changes == rest)),
        _ => panic!("{slip}: {word} is not known"),
    };
    let missed = case.words.iter().filter(|it| !is_met(it));
    missed.map(|(word, rest)| format!("{slip}: {word} {rest}: {shown:?}")).collect()
}
