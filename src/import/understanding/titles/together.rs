//! What lines say together: a title over several lines, the name under a title, the name and the date at the end.

use std::rc::Rc;

use super::line::Line;
use super::names::is_name;
use super::said::{Basis, Said, excerpt};
use super::years;
use crate::import::understanding::labels::flat;

/// How many lines a title takes at most.
const MOST_LINES: usize = 4;

/// How long a line of a title is at most.
const LONGEST_PART: usize = 40;

/// How long a line of a date is at most.
const LONGEST_DATE: usize = 20;

/// The whole of a text whose title may be broken over its lines. A name that it gives has to read like one: what stands
/// over a title may be anything.
pub(super) fn whole(text: &str) -> Line {
    let mut line = Line::of(text);
    line.unit = line.unit.filter(|unit| unit.basis == Basis::Field || is_name(&narrow(&unit.what)));
    line
}

/// What lines that follow one another say together, as lines of their own.
pub(in crate::import::understanding) fn together(lines: &[Rc<Line>]) -> Vec<Rc<Line>> {
    let mut found = Vec::new();
    for (end, last) in lines.iter().enumerate() {
        let flat = flat(&last.text);
        let is_short = flat.chars().count() <= LONGEST_PART;
        if is_short && closes_a_title(&flat) && last.unit.is_none() {
            found.extend(joined(lines, end));
            // The year may stand between.
            let is_year = |line: &&Rc<Line>| years::without_years(&self::flat(&line.text)).is_empty();
            let under = end + 1 + usize::from(lines.get(end + 1).is_some_and(|line| is_year(&line)));
            found.extend(lines.get(under).and_then(|next| named(next, Basis::Title, 72)));
        }
        if is_short && closes_a_title(&flat) && last.year.is_none() {
            found.extend(lines.get(end + 1).and_then(|next| bare_year(next)));
        }
        let is_date = flat.chars().count() <= LONGEST_DATE
            && years::years(&years::arabic(&flat)).next().is_some_and(|(_, place)| {
                place.start == 0 && years::is_month(years::arabic(&flat).get(place.end..).unwrap_or_default())
            });
        if is_date {
            found.extend(
                end.checked_sub(1).and_then(|before| lines.get(before)).and_then(|it| named(it, Basis::Foot, 60)),
            );
        }
    }
    found
}

/// Whether a line may be the last one of a title.
fn closes_a_title(flat: &str) -> bool {
    let bare = years::without_years(flat);
    let bare = bare.trim_end_matches(['*', '#', ')', '(', '》', '_']);
    ["报告", "年报", "统计表"].iter().any(|end| bare.ends_with(end))
}

/// The fewest lines up to one that are a title with a unit, put together.
fn joined(lines: &[Rc<Line>], end: usize) -> Option<Rc<Line>> {
    let mut of_year = None;
    for first in (end.saturating_sub(MOST_LINES - 1)..end).rev() {
        let parts = lines.get(first..=end)?;
        if parts
            .first()
            .is_some_and(|part| part.text.chars().count() > LONGEST_PART || part.text.contains(['。', '，']))
        {
            break;
        }
        let text: String = parts.iter().map(|part| part.text.trim().trim_matches(['#', '*'])).collect();
        let line = whole(&text);
        // A line that only repeats what was put together, such as the whole of a cell, is another title.
        if line.unit.as_ref().is_some_and(|unit| unit.basis == Basis::Title) {
            return Some(Rc::new(line));
        }
        let is_new = line.year.is_some() && parts.iter().all(|part| part.year.is_none());
        of_year = of_year.or(is_new.then_some(line));
    }
    of_year.map(Rc::new)
}

/// A line that is a name and nothing else, where its place says that it is the unit's.
fn named(line: &Line, basis: Basis, weight: u8) -> Option<Rc<Line>> {
    let what = line.name.clone()?;
    let unit = Some(Said { what, weight, basis, text: excerpt(&line.text) });
    Some(Rc::new(Line { unit, year: None, dated: None, ..line.clone() }))
}

/// A line that is a year and nothing else, under a title without one.
fn bare_year(line: &Line) -> Option<Rc<Line>> {
    let flat = years::arabic(&flat(&line.text));
    let what = years::years(&flat).next().filter(|(_, place)| *place == (0..flat.len()))?.0;
    let year = Some(Said { what, weight: 78, basis: Basis::Title, text: excerpt(&line.text) });
    Some(Rc::new(Line { year, unit: None, dated: None, ..line.clone() }))
}

fn narrow(name: &str) -> String {
    flat(name)
}
