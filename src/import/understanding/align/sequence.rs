//! Two sequences of labels matched in order: which line of the source is which line of the form.
//!
//! Labels that are equal and claimed by nobody else are anchors wherever they stand, so lines in another order still find
//! their place. Between anchors the best order-preserving match is taken (Needleman and Wunsch), and only where no other
//! match is nearly as good. What is left between two matched lines may be one slip away. Everything else stays out.

use crate::import::understanding::labels::similarity::SAME;

/// From this likeness on two labels may be the same without being equal.
const LEAST: i32 = 75;

/// Another match this near to the best one makes it ambiguous.
const MARGIN: i32 = 6;

/// What a pair is worth beyond its likeness, so that more pairs are better than fewer alike ones.
const PAIR: i32 = 40;

/// How alike a line of the source and a line of the form are.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::import::understanding) struct Score {
    /// Of the labels alone, 0–100.
    pub(in crate::import::understanding) label: u8,
    /// What speaks for or against the pair beside the labels, such as the heads above.
    pub(in crate::import::understanding) context: i8,
    /// Whether the labels differ by a single slip.
    pub(in crate::import::understanding) is_slip: bool,
}

impl Score {
    fn total(self) -> i32 {
        i32::from(self.label) + i32::from(self.context)
    }
}

/// How a pair was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import::understanding) enum How {
    /// Equal labels in the order of the form.
    Equal,
    /// Equal labels, but elsewhere than in the form.
    OutOfOrder,
    /// Alike labels in the order of the form.
    Alike(u8),
    /// One slip away, and the only such line between two that are sure.
    Between,
}

impl How {
    /// How sure the pair is, 0–100.
    pub(in crate::import::understanding) fn confidence(self) -> u8 {
        match self {
            Self::Equal => 100,
            Self::OutOfOrder => 90,
            Self::Alike(score) => score,
            Self::Between => 70,
        }
    }
}

/// The table of scores of two sequences.
pub(in crate::import::understanding) struct Scores {
    /// The number of lines of the form.
    pub(in crate::import::understanding) width: usize,
    /// The scores, line of the source by line of the source.
    pub(in crate::import::understanding) cells: Vec<Score>,
}

impl Scores {
    fn height(&self) -> usize {
        self.cells.len().checked_div(self.width).unwrap_or(0)
    }

    fn at(&self, from: usize, to: usize) -> Score {
        self.cells[from * self.width + to]
    }
}

/// For every line of the source its line of the form, and how it was found. A label that stands twice is found twice.
pub(in crate::import::understanding) fn matched(scores: &Scores) -> Vec<Option<(usize, How)>> {
    let (height, width) = (scores.height(), scores.width);
    let mut found = vec![None; height];
    let anchors = anchors(scores);
    let is_claimed: Vec<bool> = (0..width).map(|to| anchors.contains(&Some(to))).collect();
    let worth = |from: usize, to: usize| {
        let score = scores.at(from, to);
        let is_open = match anchors[from] {
            Some(anchor) => anchor == to,
            None => !is_claimed[to] && score.total() >= LEAST,
        };
        is_open.then(|| score.total().max(LEAST) - LEAST + PAIR)
    };
    let path = Path::new(height, width, worth);
    for (from, line) in found.iter_mut().enumerate() {
        *line = path.sure_partner(from, width, worth).map(|to| (to, how(scores.at(from, to))));
    }
    for (line, anchor) in found.iter_mut().zip(&anchors) {
        if let (None, Some(to)) = (&line, anchor) {
            *line = Some((*to, How::OutOfOrder));
        }
    }
    fill_between(scores, &mut found);
    found
}

fn how(score: Score) -> How {
    if score.label == SAME { How::Equal } else { How::Alike(u8::try_from(score.total().clamp(0, 99)).unwrap_or(0)) }
}

/// The pairs of equal labels that nobody else claims. Where labels repeat, the context decides if it can.
fn anchors(scores: &Scores) -> Vec<Option<usize>> {
    let (height, width) = (scores.height(), scores.width);
    let only = |candidates: Vec<(usize, i32)>| {
        let best = candidates.iter().map(|(_, total)| *total).max()?;
        let mut near = candidates.iter().filter(|(_, total)| *total + MARGIN > best);
        let first = near.next()?.0;
        near.next().is_none().then_some(first)
    };
    let equal = |from: usize, to: usize| (scores.at(from, to).label == SAME).then(|| scores.at(from, to).total());
    let of_source: Vec<Option<usize>> =
        (0..height).map(|from| only((0..width).filter_map(|to| Some((to, equal(from, to)?))).collect())).collect();
    let of_form: Vec<Option<usize>> =
        (0..width).map(|to| only((0..height).filter_map(|from| Some((from, equal(from, to)?))).collect())).collect();
    (0..height).map(|from| of_source[from].filter(|to| of_form[*to] == Some(from))).collect()
}

/// The best order-preserving match, from both ends, so that every rival is seen.
struct Path {
    width: usize,
    /// The best total of the lines before a position.
    before: Vec<i32>,
    /// The best total of the lines from a position on.
    behind: Vec<i32>,
}

