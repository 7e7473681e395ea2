//! What every reader makes of a file: paragraphs and grids of text cells, in the order of the source.
//!
//! The one neutral form between the readers and the alignment: it knows spans, what the source said about a value, and where
//! everything stood; it knows nothing of forms. It travels between processes as JSON.

use serde::{Deserialize, Serialize};

/// What a file is, told by its content and never by its extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A workbook of Excel 2007 and later, or of WPS.
    Xlsx,
    /// A binary workbook of Excel 97–2003, or a WPS `.et`.
    Xls,
    /// A binary workbook of Excel 2007 and later.
    Xlsb,
    /// A workbook as one XML file, made by Excel 2003 and many web systems.
    SpreadsheetXml,
    /// An OpenDocument spreadsheet.
    Ods,
    /// A document of Word 2007 and later, or of WPS.
    Docx,
    /// A document of Word 97–2003, or a WPS `.wps`.
    Doc,
    /// A saved web page, also under the name of a workbook.
    Html,
    /// A web page with what belongs to it in one file, also under the name of a document or a workbook.
    Mht,
    /// Text with one record a line, separated by commas, tabs or semicolons.
    Csv,
    /// Running text, with or without tables drawn by `|`.
    Text,
    /// An encrypted document; what it is inside is seen only when it is opened.
    Locked,
    /// A filing of this program.
    Filing,
}

/// A file as text: what stood in it, from the first to the last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What the file is.
    pub kind: FileKind,
    /// Paragraphs and grids in the order of the source.
    pub blocks: Vec<Block>,
    /// The exact copy of the data in a workbook of this program: the rows of its hidden sheet.
    pub embedded: Option<Vec<Vec<String>>>,
    /// Sentences about what was left out or could not be read.
    pub notes: Vec<String>,
}

impl Document {
    /// The grids in the order of the source.
    pub fn grids(&self) -> impl Iterator<Item = &Grid> {
        self.blocks.iter().filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None })
    }
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Text outside tables.
    Paragraph(String),
    /// A sheet or a table.
    Grid(Grid),
}

/// A sheet or a table. Cells lie in reading order; a position that no cell covers is blank.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    /// The sheet's name, or `表2` for the second table of a document.
    pub name: String,
    /// The cells that hold something, and merged blank ones, by row and then by column. No two overlap.
    pub cells: Vec<GridCell>,
    /// Rows that the source hides, rising.
    pub hidden_rows: Vec<u32>,
    /// Columns that the source hides, rising.
    pub hidden_columns: Vec<u32>,
    /// Whether the whole sheet is hidden.
    pub is_hidden: bool,
    /// For every row the column behind its last cell, blank or not; nothing where rows have no end, as in a spreadsheet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<u32>,
}

/// A cell of a grid. Rows and columns count from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridCell {
    /// The first row it covers.
    pub row: u32,
    /// The first column it covers.
    pub column: u32,
    /// How many rows it covers, at least 1.
    pub row_span: u32,
    /// How many columns it covers, at least 1.
    pub column_span: u32,
    /// Its text as it would be read; an exact decimal for a number. Line breaks inside a cell are `\n`.
    pub text: String,
    /// What the source says it is.
    pub nature: Nature,
    /// What stands in the cell and is no part of its text, in the order of the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    /// Why the text is not sure, as far as the source itself tells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<Doubt>,
}

/// A piece of a cell that a reader of the paper would not count to its text: `12` in ~~12~~21, `1` in 21¹.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// How many characters of the cell's text stand before it.
    pub at: usize,
    /// What stands there.
    pub text: String,
    /// Why it does not count.
    pub why: Unread,
}

/// Why a piece of a cell is no part of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unread {
    /// Struck out, with one line or two.
    Struck,
    /// Deleted, or moved elsewhere, in a document that tracks its changes.
    Deleted,
    /// Not shown at all.
    Hidden,
    /// Raised or lowered: the mark of a note.
    Raised,
    /// The prompt of a field that nobody filled in.
    Prompt,
}

/// Why a reader is not sure of the text of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// All of it is struck out.
    StruckOut,
    /// All of it is raised or lowered.
    Raised,
    /// The source shows it rounded, as this.
    Rounded(String),
    /// The source shows something else than the number that it stores: this.
    Masked(String),
    /// The result of a formula that the program which wrote the file never calculated.
    NotCalculated,
}

