//! Broken files of every kind: a reader answers with a document or a sentence, never with a panic, and in time.
//!
//! Seeds are made by code and mutated with a fixed start: bytes flipped, cut out, repeated, exchanged for interesting
//! ones; in archives also inside the parts. `TIANBAO_FUZZ_SECONDS` gives every reader more time, `TIANBAO_FUZZ_START`
//! other mutations. Readers that trust a library are asked through their worker, where even a crash ends with a
//! sentence. A file that once did harm is kept in `CASES`.

use std::io::{Cursor, Read as _};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use tianbao::import::grid::{Block, Document, GridCell};
use tianbao::import::limits::Limits;
use tianbao::import::readers::{Source, clipboard, read};
use tianbao::jobs::reading::{Error, Pool};
use zip::ZipArchive;

use crate::compound::{bare_doc, xls};
use crate::readers::{PAGE, SPREADSHEET_XML, archive, docx, full_workbook, ods, xlsb, xlsx};
use crate::seen::{FORMATS, Trouble};

/// The fewest mutations of every seed, however slow the machine is.
const FEWEST: usize = 200;

/// Bytes and texts at which readers break.
const INTERESTING: &[&[u8]] = &[
    b"\0",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"<",
    b">",
    b"\"",
    b"&#x110000;",
    b"&a;",
    b"<!DOCTYPE a [",
    b"</",
    b"]]>",
    b"4294967295",
    b"-1",
    b"1048577",
    b"99999999999999999999",
    b"1e309",
    b"A1:ZZZZZZZ1",
    b"<table>",
    b"<tr>",
    b"<td colspan=99999>",
    b"<td rowspan=0>",
    b"|\n",
    b"\t",
    b",\"",
    b"\xe4\xb8",
    b"\r",
    b"\xef\xbb\xbf",
    b"PK\x05\x06",
];

/// Small files that have done harm, and those of the same sort.
const CASES: &[&[u8]] = &[
    b"<table><tr><td rowspan=4294967295 colspan=4294967295>1<td>2<tr><td>3</table>",
    b"<td>1</td></table></tr><table><table><table></table>",
    b"\"\n\"\n\"",
    b"|\n|\n|\n|\n|",
    b"1\n|\n|\n|\n|",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'><Row Index='4294967295' Span='4294967295'><Cell Index='0' MergeDown='4294967295'/></Row></Workbook>",
];

/// Marsaglia's xorshift: the same mutations in every run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// Where the mutations of a seed begin; `TIANBAO_FUZZ_START` asks for others than the usual ones.
    pub(crate) fn beginning(seed: u64) -> Self {
        let start = std::env::var("TIANBAO_FUZZ_START").ok().and_then(|it| it.parse::<u64>().ok()).unwrap_or(0);
        Self(seed ^ start.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).expect("64 bits") % end.max(1)
    }
}

/// One to eight changes.
pub(crate) fn mutate(random: &mut Random, seed: &[u8]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(8) {
        let at = random.below(bytes.len() + 1);
        let length = random.below(64).min(bytes.len() - at);
        match random.below(6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            1 => drop(bytes.splice(at..at, INTERESTING[random.below(INTERESTING.len())].iter().copied())),
            2 => drop(bytes.drain(at..at + length)),
            3 => {
                let piece = bytes[at..at + length].repeat(1 + random.below(40));
                bytes.splice(at..at, piece);
            }
            4 if at < bytes.len() => bytes[at] = u8::try_from(random.below(256)).expect("a byte"),
            _ => {
                let piece = INTERESTING[random.below(INTERESTING.len())];
                let end = (at + piece.len()).min(bytes.len());
                bytes.splice(at..end, piece.iter().copied());
            }
        }
    }
    bytes
}

