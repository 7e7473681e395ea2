//! How fast the parts are that a clerk waits for. Run with `cargo bench`; figures and machine go into
//! `docs/BENCHMARKS.md`. Compare figures of one run only: machines are noisy.

use std::fmt::Write as _;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::Arc;

use calamine::Reader as _;
use divan::{Bencher, black_box};
use tianbao::aggregate::intake::{Intake, Wish, take_in};
use tianbao::aggregate::{Aggregate, Contribution};
use tianbao::app::{Answer, App, Options, Pick, Picker};
use tianbao::check::localise::localise;
use tianbao::check::{Engine, Rulebook, Stage};
use tianbao::export;
use tianbao::filing::store::Store;
use tianbao::filing::{Filing, Snapshot, Value, format};
use tianbao::form::{Catalogue, CellIndex, Form};
use tianbao::import::limits::Limits;
use tianbao::import::readers::{self, Source};
use tianbao::import::{Lexicon, Wishes, understand};
use tianbao::jobs;
use tianbao::jobs::aggregating::{Reader, gather};
use tianbao::jobs::progress::{Cancel, Task};
use tianbao::jobs::reading::Pool;
use tianbao::jobs::renderer::Renderer;
use tianbao::report;

#[path = "../tests/integration/large_form.rs"]
mod large_form;
mod units;

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

/// 宿迁 2024 with some cells filled otherwise.
fn with(values: impl IntoIterator<Item = (CellIndex, Value)>) -> Filing {
    let mut filing = filing();
    let edit = filing.cells_edit(values).expect("a change");
    filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
    filing
}

/// So many single-digit slips, spread over table 三.
fn with_slips(count: usize) -> Filing {
    let wrong = ["3.3.1.a", "3.3.3.4.b", "3.3.4.1.g", "3.3.5.1.a", "3.1.e", "3.3.6.3.b", "3.4.f", "3.3.3.8.c"];
    let sound = filing();
    with(wrong.iter().take(count).map(|id| {
        let cell = sound.form().cell_index(id).expect("a cell");
        let number = sound.value(cell).as_number().expect("a number") + rust_decimal::Decimal::from(3 + id.len());
        (cell, Value::number(number))
    }))
}

/// The guilty cells after so many slips.
#[divan::bench(args = [1, 2, 3, 5, 8], max_time = 5)]
fn localise_slips(bencher: Bencher<'_, '_>, count: usize) {
    let filing = with_slips(count);
    let book = book(&filing);
    bencher.bench_local(|| localise(&book, filing.values()));
}

/// The same with what may have happened, ranked.
#[divan::bench(args = [1, 2, 3, 5, 8], max_time = 5)]
fn suspects_of_slips(bencher: Bencher<'_, '_>, count: usize) {
    let filing = with_slips(count);
    let engine = Engine::new(book(&filing), &filing);
    bencher.bench_local(|| engine.suspects(&filing, &[]));
}

/// Slips of several cells: a value in the neighbouring column, five values one row too low, two whole rows exchanged.
#[divan::bench(args = ["misplaced", "shifted", "exchanged_lines"], max_time = 5)]
fn suspects_of_several_cells(bencher: Bencher<'_, '_>, slip: &str) {
    let sound = filing();
    let cell = |id: String| sound.form().cell_index(&id).expect("a cell");
    let value = |id: String| sound.value(cell(id)).clone();
    let column = ["3.3.5.3", "3.3.4.1", "3.3.4.2", "3.3.4.3", "3.3.5.1", "3.3.5.2", "3.3.5.3"];
    let moved = |to: &str, from: &str| (cell(to.to_owned()), value(from.to_owned()));
    let values: Vec<(CellIndex, Value)> = match slip {
        "misplaced" => vec![moved("3.3.1.b", "3.3.1.c"), moved("3.3.1.c", "3.3.1.b")],
        "shifted" => {
            column.windows(2).map(|rows| moved(&format!("{}.a", rows[1]), &format!("{}.a", rows[0]))).collect()
        }
        _ => ["a", "b", "d", "e", "f", "g"]
            .iter()
            .flat_map(|column| {
                let (done, left) = (format!("3.3.7.{column}"), format!("3.4.{column}"));
                [moved(&done, &left), moved(&left, &done)]
            })
            .collect(),
    };
    let filing = with(values);
    let engine = Engine::new(book(&filing), &filing);
    bencher.bench_local(|| engine.suspects(&filing, &[]));
}

