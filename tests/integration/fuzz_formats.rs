//! Broken files of our own formats, and hostile texts where people type: an answer or a sentence, never a panic, and in
//! time. `TIANBAO_FUZZ_SECONDS` gives every kind more time; the mutations are those of `fuzz_readers`.

use std::time::{Duration, Instant};

use tianbao::aggregate::workspace::Workspace;
use tianbao::check::{Rulebook, Stage, soundness};
use tianbao::export::paper::{Given, Label};
use tianbao::filing::{Filing, calculator, format, typed};
use tianbao::form::{Catalogue, Form};
use tianbao::import::exact;
use tianbao::report::text;

use crate::fuzz_readers::{Random, mutate, share};
use crate::support::{engine, form, sample};

/// The fewest mutations of every kind, however slow the machine is.
const FEWEST: usize = 200;

/// Mutates a seed for its share of the time; `take` says whether something came out of it.
#[expect(clippy::print_stdout, reason = "the figures are wanted with --nocapture")]
fn run(name: &str, seed: &[u8], take: impl Fn(&[u8]) -> bool) {
    assert!(take(seed), "{name}: the seed is sound");
    let begun = Instant::now();
    let mut random = Random::beginning(0x2026_0105_0830_0002);
    let (mut count, mut taken) = (0, 0);
    while count < FEWEST || begun.elapsed() < share() {
        let bytes = mutate(&mut random, seed);
        let started = Instant::now();
        taken += usize::from(take(&bytes));
        assert!(started.elapsed() < Duration::from_secs(5), "{name}: mutation {count} is slow");
        count += 1;
    }
    println!("{name}: {count} mutations, {taken} of them still understood");
}

/// A filing that could be read is written, read again and checked.
fn use_filing(bytes: &[u8]) -> bool {
    let Ok(filing) = format::read(bytes, &Catalogue::shipped()) else { return false };
    let written = format::write(&filing);
    let again = format::read(&written, &Catalogue::shipped()).expect("what was written is readable");
    assert_eq!(format::write(&again), written);
    engine(&filing).findings(&filing, Stage::Final);
    true
}

#[test]
fn broken_filings_are_answered() {
    let golden = std::fs::read(crate::support::data("formats/filing-1.tianbao")).expect("a golden file");
    run("tianbao", &golden, use_filing);
    run(
        "tianbao, small",
        &format::write(&Filing::new(form("zfxxgk-2014"), tianbao::filing::Unit::default(), 2015)),
        use_filing,
    );
}

#[test]
fn broken_workspaces_are_answered() {
    let seed = r#"{"tianbao": "units", "version": 1, "name": "某区", "form": "zfxxgk-2021", "year": 2024,
        "sources": ["收"], "units": [{"name": "甲局", "aliases": ["甲"], "state": "received", "units": [{"name": "乙所"}]}]}"#;
    run("tianbao-units", seed.as_bytes(), |bytes| {
        let Ok(workspace) = Workspace::read(bytes) else { return false };
        let written = workspace.write();
        let again = Workspace::read(&written).expect("what was written is readable");
        assert_eq!(again.write(), written);
        true
    });
}

#[test]
fn broken_forms_are_answered() {
    for seed in [include_str!("../fixtures/own_form.toml"), include_str!("../../assets/forms/zfxxgk-2014.toml")] {
        run("form", seed.as_bytes(), |bytes| {
            let Ok(form) = Form::parse("form.toml", &String::from_utf8_lossy(bytes)) else { return false };
            let is_sound = soundness::problems(&form, "form.toml").is_empty();
            if is_sound {
                let form = std::sync::Arc::new(form);
                let filing = Filing::new(std::sync::Arc::clone(&form), tianbao::filing::Unit::default(), 2025);
                tianbao::check::Engine::new(std::sync::Arc::new(Rulebook::new(form)), &filing)
                    .findings(&filing, Stage::Final);
            }
            is_sound
        });
    }
}

#[test]
fn broken_exports_of_data_are_answered() {
    let json = tianbao::export::json::document(&sample("hongze-2023")).to_string();
    run("json", json.as_bytes(), |bytes| exact::json(bytes, &Catalogue::shipped()).is_some());
}

#[test]
fn whatever_is_typed_is_answered() {
    let filing = sample("suqian-2024");
    let label = Label::of(&filing).text();
    run("code and label", label.as_bytes(), |bytes| {
        let given = Given::parse(&String::from_utf8_lossy(bytes));
        given.is_ok_and(|given| !given.compare(&filing).word().is_empty())
    });
    let cell = filing.form().cell(filing.form().cell_index("3.1.a").expect("a cell"));
    run("typed number", "＝（1,234.5+6）*2-3÷4万".as_bytes(), |bytes| {
        let text = String::from_utf8_lossy(bytes);
        let _answers = (typed::enter(&text, cell).is_ok(), calculator::calculate(&text).is_ok());
        true
    });
    let engine = engine(&filing);
    let paragraph = "2024年，全市共收到政府信息公开申请3440件，比上年增长12.5%，其中自然人3,012件；办结3452件，予以公开二百一十件。";
    run("report text", paragraph.as_bytes(), |bytes| {
        let paragraphs: Vec<String> = String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect();
        let _compared = text::compare(&filing, &engine, &paragraphs);
        true
    });
}

#[test]
fn texts_that_once_did_harm_are_answered() {
    let filing = sample("suqian-2024");
    let engine = engine(&filing);
    let begun = Instant::now();
    // A number beyond all bounds, and a page of numerals, which was read anew from every place.
    for paragraph in ["收到申请一亿亿亿亿亿件。".to_owned(), "一二三百".repeat(4_000), "一百".repeat(8_000)]
    {
        assert!(text::compare(&filing, &engine, &[paragraph]).findings.is_empty());
    }
    assert!(begun.elapsed() < Duration::from_secs(15), "it takes {:?}", begun.elapsed());
}
