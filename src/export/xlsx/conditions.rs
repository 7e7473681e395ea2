//! Conditional formats: a cell whose relation is violated turns red in the spreadsheet too, as soon as it is typed.
//!
//! A relation is judged only when all its cells hold numbers, as in [`crate::check`]. Relations with last year's values
//! or with the unit's level are not there: the sheet has neither.

use rust_xlsxwriter::{ConditionalFormatFormula, Formula, Worksheet, XlsxError};

use super::content::{place, side};
use super::look;
use super::place::{Place, ranges};
use super::plan::Plan;
use crate::check::kinds;
use crate::form::{CellIndex, Form, Period, Relation, Term};

/// Differences are rounded to the places that a value can have, since doubles add inexactly.
const PLACES: u32 = 9;

/// Adds one rule for every relation inside the form.
pub(super) fn add(sheet: &mut Worksheet, form: &Form, plan: &Plan) -> Result<(), XlsxError> {
    for relation in form.relations.iter().filter(|relation| !relation.needs_prior()) {
        let Some(violated) = violated(relation, plan) else { continue };
        let cells = places(&relation.cells(Period::This), plan);
        let count = format!("COUNT({})={}", ranges(&cells, ",", Place::fixed), cells.len());
        let red = if is_about_first(relation) { &cells[..1.min(cells.len())] } else { &cells[..] };
        let Some(first) = red.first() else { continue };
        let rule = ConditionalFormatFormula::new()
            .set_rule(Formula::new(format!("=AND({count},{violated})")))
            .set_multi_range(ranges(red, " ", Place::address))
            .set_format(look::violated());
        sheet.add_conditional_format(first.row, first.column, first.row, first.column, &rule)?;
    }
    Ok(())
}

/// Whether only the first cell is to blame; otherwise all cells of the relation turn red.
fn is_about_first(relation: &Relation) -> bool {
    relation.kind == kinds::TOTAL || relation.kind == "distinct_total"
}

/// The formula that is true when a relation is violated; `None` for kinds that the sheet cannot judge.
fn violated(relation: &Relation, plan: &Plan) -> Option<String> {
    let left = side(&relation.left, plan, Place::fixed);
    let right = side(&relation.right, plan, Place::fixed);
    let difference = format!("ROUND({left}-({right}),{PLACES})");
    Some(match relation.kind.as_str() {
        "total" | "balance" => format!("{difference}<>0"),
        "at_most" => format!("{difference}>0"),
        "stock_floor" => format!("{difference}<0"),
        "distinct_total" => {
            let floor = if relation.floor.is_empty() { &relation.right } else { &relation.floor };
            let parts = ranges(&places_of(floor, plan), ",", Place::fixed);
            format!("OR({difference}>0,{left}<MAX({parts}))")
        }
        "zero_together" => format!("({left}=0)<>({right}=0)"),
        "zero_implies" => {
            let parts = ranges(&places_of(&relation.right, plan), ",", Place::fixed);
            format!("{left}=0,OR({})", nonzero(&parts))
        }
        "magnitude" => format!("{left}>={}", relation.limit?),
        _ => return None,
    })
}

/// For each range of a list, whether it holds anything but zero.
fn nonzero(parts: &str) -> String {
    let tests: Vec<String> = parts.split(',').map(|range| format!("COUNTIF({range},\"<>0\")>0")).collect();
    tests.join(",")
}

fn places_of(terms: &[Term], plan: &Plan) -> Vec<Place> {
    terms.iter().map(|term| place(plan, *term)).collect()
}

fn places(cells: &[CellIndex], plan: &Plan) -> Vec<Place> {
    cells.iter().map(|cell| plan.cells.get(cell.position()).copied().unwrap_or_default()).collect()
}
