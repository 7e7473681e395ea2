//! The guilty cells: the real cases, an oracle by brute force on small tables, and planted slips in a real one.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use tianbao::check::localise::{Localised, localise};
use tianbao::check::suspects::{self, Certainty, Source, Suspect, Witness};
use tianbao::check::{Amount, Engine, Rulebook, Stage};
use tianbao::filing::{Filing, Unit, Value};
use tianbao::form::{CellIndex, Form};

use crate::support::{form, now, sample};

fn localised(filing: &Filing) -> Localised {
    localise(&Rulebook::new(Arc::clone(filing.form())), filing.values())
}

/// The suspects of each group, ranked.
fn ranked(filing: &Filing) -> Vec<Vec<Suspect>> {
    crate::support::engine(filing).suspects(filing, &[]).1
}

/// Whole solutions, and whether there are more.
fn solutions(filing: &Filing) -> (Vec<Vec<CellIndex>>, bool) {
    suspects::solutions(&ranked(filing), &localised(filing))
}

/// The likeliest suspect of each group: cells with new values, slip and certainty.
fn first(filing: &Filing) -> Vec<String> {
    let name = |cell: CellIndex| filing.form().cell(cell).id.to_string();
    let shown = |suspect: &Suspect| {
        let changes =
            suspect.changes.iter().map(|change| format!("{} {}→{}", name(change.cell), change.from, change.to));
        format!(
            "{} {} {}",
            changes.collect::<Vec<_>>().join(" "),
            suspect.slip.unwrap_or("-"),
            suspect.certainty.as_str()
        )
    };
    ranked(filing).iter().map(|group| shown(&group[0])).collect()
}

fn set(filing: &mut Filing, values: &[(&str, i64)]) {
    let form = Arc::clone(filing.form());
    let cells = values.iter().map(|(id, value)| (form.cell_index(id).expect("a cell"), Value::whole(*value)));
    if let Some(edit) = filing.cells_edit(cells) {
        filing.apply(edit, now());
    }
}

fn filing(id: &str, values: &[(&str, i64)]) -> Filing {
    let mut filing = Filing::new(form(id), Unit::default(), form(id).first_year);
    set(&mut filing, values);
    filing
}

/// Each set as `cell→value` or `cell`, group by group.
fn shown(filing: &Filing) -> Vec<Vec<String>> {
    let name = |cell: CellIndex| filing.form().cell(cell).id.to_string();
    let groups = localised(filing).groups;
    let mends = |group: &tianbao::check::localise::Group| {
        let sets = group.mends.iter().map(|mend| {
            let cells = mend.cells.iter().map(|cell| match mend.values.iter().find(|(of, _)| of == cell) {
                Some((_, value)) => format!("{}→{value}", name(*cell)),
                None => name(*cell),
            });
            cells.collect::<Vec<_>>().join(" ")
        });
        let mut sets: Vec<String> = sets.collect();
        sets.sort();
        sets
    };
    groups.iter().map(mends).collect()
}

#[test]
fn clean_tables_have_no_suspects() {
    for name in ["suqian-2023", "suqian-2024", "simao-2017", "shanghai-2019"] {
        let filing = sample(name);
        assert_eq!((localised(&filing).size(), solutions(&filing)), (0, (Vec::new(), false)), "{name}");
    }
}

#[test]
fn hongze_2023_left_two_totals_at_zero() {
    let filing = sample("hongze-2023");
    // For 行政复议 no other cell will do: 10 and 1 cannot become less than nothing.
    assert_eq!(shown(&filing), [vec!["4.1.e→11"], vec!["4.3.a→0", "4.3.e→5"]]);
    assert_eq!(first(&filing), ["4.1.e 0→11 total_at_zero unique", "4.3.e 0→5 total_at_zero possible"]);
    assert_eq!((localised(&filing).size(), localised(&filing).is_exact()), (2, true));
    assert_eq!(solutions(&filing).0.len(), 2);
}

#[test]
fn kunming_2020_has_four_candidates() {
    let filing = filing("zfxxgk-2019", &[("3.1.g", 971), ("3.2.g", 18), ("3.3.7.g", 960), ("3.4.g", 30)]);
    assert_eq!(shown(&filing), [["3.1.g→972", "3.2.g→19", "3.3.7.g→959", "3.4.g→29"]]);
}

