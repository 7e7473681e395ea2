//! The entries of a form file that speak of cells: relations, derived figures, phrases, counterparts in the form before.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use toml::Spanned;

use super::cell::{CellId, CellIndex};
use super::expand::{self, Choice, Names};
use super::figure::{Derived, Figure, Phrase};
use super::pattern::Pattern;
use super::problem::Problems;
use super::relation::{Mark, Relation, RelationId, Severity, Term};
use super::source::{CounterpartSource, FormSource, RelationSource};

pub(super) fn relations(
    sources: &[Spanned<RelationSource>],
    names: &Names<'_>,
    problems: &mut Problems<'_>,
) -> Vec<Relation> {
    let mut relations: Vec<Relation> = Vec::new();
    let mut ids = BTreeSet::new();
    for source in sources {
        let source = source.get_ref();
        let start = source.id.span().start;
        let line = problems.line_of(start);
        for choice in expand::choices(&source.each, names, problems) {
            let Some(relation) = relation(source, line, &choice, names, problems) else { continue };
            if !ids.insert(relation.id.clone()) {
                problems.add(start, format!("勾稽关系编号“{}”重复", relation.id));
            }
            relations.push(relation);
        }
    }
    relations
}

fn relation(
    source: &RelationSource,
    line: usize,
    choice: &Choice,
    names: &Names<'_>,
    problems: &mut Problems<'_>,
) -> Option<Relation> {
    let id = expand::fill(source.id.get_ref(), choice);
    let owner = format!("勾稽关系“{id}”");
    let left = expand::terms(&owner, &source.left, choice, names, problems);
    let right = expand::terms(&owner, &source.right, choice, names, problems);
    let floor = expand::terms(&owner, &source.floor, choice, names, problems);
    let severity = Severity::parse(source.severity.get_ref());
    if severity.is_none() {
        problems.add(
            source.severity.span().start,
            format!("{owner}的严重程度“{}”不认识，应为 error、warning 或 notice", source.severity.get_ref()),
        );
    }
    let mark = Mark::parse(source.mark.get_ref());
    if mark.is_none() {
        problems.add(
            source.mark.span().start,
            format!("{owner}的出处“{}”不认识，应为 official、practice 或 logic", source.mark.get_ref()),
        );
    }
    let limit = source.limit.as_ref().and_then(|limit| {
        let number = limit.get_ref().parse::<Decimal>().ok();
        if number.is_none() {
            problems.add(limit.span().start, format!("{owner}的界限“{}”不是数", limit.get_ref()));
        }
        number
    });
    let twice =
        left.iter().find(|term| right.iter().any(|other| other.cell == term.cell && other.period == term.period));
    if let Some(term) = twice {
        let cell = &names.cells[term.cell.position()].id;
        problems.add(source.id.span().start, format!("{owner}的两边都有单元格“{cell}”：合计不能包含自己"));
    }
    for side in [&left, &right, &floor] {
        if let Some(term) = repeated(side) {
            let cell = &names.cells[term.cell.position()].id;
            problems.add(source.id.span().start, format!("{owner}的同一边重复写了单元格“{cell}”"));
        }
    }
    Some(Relation {
        id: RelationId::new(id),
        family: source.id.get_ref().clone(),
        kind: source.kind.get_ref().clone(),
        severity: severity?,
        mark: mark?,
        left,
        right,
        floor,
        parts: source.parts.clone(),
        says: source.says.clone(),
        limit,
        levels: source.levels.clone(),
        exempt_levels: source.exempt_levels.clone(),
        exempt_name_endings: source.exempt_name_endings.clone(),
        unless_total: source.unless_total,
        text: source.text.clone(),
        source: source.source.clone(),
        line,
    })
}

fn repeated(terms: &[Term]) -> Option<&Term> {
    let mut seen = BTreeSet::new();
    terms.iter().find(|term| !seen.insert((term.cell, term.period)))
}

pub(super) fn derived(source: &FormSource, names: &Names<'_>, problems: &mut Problems<'_>) -> Vec<Derived> {
    let mut derived = Vec::new();
    for it in &source.derived {
        let it = it.get_ref();
        for choice in expand::choices(&it.each, names, problems) {
            let id = expand::fill(it.id.get_ref(), &choice);
            let terms = expand::terms(&format!("派生指标“{id}”"), &it.terms, &choice, names, problems);
            derived.push(Derived { id, label: it.label.clone(), terms });
        }
    }
    derived
}

pub(super) fn phrases(
    source: &FormSource,
    derived: &[Derived],
    names: &Names<'_>,
    problems: &mut Problems<'_>,
) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    for it in &source.phrase {
        let ((Some(id), None) | (None, Some(id))) = (&it.cell, &it.derived) else {
            problems.add(it.says.span().start, "用语应写明 cell（单元格）或 derived（派生指标），二者取一");
            continue;
        };
        let Some(figure) = figures(id, derived, names).first().copied() else {
            let what = if it.cell.is_some() { "单元格" } else { "派生指标" };
            problems.add(id.span().start, format!("用语提到{what}“{}”，但表中没有", id.get_ref()));
            continue;
        };
        let mut after = Vec::new();
        for id in &it.after {
            let found = figures(id, derived, names);
            if found.is_empty() {
                problems.add(id.span().start, format!("用语的 after 中“{}”在表中没有", id.get_ref()));
            }
            after.extend(found);
        }
        phrases.push(Phrase {
            figure,
            says: it.says.get_ref().clone(),
            after,
            near: it.near.clone(),
            measures: it.measures.clone(),
            notice: it.notice.clone(),
        });
    }
    phrases
}

/// The cells of an id or pattern, or the derived figure of an id.
fn figures(id: &Spanned<String>, derived: &[Derived], names: &Names<'_>) -> Vec<Figure> {
    if let Some(position) = derived.iter().position(|it| it.id == *id.get_ref()) {
        return vec![Figure::Derived(position)];
    }
    if let Some(cell) = names.index.get(id.get_ref().as_str()) {
        return vec![Figure::Cell(*cell)];
    }
    let Some(pattern) = Pattern::parse(id.get_ref()).filter(|pattern| !pattern.is_literal()) else { return Vec::new() };
    let cells = names.cells.iter().zip(0..).filter(|(cell, _)| pattern.matches(cell.id.as_str()));
    cells.map(|(_, position)| Figure::Cell(CellIndex(position))).collect()
}

pub(super) fn counterpart(
    source: &CounterpartSource,
    names: &Names<'_>,
    index: &BTreeMap<CellId, CellIndex>,
    problems: &mut Problems<'_>,
) -> BTreeMap<CellIndex, CellId> {
    let mut pairs = BTreeMap::new();
    for same in &source.same {
        let matching: Vec<_> =
            Pattern::parse(same.get_ref()).map_or_else(Vec::new, |pattern| names.cells_named(&pattern));
        if matching.is_empty() {
            problems.add(same.span().start, format!("对应关系中的“{}”在表中没有相符的单元格", same.get_ref()));
        }
        pairs.extend(matching.into_iter().map(|cell| (cell, names.cells[cell.position()].id.clone())));
    }
    for (here, there) in &source.cells {
        match index.get(&CellId::new(here.as_str())) {
            Some(cell) => {
                pairs.insert(*cell, CellId::new(there.get_ref().as_str()));
            }
            None => problems.add(there.span().start, format!("对应关系提到单元格“{here}”，但表中没有")),
        }
    }
    pairs
}
