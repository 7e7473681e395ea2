//! Remarks (审核说明): a warning that was answered is settled while the values it spoke of stay as they were.

use std::collections::BTreeMap;

use super::finding::{Answer, Finding};
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

/// The values that a finding speaks of, last year's under `prior:`.
fn spoken_of(finding: &Finding, filing: &Filing) -> BTreeMap<String, Value> {
    let form = filing.form();
    let id = |cell: &CellIndex| form.cell(*cell).id.to_string();
    let mut values: BTreeMap<String, Value> =
        finding.cells.iter().map(|cell| (id(cell), filing.value(*cell).clone())).collect();
    let prior = filing.prior();
    values.extend(finding.prior_cells.iter().map(|cell| {
        let value = prior.and_then(|prior| prior.value_for(form, *cell)).cloned().unwrap_or_default();
        (format!("prior:{}", id(cell)), value)
    }));
    values
}