#[test]
fn a_figure_of_the_text_is_a_witness() {
    let filing = filing("zfxxgk-2019", &[("3.1.g", 971), ("3.2.g", 18), ("3.3.7.g", 960), ("3.4.g", 30)]);
    let engine = crate::support::engine(&filing);
    let witness = |id: &str, value: i64| Witness {
        cell: filing.form().cell_index(id).expect("a cell"),
        value: Amount::whole(value),
        source: Source::Text,
    };
    let likeliest = |witnesses: &[Witness]| {
        let (localised, groups) = engine.suspects(&filing, witnesses);
        assert_eq!((localised.size(), groups[0].len()), (1, 4), "a witness never changes the sets");
        let first = &groups[0][0];
        (filing.form().cell(first.cells[0]).id.to_string(), first.certainty)
    };
    // The text says 结转 29: it speaks for one of the four.
    assert_eq!(likeliest(&[witness("3.4.g", 29)]), ("3.4.g".to_owned(), Certainty::Likely));
    // It says what stands there: against three of them.
    let three = [witness("3.1.g", 971), witness("3.2.g", 18), witness("3.3.7.g", 960)];
    assert_eq!(likeliest(&three).0, "3.4.g");
    assert_eq!(likeliest(&[witness("3.3.7.g", 959), witness("3.1.g", 971)]).0, "3.3.7.g");
}

#[test]
fn illegal_numbers_must_change() {
    let values = [("4.1.a", -3), ("4.1.b", 0), ("4.1.c", 0), ("4.1.d", 0), ("4.1.e", 5)];
    assert_eq!(shown(&filing("zfxxgk-2021", &values)), [["4.1.a→5"]]);
    // Without a relation that determines it, any legal value will do.
    assert_eq!(shown(&filing("zfxxgk-2021", &[("2.5.1.a", -3)])), [["2.5.1.a"]]);
    // The one signed column.
    assert_eq!(localised(&filing("zfxxgk-2019", &[("2.5.1.a", 500), ("2.5.1.b", -417)])).size(), 0);
}

