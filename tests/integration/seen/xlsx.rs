//! The table as a workbook of Excel 2007 and later, put together part by part as Excel and other programs write it.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use super::{COPIED, FIGURE, MONEY, ROW, ROWS, Trouble};

/// The number of the cell style of the cell under trouble; the plain one is 0.
const STYLE: &str = " s=\"1\"";

/// What a trouble makes of the workbook.
#[derive(Default)]
struct Shape {
    /// The code of the number format, and the font, of the cell under trouble.
    code: &'static str,
    font: &'static str,
    /// The cell: its attributes and its inside.
    cell: Option<(&'static str, &'static str)>,
    row: &'static str,
    calculation: &'static str,
}

/// The table with a trouble, texts shared.
pub(crate) fn file(trouble: Trouble) -> Option<Vec<u8>> {
    let struck = |font| Some(("t=\"s\"", font));
    let shape = match trouble {
        Trouble::Sound | Trouble::OtherParts | Trouble::HiddenCopy => Shape::default(),
        Trouble::Struck => {
            Shape { cell: struck("<r><rPr><strike/></rPr><t>12</t></r><r><t>4119</t></r>"), ..Shape::default() }
        }
        Trouble::Raised => Shape {
            cell: struck("<r><t>4119</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r>"),
            ..Shape::default()
        },
        Trouble::Lowered => Shape {
            cell: struck("<r><t>4119</t></r><r><rPr><vertAlign val=\"subscript\"/></rPr><t>1</t></r>"),
            ..Shape::default()
        },
        // The font of the cell is struck out, and that of the second piece is not.
        Trouble::StruckByStyle => Shape {
            font: "<strike/>",
            cell: struck("<r><t>12</t></r><r><rPr><strike val=\"0\"/></rPr><t>4119</t></r>"),
            ..Shape::default()
        },
        Trouble::StruckWhole => Shape { font: "<strike/>", cell: Some(("", "<v>4119</v>")), ..Shape::default() },
        Trouble::HiddenRow => Shape { row: " hidden=\"1\"", ..Shape::default() },
        Trouble::RowOfNoHeight => Shape { row: " ht=\"0\" customHeight=\"1\"", ..Shape::default() },
        Trouble::Divided => {
            Shape {
                code: "0&quot;.&quot;0,&quot;万元&quot;", cell: Some(("", "<v>77302800</v>")), ..Shape::default()
            }
        }
        Trouble::YuanBehind => {
            Shape { code: "#,##0&quot;元&quot;", cell: Some(("", "<v>77302800</v>")), ..Shape::default() }
        }
        Trouble::WanBehind => {
            Shape { code: "0.00&quot;万元&quot;", cell: Some(("", "<v>7730.28</v>")), ..Shape::default() }
        }
        Trouble::Percent => Shape { code: "0%", cell: Some(("", "<v>4119</v>")), ..Shape::default() },
        Trouble::Date => Shape { code: "yyyy/m/d", cell: Some(("", "<v>4119</v>")), ..Shape::default() },
        Trouble::NotCalculated => Shape {
            cell: Some(("", "<f>SUM(AA1:AB1)</f><v>0</v>")),
            calculation: "<calcPr fullCalcOnLoad=\"1\"/>",
            ..Shape::default()
        },
        Trouble::NoResult => Shape { cell: Some(("", "<f>4000+119</f><v></v>")), ..Shape::default() },
        _ => return None,
    };
    Some(workbook(&shape, trouble, true))
}

/// The table with a trouble, texts in the cells themselves; formulas that other cells contradict.
pub(crate) fn inline(trouble: Trouble) -> Option<Vec<u8>> {
    let shape = match trouble {
        Trouble::Sound | Trouble::HiddenCopy => Shape::default(),
        Trouble::Struck => Shape {
            cell: Some((
                "t=\"inlineStr\"",
                "<is><r><rPr><strike val=\"1\"/></rPr><t>12</t></r><r><t>4119</t></r></is>",
            )),
            ..Shape::default()
        },
        Trouble::Raised => Shape {
            cell: Some((
                "t=\"inlineStr\"",
                "<is><r><t>4119</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r></is>",
            )),
            ..Shape::default()
        },
        Trouble::StruckWhole => Shape {
            font: "<strike val=\"true\"/>",
            cell: Some(("t=\"inlineStr\"", "<is><t>4119</t></is>")),
            ..Shape::default()
        },
        Trouble::RowOfNoHeight => Shape { row: " ht=\"0.0\"", ..Shape::default() },
        Trouble::Divided => Shape { code: "0!.0,", cell: Some(("", "<v>77302800</v>")), ..Shape::default() },
        // 550 stands three rows above.
        Trouble::NotCalculated => Shape { cell: Some(("", "<f>$B$8+B8</f><v>0</v>")), ..Shape::default() },
        Trouble::NoResult => Shape { cell: Some(("", "<f>B8*2</f>")), ..Shape::default() },
        _ => return None,
    };
    Some(workbook(&shape, trouble, false))
}

