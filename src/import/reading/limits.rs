//! How much a file may cost. Every reader counts against these while it reads, never after.
//!
//! The widest form has 10 columns and 40 rows; the limits leave room for a register of applications beside it, and keep
//! the memory of a reader below that of its worker process.

use super::error::ReadError;

/// The bounds of one file.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of the file itself.
    pub file_bytes: u64,
    /// Entries of a zip archive.
    pub entries: usize,
    /// Unpacked bytes of one part of an archive.
    pub part_bytes: u64,
    /// Unpacked bytes of all parts that are read.
    pub unpacked_bytes: u64,
    /// Unpacked bytes for each packed one, in parts above 1 MB.
    pub ratio: u64,
    /// Elements inside one another, in XML and in tables.
    pub depth: usize,
    /// Rows of a grid; what lies beyond is left out with a note.
    pub rows: u32,
    /// Columns of a grid; what lies beyond is left out with a note.
    pub columns: u32,
    /// Cells of all grids.
    pub cells: usize,
    /// Characters of a cell.
    pub cell_characters: usize,
    /// Bytes of all text.
    pub text_bytes: usize,
    /// Paragraphs and grids.
    pub blocks: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            entries: 4_096,
            part_bytes: 64 << 20,
            unpacked_bytes: 128 << 20,
            ratio: 200,
            depth: 256,
            rows: 100_000,
            columns: 2_048,
            cells: 500_000,
            cell_characters: 32_767,
            text_bytes: 32 << 20,
            blocks: 100_000,
        }
    }
}

/// What a reader has spent of the limits.
#[derive(Debug)]
pub(crate) struct Budget<'l> {
    limits: &'l Limits,
    cells: usize,
    text_bytes: usize,
    blocks: usize,
}

impl<'l> Budget<'l> {
    /// Nothing spent.
    pub(crate) fn new(limits: &'l Limits) -> Self {
        Self { limits, cells: 0, text_bytes: 0, blocks: 0 }
    }

    /// The limits themselves.
    pub(crate) fn limits(&self) -> &'l Limits {
        self.limits
    }

    /// Whether a position lies inside a grid that is read.
    pub(crate) fn holds(&self, row: u32, column: u32) -> bool {
        row < self.limits.rows && column < self.limits.columns
    }

    /// Counts a cell.
    pub(crate) fn cell(&mut self) -> Result<(), ReadError> {
        self.cells += 1;
        if self.cells > self.limits.cells {
            return Err(ReadError::TooBig { what: format!("单元格超过 {} 个", self.limits.cells) });
        }
        Ok(())
    }

    /// Counts text.
    pub(crate) fn text(&mut self, bytes: usize) -> Result<(), ReadError> {
        self.text_bytes = self.text_bytes.saturating_add(bytes);
        if self.text_bytes > self.limits.text_bytes {
            return Err(ReadError::TooBig { what: format!("文字超过 {} MB", self.limits.text_bytes >> 20) });
        }
        Ok(())
    }

    /// Counts a text that cells share, `before` of which are there.
    pub(crate) fn shared_text(&mut self, before: usize, bytes: usize) -> Result<(), ReadError> {
        if before >= self.limits.cells {
            return Err(ReadError::TooBig { what: format!("不同的文字超过 {} 条", self.limits.cells) });
        }
        self.text(bytes)
    }

    /// Judges the length of one cell's text.
    pub(crate) fn cell_text(&self, text: &str) -> Result<(), ReadError> {
        let most = self.limits.cell_characters;
        if text.len() > most && text.chars().count() > most {
            return Err(ReadError::TooBig { what: format!("一个单元格的文字超过 {most} 字") });
        }
        Ok(())
    }

    /// Counts a paragraph or a grid.
    pub(crate) fn block(&mut self) -> Result<(), ReadError> {
        self.blocks += 1;
        if self.blocks > self.limits.blocks {
            return Err(ReadError::TooBig { what: format!("段落和表格超过 {} 个", self.limits.blocks) });
        }
        Ok(())
    }

    /// Judges how deep something lies inside its like.
    pub(crate) fn depth(&self, depth: usize) -> Result<(), ReadError> {
        if depth > self.limits.depth {
            return Err(ReadError::TooBig { what: format!("内容嵌套超过 {} 层", self.limits.depth) });
        }
        Ok(())
    }
}
