//! A style sheet taken apart: rules with their selectors, inside `@media` and the like, and nothing of what only prints.

use super::look::{Declarations, split};

/// How wide the window is in which a page is looked at, for rules that hold for some widths only.
const WINDOW: f64 = 1280.0;

/// How many blocks may stand inside one another.
const DEPTH: usize = 16;

/// Hands each rule of a sheet to `take`: one of its selectors, and what it declares.
pub(super) fn rules(sheet: &str, mut take: impl FnMut(&str, &Declarations)) {
    let sheet = without_comments(sheet);
    // For each open block of `@media` and the like, whether its rules hold.
    let mut open: Vec<bool> = Vec::new();
    let mut rest = sheet.as_str();
    while let Some((prelude, mark, after)) = upto(rest) {
        rest = after;
        let prelude = prelude.trim().trim_start_matches("<!--").trim_start_matches("-->").trim();
        match mark {
            '}' => {
                open.pop();
            }
            ';' => {}
            _ if prelude.starts_with('@') => match group(prelude) {
                Some(holds) if open.len() < DEPTH => open.push(holds),
                _ => rest = behind_block(rest),
            },
            _ => {
                let block = rest;
                rest = behind_block(rest);
                let length = block.len() - rest.len();
                let inside = block.get(..length).unwrap_or_default().trim_end_matches('}');
                // A block inside the block nests rules, of which only what stands before is read.
                let inside = inside.split('{').next().unwrap_or_default();
                if open.iter().all(|holds| *holds) {
                    let declarations = Declarations::of(inside);
                    if !declarations.is_empty() {
                        for selector in split(prelude, ',') {
                            take(selector, &declarations);
                        }
                    }
                }
            }
        }
    }
}

/// Whether a list of media is that of a screen.
pub(in crate::import::reading::readers::html) fn is_for_screen(media: &str) -> bool {
    let media = media.to_ascii_lowercase();
    let holds = |query: &str| {
        let query = query.trim();
        let (is_not, query) = query.strip_prefix("not ").map_or((false, query), |rest| (true, rest));
        let query = query.trim_start_matches("only ");
        query.split(" and ").all(|it| feature(it.trim())) != is_not
    };
    media.trim().is_empty() || media.split(',').any(holds)
}

/// Whether one part of a media query holds.
fn feature(text: &str) -> bool {
    let Some(inside) = text.strip_prefix('(') else { return matches!(text, "screen" | "all" | "") };
    let inside = inside.trim_end_matches(')');
    let (name, value) = inside.split_once(':').unwrap_or((inside, ""));
    let width = || {
        let value = value.trim();
        let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let scale = if value.ends_with("em") { 16.0 } else { 1.0 };
        digits.parse::<f64>().unwrap_or(0.0) * scale
    };
    match name.trim() {
        "max-width" | "max-device-width" => width() >= WINDOW,
        "min-width" | "min-device-width" => width() <= WINDOW,
        "orientation" => value.trim() == "landscape",
        "prefers-color-scheme" => value.trim() == "light",
        name => !(name.starts_with("prefers-") || name.starts_with("-ms-high-contrast") || name.contains("width")),
    }
}

/// Whether the rules of a group hold; nothing for a block that holds no rules for elements.
fn group(prelude: &str) -> Option<bool> {
    let (name, rest) = prelude.split_once(|c: char| c.is_whitespace() || c == '(').unwrap_or((prelude, ""));
    match name.to_ascii_lowercase().as_str() {
        "@media" => Some(is_for_screen(prelude.get(name.len()..).unwrap_or_default())),
        "@supports" => Some(!rest.trim_start().starts_with("not")),
        "@layer" | "@container" | "@scope" | "@document" | "@-moz-document" => Some(true),
        _ => None,
    }
}

/// The text up to the next mark that structures a sheet, the mark, and what stands behind it.
fn upto(text: &str) -> Option<(&str, char, &str)> {
    let (mut quote, mut brackets) = (None, 0_usize);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            // A quote ends with its line.
            (Some(open), _) if c == open || c == '\n' => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => brackets += 1,
            (None, ')') => brackets = brackets.saturating_sub(1),
            (None, '{' | '}') => return Some((text.get(..at)?, c, text.get(at + 1..)?)),
            (None, ';') if brackets == 0 => return Some((text.get(..at)?, c, text.get(at + 1..)?)),
            _ => {}
        }
    }
    None
}

/// What stands behind the block whose `{` was just read.
fn behind_block(mut text: &str) -> &str {
    let mut depth = 1_usize;
    while let Some((_, mark, after)) = upto(text) {
        text = after;
        match mark {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return text;
        }
    }
    ""
}

fn without_comments(sheet: &str) -> String {
    let mut all = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        all.push_str(before);
        all.push(' ');
        rest = after.split_once("*/").map_or("", |(_, rest)| rest);
    }
    all.push_str(rest);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selectors(sheet: &str) -> Vec<String> {
        let mut all = Vec::new();
        rules(sheet, |selector, _| all.push(selector.trim().to_owned()));
        all
    }

    #[test]
    fn rules_are_found_between_all_that_stands_around_them() {
        let sheet = "<!-- @charset 'x'; /* {.no{display:none}} */ @page Section1 {size:1pt; @top{margin:0}}
            @font-face{font-family:'}'} p.MsoNormal, td {mso-hide:all} .quiet{color-scheme:dark}
            @media print{.a{display:none}} @media screen and (max-width:600px){.b{display:none}}
            @media screen{.c{display:none;.nested{x:y}} @supports (display:grid){.d{display:none}}}
            @list l0:level1 {mso-level-text:'a{'} .e>f{display:none}} .g{display:none} -->";
        assert_eq!(selectors(sheet), ["p.MsoNormal", "td", ".c", ".d", ".e>f", ".g"]);
        assert_eq!(selectors(".a{display:none"), [".a"]);
        assert_eq!(selectors("}}{{"), Vec::<String>::new());
    }

    #[test]
    fn a_sheet_for_paper_is_none_for_the_screen() {
        for media in ["", "screen", "all", "print, screen", "only screen and (min-width: 768px)", "not print"] {
            assert!(is_for_screen(media), "{media}");
        }
        for media in ["print", "not screen", "(max-width:600px)", "speech", "screen and (max-width: 40em)"] {
            assert!(!is_for_screen(media), "{media}");
        }
    }
}
