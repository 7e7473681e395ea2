//! Lists of units as offices keep them, into a tree: one column a level, a column with the unit above, paths in one cell,
//! or names that are indented.
//!
//! ```text
//! 某市                     序号  单位名称  主管部门        某市 › 甲区 › 财政局
//!   甲区                   1     甲区     某市            某市 › 甲区 › 教育局
//!     财政局               2     财政局   甲区
//! ```
//!
//! What has others below it becomes a heading, which sends nothing itself.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::units::{Node, NodeId, Tree};
use crate::import::names::key;

/// The head of a list stands among its first lines.
const HEAD_LINES: usize = 10;

/// Separates the aliases of one cell.
const ALIAS_MARKS: [char; 6] = ['、', ',', '，', ';', '；', '='];

/// How lists are written: read from `assets/aggregate/list.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    name: Vec<String>,
    parent: Vec<String>,
    alias: Vec<String>,
    separators: Vec<String>,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("../../assets/aggregate/list.toml")).unwrap_or_default());

/// The tree of a list; empty when no unit stands in it.
pub fn tree(rows: &[Vec<String>]) -> Tree {
    let tree = match Head::of(rows) {
        Some(head) if head.parent.is_some() => head.with_parents(rows),
        Some(head) => head.with_levels(rows),
        None => without_head(&without_numbers(rows)),
    };
    tree.with_headings()
}

/// The rows of a text, such as a pasted one: a line a row, parted by tabs or commas.
pub fn rows(text: &str) -> Vec<Vec<String>> {
    let mark = if text.contains('\t') { &['\t'][..] } else { &[',', '，'][..] };
    let row = |line: &str| line.split(mark).map(|cell| cell.trim_end().to_owned()).collect();
    text.lines().map(|line| line.trim_end_matches('\r')).filter(|line| !line.trim().is_empty()).map(row).collect()
}

/// Which columns a list has.
#[derive(Debug)]
struct Head {
    row: usize,
    name: usize,
    parent: Option<usize>,
    alias: Option<usize>,
}

impl Head {
    fn of(rows: &[Vec<String>]) -> Option<Self> {
        rows.iter().take(HEAD_LINES).enumerate().find_map(|(row, cells)| {
            let column = |words: &[String]| {
                let is_one = |cell: &String| words.iter().any(|word| key(word) == key(cell));
                cells.iter().position(is_one)
            };
            let (parent, alias) = (column(&WORDS.parent), column(&WORDS.alias));
            let names = cells.iter().enumerate().filter(|(at, _)| Some(*at) != parent && Some(*at) != alias);
            let is_name = |cell: &str| WORDS.name.iter().any(|word| key(word) == key(cell));
            // The last one: 所属地区 › 部门 › 单位名称 go from above to below.
            let name = names.rev().find(|(_, cell)| is_name(cell)).map(|(at, _)| at)?;
            Some(Self { row, name, parent, alias })
        })
    }

    fn aliases(&self, row: &[String]) -> Vec<String> {
        let cell = self.alias.and_then(|at| row.get(at)).map_or("", String::as_str);
        cell.split(ALIAS_MARKS).map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_owned).collect()
    }

    /// Every line names the unit above; that one may stand below it, or nowhere.
    fn with_parents(&self, rows: &[Vec<String>]) -> Tree {
        let text = |row: &[String], at: usize| row.get(at).map_or("", |cell| cell.trim()).to_owned();
        let below = rows.iter().skip(self.row + 1);
        let lines: Vec<Line> = below
            .map(|row| Line {
                name: text(row, self.name),
                parent: self.parent.map(|at| text(row, at)).unwrap_or_default(),
                aliases: self.aliases(row),
            })
            .filter(|line| !line.name.is_empty())
            .collect();
        let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, line) in lines.iter().enumerate() {
            by_name.entry(&line.name).or_insert(at);
        }
        let mut tree = Tree::default();
        let mut ids: BTreeMap<usize, NodeId> = BTreeMap::new();
        for at in 0..lines.len() {
            add_with_parents(&mut tree, &lines, &by_name, &mut ids, at);
        }
        tree
    }

    /// The columns before the name are the levels above it.
    fn with_levels(&self, rows: &[Vec<String>]) -> Tree {
        let below = rows.get(self.row + 1..).unwrap_or_default();
        let levels: Vec<Vec<String>> = below
            .iter()
            .map(|row| {
                let aliases = self.aliases(row);
                let cells = row.iter().take(self.name + 1).enumerate();
                cells
                    .map(|(at, cell)| if at == self.name { with_aliases(cell, &aliases) } else { cell.clone() })
                    .collect()
            })
            .collect();
        without_head(&without_numbers(&levels))
    }
}

struct Line {
    name: String,
    parent: String,
    aliases: Vec<String>,
}

fn with_aliases(cell: &str, aliases: &[String]) -> String {
    aliases.iter().fold(cell.to_owned(), |text, alias| format!("{text}={alias}"))
}

