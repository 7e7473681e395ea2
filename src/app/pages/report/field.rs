//! The names of the fields of the report for the toolkit.

use egui::Id;

use crate::app::model::tab_id::TabId;

/// The text field of a place.
pub(super) fn field_id(tab: TabId, place: &str) -> Id {
    Id::unique(("report-place", tab.0, place))
}
