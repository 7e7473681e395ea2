//! Charts of a filing: exact numbers in every drawing, gaps said, in and out of the report as the user likes.

use std::io::Read as _;

use calamine::Reader as _;
use tianbao::export::drawing::{Drawing, Shape};
use tianbao::export::report::Report;
use tianbao::export::{docx, html, pdf, xlsx};
use tianbao::filing::{Filing, Snapshot, Value, format};
use tianbao::form::Catalogue;
use tianbao::jobs::fonts;
use tianbao::report::charts::{Absent, Chart, offers};
use tianbao::report::draft;

use crate::support::{engine, now, sample, sample_with_prior};
use crate::tools::{converted, page_count, poppler, squeezed};

/// 宿迁 2024 with 2023, and the year before made of 2023.
fn three_years() -> Filing {
    let mut filing = sample_with_prior("suqian-2024", "suqian-2023");
    let edit = filing.prior_edit(2022, Some(Snapshot::of(&sample("suqian-2023"), "2022.tianbao", b"")));
    filing.apply(edit, now());
    filing
}

fn drafted(mut filing: Filing) -> Filing {
    let edit = draft::draft_edit(&filing, &engine(&filing)).expect("a draft");
    filing.apply(edit, now());
    filing
}

fn chart(filing: &Filing, id: &str) -> Chart {
    offer(filing, id).expect("it can be drawn")
}

fn offer(filing: &Filing, id: &str) -> Result<Chart, String> {
    offers(filing).into_iter().find(|offer| offer.id == id).expect("the form has it").chart
}

fn set(filing: &mut Filing, values: &[(&str, Value)]) {
    let cell = |id: &str| filing.form().cell_index(id).expect("a cell");
    let changes: Vec<_> = values.iter().map(|(id, value)| (cell(id), value.clone())).collect();
    let edit = filing.cells_edit(changes).expect("a change");
    filing.apply(edit, now());
}

/// The part of a package.
fn part(package: &[u8], name: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(package)).expect("a package");
    let mut bytes = Vec::new();
    archive.by_name(name).unwrap_or_else(|_| panic!("no {name}")).read_to_end(&mut bytes).expect("readable");
    bytes
}

#[test]
fn bars_are_the_figures_of_the_form() {
    let filing = three_years();
    let requests = chart(&filing, "requests");
    assert_eq!(requests.categories, ["2022年", "2023年", "2024年"]);
    let number = |id: &str| filing.value(filing.form().cell_index(id).expect("a cell")).to_string();
    let prior = filing.prior().expect("attached");
    let last = |id: &str| prior.values[&tianbao::form::CellId::new(id.to_owned())].to_string();
    for (series, id) in requests.series.iter().zip(["3.1.g", "3.2.g", "3.3.7.g"]) {
        let words: Vec<String> = series.bars.iter().map(|bar| bar.words()).collect();
        assert_eq!(words, [last(id), last(id), number(id)], "{}", series.name);
    }
    let outcomes = chart(&filing, "outcomes");
    assert_eq!(outcomes.series.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["2024年", "2023年"]);
    let sum: i64 = outcomes.series[0].bars.iter().map(|bar| bar.words().parse::<i64>().expect("a count")).sum();
    assert_eq!(sum.to_string(), number("3.3.7.g"), "derived figures are whole");
    assert_eq!(outcomes.measure, "件");
}

