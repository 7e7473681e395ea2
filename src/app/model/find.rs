//! Finding cells by what one knows of them: the id, the value, or words of the label.

use std::sync::Arc;

use super::initials::{Place, Sought};
use crate::filing::{Filing, Typed, Value, typed};
use crate::form::{Cell, CellIndex, Form, Row};

/// The find bar while it is open.
#[derive(Clone, Debug, Default)]
pub(crate) struct Find {
    /// What is looked for.
    pub(crate) query: String,
    /// The hit that was gone to last.
    pub(crate) current: Option<CellIndex>,
    /// The field has to take the keyboard.
    pub(crate) wants_focus: bool,
    /// The list has to show the current hit.
    pub(crate) is_moved: bool,
    found: Found,
}

/// What a query found in one state of a filing.
#[derive(Clone, Debug, Default)]
struct Found {
    /// The query and the length of the history, which grows with every change.
    of: Option<(String, usize)>,
    cells: Arc<[CellIndex]>,
}

impl Find {
    /// The cells that the query means, the likeliest first; looked for when the query or the filing changed.
    pub(crate) fn hits(&mut self, filing: &Filing) -> Arc<[CellIndex]> {
        let key = (self.query.trim(), filing.history().len());
        if self.found.of.as_ref().is_none_or(|(query, changes)| (query.as_str(), *changes) != key) {
            self.found = Found { of: Some((key.0.to_owned(), key.1)), cells: hits(filing, key.0).into() };
        }
        Arc::clone(&self.found.cells)
    }
}

/// The cells that a query means, the likeliest first: by id, by value, by label.
pub(crate) fn hits(filing: &Filing, query: &str) -> Vec<CellIndex> {
    let query = query.trim();
    if query.is_empty() {
        return Vec::new();
    }
    let form = filing.form();
    let mut search = Search::new(query);
    let mut ranked: Vec<(u8, CellIndex)> = Vec::new();
    for row in &form.rows {
        // What the cells of a row have in common is looked at once.
        let shared = search.labels(row_labels(form, row));
        ranked.extend(row.cells.iter().filter_map(|cell| Some((search.rank(filing, *cell, &shared)?, *cell))));
    }
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, cell)| cell).collect()
}

/// A query, taken apart once for all cells.
struct Search<'a> {
    query: &'a str,
    words: Vec<Sought>,
    /// A bare number means a value or an id; 1 would else find every first item.
    is_number: bool,
    /// What the query reads as in the cells of a kind.
    values: Vec<(Kind<'a>, Option<Value>)>,
}

/// On what of a cell it depends how a text is read.
type Kind<'a> = (&'a str, u32, bool);

impl<'a> Search<'a> {
    fn new(query: &'a str) -> Self {
        let words = query.split_whitespace().map(Sought::new).collect();
        let is_number = query.chars().all(|c| c.is_ascii_digit() || c == '.');
        Self { query, words, is_number, values: Vec::new() }
    }

    /// How well each word fits some of the labels.
    fn labels<'b>(&mut self, labels: impl IntoIterator<Item = &'b str>) -> Vec<Option<Place>> {
        let mut best = vec![None; self.words.len()];
        if self.is_number {
            return best;
        }
        for label in labels {
            for (word, best) in self.words.iter_mut().zip(&mut best) {
                *best = (*best).max(word.place_in(label));
            }
        }
        best
    }

    /// How well a cell fits: 0 is best, `None` is not at all. `shared` is what the labels of its row have of each word.
    fn rank(&mut self, filing: &'a Filing, index: CellIndex, shared: &[Option<Place>]) -> Option<u8> {
        let form = filing.form();
        let cell = form.cell(index);
        if cell.id.as_str().eq_ignore_ascii_case(self.query) {
            return Some(0);
        }
        if form.row_of(index).code == self.query {
            return Some(1);
        }
        if self.is_held(filing.value(index), cell) {
            return Some(2);
        }
        let own = self.labels([cell.name.as_str(), cell.column.as_str()]);
        let worst = own.into_iter().zip(shared).map(|(own, shared)| own.max(*shared)).min()??;
        // Where a label begins with what is typed, the middle of a word is hardly meant: 总计 before 废止件数 for `zj`.
        Some(if worst == Place::Start { 3 } else { 4 })
    }

    fn is_held(&mut self, value: &Value, cell: &'a Cell) -> bool {
        match value {
            Value::Blank => false,
            Value::Text(words) => words.contains(self.query),
            Value::Number(_) => {
                let kind = (cell.measure.as_str(), cell.decimals, cell.signed);
                let known = self.values.iter().position(|(known, _)| *known == kind).unwrap_or_else(|| {
                    let read = match typed::read(self.query, cell) {
                        Typed::Taken { value, .. } => Some(value),
                        Typed::Refused(_) => None,
                    };
                    self.values.push((kind, read));
                    self.values.len() - 1
                });
                self.values.get(known).is_some_and(|(_, read)| read.as_ref() == Some(value))
            }
        }
    }
}

/// The names that the cells of a row share: its own, and those of the rows above it.
fn row_labels<'a>(form: &'a Form, row: &'a Row) -> Vec<&'a str> {
    let mut row = row;
    let mut labels = vec![row.label.as_str()];
    labels.extend(row.aliases.iter().map(String::as_str));
    while let Some(parent) = row.parent {
        row = &form.rows[parent.position()];
        labels.push(&row.label);
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::hits;
    use crate::filing::{Filing, Unit, Value};
    use crate::form::Catalogue;

    fn check(query: &str, expected: &[&str]) {
        let form = Catalogue::shipped().get("zfxxgk-2021").expect("shipped");
        let mut filing = Filing::new(form.clone(), Unit::default(), 2025);
        let values = [("3.1.a", 1234), ("4.1.b", 1234), ("4.2.b", 3)];
        let edit =
            filing.cells_edit(values.map(|(id, value)| (form.cell_index(id).expect("a cell"), Value::whole(value))));
        filing.apply(edit.expect("a change"), jiff::Timestamp::UNIX_EPOCH);
        let found: Vec<_> = hits(&filing, query).into_iter().map(|cell| form.cell(cell).id.to_string()).collect();
        assert_eq!(found, expected, "{query}");
    }

    #[test]
    fn cells_are_found_by_id_value_and_label() {
        check("3.3.7.G", &["3.3.7.g"]);
        check("4.1", &["4.1.a", "4.1.b", "4.1.c", "4.1.d", "4.1.e"]);
        check("1，234", &["3.1.a", "4.1.b"]);
        check("3", &["4.2.b"]);
        check("行政复议 结果纠正", &["4.1.b"]);
        check("xzfy jgjz", &["4.1.b"]);
        check("行政复议", &["4.1.a", "4.1.b", "4.1.c", "4.1.d", "4.1.e"]);
        check("没有的", &[]);
        check(" ", &[]);
    }
}
