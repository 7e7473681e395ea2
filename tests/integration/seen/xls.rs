//! The table as a workbook of Excel 97–2003, put together record by record after [MS-XLS].

use super::{FIGURE, MONEY, ROW, ROWS, Trouble};

/// Bytes of a sector of the compound file.
const SECTOR: usize = 512;

/// The fonts of runs, by the numbers that runs have for them: 4 is no font, so the fifth font has the number 5.
const STRUCK: u16 = 3;
const RAISED: u16 = 5;
const LOWERED: u16 = 6;

/// What stands in the cell under trouble.
enum Inside {
    Text(&'static str, Vec<(u16, u16)>),
    /// The same text in the cell itself.
    Own(&'static str, Vec<(u16, u16)>),
    Number(f64),
    /// The stored result of a formula, and its flags.
    Formula([u8; 8], u16),
}

/// What a trouble makes of the workbook.
#[derive(Default)]
struct Shape {
    inside: Option<Inside>,
    /// The code of the number format of the cell under trouble, and the number of its font.
    code: &'static str,
    font: u16,
    /// The height of the row of 195 and its flags.
    row: (u16, u16),
}

/// The table with a trouble.
pub(crate) fn file(trouble: Trouble) -> Option<Vec<u8>> {
    let text = |text, runs: &[(u16, u16)]| Some(Inside::Text(text, runs.to_vec()));
    let number = |code, value| Shape { code, inside: Some(Inside::Number(value)), ..Shape::default() };
    let shape = match trouble {
        Trouble::Sound | Trouble::HiddenCopy => Shape::default(),
        Trouble::Struck => Shape { inside: text("124119", &[(0, STRUCK), (2, 0)]), ..Shape::default() },
        // The font of the cell is struck out, and that of the second piece is not.
        Trouble::StruckByStyle => Shape { inside: text("124119", &[(2, 0)]), font: STRUCK, ..Shape::default() },
        Trouble::StruckWhole => Shape { inside: Some(Inside::Number(4119.0)), font: STRUCK, ..Shape::default() },
        Trouble::HiddenRow => Shape { row: (255, 0x20), ..Shape::default() },
        Trouble::RowOfNoHeight => Shape { row: (0, 0x40), ..Shape::default() },
        Trouble::Raised => Shape { inside: text("41191", &[(4, RAISED)]), ..Shape::default() },
        Trouble::Lowered => Shape { inside: text("41191", &[(4, LOWERED)]), ..Shape::default() },
        Trouble::Divided => number("0\".\"0,\"万元\"", 77_302_800.0),
        Trouble::YuanBehind => number("#,##0\"元\"", 77_302_800.0),
        Trouble::WanBehind => number("0.00\"万元\"", 7730.28),
        Trouble::Percent => number("0%", 4119.0),
        Trouble::Date => number("yyyy/m/d", 4119.0),
        Trouble::NotCalculated => Shape { inside: Some(Inside::Formula([0; 8], 3)), ..Shape::default() },
        Trouble::NoResult => {
            Shape { inside: Some(Inside::Formula([3, 0, 0, 0, 0, 0, 0xff, 0xff], 0)), ..Shape::default() }
        }
        _ => return None,
    };
    Some(workbook(&shape, trouble))
}

/// The same in other ways: texts in their cells, numbers packed, the row without a flag for its height.
pub(crate) fn other(trouble: Trouble) -> Option<Vec<u8>> {
    let own = |text, runs: &[(u16, u16)]| Some(Inside::Own(text, runs.to_vec()));
    let shape = match trouble {
        Trouble::Struck => Shape { inside: own("124119", &[(0, STRUCK), (2, 0)]), ..Shape::default() },
        Trouble::StruckWhole => Shape { inside: own("4119", &[(0, STRUCK)]), ..Shape::default() },
        Trouble::Raised => Shape { inside: own("41191", &[(4, RAISED)]), ..Shape::default() },
        Trouble::RowOfNoHeight => Shape { row: (0, 0), ..Shape::default() },
        Trouble::Divided => Shape { code: "0!.0,", inside: Some(Inside::Number(77_302_800.0)), ..Shape::default() },
        _ => return None,
    };
    Some(workbook(&shape, trouble))
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("short");
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A text of two bytes a letter, its length before it; rich when there are runs, whose number comes before the letters
/// where texts are shared and behind them in a cell.
fn text(text: &str, runs: &[(u16, u16)], is_shared: bool) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let count = u16::try_from(runs.len()).expect("few");
    let mut bytes = words(&[u16::try_from(units.len()).expect("short")]);
    bytes.push(if is_shared && count > 0 { 9 } else { 1 });
    let before = if is_shared && count > 0 { vec![count] } else { Vec::new() };
    let behind = if is_shared { Vec::new() } else { vec![count] };
    bytes.extend(words(&[before, units, behind].concat()));
    bytes.extend(runs.iter().flat_map(|(at, font)| words(&[*at, *font])));
    bytes
}

fn workbook(shape: &Shape, trouble: Trouble) -> Vec<u8> {
    let at = if trouble.cell() == "2.8.1.a" { MONEY } else { FIGURE };
    let (mut strings, mut count, mut cells, mut merges) = (Vec::new(), 0_u16, Vec::new(), Vec::new());
    for (row, line) in ROWS.iter().enumerate() {
        let has_look = shape.row != (0, 0) || trouble == Trouble::RowOfNoHeight;
        let (height, flags) = if row == ROW && has_look { shape.row } else { (255, 0) };
        let (index, mut column) = (u16::try_from(row).expect("few"), 0);
        cells.extend(record(0x0208, &words(&[index, 0, 4, height, 0, 0, flags, 15])));
        for (cell, (said, span)) in line.iter().enumerate() {
            let is_it = (row, cell) == at;
            let place = words(&[index, column, u16::from(is_it)]);
            let mut shared = |said: &str, runs: &[(u16, u16)]| {
                strings.extend(text(said, runs, true));
                count += 1;
                record(0x00fd, &[place.clone(), words(&[count - 1, 0])].concat())
            };
            let number = |value: f64| record(0x0203, &[&place[..], &value.to_le_bytes()].concat());
            cells.extend(match shape.inside.as_ref().filter(|_| is_it) {
                Some(Inside::Text(said, runs)) => shared(said, runs),
                Some(Inside::Own(said, runs)) => record(0x00d6, &[&place[..], &text(said, runs, false)].concat()),
                Some(Inside::Number(value)) => number(*value),
                Some(Inside::Formula(result, flags)) => {
                    // 4000 + 119.
                    let tokens = [7, 0, 0x1e, 0xa0, 0x0f, 0x1e, 119, 0, 3];
                    record(0x0006, &[&place[..], result, &words(&[*flags, 0, 0]), &tokens].concat())
                }
                None => match said.parse() {
                    Ok(value) => number(value),
                    Err(_) => shared(said, &[]),
                },
            });
            let last = column + u16::try_from(*span).expect("few") - 1;
            if last > column {
                merges.push([index, index, column, last]);
            }
            column = last + 1;
        }
    }
    let font = |flags: u16, moved: u16| record(0x0031, &words(&[200, flags, 0x7fff, 400, moved, 0, 0, 0]));
    let fonts = [font(0, 0), font(0, 0), font(0, 0), font(8, 0), font(0, 1), font(0, 2)].concat();
    let code = record(0x041e, &[words(&[164]), text(shape.code, &[], true)].concat());
    let style = |font: u16, format: u16| record(0x00e0, &words(&[font, format, 1, 0, 0, 0, 0, 0, 0, 0]));
    let format = if shape.code.is_empty() { 0 } else { 164 };
    let styles = [code, style(0, 0), style(shape.font, format)].concat();
    let shared = record(0x00fc, &[words(&[count, 0, count, 0]), strings].concat());
    let begin = |kind: u16| record(0x0809, &words(&[0x0600, kind, 0, 0, 0, 0, 0, 0]));
    let end = record(0x000a, &[]);
    let globals = |sheets: &[(u32, u8, u8)]| {
        let sheet = |(at, state, name): &(u32, u8, u8)| {
            record(0x0085, &[&at.to_le_bytes()[..], &[*state, 0, 1, 0, *name]].concat())
        };
        let sheets: Vec<u8> = sheets.iter().flat_map(sheet).collect();
        [begin(5), record(0x0042, &words(&[1200])), fonts.clone(), styles.clone(), sheets, shared.clone(), end.clone()]
            .concat()
    };
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).expect("short");
    let ranges = [vec![u16::try_from(merges.len()).expect("few")], merges.concat()].concat();
    let sheet = [begin(0x10), cells, record(0x00e5, &words(&ranges)), end.clone()].concat();
    if trouble == Trouble::HiddenCopy {
        let copy = super::copied(&sheet);
        let start = length(&globals(&[(0, 1, b'C'), (0, 0, b'S')]));
        let places = [(start, 1, b'C'), (start + length(&copy), 0, b'S')];
        return compound(&[globals(&places), copy, sheet].concat());
    }
    let start = length(&globals(&[(0, 0, b'S')]));
    compound(&[globals(&[(start, 0, b'S')]), sheet].concat())
}

/// A compound file with the stream of a workbook, in so few sectors that one holds the table of all.
fn compound(stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    // Shorter streams would live in small sectors.
    stream.resize(stream.len().max(4096).next_multiple_of(SECTOR), 0);
    let sectors = stream.len() / SECTOR;
    let mut header = vec![0; SECTOR];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    put(24, &[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6]);
    put(44, &[1]);
    put(48, &[1]);
    put(56, &4096_u32.to_le_bytes());
    put(60, &0xffff_fffe_u32.to_le_bytes());
    put(68, &0xffff_fffe_u32.to_le_bytes());
    put(76, &[0; 4]);
    put(80, &[0xff; SECTOR - 80]);
    let mut table = vec![0xff; SECTOR];
    for sector in 0..sectors + 2 {
        let next = match sector {
            0 => 0xffff_fffd,
            it if it == 1 || it == sectors + 1 => 0xffff_fffe,
            it => u32::try_from(it + 1).expect("few"),
        };
        table[sector * 4..][..4].copy_from_slice(&next.to_le_bytes());
    }
    let mut directory = vec![0; SECTOR];
    for (at, name, kind, child, start, size) in
        [(0, "Root Entry", 5, 1, 0xffff_fffe_u32, 0), (1, "Workbook", 2, u32::MAX, 2, stream.len())]
    {
        let entry = &mut directory[at * 128..][..128];
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..name.len()].copy_from_slice(&name);
        entry[64] = u8::try_from(name.len() + 2).expect("short");
        (entry[66], entry[67]) = (kind, 1);
        entry[68..76].fill(0xff);
        entry[76..80].copy_from_slice(&child.to_le_bytes());
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&u32::try_from(size).expect("small").to_le_bytes());
    }
    [header, table, directory, stream].concat()
}

/// What is encrypted with a password is told as such.
#[test]
fn a_password_is_told() {
    use tianbao::import::limits::Limits;
    use tianbao::import::readers::read;
    let begin = record(0x0809, &words(&[0x0600, 5, 0, 0, 0, 0, 0, 0]));
    let stream = [begin, record(0x002f, &words(&[1, 1, 1])), record(0x0085, &[0xa7; 40])].concat();
    let error = read(&compound(&stream), &Limits::default()).expect_err("encrypted");
    assert!(error.to_string().contains("密码"), "{error}");
}
