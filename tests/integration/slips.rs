//! The slips: every one against tables drawn in text files, and how often a planted slip is named.
//!
//! In a fixture, `suspect CERTAINTY CELL FROM→TO, …` says that the check proposes these changes and names the slip of the
//! file; `never CELL FROM→TO, …` that it does not name the slip for them; `never` with `any` that it names it nowhere.
#![expect(clippy::print_stdout, reason = "a test run tells the figures")]

use std::collections::BTreeSet;

use tianbao::check::slips::SLIPS;
use tianbao::check::suspects::{self, Suspect};
use tianbao::check::{Amount, Stage};
use tianbao::filing::Filing;

use crate::oracle::cases as count_of;
use crate::random_tables::{Dice, fill, linked, number, one_wrong_digit, sound};
use crate::support::{engine, sample, sample_with_prior};
use crate::tables::{Case, cases};

/// The proposals of each group, the likeliest first, with last year as a witness.
pub(crate) fn proposals(filing: &Filing) -> Vec<Vec<Suspect>> {
    engine(filing).suspects(filing, &[]).1
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

/// One wrong digit in a random cell that hard relations watch: how often the true value is proposed, and proposed first;
/// `at_least` per mille.
fn rates(what: &str, seed: u64, at_least: (usize, usize), filing: impl Fn(&mut Dice) -> Filing) {
    let (mut violated, mut proposed, mut first) = (0, 0, 0);
    for case in 0..count_of(300, 2_000) {
        let mut dice = Dice(seed + case as u64);
        let mut filing = filing(&mut dice);
        let cells = linked(&filing);
        let cell = dice.pick(&cells);
        if filing.value(cell).as_number().is_none() {
            continue;
        }
        let right = number(&filing, cell);
        fill(&mut filing, [(cell, one_wrong_digit(right, &mut dice))]);
        let proposals = proposals(&filing);
        let Some(group) = proposals.first() else { continue };
        let is_right = |suspect: &Suspect| matches!(suspect.changes.as_slice(), [change] if change.cell == cell && change.to == Amount::whole(right));
        violated += 1;
        proposed += usize::from(group.iter().any(is_right));
        first += usize::from(group.first().is_some_and(is_right));
    }
    let percent = |count: usize| count * 1_000 / violated;
    let (proposed, first) = (percent(proposed), percent(first));
    println!(
        "one wrong digit, {what}: {violated} cases, the true value proposed in {}.{} %, first in {}.{} %",
        proposed / 10,
        proposed % 10,
        first / 10,
        first % 10
    );
    assert!(proposed >= at_least.0 && first >= at_least.1, "{what}: {proposed} and {first} per mille");
}

#[test]
fn one_wrong_digit_in_real_tables_is_named() {
    rates("宿迁 2024", 60_000, (900, 750), |_| sample("suqian-2024"));
    rates("宿迁 2024 with last year", 70_000, (900, 750), |_| sample_with_prior("suqian-2024", "suqian-2023"));
}

#[test]
fn one_wrong_digit_in_random_tables_is_named() {
    for id in ["zfxxgk-2019", "zfxxgk-2021"] {
        rates(id, 80_000, (900, 750), |dice| sound(id, dice, 100_000));
    }
    // Its totals stand alone: nothing tells a total from its parts, and bounds leave the value open.
    rates("zfxxgk-2014", 80_000, (700, 250), |dice| sound("zfxxgk-2014", dice, 100_000));
}
