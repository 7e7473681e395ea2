//! From the tables of a notice to tasks: columns by their heads, merged cells resolved, and rows put right whose cells
//! slid to the left because a converter dropped the merged ones.

use std::collections::BTreeMap;

use super::deadline::Deadline;
use super::words::Words;
use crate::filing::Task;
use crate::import::grid::{Document, Grid};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Number,
    Topic,
    Requirement,
    Unit,
    Deadline,
}

/// A cell with fewer characters is no requirement at first sight; one with more is no topic and no unit.
const SHORT: usize = 12;
const LONG: usize = 60;

/// No plan has more columns; rows of more are not put right.
const MOST_COLUMNS: usize = 12;

/// The tasks of all tables of a document that are work plans, in order.
pub fn tasks(document: &Document, year: u16) -> Vec<Task> {
    let words = Words::shipped();
    let mut tasks = Vec::new();
    let mut heads: Option<Vec<Role>> = None;
    for grid in document.grids() {
        let rows = rows(grid);
        // A table that goes on on the next page of a document has no heads of its own.
        let found = head(&rows, &words);
        let (first, roles) = match (&found, &heads) {
            (Some((line, roles)), _) => (line + 1, roles.clone()),
            (None, Some(roles)) if goes_on(&rows, roles) => (0, roles.clone()),
            _ => continue,
        };
        heads = Some(roles.clone());
        let mut reader = Reader { roles, year, words: &words, above: BTreeMap::new(), seen: Vec::new() };
        for row in rows.iter().skip(first) {
            if head(std::slice::from_ref(row), &words).is_none() {
                tasks.extend(reader.task(row));
            }
        }
    }
    tasks
}

/// A row of cells; what merged cells cover has their text.
type Row = Vec<String>;

fn rows(grid: &Grid) -> Vec<Row> {
    let place = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let mut rows = vec![vec![String::new(); place(grid.columns())]; place(grid.rows())];
    for cell in &grid.cells {
        let text = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
        for row in rows.iter_mut().skip(place(cell.row)).take(place(cell.row_span)) {
            for field in row.iter_mut().skip(place(cell.column)).take(place(cell.column_span)) {
                field.clone_from(&text);
            }
        }
    }
    rows
}

/// The row of heads and what each column holds.
fn head(rows: &[Row], words: &Words) -> Option<(usize, Vec<Role>)> {
    rows.iter().enumerate().find_map(|(line, row)| Some((line, roles(row, words)?)))
}

fn roles(row: &Row, words: &Words) -> Option<Vec<Role>> {
    let filled = row.iter().rposition(|text| !text.is_empty())? + 1;
    let mut roles: Vec<Role> = row.iter().take(filled).map(|text| role(text, words)).collect::<Option<_>>()?;
    let count = |role: Role| roles.iter().filter(|it| **it == role).count();
    let is_plan = count(Role::Requirement) + count(Role::Topic) > 0 && count(Role::Unit) + count(Role::Deadline) > 0;
    if !is_plan || roles.len() < 3 {
        return None;
    }
    // The only column of words is what has to be done.
    if count(Role::Requirement) == 0 {
        let last = roles.iter().rposition(|it| *it == Role::Topic)?;
        roles[last] = Role::Requirement;
    }
    // Columns without a head of their own belong to a head that was merged over several: that of the topic.
    let topic = roles.iter().rposition(|it| *it == Role::Topic);
    for _ in filled..row.len() {
        let at = topic.or_else(|| roles.iter().position(|it| *it == Role::Requirement))?;
        roles.insert(at, roles[at]);
    }
    Some(roles)
}

fn role(text: &str, words: &Words) -> Option<Role> {
    let text: String = text.split_whitespace().collect();
    let lists = [
        (Role::Number, &words.number),
        (Role::Requirement, &words.requirement),
        (Role::Unit, &words.unit),
        (Role::Deadline, &words.deadline),
        (Role::Topic, &words.topic),
    ];
    let is_in = |list: &Vec<String>| list.iter().any(|word| *word == text || text.starts_with(&format!("{word}（")));
    lists.into_iter().find(|(_, list)| is_in(list)).map(|(role, _)| role)
}

/// Whether rows without heads have the columns of the table before: as many, and numbers in the first.
fn goes_on(rows: &[Row], roles: &[Role]) -> bool {
    let first = rows.first();
    first.is_some_and(|row| row.len() == roles.len() && roles.first() == Some(&Role::Number) && is_number(&row[0]))
}

fn is_number(text: &str) -> bool {
    let digits = text.trim_end_matches(['.', '．', '、']);
    !digits.is_empty() && digits.chars().all(|it| it.is_ascii_digit())
}

