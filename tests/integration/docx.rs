//! The Word document: every text in its place, properties in the order of the schema, pages as a word processor sees them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;
use tianbao::export::docx;
use tianbao::export::printed::{Printed, box_text};
use tianbao::export::report::Report;
use tianbao::filing::{Filing, Unit, Value};
use tianbao::form::Table;
use zip::ZipArchive;

use crate::readers::document;
use crate::support::{assert_reads_back, engine, form, now, sample};
use crate::tools;

const SAMPLES: [(&str, usize); 5] =
    [("simao-2017", 2), ("shanghai-2019", 3), ("hongze-2023", 3), ("suqian-2023", 3), ("suqian-2024", 3)];

/// The children of each group of properties, in the order of the schema (ECMA-376, part 1, transitional).
const ORDER: [(&str, &[&str]); 14] = [
    (
        "w:pPr",
        &[
            "w:pStyle",
            "w:keepNext",
            "w:keepLines",
            "w:pageBreakBefore",
            "w:widowControl",
            "w:tabs",
            "w:overflowPunct",
            "w:autoSpaceDE",
            "w:autoSpaceDN",
            "w:bidi",
            "w:adjustRightInd",
            "w:snapToGrid",
            "w:spacing",
            "w:ind",
            "w:jc",
            "w:outlineLvl",
            "w:rPr",
            "w:sectPr",
        ],
    ),
    ("w:rPr", &["w:rStyle", "w:rFonts", "w:b", "w:i", "w:color", "w:spacing", "w:kern", "w:sz", "w:szCs", "w:lang"]),
    (
        "w:tblPr",
        &[
            "w:tblStyle",
            "w:tblpPr",
            "w:tblW",
            "w:jc",
            "w:tblInd",
            "w:tblBorders",
            "w:shd",
            "w:tblLayout",
            "w:tblCellMar",
            "w:tblLook",
            "w:tblCaption",
            "w:tblDescription",
        ],
    ),
    ("w:tcPr", &["w:tcW", "w:gridSpan", "w:vMerge", "w:tcBorders", "w:shd", "w:noWrap", "w:tcMar", "w:vAlign"]),
    ("w:tblBorders", &["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"]),
    (
        "w:sectPr",
        &[
            "w:headerReference",
            "w:footerReference",
            "w:type",
            "w:pgSz",
            "w:pgMar",
            "w:pgNumType",
            "w:cols",
            "w:docGrid",
        ],
    ),
    (
        "w:settings",
        &[
            "w:zoom",
            "w:defaultTabStop",
            "w:evenAndOddHeaders",
            "w:characterSpacingControl",
            "w:compat",
            "w:themeFontLang",
        ],
    ),
    (
        "c:chartSpace",
        &["c:date1904", "c:lang", "c:roundedCorners", "c:style", "c:chart", "c:spPr", "c:txPr", "c:externalData"],
    ),
    ("c:chart", &["c:title", "c:autoTitleDeleted", "c:plotArea", "c:legend", "c:plotVisOnly", "c:dispBlanksAs"]),
    ("c:barChart", &["c:barDir", "c:grouping", "c:varyColors", "c:ser", "c:gapWidth", "c:overlap", "c:axId"]),
    ("c:ser", &["c:idx", "c:order", "c:tx", "c:spPr", "c:invertIfNegative", "c:dLbls", "c:cat", "c:val"]),
    (
        "c:catAx",
        &[
            "c:axId",
            "c:scaling",
            "c:delete",
            "c:axPos",
            "c:majorTickMark",
            "c:minorTickMark",
            "c:tickLblPos",
            "c:spPr",
            "c:txPr",
            "c:crossAx",
            "c:crosses",
            "c:auto",
            "c:lblAlgn",
            "c:lblOffset",
            "c:noMultiLvlLbl",
        ],
    ),
    (
        "c:valAx",
        &[
            "c:axId",
            "c:scaling",
            "c:delete",
            "c:axPos",
            "c:numFmt",
            "c:majorTickMark",
            "c:minorTickMark",
            "c:tickLblPos",
            "c:crossAx",
            "c:crosses",
            "c:crossBetween",
        ],
    ),
    ("c:legend", &["c:legendPos", "c:layout", "c:overlay", "c:spPr", "c:txPr"]),
];

fn parts(document: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(document)).expect("a zip file");
    let mut parts = BTreeMap::new();
    for position in 0..archive.len() {
        let mut file = archive.by_index(position).expect("a part");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("readable");
        parts.insert(file.name().expect("a name").into_owned(), bytes);
    }
    parts
}

fn part(document: &[u8], name: &str) -> String {
    String::from_utf8(parts(document).remove(name).expect("the part is there")).expect("UTF-8")
}

/// A cell as it stands in the grid: its text, or nothing where a merged cell goes on.
#[derive(Debug, PartialEq)]
struct Box {
    line: usize,
    column: usize,
    columns: usize,
    lines: usize,
    text: String,
}

