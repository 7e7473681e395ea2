//! The window: start page, the form as the official table typed into in place, live findings, saving, exports.
//!
//! Reading order: this file ([`Options`], [`run`], one frame), `state` and `view` (what the window knows), `command` and `request`
//! (what can be asked for), `dispatch`, `editing`, `selecting` and `seeking` (requests to edits and to places), `tabs`, `leaving`,
//! `session` (what outlives the window), `helping` (what helpers ask for), `worker`, `clerk` and `reports` (threads and what they say), `picker` (the desktop),
//! `typed_path`, `handing` (报送 and what follows), `importing`, `desk` (the office that adds up), `annual` and `writing` (the report), `charting` (its charts), `planning` (the work plan behind it), `pause`, `toasts`, `sheet` (the form), `panels`, `dialogs`, `sections`, `listed` (which findings), `suspicions`
//! and `suspecting` (which cells may be wrong), `past` (of a cell), `kept` (versions), `clipboard` and `tsv`, `find` and `initials`, `theme`, `fonts`, `soft` (without OpenGL).
//!
//! A frame goes one way: reports into the state, the state onto the screen, requests from the screen into the state,
//! the newest revision to the disk. The window paints only when something changed: no animation, no blinking caret.

mod kit;
mod model;
mod pages;
mod sheet;
mod shell;
pub mod soft;
mod threads;
mod window;
mod wishes;

pub use model::desk_pick::DeskPick;
pub use model::pick::{Answer, Pick};
pub use shell::frame::App;
pub use shell::options::Options;
pub use shell::run::run;
pub use threads::desktop::{DesktopPicker, Picker};
