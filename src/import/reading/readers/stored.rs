//! The exact number that a spreadsheet writes beside the text that it shows, as web pages of office programs have it.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::import::reading::grid::{Doubt, GridCell};

/// Words behind a number that say its measure and leave it a number.
const MEASURES: &[&str] = &["万元", "万", "元", "件", "条", "个", "次", "人"];

/// Compares the text of a cell with the number behind it: where the text is the number rounded, or counts it in 万, the
/// number is read and doubted. A text that is no number stays as it is.
pub(super) fn compare(cell: &mut GridCell, number: &str) {
    let shown = cell.text.trim().to_owned();
    let measure = MEASURES.iter().find(|it| shown.ends_with(**it)).copied().unwrap_or_default();
    let amount = shown.strip_suffix(measure).unwrap_or(&shown).trim_end();
    let plain: String = amount.chars().filter(|c| !matches!(c, ',' | '，')).collect();
    let number = number.trim();
    let exact = number.parse::<Decimal>().or_else(|_| Decimal::from_scientific(number));
    let (Ok(seen), Ok(exact)) = (plain.parse::<Decimal>(), exact) else { return };
    let in_wan = exact.checked_div(Decimal::from(10_000));
    if seen == exact || measure.starts_with('万') && in_wan == Some(seen) {
        return;
    }
    let rounds = |it: &Decimal| it.round_dp_with_strategy(seen.scale(), RoundingStrategy::MidpointAwayFromZero) == seen;
    if let Some(meant) = [Some(exact), in_wan].into_iter().flatten().find(rounds) {
        cell.text = format!("{}{measure}", meant.normalize());
    }
    cell.doubts.push(Doubt::Rounded(shown));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(shown: &str, number: &str) -> (String, usize) {
        let mut cell = GridCell::new(0, 0, shown);
        compare(&mut cell, number);
        (cell.text, cell.doubts.len())
    }

    #[test]
    fn what_is_shown_rounded_is_read_exactly_and_doubted() {
        assert_eq!(read("4,119", "4119"), ("4,119".to_owned(), 0));
        assert_eq!(read("7730.3", "7730.28"), ("7730.28".to_owned(), 1));
        assert_eq!(read("7730.3", "77302800"), ("7730.28".to_owned(), 1));
        assert_eq!(read("7730.28", "7.73028E3"), ("7730.28".to_owned(), 0));
        assert_eq!(read("7730.3万元", "77302800"), ("7730.28万元".to_owned(), 1));
        assert_eq!(read("7730.28 万元", "77302800"), ("7730.28 万元".to_owned(), 0));
        assert_eq!(read("41%", "0.41"), ("41%".to_owned(), 0));
        assert_eq!(read("5", "6"), ("5".to_owned(), 1));
        assert_eq!(read("", "6"), (String::new(), 0));
    }
}
