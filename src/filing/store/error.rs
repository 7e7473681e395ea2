//! What can go wrong with a file on the disk, each as a sentence that says what, where and what to do.

use std::io;
use std::path::PathBuf;

use crate::filing::format;

/// Why a filing could not be opened, saved or restored.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file.
    #[error("找不到文件 {}；请检查文件名和文件夹", path.display())]
    NotFound {
        /// The file.
        path: PathBuf,
    },
    /// The file could not be read.
    #[error("读不了文件 {}：{}", path.display(), reason(source))]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The content is not a filing.
    #[error("打不开 {}：{source}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: format::Error,
    },
    /// The file could not be written; the old content is still there.
    #[error("写不了文件 {}：{}；原来的内容没有改动", path.display(), reason(source))]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// Another program is editing it.
    #[error("文件 {} 正由另一个程序编辑（{holder}）；请先在那里关闭，再试一次", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
        /// Who, as the lock says.
        holder: String,
    },
    /// The file is there already and may not be replaced.
    #[error("文件 {} 已经存在；请换一个文件名，或先移走它", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The file changed since it was read.
    #[error("文件 {} 在别处被改动过，没有覆盖它；请重新打开，或另存为别的文件名", path.display())]
    ChangedOutside {
        /// The file.
        path: PathBuf,
    },
    /// There is no such version.
    #[error("没有 {} 的第 {number} 个历史版本", path.display())]
    NoVersion {
        /// The file.
        path: PathBuf,
        /// What was asked for.
        number: u64,
    },
}

/// The system's reason in words that help.
fn reason(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::PermissionDenied => "没有权限，请换一个文件夹",
        io::ErrorKind::NotFound => "文件夹不存在",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "磁盘满了，请清出空间",
        io::ErrorKind::ReadOnlyFilesystem => "磁盘是只读的，请换一个文件夹",
        io::ErrorKind::IsADirectory => "这是一个文件夹",
        io::ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        _ => return error.to_string(),
    };
    words.to_owned()
}
