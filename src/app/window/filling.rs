//! Filling blanks with what follows from last year's figures.

use super::Window;
use crate::form::Severity;
use crate::import::carry;

impl Window {
    /// Fills blanks with what follows from last year's figures.
    pub(crate) fn carry_over(&mut self) {
        let Some(document) = self.tabs.current() else { return };
        if document.filing.prior().is_none() {
            let year = document.filing.year_before_words();
            return self.say(format!("还没有附上{year}的数，请先按“上年数”"), Some(Severity::Notice));
        }
        let all = carry::for_blanks(&document.filing);
        let count = all.len();
        if count == 0 {
            return self.say("没有可以由上年数得出的空格".to_owned(), Some(Severity::Notice));
        }
        let first = all.first().map(|(cell, _)| *cell);
        self.edit(|filing| filing.cells_edit(all));
        if let (Some(document), Some(first)) = (self.tabs.current_mut(), first) {
            document.sheet.activate(first);
        }
        self.say(format!("按上年数填入 {count} 格，可以撤销"), None);
    }
}
