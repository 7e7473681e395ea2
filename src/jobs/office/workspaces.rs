//! Workspaces on the disk: read and written whole or not at all, lists of units from any table, the folder that paths in a
//! workspace begin in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::aggregating::{Reader, files, gather};
use crate::aggregate::desk::Desk;
use crate::aggregate::workspace::{self, EXTENSION, Workspace};
use crate::aggregate::years::Earlier;
use crate::aggregate::{Tree, list};
use crate::filing::store::{self, Store, write_atomically};
use crate::filing::{Filing, format};
use crate::form::Catalogue;
use crate::import::grid::Grid;
use crate::import::readers::Source;
use crate::jobs::files::Error;
use crate::jobs::files::reading::Pool;
pub use crate::jobs::machine::paths::{path_of, written};
use crate::jobs::machine::progress::Task;

/// Reads a workspace.
///
/// # Errors
/// A sentence when there is none, or it cannot be read.
pub fn read(path: &Path) -> Result<Workspace, Error> {
    let bytes = std::fs::read(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
    Workspace::read(&bytes).map_err(|source: workspace::Error| Error::Workspace { path: path.to_owned(), source })
}

/// Writes a workspace in the place of what was there.
///
/// # Errors
/// When the folder cannot be written.
pub fn write(path: &Path, workspace: &Workspace) -> Result<(), Error> {
    Ok(write_atomically(path, &workspace.write())?)
}

/// Whether a path is that of a workspace.
pub fn is_workspace(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(EXTENSION))
}

/// The folder in which the paths of a workspace begin.
pub fn folder(workspace: &Path) -> PathBuf {
    let workspace = std::path::absolute(workspace).unwrap_or_else(|_none| workspace.to_owned());
    workspace.parent().map(Path::to_owned).unwrap_or_default()
}

/// Writes an aggregate as a filing. Where one of that form lies already, the sums and last year's go into it as one edit,
/// and what people wrote there stays: remarks, the report, the sign-off, cells that do not add up.
///
/// # Errors
/// When another program edits the file, or it cannot be written.
pub fn write_aggregate(store: &Store, filing: &Filing, path: &Path, catalogue: &Catalogue) -> Result<(), Error> {
    let now = Timestamp::now();
    let is_there = store::read(path, catalogue).is_ok_and(|there| there.form().id == filing.form().id);
    if !is_there {
        store.replace(path, filing)?;
        return Ok(());
    }
    let (mut there, mut target) = store.open(path, catalogue)?;
    let form = Arc::clone(filing.form());
    let sums = form.cell_indices().filter(|cell| form.cell(*cell).is_additive || !filing.value(*cell).is_blank());
    if let Some(edit) = there.cells_edit(sums.map(|cell| (cell, filing.value(cell).clone()))) {
        there.apply(edit, now);
    }
    if *there.unit() != *filing.unit() {
        there.apply(there.unit_edit(filing.unit().clone()), now);
    }
    for (year, prior) in filing.priors() {
        there.apply(there.prior_edit(*year, Some(prior.clone())), now);
    }
    Ok(target.save(&format::write(&there), now)?)
}

/// The desk of a workspace with all its files, read now.
///
/// # Errors
/// When it or its folders cannot be read, or the job was stopped.
pub fn desk(path: &Path, catalogue: &Catalogue, pool: Arc<Pool>, task: &Task<'_>) -> Result<Desk, Error> {
    let (workspace, folder) = (read(path)?, folder(path));
    let sources: Vec<PathBuf> = workspace.sources.iter().map(|source| path_of(source, &folder)).collect();
    let reader = Reader::with(catalogue, pool, workspace.year);
    let gathered = gather(&files(&sources, &[path])?, &reader, task)?.named_from(&folder);
    let form = workspace.form.as_deref().and_then(|id| catalogue.get(id));
    let mut desk = Desk::new(workspace, form);
    desk.arrive(gathered.received, gathered.failed);
    Ok(desk)
}

/// The sums of the workspace of an earlier year.
///
/// # Errors
/// As for [`desk`], or when there is nothing in it to add up.
pub fn earlier(path: &Path, catalogue: &Catalogue, pool: Arc<Pool>, task: &Task<'_>) -> Result<Earlier, Error> {
    let desk = desk(path, catalogue, pool, task)?;
    let whole = desk.aggregate().filter(|whole| whole.unit_count() > 0);
    let aggregate = whole.cloned().ok_or_else(|| Error::NothingToAdd { path: path.to_owned() })?;
    Ok(Earlier { aggregate, units: desk.workspace().units().clone() })
}

/// The list of units in a file: a workbook, a document or a text.
///
/// # Errors
/// A sentence when it cannot be read or no unit stands in it.
pub fn list_of_units(path: &Path, pool: &Arc<Pool>) -> Result<Tree, Error> {
    if is_workspace(path) {
        return Ok(read(path)?.units().clone());
    }
    let source = pool.read(path).map_err(|source| Error::Unreadable { path: path.to_owned(), source })?;
    let trees = match &source {
        Source::Document(document) => document.grids().map(|grid| list::tree(&rows(grid))).collect(),
        Source::Filing(_) => Vec::new(),
    };
    let paragraphs = match &source {
        Source::Document(document) => text(document),
        Source::Filing(_) => String::new(),
    };
    let all = trees.into_iter().chain([list::tree(&list::rows(&paragraphs))]);
    let most = all.max_by_key(Tree::len).filter(|tree| !tree.is_empty());
    most.ok_or_else(|| Error::NoUnits { path: path.to_owned() })
}

fn text(document: &crate::import::grid::Document) -> String {
    let paragraph = |block: &crate::import::grid::Block| match block {
        crate::import::grid::Block::Paragraph(text) => Some(text.clone()),
        crate::import::grid::Block::Grid(_) => None,
    };
    document.blocks.iter().filter_map(paragraph).collect::<Vec<_>>().join("\n")
}

/// A grid as rows; a cell over several rows stands in the first of them.
fn rows(grid: &Grid) -> Vec<Vec<String>> {
    let mut rows = vec![Vec::new(); grid.rows() as usize];
    for cell in &grid.cells {
        let Some(row) = rows.get_mut(cell.row as usize) else { continue };
        let at = cell.column as usize;
        if row.len() <= at {
            row.resize(at + 1, String::new());
        }
        if let Some(place) = row.get_mut(at) {
            cell.text.clone_into(place);
        }
    }
    rows
}