#[expect(clippy::too_many_lines, reason = "a package part by part")]
fn workbook(shape: &Shape, trouble: Trouble, are_shared: bool) -> Vec<u8> {
    let (mut strings, mut count, mut rows, mut merges) = (String::new(), 0, String::new(), String::new());
    let at = if trouble.cell() == "2.8.1.a" { MONEY } else { FIGURE };
    for (row, cells) in ROWS.iter().enumerate() {
        let look = if row == ROW { shape.row } else { "" };
        write!(rows, "<row r=\"{}\"{look}>", row + 1).expect("a string");
        let mut column = 0_u8;
        for (index, (text, span)) in cells.iter().enumerate() {
            let span = u8::try_from(*span).expect("few columns");
            let place = format!("{}{}", char::from(b'A' + column), row + 1);
            if span > 1 {
                let last = char::from(b'A' + column + span - 1);
                write!(merges, "<mergeCell ref=\"{place}:{last}{}\"/>", row + 1).expect("a string");
            }
            column += span;
            let inside = format!("<t>{text}</t>");
            let (kind, inside) = match shape.cell.filter(|_| (row, index) == at) {
                Some((kind, inside)) => (format!("{kind}{STYLE}"), inside.to_owned()),
                None if text.parse::<f64>().is_ok() => (String::new(), format!("<v>{text}</v>")),
                None if are_shared => ("t=\"s\"".to_owned(), inside),
                None => ("t=\"inlineStr\"".to_owned(), format!("<is>{inside}</is>")),
            };
            let inside = if kind.starts_with("t=\"s\"") {
                write!(strings, "<si>{inside}</si>").expect("a string");
                count += 1;
                format!("<v>{}</v>", count - 1)
            } else {
                inside
            };
            write!(rows, "<c r=\"{place}\" {kind}>{inside}</c>").expect("a string");
        }
        rows.push_str("</row>");
    }
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>");
    let styles = format!(
        "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"{}\"/></numFmts><fonts><font/><font>{}</font></fonts>\
         <cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId=\"0\" fontId=\"0\"/><xf numFmtId=\"{}\" fontId=\"1\"/>\
         </cellXfs></styleSheet>",
        shape.code,
        shape.font,
        if shape.code.is_empty() { 0 } else { 164 },
    );
    let (mut copy, mut hidden) = (sheet.clone(), String::new());
    if trouble == Trouble::HiddenCopy {
        let state = if are_shared { "hidden" } else { "veryHidden" };
        write!(hidden, "<sheet name=\"副本\" state=\"{state}\" r:id=\"r4\"/>").expect("a string");
        for (figure, other) in COPIED {
            copy = copy.replace(&format!("<v>{figure}</v>"), &format!("<v>{other}</v>"));
        }
    }
    let main = format!(
        "<workbook xmlns:r=\"r\"><sheets>{hidden}<sheet name=\"Sheet1\" r:id=\"r1\"/></sheets>{}</workbook>",
        shape.calculation
    );
    let strings = format!("<sst>{strings}</sst>");
    // The names of the parts and the addresses by which they refer to one another.
    let names = if trouble == Trouble::OtherParts {
        ["xl/book.xml", "/./xl/book.xml", "../xl/./a b/one.xml", "xl/a b/one.xml", "..\\looks.xml", "looks.xml"]
    } else {
        [
            "xl/workbook.xml",
            "xl/workbook.xml",
            "worksheets/sheet1.xml",
            "xl/worksheets/sheet1.xml",
            "styles.xml",
            "xl/styles.xml",
        ]
    };
    let list = names[0].replace("xl/", "xl/_rels/") + ".rels";
    let reference = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"x/{kind}\" Target=\"{target}\"/>")
    };
    let root = format!("<Relationships>{}</Relationships>", reference("r1", "officeDocument", names[1]));
    let own = format!(
        "<Relationships>{}{}{}{}</Relationships>",
        reference("r4", "worksheet", "/xl/worksheets/copy.xml"),
        reference("r1", "worksheet", &names[2].replace(' ', "%20")),
        reference("r2", "styles", names[4]),
        reference("r3", "sharedStrings", "/xl/sharedStrings.xml"),
    );
    let parts = [
        ("_rels/.rels", &root),
        (names[0], &main),
        (&list, &own),
        ("xl/worksheets/copy.xml", &copy),
        (names[3], &sheet),
        (names[5], &styles),
        ("xl/sharedStrings.xml", &strings),
    ];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(text.as_bytes()).expect("its text");
    }
    archive.finish().expect("an archive").into_inner()
}
