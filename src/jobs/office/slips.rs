//! Return slips on the disk: for every unit a Word document, a text and the file that the unit's own program reads.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::aggregate::slip::{EXTENSION, Slip};
use crate::export::docx;
use crate::filing::store::write_atomically;
use crate::jobs::files::Error;
use crate::jobs::machine::progress::Task;

/// So many characters of a unit's name stand in the name of a file.
const MOST_CHARACTERS: usize = 60;

/// Writes the slips into a folder, which is made when it is not there; gives the files. What lies there under the same
/// names is replaced.
///
/// # Errors
/// When the folder cannot be written, or the job was stopped.
pub fn write(slips: &[Slip], folder: &Path, at: Timestamp, task: &Task<'_>) -> Result<Vec<PathBuf>, Error> {
    std::fs::create_dir_all(folder).map_err(|source| Error::Read { path: folder.to_owned(), source })?;
    let mut taken = BTreeSet::new();
    let mut written = Vec::new();
    for (done, slip) in slips.iter().enumerate() {
        task.step(done, slips.len(), "正在写退回意见")?;
        let name = name(slip, &mut taken);
        let json = format!("{:#}\n", slip.json()).into_bytes();
        for (extension, bytes) in [("docx", docx::slip(slip, at)), ("txt", with_mark(&slip.text())), (EXTENSION, json)]
        {
            let path = folder.join(format!("{name}.{extension}"));
            write_atomically(&path, &bytes)?;
            written.push(path);
        }
    }
    Ok(written)
}

/// A text as Notepad of any age reads it.
fn with_mark(text: &str) -> Vec<u8> {
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    bytes.extend_from_slice(text.as_bytes());
    bytes
}

/// A name for the files of a slip; like names get numbers.
fn name(slip: &Slip, taken: &mut BTreeSet<String>) -> String {
    let is_allowed = |c: &char| !c.is_control() && !matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let unit: String = slip.unit.chars().filter(is_allowed).take(MOST_CHARACTERS).collect();
    let unit = unit.trim().trim_matches('.');
    let whole = format!("{}退回意见", if unit.is_empty() { "单位" } else { unit });
    let mut name = whole.clone();
    let mut number = 1;
    while !taken.insert(name.clone()) {
        number += 1;
        name = format!("{whole}（{number}）");
    }
    name
}