/// Every cell of the form wrong: the search gives up and says so.
#[divan::bench(max_time = 5)]
fn localise_all_wrong(bencher: Bencher<'_, '_>) {
    let cells = filing().form().cell_indices();
    let filing = with(cells.map(|cell| (cell, Value::whole(i64::from(cell.0) * 7_919 % 1_000))));
    let book = book(&filing);
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

fn workbook() -> Result<Vec<u8>, export::Error> {
    let filing = filing();
    export::xlsx::workbook(&filing, &Engine::new(book(&filing), &filing))
}

/// Labels of a real workbook to rows and columns of the form: 200 cells and 34 labels, without reading the bytes.
#[divan::bench]
fn align_a_workbook(bencher: Bencher<'_, '_>) {
    let bytes = workbook().expect("a workbook");
    let Ok(Source::Document(mut document)) = readers::read(&bytes, &Limits::default()) else { panic!("a document") };
    document.embedded = None;
    let lexicon = Lexicon::new(&Catalogue::shipped());
    bencher.bench_local(|| understand(&document, &lexicon, &Wishes::default()).expect("a form"));
}

/// The same with reading.
#[divan::bench]
fn read_and_align_a_workbook(bencher: Bencher<'_, '_>) {
    let bytes = workbook().expect("a workbook");
    let lexicon = Lexicon::new(&Catalogue::shipped());
    bencher.bench_local(|| {
        let Ok(Source::Document(document)) = readers::read(&bytes, &Limits::default()) else { panic!("a document") };
        understand(&document, &lexicon, &Wishes::default()).expect("a form")
    });
}

/// The labels of all forms, once a process.
#[divan::bench]
fn labels_of_the_forms() -> Lexicon {
    Lexicon::new(&Catalogue::shipped())
}

/// The Word document of 宿迁 2024, with its QR code.
#[divan::bench]
fn docx(bencher: Bencher<'_, '_>) {
    let filing = filing();
    bencher.bench_local(|| export::docx::document(&filing));
}

/// The code that a dialog shows at every frame, and the comparison with a page.
#[divan::bench]
fn compare_paper(bencher: Bencher<'_, '_>) {
    let filing = filing();
    let label = export::paper::Label::of(&filing).text();
    bencher.bench_local(|| export::paper::Given::parse(&label).map(|given| given.compare(&filing)));
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

/// The first page of 宿迁 2024 as a picture for a screen of 200 %, after an edit: what the print preview waits for.
#[divan::bench(max_time = 10)]
fn preview_after_edit(bencher: Bencher<'_, '_>) {
    let mut filing = filing();
    let fonts = jobs::fonts::for_pages().expect("fonts");
    let cell = filing.form().cell_index("2.1.1.a").expect("a cell");
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let edit = filing.cells_edit([(cell, Value::whole(number))]).expect("a change");
        filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
        export::pdf::pages(&filing, &fonts).expect("pages").picture(0, 1.54).expect("a page")
    });
}

/// 宿迁 2024 with two years before it, and a report of ten pages with four charts: every open place is written at length.
fn long_report() -> Filing {
    let mut filing = filing();
    let earlier = filing.prior().cloned();
    let edit = filing.prior_edit(2022, earlier);
    filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
    let engine = Engine::new(book(&filing), &filing);
    let sentence = "坚持以公开为常态、不公开为例外，健全工作机制，压实工作责任，围绕重点领域主动公开政府信息，加强政策解读和回应关切。";
    for (place, _) in report::plan::open_places(&filing) {
        let edit = report::draft::write_edit(&filing, &place, &sentence.repeat(4)).expect("a change");
        filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
    }
    let edit = report::draft::draft_edit(&filing, &engine).expect("a draft");
    filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
    filing
}

