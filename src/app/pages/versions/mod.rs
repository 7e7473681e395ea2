//! The kept versions of a filing.

pub(crate) mod dialog;
pub(crate) mod kept;
