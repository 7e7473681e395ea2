//! Typed characters as a number is read from them: full width to half, separators of thousands away.

/// The half-width character for a full-width one; any other as it is.
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Full-width characters to half-width, minus signs to one, spaces around and invisible characters away.
pub(super) fn halve(text: &str) -> String {
    let narrow = text
        .chars()
        .filter(|c| !matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{202a}'..='\u{202e}'))
        .map(|c| match c {
            '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\t' => ' ',
            '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{fe63}' => '-',
            _ => half_width(c),
        });
    narrow.collect::<String>().trim().to_owned()
}

/// Digits without separators; `None` when a separator stands where no thousands separator stands. A first group of
/// zeros is none: `0 121` are two numbers.
pub(super) fn ungroup(whole: &str) -> Option<String> {
    let separators: Vec<char> = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
    let Some(separator) = separators.first().copied() else { return Some(whole.to_owned()) };
    if !matches!(separator, ',' | ' ' | '\'' | '、')
        || separators.iter().any(|other| *other != separator)
        || separator == '、'
    {
        return None;
    }
    let mut groups = whole.split(separator);
    let first = groups.next()?;
    let is_first = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let is_sound = is_first && groups.all(|group| group.len() == 3);
    is_sound.then(|| whole.replace(separator, ""))
}
