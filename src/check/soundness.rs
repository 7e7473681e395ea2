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
