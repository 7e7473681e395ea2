//! What the tests share: the sample filings and their check.

use std::path::PathBuf;
use std::sync::Arc;

use tianbao::check::{Engine, Finding, Rulebook, Stage, Verdict};
use tianbao::filing::store::Store;
use tianbao::filing::{Filing, Snapshot, format};
use tianbao::form::{Catalogue, Form};

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
