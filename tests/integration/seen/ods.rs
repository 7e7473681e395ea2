//! The table as a spreadsheet of OpenDocument: as a package with its styles in two parts, and as one file.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use super::{FIGURE, MONEY, ROW, ROWS, Trouble};

/// What a trouble makes of the spreadsheet.
#[derive(Default)]
struct Shape {
    /// Elements among the styles.
    styles: &'static str,
    /// The attributes of the cell under trouble, and its inside.
    cell: Option<(&'static str, &'static str)>,
    row: &'static str,
    /// A table before it is a copy with other figures.
    has_copy: bool,
}

const STRUCK: &str = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties \
    style:text-line-through-style=\"solid\" style:text-line-through-type=\"single\"/></style:style>";
const TWICE: &str = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties \
    style:text-line-through-type=\"double\"/></style:style>";
const NAMED: &str = "<style:style style:name=\"Gone\" style:family=\"text\"><style:text-properties \
    style:text-line-through-style=\"solid\"/></style:style>\
    <style:style style:name=\"T1\" style:family=\"text\" style:parent-style-name=\"Gone\"/>";
const WHOLE: &str = "<style:style style:name=\"ce1\" style:family=\"table-cell\"><style:text-properties \
    style:text-line-through-style=\"solid\"/></style:style>";
const HIDDEN: &str =
    "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>";
const RAISED: &str = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties \
    style:text-position=\"super 58%\"/></style:style>";
const LOWERED: &str = "<style:style style:name=\"T1\" style:family=\"text\"><style:text-properties \
    style:text-position=\"-33% 58%\"/></style:style>";
const LOW: &str = "<style:style style:name=\"ro1\" style:family=\"table-row\"><style:table-row-properties \
    style:row-height=\"0cm\" style:use-optimal-row-height=\"false\"/></style:style>";
const UNSEEN: &str = "<style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>";
const OF_DATA: &str = "<style:style style:name=\"ce1\" style:family=\"table-cell\" style:data-style-name=\"N1\"/>";
const DIVIDED: &str = "<number:number-style style:name=\"N1\"><number:number number:decimal-places=\"0\" \
    number:min-integer-digits=\"2\" number:display-factor=\"1000\"><number:embedded-text number:position=\"1\">.\
    </number:embedded-text></number:number><number:text>万元</number:text></number:number-style>";
const DIVIDED_AT_ONCE: &str = "<number:number-style style:name=\"N1\"><number:number number:decimal-places=\"1\" \
    number:min-integer-digits=\"1\" number:display-factor=\"10000\"/></number:number-style>";
const YUAN: &str = "<number:number-style style:name=\"N1P0\" style:volatile=\"true\"><number:number \
    number:decimal-places=\"0\" number:min-integer-digits=\"1\" number:grouping=\"true\"/><number:text>元</number:text>\
    </number:number-style><number:number-style style:name=\"N1\"><number:text>-</number:text><number:number \
    number:decimal-places=\"0\" number:min-integer-digits=\"1\"/><number:text>元</number:text><style:map \
    style:condition=\"value()&gt;=0\" style:apply-style-name=\"N1P0\"/></number:number-style>";
const WAN: &str = "<number:number-style style:name=\"N1\"><number:number number:decimal-places=\"2\" \
    number:min-integer-digits=\"1\"/><number:text>万元</number:text></number:number-style>";
const PERCENT: &str = "<number:percentage-style style:name=\"N1\"><number:number number:decimal-places=\"0\" \
    number:min-integer-digits=\"1\"/><number:text>%</number:text></number:percentage-style>";
const DATE: &str = "<number:date-style style:name=\"N1\"><number:year/><number:text>/</number:text><number:month/></number:date-style>";

const FLOAT: &str = "table:style-name=\"ce1\" office:value-type=\"float\" office:value=\"4119\"";
const YUANS: &str = "table:style-name=\"ce1\" office:value-type=\"float\" office:value=\"77302800\"";

fn shape(trouble: Trouble) -> Option<Shape> {
    let text =
        |styles, inside| Shape { styles, cell: Some(("office:value-type=\"string\"", inside)), ..Shape::default() };
    let number = |styles, cell, shown| Shape { styles, cell: Some((cell, shown)), ..Shape::default() };
    let before = "<text:p><text:span text:style-name=\"T1\">12</text:span>4119</text:p>";
    let behind = "<text:p>4119<text:span text:style-name=\"T1\">1</text:span></text:p>";
    Some(match trouble {
        Trouble::Sound => Shape::default(),
        Trouble::Struck => text(STRUCK, before),
        Trouble::StruckTwice => text(TWICE, before),
        Trouble::StruckByStyle => text(NAMED, before),
        Trouble::StruckWhole => number(WHOLE, FLOAT, "<text:p>4119</text:p>"),
        Trouble::Hidden => text(HIDDEN, before),
        Trouble::HiddenRow => Shape { row: " table:visibility=\"collapse\"", ..Shape::default() },
        Trouble::RowOfNoHeight => Shape { styles: LOW, row: " table:style-name=\"ro1\"", ..Shape::default() },
        Trouble::HiddenCopy => Shape { styles: UNSEEN, has_copy: true, ..Shape::default() },
        Trouble::Raised => text(RAISED, behind),
        Trouble::Lowered => text(LOWERED, behind),
        Trouble::Footnote => text(
            "",
            "<text:p>4119<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注</text:p>\
             </text:note-body></text:note></text:p>",
        ),
        Trouble::Divided => number(DIVIDED, YUANS, "<text:p>7730.3万元</text:p>"),
        Trouble::YuanBehind => number(YUAN, YUANS, "<text:p>77,302,800元</text:p>"),
        Trouble::WanBehind => number(
            WAN,
            "table:style-name=\"ce1\" office:value-type=\"float\" office:value=\"7730.28\"",
            "<text:p>7730.28万元</text:p>",
        ),
        Trouble::Percent => number(PERCENT, FLOAT, "<text:p>411900%</text:p>"),
        Trouble::Date => number(DATE, FLOAT, "<text:p>1911/4</text:p>"),
        Trouble::NotCalculated => number(
            "",
            "table:formula=\"of:=[.AA1]*2\" office:value-type=\"float\" office:value=\"0\"",
            "<text:p>0</text:p>",
        ),
        Trouble::NoResult => number("", "table:formula=\"of:=4000+119\"", ""),
        _ => return None,
    })
}

