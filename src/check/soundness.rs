//! Whether a form's relations make sense: known kinds, no total that contains itself, no contradiction.
//!
//! [`Form::parse`] checks what can be seen without knowing the kinds; this is the rest. Equations between cells that
//! cannot be negative contradict each other when together they force a cell to be always zero: a total of a and b that is
//! also a total of a, b and c.

use std::collections::{BTreeMap, BTreeSet};

use super::echelon::{Added, Echelon};
use super::kinds;
use super::linear::{Sense, is_hard};
use crate::form::{CellIndex, Form, Period, Problem, Relation};

/// Every mistake in the relations of a form; `file` names it in the problems.
pub fn problems(form: &Form, file: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut add = |relation: &Relation, message: String| {
        problems.push(Problem { file: file.to_owned(), line: relation.line, message });
    };
    for relation in &form.relations {
        match kinds::by_name(&relation.kind) {
            None => add(relation, format!("勾稽关系“{}”的种类“{}”不认识", relation.id, relation.kind)),
            Some(kind) => {
                if let Err(sentence) = kind.accepts(relation) {
                    add(relation, format!("勾稽关系“{}”：{sentence}", relation.id));
                }
            }
        }
    }
    let parts = parts_of_totals(form);
    let Some(order) = innermost_first(&parts) else {
        if let Some((relation, cell)) = circular_total(form, &parts) {
            add(
                relation,
                format!(
                    "勾稽关系“{}”：单元格“{}”绕了一圈成了自己的分项，合计不能包含自己",
                    relation.id,
                    form.cell(cell).id
                ),
            );
        }
        return problems;
    };
    // Long forms are read at every start: what a look at all numbers tells is not reckoned with equations.
    if is_met_by_positive_numbers(form, &parts, &order) {
        return problems;
    }
    if let Some((relation, cells)) = forced_to_zero(form) {
        let ids = cells.iter().map(|cell| form.cell(*cell).id.to_string()).collect::<Vec<_>>().join("、");
        add(relation, format!("勾稽关系“{}”与前面的关系矛盾：合在一起使单元格 {ids} 只能是 0", relation.id));
    }
    problems
}

/// The parts of each total, with the positions of the relations that name them.
type Parts = BTreeMap<CellIndex, Vec<(usize, CellIndex)>>;

fn parts_of_totals(form: &Form) -> Parts {
    let mut parts = Parts::new();
    for (position, relation) in form.relations.iter().enumerate().filter(|(_, relation)| relation.kind == kinds::TOTAL)
    {
        for total in &relation.left {
            let below =
                relation.right.iter().filter(|term| term.period == Period::This).map(|term| (position, term.cell));
            parts.entry(total.cell).or_default().extend(below);
        }
    }
    parts
}

/// The totals so that each comes behind those that are its parts; `None` when one is a part of itself.
fn innermost_first(parts: &Parts) -> Option<Vec<CellIndex>> {
    let mut above: BTreeMap<CellIndex, Vec<CellIndex>> = BTreeMap::new();
    let mut waiting: BTreeMap<CellIndex, usize> = BTreeMap::new();
    for (total, below) in parts {
        let totals = below.iter().filter(|(_, part)| parts.contains_key(part));
        waiting.insert(*total, totals.clone().count());
        totals.for_each(|(_, part)| above.entry(*part).or_default().push(*total));
    }
    let mut order: Vec<CellIndex> = waiting.iter().filter(|(_, count)| **count == 0).map(|(total, _)| *total).collect();
    let mut next = 0;
    while let Some(total) = order.get(next).copied() {
        next += 1;
        for outer in above.get(&total).into_iter().flatten() {
            let Some(count) = waiting.get_mut(outer) else { continue };
            *count -= 1;
            if *count == 0 {
                order.push(*outer);
            }
        }
    }
    (order.len() == parts.len()).then_some(order)
}

/// A cell that is, through totals of totals, a part of itself.
fn circular_total<'a>(form: &'a Form, parts: &Parts) -> Option<(&'a Relation, CellIndex)> {
    for start in parts.keys() {
        let mut seen = BTreeSet::new();
        let mut next: Vec<(usize, CellIndex)> = parts[start].clone();
        while let Some((relation, cell)) = next.pop() {
            if cell == *start {
                return Some((&form.relations[relation], cell));
            }
            if seen.insert(cell) {
                next.extend(parts.get(&cell).into_iter().flatten().copied());
            }
        }
    }
    None
}

/// Whether the hard equations hold with 1 in every cell that is no total, sums in the totals, and zero nowhere: then no
/// combination of them forces a cell to be zero. When they do not, nothing is known yet.
fn is_met_by_positive_numbers(form: &Form, parts: &Parts, order: &[CellIndex]) -> bool {
    let mut numbers = vec![1_i128; form.cells.len()];
    for total in order {
        let Some((position, _)) = parts.get(total).and_then(|below| below.first()) else { continue };
        let signed = form.relations[*position].right.iter().map(|term| {
            let number = numbers[term.cell.position()];
            if term.is_minus { -number } else { number }
        });
        match signed.into_iter().try_fold(0_i128, i128::checked_add) {
            Some(sum) if sum > 0 => numbers[total.position()] = sum,
            _ => return false,
        }
    }
    let weighted = |(cell, factor): &(CellIndex, i128)| numbers[cell.position()].checked_mul(*factor);
    form.relations.iter().filter(|relation| is_hard(relation)).all(|relation| {
        let linear = kinds::by_name(&relation.kind).map(|kind| kind.linear(relation)).unwrap_or_default();
        linear.iter().filter(|it| it.sense == Sense::Zero).all(|equation| {
            let sum = equation.terms.iter().try_fold(0_i128, |sum, term| sum.checked_add(weighted(term)?));
            sum == Some(0)
        })
    })
}

/// The first hard equation that, with those before it, leaves some cells no value but zero.
fn forced_to_zero(form: &Form) -> Option<(&Relation, Vec<CellIndex>)> {
    let mut echelon = Echelon::default();
    for (position, relation) in form.relations.iter().enumerate().filter(|(_, relation)| is_hard(relation)) {
        let linear = kinds::by_name(&relation.kind).map(|kind| kind.linear(relation)).unwrap_or_default();
        for equation in linear.iter().filter(|it| it.sense == Sense::Zero) {
            // One that follows from those before is no mistake: row and column totals agree.
            let Added::Changed(changed) = echelon.add(position, &equation.terms) else { continue };
            let stuck = changed.into_iter().map(|row| echelon.row(row)).find(|row| row.forces_zero(form));
            if let Some(row) = stuck {
                return Some((relation, row.cells().collect()));
            }
        }
    }
    None
}
