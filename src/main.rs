//! The program: the command line decides; the window opens when no command is given.

use std::process::ExitCode;

use tianbao::{app, cli};

fn main() -> ExitCode {
    cli::main(|window| {
        app::run(app::Options {
            store: window.store,
            catalogue: window.catalogue,
            problems: window.problems,
            file: window.file,
            renderer: window.renderer,
            today_year: u16::try_from(jiff::Zoned::now().year()).unwrap_or_default(),
        })
    })
}
