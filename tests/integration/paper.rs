//! Paper and file: the code follows the values and nothing else, the QR code can be read, and a page tells what differs.

use proptest::prelude::*;
use tianbao::export::paper::{Agreement, Given, Label, Unreadable};
use tianbao::export::{docx, pdf, xlsx};
use tianbao::filing::{Code, Filing, Remark, Unit, Value, format};
use tianbao::form::{Catalogue, CellIndex};
use tianbao::jobs::fonts;

use crate::support::{engine, form, now, sample, sample_with_prior};
use crate::tools;

const SAMPLES: [&str; 5] = ["simao-2017", "shanghai-2019", "hongze-2023", "suqian-2023", "suqian-2024"];

fn with_value(filing: &Filing, cell: CellIndex, value: Value) -> Filing {
    let mut filing = filing.clone();
    if let Some(edit) = filing.cells_edit([(cell, value)]) {
        filing.apply(edit, now());
    }
    filing
}

fn given(text: &str) -> Given {
    Given::parse(text).expect("readable")
}

#[test]
fn codes_of_the_samples() {
    let codes: Vec<_> = SAMPLES.iter().map(|name| Code::of(&sample(name)).to_string()).collect();
    // Printed pages are compared with these for years: a change here makes every older print disagree.
    assert_eq!(codes, CODES);
}

const CODES: [&str; 5] =
    ["VF9F-2KA6-CSKF-GGH6", "RAQJ-2B6D-ZK56-4CJM", "T7GE-Z7SG-C0WF-8620", "K4G0-YAMN-8NJ7-BPB2", "6MEB-GB4W-A902-QES2"];

#[test]
fn every_value_changes_the_code() {
    for name in SAMPLES {
        let filing = sample(name);
        let code = Code::of(&filing);
        for cell in filing.form().cell_indices() {
            for value in [Value::Blank, Value::whole(987_654_321), Value::Text("1".to_owned())] {
                let changed = with_value(&filing, cell, value);
                let is_changed = changed.value(cell) != filing.value(cell);
                assert_eq!(Code::of(&changed) != code, is_changed, "{name} {}", filing.form().cell(cell).id);
            }
        }
    }
}

#[test]
fn nothing_else_changes_the_code() {
    let mut filing = sample_with_prior("suqian-2024", "suqian-2023");
    let code = Code::of(&sample("suqian-2024"));
    let remark = Remark { text: "已核实".to_owned(), ..Remark::default() };
    let edits = [
        filing.remark_edit("row-total.3.1", Some(remark)),
        filing.signoff_edit("填报人", "张三"),
        filing.incomparable_edit(Some("机构合并".to_owned())),
        filing.unit_edit(Unit { level: None, ..filing.unit().clone() }),
    ];
    for edit in edits {
        filing.apply(edit, now());
    }
    assert_eq!(Code::of(&filing), code);
    let reopened = format::read(&format::write(&filing), &Catalogue::shipped()).expect("a filing");
    assert_eq!(Code::of(&reopened), code);
    let cell = filing.form().cell_index("3.1.a").expect("a cell");
    let changed = with_value(&filing, cell, Value::Blank);
    assert_ne!(Code::of(&changed), code);
    assert_eq!(Code::of(&with_value(&changed, cell, filing.value(cell).clone())), code);
}

#[test]
fn a_page_tells_what_differs() {
    let filing = sample("suqian-2024");
    let label = Label::of(&filing).text();
    assert_eq!(given(&label).compare(&filing), Agreement::Equal);
    assert_eq!(given(&Code::of(&filing).to_string()).compare(&filing), Agreement::Equal);

    let total = filing.form().cell_index("3.1.g").expect("a cell");
    let part = filing.form().cell_index("3.1.a").expect("a cell");
    let changed = with_value(&filing, total, Value::Blank);
    let Agreement::Different(mismatches) = given(&label).compare(&changed) else { panic!("a total differs") };
    let sentences: Vec<_> = mismatches.iter().map(|it| (it.cell, it.sentence())).collect();
    let name = &filing.form().cell(total).name;
    assert_eq!(sentences, [(Some(total), format!("{name}：打印件为3525，填报文件为（空）"))]);
    let changed = with_value(&filing, part, Value::whole(1));
    assert_eq!(given(&label).compare(&changed), Agreement::Different(Vec::new()));

    let Agreement::OtherFiling(mismatches) = given(&label).compare(&sample("suqian-2023")) else {
        panic!("another year")
    };
    let sentences: Vec<_> = mismatches.iter().map(tianbao::export::paper::Mismatch::sentence).collect();
    assert_eq!(sentences, ["年度：打印件为2024，填报文件为2023"]);
    let tampered = label.replace("3525", "3526");
    assert!(matches!(given(&tampered).compare(&filing), Agreement::Different(totals) if totals.len() == 1));
}

