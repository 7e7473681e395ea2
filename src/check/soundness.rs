//! Whether a form's relations make sense: known kinds, no total that contains itself, no contradiction.
//!
//! [`Form::parse`] checks what can be seen without knowing the kinds; this is the rest. Equations between cells that
//! cannot be negative contradict each other when together they force a cell to be always zero: a total of a and b that is
//! also a total of a, b and c.

use std::collections::{BTreeMap, BTreeSet};

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
    if let Some((relation, cell)) = circular_total(form) {
        add(
            relation,
            format!(
                "勾稽关系“{}”：单元格“{}”绕了一圈成了自己的分项，合计不能包含自己",
                relation.id,
                form.cell(cell).id
            ),
        );
        return problems;
    }
    if let Some((relation, cells)) = forced_to_zero(form) {
        let ids = cells.iter().map(|cell| form.cell(*cell).id.to_string()).collect::<Vec<_>>().join("、");
        add(relation, format!("勾稽关系“{}”与前面的关系矛盾：合在一起使单元格 {ids} 只能是 0", relation.id));
    }
    problems
}

/// A cell that is, through totals of totals, a part of itself.
fn circular_total(form: &Form) -> Option<(&Relation, CellIndex)> {
    let mut parts: BTreeMap<CellIndex, Vec<(usize, CellIndex)>> = BTreeMap::new();
    for (position, relation) in form.relations.iter().enumerate().filter(|(_, relation)| relation.kind == kinds::TOTAL)
    {
        for total in &relation.left {
            let below =
                relation.right.iter().filter(|term| term.period == Period::This).map(|term| (position, term.cell));
            parts.entry(total.cell).or_default().extend(below);
        }
    }
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

/// A row of the equation system: cell → coefficient.
type Row = BTreeMap<CellIndex, i128>;

/// The first hard equation that, with those before it, leaves some cells no value but zero.
///
/// The equations are brought to echelon form one by one in whole numbers; a row whose coefficients all have one sign can
/// only hold for non-negative cells when all of them are zero.
fn forced_to_zero(form: &Form) -> Option<(&Relation, Vec<CellIndex>)> {
    let equations = form.relations.iter().filter(|relation| is_hard(relation)).flat_map(|relation| {
        let linear = kinds::by_name(&relation.kind).map(|kind| kind.linear(relation)).unwrap_or_default();
        linear.into_iter().filter(|it| it.sense == Sense::Zero).map(move |it| (relation, it))
    });
    let mut rows: Vec<Row> = Vec::new();
    // Which row has a cell as its pivot, and which rows hold a cell at all: a long form has thousands of equations, each
    // of which meets only a few others.
    let mut row_of_pivot: BTreeMap<CellIndex, usize> = BTreeMap::new();
    let mut holders: BTreeMap<CellIndex, BTreeSet<usize>> = BTreeMap::new();
    for (relation, equation) in equations {
        let mut row: Row = equation.terms.into_iter().collect();
        let met: Vec<(CellIndex, usize)> =
            row.keys().filter_map(|cell| Some((*cell, *row_of_pivot.get(cell)?))).collect();
        for (pivot, other) in met {
            eliminate(&mut row, pivot, &rows[other]);
        }
        // An equation that follows from those before leaves nothing; that is no mistake (row and column totals agree).
        let Some(pivot) = row.keys().next().copied() else { continue };
        let mut changed: Vec<usize> = holders.remove(&pivot).unwrap_or_default().into_iter().collect();
        for other in &changed {
            for cell in rows[*other].keys() {
                holders.entry(*cell).or_default().remove(other);
            }
            eliminate(&mut rows[*other], pivot, &row);
        }
        row_of_pivot.insert(pivot, rows.len());
        changed.push(rows.len());
        rows.push(row);
        for other in changed {
            let row = &rows[other];
            if is_stuck(form, row) {
                return Some((relation, row.keys().copied().collect()));
            }
            for cell in row.keys() {
                holders.entry(*cell).or_default().insert(other);
            }
        }
    }
    None
}

/// Whether cells that are not negative can only be zero in a row.
fn is_stuck(form: &Form, row: &Row) -> bool {
    let may_be_negative = row.keys().any(|cell| form.cell(*cell).signed);
    let has_one_sign = row.values().all(|it| *it > 0) || row.values().all(|it| *it < 0);
    !may_be_negative && has_one_sign
}

/// Takes `other` times a factor from `row` so that the pivot is gone, and shortens the row.
fn eliminate(row: &mut Row, pivot: CellIndex, other: &Row) {
    let Some(here) = row.get(&pivot).copied() else { return };
    let there = other.get(&pivot).copied().unwrap_or(1);
    if here % there == 0 {
        // The usual case, a coefficient of one: only what the other row holds changes.
        let times = here / there;
        for (cell, coefficient) in other {
            let sum = row.entry(*cell).or_default();
            *sum -= coefficient.saturating_mul(times);
            if *sum == 0 {
                row.remove(cell);
            }
        }
        return;
    }
    let mut combined = Row::new();
    for (cell, coefficient) in &*row {
        *combined.entry(*cell).or_default() += coefficient.saturating_mul(there);
    }
    for (cell, coefficient) in other {
        *combined.entry(*cell).or_default() -= coefficient.saturating_mul(here);
    }
    combined.retain(|_, coefficient| *coefficient != 0);
    let divisor = combined.values().fold(0, |divisor, coefficient| gcd(divisor, coefficient.abs()));
    if divisor > 1 {
        for coefficient in combined.values_mut() {
            *coefficient /= divisor;
        }
    }
    *row = combined;
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}
