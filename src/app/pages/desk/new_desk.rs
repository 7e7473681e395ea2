//! The fields of a new workspace, as they are typed.

use crate::aggregate::workspace::Workspace;
use crate::aggregate::{Tree, list};

/// The fields of a new workspace.
#[derive(Clone, Debug, Default)]
pub(super) struct NewDesk {
    /// The office that adds up.
    pub(super) name: String,
    /// The reporting year.
    pub(super) year: u16,
    /// The list of units as it is pasted.
    pub(super) list: String,
    /// The list of units of a file, with its name.
    pub(super) from_file: Option<(String, Tree)>,
}

impl NewDesk {
    /// The list of units, from the file or as it was pasted.
    pub(super) fn units(&self) -> Tree {
        match &self.from_file {
            Some((_, tree)) => tree.clone(),
            None => list::tree(&list::rows(&self.list)),
        }
    }

    /// The proposed name of its file.
    pub(super) fn file_name(&self) -> String {
        format!("{}{}年度汇总", self.name.trim(), self.year)
    }

    /// The workspace; without a list every unit that sends a file is one.
    pub(super) fn workspace(&self) -> Workspace {
        let units = self.units();
        let takes_any = units.is_empty();
        let mut workspace = Workspace::new(units);
        self.name.trim().clone_into(&mut workspace.name);
        workspace.year = Some(self.year);
        workspace.takes_any = takes_any;
        workspace
    }
}
