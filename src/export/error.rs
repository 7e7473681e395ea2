//! Why an export could not be made.

use rust_xlsxwriter::XlsxError;

/// An export that failed. Each variant's `Display` is a sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The workbook could not be put together: a text is longer than a cell may be.
    #[error("生成 Excel 工作簿失败：单位名称、填报内容或签章栏中有过长或不能写入的文字")]
    Workbook {
        /// What the workbook writer says.
        #[from]
        source: XlsxError,
    },
}
