//! The relations of one component, with some cells set free: what the others imply, and what the free cells would be.
//!
//! A cell is set free by taking it out of every equation with the help of one that has it (Gauss). What is left are
//! equations between the cells that stay: one of them that does not hold needs a further cell (Fellegi and Holt's implied
//! edits). The equations that were used up express the free cells by the others.

use std::collections::BTreeSet;

use super::demand::{self, Answer, Demand};
use super::equation::Equation;
use super::numbers::Numbers;
use super::ranges::{Ranges, Room};
use crate::check::linear::Sense;
use crate::form::CellIndex;

/// Equations and inequalities of a component, some cells free.
#[derive(Clone, Debug)]
pub(super) struct System {
    /// Equations between cells that stay, each with its value.
    equations: Vec<(Equation, i128)>,
    /// Equations that express a free cell by others.
    expressed: Vec<(CellIndex, Equation)>,
    /// Free cells that no equation expresses.
    loose: Vec<CellIndex>,
    /// Sums that are at most zero; free cells that are expressed have been put in.
    inequalities: Vec<Equation>,
}

/// Whether the free cells can be given legal values.
pub(super) enum Free {
    /// They can; the values of those that are determined, and whether that is proven.
    Yes { values: Vec<(CellIndex, i128)>, is_proven: bool },
    /// They cannot, whatever else is free, unless one of these cells is.
    Needs(Vec<CellIndex>),
}

impl System {
    pub(super) fn new(equations: Vec<Equation>, inequalities: Vec<Equation>, numbers: &Numbers) -> Self {
        let with_value = |equation: Equation| {
            let value = equation.value(|cell| numbers.value(cell));
            (equation, value)
        };
        Self {
            equations: equations.into_iter().map(with_value).collect(),
            expressed: Vec::new(),
            loose: Vec::new(),
            inequalities,
        }
    }

    /// The system with one more cell free.
    pub(super) fn with_free(&self, cell: CellIndex, numbers: &Numbers) -> Self {
        let mut next = self.clone();
        let having = next.equations.iter().enumerate().filter(|(_, (it, _))| it.coefficient(cell) != 0);
        // The shortest equation is used up, so that the others stay short.
        let Some(pivot) = having.min_by_key(|(_, (it, _))| it.len()).map(|(at, _)| at) else {
            next.loose.push(cell);
            return next;
        };
        let (pivot, _) = next.equations.swap_remove(pivot);
        for (equation, value) in &mut next.equations {
            if equation.coefficient(cell) != 0 {
                *equation = equation.without(cell, &pivot);
                *value = equation.value(|cell| numbers.value(cell));
            }
        }
        next.equations.retain(|(equation, _)| !equation.is_empty());
        for (_, equation) in &mut next.expressed {
            *equation = equation.without(cell, &pivot);
        }
        for inequality in &mut next.inequalities {
            *inequality = inequality.without(cell, &pivot);
        }
        next.expressed.push((cell, pivot));
        next
    }

    /// How many terms its relations have: what one look at it costs.
    pub(super) fn terms(&self) -> usize {
        let equations = self.equations.iter().map(|(equation, _)| equation);
        let expressed = self.expressed.iter().map(|(_, equation)| equation);
        equations.chain(expressed).chain(&self.inequalities).map(Equation::len).sum::<usize>() + 1
    }

