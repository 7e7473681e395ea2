//! Which form a filing is of, told by its labels, with reasons.

use super::group::Group;
use super::labels::similarity::SAME;
use super::lexicon::{CLOSE, Lexicon};
use super::texts::Text;

/// A form with how much speaks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recognised {
    /// The form, as a position in the lexicon.
    pub(super) model: usize,
    /// How many labels are those of the form.
    pub(super) labels: usize,
    /// What speaks for it, in words.
    pub(super) reasons: Vec<String>,
}

/// Fewer labels than this are no form.
const FEWEST_LABELS: usize = 3;

/// The form with the most labels; `None` when no form has enough of them.
pub(super) fn form(group: &Group<'_>, lexicon: &Lexicon, year: Option<u16>) -> Option<Recognised> {
    let mut votes: Vec<Votes> = lexicon.models.iter().map(|_| Votes::default()).collect();
    for region in &group.regions {
        let mut heads = vec![0; votes.len()];
        for columns in &region.columns {
            let sum = columns.matched.iter().map(|it| usize::from(it.confidence)).sum::<usize>();
            heads[columns.model] = heads[columns.model].max(sum);
        }
        let first = region.columns.first().and_then(|it| it.matched.first());
        if let (Some(all), Some(first), false) = (&region.heads, first, region.is_continued) {
            vote(&mut votes, &heads, heads.iter().max().map_or(0, |best| best / 100), &all.heads[first.head].label);
        }
        for stub in &region.stubs {
            let text = &region.raster.texts[stub.cell];
            vote(&mut votes, &scores(lexicon, text), 1, &region.raster.grid.cells[stub.cell].text);
            for (it, model) in votes.iter_mut().zip(&lexicon.models) {
                let is_group = text.likeness.best_marked(&model.group_marks) == SAME;
                it.headings += usize::from(stub.is_leaf && is_group);
            }
        }
    }
    let most = votes.iter().map(|it| it.labels).max().filter(|most| *most >= FEWEST_LABELS)?;
    // A label of the other form slips in now and then; the year decides where the labels do not.
    let fits = |model: usize| year.is_some_and(|year| lexicon.models[model].form.fits_year(year));
    let worth = |model: usize| {
        let it = &votes[model];
        (it.labels + usize::from(fits(model)), fits(model), std::cmp::Reverse(it.headings), model)
    };
    let model = (0..votes.len()).filter(|model| votes[*model].labels + 1 >= most).max_by_key(|model| worth(*model))?;
    let it = &votes[model];
    let form = &lexicon.models[model].form;
    let mut reasons = vec![format!("{} 处标签与“{}”（{}）相符", it.labels, form.title, form.issued_by)];
    if let Some(label) = it.only.first() {
        reasons.push(format!("“{label}”等 {} 处只见于这个表式", it.only.len()));
    } else if fits(model) {
        reasons.push("按年度认定".to_owned());
    }
    Some(Recognised { model, labels: it.labels, reasons })
}

#[derive(Default)]
struct Votes {
    labels: usize,
    /// Labels that only this form has.
    only: Vec<String>,
    /// Lines with figures whose label is a heading in the form.
    headings: usize,
}

/// Gives labels to the forms that they fit best.
fn vote(votes: &mut [Votes], scores: &[usize], weight: usize, label: &str) {
    let best = scores.iter().copied().max().unwrap_or(0);
    if best == 0 {
        return;
    }
    let is_only = scores.iter().filter(|score| **score == best).count() == 1;
    for (it, score) in votes.iter_mut().zip(scores) {
        if *score == best {
            it.labels += weight;
            if is_only {
                it.only.push(label.split_whitespace().collect());
            }
        }
    }
}

/// How well a row label fits every form.
fn scores(lexicon: &Lexicon, text: &Text) -> Vec<usize> {
    let best = lexicon.models.iter().map(|model| {
        let best = text.likeness.best_marked(&model.row_marks);
        if best >= CLOSE { usize::from(best) } else { 0 }
    });
    best.collect()
}
