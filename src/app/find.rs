//! Finding cells by what one knows of them: the id, the value, or words of the label.

use super::initials;
use crate::filing::{Filing, Typed, Value, typed};
use crate::form::{Cell, CellIndex, Form};

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
}

/// The cells that a query means, the likeliest first: by id, by value, by label.
pub(crate) fn hits(filing: &Filing, query: &str) -> Vec<CellIndex> {
    let query = query.trim();
    if query.is_empty() {
        return Vec::new();
    }
    let form = filing.form();
    let ranked = form.cell_indices().filter_map(|cell| Some((rank(filing, cell, query)?, cell)));
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, cell)| cell).collect()
}

/// How well a cell fits a query: 0 is best, `None` is not at all.
fn rank(filing: &Filing, index: CellIndex, query: &str) -> Option<u8> {
    let form = filing.form();
    let cell = form.cell(index);
    let id = cell.id.as_str();
    if id.eq_ignore_ascii_case(query) {
        return Some(0);
    }
    if form.row_of(index).code == query {
        return Some(1);
    }
    if holds(filing.value(index), query, cell) {
        return Some(2);
    }
    let labels = labels(form, index);
    let any = |fits: fn(&str, &str) -> bool, word: &str| labels.iter().any(|label| fits(label, word));
    // A bare number means a value or an id; 1 would else find every first item.
    let is_number = query.chars().all(|c| c.is_ascii_digit() || c == '.');
    if is_number || !query.split_whitespace().all(|word| any(initials::contains, word)) {
        return None;
    }
    // Where a label begins with what is typed, the middle of a word is hardly meant: 总计 before 废止件数 for `zj`.
    Some(if query.split_whitespace().all(|word| any(initials::begins, word)) { 3 } else { 4 })
}

fn holds(value: &Value, query: &str, cell: &Cell) -> bool {
    match value {
        Value::Blank => false,
        Value::Text(words) => words.contains(query),
        Value::Number(_) => matches!(typed::read(query, cell), Typed::Taken { value: typed, .. } if typed == *value),
    }
}

/// The names of a cell: its own, its column's, and those of the rows above it.
fn labels(form: &Form, index: CellIndex) -> Vec<&str> {
    let cell = form.cell(index);
    let mut row = form.row_of(index);
    let mut labels = vec![cell.name.as_str(), cell.column.as_str(), row.label.as_str()];
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
