//! What the page of an import asks of itself.

use crate::import::Wishes;

/// What is asked for.
#[derive(Clone, Debug)]
pub(super) enum Wish {
    /// Understand the file of the open plan anew, with another form or sheet.
    Again(Wishes),
    /// Write what the open plan says.
    Finish,
    /// Leave the open plan; nothing is written.
    Leave,
}
