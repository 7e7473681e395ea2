//! What there is to say about a plan, in the order of the list: doubts first.

use std::collections::BTreeMap;

use crate::filing::Value;
use crate::form::{CellIndex, Severity};
use crate::import::plan::Counts;

/// A part of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    /// Placed, and somebody should look at it.
    Doubtful,
    /// Without a cell.
    Unplaced,
    /// Would change a value that is there.
    Replaced,
    /// What has to be said.
    Notes,
    /// Placed for sure.
    Sure,
    /// Left out.
    Extras,
    /// Cells that the source does not have.
    Missing,
}

impl Section {
    /// All parts in the order of the list.
    pub(super) const ALL: [Self; 7] =
        [Self::Doubtful, Self::Unplaced, Self::Replaced, Self::Notes, Self::Sure, Self::Extras, Self::Missing];

    /// Its heading.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Doubtful => "存疑，请核对",
            Self::Unplaced => "没有放入",
            Self::Replaced => "会改掉已填的数",
            Self::Notes => "说明",
            Self::Sure => "放好",
            Self::Extras => "不导入",
            Self::Missing => "文件里没有的格子",
        }
    }

    /// How its lines are marked.
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Doubtful | Self::Replaced => Some(Severity::Warning),
            Self::Unplaced => Some(Severity::Error),
            Self::Notes => Some(Severity::Notice),
            Self::Sure | Self::Extras | Self::Missing => None,
        }
    }

    /// Whether its lines are values that have a cell.
    pub(super) fn is_of_placements(self) -> bool {
        matches!(self, Self::Doubtful | Self::Sure | Self::Replaced)
    }

    /// Whether it is unfolded without being asked for: what has to be looked at.
    pub(super) fn is_open_at_first(self) -> bool {
        matches!(self, Self::Doubtful | Self::Unplaced | Self::Replaced | Self::Notes)
    }
}

/// A line of the list: its part, and the cell or the position in the plan that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// The part.
    pub(super) section: Section,
    /// A cell, or a position in the plan.
    pub(super) item: usize,
}

/// What there is to say about a plan.
pub(super) struct Facts {
    /// The lines of each part.
    pub(super) items: BTreeMap<Section, Vec<usize>>,
    /// How many values there are of each sort.
    pub(super) counts: Counts,
    /// What is said, about a cell or about everything.
    pub(super) notes: Vec<(Option<CellIndex>, String)>,
    /// The sentences about everything that nobody may miss.
    pub(super) warnings: Vec<String>,
    /// The values that would be replaced.
    pub(super) replaced: BTreeMap<CellIndex, (Value, Value)>,
    /// The line of each place of the source.
    pub(super) by_place: BTreeMap<(usize, u32, u32), Entry>,
    /// The line of each cell of the form.
    pub(super) by_cell: BTreeMap<CellIndex, Entry>,
}