/// A mutation of a seed; of an archive mostly inside one of its parts.
fn mutation(random: &mut Random, seed: &[u8]) -> Vec<u8> {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(seed)) else { return mutate(random, seed) };
    if random.below(4) == 0 {
        return mutate(random, seed);
    }
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).expect("a part of the seed");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("a whole part");
        parts.push((part.name().expect("a name").into_owned(), bytes));
    }
    let which = random.below(parts.len());
    parts[which].1 = mutate(random, &parts[which].1);
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    archive(&parts)
}

/// What holds of every document, whatever it was made of.
fn judge(document: &Document) {
    for block in &document.blocks {
        let Block::Grid(grid) = block else { continue };
        let mut last: Option<&GridCell> = None;
        for cell in &grid.cells {
            assert!(cell.row_span >= 1 && cell.column_span >= 1, "{cell:?}");
            assert!(last.is_none_or(|last| (last.row, last.column) < (cell.row, cell.column)), "{last:?} {cell:?}");
            last = Some(cell);
        }
        // Small grids are compared pair by pair.
        for (index, a) in grid.cells.iter().enumerate().take(60) {
            for b in &grid.cells[index + 1..grid.cells.len().min(60)] {
                let is_apart = b.row >= a.row + a.row_span
                    || b.column >= a.column + a.column_span
                    || a.column >= b.column + b.column_span;
                assert!(is_apart, "{a:?} {b:?}");
            }
        }
    }
}

/// How long every seed is mutated.
pub(crate) fn share() -> Duration {
    Duration::from_secs(std::env::var("TIANBAO_FUZZ_SECONDS").ok().and_then(|it| it.parse().ok()).unwrap_or(2))
}

/// Mutates a seed for its share of the time and reads what comes out.
#[expect(clippy::print_stdout, reason = "the figures are wanted with --nocapture")]
fn run(name: &str, seed: &[u8], read: impl Fn(Vec<u8>) -> Option<Document>) {
    let (begun, time) = (Instant::now(), share());
    let mut random = Random::beginning(0x2026_0105_0830_0001);
    let (mut count, mut documents) = (0, 0);
    while count < FEWEST || begun.elapsed() < time {
        let bytes = mutation(&mut random, seed);
        let started = Instant::now();
        documents += usize::from(read(bytes).inspect(judge).is_some());
        assert!(started.elapsed() < Duration::from_secs(5), "{name}: mutation {count} is slow");
        count += 1;
    }
    println!("{name}: {count} mutations, {documents} of them still documents");
    assert!(documents > 0, "{name}: no mutation reached the reader");
}

fn here(bytes: &[u8]) -> Option<Document> {
    match read(bytes, &Limits::default()) {
        Ok(Source::Document(document)) => Some(document),
        Ok(Source::Filing(_)) | Err(_) => None,
    }
}

#[test]
fn broken_workbooks_are_answered() {
    run("xlsx", &full_workbook(), |bytes| here(&bytes));
    let sheet = r#"<dimension ref="A1:XFD1048576"/><cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c><f>B1</f></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>"#;
    run("xlsx, small", &xlsx(sheet), |bytes| here(&bytes));
    run("xlsb", &xlsb(), |bytes| here(&bytes));
    run("xml", SPREADSHEET_XML.as_bytes(), |bytes| here(&bytes));
    let table = r#"<t:table t:name="a"><t:table-column t:number-columns-repeated="2"/><t:table-row t:number-rows-repeated="2"><t:table-cell t:number-columns-spanned="2" o:value-type="float" o:value="1"><x:p>1</x:p></t:table-cell></t:table-row></t:table>"#;
    run("ods", &ods("", table), |bytes| here(&bytes));
}

