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

use crate::oracle::{Table, cases as count_of};
use crate::random_tables::{Dice, fill, linked, number, one_wrong_digit, sound, with_year_before};
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

/// How often the true value is proposed and proposed first, of so many cases, in per mille.
#[derive(Default)]
struct Rate {
    cases: usize,
    proposed: usize,
    first: usize,
    /// Of the cases counted, the chance that whoever looks at the table alone names the right one, added up in thousandths:
    /// all changes of a digit that mend it are equally good.
    chance: usize,
}

impl Rate {
    fn told(&self) -> String {
        let percent = |count: usize| {
            let per_mille = count / self.cases.max(1);
            format!("{}.{} %", per_mille / 10, per_mille % 10)
        };
        format!(
            "{} cases, the true value proposed in {}, first in {} (by chance among equals {})",
            self.cases,
            percent(self.proposed * 1_000),
            percent(self.first * 1_000),
            percent(self.chance)
        )
    }

    fn add(&mut self, place: Option<usize>, explanations: usize) {
        self.cases += 1;
        self.proposed += usize::from(place.is_some());
        self.first += usize::from(place == Some(0));
        self.chance += 1_000 / explanations.max(1);
    }
}

/// One wrong digit in a random cell that hard relations watch: how often the true value is proposed, and proposed first;
/// `at_least` per mille. Counted apart: the cases in which the table leaves no other change of a digit.
fn rates(what: &str, seed: u64, at_least: (usize, usize), filing: impl Fn(&mut Dice) -> Filing) {
    let (mut all, mut plain) = (Rate::default(), Rate::default());
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
        let place = group.iter().position(is_right);
        let explanations = Table::of(&filing).explanations();
        all.add(place, explanations);
        if explanations <= 1 {
            plain.add(place, explanations);
        }
    }
    println!("one wrong digit, {what}: {}", all.told());
    println!("  of these with one explanation: {}", plain.told());
    let (proposed, first) = (all.proposed * 1_000 / all.cases, all.first * 1_000 / all.cases);
    assert!(proposed >= at_least.0 && first >= at_least.1, "{what}: {proposed} and {first} per mille");
    assert!(plain.first * 4 >= plain.cases * 3, "{what}: what the table tells alone is told: {}", plain.told());
}

#[test]
fn one_wrong_digit_in_real_tables_is_named() {
    rates("宿迁 2024", 60_000, (900, 750), |_| sample("suqian-2024"));
    rates("宿迁 2024 with last year", 70_000, (900, 750), |_| sample_with_prior("suqian-2024", "suqian-2023"));
    rates("思茅 2017", 75_000, (900, 250), |_| sample("simao-2017"));
    rates("思茅 2017 with a year before", 75_000, (900, 500), |dice| with_year_before(sample("simao-2017"), dice));
}

#[test]
fn one_wrong_digit_in_random_tables_is_named() {
    for id in ["zfxxgk-2019", "zfxxgk-2021"] {
        rates(id, 80_000, (900, 750), |dice| sound(id, dice, 100_000));
    }
    // Its totals stand alone: nothing tells a total from its parts, and bounds leave the value open. Last year's does.
    rates("zfxxgk-2014", 80_000, (900, 250), |dice| sound("zfxxgk-2014", dice, 100_000));
    rates("zfxxgk-2014 with last year", 80_000, (900, 500), |dice| {
        let sound = sound("zfxxgk-2014", dice, 100_000);
        with_year_before(sound, dice)
    });
}
