//! All integration tests in one binary: linking egui and typst once is enough.

mod architecture;
mod cli;
mod csv_json;
mod filings;
mod forms;
mod kinds;
mod laws;
mod localise;
mod pdf;
mod report_draft;
mod report_text;
mod rules_document;
mod samples;
mod support;
mod window;
mod window_harness;
mod window_sheet;
mod window_tabs;
mod xlsx;
