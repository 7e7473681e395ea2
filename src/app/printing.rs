//! Printing from the window: the dialog's fields, and what its buttons do.

use super::App;
use super::state::Dialog;
use crate::filing::store::file_name_of;
use crate::jobs::Error;
use crate::jobs::printing::{Habit, Order, Printers};

/// What is known of the printers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// They are being asked for.
    Asking,
    /// These; at least one.
    Some(Printers),
    /// None: the pages can be shown in a viewer, which prints.
    Nothing,
    /// The print service does not answer; holds the sentence.
    Failed(String),
}

impl Found {
    /// The answer of the print service.
    pub(super) fn of(answer: Result<Option<Printers>, Error>) -> Self {
        match answer {
            Ok(Some(printers)) if !printers.names.is_empty() => Self::Some(printers),
            Ok(_) => Self::Nothing,
            Err(error) => Self::Failed(error.to_string()),
        }
    }
}

/// The dialog's fields as they stand.
#[derive(Clone, Debug)]
pub(crate) struct PrintForm {
    /// The printers.
    pub(crate) found: Found,
    /// What is chosen; the pages are as typed.
    pub(crate) order: Order,
    /// How many pages there are, where that is known.
    pub(crate) page_count: Option<usize>,
}

impl PrintForm {
    /// Takes the printers; the form is printed as last time, where that printer is still there.
    pub(super) fn fill(&mut self, found: Found, habit: Habit) {
        if let Found::Some(printers) = &found {
            let known = habit.printer.filter(|name| printers.names.contains(name));
            self.order.printer = known.or_else(|| printers.usual.clone()).or_else(|| printers.names.first().cloned());
        }
        self.order.paper = habit.paper;
        self.order.sides = habit.sides;
        self.found = found;
    }
}

impl App {
    /// Opens the dialog and asks for the printers meanwhile.
    pub(super) fn open_print_dialog(&mut self) {
        let Some(document) = self.state.tabs.current() else { return };
        let order = Order { title: file_name_of(&document.filing), ..Order::default() };
        self.worker.printers(document.tab, document.filing.form().id.clone());
        let page_count = self.state.print_preview.as_ref().and_then(|preview| preview.page_count());
        self.state.dialog = Some(Dialog::Print(PrintForm { found: Found::Asking, order, page_count }));
    }

    /// Prints the filing that is shown.
    pub(super) fn print(&mut self, order: Order) {
        self.state.dialog = None;
        let Some(document) = self.state.tabs.current() else { return };
        self.worker.print(document.filing.clone(), order);
        self.say("正在交给打印机…".to_owned(), None);
    }

    /// Opens the pages of the filing that is shown in the viewer of the desktop.
    pub(super) fn show_pdf(&mut self) {
        self.state.dialog = None;
        let Some(document) = self.state.tabs.current() else { return };
        self.worker.show_pdf(document.filing.clone(), file_name_of(&document.filing));
        self.say("正在用 PDF 阅读器打开…".to_owned(), None);
    }
}
