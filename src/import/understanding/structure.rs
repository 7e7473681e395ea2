//! Where the tables of a form lie in a grid: heads with the lines below them, and the texts around.
//!
//! A region is a run of lines under the same heads. Labels merged down, repeated, or left blank below the first all give
//! the same stubs; a table under a page of text, two tables side by side and one below the other all become regions.

use std::ops::Range;
use std::rc::Rc;

use super::align::columns::{Heads, Matched};
use super::lexicon::Part;
use super::raster::Raster;
use super::texts::Kind;
use super::titles::{self, Line};
use super::work;

/// A line of texts around a table has no more cells than this that say unit or year.
const MOST_TEXTS: usize = 16;

/// The columns of a part of a form under some heads.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// The form, as a position in the lexicon.
    pub(super) model: usize,
    /// Its part.
    pub(super) part: usize,
    /// Which head is which column.
    pub(super) matched: Vec<Matched>,
}

/// A label beside a line, in reading order.
#[derive(Clone, Debug)]
pub(super) struct Stub {
    /// The line.
    pub(super) line: usize,
    /// The cell of its label.
    pub(super) cell: usize,
    /// The column of its label.
    pub(super) column: usize,
    /// The cells to the left that it stands under.
    pub(super) above: Vec<usize>,
    /// Whether the line's figures are its own; headings to the left of it have none.
    pub(super) is_leaf: bool,
}

/// Heads and the lines below them.
pub(super) struct Region<'a> {
    /// The grid, or the strip of it.
    pub(super) raster: Rc<Raster<'a>>,
    /// The grid's position in the document.
    pub(super) grid: usize,
    /// The heads over the figures, if there are any.
    pub(super) heads: Option<Heads>,
    /// Whether the heads are those of a region before: a table that goes on after a page break or a band.
    pub(super) is_continued: bool,
    /// The columns of every form that the heads may mean.
    pub(super) columns: Vec<Columns>,
    /// The labels beside the lines.
    pub(super) stubs: Vec<Stub>,
    /// Lines with figures and without a label.
    pub(super) bare: Vec<usize>,
    /// The lines of text before it, since the region before; cells are separated by tabs.
    pub(super) texts: Vec<Rc<Line>>,
}

/// The regions of a grid, and the texts behind the last one.
pub(super) fn regions<'a>(raster: &Raster<'a>, grid: usize) -> (Vec<Region<'a>>, Vec<Rc<Line>>) {
    let mut all = Vec::new();
    let mut foot = Vec::new();
    for strip in strips(raster) {
        let mut scan = Scan::new(raster.strip(strip), grid);
        scan.run();
        all.append(&mut scan.done);
        foot.append(&mut scan.texts);
    }
    (all, foot)
}

/// The columns of tables side by side: where row labels stand again to the right of figures, on several lines.
fn strips(raster: &Raster<'_>) -> Vec<Range<usize>> {
    const FEWEST_LINES: usize = 2;
    let mut again = vec![0; raster.width()];
    for line in 0..raster.height() {
        let (mut had_stub, mut had_figure) = (false, false);
        for (column, cell) in raster.cells_of(line) {
            let text = &raster.texts[cell];
            let is_stub = raster.lexicon.may_stub(&text.likeness) && !raster.lexicon.may_head(&text.likeness);
            if is_stub && had_figure {
                again[column] += 1;
                had_figure = false;
            }
            had_stub |= is_stub;
            had_figure |= had_stub && text.kind == Kind::Figure;
        }
    }
    let inner = (0..raster.width()).filter(|column| again[*column] >= FEWEST_LINES);
    let bounds: Vec<usize> = [0].into_iter().chain(inner).chain([raster.width()]).collect();
    bounds.windows(2).map(|bounds| bounds[0]..bounds[1]).collect()
}

/// The walk down a strip.
struct Scan<'a> {
    raster: Rc<Raster<'a>>,
    grid: usize,
    done: Vec<Region<'a>>,
    current: Option<Region<'a>>,
    /// Texts since the last line that belongs to a table.
    texts: Vec<Rc<Line>>,
    /// The labels that stand over blanks below them, by column.
    standing: Vec<Option<usize>>,
}