#[test]
fn bounds_take_part() {
    // Distinct items: 7745 is above the sum of the channels; the total, or any channel, can mend it.
    let values = [("1.1", 7745), ("1.2.1", 0), ("1.2.2", 6072), ("1.2.3", 97), ("1.2.4", 88), ("1.2.5", 1487)];
    assert_eq!(shown(&filing("zfxxgk-2014", &values)), [["1.1", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5"]]);
    assert_eq!(shown(&filing("zfxxgk-2014", &[("2.2.1", 3), ("2.2.1.a", 4)])), [["2.2.1", "2.2.1.a"]]);
}

#[test]
fn huge_numbers_are_located_too() {
    let ten_to_15 = 1_000_000_000_000_000;
    let values = [("4.1.a", ten_to_15), ("4.1.b", 0), ("4.1.c", 0), ("4.1.d", 0), ("4.1.e", ten_to_15 - 1)];
    assert_eq!(shown(&filing("zfxxgk-2021", &values)), [["4.1.a→999999999999999", "4.1.e→1000000000000000"]]);
}

#[test]
fn one_wrong_digit_in_the_middle_is_found() {
    let mut filing = sample("suqian-2024");
    set(&mut filing, &[("3.3.4.1.b", 38)]);
    assert_eq!(shown(&filing), [["3.3.4.1.b→33"]]);
    assert_eq!(first(&filing), ["3.3.4.1.b 38→33 wrong_digit unique"]);
}

#[test]
fn last_year_is_a_witness() {
    let mut filing = crate::support::sample_with_prior("suqian-2024", "suqian-2023");
    // 118 came over from last year: of 上年结转 and 结转下年度, the first is wrong.
    set(&mut filing, &[("3.2.a", 181), ("3.2.g", 184)]);
    let first = first(&filing);
    assert!(first[0].starts_with("3.2.a 181→118 3.2.g 184→121"), "{first:?}");
    set(&mut filing, &[("3.2.a", 118), ("3.2.g", 121), ("3.3.1.a", 58)]);
    assert!(ranked(&filing)[0].iter().all(|suspect| suspect.cells.len() == 1));
}

/// A table of two rows and two columns with totals: nine cells, six equations.
const SMALL: &str = r#"format = 1
id = "small"
title = "小表"
issued_by = "测试"
years = { from = 2020 }
[[table]]
id = "1"
widths = [3, 1, 1, 1]
[[table.part]]
heads = [[{ text = "指标" }, { text = "甲" }, { text = "乙" }, { text = "合计" }]]
columns = [{ letter = "a", label = "甲" }, { letter = "b", label = "乙" }, { letter = "c", label = "合计" }]
measure = "件"
rows = [{ code = "1", label = "子" }, { code = "2", label = "丑" }, { code = "3", label = "合计" }]
[[relation]]
id = "row.{r}"
kind = "total"
severity = "error"
mark = "logic"
each = { r = ["1", "2", "3"] }
left = ["{r}.c"]
right = ["{r}.[a-b]"]
text = "行"
source = "测试"
[[relation]]
id = "column.{c}"
kind = "total"
severity = "error"
mark = "logic"
each = { c = ["a", "b", "c"] }
left = ["3.{c}"]
right = ["[1-2].{c}"]
text = "列"
source = "测试"
[[relation]]
id = "part"
kind = "at_most"
severity = "error"
mark = "logic"
left = ["1.a"]
right = ["1.b"]
text = "甲不超过乙"
source = "测试"
"#;

fn small(values: &[i64]) -> Filing {
    let form = Arc::new(Form::parse("small.toml", SMALL).expect("sound"));
    let mut filing = Filing::new(Arc::clone(&form), Unit::default(), 2024);
    let edit = filing.cells_edit(form.cell_indices().zip(values.iter().map(|value| Value::whole(*value))));
    if let Some(edit) = edit {
        filing.apply(edit, now());
    }
    filing
}

/// Whether the small table holds.
fn holds(v: &[i64]) -> bool {
    let rows = v.chunks(3).all(|row| row[0] + row[1] == row[2]);
    let columns = (0..3).all(|column| v[column] + v[3 + column] == v[6 + column]);
    rows && columns && v[0] <= v[1] && v.iter().all(|value| *value >= 0)
}

/// All smallest sets by trying every set and every value up to 24, which no small case needs to pass.
fn by_brute_force(values: &[i64]) -> BTreeSet<BTreeSet<usize>> {
    fn can_hold(values: &mut Vec<i64>, cells: &[usize]) -> bool {
        let Some((first, rest)) = cells.split_first() else { return holds(values) };
        let before = values[*first];
        let found = (0..=24).any(|value| {
            values[*first] = value;
            can_hold(values, rest)
        });
        values[*first] = before;
        found
    }
    for size in 0..=3_u32 {
        let mut found = BTreeSet::new();
        for bits in 0_u32..512 {
            let cells: Vec<usize> = (0..9).filter(|cell| bits >> cell & 1 == 1).collect();
            if bits.count_ones() == size && can_hold(&mut values.to_vec(), &cells) {
                found.insert(cells.into_iter().collect());
            }
        }
        if !found.is_empty() {
            return found;
        }
    }
    BTreeSet::new()
}

/// A sound small table with a few cells overwritten.
fn damaged() -> impl Strategy<Value = Vec<i64>> {
    let inner = (0_i64..4, 0_i64..4, 0_i64..4, 0_i64..4).prop_map(|(p, q, r, s)| {
        let (p, q) = (p.min(q), p.max(q));
        vec![p, q, p + q, r, s, r + s, p + r, q + s, p + q + r + s]
    });
    (inner, prop::collection::vec((0_usize..9, -1_i64..12), 0..=3)).prop_map(|(mut values, damage)| {
        for (cell, value) in damage {
            values[cell] = value;
        }
        values
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: u32::try_from(crate::oracle::cases(200, 2_000)).expect("small"), ..ProptestConfig::default() })]

    #[test]
    fn small_tables_agree_with_brute_force(values in damaged()) {
        let filing = small(&values);
        let localised = localised(&filing);
        prop_assert!(localised.is_exact());
        let (sets, more) = solutions(&filing);
        prop_assert!(!more);
        let found: BTreeSet<BTreeSet<usize>> = sets.iter().map(|set| set.iter().map(|cell| cell.position()).collect()).collect();
        let mut expected = by_brute_force(&values);
        if expected.contains(&BTreeSet::new()) {
            expected.clear();
        }
        prop_assert_eq!(found, expected, "{:?}", values);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn planted_slips_are_never_more_than_were_planted(slips in prop::collection::btree_map(10_u32..185, 1_i64..9, 1..=4)) {
        let mut filing = sample("suqian-2024");
        let changes = slips.iter().map(|(cell, by)| {
            let cell = CellIndex(*cell);
            let number = filing.value(cell).as_number().expect("a number");
            (cell, Value::number(number + rust_decimal::Decimal::from(*by)))
        });
        let edit = filing.cells_edit(changes.collect::<Vec<_>>()).expect("a change");
        filing.apply(edit, now());
        let localised = localised(&filing);
        prop_assert!(localised.is_exact());
        prop_assert!((1..=slips.len()).contains(&localised.size()), "{} for {:?}", localised.size(), slips);
        // Every proposal with all its values mends every error.
        for group in &localised.groups {
            for mend in group.mends.iter().filter(|mend| mend.values.len() == mend.cells.len()) {
                let mut mended = filing.clone();
                let values = mend.values.iter().map(|(cell, value)| (*cell, Value::from_exact(&value.to_string()).expect("exact")));
                if let Some(edit) = mended.cells_edit(values.collect::<Vec<_>>()) {
                    mended.apply(edit, now());
                }
                let engine = Engine::new(Arc::new(Rulebook::new(Arc::clone(mended.form()))), &mended);
                let errors = engine.findings(&mended, Stage::Filling).into_iter().filter(tianbao::check::Finding::is_error).count();
                prop_assert_eq!(errors, 0);
            }
        }
    }
}
