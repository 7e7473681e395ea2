//! Why a file was not read, each as a sentence; the caller names the file.

use std::time::Duration;

use crate::filing::store::reason;
use crate::import::error::ReadError;

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system does not hand it out.
    #[error("文件打不开：{}；请核对文件还在不在、有没有权限", reason(source))]
    Open {
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// It can be opened, but holds nothing to read.
    #[error(transparent)]
    Refused(#[from] ReadError),
    /// The worker did not answer in time.
    #[error("读了 {} 秒还没读完，已停止；请用 Excel、Word 或 WPS 打开，只保留统计表另存一份后再导入", .limit.as_secs())]
    TooSlow {
        /// How long it may take.
        limit: Duration,
    },
    /// The worker died over it.
    #[error("文件已损坏，或大得读不了；请用 Excel、Word 或 WPS 打开并另存一份后再导入")]
    Crashed,
    /// No worker could be started.
    #[error("读文件的程序启动不了：{}；请重新启动填报程序再试", reason(source))]
    NoWorker {
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// The user stopped it.
    #[error("已取消，没有读取")]
    Cancelled,
}
