//! Text with one record a line: commas, tabs or semicolons; quotes, line breaks in cells, any Chinese encoding.

use crate::import::encoding;
use crate::import::error::ReadError;
use crate::import::grid::{Block, Content, Document, FileKind, Nature};
use crate::import::limits::{Budget, Limits};
use crate::import::readers::sheet::SheetBuilder;

/// What may stand between the fields, in the order of preference.
const DELIMITERS: &[u8] = b"\t,;";

/// How many of the first records tell the delimiter.
const SAMPLE: usize = 200;

/// Fields are short where a text is a table.
const FIELD_CHARACTERS: usize = 40;

/// Reads records.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let text = encoding::plain_text(bytes).ok_or(ReadError::Damaged { kind: FileKind::Csv })?;
    let delimiter = delimiter(&text).unwrap_or(b',');
    read_text(&text, delimiter, limits)
}

/// Reads the text of records.
pub(super) fn read_text(text: &str, delimiter: u8, limits: &Limits) -> Result<Document, ReadError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut budget = Budget::new(limits);
    let mut sheet = SheetBuilder::default();
    for (row, record) in (0..).zip(records(text, delimiter)) {
        if row >= limits.rows {
            return Err(ReadError::TooBig { what: format!("超过 {} 行", limits.rows) });
        }
        for (column, field) in (0..).zip(&record) {
            let field = field.trim().replace("\r\n", "\n");
            sheet.cell(&mut budget, (row, column), Content::new(field, Nature::Text))?;
        }
    }
    let mut document = Document { kind: FileKind::Csv, blocks: Vec::new(), embedded: None, notes: Vec::new() };
    if !sheet.is_blank() {
        document.blocks.push(Block::Grid(sheet.finish("表1", false, &mut document.notes)));
    }
    Ok(document)
}

/// The delimiter of a text that is records: most of its first lines have the same number of short fields.
pub(in crate::import) fn delimiter(text: &str) -> Option<u8> {
    DELIMITERS.iter().copied().find(|delimiter| {
        let mut counts = Vec::new();
        let mut characters = 0;
        let mut fields = 0;
        for record in records(text, *delimiter).take(SAMPLE) {
            counts.push(record.len());
            fields += record.len();
            characters += record.iter().map(|field| field.chars().count()).sum::<usize>();
        }
        counts.sort_unstable();
        let usual =
            counts.chunk_by(|a, b| a == b).max_by_key(|run| run.len()).map_or((0, 0), |run| (run[0], run.len()));
        let is_short = *delimiter == b'\t' || characters <= fields * FIELD_CHARACTERS;
        usual.0 >= 2 && usual.1 * 10 >= counts.len() * 6 && counts.len() >= 2 && is_short
    })
}

/// The records of a text; blank lines count, so that rows keep their numbers.
fn records(text: &str, delimiter: u8) -> impl Iterator<Item = Vec<String>> {
    Records { rest: text, delimiter: char::from(delimiter) }
}

/// Splits a text; a quote that never ends reaches to the end of its line only.
struct Records<'t> {
    rest: &'t str,
    delimiter: char,
}

impl Iterator for Records<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut record = Vec::new();
        loop {
            let quoted = self.rest.strip_prefix('"').and_then(|it| quoted(it, self.delimiter));
            let (field, behind) = quoted.unwrap_or_else(|| plain(self.rest, self.delimiter));
            record.push(field);
            if let Some(rest) = behind.strip_prefix(self.delimiter) {
                self.rest = rest;
            } else {
                self.rest = behind.strip_prefix('\n').unwrap_or(behind);
                return Some(record);
            }
        }
    }
}

/// A field without quotes: its text, and what stands behind it.
fn plain(text: &str, delimiter: char) -> (String, &str) {
    let (field, behind) = text.split_at(text.find([delimiter, '\n']).unwrap_or(text.len()));
    (field.trim_end_matches('\r').to_owned(), behind)
}

/// A quoted field whose first quote was taken: its text, and what stands behind it; nothing when its end is missing.
fn quoted(text: &str, delimiter: char) -> Option<(String, &str)> {
    // A cell of a spreadsheet is no longer than this; so a lonely quote does not cost the whole text at every line.
    const LONGEST: usize = 200_000;
    let mut field = String::new();
    let mut rest = text;
    while text.len() - rest.len() < LONGEST {
        let (before, behind) = rest.split_once('"')?;
        field.push_str(before);
        if let Some(more) = behind.strip_prefix('"') {
            field.push('"');
            rest = more;
            continue;
        }
        let behind = behind.strip_prefix('\r').filter(|it| it.starts_with('\n')).unwrap_or(behind);
        let is_end = behind.is_empty() || behind.starts_with([delimiter, '\n']);
        return is_end.then_some((field, behind));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_have_quotes_and_line_breaks() {
        let text = "a,\"b, \"\"c\"\"\nd\",e\r\n\r\n\"lonely,f\n";
        let all: Vec<_> = records(text, b',').collect();
        assert_eq!(all, [vec!["a", "b, \"c\"\nd", "e"], vec![""], vec!["\"lonely", "f"]]);
    }

    #[test]
    fn running_text_is_no_table() {
        assert_eq!(delimiter("统计指标,单位,统计数\n收到申请数,件,12\n"), Some(b','));
        assert_eq!(delimiter("统计指标\t单位\n收到申请数\t件\n"), Some(b'\t'));
        assert_eq!(
            delimiter("一、概述\n2017年,思茅区认真贯彻落实,取得成效。\n二、主动公开\n全年公开信息7718条。\n"),
            None
        );
    }
}
