//! The labels beside the lines of a source, and which rows of the form they are.

use super::sequence::{How, Score, Scores, matched};
use crate::form::RowIndex;
use crate::import::understanding::labels::variants::variants;
use crate::import::understanding::lexicon::{CLOSE, Model};
use crate::import::understanding::structure::{Region, Stub};
use crate::import::understanding::work::Work;

/// A row of the form found in a source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// The row.
    pub(super) row: RowIndex,
    /// How it was found.
    pub(super) how: How,
}

/// A stub of a region: the region and the stub by position.
pub(super) type StubAt = (usize, usize);

/// For every stub of some regions, in reading order, its row of the form.
pub(super) fn matched_rows(
    regions: &[&Region<'_>],
    work: &Work,
    model: usize,
    it: &Model,
) -> Vec<(StubAt, Option<Row>)> {
    let stubs: Vec<StubAt> = regions
        .iter()
        .enumerate()
        .flat_map(|(region, it)| (0..it.stubs.len()).map(move |stub| (region, stub)))
        .collect();
    if !work.spend(stubs.len() * it.rows.len()) {
        return stubs.into_iter().map(|stub| (stub, None)).collect();
    }
    let cells = stubs.iter().flat_map(|(region, stub)| {
        let region = regions[*region];
        let stub = &region.stubs[*stub];
        (0..it.rows.len()).map(move |row| score(region, stub, model, it, row))
    });
    let scores = Scores { width: it.rows.len(), cells: cells.collect() };
    let rows = matched(&scores).into_iter().map(|found| {
        let (row, how) = found?;
        Some(Row { row: RowIndex(u32::try_from(row).ok()?), how })
    });
    stubs.into_iter().zip(rows).collect()
}

/// How alike a stub and a row are: the label, what stands above it, and whether the heads fit the row.
fn score(region: &Region<'_>, stub: &Stub, model: usize, it: &Model, row: usize) -> Score {
    let text = &region.raster.texts[stub.cell];
    let label = text.likeness.best(&it.rows[row]);
    let is_slip = text.likeness.is_slip_of(&it.rows[row]);
    if label < CLOSE && !is_slip {
        return Score::default();
    }
    let is_own = region.heads.is_some() && !region.is_continued;
    if let (true, true, Some(part)) = (stub.is_leaf, is_own, it.part_of_row[row])
        && !region.columns.iter().any(|it| it.model == model && it.part == part)
    {
        // Under heads of another table the same word means something else.
        return Score::default();
    }
    let index = RowIndex(u32::try_from(row).unwrap_or(u32::MAX));
    let mut context = 0_i8;
    for parent in stub.above.iter().map(|cell| &region.raster.texts[*cell].likeness) {
        if it.above(index).any(|above| parent.best(&it.rows[above.position()]) >= CLOSE) {
            context = context.saturating_add(5);
        } else if parent.best_marked(&it.group_marks) >= CLOSE {
            context = context.saturating_sub(30);
        }
    }
    Score { label, context, is_slip }
}

/// Whether a label is one that tables add to a form.
pub(super) fn is_extra(region: &Region<'_>, stub: &Stub, it: &Model) -> bool {
    let text = &region.raster.texts[stub.cell];
    variants().is_extra(&text.label.core) || text.likeness.best(&it.derived) >= CLOSE
}

impl Row {
    /// Why the label is taken for the row, where it is not simply equal.
    pub(super) fn reason(self, label: &str) -> Option<String> {
        match self.how {
            How::Equal => None,
            How::OutOfOrder => Some(format!("项目“{label}”的位置与表式不同，按项目名称认定")),
            How::Alike(_) => Some(format!("项目“{label}”与表式的项目名称相近")),
            How::Between => Some(format!("项目“{label}”与表式差一个字，按前后项目认定")),
        }
    }
}
