//! The program: the command line decides; the window opens when no command is given.

use std::process::ExitCode;
use std::sync::Arc;

use tianbao::jobs::printing::DesktopPrinter;
use tianbao::jobs::reading::Pool;
use tianbao::{app, cli};

fn main() -> ExitCode {
    cli::main(|window| {
        let pool = Pool::new().map(Arc::new).map_err(|error| error.to_string())?;
        let printer = Arc::new(DesktopPrinter::new(window.store.data_folder()));
        app::run(app::Options {
            printer,
            pool,
            store: window.store,
            catalogue: window.catalogue,
            problems: window.problems,
            file: window.file,
            renderer: window.renderer,
            log: window.log,
            is_after_mishap: window.is_after_mishap,
            today_year: u16::try_from(jiff::Zoned::now().year()).unwrap_or_default(),
        })
    })
}
