//! What the pages to print ask of themselves.

use crate::app::wishes::request::Request;
use crate::jobs::export::Shape;
use crate::jobs::printing::Order;

/// What is asked for.
#[derive(Clone, Debug)]
pub(super) enum Wish {
    /// Close the pages.
    Close,
    /// Print as the dialog says.
    Print(Shape, Order),
    /// Open the pages in the viewer of the desktop.
    ShowPdf(Shape),
    /// What somebody else does.
    Window(Request),
}
