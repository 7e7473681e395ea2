//! How fast the parts are that a clerk waits for. Run with `cargo bench`; figures and machine go into
//! `docs/BENCHMARKS.md`. Compare figures of one run only: machines are noisy.

use std::sync::Arc;

use divan::{Bencher, black_box};
use tianbao::check::localise::localise;
use tianbao::check::{Engine, Rulebook, Stage};
use tianbao::export;
use tianbao::filing::{Filing, Snapshot, Value, format};
use tianbao::form::{Catalogue, Form};
use tianbao::jobs;
use tianbao::report;

fn main() {
    divan::main();
}

const LAST_YEAR: &[u8] = include_bytes!("../assets/demo/suqian-2023.tianbao");
const THIS_YEAR: &[u8] = include_bytes!("../assets/demo/suqian-2024.tianbao");

/// 宿迁 2024 with 2023 attached: all 200 cells filled, all relations judged.
fn filing() -> Filing {
    let catalogue = Catalogue::shipped();
    let last = format::read(LAST_YEAR, &catalogue).expect("a filing");
    let mut filing = format::read(THIS_YEAR, &catalogue).expect("a filing");
    let edit = filing.prior_edit(last.year(), Some(Snapshot::of(&last, "", LAST_YEAR)));
    filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
    filing
}

fn book(filing: &Filing) -> Arc<Rulebook> {
    Arc::new(Rulebook::new(Arc::clone(filing.form())))
}

/// All relations and cells of the form of 2021, and the list of findings.
#[divan::bench]
fn full_check(bencher: Bencher<'_, '_>) {
    let filing = filing();
    let book = book(&filing);
    bencher.bench_local(|| Engine::new(Arc::clone(&book), &filing).findings(&filing, Stage::Filling));
}

/// A full check of an empty form: two hundred blanks are findings too.
#[divan::bench]
fn full_check_of_an_empty_form(bencher: Bencher<'_, '_>) {
    let filing = Filing::new(Arc::clone(filing().form()), tianbao::filing::Unit::default(), 2024);
    let book = book(&filing);
    bencher.bench_local(|| Engine::new(Arc::clone(&book), &filing).findings(&filing, Stage::Filling));
}

/// One keystroke's worth: a cell changes, its relations are judged again, the findings are listed.
#[divan::bench]
fn one_edit_and_recheck(bencher: Bencher<'_, '_>) {
    let mut filing = filing();
    let mut engine = Engine::new(book(&filing), &filing);
    let cell = filing.form().cell_index("3.3.4.1.a").expect("a cell");
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let edit = filing.cells_edit([(cell, Value::whole(number))]).expect("a change");
        filing.apply(edit.clone(), jiff::Timestamp::UNIX_EPOCH);
        engine.follow(&filing, &edit);
        black_box(engine.findings(&filing, Stage::Filling))
    });
}

/// The guilty cells of 宿迁 2024 after so many single-digit slips, spread over table 三.
#[divan::bench(args = [1, 2, 3, 5, 8], max_time = 5)]
fn localise_slips(bencher: Bencher<'_, '_>, count: usize) {
    let mut filing = filing();
    let book = book(&filing);
    let wrong = ["3.3.1.a", "3.3.3.4.b", "3.3.4.1.g", "3.3.5.1.a", "3.1.e", "3.3.6.3.b", "3.4.f", "3.3.3.8.c"];
    let changes = wrong.iter().take(count).map(|id| {
        let cell = filing.form().cell_index(id).expect("a cell");
        let number = filing.value(cell).as_number().expect("a number") + rust_decimal::Decimal::from(3 + id.len());
        (cell, Value::number(number))
    });
    let edit = filing.cells_edit(changes.collect::<Vec<_>>()).expect("a change");
    filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
    bencher.bench_local(|| localise(&book, filing.values()));
}

/// Reading a file's bytes and checking them completely; the form is parsed already.
#[divan::bench]
fn open_and_check(bencher: Bencher<'_, '_>) {
    let bytes = format::write(&filing());
    let catalogue = Catalogue::shipped();
    bencher.bench_local(|| {
        let filing = format::read(&bytes, &catalogue).expect("a filing");
        Engine::new(book(&filing), &filing).findings(&filing, Stage::Filling)
    });
}

/// Writing a file's bytes.
#[divan::bench]
fn write_file(bencher: Bencher<'_, '_>) {
    let filing = filing();
    bencher.bench_local(|| format::write(&filing));
}

/// Parsing the form of 2021, as every start of the program does once.
#[divan::bench]
fn parse_form(bencher: Bencher<'_, '_>) {
    let (file, text) = Catalogue::shipped_sources()[2];
    bencher.bench_local(|| Form::parse(file, text).expect("sound"));
}

/// The workbook of 宿迁 2024.
#[divan::bench]
fn xlsx(bencher: Bencher<'_, '_>) {
    let filing = filing();
    let engine = Engine::new(book(&filing), &filing);
    bencher.bench_local(|| export::xlsx::workbook(&filing, &engine).expect("a workbook"));
}

/// A Traditional-Chinese report of 10,000 characters beside 宿迁 2024: every figure linked or left aside.
#[divan::bench]
fn text_check(bencher: Bencher<'_, '_>) {
    let filing = filing();
    let engine = Engine::new(book(&filing), &filing);
    let labels = include_str!("../tests/data/texts/kunming-2020.labels");
    let mut length = 0;
    let paragraphs = || labels.lines().filter_map(|line| line.strip_prefix("> "));
    let report: Vec<String> = paragraphs()
        .chain(paragraphs())
        .chain(paragraphs())
        .take_while(|paragraph| {
            length += paragraph.chars().count();
            length <= 10_000
        })
        .map(str::to_owned)
        .collect();
    bencher.bench_local(|| report::text::compare(&filing, &engine, black_box(&report)));
}

/// The pages of 宿迁 2024 after an edit, with fonts and typesetter warm.
#[divan::bench(max_time = 10)]
fn pdf_warm(bencher: Bencher<'_, '_>) {
    let mut filing = filing();
    let fonts = jobs::fonts::for_pages().expect("fonts");
    let cell = filing.form().cell_index("3.3.4.1.a").expect("a cell");
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let edit = filing.cells_edit([(cell, Value::whole(number))]).expect("a change");
        filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
        export::pdf::document(&filing, &fonts).expect("pages")
    });
}

/// Finding the fonts of the machine, once a process.
#[divan::bench(max_time = 5)]
fn find_fonts() -> export::pdf::Fonts {
    jobs::fonts::for_pages().expect("fonts")
}
