//! The readers: every format by its content, spans, what is hidden, what a value is; and the refusals in words.

use std::io::{Cursor, Write as _};

use calamine::Reader as _;
use rust_xlsxwriter::{Format, Formula, Workbook};
use tianbao::import::ReadError;
use tianbao::import::error::Foreign;
use tianbao::import::grid::{Block, Document, FileKind, Grid, Nature};
use tianbao::import::limits::Limits;
use tianbao::import::readers::{EMBEDDED_SHEET, Source, clipboard, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{data, engine, sample};

/// A saved page with a layout table, a menu, a script and the form.
pub(crate) const PAGE: &str = r#"<html><head><meta charset="gb2312"><title>年报</title><script>var a = "<table><tr><td>1</td></tr></table>";</script>
        <style>td { color: red }</style></head><body><table><tr><td><ul><li>首页<li>公开</ul></td><td>
        <h1>统计表</h1><table border=1><tr><th rowspan=2>项目<th colspan=2>数</tr><tr><td>甲<td>乙&nbsp;丙</tr>
        <tr style="display: none"><td>藏<td>0<td>0</tr><tr><td>申请<br>数<td>1<td><input value="2"></tr>
        </table><p>联系电话</td></tr></table></body></html>"#;

/// A workbook as one XML file.
pub(crate) const SPREADSHEET_XML: &str = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <Worksheet ss:Name="表"><Table><Row><Cell ss:MergeAcross="1"><Data ss:Type="String">标题</Data></Cell></Row>
        <Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="Number">1.2E3</Data></Cell><Cell ss:Formula="=1"/></Row></Table></Worksheet></Workbook>"#;

/// A zip archive of the parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // Big parts are bombs, of which the packing should not take longer than the reading.
        let level = if bytes.len() > 1 << 20 { 1 } else { 6 };
        let options = SimpleFileOptions::default().compression_level(Some(level));
        writer.start_file(*name, options).expect("a part");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A document of Word with this body.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>"#
    );
    archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())])
}

/// A spreadsheet of OpenDocument with these tables.
pub(crate) fn ods(styles: &str, tables: &str) -> Vec<u8> {
    let content = format!(
        "<o:doc><o:automatic-styles>{styles}</o:automatic-styles><o:spreadsheet>{tables}</o:spreadsheet></o:doc>"
    );
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
    archive(&[("mimetype", mimetype), ("content.xml", content.as_bytes())])
}