impl Path {
    fn new(height: usize, width: usize, worth: impl Fn(usize, usize) -> Option<i32>) -> Self {
        let stride = width + 1;
        let mut before = vec![0; (height + 1) * stride];
        let mut behind = before.clone();
        for from in 0..height {
            for to in 0..width {
                let pair = worth(from, to).map_or(i32::MIN, |worth| before[from * stride + to] + worth);
                before[(from + 1) * stride + to + 1] =
                    pair.max(before[from * stride + to + 1]).max(before[(from + 1) * stride + to]);
            }
        }
        for from in (0..height).rev() {
            for to in (0..width).rev() {
                let pair = worth(from, to).map_or(i32::MIN, |worth| behind[(from + 1) * stride + to + 1] + worth);
                behind[from * stride + to] =
                    pair.max(behind[(from + 1) * stride + to]).max(behind[from * stride + to + 1]);
            }
        }
        Self { width, before, behind }
    }

    /// The partner of a line on every match that is nearly the best; `None` when there are two, or none.
    fn sure_partner(&self, from: usize, width: usize, worth: impl Fn(usize, usize) -> Option<i32>) -> Option<usize> {
        let stride = self.width + 1;
        let best = self.behind[0];
        let total = |to: usize| {
            let worth = worth(from, to)?;
            Some(self.before[from * stride + to] + worth + self.behind[(from + 1) * stride + to + 1])
        };
        let mut near = (0..width).filter(|to| total(*to).is_some_and(|total| total + MARGIN > best));
        let partner = near.next()?;
        near.next().is_none().then_some(partner)
    }
}

/// A line between two matched ones, one slip away from the only line of the form missing there that it can be.
fn fill_between(scores: &Scores, found: &mut [Option<(usize, How)>]) {
    let in_order = |it: &Option<(usize, How)>| it.filter(|(_, how)| *how != How::OutOfOrder).map(|(to, _)| to);
    let before = found.to_vec();
    let mut is_free = vec![true; scores.width];
    before.iter().flatten().for_each(|(taken, _)| is_free[*taken] = false);
    let may_be = |from: usize, to: usize| {
        let score = scores.at(from, to);
        before[from].is_none() && is_free[to] && score.is_slip && score.context >= 0
    };
    let mut start = 0;
    while start < before.len() {
        // From one line that is matched in order to the next.
        let end = before[start..].iter().position(|it| in_order(it).is_some()).map_or(before.len(), |at| start + at);
        let first = start.checked_sub(1).and_then(|at| in_order(&before[at])).map_or(0, |to| to + 1);
        let last = before.get(end).and_then(in_order).unwrap_or(scores.width);
        let claims = |to: usize| (start..end).filter(|from| may_be(*from, to)).take(2).count();
        let is_claimed_once: Vec<bool> = (first..last).map(|to| claims(to) == 1).collect();
        for (from, line) in found.iter_mut().enumerate().take(end).skip(start) {
            let mut candidates = (first..last).filter(|to| may_be(from, *to));
            if let (Some(to), None) = (candidates.next(), candidates.next())
                && is_claimed_once[to - first]
            {
                *line = Some((to, How::Between));
            }
        }
        start = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{How, Score, Scores, matched};
    use crate::import::understanding::labels::similarity::{is_one_slip, similarity};

    fn check(source: &[&str], form: &[&str], expected: &[Option<usize>]) -> Vec<Option<How>> {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let cells = source.iter().flat_map(|left| {
            form.iter().map(move |right| Score {
                label: similarity(&chars(left), &chars(right)),
                context: 0,
                is_slip: is_one_slip(&chars(left), &chars(right)),
            })
        });
        let scores = Scores { width: form.len(), cells: cells.collect() };
        let found = matched(&scores);
        assert_eq!(found.iter().map(|it| it.map(|(to, _)| to)).collect::<Vec<_>>(), expected, "{source:?}");
        found.into_iter().map(|it| it.map(|(_, how)| how)).collect()
    }

    const FORM: [&str; 5] = ["自然人", "商业企业", "科研机构", "其他", "总计"];

    #[test]
    fn order_and_labels() {
        check(&FORM, &FORM, &[Some(0), Some(1), Some(2), Some(3), Some(4)]);
        // Missing, added and exchanged lines.
        check(&["自然人", "小计", "科研机构", "总计"], &FORM, &[Some(0), None, Some(2), Some(4)]);
        let found = check(&["总计", "自然人", "商业企业"], &FORM, &[Some(4), Some(0), Some(1)]);
        assert!(found.contains(&Some(How::OutOfOrder)));
    }

    #[test]
    fn slips_need_neighbours() {
        let found = check(&["自人然", "商业企业", "科研机够"], &FORM, &[Some(0), Some(1), Some(2)]);
        assert_eq!(found[0], Some(How::Between));
        check(&["某某", "自人然", "科研机构"], &FORM, &[None, Some(0), Some(2)]);
        check(&["商业企业", "自人然"], &FORM, &[Some(1), None]);
        check(&["自然人", "外国企业", "科研机构"], &FORM, &[Some(0), None, Some(2)]);
    }

    #[test]
    fn what_is_ambiguous_stays_out() {
        // Twice the same label: the plan sees whether the figures agree.
        check(&["其他", "其他"], &FORM, &[Some(3), Some(3)]);
        let staff = ["专职人员数", "兼职人员数"];
        check(&["职人员数"], &staff, &[None]);
        check(&["职人员数", "兼职人员数"], &staff, &[Some(0), Some(1)]);
        check(&["挂职人员数", "某职人员数"], &staff, &[Some(0), Some(1)]);
    }

    #[test]
    fn repeated_labels_are_told_apart_by_their_order() {
        let form = ["维持", "纠错", "其他", "维持", "纠错", "其他"];
        check(&form, &form, &[Some(0), Some(1), Some(2), Some(3), Some(4), Some(5)]);
        check(&["纠错"], &form, &[None]);
    }
}
