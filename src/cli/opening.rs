//! The way from the command line to the window, which it does not know.

use std::path::PathBuf;

use crate::filing::store::Store;
use crate::form::{Catalogue, Problem};
use crate::jobs::log::Log;
use crate::jobs::renderer::Renderer;

/// Opens the window; given by `main`, because the command line does not know the application.
pub type OpenWindow = fn(Window) -> Result<(), String>;

/// What the window is opened with.
#[derive(Clone, Debug)]
pub struct Window {
    /// The data folder.
    pub store: Store,
    /// The forms at hand.
    pub catalogue: Catalogue,
    /// What is wrong with the user's own forms that were left out.
    pub problems: Vec<Problem>,
    /// The filing to open at once.
    pub file: Option<PathBuf>,
    /// What paints it.
    pub renderer: Renderer,
    /// Whether it is opened again because of a mistake in the program.
    pub is_after_mishap: bool,
    /// The log.
    pub log: Log,
}
