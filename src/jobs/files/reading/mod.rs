//! Reading files of others: in this process where a reader of ours does it, in a worker process where a library does.
//!
//! A worker lives long, takes one file at a time from its stdin, and has bounds of memory and time; when it dies, only the
//! file that killed it fails. Reading order: [`Pool`] (what the faces call), `worker` (the other side), `process` (a
//! worker as its parent sees it), `frame` (how they talk).

mod error;
mod frame;
mod pool;
mod process;
pub mod worker;

pub use error::Error;
pub use pool::Pool;

use std::path::Path;

use crate::import::error::ReadError;
use crate::import::kind;
use crate::import::limits::Limits;
use crate::import::readers::Reader;

/// The bytes of a file, unless it is larger than a file of others may be: what is too big is never in memory.
///
/// # Errors
/// [`Error::Open`] when the system does not hand it out, and a refusal that names the limit.
pub fn bytes(path: &Path, limits: &Limits) -> Result<Vec<u8>, Error> {
    let open = |source| Error::Open { source };
    let size = std::fs::metadata(path).map_err(open)?.len();
    if size > limits.file_bytes {
        let what = format!("超过 {} MB", limits.file_bytes >> 20);
        return Err(ReadError::TooBig { what }.into());
    }
    std::fs::read(path).map_err(open)
}

/// Bigger files go to a worker whoever reads them, so that the bounds of memory and time hold for them too.
const IN_PROCESS_BYTES: usize = 1 << 20;

/// Where a file is read. This is the only place that decides it.
enum Place {
    /// It is a filing, and there is nothing to read.
    Filing,
    /// Here, by this reader.
    Here(&'static Reader),
    /// In a worker process.
    Worker,
}

/// Decides where a file is read.
fn place(bytes: &[u8], limits: &Limits) -> Result<Place, ReadError> {
    if bytes.len() > IN_PROCESS_BYTES {
        return Ok(Place::Worker);
    }
    Ok(match Reader::of(kind::recognise(bytes, limits)?) {
        None => Place::Filing,
        Some(reader) if reader.is_isolated => Place::Worker,
        Some(reader) => Place::Here(reader),
    })
}
