//! How work plans are printed, from `assets/report/plan.toml`.

use serde::Deserialize;

const SHIPPED: &str = include_str!("../../../assets/report/plan.toml");

/// The words of the asset file, which says what each list is for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) number: Vec<String>,
    pub(super) topic: Vec<String>,
    pub(super) requirement: Vec<String>,
    pub(super) unit: Vec<String>,
    pub(super) deadline: Vec<String>,
    pub(super) unit_ends: Vec<String>,
    pub(super) unit_holds: Vec<String>,
    pub(super) general: Vec<String>,
    pub(super) whole_year: Vec<String>,
    pub(super) monthly: Vec<String>,
    pub(super) quarterly: Vec<String>,
    pub(super) after_a_date: Vec<String>,
}

impl Words {
    /// The shipped words.
    pub(super) fn shipped() -> Self {
        // A test holds that they can be read.
        toml::from_str(SHIPPED).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{SHIPPED, Words};

    #[test]
    fn the_words_can_be_read() {
        let words: Words = toml::from_str(SHIPPED).expect("a TOML file");
        assert!(!words.requirement.is_empty() && !words.after_a_date.is_empty());
    }
}
