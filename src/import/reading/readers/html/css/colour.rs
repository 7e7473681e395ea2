//! Colours, as far as text is seen on its paper.

use super::values::{inside, number};

/// A colour of text or paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import::reading::readers::html) enum Colour {
    /// None at all.
    Clear,
    /// Red, green and blue.
    Of(u32),
    /// One that is not worked out.
    Other,
}

/// The colour of a word or a code.
pub(super) fn colour(value: &str) -> Colour {
    match value {
        "transparent" => return Colour::Clear,
        "white" => return Colour::Of(0xff_ff_ff),
        "black" => return Colour::Of(0),
        _ => {}
    }
    if let Some(digits) = value.strip_prefix('#') {
        let Ok(code) = u32::from_str_radix(digits, 16) else { return Colour::Other };
        let wide = |code: u32| {
            let nibble = |shift: u32| ((code >> shift) & 0xf) * 0x11;
            nibble(8) << 16 | nibble(4) << 8 | nibble(0)
        };
        return match digits.len() {
            3 => Colour::Of(wide(code)),
            4 if code % 0x10 == 0 => Colour::Clear,
            4 => Colour::Of(wide(code >> 4)),
            6 => Colour::Of(code),
            8 if code % 0x100 == 0 => Colour::Clear,
            8 => Colour::Of(code >> 8),
            _ => Colour::Other,
        };
    }
    if value.starts_with("rgb") {
        let parts: Vec<&str> = inside(value)
            .split(|c: char| matches!(c, ',' | '/') || c.is_whitespace())
            .filter(|it| !it.is_empty())
            .collect();
        let has_strength = parts.get(3).and_then(|it| number(it.trim_end_matches('%'))).is_none_or(|it| it > 0.01);
        let mut channels = parts.iter().take(3).map(|it| it.parse::<u8>().ok().map(u32::from));
        return match (channels.next().flatten(), channels.next().flatten(), channels.next().flatten()) {
            _ if !has_strength => Colour::Clear,
            (Some(red), Some(green), Some(blue)) => Colour::Of(red << 16 | green << 8 | blue),
            _ => Colour::Other,
        };
    }
    Colour::Other
}

/// The colour of a shorthand for paper; one with a picture is another.
pub(super) fn background(value: &str) -> Colour {
    if value.contains("url(") || value.contains("gradient") {
        return Colour::Other;
    }
    let words = if value.contains('(') { vec![value] } else { value.split_whitespace().collect() };
    words.into_iter().map(colour).find(|it| *it != Colour::Other).unwrap_or(Colour::Other)
}
