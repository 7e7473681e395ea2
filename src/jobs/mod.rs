//! What touches the machine on behalf of the window and the command line: folders, fonts, the list of recent files,
//! and bytes that go out.
//!
//! Reading order: [`folders`] (where the program's data lies), [`recent`] (what was opened lately),
//! [`interface_font`] (a face for Chinese text), [`mod@export`] (the one place both faces export through).

pub mod export;
pub mod folders;
pub mod interface_font;
pub mod recent;

use std::path::PathBuf;

use crate::filing::store;

/// Why a job could not be done, as a sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file name ends with something that no exporter writes.
    #[error("不知道怎样导出“{extension}”格式；可以导出 xlsx、pdf、csv 和 json。文件：{}", path.display())]
    UnknownFormat {
        /// What the name ends with.
        extension: String,
        /// The file that was asked for.
        path: PathBuf,
    },
    /// The exporter of this format is not part of this build.
    #[error("这一版还不能导出 {format}；填报内容没有受影响")]
    NotBuilt {
        /// The format, in capitals.
        format: String,
    },
    /// Reading or writing a file went wrong.
    #[error(transparent)]
    Store(#[from] store::Error),
}
