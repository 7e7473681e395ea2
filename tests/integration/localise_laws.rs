//! Laws of the search for guilty cells, and forms made to be hard for it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use tianbao::check::localise::{Localised, Mend, localise};
use tianbao::check::suspects::Certainty;
use tianbao::check::{Amount, Rulebook, Stage};
use tianbao::filing::{Filing, Unit, Value};
use tianbao::form::{CellIndex, Form};

use crate::oracle::{cases, damaged};
use crate::random_tables::{Dice, fill, number};
use crate::slips::proposals;
use crate::support::{engine, form, now, sample};

/// A form of one column with a row a name, and its relations `(kind, left, right)`; rows with an `m` first hold money with
/// two decimals.
fn own(rows: &[&str], relations: &[(&str, &str, &str)]) -> Arc<Form> {
    let mut text = String::from(
        "format = 1\nid = \"own\"\ntitle = \"小表\"\nissued_by = \"测试\"\nyears = { from = 2020 }\n[[table]]\nid = \"1\"\nwidths = [3, 1]\n\
         [[table.part]]\nheads = [[{ text = \"指标\" }, { text = \"数\" }]]\ncolumns = [{ letter = \"a\", label = \"数\" }]\nmeasure = \"件\"\nrows = [\n",
    );
    for (row, label) in rows.iter().enumerate() {
        let measure = if label.starts_with('m') { ", measure = \"万元\", decimals = 2" } else { "" };
        writeln!(text, "{{ code = \"{}\", label = \"{label}\"{measure} }},", row + 1).expect("text");
    }
    text.push_str("]\n");
    let cells = |side: &str| {
        let ids = side.split(' ').map(|name| {
            let (minus, name) = name.strip_prefix('-').map_or(("", name), |name| ("-", name));
            let row = rows.iter().position(|it| *it == name).unwrap_or_else(|| panic!("no row {name}"));
            format!("\"{minus}{}.a\"", row + 1)
        });
        ids.collect::<Vec<_>>().join(", ")
    };
    for (at, (kind, left, right)) in relations.iter().enumerate() {
        writeln!(
            text,
            "[[relation]]\nid = \"r{at}\"\nkind = \"{kind}\"\nseverity = \"error\"\nmark = \"logic\"\nleft = [{}]\nright = [{}]\ntext = \"关系\"\nsource = \"测试\"",
            cells(left),
            cells(right)
        )
        .expect("text");
    }
    Arc::new(Form::parse("own.toml", &text).unwrap_or_else(|problems| panic!("{problems:?}\n{text}")))
}

fn filled(form: &Arc<Form>, values: &[i64]) -> Filing {
    let mut filing = Filing::new(Arc::clone(form), Unit::default(), 2024);
    fill(&mut filing, form.cell_indices().zip(values.iter().copied()));
    filing
}

fn localised(filing: &Filing) -> Localised {
    localise(&Rulebook::new(Arc::clone(filing.form())), filing.values())
}

/// The sets of each group by row labels, in order.
fn shown(filing: &Filing) -> BTreeSet<String> {
    let name = |cell: &CellIndex| filing.form().row_of(*cell).label.clone();
    let groups = localised(filing).groups;
    let sets = groups.iter().flat_map(|group| &group.mends);
    sets.map(|mend| mend.cells.iter().map(name).collect::<Vec<_>>().join(" ")).collect()
}

/// The errors of a check, without blanks.
fn errors(filing: &Filing) -> usize {
    let findings = engine(filing).findings(filing, Stage::Filling);
    findings.iter().filter(|it| it.is_error()).count()
}

#[test]
fn halves_are_no_counts() {
    // p is the sum of all four, q that of the first two without the others: p − q is twice c + d, an even number. With
    // fractions, changing a, c and d would do; with whole numbers q and its copies are wrong.
    let form = own(
        &["a", "b", "c", "d", "p", "q", "p1", "p2", "p3", "q1", "q2", "q3"],
        &[
            ("total", "p", "a b c d"),
            ("total", "q", "a b -c -d"),
            ("total", "p1", "p"),
            ("total", "p2", "p"),
            ("total", "p3", "p"),
            ("total", "q1", "q"),
            ("total", "q2", "q"),
            ("total", "q3", "q"),
        ],
    );
    let odd = filled(&form, &[5, 5, 1, 1, 12, 7, 12, 12, 12, 7, 7, 7]);
    assert_eq!(shown(&odd), BTreeSet::from(["q q1 q2 q3".to_owned()]));
    assert!(localised(&odd).is_exact());
    // An even difference can be mended by three cells, or by two where the others leave enough.
    let even = filled(&form, &[5, 5, 1, 1, 12, 6, 12, 12, 12, 6, 6, 6]);
    assert_eq!(localised(&even).size(), 2);
    assert!(shown(&even).contains("a c"), "{:?}", shown(&even));
}

