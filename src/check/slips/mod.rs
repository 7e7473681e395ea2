//! Slips: how a wrong value probably came about. One slip is one file and one line in [`SLIPS`].
//!
//! A slip does not invent values: it looks at a change that mends the table and says whether it is the undoing of
//! something that people do.

mod counted_twice;
mod decimal_point;
mod digits;
mod extra_digit;
mod last_year;
mod missing_digit;
mod neighbour;
mod sign;
mod swapped_digits;
mod total_at_zero;
mod wrong_digit;
mod yuan;

use std::fmt;

use super::Amount;
use super::facts::Facts;
use crate::form::CellIndex;

/// Every slip, the commonest first; the order ranks proposals.
pub const SLIPS: &[&dyn Slip] = &[
    &total_at_zero::TotalAtZero,
    &swapped_digits::SwappedDigits,
    &wrong_digit::WrongDigit,
    &missing_digit::MissingDigit,
    &extra_digit::ExtraDigit,
    &last_year::LastYear,
    &neighbour::Neighbour,
    &yuan::Yuan,
    &decimal_point::DecimalPoint,
    &sign::SignLost,
    &counted_twice::CountedTwice,
];

/// A value that mends the table in place of the one that stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which cell.
    pub cell: CellIndex,
    /// What stands there.
    pub from: Amount,
    /// What would mend it.
    pub to: Amount,
}

/// A way to get a value wrong.
pub trait Slip: Sync {
    /// The name in JSON.
    fn name(&self) -> &'static str;

    /// What clerks call it, to follow 疑似.
    fn title(&self) -> &'static str;

    /// Whether the wrong value looks like this slip made from the right one.
    fn explains(&self, change: &Change, facts: &Facts<'_>) -> bool;
}

impl fmt::Debug for dyn Slip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The commonest slip that explains a change, with its rank from 0.
pub fn explain(change: &Change, facts: &Facts<'_>) -> Option<(usize, &'static dyn Slip)> {
    SLIPS.iter().copied().enumerate().find(|(_, slip)| slip.explains(change, facts))
}
