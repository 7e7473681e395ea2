//! The text of a report from a file.

use std::path::Path;

use super::Error;
use crate::report::text::source;

/// The paragraphs of a report; docx and html come in here through the readers of `import`.
///
/// # Errors
/// When the file cannot be read, or is no text.
pub fn paragraphs(path: &Path) -> Result<Vec<String>, Error> {
    let bytes = std::fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(source::paragraphs(&name, &bytes)?)
}
