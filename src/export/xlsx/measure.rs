//! How high a text gets in a box: spreadsheets do not fit the height of merged cells, so it is estimated here.
//!
//! Chinese characters are as wide as the font is high; others are taken as half as wide, which is on the safe side for
//! digits and close enough for the few letters that occur.

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
    text.split('\n').map(|line| wrapped(line, tenths_of_pixel(points), room)).sum()
}

fn wrapped(line: &str, size: u32, room: u32) -> u32 {
    let mut lines = 1;
    let mut used = 0;
    for character in line.chars() {
        let width = if is_wide(character) { size } else { size / 2 };
        if used + width > room && used > 0 {
            lines += 1;
            used = 0;
        }
        used += width;
    }
    lines
}

/// The height in pixels of a box that shows a text of so many lines.
pub(super) fn height(lines: u32, points: u32) -> u32 {
    lines * (tenths_of_pixel(points) * 13 / 100 + 1) + LEADING
}

/// Whether a character takes the place of a Chinese one. Curly quotes, dashes and dots do in Chinese fonts.
fn is_wide(character: char) -> bool {
    !character.is_ascii() && !matches!(character, '\u{80}'..='\u{2ff}')
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
