//! The workbook: it looks like the form, its formulas agree with the filing, and the data in it is exact.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};
use std::process::Command;

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use proptest::prelude::*;
use tianbao::check::totals;
use tianbao::export::xlsx::{embedded, workbook};
use tianbao::filing::{Filing, Unit, Value};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::support::{engine, form, now, sample};

const SAMPLES: [&str; 5] = ["simao-2017", "shanghai-2019", "hongze-2023", "suqian-2023", "suqian-2024"];

fn bytes(filing: &Filing) -> Vec<u8> {
    workbook(filing, &engine(filing)).expect("a workbook")
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("calamine opens it")
}

/// A part of the workbook as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut text = String::new();
    archive.by_name(name).expect("the part is there").read_to_string(&mut text).expect("the part is text");
    text
}

fn sheet_xml(bytes: &[u8]) -> String {
    part(bytes, "xl/worksheets/sheet1.xml")
}

/// The rows of the hidden sheet.
fn embedded_rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let range = open(bytes).worksheet_range(embedded::SHEET).expect("the hidden sheet");
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

/// The addresses of the cells, from the hidden sheet.
fn addresses(bytes: &[u8]) -> BTreeMap<String, String> {
    let cells = embedded_rows(bytes).into_iter().filter(|row| row[0] == "cell");
    cells.map(|row| (row[1].clone(), row[2].clone())).collect()
}

/// What the first sheet shows, by cell id.
fn shown(book: &[u8], addresses: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut workbook = open(book);
    let name = workbook.sheet_names().first().expect("a sheet").clone();
    let range = workbook.worksheet_range(&name).expect("the form's sheet");
    let text = |address: &String| match range.get_value(place(address)) {
        None | Some(Data::Empty) => String::new(),
        Some(data) => data.to_string(),
    };
    addresses.iter().map(|(id, address)| (id.clone(), text(address))).collect()
}

/// `C5` as row and column from 0.
fn place(address: &str) -> (u32, u32) {
    let letters = address.trim_end_matches(|character: char| character.is_ascii_digit());
    let column = letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1) - 1;
    (address.trim_start_matches(letters).parse::<u32>().expect("a row") - 1, column)
}

/// What the sheet should show, by cell id.
fn expected(filing: &Filing) -> BTreeMap<String, String> {
    let form = filing.form();
    form.cell_indices().map(|cell| (form.cell(cell).id.to_string(), filing.value(cell).to_string())).collect()
}

fn filled(form_id: &str, values: &[(&str, &str)]) -> Filing {
    let form = form(form_id);
    let mut filing = Filing::new(form.clone(), Unit::named("某县某局"), form.first_year);
    let changes: Vec<_> = values
        .iter()
        .map(|(id, text)| {
            let value = Value::from_exact(text).unwrap_or_else(|| Value::Text((*text).to_owned()));
            (form.cell_index(id).expect("a cell"), value)
        })
        .collect();
    if let Some(edit) = filing.cells_edit(changes) {
        filing.apply(edit, now());
    }
    filing
}

/// The formula of a cell, as stored.
fn formula(bytes: &[u8], id: &str) -> Option<String> {
    let address = &addresses(bytes)[id];
    let xml = sheet_xml(bytes);
    let start = xml.find(&format!("<c r=\"{address}\""))?;
    let cell = xml.get(start..)?.split("</c>").next()?;
    Some(cell.split("<f>").nth(1)?.split("</f>").next()?.to_owned())
}

#[test]
fn cached_values_are_those_of_the_filing() {
    for name in SAMPLES {
        let filing = sample(name);
        let bytes = bytes(&filing);
        assert_eq!(shown(&bytes, &addresses(&bytes)), expected(&filing), "{name}");
        let formulas = sheet_xml(&bytes).matches("<f>").count();
        let engine = engine(&filing);
        let agreeing = filing.form().cell_indices().filter(|cell| {
            totals::total_relation(engine.book(), *cell).is_some()
                && totals::computed_total(engine.book(), filing.values(), *cell).unwrap_or_default()
                    == *filing.value(*cell)
        });
        assert_eq!(formulas, agreeing.count(), "{name}");
    }
}

#[test]
fn blanks_stay_blank() {
    for id in ["zfxxgk-2014", "zfxxgk-2019", "zfxxgk-2021"] {
        let filing = filled(id, &[]);
        let bytes = bytes(&filing);
        assert!(shown(&bytes, &addresses(&bytes)).values().all(String::is_empty), "{id}");
    }
}

