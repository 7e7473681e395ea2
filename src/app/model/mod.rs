//! What is known of the open filings. Plain data: no toolkit, tested without a window.
//!
//! Reading order: [`document`] (an open filing), [`view`] (its check as it is shown), [`place`], [`selection`] and [`steps`]
//! (where one is on the sheet), [`writing`] (the report being written), [`tabs`] (all of them), then what they are made of.

pub(crate) mod answering;
pub(crate) mod by_tab;
pub(crate) mod clipboard;
pub(crate) mod desk_pick;
pub(crate) mod document;
pub(crate) mod find;
pub(crate) mod initials;
pub(crate) mod known;
pub(crate) mod leaving;
pub(crate) mod listed;
pub(crate) mod past;
pub(crate) mod pick;
pub(crate) mod place;
pub(crate) mod remark;
pub(crate) mod reporting;
pub(crate) mod running;
pub(crate) mod saving;
pub(crate) mod sections;
pub(crate) mod selection;
pub(crate) mod steps;
pub(crate) mod suspecting;
pub(crate) mod suspicions;
pub(crate) mod tab_id;
pub(crate) mod tabs;
pub(crate) mod tsv;
pub(crate) mod view;
pub(crate) mod writing;
