//! Starts the window: `tianbao [FILE]`.

use std::path::PathBuf;
use std::process::ExitCode;

use tianbao::app::{self, Options};
use tianbao::filing::store::Store;
use tianbao::form::Catalogue;
use tianbao::jobs::folders;

fn main() -> ExitCode {
    let options = Options {
        store: Store::new(folders::data_folder()),
        catalogue: Catalogue::shipped(),
        file: std::env::args_os().nth(1).map(PathBuf::from),
        today_year: u16::try_from(jiff::Zoned::now().year()).unwrap_or(2026),
    };
    match app::run(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
    }
}
