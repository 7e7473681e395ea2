//! The report of the filing that is shown, as far as every page may open and close it.

use super::Window;

impl Window {
    /// Shows the report in the place of the sheet.
    pub(crate) fn open_report(&mut self) {
        self.commit_running_edit();
        if let Some(document) = self.tabs.current_mut() {
            document.open_report();
        }
    }

    /// Shows the sheet again.
    pub(crate) fn close_report(&mut self) {
        if let Some(document) = self.tabs.current_mut() {
            document.close_report(Self::now());
        }
    }

    /// Whether the report stands in the place of the sheet.
    pub(crate) fn is_writing(&self) -> bool {
        self.tabs.current().is_some_and(|document| document.writing.is_open)
    }

    /// Puts what is being typed into the filing.
    pub(crate) fn commit_writing(&mut self) {
        if let Some(document) = self.tabs.current_mut() {
            document.commit_writing(Self::now());
        }
    }
}