/// That annual report as PDF after an edit, with fonts and typesetter warm.
#[divan::bench(max_time = 10)]
fn report_pdf_warm(bencher: Bencher<'_, '_>) {
    let fonts = jobs::fonts::for_pages().expect("fonts");
    let mut filing = long_report();
    let pages = |filing: &Filing| {
        let engine = Engine::new(book(filing), filing);
        let report = export::report::Report::of(filing, &engine).expect("a report");
        let charts = report.blocks.iter().filter(|it| matches!(it, report::draft::flow::Block::Chart(..))).count();
        assert_eq!(charts, 4);
        export::pdf::report_pages(&report, filing, &fonts).expect("pages")
    };
    assert_eq!(pages(&filing).leaves().len(), 10);
    let cell = filing.form().cell_index("3.3.4.1.a").expect("a cell");
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let edit = filing.cells_edit([(cell, Value::whole(number))]).expect("a change");
        filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
        pages(&filing).to_pdf().expect("a PDF")
    });
}

/// The same report as a Word document, its charts with their workbooks.
#[divan::bench]
fn report_docx(bencher: Bencher<'_, '_>) {
    let filing = long_report();
    let engine = Engine::new(book(&filing), &filing);
    bencher.bench_local(|| {
        let report = export::report::Report::of(&filing, &engine).expect("a report");
        export::docx::report(&report, &filing)
    });
}

/// Finding the fonts of the machine, once a process.
#[divan::bench(max_time = 5)]
fn find_fonts() -> export::pdf::Fonts {
    jobs::fonts::for_pages().expect("fonts")
}

/// A unit's workbook as it comes in, with the figures of 宿迁 2024.
fn unit_workbook() -> Vec<u8> {
    units::workbook(&filing())
}

/// Reading a unit's workbook into grids.
#[divan::bench]
fn read_a_unit_workbook(bencher: Bencher<'_, '_>) {
    let bytes = unit_workbook();
    let limits = Limits::default();
    bencher.bench_local(|| readers::read(&bytes, &limits).expect("a document"));
}

/// The same by calamine alone: every cell of every sheet, and the merged ranges.
#[divan::bench]
fn read_a_unit_workbook_by_calamine(bencher: Bencher<'_, '_>) {
    let bytes = unit_workbook();
    bencher.bench_local(|| {
        let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).expect("a workbook");
        let merges = book.merge_cells_by_sheet_id(0).expect("ranges");
        (book.worksheets(), merges)
    });
}

/// The same by calamine alone, without merged ranges.
#[divan::bench]
fn read_a_unit_workbook_by_calamine_without_ranges(bencher: Bencher<'_, '_>) {
    let bytes = unit_workbook();
    bencher.bench_local(|| {
        let book: Result<calamine::Xlsx<_>, _> = calamine::open_workbook_from_rs(Cursor::new(&bytes));
        book.expect("a workbook").worksheets()
    });
}

/// The same read by us, and its labels laid over the form.
#[divan::bench]
fn read_and_align_a_unit_workbook(bencher: Bencher<'_, '_>) {
    let bytes = unit_workbook();
    let lexicon = Lexicon::new(&Catalogue::shipped());
    bencher.bench_local(|| {
        let Ok(Source::Document(document)) = readers::read(&bytes, &Limits::default()) else { panic!("a document") };
        understand(&document, &lexicon, &Wishes::default()).expect("a form")
    });
}

