//! What the threads say.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::aggregate::workspace::Workspace;
use crate::app::model::pick::{Answer, Pick};
use crate::app::model::saving::Access;
use crate::app::model::tab_id::TabId;
use crate::check::suspects::Case;
use crate::filing::store::{Outside, Version};
use crate::filing::{Attachment, Filing, Returned, Snapshot};
use crate::jobs::attaching;
use crate::jobs::comparer::Compared;
use crate::jobs::progress::Progress;
use crate::jobs::recent::Recent;
use crate::jobs::submitting::Handed;

/// A kept version as it was read: its content, or the sentence why it cannot be read.
pub(crate) type Read = (Version, Result<Box<Filing>, String>);

/// What the threads say.
pub(crate) enum Report {
    /// A filing is open; what an earlier program could not write into it is its newest version.
    Opened { tab: TabId, filing: Box<Filing>, path: PathBuf, access: Access, has_unwritten: bool },
    /// A workspace is open.
    DeskOpened { tab: TabId, path: PathBuf, workspace: Box<Workspace> },
    /// The file that was to be opened is in this tab.
    AlreadyOpen(TabId),
    /// The filing got a new name.
    Renamed { tab: TabId, path: PathBuf },
    /// A revision is on the disk.
    Saved { tab: TabId, revision: u64, at: Timestamp },
    /// A revision is not on the disk.
    NotSaved { tab: TabId, revision: u64, sentence: String },
    /// Last year's values.
    Prior { tab: TabId, year: u16, snapshot: Box<Snapshot> },
    /// The kept versions, newest first.
    Versions { tab: TabId, list: Vec<Read> },
    /// The recent files.
    Recent(Vec<Recent>),
    /// The user chose a file, or none.
    Picked { tab: Option<TabId>, what: Pick, answer: Answer },
    /// A file was read anew.
    Reread { tab: TabId, filing: Box<Filing>, access: Access, kept: bool },
    /// What was open is open again.
    Recovered { opened: usize, lost: usize, last_saved: Option<Timestamp> },
    /// How an open file stands to what we left there.
    Outside { tab: TabId, outside: Outside },
    /// A typed path, and whether it can be used; true when a file would be replaced.
    PathChecked { path: PathBuf, verdict: Result<bool, String> },
    /// A typed path with what is sure added.
    PathCompleted(String),
    /// How far a long job is.
    Progress { job: u64, progress: Progress },
    /// A long job ended, with its file unless the user stopped it.
    Ended { job: u64, end: Result<Option<PathBuf>, String> },
    /// Something was printed, or shown to be printed.
    Printed(String),
    /// What may be wrong in a filing as it was shown.
    Suspects { tab: TabId, edition: u64, cases: Vec<Case> },
    /// A filing was handed in, or why not.
    Submitted { tab: TabId, at: Timestamp, result: Result<Box<Handed>, String> },
    /// What a district sent back.
    Returned { tab: TabId, returned: Box<Returned> },
    /// A scan lies beside the filing, or why not.
    Attached { tab: TabId, result: Result<Attachment, String> },
    /// How the scans beside the filing stand.
    Scans { tab: TabId, list: Vec<(Attachment, attaching::State)> },
    /// A text beside the tables of a filing, as both were.
    Compared { tab: TabId, edition: u64, compared: Box<Compared> },
    /// Something else went wrong.
    Failed(String),
}
