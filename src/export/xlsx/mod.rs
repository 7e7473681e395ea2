//! The workbook: one sheet that looks like the official form, with live totals, and the exact data inside.
//!
//! Reading order: `grid` (the common columns), `measure` (how high text gets), `look` (fonts and borders by role),
//! `place` (addresses), `plan` (what stands where), `content` (numbers, formulas and notes), `validations`, `conditions`
//! (violated relations turn red), `charts` (a sheet of its own), `page` (paper and frozen heads), [`embedded`] (the exact data); and [`mod@ledger`], a workbook of
//! its own for an aggregate with all its units.

mod charts;
mod conditions;
mod content;
pub mod embedded;
mod grid;
pub mod ledger;
mod look;
mod measure;
mod page;
mod place;
mod plan;
mod validations;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Formula, IgnoreError, Note, Workbook, Worksheet, XlsxError};

use self::content::{Content, Filled};
use self::look::Look;
use self::place::Place;
use self::plan::{Piece, Plan};
use super::Error;
use super::printed::Printed;
use crate::check::Engine;
use crate::filing::Filing;
use crate::form::{Cell, CellIndex};

/// Row height and column width of the rest of the sheet, as a Chinese Excel has them.
const ROW_PIXELS: u32 = 18;
const COLUMN_PIXELS: u32 = 72;

/// The greatest length of a sheet's name, and the characters that it may not have.
const NAME_UNITS: usize = 31;
const NAME_REFUSED: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// The workbook of a filing. The same filing gives the same bytes.
///
/// # Errors
/// When a text does not fit into a cell of a workbook.
pub fn workbook(filing: &Filing, engine: &Engine) -> Result<Vec<u8>, Error> {
    let printed = Printed::of(filing);
    let plan = Plan::new(&printed, filing.form().cells.len());
    let name = sheet_name(&filing.form().title);
    let rows = embedded::rows(filing, &plan, &name);
    let mut workbook = Workbook::new();
    workbook.set_default_format(&look::default(), ROW_PIXELS, COLUMN_PIXELS)?;
    workbook.set_properties(&embedded::properties(properties(filing, &printed)?, filing, &rows));
    write_form(workbook.add_worksheet().set_name(&name)?, filing, engine, &plan, &printed)?;
    charts::add(&mut workbook, filing, &plan, &name)?;
    embedded::write(workbook.add_worksheet(), &rows)?;
    Ok(workbook.save_to_buffer()?)
}

fn write_form(
    sheet: &mut Worksheet,
    filing: &Filing,
    engine: &Engine,
    plan: &Plan,
    printed: &Printed<'_>,
) -> Result<(), XlsxError> {
    // A formula whose result is a blank would otherwise be stored with the result 0.
    sheet.set_formula_result_default("");
    for (column, pixels) in (0..).zip(&plan.widths) {
        sheet.set_column_width_pixels(column, *pixels)?;
    }
    for (row, pixels) in (0..).zip(&plan.heights) {
        sheet.set_row_height_pixels(row, *pixels)?;
    }
    for piece in &plan.pieces {
        match piece.cell {
            Some(cell) => write_value(sheet, piece, filing, engine, cell, plan)?,
            None => write_piece(sheet, piece, piece.look, &piece.text)?,
        }
    }
    let form = filing.form();
    validations::add(sheet, engine.book(), plan)?;
    conditions::add(sheet, form, plan)?;
    page::set_up(sheet, plan, &printed.page_lines)
}

/// Writes a box; text is always text, whatever it begins with.
fn write_piece(sheet: &mut Worksheet, piece: &Piece, look: Look, text: &str) -> Result<(), XlsxError> {
    let (first_row, last_row) = (*piece.rows.start(), *piece.rows.end());
    let (first_column, last_column) = (*piece.columns.start(), *piece.columns.end());
    let format = look.format();
    if (first_row, first_column) == (last_row, last_column) {
        sheet.write_string_with_format(first_row, first_column, text, &format)?;
    } else {
        sheet.merge_range(first_row, first_column, last_row, last_column, text, &format)?;
    }
    Ok(())
}

