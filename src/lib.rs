//! Tianbao (填报): fill in, check and add up the statistics forms of government information disclosure, offline.
//!
//! The modules in reading order; each may name those above it, never one below (a test holds this):
//!
//! 1. [`form`]: the form as data, from `assets/forms/*.toml`;
//! 2. [`filing`]: a filled form, its edits, its file and the store;
//! 3. [`check`]: relations judged, findings that explain themselves;
//! 4. [`import`]: any file that holds the form, read by meaning;
//! 5. [`report`]: the report around the tables, its text against them;
//! 6. [`aggregate`]: many filings into one, with the origin of every cell;
//! 7. [`export`]: the printed form and the data, as bytes;
//! 8. [`jobs`]: what touches the machine: fonts, folders, exported files;
//! 9. [`app`]: the window, and [`cli`]: the command line; they do not know each other.

pub mod aggregate;
pub mod app;
pub mod check;
pub mod cli;
pub mod export;
pub mod filing;
pub mod form;
pub mod import;
pub mod jobs;
pub mod report;
