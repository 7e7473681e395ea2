//! Formulas whose stored result is 0 because nobody calculated them.
//!
//! A program that writes formulas and cannot calculate stores 0 and asks to be calculated when the file is opened. A sum
//! is added up by itself: where its cells are not 0 together, a stored 0 is none.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::address::position;
use super::sheet::SheetBuilder;
use crate::import::reading::grid::Doubt;

/// How many cells are added up in one sheet.
const STEPS: usize = 1_000_000;

/// How often sums of sums are followed.
const ROUNDS: usize = 8;

/// A position, row and column.
type At = (u32, u32);

/// A formula with the stored result 0.
#[derive(Debug)]
pub(super) struct Zero {
    pub(super) at: At,
    pub(super) formula: String,
    /// The number of the formula that several cells share; its text stands in one of them.
    pub(super) shared: Option<u32>,
}

/// What is known of the formulas of a sheet.
#[derive(Debug, Default)]
pub(super) struct Formulas {
    pub(super) zeros: Vec<Zero>,
    /// Whether another result than 0 is stored.
    pub(super) has_result: bool,
}

impl Formulas {
    /// Doubts the formulas of a sheet that nobody calculated; `all_are_open` says that the file asks for calculation and
    /// stores no other result than 0.
    pub(super) fn doubt(&self, cells: &mut SheetBuilder, all_are_open: bool) {
        if !self.zeros.is_empty() {
            let open = self.open(&cells.numbers(), all_are_open);
            cells.doubt(&open, &Doubt::NotCalculated);
        }
    }

    /// The formulas that nobody calculated. `numbers` are those of the sheet.
    fn open(&self, numbers: &BTreeMap<At, Decimal>, all_are_open: bool) -> BTreeSet<At> {
        let sums: Vec<Option<Vec<(At, At)>>> = self.zeros.iter().map(|zero| ranges(&zero.formula)).collect();
        let mut open = BTreeSet::new();
        let mut steps = 0;
        for _ in 0..ROUNDS {
            let before = open.len();
            let mut shared = BTreeSet::new();
            for (zero, ranges) in self.zeros.iter().zip(&sums) {
                let is_open = match ranges {
                    Some(ranges) => is_open(ranges, numbers, &open, &mut steps, all_are_open),
                    None => all_are_open,
                };
                if is_open {
                    open.insert(zero.at);
                    shared.extend(zero.shared);
                }
            }
            let followers = self.zeros.iter().filter(|zero| zero.shared.is_some_and(|it| shared.contains(&it)));
            open.extend(followers.map(|zero| zero.at));
            if open.len() == before || steps >= STEPS {
                break;
            }
        }
        open
    }
}

/// Whether the cells of a sum are not 0 together; where nothing stands in them the file itself has to be believed.
fn is_open(
    ranges: &[(At, At)],
    numbers: &BTreeMap<At, Decimal>,
    open: &BTreeSet<At>,
    steps: &mut usize,
    all_are_open: bool,
) -> bool {
    let mut sum = Decimal::ZERO;
    let mut is_known = false;
    for (first, last) in ranges {
        for (at, number) in numbers.range(*first..=*last) {
            *steps += 1;
            if *steps >= STEPS {
                return all_are_open;
            }
            if (first.1..=last.1).contains(&at.1) {
                is_known = true;
                sum = sum.checked_add(*number).unwrap_or(sum);
                if open.contains(at) {
                    return true;
                }
            }
        }
    }
    !sum.is_zero() || (!is_known && all_are_open)
}

/// The cells that a formula adds up, when it is nothing but a sum of cells of its own sheet.
fn ranges(formula: &str) -> Option<Vec<(At, At)>> {
    let plain: String = formula.chars().filter(|c| !c.is_whitespace() && *c != '$').collect();
    let plain = plain.trim_start_matches(['=', '+']).to_ascii_uppercase();
    let mut found = Vec::new();
    for term in plain.split('+') {
        let inside = term.strip_prefix("SUM(").and_then(|it| it.strip_suffix(')'));
        for range in inside.unwrap_or(term).split(',') {
            let (first, last) = match range.split_once(':') {
                Some((first, last)) if inside.is_some() => (position(first)?, position(last)?),
                _ => (position(range)?, position(range)?),
            };
            if first > last {
                return None;
            }
            found.push((first, last));
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(formulas: &[(At, &str)], numbers: &[(At, i64)], all_are_open: bool) -> Vec<At> {
        let zeros = formulas.iter().map(|(at, text)| Zero { at: *at, formula: (*text).to_owned(), shared: None });
        let numbers = numbers.iter().map(|(at, number)| (*at, Decimal::from(*number))).collect();
        let formulas = Formulas { zeros: zeros.collect(), has_result: false };
        formulas.open(&numbers, all_are_open).into_iter().collect()
    }

    #[test]
    fn a_zero_that_its_cells_contradict_is_none() {
        assert_eq!(open(&[((0, 2), "SUM(A1:B1)")], &[((0, 0), 1), ((0, 2), 0)], false), [(0, 2)]);
        assert_eq!(open(&[((0, 2), "=$A$1 + B1")], &[((0, 0), 1), ((0, 2), 0)], false), [(0, 2)]);
        assert_eq!(open(&[((0, 2), "A1+B1")], &[((0, 0), 1), ((0, 1), -1)], false), []);
        assert_eq!(open(&[((0, 2), "A1*B1")], &[((0, 0), 1)], false), []);
        // A sum of a sum.
        let sums = [((0, 3), "C1+D5"), ((0, 2), "SUM(A1,B1)")];
        assert_eq!(open(&sums, &[((0, 0), 1), ((0, 2), 0), ((0, 3), 0)], false), [(0, 2), (0, 3)]);
    }

    #[test]
    fn a_file_that_asks_for_calculation_is_believed() {
        assert_eq!(open(&[((0, 2), "A1*2")], &[], true), [(0, 2)]);
        assert_eq!(open(&[((0, 2), "A1+B1")], &[], true), [(0, 2)]);
        assert_eq!(open(&[((0, 2), "A1+B1")], &[((0, 0), 0), ((0, 1), 0)], true), []);
    }
}
