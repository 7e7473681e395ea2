//! The desk of an office in a tab of its own: who is expected and how far everybody is, the table of units, the aggregate
//! and where its figures come from, what deserves a look, several years.
//!
//! Reading order: this file (what a tab knows), `shown` (what the lists show of it), `view` (the parts of the window),
//! `grid` (the one table that all lists are), `head`, `tree`, `lists`, `figures` and `inspector` (the parts), `wish` (what can be
//! asked for), `unit_form` (a unit as a dialog asks for it), `pick` (file dialogs), `actions` and `decisions` (doing it), `opening` (opening, making, saving), `work` (threads), `news` (what
//! they say).
//!
//! The aggregate is a filing that nobody types into: it is shown by the sheet, checked, printed and exported as any other.

pub(crate) mod deeds;
pub(crate) mod dialogs;
pub(crate) mod look;
pub(crate) mod origin;
pub(crate) mod said;
pub(crate) mod showing;
pub(crate) mod shown;
pub(crate) mod tab;
pub(crate) mod unit_form;
pub(crate) mod views;
pub(crate) mod wish;

use crate::app::kit::grid;

/// Whether what has the keyboard is a list of a desk.
pub(crate) fn is_list(focused: egui::Id) -> bool {
    const LISTS: [&str; 6] = ["units", "origin", "files", "review", "compare", "years"];
    LISTS.iter().any(|salt| grid::keys_id(salt) == focused)
}

/// Lists longer than this open folded.
pub(crate) const MOST_OPEN: usize = 400;
