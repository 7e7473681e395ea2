//! A table that repeats every figure of last year: probably last year's file was handed in again.
//!
//! One rule for a check with last year's figures and for the review of many units.

use super::facts::Facts;
use super::finding::{Finding, Verdict};
use super::kinds::help;
use crate::filing::Value;
use crate::form::{CellIndex, Severity};

/// The kind and the id of the finding.
pub const COPIED: &str = "copied";

/// Tables with fewer figures than this that are not zero are equal by chance.
pub const FEWEST_FIGURES: usize = 5;

/// Whether a table repeats last year's: pairs of this year's value and last year's, cell by cell; a cell that last year's
/// form did not have says nothing.
pub fn repeats<'v>(pairs: impl IntoIterator<Item = (&'v Value, &'v Value)>) -> bool {
    let mut figures = 0;
    for (this, last) in pairs {
        let Some(number) = last.as_number() else { continue };
        let is_same = this == last || (number.is_zero() && this.is_blank());
        if !is_same {
            return false;
        }
        figures += usize::from(!number.is_zero());
    }
    figures >= FEWEST_FIGURES
}

/// The finding about a filing that repeats last year's figures; its cells are the first of them.
pub(super) fn finding(facts: &Facts<'_>) -> Option<Finding> {
    let prior = facts.prior?;
    let pairs = || facts.values.iter().zip(prior).filter_map(|(this, last)| Some((this, last.as_ref()?)));
    if !repeats(pairs()) {
        return None;
    }
    let is_figure = |cell: &CellIndex| facts.prior_number(*cell).is_some_and(|number| !number.is_zero());
    let figures: Vec<CellIndex> = facts.form().cell_indices().filter(is_figure).collect();
    let message = format!(
        "{} 个不是 0 的数，每一个都和上年（{}年）相同，可能是把上年的表又报了一次。",
        figures.len(),
        facts.year.saturating_sub(1)
    );
    let cells: Vec<CellIndex> = figures.into_iter().take(FEWEST_FIGURES).collect();
    Some(Finding {
        relation: COPIED.to_owned(),
        kind: COPIED,
        severity: Severity::Notice,
        verdict: Verdict::Violated,
        prior_cells: cells.clone(),
        cells,
        left: None,
        right: None,
        message,
        advice: &help(COPIED).advice,
        answer: None,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{COPIED, repeats};
    use crate::check::{Engine, Rulebook, Stage};
    use crate::filing::{Filing, Snapshot, Unit, Value};
    use crate::form::{Catalogue, Severity};

    #[test]
    fn only_a_whole_copy_is_one() {
        let values = |numbers: &[i64]| numbers.iter().map(|number| Value::whole(*number)).collect::<Vec<_>>();
        let of = |this: &[Value], last: &[Value]| repeats(this.iter().zip(last));
        let last = values(&[1, 2, 3, 4, 5, 0]);
        assert!(of(&last, &last));
        let mut blank = last.clone();
        blank[5] = Value::Blank;
        assert!(of(&blank, &last), "a blank for 0");
        assert!(!of(&values(&[1, 2, 3, 4, 6, 0]), &last));
        assert!(!of(&values(&[1, 2, 3, 4, 5, 1]), &last));
        assert!(!of(&values(&[1, 2, 3, 4, 0, 0]), &values(&[1, 2, 3, 4, 0, 0])), "too few");
    }

    #[test]
    fn a_check_tells_it() {
        let form = Catalogue::shipped().get("zfxxgk-2014").expect("shipped");
        let mut filing = Filing::new(Arc::clone(&form), Unit::named("甲"), 2017);
        let cells = form.cell_indices().zip(1..);
        let edit = filing.cells_edit(cells.map(|(cell, number)| (cell, Value::whole(number)))).expect("values");
        filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
        let prior = Snapshot::of(&filing, "last.tianbao", b"");
        filing.apply(filing.prior_edit(2016, Some(prior)), jiff::Timestamp::UNIX_EPOCH);
        let engine = |filing: &Filing| Engine::new(Arc::new(Rulebook::new(Arc::clone(&form))), filing);
        let told = |filing: &Filing| {
            let all = engine(filing).findings(filing, Stage::Filling);
            all.into_iter().filter(|it| it.kind == COPIED).map(|it| (it.severity, it.message)).collect::<Vec<_>>()
        };
        let [(severity, message)] = told(&filing).try_into().expect("one finding");
        assert_eq!(severity, Severity::Notice);
        assert_eq!(message, "58 个不是 0 的数，每一个都和上年（2016年）相同，可能是把上年的表又报了一次。");
        let first = form.cell_indices().next().expect("a cell");
        let edit = filing.cells_edit([(first, Value::whole(99))]).expect("a change");
        filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
        assert!(told(&filing).is_empty());
    }
}