/// What a reader makes of a cell: its text, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) text: String,
    pub(super) nature: Nature,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) doubts: Vec<Doubt>,
}

impl Content {
    /// Content of which everything is seen.
    pub(super) fn new(text: String, nature: Nature) -> Self {
        Self { text, nature, left_out: Vec::new(), doubts: Vec::new() }
    }

    /// The same content with another reason to doubt it.
    pub(super) fn doubted(mut self, doubt: Doubt) -> Self {
        self.doubts.push(doubt);
        self
    }

    /// The same content in a cell that looks so as a whole.
    pub(super) fn looking(self, why: Option<Unread>) -> Self {
        match why.and_then(Doubt::of_whole).filter(|_| !self.text.is_empty()) {
            Some(doubt) => self.doubted(doubt),
            None => self,
        }
    }
}

impl Unread {
    /// What is said of a piece, in words that stand before it: `划掉的“12”`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Struck => "划掉的",
            Self::Deleted => "修订中删除的",
            Self::Hidden => "隐藏的",
            Self::Raised => "上下标",
            Self::Prompt => "控件的提示文字",
        }
    }
}

impl Doubt {
    /// The doubt about a text all of which looks so; none where such a text is no text at all.
    pub(super) fn of_whole(why: Unread) -> Option<Self> {
        match why {
            Unread::Struck => Some(Self::StruckOut),
            Unread::Raised => Some(Self::Raised),
            Unread::Deleted | Unread::Hidden | Unread::Prompt => None,
        }
    }

    /// The reason, in words.
    pub fn words(&self) -> String {
        match self {
            Self::StruckOut => "原表中这一格整个划掉了".to_owned(),
            Self::Raised => "原表中这一格整个是上标或下标".to_owned(),
            Self::Rounded(shown) => format!("原表显示的是“{shown}”，存的数位数更多"),
            Self::Masked(shown) => format!("原表显示的是“{shown}”，和存的数不一样"),
            Self::NotCalculated => {
                "原表是没有算过的公式，存的结果不可靠；请用表格软件打开原表，保存后再导入".to_owned()
            }
        }
    }
}

impl GridCell {
    /// A cell of one row and one column.
    pub fn new(row: u32, column: u32, text: impl Into<String>) -> Self {
        let (left_out, doubts) = (Vec::new(), Vec::new());
        Self { row, column, row_span: 1, column_span: 1, text: text.into(), nature: Nature::Text, left_out, doubts }
    }

    /// The cell over more rows and columns.
    #[must_use]
    pub fn spanning(self, row_span: u32, column_span: u32) -> Self {
        Self { row_span, column_span, ..self }
    }

    /// The cell with what a reader made of it.
    #[must_use]
    pub(super) fn holding(self, content: Content) -> Self {
        let Content { text, nature, left_out, doubts } = content;
        Self { text, nature, left_out, doubts, ..self }
    }
}

/// What the source says about the content of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// Text, of which the reader of values decides what it is.
    Text,
    /// A number of the source; the text is its exact decimal.
    Number,
    /// A date or a time; never a value of a form.
    Date,
    /// A number shown as a percentage; never a value of a form.
    Percent,
    /// A truth value; never a value of a form.
    Logical,
    /// An error of a formula such as `#REF!`.
    FormulaError,
    /// A formula whose result the file does not hold.
    FormulaWithoutResult,
}

impl Grid {
    /// The number of rows that hold something.
    pub fn rows(&self) -> u32 {
        self.cells.iter().map(|cell| cell.row + cell.row_span).max().unwrap_or(0)
    }

    /// The number of columns that hold something.
    pub fn columns(&self) -> u32 {
        self.cells.iter().map(|cell| cell.column + cell.column_span).max().unwrap_or(0)
    }

    /// Where a position stands in words of the source: `Sheet1!C5`.
    pub fn origin(&self, row: u32, column: u32) -> String {
        format!("{}!{}{}", self.name, letters(column), row + 1)
    }
}

/// The letters of a column that counts from 0: `A`, `Z`, `AA`.
pub fn letters(column: u32) -> String {
    let mut letters = if column < 26 { String::new() } else { letters(column / 26 - 1) };
    letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or(0)));
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"].map(str::to_owned));
    }
}