#[test]
fn what_is_missing_is_said_and_never_drawn_as_nothing() {
    let alone = sample("suqian-2024");
    assert!(offer(&alone, "requests").expect_err("one year is no comparison").contains("附上2023年度的文件"));
    let two = sample_with_prior("suqian-2024", "suqian-2023");
    let requests = chart(&two, "requests");
    assert_eq!(requests.absence(0), Some(Absent::NoFiling));
    assert_eq!(requests.gaps, ["没有附上2022年度的数据"]);
    assert_eq!(chart(&alone, "outcomes").gaps, ["没有附上2023年度的数据，只画2024年"]);
    let mut holed = two.clone();
    set(&mut holed, &[("3.1.a", Value::Blank), ("3.1.b", Value::Text("若干".to_owned())), ("3.1.c", Value::whole(0))]);
    let words: Vec<String> = chart(&holed, "applicants").series[0].bars.iter().map(|bar| bar.words()).collect();
    assert_eq!(words[..3], ["未填", "不是数", "0"]);
    // A zero has its number and no bar; a blank has its word and no bar.
    let drawing = Drawing::of(&chart(&holed, "applicants"));
    let bars = drawing.shapes.iter().filter(|it| matches!(it, Shape::Bar { .. })).count();
    let positive = chart(&holed, "applicants").bars().filter(|bar| bar.amount.is_ok_and(|it| !it.is_zero())).count();
    assert_eq!(bars, positive + 2, "two samples stand in the legend");
    let mut zeros = alone.clone();
    let cells =
        ["4.1.a", "4.1.b", "4.1.c", "4.1.d", "4.2.a", "4.2.b", "4.2.c", "4.2.d", "4.3.a", "4.3.b", "4.3.c", "4.3.d"];
    set(&mut zeros, &cells.map(|id| (id, Value::whole(0))));
    assert_eq!(offer(&zeros, "disputes"), Err("各项都是 0，不作图".to_owned()));
    let blank = Filing::new(alone.form().clone(), alone.unit().clone(), 2024);
    assert!(offers(&blank).iter().all(|offer| offer.chart.is_err() && !offer.is_in_report));
    let mut negative = alone;
    set(&mut negative, &[("4.1.a", Value::whole(-1))]);
    assert!(offer(&negative, "disputes").is_err());
}

#[test]
fn years_that_are_not_comparable_are_named() {
    let mut filing = three_years();
    let edit = filing.incomparable_edit(Some("机构改革".to_owned()));
    filing.apply(edit, now());
    assert_eq!(chart(&filing, "requests").notes, ["2023年与2024年不可比：机构改革"]);
    assert!(chart(&filing, "disputes").notes.is_empty(), "it shows one year");
}

#[test]
fn the_user_takes_charts_out_and_puts_them_back() {
    let mut filing = drafted(three_years());
    let count = |filing: &Filing| {
        let document = docx::report(&Report::of(filing, &engine(filing)).expect("a report"), filing);
        String::from_utf8(part(&document, "word/document.xml")).expect("UTF-8").matches("<c:chart ").count()
    };
    assert_eq!(count(&filing), 4);
    let edit = filing.chart_edit("outcomes", Some(false)).expect("a change");
    filing.apply(edit, now());
    assert_eq!(count(&filing), 3);
    let bytes = format::write(&filing);
    let read = format::read(&bytes, &Catalogue::shipped()).expect("a filing");
    assert_eq!(read.charts(), filing.charts());
    assert_eq!(count(&read), 3);
    filing.undo(now());
    assert_eq!(count(&filing), 4);
    assert!(filing.charts().is_empty());
}

#[test]
fn word_charts_hold_the_numbers_twice() {
    let filing = drafted(three_years());
    let document = docx::report(&Report::of(&filing, &engine(&filing)).expect("a report"), &filing);
    for (number, offer) in (1..).zip(offers(&filing)) {
        let chart = offer.chart.expect("it can be drawn");
        let xml = String::from_utf8(part(&document, &format!("word/charts/chart{number}.xml"))).expect("UTF-8");
        let book = part(&document, &format!("word/embeddings/chart{number}.xlsx"));
        let mut book = calamine::Xlsx::new(std::io::Cursor::new(book)).expect("a workbook");
        let sheet = book.worksheet_range("Sheet1").expect("the sheet");
        for (column, series) in (1..).zip(&chart.series) {
            for (row, bar) in (1..).zip(&series.bars) {
                let words = bar.words();
                assert!(xml.contains(&format!("<c:v>{words}</c:v>")), "{}: {words}", chart.id);
                let cell = sheet.get_value((row, column)).expect("a cell");
                assert_eq!(cell.to_string(), words, "{}", chart.id);
            }
        }
        let relations = part(&document, &format!("word/charts/_rels/chart{number}.xml.rels"));
        assert!(String::from_utf8_lossy(&relations).contains(&format!("../embeddings/chart{number}.xlsx")));
    }
    let types = String::from_utf8(part(&document, "[Content_Types].xml")).expect("UTF-8");
    assert!(types.contains("/word/charts/chart4.xml") && types.contains("Extension=\"xlsx\""), "{types}");
}