#[test]
fn broken_documents_are_answered() {
    let cell = r#"<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"#;
    let below = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>";
    let body = format!(
        "<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr>{below}<w:tc><w:tbl><w:tr>{cell}</w:tr></w:tbl></w:tc></w:tr></w:tbl>"
    );
    run("docx", &docx(&body), |bytes| here(&bytes));
    run("html", PAGE.as_bytes(), |bytes| here(&bytes));
    run("csv", "指标,单位,数\n\"收到\"\"申请\n数\",件,12\n".repeat(3).as_bytes(), |bytes| here(&bytes));
    run(
        "text",
        "标题\n\n指标\n|\n数\n|\n申请\n|\n12\n|\n| a | b |\n|---|---|\n| c | 1 |\na\tb\nc\td\n".as_bytes(),
        |bytes| here(&bytes),
    );
    run("clipboard", "指标\t数\n申请\t12\n".as_bytes(), |bytes| {
        clipboard::read(&String::from_utf8_lossy(&bytes), &Limits::default()).ok()
    });
}

/// Files in which something is struck out or hidden: style sheets, parts of a page, properties of an old document.
#[test]
fn broken_files_with_looks_are_answered() {
    for (name, trouble) in [
        ("mht", Trouble::Struck),
        ("html by the styles of the page", Trouble::HiddenByStyle),
        ("doc", Trouble::Struck),
        ("docx, rare elements", Trouble::Embedded),
    ] {
        let format = FORMATS.iter().find(|(it, _)| *it == name).map(|(_, format)| format).expect("a format");
        let seed = format(trouble).or_else(|| format(Trouble::Sound)).expect("a file");
        run(name, &seed, |bytes| here(&bytes));
    }
}

#[test]
fn broken_files_of_old_programs_are_answered_by_their_worker() {
    let pool = Pool::of(PathBuf::from(env!("CARGO_BIN_EXE_tianbao")), 1, Duration::from_secs(4));
    let ask = |bytes: Vec<u8>| match pool.read_bytes(bytes) {
        Ok(Source::Document(document)) => Some(document),
        Ok(Source::Filing(_)) | Err(Error::Refused(_) | Error::Crashed) => None,
        Err(error) => panic!("{error}"),
    };
    run("xls", &xls(&[(0, 0, 1.0), (1, 1, 2.5), (9, 3, 25.1)]), ask);
    let locked = std::fs::read(crate::support::data("locked/rc4.xls")).expect("a file");
    run("xls, encrypted", &locked, ask);
    let page =
        "<p>××区统计表</p><table><tr><td colspan=2>项目<td>数<tr><td rowspan=2>三<td>甲<td>1<tr><td>乙<td>2</table>";
    let doc = crate::conversions::converted(&[("page.html", page.as_bytes())], "doc", Some("HTML (StarWriter)"));
    run("doc", &doc[0], ask);
    assert!(ask(bare_doc()).is_none());
}

#[test]
fn files_that_once_did_harm_are_answered() {
    for case in CASES {
        if let Some(document) = here(case) {
            judge(&document);
        }
    }
    let deep = |unit: &str, count: usize| unit.repeat(count).into_bytes();
    assert!(here(&deep("<table><tr><td>", 100_000)).is_none());
    assert!(here(&docx(&"<w:tbl><w:tr><w:tc>".repeat(100_000))).is_none());
    // Entities that would unfold to a thousand million characters stay what they are.
    let laughs = (1..10).fold("<!ENTITY l0 'ha'>".to_owned(), |all, number| {
        format!("{all}<!ENTITY l{number} '{}'>", format!("&l{};", number - 1).repeat(10))
    });
    let bomb = SPREADSHEET_XML.replacen("?>", &format!("?><!DOCTYPE Workbook [{laughs}]>"), 1);
    for text in [bomb.replacen("</Data>", "&l9;</Data>", 1), bomb] {
        let longest = |document: Document| document.blocks.iter().map(|block| format!("{block:?}").len()).max();
        assert!(here(text.as_bytes()).and_then(longest).is_none_or(|longest| longest < 100_000));
    }
    here(&deep("<div><ul><li>a", 100_000));
    here(&deep("\"a,", 100_000));
    here(&deep("a\n|\n", 100_000));
    here(&deep("<tr><td rowspan=9999>1", 20_000));
}
