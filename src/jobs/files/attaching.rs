//! Scans and photos of the signed pages (签章件): copied beside the filing into `<name>.附件/`, and looked at later.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::Map;

use super::Error;
use crate::filing::attachment::Attachment;
use crate::filing::snapshot::fingerprint;
use crate::filing::store::write_atomically;
use crate::filing::{Code, Filing};

/// Larger files are no scans.
const MOST_BYTES: u64 = 200 << 20;

/// What can be attached: the extension and how the file begins.
const KINDS: [(&[&str], &[u8]); 3] =
    [(&["pdf"], b"%PDF-"), (&["jpg", "jpeg"], b"\xff\xd8\xff"), (&["png"], b"\x89PNG\r\n\x1a\n")];

/// The extensions of what can be attached.
pub const EXTENSIONS: [&str; 4] = ["pdf", "jpg", "jpeg", "png"];

/// How an attached file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is there, as it was attached.
    Present,
    /// It is not there.
    Missing,
    /// It is there with another content.
    Changed,
}

impl State {
    /// The word for the clerk.
    pub fn word(self) -> &'static str {
        match self {
            Self::Present => "在",
            Self::Missing => "不在了",
            Self::Changed => "被改动过",
        }
    }

    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Missing => "missing",
            Self::Changed => "changed",
        }
    }
}

/// The folder of the files attached to a filing: `<name>.附件` beside it.
pub fn folder_of(filing: &Path) -> PathBuf {
    let mut name: OsString = filing.file_stem().unwrap_or_default().to_owned();
    name.push(".附件");
    filing.with_file_name(name)
}

/// Copies a file beside a filing, under a name that is free there; the filing itself is not changed.
///
/// # Errors
/// When the file is no PDF, JPEG or PNG, cannot be read, or the folder cannot be written.
pub fn attach(path: &Path, filing: &Filing, scan: &Path, at: Timestamp) -> Result<Attachment, Error> {
    let read = |source: io::Error| Error::Read { path: scan.to_owned(), source };
    if fs::metadata(scan).map_err(read)?.len() > MOST_BYTES {
        return Err(Error::NoScan {
            path: scan.to_owned(), why: "文件太大，扫描时请把分辨率调低一些"
        });
    }
    let bytes = fs::read(scan).map_err(read)?;
    let Some((extensions, _)) = KINDS.iter().find(|(_, start)| bytes.starts_with(start)) else {
        return Err(Error::NoScan { path: scan.to_owned(), why: "不是 PDF、JPG 或 PNG 文件" });
    };
    let folder = folder_of(path);
    fs::create_dir_all(&folder).map_err(|source| Error::FolderNotWritten { path: folder.clone(), source })?;
    let hash = fingerprint(&bytes);
    let stem = scan.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let extension = extensions.first().copied().unwrap_or_default();
    let named = |number: usize| match number {
        1 => format!("{stem}.{extension}"),
        _ => format!("{stem}（{number}）.{extension}"),
    };
    // The same scan twice is one file.
    let is_free = |name: &String| {
        let there = folder.join(name);
        !there.exists() || fs::read(there).is_ok_and(|bytes| fingerprint(&bytes) == hash)
    };
    let name = (1..10_000).map(named).find(is_free).unwrap_or_else(|| named(1));
    write_atomically(&folder.join(&name), &bytes)?;
    Ok(Attachment { name, hash, at, code: Code::of(filing).to_string(), extra: Map::new() })
}

/// How every file attached to a filing stands; `path` is the filing's file.
pub fn states(path: &Path, filing: &Filing) -> Vec<(Attachment, State)> {
    let folder = folder_of(path);
    let state = |attachment: &Attachment| match fs::read(folder.join(&attachment.name)) {
        Ok(bytes) if fingerprint(&bytes) == attachment.hash => State::Present,
        Ok(_) => State::Changed,
        Err(_) => State::Missing,
    };
    filing.attachments().iter().map(|it| (it.clone(), state(it))).collect()
}

/// Takes the files attached to a filing along to its new name.
///
/// # Errors
/// When one cannot be copied.
pub fn take_along(from: &Path, to: &Path, filing: &Filing) -> Result<(), Error> {
    let (from, to) = (folder_of(from), folder_of(to));
    if from == to || filing.attachments().is_empty() {
        return Ok(());
    }
    fs::create_dir_all(&to).map_err(|source| Error::FolderNotWritten { path: to.clone(), source })?;
    for attachment in filing.attachments() {
        let there = from.join(&attachment.name);
        match fs::read(&there) {
            Ok(bytes) => write_atomically(&to.join(&attachment.name), &bytes)?,
            // What was missing before is missing there too.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(Error::Read { path: there, source }),
        }
    }
    Ok(())
}
