//! The table as a binary workbook of Excel 2007 and later, put together record by record after [MS-XLSB].

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use super::{FIGURE, MONEY, ROW, ROWS, Trouble};

/// The numbers of the fonts.
const STRUCK: u16 = 1;
const RAISED: u16 = 2;
const LOWERED: u16 = 3;

/// What a trouble makes of the workbook.
#[derive(Default)]
struct Shape {
    /// The kind of the record of the cell under trouble, and its inside.
    cell: Option<(u16, Vec<u8>)>,
    code: &'static str,
    font: u16,
    /// The height of the row of 195 and its flags.
    row: Option<(u16, u8)>,
}

/// The table with a trouble; texts with pieces are shared ones, and the lowered one stands in its cell.
pub(crate) fn file(trouble: Trouble) -> Option<Vec<u8>> {
    let number = |code, value: f64| Shape { code, cell: Some((5, value.to_le_bytes().to_vec())), ..Shape::default() };
    let shared = |said, runs: &[(u16, u16)]| Some((7, rich(said, runs)));
    let shape = match trouble {
        Trouble::Sound | Trouble::OtherParts | Trouble::HiddenCopy => Shape::default(),
        Trouble::Struck => Shape { cell: shared("124119", &[(0, STRUCK), (2, 0)]), ..Shape::default() },
        Trouble::StruckByStyle => Shape { cell: shared("124119", &[(2, 0)]), font: STRUCK, ..Shape::default() },
        Trouble::StruckWhole => Shape { font: STRUCK, ..number("", 4119.0) },
        Trouble::HiddenRow => Shape { row: Some((300, 0x10)), ..Shape::default() },
        Trouble::RowOfNoHeight => Shape { row: Some((0, 0x20)), ..Shape::default() },
        Trouble::Raised => Shape { cell: shared("41191", &[(4, RAISED)]), ..Shape::default() },
        Trouble::Lowered => Shape { cell: Some((62, rich("41191", &[(4, LOWERED)]))), ..Shape::default() },
        Trouble::Divided => number("0\".\"0,\"万元\"", 77_302_800.0),
        Trouble::YuanBehind => number("#,##0\"元\"", 77_302_800.0),
        Trouble::WanBehind => number("0.00\"万元\"", 7730.28),
        Trouble::Percent => number("0%", 4119.0),
        Trouble::Date => number("yyyy/m/d", 4119.0),
        Trouble::NotCalculated => Shape { cell: Some((9, vec![0; 10])), ..Shape::default() },
        Trouble::NoResult => Shape { cell: Some((8, vec![0; 6])), ..Shape::default() },
        _ => return None,
    };
    Some(workbook(&shape, trouble))
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let byte = |it: usize| u8::try_from(it & 0x7f).expect("seven bits");
    let kind = usize::from(kind);
    let mut bytes = if kind < 128 { vec![byte(kind)] } else { vec![byte(kind) | 0x80, byte(kind >> 7)] };
    bytes.extend([byte(data.len()) | 0x80, byte(data.len() >> 7)]);
    bytes.extend(data);
    bytes
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [words(&[u32::try_from(units.len() / 2).expect("short")]), units].concat()
}

/// A text with its flags before it and its runs behind it.
fn rich(said: &str, runs: &[(u16, u16)]) -> Vec<u8> {
    let mut bytes = [vec![u8::from(!runs.is_empty())], text(said)].concat();
    if !runs.is_empty() {
        bytes.extend(words(&[u32::try_from(runs.len()).expect("few")]));
        bytes.extend(runs.iter().flat_map(|(at, font)| [at.to_le_bytes(), font.to_le_bytes()].concat()));
    }
    bytes
}

