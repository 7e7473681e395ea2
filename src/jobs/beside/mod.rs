//! Threads that reckon beside the window while one edits.
//!
//! Reading order: [`newest`] (work of which only the newest order counts), [`localiser`] (suspects), [`comparer`] (the
//! report's text), [`typesetter`] (pages).

pub mod comparer;
pub mod localiser;
pub mod newest;
pub mod typesetter;
