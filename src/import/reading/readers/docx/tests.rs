//! Documents of Word as a whole: what stands where, and files inside files.

use std::io::{Cursor, Write as _};

use super::read;
use crate::import::reading::error::{Foreign, ReadError};
use crate::import::reading::grid::{Block, Document, GridCell, LeftOut, Unread};
use crate::import::reading::limits::Limits;

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("a package").into_inner()
}

/// A document with a body, and parts to which it refers as `r0`, `r1` and so on.
fn document(body: &str, further: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let text = format!("<w:document><w:body>{body}</w:body></w:document>");
    let relation = |(number, (kind, name, _)): (usize, &(&str, &str, &[u8]))| {
        format!("<Relationship Id='r{number}' Type='x/{kind}' Target='{name}'/>")
    };
    let relations: String = further.iter().enumerate().map(relation).collect();
    let relations = format!("<Relationships>{relations}</Relationships>");
    let names: Vec<String> = further.iter().map(|(_, name, _)| format!("word/{name}")).collect();
    let mut parts: Vec<(&str, &[u8])> =
        vec![("word/document.xml", text.as_bytes()), ("word/_rels/document.xml.rels", relations.as_bytes())];
    parts.extend(names.iter().zip(further).map(|(name, (.., bytes))| (name.as_str(), *bytes)));
    package(&parts)
}

fn read_body(body: &str) -> Document {
    read(&document(body, &[]), &Limits::default()).expect("a document")
}

fn cells(document: &Document) -> Vec<&GridCell> {
    document.grids().flat_map(|grid| &grid.cells).collect()
}

fn texts(document: &Document) -> Vec<&str> {
    cells(document).into_iter().map(|cell| cell.text.as_str()).collect()
}

fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
}

fn row(properties: &str, cells: &[String]) -> String {
    format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.concat())
}

fn table(rows: &[String]) -> String {
    format!("<w:tbl>{}</w:tbl>", rows.concat())
}

#[test]
fn cells_are_merged_down_and_to_the_right() {
    let rows = [
        row(
            "",
            &[
                cell("<w:hMerge w:val='restart'/>", "甲"),
                cell("<w:hMerge/>", ""),
                cell("<w:vMerge w:val='restart'/>", "乙"),
            ],
        ),
        row("", &[cell("", "1"), cell("", "2"), cell("<w:vMerge/>", "")]),
        row("", &[cell("<w:gridSpan w:val='2'/>", "3"), cell("", "4")]),
    ];
    let document = read_body(&table(&rows));
    let found: Vec<(&str, u32, u32, u32, u32)> = cells(&document)
        .into_iter()
        .map(|it| (it.text.as_str(), it.row, it.column, it.row_span, it.column_span))
        .collect();
    assert_eq!(
        found,
        [
            ("甲", 0, 0, 1, 2),
            ("乙", 0, 2, 2, 1),
            ("1", 1, 0, 1, 1),
            ("2", 1, 1, 1, 1),
            ("3", 2, 0, 1, 2),
            ("4", 2, 2, 1, 1)
        ]
    );
}

#[test]
fn deleted_rows_and_cells_are_gone_and_hidden_rows_are_known() {
    let rows = [
        row("<w:ins/>", &[cell("", "甲"), cell("<w:cellDel/>", "9"), cell("", "1")]),
        row("<w:hidden/><w:del/>", &[cell("", "乙"), cell("", "2")]),
        row("<w:hidden/>", &[cell("", "丙"), cell("", "3")]),
        row("<w:hidden w:val='0'/><w:trHeight w:val='0'/>", &[cell("", "丁"), cell("", "4")]),
    ];
    let document = read_body(&table(&rows));
    assert_eq!(texts(&document), ["甲", "1", "丙", "3", "丁", "4"]);
    assert_eq!(document.grids().map(|grid| grid.hidden_rows.clone()).collect::<Vec<_>>(), [vec![1]]);
}

#[test]
fn what_a_list_of_a_form_shows_is_text() {
    let entries: String = ["0", "12", "21"].map(|it| format!("<w:listEntry w:val='{it}'/>")).concat();
    let field = format!(
        "<w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='2'/>{entries}</w:ddList></w:ffData></w:fldChar>"
    );
    let chosen = format!(
        "<w:tc><w:p><w:r>{field}<w:instrText>FORMDROPDOWN</w:instrText><w:fldChar w:fldCharType='end'/></w:r></w:p></w:tc>"
    );
    let document = read_body(&table(&[row("", &[cell("", "甲"), chosen])]));
    assert_eq!(texts(&document), ["甲", "21"]);
}

