//! The tables of a document sorted into filings: this year's and last year's, one unit's and another's.
//!
//! Tables belong together while they stand under the same year and hold different rows; a row that comes a second time
//! begins another filing.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::lexicon::{Lexicon, WordId};
use super::raster::Raster;
use super::structure::{Columns, Region, regions};
use super::texts::Texts;
use super::titles::{self, Basis, Line, Said, best};
use super::work::Work;
use crate::import::reading::grid::{Block, Document, Grid};

/// Steps to read a paragraph.
const PER_PARAGRAPH: usize = 20;

/// Steps to sort a table into filings, besides one for every filing.
const PER_REGION: usize = 200;

/// Tables that make up one filing.
pub(super) struct Group<'a> {
    /// The tables in the order of the document.
    pub(super) regions: Vec<Region<'a>>,
    /// The year that a title over them says.
    pub(super) year: Option<Said<u16>>,
    /// The unit that a title over them says.
    pub(super) unit: Option<Said<String>>,
    /// All that the texts over them say about the year.
    pub(super) years: Vec<Said<u16>>,
    /// All that the texts over them say about the unit.
    pub(super) units: Vec<Said<String>>,
    /// Whether a sheet name or a title says that it is the year before.
    pub(super) is_prior: bool,
    /// Texts below the tables.
    pub(super) foot: Vec<Rc<Line>>,
    keys: BTreeSet<Key>,
}

/// What a table holds, to see a second one of the kind.
type Key = (bool, usize);

/// Everything that was found in a document.
pub(super) struct Grouped<'a> {
    /// The filings.
    pub(super) groups: Vec<Group<'a>>,
    /// Texts outside tables, for what no table says itself.
    pub(super) texts: Vec<Rc<Line>>,
    /// The names of sheets and tables without anything of a form.
    pub(super) foreign: Vec<String>,
    /// The names of hidden sheets that were left out.
    pub(super) hidden: Vec<String>,
}

/// Sorts the tables of a document; only those of one sheet, if it is named.
pub(super) fn grouped<'a>(
    document: &'a Document,
    (lexicon, work): (&'a Lexicon, &'a Work),
    sheet: Option<&str>,
) -> Grouped<'a> {
    let visible = collect(document, Texts::new(lexicon, work), sheet, false);
    if visible.groups.is_empty() && !visible.hidden.is_empty() {
        return collect(document, Texts::new(lexicon, work), sheet, true);
    }
    visible
}

fn collect<'a>(document: &'a Document, mut texts: Texts<'a>, sheet: Option<&str>, with_hidden: bool) -> Grouped<'a> {
    let mut result = Grouped { groups: Vec::new(), texts: Vec::new(), foreign: Vec::new(), hidden: Vec::new() };
    let mut pending: Vec<Rc<Line>> = Vec::new();
    let mut last: Option<usize> = None;
    for (number, block) in document.blocks.iter().enumerate() {
        let grid = match block {
            Block::Paragraph(_) if !texts.work().spend(PER_PARAGRAPH) => continue,
            Block::Paragraph(text) => {
                let lines = titles::lines(text);
                pending.extend(lines.iter().cloned());
                result.texts.extend(lines);
                continue;
            }
            Block::Grid(grid) => grid,
        };
        if sheet.is_some_and(|sheet| grid.name != sheet) || grid.cells.is_empty() {
            continue;
        }
        if grid.is_hidden && !with_hidden {
            result.hidden.push(grid.name.clone());
            continue;
        }
        if !texts.work().spend(grid.cells.len()) {
            continue;
        }
        let (found, foot) = best_regions(grid, number, &mut texts);
        if found.is_empty() {
            result.foreign.push(grid.name.clone());
            pending.extend(foot.iter().cloned());
            result.texts.extend(foot);
            continue;
        }
        texts.work().count(found.len() * (PER_REGION + result.groups.len()));
        for (position, mut region) in found.into_iter().enumerate() {
            if position == 0 {
                region.texts.splice(0..0, pending.drain(..));
            }
            let before = last.and_then(|group: usize| result.groups[group].regions.last());
            if let Some(before) = before {
                region.continue_from(before);
            }
            result.texts.extend(region.texts.iter().cloned());
            last = Some(assign(&mut result.groups, region, grid, last));
        }
        if let Some(group) = last {
            result.groups[group].foot.extend(foot.iter().cloned());
        }
        result.texts.extend(foot);
    }
    if let Some(group) = last {
        result.groups[group].foot.append(&mut pending);
    }
    // A paragraph above a table stands there twice, once as the table's; lines are next to one another as written.
    let mut seen = BTreeSet::new();
    result.texts.retain(|line| seen.insert(Rc::as_ptr(line)));
    let together = titles::together(&result.texts);
    result.texts.extend(together);
    result
}

