//! What the store thread is asked to do.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::aggregate::workspace::Workspace;
use crate::app::model::pick::Pick;
use crate::app::model::tab_id::TabId;
use crate::check::Engine;
use crate::filing::Filing;
use crate::jobs::settings::{Session, Settings};

/// What the store thread does.
pub(crate) enum Job {
    /// Opens a file for editing, or for reading only when another program holds it.
    Open(PathBuf),
    /// Puts a new filing into the drafts.
    CreateDraft(Box<Filing>),
    /// Makes the filing with the office's own values, or opens it.
    CreateOwn { path: PathBuf, filing: Box<Filing> },
    /// Writes a new workspace and opens it.
    CreateDesk { path: PathBuf, workspace: Box<Workspace> },
    /// Writes an open workspace.
    SaveDesk { tab: TabId, revision: u64, workspace: Box<Workspace>, at: Timestamp },
    /// Writes the filing under a new name and goes on there.
    SaveAs { tab: TabId, path: PathBuf, filing: Box<Filing> },
    /// Writes an open filing.
    Save { tab: TabId, revision: u64, filing: Box<Filing>, at: Timestamp },
    /// Reads last year's values for a filing.
    ReadPrior { tab: TabId, path: PathBuf },
    /// Reads the kept versions of an open file.
    Versions { tab: TabId, path: PathBuf },
    /// Reads an open file anew; edits that are not in it are kept as a version.
    Reread { tab: TabId, unsaved: Option<Box<Filing>> },
    /// Opens what was open when the program ended without saying so.
    Recover(Session),
    /// Looks now and then whether the open files changed, or stops looking.
    Watch(bool),
    /// Remembers the settings.
    Settings(Box<Settings>),
    /// Checks a typed path.
    CheckPath { text: String, folder: PathBuf, what: Pick },
    /// Completes a typed path.
    CompletePath { text: String, folder: PathBuf },
    /// Makes the folder that goes up in another, and writes the filing as handed in.
    Submit { tab: TabId, filing: Box<Filing>, engine: Box<Engine>, parent: PathBuf, at: Timestamp },
    /// Reads what a district sent back.
    ReadReturn { tab: TabId, path: PathBuf },
    /// Copies a scan beside the filing.
    Attach { tab: TabId, filing: Box<Filing>, scan: PathBuf, at: Timestamp },
    /// Looks at the scans beside the filing.
    Scans { tab: TabId, filing: Box<Filing> },
    /// Lists the recent files.
    Recent,
    /// Lets go of an open file.
    Close(TabId),
}
