//! Why a file gives no document. Each variant's `Display` is a sentence for the user: what, and what to do.

use serde::{Deserialize, Serialize};

use super::grid::FileKind;

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ReadError {
    /// Not a byte, or nothing but blanks.
    #[error("文件是空的；请核对是不是选错了文件，或向对方重新要一份")]
    Empty,
    /// Protected by a password.
    #[error("文件设有打开密码；请用 Excel、Word 或 WPS 打开，取消密码另存一份后再导入")]
    Encrypted,
    /// Not what its beginning says.
    #[error("{}已损坏或不完整，读不出来；请用 Excel、Word 或 WPS 打开并另存一份，打不开就向对方重新要", .kind.words())]
    Damaged {
        /// What it seems to be.
        kind: FileKind,
    },
    /// Read to the end, and no text in it.
    #[error("{}里没有任何文字和数字；请核对是不是选错了文件，表格如果是图片，请向对方要能编辑的原件", .kind.words())]
    Blank {
        /// What it is.
        kind: FileKind,
    },
    /// Beyond a limit.
    #[error("文件太大（{what}），没有读取；请核对是不是选错了文件，或只保留统计表，另存一份后再导入")]
    TooBig {
        /// Which limit, in words.
        what: String,
    },
    /// Something else altogether.
    #[error("{}", .0.sentence())]
    Unsupported(Foreign),
}

/// Kinds of files that hold no form that could be read, each with what to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Foreign {
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A packed folder.
    Archive,
    /// An OFD, the national page format.
    Ofd,
    /// A program.
    Program,
    /// Slides.
    Slides,
    /// A text document of OpenDocument.
    Odt,
    /// A document of Word in rich text.
    Rtf,
    /// A document of Word whose table is an embedded worksheet.
    EmbeddedSheet,
    /// A web page that only frames others, which lie in a folder beside it.
    Frames,
    /// An Excel file older than Excel 5.
    OldWorkbook,
    /// A text document older than Word 97.
    OldWord,
    /// Another file of JSON.
    Json,
    /// A table as SYLK, the text format of Multiplan and early Excel.
    Sylk,
    /// A table as DIF, the text format of VisiCalc.
    Dif,
    /// A document of Apple's Numbers, Pages or Keynote.
    IWork,
    /// A table of dBase or a database of Access.
    Database,
    /// A worksheet of Lotus 1-2-3.
    Lotus,
    /// A CEB, the page format of Founder.
    Ceb,
    /// An XPS, the page format of Windows.
    Xps,
    /// An electronic book.
    Epub,
    /// A drawing of Visio.
    Drawing,
    /// A letter of Outlook.
    Mail,
    /// A compound file of an office program that is not known.
    OldOffice,
    /// Sound, film, a database or anything else.
    Unknown,
}

impl Foreign {
    /// What it is and what to ask for.
    fn sentence(self) -> &'static str {
        match self {
            Self::Pdf => {
                "这是 PDF 文件，表格中的数不能可靠读出；请向对方要 Word 或 Excel 原件，或用 WPS 转成 Word 后再导入"
            }
            Self::Picture => "这是图片，读不出表格中的数；请向对方要 Word 或 Excel 原件",
            Self::Archive => "这是压缩包；请先解压，再导入里面的文件",
            Self::Ofd => "这是 OFD 版式文件，表格中的数不能可靠读出；请向对方要 Word 或 Excel 原件",
            Self::Program => "这是程序，不是文档；请不要打开它，并向对方核实发来的文件",
            Self::Slides => "这是演示文稿；请向对方要 Word 或 Excel 原件",
            Self::Odt => "这是 OpenDocument 文字文档；请用 WPS 或 LibreOffice 另存为 Word 文档（.docx）后再导入",
            Self::Rtf => "这是 RTF 文档；请用 Word 或 WPS 另存为 Word 文档（.docx）后再导入",
            Self::EmbeddedSheet => {
                "表格是嵌在 Word 里的 Excel 表，在这里读不出来；请在 Word 中双击那张表，全选后复制到 Excel 或 WPS 表格，另存为 .xlsx 后再导入"
            }
            Self::Frames => {
                "这个网页只是外框，表格在同名文件夹（名字以 .files 结尾）里的 sheet001.htm 等网页中；请导入那里的网页，或用 Excel 打开后另存为 .xlsx"
            }
            Self::OldWorkbook => "这是很旧的 Excel 文件；请用 Excel 或 WPS 另存为 .xlsx 后再导入",
            Self::OldWord => "这是很旧的 Word 文件；请用 Word 或 WPS 另存为 Word 文档（.docx）后再导入",
            Self::Json => "这是 JSON 数据，不是填报文件；请导入 .tianbao 文件、Excel、Word、网页或文本",
            Self::Sylk => "这是 SYLK 格式的旧表格（.slk）；请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入",
            Self::Dif => "这是 DIF 格式的旧表格（.dif）；请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入",
            Self::IWork => {
                "这是苹果电脑的 Numbers、Pages 或 Keynote 文件；请对方在原软件里导出为 Excel 或 Word 后再发来导入"
            }
            Self::Database => "这是数据库文件（Access 或 dBase）；请对方导出为 Excel 后再发来导入",
            Self::Lotus => "这是 Lotus 1-2-3 的旧表格；请用 LibreOffice 打开，另存为 .xlsx 后再导入",
            Self::Ceb => "这是方正 CEB 版式文件，表格中的数不能可靠读出；请向对方要 Word 或 Excel 原件",
            Self::Xps => "这是 XPS 版式文件，表格中的数不能可靠读出；请向对方要 Word 或 Excel 原件",
            Self::Epub => "这是电子书（EPUB）；请向对方要 Word 或 Excel 原件",
            Self::Drawing => "这是 Visio 绘图；请向对方要 Word 或 Excel 原件",
            Self::Mail => "这是一封邮件；请打开邮件，把附件另存下来再导入",
            Self::OldOffice => {
                "这是旧的办公软件文件，认不出里面是什么；请用做这个文件的软件打开，另存为 .xlsx 或 .docx 后再导入"
            }
            Self::Unknown => {
                "认不出这是什么文件；可以导入 Excel、Word、WPS、OpenDocument 表格、网页、CSV、文本和 .tianbao 文件"
            }
        }
    }
}

impl FileKind {
    /// The kind in words of the sentences above.
    pub fn words(self) -> &'static str {
        match self {
            Self::Xlsx | Self::Xlsb => "Excel 工作簿",
            Self::Xls => "Excel 97–2003 工作簿",
            Self::SpreadsheetXml => "XML 表格",
            Self::Ods => "OpenDocument 表格",
            Self::Docx => "Word 文档",
            Self::Doc => "Word 97–2003 文档",
            Self::Html => "网页",
            Self::Mht => "单个文件网页",
            Self::Csv => "CSV 文件",
            Self::Text => "文本文件",
            Self::Locked => "加密的文件",
            Self::Filing => "填报文件",
        }
    }
}