#[test]
fn several_open_cells_get_whole_numbers() {
    // 2x + 2y ≤ z ≤ 2x + 2y, with z odd and held by its copies: no whole x and y.
    let form = own(
        &["x", "y", "s", "t", "z", "z1", "z2", "z3"],
        &[
            ("total", "s", "x y"),
            ("total", "t", "x y"),
            ("at_most", "s t", "z"),
            ("at_most", "z", "s t"),
            ("at_most", "z", "z1"),
            ("at_most", "z1", "z"),
            ("at_most", "z", "z2"),
            ("at_most", "z2", "z"),
            ("at_most", "z", "z3"),
            ("at_most", "z3", "z"),
        ],
    );
    let table = filled(&form, &[1, 1, 2, 2, 7, 7, 7, 7]);
    // s + t = 7 with s = t is not possible, whatever x and y are; z and its copies have to change.
    assert_eq!(shown(&table), BTreeSet::from(["z z1 z2 z3".to_owned()]));
    assert!(localised(&table).is_exact());
}

#[test]
fn a_unique_proposal_clears_its_findings() {
    let mut unique = 0;
    for case in 0..cases(60, 1_000) {
        let filing = damaged(&mut Dice(3_000 + case as u64), 1_000_000);
        let before = errors(&filing);
        for group in proposals(&filing) {
            for suspect in group.iter().filter(|it| it.certainty == Certainty::Unique) {
                let mut mended = filing.clone();
                let values =
                    suspect.changes.iter().map(|it| (it.cell, Value::from_exact(&it.to.to_string()).expect("exact")));
                let edit = mended.cells_edit(values.collect::<Vec<_>>()).expect("a change");
                mended.apply(edit, now());
                let touching = |filing: &Filing| {
                    let findings = engine(filing).findings(filing, Stage::Filling);
                    let is_touched = |cell: &CellIndex| suspect.cells.contains(cell);
                    findings.iter().filter(|it| it.is_error() && it.cells.iter().any(is_touched)).count()
                };
                assert!(touching(&filing) > 0, "case {case}");
                assert_eq!((touching(&mended), errors(&mended) < before), (0, true), "case {case}: {suspect:?}");
                unique += 1;
            }
        }
    }
    assert!(unique > 0);
}

#[test]
fn the_empty_set_means_that_nothing_is_violated() {
    for case in 0..cases(100, 2_000) {
        let filing = damaged(&mut Dice(7_000 + case as u64), 1_000_000);
        let found = localised(&filing);
        assert_eq!(found.size() == 0, errors(&filing) == 0, "case {case}");
        assert!(found.groups.iter().all(|group| !group.mends.is_empty() && group.size > 0), "case {case}");
    }
}

#[test]
fn the_order_of_relations_does_not_matter() {
    for case in 0..cases(40, 500) {
        let filing = damaged(&mut Dice(11_000 + case as u64), 1_000_000);
        let (head, relations) = filing.form().source.split_once("\n[[relation]]").expect("relations");
        let (relations, rest) = relations.split_once("\n[[derived]]").unwrap_or((relations, ""));
        let mut entries: Vec<&str> = relations.split("\n[[relation]]").collect();
        entries.reverse();
        let derived = if rest.is_empty() { String::new() } else { format!("\n[[derived]]{rest}") };
        let text = format!("{head}\n[[relation]]{}{derived}", entries.join("\n[[relation]]"));
        let reversed = Arc::new(Form::parse("reversed.toml", &text).expect("the same form"));
        assert_eq!(reversed.relations.len(), filing.form().relations.len());
        let sets = |form: &Arc<Form>| {
            let found = localise(&Rulebook::new(Arc::clone(form)), filing.values());
            let mends = |group: &tianbao::check::localise::Group| {
                let mut mends: Vec<_> = group.mends.iter().map(|it| (it.cells.clone(), it.values.clone())).collect();
                mends.sort();
                (group.size, group.more, mends)
            };
            found.groups.iter().map(mends).collect::<Vec<_>>()
        };
        let (forth, back) = (sets(filing.form()), sets(&reversed));
        // Where more than fifty are left out, which ones are listed may differ.
        for (forth, back) in forth.iter().zip(&back).filter(|(forth, _)| !forth.1) {
            assert_eq!(forth, back, "case {case}");
        }
        assert_eq!(forth.len(), back.len(), "case {case}");
    }
}

