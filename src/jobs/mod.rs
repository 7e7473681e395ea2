//! What touches the machine, for both faces: the data folder, the user's forms, fonts, writing exported files.
//!
//! Reading order: [`folders`] (where data lives), [`forms`] (the forms at hand), [`fonts`] (the faces of this machine),
//! [`recent`] (what was opened lately), [`mod@export`] (a filing into a file), [`report`] (the text of a report), [`error`].

pub mod error;
pub mod export;
pub mod folders;
pub mod fonts;
pub mod forms;
pub mod recent;
pub mod report;

pub use error::Error;
