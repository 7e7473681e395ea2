//! From one entry of a form file to its relations: `each` variables are put in, patterns become cells.

use std::collections::BTreeMap;
use std::ops::Bound;

use toml::Spanned;

use super::pattern::Pattern;
use super::problem::Problems;
use super::relation::{Period, Term};
use super::{Cell, CellId, CellIndex, Row};

/// What patterns are looked up in.
pub(super) struct Names<'a> {
    pub(super) rows: &'a [Row],
    pub(super) cells: &'a [Cell],
    pub(super) index: &'a BTreeMap<CellId, CellIndex>,
}

impl Names<'_> {
    /// The cells that a pattern names, in the order of the form; only those with its beginning are looked at.
    pub(super) fn cells_named(&self, pattern: &Pattern) -> Vec<CellIndex> {
        let prefix = pattern.prefix();
        let from = self.index.range::<str, _>((Bound::Included(prefix.as_str()), Bound::Unbounded));
        let near = from.take_while(|(id, _)| id.as_str().starts_with(&prefix));
        let mut cells: Vec<CellIndex> =
            near.filter(|(id, _)| pattern.matches(id.as_str())).map(|(_, cell)| *cell).collect();
        cells.sort_unstable();
        cells
    }
}

/// One choice of the `each` variables.
pub(super) type Choice = Vec<(String, String)>;

/// Puts a choice into a text: `{c}` becomes `a`.
pub(super) fn fill(text: &str, choice: &Choice) -> String {
    choice.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// All choices of the variables, in the order of the form.
///
/// A variable named `r` runs over row codes, any other over cell ids; values without a wildcard stand for themselves.
pub(super) fn choices(
    each: &BTreeMap<String, Vec<Spanned<String>>>,
    names: &Names<'_>,
    problems: &mut Problems<'_>,
) -> Vec<Choice> {
    let mut choices: Vec<Choice> = vec![Vec::new()];
    for (name, patterns) in each {
        let mut values: Vec<String> = Vec::new();
        for pattern in patterns {
            let text = pattern.get_ref();
            match Pattern::parse(text) {
                None => problems.add(
                    pattern.span().start,
                    format!("“{text}”不是正确的编号写法；区间写作 [1-4] 或 [a-f]，任意一段写作 *"),
                ),
                Some(parsed) if parsed.is_literal() => values.push(text.clone()),
                Some(parsed) => {
                    let before = values.len();
                    if name == "r" {
                        let rows = names.rows.iter().filter(|row| !row.is_group && parsed.matches(&row.code));
                        values.extend(rows.map(|row| row.code.clone()));
                    } else {
                        let cells = names.cells_named(&parsed).into_iter();
                        values.extend(cells.map(|cell| names.cells[cell.position()].id.to_string()));
                    }
                    if values.len() == before {
                        problems.add(pattern.span().start, format!("表中没有与“{text}”相符的行或单元格"));
                    }
                }
            }
        }
        choices = choices
            .into_iter()
            .flat_map(|choice| {
                values.iter().map(move |value| {
                    let mut longer = choice.clone();
                    longer.push((name.clone(), value.clone()));
                    longer
                })
            })
            .collect();
    }
    choices
}

/// The cells named by a list of terms such as `-prior:2.1.1.b` or `3.3.[3-5].*.g`, in the order of the form.
pub(super) fn terms(
    owner: &str,
    texts: &[Spanned<String>],
    choice: &Choice,
    names: &Names<'_>,
    problems: &mut Problems<'_>,
) -> Vec<Term> {
    let mut terms = Vec::new();
    for text in texts {
        let written = fill(text.get_ref(), choice);
        let (is_minus, rest) = match written.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, written.as_str()),
        };
        let (period, rest) = match rest.strip_prefix("prior:") {
            Some(rest) => (Period::Prior, rest),
            None => (Period::This, rest),
        };
        let Some(pattern) = Pattern::parse(rest) else {
            problems.add(text.span().start, format!("{owner}中的“{rest}”不是正确的编号写法"));
            continue;
        };
        let before = terms.len();
        if pattern.is_literal() {
            // A look-up, because most terms are plain ids and every start of the program reads a form.
            terms.extend(names.index.get(rest).map(|cell| Term { cell: *cell, period, is_minus }));
        } else {
            let cells = names.cells_named(&pattern).into_iter();
            terms.extend(cells.map(|cell| Term { cell, period, is_minus }));
        }
        if terms.len() == before {
            let what = if pattern.is_literal() {
                "表中没有这个单元格"
            } else {
                "表中没有与它相符的单元格"
            };
            problems.add(text.span().start, format!("{owner}提到“{rest}”，但{what}，请改正编号"));
        }
    }
    terms
}
