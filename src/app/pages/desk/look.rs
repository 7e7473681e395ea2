//! How a desk is looked at: which view, in which order, what is compared.

use std::sync::Arc;

use crate::aggregate::explain::Comparison;
use crate::aggregate::units::NodeId;
use crate::aggregate::{Aggregate, Part};
use crate::app::wishes::command::list::Command;
use crate::filing::Value;
use crate::form::CellIndex;

/// What stands in the middle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum View {
    /// The units with their key figures.
    #[default]
    Units,
    /// The aggregate as the official table, with the origin of the active cell.
    Sheet,
    /// The files that came, those that wait for a decision first.
    Files,
    /// What deserves a look.
    Review,
    /// A typed aggregate against the sum.
    Compare,
    /// Several years.
    Years,
}

impl View {
    /// The command that shows it.
    pub(super) fn command(self) -> Command {
        match self {
            Self::Units => Command::DeskUnits,
            Self::Sheet => Command::DeskSheet,
            Self::Files => Command::DeskFilesView,
            Self::Review => Command::DeskReview,
            Self::Compare => Command::DeskCompare,
            Self::Years => Command::DeskYears,
        }
    }

    /// Every view, in the order of the bar.
    pub(super) const ALL: [Self; 6] = [Self::Units, Self::Sheet, Self::Files, Self::Review, Self::Compare, Self::Years];

    /// Its words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Units => "单位",
            Self::Sheet => "汇总表",
            Self::Files => "来件",
            Self::Review => "核对",
            Self::Compare => "比对",
            Self::Years => "历年",
        }
    }
}

/// What the table of units is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SortBy {
    /// The order of the list.
    List,
    /// How far the units are.
    State,
    /// How much is wrong.
    Findings,
    /// A key figure, by its position.
    Figure(usize),
}

/// What deserves a look: a unit, a cell where it is about one, the sentence.
#[derive(Clone, Debug)]
pub(super) struct Look {
    /// The unit.
    pub(super) unit: Option<NodeId>,
    /// The cell.
    pub(super) cell: Option<CellIndex>,
    /// The sentence.
    pub(super) sentence: String,
}

/// A typed aggregate that is compared with the sum.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    /// The file.
    pub(super) name: String,
    /// Its values in the order of the form's cells.
    pub(super) values: Arc<Vec<Value>>,
    /// What came of it, once that is known.
    pub(super) found: Option<Arc<Compared>>,
}

/// What came of a comparison, with what its explanations speak of.
#[derive(Clone, Debug)]
pub(super) struct Compared {
    /// The differences.
    pub(super) comparison: Comparison,
    /// The sum.
    pub(super) whole: Aggregate,
    /// Filings beside the sum.
    pub(super) others: Vec<Part>,
}
