//! What a relation is judged on: this year's numbers, last year's, and the unit. Values in, no filing.

use std::borrow::Cow;

use super::{Amount, Rulebook};
use crate::filing::{Filing, Unit, Value};
use crate::form::{CellIndex, Form, Period, Relation, Term};

/// Last year's values in the order of this form's cells; `None` where last year's form had no such cell.
pub type PriorValues = Vec<Option<Value>>;

/// Last year's values as this form sees them; `None` when nothing is attached.
pub fn prior_values(filing: &Filing) -> Option<PriorValues> {
    let form = filing.form();
    let prior = filing.prior()?;
    Some(form.cell_indices().map(|cell| prior.value_for(form, cell).cloned()).collect())
}

/// Everything that judging may look at.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The form with its relations.
    pub book: &'a Rulebook,
    /// This year's values in form order.
    pub values: &'a [Value],
    /// Last year's; `None` when there are none, or when they are not comparable.
    pub prior: Option<&'a [Option<Value>]>,
    /// The reporting unit.
    pub unit: &'a Unit,
    /// The reporting year.
    pub year: u16,
}

impl<'a> Facts<'a> {
    /// The facts of a filing, with last year's values resolved beforehand.
    pub fn of(book: &'a Rulebook, filing: &'a Filing, prior: Option<&'a PriorValues>) -> Self {
        let prior = prior.filter(|_| filing.incomparable().is_none()).map(Vec::as_slice);
        Self { book, values: filing.values(), prior, unit: filing.unit(), year: filing.year() }
    }

    /// The form.
    pub fn form(&self) -> &'a Form {
        self.book.form()
    }

    /// The value that a term reads; `None` when last year has no such cell.
    pub fn value(&self, term: Term) -> Option<&'a Value> {
        match term.period {
            Period::This => self.values.get(term.cell.position()),
            Period::Prior => self.prior?.get(term.cell.position())?.as_ref(),
        }
    }

    /// The number that a term reads, without its sign; `None` for a blank, for text and for a missing cell.
    pub fn number(&self, term: Term) -> Option<Amount> {
        self.value(term)?.as_number().map(Amount::from)
    }

    /// This year's number of a cell.
    pub fn this_number(&self, cell: CellIndex) -> Option<Amount> {
        self.number(Term { cell, period: Period::This, is_minus: false })
    }

    /// Last year's number of the cell of the same meaning.
    pub fn prior_number(&self, cell: CellIndex) -> Option<Amount> {
        self.number(Term { cell, period: Period::Prior, is_minus: false })
    }

    /// The sum of a side. Blanks were sorted out before a kind is asked, so none is met here.
    pub fn sum(&self, terms: &[Term]) -> Amount {
        terms.iter().map(|term| self.signed(*term)).sum()
    }

    /// The number of a term with its sign.
    pub fn signed(&self, term: Term) -> Amount {
        let number = self.number(term).unwrap_or_default();
        if term.is_minus { -number } else { number }
    }

    /// The name of a term in a sentence: `三、（七）总计（自然人）`, with 上年的 before it for last year's.
    pub fn name(&self, term: Term) -> Cow<'a, str> {
        let name = self.form().cell(term.cell).name.as_str();
        match term.period {
            Period::This => Cow::Borrowed(name),
            Period::Prior => Cow::Owned(format!("上年（{}年）的{name}", self.year.saturating_sub(1))),
        }
    }

    /// The terms that are not zero.
    pub fn not_zero(&self, terms: &[Term]) -> Vec<Term> {
        terms.iter().copied().filter(|term| !self.signed(*term).is_zero()).collect()
    }

    /// Terms with their numbers, as a list in a sentence.
    pub fn listed(&self, terms: &[Term]) -> String {
        let named = terms.iter().map(|term| format!("{} {}", self.name(*term), self.signed(*term)));
        named.collect::<Vec<_>>().join("，")
    }

    /// A side in words: `一、本年新收（自然人）21 ＋ 二、上年结转（自然人）0`.
    pub fn spelled(&self, terms: &[Term]) -> String {
        let mut text = String::new();
        for (position, term) in terms.iter().enumerate() {
            match (position, term.is_minus) {
                (0, false) => {}
                (0, true) => text.push_str("− "),
                (_, false) => text.push_str(" ＋ "),
                (_, true) => text.push_str(" − "),
            }
            text.push_str(&self.name(*term));
            text.push(' ');
            text.push_str(&self.number(*term).unwrap_or_default().to_string());
        }
        text
    }

    /// How a sentence calls the right side of a relation.
    pub fn parts(relation: &Relation) -> &str {
        if relation.parts.is_empty() { "各分项" } else { &relation.parts }
    }
}
