//! Why a file of this program could not be read.

/// Why a `.tianbao` file could not be read. Each variant's `Display` is a sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file stops in the middle.
    #[error("文件不完整，在第 {line} 行中断；请用“历史版本”恢复，或向发来文件的人重新要一份")]
    Truncated {
        /// Where it stops.
        line: usize,
    },
    /// Not JSON.
    #[error("内容不是填报文件，或已损坏（第 {line} 行第 {column} 列）")]
    Syntax {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
        /// What the JSON reader says.
        #[source]
        source: serde_json::Error,
    },
    /// JSON, but not a filing.
    #[error("这不是填报文件：缺少开头的 \"tianbao\": \"filing\"")]
    NotAFiling,
    /// JSON, but not what a district sends back.
    #[error("这不是退回意见：缺少开头的 \"format\": \"tianbao-return\"")]
    NotAReturn,
    /// Written by a newer program.
    #[error("文件是第 {found} 版格式，本程序只认识到第 {known} 版；请用新版程序打开")]
    Newer {
        /// The file's version.
        found: u64,
        /// The newest known.
        known: u64,
    },
    /// The form is not at hand.
    #[error("不认识表式“{id}”；请把这张表式的文件放进表式文件夹，或请发来文件的人一并提供")]
    UnknownForm {
        /// The form's id.
        id: String,
    },
    /// The form is not at hand, and the one in the file cannot be read.
    #[error("不认识表式“{id}”，文件里附带的表式也读不了；请把这张表式的文件放进表式文件夹，或请发来文件的人重新发送")]
    BrokenForm {
        /// The form's id.
        id: String,
    },
    /// A value for a cell that the form does not have.
    #[error("表式 {form} 没有单元格“{cell}”（在 {path}）；文件可能被改动过")]
    UnknownCell {
        /// The cell's id.
        cell: String,
        /// The form's id.
        form: String,
        /// Where in the file.
        path: String,
    },
    /// A field is not there.
    #[error("缺少“{path}”一项")]
    Missing {
        /// Where in the file.
        path: String,
    },
    /// A field holds something of the wrong kind.
    #[error("“{path}”的内容不对，应为{expected}")]
    Wrong {
        /// Where in the file.
        path: String,
        /// What should be there.
        expected: &'static str,
    },
}