#[test]
fn totals_say_what_they_are() {
    let exact = bytes(&filled("zfxxgk-2014", &[("4.1", "1"), ("4.2", "2"), ("4.3", "0"), ("4", "3")]));
    let formula_text = formula(&exact, "4").expect("a formula");
    let parts = addresses(&exact);
    assert_eq!(formula_text, format!("SUM({}:{})", parts["4.1"], parts["4.3"]));

    let with_blank = bytes(&filled("zfxxgk-2014", &[("4.1", "1")]));
    let range = format!("{}:{}", parts["4.1"], parts["4.3"]);
    assert_eq!(formula(&with_blank, "4"), Some(format!("IF(COUNT({range})&lt;3,\"\",SUM({range}))")));

    let decimals = bytes(&filled("zfxxgk-2014", &[("4.1", "0.1"), ("4.2", "0.2"), ("4.3", "0"), ("4", "0.3")]));
    assert_eq!(formula(&decimals, "4"), Some(format!("ROUND(SUM({range}),1)")));

    for (values, note) in [
        (vec![("4.1", "1"), ("4.2", "2"), ("4.3", "0"), ("4", "5")], "各种结果之和为 3"),
        (vec![("4.1", "1"), ("4.2", "2"), ("4.3", "0")], "合计未填：各种结果之和为 3"),
        (vec![("4.1", "1"), ("4.2", "两件"), ("4", "3")], "没有数字"),
        (vec![("6", "1234567890123456")], "超过 15 位"),
    ] {
        let filing = filled("zfxxgk-2014", &values);
        let bytes = bytes(&filing);
        assert_eq!(shown(&bytes, &addresses(&bytes)), expected(&filing));
        assert_eq!(formula(&bytes, "4").is_none(), note.contains("之和") || note.contains("没有"), "{note}");
        let notes = part(&bytes, "xl/comments1.xml");
        assert!(notes.contains(note), "{notes}");
    }
}

#[test]
fn the_sheet_is_set_up_for_paper_and_typing() {
    for name in SAMPLES {
        let filing = sample(name);
        let bytes = bytes(&filing);
        let xml = sheet_xml(&bytes);
        let cells = filing.form().cells.len();
        assert!(xml.contains("<pageSetUpPr fitToPage=\"1\"/>"), "{name}");
        assert!(xml.contains("paperSize=\"9\"") && xml.contains("fitToHeight=\"0\""), "{name}");
        assert!(xml.contains("orientation=\"portrait\"") && xml.contains("state=\"frozen\""), "{name}");
        assert!(xml.contains(&format!("<dataValidations count=\"{cells}\"")), "{name}");
        assert_eq!(xml.matches("promptTitle=").count(), cells, "{name}");
        let names = part(&bytes, "xl/workbook.xml");
        assert!(names.contains("_xlnm.Print_Area") && names.contains("_xlnm.Print_Titles"), "{name}");
        // Behind the form, and the charts if there is something to draw.
        let copy = names.split("<sheet ").find(|sheet| sheet.starts_with("name=\"tianbao\""));
        assert!(copy.is_some_and(|sheet| sheet.contains("state=\"veryHidden\"")), "{names}");
        let styles = part(&bytes, "xl/styles.xml");
        for font in ["方正小标宋简体", "黑体", "宋体", "Times New Roman"] {
            assert!(styles.contains(font), "{name}: {font}");
        }
        assert!(!styles.contains("Calibri"), "{name}");
    }
}

#[test]
fn every_wide_box_is_merged() {
    let filing = sample("suqian-2024");
    let bytes = bytes(&filing);
    let mut workbook = open(&bytes);
    let name = workbook.sheet_names()[0].clone();
    let regions = workbook.merge_cells_by_sheet_name(&name).expect("merged regions").len();
    let xml = sheet_xml(&bytes);
    assert!(xml.contains(&format!("<mergeCells count=\"{regions}\">")));
    let addresses = addresses(&bytes);
    // 现行有效件数 spans three of the fifteen columns; the heading of 本年度办理结果 spans 22 rows.
    let (row, _) = place(&addresses["2.1.1.c"]);
    assert!(xml.contains(&format!("<mergeCell ref=\"M{0}:O{0}\"/>", row + 1)));
    let (first, _) = place(&addresses["3.3.1.a"]);
    assert!(xml.contains(&format!("<mergeCell ref=\"A{}:A{}\"/>", first + 1, first + 22)));
}

