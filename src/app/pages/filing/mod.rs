//! The filing on the screen, with its data and last year's figures.

pub(crate) mod data;
pub(crate) mod prior;
