//! A plan into a filing: as the values of its year, or as last year's figures inside another filing.

use super::Plan;
use crate::filing::{Edit, Filing, Snapshot, Unit};
use crate::form::CellId;

impl Plan {
    /// A filing with the values of this plan.
    pub fn filing(&self, unit: &str, year: u16, at: jiff::Timestamp) -> Filing {
        let mut filing = Filing::new(std::sync::Arc::clone(&self.form), Unit::named(unit), year);
        if let Some(edit) = self.edit(&filing) {
            filing.apply(edit, at);
        }
        filing
    }

    /// The one step that fills a filing with the values and the sign-off fields of this plan. A blank of the source
    /// empties nothing. Values of another form go to the cells with the same meaning.
    pub fn edit(&self, filing: &Filing) -> Option<Edit> {
        let values = self.placements.iter().filter(|it| !it.value.is_blank());
        let cells: Vec<_> = if filing.form().id == self.form.id {
            values.map(|it| (it.cell, it.value.clone())).collect()
        } else {
            let snapshot = self.snapshot("", "");
            let form = filing.form();
            let all = form.cell_indices().filter_map(|cell| Some((cell, snapshot.value_for(form, cell)?.clone())));
            all.filter(|(_, value)| !value.is_blank()).collect()
        };
        let mut edits: Vec<Edit> = filing.cells_edit(cells).into_iter().collect();
        let mut signoff = filing.signoff().clone();
        for (field, text) in &self.signoff {
            signoff.set(field, text);
        }
        if signoff != *filing.signoff() {
            edits.push(Edit::SignOff { old: filing.signoff().clone(), new: signoff });
        }
        Edit::several(edits)
    }

    /// The values as last year's figures; `source` is the name of the file and `hash` its SM3.
    pub fn snapshot(&self, source: &str, hash: &str) -> Snapshot {
        let values = self.placements.iter().filter(|it| !it.value.is_blank());
        Snapshot {
            form: self.form.id.clone(),
            unit: self.unit.clone(),
            source: source.to_owned(),
            hash: hash.to_owned(),
            values: values.map(|it| (self.form.cell(it.cell).id.clone(), it.value.clone())).collect(),
            ..Snapshot::default()
        }
    }

    /// The cells with a value for which a form has no cell of the same meaning.
    pub fn without_counterpart(&self, form: &crate::form::Form) -> Vec<CellId> {
        let known: Vec<CellId> = form.cell_indices().filter_map(|cell| form.counterpart(cell, &self.form.id)).collect();
        let values = self.placements.iter().filter(|it| !it.value.is_blank());
        values.map(|it| self.form.cell(it.cell).id.clone()).filter(|id| !known.contains(id)).collect()
    }
}
