//! The text that spreadsheets put on the clipboard: tabs between cells, CRLF after lines, quotes where they are needed.
//!
//! A cell that holds a tab, a line break or a quote is written between quotes, with its own quotes doubled, as Excel and
//! WPS do. Reading takes what they write and never fails: a quote that is not closed is an ordinary character.

use std::iter::Peekable;
use std::str::Chars;

/// Writes lines of cells.
pub(crate) fn write(rows: &[Vec<String>]) -> String {
    let quoted = |cell: &String| {
        if cell.contains(['\t', '\n', '\r', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join("\t") + "\r\n").collect()
}

/// Reads lines of cells; the line break after the last line may be missing.
pub(crate) fn parse(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text.chars().peekable();
    while rest.peek().is_some() || !row.is_empty() {
        row.push(cell(&mut rest));
        match rest.next() {
            Some('\t') if rest.peek().is_some() => continue,
            // A tab at the very end has an empty cell behind it.
            Some('\t') => row.push(String::new()),
            Some('\r') => drop(rest.next_if_eq(&'\n')),
            _ => {}
        }
        rows.push(std::mem::take(&mut row));
    }
    rows
}

fn cell(rest: &mut Peekable<Chars<'_>>) -> String {
    let mut cell = String::new();
    if rest.peek() == Some(&'"')
        && let Some((inner, behind)) = quoted(rest.clone())
    {
        cell = inner;
        *rest = behind;
    }
    while let Some(c) = rest.next_if(|c| !matches!(c, '\t' | '\r' | '\n')) {
        cell.push(c);
    }
    cell
}

/// What stands between quotes, and what comes behind them; `None` when they are not closed.
fn quoted(mut rest: Peekable<Chars<'_>>) -> Option<(String, Peekable<Chars<'_>>)> {
    rest.next();
    let mut inner = String::new();
    loop {
        match rest.next()? {
            '"' if rest.next_if_eq(&'"').is_none() => return Some((inner, rest)),
            c => inner.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{parse, write};
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&[&str]]) {
        assert_eq!(parse(text), expected, "{text:?}");
    }

    #[test]
    fn what_spreadsheets_write_is_read() {
        check("", &[]);
        check("12", &[&["12"]]);
        check("1\t2\r\n3\t4\r\n", &[&["1", "2"], &["3", "4"]]);
        check("1\t2\n3\t4", &[&["1", "2"], &["3", "4"]]);
        check("1\r2", &[&["1"], &["2"]]);
        check("1\t\r\n\r\n", &[&["1", ""], &[""]]);
        check("1\t", &[&["1", ""]]);
        check("\"两\n行\"\t\"说“\"\"”\"", &[&["两\n行", "说“\"”"]]);
        check("\"开\t1", &[&["\"开", "1"]]);
        check("5\"\t6", &[&["5\"", "6"]]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            rows in prop::collection::vec(prop::collection::vec("[0-9a数\"\t\r\n ,]{0,6}", 1..5), 0..5)
        ) {
            prop_assert_eq!(parse(&write(&rows)), rows);
        }
    }
}
