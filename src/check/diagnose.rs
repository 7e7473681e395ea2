//! The relations of a form among themselves: which contradict each other, which follow from others, and which cells none
//! of them watches. What `tianbao forms ID --diagnose` shows.
//!
//! Looked at are the hard relations inside one filing. Equations are eliminated exactly; an inequality is compared with
//! them after every total in it was replaced by its parts, which finds what follows from totals and not every chain.

use std::collections::{BTreeMap, BTreeSet};

use super::Rulebook;
use super::echelon::{Added, Echelon};
use super::linear::{Linear, Sense, is_hard};
use crate::form::{CellIndex, Severity};

/// Relations that together leave some cells no value but zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Positions in [`crate::form::Form::relations`].
    pub relations: Vec<usize>,
    /// The cells that could only be zero.
    pub cells: Vec<CellIndex>,
}

/// Relations of which some follow from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// All relations of the group, as positions in [`crate::form::Form::relations`].
    pub relations: Vec<usize>,
    /// Those that follow from the ones before them in the form; any others of the group could be taken instead.
    pub following: Vec<usize>,
}

/// An inequality that holds whenever some totals hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Implied {
    /// The inequality, as a position in [`crate::form::Form::relations`].
    pub relation: usize,
    /// The totals.
    pub by: Vec<usize>,
}

/// What there is to say about the relations of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnosis {
    /// How many relations were looked at.
    pub hard: usize,
    /// Relations that cannot reasonably hold together.
    pub contradictions: Vec<Contradiction>,
    /// Equations that depend on each other.
    pub dependencies: Vec<Dependency>,
    /// Inequalities that say nothing new.
    pub implied: Vec<Implied>,
    /// Cells that no relation of any kind watches.
    pub unwatched: Vec<CellIndex>,
    /// Cells that only warnings and notices watch.
    pub only_warned: Vec<CellIndex>,
}

/// Looks at the relations of a form.
pub fn diagnose(book: &Rulebook) -> Diagnosis {
    let form = book.form();
    let mut diagnosis =
        Diagnosis { hard: form.relations.iter().filter(|relation| is_hard(relation)).count(), ..Diagnosis::default() };
    let mut echelon = Echelon::default();
    let mut circuits: Vec<(usize, Vec<usize>)> = Vec::new();
    for (position, relation) in form.relations.iter().enumerate().filter(|(_, relation)| is_hard(relation)) {
        let linear = book.kind(position).map(|kind| kind.linear(relation)).unwrap_or_default();
        let (equations, bounds): (Vec<Linear>, Vec<Linear>) =
            linear.into_iter().partition(|it| it.sense == Sense::Zero);
        for equation in equations {
            if let Added::Follows(circuit) = echelon.add(position, &equation.terms) {
                circuits.push((position, circuit));
            }
        }
        let compared: Vec<Bound> = bounds.into_iter().map(|it| compare(book, it.terms)).collect();
        for bound in &compared {
            if let Bound::Crushing { by, cells } = bound {
                let relations = by.iter().copied().chain([position]).collect();
                diagnosis.contradictions.push(Contradiction { relations, cells: cells.clone() });
            }
        }
        let by: Option<Vec<&BTreeSet<usize>>> = compared.iter().map(Bound::implied_by).collect();
        if let Some(by) = by.filter(|by| !by.is_empty()) {
            let by: BTreeSet<usize> = by.into_iter().flatten().copied().collect();
            diagnosis.implied.push(Implied { relation: position, by: by.into_iter().collect() });
        }
    }
    let stuck = echelon.rows().filter(|row| row.forces_zero(form));
    let stuck = stuck.map(|row| (row.cells().collect::<Vec<_>>(), row.relations().collect::<Vec<_>>()));
    for (cells, relations) in joined(stuck.collect()) {
        diagnosis.contradictions.push(Contradiction { relations, cells });
    }
    let circuits = circuits.into_iter().map(|(position, relations)| (vec![position], relations));
    for (following, relations) in joined(circuits.collect()) {
        diagnosis.dependencies.push(Dependency { relations, following });
    }
    for cell in form.cell_indices() {
        let watching = || book.watching(cell).iter().map(|relation| &form.relations[*relation]);
        if watching().next().is_none() {
            diagnosis.unwatched.push(cell);
        } else if watching().all(|relation| relation.severity != Severity::Error) {
            diagnosis.only_warned.push(cell);
        }
    }
    diagnosis
}

/// What an inequality says beyond some totals.
enum Bound {
    /// Something.
    New,
    /// Nothing.
    Implied { by: BTreeSet<usize> },
    /// That cells can only be zero.
    Crushing { by: BTreeSet<usize>, cells: Vec<CellIndex> },
}

impl Bound {
    fn implied_by(&self) -> Option<&BTreeSet<usize>> {
        if let Self::Implied { by } = self { Some(by) } else { None }
    }
}

/// Compares an inequality with the totals. What is left after their parts were put in says nothing new about cells that are
/// never negative when all coefficients are negative, and leaves nothing but zero when all are positive.
fn compare(book: &Rulebook, terms: Vec<(CellIndex, i128)>) -> Bound {
    let form = book.form();
    let mut left: Vec<(CellIndex, i128)> = terms;
    let mut sums: BTreeMap<CellIndex, i128> = BTreeMap::new();
    let mut by = BTreeSet::new();
    // Totals have no cycles in a sound form; the bound is for forms that are not.
    for _ in 0..form.cells.len() * form.cells.len() {
        let Some((cell, coefficient)) = left.pop() else { break };
        match book.total_at(cell).filter(|total| is_hard(&form.relations[*total])) {
            Some(total) => {
                by.insert(total);
                let parts = form.relations[total].right.iter();
                left.extend(parts.map(|part| (part.cell, if part.is_minus { -coefficient } else { coefficient })));
            }
            None => *sums.entry(cell).or_default() += coefficient,
        }
    }
    sums.retain(|_, coefficient| *coefficient != 0);
    let may_be_negative = sums.keys().any(|cell| form.cell(*cell).signed);
    if may_be_negative || !left.is_empty() {
        Bound::New
    } else if sums.values().all(|coefficient| *coefficient < 0) {
        Bound::Implied { by }
    } else if sums.values().all(|coefficient| *coefficient > 0) {
        Bound::Crushing { by, cells: sums.into_keys().collect() }
    } else {
        Bound::New
    }
}

/// Joins entries that have a relation in common.
fn joined<T: Ord + Copy>(entries: Vec<(Vec<T>, Vec<usize>)>) -> Vec<(Vec<T>, Vec<usize>)> {
    let mut groups: Vec<(BTreeSet<T>, BTreeSet<usize>)> = Vec::new();
    for (what, relations) in entries {
        let (mut what, mut relations) = (BTreeSet::from_iter(what), BTreeSet::from_iter(relations));
        groups.retain(|(other, its)| {
            let is_apart = its.is_disjoint(&relations);
            if !is_apart {
                what.extend(other.iter().copied());
                relations.extend(its.iter().copied());
            }
            is_apart
        });
        groups.push((what, relations));
    }
    groups.into_iter().map(|(what, relations)| (what.into_iter().collect(), relations.into_iter().collect())).collect()
}
