//! The program: the command line decides; the window opens when no command is given.

use std::process::ExitCode;

fn main() -> ExitCode {
    tianbao::cli::main(|_window| Err("窗口".to_owned()))
}