impl<'a> Scan<'a> {
    fn new(raster: Raster<'a>, grid: usize) -> Self {
        let standing = vec![None; raster.width()];
        Self { raster: Rc::new(raster), grid, done: Vec::new(), current: None, texts: Vec::new(), standing }
    }

    fn run(&mut self) {
        let mut line = 0;
        while line < self.raster.height() {
            if self.is_head(line) {
                let first = line;
                line += 1;
                while line < self.raster.height() && (self.is_head(line) || self.continues_heads(first, line)) {
                    line += 1;
                }
                self.open(Some(first..line));
                continue;
            }
            if self.is_opening(line) {
                self.texts_of(line);
                self.open(None);
            } else {
                self.line(line);
            }
            line += 1;
        }
        self.close();
    }

    /// Whether a line is part of the heads over a table.
    fn is_head(&self, line: usize) -> bool {
        let lexicon = self.raster.lexicon;
        let first = self.current.as_ref().and_then(Region::first_figure);
        let heads: Vec<(usize, usize)> = self
            .raster
            .cells_of(line)
            .filter(|(_, cell)| lexicon.may_head(&self.raster.texts[*cell].likeness))
            .filter(|(column, cell)| self.raster.begins(*cell, line, *column))
            .collect();
        let is_over_figures = |column: usize| first.is_none_or(|first| column >= first);
        let [(column, cell), rest @ ..] = heads.as_slice() else { return false };
        // A serial number may stand to the left of heads.
        let has_figures = (*column..self.raster.width()).any(|column| self.raster.kind(line, column) == Kind::Figure);
        if has_figures {
            return rest.len() >= 2 && heads.iter().filter(|(column, _)| is_over_figures(*column)).count() >= 3;
        }
        // A single word may as well be the label of a line without figures.
        let is_lone_stub = rest.is_empty()
            && lexicon.may_stub(&self.raster.texts[*cell].likeness)
            && self.current.as_ref().is_some_and(|it| !it.stubs.is_empty())
            && (first.is_none() || *column < first.unwrap_or(0));
        !is_lone_stub && heads.iter().any(|(column, _)| is_over_figures(*column))
    }

    /// Whether a line without labels of its own goes on with the heads above: 社会公益 / 组织.
    fn continues_heads(&self, first: usize, line: usize) -> bool {
        let raster = &self.raster;
        let words: Vec<(usize, usize)> =
            raster.cells_of(line).filter(|(_, cell)| raster.texts[*cell].kind == Kind::Words).collect();
        let has_figures = (0..raster.width()).any(|column| raster.kind(line, column) == Kind::Figure);
        let first_head = (0..raster.width())
            .find(|column| raster.text(first, *column).is_some_and(|text| raster.lexicon.may_head(&text.likeness)));
        let is_own = |(column, cell): &(usize, usize)| raster.begins(*cell, line, *column);
        !has_figures
            && !self.is_opening(line)
            && words.iter().any(|it| is_own(it) && Some(it.0) >= first_head)
            && !words.iter().any(|(_, cell)| raster.lexicon.may_stub(&raster.texts[*cell].likeness))
    }

    /// Whether a line holds a band or a section heading and nothing else.
    fn is_opening(&self, line: usize) -> bool {
        let mut words = self.raster.cells_of(line).map(|(_, cell)| &self.raster.texts[cell]);
        let Some(first) = words.next() else { return false };
        self.raster.lexicon.may_open(&first.likeness) && words.all(|other| other.label == first.label)
    }

    /// Closes the region and begins one with the heads on some lines, or with none.
    fn open(&mut self, lines: Option<Range<usize>>) {
        self.close();
        self.standing.fill(None);
        let heads = lines.map(|lines| Heads::of(&self.raster, lines));
        let columns = heads.as_ref().map_or_else(Vec::new, |heads| columns(&self.raster, heads));
        if let (Some(heads), true) = (&heads, columns.is_empty()) {
            // Words that stand over columns elsewhere, but no heads of a form.
            for line in heads.lines.clone() {
                self.texts_of(line);
            }
        }
        let texts = std::mem::take(&mut self.texts);
        let heads = heads.filter(|_| !columns.is_empty());
        let raster = Rc::clone(&self.raster);
        self.current = Some(Region {
            raster,
            grid: self.grid,
            heads,
            is_continued: false,
            columns,
            stubs: Vec::new(),
            bare: Vec::new(),
            texts,
        });
    }

