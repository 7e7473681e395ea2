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
pub use pool::{Pool, Progress};

use crate::import::error::ReadError;
use crate::import::kind;
use crate::import::limits::Limits;
use crate::import::readers::Reader;

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
