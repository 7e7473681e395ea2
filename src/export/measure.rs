//! How wide a text gets, estimated: neither a workbook nor a Word document knows the faces it will be shown in.
//!
//! Chinese characters are as wide as the font is high; others are taken as half as wide, which is on the safe side for
//! digits and close enough for the few letters that occur. Lengths are in any unit, as long as it is the same.

/// How wide a text is on one line.
pub(super) fn width(text: &str, size: u32) -> u32 {
    text.chars().map(|character| advance(character, size)).fold(0, u32::saturating_add)
}

/// How many lines a text takes where so much room is; never less than one.
pub(super) fn lines(text: &str, size: u32, room: u32) -> u32 {
    text.split('\n').map(|line| wrapped(line, size, room)).sum()
}

fn wrapped(line: &str, size: u32, room: u32) -> u32 {
    let mut lines = 1;
    let mut used = 0;
    for character in line.chars() {
        let width = advance(character, size);
        if used + width > room && used > 0 {
            lines += 1;
            used = 0;
        }
        used += width;
    }
    lines
}

/// Curly quotes, dashes and dots are as wide as Chinese characters in Chinese fonts.
fn advance(character: char, size: u32) -> u32 {
    let is_narrow = character.is_ascii() || matches!(character, '\u{80}'..='\u{2ff}');
    if is_narrow { size / 2 } else { size }
}
