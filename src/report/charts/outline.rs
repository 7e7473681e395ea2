//! What the charts of a form compare, from `assets/charts/<form>.toml`.

use serde::Deserialize;

use super::Look;

/// The shipped files by form.
const SHIPPED: [(&str, &str); 3] = [
    ("zfxxgk-2014", include_str!("../../../assets/charts/zfxxgk-2014.toml")),
    ("zfxxgk-2019", include_str!("../../../assets/charts/zfxxgk-2019.toml")),
    ("zfxxgk-2021", include_str!("../../../assets/charts/zfxxgk-2021.toml")),
];

/// The charts of a form.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outline {
    /// The charts in order.
    #[serde(default, rename = "chart")]
    pub charts: Vec<Sketch>,
}

/// A chart without numbers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sketch {
    /// Its name in files: `outcomes`.
    pub id: String,
    /// The section of the report in which it stands.
    pub section: String,
    /// What it shows.
    pub title: String,
    /// What its categories are.
    pub over: Over,
    /// How many years it shows, the filing's included; 1 when it compares series of its own.
    #[serde(default = "one")]
    pub years: u16,
    /// How it is drawn.
    pub look: Look,
    /// What the bars of every item are called, when it compares series of its own.
    #[serde(default)]
    pub series: Vec<String>,
    /// What is compared.
    pub items: Vec<Item>,
}

/// What the categories of a chart are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Over {
    /// Years, with a bar for every item.
    Years,
    /// Items, with a bar for every year.
    Items,
    /// Items, with a bar for every series.
    Series,
}

/// Something that is compared.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// What it is called.
    pub says: String,
    /// Its figure, or one for every series.
    pub figures: Vec<String>,
}

fn one() -> u16 {
    1
}

impl Outline {
    /// The charts of a form; none for forms of the user.
    pub fn of(form: &str) -> Self {
        let shipped = SHIPPED.iter().find(|(id, _)| *id == form);
        // A test holds that every shipped file can be read.
        shipped.and_then(|(_, text)| toml::from_str(text).ok()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Outline, Over, SHIPPED};
    use crate::form::Catalogue;
    use crate::report::outline;

    #[test]
    fn every_chart_names_figures_and_sections_that_are_there() {
        for (id, text) in SHIPPED {
            let charts = toml::from_str::<Outline>(text).unwrap_or_else(|error| panic!("{id}: {error}")).charts;
            let form = Catalogue::shipped().get(id).expect("a shipped form");
            let report = outline::Outline::of(id).expect("an outline");
            assert!(!charts.is_empty());
            for it in charts {
                assert!(report.sections.iter().any(|section| section.id == it.section), "{id}: {}", it.section);
                let figures = if it.over == Over::Series { it.series.len() } else { 1 };
                for item in &it.items {
                    assert_eq!(item.figures.len(), figures, "{id}: {}", item.says);
                    let known = item.figures.iter().all(|figure| form.figure(figure).is_some());
                    assert!(known, "{id}: {:?}", item.figures);
                }
                assert!((1..=3).contains(&it.years), "no more series can be told apart in grey");
            }
        }
    }
}
