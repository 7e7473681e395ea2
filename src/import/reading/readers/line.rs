//! A line of a document put together of pieces, which are judged beside one another where it ends.

use crate::import::reading::grid::Unread;

/// Half points by which text has to be moved to be raised, with a smaller size and without.
const MOVED_SMALL: i32 = 4;
const MOVED: i32 = 8;

/// How a piece is seen by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) why: Option<Unread>,
    /// Raised or lowered by so many half points.
    pub(super) position: i32,
    /// In half points; 0 where nothing says it.
    pub(super) size: u32,
    /// White, on paper that its own formats leave white.
    pub(super) is_white: bool,
}

/// A line that is being read.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pieces: Vec<(String, Seen)>,
}

impl Line {
    /// A piece behind what stands there.
    pub(super) fn push(&mut self, text: &str, seen: Seen) {
        match self.pieces.last_mut() {
            Some((last, how)) if *how == seen => last.push_str(text),
            _ => self.pieces.push((text.to_owned(), seen)),
        }
    }

    /// How many pieces it has.
    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Whether something of it is seen that is not white.
    pub(super) fn has_ink(&self) -> bool {
        self.pieces.iter().any(|(text, seen)| seen.why.is_none() && !seen.is_white && !text.trim().is_empty())
    }

    /// The pieces, each with why it does not count. A piece is raised where others of its line are not, and white text is
    /// not seen on white paper.
    pub(super) fn judged(self, is_on_white: bool) -> impl Iterator<Item = (String, Option<Unread>)> {
        let filled = || self.pieces.iter().filter(|it| !it.0.trim().is_empty());
        let size = filled().map(|it| it.1.size).max().unwrap_or(0);
        let has_base = filled().any(|it| it.1.why.is_none() && it.1.position == 0);
        self.pieces.into_iter().map(move |(text, seen)| {
            let is_smaller = seen.size > 0 && seen.size * 100 <= size * 85;
            let least = if is_smaller { MOVED_SMALL } else { MOVED };
            let is_moved = has_base && seen.position.saturating_abs() >= least;
            let is_unseen = is_on_white && seen.is_white;
            let why = seen.why.or(is_unseen.then_some(Unread::Hidden)).or(is_moved.then_some(Unread::Raised));
            (text, why)
        })
    }
}

/// Whether a style of this name is that of prompts in fields, in the languages of Word and of WPS.
pub(super) fn is_prompt(style: &str) -> bool {
    let name: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    name.starts_with("placeholdertext") || name.starts_with("占位符文本")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(pieces: &[(&str, i32, u32, bool)], is_on_white: bool) -> Vec<Option<Unread>> {
        let mut line = Line::default();
        for (text, position, size, is_white) in pieces {
            line.push(text, Seen { why: None, position: *position, size: *size, is_white: *is_white });
        }
        line.judged(is_on_white).map(|it| it.1).collect()
    }

    #[test]
    fn a_piece_is_raised_beside_one_that_is_not() {
        assert_eq!(judged(&[("21", 0, 21, false), ("1", 6, 14, false)], true), [None, Some(Unread::Raised)]);
        assert_eq!(judged(&[("21", 0, 21, false), ("1", 6, 21, false)], true), [None, None]);
        assert_eq!(judged(&[("21", 0, 21, false), ("1", -8, 21, false)], true), [None, Some(Unread::Raised)]);
        assert_eq!(judged(&[("21", 6, 14, false), (" ", 0, 21, false)], true), [None, None]);
    }

    #[test]
    fn white_text_is_not_seen_on_white_paper() {
        assert_eq!(judged(&[("12", 0, 21, true), ("21", 0, 21, false)], true), [Some(Unread::Hidden), None]);
        assert_eq!(judged(&[("12", 0, 21, true), ("21", 0, 21, false)], false), [None, None]);
    }
}
