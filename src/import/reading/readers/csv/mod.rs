//! Text with one record a line: commas, tabs, semicolons, bars or carets; quotes, line breaks in cells, any Chinese
//! encoding, and what spreadsheets write around a number to keep it a text: `="12"`, `'12`, a tab behind it.
//!
//! Reading order: `lines` (what stands around), `records` (a text cut into records), `delimiter` (what parts the
//! fields), this file.

mod delimiter;
mod lines;
mod records;

use std::borrow::Cow;

use crate::import::reading::encoding;
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::{Block, Content, Document, FileKind, Nature};
use crate::import::reading::limits::{Budget, Limits};
use crate::import::reading::own;
use crate::import::reading::readers::sheet::SheetBuilder;

pub(in crate::import::reading) use delimiter::delimiter;
use lines::{lines, records_of, unwrapped};
use records::records;

/// Reads records.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let text = encoding::plain_text(bytes).ok_or(ReadError::Damaged { kind: FileKind::Csv })?;
    let delimiter = delimiter(&text).unwrap_or(',');
    read_text(&text, delimiter, limits)
}

/// Reads the text of records.
pub(super) fn read_text(text: &str, delimiter: char, limits: &Limits) -> Result<Document, ReadError> {
    // In the list of cells that this program exports `'` marks a text and is part of the exact value.
    let is_ours = own::is_list(text);
    let text = if is_ours { Cow::Owned(text.replace("\r\n", "\n")) } else { lines(text) };
    let text = records_of(&text);
    let mut budget = Budget::new(limits);
    let mut sheet = SheetBuilder::default();
    for (row, record) in (0..).zip(records(text, delimiter)) {
        if row >= limits.rows {
            return Err(ReadError::TooBig { what: format!("超过 {} 行", limits.rows) });
        }
        sheet.end_row(u32::try_from(record.len()).unwrap_or(u32::MAX));
        for (column, field) in (0..).zip(&record) {
            let inner = field.trim_matches(is_blank);
            let field = if is_ours { field.trim().to_owned() } else { unwrapped(inner).replace('\u{feff}', "") };
            sheet.cell(&mut budget, (row, column), Content::new(field, Nature::Text))?;
        }
    }
    let mut document = Document { kind: FileKind::Csv, blocks: Vec::new(), embedded: None, notes: Vec::new() };
    if !sheet.is_blank() {
        document.blocks.push(Block::Grid(sheet.finish("表1", false, &mut document.notes)));
    }
    Ok(document)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<String> {
        let document = read(bytes, &Limits::default()).expect("records");
        let cells = document.grids().flat_map(|grid| &grid.cells);
        cells.map(|cell| format!("{},{} {}", cell.row, cell.column, cell.text)).collect()
    }

    #[test]
    fn a_number_written_as_a_text_is_the_number() {
        for field in
            ["12", "12\t", "\t12", "=\"12\"", "\"=\"\"12\"\"\"", "=“12”", "'12", " \"12\"", "\"12\" ", "\u{feff}12"]
        {
            let text = format!("指标,单位,数\n申请,件,{field}\n许可,件,3\n");
            assert_eq!(cells(text.as_bytes())[5], "1,2 12", "{field}");
        }
        assert_eq!(unwrapped("'甲"), "'甲");
        assert_eq!(unwrapped("=A1+1"), "=A1+1");
    }

    #[test]
    fn lines_end_in_any_way() {
        for end in ["\n", "\r\n", "\r", "\r\r\n"] {
            let text = ["指标,单位,数", "申请,件,12", "许可,件,3"].join(end);
            assert_eq!(cells(text.as_bytes()).len(), 9, "{end:?}");
        }
        assert_eq!(cells(b"a,b,1\rc,d,2\ne,f,3\r\ng,h,4").len(), 12);
    }

    #[test]
    fn the_first_line_may_name_the_delimiter() {
        for (name, delimiter) in [("sep=;", ";"), ("sep=|", "|"), ("SEP=\t", "\t"), ("\"sep=^\"", "^")] {
            let text = format!("{name}\n指标{delimiter}数\n申请{delimiter}12\n");
            assert_eq!(cells(text.as_bytes()), ["0,0 指标", "0,1 数", "1,0 申请", "1,1 12"], "{name}");
        }
    }

    #[test]
    fn an_export_of_this_program_stays_exact() {
        let text = "单元格,项目,栏目,计量单位,数值\r\n3.1.a,甲,乙,件,'12\r\n";
        assert!(cells(text.as_bytes()).contains(&"1,4 '12".to_owned()));
    }
}
