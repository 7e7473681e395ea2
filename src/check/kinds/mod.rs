//! The kinds of relations. One kind is one file and one line in [`KINDS`]; what it says to the user about itself is an
//! entry of `assets/kinds.toml`.
//!
//! Reading order: `kind` (what a kind is), `total` and the others, `help` (what each says about itself).
//!
//! A kind judges numbers: whoever calls it has made sure that no cell of the relation is blank.

mod at_most;
mod balance;
mod carry_over;
mod distinct_total;
mod help;
mod jump;
mod kind;
mod level;
mod magnitude;
mod stock;
mod stock_floor;
mod total;
mod zero_implies;
mod zero_together;

pub use help::{Help, help};
pub use kind::{CARRY_OVER, Kind, Outcome, TOTAL, Violation};

/// Every kind of relation.
pub const KINDS: &[&dyn Kind] = &[
    &total::Total,
    &balance::Balance,
    &at_most::AtMost,
    &distinct_total::DistinctTotal,
    &carry_over::CarryOver,
    &stock::Stock,
    &stock_floor::StockFloor,
    &zero_together::ZeroTogether,
    &zero_implies::ZeroImplies,
    &level::LevelZero,
    &magnitude::Magnitude,
    &jump::Jump,
];

/// The kind of a name.
pub fn by_name(name: &str) -> Option<&'static dyn Kind> {
    position(name).map(|position| KINDS[position])
}

/// The position in [`KINDS`] of the kind of a name.
pub(super) fn position(name: &str) -> Option<usize> {
    KINDS.iter().position(|kind| kind.name() == name)
}