#[test]
fn a_relation_that_holds_accuses_nobody() {
    let rows = ["a", "b", "c", "d", "e"];
    let broken = ("total", "c", "a b");
    let values = [3, 4, 8, 4, 4];
    let alone = shown(&filled(&own(&rows, &[broken]), &values));
    assert_eq!(alone, BTreeSet::from(["a".to_owned(), "b".to_owned(), "c".to_owned()]));
    // Over other cells it changes nothing, nor when it is there already.
    assert_eq!(shown(&filled(&own(&rows, &[broken, ("total", "e", "d")]), &values)), alone);
    assert_eq!(shown(&filled(&own(&rows, &[broken, broken]), &values)), alone);
    // Over the same cells it clears those that would break it, and accuses no new one.
    let fewer = shown(&filled(
        &own(&rows, &[broken, ("at_most", "d", "e"), ("at_most", "b", "d"), ("at_most", "a", "b")]),
        &values,
    ));
    assert!(fewer.is_subset(&alone) && fewer.len() < alone.len(), "{fewer:?}");
}

#[test]
fn a_relation_that_holds_never_makes_more_necessary_than_it_forbids() {
    let (mut same, mut more) = (0, 0);
    for case in 0..cases(40, 500) {
        let mut dice = Dice(13_000 + case as u64);
        let filing = damaged(&mut dice, 1_000_000);
        let before = localised(&filing);
        let Some(group) = before.groups.first() else { continue };
        // Two cells of the guilty group, in the order in which they stand now.
        let (one, other) = (dice.pick(&group.cells), dice.pick(&group.cells));
        let value = |cell: CellIndex| number(&filing, cell);
        let (less, greater) = if value(one) <= value(other) { (one, other) } else { (other, one) };
        if less == greater {
            continue;
        }
        let id = |cell: CellIndex| filing.form().cell(cell).id.to_string();
        let added = format!(
            "{}\n[[relation]]\nid = \"added\"\nkind = \"at_most\"\nseverity = \"error\"\nmark = \"logic\"\n\
             left = [\"{}\"]\nright = [\"{}\"]\ntext = \"关系\"\nsource = \"测试\"\n",
            filing.form().source,
            id(less),
            id(greater)
        );
        let form = Arc::new(Form::parse("added.toml", &added).unwrap_or_else(|problems| panic!("{problems:?}")));
        let after = localise(&Rulebook::new(form), filing.values());
        let of_group = |found: &Localised| {
            let cell = group.cells[0];
            found.groups.iter().find(|it| it.cells.contains(&cell)).cloned().expect("still guilty")
        };
        let (before, after) = (of_group(&before), of_group(&after));
        // What mends everything and keeps the added relation mends the form with it too.
        let mended = |mend: &Mend, cell: CellIndex| match mend.values.iter().find(|(of, _)| *of == cell) {
            Some((_, to)) => Some(*to),
            None => (!mend.cells.contains(&cell)).then(|| Amount::whole(value(cell))),
        };
        let keeps = |mend: &&Mend| mended(mend, less).zip(mended(mend, greater)).is_some_and(|(less, it)| less <= it);
        let sets = |mends: Vec<&Mend>| mends.into_iter().map(|it| it.cells.clone()).collect::<BTreeSet<_>>();
        let kept = sets(before.mends.iter().filter(keeps).collect());
        if before.more || after.more {
            continue;
        }
        assert!(after.size >= before.size, "case {case}");
        if after.size == before.size {
            let now = sets(after.mends.iter().collect());
            assert!(now.is_subset(&sets(before.mends.iter().collect())), "case {case}: somebody new is accused");
            assert!(kept.is_subset(&now), "case {case}: a mend that keeps the relation is gone");
            same += 1;
        } else {
            assert!(kept.is_empty(), "case {case}: {} instead of {}", after.size, before.size);
            more += 1;
        }
    }
    assert!(same > more, "{same} {more}");
}

#[test]
fn money_is_counted_to_its_last_decimal() {
    let form = own(&["m", "m1", "m2", "n"], &[("total", "m", "m1 m2"), ("at_most", "m2", "m1")]);
    let mut filing = Filing::new(Arc::clone(&form), Unit::default(), 2024);
    let mut fill = |texts: [&str; 3]| {
        let values = texts.iter().map(|text| Value::from_exact(text).expect("exact"));
        let edit = filing.cells_edit(form.cell_indices().zip(values).collect::<Vec<_>>()).expect("a change");
        filing.apply(edit, now());
        let name = |cell: CellIndex| form.row_of(cell).label.clone();
        let groups = localised(&filing).groups;
        let sets = groups.iter().flat_map(|group| &group.mends).map(|mend| {
            let changes = mend.values.iter().map(|(cell, value)| format!("{}→{value}", name(*cell)));
            changes.collect::<Vec<_>>().join(" ")
        });
        sets.collect::<BTreeSet<_>>()
    };
    assert_eq!(fill(["12.35", "7.25", "5.2"]), BTreeSet::from(["m→12.45", "m1→7.15", "m2→5.1"].map(str::to_owned)));
    // With 5 the other part would be more than the first.
    assert_eq!(fill(["10.21", "5.11", "5"]), BTreeSet::from(["m→10.11", "m1→5.21", "m2→5.1"].map(str::to_owned)));
    assert_eq!(fill(["10.3", "5.11", "5"]), BTreeSet::from(["m→10.11", "m1→5.3"].map(str::to_owned)));
    // A third decimal is illegal, and a sum of legal ones never has it.
    assert_eq!(fill(["10.111", "5.11", "5"]), BTreeSet::from(["m→10.11".to_owned()]));
    // Beyond what a float holds.
    assert_eq!(
        fill(["900000000000000.03", "900000000000000", "0.02"]),
        BTreeSet::from(["m→900000000000000.02", "m1→900000000000000.01", "m2→0.03"].map(str::to_owned))
    );
}