#[test]
fn relations_inside_the_filing_turn_red() {
    for id in ["zfxxgk-2014", "zfxxgk-2019", "zfxxgk-2021"] {
        let filing = filled(id, &[]);
        let relations = filing.form().relations.iter();
        let judged = relations.filter(|relation| !relation.needs_prior() && relation.kind != "level").count();
        assert_eq!(sheet_xml(&bytes(&filing)).matches("<cfRule ").count(), judged, "{id}");
    }
}

#[test]
fn every_cell_says_what_it_takes() {
    let bytes = bytes(&filled("zfxxgk-2019", &[]));
    let addresses = addresses(&bytes);
    let xml = sheet_xml(&bytes);
    let rule = |id: &str| {
        let address = &addresses[id];
        let rules = xml.split("<dataValidation ").skip(1);
        let own = rules.filter(|rule| rule.contains(&format!("sqref=\"{address}\"")));
        let own: Vec<&str> = own.filter_map(|rule| rule.split("</dataValidation>").next()).collect();
        assert_eq!(own.len(), 1, "{id}");
        own[0].to_owned()
    };
    let count = rule("3.3.7.a");
    assert!(count.contains("type=\"whole\" operator=\"greaterThanOrEqual\""), "{count}");
    assert!(count.contains("promptTitle=\"三、（七）总计（自然人）\""), "{count}");
    assert!(count.contains("prompt=\"单位：件。填不小于 0 的整数；没有数据填 0。"), "{count}");
    let signed = rule("2.5.1.b");
    assert!(signed.contains("<formula1>-1000000000000000</formula1>"), "{signed}");
    let money = rule("2.9.1.b");
    let address = &addresses["2.9.1.b"];
    assert!(
        money.contains(&format!("AND(ISNUMBER({address}),{address}&gt;=0,ROUND({address},6)={address})")),
        "{money}"
    );
    assert!(money.contains("最多 6 位小数"), "{money}");
}

#[test]
fn tables_are_not_broken_over_pages() {
    for (id, breaks) in [("zfxxgk-2014", 0), ("zfxxgk-2019", 1), ("zfxxgk-2021", 1)] {
        let bytes = bytes(&filled(id, &[]));
        let xml = sheet_xml(&bytes);
        assert_eq!(xml.matches("<brk ").count(), breaks, "{id}");
        if breaks > 0 {
            // The page of table 三 begins with the heading above its three lines of heads.
            let (first, _) = place(&addresses(&bytes)["3.1.a"]);
            assert!(xml.contains(&format!("<brk id=\"{}\"", first - 4)), "{id}");
        }
    }
}

#[test]
fn texts_that_no_cell_holds_are_an_error() {
    let mut filing = filled("zfxxgk-2014", &[]);
    filing.apply(filing.unit_edit(Unit::named("局".repeat(40_000))), now());
    let error = workbook(&filing, &engine(&filing)).expect_err("too long");
    assert!(error.to_string().starts_with("生成 Excel 工作簿失败"), "{error}");
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn names_are_never_formulas() {
    let form = form("zfxxgk-2021");
    let mut filing = Filing::new(form, Unit::named("=HYPERLINK(\"http://example.com\")"), 2024);
    filing.apply(filing.signoff_edit("填报人", "=1+1"), now());
    filing.apply(filing.signoff_edit("审核人", "_x0041_"), now());
    let bytes = bytes(&filing);
    // The footer says it too, where nothing is a formula.
    let cells = sheet_xml(&bytes).split("<headerFooter").next().map(str::to_owned).expect("the cells");
    assert!(!cells.contains("HYPERLINK"));
    let rows = embedded_rows(&bytes);
    assert!(rows.iter().any(|row| row[0] == "unit" && row[1].starts_with("=HYPERLINK")));
    for (field, text) in [("填报人", "=1+1"), ("审核人", "_x0041_")] {
        assert!(rows.iter().any(|row| row[0] == "signoff" && row[1] == field && row[3] == text), "{rows:?}");
    }
}

#[test]
fn the_same_filing_gives_the_same_bytes() {
    let filing = sample("suqian-2024");
    assert_eq!(bytes(&filing), bytes(&filing));
    assert!(part(&bytes(&filing), "docProps/custom.xml").contains("tianbao.checksum"));
    // Without a history the time is the end of the reporting year, not that of the export.
    let core = part(&bytes(&filing), "docProps/core.xml");
    assert_eq!(core.matches("2024-12-31T00:00:00Z").count(), 2, "{core}");
}

/// Any value that a filing can hold.
fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        2 => Just(Value::Blank),
        6 => (0_i64..100_000).prop_map(Value::whole),
        1 => any::<i32>().prop_map(|number| Value::whole(number.into())),
        1 => "-?[0-9]{1,18}(\\.[0-9]{1,9})?".prop_filter_map("exact", |text| Value::from_exact(&text)),
        1 => "[^\\p{C}]{0,12}[二十一=+@_x0041_&<>\"' ]{1,8}".prop_map(Value::Text),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_embedded_copy_is_exact(
        values in proptest::collection::vec(any_value(), 198),
        name in "[^\\p{C}]{1,20}",
    ) {
        let form = form("zfxxgk-2019");
        let mut filing = Filing::new(form.clone(), Unit::named(name.clone()), 2019);
        if let Some(edit) = filing.cells_edit(form.cell_indices().zip(values)) {
            filing.apply(edit, now());
        }
        let bytes = bytes(&filing);
        let rows = embedded_rows(&bytes);
        prop_assert!(rows.iter().any(|row| row[0] == "unit" && row[1] == name));
        let cells: Vec<&Vec<String>> = rows.iter().filter(|row| row[0] == "cell").collect();
        for (cell, row) in form.cell_indices().zip(cells) {
            let read = match row[4].as_str() {
                "number" => Value::from_exact(&row[3]),
                "text" => Some(Value::Text(row[3].clone())),
                _ => Some(Value::Blank),
            };
            prop_assert_eq!(read.as_ref(), Some(filing.value(cell)));
            prop_assert_eq!(row[1].as_str(), form.cell(cell).id.as_str());
        }
        // What is visible is the same, too.
        prop_assert_eq!(shown(&bytes, &addresses(&bytes)), expected(&filing));
    }
}

