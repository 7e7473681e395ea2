//! What a person sees is what is read: one small table with every trouble that a cell can have, in every format that can
//! hold it.
//!
//! [`Trouble`] is the list of troubles, [`FORMATS`] that of the formats; a format gives the bytes of the table with a
//! trouble, or nothing when it cannot hold it. The figure under trouble is 4119 (行政处罚), 7730.28 万元 for those of
//! money, and the row of 195 (行政强制) for those of a row. `docs/IMPORT.md` has the table of what was tried.

mod csv;
mod doc;
mod docx;
mod html;
mod locked;
mod mht;
mod ods;
mod samples;
mod spreadsheet_xml;
mod xls;
mod xlsb;
mod xlsx;

use std::collections::BTreeMap;

use tianbao::filing::Value;
use tianbao::form::Catalogue;
use tianbao::import::limits::Limits;
use tianbao::import::plan::State;
use tianbao::import::readers::{Source, read};
use tianbao::import::{Lexicon, Plan, Wanted, Wishes, understand};

/// The table: rows of cells, each with the columns that it spans.
pub(crate) const ROWS: &[&[(&str, u32)]] = &[
    &[("江苏省淮安市洪泽区人民政府2023年度政府信息公开情况统计表", 4)],
    &[("第二十条第（一）项", 4)],
    &[("信息内容", 1), ("本年制发件数", 1), ("本年废止件数", 1), ("现行有效件数", 1)],
    &[("规章", 1), ("0", 1), ("0", 1), ("0", 1)],
    &[("行政规范性文件", 1), ("0", 1), ("5", 1), ("5", 1)],
    &[("第二十条第（五）项", 4)],
    &[("信息内容", 1), ("本年处理决定数量", 3)],
    &[("行政许可", 1), ("550", 3)],
    &[("第二十条第（六）项", 4)],
    &[("信息内容", 1), ("本年处理决定数量", 3)],
    &[("行政处罚", 1), ("4119", 3)],
    &[("行政强制", 1), ("195", 3)],
    &[("第二十条第（八）项", 4)],
    &[("信息内容", 1), ("本年收费金额（单位：万元）", 3)],
    &[("行政事业性收费", 1), ("7730.28", 3)],
];

/// The row and the column of the figure 4119 in [`ROWS`].
pub(crate) const FIGURE: (usize, usize) = (10, 1);

/// The row of the figure 195.
pub(crate) const ROW: usize = 11;

/// The row and the column of the amount 7730.28 万元.
pub(crate) const MONEY: (usize, usize) = (14, 1);

/// The values of the table, by cell.
const VALUES: &[(&str, &str)] = &[
    ("2.1.1.a", "0"),
    ("2.1.1.b", "0"),
    ("2.1.1.c", "0"),
    ("2.1.2.a", "0"),
    ("2.1.2.b", "5"),
    ("2.1.2.c", "5"),
    ("2.5.1.a", "550"),
    ("2.6.1.a", "4119"),
    ("2.6.2.a", "195"),
    ("2.8.1.a", "7730.28"),
];

/// The figures of which a hidden copy has others: as they stand in the table, and as they stand in the copy.
pub(crate) const COPIED: &[(&str, &str)] = &[("550", "559"), ("4119", "4128"), ("195", "204"), ("7730.28", "7739.28")];

/// The bytes of a sheet with the figures of a hidden copy, stored as doubles.
fn copied(sheet: &[u8]) -> Vec<u8> {
    let double = |figure: &str| figure.parse::<f64>().expect("a number").to_le_bytes();
    let mut copy = sheet.to_vec();
    for (figure, other) in COPIED {
        let starts = 0..copy.len().saturating_sub(7);
        let places: Vec<usize> = starts.filter(|at| copy[*at..at + 8] == double(figure)).collect();
        assert_eq!(places.len(), 1, "{figure} in the sheet");
        copy[places[0]..places[0] + 8].copy_from_slice(&double(other));
    }
    copy
}

/// What can be wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trouble {
    /// Nothing: the table as it is.
    Sound,
    /// `12` struck out before 4119.
    Struck,
    /// `12` struck out with two lines.
    StruckTwice,
    /// `12` struck out by a named style.
    StruckByStyle,
    /// The cell is struck out as a whole, by the format of its text or of the cell.
    StruckWhole,
    /// `12` deleted before 4119, in tracked changes.
    Deleted,
    /// `12` moved from before 4119 to elsewhere, in tracked changes.
    MovedAway,
    /// `12` hidden before 4119.
    Hidden,
    /// `12` hidden by a named style or a class.
    HiddenByStyle,
    /// The row of 195 is hidden.
    HiddenRow,
    /// The row of 195 has the height 0.
    RowOfNoHeight,
    /// A hidden copy of the whole table, with other figures (each 9 larger), before it.
    HiddenCopy,
    /// A raised `1` behind 4119.
    Raised,
    /// A lowered `1` behind 4119.
    Lowered,
    /// A real footnote behind 4119.
    Footnote,
    /// A field with its prompt in place of 4119.
    Prompt,
    /// The amount is stored in 元 and shown in 万元 by its format (7730.3 万元).
    Divided,
    /// The amount is stored in 元 and its format prints 元 behind it.
    YuanBehind,
    /// The amount is stored in 万元 and its format prints 万元 behind it, all digits shown.
    WanBehind,
    /// 4119 stored with a format of percentages.
    Percent,
    /// 4119 stored with a format of dates.
    Date,
    /// 4119 is a formula with the result 0 that nobody calculated, in a file that asks for calculation.
    NotCalculated,
    /// 4119 is a formula whose stored result is missing or empty.
    NoResult,
    /// The parts of the package have other names, and their addresses hold `..` and `.`.
    OtherParts,
    /// The table is embedded as a web page.
    Embedded,
    /// A tracked change of a merge: the old span of the cells of a row is not the one that counts.
    OldMerge,
}