/// Adds a unit behind the one above it; a circle ends where it began.
fn add_with_parents(
    tree: &mut Tree,
    lines: &[Line],
    by_name: &BTreeMap<&str, usize>,
    ids: &mut BTreeMap<usize, NodeId>,
    at: usize,
) {
    let mut chain = vec![at];
    while let Some(line) = chain.last().and_then(|at| lines.get(*at))
        && let Some(parent) = by_name.get(line.parent.as_str())
        && !chain.contains(parent)
    {
        chain.push(*parent);
    }
    let mut above: Option<NodeId> = None;
    for at in chain.into_iter().rev() {
        let Some(line) = lines.get(at) else { continue };
        if let Some(id) = ids.get(&at) {
            above = Some(*id);
            continue;
        }
        let is_listed = by_name.contains_key(line.parent.as_str());
        if above.is_none() && !line.parent.is_empty() && !is_listed {
            let there = tree.children(None).find(|id| tree.name(*id) == line.parent);
            let heading = || Node { name: line.parent.clone(), ..Node::default() };
            above = Some(there.unwrap_or_else(|| tree.add(heading())));
        }
        let node = Node { name: line.name.clone(), aliases: line.aliases.clone(), is_heading: false, parent: above };
        let id = tree.add(node);
        ids.insert(at, id);
        above = Some(id);
    }
}

fn without_head(rows: &[Vec<String>]) -> Tree {
    let is_filled = |cell: &&String| !cell.trim().is_empty();
    let is_one_column = rows.iter().all(|row| row.iter().filter(is_filled).count() <= 1)
        && rows.iter().all(|row| row.iter().position(|cell| is_filled(&cell)).is_none_or(|at| at == 0));
    let cells = || rows.iter().filter_map(|row| row.iter().find(is_filled));
    let is_path = |cell: &str| WORDS.separators.iter().any(|mark| cell.contains(mark.as_str()));
    if is_one_column && cells().any(|cell| is_path(cell)) {
        let paths: Vec<Vec<String>> = cells().map(|cell| parted(cell)).collect();
        return Tree::from_rows(paths.iter().map(Vec::as_slice));
    }
    if is_one_column {
        return indented(cells().map(String::as_str));
    }
    Tree::from_rows(rows.iter().map(Vec::as_slice))
}

fn parted(cell: &str) -> Vec<String> {
    let mut parts = vec![cell.to_owned()];
    for mark in &WORDS.separators {
        parts = parts.iter().flat_map(|part| part.split(mark.as_str())).map(str::to_owned).collect();
    }
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Names of which each stands below the nearest one that is indented less.
fn indented<'a>(names: impl Iterator<Item = &'a str>) -> Tree {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut above: Vec<(usize, String)> = Vec::new();
    for name in names {
        let blanks = name.chars().take_while(|letter| letter.is_whitespace());
        let depth = blanks.map(|letter| if letter == '\u{3000}' { 2 } else { 1 }).sum::<usize>();
        above.retain(|(other, _)| *other < depth);
        above.push((depth, name.trim().to_owned()));
        rows.push(above.iter().map(|(_, name)| name.clone()).collect());
    }
    Tree::from_rows(rows.iter().map(Vec::as_slice))
}

/// The rows without columns of numbers, as 序号 is one.
fn without_numbers(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let is_number = |cell: &str| {
        let cell = cell.trim().trim_end_matches(['.', '、', '．']);
        cell.is_empty() || cell.chars().all(|letter| letter.is_ascii_digit())
    };
    let cell = |row: &'_ [String], at: usize| row.get(at).cloned().unwrap_or_default();
    let is_kept = |at: &usize| {
        let filled = rows.iter().any(|row| !cell(row, *at).trim().is_empty());
        !filled || !rows.iter().all(|row| is_number(&cell(row, *at)))
    };
    let kept: Vec<usize> = (0..width).filter(is_kept).collect();
    rows.iter().map(|row| kept.iter().map(|at| cell(row, *at)).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{rows, tree};

    fn check(text: &str, expected: &[&str]) {
        let tree = tree(&rows(text));
        let of =
            |id| format!("{}{}", tree.path(id), if tree.node(id).is_some_and(|it| it.is_heading) { "：" } else { "" });
        assert_eq!(tree.ids().map(of).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn lists_are_understood_as_they_are_kept() {
        let expected = ["某市：", "某市 › 甲区：", "某市 › 甲区 › 财政局", "某市 › 乙县"];
        check("某市\n  甲区\n    财政局\n  乙县", &expected);
        check("某市\n\u{3000}甲区\n\u{3000}\u{3000}财政局\n\u{3000}乙县", &expected);
        check("某市\n\t甲区\n\t\t财政局\n\t乙县", &expected);
        check("某市\t甲区\t财政局\n\t乙县", &expected);
        check("某市 › 甲区 › 财政局\n某市/乙县", &expected);
        check("序号,单位名称,主管部门\n1,财政局,甲区\n2,甲区,某市\n3,乙县,某市", &expected);
        check(
            "某某名单\n序号\t地区\t单位名称\n1\t甲区\t财政局\n2\t\t教育局",
            &["甲区：", "甲区 › 财政局", "甲区 › 教育局"],
        );
        check("1、,财政局\n2、,教育局", &["财政局", "教育局"]);
        check("", &[]);
    }

    #[test]
    fn aliases_come_along_and_circles_end() {
        let list = tree(&rows("单位名称,上级单位,别名\n甲,乙,小甲、甲甲\n乙,甲,"));
        assert_eq!(list.len(), 2);
        assert_eq!(list.known("甲甲").len(), 1);
    }
}