/// The sheet, and the shared texts.
fn sheet(shape: &Shape, trouble: Trouble) -> (Vec<u8>, Vec<u8>) {
    let at = if trouble.cell() == "2.8.1.a" { MONEY } else { FIGURE };
    let (mut strings, mut count, mut cells, mut merges) = (Vec::new(), 0, Vec::new(), Vec::new());
    for (row, line) in ROWS.iter().enumerate() {
        let (height, flags) = shape.row.filter(|_| row == ROW).unwrap_or((300, 0));
        let (index, mut column) = (u32::try_from(row).expect("few"), 0);
        cells.extend(record(
            0,
            &[words(&[index, 0]), height.to_le_bytes().to_vec(), vec![0, flags, 0, 0, 0, 0, 0]].concat(),
        ));
        for (cell, (said, span)) in line.iter().enumerate() {
            let is_it = (row, cell) == at;
            let (kind, inside) = match (shape.cell.clone().filter(|_| is_it), said.parse::<f64>()) {
                (Some(cell), _) => cell,
                (None, Ok(value)) => (5, value.to_le_bytes().to_vec()),
                (None, Err(_)) => (7, rich(said, &[])),
            };
            let inside = if kind == 7 {
                strings.extend(record(19, &inside));
                count += 1;
                words(&[count - 1])
            } else {
                inside
            };
            cells.extend(record(kind, &[words(&[column, u32::from(is_it)]), inside].concat()));
            if *span > 1 {
                merges.extend(record(176, &words(&[index, index, column, column + span - 1])));
            }
            column += span;
        }
    }
    ([record(145, &[]), cells, record(146, &[]), merges].concat(), strings)
}

fn workbook(shape: &Shape, trouble: Trouble) -> Vec<u8> {
    let (sheet, strings) = sheet(shape, trouble);
    let font = |flags: u8, moved: u8| record(43, &[&[220, 0, flags, 0, 144, 1, moved][..], &[0; 15]].concat());
    let style = |font: u16, format: u16| {
        record(47, &[&[0, 0], &format.to_le_bytes()[..], &font.to_le_bytes(), &[0; 10]].concat())
    };
    let styles = [
        record(44, &[&[164, 0][..], &text(shape.code)].concat()),
        [font(0, 0), font(8, 0), font(0, 1), font(0, 2)].concat(),
        record(617, &words(&[2])),
        style(0, 0),
        style(shape.font, if shape.code.is_empty() { 0 } else { 164 }),
        record(618, &[]),
    ];
    let asks = u8::from(trouble == Trouble::NotCalculated);
    let has_copy = trouble == Trouble::HiddenCopy;
    let copy = if has_copy { super::copied(&sheet) } else { sheet.clone() };
    let hidden = record(156, &[words(&[1, 2]), text("r4"), text("副本")].concat());
    let book = [
        if has_copy { hidden } else { Vec::new() },
        record(156, &[words(&[0, 1]), text("r1"), text("表")].concat()),
        record(157, &[vec![0; 24], vec![asks, 0]].concat()),
    ];
    let reference = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"x/{kind}\" Target=\"{target}\"/>")
    };
    let (main, list, target) = if trouble == Trouble::OtherParts {
        ("xl/book.bin", "xl/_rels/book.bin.rels", "../xl/./worksheets/sheet1.bin")
    } else {
        ("xl/workbook.bin", "xl/_rels/workbook.bin.rels", "worksheets/sheet1.bin")
    };
    let root = format!("<Relationships>{}</Relationships>", reference("r1", "officeDocument", main));
    let own = [
        ("r1", "worksheet", target),
        ("r4", "worksheet", "/xl/worksheets/copy.bin"),
        ("r2", "styles", "styles.bin"),
        ("r3", "sharedStrings", "/xl/strings.bin"),
    ];
    let own: String = own.iter().map(|(id, kind, target)| reference(id, kind, target)).collect();
    let own = format!("<Relationships>{own}</Relationships>");
    let types = "<Types><Override ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/></Types>";
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        (main, &book.concat()),
        (list, own.as_bytes()),
        ("xl/worksheets/copy.bin", &copy),
        ("xl/worksheets/sheet1.bin", &sheet),
        ("xl/styles.bin", &styles.concat()),
        ("xl/strings.bin", &strings),
    ] {
        archive.start_file(name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(bytes).expect("its bytes");
    }
    archive.finish().expect("an archive").into_inner()
}