/// All troubles.
pub(crate) const TROUBLES: &[Trouble] = &[
    Trouble::Sound,
    Trouble::Struck,
    Trouble::StruckTwice,
    Trouble::StruckByStyle,
    Trouble::StruckWhole,
    Trouble::Deleted,
    Trouble::MovedAway,
    Trouble::Hidden,
    Trouble::HiddenByStyle,
    Trouble::HiddenRow,
    Trouble::RowOfNoHeight,
    Trouble::HiddenCopy,
    Trouble::Raised,
    Trouble::Lowered,
    Trouble::Footnote,
    Trouble::Prompt,
    Trouble::Divided,
    Trouble::YuanBehind,
    Trouble::WanBehind,
    Trouble::Percent,
    Trouble::Date,
    Trouble::NotCalculated,
    Trouble::NoResult,
    Trouble::OtherParts,
    Trouble::Embedded,
    Trouble::OldMerge,
];

/// What has to come out for the cell under trouble; everything else has to be right and sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// The value, whether sure or doubtful.
    Right,
    /// The value, doubtful, and told in a note of the kind `left_out`.
    RightAndTold,
    /// The value, doubtful.
    Doubtful,
    /// Blank, doubtful or missing, and said.
    Blank,
    /// 195 doubtful, or its row left out.
    Row,
}

impl Trouble {
    fn outcome(self) -> Outcome {
        match self {
            Self::Struck
            | Self::StruckTwice
            | Self::StruckByStyle
            | Self::Deleted
            | Self::MovedAway
            | Self::Hidden
            | Self::HiddenByStyle
            | Self::Raised
            | Self::Lowered => Outcome::RightAndTold,
            Self::StruckWhole | Self::Divided => Outcome::Doubtful,
            Self::Prompt | Self::Percent | Self::Date | Self::NotCalculated | Self::NoResult => Outcome::Blank,
            Self::HiddenRow | Self::RowOfNoHeight => Outcome::Row,
            Self::Sound
            | Self::HiddenCopy
            | Self::Footnote
            | Self::YuanBehind
            | Self::WanBehind
            | Self::OtherParts
            | Self::Embedded
            | Self::OldMerge => Outcome::Right,
        }
    }

    fn cell(self) -> &'static str {
        match self {
            Self::Divided | Self::YuanBehind | Self::WanBehind => "2.8.1.a",
            Self::HiddenRow | Self::RowOfNoHeight => "2.6.2.a",
            _ => "2.6.1.a",
        }
    }
}

