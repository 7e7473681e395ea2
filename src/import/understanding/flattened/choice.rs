//! Which reading of a flattened table is meant: the one that the totals of the form bear out.

use super::rows::Part;
use super::{Flattened, LaidOut};
use crate::filing::Value;
use crate::form::{CellIndex, Term};
use crate::import::understanding::plan::{Placement, Plan, Source, State, Unplaced};
use crate::import::understanding::work::Work;

/// So many times a document is understood anew to choose among readings; parts beyond stay unclear.
const MOST_TRIES: usize = 48;

/// So many cells are looked at in all of it.
const MOST_CELLS: usize = 60_000;

/// A reading has to be better than the others by so much.
const MARGIN: i64 = 2;

const REASON: &str = "文本里的表头已散开，分不清是哪一栏的数";

impl Flattened<'_> {
    /// The document in the reading that is borne out, with the plans that `understand` makes of it.
    ///
    /// Parts with several readings are settled one after the other; where no reading is better than all others, and they
    /// do not come to the same, the part's figures are unplaced.
    pub(in crate::import::understanding) fn settled(
        &self,
        work: &Work,
        understand: impl Fn(&LaidOut) -> Vec<Plan>,
    ) -> (LaidOut, Vec<Plan>) {
        let mut readings: Vec<usize> = Vec::new();
        let mut laid = self.laid_out(&readings);
        let before = work.spent();
        let mut plans = understand(&laid);
        let one = work.spent() - before;
        let mut unclear: Vec<Part> = Vec::new();
        let cells: usize = laid.document.grids().map(|grid| grid.cells.len()).sum();
        let mut left = MOST_TRIES.min(MOST_CELLS / cells.max(1));
        for number in 0..laid.parts.len() {
            readings.push(0);
            let part = laid.parts[number].clone();
            if part.readings < 2 {
                continue;
            }
            if part.readings > left || !work.leaves_half(one.saturating_mul(part.readings as u64)) {
                unclear.push(part);
                continue;
            }
            left -= part.readings;
            let mut tried: Vec<(Borne, LaidOut, Vec<Plan>)> = Vec::new();
            for reading in 0..part.readings {
                readings[number] = reading;
                let laid = self.laid_out(&readings);
                let plans = understand(&laid);
                tried.push((Borne::of(&plans, &part), laid, plans));
            }
            let best = (0..tried.len()).max_by_key(|at| (tried[*at].0.worth(), std::cmp::Reverse(*at))).unwrap_or(0);
            let is_rival = |(borne, ..): &(Borne, LaidOut, Vec<Plan>)| {
                borne.values != tried[best].0.values && borne.worth() + MARGIN > tried[best].0.worth()
            };
            let is_shared = tried.iter().all(|(borne, ..)| borne.values == tried[best].0.values);
            if !is_shared && (!tried[best].0.is_shown() || tried.iter().any(is_rival)) {
                unclear.push(part);
            }
            readings[number] = best;
            (_, laid, plans) = tried.swap_remove(best);
        }
        for plan in &mut plans {
            laid.bear_out(plan, &unclear);
        }
        (laid, plans)
    }
}

impl LaidOut {
    /// Takes back what is not borne out: figures whose order is the form's where totals do not add up, and lines with
    /// figures left over.
    fn bear_out(&self, plan: &mut Plan, unclear: &[Part]) {
        let borne: Vec<(bool, bool)> = self.parts.iter().map(|part| part.borne(plan)).collect();
        let part_of = |source: &Source| self.parts.iter().position(|part| part.holds(source));
        let is_assumed = |source: &Source| part_of(source).is_some();
        let over: Vec<(usize, u32)> = plan
            .unplaced
            .iter()
            .filter(|it| it.proposal.is_none() && is_assumed(&it.source))
            .map(|it| (it.source.block, it.source.row))
            .collect();
        for mut it in std::mem::take(&mut plan.placements) {
            // Figures that found no column stand beside the others, perhaps under heads that are not theirs.
            if self.lost.contains(&(it.source.block, it.source.row)) {
                if !it.text.trim().is_empty() {
                    plan.unplaced.push(unplaced(it));
                }
                continue;
            }
            let Some(number) = part_of(&it.source) else {
                plan.placements.push(it);
                continue;
            };
            let (is_shown, is_contradicted) = borne[number];
            let is_exact = self.parts[number].is_exact;
            let has_rest = over.contains(&(it.source.block, it.source.row));
            if (!is_contradicted || is_exact) && !has_rest && !unclear.iter().any(|part| part.holds(&it.source)) {
                it.reasons.push("文本里的表头已散开，按表式的栏目次序取数".to_owned());
                it.confidence = it.confidence.min(if is_shown { 90 } else { 70 });
                if !is_shown {
                    it.state = State::Doubtful;
                }
                plan.placements.push(it);
            } else if !it.text.trim().is_empty() {
                plan.unplaced.push(unplaced(it));
            }
        }
        for it in plan.unplaced.iter_mut().filter(|it| self.lost.contains(&(it.source.block, it.source.row))) {
            REASON.clone_into(&mut it.reason);
        }
    }
}

