//! Why an export did not come about. Each variant's `Display` is a sentence for the user; the cause stays as source.

use std::fmt;

use rust_xlsxwriter::XlsxError;

/// Why no bytes came out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The workbook could not be put together: a text is longer than a cell may be.
    #[error("生成 Excel 工作簿失败：单位名称、填报内容或签章栏中有过长或不能写入的文字")]
    Workbook {
        /// What the writer says.
        #[from]
        source: XlsxError,
    },
    /// The typesetter refused the document; a mistake of this program, not of the filing.
    #[error("PDF 没有生成：排版时出错。填报内容没有问题，可以先导出 XLSX，并把填报文件发给维护人员")]
    Typesetting {
        /// What the typesetter says.
        #[source]
        source: Diagnostics,
    },
    /// The form has no report around it.
    #[error("表式 {form} 没有配套的年度报告，请导出报表")]
    NoReport {
        /// The id of the form.
        form: String,
    },
}

/// What the typesetter says, message by message.
#[derive(Debug)]
pub struct Diagnostics(pub Vec<String>);

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("; "))
    }
}

impl std::error::Error for Diagnostics {}
