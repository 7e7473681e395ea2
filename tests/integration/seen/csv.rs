//! The table in the shapes of csv that programs write: a csv holds no struck or hidden text, but its values have to come
//! out of every shape.

use super::{ROWS, Trouble, complaints};

/// What can be done to the records of the table.
struct Shape {
    name: &'static str,
    delimiter: &'static str,
    end: &'static str,
    /// A field of a record: whether it is a figure, its text.
    field: fn(bool, &str) -> String,
    /// The records put together, as bytes.
    whole: fn(String) -> Vec<u8>,
}

fn plain(_: bool, text: &str) -> String {
    text.to_owned()
}

fn utf8(text: String) -> Vec<u8> {
    text.into_bytes()
}

fn wide(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once('\u{feff}').chain(text.chars()).collect::<String>().encode_utf16().flat_map(bytes).collect()
}

const SOUND: Shape = Shape { name: "sound", delimiter: ",", end: "\r\n", field: plain, whole: utf8 };

const SHAPES: &[Shape] = &[
    SOUND,
    Shape {
        name: "a tab behind figures",
        field: |is, text| if is { format!("{text}\t") } else { text.to_owned() },
        ..SOUND
    },
    Shape {
        name: "a tab before figures",
        field: |is, text| if is { format!("\t{text}") } else { text.to_owned() },
        ..SOUND
    },
    Shape { name: "a tab behind all", field: |_, text| format!("{text}\t"), ..SOUND },
    Shape {
        name: "a quoted tab",
        field: |is, text| if is { format!("\"{text}\t\"") } else { text.to_owned() },
        ..SOUND
    },
    Shape { name: "carriage returns", end: "\r", ..SOUND },
    Shape { name: "line feeds", end: "\n", ..SOUND },
    Shape { name: "doubled ends", end: "\r\r\n", ..SOUND },
    Shape { name: "blank lines", end: "\r\n\r\n", ..SOUND },
    Shape { name: "equals", field: |is, text| if is { format!("=\"{text}\"") } else { text.to_owned() }, ..SOUND },
    Shape {
        name: "equals, quoted",
        field: |is, text| if is { format!("\"=\"\"{text}\"\"\"") } else { text.to_owned() },
        ..SOUND
    },
    Shape {
        name: "equals, curly", field: |is, text| if is { format!("=“{text}”") } else { text.to_owned() }, ..SOUND
    },
    Shape { name: "equals for all", field: |_, text| format!("=\"{text}\""), ..SOUND },
    Shape { name: "apostrophes", field: |is, text| if is { format!("'{text}") } else { text.to_owned() }, ..SOUND },
    Shape { name: "all quoted", field: |_, text| format!("\"{text}\""), ..SOUND },
    Shape { name: "blanks before quotes", field: |_, text| format!(" \"{text}\" "), ..SOUND },
    Shape { name: "thousands", field: |is, text| if is { grouped(text) } else { text.to_owned() }, ..SOUND },
    Shape {
        name: "thousands, equals",
        field: |is, text| if is { format!("={}", grouped(text)) } else { text.to_owned() },
        ..SOUND
    },
    Shape { name: "semicolons", delimiter: ";", ..SOUND },
    Shape { name: "tabs", delimiter: "\t", ..SOUND },
    Shape { name: "bars", delimiter: "|", ..SOUND },
    Shape { name: "carets", delimiter: "^", ..SOUND },
    Shape { name: "sep=;", delimiter: ";", whole: |text| format!("sep=;\r\n{text}").into_bytes(), ..SOUND },
    Shape { name: "sep=|", delimiter: "|", whole: |text| format!("sep=|\r\n{text}").into_bytes(), ..SOUND },
    Shape { name: "sep=\\t", delimiter: "\t", whole: |text| format!("sep=\t\r\n{text}").into_bytes(), ..SOUND },
    Shape { name: "a delimiter at the end", whole: |text| text.replace("\r\n", ",\r\n").into_bytes(), ..SOUND },
    Shape { name: "ragged", whole: |text| ragged(&text), ..SOUND },
    Shape { name: "a mark in front", whole: |text| format!("\u{feff}{text}").into_bytes(), ..SOUND },
    Shape { name: "marks inside", whole: |text| text.replace("\r\n", "\r\n\u{feff}").into_bytes(), ..SOUND },
    Shape { name: "zeros inside", whole: |text| text.replacen(",4119", ",\u{0}4119", 1).into_bytes(), ..SOUND },
    Shape { name: "zeros behind", whole: |text| (text + &"\0".repeat(400)).into_bytes(), ..SOUND },
    Shape {
        name: "mixed ends",
        whole: |text| text.replacen("\r\n", "\n", 5).replacen("\r\n", "\r", 2).into_bytes(),
        ..SOUND
    },
    Shape { name: "unicode text", delimiter: "\t", whole: |text| wide(&text, u16::to_le_bytes), ..SOUND },
    Shape { name: "unicode text, commas", whole: |text| wide(&text, u16::to_be_bytes), ..SOUND },
    Shape { name: "gbk", whole: |text| encoding_rs::GBK.encode(&text).0.into_owned(), ..SOUND },
    Shape { name: "wide figures", field: |is, text| if is { widened(text) } else { text.to_owned() }, ..SOUND },
];

/// 4119 as `"4,119"`.
fn grouped(text: &str) -> String {
    let (whole, places) = text.split_at(text.find('.').unwrap_or(text.len()));
    let digits = whole.len();
    let groups: String = whole
        .chars()
        .enumerate()
        .flat_map(|(at, c)| (at > 0 && (digits - at) % 3 == 0).then_some(',').into_iter().chain([c]))
        .collect();
    format!("\"{groups}{places}\"")
}

fn widened(text: &str) -> String {
    let wide = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(0xff10 + digit)).unwrap_or('．');
    text.chars().map(wide).collect()
}

/// Without the delimiters at the ends of lines.
fn ragged(text: &str) -> Vec<u8> {
    text.split("\r\n").map(|line| line.trim_end_matches(',')).collect::<Vec<_>>().join("\r\n").into_bytes()
}

fn bytes(shape: &Shape) -> Vec<u8> {
    let mut text = String::new();
    for row in ROWS {
        let mut fields: Vec<String> = Vec::new();
        for (cell, span) in *row {
            let is_figure = cell.chars().all(|c| c.is_ascii_digit() || c == '.');
            fields.push((shape.field)(is_figure, cell));
            fields.extend((1..*span).map(|_| String::new()));
        }
        text.push_str(&fields.join(shape.delimiter));
        text.push_str(shape.end);
    }
    (shape.whole)(text)
}

#[test]
fn every_shape_gives_the_same_values() {
    let wrong: Vec<String> = SHAPES
        .iter()
        .flat_map(|shape| {
            complaints(&bytes(shape), Trouble::Sound).into_iter().map(move |it| format!("{}: {it}", shape.name))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
