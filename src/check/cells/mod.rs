//! What can be wrong with one cell alone. One kind is one file and one line in [`CELL_KINDS`].

mod blank;
mod decimals;
mod kind;
mod range;
mod unread;

pub(super) use blank::Blank;
pub use kind::{BLANK, CellKind};
pub(super) use range::GREATEST;

/// Every kind of finding about one cell.
pub const CELL_KINDS: &[&dyn CellKind] = &[&unread::Unread, &range::Range, &decimals::Decimals, &blank::Blank];