/// Five hundred workbooks of units read and aligned on two threads, from disk.
#[divan::bench(sample_count = 5)]
fn read_and_align_five_hundred_workbooks(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = unit_workbook();
    let path = |number| folder.path().join(format!("{number}.xlsx"));
    let paths: Vec<_> = (0..500).map(path).collect();
    for path in &paths {
        std::fs::write(path, &bytes).expect("written");
    }
    let catalogue = Catalogue::shipped();
    let importer = jobs::importing::Importer::new(&catalogue).expect("a pool");
    let take = |path: &PathBuf| importer.take(path, &Wishes::default()).expect("a form");
    bencher.bench_local(|| {
        std::thread::scope(|scope| {
            for half in paths.chunks(250) {
                scope.spawn(move || half.iter().for_each(|path| drop(black_box(take(path)))));
            }
        });
    });
}

/// A folder of so many files of units, each with a name of its own.
fn folder_of_units(
    count: usize,
    extension: &str,
    bytes: impl Fn(usize) -> Vec<u8>,
) -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |number| folder.path().join(format!("第{number}局.{extension}"));
    let paths: Vec<PathBuf> = (0..count).map(path).collect();
    for (number, path) in paths.iter().enumerate() {
        std::fs::write(path, bytes(number)).expect("written");
    }
    (folder, paths)
}

/// The file of a unit: 宿迁 2024 under another name.
fn unit_filing(number: usize) -> Filing {
    let mut filing = filing();
    let edit = filing.unit_edit(tianbao::filing::Unit::named(format!("第{number}局")));
    filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
    filing
}

/// Reads, checks and adds up.
fn gathered(paths: &[PathBuf]) -> Intake {
    let catalogue = Catalogue::shipped();
    let reader = Reader::new(&catalogue, None).expect("a reader");
    let gathered = gather(paths, &reader, &Task::new(Cancel::default(), &|_| {})).expect("not cancelled");
    assert!(gathered.failed.is_empty(), "{:?}", gathered.failed.first());
    let contributions = gathered.received.into_iter().map(|it| it.contribution).collect();
    take_in(contributions, &Wish::default()).expect("filings")
}

/// Five hundred workbooks of units from disk: read, aligned, checked, added up.
#[divan::bench(sample_count = 5)]
fn aggregate_five_hundred_workbooks(bencher: Bencher<'_, '_>) {
    let (_folder, paths) = folder_of_units(500, "xlsx", |number| units::workbook(&unit_filing(number)));
    bencher.bench_local(|| assert_eq!(gathered(&paths).aggregate.unit_count(), 500));
}

/// So many filings of this program from disk: read, checked, added up.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3)]
fn aggregate_filings(bencher: Bencher<'_, '_>, count: usize) {
    let (_folder, paths) = folder_of_units(count, "tianbao", |number| format::write(&unit_filing(number)));
    bencher.bench_local(|| assert_eq!(gathered(&paths).aggregate.unit_count(), count));
}

/// One changed file at 3,000 units: read, checked, put in place of the old one, the whole checked again.
#[divan::bench]
fn aggregate_one_changed_file(bencher: Bencher<'_, '_>) {
    let mut whole = Aggregate::new(Arc::clone(filing().form()), 2024);
    let part = |number| Contribution::of(&unit_filing(number), "").part;
    let first = whole.add(part(0));
    for number in 1..3_000 {
        whole.add(part(number));
    }
    let (_folder, paths) = folder_of_units(1, "tianbao", |number| format::write(&unit_filing(number)));
    let catalogue = Catalogue::shipped();
    let reader = Reader::new(&catalogue, None).expect("a reader");
    bencher.bench_local(|| {
        let received = reader.read(&paths[0]).expect("a filing");
        whole.replace(first, received.contribution.part);
        let (filing, _) = whole.filing(tianbao::filing::Unit::default(), jiff::Timestamp::UNIX_EPOCH);
        Engine::new(book(&filing), &filing).violations(&filing)
    });
}

