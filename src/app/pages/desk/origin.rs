//! Where a figure of the aggregate comes from: the units that add up to it, and other years.

use rust_decimal::Decimal;

use crate::aggregate::units::NodeId;
use crate::filing::{Filing, Value};
use crate::form::CellIndex;
use crate::report::charts::Chart;

/// Where the figure of a cell comes from, the greatest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin {
    /// Of which aggregate, and of which cell.
    pub(super) of: Option<(u64, CellIndex)>,
    pub(super) lines: Vec<OfUnit>,
    pub(super) blanks: usize,
}

/// What one unit adds to a cell.
#[derive(Clone, Debug)]
pub(super) struct OfUnit {
    pub(super) unit: Option<NodeId>,
    pub(super) name: String,
    pub(super) value: Value,
    pub(super) share: String,
    pub(super) last_year: Value,
}

/// How the page of years shows them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct YearsBy {
    /// Of the unit that is looked at, or of all.
    pub(super) is_of_unit: bool,
    /// As charts, or as a table.
    pub(super) is_charted: bool,
}

/// What the page of years shows: of all units, or of one.
#[derive(Clone, Debug, Default)]
pub(super) struct Past {
    /// Of which aggregate, and of which unit.
    pub(super) of: Option<(u64, Option<NodeId>)>,
    /// The unit's values with its earlier years; of all units the aggregate has them.
    pub(super) filing: Option<Filing>,
    /// The charts of the form, or why there is nothing to draw.
    pub(super) charts: Vec<(String, Result<Chart, String>)>,
    /// The chart of the active line.
    pub(super) of_line: Option<(CellIndex, Result<Chart, String>)>,
}

/// How much more there is than before; blank where one of them is no number.
pub(super) fn change(before: &Value, now: &Value) -> String {
    match (before.as_number(), now.as_number()) {
        (Some(before), Some(now)) if now > before => format!("+{}", now - before),
        (Some(before), Some(now)) => (now - before).to_string(),
        _ => String::new(),
    }
}

/// A part of a sum in percent with a decimal place; blank where it has no meaning.
pub(super) fn share(value: Option<Decimal>, sum: Option<Decimal>) -> String {
    let share = || {
        let (value, sum) = (value?, sum?);
        let is_part = !sum.is_zero() && !value.is_sign_negative() && value <= sum;
        is_part.then(|| (value * Decimal::ONE_HUNDRED / sum).round_dp(1))
    };
    share().map_or_else(String::new, |share| format!("{share}%"))
}
