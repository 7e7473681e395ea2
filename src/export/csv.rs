//! The data as CSV: one line a cell, in the form's order, readable by people and by other programs.
//!
//! Spreadsheets take a text such as `=1+1` for a formula and would run it. So every text that could be taken for one
//! gets a `'` in front, which is how a spreadsheet itself marks a text; numbers never need it:
//!
//! The first records say form, unit and year, so that the file comes back whole; all records have as many fields:
//!
//! ```text
//! 表式,zfxxgk-2021,,,
//! 填报单位,某市人民政府,,,
//! 报告年度,2023,,,
//! 单元格,项目,栏目,计量单位,数值
//! 2.5.1.b,第二十条第（五）项·行政许可,本年增/减,项,-417
//! 3.1.a,一、本年新收政府信息公开申请数量,自然人,件,'=1+1
//! ```

use std::borrow::Cow;

use crate::aggregate::Aggregate;
use crate::filing::{Filing, Value};
pub use crate::import::exact::original;
use crate::import::exact::{CSV_FACTS, CSV_HEADS};

/// The heads of the table of all units.
pub const LONG_HEADS: [&str; 5] = ["unit", "year", "form", "cell", "value"];

/// UTF-8 is recognised by spreadsheets only behind this mark.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The values of a filing, one line a cell.
///
/// Numbers are exact, a blank is empty, and unread text stands as it was typed, see [`harmless`].
pub fn table(filing: &Filing) -> Vec<u8> {
    let mut bytes = BYTE_ORDER_MARK.to_vec();
    // Lines end as the standard for CSV and Chinese spreadsheets have it.
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    let [form, unit, year] = CSV_FACTS;
    let (name, of_year) =
        (harmless(&filing.unit().name), filing.known_year().map_or_else(String::new, |year| year.to_string()));
    let facts = [(form, filing.form().id.as_str()), (unit, &*name), (year, of_year.as_str())];
    // Writing to memory cannot fail, and all lines have as many fields as the head.
    let written = facts.iter().try_for_each(|(fact, is)| writer.write_record([*fact, *is, "", "", ""]));
    let written = written.and_then(|()| writer.write_record(CSV_HEADS)).and_then(|()| {
        let form = filing.form();
        form.cell_indices().try_for_each(|index| {
            let cell = form.cell(index);
            let value = match filing.value(index) {
                Value::Blank => Cow::Borrowed(""),
                Value::Number(number) => Cow::Owned(number.to_string()),
                Value::Text(text) => harmless(text),
            };
            let row = &form.row_of(index).name;
            writer.write_record([cell.id.as_str(), &harmless(row), &harmless(&cell.column), &cell.measure, &value])
        })
    });
    debug_assert!(written.is_ok(), "{written:?}");
    drop(writer);
    bytes
}

/// The values of every unit of an aggregate, one a line: unit, year, form, cell, value. Statistics programs read it, so
/// there is no mark in front; a blank is empty, texts are made harmless as in [`table`].
pub fn long(aggregate: &Aggregate) -> Vec<u8> {
    let form = aggregate.form();
    let year = aggregate.year().to_string();
    let mut bytes = Vec::new();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    let lines =
        aggregate.parts().flat_map(|(_, part)| part.column.values().map(move |(cell, value)| (part, cell, value)));
    // Writing to memory cannot fail, and all lines have as many fields as the head.
    let written = writer.write_record(LONG_HEADS).and_then(|()| {
        lines.into_iter().try_for_each(|(part, cell, value)| {
            let value = match &value {
                Value::Text(text) => harmless(text),
                value => Cow::Owned(value.to_string()),
            };
            writer.write_record([&*harmless(&part.unit), &year, &form.id, form.cell(cell).id.as_str(), &value])
        })
    });
    debug_assert!(written.is_ok(), "{written:?}");
    drop(writer);
    bytes
}

/// A text that no spreadsheet runs as a formula: with a `'` in front if it could be taken for one.
///
/// A text that opens with `'` gets another, so that [`original`] always finds the text again. So does a text that is
/// empty or reads as a number: without the mark it would come back as a blank or as a number.
pub fn harmless(text: &str) -> Cow<'_, str> {
    // Chinese and Japanese spreadsheets take the wide signs for the narrow ones.
    let could_be_formula = text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '\'']);
    if could_be_formula || text.is_empty() || Value::from_exact(text).is_some() {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{harmless, original};
    use crate::filing::Value;

    #[test]
    fn formulas_become_text_and_numbers_stay() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-", "'-"),
            ("@x", "'@x"),
            ("＝1", "'＝1"),
            ("\t=1", "'\t=1"),
            ("'a", "''a"),
            ("12", "'12"),
            ("", "'"),
            ("二十一", "二十一"),
        ] {
            assert_eq!(harmless(text), written);
            assert_eq!(original(written), Value::Text(text.to_owned()));
        }
        assert_eq!(original("-417"), Value::whole(-417));
        assert_eq!(original(""), Value::Blank);
    }
}
