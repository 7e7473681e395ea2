//! How tables fill pages, estimated: Word has no rule "on one page if one page can hold it, and as roomy as it may be".
//!
//! The letters' size, the height of rows and the pages on which tables begin follow from it. Lines have fixed heights,
//! so the estimate is off only where a text breaks elsewhere; some slack covers that, and rows that are kept together
//! hold a table on one page wherever it begins. Lengths are in twips.

use super::fixed::HEIGHT;
use super::style::line_height;
use crate::export::measure;
use crate::export::printed::is_indented;
use crate::filing::Filing;
use crate::form::{LayoutBox, Role, Table};

/// The sizes of letters in tables, in half points, the best first.
const SIZES: [u32; 3] = [21, 19, 18];

/// The space above and below the text of a row on one page: 0.7 mm at least, 3.2 mm at most.
const LEAST_INSET: u32 = 40;
const MOST_INSET: u32 = 181;

/// In a report, where a table is no more than an illustration of the text: 1.2 mm at most.
const MOST_INSET_IN_TEXT: u32 = 68;

/// The same over several pages, where a line is hardly ever more than one: lines have some space of their own.
const LEAST_INSET_OF_LONG: u32 = 6;
const MOST_INSET_OF_LONG: u32 = 90;

/// What a page is taken to hold less than it does: 4 mm.
const SLACK: u32 = 227;

/// The space left and right of texts, 1 mm, and of numbers, 0.4 mm: six digits need nearly all of a column of 10 mm.
const SIDE: u32 = 57;
const NUMBER_SIDE: u32 = 23;

/// A line between two rows.
const RULE: u32 = 10;

/// Numbers are not made smaller than this, in half points; a longer one is broken.
const LEAST_SIZE: u32 = 12;

/// How a table is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    /// The size of letters in half points.
    pub(super) half_points: u32,
    /// The height of each line of the table.
    pub(super) heights: Vec<u32>,
    /// Whether it begins on a new page.
    pub(super) starts_page: bool,
    /// Whether one page holds it.
    pub(super) is_whole: bool,
}

/// Gives tables their places, one after the other.
pub(super) struct Fit {
    used: u32,
    is_first: bool,
    most_inset: u32,
}

impl Fit {
    /// Begins behind a front of some height.
    pub(super) fn behind(front: u32) -> Self {
        Self { used: front, is_first: true, most_inset: MOST_INSET }
    }

    /// Begins a page with text, in which tables are less roomy.
    pub(super) fn in_text() -> Self {
        Self { used: 0, is_first: true, most_inset: MOST_INSET_IN_TEXT }
    }

    /// Goes on below a text of some height; the next table has what room is left.
    pub(super) fn follow(&mut self, height: u32) {
        self.used = (self.used + height) % HEIGHT;
        self.is_first = true;
    }

    /// Goes on below something that no page break parts.
    pub(super) fn keep(&mut self, height: u32) {
        self.used = if self.used + height > HEIGHT { height } else { self.used + height };
        self.is_first = true;
    }

    /// Sets the next table with a heading of some height; `foot` is the height of what follows the last one.
    pub(super) fn table(&mut self, sheet: &Sheet<'_>, heading: u32, foot: u32) -> Setting {
        let page = HEIGHT - SLACK;
        let front = if std::mem::take(&mut self.is_first) { self.used } else { 0 };
        let room = page.saturating_sub(heading);
        let [normal, smaller @ ..] = SIZES;
        // With all that stands on the same page, then without, then in smaller letters.
        let mut attempts =
            vec![(normal, room.saturating_sub(front + foot)), (normal, room.saturating_sub(front)), (normal, room)];
        attempts.extend(smaller.map(|size| (size, room)));
        for (half_points, room) in attempts {
            let heights = sheet.bare_heights(half_points);
            let bare: u32 = heights.iter().sum();
            let lines = sheet.line_count();
            let inset = room.saturating_sub(bare) / (2 * lines);
            if inset >= LEAST_INSET {
                return self.place(half_points, &heights, inset.min(self.most_inset), heading, foot);
            }
        }
        // Over several pages, filled evenly; every page may lose a row at its end, and repeats the head.
        let heights = sheet.bare_heights(normal);
        let bare: u32 = heights.iter().sum();
        let lines = sheet.line_count();
        let page = page.saturating_sub(line_height(normal) + sheet.head_height(&heights)).max(1);
        let around = front + heading + foot;
        let pages = (bare + 2 * lines * LEAST_INSET_OF_LONG + around).div_ceil(page);
        let inset = (pages * page).saturating_sub(around + bare) / (2 * lines);
        let heights: Vec<_> =
            heights.iter().map(|it| it + 2 * inset.clamp(LEAST_INSET_OF_LONG, MOST_INSET_OF_LONG)).collect();
        self.used = (self.used + heading + heights.iter().sum::<u32>()) % page;
        Setting { half_points: normal, heights, starts_page: false, is_whole: false }
    }

