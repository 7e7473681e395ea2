//! Slips: how a wrong value probably came about. One slip is one file and one line in [`SLIPS`].
//!
//! A slip of one cell does not invent values: it looks at a change that mends the table and says whether it is the
//! undoing of something that people do. A slip of several cells proposes its own undoing wherever something is broken
//! nearby, and only what mends everything it touches is kept. `slip` says what a slip is and `change` what it would
//! change, `tracks` knows what stands beside what, `trial` tries out.

mod change;
mod counted_twice;
mod decimal_point;
mod digits;
mod exchanged_lines;
mod extra_digit;
mod last_year;
mod misplaced;
mod missing_digit;
mod neighbour;
mod shifted;
mod sign;
mod slip;
mod swapped_cells;
mod swapped_digits;
mod total_at_zero;
mod tracks;
mod trial;
mod wrong_digit;
mod yuan;

use super::Amount;
use super::facts::Facts;
use crate::form::CellIndex;
pub use change::Change;
pub use slip::Slip;
pub use trial::Trial;

/// No more ways to undo slips of several cells are looked at than this.
const MOST_SEVERAL: usize = 200;

/// Every slip, the commonest first; the order ranks proposals.
pub const SLIPS: &[&dyn Slip] = &[
    &total_at_zero::TotalAtZero,
    &swapped_digits::SwappedDigits,
    &wrong_digit::WrongDigit,
    &missing_digit::MissingDigit,
    &extra_digit::ExtraDigit,
    &last_year::LastYear,
    &misplaced::Misplaced,
    &swapped_cells::SwappedCells,
    &neighbour::Neighbour,
    &shifted::Shifted,
    &yuan::Yuan,
    &decimal_point::DecimalPoint,
    &sign::SignLost,
    &counted_twice::CountedTwice,
    &exchanged_lines::ExchangedLines,
];

/// The commonest slip that explains a change, with its rank from 0.
pub fn explain(change: &Change, facts: &Facts<'_>) -> Option<(usize, &'static dyn Slip)> {
    SLIPS.iter().copied().enumerate().find(|(_, slip)| slip.explains(change, facts))
}

/// The values that a slip of one cell may have turned into what stands there, smallest first. They are many, and worth a
/// look only where bounds leave the value open.
pub fn alternatives(cell: CellIndex, from: Amount, facts: &Facts<'_>) -> Vec<Amount> {
    let listed = SLIPS.iter().flat_map(|slip| slip.sources(cell, from, facts));
    let mut values: Vec<Amount> = listed.chain(digits::replaced(from)).collect();
    values.retain(|value| *value != from);
    values.sort_unstable();
    values.dedup();
    values
}

/// Changes of several cells that undo one slip and mend every hard relation they touch.
#[derive(Clone, Debug)]
pub struct Several {
    /// The rank of the slip from 0.
    pub rank: usize,
    /// The slip.
    pub slip: &'static dyn Slip,
    /// The changes, by cell.
    pub changes: Vec<Change>,
    /// How many broken relations they mend.
    pub mended: usize,
}

/// The undone slips of several cells that mend what they touch: those that mend most first, then the commonest.
pub fn several(facts: &Facts<'_>) -> Vec<Several> {
    let trial = Trial::new(facts);
    if !trial.is_any_broken() {
        return Vec::new();
    }
    let mut found: Vec<Several> = Vec::new();
    for (rank, slip) in SLIPS.iter().copied().enumerate() {
        for mut changes in slip.undone(&trial) {
            changes.sort_unstable_by_key(|change| change.cell);
            let is_new = found.iter().all(|other| other.changes != changes);
            if let Some(mended) = trial.mended(&changes).filter(|_| is_new) {
                found.push(Several { rank, slip, changes, mended });
            }
        }
    }
    found.sort_by_key(|it| (std::cmp::Reverse(it.mended), it.rank, it.changes.len()));
    found.truncate(MOST_SEVERAL);
    found
}

/// How many broken hard relations watch some cells.
pub fn broken_near(facts: &Facts<'_>, cells: &[CellIndex]) -> usize {
    Trial::new(facts).broken_near(cells)
}
