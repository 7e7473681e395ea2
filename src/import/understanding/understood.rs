//! What stands in a document, and which of it is wanted.

use super::plan::Plan;
use super::refusal::Refusal;
use crate::import::reading::grid::Document;

/// What the user says about a source; it weighs more than what the source says.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// The form.
    pub form: Option<String>,
    /// The unit, also to choose among several.
    pub unit: Option<String>,
    /// The reporting year, also to choose among several.
    pub year: Option<u16>,
    /// The sheet or table to read.
    pub sheet: Option<String>,
    /// The name of the file, which may say unit and year.
    pub file_name: String,
}

/// Which figures of a source are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Those of the reporting year.
    This,
    /// Those of the year before it.
    Prior,
}

/// What stands in a document.
#[derive(Clone, Debug)]
pub struct Understood {
    /// The filings, the fullest first.
    pub plans: Vec<Plan>,
    /// What was left out or could not be read, in sentences.
    pub notes: Vec<String>,
    /// The document with its flattened tables in rows and columns, to which the places of the plans refer then.
    pub laid_out: Option<Box<Document>>,
}

impl Understood {
    /// The plan that is wanted.
    ///
    /// # Errors
    /// When there is none, or several are equally good and nothing chooses.
    pub fn choose(&self, wanted: Wanted, wishes: &Wishes) -> Result<&Plan, Refusal> {
        let mut candidates: Vec<&Plan> = self.plans.iter().collect();
        if let Some(unit) = wishes.unit.as_deref().filter(|unit| candidates.iter().any(|plan| plan.unit == *unit)) {
            candidates.retain(|plan| plan.unit == unit);
        }
        let this = wishes.year.or_else(|| self.latest());
        let fits = |plan: &Plan| match wanted {
            Wanted::This => !plan.is_prior && (plan.year == this || plan.year.is_none()),
            Wanted::Prior => plan.is_prior || plan.year.is_some_and(|year| this.is_some_and(|this| year + 1 == this)),
        };
        let fitting: Vec<&Plan> = candidates.iter().copied().filter(|plan| fits(plan)).collect();
        // A file with the tables of one year serves whatever the user says of it.
        let fitting = if fitting.is_empty() && candidates.len() == 1 { candidates } else { fitting };
        match fitting.as_slice() {
            [] => Err(Refusal::NoSuchYear { known: self.described() }),
            [one] => Ok(one),
            [first, rest @ ..] if rest.iter().all(|plan| plan.placements_equal(first)) => Ok(first),
            _ => Err(Refusal::Several { known: self.described() }),
        }
    }

    fn latest(&self) -> Option<u16> {
        let years =
            |is_prior| self.plans.iter().filter(move |it| it.is_prior == is_prior).filter_map(|it| it.year).max();
        years(false).or_else(|| years(true).map(|year| year + 1))
    }

    /// The filings of a document in words.
    fn described(&self) -> String {
        let one = |plan: &Plan| {
            let year = plan.year.map_or_else(|| "年度不明".to_owned(), |year| format!("{year} 年度"));
            let unit = if plan.unit.is_empty() { "单位不明" } else { &plan.unit };
            format!("{unit} {year}（{}）", plan.tables.join("、"))
        };
        self.plans.iter().map(one).collect::<Vec<_>>().join("；")
    }
}

impl Plan {
    fn placements_equal(&self, other: &Self) -> bool {
        let values = |plan: &Self| plan.placements.iter().map(|it| (it.cell, it.value.clone())).collect::<Vec<_>>();
        self.form.id == other.form.id && values(self) == values(other)
    }
}
