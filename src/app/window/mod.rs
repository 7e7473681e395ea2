//! The open filings and what every page may do with them: [`Window`] is lent to a page while it works, and cannot reach one.
//!
//! Reading order: this file, [`page`] (what a page is), `performing` (requests), `reports` (what the threads say), `editing`,
//! `selecting`, `filling`, `seeking` and `suspecting` (in the sheet), `writing` (the report, as far as all open and close it),
//! `tabs`, `leaving` and `session` (what is open, closed and opened again), `telling` and `toasts` (sentences), `clipboard` and
//! `typed_path` (asking the desktop), `dialog` (the three dialogs that all of this opens).

pub(crate) mod at_risk;
pub(crate) mod clipboard;
pub(crate) mod dialog;
pub(crate) mod dialog_ui;
pub(crate) mod editing;
pub(crate) mod filling;
pub(crate) mod keys;
pub(crate) mod leaving;
pub(crate) mod origin;
pub(crate) mod page;
pub(crate) mod pasted;
pub(crate) mod path_box;
pub(crate) mod performing;
pub(crate) mod reports;
pub(crate) mod seeking;
pub(crate) mod selecting;
pub(crate) mod session;
pub(crate) mod suspecting;
pub(crate) mod tabs;
pub(crate) mod telling;
pub(crate) mod toasts;
pub(crate) mod typed_path;
pub(crate) mod writing;

use crate::app::kit::pause::Pause;
use crate::app::model::by_tab::{ByTab, Open};
use crate::app::model::leaving::Leaving;
use crate::app::model::running::{FromClipboard, Notice, Running};
use crate::app::model::tab_id::TabId;
use crate::app::model::tabs::Tabs;
use crate::app::threads::worker::Worker;
use crate::app::wishes::request::Request;
use crate::filing::Edit;
use crate::form::{Catalogue, Problem};
use crate::jobs::recent::Recent;
use crate::jobs::settings::Settings;
use dialog::Dialog;
use keys::Keys;
use origin::Origin;
use toasts::Toasts;

/// The open filings, what is remembered of the window, and the threads beside it: what every page is lent while it works.
pub(crate) struct Window {
    /// The forms at hand.
    pub(crate) catalogue: Catalogue,
    /// The year it is.
    pub(crate) today_year: u16,
    /// The recent files.
    pub(crate) recent: Vec<Recent>,
    /// The open filings; the start page is shown while none is current.
    pub(crate) tabs: Tabs,
    /// What is wrong with the user's own forms.
    pub(crate) problems: Vec<Problem>,
    /// What the user wants to close once it is saved.
    pub(crate) leaving: Vec<Leaving>,
    /// Which dialog is open in which tab.
    pub(crate) dialogs: Open,
    /// The open dialogs of the window itself.
    pub(crate) dialog: ByTab<Dialog>,
    /// The sentence in the status line.
    pub(crate) notice: Option<Notice>,
    /// The messages in the corner.
    pub(crate) toasts: Toasts,
    /// The long jobs that run, the oldest first.
    pub(crate) running: Vec<Running>,
    /// What was entered into a sum, which is for the page of its workspace.
    pub(crate) by_hand: Vec<Edit>,
    /// The text of the clipboard was asked for, and for what.
    pub(crate) wants_clipboard: Option<FromClipboard>,
    /// Panels, zoom, light or dark.
    pub(crate) settings: Settings,
    /// The threads beside the window.
    pub(crate) worker: Worker,
    /// Whether nothing holds the window open any more.
    pub(crate) may_close: bool,
    /// The settings as they were handed to the disk last.
    pub(crate) remembered: Settings,
    /// Whether the open files are being watched.
    pub(crate) is_watching: bool,
    /// Whether what was open when the program ended badly is being opened again.
    pub(crate) is_recovering: bool,
    /// Holds the search for guilty cells back while one types.
    pub(crate) search: Pause<(TabId, u64)>,
    /// How the program was started.
    pub(crate) origin: Origin,
    /// What keys do on the pages, for the page of keys.
    pub(crate) keys: Vec<Keys>,
    /// What somebody asked for while something else was being done.
    pub(crate) asked: Vec<Request>,
}
