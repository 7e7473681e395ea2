//! The machine that the program runs on.
//!
//! Reading order: [`folders`] (where data lives), [`about`] (what this program is), [`log`] and [`mishaps`] (what it did,
//! and what went wrong in it), [`diagnostics`] (both for whoever helps), [`fonts`] (the faces of this machine), [`recent`]
//! (what was opened lately), [`settings`] (what the window remembers), [`renderer`] (what paints it), [`progress`] (how far
//! a long job is), `at_once` (on all cores), [`desktop`] and [`paths`] (folders shown, paths typed and written).

pub mod about;
pub(super) mod at_once;
pub mod desktop;
pub mod diagnostics;
pub mod folders;
pub mod fonts;
pub mod log;
pub mod mishaps;
pub mod paths;
pub mod progress;
pub mod recent;
pub mod renderer;
pub mod settings;