/// Reading the form file of 10,000 rows and checking it completely, as the start of the program does.
#[divan::bench(max_time = 10)]
fn large_form_parsed(bencher: Bencher<'_, '_>) {
    let text = large_form::source();
    bencher.bench_local(|| {
        let form = Form::parse("large.toml", &text).expect("sound");
        assert!(tianbao::check::soundness::problems(&form, "large.toml").is_empty());
        form
    });
}

/// Opening a filled filing of that form: reading it, and the whole check.
#[divan::bench(max_time = 10)]
fn large_form_opened(bencher: Bencher<'_, '_>) {
    let form = large_form::form();
    let bytes = format::write(&large_form::filled(Arc::clone(&form)));
    let mut catalogue = Catalogue::shipped();
    catalogue.add("large.toml", (*form).clone()).expect("a new id");
    bencher.bench_local(|| {
        let filing = format::read(&bytes, &catalogue).expect("a filing");
        let engine = Engine::new(book(&filing), &filing);
        (filing, engine)
    });
}

/// A frame of the window with that form while it scrolls: interface and triangles, 1366×768.
#[divan::bench(max_time = 10)]
fn large_form_scrolls(bencher: Bencher<'_, '_>) {
    let mut window = Window::open();
    bencher.bench_local(|| window.scroll());
}

/// A keystroke until the frame that shows its finding, in that form.
#[divan::bench(max_time = 10)]
fn large_form_keystroke(bencher: Bencher<'_, '_>) {
    let mut window = Window::open();
    let mut digits = (1..=9).cycle();
    bencher.bench_local(|| {
        let digit: i32 = digits.next().unwrap_or_default();
        // The frame that takes the key, and the one that shows what it does; Esc makes room for the next.
        window.frame(vec![egui::Event::Text(digit.to_string())]);
        window.frame(Vec::new());
        window.key(egui::Key::Escape);
    });
}

/// A frame of the window with a desk of 3,000 units, 1366×768: a step down in the list of a page, and the lists of a page
/// scrolled. 1: units, 2: the sum with the origin of its figures, 3: files, 4: what deserves a look, 6: years.
#[divan::bench(args = [1, 2, 3, 4, 6], max_time = 3)]
fn desk_frames(bencher: Bencher<'_, '_>, page: u8) {
    let mut window = desk_of_three_thousand();
    window.show_page(page);
    bencher.bench_local(|| {
        window.key(egui::Key::ArrowDown);
        window.scroll();
    });
}

/// Accepting a unit of 3,000, until the frame that shows it.
#[divan::bench(max_time = 3)]
fn desk_accepts(bencher: Bencher<'_, '_>) {
    let mut window = desk_of_three_thousand();
    window.show_page(1);
    bencher.bench_local(|| {
        window.key(egui::Key::ArrowDown);
        window.pressed(egui::Key::Enter, egui::Modifiers::COMMAND);
        window.frame(Vec::new());
    });
}

fn desk_of_three_thousand() -> Window {
    use tianbao::aggregate::{list, workspace::Workspace};

    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("in")).expect("a folder");
    let mut text = String::new();
    for number in 0..3_000 {
        if number % 40 == 0 {
            writeln!(text, "第{number}区").ok();
        }
        writeln!(text, "\t第{number}局").ok();
        std::fs::write(folder.path().join(format!("in/{number}.tianbao")), format::write(&unit_filing(number)))
            .expect("written");
    }
    let mut workspace = Workspace::new(list::tree(&list::rows(&text)));
    (workspace.year, workspace.form) = (Some(2024), Some(filing().form().id.clone()));
    workspace.sources = vec!["in".to_owned()];
    let file = folder.path().join("all.tianbao-units");
    std::fs::write(&file, workspace.write()).expect("written");
    let mut window = Window::start(folder, file, Catalogue::shipped());
    // Reading, adding up and the review are over when nothing asks for another frame.
    let begun = std::time::Instant::now();
    let mut quiet = 0;
    while quiet < 40 && begun.elapsed() < std::time::Duration::from_mins(2) {
        window.frame(Vec::new());
        quiet = if window.ctx.has_requested_repaint() { 0 } else { quiet + 1 };
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    window
}

