//! The fields of the start page, as they are typed.

use crate::filing::Level;
use crate::form::{Catalogue, Form};
use std::sync::Arc;

/// The fields of the start page.
#[derive(Clone, Debug)]
pub(super) struct Start {
    /// The unit's name.
    pub(super) unit: String,
    /// The reporting year.
    pub(super) year: u16,
    /// The form, when the user chose another than the year's.
    pub(super) chosen_form: Option<String>,
    /// The level, when the user chose another than the suggested.
    pub(super) chosen_level: Option<Level>,
}

impl Start {
    /// An empty one for filings about the year before.
    pub(super) fn new(today_year: u16) -> Self {
        let year = today_year.saturating_sub(1);
        Self { unit: String::new(), year, chosen_form: None, chosen_level: None }
    }

    /// The form of the new filing.
    pub(super) fn form(&self, catalogue: &Catalogue) -> Option<Arc<Form>> {
        match &self.chosen_form {
            Some(id) => catalogue.get(id),
            None => catalogue.for_year(self.year),
        }
    }

    /// The level of the new filing's unit.
    pub(super) fn level(&self) -> Option<Level> {
        self.chosen_level.or_else(|| Level::suggest(&self.unit))
    }
}
