//! The annual report: drafting, writing, the text held against the tables.

pub(crate) mod acting;
pub(crate) mod charts;
pub(crate) mod drafting;
pub(crate) mod field;
pub(crate) mod ink;
pub(crate) mod page;
pub(crate) mod place;
pub(crate) mod side;
pub(crate) mod wish;
