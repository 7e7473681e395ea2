//! What touches the machine, for both faces, in four folders of which each names only those before it.
//!
//! [`machine`] (data folder, log, fonts, settings, progress), [`files`] (files of others, exports, handing in, paper),
//! [`beside`] (threads that reckon beside the window), [`office`] (many units). The faces name the modules themselves.

pub mod beside;
pub mod files;
pub mod machine;
pub mod office;

pub use beside::{comparer, localiser, newest, typesetter};
pub use files::{
    Error, attaching, error, export, forms, importing, plan, printing, reading, report, returned, submitting,
};
pub use machine::{
    about, desktop, diagnostics, folders, fonts, log, mishaps, paths, progress, recent, renderer, settings,
};
pub use office::{aggregating, collecting, slips, watching, workspaces};
