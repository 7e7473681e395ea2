//! The real tables: exactly the findings that the reference implies, and no others.

use tianbao::check::{Stage, Verdict};
use tianbao::filing::Filing;
use tianbao::form::Severity;

use crate::support::{engine, findings, sample, sample_with_prior};

/// Relation ids of all findings but blanks.
fn found(filing: &Filing) -> Vec<String> {
    findings(filing).into_iter().map(|finding| finding.relation).collect()
}

fn blanks(filing: &Filing) -> Vec<String> {
    let all = engine(filing).findings(filing, Stage::Filling);
    let blanks = all.iter().filter(|finding| finding.kind == "blank");
    blanks.map(|finding| filing.form().cell(finding.cells[0]).id.to_string()).collect()
}

#[test]
fn simao_2017_has_one_warning_and_two_blanks() {
    let filing = sample("simao-2017");
    assert_eq!(found(&filing), ["disclosed-rules-issued"]);
    assert_eq!(findings(&filing)[0].severity, Severity::Warning);
    assert_eq!(blanks(&filing), ["2.2.5", "4"]);
}

#[test]
fn distinct_items_on_several_channels_are_no_mistake() {
    let filing = sample("simao-2017");
    let form = filing.form();
    let position = form.relations.iter().position(|relation| relation.id.as_str() == "distinct-disclosed");
    assert_eq!(engine(&filing).verdict(position.expect("it is there")), Some(Verdict::Holds));
}

#[test]
fn shanghai_2019_has_only_blanks() {
    let filing = sample("shanghai-2019");
    assert_eq!(found(&filing), Vec::<String>::new());
    let empty = filing.values().iter().filter(|value| value.is_blank()).count();
    assert_eq!(blanks(&filing).len(), empty);
    assert_eq!(empty, 135);
}

#[test]
fn hongze_2023_left_two_totals_at_zero() {
    let filing = sample("hongze-2023");
    let findings = findings(&filing);
    let sides = findings
        .iter()
        .map(|it| (it.relation.as_str(), it.left.expect("left").to_string(), it.right.expect("right").to_string()));
    let expected =
        [("case-total.4.1", "0".to_owned(), "11".to_owned()), ("case-total.4.3", "0".to_owned(), "5".to_owned())];
    assert_eq!(sides.collect::<Vec<_>>(), expected);
    assert!(findings.iter().all(|finding| finding.severity == Severity::Error));
    assert_eq!(blanks(&filing), Vec::<String>::new());
}

#[test]
fn suqian_is_clean() {
    for name in ["suqian-2023", "suqian-2024"] {
        let filing = sample(name);
        assert_eq!(found(&filing), Vec::<String>::new(), "{name}");
        assert_eq!(blanks(&filing), Vec::<String>::new(), "{name}");
        let counts = engine(&filing).counts(&filing, Stage::Final);
        assert_eq!((counts.errors, counts.undecided), (0, 0), "{name}");
    }
}

#[test]
fn suqian_2024_follows_from_2023() {
    let filing = sample_with_prior("suqian-2024", "suqian-2023");
    // Only notices: three figures fell to less than a tenth. Carry-over and stocks hold.
    assert_eq!(found(&filing), ["jump.3.3.3.2.g", "jump.3.3.5.4.g", "jump-case.4.3.c"]);
    assert!(findings(&filing).iter().all(|finding| finding.severity == Severity::Notice));
}

#[test]
fn a_final_check_takes_no_blanks() {
    let filing = sample("simao-2017");
    let findings = engine(&filing).findings(&filing, Stage::Final);
    let errors: Vec<_> =
        findings.iter().filter(|finding| finding.is_error()).map(|finding| finding.relation.as_str()).collect();
    assert_eq!(errors, ["blank:2.2.5", "blank:4"]);
    let undecided: Vec<_> =
        findings.iter().filter(|it| it.verdict == Verdict::Undecided).map(|it| it.relation.as_str()).collect();
    assert_eq!(undecided, ["review-total", "distinct-responses", "no-application"]);
}

#[test]
fn errors_that_cancel_in_the_total_column_are_found() {
    // Seen in a published report: 自然人 60 ≠ 61, 其他 1 ≠ 0, 总计 62 = 62.
    let mut filing = sample("suqian-2024");
    let form = std::sync::Arc::clone(filing.form());
    let cell = |id: &str| form.cell_index(id).expect("a cell");
    let changes = [("3.1.a", 3441), ("3.1.f", 2)];
    let edit = filing.cells_edit(changes.map(|(id, number)| (cell(id), tianbao::filing::Value::whole(number))));
    filing.apply(edit.expect("a change"), crate::support::now());
    assert_eq!(found(&filing), ["balance.a", "balance.f"]);
}
