//! The dialogs of a desk.

pub(crate) mod give_back;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod unit;
pub(crate) mod whose_file;
