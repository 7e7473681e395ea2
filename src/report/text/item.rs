//! Which figure of the form a number speaks of, and why none: item, scope, measure and year.

use super::language::{covered, language};
use super::linker::{Linker, NO_ITEM, Run, Sentence};
use super::numbers::Number;
use super::phrases::{Place, Scope, period_length, scope};
use super::plain::is_boundary;
use crate::check::Amount;
use crate::form::{Figure, Period};

const NARROWED: &str = "前面的限定语不认识，可能只是其中一部分";
const FOREIGN: &str = "像是别的单位的数";
const PARTIAL: &str = "只是一年中一部分时间的数";
const MEASURE: &str = "计量单位与指标不符";
const OTHER_YEAR: &str = "不是本年或上年的数";

/// The figure that a number speaks of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) figure: Figure,
    /// Whether it is last year's.
    pub(super) is_prior: bool,
    /// Whether the words alone say which figure it is, and not the values.
    pub(super) is_alone: bool,
}

/// The words around a number.
pub(super) struct Words<'a> {
    /// From the number before, or the start of the clause.
    pub(super) left: &'a [char],
    /// To the next number, or the end of the clause.
    pub(super) right: &'a [char],
    /// From the start of the clause.
    pub(super) clause: &'a [char],
}

impl<'a> Linker<'a> {
    /// The figure that a number speaks of, or why none.
    pub(super) fn item(
        &self,
        number: &Number,
        words: &Words<'_>,
        sentence: &mut Sentence,
        run: &Run,
    ) -> Result<Item, &'static str> {
        let continued: Vec<char>;
        let is_bare = language().behind.cover(words.left) && words.left.len() == words.clause.len();
        let left = if is_bare && !sentence.carried.is_empty() {
            continued = sentence.carried.iter().chain(words.left).copied().collect();
            &continued
        } else {
            words.left
        };
        let mut places = self.wordings.around(left, words.right, sentence.verb.as_deref());
        places.retain(|place| self.wordings.is_meant(self.form(), place.phrase, run.last, &run.near));
        let best = places.iter().map(|place| place.weight).max().ok_or(NO_ITEM)?;
        places.retain(|place| place.weight == best);
        let start = places.iter().map(|place| place.start).min().unwrap_or(0);
        if let Some(verb) = places.iter().find_map(|place| place.verb.clone()) {
            sentence.verb = Some(verb);
        }
        match scope(&left[..start], &self.unit) {
            Scope::Other => {
                sentence.is_foreign |= names_office(&left[..start]);
                sentence.narrowed = places.first().map(|place| self.group(place));
                return Err(NARROWED);
            }
            _ if sentence.is_partial => return Err(PARTIAL),
            Scope::Own => {
                sentence.is_foreign = false;
                sentence.narrowed = None;
            }
            Scope::Open if sentence.is_foreign => return Err(FOREIGN),
            Scope::Open if sentence.narrowed == places.first().map(|place| self.group(place)) => return Err(NARROWED),
            Scope::Open => {}
        }
        places.retain(|place| self.measure_fits(place, number, left));
        if places.is_empty() {
            return Err(MEASURE);
        }
        let is_prior = self.is_prior(&left[..start], words.clause, run)?;
        let figure = self.best(&places, is_prior, number);
        Ok(Item { figure, is_prior, is_alone: self.is_alone(&places) })
    }

    /// The first piece of the code of the rows that a phrase is about.
    fn group(&self, place: &Place) -> String {
        let form = self.form();
        let terms = form.terms_of(form.phrases[place.phrase].figure);
        let id = terms.first().map_or("", |term| form.cell(term.cell).id.as_str());
        id.split('.').next().unwrap_or_default().to_owned()
    }

    /// Of figures spoken of alike, the first that agrees, else one that is blank, else the nearest.
    pub(super) fn best(&self, places: &[Place], is_prior: bool, number: &Number) -> Figure {
        let figures = || places.iter().map(|place| self.form().phrases[place.phrase].figure);
        let agreeing =
            figures().find(|figure| self.value(*figure, is_prior, number).is_some_and(|value| number.says(value)));
        let blank = || figures().find(|figure| self.value(*figure, is_prior, number).is_none());
        let distance = |figure: &Figure| {
            self.value(*figure, is_prior, number).map(|value| (value - number.amount).abs().billionths())
        };
        let nearest = || figures().min_by_key(distance);
        agreeing.or_else(blank).or_else(nearest).unwrap_or(Figure::Derived(0))
    }

    /// Whether all places are about one figure.
    pub(super) fn is_alone(&self, places: &[Place]) -> bool {
        let mut figures = places.iter().map(|place| self.form().phrases[place.phrase].figure);
        let first = figures.next();
        figures.all(|figure| Some(figure) == first)
    }

    fn measure_fits(&self, place: &Place, number: &Number, left: &[char]) -> bool {
        let phrase = &self.form().phrases[place.phrase];
        if number.measure.is_empty() {
            return left.last().is_some_and(|c| ":为是共计数量达到均".contains(*c));
        }
        if !phrase.measures.is_empty() {
            return phrase.measures.contains(&number.measure);
        }
        language().fits(self.measure(phrase.figure), &number.measure)
    }

    fn measure(&self, figure: Figure) -> &'a str {
        let form = self.form();
        form.terms_of(figure).first().map_or("", |term| form.cell(term.cell).measure.as_str())
    }

    /// The value of a figure in the measure of a number; `None` when a part is blank.
    pub(super) fn value(&self, figure: Figure, is_prior: bool, number: &Number) -> Option<Amount> {
        let form = self.form();
        let mut sum = Amount::ZERO;
        for mut term in form.terms_of(figure) {
            if is_prior {
                term.period = Period::Prior;
            }
            self.facts.number(term)?;
            sum = sum + self.facts.signed(term);
        }
        Some(if number.measure == "元" { sum.times(10_000) } else { sum })
    }

    /// Whether the words before a number say only that it is last year's: 上年为, 较上年的.
    pub(super) fn is_last_years(&self, left: &[char]) -> bool {
        let words = language();
        let year: Vec<char> = format!("{}年", self.facts.year.saturating_sub(1)).chars().collect();
        let names_it = words.prior.stands_in(left) || left.windows(year.len()).any(|piece| piece == year);
        names_it
            && covered(left, |rest| {
                let mut lengths: Vec<usize> = [&words.prior, &words.comparisons, &words.behind, &words.events]
                    .iter()
                    .flat_map(|it| it.at(rest))
                    .collect();
                lengths.extend(period_length(rest).filter(|_| rest.starts_with(&year)));
                lengths
            })
    }

    /// Whether an item is last year's, by the words before it and the years that were named.
    pub(super) fn is_prior(&self, before: &[char], clause: &[char], run: &Run) -> Result<bool, &'static str> {
        if language().prior.stands_in(before) {
            return Ok(true);
        }
        if language().current.stands_in(clause) {
            return Ok(false);
        }
        match years(clause).last().copied().or(run.year) {
            None => Ok(false),
            Some(year) if year == self.facts.year => Ok(false),
            Some(year) if year + 1 == self.facts.year => Ok(true),
            Some(_) => Err(OTHER_YEAR),
        }
    }

    /// Remembers the year that a clause opens with, also as 上年 or 本年.
    pub(super) fn leading_year(&self, clause: &[char], run: &mut Run) {
        let words = language();
        let is_current = words.current.stands_in(clause);
        if (is_current || words.prior.stands_in(clause)) && scope(clause, &self.unit) != Scope::Other {
            run.year = if is_current { Some(self.facts.year) } else { self.facts.year.checked_sub(1) };
        }
        let first = (0..clause.len()).find(|at| period_length(&clause[*at..]).is_some());
        let Some(at) = first.filter(|at| scope(&clause[..*at], &self.unit) != Scope::Other) else { return };
        if let Some(year) = years(&clause[at..]).first() {
            run.year = Some(*year);
        }
    }

    /// Whether a sentence opens with the name of an office that is not the unit.
    pub(super) fn opens_with_another_office(&self, chars: &[char]) -> bool {
        let words = language();
        let first = (0..chars.len()).take_while(|at| !is_boundary(chars[*at])).take(14).find(|at| {
            *at >= 2 && words.offices.ends(&chars[..*at]) && scope(&chars[..*at], &self.unit) == Scope::Other
        });
        let leads = ["按照", "根据", "在", "经", "由", "向", "为", "对", "结合", "通过", "邀请", "配合"];
        first.is_some() && !leads.iter().any(|lead| chars.starts_with(&lead.chars().collect::<Vec<_>>()))
    }
}

/// Whether a clause names a stretch of the year that is not all of it.
pub(super) fn is_part_of_a_year(clause: &[char]) -> bool {
    language().partial_periods.stands_in(clause) && !language().whole_periods.stands_in(clause)
}

/// Whether the name of some office stands in a text.
pub(super) fn names_office(text: &[char]) -> bool {
    language().offices.stands_in(text)
}

/// The years named in a text.
pub(super) fn years(text: &[char]) -> Vec<u16> {
    let year = |piece: &[char]| {
        let (digits, unit) = piece.split_at(4);
        let is_year = unit == ['年'] && digits.iter().all(char::is_ascii_digit);
        digits.iter().collect::<String>().parse().ok().filter(|year| is_year && (1990..=2099).contains(year))
    };
    text.windows(5).filter_map(year).collect()
}