    fn place(&mut self, half_points: u32, heights: &[u32], inset: u32, heading: u32, foot: u32) -> Setting {
        let heights: Vec<_> = heights.iter().map(|it| it + 2 * inset).collect();
        let height = heading + heights.iter().sum::<u32>();
        let starts_page = self.used + height + foot > HEIGHT - SLACK && self.used > 0;
        self.used = if starts_page { height } else { self.used + height };
        Setting { half_points, heights, starts_page, is_whole: true }
    }
}

/// A table with the widths of its columns and its values.
pub(super) struct Sheet<'a> {
    pub(super) table: &'a Table,
    pub(super) filing: &'a Filing,
    pub(super) widths: &'a [u32],
}

impl Sheet<'_> {
    /// The space left and right of what is in a box.
    pub(super) fn side(it: &LayoutBox) -> u32 {
        if matches!(it.role, Role::Value(_)) { NUMBER_SIDE } else { SIDE }
    }

    /// How far a label is indented: a character a level.
    pub(super) fn indent(&self, it: &LayoutBox, half_points: u32) -> u32 {
        match it.role {
            Role::Stub { depth } if is_indented(self.table) => {
                u32::try_from(depth).unwrap_or(0).saturating_mul(half_points * 10)
            }
            _ => 0,
        }
    }

    /// The width in a box for its text.
    fn room(&self, it: &LayoutBox, half_points: u32) -> u32 {
        let width: u32 = self.widths.iter().skip(it.column).take(it.column_span).sum();
        width.saturating_sub(2 * Self::side(it) + self.indent(it, half_points)).max(1)
    }

    /// The size of a number: smaller where it would not stand on one line.
    pub(super) fn number_size(&self, it: &LayoutBox, text: &str, half_points: u32) -> u32 {
        let room = self.room(it, half_points);
        let fits = |size: &u32| measure::width(text, size * 10) <= room;
        (LEAST_SIZE..=half_points).rev().find(fits).unwrap_or(LEAST_SIZE)
    }

    /// How many lines the text of a box takes.
    fn lines(&self, it: &LayoutBox, half_points: u32) -> u32 {
        let text = crate::export::printed::box_text(it, self.filing);
        let size =
            if matches!(it.role, Role::Value(_)) { self.number_size(it, &text, half_points) } else { half_points };
        measure::lines(&text, size * 10, self.room(it, half_points))
    }

    /// The heights of the table's lines without space above and below the texts.
    fn bare_heights(&self, half_points: u32) -> Vec<u32> {
        let line = line_height(half_points);
        let mut heights = vec![line + RULE; self.table.lines];
        let mut boxes: Vec<&LayoutBox> = self.table.boxes.iter().collect();
        // High boxes come last; what their lines lack goes to the last of them, as Word has it.
        boxes.sort_by_key(|it| it.line_span);
        for it in boxes {
            let own = heights.get_mut(it.line..it.line + it.line_span).unwrap_or_default();
            let lacking = (self.lines(it, half_points) * line + RULE).saturating_sub(own.iter().sum());
            if let Some(last) = own.last_mut() {
                *last += lacking;
            }
        }
        heights
    }

    fn line_count(&self) -> u32 {
        u32::try_from(self.table.lines).unwrap_or(u32::MAX).max(1)
    }

    fn head_height(&self, heights: &[u32]) -> u32 {
        heights.iter().take(self.table.head_lines).sum()
    }
}