/// The regions of a grid, or of the grid on its side when more of the form is found there.
fn best_regions<'a>(grid: &'a Grid, number: usize, texts: &mut Texts<'a>) -> (Vec<Region<'a>>, Vec<Rc<Line>>) {
    let raster = Raster::new(grid, texts);
    let upright = regions(&raster, number);
    // Upright tables have heads over known rows; only a grid without them may lie on its side.
    let is_good =
        |regions: &[Region<'_>]| regions.iter().any(|it| !it.columns.is_empty() && known_stubs(it) + it.bare.len() > 0);
    if is_good(&upright.0) {
        return with_content(upright);
    }
    let lying = regions(&raster.transposed(), number);
    with_content(if is_good(&lying.0) { lying } else { upright })
}

/// Leaves out regions in which nothing of a form stands; their texts go to the next one.
fn with_content<'a>((all, foot): (Vec<Region<'a>>, Vec<Rc<Line>>)) -> (Vec<Region<'a>>, Vec<Rc<Line>>) {
    let mut kept: Vec<Region<'a>> = Vec::new();
    let mut texts = Vec::new();
    for mut region in all {
        if known_stubs(&region) == 0 && region.columns.is_empty() {
            texts.append(&mut region.texts);
            continue;
        }
        region.texts.splice(0..0, texts.drain(..));
        kept.push(region);
    }
    texts.extend(foot);
    (kept, texts)
}

fn known_stubs(region: &Region<'_>) -> usize {
    let is_known = |cell: usize| region.raster.lexicon.may_stub(&region.raster.texts[cell].likeness);
    region.stubs.iter().filter(|stub| is_known(stub.cell)).count()
}

/// Puts a region into the filing it belongs to, and gives that.
fn assign<'a>(groups: &mut Vec<Group<'a>>, mut region: Region<'a>, grid: &Grid, last: Option<usize>) -> usize {
    let together = titles::together(&region.texts);
    region.texts.extend(together);
    let (sheet, text) = (Basis::Sheet, grid.name.clone());
    let of_sheet = titles::year_of_name(&grid.name);
    let of_sheet = of_sheet.map(|what| Said { what, weight: 70, basis: sheet, text: text.clone() });
    let years: Vec<Said<u16>> = titles::years_of(&region.texts).chain(of_sheet).collect();
    let of_sheet = titles::unit_of_name(&grid.name).map(|what| Said { what, weight: 50, basis: sheet, text });
    let units: Vec<Said<String>> = titles::units_of(&region.texts).chain(of_sheet).collect();
    // A sentence sorts nothing: it may tell of any year, and of any unit.
    let year = titles::titled(&years);
    let unit = titles::titled(&units);
    let is_prior = titles::is_prior(&grid.name) || region.texts.iter().any(|line| line.is_prior);
    let keys = keys(&region);
    let repeats = |group: &Group<'_>| {
        let shared = group.keys.intersection(&keys).count();
        shared >= 2 || (shared > 0 && shared == keys.len())
    };
    let agrees = |group: &Group<'_>| {
        let same_year = match (&group.year, &year) {
            (Some(a), Some(b)) => a.what == b.what,
            _ => true,
        };
        let same_sheet = group.regions.last().is_some_and(|it| it.grid == region.grid);
        let same_unit = match (&group.unit, &unit) {
            (Some(a), Some(b)) => a.what == b.what || a.weight.min(b.weight) <= 50,
            _ => true,
        };
        same_year && same_unit && (group.is_prior == is_prior || same_sheet) && !repeats(group)
    };
    let near = last
        .filter(|last| groups[*last].regions.last().is_some_and(|it| it.grid == region.grid) && agrees(&groups[*last]));
    let group = near.or_else(|| groups.iter().position(agrees)).unwrap_or_else(|| {
        groups.push(Group {
            regions: Vec::new(),
            year: None,
            unit: None,
            years: Vec::new(),
            units: Vec::new(),
            is_prior,
            foot: Vec::new(),
            keys: BTreeSet::new(),
        });
        groups.len() - 1
    });
    let it = &mut groups[group];
    it.keys.extend(keys);
    it.year = best(it.year.take().into_iter().chain(year));
    it.unit = best(it.unit.take().into_iter().chain(unit));
    it.years.extend(years);
    it.units.extend(units);
    it.regions.push(region);
    group
}

/// What a region holds: rows whose label is theirs alone and fits the heads, or a line of columns.
fn keys(region: &Region<'_>) -> BTreeSet<Key> {
    let lexicon = region.raster.lexicon;
    let models = &lexicon.models;
    let fits = |word: WordId| {
        let is_under = |it: &Columns| {
            let rows = models[it.model].rows.iter().zip(&models[it.model].part_of_row);
            rows.into_iter().any(|(labels, part)| *part == Some(it.part) && labels.contains(&word))
        };
        region.columns.is_empty() || region.columns.iter().any(is_under)
    };
    let leaves = region.stubs.iter().filter(|stub| stub.is_leaf);
    let words = leaves.filter_map(|stub| region.raster.texts[stub.cell].likeness.known());
    let words = words.filter(|word| lexicon.is_single(*word) && fits(*word));
    let mut keys: BTreeSet<Key> = words.map(|word| (false, word)).collect();
    if keys.is_empty() {
        keys.extend(
            region.columns.iter().find(|it| models[it.model].parts[it.part].is_across).map(|it| (true, it.part)),
        );
    }
    keys
}
