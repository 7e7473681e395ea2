//! The exact data inside the workbook: a very hidden sheet, and document properties that tell that it is there.
//!
//! A re-import reads the visible cells; where a visible cell still shows what this sheet says, the exact value is taken
//! from here. Every row begins with what it is:
//!
//! | A | B | C | D | E |
//! |---|---|---|---|---|
//! | `tianbao` | `workbook` | | | |
//! | `version` | `1` | | | |
//! | `form`, `unit`, `level`, `year`, `sheet` | text | address, for unit and year | | |
//! | `cell` | cell id | address | exact value | `blank`, `number` or `text` |
//! | `signoff` | field | address | text | |
//!
//! Everything is text, so that no spreadsheet changes it. The property `tianbao.checksum` is the SM3 of the rows, cells
//! joined by tabs and rows by line feeds.

use rust_xlsxwriter::{DocProperties, Format, Worksheet, XlsxError};

use super::look;
use super::plan::Plan;
use crate::filing::snapshot::fingerprint;
use crate::filing::{Filing, Level, Value};
use crate::import::readers::EMBEDDED_SHEET;

/// The name of the hidden sheet.
pub const SHEET: &str = EMBEDDED_SHEET;

/// The version of its layout.
pub const VERSION: &str = "1";

/// The rows of the hidden sheet.
pub(super) fn rows(filing: &Filing, plan: &Plan, sheet: &str) -> Vec<Vec<String>> {
    let form = filing.form();
    let row = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let mut rows = vec![
        row(&[SHEET, "workbook"]),
        row(&["version", VERSION]),
        row(&["form", &form.id]),
        row(&["unit", &filing.unit().name, &plan.unit.address()]),
        row(&["level", filing.unit().level.map_or("", Level::as_str)]),
        row(&["year", &filing.year().to_string(), &plan.year.address()]),
        row(&["sheet", sheet]),
    ];
    for (cell, place) in form.cell_indices().zip(&plan.cells) {
        let value = filing.value(cell);
        let kind = match value {
            Value::Blank => "blank",
            Value::Number(_) => "number",
            Value::Text(_) => "text",
        };
        rows.push(row(&["cell", form.cell(cell).id.as_str(), &place.address(), &value.to_string(), kind]));
    }
    for (field, place) in &plan.fields {
        rows.push(row(&["signoff", field, &place.address(), filing.signoff().get(field)]));
    }
    rows
}

/// Writes the hidden sheet.
pub(super) fn write(sheet: &mut Worksheet, rows: &[Vec<String>]) -> Result<(), XlsxError> {
    sheet.set_name(SHEET)?.set_very_hidden(true);
    let text = Format::new().set_num_format("@").merge(&look::default());
    for (row, texts) in (0..).zip(rows) {
        for (column, it) in (0..).zip(texts) {
            sheet.write_string_with_format(row, column, it, &text)?;
        }
    }
    Ok(())
}

/// The document properties that say that the data is there, and whether it is whole.
pub(super) fn properties(properties: DocProperties, filing: &Filing, rows: &[Vec<String>]) -> DocProperties {
    let lines: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
    properties
        .set_custom_property("tianbao.version", VERSION)
        .set_custom_property("tianbao.form", filing.form().id.as_str())
        .set_custom_property("tianbao.checksum", fingerprint(lines.join("\n").as_bytes()))
}
