//! A work plan from a file of any kind.

use std::path::Path;

use super::Error;
use super::reading::Pool;
use crate::filing::Task;
use crate::import::readers::Source;
use crate::report::plan;

/// The tasks in a file, of the plan of a year.
///
/// # Errors
/// When the file cannot be read, or no work plan stands in it.
pub fn tasks(path: &Path, year: u16, pool: &Pool) -> Result<Vec<Task>, Error> {
    let source = pool.read(path).map_err(|source| Error::Unreadable { path: path.to_owned(), source })?;
    let tasks = match source {
        Source::Document(document) => plan::tasks(&document, year),
        Source::Filing(_) => Vec::new(),
    };
    if tasks.is_empty() { Err(Error::NoPlan { path: path.to_owned() }) } else { Ok(tasks) }
}
