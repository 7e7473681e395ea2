//! From sentences to linked figures: each number with the words around it, in the run of its paragraph.
//!
//! Nothing is guessed. A figure is linked only when every word between it and its item is known to be harmless, and every
//! word before the item too; what narrows the figure down, or is not understood, leaves it aside.

use super::language::{covered, language};
use super::numbers::{Nature, Number, Precision, numbers};
use super::phrases::{Place, Scope, Wordings, period_length, scope};
use super::plain::{GROUP_MARK, Plain, plain};
use super::reading::{Count, Linked, Reading, Role, Unlinked};
use super::zeros;
use crate::check::Amount;
use crate::check::facts::Facts;
use crate::form::{Figure, Form, Period};

const NO_ITEM: &str = "没有对应的指标";
const NARROWED: &str = "前面的限定语不认识，可能只是其中一部分";
const FOREIGN: &str = "像是别的单位的数";
const PARTIAL: &str = "只是一年中一部分时间的数";
const MEASURE: &str = "计量单位与指标不符";
const OTHER_YEAR: &str = "不是本年或上年的数";
const PERCENT: &str = "百分比，没有对应的指标";

/// What linking looks at.
pub(super) struct Linker<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) wordings: &'a Wordings,
    pub(super) unit: Vec<char>,
}

/// What is remembered through a paragraph.
#[derive(Default)]
pub(super) struct Run {
    /// The heading and the sentences so far.
    pub(super) near: Vec<char>,
    pub(super) last: Option<Figure>,
    year: Option<u16>,
    counts: Vec<(usize, Vec<Count>)>,
}

/// What is remembered through a sentence.
#[derive(Default)]
struct Sentence {
    at: usize,
    verb: Option<Vec<char>>,
    is_foreign: bool,
    /// It speaks of some months only.
    is_partial: bool,
    /// The rows of which a part was spoken of, by the first piece of their code.
    narrowed: Option<String>,
    has_compared: bool,
    /// A clause without a number, which the next one may go on.
    carried: Vec<char>,
    counts: Vec<Count>,
}

