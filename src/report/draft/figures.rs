//! The figures that sentences are drafted from: what is blank or no count is not there.

use crate::check::Amount;
use crate::check::facts::Facts;
use crate::form::{Figure, Period};

/// A filing as templates see it.
pub(super) struct Figures<'a> {
    facts: Facts<'a>,
}

impl<'a> Figures<'a> {
    pub(super) fn of(facts: Facts<'a>) -> Self {
        Self { facts }
    }

    /// The year, or a line to write it on.
    pub(super) fn year_text(&self) -> String {
        if self.facts.year == 0 { "____".to_owned() } else { self.facts.year.to_string() }
    }

    pub(super) fn unit(&self) -> &'a str {
        self.facts.unit.name.trim()
    }

    /// The measure of a figure.
    pub(super) fn measure(&self, id: &str) -> &'a str {
        let form = self.facts.form();
        let term = form.figure(id).and_then(|figure| form.terms_of(figure).first().copied());
        term.map_or("", |term| form.cell(term.cell).measure.as_str())
    }

    /// This year's value; `None` when a part of it is blank or below zero, or when a count is broken.
    pub(super) fn value(&self, id: &str) -> Option<Amount> {
        self.sum(self.facts.form().figure(id)?, Period::This)
    }

    /// Last year's value; `None` also when last year is not comparable.
    pub(super) fn prior(&self, id: &str) -> Option<Amount> {
        self.sum(self.facts.form().figure(id)?, Period::Prior)
    }

    fn sum(&self, figure: Figure, period: Period) -> Option<Amount> {
        let form = self.facts.form();
        let mut sum = Amount::ZERO;
        for mut term in form.terms_of(figure) {
            term.period = period;
            let number = self.facts.number(term)?;
            let is_whole = number.billionths() % Amount::whole(1).billionths() == 0;
            if number < Amount::ZERO || (form.cell(term.cell).decimals == 0 && !is_whole) {
                return None;
            }
            sum = sum + self.facts.signed(term);
        }
        (sum >= Amount::ZERO).then_some(sum)
    }
}
