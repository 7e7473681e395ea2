//! The window, in floors: a floor names only floors below it, and no page names another page.
//!
//! ```text
//! kit, model ← wishes, threads ← sheet ← window ← pages ← shell        (soft stands beside, on kit's floor)
//! ```
//!
//! `kit` is what everything is painted with, `model` what is known of the open filings, `wishes` what can be asked for,
//! `threads` who works beside the window, `sheet` an open filing on the screen, `window` the one place where filings change,
//! `pages` one folder a page, `shell` the frame, the keys and the bars around; `soft` is the window without OpenGL.
//!
//! A frame goes one way: what the threads said along the list of pages into the state, the state onto the screen, requests
//! from the screen along the list, the newest revision to the disk. The window paints only when something changed: no
//! animation, no blinking caret.

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
