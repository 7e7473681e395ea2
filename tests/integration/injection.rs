//! Texts that other programs could take for formulas or markup leave the program as texts and come back as they were.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use tianbao::export;
use tianbao::filing::{Filing, Unit, Value, format};
use tianbao::form::Catalogue;
use tianbao::import::grid::{Block, Document};
use tianbao::import::limits::Limits;
use tianbao::import::readers::{self, Source};
use tianbao::import::{Lexicon, Wanted, Wishes, understand};
use tianbao::jobs::fonts;

use crate::support::{engine, now, sample};
use crate::tools::{poppler, squeezed};

/// What somebody could write into a name, a remark or a cell. A half of 𠮷, as damaged xls files have it, is read as `�`.
const WORDS: &[&str] = &[
    "=cmd|'/c calc'!A0",
    "+cmd|'/c calc'!A0",
    "-2+3+cmd|'/c calc'!A0",
    "@SUM(1+1)*cmd|'/c calc'!A0",
    "＝1+1",
    "=HYPERLINK(\"file:///etc/passwd\",\"点\")",
    "{=1+1}",
    "'=1+1",
    "#import \"@preview/x:1.0.0\": *",
    "#read(\"/etc/passwd\") $x$ *粗* _斜_ `码` <标> @引 \\ //注",
    "</w:t></w:r></w:p><w:p/>",
    "\"><script>alert(1)</script>",
    "]]><!-- &amp; &#0; %00",
    "\u{202e}单位\u{200f}名\u{2066}称",
    "𠮷野家\u{fffd}",
];

fn words() -> Vec<String> {
    WORDS.iter().map(|it| (*it).to_owned()).chain(["=甲".repeat(5_000)]).collect()
}

/// A filing with the words wherever somebody can write.
fn filing(words: &str) -> Filing {
    let mut filing = sample("suqian-2024");
    let cell = filing.form().cell_index("3.3.2.c").expect("a cell");
    let edits = [
        filing.unit_edit(Unit { level: filing.unit().level, ..Unit::named(words) }),
        filing.cells_edit([(cell, Value::Text(words.to_owned()))]).expect("a change"),
        filing.signoff_edit("填报人", words),
    ];
    for edit in edits {
        filing.apply(edit, now());
    }
    filing
}

fn document(bytes: &[u8]) -> Document {
    match readers::read(bytes, &Limits::default()) {
        Ok(Source::Document(document)) => document,
        other => panic!("{other:?}"),
    }
}

/// The cell comes back with the same words, and the others with their numbers.
#[track_caller]
fn comes_back(document: &Document, filing: &Filing, how: &str) {
    let wishes = Wishes::default();
    let understood = understand(document, &Lexicon::new(&Catalogue::shipped()), &wishes).expect(how);
    let plan = understood.choose(Wanted::This, &wishes).expect(how);
    for cell in plan.form.cell_indices() {
        let found = plan.placement(cell).map(|it| &it.value);
        assert_eq!(found, Some(filing.value(cell)), "{how}: {}", plan.form.cell(cell).id);
    }
}

#[test]
fn no_field_of_a_csv_begins_as_a_formula() {
    for words in words() {
        let filing = filing(&words);
        let bytes = export::csv::table(&filing);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[3..]);
        let mut fields = 0;
        for record in reader.records() {
            for field in &record.expect("CSV") {
                let is_number = Value::from_exact(field).is_some();
                assert!(is_number || !field.starts_with(['=', '+', '-', '@', '\t', '\r', '＝']), "{field}");
                fields += 1;
            }
        }
        assert!(fields > 500, "{fields}");
        comes_back(&document(&bytes), &filing, "csv");
    }
}

#[test]
fn a_workbook_holds_them_as_texts() {
    for words in words() {
        let filing = filing(&words);
        let bytes = export::xlsx::workbook(&filing, &engine(&filing)).expect("a workbook");
        let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).expect("a workbook");
        let mut shown = 0;
        for sheet in workbook.sheet_names() {
            let range = workbook.worksheet_range(&sheet).expect("a sheet");
            shown += range.used_cells().filter(|(_, _, data)| matches!(data, Data::String(it) if *it == words)).count();
            let formulas = workbook.worksheet_formula(&sheet).expect("formulas");
            let taken =
                formulas.used_cells().find(|(_, _, formula)| formula.contains("cmd") || formula.contains("HYPER"));
            assert_eq!(taken, None, "{words}");
        }
        assert!(shown >= 2, "the cell and its exact copy: {shown} of {words}");
        let mut read = document(&bytes);
        comes_back(&read, &filing, "xlsx");
        read.embedded = None;
        comes_back(&read, &filing, "xlsx without its copy");
    }
}

#[test]
fn documents_and_pages_hold_them_as_texts() {
    for words in words() {
        let filing = filing(&words);
        for (how, bytes) in
            [("docx", export::docx::document(&filing)), ("html", export::html::page(&filing).into_bytes())]
        {
            let read = document(&bytes);
            let cells = read.blocks.iter().flat_map(|block| match block {
                Block::Grid(grid) => grid.cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>(),
                Block::Paragraph(_) => Vec::new(),
            });
            assert!(cells.into_iter().any(|text| text == words), "{how}: {words}");
            comes_back(&read, &filing, how);
        }
    }
}

#[test]
fn pages_are_set_with_them_as_texts() {
    let fonts = fonts::for_pages().expect("fonts");
    for words in WORDS.iter().filter(|it| !it.contains('\u{202e}')) {
        let filing = filing(words);
        let pdf = export::pdf::document(&filing, &fonts).expect("a document");
        let text = squeezed(&poppler("pdftotext", &["-raw"], &pdf));
        let wanted = squeezed(words).replace('\u{fffd}', "");
        assert!(text.replace('\u{fffd}', "").contains(&wanted), "{wanted} is not in {text}");
    }
}

#[test]
fn the_file_holds_them_exactly() {
    for words in words() {
        let filing = filing(&words);
        let bytes = format::write(&filing);
        let back = format::read(&bytes, &Catalogue::shipped()).expect("a filing");
        assert_eq!((&back.unit().name, back.values()), (&words, filing.values()));
        assert_eq!(back.signoff().get("填报人"), words);
        let json = serde_json::to_vec(&export::json::document(&filing)).expect("JSON");
        let back = tianbao::import::exact::json(&json, &Catalogue::shipped()).expect("a filing");
        assert_eq!((&back.unit().name, back.values()), (&words, filing.values()));
    }
}
