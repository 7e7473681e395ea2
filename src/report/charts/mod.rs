//! Charts of a filing: numbers beside each other, exact, from this year and the attached earlier ones.
//!
//! One model, drawn by the window, the workbook, Word, PDF and web pages. What a chart compares is data,
//! `assets/charts/<form>.toml`. What is not known is said and never drawn as 0. Reading order: this file (a chart),
//! `outline` (the data), `compose` (from a filing to its charts).

mod compose;
pub mod outline;

pub use compose::{Offer, of_cell, offers};

use serde::Deserialize;

use crate::check::Amount;
use crate::form::Figure;

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Look {
    /// Bars that stand, for few things with short names.
    Columns,
    /// Bars that lie, below each other.
    Bars,
}

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// No filing of that year is attached.
    NoFiling,
    /// The form of that year had no such item.
    NoItem,
    /// A cell is blank.
    Blank,
    /// A cell holds words.
    Words,
    /// The number is below zero.
    Negative,
}

impl Absent {
    /// What stands where the bar would be.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoFiling => "无数据",
            Self::NoItem => "无此项",
            Self::Blank => "未填",
            Self::Words => "不是数",
            Self::Negative => "负数",
        }
    }
}

/// One bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// How much, or why there is no number.
    pub amount: Result<Amount, Absent>,
    /// The figure of the filing that it shows; `None` for earlier years.
    pub figure: Option<Figure>,
}

impl Bar {
    /// What stands at the bar: the exact number, or why there is none.
    pub fn words(&self) -> String {
        self.amount.map_or_else(|absent| absent.word().to_owned(), |amount| amount.to_string())
    }
}

/// Bars of the same kind, one for each category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What they are: 本年新收, 2023年.
    pub name: String,
    /// The bars in the order of the categories.
    pub bars: Vec<Bar>,
}

/// A chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Its name in files.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What is counted: 件.
    pub measure: String,
    /// How it is drawn.
    pub look: Look,
    /// What is compared.
    pub categories: Vec<String>,
    /// The bars.
    pub series: Vec<Series>,
    /// What stands below it: why years are not comparable.
    pub notes: Vec<String>,
    /// What is missing for the user to add: years that are not attached.
    pub gaps: Vec<String>,
}

impl Chart {
    /// The title with the measure: 申请办理结果（件）.
    pub fn full_title(&self) -> String {
        if self.measure.is_empty() { self.title.clone() } else { format!("{}（{}）", self.title, self.measure) }
    }

    /// The longest bar.
    pub fn most(&self) -> Amount {
        self.bars().filter_map(|bar| bar.amount.ok()).max().unwrap_or_default()
    }

    /// All bars, series by series.
    pub fn bars(&self) -> impl Iterator<Item = &Bar> {
        self.series.iter().flat_map(|series| &series.bars)
    }

    /// How long a bar is in parts of the longest one, of which there are `whole`; 0 where there is no number.
    pub fn length(&self, bar: &Bar, whole: u32) -> u32 {
        let most = self.most();
        let amount = bar.amount.unwrap_or_default();
        if most <= Amount::ZERO || amount <= Amount::ZERO {
            return 0;
        }
        // Both fit: an amount is below 10^36 and shares need few digits.
        let scaled = amount.billionths().checked_mul(i128::from(whole)).map(|it| it / most.billionths());
        let length = scaled.unwrap_or_else(|| amount.billionths() / (most.billionths() / i128::from(whole)).max(1));
        u32::try_from(length).unwrap_or(whole).min(whole)
    }

    /// A category, with why it has no bar if none of its series has one for the same reason.
    pub fn category_words(&self, category: usize) -> String {
        let name = self.categories.get(category).map_or("", String::as_str);
        match self.absence(category) {
            Some(absent) => format!("{name}（{}）", absent.word()),
            None => name.to_owned(),
        }
    }

    /// Why a category as a whole has no bar.
    pub fn absence(&self, category: usize) -> Option<Absent> {
        let mut bars = self.series.iter().filter_map(|series| series.bars.get(category));
        let first = bars.next()?.amount.err()?;
        bars.all(|bar| bar.amount == Err(first)).then_some(first)
    }

    /// The chart in words, for those who cannot see it: 2023年：本年新收 12，本年办结 11；2024年：….
    pub fn told(&self) -> String {
        let category = |(at, name): (usize, &String)| {
            let of_series = self.series.iter().filter_map(|series| Some((series, series.bars.get(at)?)));
            let told: Vec<String> = match self.absence(at) {
                Some(absent) => vec![absent.word().to_owned()],
                None if self.series.len() == 1 => of_series.map(|(_, bar)| bar.words()).collect(),
                None => of_series.map(|(series, bar)| format!("{} {}", series.name, bar.words())).collect(),
            };
            format!("{name}：{}", told.join("，"))
        };
        let told: Vec<String> = self.categories.iter().enumerate().map(category).collect();
        format!("{}。{}", self.full_title(), told.join("；"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Absent, Bar, Chart, Look, Series};
    use crate::check::Amount;

    fn bar(amount: i64) -> Bar {
        Bar { amount: Ok(Amount::whole(amount)), figure: None }
    }

    fn chart(bars: Vec<Bar>) -> Chart {
        Chart {
            id: "requests".to_owned(),
            title: "新收申请".to_owned(),
            measure: "件".to_owned(),
            look: Look::Columns,
            categories: ["2022年", "2023年", "2024年"].iter().take(bars.len()).map(ToString::to_string).collect(),
            series: vec![Series { name: "新收".to_owned(), bars }],
            notes: Vec::new(),
            gaps: Vec::new(),
        }
    }

    #[test]
    fn lengths_are_parts_of_the_longest() {
        let it = chart(vec![bar(0), bar(1), bar(3)]);
        let lengths: Vec<u32> = it.bars().map(|bar| it.length(bar, 1_000)).collect();
        assert_eq!(lengths, [0, 333, 1_000]);
        let huge = Amount::from_billionths(999_999_999_999_999_999_999_999_999);
        let it = chart(vec![Bar { amount: Ok(huge), figure: None }, Bar { amount: Ok(huge), figure: None }]);
        assert!(it.bars().all(|bar| it.length(bar, 1_000_000) == 1_000_000));
        assert_eq!(chart(vec![bar(0)]).length(&bar(0), 100), 0);
    }

    #[test]
    fn what_is_missing_is_said() {
        let it = chart(vec![Bar { amount: Err(Absent::NoFiling), figure: None }, bar(0), bar(12)]);
        assert_eq!(it.told(), "新收申请（件）。2022年：无数据；2023年：0；2024年：12");
        assert_eq!(it.category_words(0), "2022年（无数据）");
        assert_eq!(it.category_words(1), "2023年");
    }
}
