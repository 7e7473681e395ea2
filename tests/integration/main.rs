//! All integration tests in one binary: linking egui and typst once is enough.

mod csv_json;
mod forms;
mod pdf;
mod samples;
mod support;
