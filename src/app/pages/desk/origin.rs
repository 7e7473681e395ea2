//! Where a figure of the aggregate comes from: the units that add up to it, and other years.

use rust_decimal::Decimal;

use crate::aggregate::units::NodeId;
use crate::filing::{Filing, Value};
use crate::form::CellIndex;
use crate::report::charts::Chart;

/// Where the figure of a cell comes from, the greatest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    /// Of which aggregate, and of which cell.
    pub(crate) of: Option<(u64, CellIndex)>,
    pub(crate) lines: Vec<OfUnit>,
    pub(crate) blanks: usize,
}

/// What one unit adds to a cell.
#[derive(Clone, Debug)]
pub(crate) struct OfUnit {
    pub(crate) unit: Option<NodeId>,
    pub(crate) name: String,
    pub(crate) value: Value,
    pub(crate) share: String,
    pub(crate) last_year: Value,
}

/// How the page of years shows them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct YearsBy {
    /// Of the unit that is looked at, or of all.
    pub(crate) is_of_unit: bool,
    /// As charts, or as a table.
    pub(crate) is_charted: bool,
}

/// What the page of years shows: of all units, or of one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Past {
    /// Of which aggregate, and of which unit.
    pub(crate) of: Option<(u64, Option<NodeId>)>,
    /// The unit's values with its earlier years; of all units the aggregate has them.
    pub(crate) filing: Option<Filing>,
    /// The charts of the form, or why there is nothing to draw.
    pub(crate) charts: Vec<(String, Result<Chart, String>)>,
    /// The chart of the active line.
    pub(crate) of_line: Option<(CellIndex, Result<Chart, String>)>,
}

/// How much more there is than before; blank where one of them is no number.
pub(crate) fn change(before: &Value, now: &Value) -> String {
    match (before.as_number(), now.as_number()) {
        (Some(before), Some(now)) if now > before => format!("+{}", now - before),
        (Some(before), Some(now)) => (now - before).to_string(),
        _ => String::new(),
    }
}

/// A part of a sum in percent with a decimal place; blank where it has no meaning.
pub(crate) fn share(value: Option<Decimal>, sum: Option<Decimal>) -> String {
    let share = || {
        let (value, sum) = (value?, sum?);
        let is_part = !sum.is_zero() && !value.is_sign_negative() && value <= sum;
        is_part.then(|| (value * Decimal::ONE_HUNDRED / sum).round_dp(1))
    };
    share().map_or_else(String::new, |share| format!("{share}%"))
}