    fn close(&mut self) {
        let Some(mut region) = self.current.take() else { return };
        if region.stubs.is_empty() && region.bare.is_empty() && region.heads.is_none() {
            region.texts.append(&mut self.texts);
            self.texts = region.texts;
            return;
        }
        self.done.push(region);
    }

    /// Reads a line of a table, or a text between tables.
    fn line(&mut self, line: usize) {
        if self.current.is_none() {
            self.open(None);
        }
        let Some(region) = &mut self.current else { return };
        let raster = &self.raster;
        let first = region.first_figure().unwrap_or_else(|| {
            let label = (0..raster.width()).find(|column| raster.kind(line, *column) == Kind::Words).unwrap_or(0);
            (label..raster.width()).find(|column| raster.kind(line, *column) == Kind::Figure).unwrap_or(raster.width())
        });
        let figures = (first..raster.width()).filter(|column| raster.kind(line, *column) == Kind::Figure).count();
        let (stubs, is_known) = stubs_of(raster, line, first, &mut self.standing);
        let is_table = region.heads.is_some() || !region.stubs.is_empty();
        let is_field = stubs.first().is_some_and(|it| titles::is_field(&raster.texts[it.cell].label.core));
        if is_known || (is_table && !is_field && figures > 0 && !stubs.is_empty()) {
            if region.stubs.is_empty() {
                region.texts.append(&mut self.texts);
            }
            region.stubs.extend(stubs);
            self.texts.clear();
        } else if is_table && !is_field && figures > 0 {
            if !numbers_the_columns(raster, line, first) {
                region.bare.push(line);
            }
        } else {
            self.texts_of(line);
        }
    }

    fn texts_of(&mut self, line: usize) {
        let raster = &self.raster;
        let cells = raster.cells_of(line).filter(|(column, cell)| raster.begins(*cell, line, *column));
        let texts = cells.map(|(_, cell)| raster.grid.cells[cell].text.as_str());
        let texts: Vec<&str> = texts.take(MOST_TEXTS).collect();
        if !texts.is_empty() && raster.work.spend(texts.len() * work::TITLE) {
            self.texts.extend(titles::lines(&texts.join("\t")));
        }
    }
}

impl Region<'_> {
    /// The first column with figures, told by the heads.
    pub(super) fn first_figure(&self) -> Option<usize> {
        let heads = self.heads.as_ref()?;
        let most = self.columns.iter().max_by_key(|it| it.matched.len())?;
        most.matched.iter().map(|it| heads.heads[it.head].columns.start).min()
    }

    /// Takes the heads of the region before, when it has none of its own and the same columns.
    pub(super) fn continue_from(&mut self, before: &Region<'_>) {
        let is_alike = self.raster.grid_columns == before.raster.grid_columns;
        let (Some(heads), None, true) = (&before.heads, &self.heads, is_alike) else { return };
        let mut heads = heads.clone();
        for head in &mut heads.heads {
            head.columns = self.raster.same_columns(&before.raster, head.columns.clone());
        }
        // A column that the continuation does not have at all has no figures here.
        let is_here = |matched: &Matched| heads.heads.get(matched.head).is_some_and(|head| !head.columns.is_empty());
        self.columns.clone_from(&before.columns);
        self.columns.iter_mut().for_each(|it| it.matched.retain(is_here));
        self.columns.retain(|it| !it.matched.is_empty());
        self.heads = Some(heads);
        self.is_continued = true;
    }
}

/// The columns of every form that some heads may mean.
fn columns(raster: &Raster<'_>, heads: &Heads) -> Vec<Columns> {
    let mut all = Vec::new();
    // Parts of two forms with the same columns are compared once.
    let mut known: Vec<(&Part, Vec<Matched>)> = Vec::new();
    for (model, it) in raster.lexicon.models.iter().enumerate() {
        for (part, own) in it.parts.iter().enumerate() {
            if !heads.may_match(own) {
                continue;
            }
            let before = known.iter().find(|(other, _)| other.has_columns_of(own));
            let matched = before.map_or_else(|| heads.matched(raster, own), |(_, matched)| matched.clone());
            known.push((own, matched.clone()));
            if !matched.is_empty() {
                all.push(Columns { model, part, matched });
            }
        }
    }
    all
}