impl<'a> Linker<'a> {
    pub(super) fn form(&self) -> &'a Form {
        self.facts.form()
    }

    /// Links the figures of a paragraph that stands under a heading.
    pub(super) fn paragraph(&self, heading: &str, paragraph: &str, reading: &mut Reading) {
        let mut run = Run { near: plain(heading).chars, ..Run::default() };
        for text in sentences(paragraph) {
            self.sentence(text, &mut run, reading);
        }
        reading.paragraphs.push(run.counts);
    }

    fn sentence(&self, text: &str, run: &mut Run, reading: &mut Reading) {
        let plain = plain(text).without_notes();
        let numbers = numbers(&plain);
        run.near.push('。');
        run.near.extend(&plain.chars);
        reading.sentences.push(text.trim().to_owned());
        let mut sentence = Sentence { at: reading.sentences.len() - 1, ..Sentence::default() };
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
            self.none(clause, sentence, run, reading);
            self.level(clause, sentence, reading);
            sentence.carried = clause.to_vec();
        }
        let mut segment = start;
        for (position, number) in numbers.iter().enumerate() {
            if let Nature::Other(reason) = number.nature {
                reading.unlinked.push(Unlinked { written: written(chars, number), sentence: sentence.at, reason });
                continue;
            }
            let next = numbers[position + 1..].iter().find(|it| it.parts()).map_or(end, |it| it.start);
            let words = Words {
                left: &chars[segment..number.start],
                right: &chars[number.end.min(next)..next],
                clause: &chars[start..number.start],
            };
            if number.nature == Nature::Percent {
                self.percent(chars, number, &words, sentence, run, reading);
            } else {
                self.count(chars, number, &words, sentence, run, reading);
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
        chars: &[char],
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
                    let linked = self.about(&reading.linked[base], role, chars, number, sentence.at);
                    reading.linked.push(linked);
                }
                None => reading.unlinked.push(unlinked(chars, number, sentence.at, NO_ITEM)),
            }
            return;
        }
        let outcome = match base.filter(|_| self.is_last_years(words.left)) {
            Some(base) => Ok((reading.linked[base].figure, true)),
            None => self.item(number, words, sentence, run),
        };
        let mut linked = None;
        match outcome {
            Ok((figure, is_prior)) => {
                linked = Some(reading.linked.len());
                if !is_prior {
                    run.last = Some(figure);
                }
                reading.linked.push(self.linked(figure, Role::Value, is_prior, chars, number, sentence.at));
            }
            Err(reason) => reading.unlinked.push(unlinked(chars, number, sentence.at, reason)),
        }
        // Last year's figure between two of this year is no base for what follows.
        if !matches!(outcome, Ok((_, true))) {
            sentence.counts.push(Count { number: number.clone(), linked, share: None, share_at: None });
        }
    }

    /// The figure that a number speaks of, and whether it is last year's; or why none.
    fn item(
        &self,
        number: &Number,
        words: &Words<'_>,
        sentence: &mut Sentence,
        run: &Run,
    ) -> Result<(Figure, bool), &'static str> {
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
        Ok((self.best(&places, is_prior, number), is_prior))
    }

    /// The first piece of the code of the rows that a phrase is about.
    fn group(&self, place: &Place) -> String {
        let form = self.form();
        let terms = form.terms_of(form.phrases[place.phrase].figure);
        let id = terms.first().map_or("", |term| form.cell(term.cell).id.as_str());
        id.split('.').next().unwrap_or_default().to_owned()
    }

    /// Of figures spoken of alike, the first that agrees, or else the first.
    fn best(&self, places: &[Place], is_prior: bool, number: &Number) -> Figure {
        let figures = || places.iter().map(|place| self.form().phrases[place.phrase].figure);
        let agreeing = figures()
            .find(|figure| self.value(*figure, is_prior, number).is_some_and(|value| number.says(value)));
        let blank = || figures().find(|figure| self.value(*figure, is_prior, number).is_none());
        agreeing.or_else(blank).or_else(|| figures().next()).unwrap_or(Figure::Derived(0))
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
    fn is_last_years(&self, left: &[char]) -> bool {
        let words = language();
        let year: Vec<char> = format!("{}年", self.facts.year.saturating_sub(1)).chars().collect();
        let names_it = words.prior.stands_in(left) || left.windows(year.len()).any(|piece| piece == year);
        names_it
            && covered(left, |rest| {
                let mut lengths: Vec<usize> =
                    [&words.prior, &words.comparisons, &words.behind, &words.events].iter().flat_map(|it| it.at(rest)).collect();
                lengths.extend(period_length(rest).filter(|_| rest.starts_with(&year)));
                lengths
            })
    }

    /// Whether an item is last year's, by the words before it and the years that were named.
    fn is_prior(&self, before: &[char], clause: &[char], run: &Run) -> Result<bool, &'static str> {
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
    fn leading_year(&self, clause: &[char], run: &mut Run) {
        let words = language();
        if scope(clause, &self.unit) != Scope::Other {
            if words.current.stands_in(clause) {
                run.year = Some(self.facts.year);
            } else if words.prior.stands_in(clause) {
                run.year = self.facts.year.checked_sub(1);
            }
        }
        let first = (0..clause.len()).find(|at| period_length(&clause[*at..]).is_some());
        let Some(at) = first.filter(|at| scope(&clause[..*at], &self.unit) != Scope::Other) else { return };
        if let Some(year) = years(&clause[at..]).first() {
            run.year = Some(*year);
        }
    }

    /// A percentage: a share, a growth, or nothing that is known.
    fn percent(
        &self,
        chars: &[char],
        number: &Number,
        words: &Words<'_>,
        sentence: &mut Sentence,
        _run: &Run,
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
            reading.unlinked.push(unlinked(chars, number, sentence.at, PERCENT));
            return;
        };
        if role == Role::Share && let Some(count) = sentence.counts.last_mut() {
            count.share = Some(number.clone());
            count.share_at = Some(reading.linked.len());
        }
        let linked = self.about(&reading.linked[base], role, chars, number, sentence.at);
        reading.linked.push(linked);
    }

    /// A clause that says that there was none.
    fn none(&self, clause: &[char], sentence: &mut Sentence, run: &mut Run, reading: &mut Reading) {
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
            let mut linked = self.linked(figure, Role::None, is_prior, clause, &number, sentence.at);
            "0".clone_into(&mut linked.written);
            reading.linked.push(linked);
            run.last = Some(figure);
        }
    }

    /// A clause that says that a figure is last year's: 与上年持平.
    fn level(&self, clause: &[char], sentence: &Sentence, reading: &mut Reading) {
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
            notice: String::new(),
            ..base
        });
    }

    /// A figure that speaks of a change or share of another.
    fn about(&self, base: &Linked, role: Role, chars: &[char], number: &Number, sentence: usize) -> Linked {
        Linked { notice: String::new(), ..self.linked(base.figure, role, base.is_prior, chars, number, sentence) }
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
        chars: &[char],
        number: &Number,
        sentence: usize,
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
            written: written(chars, number),
            agrees,
            expected: value,
            amount: number.amount,
            is_exact: number.precision == Precision::Exact,
            sentence,
            notice: notice.filter(|_| agrees == Some(true)).unwrap_or_default(),
        }
    }

    /// Whether a sentence opens with the name of an office that is not the unit.
    fn opens_with_another_office(&self, chars: &[char]) -> bool {
        let words = language();
        let first = (0..chars.len()).take_while(|at| !is_boundary(chars[*at])).take(14).find(|at| {
            *at >= 2 && scope(&chars[..*at], &self.unit) == Scope::Other && words.offices.ends(&chars[..*at])
        });
        let leads = ["按照", "根据", "在", "经", "由", "向", "为", "对", "结合", "通过", "邀请", "配合"];
        first.is_some() && !leads.iter().any(|lead| chars.starts_with(&lead.chars().collect::<Vec<_>>()))
    }
}

