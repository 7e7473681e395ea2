//! The worker: reads one file after the other from stdin, answers on stdout, and ends when stdin does.
//!
//! It touches no file and knows no path. Its memory is bounded by the system, so that a reader that asks for too much
//! ends this process and nothing else.

use std::io::{self, Read, Write};

use super::frame::{self, Answer};
use crate::import::limits::Limits;
use crate::import::readers::{self, Source};

/// The argument that makes the program a worker.
pub const ARGUMENT: &str = "import-worker";

/// The data that a worker may hold; with the program itself it stays below 300 MB.
#[cfg(unix)]
const MEMORY_BYTES: u64 = 240 << 20;

/// Works until the program that started it is gone.
///
/// # Errors
/// When the other side breaks off in the middle.
pub fn run(mut requests: impl Read, mut answers: impl Write) -> io::Result<()> {
    bound_memory();
    let limits = Limits::default();
    while let Some(bytes) = frame::read(&mut requests)? {
        let answer = match readers::read(&bytes, &limits) {
            Ok(Source::Filing(_)) => Answer::Filing,
            Ok(Source::Document(document)) => Answer::Document(document),
            Err(error) => Answer::Refused(error),
        };
        drop(bytes);
        frame::write(&mut answers, &serde_json::to_vec(&answer).map_err(io::Error::other)?)?;
    }
    Ok(())
}

/// Asks the system to refuse more memory than a worker may hold, and to write no core when it ends over that.
#[cfg(unix)]
fn bound_memory() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    for (resource, most) in [(Resource::Data, MEMORY_BYTES), (Resource::Core, 0)] {
        // Where the system has no such bound, those of the readers and of the time are left.
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).ok();
    }
}

/// Other systems have no such bound; those of the readers and of the time are left.
#[cfg(not(unix))]
fn bound_memory() {}