#[test]
fn a_figure_in_a_circle_is_told() {
    let circle = "<w:fldChar w:fldCharType='begin'/><w:instrText xml:space='preserve'> eq \\o\\ac(○,1)</w:instrText><w:fldChar w:fldCharType='end'/>";
    let figure = format!("<w:tc><w:p><w:r><w:t>21</w:t></w:r><w:r>{circle}</w:r></w:p></w:tc>");
    let document = read_body(&table(&[row("", &[cell("", "甲"), figure])]));
    let circle = LeftOut { at: 2, text: "eq \\o\\ac(○,1)".to_owned(), why: Unread::Raised };
    assert_eq!(
        cells(&document).last().map(|it| (it.text.as_str(), it.left_out.as_slice())),
        Some(("21", &[circle][..]))
    );
}

#[test]
fn chunks_stand_in_their_place_and_one_that_cannot_be_read_is_told() {
    let page = "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>".as_bytes();
    let inner = document("<w:altChunk r:id='r0'/><w:p><w:r><w:t>内</w:t></w:r></w:p>", &[("aFChunk", "x.htm", page)]);
    let body = "<w:p><w:r><w:t>前</w:t></w:r></w:p><w:altChunk r:id='r0'/><w:altChunk r:id='r1'/><w:altChunk r:id='r2'/>\
                <w:altChunk r:id='r3'/><w:altChunk r:id='none'/><w:p><w:r><w:t>后</w:t></w:r></w:p>";
    let further: [(&str, &str, &[u8]); 4] = [
        ("aFChunk", "a.htm", page),
        ("aFChunk", "b.txt", "填报单位：甲局".as_bytes()),
        ("aFChunk", "c.rtf", b"{\\rtf1 x}"),
        ("aFChunk", "d.docx", &inner),
    ];
    let document = read(&document(body, &further), &Limits::default()).expect("a document");
    let words: Vec<&str> =
        document.blocks.iter().map(|it| if let Block::Paragraph(text) = it { text } else { "表" }).collect();
    assert_eq!(words, ["前", "表", "填报单位：甲局", "内", "后"]);
    assert_eq!(texts(&document), ["甲", "1", "乙", "2"]);
    assert_eq!(document.notes.len(), 3, "{:?}", document.notes);
    assert!(document.notes.iter().any(|note| note.contains("RTF")), "{:?}", document.notes);
}

/// A workbook with a sheet before the one with which it opens.
fn workbook() -> Vec<u8> {
    let sheet = |text: &str, value: u32| {
        format!(
            "<worksheet><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>{text}</t></is></c><c r='B1'><v>{value}</v></c></row></sheetData></worksheet>"
        )
    };
    let (first, second) = (sheet("旧", 9), sheet("甲", 21));
    let book = "<workbook xmlns:r='r'><bookViews><workbookView activeTab='1'/></bookViews><sheets><sheet name='旧' sheetId='1' r:id='r1'/><sheet name='新' sheetId='2' r:id='r2'/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='x/worksheet' Target='worksheets/sheet2.xml'/></Relationships>";
    let root =
        "<Relationships><Relationship Id='r1' Type='x/officeDocument' Target='xl/workbook.xml'/></Relationships>";
    package(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", first.as_bytes()),
        ("xl/worksheets/sheet2.xml", second.as_bytes()),
    ])
}

#[test]
fn a_worksheet_is_read_where_there_is_nothing_else() {
    let object = "<w:p><w:r><w:t>统计表</w:t></w:r></w:p><w:p><w:r><w:object><o:OLEObject ProgID='Excel.Sheet.12' r:id='r0'/></w:object></w:r></w:p>";
    let book = workbook();
    let further = [("package", "embeddings/a.xlsx", book.as_slice())];
    let found = read(&document(object, &further), &Limits::default()).expect("a document");
    assert_eq!(texts(&found), ["甲", "21"]);
    assert_eq!(found.notes.len(), 1);
    let own = table(&[row("", &[cell("", "甲"), cell("", "5")]), row("", &[cell("", "乙"), cell("", "6")])]);
    let found = read(&document(&format!("{object}{own}"), &further), &Limits::default()).expect("a document");
    assert_eq!(texts(&found), ["甲", "5", "乙", "6"]);
    assert_eq!(found.notes.len(), 1);
    let old = [("oleObject", "embeddings/a.bin", &b"\xd0\xcf\x11\xe0"[..])];
    let refused = read(&document(object, &old), &Limits::default());
    assert_eq!(refused, Err(ReadError::Unsupported(Foreign::EmbeddedSheet)));
}

#[test]
fn styles_that_cannot_be_read_are_told() {
    let body = table(&[row("", &[cell("", "甲"), cell("", "5")])]);
    let found = read(&document(&body, &[("styles", "styles.xml", b"<w:styles><w:style")]), &Limits::default());
    let found = found.expect("a document");
    assert_eq!((texts(&found), found.notes.len()), (vec!["甲", "5"], 1));
}
