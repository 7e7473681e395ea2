//! The sections that a report of a form has to have, from `assets/report/<form>.toml`.

use serde::Deserialize;

/// The shipped outlines by form.
const SHIPPED: [(&str, &str); 3] = [
    ("zfxxgk-2014", include_str!("../../assets/report/zfxxgk-2014.toml")),
    ("zfxxgk-2019", include_str!("../../assets/report/zfxxgk-2019.toml")),
    ("zfxxgk-2021", include_str!("../../assets/report/zfxxgk-2021.toml")),
];

/// A report as it has to be.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// Whether the headings are prescribed word by word.
    #[serde(default)]
    pub headings_are_fixed: bool,
    /// The sections in order.
    #[serde(default, rename = "section")]
    pub sections: Vec<Section>,
}

/// A section of a report.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its name in files: `overview`.
    pub id: String,
    /// Its heading.
    pub heading: String,
    /// Other wordings of the heading that are right too.
    #[serde(default)]
    pub aliases: Vec<String>,
}

impl Outline {
    /// The outline of a form; `None` for forms of the user.
    pub fn of(form: &str) -> Option<Self> {
        let (_, text) = SHIPPED.iter().find(|(id, _)| *id == form)?;
        // A test holds that every shipped file can be read.
        toml::from_str(text).ok()
    }
}
