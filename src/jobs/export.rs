//! Exports of a filing by the extension of the file name: the one place both faces call.

use std::path::Path;

use super::Error;
use crate::check::Engine;
use crate::filing::Filing;

/// Writes `filing` into `path`, in the format that the file name's extension names.
///
/// # Errors
/// When no exporter writes such files, or the file cannot be written.
pub fn export(_filing: &Filing, _engine: &Engine, path: &Path) -> Result<(), Error> {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match extension.as_str() {
        "xlsx" | "pdf" | "csv" | "json" => Err(Error::NotBuilt { format: extension.to_uppercase() }),
        _ => Err(Error::UnknownFormat { extension, path: path.to_owned() }),
    }
}