/// The program in a window that nobody sees.
struct Window {
    ctx: egui::Context,
    app: App,
    time: f64,
    _folder: tempfile::TempDir,
}

#[derive(Debug)]
struct NoPicker;

impl Picker for NoPicker {
    fn pick(&self, _what: &Pick, _folder: Option<&std::path::Path>) -> Answer {
        Answer::Nothing
    }

    fn show_in_folder(&self, _file: &std::path::Path) -> Result<(), String> {
        Ok(())
    }
}

impl Window {
    /// With the filled long form, and the first cell active.
    fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::new(folder.path().join("data"));
        let form = large_form::form();
        let file = folder.path().join("open.tianbao");
        drop(store.create(&file, &large_form::filled(Arc::clone(&form))).expect("written"));
        let mut catalogue = Catalogue::shipped();
        catalogue.add("large.toml", (*form).clone()).expect("a new id");
        Self::start(folder, file, catalogue)
    }

    /// With a file that is open when this returns.
    fn start(folder: tempfile::TempDir, file: PathBuf, catalogue: Catalogue) -> Self {
        let store = Store::new(folder.path().join("data"));
        let options = Options {
            store,
            catalogue,
            problems: Vec::new(),
            file: Some(file),
            printer: Arc::new(jobs::printing::DesktopPrinter::new(folder.path())),
            pool: Arc::new(Pool::new().expect("this program")),
            today_year: 2025,
            is_after_mishap: false,
            log: jobs::log::Log::in_folder(folder.path().join("log")),
            renderer: Renderer::Soft,
        };
        let ctx = egui::Context::default();
        let app = App::new(&ctx, options, Arc::new(NoPicker));
        let mut window = Self { ctx, app, time: 0.0, _folder: folder };
        while !window.frame(Vec::new()) {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        window.frame(Vec::new());
        window
    }

    /// One frame; whether the window got a title, which it does when a filing is open.
    fn frame(&mut self, events: Vec<egui::Event>) -> bool {
        self.time += 1.0 / 60.0;
        let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1366.0, 768.0));
        let input = egui::RawInput {
            screen_rect: Some(screen),
            time: Some(self.time),
            events,
            focused: true,
            ..egui::RawInput::default()
        };
        let output = self.ctx.run_ui(input, |ui| self.app.window_ui(ui));
        let is_titled = output
            .viewport_output
            .values()
            .flat_map(|it| &it.commands)
            .any(|command| matches!(command, egui::ViewportCommand::Title(title) if title.contains("年度")));
        black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point));
        is_titled
    }

    /// Shows a page of a desk, and gives its list the keyboard.
    fn show_page(&mut self, page: u8) {
        let keys =
            [egui::Key::Num1, egui::Key::Num2, egui::Key::Num3, egui::Key::Num4, egui::Key::Num5, egui::Key::Num6];
        let key = keys.get(usize::from(page) - 1).copied().expect("a page");
        self.pressed(key, egui::Modifiers::ALT);
        self.frame(Vec::new());
        if page == 2 {
            self.key(egui::Key::F6);
        }
        self.frame(Vec::new());
    }

    fn key(&mut self, key: egui::Key) {
        self.pressed(key, egui::Modifiers::NONE);
    }

    fn pressed(&mut self, key: egui::Key, modifiers: egui::Modifiers) {
        let event = |pressed| egui::Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.frame(vec![event(true), event(false)]);
    }

    fn scroll(&mut self) {
        let wheel = egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -40.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: egui::Modifiers::NONE,
        };
        self.frame(vec![egui::Event::PointerMoved(egui::pos2(600.0, 500.0)), wheel]);
    }
}
