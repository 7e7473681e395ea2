//! Which cells are wrong: the smallest sets of cells that can be changed so that every hard relation can hold with legal
//! values, after Fellegi and Holt (*A systematic approach to automatic edit and imputation*, 1976).
//!
//! Hard relations are those of severity error inside the filing. A relation with a blank or text does not constrain; a
//! negative, decimal or out-of-range number has to change. Relations that share cells form a component; components are
//! solved one by one, and a whole solution takes one set of each.
//!
//! Reading order: `equation` (a sum of cells), `numbers` (what the cells hold), `system` (a component with some cells
//! free), `demand` (how many more a relation needs), `solution` (some set that is large enough), `blocks` (how many
//! more all of them need at least), `ranges` (cells that no equation determines), `search` (the smallest sets).

mod blocks;
mod demand;
mod equation;
mod numbers;
mod ranges;
mod search;
mod solution;
mod system;

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::linear::{Legal, Linear, Sense};
use super::{Amount, Rulebook};
use crate::filing::Value;
use crate::form::{CellIndex, Form};
use equation::Equation;
pub(super) use equation::gcd;
use numbers::Numbers;
pub use search::MOST_SETS;
use system::System;

/// One set of cells, with the new values where they are determined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The cells, in form order.
    pub cells: Vec<CellIndex>,
    /// The values they would get; empty where several would do.
    pub values: Vec<(CellIndex, Amount)>,
}

/// The alternatives of one component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The cells that relations link.
    pub cells: Vec<CellIndex>,
    /// How many cells have to change.
    pub size: usize,
    /// All smallest sets, at most fifty.
    pub mends: Vec<Mend>,
    /// There are more than listed.
    pub more: bool,
    /// No smaller set exists, and none of this size is missing but those counted as more.
    pub exact: bool,
}

/// Where a filing is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localised {
    /// The components that do not hold, by their first cell.
    pub groups: Vec<Group>,
}

impl Localised {
    /// The smallest number of cells that have to change; 0 only when nothing is violated.
    pub fn size(&self) -> usize {
        self.groups.iter().map(|group| group.size).sum()
    }

    /// Whether the size is proven, and the listed sets are complete as far as they go.
    pub fn is_exact(&self) -> bool {
        self.groups.iter().all(|group| group.exact)
    }
}

/// Finds the smallest sets of cells whose change can make every hard relation hold.
pub fn localise(book: &Rulebook, values: &[Value]) -> Localised {
    let form = book.form();
    let numbers = numbers(form, values);
    let holds_number = |cell: CellIndex| values.get(cell.position()).is_some_and(|value| value.as_number().is_some());
    let holds_numbers = |linear: &&Linear| linear.terms.iter().all(|(cell, _)| holds_number(*cell));
    let constraints: Vec<&Linear> = book.hard().iter().filter(holds_numbers).collect();
    let is_illegal = |cell: &CellIndex| holds_number(*cell) && !numbers.legal(*cell).contains(numbers.value(*cell));
    let illegal: BTreeSet<CellIndex> = form.cell_indices().filter(is_illegal).collect();
    let mut groups = Vec::new();
    for component in components(&constraints, &illegal) {
        let must: Vec<CellIndex> = component.cells.intersection(&illegal).copied().collect();
        let of_sense = |sense| {
            let members = component.constraints.iter().map(|at| constraints[*at]).filter(move |it| it.sense == sense);
            members.map(|it| Equation::new(it.terms.clone())).collect::<Vec<_>>()
        };
        let system = System::new(of_sense(Sense::Zero), of_sense(Sense::AtMostZero), &numbers);
        if must.is_empty() && system.broken(&numbers).is_empty() {
            continue;
        }
        let found = search::search(&system, &must, &numbers, component.cells.len());
        let mends = found.mends.into_iter().map(|mend| Mend {
            values: mend.values.into_iter().map(|(cell, value)| (cell, Amount::from_billionths(value))).collect(),
            cells: mend.cells,
        });
        let mends: Vec<Mend> = mends.collect();
        let size = mends.first().map_or(0, |mend| mend.cells.len());
        let cells = component.cells.into_iter().collect();
        groups.push(Group { cells, size, mends, more: found.more, exact: found.exact });
    }
    Localised { groups }
}

fn numbers(form: &Form, values: &[Value]) -> Numbers {
    let amount = |value: &Value| Amount::from(value.as_number().unwrap_or(Decimal::ZERO)).billionths();
    Numbers { values: values.iter().map(amount).collect(), legal: form.cells.iter().map(Legal::of).collect() }
}

/// Relations linked by common cells.
struct Component {
    cells: BTreeSet<CellIndex>,
    constraints: Vec<usize>,
}

/// The components, by their first cell; an illegal cell without a relation is one of its own.
fn components(constraints: &[&Linear], illegal: &BTreeSet<CellIndex>) -> Vec<Component> {
    let mut parents: BTreeMap<CellIndex, CellIndex> = illegal.iter().map(|cell| (*cell, *cell)).collect();
    for (cell, _) in constraints.iter().flat_map(|it| &it.terms) {
        parents.insert(*cell, *cell);
    }
    let root = |parents: &BTreeMap<CellIndex, CellIndex>, mut cell: CellIndex| {
        while let Some(parent) = parents.get(&cell).filter(|parent| **parent != cell) {
            cell = *parent;
        }
        cell
    };
    for constraint in constraints {
        let roots: Vec<CellIndex> = constraint.terms.iter().map(|(cell, _)| root(&parents, *cell)).collect();
        if let Some(first) = roots.iter().min().copied() {
            parents.extend(roots.into_iter().map(|root| (root, first)));
        }
    }
    let mut components: BTreeMap<CellIndex, Component> = BTreeMap::new();
    for cell in parents.keys() {
        let of = components.entry(root(&parents, *cell));
        of.or_insert_with(|| Component { cells: BTreeSet::new(), constraints: Vec::new() }).cells.insert(*cell);
    }
    for (at, constraint) in constraints.iter().enumerate() {
        let first = constraint.terms.first().map(|(cell, _)| root(&parents, *cell));
        if let Some(component) = first.and_then(|first| components.get_mut(&first)) {
            component.constraints.push(at);
        }
    }
    components.into_values().collect()
}