/// A figure that is taken back from its cell, which stays as a proposal.
fn unplaced(it: Placement) -> Unplaced {
    let (source, label, text) = (it.source, it.label, it.text);
    Unplaced { source, label, text, reason: REASON.to_owned(), proposal: Some(it.cell) }
}

impl Part {
    /// Whether the totals of its figures show that they stand in the right columns, or that they do not.
    fn borne(&self, plan: &Plan) -> (bool, bool) {
        let is_of_part = |term: &Term| plan.placement(term.cell).is_some_and(|it| self.holds(&it.source));
        let totals = Totals::of(plan, is_of_part);
        (totals.is_shown(), totals.holding * 3 < totals.telling * 2)
    }

    fn holds(&self, source: &Source) -> bool {
        self.block == source.block && self.rows.contains(&source.row)
    }
}

/// What a reading of a part comes to.
struct Borne {
    totals: Totals,
    /// The values that it gives to cells.
    values: Vec<(CellIndex, Value)>,
}

impl Borne {
    fn of(plans: &[Plan], part: &Part) -> Self {
        let mut borne = Self { totals: Totals::default(), values: Vec::new() };
        for plan in plans {
            let is_of_part = |cell: CellIndex| plan.placement(cell).is_some_and(|it| part.holds(&it.source));
            borne.totals.add(Totals::of(plan, |term| is_of_part(term.cell)));
            let placements = plan.placements.iter().filter(|it| part.holds(&it.source));
            borne.values.extend(placements.map(|it| (it.cell, it.value.clone())));
        }
        borne
    }

    /// How much speaks for it: every total that holds, and twice against it every one that does not.
    fn worth(&self) -> i64 {
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        count(self.totals.holding) - 2 * count(self.totals.telling - self.totals.holding)
    }

    fn is_shown(&self) -> bool {
        self.totals.is_shown()
    }
}

/// How many totals say something, and how many of them hold.
#[derive(Clone, Copy, Debug, Default)]
struct Totals {
    telling: usize,
    holding: usize,
}

impl Totals {
    /// The totals of a plan of which some term is looked at.
    fn of(plan: &Plan, is_looked_at: impl Fn(&Term) -> bool) -> Self {
        let sum = |terms: &[Term]| -> Option<rust_decimal::Decimal> {
            terms.iter().map(|term| plan.placement(term.cell)?.value.as_number()).sum()
        };
        let relations = plan.form.relations.iter().filter(|it| it.kind == "total" && !it.needs_prior());
        let relations = relations.filter(|it| it.terms().any(&is_looked_at));
        let sides = relations.filter_map(|it| Some((sum(&it.left)?, sum(&it.right)?)));
        let mut totals = Self::default();
        for (left, right) in sides.filter(|(left, right)| !(left.is_zero() && right.is_zero())) {
            totals.telling += 1;
            totals.holding += usize::from(left == right);
        }
        totals
    }

    fn add(&mut self, other: Self) {
        self.telling += other.telling;
        self.holding += other.holding;
    }

    /// Whether enough totals say something, and most of them hold.
    fn is_shown(self) -> bool {
        self.telling >= 2 && self.holding * 4 >= self.telling * 3
    }
}
