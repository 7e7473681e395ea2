//! One folder a page: what it remembers, what it asks for, how it looks, what it does. No page names another.

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
