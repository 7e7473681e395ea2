//! What can go wrong in a job, each as a sentence.

use std::path::PathBuf;

use crate::filing::store::{self, reason};

/// Why a job could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read.
    #[error("读不了文件 {}：{}", path.display(), reason(source))]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// A file could not be opened or written.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The bytes could not be made.
    #[error(transparent)]
    Export(#[from] crate::export::Error),
    /// The fonts for the pages are not there.
    #[error(transparent)]
    Fonts(#[from] crate::jobs::machine::fonts::Error),
    /// A file to import could not be read.
    #[error("{}：{source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: super::reading::Error,
    },
    /// No file of a workspace gives anything.
    #[error("{}：里面没有能汇总的表；请核对它的文件和文件夹", path.display())]
    NothingToAdd {
        /// The workspace.
        path: PathBuf,
    },
    /// A file to import holds nothing that could be imported.
    #[error("{}：{refusal}", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// Why.
        refusal: crate::import::Refusal,
    },
    /// No work plan stands in a file.
    #[error("{} 中没有找到工作任务表；要有带“任务、要求、责任单位、完成时限”之类表头的表格", path.display())]
    NoPlan {
        /// The file.
        path: PathBuf,
    },
    /// A workspace could not be read.
    #[error("{}：{source}", path.display())]
    Workspace {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: crate::aggregate::workspace::Error,
    },
    /// No unit stands in what should be a list of units.
    #[error("{} 里没有单位名单；请给出有“单位名称”一列的表格，或一行一个单位的文本", path.display())]
    NoUnits {
        /// The file.
        path: PathBuf,
    },
    /// A folder that is watched is not there, or cannot be reached now.
    #[error("现在打不开 {}；连上以后会接着读取", path.display())]
    SourceAway {
        /// The folder.
        path: PathBuf,
    },
    /// The user stopped the job; nothing was written.
    #[error("已取消，没有写入文件")]
    Cancelled,
    /// The extension of an output file says no format.
    #[error("不知道把 {} 导出成什么格式；请用扩展名 {known}", path.display())]
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// The extensions that are known.
        known: String,
    },
    /// The format of an output file cannot hold what is to be exported.
    #[error("{shape}不能导出成 {}；请用扩展名 {known}", path.display())]
    NotOfShape {
        /// The file.
        path: PathBuf,
        /// What is to be exported.
        shape: &'static str,
        /// The extensions of formats that do.
        known: String,
    },
    /// Something has to be done before a filing is handed in.
    #[error("还不能报送，有 {count} 处要先处理：\n{list}")]
    NotReady {
        /// How many things.
        count: usize,
        /// What, one a line.
        list: String,
    },
    /// The folder to hand in is there and holds something.
    #[error("文件夹 {} 已经有内容；请换一个名字，或先移走它", path.display())]
    FolderTaken {
        /// The folder.
        path: PathBuf,
    },
    /// A folder could not be written; there is none then.
    #[error("写不了文件夹 {}：{}；什么也没有留下", path.display(), reason(source))]
    FolderNotWritten {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// A file cannot be attached.
    #[error("不能附上 {}：{why}", path.display())]
    NoScan {
        /// The file.
        path: PathBuf,
        /// Why.
        why: &'static str,
    },
    /// A file is not what a district sends back.
    #[error("打不开 {}：{source}", path.display())]
    NoReturn {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: crate::filing::format::Error,
    },
    /// A program of the machine could not be started.
    #[error("运行 {program} 失败：{}", reason(source))]
    Program {
        /// Its name.
        program: &'static str,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// There is no print service.
    #[error("这台电脑没有打印服务（lp 命令）；请先导出 PDF，再用 PDF 阅读器打印")]
    NoPrintService,
    /// The print service did not do what it was asked for.
    #[error("打印没有成功，打印服务说：{said}。请检查打印机是否开着、连着，或先导出 PDF")]
    NotPrinted {
        /// The program that was asked.
        program: &'static str,
        /// Its words.
        said: String,
    },
    /// Nothing shows PDF.
    #[error("没有找到能打开 PDF 的程序；页面已存为 {}，请用别的程序打开后打印", path.display())]
    NoViewer {
        /// Where the pages are.
        path: PathBuf,
    },
}

impl From<crate::jobs::machine::progress::Cancelled> for Error {
    fn from(_stopped: crate::jobs::machine::progress::Cancelled) -> Self {
        Self::Cancelled
    }
}
