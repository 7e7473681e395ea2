//! From where an import was asked for, and the reading on a thread of its own.

use std::path::PathBuf;

use crate::app::model::tab_id::TabId;
use crate::import::Wishes;
use crate::import::grid::Document as Source;
use crate::jobs;
use crate::jobs::importing::{Imported, Importer};
use crate::jobs::paths::name_of;
use crate::jobs::progress::Task;

/// Where an import came in, which says what it is for unless the user says something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Door {
    /// Dropped, chosen or pasted while this tab, or the start page, was shown.
    Window(Option<TabId>),
    /// As last year's figures of a filing.
    Prior(TabId),
    /// As last year's figures of a filing that is begun with them.
    LastYear,
    /// The source of the plan that is open, understood anew.
    Again,
}

/// What is to be understood.
#[derive(Debug)]
pub(super) enum Wanted {
    /// A file.
    File(PathBuf),
    /// What another program put on the clipboard.
    Text(String),
    /// What was read before, with other wishes.
    Again {
        /// What was read.
        source: Box<Source>,
        /// The name of its file.
        name: String,
        /// The hash of its bytes.
        hash: String,
        /// The wishes.
        wishes: Wishes,
    },
}

impl Wanted {
    /// What is being done, for the foot.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::File(path) => {
                format!("正在读取 {}", name_of(path))
            }
            Self::Text(_) => "正在读取剪贴板".to_owned(),
            Self::Again { name, .. } => format!("正在重新识别 {name}"),
        }
    }

    /// Reads and understands it; called on a thread of its own.
    pub(super) fn read(self, reader: &Importer<'_>, task: &Task<'_>) -> Result<Imported, String> {
        let stopped = |_| "已取消，没有导入".to_owned();
        task.step(0, 1, &self.sentence()).map_err(stopped)?;
        let said = |error: jobs::Error| error.to_string();
        let imported = match self {
            Self::File(path) => reader.import(&path, &Wishes::default()).map_err(said),
            Self::Text(text) => reader.clipboard(&text).map_err(said),
            Self::Again { source, name, hash, wishes } => match reader.understand(&source, &name, &wishes) {
                Ok(understood) => Ok(Imported { document: Some(*source), understood, name, hash }),
                Err(refusal) => Err(format!("{name}：{refusal}")),
            },
        };
        // Whatever came of it, the one who did not want to wait hears that nothing was taken.
        task.step(1, 1, "").map_err(stopped)?;
        imported
    }
}