#[test]
fn all_blank_is_no_violation() {
    let blank = Filing::new(form("zfxxgk-2021"), Unit::default(), 2024);
    assert_eq!(localised(&blank), Localised::default());
}

#[test]
fn all_wrong_at_any_magnitude_gets_an_answer() {
    let mut dice = Dice(5);
    for greatest in [1_000_000_000_000_000, 999_999_999_999_999_999] {
        let mut filing = Filing::new(form("zfxxgk-2021"), Unit::default(), 2024);
        fill(&mut filing, form("zfxxgk-2021").cell_indices().map(|cell| (cell, dice.below(greatest))));
        let found = localised(&filing);
        // Table 三 and the three groups of table 四.
        assert!(found.groups.len() >= 4, "{}", found.groups.len());
        assert!(found.groups.iter().all(|group| group.mends.iter().all(|mend| !mend.cells.is_empty())), "{greatest}");
        let illegal = filing
            .form()
            .cell_indices()
            .filter(|cell| crate::random_tables::number(&filing, *cell) > 1_000_000_000_000_000);
        for cell in illegal {
            let of_it = found.groups.iter().find(|group| group.cells.contains(&cell)).expect("a group");
            assert!(of_it.mends.iter().all(|mend| mend.cells.contains(&cell)), "a number beyond 10^15 has to change");
        }
    }
}

#[test]
fn exchanged_rows_are_searched_to_the_end() {
    let sound = sample("suqian-2024");
    let pairs = [("3.4", "3.1", 6), ("3.2", "3.3.1", 8), ("3.3.6.3", "3.3.7", 12), ("3.3.7", "3.4", 12)];
    for (one, other, size) in pairs.into_iter().take(cases(2, 4)) {
        let mut filing = sound.clone();
        let cell = |row: &str, column: &str| sound.form().cell_index(&format!("{row}.{column}")).expect("a cell");
        let columns = ["a", "b", "c", "d", "e", "f", "g"].into_iter();
        let exchanged = columns.flat_map(|column| {
            let (one, other) = (cell(one, column), cell(other, column));
            [(one, number(&sound, other)), (other, number(&sound, one))]
        });
        fill(&mut filing, exchanged);
        let found = localised(&filing);
        assert_eq!((found.size(), found.is_exact()), (size, true), "{one} and {other}");
    }
}

#[test]
fn dense_tables_with_ties() {
    // Every cell of a three by three table equal: a wrong grand total has one culprit, a wrong row total and a wrong
    // column total have the cell where they cross, and two of each have both diagonals.
    let rows = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "r1", "r2", "r3", "k1", "k2", "k3", "all"];
    let form = own(
        &rows,
        &[
            ("total", "r1", "a b c"),
            ("total", "r2", "d e f"),
            ("total", "r3", "g h i"),
            ("total", "k1", "a d g"),
            ("total", "k2", "b e h"),
            ("total", "k3", "c f i"),
            ("total", "all", "r1 r2 r3"),
        ],
    );
    let sound = [2, 2, 2, 2, 2, 2, 2, 2, 2, 6, 6, 6, 6, 6, 6, 18];
    let with = |changes: &[(&str, i64)]| {
        let mut values = sound;
        for (name, value) in changes {
            values[rows.iter().position(|row| row == name).expect("a row")] = *value;
        }
        shown(&filled(&form, &values))
    };
    assert_eq!(with(&[]), BTreeSet::new());
    assert_eq!(with(&[("all", 19)]), BTreeSet::from(["all".to_owned()]));
    assert_eq!(with(&[("e", 3)]), BTreeSet::from(["e".to_owned()]));
    assert_eq!(with(&[("a", 3), ("e", 3)]), BTreeSet::from(["a e".to_owned(), "b d".to_owned()]));
}
