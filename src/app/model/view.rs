//! What the check says, laid out for painting: findings in the order of the panel, marks of cells, blanks of sections.

use std::collections::BTreeMap;

use super::sections::Section;
use crate::check::cells::CELL_KINDS;
use crate::check::{Counts, Engine, Finding, KINDS, Stage};
use crate::filing::{Filing, Value};
use crate::form::{CellIndex, Severity};
use crate::import::carry;

/// What the check says, laid out for painting.
#[derive(Clone, Debug, Default)]
pub(crate) struct View {
    /// What is wrong, without the blanks: by severity, by kind, and then in the order of the form, so that a finding that
    /// comes while one types finds its place among the others.
    pub(crate) findings: Vec<Finding>,
    /// The cells that findings are about.
    marks: BTreeMap<CellIndex, Mark>,
    /// The sections, in their order.
    pub(crate) sections: Vec<SectionView>,
    /// How many of everything; blanks count as blanks only.
    pub(crate) counts: Counts,
    /// The blank cells for which last year's figures give a number.
    pub(crate) carried: BTreeMap<CellIndex, Value>,
}

/// A number that belongs into a blank cell, and is not taken unasked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ghost {
    /// The number.
    pub(crate) value: Value,
    /// Where it comes from.
    pub(crate) origin: Origin,
}

/// Where a ghost comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The parts of a total.
    Parts,
    /// Last year's figures.
    LastYear,
}

impl Origin {
    /// The sign before the number.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Parts => "Σ",
            Self::LastYear => "←",
        }
    }

    /// By what the number should stand there, in words.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Parts => "合计",
            Self::LastYear => "按上年数",
        }
    }
}

/// What stands at a cell that a finding is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The worst severity of what is not settled.
    pub(crate) severity: Option<Severity>,
    /// Whether a finding about it is answered with a remark.
    pub(crate) is_remarked: bool,
}

/// What a section still wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SectionView {
    /// How many of its cells are blank.
    pub(crate) blanks: usize,
    /// How many findings are about its cells.
    pub(crate) findings: usize,
    /// The worst of them that is not settled.
    pub(crate) worst: Option<Severity>,
}

impl View {
    /// The view of a filing with its check.
    pub(crate) fn of(filing: &Filing, engine: &Engine, sections: &[Section], stage: Stage) -> Self {
        let mut findings = engine.violations(filing);
        let mut counts = engine.counts_of(&findings, filing, stage);
        // Blanks have a number of their own on the screen.
        match stage {
            Stage::Filling => counts.warnings -= counts.blanks.min(counts.warnings),
            Stage::Final => counts.errors -= counts.blanks.min(counts.errors),
        }
        findings.sort_by_key(|finding| (finding.severity, rank(finding.kind), finding.cells.first().copied()));
        let mut marks: BTreeMap<CellIndex, Mark> = BTreeMap::new();
        for finding in &findings {
            // The main cell only: a sum over twenty cells would paint the whole column. The others are outlined when the
            // finding is chosen.
            let Some(cell) = finding.cells.first() else { continue };
            let mark = marks.entry(*cell).or_default();
            mark.is_remarked |= finding.answer.as_ref().is_some_and(|answer| answer.is_current);
            if !finding.is_settled() {
                mark.severity = Some(mark.severity.map_or(finding.severity, |there| there.min(finding.severity)));
            }
        }
        let values = filing.values();
        let section_view = |section: &Section| {
            let cells = section.cells.start as usize..section.cells.end as usize;
            let blanks = match counts.blanks {
                0 => 0,
                _ => values.get(cells).unwrap_or_default().iter().filter(|value| value.is_blank()).count(),
            };
            SectionView { blanks, ..SectionView::default() }
        };
        let mut views: Vec<SectionView> = sections.iter().map(section_view).collect();
        for finding in findings.iter().filter(|finding| !finding.is_settled()) {
            // Sections follow each other in the order of the cells.
            let after = |cell: &CellIndex| sections.partition_point(|section| section.cells.end <= cell.0);
            let Some(view) = finding.cells.first().and_then(|cell| views.get_mut(after(cell))) else { continue };
            view.findings += 1;
            view.worst = Some(view.worst.map_or(finding.severity, |worst| worst.min(finding.severity)));
        }
        let sections = views;
        let carried = carry::for_blanks(filing).into_iter().collect();
        Self { findings, marks, sections, counts, carried }
    }

    /// What stands at a cell.
    pub(crate) fn mark(&self, cell: CellIndex) -> Mark {
        self.marks.get(&cell).copied().unwrap_or_default()
    }
}

/// The place of a kind in the lists of kinds; findings about single cells come first.
fn rank(kind: &str) -> usize {
    let names = CELL_KINDS.iter().map(|it| it.name()).chain(KINDS.iter().map(|it| it.name()));
    names.take_while(|name| *name != kind).count()
}