    /// Disjoint parts, none of whose cells is free: each a broken equation with the equations beside it that share cells with
    /// no other part; with their cells.
    pub(super) fn parted(&self, numbers: &Numbers) -> Vec<(BTreeSet<CellIndex>, Self)> {
        let mut parts: Vec<(BTreeSet<CellIndex>, Vec<Equation>)> = Vec::new();
        let (broken, holding): (Vec<_>, Vec<_>) = self.equations.iter().partition(|(_, value)| *value != 0);
        for (equation, _) in broken {
            if parts.iter().all(|(cells, _)| equation.cells().all(|cell| !cells.contains(&cell))) {
                parts.push((equation.cells().collect(), vec![equation.clone()]));
            }
        }
        let cores: Vec<BTreeSet<CellIndex>> = parts.iter().map(|(cells, _)| cells.clone()).collect();
        for (equation, _) in holding {
            let reaches = |cells: &BTreeSet<CellIndex>| equation.cells().any(|cell| cells.contains(&cell));
            let mut near = (0..parts.len()).filter(|at| reaches(&parts[*at].0));
            if let (Some(at), None) = (near.next(), near.next())
                && reaches(&cores[at])
            {
                parts[at].0.extend(equation.cells());
                parts[at].1.push(equation.clone());
            }
        }
        parts.into_iter().map(|(cells, equations)| (cells, Self::new(equations, Vec::new(), numbers))).collect()
    }

    /// What its relations ask for while some cells are held; `None` when one of them cannot hold any more.
    pub(super) fn demands(&self, held: &BTreeSet<CellIndex>, numbers: &Numbers) -> Option<Vec<Demand>> {
        let is_free =
            |cell: CellIndex| self.loose.contains(&cell) || self.expressed.iter().any(|(free, _)| *free == cell);
        let staying = self.equations.iter().filter(|(_, value)| *value != 0);
        let staying = staying.map(|(equation, value)| (equation, Sense::Zero, *value));
        let sum = |equation: &Equation| equation.value(|cell| numbers.value(cell));
        let expressed = self.expressed.iter().map(|(_, equation)| (equation, Sense::Zero, sum(equation)));
        let bounds = self.inequalities.iter().map(|it| (it, Sense::AtMostZero, sum(it)));
        let mut demands = Vec::new();
        for (equation, sense, value) in staying.chain(expressed).chain(bounds) {
            match demand::of(equation, sense, value, numbers, is_free, held) {
                Answer::Met => {}
                Answer::Wants(demand) => demands.push(demand),
                Answer::Never => return None,
            }
        }
        Some(demands)
    }

    /// Every implied relation between the cells that stay which does not hold.
    pub(super) fn broken(&self, numbers: &Numbers) -> Vec<&Equation> {
        let equations = self.equations.iter().filter(|(_, value)| *value != 0).map(|(equation, _)| equation);
        let inequalities = self.inequalities.iter().filter(|inequality| {
            let is_settled = inequality.cells().all(|cell| !self.loose.contains(&cell));
            is_settled && inequality.value(|cell| numbers.value(cell)) > 0
        });
        equations.chain(inequalities).collect()
    }

    /// Whether the free cells can be given legal values, when no implied relation is broken.
    pub(super) fn free(&self, numbers: &Numbers) -> Free {
        let is_loose = |equation: &Equation| equation.cells().any(|cell| self.loose.contains(&cell));
        let mut values = Vec::with_capacity(self.expressed.len());
        // Where only cells that stay express a cell, there is one value for it.
        for (cell, equation) in self.expressed.iter().filter(|(_, equation)| !is_loose(equation)) {
            let coefficient = equation.coefficient(*cell);
            let rest = equation.value(|other| if other == *cell { 0 } else { numbers.value(other) });
            let value = -rest / coefficient;
            if rest % coefficient != 0 || !numbers.legal(*cell).contains(value) {
                return Free::Needs(equation.cells().filter(|other| other != cell).collect());
            }
            values.push((*cell, value));
        }
        if self.loose.is_empty() {
            return Free::Yes { values, is_proven: true };
        }
        let mut ranges = Ranges::new(&self.loose, numbers);
        for inequality in &self.inequalities {
            ranges.at_most_zero(inequality);
        }
        for (cell, equation) in self.expressed.iter().filter(|(_, equation)| is_loose(equation)) {
            ranges.expressed(*cell, equation);
        }
        match ranges.decide() {
            Room::Yes => Free::Yes { values, is_proven: true },
            Room::Unknown => Free::Yes { values, is_proven: false },
            Room::No(cells) => Free::Needs(cells),
        }
    }
}
