//! Pages as files: workbook, CSV, web page, Word document, drawn text; and the grid itself.

use std::fmt::Write as _;
use std::io::Write as _;

use super::page::{Box, Page, What};

/// The kinds of files that the corpus is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Format {
    Xlsx,
    Csv,
    Html,
    Docx,
    Drawn,
    Flattened,
    Lines,
}

pub(crate) const FORMATS: [Format; 6] =
    [Format::Xlsx, Format::Csv, Format::Html, Format::Docx, Format::Drawn, Format::Flattened];

/// The bytes of a file with some pages; CSV and drawn text hold them one below the other.
pub(crate) fn bytes(format: Format, pages: &[Page]) -> Vec<u8> {
    match format {
        Format::Xlsx => xlsx(pages),
        Format::Csv => csv(pages),
        Format::Html => html(pages).into_bytes(),
        Format::Docx => docx(pages),
        Format::Drawn => drawn(pages).into_bytes(),
        Format::Flattened => flattened(pages, "\n|\n").into_bytes(),
        Format::Lines => flattened(pages, "\n").into_bytes(),
    }
}

/// The box that covers a place, and whether it begins there.
fn at(page: &Page, row: u32, column: u32) -> Option<(&Box, bool)> {
    let covers =
        |it: &&Box| it.row <= row && row < it.row + it.rows && it.column <= column && column < it.column + it.columns;
    page.boxes.iter().find(covers).map(|it| (it, it.row == row && it.column == column))
}

fn xlsx(pages: &[Page]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let format = rust_xlsxwriter::Format::new();
    for (number, page) in pages.iter().enumerate() {
        let page = page.clone().with_texts_inside();
        let sheet = book.add_worksheet();
        let name = if page.name.is_empty() { format!("Sheet{}", number + 1) } else { page.name.clone() };
        sheet.set_name(name).expect("a sheet name");
        for it in &page.boxes {
            let column = u16::try_from(it.column).expect("a small table");
            let last = u16::try_from(it.column + it.columns - 1).expect("a small table");
            if it.rows > 1 || it.columns > 1 {
                sheet.merge_range(it.row, column, it.row + it.rows - 1, last, &it.text, &format).expect("a merge");
            } else if let (What::Figure(_), Ok(number)) = (it.what, it.text.parse::<i32>()) {
                sheet.write_number(it.row, column, number).expect("a number");
            } else if !it.text.is_empty() {
                sheet.write_string(it.row, column, &it.text).expect("a text");
            }
        }
        for row in &page.hidden_rows {
            sheet.set_row_hidden(*row).expect("a row");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn csv(pages: &[Page]) -> Vec<u8> {
    // A spreadsheet program saves all rows with as many fields.
    let width = pages.iter().map(Page::width).max().unwrap_or(0).max(2);
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for page in pages {
        let page = page.clone().with_texts_inside();
        for row in 0..page.height() {
            let field = |column| at(&page, row, column).filter(|(_, begins)| *begins).map_or("", |(it, _)| &it.text);
            writer.write_record((0..width).map(field)).expect("a record");
        }
        writer.write_record((0..width).map(|_| "")).expect("a record");
    }
    writer.into_inner().expect("the bytes")
}

fn html(pages: &[Page]) -> String {
    let mut html =
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>首页</title><script>var a = 1 < 2;</script></head>\
        <body><ul><li>首页</li><li>政府信息公开</li></ul><table><tr><td>"
            .to_owned();
    for page in pages {
        for text in &page.texts {
            write!(html, "<p>{text}</p>").expect("a string");
        }
        html.push_str("<table border=1>");
        for row in 0..page.height() {
            html.push_str("<tr>");
            for column in 0..page.width() {
                match at(page, row, column) {
                    Some((it, true)) => write!(
                        html,
                        "<td rowspan={} colspan={}><p>{}</p></td>",
                        it.rows,
                        it.columns,
                        it.text.replace('<', "&lt;").replace('\n', "<br>")
                    )
                    .expect("a string"),
                    Some((_, false)) => {}
                    None => html.push_str("<td>&nbsp;</td>"),
                }
            }
            html.push_str("</tr>");
        }
        html.push_str("</table>");
        for text in &page.foot {
            write!(html, "<p>{text}</p>").expect("a string");
        }
    }
    html.push_str("</td></tr></table><div>主办单位</div></body></html>");
    html
}

fn docx(pages: &[Page]) -> Vec<u8> {
    let mut body = String::new();
    let paragraph = |text: &str| {
        let runs: Vec<String> = text
            .split('\n')
            .map(|line| {
                format!(
                    "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>",
                    line.replace('&', "&amp;").replace('<', "&lt;")
                )
            })
            .collect();
        format!("<w:p>{}</w:p>", runs.join("<w:r><w:br/></w:r>"))
    };
    for page in pages {
        page.texts.iter().for_each(|text| body.push_str(&paragraph(text)));
        // A table without a grid has its cells wherever a program puts them.
        body.push_str("<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid>");
        (0..page.width()).for_each(|_| body.push_str("<w:gridCol w:w=\"900\"/>"));
        body.push_str("</w:tblGrid>");
        for row in 0..page.height() {
            body.push_str("<w:tr>");
            let mut column = 0;
            while column < page.width() {
                let (span, merge, text) = match at(page, row, column) {
                    Some((it, true)) => {
                        (it.columns, if it.rows > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" }, it.text.as_str())
                    }
                    Some((it, false)) => (it.columns, "<w:vMerge/>", ""),
                    None => (1, "", ""),
                };
                write!(
                    body,
                    "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{span}\"/>{merge}</w:tcPr>{}</w:tc>",
                    span * 900,
                    paragraph(text)
                )
                .expect("a string");
                column += span;
            }
            body.push_str("</w:tr>");
        }
        body.push_str("</w:tbl>");
        page.foot.iter().for_each(|text| body.push_str(&paragraph(text)));
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let types = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    let relations = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in
        [("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", document.as_str())]
    {
        archive.start_file(name, options).expect("a part");
        archive.write_all(text.as_bytes()).expect("a part");
    }
    archive.finish().expect("an archive").into_inner()
}

/// Rows of cells between `|`; what is merged stands in its first place.
fn drawn(pages: &[Page]) -> String {
    let mut text = String::new();
    for page in pages {
        for line in &page.texts {
            writeln!(text, "{line}").expect("a string");
        }
        text.push('\n');
        for row in 0..page.height() {
            let field = |column| at(page, row, column).filter(|(_, begins)| *begins).map_or("", |(it, _)| &it.text);
            let fields: Vec<String> = (0..page.width()).map(|column| field(column).replace('\n', "<br>")).collect();
            writeln!(text, "| {} |", fields.join(" | ")).expect("a string");
        }
        text.push('\n');
        for line in &page.foot {
            writeln!(text, "{line}").expect("a string");
        }
    }
    text
}

/// Every cell on a line of its own with a mark behind it; spans are lost.
fn flattened(pages: &[Page], mark: &str) -> String {
    let mut text = String::new();
    for page in pages {
        for line in &page.texts {
            writeln!(text, "{line}").expect("a string");
        }
        let mut boxes: Vec<&Box> = page.boxes.iter().collect();
        boxes.sort_by_key(|it| (it.row, it.column));
        for it in boxes {
            write!(text, "{}{mark}", it.text).expect("a string");
        }
        for line in &page.foot {
            writeln!(text, "{line}").expect("a string");
        }
    }
    text
}
