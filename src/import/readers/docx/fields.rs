//! Fields of a document: their codes are no text, their results are.

use crate::import::error::ReadError;
use crate::import::limits::Limits;

/// The fields that are open.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
}

#[derive(Debug, Default)]
struct Field {
    /// Whether its result has begun.
    is_result: bool,
    /// What it shows without any result: the choice of a list.
    shown: Option<String>,
}

impl Fields {
    /// A field begins.
    pub(super) fn begin(&mut self, limits: &Limits) -> Result<(), ReadError> {
        if self.open.len() >= limits.depth {
            return Err(ReadError::TooBig { what: format!("内容嵌套超过 {} 层", limits.depth) });
        }
        self.open.push(Field::default());
        Ok(())
    }

    /// What the open field shows without a result.
    pub(super) fn show(&mut self, text: Option<String>) {
        if let Some(field) = self.open.last_mut() {
            field.shown = text;
        }
    }

    /// The result of the innermost field begins.
    pub(super) fn separate(&mut self) {
        if let Some(field) = self.open.last_mut() {
            field.is_result = true;
        }
    }

    /// The innermost field ends; gives what it shows without a result.
    pub(super) fn end(&mut self) -> Option<String> {
        self.open.pop()?.shown
    }

    /// Whether a code stands here.
    pub(super) fn is_code(&self) -> bool {
        self.open.iter().any(|field| !field.is_result)
    }

    /// How many are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// A cell ends that began with so many open: those inside it end with it, whether or not the document says so.
    pub(super) fn close_to(&mut self, depth: usize) {
        self.open.truncate(depth);
    }
}
