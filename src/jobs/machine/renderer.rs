//! What paints the window: the graphics card by OpenGL, or the program itself where there is no usable one.

use std::path::Path;
use std::process::Command;

use crate::filing::store::reason;

/// What paints the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Renderer {
    /// OpenGL, and the program itself when that does not work.
    #[default]
    Auto,
    /// OpenGL.
    Glow,
    /// The program itself.
    Soft,
}

/// The option that chooses it on the command line.
const OPTION: &str = "--renderer";

impl Renderer {
    /// All of them, as they can be said.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Glow, Self::Soft];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Glow => "glow",
            Self::Soft => "soft",
        }
    }

    /// The one of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|renderer| renderer.name() == name)
    }
}

/// The option that says that the program is started again because of a mistake in it.
const AFTER_MISHAP: &str = "--after-mishap";

/// Runs the program once more after a mistake in it ended the window, and waits for its end: it opens what was open.
///
/// # Errors
/// A sentence when the program cannot be started, or ended badly.
pub fn start_again_after_mishap(renderer: Renderer) -> Result<(), String> {
    start(&[OPTION, renderer.name(), AFTER_MISHAP], None)
}

/// Runs the program once more, painting by itself, and waits for its end: a desktop connection that failed with OpenGL
/// cannot be used a second time in one process.
///
/// # Errors
/// A sentence when the program cannot be started, or ended badly.
pub fn start_again_without_opengl(file: Option<&Path>) -> Result<(), String> {
    start(&[OPTION, Renderer::Soft.name()], file)
}

fn start(options: &[&str], file: Option<&Path>) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|error| reason(&error))?;
    let status = Command::new(program).args(options).args(file).status();
    match status.map_err(|error| reason(&error))? {
        status if status.success() => Ok(()),
        status => Err(format!("窗口没有正常结束（{status}）")),
    }
}

#[cfg(test)]
mod tests {
    use super::Renderer;

    #[test]
    fn renderers_have_names() {
        for renderer in Renderer::ALL {
            assert_eq!(Renderer::of_name(renderer.name()), Some(renderer));
        }
        assert_eq!(Renderer::of_name("wgpu"), None);
    }
}
