//! The text of records and its fields without what programs write around them: ends of lines, the line that names the
//! delimiter, marks that keep a number a text.

use std::borrow::Cow;

use crate::filing::Value;

/// The text with line feeds only: Windows ends lines with two characters, old Macs with the other one.
pub(super) fn lines(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace('\r', "\n"))
}

/// The text behind the line that only names the delimiter: `sep=;`.
pub(super) fn records_of(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}');
    match (named(text), text.split_once('\n')) {
        (Some(_), Some((_, rest))) => rest,
        _ => text,
    }
}

/// A field without what a spreadsheet wrote around it to keep a number a text: `="12"`, `=“12”`, `'12`. Anything but a
/// number stays as it is.
pub(super) fn unwrapped(field: &str) -> Cow<'_, str> {
    let inner = field.strip_prefix(['=', '＝']).map(str::trim).and_then(|rest| {
        let rest = rest.strip_prefix(['"', '“', '”', '＂', '\''])?;
        rest.strip_suffix(['"', '“', '”', '＂', '\''])
    });
    if let Some(inner) = inner {
        // The quotes of a quoted field may have been doubled once more.
        return Cow::Owned(inner.trim_matches(['"', '“', '”']).trim().to_owned());
    }
    match field.strip_prefix(['\'', '‘', '’', '`']).map(str::trim) {
        Some(number) if Value::from_exact(number).is_some() => Cow::Borrowed(number),
        _ => Cow::Borrowed(field),
    }
}

/// The delimiter that the first line names: `sep=;`.
pub(super) fn named(text: &str) -> Option<char> {
    let line = text.split('\n').next()?.trim_matches(['"', ' ']);
    let (word, mark) = line.split_once('=')?;
    let mut marks = mark.chars();
    let delimiter = marks.next()?;
    let is_named = word.eq_ignore_ascii_case("sep") && !delimiter.is_alphanumeric();
    (is_named && marks.all(|c| c == delimiter)).then_some(delimiter)
}
