//! All integration tests in one binary: linking egui and typst once is enough.

mod forms;
mod samples;
mod support;
mod window;
