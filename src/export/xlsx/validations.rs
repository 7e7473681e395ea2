//! Data validation: every number cell says what belongs into it, and refuses what does not.

use rust_xlsxwriter::{DataValidation, DataValidationRule, Formula, Worksheet, XlsxError};

use super::place::Place;
use super::plan::Plan;
use crate::check::{Rulebook, totals};
use crate::form::{Cell, CellIndex};

/// How long the title of a prompt may be, in UTF-16 units.
const TITLE_UNITS: usize = 32;

/// How long a prompt may be.
const PROMPT_UNITS: usize = 255;

/// Adds the validation of every number cell.
pub(super) fn add(sheet: &mut Worksheet, book: &Rulebook, plan: &Plan) -> Result<(), XlsxError> {
    for (cell, place) in book.form().cell_indices().zip(&plan.cells) {
        sheet.add_data_validation(
            place.row,
            place.column,
            place.row,
            place.column,
            &validation(book, cell, *place)?,
        )?;
    }
    Ok(())
}

fn validation(book: &Rulebook, index: CellIndex, place: Place) -> Result<DataValidation, XlsxError> {
    let cell = book.form().cell(index);
    let wanted = wanted(cell);
    let title = shortened(&cell.name, TITLE_UNITS);
    let name = if title == cell.name { String::new() } else { format!("{}\n", cell.name) };
    let measure = if cell.measure.is_empty() { String::new() } else { format!("单位：{}。", cell.measure) };
    let is_total = totals::total_relation(book, index).is_some();
    let total = if is_total { "有公式的由公式计算。" } else { "" };
    let prompt = format!("{name}{measure}填{wanted}；没有数据填 0。{total}");
    rule(cell, place)
        .set_input_title(title)?
        .set_input_message(shortened(&prompt, PROMPT_UNITS))?
        .set_error_title("填的数不对")?
        .set_error_message(shortened(&format!("这里应填{wanted}。没有数据填 0，不要填“无”“/”或“-”。"), PROMPT_UNITS))
}

/// What a cell takes, in words.
fn wanted(cell: &Cell) -> String {
    match (cell.decimals, cell.signed) {
        (0, false) => "不小于 0 的整数".to_owned(),
        (0, true) => "整数，减少的填负数".to_owned(),
        (places, false) => format!("不小于 0 的数，最多 {places} 位小数"),
        (places, true) => format!("数，最多 {places} 位小数，减少的填负数"),
    }
}

fn rule(cell: &Cell, place: Place) -> DataValidation {
    let it = place.address();
    match (cell.decimals, cell.signed) {
        (0, false) => DataValidation::new().allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
        // Wider than 32 bits, so the bounds are formulas.
        (0, true) => DataValidation::new().allow_whole_number_formula(DataValidationRule::Between(
            Formula::new("-1000000000000000"),
            Formula::new("1000000000000000"),
        )),
        (places, signed) => {
            let sign = if signed { String::new() } else { format!("{it}>=0,") };
            let formula = format!("=AND(ISNUMBER({it}),{sign}ROUND({it},{places})={it})");
            DataValidation::new().allow_custom(Formula::new(formula))
        }
    }
}

/// A text of at most so many UTF-16 units, with … where it was cut.
fn shortened(text: &str, units: usize) -> String {
    if text.encode_utf16().count() <= units {
        return text.to_owned();
    }
    let mut room = units.saturating_sub(1);
    let fitting = text.chars().take_while(|character| {
        let fits = room >= character.len_utf16();
        room = room.saturating_sub(character.len_utf16());
        fits
    });
    fitting.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn long_titles_are_cut() {
        assert_eq!(shortened("总计", 2), "总计");
        assert_eq!(shortened("自然人申请", 4), "自然人…");
        assert_eq!(shortened("𠀀𠀀", 3), "𠀀…");
    }
}
