//! Work with files: those of others come in, exports and paper go out.
//!
//! Reading order: [`error`] (why something failed), [`forms`] (the forms at hand), [`reading`] (files of others),
//! [`importing`] (into filings), [`mod@report`] and [`plan`] (the text of a report, a work plan), [`mod@export`] (a filing
//! into a file), [`printing`] (pages onto paper), [`submitting`] (报送), [`attaching`] (scans beside a filing),
//! [`returned`] (退回意见).

pub mod attaching;
pub mod error;
pub mod export;
pub mod forms;
pub mod importing;
pub mod plan;
pub mod printing;
pub mod reading;
pub mod report;
pub mod returned;
pub mod submitting;

pub use error::Error;