/// The tables of a part, each with its boxes in order and the number of repeated lines.
fn tables(xml: &str) -> Vec<(Vec<Box>, usize)> {
    let mut tables: Vec<(Vec<Box>, usize)> = Vec::new();
    let (mut line, mut column, mut columns) = (0, 0, 1);
    let (mut text, mut goes_on, mut is_letters) = (String::new(), false, false);
    let mut reader = Reader::from_str(xml);
    loop {
        let event = reader.read_event().expect("well-formed");
        let value = |start: &quick_xml::events::BytesStart<'_>| {
            let attribute = start.try_get_attribute("w:val").expect("attributes");
            attribute.map(|it| it.value.into_owned())
        };
        match &event {
            Event::Eof => return tables,
            Event::Start(start) | Event::Empty(start) => match start.name().as_ref() {
                "w:tbl" => {
                    tables.push((Vec::new(), 0));
                    line = 0;
                }
                "w:tr" => column = 0,
                "w:tc" => (columns, goes_on, text) = (1, false, String::new()),
                "w:gridSpan" => columns = value(start).and_then(|it| it.parse().ok()).expect("a number"),
                "w:vMerge" => goes_on = value(start).is_none(),
                "w:tblHeader" => tables.last_mut().expect("a table").1 += 1,
                "w:br" => text.push('\n'),
                "w:tab" => text.push('\t'),
                "w:t" => is_letters = true,
                _ => {}
            },
            Event::Text(letters) if is_letters => text.push_str(letters),
            Event::GeneralRef(reference) if is_letters => {
                let name = reference;
                text.push_str(quick_xml::escape::resolve_predefined_entity(name).expect("a known entity"));
            }
            Event::End(end) => match end.name().as_ref() {
                "w:t" => is_letters = false,
                "w:tr" => line += 1,
                "w:tc" => {
                    let boxes = &mut tables.last_mut().expect("a table").0;
                    if goes_on {
                        let above = boxes.iter_mut().rev().find(|it| it.column == column).expect("a cell above");
                        assert_eq!((above.columns, text.as_str()), (columns, ""));
                        above.lines += 1;
                    } else {
                        boxes.push(Box { line, column, columns, lines: 1, text: text.clone() });
                    }
                    column += columns;
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// What a table of the form should be.
fn expected(table: &Table, filing: &Filing) -> Vec<Box> {
    let boxes = table.boxes.iter().map(|it| Box {
        line: it.line,
        column: it.column,
        columns: it.column_span,
        lines: it.line_span,
        text: box_text(it, filing),
    });
    boxes.collect()
}

fn with_value(mut filing: Filing, cell: &str, value: Value) -> Filing {
    let cell = filing.form().cell_index(cell).expect("a cell of the form");
    let edit = filing.cells_edit([(cell, value)]).expect("a change");
    filing.apply(edit, now());
    filing
}

fn renamed(mut filing: Filing, name: &str) -> Filing {
    let edit = filing.unit_edit(Unit::named(name));
    filing.apply(edit, now());
    filing
}

#[test]
fn tables_are_those_of_the_form() {
    for (name, _) in SAMPLES {
        let filing = sample(name);
        let found = tables(&part(&docx::document(&filing), "word/document.xml"));
        assert_reads_back(&filing, &document(&docx::document(&filing)));
        // The last table is the foot.
        assert_eq!(found.len(), filing.form().tables.len() + 1, "{name}");
        for (table, (boxes, heads)) in filing.form().tables.iter().zip(&found) {
            assert_eq!(boxes, &expected(table, &filing), "{name} {}", table.id);
            assert_eq!(*heads, table.head_lines, "{name} {}", table.id);
        }
        let foot: Vec<_> = found.last().expect("the foot").0.iter().map(|it| it.text.as_str()).collect();
        for field in &filing.form().signoff {
            assert!(foot.contains(&format!("{field}：").as_str()), "{name}: {foot:?}");
        }
        assert!(foot.contains(&"（盖章）"), "{name}: {foot:?}");
    }
}

#[test]
fn another_reader_finds_the_same_texts() {
    let filing = sample("suqian-2024");
    let text = rwml::extract_text(&docx::document(&filing)).expect("rwml reads it");
    for table in &filing.form().tables {
        assert!(text.contains(&table.section), "{}", table.section);
        for it in &table.boxes {
            assert!(text.contains(&box_text(it, &filing)), "{}", it.text);
        }
    }
    assert!(text.contains(&Printed::of(&filing).title), "{text}");
}

#[test]
fn properties_stand_in_the_order_of_the_schema() {
    let mut filing = with_value(sample("suqian-2024"), "3.1.a", Value::whole(12_345_678));
    let edit = filing.signoff_edit("填报人", "张三");
    filing.apply(edit, now());
    let mut groups = 0;
    for filing in [filing, sample("simao-2017")] {
        let report = Report::of(&filing, &engine(&filing)).expect("a report");
        for (name, bytes) in parts(&docx::document(&filing)).into_iter().chain(parts(&docx::report(&report, &filing))) {
            if !name.starts_with("word/") || Path::new(&name).extension() != Some("xml".as_ref()) {
                continue;
            }
            let xml = String::from_utf8(bytes).expect("UTF-8");
            let mut reader = Reader::from_str(&xml);
            let mut open: Vec<(String, usize)> = Vec::new();
            loop {
                let event = reader.read_event().expect("well-formed");
                if let Event::Start(start) | Event::Empty(start) = &event {
                    let child = start.name().as_ref().to_owned();
                    if let Some((parent, last)) = open.last_mut()
                        && let Some((_, order)) = ORDER.iter().find(|(group, _)| group == parent)
                    {
                        let place = order.iter().position(|it| *it == child);
                        let place = place.unwrap_or_else(|| panic!("{name}: {parent} may not have {child}"));
                        assert!(*last <= place, "{name}: {child} stands too late in {parent}");
                        *last = place;
                        groups += 1;
                    }
                    if matches!(event, Event::Start(_)) {
                        open.push((child, 0));
                    }
                } else if matches!(event, Event::End(_)) {
                    open.pop();
                } else if matches!(event, Event::Eof) {
                    break;
                }
            }
        }
    }
    assert!(groups > 1_000, "{groups}");
}

#[test]
fn nothing_typed_breaks_the_document() {
    let words = [
        "\"><w:p/>&amp;<script>]]>",
        "\u{0}\u{b}甲\u{1b}乙\u{ffff}",
        "\u{202e}تقرير\u{200f} 𠮷",
        "一行\n两行\t三",
        " 前后 ",
        &"字".repeat(10_000),
    ];
    for text in words {
        let filing = with_value(sample("suqian-2024"), "3.3.2.c", Value::Text(text.to_owned()));
        let filing = renamed(filing, text);
        let document = docx::document(&filing);
        let shown: String = text
            .chars()
            .map(|it| if matches!(it, '\u{0}' | '\u{b}' | '\u{1b}' | '\u{ffff}') { '\u{fffd}' } else { it })
            .collect();
        let found = tables(&part(&document, "word/document.xml"));
        let boxes = &found[1].0;
        assert!(boxes.iter().any(|it| it.text == shown), "{shown:?}");
        for (name, bytes) in parts(&document) {
            if Path::new(&name).extension() == Some("png".as_ref()) {
                continue;
            }
            let xml = String::from_utf8(bytes).expect("UTF-8");
            let mut reader = Reader::from_str(&xml);
            while !matches!(reader.read_event().expect("well-formed"), Event::Eof) {}
        }
        rwml::extract_text(&document).expect("rwml reads it");
    }
}

#[test]
fn same_filing_same_bytes() {
    let filing = sample("hongze-2023");
    let first = docx::document(&filing);
    assert!(first == docx::document(&filing.clone()), "the bytes differ");
    let core = part(&first, "docProps/core.xml");
    assert!(core.contains("<dc:creator>江苏省淮安市洪泽区人民政府</dc:creator>"), "{core}");
    assert!(core.contains("2023-12-31T00:00:00Z"), "{core}");
}

#[test]
fn a_word_processor_sees_the_pages() {
    let documents: Vec<_> = SAMPLES.iter().map(|(name, _)| (*name, docx::document(&sample(name)))).collect();
    let pages = tools::converted(&documents);
    for ((name, count), pdf) in SAMPLES.into_iter().zip(pages) {
        assert_eq!(tools::page_count(&pdf), count, "{name}");
        let text = tools::squeezed(&tools::poppler("pdftotext", &["-raw"], &pdf));
        let filing = sample(name);
        for table in &filing.form().tables {
            for it in &table.boxes {
                assert!(text.contains(&tools::squeezed(&box_text(it, &filing))), "{name}: {}", it.text);
            }
        }
        let printed = Printed::of(&filing);
        for wanted in [&printed.title, &printed.page_lines[0], &printed.page_lines[1], "—1—", "—2—"] {
            assert!(text.contains(&tools::squeezed(wanted)), "{name}: {wanted}");
        }
        assert_eq!(text.matches(&tools::squeezed(&printed.page_lines[1])).count(), count, "{name}: a page has no code");
    }
}

#[test]
fn an_empty_filing_has_empty_boxes() {
    for id in ["zfxxgk-2014", "zfxxgk-2019", "zfxxgk-2021"] {
        let filing = Filing::new(form(id), Unit::default(), 2024);
        let found = tables(&part(&docx::document(&filing), "word/document.xml"));
        for (table, (boxes, _)) in filing.form().tables.iter().zip(&found) {
            assert_eq!(boxes, &expected(table, &filing), "{id}");
        }
    }
}