/// The words around a number.
struct Words<'a> {
    /// From the number before, or the start of the clause.
    left: &'a [char],
    /// To the next number, or the end of the clause.
    right: &'a [char],
    /// From the start of the clause.
    clause: &'a [char],
}

/// Whether a clause names a stretch of the year that is not all of it.
fn is_part_of_a_year(clause: &[char]) -> bool {
    language().partial_periods.stands_in(clause) && !language().whole_periods.stands_in(clause)
}

/// Whether the name of some office stands in a text.
fn names_office(text: &[char]) -> bool {
    language().offices.stands_in(text)
}

fn unlinked(chars: &[char], number: &Number, sentence: usize, reason: &'static str) -> Unlinked {
    Unlinked { written: written(chars, number), sentence, reason }
}

fn written(chars: &[char], number: &Number) -> String {
    chars[number.start..number.end].iter().collect()
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

/// The years named in a text.
pub(super) fn years(text: &[char]) -> Vec<u16> {
    let year = |piece: &[char]| {
        let (digits, unit) = piece.split_at(4);
        let is_year = unit == ['年'] && digits.iter().all(char::is_ascii_digit);
        digits.iter().collect::<String>().parse().ok().filter(|year| is_year && (1990..=2099).contains(year))
    };
    text.windows(5).filter_map(year).collect()
}

fn is_boundary(c: char) -> bool {
    matches!(c, ',' | ';' | '(' | ')' | '!' | '?' | '。' | GROUP_MARK)
}

/// Where the clause that begins at a place ends.
fn clause_end(plain: &Plain, numbers: &[Number], start: usize) -> usize {
    let is_inside = |at: usize| numbers.iter().any(|number| number.start < at && at < number.end);
    (start..plain.chars.len()).find(|at| is_boundary(plain.chars[*at]) && !is_inside(*at)).unwrap_or(plain.chars.len())
}

/// The sentences of a paragraph.
fn sentences(paragraph: &str) -> impl Iterator<Item = &str> {
    paragraph.split_inclusive(['。', '！', '？', '\n']).filter(|text| !text.trim().is_empty())
}