fn write_value(
    sheet: &mut Worksheet,
    piece: &Piece,
    filing: &Filing,
    engine: &Engine,
    cell: CellIndex,
    plan: &Plan,
) -> Result<(), XlsxError> {
    let Filled { content, note } = content::of(engine.book(), filing.values(), cell, plan);
    let look = value_look(filing.form().cell(cell), &content);
    let Place { row, column } = Place { row: *piece.rows.start(), column: *piece.columns.start() };
    write_piece(sheet, piece, look, if let Content::Text(text) = &content { text } else { "" })?;
    match content {
        Content::Blank => {}
        // No green corner that proposes to make the text a number.
        Content::Text(_) => {
            sheet.ignore_error(row, column, IgnoreError::NumberStoredAsText)?;
        }
        Content::Number(number) => {
            sheet.write_with_format(row, column, number, &look.format())?;
        }
        Content::Formula { formula, result } => {
            let formula = Formula::new(formula).set_result(result);
            sheet.write_formula_with_format(row, column, formula, &look.format())?;
            // Nor one that proposes to add the cells beside the parts.
            sheet.ignore_error(row, column, IgnoreError::FormulaOmitsCells)?;
        }
    }
    if let Some(note) = note {
        sheet.insert_note(row, column, &shown_note(note))?;
    }
    Ok(())
}

/// How a value is shown: a count without places, everything else with the places that it has.
fn value_look(cell: &Cell, content: &Content) -> Look {
    /// So many characters `General` shows without rounding.
    const GENERAL_CHARACTERS: usize = 11;
    let shown = match content {
        Content::Text(_) => return Look::Text,
        Content::Blank => String::new(),
        Content::Number(number) => number.to_string(),
        Content::Formula { result, .. } => result.clone(),
    };
    let places = shown.split_once('.').map_or(0, |(_, places)| places.len());
    if shown.len() > GENERAL_CHARACTERS {
        Look::LongNumber(u32::try_from(places).unwrap_or(0))
    } else if cell.decimals > 0 || places > 0 {
        Look::Amount
    } else {
        Look::Number
    }
}

fn shown_note(text: String) -> Note {
    const WIDTH: u32 = 220;
    const POINTS: u32 = 9;
    let height = measure::height(measure::lines(&text, POINTS, WIDTH - 10) + 1, POINTS);
    Note::new(text)
        .add_author_prefix(false)
        .set_font_name("宋体")
        .set_font_size(POINTS)
        .set_width(WIDTH)
        .set_height(height)
}

fn properties(filing: &Filing, printed: &Printed<'_>) -> Result<DocProperties, XlsxError> {
    let created = ExcelDateTime::from_timestamp(printed.changed_at.as_second())?;
    Ok(DocProperties::new()
        .set_title(&printed.title)
        .set_subject(&printed.subtitle)
        .set_author(&filing.unit().name)
        .set_company(&filing.unit().name)
        .set_category("政府信息公开")
        .set_comment(format!("{}，{}", filing.form().issued_by, filing.form().usage))
        .set_creation_datetime(&created))
}

/// A form's title as the name of a sheet; never that of the hidden sheet.
fn sheet_name(title: &str) -> String {
    let mut room = NAME_UNITS;
    let name: String = title
        .chars()
        .filter(|character| !NAME_REFUSED.contains(character) && !character.is_control())
        .take_while(|character| {
            let fits = character.len_utf16() <= room;
            room = room.saturating_sub(character.len_utf16());
            fits
        })
        .collect();
    let name = name.trim().trim_matches('\'');
    let is_taken = ["", embedded::SHEET, charts::SHEET, "history"].iter().any(|taken| name.eq_ignore_ascii_case(taken));
    if is_taken { "统计表".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::sheet_name;

    #[test]
    fn sheet_names_are_legal() {
        assert_eq!(sheet_name("政府信息公开情况统计表"), "政府信息公开情况统计表");
        assert_eq!(sheet_name("甲/乙[丙]"), "甲乙丙");
        assert_eq!(sheet_name("tianbao"), "统计表");
        assert_eq!(sheet_name(&"表".repeat(40)).chars().count(), 31);
    }
}
