//! The drafted report: official sentences for zero, one, many, decrease and the first year; nothing invented, nothing wrong.

use proptest::prelude::*;
use tianbao::check::Engine;
use tianbao::filing::{Filing, Snapshot, Unit, Value, format};
use tianbao::form::{Catalogue, CellIndex};
use tianbao::report::draft::{self, Piece, State};
use tianbao::report::outline::Outline;
use tianbao::report::text::compare;

use crate::laws;
use crate::support::{engine, form, now, sample, sample_with_prior};

/// A filing with these values, all other cells at zero.
fn filled(form_id: &str, year: u16, values: &[(&str, i64)]) -> Filing {
    let mut filing = Filing::new(form(form_id), Unit::named("江州市临水区人民政府"), year);
    let form = std::sync::Arc::clone(filing.form());
    let zeros = form.cell_indices().map(|cell| (cell, Value::whole(0)));
    let named = values.iter().map(|(id, value)| (form.cell_index(id).expect("a cell"), Value::whole(*value)));
    let edit = filing.cells_edit(zeros.chain(named)).expect("a change");
    filing.apply(edit, now());
    filing
}

/// The same with last year's values.
fn with_prior(mut filing: Filing, values: &[(&str, i64)]) -> Filing {
    let prior = filled(&filing.form().id, filing.year() - 1, values);
    let edit = filing.prior_edit(prior.year(), Some(Snapshot::of(&prior, "", b"")));
    filing.apply(edit, now());
    filing
}

/// A filing with everything drafted.
fn drafted(mut filing: Filing) -> Filing {
    if let Some(edit) = draft::draft_edit(&filing, &engine(&filing)) {
        filing.apply(edit, now());
    }
    filing
}

/// What stands in a place.
fn text(filing: &Filing, id: &str) -> String {
    filing.report().get(id).map_or_else(String::new, |it| it.text.clone())
}

#[test]
fn nothing_came_in() {
    let filing = drafted(filled("zfxxgk-2021", 2024, &[]));
    assert_eq!(
        text(&filing, "requests.intake"),
        "2024年，本机关未收到政府信息公开申请，没有上年结转政府信息公开申请。"
    );
    assert_eq!(text(&filing, "requests.outcomes"), "");
    assert_eq!(text(&filing, "disputes.review"), "2024年，未发生因政府信息公开引发的行政复议案件。");
    assert_eq!(text(&filing, "active.charges"), "未收取行政事业性收费。");
}

#[test]
fn one_came_in() {
    let values = [("3.1.g", 1), ("3.1.a", 1), ("3.3.1.g", 1), ("3.3.7.g", 1)];
    let filing = drafted(filled("zfxxgk-2021", 2024, &values));
    assert_eq!(
        text(&filing, "requests.intake"),
        "2024年，本机关新收政府信息公开申请1件；没有上年结转政府信息公开申请。"
    );
    assert_eq!(text(&filing, "requests.outcomes"), "本年办结政府信息公开申请1件。其中，予以公开1件，占100%。");
}

#[test]
fn many_came_in() {
    let filing = drafted(sample_with_prior("suqian-2024", "suqian-2023"));
    assert_eq!(
        text(&filing, "requests.intake"),
        "2024年，本机关新收政府信息公开申请3525件，比上年增加14件，增长0.4%；上年结转政府信息公开申请121件。"
    );
    let outcomes = text(&filing, "requests.outcomes");
    let shares = outcomes
        .split("占")
        .skip(1)
        .map(|rest| rest.split('%').next().expect("a share").parse::<f64>().expect("a number"));
    assert!((shares.sum::<f64>() - 100.0).abs() < 1e-9, "{outcomes}");
    assert_eq!(text(&filing, "active.charges").split('万').next(), Some("收取行政事业性收费72701.2578"));
}

#[test]
fn fewer_came_in_and_from_nothing_there_is_no_percentage() {
    let filing = with_prior(
        filled("zfxxgk-2021", 2024, &[("3.1.g", 30), ("4.1.e", 2), ("4.2.e", 3)]),
        &[("3.1.g", 40), ("4.2.e", 3)],
    );
    let filing = drafted(filing);
    assert!(text(&filing, "requests.intake").contains("30件，比上年减少10件，下降25%"));
    assert!(text(&filing, "disputes.review").contains("2件，比上年增加2件。"));
    assert!(text(&filing, "disputes.litigation").contains("3件，与上年持平。"));
}

