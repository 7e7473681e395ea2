//! What a file dialog is for, and what comes of it.

use std::path::{Path, PathBuf};

use super::desk_pick::DeskPick;
use crate::filing::returned::EXTENSION;
use crate::jobs::export::Shape;
use crate::jobs::workspaces::is_workspace;

/// Whether a path is that of a filing or a workspace of this program, which is opened or attached as it is.
pub(crate) fn is_ours(path: &Path) -> bool {
    path.extension().is_some_and(|it| it.eq_ignore_ascii_case("tianbao")) || is_workspace(path)
}

/// What a file dialog is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// A filing to open.
    Filing,
    /// Last year's file, of any kind that can be imported.
    Prior,
    /// A file to import.
    Import,
    /// Last year's file, to begin this year's filing with.
    LastYear,
    /// A file with a work plan.
    Plan,
    /// A text to hold against the tables.
    Text,
    /// The folder in which the one that goes up is made.
    SubmitInto,
    /// A scan of a signed page.
    Scan,
    /// What a district sent back.
    Return,
    /// Where to write the filing; holds the proposed name.
    SaveAs(String),
    /// Where to write an export.
    Export {
        /// The proposed name.
        name: String,
        /// The extension of the format.
        extension: &'static str,
        /// Tables or report.
        shape: Shape,
    },
    /// Something of the desk of an office.
    Desk(DeskPick),
}

impl Pick {
    /// The title of its dialog.
    pub(crate) fn title(&self) -> &'static str {
        match self {
            Self::Filing => "打开填报文件",
            Self::Prior | Self::LastYear => "选择上年的文件",
            Self::Import => "选择要导入的文件",
            Self::Plan => "选择工作要点分工方案",
            Self::Text => "选择要核对的文字",
            Self::SubmitInto => "选择报送文件夹放在哪里",
            Self::Scan => "选择签章页的扫描件或照片",
            Self::Return => "选择退回意见",
            Self::SaveAs(_) => "另存为",
            Self::Export { .. } => "导出",
            Self::Desk(pick) => pick.title(),
        }
    }

    /// Whether files of other programs are taken too.
    pub(crate) fn takes_any_kind(&self) -> bool {
        match self {
            Self::Desk(pick) => pick.takes_any_kind(),
            _ => matches!(self, Self::Prior | Self::Import | Self::LastYear | Self::Plan | Self::Text),
        }
    }

    /// Whether a file is read there.
    pub(crate) fn is_for_opening(&self) -> bool {
        match self {
            Self::Desk(pick) => pick.is_for_opening(),
            _ => !matches!(self, Self::SaveAs(_) | Self::Export { .. }),
        }
    }

    /// Whether a folder is meant.
    pub(crate) fn is_folder(&self) -> bool {
        match self {
            Self::Desk(pick) => pick.is_folder(),
            _ => matches!(self, Self::SubmitInto),
        }
    }

    /// The name that is proposed for a new file.
    pub(crate) fn proposed_name(&self) -> &str {
        match self {
            Self::SaveAs(name) | Self::Export { name, .. } => name,
            Self::Desk(pick) => pick.proposed_name(),
            _ => "",
        }
    }

    /// The extension of the files it is about.
    pub(crate) fn extension(&self) -> &'static str {
        match self {
            Self::Export { extension, .. } => extension,
            Self::Desk(pick) => pick.extension(),
            Self::Return => EXTENSION,
            _ => "tianbao",
        }
    }

    /// A path to write to gets the extension where it lacks; a name such as `2024年度1.2版` must not lose its end.
    pub(crate) fn with_extension(&self, path: PathBuf) -> PathBuf {
        let extension = self.extension();
        let is_there = path.extension().is_some_and(|there| there.eq_ignore_ascii_case(extension));
        if is_there || self.is_for_opening() {
            return path;
        }
        let mut name = path.into_os_string();
        name.push(".");
        name.push(extension);
        PathBuf::from(name)
    }
}

/// What came of a file dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The user chose a path.
    Path(PathBuf),
    /// The user changed their mind.
    Nothing,
    /// The desktop has no file dialogs.
    NoDialog,
}
