//! Fields of a document: their codes are no text, their results are.
//!
//! One kind has no result and draws its code: a figure in a circle, letters above others.

use crate::import::reading::error::ReadError;
use crate::import::reading::limits::Limits;

/// How much of a code is kept, in bytes.
const CODE: usize = 256;

/// The fields that are open.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
}

/// What a field shows that has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// The choice of a list.
    Text(String),
    /// What its code draws, which is no plain text.
    Drawn(String),
}

#[derive(Debug, Default)]
struct Field {
    /// Whether its result has begun.
    is_result: bool,
    code: String,
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

    /// A part of the code of the innermost field.
    pub(super) fn code(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.is_result && field.code.len() < CODE) {
            field.code.push_str(text);
        }
    }

    /// The innermost field ends; gives what it shows without a result.
    pub(super) fn end(&mut self) -> Option<Shown> {
        let Field { is_result, code, shown } = self.open.pop()?;
        let is_drawn = !is_result && code.trim_start().get(..3).is_some_and(|it| it.eq_ignore_ascii_case("eq "));
        if is_drawn { Some(Shown::Drawn(code.trim().to_owned())) } else { shown.map(Shown::Text) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_no_text_and_a_drawn_one_is_told() {
        let limits = Limits { depth: 2, ..Limits::default() };
        let mut fields = Fields::default();
        fields.begin(&limits).expect("shallow");
        fields.code(" eq \\o\\ac(○,1)");
        assert!(fields.is_code());
        assert_eq!(fields.end(), Some(Shown::Drawn("eq \\o\\ac(○,1)".to_owned())));
        fields.begin(&limits).expect("shallow");
        fields.code(" =SUM(ABOVE)");
        fields.begin(&limits).expect("shallow");
        assert!(fields.begin(&limits).is_err());
        fields.separate();
        assert!(fields.is_code());
        assert_eq!(fields.end(), None);
        fields.separate();
        assert!(!fields.is_code());
        assert_eq!((fields.end(), fields.end()), (None, None));
    }
}