#[test]
fn the_first_year_and_an_incomparable_one_have_no_comparison() {
    let values = [("3.1.g", 30)];
    let first = drafted(filled("zfxxgk-2021", 2024, &values));
    assert!(!text(&first, "requests.intake").contains("上年增加"));
    let mut other = with_prior(filled("zfxxgk-2021", 2024, &values), &[("3.1.g", 40)]);
    other.apply(other.incomparable_edit(Some("机构合并".to_owned())), now());
    assert!(!text(&drafted(other), "requests.intake").contains("比上年"));
}

#[test]
fn what_is_blank_is_left_out() {
    let filing = drafted(Filing::new(form("zfxxgk-2021"), Unit::named("江州市临水区人民政府"), 2024));
    let drafted: Vec<&str> = filing.report().keys().map(String::as_str).collect();
    assert_eq!(drafted, ["opening.basis"]);
    // Parts that do not add up are not listed as if they did.
    let filing = self::drafted(filled("zfxxgk-2021", 2024, &[("4.1.e", 5), ("4.1.a", 3)]));
    assert_eq!(text(&filing, "disputes.review"), "2024年，因政府信息公开引发的行政复议案件共5件。");
}

#[test]
fn the_2014_form_has_its_report_with_the_table_as_annex() {
    let filing = drafted(sample("simao-2017"));
    assert_eq!(text(&filing, "active.total"), "2017年，本机关主动公开政府信息7718条。");
    assert_eq!(text(&filing, "requests.intake"), "2017年，本机关未收到政府信息公开申请。");
    let pieces = draft::report(&filing, &engine(&filing)).expect("a report");
    assert_eq!(pieces.last(), Some(&Piece::Table(0)));
}

#[test]
fn what_was_written_by_hand_stays() {
    let mut filing = drafted(filled("zfxxgk-2021", 2024, &[("3.1.g", 30)]));
    let edit = draft::write_edit(&filing, "requests.intake", "全年新收政府信息公开申请30件。").expect("a change");
    filing.apply(edit, now());
    let edit = filing.cells_edit([(filing.form().cell_index("3.1.g").expect("a cell"), Value::whole(31))]);
    filing.apply(edit.expect("a change"), now());
    let filing = drafted(filing);
    assert_eq!(text(&filing, "requests.intake"), "全年新收政府信息公开申请30件。");
    // The check says that it is wrong now.
    let engine = engine(&filing);
    let comparison = compare(&filing, &engine, &draft::paragraphs(&filing, &engine));
    assert_eq!(comparison.findings.iter().map(|it| it.finding.relation.as_str()).collect::<Vec<_>>(), ["text:3.1.g"]);
    let mut filing = filing;
    let edit = draft::redraft_edit(&filing, &engine, "requests.intake").expect("a draft");
    filing.apply(edit, now());
    assert!(text(&filing, "requests.intake").contains("31件"));
    filing.undo(now());
    assert_eq!(text(&filing, "requests.intake"), "全年新收政府信息公开申请30件。");
}

#[test]
fn a_draft_that_the_figures_left_behind_is_marked() {
    let mut filing = drafted(filled("zfxxgk-2021", 2024, &[("3.1.g", 30)]));
    let outdated = |filing: &Filing| {
        let pieces = draft::report(filing, &engine(filing)).expect("a report");
        let ids = pieces.into_iter().filter_map(|piece| match piece {
            Piece::Sentence { id, is_outdated: true, state: State::Drafted, .. } => Some(id),
            _ => None,
        });
        ids.collect::<Vec<_>>()
    };
    assert_eq!(outdated(&filing), Vec::<String>::new());
    let edit = filing.cells_edit([(filing.form().cell_index("3.1.g").expect("a cell"), Value::whole(31))]);
    filing.apply(edit.expect("a change"), now());
    assert_eq!(outdated(&filing), ["requests.intake"]);
}

#[test]
fn the_report_lives_in_the_file() {
    let filing = drafted(sample("suqian-2024"));
    let bytes = format::write(&filing);
    let again = format::read(&bytes, &Catalogue::shipped()).expect("a filing");
    assert_eq!(again.report(), filing.report());
    assert_eq!(format::write(&again), bytes);
    // Fields of a newer program are kept.
    let newer = String::from_utf8(bytes).expect("text").replacen(
        "\"origin\": \"drafted\"",
        "\"origin\": \"drafted\", \"colour\": 3",
        1,
    );
    let kept = format::write(&format::read(newer.as_bytes(), &Catalogue::shipped()).expect("a filing"));
    assert!(String::from_utf8(kept).expect("text").contains("\"colour\": 3"));
}

