//! What touches the machine, for both faces: the data folder, the user's forms, fonts, writing exported files.
//!
//! Reading order: [`folders`] (where data lives), [`about`] (what this program is), [`log`] and [`mishaps`] (what it did, and
//! what went wrong in it), [`diagnostics`] (both for whoever helps), [`forms`] (the forms at hand), [`fonts`] (the faces of this machine),
//! [`recent`] (what was opened lately), [`settings`] (what the window remembers), [`progress`] (how far a long job is),
//! [`renderer`] (what paints the window), [`mod@export`] (a filing into a file), [`typesetter`] (pages while one edits),
//! [`newest`] (work of which only the newest order counts), [`localiser`] (suspects while one edits), [`comparer`] (the
//! report's text while one edits), [`printing`] (pages onto paper), [`reading`] (files of others),
//! [`importing`] (files of others into filings), `at_once` and [`aggregating`] (many of them at once), [`workspaces`], [`watching`], [`collecting`]
//! and [`slips`] (the desk of an office: its file, its folders, what comes in, what goes back), [`mod@report`] (the text of a
//! report), [`plan`] (a work plan), [`submitting`] (报送), [`attaching`] (scans beside a filing), [`returned`] (退回意见), [`desktop`] and [`paths`] (folders shown, paths typed), [`error`].

pub mod about;
pub mod aggregating;
mod at_once;
pub mod attaching;
pub mod collecting;
pub mod comparer;
pub mod desktop;
pub mod diagnostics;
pub mod error;
pub mod export;
pub mod folders;
pub mod fonts;
pub mod forms;
pub mod importing;
pub mod localiser;
pub mod log;
pub mod mishaps;
pub mod newest;
pub mod paths;
pub mod plan;
pub mod printing;
pub mod progress;
pub mod reading;
pub mod recent;
pub mod renderer;
pub mod report;
pub mod returned;
pub mod settings;
pub mod slips;
pub mod submitting;
pub mod typesetter;
pub mod watching;
pub mod workspaces;

pub use error::Error;
