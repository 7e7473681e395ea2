//! Remarks (审核说明): a warning that was answered is settled while the values it spoke of stay as they were, and the figures
//! that were explained are less likely to be wrong.

use std::collections::{BTreeMap, BTreeSet};

use super::copied::COPIED;
use super::finding::{Answer, Finding};
use super::linear::is_hard;
use crate::filing::{Edit, Filing, Remark, Value};
use crate::form::CellIndex;

/// What a filing's remark says about a finding, if there is one.
pub fn answer(finding: &Finding, filing: &Filing) -> Option<Answer> {
    let remark = filing.remarks().get(&finding.relation)?;
    let is_current = remark.values == spoken_of(finding, filing);
    Some(Answer { text: remark.text.clone(), is_current })
}

/// The edit that answers a finding; an empty text takes the answer away.
pub fn answer_edit(finding: &Finding, filing: &Filing, text: &str) -> Edit {
    let text = text.trim();
    let extra = filing.remarks().get(&finding.relation).map(|remark| remark.extra.clone()).unwrap_or_default();
    let remark =
        (!text.is_empty()).then(|| Remark { text: text.to_owned(), values: spoken_of(finding, filing), extra });
    filing.remark_edit(&finding.relation, remark)
}

/// What the remarks of a filing say about figures that still stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Explained {
    /// The cells whose figures were explained.
    pub(super) cells: BTreeSet<CellIndex>,
    /// Those among them that were explained against something outside the form's relations, such as a text.
    pub(super) outside: BTreeSet<CellIndex>,
    /// The relations that were answered and have not changed since, as positions in [`crate::form::Form::relations`].
    pub(super) relations: BTreeSet<usize>,
}

/// The figures that were explained. A remark about a relation that has to hold explains nothing: one of its figures is
/// wrong, whatever is said.
pub(super) fn explained(filing: &Filing) -> Explained {
    let form = filing.form();
    let mut explained = Explained::default();
    for (about, remark) in filing.remarks() {
        // That last year's figures stand again explains none of them.
        if about == COPIED {
            continue;
        }
        let at = form.relations.iter().position(|relation| relation.id.as_str() == about);
        if at.is_some_and(|at| is_hard(&form.relations[at])) {
            continue;
        }
        let stands = |name: &str, value: &Value| value_now(name, filing).is_some_and(|now| now == *value);
        let cells = remark.values.iter().filter(|(name, value)| value.as_number().is_some() && stands(name, value));
        let cells: Vec<CellIndex> = cells.filter_map(|(name, _)| form.cell_index(name)).collect();
        let is_current = remark.values.iter().all(|(name, value)| stands(name, value));
        match at {
            Some(at) if is_current => drop(explained.relations.insert(at)),
            Some(_) => {}
            None => explained.outside.extend(&cells),
        }
        explained.cells.extend(cells);
    }
    explained
}

/// What a name of a remark stands for now; `None` when the form has no such cell.
fn value_now(name: &str, filing: &Filing) -> Option<Value> {
    let form = filing.form();
    let value = match name.strip_prefix(PRIOR) {
        Some(id) => filing.prior().and_then(|prior| prior.value_for(form, form.cell_index(id)?)).cloned(),
        None => Some(filing.value(form.cell_index(name)?).clone()),
    };
    Some(value.unwrap_or_default())
}

/// Before the name of last year's cell.
const PRIOR: &str = "prior:";

/// The values that a finding speaks of, last year's under `prior:`.
fn spoken_of(finding: &Finding, filing: &Filing) -> BTreeMap<String, Value> {
    let form = filing.form();
    let id = |cell: &CellIndex| form.cell(*cell).id.to_string();
    let mut values: BTreeMap<String, Value> =
        finding.cells.iter().map(|cell| (id(cell), filing.value(*cell).clone())).collect();
    let prior = filing.prior();
    values.extend(finding.prior_cells.iter().map(|cell| {
        let value = prior.and_then(|prior| prior.value_for(form, *cell)).cloned().unwrap_or_default();
        (format!("{PRIOR}{}", id(cell)), value)
    }));
    values
}
