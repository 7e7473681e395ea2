//! The desk of an office: its file, its folders, what comes in, what goes back.
//!
//! Reading order: [`aggregating`] (many files at once), [`workspaces`] (the file of a desk), [`watching`] and
//! [`collecting`] (its folders), [`slips`] (what goes back).

pub mod aggregating;
pub mod collecting;
pub mod slips;
pub mod watching;
pub mod workspaces;