/// The table with a trouble, as a package; the styles are those of the content.
pub(crate) fn file(trouble: Trouble) -> Option<Vec<u8>> {
    let shape = shape(trouble)?;
    Some(package(&document(&shape, trouble, shape.styles), "<office:document-styles/>"))
}

/// As a package whose styles stand in a part of their own, in other ways.
pub(crate) fn other(trouble: Trouble) -> Option<Vec<u8>> {
    let mut shape = shape(trouble)?;
    match trouble {
        Trouble::Divided => shape.styles = DIVIDED_AT_ONCE,
        // The style says it for the cells of the row.
        Trouble::StruckWhole => {
            shape.row = "";
            shape.cell = Some(("office:value-type=\"float\" office:value=\"4119\"", "<text:p>4119</text:p>"));
        }
        // A sum that its cells contradict.
        Trouble::NotCalculated => {
            shape.cell =
                Some(("table:formula=\"of:=SUM([.B8:.B8])\" office:value-type=\"float\" office:value=\"0\"", ""));
        }
        _ => {}
    }
    let styles =
        format!("<office:document-styles><office:styles>{}</office:styles></office:document-styles>", shape.styles);
    Some(package(&document(&shape, trouble, ""), &styles))
}

/// As one file.
pub(crate) fn flat(trouble: Trouble) -> Option<Vec<u8>> {
    let shape = shape(trouble)?;
    let text = document(&shape, trouble, shape.styles).replace("office:document-content", "office:document");
    let kind = "office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\" ";
    Some(text.replacen("<office:document ", &format!("<office:document {kind}"), 1).into_bytes())
}

fn table(shape: &Shape, trouble: Trouble, more: u32) -> String {
    let at = if trouble.cell() == "2.8.1.a" { MONEY } else { FIGURE };
    let mut rows = String::new();
    for (row, cells) in ROWS.iter().enumerate() {
        let look = if row == ROW { shape.row } else { "" };
        let is_in_row_of_figure = row == FIGURE.0 && trouble == Trouble::StruckWhole && !shape.styles.is_empty();
        let of_row = if is_in_row_of_figure { " table:default-cell-style-name=\"ce1\"" } else { "" };
        write!(rows, "<table:table-row{look}{of_row}>").expect("a string");
        for (index, (text, span)) in cells.iter().enumerate() {
            let spans = format!("table:number-columns-spanned=\"{span}\"");
            let plain = "table:style-name=\"Default\"";
            let written = match (shape.cell.filter(|_| (row, index) == at), text.parse::<f64>()) {
                (Some((cell, inside)), _) => {
                    write!(rows, "<table:table-cell {spans} {cell}>{inside}</table:table-cell>")
                }
                (None, Ok(value)) => {
                    let value = value + f64::from(more);
                    write!(
                        rows,
                        "<table:table-cell {plain} {spans} office:value-type=\"float\" office:value=\"{value}\">\
                         <text:p>{value}</text:p></table:table-cell>"
                    )
                }
                (None, Err(_)) => write!(
                    rows,
                    "<table:table-cell {plain} {spans} office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
                ),
            };
            written.expect("a string");
            for _ in 1..*span {
                rows.push_str("<table:covered-table-cell/>");
            }
        }
        rows.push_str("</table:table-row>");
    }
    rows
}

fn document(shape: &Shape, trouble: Trouble, styles: &str) -> String {
    let copy = if shape.has_copy {
        format!("<table:table table:name=\"旧\" table:style-name=\"ta1\">{}</table:table>", table(shape, trouble, 9))
    } else {
        String::new()
    };
    format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" xmlns:number=\"n\">\
         <office:automatic-styles>{styles}{OF_DATA_OR_NONE}</office:automatic-styles><office:body><office:spreadsheet>{copy}\
         <table:table table:name=\"表\"><table:table-column table:number-columns-repeated=\"4\"/>{}</table:table>\
         </office:spreadsheet></office:body></office:document-content>",
        table(shape, trouble, 0),
        OF_DATA_OR_NONE = if shape.styles.starts_with("<number:") { OF_DATA } else { "" },
    )
}

fn package(content: &str, styles: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content),
        ("styles.xml", styles),
        (
            "meta.xml",
            "<office:document-meta><office:meta><meta:generator>odfpy/1.4</meta:generator></office:meta></office:document-meta>",
        ),
    ] {
        archive.start_file(name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(text.as_bytes()).expect("its text");
    }
    archive.finish().expect("an archive").into_inner()
}
