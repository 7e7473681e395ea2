//! The sections that a report of a form has to have, from `assets/report/<form>.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

/// The shipped outlines by form.
const SHIPPED: [(&str, &str); 3] = [
    ("zfxxgk-2014", include_str!("../../assets/report/zfxxgk-2014.toml")),
    ("zfxxgk-2019", include_str!("../../assets/report/zfxxgk-2019.toml")),
    ("zfxxgk-2021", include_str!("../../assets/report/zfxxgk-2021.toml")),
];

/// The same, read once; a test holds that every shipped file can be read.
static OUTLINES: LazyLock<Vec<(&str, Outline)>> =
    LazyLock::new(|| SHIPPED.iter().filter_map(|(id, text)| Some((*id, toml::from_str(text).ok()?))).collect());

/// A report as it has to be.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// Whether the headings are prescribed word by word.
    #[serde(default)]
    pub headings_are_fixed: bool,
    /// The title, with `{unit}` and `{year}`.
    pub title: String,
    /// The place that takes the sentences of the work plan.
    #[serde(default)]
    pub plan_place: String,
    /// What stands before the first section.
    #[serde(default)]
    pub opening: Vec<Slot>,
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
    /// The tables that stand in it, by their ids.
    #[serde(default)]
    pub tables: Vec<String>,
    /// Whether it is no section but what is attached behind the report: the printed form as a whole.
    #[serde(default)]
    pub is_annex: bool,
    /// Its sentences in order.
    #[serde(default, rename = "slot")]
    pub slots: Vec<Slot>,
}

/// A place for a sentence or paragraph.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Its name in files: `requests.intake`.
    pub id: String,
    /// What has to be said there.
    #[serde(default)]
    pub prompt: String,
    /// Drafts, of which the first that fits the figures is taken.
    #[serde(default, rename = "draft")]
    pub drafts: Vec<Draft>,
    /// What `{parts:…}` lists.
    #[serde(default)]
    pub parts: Vec<Part>,
    /// The figure that the parts have to add up to.
    pub whole: Option<String>,
}

/// A template with its conditions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// Conditions such as `3.1.g > 0`, all of which have to hold.
    #[serde(default)]
    pub when: Vec<String>,
    /// The template.
    pub says: String,
}

/// One item of a list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The figure.
    pub figure: String,
    /// What it is called.
    pub says: String,
}

impl Outline {
    /// The outline of a form; `None` for forms of the user.
    pub fn of(form: &str) -> Option<&'static Self> {
        OUTLINES.iter().find(|(id, _)| *id == form).map(|(_, outline)| outline)
    }

    /// Its places in order.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.opening.iter().chain(self.sections.iter().flat_map(|section| &section.slots))
    }
}
