//! All integration tests in one binary: linking egui and typst once is enough.

mod architecture;
mod cli;
mod compound;
mod csv_json;
mod docx;
mod filings;
mod forms;
mod html;
mod kinds;
mod laws;
mod localise;
mod paper;
mod pdf;
mod readers;
mod reading;
mod rules_document;
mod samples;
mod support;
mod tools;
mod window;
mod window_harness;
mod window_paper;
mod window_sheet;
mod window_tabs;
mod xlsx;
