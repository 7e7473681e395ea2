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
    /// A share took the file away for the new content and then refused that.
    #[error("文件 {} 被所在的磁盘移走了，又不让写回来（{}）；新的内容在 {}，请另存到别的文件夹", path.display(), reason(source), kept.display())]
    Displaced {
        /// The file, which is gone.
        path: PathBuf,
        /// The file with the new content.
        kept: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The file is written, but the disk does not confirm that it will last.
    #[error("文件 {} 已写好，但磁盘没有确认（{}）；请检查磁盘，断电前另存一份到别处", path.display(), reason(source))]
    NotFlushed {
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

impl Error {
    /// What went wrong without the name of the file, which may be that of a unit; for the log.
    pub fn without_name(&self) -> String {
        match self {
            Self::NotFound { .. } => "找不到文件".to_owned(),
            Self::Read { source, .. } => format!("读不了文件：{}", reason(source)),
            Self::Format { .. } => "内容不是能读的填报文件".to_owned(),
            Self::Write { source, .. } => format!("写不了文件：{}", reason(source)),
            Self::Displaced { source, .. } => format!("磁盘移走了文件：{}", reason(source)),
            Self::NotFlushed { source, .. } => format!("磁盘没有确认：{}", reason(source)),
            Self::Locked { .. } => "文件正由另一个程序编辑".to_owned(),
            Self::Exists { .. } => "文件已经存在".to_owned(),
            Self::ChangedOutside { .. } => "文件在别处被改动过".to_owned(),
            Self::NoVersion { .. } => "没有这个历史版本".to_owned(),
        }
    }
}

/// The system's reason in words that help; it speaks English itself, which says nothing to a clerk.
pub fn reason(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::PermissionDenied => "没有权限，请换一个文件夹",
        io::ErrorKind::NotFound => "文件夹不存在",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "磁盘满了，请清出空间",
        io::ErrorKind::ReadOnlyFilesystem => "磁盘是只读的，请换一个文件夹",
        io::ErrorKind::IsADirectory => "这是一个文件夹",
        io::ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidFilename => "文件名不能用，请换一个短一些、没有特殊符号的",
        io::ErrorKind::ResourceBusy | io::ErrorKind::WouldBlock | io::ErrorKind::ExecutableFileBusy => {
            "正被别的程序占用，请关闭那个程序再试"
        }
        io::ErrorKind::TimedOut
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::StaleNetworkFileHandle => "网络磁盘没有响应，请检查网络",
        io::ErrorKind::FileTooLarge => "文件太大",
        io::ErrorKind::OutOfMemory => "内存不够，请关闭一些程序",
        _ => return error.raw_os_error().map_or_else(unknown, |code| format!("系统报告错误 {code}，请检查磁盘后再试")),
    };
    words.to_owned()
}

fn unknown() -> String {
    "系统没有说明原因，请检查磁盘后再试".to_owned()
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::reason;

    #[test]
    fn reasons_are_chinese_sentences() {
        let kinds = [io::ErrorKind::Other, io::ErrorKind::UnexpectedEof].map(io::Error::from);
        for error in (1..=133).map(io::Error::from_raw_os_error).chain(kinds) {
            let words = reason(&error);
            assert!(!words.is_empty() && !words.contains(|c: char| c.is_ascii_alphabetic()), "{error}: {words}");
        }
    }
}
