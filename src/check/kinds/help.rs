//! What each kind, of relations and of cell findings, says about itself: read from `assets/kinds.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The text of a kind.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// What clerks call it.
    pub title: String,
    /// What it finds.
    pub finds: String,
    /// Why it matters.
    pub why: String,
    /// An example with figures.
    pub example: String,
    /// What to do about a finding.
    pub advice: String,
    /// What has to be known of the main cell of such a relation when units are added up; mostly nothing.
    #[serde(default)]
    pub added_up: String,
}

static HELP: LazyLock<BTreeMap<String, Help>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../assets/kinds.toml")).unwrap_or_default());

static NONE: LazyLock<Help> = LazyLock::new(Help::default);

/// The help of a kind; empty for a name that no kind has. A test holds that every kind has one.
pub fn help(kind: &str) -> &'static Help {
    HELP.get(kind).unwrap_or(&NONE)
}
