//! The outline of a report: its title's year, its statistical period, and the official headings in their order.

use super::item::years;
use super::judge::{TextFinding, finding};
use super::language::language;
use super::plain::{Text, comparable};
use crate::form::Severity;
use crate::report::outline::Outline;

const YEAR_ADVICE: &str = "核对年度，改正文字或报告年度";
const HEADING_ADVICE: &str = "按规定的标题改正";

/// How many paragraphs at the start may hold the title.
const HEAD: usize = 20;

/// Headings longer than this are sentences.
const LONGEST: usize = 40;

/// What is wrong with years and headings; only a whole report is asked for its headings.
pub(super) fn findings(paragraphs: &[Text<'_>], year: u16, outline: Option<&Outline>) -> Vec<TextFinding> {
    let mut found = Vec::new();
    for paragraph in paragraphs.iter().take(HEAD).filter(|it| is_title(&it.simple)) {
        let named = years(&comparable(&paragraph.simple).chars);
        let written = paragraph.written.trim();
        if let Some(other) = named.first().filter(|_| !named.contains(&year)) {
            let message = format!("标题写的是 {other} 年，本表是 {year} 年度：“{written}”");
            found.push(text_finding("text-year:title", message, YEAR_ADVICE, written));
        }
    }
    // A sentence without a day names no period, and need not be looked at closer.
    let sentences = paragraphs.iter().flat_map(|it| it.pieces(&['。'])).filter(|(_, simple)| simple.contains('日'));
    for (written, simple) in sentences {
        let text = comparable(simple).chars;
        let shown: String = text.iter().collect();
        if language().periods.iter().any(|word| shown.contains(word.as_str())) && shown.contains("31日") {
            let named = years(&text);
            let written = written.trim_end_matches('。').trim();
            if let Some(other) = named.first().filter(|_| !named.contains(&year)) {
                let message = format!("统计期限写的是 {other} 年，本表是 {year} 年度：“{written}”");
                found.push(text_finding("text-year:period", message, YEAR_ADVICE, written));
            }
        }
    }
    if let Some(outline) = outline {
        found.extend(headings(paragraphs, outline));
    }
    found
}

fn text_finding(id: &str, message: String, advice: &'static str, sentence: &str) -> TextFinding {
    let finding = finding(id.to_owned(), Severity::Warning, Vec::new(), Vec::new(), None, None, message, advice);
    TextFinding { finding, sentence: sentence.trim().to_owned() }
}

/// Whether a paragraph is the title of a report.
fn is_title(paragraph: &str) -> bool {
    // Marks and spaces between the characters do not make it twice as long.
    if paragraph.chars().filter(|c| !c.is_whitespace()).count() > 2 * LONGEST {
        return false;
    }
    let text: String = comparable(paragraph).chars.into_iter().collect();
    text.chars().count() <= LONGEST
        && text.contains("信息公开")
        && text.ends_with("报告")
        && !text.contains(['。', ','])
}

/// Whether a paragraph is a heading of the first level, as the comparable text without its number.
pub(super) fn heading_of(paragraph: &str) -> Option<String> {
    // What begins with no number need not be looked at closer.
    if !paragraph.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(is_numeral) {
        return None;
    }
    let text: String = comparable(paragraph).chars.into_iter().collect();
    let text = text.trim_end_matches(['。', ':', ';']);
    let (number, rest) = text.split_once('、')?;
    let is_number = !number.is_empty() && number.chars().all(is_numeral);
    (is_number && rest.chars().count() <= LONGEST && !rest.contains(['。', ';', ','])).then(|| rest.to_owned())
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// Missing, wrong and misplaced headings.
fn headings(paragraphs: &[Text<'_>], outline: &Outline) -> Vec<TextFinding> {
    let written: Vec<(usize, String)> =
        paragraphs.iter().enumerate().filter_map(|(at, it)| heading_of(&it.simple).map(|text| (at, text))).collect();
    let name = |text: &String| heading_of(text).unwrap_or_else(|| comparable(text).chars.into_iter().collect());
    let names: Vec<Vec<String>> = outline
        .sections
        .iter()
        .map(|section| std::iter::once(&section.heading).chain(&section.aliases).map(name).collect())
        .collect();
    let places: Vec<Option<usize>> =
        names.iter().map(|names| written.iter().position(|(_, text)| names.contains(text))).collect();
    let mut found = Vec::new();
    // A few sentences are no report.
    if places.iter().flatten().count() < 2 || !outline.headings_are_fixed {
        return found;
    }
    for (number, section) in outline.sections.iter().enumerate() {
        if places[number].is_some() {
            continue;
        }
        let id = format!("text-section:{}", section.id);
        let near = written.iter().enumerate().find(|(position, (_, text))| {
            !places.contains(&Some(*position)) && names[number].iter().any(|name| is_alike(name, text))
        });
        let (message, heading) = if let Some((_, (at, _))) = near {
            let heading = paragraphs[*at].written.trim();
            (format!("标题“{heading}”与规定的“{}”不一致", section.heading), heading)
        } else {
            (format!("没有找到“{}”这一部分", section.heading), "")
        };
        found.push(text_finding(&id, message, HEADING_ADVICE, heading));
    }
    let in_order: Vec<usize> = places.iter().flatten().copied().collect();
    if in_order.windows(2).any(|pair| pair[0] > pair[1]) {
        let message = "各部分的顺序与规定的不一致".to_owned();
        found.push(text_finding("text-section:order", message, HEADING_ADVICE, ""));
    }
    found
}

/// Whether two headings share most of their characters in order.
fn is_alike(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row = vec![0_usize; b.len() + 1];
    for c in &a {
        let mut diagonal = 0;
        for (at, other) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if c == other { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()] * 10 >= a.len().max(b.len()) * 6
}
