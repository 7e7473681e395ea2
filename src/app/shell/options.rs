//! What the window needs to know when it starts.

use std::path::PathBuf;
use std::sync::Arc;

use crate::filing::store::Store;
use crate::form::{Catalogue, Problem};
use crate::jobs::log::Log;
use crate::jobs::printing::Printer;
use crate::jobs::reading::Pool;
use crate::jobs::renderer::Renderer;

/// What the window needs to know when it starts.
#[derive(Clone, Debug)]
pub struct Options {
    /// The user's data folder.
    pub store: Store,
    /// The forms at hand.
    pub catalogue: Catalogue,
    /// What is wrong with the user's own forms that were left out; the start page tells it.
    pub problems: Vec<Problem>,
    /// A file to open at once.
    pub file: Option<PathBuf>,
    /// The way to paper.
    pub printer: Arc<dyn Printer>,
    /// What reads the files of others.
    pub pool: Arc<Pool>,
    /// The year it is; filings are about the year before.
    pub today_year: u16,
    /// What paints the window.
    pub renderer: Renderer,
    /// Whether the window is opened again because of a mistake in the program.
    pub is_after_mishap: bool,
    /// The log.
    pub log: Log,
}