#[test]
fn what_is_no_code_is_refused() {
    for (text, error) in [
        ("", Unreadable::NoCode),
        ("六个字", Unreadable::NoCode),
        ("0000-0000-0000", Unreadable::NoCode),
        ("https://example.invalid/?a|b", Unreadable::NoCode),
        ("TIANBAO1|zfxxgk-2021|2024", Unreadable::BrokenLabel),
        ("TIANBAO1|zfxxgk-2021|2024|0000|1,2|某县", Unreadable::BrokenLabel),
        ("TIANBAO2|x", Unreadable::NewerLabel),
    ] {
        assert_eq!(Given::parse(text), Err(error), "{text}");
    }
}

#[test]
fn cameras_read_the_printed_code() {
    let fonts = fonts::for_pages().expect("the test machine has fonts-noto-cjk");
    let mut long = sample("suqian-2024");
    let changes: Vec<_> = long.form().cell_indices().map(|cell| (cell, Value::whole(123_456_789_012))).collect();
    let edit = long.cells_edit(changes).expect("changes");
    long.apply(edit, now());
    for filing in [sample("simao-2017"), sample("suqian-2024"), long] {
        let label = Label::of(&filing).text();
        assert_eq!(tools::qr_text(&pdf::document(&filing, &fonts).expect("pages")), label);
    }
    let filing = sample("hongze-2023");
    let [pdf] = &tools::converted(&[("hongze", docx::document(&filing))])[..] else { panic!("one document") };
    assert_eq!(tools::qr_text(pdf), Label::of(&filing).text());
}

#[test]
fn every_page_has_the_code() {
    let fonts = fonts::for_pages().expect("the test machine has fonts-noto-cjk");
    for name in SAMPLES {
        let filing = sample(name);
        let code = format!("校验码{}", Code::of(&filing));
        let pages = pdf::document(&filing, &fonts).expect("pages");
        let text = tools::squeezed(&tools::poppler("pdftotext", &[], &pages));
        assert_eq!(text.matches(&code).count(), tools::page_count(&pages), "{name}");
    }
    let filing = sample("suqian-2024");
    let book = xlsx::workbook(&filing, &engine(&filing)).expect("a workbook");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("a zip file");
    let mut sheet = String::new();
    let mut part = archive.by_name("xl/worksheets/sheet1.xml").expect("the sheet");
    std::io::Read::read_to_string(&mut part, &mut sheet).expect("text");
    let footer = sheet.split("<oddFooter>").nth(1).expect("a footer");
    assert!(footer.contains(&Code::of(&filing).to_string()), "{footer}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_two_states_share_a_code(
        unit in any::<String>(),
        other in any::<String>(),
        values in proptest::collection::vec(any::<String>(), 3),
    ) {
        let filing = |unit: &str, values: &[String]| {
            let mut filing = Filing::new(form("zfxxgk-2014"), Unit::named(unit), 2017);
            let changes: Vec<_> =
                (0..).zip(values).map(|(cell, text)| (CellIndex(cell), Value::Text(text.clone()))).collect();
            if let Some(edit) = filing.cells_edit(changes) {
                filing.apply(edit, now());
            }
            filing
        };
        let first = filing(&unit, &values);
        prop_assert_eq!(Code::of(&filing(&other, &values)) == Code::of(&first), unit == other);
        prop_assert_eq!(Code::of(&filing(&unit, &values[1..])) == Code::of(&first), false);
        let label = Label::of(&first).text();
        prop_assert_eq!(Given::parse(&label).map(|it| it.compare(&first)), Ok(Agreement::Equal));
    }
}
