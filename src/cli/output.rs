//! What a command says: results on stdout, messages on stderr, and the exit code.

use std::io::{self, Write as _};
use std::process::ExitCode;

use serde_json::Value as Json;

use super::Ending;

/// Collects what goes to stdout, so that a command that fails has printed nothing there.
pub(crate) struct Output {
    text: String,
}

impl Output {
    pub(super) fn new() -> Self {
        Self { text: String::new() }
    }

    /// One line of the result.
    pub(super) fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    /// The result as one JSON document.
    pub(super) fn json(&mut self, document: &Json) {
        self.line(serde_json::to_string_pretty(document).unwrap_or_default());
    }

    /// A message for the person at the terminal.
    pub(super) fn message(message: impl AsRef<str>) {
        // When stderr is closed there is nobody to tell.
        writeln!(io::stderr(), "{}", message.as_ref()).ok();
    }

    /// Prints what there is before something long begins.
    pub(super) fn print_now(&mut self) {
        // A closed stdout is noticed again at the end.
        io::stdout().write_all(std::mem::take(&mut self.text).as_bytes()).and_then(|()| io::stdout().flush()).ok();
    }

    /// Prints the result and gives the exit code.
    pub(super) fn finish(self, ending: anyhow::Result<Ending>) -> ExitCode {
        let printed = io::stdout().write_all(self.text.as_bytes()).and_then(|()| io::stdout().flush());
        match ending {
            Ok(Ending::Fine) if printed.is_ok() => ExitCode::SUCCESS,
            Ok(Ending::Findings) if printed.is_ok() => ExitCode::from(1),
            // A reader that closed the pipe early (`| head`) has seen what it wanted.
            Ok(_) => ExitCode::from(2),
            Err(error) => {
                Self::message(format!("{error}"));
                ExitCode::from(2)
            }
        }
    }
}
