//! Worksheets that a document shows as objects.
//!
//! What is seen of one is a picture; the figures stand in a workbook inside the file. It is read where the document has
//! nothing else, and only the sheet with which it opens.

use super::parts::Parts;
use crate::import::reading::error::{Foreign, ReadError};
use crate::import::reading::grid::{Block, Document, FileKind, Grid};
use crate::import::reading::kind;
use crate::import::reading::limits::Limits;
use crate::import::reading::readers::reader::filled;
use crate::import::reading::readers::xlsx;
use crate::import::reading::xml::{Token, Xml};

/// How many worksheets of a document are read.
const MOST: usize = 16;

/// Reads the worksheets that a document shows as objects, where it has no table with figures of its own.
///
/// There are `count` of them, and `bytes` gives those of each that is a workbook of its own.
pub(in crate::import::reading::readers) fn add(
    document: &mut Document,
    count: usize,
    mut bytes: impl FnMut(usize) -> Result<Option<Vec<u8>>, ReadError>,
    limits: &Limits,
) -> Result<(), ReadError> {
    if count == 0 {
        return Ok(());
    }
    if document.grids().any(has_figures) {
        document
            .notes
            .push("文档里还嵌有 Excel 表，没有读；需要时请在 Word 中双击那张表，复制到 Excel 另存后再导入".to_owned());
        return Ok(());
    }
    let mut unread = 0;
    for number in 0..count.min(MOST) {
        match bytes(number)?.map(|bytes| sheet(&bytes, limits)).transpose()?.flatten() {
            Some(grids) => document.blocks.extend(grids.into_iter().map(Block::Grid)),
            None => unread += 1,
        }
    }
    if !document.blocks.iter().any(may_be_figure) {
        return Err(ReadError::Unsupported(Foreign::EmbeddedSheet));
    }
    document.notes.push(if unread == 0 {
        "表格是嵌在 Word 里的 Excel 表，读的是其中打开着的那张工作表；请核对".to_owned()
    } else {
        format!("文档里嵌有的 Excel 表，{unread} 个没有读；请在 Word 中双击那张表，复制到 Excel 另存后再导入")
    });
    Ok(())
}

/// The sheet that an embedded workbook shows; nothing when it cannot be read here.
fn sheet(bytes: &[u8], limits: &Limits) -> Result<Option<Vec<Grid>>, ReadError> {
    if kind::recognise(bytes, limits) != Ok(FileKind::Xlsx) {
        return Ok(None);
    }
    let read = xlsx::read(bytes, limits).and_then(|workbook| filled(FileKind::Xlsx, workbook));
    let workbook = match read {
        Ok(workbook) => workbook,
        Err(error @ ReadError::TooBig { .. }) => return Err(error),
        Err(_) => return Ok(None),
    };
    let shown = shown(bytes, limits).ok().flatten();
    let grids: Vec<Grid> = workbook.grids().filter(|grid| !grid.is_hidden).cloned().collect();
    let is_there = shown.as_ref().is_some_and(|name| grids.iter().any(|grid| grid.name == *name));
    let is_meant = |grid: &Grid| !is_there || shown.as_ref() == Some(&grid.name);
    Ok(Some(grids.into_iter().filter(is_meant).collect()))
}

/// The name of the sheet with which a workbook opens.
fn shown(bytes: &[u8], limits: &Limits) -> Result<Option<String>, ReadError> {
    let mut parts = Parts::open(bytes, limits)?;
    let relations = parts.relations("")?;
    let main = relations.into_iter().find(|it| it.kind == "officeDocument").map(|it| it.part);
    let Some(text) = parts.text(main.as_deref().unwrap_or("xl/workbook.xml"))? else { return Ok(None) };
    let mut xml = Xml::new(&text, FileKind::Xlsx, limits.depth);
    let (mut active, mut names) = (0, Vec::new());
    while let Some(token) = xml.next()? {
        let Token::Start(element) = token else { continue };
        match element.local() {
            "workbookView" => active = element.number("activeTab").unwrap_or(0) as usize,
            "sheet" if names.len() < limits.entries => names.push(element.attribute("name").map(|it| it.into_owned())),
            _ => {}
        }
    }
    Ok(names.into_iter().nth(active).flatten())
}

/// Whether a block may hold figures of a form, if only as the end of a line.
fn may_be_figure(block: &Block) -> bool {
    match block {
        Block::Paragraph(text) => text.lines().any(|line| line.trim_end().ends_with(|c: char| c.is_ascii_digit())),
        Block::Grid(grid) => has_figures(grid),
    }
}

/// Whether a grid has a figure.
fn has_figures(grid: &Grid) -> bool {
    grid.cells.iter().any(|cell| is_figure(&cell.text))
}

fn is_figure(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}
