//! How the program was started, for those who help.

use crate::jobs::log::Log;
use crate::jobs::renderer::Renderer;

/// How the window came about.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// What paints it.
    pub(crate) renderer: Renderer,
    /// Whether it was opened again because of a mistake in the program.
    pub(crate) is_after_mishap: bool,
    /// Its log.
    pub(crate) log: Log,
}