/// A copy of a workbook in which no formula cell has a cached result, so that whoever opens it has to calculate.
fn without_results(bytes: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip file");
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    for position in 0..archive.len() {
        let mut entry = archive.by_index(position).expect("an entry");
        let name = entry.name().expect("a name").into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("the entry is whole");
        if name.starts_with("xl/worksheets/sheet") {
            content = strip_results(&String::from_utf8(content).expect("text")).into_bytes();
        }
        copy.start_file(name, SimpleFileOptions::default()).expect("an entry");
        copy.write_all(&content).expect("the entry is written");
    }
    copy.finish().expect("a zip file").into_inner()
}

fn strip_results(xml: &str) -> String {
    let mut text = String::new();
    for (position, piece) in xml.split("</f>").enumerate() {
        if position == 0 {
            text.push_str(piece);
            continue;
        }
        text.push_str("</f>");
        let rest = piece.split_once("</v>").map_or(piece, |(_, rest)| rest);
        text.push_str(rest);
    }
    text
}

/// Workbooks as LibreOffice calculates them anew.
pub(crate) fn recalculated(books: &[(String, Vec<u8>)]) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new("soffice");
    command
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(folder.path().join("out"));
    for (name, book) in books {
        let path = folder.path().join(format!("{name}.xlsx"));
        std::fs::write(&path, without_results(book)).expect("the file is written");
        command.arg(path);
    }
    let output =
        command.output().expect("LibreOffice is needed: install libreoffice-calc, so that soffice is on the path");
    let read = |(name, _): &(String, Vec<u8>)| {
        let path = folder.path().join("out").join(format!("{name}.xlsx"));
        std::fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}: {output:?}"))
    };
    books.iter().map(read).collect()
}

#[test]
fn a_recalculation_changes_nothing() {
    let mut filings: Vec<(String, Filing)> = SAMPLES.iter().map(|name| ((*name).to_owned(), sample(name))).collect();
    let cases: [(&str, &[(&str, &str)]); 4] = [
        ("blank", &[]),
        ("partly", &[("4.1", "1"), ("3.1.1", "2"), ("3.1.2", "3"), ("3.1.3", "0"), ("3.1.4", "1"), ("3.1", "6")]),
        ("decimals", &[("4.1", "0.1"), ("4.2", "0.2"), ("4.3", "0"), ("4", "0.3"), ("7", "12.345678")]),
        ("differs", &[("4.1", "1"), ("4.2", "2"), ("4.3", "0"), ("4", "5"), ("5", "12345678901234567")]),
    ];
    filings.extend(cases.map(|(name, values)| (name.to_owned(), filled("zfxxgk-2014", values))));
    let books: Vec<(String, Vec<u8>)> = filings.iter().map(|(name, filing)| (name.clone(), bytes(filing))).collect();
    for ((name, filing), book) in filings.iter().zip(recalculated(&books)) {
        assert_eq!(shown(&book, &addresses(&bytes(filing))), expected(filing), "{name}");
    }
}