/// A format: its name, and the bytes of the table with a trouble; nothing when it cannot hold it.
pub(crate) type Format = (&'static str, fn(Trouble) -> Option<Vec<u8>>);

/// All formats.
pub(crate) const FORMATS: &[Format] = &[
    ("doc", doc::file),
    ("docx", docx::file),
    ("docx, other ways", docx::other),
    ("docx, rare elements", docx::rare),
    ("docx as one file", docx::flat),
    ("XML of Word 2003", docx::old),
    ("html", html::file),
    ("html, other ways", html::other),
    ("html by the styles of the page", html::styled),
    ("html as Word saves it", html::word),
    ("html as Excel saves it", html::excel),
    ("html as LibreOffice saves it", html::libre),
    ("html without its style sheet", html::bare),
    ("html of the clipboard", html::clipboard),
    ("mht", mht::file),
    ("mht of frames", mht::frames),
    ("mht of Internet Explorer", mht::explorer),
    ("xlsx", xlsx::file),
    ("xlsx, texts in the cells", xlsx::inline),
    ("XML spreadsheet 2003", spreadsheet_xml::file),
    ("ods", ods::file),
    ("ods, other ways", ods::other),
    ("ods as one file", ods::flat),
    ("xls", xls::file),
    ("xls, other ways", xls::other),
    ("xlsb", xlsb::file),
];

/// The plan of a file.
fn plan(bytes: &[u8]) -> Result<Plan, String> {
    let lexicon = Lexicon::new(&Catalogue::shipped());
    let source = read(bytes, &Limits::default()).map_err(|error| error.to_string())?;
    let Source::Document(document) = source else { return Err("a filing".to_owned()) };
    let wishes = Wishes::default();
    let understood = understand(&document, &lexicon, &wishes).map_err(|error| error.to_string())?;
    understood.choose(Wanted::This, &wishes).cloned().map_err(|error| error.to_string())
}

/// What is wrong with the plan of a file under a trouble.
pub(crate) fn complaints(bytes: &[u8], trouble: Trouble) -> Vec<String> {
    let plan = match plan(bytes) {
        Ok(plan) => plan,
        Err(error) => return vec![error],
    };
    let placed: BTreeMap<String, _> =
        plan.placements.iter().map(|it| (plan.form.cell(it.cell).id.to_string(), it)).collect();
    let mut complaints = Vec::new();
    for (cell, value) in VALUES {
        let expected = Value::from_exact(value).expect("a number");
        let found = placed.get(*cell);
        let is_right = found.is_some_and(|it| it.value == expected);
        let is_doubtful = found.is_some_and(|it| it.state == State::Doubtful);
        let is_blank = found.is_none_or(|it| it.value.is_blank());
        let of_cell = |kind: &str| {
            plan.notes
                .iter()
                .any(|note| note.kind == kind && note.cell.is_some_and(|it| plan.form.cell(it).id.as_str() == *cell))
        };
        let outcome = if *cell == trouble.cell() { Some(trouble.outcome()) } else { None };
        let is_fine = match outcome {
            None => is_right && (!is_doubtful || matches!(trouble, Trouble::OldMerge)),
            Some(Outcome::Right) => is_right,
            Some(Outcome::RightAndTold) => is_right && is_doubtful && of_cell("left_out"),
            Some(Outcome::Doubtful) => is_right && is_doubtful,
            Some(Outcome::Blank) => is_doubtful || is_blank,
            Some(Outcome::Row) => is_blank || is_doubtful,
        };
        if !is_fine {
            let found = found.map(|it| (it.value.to_string(), it.state, it.reasons.clone()));
            complaints.push(format!("{cell}: {value} expected ({outcome:?}), {found:?}"));
        }
    }
    let strange = placed.iter().filter(|(cell, it)| !it.value.is_blank() && !VALUES.iter().any(|(id, _)| id == cell));
    complaints.extend(strange.map(|(cell, it)| format!("{cell}: {} where nothing stands", it.value)));
    complaints
}

#[test]
fn what_a_person_sees_is_what_is_read() {
    let mut wrong = Vec::new();
    for (name, format) in FORMATS {
        for trouble in TROUBLES {
            let Some(bytes) = format(*trouble) else { continue };
            let found = complaints(&bytes, *trouble);
            wrong.extend(found.into_iter().map(|it| format!("{name} {trouble:?}: {it}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The formats without the ways in which each was drawn, in the order of [`FORMATS`].
fn plain_formats() -> Vec<&'static str> {
    let mut plain: Vec<&str> = Vec::new();
    for (name, _) in FORMATS {
        let name = if name.starts_with("XML") { name } else { name.split([',', ' ']).next().unwrap_or(name) };
        if !plain.contains(&name) {
            plain.push(name);
        }
    }
    plain
}

/// `docs/IMPORT.md` has the table of what is tried in which format, as this test makes it.
///
/// `TIANBAO_UPDATE=1 cargo test table_of_what_is_tried` writes it anew.
#[test]
fn the_table_of_what_is_tried_is_current() {
    const MARKS: [&str; 2] = ["<!-- what is tried -->\n", "<!-- end of what is tried -->"];
    let plain = plain_formats();
    let mut table = format!("| trouble | {} |\n|---|{}\n", plain.join(" | "), "---|".repeat(plain.len()));
    for trouble in TROUBLES {
        let cells = plain.iter().map(|plain| {
            let ways = FORMATS.iter().filter(|(name, _)| {
                *name == *plain || name.starts_with(&format!("{plain}, ")) || name.starts_with(&format!("{plain} "))
            });
            let tried = ways.filter(|(_, format)| format(*trouble).is_some()).count();
            if tried == 0 { "–".to_owned() } else { tried.to_string() }
        });
        let name: String = format!("{trouble:?}")
            .chars()
            .flat_map(|c| if c.is_uppercase() { vec![' ', c.to_ascii_lowercase()] } else { vec![c] })
            .collect();
        let row = format!("| {} | {} |\n", name.trim(), cells.collect::<Vec<_>>().join(" | "));
        table.push_str(&row);
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/IMPORT.md");
    let text = std::fs::read_to_string(&path).expect("the document");
    let (before, rest) = text.split_once(MARKS[0]).expect("the first mark");
    let (old, behind) = rest.split_once(MARKS[1]).expect("the last mark");
    if std::env::var_os("TIANBAO_UPDATE").is_some() {
        std::fs::write(&path, format!("{before}{}{table}{}{behind}", MARKS[0], MARKS[1])).expect("written");
    } else {
        assert_eq!(old, table);
    }
}