/// The labels that begin on a line, and whether one of them is known; labels standing above blanks are parents.
fn stubs_of(raster: &Raster<'_>, line: usize, first: usize, standing: &mut [Option<usize>]) -> (Vec<Stub>, bool) {
    let mut path: Vec<(usize, usize, bool)> = Vec::new();
    let mut last = None;
    for column in 0..first.min(raster.width()) {
        let cell = raster.at(line, column);
        if cell.is_some() && cell == last {
            standing[column] = None;
            continue;
        }
        last = cell;
        match cell.filter(|cell| raster.texts[*cell].kind == Kind::Words) {
            Some(cell) => {
                let is_repeated = standing[column].is_some_and(|above| {
                    above == cell || raster.grid.cells[above].text == raster.grid.cells[cell].text
                });
                path.push((column, cell, raster.begins(cell, line, column) && !is_repeated));
                if !is_repeated {
                    standing[column + 1..].fill(None);
                }
                standing[column] = Some(cell);
            }
            None if raster.kind(line, column) == Kind::Blank => {
                if let Some(above) = standing[column] {
                    path.push((column, above, false));
                }
            }
            None => {}
        }
    }
    let is_near = |cell: usize| {
        let likeness = &raster.texts[cell].likeness;
        raster.lexicon.may_stub(likeness)
    };
    let own = |at: usize| raster.at(line, path[at].0) == Some(path[at].1);
    let leaf = (0..path.len()).rev().find(|at| own(*at) && is_near(path[*at].1) && path[*at].2);
    let leaf = leaf.or_else(|| (0..path.len()).rev().find(|at| own(*at) && path[*at].2));
    let leaf = leaf.or_else(|| (0..path.len()).rev().find(|at| own(*at)));
    let Some(leaf) = leaf else { return (Vec::new(), false) };
    let stubs = (0..=leaf).filter(|at| path[*at].2 || *at == leaf).map(|at| Stub {
        line,
        cell: path[at].1,
        column: path[at].0,
        above: path[..at].iter().map(|(_, cell, _)| *cell).collect(),
        is_leaf: at == leaf,
    });
    (stubs.collect(), path.iter().any(|(_, cell, _)| is_near(*cell)))
}

/// Whether a line only numbers the columns: 1, 2, 3, ….
fn numbers_the_columns(raster: &Raster<'_>, line: usize, first: usize) -> bool {
    const FEWEST: usize = 4;
    let cells = raster.cells_of(line).filter(|(column, _)| *column >= first);
    rise_by_one(cells.map(|(_, cell)| raster.grid.cells[cell].text.as_str()), FEWEST)
}

/// Whether some texts, and not too few of them, are numbers of which each follows the one before.
pub(super) fn rise_by_one<'t>(texts: impl Iterator<Item = &'t str>, fewest: usize) -> bool {
    let numbers: Vec<Option<u32>> = texts.map(|text| text.trim().parse().ok()).collect();
    let is_next = |pair: &[Option<u32>]| matches!(pair, [Some(one), Some(next)] if one.checked_add(1) == Some(*next));
    numbers.len() >= fewest && numbers.windows(2).all(is_next)
}

#[cfg(test)]
mod tests {
    use super::rise_by_one;

    #[test]
    fn numbers_of_columns_rise_by_one() {
        let rise = |texts: &[&str]| rise_by_one(texts.iter().copied(), 3);
        assert!(rise(&["1", " 2 ", "3"]) && rise(&["7", "8", "9", "10"]));
        assert!(!rise(&["1", "2"]) && !rise(&["1", "2", "4"]) && !rise(&["1", "二", "3"]));
        assert!(!rise(&["4294967294", "4294967295", "0"]) && !rise(&["18446744073709551615", "0", "1"]));
    }
}
