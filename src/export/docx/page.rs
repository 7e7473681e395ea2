//! The page after GB/T 9704: A4, 37 mm above and 35 mm below the text, 28 mm at the binding edge and 26 mm at the other,
//! the page number 7 mm below the text at the outer edge.

use super::block::{Block, Cell, Inline, Paragraph, Row, Table};
use super::fixed::{FOOTERS, LINE_PITCH, MAIN_NAMESPACE, WIDTH};
use super::style::{Alignment, Style};
use super::xml::Xml;

/// The section: paper, margins, footers and grid of all pages.
pub(super) fn section(xml: &mut Xml) {
    let [odd, even] = FOOTERS;
    xml.element("w:sectPr", &[], |xml| {
        xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", odd)]);
        xml.empty("w:footerReference", &[("w:type", "even"), ("r:id", even)]);
        xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", "2098"),
                ("w:right", "1474"),
                ("w:bottom", "1984"),
                ("w:left", "1588"),
                ("w:header", "850"),
                // Two lines of a footer end here when they begin 7 mm below the text.
                ("w:footer", "1077"),
                ("w:gutter", "0"),
            ],
        );
        // 22 lines a page. That a line has 28 characters is the spacing of the styles: LibreOffice puts 27 on a grid.
        xml.empty("w:docGrid", &[("w:type", "lines"), ("w:linePitch", &LINE_PITCH.to_string())]);
    });
}

/// The settings part.
pub(super) fn settings() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("w:settings", &[("xmlns:w", MAIN_NAMESPACE)], |xml| {
        xml.empty("w:zoom", &[("w:percent", "100")]);
        xml.value("w:defaultTabStop", "420");
        xml.empty("w:evenAndOddHeaders", &[]);
        xml.value("w:characterSpacingControl", "doNotCompress");
        xml.element("w:compat", &[], |xml| {
            // Without this Word opens the document as one of Word 2007.
            xml.empty(
                "w:compatSetting",
                &[
                    ("w:name", "compatibilityMode"),
                    ("w:uri", "http://schemas.microsoft.com/office/word"),
                    ("w:val", "15"),
                ],
            );
        });
        xml.empty("w:themeFontLang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
    });
    xml.finish()
}

/// The footers of odd and even pages: the number at the outer edge, what the page says about the filing at the other.
pub(super) fn footers(lines: &[String]) -> [Vec<Block>; 2] {
    /// Room for the number, 30 mm.
    const NUMBER: u32 = 1701;
    /// One character of the number's size.
    const CHARACTER: u32 = 280;
    let texts = |alignment| {
        let line =
            |text: &String| Paragraph { alignment: Some(alignment), ..Paragraph::text(Style::PageLine, text.as_str()) };
        Cell::new(lines.iter().map(line).collect())
    };
    let number = |alignment, indents| {
        let inlines = vec![Inline::Text("— ".to_owned()), Inline::PageNumber, Inline::Text(" —".to_owned())];
        Cell::new(vec![Paragraph { alignment: Some(alignment), indents, ..Paragraph::new(Style::PageNumber, inlines) }])
    };
    let row = |widths, cells| {
        let row = Row { height: 0, may_break: false, is_head: false, cells };
        vec![Block::Table(Table { widths, rows: vec![row], is_framed: false, description: String::new() })]
    };
    let (left, right) = (Alignment::Left, Alignment::Right);
    [
        row(vec![WIDTH - NUMBER, NUMBER], vec![texts(left), number(right, (0, CHARACTER))]),
        row(vec![NUMBER, WIDTH - NUMBER], vec![number(left, (CHARACTER, 0)), texts(right)]),
    ]
}
