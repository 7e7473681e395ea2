//! A path that is typed into the window because the desktop has no file dialog.

use std::path::PathBuf;

use super::Window;
use super::dialog::Dialog;
use super::path_box::PathBox;
use crate::app::model::pick::{Answer, Pick};
use crate::app::model::tab_id::TabId;
use crate::app::threads::job::Job;
use crate::app::threads::report::Report;

impl Window {
    /// Asks for a path in the window.
    pub(crate) fn ask_for_path(&mut self, tab: Option<TabId>, what: Pick) {
        let document = tab.and_then(|tab| self.tabs.get(tab));
        let beside = document.and_then(|document| document.folder()).map(Into::into);
        let folder: PathBuf = beside.or_else(std::env::home_dir).unwrap_or_default();
        // The folder is typed already, and the name where a new file is made.
        let text = what.with_extension(folder.join(what.proposed_name())).display().to_string();
        let path_box = PathBox { what, tab, folder, text, sentence: None, replaces: None, is_fresh: true };
        self.open_dialog(Dialog::Path(path_box));
    }

    fn path_box(&mut self) -> Option<&mut PathBox> {
        match self.shown_dialog() {
            Some(Dialog::Path(path_box)) => Some(path_box),
            _ => None,
        }
    }

    /// Has the typed path completed.
    pub(crate) fn complete_path(&mut self, text: String) {
        if let Some(folder) = self.path_box().map(|path_box| path_box.folder.clone()) {
            self.hand_over(Job::CompletePath { text, folder });
        }
    }

    /// Puts the completed path into the field.
    pub(crate) fn path_completed(&mut self, text: String) {
        if let Some(path_box) = self.path_box() {
            path_box.text = text;
            path_box.is_fresh = true;
        }
    }

    /// Has the typed path checked.
    pub(crate) fn check_path(&mut self, text: String) {
        if let Some((folder, what)) = self.path_box().map(|it| (it.folder.clone(), it.what.clone())) {
            self.hand_over(Job::CheckPath { text, folder, what });
        }
    }

    /// Uses the typed path as if it had been chosen, or says why not; a file is replaced only when that was said before.
    pub(crate) fn path_checked(&mut self, path: PathBuf, verdict: Result<bool, String>) -> Option<Report> {
        let path_box = self.path_box()?;
        match verdict {
            Err(sentence) => path_box.sentence = Some(sentence),
            Ok(true) if path_box.replaces.as_ref() != Some(&path) => path_box.replaces = Some(path),
            Ok(_) => {
                let (tab, what) = (path_box.tab, path_box.what.clone());
                self.close_dialog();
                return Some(Report::Picked { tab, what, answer: Answer::Path(path) });
            }
        }
        None
    }
}
