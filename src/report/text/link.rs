//! From sentences to linked figures: each number with the words around it, in the run of its paragraph.
//!
//! Nothing is guessed. A figure is linked only when every word between it and its item is known to be harmless, and every
//! word before the item too; what narrows the figure down, or is not understood, leaves it aside.

use std::ops::Range;

use super::item::{Item, Words, is_part_of_a_year, names_office};
use super::language::{covered, language};
use super::linker::{Linker, NO_ITEM, Run, Sentence};
use super::numbers::{Nature, Number, Precision, numbers};
use super::phrases::{Scope, scope};
use super::plain::{Plain, Text, comparable, is_boundary};
use super::reading::{Count, Linked, Reading, Role, Standing, Unlinked};
use super::zeros;
use crate::check::Amount;
use crate::form::{Figure, Period};

/// What ends a sentence.
const SENTENCE_ENDS: [char; 4] = ['。', '！', '？', '\n'];

const PERCENT: &str = "百分比，没有对应的指标";

impl Linker<'_> {
    /// Links the figures of a paragraph that stands under a heading.
    pub(super) fn paragraph(&self, heading: &[char], paragraph: &Text<'_>, reading: &mut Reading) {
        let mut run = Run { near: heading.to_vec(), ..Run::default() };
        let mut start = 0;
        for (written, simple) in paragraph.pieces(&SENTENCE_ENDS) {
            let end = start + simple.chars().count();
            if !written.trim().is_empty() {
                reading.sentences.push(written.trim().to_owned());
                reading.standings.push(Standing { paragraph: reading.paragraphs.len(), span: start..end });
                self.sentence(simple, start, &mut run, reading);
            }
            start = end;
        }
        reading.paragraphs.push(run.counts);
    }

    /// Links the figures of the sentence that was read last, in Simplified characters; it begins at a place of its paragraph.
    fn sentence(&self, text: &str, start: usize, run: &mut Run, reading: &mut Reading) {
        let plain = comparable(text).without_notes();
        let numbers = numbers(&plain);
        run.near.push('。');
        run.near.extend(&plain.chars);
        let at = reading.sentences.len().saturating_sub(1);
        let mut sentence = Sentence { at, start, ..Sentence::default() };
        sentence.is_foreign = self.opens_with_another_office(&plain.chars);
        let mut start = 0;
        while start < plain.chars.len() {
            let end = clause_end(&plain, &numbers, start);
            let inside: Vec<&Number> = numbers.iter().filter(|it| it.start >= start && it.start < end).collect();
            self.clause(&plain, (start, end), &inside, &mut sentence, run, reading);
            if plain.chars.get(end) == Some(&';') {
                sentence.narrowed = None;
            }
            start = end + 1;
        }
        if !sentence.counts.is_empty() {
            run.counts.push((sentence.at, sentence.counts));
        }
    }

    fn clause(
        &self,
        plain: &Plain,
        (start, end): (usize, usize),
        numbers: &[&Number],
        sentence: &mut Sentence,
        run: &mut Run,
        reading: &mut Reading,
    ) {
        let chars = &plain.chars;
        self.leading_year(&chars[start..end], run);
        sentence.is_partial |= is_part_of_a_year(&chars[start..end]);
        if !numbers.iter().any(|number| number.parts()) {
            let clause = &chars[start..end];
            let span = sentence.span(plain, start..end);
            self.none(clause, &span, sentence, run, reading);
            self.level(clause, &span, sentence, reading);
            sentence.carried = clause.to_vec();
        }
        let mut segment = start;
        for (position, number) in numbers.iter().enumerate() {
            if let Nature::Other(reason) = number.nature {
                reading.unlinked.push(unlinked(plain, number, sentence, reason));
                continue;
            }
            let next = numbers[position + 1..].iter().find(|it| it.parts()).map_or(end, |it| it.start);
            let words = Words {
                left: &chars[segment..number.start],
                right: &chars[number.end.min(next)..next],
                clause: &chars[start..number.start],
            };
            if number.nature == Nature::Percent {
                self.percent(plain, number, &words, sentence, reading);
            } else {
                self.count(plain, number, &words, sentence, run, reading);
            }
            segment = number.end;
            sentence.carried.clear();
        }
        if language().comparisons.stands_in(&chars[start..end]) {
            sentence.has_compared = true;
        }
    }

    /// A number that counts something.
    fn count(
        &self,
        plain: &Plain,
        number: &Number,
        words: &Words<'_>,
        sentence: &mut Sentence,
        run: &mut Run,
        reading: &mut Reading,
    ) {
        let base = sentence.counts.last().and_then(|count| count.linked);
        let has_compared = sentence.has_compared || language().comparisons.stands_in(words.clause);
        if let Some(is_fall) = trend(words.left, has_compared) {
            match base.filter(|base| !reading.linked[*base].is_prior) {
                Some(base) => {
                    let role = Role::Change { is_fall };
                    let linked = self.about(&reading.linked[base], role, plain, number, sentence);
                    reading.linked.push(linked);
                }
                None => reading.unlinked.push(unlinked(plain, number, sentence, NO_ITEM)),
            }
            return;
        }
        let outcome = match base.filter(|_| self.is_last_years(words.left)) {
            Some(base) => Ok(Item { figure: reading.linked[base].figure, is_prior: true, is_alone: true }),
            None => self.item(number, words, sentence, run),
        };
        let mut linked = None;
        match outcome {
            Ok(Item { figure, is_prior, is_alone }) => {
                linked = Some(reading.linked.len());
                if !is_prior {
                    run.last = Some(figure);
                }
                let linked = self.linked(figure, Role::Value, is_prior, plain, number, sentence);
                reading.linked.push(Linked { is_alone, ..linked });
            }
            Err(reason) => reading.unlinked.push(unlinked(plain, number, sentence, reason)),
        }
        // Last year's figure between two of this year is no base for what follows.
        if !matches!(outcome, Ok(Item { is_prior: true, .. })) {
            sentence.counts.push(Count { number: number.clone(), linked, share: None, share_at: None });
        }
    }

    /// A percentage: a share, a growth, or nothing that is known.
    fn percent(
        &self,
        plain: &Plain,
        number: &Number,
        words: &Words<'_>,
        sentence: &mut Sentence,
        reading: &mut Reading,
    ) {
        let base = sentence.counts.last().and_then(|count| count.linked);
        let lists = language();
        let is_share =
            words.left.windows(lists.share.len()).any(|it| it == lists.share) && lists.shares.cover(words.left);
        let role = if is_share {
            Some(Role::Share)
        } else {
            trend(words.left, sentence.has_compared).map(|is_fall| Role::Growth { is_fall })
        };
        let (Some(role), Some(base)) = (role, base) else {
            if is_share && let Some(count) = sentence.counts.last_mut() {
                count.share = Some(number.clone());
            }
            reading.unlinked.push(unlinked(plain, number, sentence, PERCENT));
            return;
        };
        if role == Role::Share
            && let Some(count) = sentence.counts.last_mut()
        {
            count.share = Some(number.clone());
            count.share_at = Some(reading.linked.len());
        }
        let linked = self.about(&reading.linked[base], role, plain, number, sentence);
        reading.linked.push(linked);
    }

    /// A clause that says that there was none.
    fn none(
        &self,
        clause: &[char],
        span: &Range<usize>,
        sentence: &mut Sentence,
        run: &mut Run,
        reading: &mut Reading,
    ) {
        let Some(found) = zeros::none_of(clause, self, run) else { return };
        match scope(&clause[..found.start], &self.unit) {
            Scope::Other => {
                sentence.is_foreign |= names_office(&clause[..found.start]);
                return;
            }
            _ if sentence.is_partial => return,
            Scope::Own => sentence.is_foreign = false,
            Scope::Open if sentence.is_foreign => return,
            Scope::Open => {}
        }
        let Ok(is_prior) = self.is_prior(&clause[..found.start], clause, run) else { return };
        let number = Number {
            start: 0,
            end: clause.len(),
            amount: Amount::ZERO,
            step: Amount::ZERO,
            precision: Precision::Exact,
            measure: String::new(),
            nature: Nature::Count,
        };
        for places in &found.items {
            let figure = self.best(places, is_prior, &number);
            let place = (sentence.at, span.clone());
            let linked = self.linked_as(figure, Role::None, is_prior, "0".to_owned(), &number, place);
            reading.linked.push(Linked { is_alone: self.is_alone(places), ..linked });
            run.last = Some(figure);
        }
    }

    /// A clause that says that a figure is last year's: 与上年持平.
    fn level(&self, clause: &[char], span: &Range<usize>, sentence: &Sentence, reading: &mut Reading) {
        let words = language();
        let is_level = words.level.stands_in(clause)
            && (words.comparisons.stands_in(clause) || words.prior.stands_in(clause))
            && covered(clause, |rest| {
                [&words.level, &words.trends, &words.prior].iter().flat_map(|it| it.at(rest)).collect()
            });
        let Some(base) = sentence.counts.last().and_then(|count| count.linked).filter(|_| is_level) else { return };
        let base = reading.linked[base].clone();
        let expected = self.value_like(&base, true);
        let agrees = expected.map(|prior| base.amount == prior || !base.is_exact);
        reading.linked.push(Linked {
            role: Role::Level,
            written: clause.iter().collect(),
            agrees,
            expected,
            sentence: sentence.at,
            span: span.clone(),
            notice: String::new(),
            ..base
        });
    }

    /// A figure that speaks of a change or share of another.
    fn about(&self, base: &Linked, role: Role, plain: &Plain, number: &Number, sentence: &Sentence) -> Linked {
        Linked { notice: String::new(), ..self.linked(base.figure, role, base.is_prior, plain, number, sentence) }
    }

    fn value_like(&self, linked: &Linked, is_prior: bool) -> Option<Amount> {
        let form = self.form();
        let mut sum = Amount::ZERO;
        for mut term in form.terms_of(linked.figure) {
            term.period = if is_prior { Period::Prior } else { Period::This };
            self.facts.number(term)?;
            sum = sum + self.facts.signed(term);
        }
        Some(sum)
    }

    fn linked(
        &self,
        figure: Figure,
        role: Role,
        is_prior: bool,
        plain: &Plain,
        number: &Number,
        sentence: &Sentence,
    ) -> Linked {
        let place = (sentence.at, sentence.span(plain, number.start..number.end));
        self.linked_as(figure, role, is_prior, written(plain, number), number, place)
    }

    /// The same for words that stand for a number, such as 没有.
    fn linked_as(
        &self,
        figure: Figure,
        role: Role,
        is_prior: bool,
        written: String,
        number: &Number,
        (sentence, span): (usize, Range<usize>),
    ) -> Linked {
        let value = self.value(figure, is_prior, number);
        let agrees = match role {
            Role::Value | Role::None => value.map(|value| number.says(value)),
            _ => None,
        };
        let phrases = self.form().phrases.iter();
        let notice = phrases.filter(|it| it.figure == figure).map(|it| it.notice.clone()).find(|it| !it.is_empty());
        Linked {
            figure,
            role,
            is_prior,
            written,
            agrees,
            expected: value,
            amount: number.amount,
            is_exact: number.precision == Precision::Exact,
            is_alone: true,
            sentence,
            span,
            notice: notice.filter(|_| agrees == Some(true)).unwrap_or_default(),
        }
    }
}

fn unlinked(plain: &Plain, number: &Number, sentence: &Sentence, reason: &'static str) -> Unlinked {
    let span = sentence.span(plain, number.start..number.end);
    Unlinked { written: written(plain, number), sentence: sentence.at, span, reason }
}

fn written(plain: &Plain, number: &Number) -> String {
    plain.chars[number.start..number.end].iter().collect()
}

/// Whether the words before a number say that something rose (`false`) or fell (`true`) against last year.
fn trend(left: &[char], has_compared: bool) -> Option<bool> {
    let words = language();
    if !words.trends.cover(left) || !(has_compared || words.comparisons.stands_in(left)) {
        return None;
    }
    match (words.rises.stands_in(left), words.falls.stands_in(left)) {
        (true, false) => Some(false),
        (false, true) => Some(true),
        _ => None,
    }
}

/// Where the clause that begins at a place ends.
fn clause_end(plain: &Plain, numbers: &[Number], start: usize) -> usize {
    let is_inside = |at: usize| numbers.iter().any(|number| number.start < at && at < number.end);
    (start..plain.chars.len()).find(|at| is_boundary(plain.chars[*at]) && !is_inside(*at)).unwrap_or(plain.chars.len())
}
