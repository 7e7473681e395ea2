//! The text of a cell put together of pieces, of which some do not count: struck out, deleted, hidden, raised.
//!
//! One rule for all readers. What a person who reads the paper would not count to the figure is kept beside it, with its
//! place, so that it can be told and shown; a cell that is struck out or raised as a whole keeps its text and is doubted.

use crate::import::reading::grid::{Content, Doubt, GridCell, LeftOut, Nature, Unread};

/// Pieces of a cell that do not count and have a place of their own.
const MOST_PIECES: usize = 256;

/// A text that is being put together.
#[derive(Clone, Debug, Default)]
pub(super) struct Runs {
    text: String,
    left_out: Vec<LeftOut>,
}

impl Runs {
    /// A piece behind what stands there; `why` says why it is no part of the text.
    pub(super) fn push(&mut self, text: &str, why: Option<Unread>) {
        match why {
            None => self.text.push_str(text),
            Some(why) => leave_out(&self.text, &mut self.left_out, text, why),
        }
    }

    /// Whether nothing stands there, seen or not.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.left_out.is_empty()
    }

    /// The text as it is, without what is left out.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// What a cell with this text holds.
    pub(super) fn content(self, nature: Nature) -> Content {
        let mut content = Content { text: self.text, nature, left_out: self.left_out, doubts: Vec::new() };
        settle(&mut content.text, &mut content.left_out, &mut content.doubts);
        content
    }
}

/// Puts a piece that does not count beside the text before it.
pub(super) fn leave_out(before: &str, left_out: &mut Vec<LeftOut>, text: &str, why: Unread) {
    // So many have a place of their own; a text with more is no figure, and what follows stands with the last one.
    if let Some(last) = left_out.get_mut(MOST_PIECES - 1) {
        last.text.push_str(text);
        return;
    }
    let at = before.chars().count();
    match left_out.last_mut() {
        Some(last) if last.at == at && last.why == why => last.text.push_str(text),
        _ => left_out.push(LeftOut { at, text: text.to_owned(), why }),
    }
}

/// Ends the text of a cell: blanks around it go, and so do pieces of blanks; where all of it is struck out or raised it
/// is the text after all, and doubted.
pub(super) fn settle(text: &mut String, left_out: &mut Vec<LeftOut>, doubts: &mut Vec<Doubt>) {
    left_out.retain(|piece| !piece.text.trim().is_empty());
    let leading = text.chars().take_while(|c| c.is_whitespace()).count();
    *text = text.trim().to_owned();
    let length = text.chars().count();
    for piece in left_out.iter_mut() {
        piece.at = piece.at.saturating_sub(leading).min(length);
    }
    let Some(first) = left_out.first().map(|piece| piece.why).filter(|_| text.is_empty()) else { return };
    let Some(doubt) = Doubt::of_whole(first) else { return };
    if left_out.iter().all(|piece| piece.why == first) {
        left_out.drain(..).for_each(|piece| text.push_str(&piece.text));
        *text = text.trim().to_owned();
        doubts.push(doubt);
    }
}

/// Ends the text of a cell of a grid.
pub(super) fn settle_cell(cell: &mut GridCell) {
    settle(&mut cell.text, &mut cell.left_out, &mut cell.doubts);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pieces: &[(&str, Option<Unread>)]) -> Content {
        let mut runs = Runs::default();
        for (text, why) in pieces {
            runs.push(text, *why);
        }
        runs.content(Nature::Text)
    }

    #[test]
    fn what_does_not_count_stands_beside_the_text() {
        let content = of(&[(" ", None), ("1", Some(Unread::Struck)), ("2", Some(Unread::Struck)), ("21 ", None)]);
        assert_eq!(content.text, "21");
        assert_eq!(content.left_out, [LeftOut { at: 0, text: "12".to_owned(), why: Unread::Struck }]);
        let content = of(&[("21", None), ("1", Some(Unread::Raised)), (" ", Some(Unread::Hidden))]);
        assert_eq!((content.text.as_str(), content.left_out.len(), content.left_out[0].at), ("21", 1, 2));
    }

    #[test]
    fn a_cell_of_nothing_else_is_doubted_or_blank() {
        let struck = of(&[("2", Some(Unread::Struck)), ("1", Some(Unread::Struck))]);
        assert_eq!((struck.text.as_str(), struck.doubts.as_slice()), ("21", &[Doubt::StruckOut][..]));
        assert_eq!(of(&[("21", Some(Unread::Raised))]).doubts, [Doubt::Raised]);
        let hidden = of(&[("21", Some(Unread::Hidden))]);
        assert_eq!((hidden.text.as_str(), hidden.left_out.len()), ("", 1));
        let mixed = of(&[("2", Some(Unread::Struck)), ("1", Some(Unread::Deleted))]);
        assert_eq!((mixed.text.as_str(), mixed.left_out.len()), ("", 2));
    }
}
