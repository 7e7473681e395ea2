//! The shape of a form file (`assets/forms/*.toml`) as it is written, before anything is checked or expanded.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormSource {
    pub(super) format: Spanned<u32>,
    pub(super) id: Spanned<String>,
    pub(super) title: String,
    pub(super) issued_by: String,
    pub(super) years: YearsSource,
    #[serde(default)]
    pub(super) usage: String,
    #[serde(default)]
    pub(super) signoff: Vec<String>,
    #[serde(default)]
    pub(super) seal: bool,
    #[serde(default)]
    pub(super) table: Vec<Spanned<TableSource>>,
    #[serde(default)]
    pub(super) relation: Vec<Spanned<RelationSource>>,
    #[serde(default)]
    pub(super) derived: Vec<Spanned<DerivedSource>>,
    #[serde(default)]
    pub(super) phrase: Vec<PhraseSource>,
    #[serde(default)]
    pub(super) counterpart: Vec<CounterpartSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct YearsSource {
    pub(super) from: u16,
    pub(super) to: Option<u16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableSource {
    pub(super) id: String,
    #[serde(default)]
    pub(super) section: String,
    #[serde(default)]
    pub(super) section_aliases: Vec<String>,
    pub(super) widths: Spanned<Vec<u32>>,
    #[serde(default)]
    pub(super) repeat_heads: usize,
    pub(super) part: Vec<Spanned<PartSource>>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum StubSource {
    /// One label column, every row a line.
    #[default]
    Plain,
    /// One label column with indentation; groups are lines of their own.
    Indented,
    /// Several label columns; groups are merged down over their rows.
    Merged,
    /// No labels; all rows side by side on one line, named by the heads.
    Across,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartSource {
    #[serde(default)]
    pub(super) band: String,
    #[serde(default)]
    pub(super) stub: StubSource,
    pub(super) stub_columns: Option<usize>,
    #[serde(default)]
    pub(super) measure_column: bool,
    #[serde(default)]
    pub(super) measure: String,
    #[serde(default)]
    pub(super) heads: Vec<Vec<HeadSource>>,
    pub(super) columns: Vec<ColumnSource>,
    pub(super) rows: Vec<RowSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadSource {
    pub(super) text: Spanned<String>,
    #[serde(default = "one")]
    pub(super) rows: usize,
    #[serde(default = "one")]
    pub(super) columns: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ColumnSource {
    pub(super) letter: String,
    pub(super) label: String,
    #[serde(default)]
    pub(super) measure: String,
    #[serde(default)]
    pub(super) decimals: u32,
    #[serde(default)]
    pub(super) signed: bool,
    #[serde(default = "yes")]
    pub(super) additive: bool,
    #[serde(default = "one")]
    pub(super) span: usize,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowSource {
    pub(super) code: Spanned<String>,
    pub(super) label: String,
    /// The name in sentences, where it cannot be made from the labels.
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) note: String,
    #[serde(default)]
    pub(super) group: bool,
    #[serde(default)]
    pub(super) measure: String,
    #[serde(default)]
    pub(super) decimals: u32,
    #[serde(default = "yes")]
    pub(super) additive: bool,
    #[serde(default)]
    pub(super) counting: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RelationSource {
    pub(super) id: Spanned<String>,
    pub(super) kind: Spanned<String>,
    pub(super) severity: Spanned<String>,
    pub(super) mark: Spanned<String>,
    #[serde(default)]
    pub(super) each: BTreeMap<String, Vec<Spanned<String>>>,
    pub(super) left: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) right: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) floor: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) parts: String,
    #[serde(default)]
    pub(super) says: String,
    pub(super) limit: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) levels: Vec<String>,
    #[serde(default)]
    pub(super) exempt_levels: Vec<String>,
    #[serde(default)]
    pub(super) exempt_name_endings: Vec<String>,
    #[serde(default)]
    pub(super) unless_total: bool,
    pub(super) text: String,
    pub(super) source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DerivedSource {
    pub(super) id: Spanned<String>,
    pub(super) label: String,
    #[serde(default)]
    pub(super) each: BTreeMap<String, Vec<Spanned<String>>>,
    pub(super) terms: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PhraseSource {
    /// The figure is a cell, or a derived one.
    pub(super) cell: Option<Spanned<String>>,
    pub(super) derived: Option<Spanned<String>>,
    pub(super) says: Spanned<Vec<String>>,
    #[serde(default)]
    pub(super) after: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) near: Vec<String>,
    #[serde(default)]
    pub(super) measures: Vec<String>,
    #[serde(default)]
    pub(super) notice: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CounterpartSource {
    pub(super) form: String,
    #[serde(default)]
    pub(super) same: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) cells: BTreeMap<String, Spanned<String>>,
}

fn one() -> usize {
    1
}

fn yes() -> bool {
    true
}
