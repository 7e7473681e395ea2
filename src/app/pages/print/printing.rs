//! Printing from the window: which printers there are, and handing pages to them or to a viewer.

use super::dialog::Found;
use crate::app::model::document::Document;
use crate::app::model::tab_id::TabId;
use crate::app::threads::mouth::Mouth;
use crate::app::threads::report::Report;
use crate::app::window::Window;
use crate::filing::store::file_name_of;
use crate::jobs::export::Shape;
use crate::jobs::printing::{self, Habit, Order};

/// The printers at hand, and how the form of a filing was printed last.
pub(super) struct Answer {
    pub(super) tab: TabId,
    pub(super) found: Found,
    pub(super) habit: Habit,
}

/// Asks for the printers, and how a form was printed last.
pub(super) fn ask_for_printers(window: &Window, mouth: Mouth<Answer>, document: &Document) {
    let worker = &window.worker;
    let (printer, data) = (worker.printer(), worker.store().data_folder().to_owned());
    let (tab, form) = (document.tab, document.filing.form().id.clone());
    worker.spawn("tianbao-print", Report::Failed, move || {
        let habit = printing::habit(&data, &form);
        let found = Found::of(printer.printers());
        mouth.say(Answer { tab, found, habit });
    });
}

/// Prints the filing that is shown.
pub(super) fn print(window: &mut Window, shape: Shape, order: Order) {
    window.close_dialog();
    let Some(document) = window.tabs.current() else { return };
    window.worker.print((document.filing.clone(), document.engine.clone()), shape, order);
    window.say("正在交给打印机…".to_owned(), None);
}

/// Opens the pages of the filing that is shown in the viewer of the desktop.
pub(super) fn show_pdf(window: &mut Window, shape: Shape) {
    window.close_dialog();
    let Some(document) = window.tabs.current() else { return };
    let content = (document.filing.clone(), document.engine.clone());
    window.worker.show_pdf(content, shape, file_name_of(&document.filing));
    window.say("正在用 PDF 阅读器打开…".to_owned(), None);
}
