//! Why a document gives no plan. Each variant's `Display` is a sentence for the user: what, and what to do.

use super::traces::Traces;

/// Why a document could not be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing of a form was found, or nothing that could be put into its cells.
    #[error("{}", nothing(*traces))]
    NothingFound {
        /// What of a form stands there all the same.
        traces: Traces,
    },
    /// The wished form does not exist.
    #[error("没有表式“{form}”")]
    UnknownForm {
        /// Its id.
        form: String,
    },
    /// The wished sheet does not exist.
    #[error("文件里没有工作表“{sheet}”；有：{known}")]
    NoSheet {
        /// Its name.
        sheet: String,
        /// Those that exist.
        known: String,
    },
    /// No filing of the wanted year.
    #[error("文件里没有这个年度的表；有：{known}")]
    NoSuchYear {
        /// The filings that there are.
        known: String,
    },
    /// Several filings, and nothing tells which is meant.
    #[error("文件里有几份表，不知道导入哪一份：{known}；请指定单位、年度或工作表")]
    Several {
        /// The filings that there are.
        known: String,
    },
    /// The exact copy in a file of this program speaks of a form that is not there.
    #[error("文件是用表式“{form}”填的，这台电脑上没有这个表式；请先把它放进表式文件夹")]
    FormMissing {
        /// Its id.
        form: String,
    },
    /// Somebody did not want to wait any longer.
    #[error("已取消")]
    Cancelled,
}

/// What is said where no filing was found, by what is there.
fn nothing(traces: Traces) -> &'static str {
    match (traces.is_table(), traces.had_tables) {
        (true, _) if traces.run_together => {
            "文件里有统计表，但表中各格连在一起，成了一行行文字，分不清哪个数属于哪一格；请在原网页或原文件里选中整张表格，\
             复制到 Excel 或 WPS 表格里保存后再导入，或向对方要带表格的 Word、Excel 原件"
        }
        (true, true) => {
            "文件里有统计表，但表格的行和列散开了，数和项目对不上；请在原网页或原文件里选中整张表格，\
             复制到 Excel 或 WPS 表格里保存后再导入，或向对方要 Word、Excel 原件"
        }
        (true, false) => {
            "文件里有统计表的项目和数，但表格不完整，或者没有行和列，放不进格子；请把整张表格复制到 Excel 或 WPS 表格里\
             保存后再导入，或向对方要带表格的 Word、Excel 原件"
        }
        (false, true) => "文件里的表格都不是政府信息公开统计表；请核对是不是选错了文件",
        (false, false) => "文件里没有统计表，只有文字（或者表格是图片）；请向对方要带表格的 Word 或 Excel 原件",
    }
}
