//! Tianbao (填报): fill in, check and add up the statistics forms of government information disclosure, offline.
//!
//! The modules in reading order; each may name those above it, never one below (a test holds this):
//!
//! 1. [`form`]: the form as data, from `assets/forms/*.toml`;
//! 2. [`filing`]: a filled form, its edits, its file and the store;
//! 3. [`check`]: relations judged, findings that explain themselves;
//! 4. [`import`]: any file that holds the form, read by meaning;
//! 5. [`report`]: the report around the tables, its text against them;
//! 6. [`export`]: the printed form and the data, as bytes;
//! 7. [`jobs`]: what touches the machine: fonts, folders, exported files;
//! 8. [`app`]: the window, and [`cli`]: the command line; they do not know each other.

pub mod app;
pub mod check;
pub mod cli;
pub mod export;
pub mod filing;
pub mod form;
pub mod import;
pub mod jobs;
pub mod report;
