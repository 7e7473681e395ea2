//! What a number cell of the sheet holds: a number, a text, nothing, or a live formula; and what its note says.
//!
//! Nothing may change silently when the workbook is opened: a formula is written only where its result is what the
//! filing holds. A typed total that differs stays as typed, with a note; a blank total stays blank.

use rust_decimal::Decimal;

use super::place::{Place, ranges};
use super::plan::Plan;
use crate::check::{Rulebook, totals};
use crate::filing::Value;
use crate::form::{CellIndex, Relation, Term};

/// Spreadsheets keep numbers as binary doubles, which hold every decimal of so many digits exactly and not of more.
const EXACT_DIGITS: usize = 15;

/// What is written into a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing.
    Blank,
    /// A number that a spreadsheet keeps exactly.
    Number(Decimal),
    /// Text, or a number with too many digits.
    Text(String),
    /// A formula and its result, which is the filing's value.
    Formula {
        /// The formula.
        formula: String,
        /// The result; empty for a blank.
        result: String,
    },
}

/// A cell's content and its note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filled {
    /// What is written.
    pub(super) content: Content,
    /// What the note says.
    pub(super) note: Option<String>,
}

/// What a cell of the filing becomes on the sheet.
pub(super) fn of(book: &Rulebook, values: &[Value], cell: CellIndex, plan: &Plan) -> Filled {
    let value = values.get(cell.position()).unwrap_or(&Value::Blank);
    let total = totals::total_relation(book, cell);
    match total {
        Some(relation) => of_total(book, values, (cell, value), relation, plan),
        None => Filled { content: plain(value), note: long_number_note(value) },
    }
}

fn of_total(
    book: &Rulebook,
    values: &[Value],
    (cell, value): (CellIndex, &Value),
    relation: &Relation,
    plan: &Plan,
) -> Filled {
    let computed = totals::computed_total(book, values, cell);
    let parts_name = if relation.parts.is_empty() { "各分项" } else { relation.parts.as_str() };
    let sum = || side(&relation.right, plan, Place::address);
    match (value, computed) {
        (Value::Number(_), Some(computed))
            if computed == *value
                && let Some(places) = exactly(numbers(values, relation)) =>
        {
            let formula = if places == 0 { format!("={}", sum()) } else { format!("=ROUND({},{places})", sum()) };
            Filled { content: Content::Formula { formula, result: value.to_string() }, note: None }
        }
        (Value::Blank, None) => {
            let cells: Vec<Place> = relation.right.iter().map(|term| place(plan, *term)).collect();
            let list = ranges(&cells, ",", Place::address);
            let formula = format!("=IF(COUNT({list})<{},\"\",{})", cells.len(), sum());
            Filled { content: Content::Formula { formula, result: String::new() }, note: None }
        }
        (Value::Blank, Some(sum)) => {
            let note = format!("合计未填：{parts_name}之和为 {sum}，表中是空格。");
            Filled { content: Content::Blank, note: Some(note) }
        }
        (_, Some(sum)) if sum == *value => Filled { content: plain(value), note: long_number_note(value) },
        (_, Some(sum)) => {
            let note = format!("按填报数写入 {value}，与计算值不一致：{parts_name}之和为 {sum}。请核对。");
            Filled { content: plain(value), note: Some(note) }
        }
        (_, None) => {
            let note = format!("按填报数写入 {value}，无法核算：{}没有数字。", missing(book, values, relation));
            Filled { content: plain(value), note: Some(note) }
        }
    }
}

/// The parts of a total that hold no number, in words; not more than a note has room for.
fn missing(book: &Rulebook, values: &[Value], relation: &Relation) -> String {
    const SHOWN: usize = 3;
    let is_missing = |term: &&Term| values.get(term.cell.position()).is_none_or(|part| part.as_number().is_none());
    let names: Vec<&str> =
        relation.right.iter().filter(is_missing).map(|term| book.form().cell(term.cell).name.as_str()).collect();
    let shown = names.get(..SHOWN).unwrap_or(&names).join("、");
    if names.len() > SHOWN { format!("{shown}等 {} 格", names.len()) } else { shown }
}

/// One side of a relation as formula text. `SUM` reads text as nothing where `+` would fail.
pub(super) fn side(terms: &[Term], plan: &Plan, write: fn(Place) -> String) -> String {
    let of_sign = |is_minus: bool| {
        let cells: Vec<Place> =
            terms.iter().filter(|term| term.is_minus == is_minus).map(|term| place(plan, *term)).collect();
        (!cells.is_empty()).then(|| format!("SUM({})", ranges(&cells, ",", write)))
    };
    match (of_sign(false), of_sign(true)) {
        (Some(plus), None) => plus,
        (Some(plus), Some(minus)) => format!("{plus}-{minus}"),
        (None, Some(minus)) => format!("-{minus}"),
        (None, None) => "0".to_owned(),
    }
}

/// The place of a term's cell.
pub(super) fn place(plan: &Plan, term: Term) -> Place {
    plan.cells.get(term.cell.position()).copied().unwrap_or_default()
}

/// Whether a spreadsheet's sum of doubles is the exact sum once it is rounded to the decimal places that occur, which are
/// given: no number is so great that some dozens of them lose a place on the way.
pub(super) fn exactly(numbers: impl Iterator<Item = Decimal>) -> Option<u32> {
    const DIGITS: u32 = 12;
    let (places, greatest) = numbers.fold((0, Decimal::ZERO), |(places, greatest), number| {
        (number.scale().max(places), number.abs().max(greatest))
    });
    let limit = Decimal::from(10_u64.pow(DIGITS.saturating_sub(places)));
    (greatest < limit).then_some(places)
}

fn numbers(values: &[Value], relation: &Relation) -> impl Iterator<Item = Decimal> {
    relation.terms().filter_map(|term| values.get(term.cell.position())?.as_number())
}

/// A value as it stands.
pub(super) fn plain(value: &Value) -> Content {
    match value {
        Value::Blank => Content::Blank,
        Value::Number(number) if is_exact(*number) => Content::Number(*number),
        Value::Number(number) => Content::Text(number.to_string()),
        Value::Text(text) => Content::Text(text.clone()),
    }
}

fn long_number_note(value: &Value) -> Option<String> {
    let number = value.as_number().filter(|number| !is_exact(*number))?;
    Some(format!("{number} 超过 {EXACT_DIGITS} 位有效数字，电子表格存不下，按文字写入。"))
}

/// Whether a spreadsheet keeps a number exactly.
fn is_exact(number: Decimal) -> bool {
    number.mantissa().unsigned_abs().to_string().trim_end_matches('0').len() <= EXACT_DIGITS
}

#[cfg(test)]
mod tests {
    use super::{Content, plain};
    use crate::filing::Value;

    #[test]
    fn numbers_beyond_a_double_are_text() {
        let content = |text: &str| plain(&Value::from_exact(text).expect("a number"));
        assert!(matches!(content("999999999999999"), Content::Number(_)));
        assert!(matches!(content("100000000000000000"), Content::Number(_)));
        assert!(matches!(content("0.000001"), Content::Number(_)));
        assert_eq!(content("1234567890123456"), Content::Text("1234567890123456".to_owned()));
        assert_eq!(content("1234567890.1234567"), Content::Text("1234567890.1234567".to_owned()));
    }
}
