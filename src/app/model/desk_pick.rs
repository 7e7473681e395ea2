//! What file dialogs of a desk are for.

use crate::aggregate::workspace::EXTENSION;

/// What a file dialog is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskPick {
    /// Where to put a new workspace; holds the proposed name.
    New(String),
    /// A folder whose files are read.
    Folder,
    /// A file that is read.
    File,
    /// A list of units; for the dialog of a new workspace, or for the desk that is shown.
    List {
        /// Whether the dialog of a new workspace asks.
        for_dialog: bool,
    },
    /// A typed aggregate to compare with.
    Typed,
    /// The workspace of an earlier year.
    Earlier,
    /// The folder into which return slips are written.
    Slips {
        /// Of all units that are sent back or have errors, not only of the one that is looked at.
        all: bool,
    },
    /// Where to write a ledger or the table of all values.
    Export {
        /// The proposed name.
        name: String,
        /// The extension of the format.
        extension: &'static str,
        /// Whether a unit is a column.
        is_by_columns: bool,
    },
    /// Where to write the aggregate as a filing.
    Filing(String),
}

impl DeskPick {
    /// The title of its dialog.
    pub(crate) fn title(&self) -> &'static str {
        match self {
            Self::New(_) => "新建汇总文件",
            Self::Folder => "选择各单位文件所在的文件夹",
            Self::File => "选择单位报来的文件",
            Self::List { .. } => "选择单位名单",
            Self::Typed => "选择要比对的汇总表",
            Self::Earlier => "选择往年的汇总文件",
            Self::Slips { .. } => "选择放退回意见的文件夹",
            Self::Export { .. } => "导出",
            Self::Filing(_) => "把汇总表存为填报文件",
        }
    }

    /// Whether a folder is chosen.
    pub(crate) fn is_folder(&self) -> bool {
        matches!(self, Self::Folder | Self::Slips { .. })
    }

    /// Whether files of other programs are taken too.
    pub(crate) fn takes_any_kind(&self) -> bool {
        matches!(self, Self::File | Self::List { .. } | Self::Typed)
    }

    /// Whether a file is read there.
    pub(crate) fn is_for_opening(&self) -> bool {
        !matches!(self, Self::New(_) | Self::Export { .. } | Self::Filing(_))
    }

    /// The name that is proposed for a new file.
    pub(crate) fn proposed_name(&self) -> &str {
        match self {
            Self::New(name) | Self::Filing(name) | Self::Export { name, .. } => name,
            _ => "",
        }
    }

    /// The extension of the files it is about.
    pub(crate) fn extension(&self) -> &'static str {
        match self {
            Self::New(_) | Self::Earlier => EXTENSION,
            Self::Export { extension, .. } => extension,
            _ => "tianbao",
        }
    }
}