#[test]
fn the_workbook_has_native_charts_beside_live_numbers() {
    let filing = three_years();
    let bytes = xlsx::workbook(&filing, &engine(&filing)).expect("a workbook");
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(&bytes)).expect("a workbook");
    let sheet = book.worksheet_range("图表").expect("the sheet");
    let texts: Vec<String> = sheet.cells().map(|(.., cell)| cell.to_string()).collect();
    for offer in offers(&filing) {
        let chart = offer.chart.expect("it can be drawn");
        assert!(texts.contains(&chart.full_title()));
        for bar in chart.bars() {
            assert!(texts.contains(&bar.words()), "{}: {}", chart.id, bar.words());
        }
    }
    let formulas = book.worksheet_formula("图表").expect("formulas");
    let formulas: Vec<&String> = formulas.cells().map(|(.., formula)| formula).filter(|it| !it.is_empty()).collect();
    let this: usize = offers(&filing)
        .iter()
        .filter_map(|offer| offer.chart.as_ref().ok())
        .map(|chart| chart.bars().filter(|bar| bar.figure.is_some()).count())
        .sum();
    assert_eq!(formulas.len(), this, "this year's numbers follow the form");
    let native = String::from_utf8(part(&bytes, "xl/charts/chart1.xml")).expect("UTF-8");
    assert!(native.contains("<a:pattFill") && native.contains("<c:showVal val=\"1\"/>"), "{native}");
    assert_eq!(bytes, xlsx::workbook(&filing, &engine(&filing)).expect("a workbook"), "the same bytes");
    // Without anything to draw there is no sheet.
    let blank = Filing::new(filing.form().clone(), filing.unit().clone(), 2024);
    let bytes = xlsx::workbook(&blank, &engine(&blank)).expect("a workbook");
    let book = calamine::Xlsx::new(std::io::Cursor::new(&bytes)).expect("a workbook");
    assert!(!book.sheet_names().iter().any(|name| name == "图表"));
}

#[test]
fn pages_and_web_pages_show_every_number() {
    let filing = drafted(three_years());
    let report = Report::of(&filing, &engine(&filing)).expect("a report");
    let pages = pdf::report(&report, &filing, &fonts::for_pages().expect("fonts")).expect("typeset");
    let text = squeezed(&poppler("pdftotext", &["-raw"], &pages));
    let page = html::report(&report, &filing);
    assert_eq!(page.matches("<svg").count(), 4);
    for (number, offer) in (1..).zip(offers(&filing)) {
        let chart = offer.chart.expect("it can be drawn");
        let caption = format!("图{number}　{}", chart.full_title());
        assert!(text.contains(&squeezed(&caption)) && page.contains(&caption), "{caption}");
        for bar in chart.bars() {
            let words = bar.words();
            assert!(page.contains(&format!(">{words}</text>")), "{}: {words}", chart.id);
        }
        for name in chart.categories.iter().chain(chart.series.iter().map(|it| &it.name)) {
            assert!(text.contains(name.as_str()) && page.contains(name.as_str()), "{}: {name}", chart.id);
        }
    }
    assert!(String::from_utf8_lossy(&pages).contains("<pdfaid:part>2</pdfaid:part>"));
    let structure = poppler("pdfinfo", &["-struct"], &pages);
    let figures = structure.lines().filter(|line| line.trim().starts_with("Figure")).count();
    assert_eq!(figures, 4, "{structure}");
}

#[test]
fn a_word_processor_draws_the_charts() {
    let filing = drafted(three_years());
    let document = docx::report(&Report::of(&filing, &engine(&filing)).expect("a report"), &filing);
    let pages = converted(&[("charts", document)]).remove(0);
    let text = squeezed(&poppler("pdftotext", &["-raw"], &pages));
    for offer in offers(&filing) {
        let chart = offer.chart.expect("it can be drawn");
        for name in chart.categories.iter().chain(chart.series.iter().map(|it| &it.name)) {
            assert!(text.contains(name.as_str()), "{}: {name}", chart.id);
        }
        assert!(text.contains(&squeezed(&chart.full_title())));
    }
    assert!((5..=7).contains(&page_count(&pages)), "{}", page_count(&pages));
}
