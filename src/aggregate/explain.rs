//! An aggregate that was typed by hand against the sum: cell by cell, with the units that explain a difference exactly.
//!
//! People leave a unit out, count one twice, take last year's figure of one, or count one that has not sent its file to
//! this program. Each is a step with an amount; one step, or two, that make up the difference are an explanation.

use std::collections::BTreeMap;

use super::aggregated::{Aggregate, PartId};
use super::part::Part;
use crate::check::Amount;
use crate::filing::Value;
use crate::form::CellIndex;

/// What may have been done with one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// The typed figure does not contain it.
    LeftOut,
    /// The typed figure contains it twice.
    Twice,
    /// The typed figure contains its figure of last year.
    LastYear,
    /// The typed figure contains a unit that is not in the sum.
    NotInSum,
}

/// One step: a unit, and what was done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// What was done.
    pub how: How,
    /// With which unit.
    pub who: Who,
}

/// A unit of the sum, or one beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// A part of the sum.
    Part(PartId),
    /// A filing that is not in the sum, by its position among those handed in.
    Other(usize),
}

/// A cell in which the typed aggregate differs from the sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The cell.
    pub cell: CellIndex,
    /// What was typed.
    pub typed: Value,
    /// The sum; blank when no unit has a number.
    pub sum: Value,
    /// Typed minus sum; `None` when one of them is no number.
    pub gap: Option<Amount>,
    /// What explains it exactly: one step, or two; those that explain most other cells come first.
    pub explanations: Vec<Vec<Step>>,
    /// Whether there are more explanations than were listed.
    pub has_more: bool,
}

/// The differences, and what explains most of them at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// In the form's order.
    pub differences: Vec<Difference>,
    /// Explanations with the number of cells that each explains; most cells first, then the simpler ones.
    pub common: Vec<(Vec<Step>, usize)>,
}

/// So many explanations of a cell are listed.
const MOST_EXPLANATIONS: usize = 12;

/// So many pairs are looked at before the search says that there are more.
const MOST_PAIRS: usize = 200;

/// Compares a typed aggregate, in the order of the form's cells, with the sum. `others` are filings that are not in it.
pub fn compare(aggregate: &Aggregate, typed: &[Value], others: &[Part]) -> Comparison {
    let form = aggregate.form();
    let mut comparison = Comparison::default();
    for (cell, typed) in form.cell_indices().zip(typed).filter(|(cell, _)| form.cell(*cell).is_additive) {
        let sum = aggregate.cell(cell);
        let value = sum.value().unwrap_or_default();
        if value == *typed {
            continue;
        }
        let gap = typed.as_number().map(|typed| Amount::from(typed) - sum.sum).filter(|gap| !gap.is_zero());
        let (explanations, has_more) =
            gap.map_or_else(Default::default, |gap| explanations(gap, &steps(aggregate, cell, others)));
        let typed = typed.clone();
        comparison.differences.push(Difference { cell, typed, sum: value, gap, explanations, has_more });
    }
    rank(&mut comparison);
    comparison
}

/// Puts what explains most cells first: a unit that was left out explains many, what fits by chance explains one.
fn rank(comparison: &mut Comparison) {
    let mut cells: BTreeMap<Vec<Step>, usize> = BTreeMap::new();
    for explanation in comparison.differences.iter().flat_map(|it| &it.explanations) {
        *cells.entry(explanation.clone()).or_default() += 1;
    }
    for difference in &mut comparison.differences {
        let explained = |steps: &Vec<Step>| cells.get(steps).copied().unwrap_or(0);
        difference.explanations.sort_by_key(|steps| std::cmp::Reverse(explained(steps)));
        difference.has_more |= difference.explanations.len() > MOST_EXPLANATIONS;
        difference.explanations.truncate(MOST_EXPLANATIONS);
    }
    comparison.common = cells.into_iter().collect();
    comparison.common.sort_by_key(|(steps, cells)| (std::cmp::Reverse(*cells), steps.len()));
    comparison.common.truncate(MOST_EXPLANATIONS);
}

/// Everything that one unit can do to a cell, with the amount by which the typed figure moves.
fn steps(aggregate: &Aggregate, cell: CellIndex, others: &[Part]) -> Vec<(Amount, Step)> {
    let mut steps = Vec::new();
    let mut put = |amount: Amount, how, who| {
        if !amount.is_zero() {
            steps.push((amount, Step { how, who }));
        }
    };
    for (id, part) in aggregate.parts() {
        let who = Who::Part(id);
        let number = part.column.number(cell);
        if let Some(number) = number {
            put(-number, How::LeftOut, who);
            put(number, How::Twice, who);
        }
        let last = part.last_year(cell).as_number().map(Amount::from);
        if let Some((number, last)) = number.zip(last).filter(|(_, last)| !last.is_zero()) {
            put(last - number, How::LastYear, who);
        }
    }
    for (position, part) in others.iter().enumerate() {
        if let Some(number) = part.column.number(cell) {
            put(number, How::NotInSum, Who::Other(position));
        }
    }
    steps.sort();
    steps
}

/// All single steps, or where there is none, pairs of steps with different units, that make up the gap.
fn explanations(gap: Amount, steps: &[(Amount, Step)]) -> (Vec<Vec<Step>>, bool) {
    let of = |amount: Amount| {
        let first = steps.partition_point(|(it, _)| *it < amount);
        steps.iter().skip(first).take_while(move |(it, _)| *it == amount).map(|(_, step)| *step)
    };
    let single: Vec<Vec<Step>> = of(gap).map(|step| vec![step]).collect();
    if !single.is_empty() {
        return (single, false);
    }
    let mut pairs = Vec::new();
    for (amount, first) in steps {
        for second in of(gap - *amount).filter(|second| *first < *second && first.who != second.who) {
            if pairs.len() == MOST_PAIRS {
                return (pairs, true);
            }
            pairs.push(vec![*first, second]);
        }
    }
    (pairs, false)
}

/// What an explanation is in words.
pub fn sentence(steps: &[Step], aggregate: &Aggregate, others: &[Part]) -> String {
    let one = |step: &Step| {
        let unit = match step.who {
            Who::Part(id) => aggregate.part(id).map_or("", |part| part.unit.as_str()),
            Who::Other(position) => others.get(position).map_or("", |part| part.unit.as_str()),
        };
        match step.how {
            How::LeftOut => format!("没有计入“{unit}”"),
            How::Twice => format!("“{unit}”计了两次"),
            How::LastYear => format!("“{unit}”用的是上年的数"),
            How::NotInSum => format!("计入了没有参加汇总的“{unit}”"),
        }
    };
    steps.iter().map(one).collect::<Vec<_>>().join("，并且")
}
