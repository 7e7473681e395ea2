//! Printing from the window: the dialog's fields, and what its buttons do.

use super::App;
use super::state::Dialog;
use crate::filing::store::file_name_of;
use crate::jobs::Error;
use crate::jobs::export::Shape;
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
    /// Which of the printed shapes.
    pub(crate) shape: Shape,
    /// Whether there is a report.
    pub(crate) has_report: bool,
    /// How many pages a shape has, where that is known.
    pub(crate) counted: Option<(Shape, usize)>,
}

impl PrintForm {
    /// How many pages there are, where that is known.
    pub(crate) fn page_count(&self) -> Option<usize> {
        self.counted.filter(|(shape, _)| *shape == self.shape).map(|(_, count)| count)
    }

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
        let has_report = document.report_progress().is_some();
        let shape = match &self.state.print_preview {
            Some(preview) => preview.shape(),
            None if document.writing.is_open && has_report => Shape::Report,
            None => Shape::Tables,
        };
        let preview = self.state.print_preview.as_ref();
        let counted = preview.and_then(|preview| Some((preview.shape(), preview.page_count()?)));
        let form = PrintForm { found: Found::Asking, order, shape, has_report, counted };
        self.state.dialog = Some(Dialog::Print(form));
    }

    /// Prints the filing that is shown.
    pub(super) fn print(&mut self, shape: Shape, order: Order) {
        self.state.dialog = None;
        let Some(document) = self.state.tabs.current() else { return };
        self.worker.print((document.filing.clone(), document.engine.clone()), shape, order);
        self.say("正在交给打印机…".to_owned(), None);
    }

    /// Opens the pages of the filing that is shown in the viewer of the desktop.
    pub(super) fn show_pdf(&mut self, shape: Shape) {
        self.state.dialog = None;
        let Some(document) = self.state.tabs.current() else { return };
        let content = (document.filing.clone(), document.engine.clone());
        self.worker.show_pdf(content, shape, file_name_of(&document.filing));
        self.say("正在用 PDF 阅读器打开…".to_owned(), None);
    }
}
