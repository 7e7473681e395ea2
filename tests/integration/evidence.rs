//! What speaks from outside the table: remarks of the clerk, last year's figures and the report's text order the proposals
//! and never change the sets.

use std::collections::BTreeMap;

use tianbao::check::suspects::{Case, Certainty, Reason, Source, Witness};
use tianbao::check::{Amount, Stage, remarks};
use tianbao::filing::{Filing, Remark, Snapshot, Unit, Value};

use crate::support::{engine, form, now, sample_with_prior};

fn set(filing: &mut Filing, values: &[(&str, i64)]) {
    let form = filing.form().clone();
    let cells = values.iter().map(|(id, value)| (form.cell_index(id).expect("a cell"), Value::whole(*value)));
    let edit = filing.cells_edit(cells).expect("a change");
    filing.apply(edit, now());
}

/// What the answers of 昆明 2020 say of the last column, with a year before that was a tenth of it.
fn four_candidates() -> Filing {
    let form = form("zfxxgk-2019");
    let mut before = Filing::new(form.clone(), Unit::named("某某市"), 2019);
    set(&mut before, &[("3.1.g", 80), ("3.2.g", 1), ("3.3.7.g", 63), ("3.4.g", 18)]);
    let mut filing = Filing::new(form, Unit::named("某某市"), 2020);
    filing.apply(filing.prior_edit(2019, Some(Snapshot::of(&before, "before.tianbao", b""))), now());
    set(&mut filing, &[("3.1.g", 971), ("3.2.g", 18), ("3.3.7.g", 960), ("3.4.g", 30)]);
    filing
}

/// Answers the finding of a relation.
fn answer(filing: &mut Filing, relation: &str, text: &str) {
    let finding = engine(filing).findings(filing, Stage::Filling).into_iter().find(|it| it.relation == relation);
    let edit = remarks::answer_edit(&finding.unwrap_or_else(|| panic!("no finding {relation}")), filing, text);
    filing.apply(edit, now());
}

/// A remark about something that is no relation of the form, such as a figure of a text.
fn remark(filing: &mut Filing, about: &str, cell: &str, value: i64) {
    let values = BTreeMap::from([(cell.to_owned(), Value::whole(value))]);
    let remark = Remark { text: "已核对原始登记".to_owned(), values, extra: serde_json::Map::new() };
    let edit = filing.remark_edit(about, Some(remark));
    filing.apply(edit, now());
}

fn case(filing: &Filing, witnesses: &[Witness]) -> Case {
    let mut cases = engine(filing).cases(filing, witnesses);
    cases.retain(|case| case.proposals.iter().any(|it| it.suspect.is_smallest));
    cases.remove(0)
}

/// The ways as `cell→value`, the likeliest first.
fn ways(filing: &Filing, witnesses: &[Witness]) -> Vec<String> {
    let id = |cell| filing.form().cell(cell).id.as_str();
    let shown = case(filing, witnesses).proposals.into_iter().map(|proposal| {
        proposal.suspect.changes.iter().map(|it| format!("{}→{}", id(it.cell), it.to)).collect::<Vec<_>>().join(" ")
    });
    shown.collect()
}

fn witness(filing: &Filing, id: &str, value: i64) -> Witness {
    let cell = filing.form().cell_index(id).expect("a cell");
    Witness { cell, value: Amount::whole(value), source: Source::Text }
}

/// Every way of a case as it is told at its first cell.
fn sentences(filing: &Filing, witnesses: &[Witness]) -> Vec<String> {
    let told = |it: &tianbao::check::suspects::Proposal| it.sentence(it.suspect.cells[0], filing.form());
    case(filing, witnesses).proposals.iter().map(told).collect()
}

#[test]
fn a_remark_decides_between_equal_ways() {
    let mut filing = Filing::new(form("zfxxgk-2019"), Unit::named("某某市"), 2020);
    set(&mut filing, &[("3.1.g", 971), ("3.2.g", 18), ("3.3.7.g", 960), ("3.4.g", 30)]);
    // One wrong digit each, and nothing tells them apart.
    assert_eq!(ways(&filing, &[]), ["3.1.g→972", "3.2.g→19", "3.3.7.g→959", "3.4.g→29"]);
    assert!(case(&filing, &[]).proposals.iter().all(|it| it.suspect.certainty == Certainty::Possible));
    remark(&mut filing, "text:3.1.g", "3.1.g", 971);
    assert_eq!(ways(&filing, &[]), ["3.2.g→19", "3.3.7.g→959", "3.4.g→29", "3.1.g→972"]);
    assert_eq!(case(&filing, &[]).proposals[0].suspect.certainty, Certainty::Likely);
    let told = sentences(&filing, &[]);
    assert!(told[0].ends_with("这一格由 18 改为 19，1 处勾稽成立。"), "{told:?}");
    assert!(told[3].ends_with("；但要改的数已作审核说明，请先核对说明。"), "{told:?}");
    // With the other three explained, that is what speaks for the last.
    for (id, value) in [("3.2.g", 18), ("3.3.7.g", 960)] {
        remark(&mut filing, &format!("text:{id}"), id, value);
    }
    let told = sentences(&filing, &[]);
    assert!(told[0].contains("30 改为 29") && told[0].contains("；其他改法都要改已作审核说明的数"), "{told:?}");
    // The sets are what they were.
    assert_eq!(engine(&filing).suspects(&filing, &[]).0.size(), 1);
}

