//! What the tests share: the sample filings and their check.

use std::path::PathBuf;
use std::sync::Arc;

use tianbao::check::{Engine, Finding, Rulebook, Stage, Verdict};
use tianbao::export::printed::box_text;
use tianbao::filing::store::Store;
use tianbao::filing::{Filing, Snapshot, format};
use tianbao::form::{Catalogue, Form};
use tianbao::import::grid::{Block, Document};

/// The path of a file in `tests/data`.
pub(crate) fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// The file of a sample: the two that the demo uses are assets, the others test data.
pub(crate) fn sample_path(name: &str) -> PathBuf {
    let demo = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("assets/demo/{name}.tianbao"));
    if demo.exists() { demo } else { data(&format!("{name}.tianbao")) }
}

/// A sample filing by name, `suqian-2024`.
pub(crate) fn sample(name: &str) -> Filing {
    let bytes = std::fs::read(sample_path(name)).expect("the sample is there");
    format::read(&bytes, &Catalogue::shipped()).expect("the sample is a filing")
}

/// A sample with another sample attached as last year's.
pub(crate) fn sample_with_prior(name: &str, prior: &str) -> Filing {
    let mut filing = sample(name);
    let prior = sample(prior);
    let snapshot = Snapshot::of(&prior, "prior.tianbao", b"");
    let edit = filing.prior_edit(prior.year(), Some(snapshot));
    filing.apply(edit, now());
    filing
}

/// A fixed time: tests read no clock.
pub(crate) fn now() -> jiff::Timestamp {
    "2026-01-05T08:30:00Z".parse().expect("a time")
}

/// A shipped form.
pub(crate) fn form(id: &str) -> Arc<Form> {
    Catalogue::shipped().get(id).expect("a shipped form")
}

/// A fresh check of a filing.
pub(crate) fn engine(filing: &Filing) -> Engine {
    Engine::new(Arc::new(Rulebook::new(Arc::clone(filing.form()))), filing)
}

/// What a check while filling finds, without the blanks.
pub(crate) fn findings(filing: &Filing) -> Vec<Finding> {
    let all = engine(filing).findings(filing, Stage::Filling);
    all.into_iter().filter(|finding| finding.kind != "blank" && finding.verdict == Verdict::Violated).collect()
}

/// A store in a folder of its own, which lives as long as the guard.
pub(crate) fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = Store::new(folder.path().join("data"));
    (folder, store)
}

/// The first tables of a document that was read are those of the filing: every box in its place, with its text.
#[track_caller]
pub(crate) fn assert_reads_back(filing: &Filing, document: &Document) {
    let grids =
        document.blocks.iter().filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None });
    let grids: Vec<_> = grids.collect();
    assert!(grids.len() >= filing.form().tables.len(), "{document:?}");
    let number = |count: usize| u32::try_from(count).expect("few lines");
    for (table, grid) in filing.form().tables.iter().zip(grids) {
        let boxes = table.boxes.iter().map(|it| {
            let place = (number(it.line), number(it.column), number(it.line_span), number(it.column_span));
            (place, box_text(it, filing))
        });
        let cells = grid.cells.iter().map(|it| ((it.row, it.column, it.row_span, it.column_span), it.text.clone()));
        let without_empty = |it: &((u32, u32, u32, u32), String)| !it.1.is_empty();
        assert_eq!(
            cells.filter(without_empty).collect::<Vec<_>>(),
            boxes.filter(without_empty).collect::<Vec<_>>(),
            "{} {}",
            filing.unit().name,
            table.id
        );
    }
}
