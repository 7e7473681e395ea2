//! How high a text gets in a box: spreadsheets do not fit the height of merged cells, so it is estimated here.

use crate::export::measure;

/// Pixels that the sheet keeps free left and right of a text.
const PADDING: u32 = 6;

/// Pixels above and below a text.
const LEADING: u32 = 5;

/// A font size in points as pixels of 1/96 inch, in tenths.
fn tenths_of_pixel(points: u32) -> u32 {
    points * 40 / 3
}

/// How many lines a text takes in a box of some pixels; never less than one.
pub(super) fn lines(text: &str, points: u32, pixels: u32) -> u32 {
    let room = pixels.saturating_sub(PADDING).max(1) * 10;
    measure::lines(text, tenths_of_pixel(points), room)
}

/// The height in pixels of a box that shows a text of so many lines.
pub(super) fn height(lines: u32, points: u32) -> u32 {
    lines * (tenths_of_pixel(points) * 13 / 100 + 1) + LEADING
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn lines_are_counted_by_width() {
        assert_eq!(lines("", 10, 39), 1);
        assert_eq!(lines("结果维持", 10, 39), 2);
        assert_eq!(lines("法律服务机构", 10, 39), 3);
        assert_eq!(lines("2676474", 10, 60), 1);
        assert_eq!(lines("甲\n乙", 10, 585), 2);
    }
}