#[test]
fn an_answered_jump_speaks_for_its_figure_while_it_stands() {
    let mut filing = four_candidates();
    let jump = |filing: &Filing, id: &str| {
        let cell = filing.form().cell_index(id).expect("a cell");
        let findings = engine(filing).findings(filing, Stage::Filling);
        let jump = findings.into_iter().find(|it| it.kind == "jump" && it.cells == [cell]);
        jump.map(|it| it.relation)
    };
    let about = jump(&filing, "3.1.g").expect("971 is more than ten times 80");
    answer(&mut filing, &about, "受理范围扩大到街道");
    let is_explained = |filing: &Filing| {
        let case = case(filing, &[]);
        let explained = case.proposals.iter().filter(|it| it.reasons.contains(&Reason::Explained));
        explained.map(|it| filing.form().cell(it.suspect.cells[0]).id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(is_explained(&filing), ["3.1.g"]);
    set(&mut filing, &[("3.1.g", 973)]);
    assert_eq!(is_explained(&filing), Vec::<String>::new(), "it was said of another figure");
}

#[test]
fn a_remark_about_what_has_to_hold_explains_nothing() {
    let mut filing = four_candidates();
    let balance = engine(&filing).findings(&filing, Stage::Filling).into_iter().find(|it| it.kind == "balance");
    let about = balance.expect("the column does not balance").relation;
    let before = ways(&filing, &[]);
    answer(&mut filing, &about, "原始登记如此");
    assert_eq!(ways(&filing, &[]), before);
    assert!(case(&filing, &[]).proposals.iter().all(|it| it.reasons.is_empty()));
}

#[test]
fn an_answered_carry_over_is_no_witness() {
    let mut filing = sample_with_prior("suqian-2024", "suqian-2023");
    set(&mut filing, &[("3.2.a", 181), ("3.2.g", 184)]);
    let is_carried =
        |filing: &Filing| case(filing, &[]).proposals.iter().any(|it| it.reasons.contains(&Reason::CarriedOver));
    assert!(is_carried(&filing) && sentences(&filing, &[])[0].contains("与上年结转的数一致"));
    let carried = engine(&filing).findings(&filing, Stage::Filling).into_iter().filter(|it| it.kind == "carry_over");
    let carried: Vec<String> = carried.map(|it| it.relation).collect();
    assert_eq!(carried.len(), 2);
    for relation in carried {
        answer(&mut filing, &relation, "上年漏报，已在本年更正");
    }
    assert!(!is_carried(&filing));
}

#[test]
fn a_quoted_figure_comes_first_and_is_told() {
    let mut filing = four_candidates();
    let text = [witness(&filing, "3.4.g", 29)];
    assert_eq!(ways(&filing, &text)[0], "3.4.g→29");
    assert!(sentences(&filing, &text)[0].contains("，与报告文字写的数一致"));
    // The clerk has said why the text differs.
    remark(&mut filing, "text:3.4.g", "3.4.g", 30);
    assert_ne!(ways(&filing, &text)[0], "3.4.g→29");
    assert!(sentences(&filing, &text).iter().all(|it| !it.contains("报告文字")));
}

#[test]
fn last_year_tells_which_figure_moved() {
    // 118 + 7 = 125 was typed as 18 + 7 = 125; last year it was 120 + 6 = 126.
    let form = form("zfxxgk-2014");
    let mut before = Filing::new(form.clone(), Unit::named("某某市"), 2016);
    set(&mut before, &[("8.3", 126), ("8.3.1", 120), ("8.3.2", 6)]);
    let mut filing = Filing::new(form, Unit::named("某某市"), 2017);
    set(&mut filing, &[("8.3", 125), ("8.3.1", 18), ("8.3.2", 7)]);
    filing.apply(filing.prior_edit(2016, Some(Snapshot::of(&before, "before.tianbao", b""))), now());
    assert_eq!(ways(&filing, &[])[0], "8.3.1→118");
    // A bound leaves the value open: with last year's figures the nearest of the values that a slip explains comes first.
    set(&mut before, &[("2.2.1", 13), ("2.2.1.a", 12)]);
    let mut filing = Filing::new(filing.form().clone(), Unit::named("某某市"), 2017);
    set(&mut filing, &[("2.2.1", 14), ("2.2.1.a", 43)]);
    let open = ways(&filing, &[]);
    assert_eq!(open[..3], ["2.2.1→43 2.2.1.a→14", "", ""], "which cell, and no guess before that: {open:?}");
    assert!(open.contains(&"2.2.1.a→13".to_owned()) && open.contains(&"2.2.1→44".to_owned()), "{open:?}");
    filing.apply(filing.prior_edit(2016, Some(Snapshot::of(&before, "before.tianbao", b""))), now());
    assert_eq!(ways(&filing, &[])[0], "2.2.1.a→13");
}