/// Reads row after row; a column that a row leaves out has what stood above.
struct Reader<'a> {
    roles: Vec<Role>,
    year: u16,
    words: &'a Words,
    above: BTreeMap<usize, String>,
    /// What stood in a column before.
    seen: Vec<(usize, String)>,
}

impl Reader<'_> {
    fn task(&mut self, row: &Row) -> Option<Task> {
        let row = self.in_columns(row);
        let has_task = self.columns(Role::Requirement).any(|at| row.get(at).is_some_and(|text| !text.is_empty()));
        if !has_task {
            return None;
        }
        for (at, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            self.above.insert(at, text.clone());
            self.seen.push((at, text.clone()));
        }
        let of = |role: Role| {
            let mut texts: Vec<&str> = Vec::new();
            for at in self.columns(role) {
                let own = row.get(at).map_or("", String::as_str);
                let is_carried = matches!(role, Role::Topic | Role::Unit | Role::Deadline);
                let above = self.above.get(&at).map_or("", String::as_str);
                let text = if own.is_empty() && is_carried { above } else { own };
                // A head over two columns whose cells are merged in this row says one thing.
                if !text.is_empty() && !texts.contains(&text) {
                    texts.push(text);
                }
            }
            texts.join(if role == Role::Topic { "／" } else { "；" })
        };
        Some(Task {
            number: of(Role::Number),
            topic: of(Role::Topic),
            requirement: of(Role::Requirement),
            unit: of(Role::Unit),
            deadline: of(Role::Deadline),
            ..Task::default()
        })
    }

    fn columns(&self, role: Role) -> impl Iterator<Item = usize> + '_ {
        self.roles.iter().enumerate().filter(move |(_, it)| **it == role).map(|(at, _)| at)
    }

    /// The cells in their columns. Cells that stand without a gap at the left, fewer than there are columns, may have
    /// slid there: they are given the columns that fit what they say, in their order.
    fn in_columns(&self, row: &Row) -> Row {
        let filled = row.iter().take_while(|text| !text.is_empty()).count();
        let is_packed = row.iter().skip(filled).all(String::is_empty);
        let columns = self.roles.len();
        if !is_packed || filled == 0 || filled >= columns || columns > MOST_COLUMNS {
            return row.clone();
        }
        let mut best: Option<(i32, u32)> = None;
        for chosen in 0..1_u32 << columns {
            if usize::try_from(chosen.count_ones()).unwrap_or(0) != filled {
                continue;
            }
            let places = (0..columns).filter(|at| chosen >> at & 1 == 1);
            let fit: i32 = row.iter().zip(places).map(|(text, at)| self.fit(text, at)).sum();
            // Of equals the first in the order of columns is taken.
            if best.is_none_or(|(most, _)| fit > most) {
                best = Some((fit, chosen));
            }
        }
        let chosen = best.map_or(0, |(_, chosen)| chosen);
        let mut cells = row.iter();
        (0..columns)
            .map(|at| if chosen >> at & 1 == 1 { cells.next().cloned().unwrap_or_default() } else { String::new() })
            .collect()
    }

    /// How well a text fits a column.
    fn fit(&self, text: &str, column: usize) -> i32 {
        let length = text.chars().count();
        let squeezed: String = text.split_whitespace().collect();
        let same =
            |(at, seen): &(usize, String)| *at == column && seen.split_whitespace().collect::<String>() == squeezed;
        let is_known = if self.seen.iter().any(same) { 8 } else { 0 };
        let ends = |list: &[String]| list.iter().any(|word| squeezed.ends_with(word.as_str()));
        let holds = |list: &[String]| list.iter().any(|word| squeezed.contains(word.as_str()));
        match self.roles.get(column) {
            Some(Role::Number) if is_number(text) => 20,
            Some(Role::Number) => -20,
            Some(Role::Topic) if length > LONG => -8,
            // The lower of two levels changes more often.
            Some(Role::Topic) => is_known + if self.roles.get(column + 1) == Some(&Role::Topic) { 1 } else { 2 },
            // A task without a requirement is none.
            Some(Role::Requirement) => {
                10 + if length > LONG {
                    4
                } else if length > SHORT {
                    2
                } else {
                    0
                }
            }
            Some(Role::Unit) if length > LONG => -8,
            Some(Role::Unit) if ends(&self.words.unit_ends) => is_known + 7,
            Some(Role::Unit) if holds(&self.words.unit_holds) => is_known + 3,
            Some(Role::Unit) => is_known - 4,
            Some(Role::Deadline) if Deadline::parse_with(text, self.year, self.words) != Deadline::Unclear => {
                is_known + 8
            }
            Some(Role::Deadline) if length <= SHORT => is_known + 1,
            Some(Role::Deadline) => is_known - 8,
            None => -20,
        }
    }
}
