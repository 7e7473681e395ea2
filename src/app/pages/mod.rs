//! One folder a page: what it remembers, what it asks of itself, how it looks, what it does, its dialogs and its threads.
//!
//! A page is an `impl Page` in the `mod.rs` of its folder and a line in `shell::pages`. No page names another: what one wants
//! of another it asks of the window, and the list brings it there.

pub(crate) mod desk;
pub(crate) mod filing;
pub(crate) mod handing;
pub(crate) mod help;
pub(crate) mod import;
pub(crate) mod plan;
pub(crate) mod print;
pub(crate) mod report;
pub(crate) mod start;
pub(crate) mod versions;
