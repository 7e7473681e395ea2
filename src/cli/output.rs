//! What a command says: results on stdout, messages on stderr, and the exit code.

use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;

use serde::Serialize;
use serde_json::Value as Json;

use super::ending::Ending;

/// Collects what goes to stdout, so that a command that fails has printed nothing there.
pub(crate) struct Output {
    text: String,
    /// Whether stdout was closed before everything was printed.
    is_cut: bool,
}

impl Output {
    pub(super) fn new() -> Self {
        Self { text: String::new(), is_cut: false }
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

    /// The result as one JSON document that may be too long to be held: it is printed while it is made, as the last act
    /// of a command.
    pub(super) fn long_json(&mut self, document: &impl Serialize) {
        self.print_now();
        let mut stdout = BufWriter::new(io::stdout().lock());
        let printed = serde_json::to_writer_pretty(&mut stdout, document).map_err(io::Error::from);
        self.is_cut = printed.and_then(|()| stdout.write_all(b"\n")).and_then(|()| stdout.flush()).is_err();
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
        let is_printed = printed.is_ok() && !self.is_cut;
        match ending {
            Ok(Ending::Fine) if is_printed => ExitCode::SUCCESS,
            Ok(Ending::Findings) if is_printed => ExitCode::from(1),
            // A reader that closed the pipe early (`| head`) has seen what it wanted.
            Ok(_) => ExitCode::from(2),
            Err(error) => {
                Self::message(format!("{error}"));
                ExitCode::from(2)
            }
        }
    }
}
