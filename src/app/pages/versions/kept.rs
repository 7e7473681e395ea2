//! The kept versions of a file beside its present state: which cells differ, and which of them are to go back.

use std::collections::BTreeSet;

use crate::app::threads::report::Read;
use crate::filing::store::Version;
use crate::filing::{Filing, Value};
use crate::form::CellIndex;

/// A cell that held something else.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Difference {
    /// The cell.
    pub(super) cell: CellIndex,
    /// What it held then.
    pub(super) then: Value,
    /// The calculation that it came from.
    pub(super) note: Option<String>,
}

/// A kept version.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    /// When it was put aside.
    pub(super) version: Version,
    /// The cells that differ from the present state, or why they cannot be told.
    pub(super) differences: Result<Vec<Difference>, String>,
}

impl Kept {
    fn of((version, content): Read, now: &Filing) -> Self {
        let differences = content.and_then(|then| {
            if then.form().id != now.form().id {
                return Err("这个版本用的是另一套表式".to_owned());
            }
            let cells = now.form().cell_indices().filter(|cell| then.value(*cell) != now.value(*cell));
            let difference = |cell: CellIndex| Difference {
                cell,
                then: then.value(cell).clone(),
                note: then.notes().get(&cell).cloned(),
            };
            Ok(cells.map(difference).collect())
        });
        Self { version, differences }
    }
}

/// What the dialog of versions shows.
#[derive(Clone, Debug)]
pub(super) struct KeptVersions {
    /// The versions, newest first.
    pub(super) list: Vec<Kept>,
    /// The one whose cells are shown.
    pub(super) chosen: usize,
    /// The cells that are to go back.
    pub(super) picked: BTreeSet<CellIndex>,
}

impl KeptVersions {
    /// The versions beside the present state.
    pub(super) fn of(read: Vec<Read>, now: &Filing) -> Self {
        let list: Vec<Kept> = read.into_iter().map(|it| Kept::of(it, now)).collect();
        // The first that says something: a version that equals the present state is no help.
        let telling = list.iter().position(|kept| kept.differences.as_ref().is_ok_and(|it| !it.is_empty()));
        Self { list, chosen: telling.unwrap_or(0), picked: BTreeSet::new() }
    }
}
