//! How large pages are shown, and where each lies below the other.

use egui::{Rect, Vec2, pos2, vec2};

use crate::export::pdf::Leaf;

/// How large pages are shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Zoom {
    /// As wide as there is room.
    Width,
    /// A whole page at once.
    Page,
    /// In percent of the paper.
    Percent(f32),
}

/// What the list of sizes offers besides the two that fit.
pub(super) const PERCENTS: [f32; 7] = [50.0, 75.0, 100.0, 125.0, 150.0, 200.0, 300.0];

/// An inch is 72 typographic points and 96 points of the screen.
const ACTUAL: f32 = 96.0 / 72.0;

/// The room around a page.
const GAP: f32 = 14.0;

impl Zoom {
    /// What the list calls it.
    pub(super) fn label(self) -> String {
        match self {
            Self::Width => "适合宽度".to_owned(),
            Self::Page => "整页".to_owned(),
            Self::Percent(percent) => format!("{percent:.0}%"),
        }
    }
}

/// The size in percent that is nearest to a scale, within what is offered.
pub(super) fn percent(scale: f32) -> f32 {
    (scale / ACTUAL * 100.0).clamp(PERCENTS[0], PERCENTS[PERCENTS.len() - 1])
}

/// The next larger or smaller size of the list.
pub(super) fn stepped(scale: f32, is_larger: bool) -> Zoom {
    let now = percent(scale);
    let mut larger = PERCENTS.into_iter().filter(|other| *other > now + 0.5);
    let smaller = PERCENTS.into_iter().rev().find(|other| *other < now - 0.5);
    Zoom::Percent(if is_larger { larger.next() } else { smaller }.unwrap_or(now))
}

/// The pages below each other in a room.
#[derive(Clone, Debug)]
pub(super) struct Stack {
    /// Points of the screen for a typographic point.
    pub(super) scale: f32,
    /// How large everything is, at least the room.
    pub(super) size: Vec2,
    /// Where the pages lie.
    pub(super) pages: Vec<Rect>,
}

impl Stack {
    /// Lays the pages out.
    pub(super) fn new(leaves: &[Leaf], zoom: Zoom, room: Vec2) -> Self {
        let widest = leaves.iter().map(|leaf| leaf.width).fold(1.0, f32::max);
        let highest = leaves.iter().map(|leaf| leaf.height).fold(1.0, f32::max);
        let wide = (room.x - 2.0 * GAP).max(60.0) / widest;
        let scale = match zoom {
            Zoom::Width => wide,
            Zoom::Page => wide.min((room.y - 2.0 * GAP).max(60.0) / highest),
            Zoom::Percent(percent) => percent / 100.0 * ACTUAL,
        };
        let width = room.x.max(widest * scale + 2.0 * GAP);
        let mut top = GAP;
        let mut pages = Vec::new();
        for leaf in leaves {
            let size = vec2(leaf.width, leaf.height) * scale;
            pages.push(Rect::from_min_size(pos2((width - size.x) / 2.0, top), size));
            top += size.y + GAP;
        }
        Self { scale, size: vec2(width, top.max(room.y)), pages }
    }

    /// The page at a height.
    pub(super) fn page_at(&self, height: f32) -> usize {
        let below = self.pages.iter().position(|page| page.bottom() > height);
        below.unwrap_or(self.pages.len().saturating_sub(1))
    }

    /// How far down to scroll so that a page stands at the top.
    pub(super) fn top_of(&self, page: usize) -> f32 {
        self.pages.get(page).map_or(self.size.y, |page| page.top() - GAP)
    }

    /// Whether a page is seen whole in a room of a height.
    pub(super) fn fits(&self, height: f32) -> bool {
        self.pages.iter().all(|page| page.height() + GAP <= height)
    }
}

#[cfg(test)]
mod tests {
    use egui::vec2;

    use super::{Stack, Zoom, stepped};
    use crate::export::pdf::Leaf;

    const LEAF: Leaf = Leaf { width: 595.0, height: 842.0, mark: 0 };

    #[test]
    fn a_page_fits_as_asked_for() {
        let room = vec2(623.0, 449.0);
        let wide = Stack::new(&[LEAF], Zoom::Width, room).pages[0].width();
        assert!((wide - 595.0).abs() < 0.5, "{wide}");
        let whole = Stack::new(&[LEAF, LEAF], Zoom::Page, room);
        let height = whole.pages[0].height();
        assert!((height - 421.0).abs() < 0.5, "{height}");
        assert!(whole.fits(room.y));
        let stack = Stack::new(&[LEAF], Zoom::Percent(300.0), room);
        let wide = stack.pages[0].width();
        assert!((wide - 2380.0).abs() < 0.5, "{wide}");
        assert!(stack.size.x > room.x && !stack.fits(room.y));
    }

    #[test]
    fn pages_are_found_again_at_their_heights() {
        let stack = Stack::new(&[LEAF; 3], Zoom::Page, vec2(600.0, 400.0));
        for page in 0..3 {
            assert_eq!(stack.page_at(stack.top_of(page) + 1.0), page);
        }
        assert_eq!(stack.page_at(1e6), 2);
        assert_eq!(Stack::new(&[], Zoom::Page, vec2(600.0, 400.0)).page_at(0.0), 0);
    }

    #[test]
    fn steps_stay_within_the_list() {
        assert_eq!(stepped(0.5, true), Zoom::Percent(75.0));
        assert_eq!(stepped(0.1, false), Zoom::Percent(50.0));
        assert_eq!(stepped(96.0 / 72.0, false), Zoom::Percent(75.0));
        assert_eq!(stepped(9.0, true), Zoom::Percent(300.0));
    }
}
