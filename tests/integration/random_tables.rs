//! Random tables from fixed seeds: sound ones of the shipped forms, and mistakes planted in them.

use std::sync::Arc;

use tianbao::check::totals::computed_total;
use tianbao::check::{Rulebook, totals};
use tianbao::filing::{Filing, Snapshot, Unit, Value};
use tianbao::form::CellIndex;

use crate::support::{form, now};

/// Numbers that look random and are the same in every run (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound.
    pub(crate) fn below(&mut self, bound: i64) -> i64 {
        i64::try_from(self.roll() % bound.unsigned_abs().max(1)).expect("below an i64")
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(i64::try_from(from.len()).expect("short"))).expect("not negative")]
    }

    /// A count as tables have them: many zeros, mostly small, some up to the greatest.
    fn count(&mut self, greatest: i64) -> i64 {
        let bound = match self.below(20) {
            0..8 => 1,
            8..15 => 30,
            15..19 => 1_000,
            _ => greatest,
        };
        self.below(bound.min(greatest))
    }
}

/// The whole number in a cell.
pub(crate) fn number(filing: &Filing, cell: CellIndex) -> i64 {
    filing.value(cell).to_string().parse().expect("a whole number")
}

/// Fills cells.
pub(crate) fn fill(filing: &mut Filing, values: impl IntoIterator<Item = (CellIndex, i64)>) {
    let values: Vec<_> = values.into_iter().map(|(cell, value)| (cell, Value::whole(value))).collect();
    if let Some(edit) = filing.cells_edit(values) {
        filing.apply(edit, now());
    }
}

/// A filled form in which every hard relation holds.
pub(crate) fn sound(id: &str, dice: &mut Dice, greatest: i64) -> Filing {
    let form = form(id);
    let book = Rulebook::new(Arc::clone(&form));
    let mut filing = Filing::new(Arc::clone(&form), Unit::named("某单位"), form.first_year);
    fill(&mut filing, form.cell_indices().map(|cell| (cell, dice.count(greatest))));
    let cell = |id: &str| form.cell_index(id).unwrap_or_else(|| panic!("{id} is a cell"));
    let add_up = |filing: &mut Filing| {
        // A total of totals needs a second round.
        for _ in 0..2 {
            for total in form.cell_indices().filter(|cell| totals::total_relation(&book, *cell).is_some()) {
                let sum = computed_total(&book, filing.values(), total).expect("all parts are numbers");
                filing.apply(
                    filing.cells_edit([(total, sum)]).unwrap_or(tianbao::filing::Edit::Cells(Vec::new())),
                    now(),
                );
            }
        }
    };
    add_up(&mut filing);
    if id == "zfxxgk-2014" {
        let channels: Vec<i64> = (1..=5).map(|at| number(&filing, cell(&format!("1.2.{at}")))).collect();
        let (most, all) = (channels.iter().copied().max().unwrap_or(0), channels.iter().sum::<i64>());
        let disclosed = most + dice.below(all - most + 1);
        let mut values = vec![(cell("1.1"), disclosed)];
        for (part, whole) in [
            ("1.1.a", disclosed),
            ("2.2.1.a", number(&filing, cell("2.2.1"))),
            ("2.2.2.a", number(&filing, cell("2.2.2"))),
        ] {
            values.push((cell(part), dice.below(whole + 1)));
        }
        let mut left = number(&filing, cell("3.3.4"));
        for ground in ["a", "b", "c", "d", "e", "f"] {
            let count = dice.below(left + 1);
            left -= count;
            values.push((cell(&format!("3.3.4.{ground}")), count));
        }
        fill(&mut filing, values);
    } else {
        for row in ["2.1.1", "2.1.2"].iter().filter(|_| id == "zfxxgk-2019") {
            let all = number(&filing, cell(&format!("{row}.c")));
            fill(&mut filing, [(cell(&format!("{row}.b")), dice.below(all + 1))]);
        }
        for column in ["a", "b", "c", "d", "e", "f"] {
            let of = |row: &str| cell(&format!("{row}.{column}"));
            let left_over = number(&filing, of("3.4"));
            let carried = dice.below(left_over + 1);
            let received = number(&filing, of("3.3.7")) + left_over - carried;
            fill(&mut filing, [(of("3.2"), carried), (of("3.1"), received)]);
        }
    }
    add_up(&mut filing);
    let broken = tianbao::check::localise::localise(&book, filing.values());
    assert_eq!(broken.size(), 0, "{id}: {broken:?}");
    filing
}

/// A filing with a year before attached, in which every figure was up to 30 % less or more and totals add up.
pub(crate) fn with_year_before(mut filing: Filing, dice: &mut Dice) -> Filing {
    let book = Rulebook::new(Arc::clone(filing.form()));
    let year = filing.year() - 1;
    let mut before = Filing::new(Arc::clone(filing.form()), filing.unit().clone(), year);
    let filled = linked(&filing).into_iter().filter(|cell| filing.value(*cell).as_number().is_some());
    let values: Vec<(CellIndex, i64)> =
        filled.map(|cell| (cell, number(&filing, cell) * (70 + dice.below(61)) / 100)).collect();
    fill(&mut before, values);
    for _ in 0..2 {
        let sums =
            before.form().cell_indices().filter_map(|cell| Some((cell, computed_total(&book, before.values(), cell)?)));
        if let Some(edit) = before.cells_edit(sums.collect::<Vec<_>>()) {
            before.apply(edit, now());
        }
    }
    filing.apply(filing.prior_edit(year, Some(Snapshot::of(&before, "before.tianbao", b""))), now());
    filing
}

/// The cells that hard relations link.
pub(crate) fn linked(filing: &Filing) -> Vec<CellIndex> {
    let book = Rulebook::new(Arc::clone(filing.form()));
    filing.form().cell_indices().filter(|cell| !book.hard_of(*cell).is_empty()).collect()
}

/// One digit of a number replaced by another.
pub(crate) fn one_wrong_digit(number: i64, dice: &mut Dice) -> i64 {
    let mut digits: Vec<u8> = number.to_string().into_bytes();
    let at = usize::try_from(dice.below(i64::try_from(digits.len()).expect("short"))).expect("not negative");
    let others: Vec<u8> = (b'0'..=b'9').filter(|digit| *digit != digits[at]).collect();
    digits[at] = dice.pick(&others);
    String::from_utf8(digits).expect("digits").parse().expect("a number")
}
