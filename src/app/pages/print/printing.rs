//! Printing from the window: the dialog's fields, and what its buttons do.

use super::dialog::{Found, PrintForm};
use crate::app::window::Window;
use crate::app::window::dialog::Dialog;
use crate::filing::store::file_name_of;
use crate::jobs::export::Shape;
use crate::jobs::printing::Order;

impl Window {
    /// Opens the dialog and asks for the printers meanwhile.
    pub(crate) fn open_print_dialog(&mut self) {
        let Some(document) = self.tabs.current() else { return };
        let order = Order { title: file_name_of(&document.filing), ..Order::default() };
        self.worker.printers(document.tab, document.filing.form().id.clone());
        let has_report = document.report_progress().is_some();
        let shape = match &self.print_preview {
            Some(preview) => preview.shape(),
            None if document.writing.is_open && has_report => Shape::Report,
            None => Shape::Tables,
        };
        let preview = self.print_preview.as_ref();
        let counted = preview.and_then(|preview| Some((preview.shape(), preview.page_count()?)));
        let form = PrintForm { found: Found::Asking, order, shape, has_report, counted };
        self.open_dialog(Dialog::Print(form));
    }

    /// Prints the filing that is shown.
    pub(crate) fn print(&mut self, shape: Shape, order: Order) {
        self.close_dialog();
        let Some(document) = self.tabs.current() else { return };
        self.worker.print((document.filing.clone(), document.engine.clone()), shape, order);
        self.say("正在交给打印机…".to_owned(), None);
    }

    /// Opens the pages of the filing that is shown in the viewer of the desktop.
    pub(crate) fn show_pdf(&mut self, shape: Shape) {
        self.close_dialog();
        let Some(document) = self.tabs.current() else { return };
        let content = (document.filing.clone(), document.engine.clone());
        self.worker.show_pdf(content, shape, file_name_of(&document.filing));
        self.say("正在用 PDF 阅读器打开…".to_owned(), None);
    }
}
