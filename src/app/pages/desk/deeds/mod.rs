//! What a desk does: opening, reading what comes in, deciding, the list of units.

pub(crate) mod actions;
pub(crate) mod decisions;
pub(crate) mod news;
pub(crate) mod opening;
pub(crate) mod units;
pub(crate) mod work;