/// A small workbook of Excel with this sheet.
pub(crate) fn xlsx(sheet: &str) -> Vec<u8> {
    let workbook = r#"<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let relations =
        r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let sheet = format!("<worksheet>{sheet}</worksheet>");
    archive(&[
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// A binary workbook: two shared texts, numbers of all storages, a merged range, a hidden row and a hidden column.
pub(crate) fn xlsb() -> Vec<u8> {
    let byte = |it: u16| u8::try_from(it).expect("small");
    let record = |kind: u16, data: &[u8]| {
        let kind = if kind < 128 {
            vec![u8::try_from(kind).expect("small")]
        } else {
            vec![byte(kind & 0x7f) | 0x80, byte(kind >> 7)]
        };
        [kind.as_slice(), &[u8::try_from(data.len()).expect("short")], data].concat()
    };
    let text = |text: &str| {
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [&(u32::try_from(units.len() / 2).expect("short")).to_le_bytes()[..], &units].concat()
    };
    let words = |words: &[u32]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
    let cell =
        |kind: u16, column: u32, style: u32, data: &[u8]| record(kind, &[&words(&[column, style])[..], data].concat());
    let row = |row: u32, flags: u8| record(0, &[&words(&[row, 0])[..], &[0, 0, 0, flags, 0, 0, 0, 0, 0]].concat());
    let sheet = [
        record(129, &[]),
        record(148, &words(&[0, 3, 0, 4])),
        record(390, &[]),
        record(60, &[&words(&[3, 3, 0, 0])[..], &[1, 0]].concat()),
        record(391, &[]),
        record(145, &[]),
        row(0, 0),
        cell(7, 0, 0, &words(&[1])),
        row(1, 0),
        cell(2, 1, 0, &words(&[12 << 2 | 2])),
        cell(2, 2, 0, &words(&[2510 << 2 | 3])),
        cell(5, 3, 1, &0.125_f64.to_le_bytes()),
        row(2, 0x10),
        cell(6, 0, 0, &text("甲\r\n乙")),
        cell(4, 1, 0, &[1]),
        cell(3, 2, 0, &[0x17]),
        cell(5, 3, 2, &45_292_f64.to_le_bytes()),
        record(146, &[]),
        record(176, &words(&[0, 0, 0, 2])),
        record(130, &[]),
    ];
    let book = [
        record(131, &[]),
        record(143, &[]),
        record(156, &[words(&[0, 1]), text("rId1"), text("表")].concat()),
        record(144, &[]),
        record(132, &[]),
    ];
    let strings = [
        record(159, &words(&[2, 2])),
        record(19, &[&[0][..], &text("空")].concat()),
        record(19, &[&[0][..], &text("统计表")].concat()),
        record(160, &[]),
    ];
    let style = |format: u16| record(47, &[&[0, 0][..], &format.to_le_bytes(), &[0; 12]].concat());
    let styles = [
        record(278, &[]),
        record(617, &words(&[3])),
        style(0),
        style(10),
        style(14),
        record(618, &[]),
        record(279, &[]),
    ];
    let relations = r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.bin"/>
        <Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.bin"/><Relationship Id="rId3" Type="x/styles" Target="styles.bin"/></Relationships>"#;
    archive(&[
        ("xl/workbook.bin", &book.concat()),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/sharedStrings.bin", &strings.concat()),
        ("xl/styles.bin", &styles.concat()),
        ("xl/worksheets/sheet1.bin", &sheet.concat()),
    ])
}

pub(crate) fn document(bytes: &[u8]) -> Document {
    match read(bytes, &Limits::default()) {
        Ok(Source::Document(document)) => document,
        other => panic!("no document: {other:?}"),
    }
}

pub(crate) fn refusal(bytes: &[u8]) -> ReadError {
    read(bytes, &Limits::default()).expect_err("refused")
}

pub(crate) fn grids(document: &Document) -> Vec<&Grid> {
    document.blocks.iter().filter_map(|it| if let Block::Grid(it) = it { Some(it) } else { None }).collect()
}

fn paragraphs(document: &Document) -> Vec<&str> {
    document
        .blocks
        .iter()
        .filter_map(|it| if let Block::Paragraph(it) = it { Some(it.as_str()) } else { None })
        .collect()
}

/// The cells as `row,column[+rows,+columns] text`.
pub(crate) fn cells(grid: &Grid) -> Vec<String> {
    let cell = |it: &tianbao::import::grid::GridCell| {
        let spans = if (it.row_span, it.column_span) == (1, 1) {
            String::new()
        } else {
            format!(" {}x{}", it.row_span, it.column_span)
        };
        format!("{},{}{spans} {}", it.row, it.column, it.text)
    };
    grid.cells.iter().map(cell).collect()
}

pub(crate) fn natures(grid: &Grid) -> Vec<(&str, Nature)> {
    grid.cells.iter().map(|cell| (cell.text.as_str(), cell.nature)).collect()
}

/// A workbook with everything that a reader has to tell apart.
pub(crate) fn full_workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("今年").expect("a name");
    sheet.merge_range(0, 0, 0, 2, "政府信息公开\n情况统计表", &Format::new()).expect("a range");
    sheet.merge_range(1, 0, 3, 0, "", &Format::new()).expect("a range");
    sheet.write(1, 1, 25.1).expect("a cell");
    sheet.write(1, 2, 0.1 + 0.2).expect("a cell");
    sheet.write_with_format(2, 1, 45_292, &Format::new().set_num_format("yyyy\"年\"m\"月\"")).expect("a cell");
    sheet.write_with_format(2, 2, 0.125, &Format::new().set_num_format("0.0%")).expect("a cell");
    sheet.write(3, 1, true).expect("a cell");
    sheet.write_formula(3, 2, Formula::new("SUM(B2:C2)").set_result("25.4")).expect("a cell");
    sheet.write_formula(4, 1, Formula::new("1/0").set_result("#DIV/0!")).expect("a cell");
    sheet.write(6, 1, " 12件 ").expect("a cell");
    sheet.set_row_hidden(4).expect("a row");
    sheet.set_column_hidden(2).expect("a column");
    let hidden = workbook.add_worksheet();
    hidden.set_name("上年").expect("a name").set_hidden(true);
    hidden.write(0, 0, "上年数").expect("a cell");
    workbook.add_worksheet().set_name("空表").expect("a name");
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn a_workbook_tells_what_its_cells_are() {
    let document = document(&full_workbook());
    assert_eq!(document.kind, FileKind::Xlsx);
    let grids = grids(&document);
    let names: Vec<_> = grids.iter().map(|grid| (grid.name.as_str(), grid.is_hidden)).collect();
    assert_eq!(names, [("今年", false), ("上年", true)]);
    let grid = grids[0];
    assert_eq!(cells(grid)[..2], ["0,0 1x3 政府信息公开\n情况统计表", "1,0 3x1 "]);
    let expected = [
        ("25.1", Nature::Number),
        ("0.3", Nature::Number),
        ("2024-01-01", Nature::Date),
        ("12.5%", Nature::Percent),
        ("TRUE", Nature::Logical),
        ("25.4", Nature::Number),
        ("#DIV/0!", Nature::FormulaError),
        (" 12件 ", Nature::Text),
    ];
    assert_eq!(natures(grid)[2..], expected);
    assert_eq!((grid.hidden_rows.as_slice(), grid.hidden_columns.as_slice()), ([4].as_slice(), [2].as_slice()));
    assert_eq!(grid.origin(6, 1), "今年!B7");
}

#[test]
fn a_formula_without_result_is_told() {
    let sheet = r#"<sheetData><row r="1"><c r="A1"><f>SUM(B1:C1)</f></c><c r="B1"><f>B2</f><v></v></c><c t="str"><f>B3</f><v></v></c></row></sheetData>"#;
    let document = document(&xlsx(sheet));
    let expected = [("=SUM(B1:C1)", Nature::FormulaWithoutResult), ("=B2", Nature::FormulaWithoutResult)];
    assert_eq!(natures(grids(&document)[0]), expected);
}

#[test]
fn the_own_workbook_carries_its_exact_copy_apart() {
    let filing = sample("suqian-2024");
    let bytes = tianbao::export::xlsx::workbook(&filing, &engine(&filing)).expect("a workbook");
    let document = document(&bytes);
    let embedded = document.embedded.as_ref().expect("the hidden sheet");
    assert_eq!(embedded[0], ["tianbao", "workbook"]);
    assert_eq!(embedded.iter().filter(|row| row[0] == "cell").count(), 200);
    assert!(grids(&document).iter().all(|grid| grid.name != EMBEDDED_SHEET));
}

#[test]
fn a_binary_workbook_is_read_as_another_library_reads_it() {
    let bytes = xlsb();
    let document = document(&bytes);
    assert_eq!(document.kind, FileKind::Xlsb);
    let grid = grids(&document)[0];
    let expected =
        ["0,0 1x3 统计表", "1,1 12", "1,2 25.1", "1,3 12.5%", "2,0 甲\n乙", "2,1 TRUE", "2,2 #REF!", "2,3 2024-01-01"];
    assert_eq!(cells(grid), expected);
    assert_eq!((grid.hidden_rows.as_slice(), grid.hidden_columns.as_slice()), ([2].as_slice(), [3].as_slice()));
    let mut other: calamine::Xlsb<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("calamine opens it");
    let range = other.worksheet_range("表").expect("the sheet");
    let texts: Vec<_> = range.used_cells().map(|(row, column, data)| format!("{row},{column} {data}")).collect();
    assert_eq!(texts[..3], ["0,0 统计表", "1,1 12", "1,2 25.1"]);
    assert_eq!(texts.len(), 8);
}

#[test]
fn a_word_table_has_spans_boxes_and_controls() {
    let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let tc = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    let restart = r#"<w:vMerge w:val="restart"/>"#;
    let body = [
        p("××区&amp;统计表"),
        "<w:p><w:r><w:t>填报</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>单位</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>".into(),
        "<w:p><w:r><w:drawing><w:txbxContent>".into(),
        p("框中的字"),
        "</w:txbxContent></w:drawing><mc:Fallback><w:txbxContent>".into(),
        p("框中的字"),
        "</w:txbxContent></mc:Fallback></w:r></w:p>".into(),
        "<w:tbl>".into(),
        format!("<w:tr>{}{}</w:tr>", tc(r#"<w:gridSpan w:val="2"/>"#, "项目"), tc("", "数")),
        format!("<w:tr>{}{}<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt></w:tr>", tc(restart, "三"), tc("", "甲"), tc("", "1")),
        format!("<w:tr><w:trPr><w:del/></w:trPr>{}{}{}</w:tr>", tc("<w:vMerge/>", ""), tc("", "删"), tc("", "9")),
        format!("<w:tr>{}{}{}</w:tr>", tc("<w:vMerge/>", ""), tc("", "乙"), tc("", "2")),
        format!(r#"<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{}{}</w:tr>"#, tc("", "丙"), tc("", "3")),
        "</w:tbl>".into(),
        p("联系电话"),
    ];
    let document = document(&docx(&body.concat()));
    assert_eq!(paragraphs(&document), ["××区&统计表", "填报单位", "框中的字", "联系电话"]);
    let expected = ["0,0 1x2 项目", "0,2 数", "1,0 2x1 三", "1,1 甲", "1,2 1", "2,1 乙", "2,2 2", "3,1 丙", "3,2 3"];
    assert_eq!(cells(grids(&document)[0]), expected);
}

#[test]
fn a_page_gives_its_inner_tables_and_no_menus() {
    let (bytes, ..) = encoding_rs::GBK.encode(PAGE);
    let document = document(&bytes);
    assert_eq!(document.kind, FileKind::Html);
    assert_eq!(paragraphs(&document), ["年报", "首页\n公开", "统计表", "联系电话"]);
    let grid = grids(&document)[0];
    let expected = [
        "0,0 2x1 项目",
        "0,1 1x2 数",
        "1,1 甲",
        "1,2 乙 丙",
        "2,0 藏",
        "2,1 0",
        "2,2 0",
        "3,0 申请\n数",
        "3,1 1",
        "3,2 2",
    ];
    assert_eq!(cells(grid), expected);
    assert_eq!(grid.hidden_rows, [2]);
}

#[test]
fn an_open_document_has_spans_repeats_and_hidden_sheets() {
    let style = r#"<s:style s:name="ta2"><s:table-properties t:display="false"/></s:style>"#;
    let table = r#"<t:table t:name="表"><t:table-column t:number-columns-repeated="2"/><t:table-column t:visibility="collapse"/>
        <t:table-row><t:table-cell t:number-columns-spanned="2" t:number-rows-spanned="2" o:value-type="string"><x:p>甲<x:s x:c="2"/>乙</x:p><x:p>丙</x:p></t:table-cell><t:covered-table-cell/><t:table-cell o:value-type="float" o:value="25.100000000000001"><x:p>25</x:p></t:table-cell></t:table-row>
        <t:table-row t:visibility="collapse"><t:covered-table-cell t:number-columns-repeated="2"/><t:table-cell o:value-type="percentage" o:value="0.5"><x:p>50%</x:p></t:table-cell></t:table-row>
        <t:table-row t:number-rows-repeated="2"><t:table-cell t:number-columns-repeated="2" o:value-type="float" o:value="0"><x:p>0</x:p></t:table-cell></t:table-row>
        <t:table-row t:number-rows-repeated="1048570"><t:table-cell t:number-columns-repeated="16384"/></t:table-row></t:table>"#;
    let hidden = r#"<t:table t:name="上年" t:style-name="ta2"><t:table-row><t:table-cell t:formula="of:=SUM([.A1])"/></t:table-row></t:table>"#;
    let document = document(&ods(style, &format!("{table}{hidden}")));
    let grids = grids(&document);
    let expected = ["0,0 2x2 甲  乙\n丙", "0,2 25.1", "1,2 50%", "2,0 0", "2,1 0", "3,0 0", "3,1 0"];
    assert_eq!(cells(grids[0]), expected);
    assert_eq!((grids[0].hidden_rows.as_slice(), grids[0].hidden_columns.as_slice()), ([1].as_slice(), [2].as_slice()));
    assert_eq!(grids[0].cells[2].nature, Nature::Percent);
    assert!(grids[1].is_hidden);
    assert_eq!(natures(grids[1]), [("=SUM([.A1])", Nature::FormulaWithoutResult)]);
}

#[test]
fn a_workbook_as_one_xml_file_is_read() {
    let document = document(SPREADSHEET_XML.as_bytes());
    assert_eq!(document.kind, FileKind::SpreadsheetXml);
    assert_eq!(cells(grids(&document)[0]), ["0,0 1x2 标题", "2,1 1200", "2,2 =1"]);
}

#[test]
fn texts_and_records_are_told_apart() {
    let (gb, ..) = encoding_rs::GB18030.encode("统计指标,单位,统计数\r\n\"收到,申请数\",件,\"1,234\"\r\n");
    let csv = document(&gb);
    assert_eq!(csv.kind, FileKind::Csv);
    assert_eq!(cells(grids(&csv)[0])[3..], ["1,0 收到,申请数", "1,1 件", "1,2 1,234"]);
    let drawn = document("| 指标 | 数 |\n|---|---|\n| 申请 | 12 |\n".as_bytes());
    assert_eq!(drawn.kind, FileKind::Text);
    let running = document("2017年,思茅区认真落实《条例》。\n一、概述\n全年公开7718条。\n".as_bytes());
    assert_eq!((running.kind, running.blocks.len()), (FileKind::Text, 3));
    let filing = std::fs::read(data("simao-2017.tianbao")).expect("a sample");
    assert_eq!(read(&filing, &Limits::default()), Ok(Source::Filing(filing.clone())));
}

#[test]
fn the_clipboard_is_read_as_what_it_holds() {
    let grid = |content: &str| {
        let document = clipboard::read(content, &Limits::default()).expect("a table");
        cells(grids(&document)[0])
    };
    assert_eq!(grid("申请数\t12\r\n\"甲\n乙\"\t\r\n"), ["0,0 申请数", "0,1 12", "1,0 甲\n乙"]);
    assert_eq!(grid("<table><tr><td>甲<td>1<tr><td>乙<td>2</table>"), ["0,0 甲", "0,1 1", "1,0 乙", "1,1 2"]);
    assert_eq!(clipboard::read(" \n", &Limits::default()), Err(ReadError::Empty));
}

#[test]
fn what_cannot_be_read_is_refused_with_what_to_ask_for() {
    let compound = |name: &str| {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(2048, 0);
        bytes[30] = 9;
        bytes[48] = 1;
        for (index, unit) in name.encode_utf16().enumerate() {
            bytes[1024 + index * 2..][..2].copy_from_slice(&unit.to_le_bytes());
        }
        bytes[1024 + 64] = u8::try_from(name.len() * 2 + 2).expect("short");
        bytes
    };
    let cases: [(&[u8], ReadError); 16] = [
        (b"", ReadError::Empty),
        (b" \r\n", ReadError::Empty),
        (b"%PDF-1.7", ReadError::Unsupported(Foreign::Pdf)),
        (b"\x89PNG\r\n\x1a\n", ReadError::Unsupported(Foreign::Picture)),
        (b"Rar!\x1a\x07", ReadError::Unsupported(Foreign::Archive)),
        (&archive(&[("a.txt", b"a")]), ReadError::Unsupported(Foreign::Archive)),
        (&archive(&[("OFD.xml", b"a")]), ReadError::Unsupported(Foreign::Ofd)),
        (b"MZ\x90\0\x03", ReadError::Unsupported(Foreign::Program)),
        (b"BM\x36\0\x03", ReadError::Unsupported(Foreign::Picture)),
        (b"<html><frameset><frame src=a.files/sheet001.htm></frameset>", ReadError::Unsupported(Foreign::Frames)),
        (b"{\"a\": 1}", ReadError::Unsupported(Foreign::Json)),
        (&compound("EncryptedPackage"), ReadError::Encrypted),
        (&compound("PowerPoint Document"), ReadError::Unsupported(Foreign::Slides)),
        (b"PK\x03\x04\x14\0", ReadError::Damaged { kind: FileKind::Xlsx }),
        (b"PK\x03\x04\x14\0\0\0word/document.xml", ReadError::Damaged { kind: FileKind::Docx }),
        (&xlsx("<sheetData/>"), ReadError::Blank { kind: FileKind::Xlsx }),
    ];
    for (bytes, expected) in cases {
        let error = refusal(bytes);
        assert_eq!(error, expected);
        let sentence = error.to_string();
        assert!(sentence.contains('；') && sentence.chars().count() > 12, "{sentence}");
    }
    assert_eq!(refusal(&docx("<w:p>")), ReadError::Damaged { kind: FileKind::Docx });
    assert_eq!(refusal(b"<!DOCTYPE html><p></p>"), ReadError::Blank { kind: FileKind::Html });
}