#[test]
fn every_figure_of_the_templates_is_one_of_the_form() {
    for id in ["zfxxgk-2014", "zfxxgk-2019", "zfxxgk-2021"] {
        let form = form(id);
        let outline = Outline::of(id).expect("an outline that can be read");
        let slots = outline.opening.iter().chain(outline.sections.iter().flat_map(|it| &it.slots));
        let mut ids = std::collections::BTreeSet::new();
        for slot in slots {
            assert!(ids.insert(slot.id.clone()), "{id}: {} twice", slot.id);
            assert!(!slot.prompt.is_empty() || !slot.drafts.is_empty(), "{id}: {} is empty", slot.id);
            let parts = slot.parts.iter().map(|it| it.figure.as_str()).chain(slot.whole.as_deref());
            let conditions = slot.drafts.iter().flat_map(|it| &it.when).map(|it| it.split(' ').next().expect("a word"));
            let placed = slot.drafts.iter().flat_map(|it| it.says.split('{').skip(1));
            let placed = placed.map(|it| it.split(['}', ':']).next().expect("a name"));
            for figure in parts.chain(conditions).chain(placed).filter(|it| !["year", "unit", "parts"].contains(it)) {
                assert!(form.figure(figure).is_some(), "{id}: {} names {figure}", slot.id);
            }
        }
        for section in &outline.sections {
            for table in &section.tables {
                assert!(form.tables.iter().any(|it| it.id == *table), "{id}: no table {table}");
            }
        }
    }
}

/// A filing that may have been filled by a clerk: mostly zeros and small counts, some blanks, with or without last year.
fn plausible() -> impl Strategy<Value = Filing> {
    let value = || {
        prop_oneof![
            3 => Just(Value::whole(0)),
            3 => (1_i64..400).prop_map(Value::whole),
            1 => (1_i64..2_000_000).prop_map(Value::whole),
            1 => Just(Value::Blank),
        ]
    };
    let forms = prop_oneof![Just("zfxxgk-2014"), Just("zfxxgk-2019"), Just("zfxxgk-2021")];
    forms.prop_flat_map(move |id| {
        let form = form(id);
        let count = form.cells.len();
        let values = || prop::collection::vec(value(), count);
        (values(), prop::option::of(values()), any::<bool>()).prop_map(move |(this, prior, adds_up)| {
            let filing = |values: Vec<Value>, year| {
                let mut filing = Filing::new(std::sync::Arc::clone(&form), Unit::named("江州市临水区人民政府"), year);
                let edit = filing.cells_edit(form.cell_indices().zip(values));
                if let Some(edit) = edit {
                    filing.apply(edit, now());
                }
                if adds_up {
                    add_up(&mut filing);
                }
                filing
            };
            let mut this = filing(this, form.first_year + 1);
            if let Some(prior) = prior {
                let prior = filing(prior, form.first_year);
                let edit = this.prior_edit(prior.year(), Some(Snapshot::of(&prior, "", b"")));
                this.apply(edit, now());
            }
            this
        })
    })
}

/// Puts the sums into the totals, so that lists of parts are drafted.
fn add_up(filing: &mut Filing) {
    let form = std::sync::Arc::clone(filing.form());
    for relation in form.relations.iter().filter(|it| it.kind == "total" && it.left.len() == 1) {
        let sum: Option<rust_decimal::Decimal> =
            relation.right.iter().map(|term| filing.value(term.cell).as_number()).sum();
        let total: CellIndex = relation.left[0].cell;
        if let Some(edit) = filing.cells_edit([(total, sum.map_or(Value::Blank, Value::number))]) {
            filing.apply(edit, now());
        }
    }
}

fn wrong(filing: Filing) -> Vec<String> {
    let filing = drafted(filing);
    let engine: Engine = engine(&filing);
    let comparison = compare(&filing, &engine, &draft::paragraphs(&filing, &engine));
    comparison.findings.into_iter().map(|it| it.finding.message).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_drafted_sentence_fails_the_text_check(filing in plausible()) {
        prop_assert_eq!(wrong(filing), Vec::<String>::new());
    }

    #[test]
    fn nor_does_one_about_any_values(filing in laws::filing()) {
        prop_assert_eq!(wrong(filing), Vec::<String>::new());
    }
}

#[test]
fn drafted_figures_are_found_again() {
    // The law above would hold for a check that links nothing: most drafted figures have to be linked, and agree.
    let filing = drafted(sample_with_prior("suqian-2024", "suqian-2023"));
    let engine = engine(&filing);
    let reading = compare(&filing, &engine, &draft::paragraphs(&filing, &engine)).reading;
    assert!(reading.linked.iter().all(|it| it.agrees == Some(true)));
    let counts = reading.unlinked.iter().filter(|it| it.reason == "没有对应的指标").count();
    assert!(reading.linked.len() > 40 && counts <= 1, "{} linked, {:?}", reading.linked.len(), reading.unlinked);
}
