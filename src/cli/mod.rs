//! The command line: the same jobs as the window, without one.
//!
//! One command is one file with its arguments, its work and its output. Every command has `--json` (one document on
//! stdout, messages on stderr) and ends with 0 = fine, 1 = findings of severity error, 2 = could not do it. Reading
//! order: `arguments` (what can be said), `ending` (how a command ends), `opening` (the way to the window), `session`
//! (store and forms), `output`, `progress`, `finding` (as JSON), then the commands.

mod aggregate;
mod arguments;
mod attach;
mod carry;
mod check;
mod demo;
mod diagnose;
mod ending;
mod export;
mod finding;
mod forms;
mod help;
mod import;
mod new;
mod opening;
mod output;
mod plan;
mod print;
mod progress;
mod remark;
mod report;
mod returned;
mod session;
mod set;
mod show;
mod submit;
mod text;
mod verify;
mod versions;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use arguments::{Arguments, Command};
use ending::Ending;
pub use opening::{OpenWindow, Window};
use output::Output;
use session::Session;

use crate::jobs::mishaps;
use crate::jobs::reading::worker;

/// Everything that can be said on the command line, for the manual page and for shells.
pub fn command() -> clap::Command {
    help::in_chinese(Arguments::command())
}

/// Runs the program with the arguments of the process.
pub fn main(open_window: OpenWindow) -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        // Only those who are shown the help wait until it is in Chinese.
        Err(error) => return refuse(&command().try_get_matches().err().unwrap_or(error)),
    };
    if matches!(arguments.command, Some(Command::ImportWorker)) {
        // A worker has no store and no forms, and when its pipe breaks nobody is left to tell.
        return worker::run(std::io::stdin().lock(), std::io::stdout().lock())
            .map_or(ExitCode::from(2), |()| ExitCode::SUCCESS);
    }
    let session = Session::start();
    mishaps::watch(&session.log);
    let mut output = Output::new();
    let ending = mishaps::guarded(|| run(arguments, &session, &mut output, open_window));
    output.finish(ending.unwrap_or_else(|sentence| Err(anyhow::Error::msg(sentence))))
}

fn run(
    arguments: Arguments,
    session: &Session,
    output: &mut Output,
    open_window: OpenWindow,
) -> anyhow::Result<Ending> {
    mishaps::provoke("command");
    match arguments.command {
        None => {
            let (renderer, is_after_mishap) = (arguments.renderer, arguments.after_mishap);
            session.window(arguments.file, renderer, is_after_mishap, open_window)
        }
        Some(Command::Forms(it)) => it.run(session, output),
        Some(Command::New(it)) => it.run(session, output),
        Some(Command::Import(it)) => it.run(session, output),
        Some(Command::Carry(it)) => it.run(session, output),
        Some(Command::Show(it)) => it.run(session, output),
        Some(Command::Set(it)) => it.run(session, output),
        Some(Command::Remark(it)) => it.run(session, output),
        Some(Command::Report(it)) => it.run(session, output),
        Some(Command::Plan(it)) => it.run(session, output),
        Some(Command::Check(it)) => it.run(session, output),
        Some(Command::Export(it)) => it.run(session, output),
        Some(Command::Aggregate(it)) => it.run(session, output),
        Some(Command::Verify(it)) => it.run(session, output),
        Some(Command::Submit(it)) => it.run(session, output),
        Some(Command::Correct(it)) => it.run(session, output),
        Some(Command::Return(it)) => it.run(session, output),
        Some(Command::Attach(it)) => it.run(session, output),
        Some(Command::Print(it)) => it.run(session, output),
        Some(Command::Versions(it)) => it.run(session, output),
        Some(Command::Demo(it)) => it.run(session, output, open_window),
        Some(Command::ImportWorker) => Ok(Ending::Fine),
    }
}

/// Help and version are fine; anything else that cannot be understood is "could not do it".
fn refuse(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        Output::message(arguments::sentence(error));
        return ExitCode::from(2);
    }
    // When stdout is closed there is nobody to tell.
    error.print().ok();
    ExitCode::SUCCESS
}
