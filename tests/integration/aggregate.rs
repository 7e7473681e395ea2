//! Adding up: laws on any filings, faults among many files, differences that have to be explained, the command line.

use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use tianbao::aggregate::explain::{How, Step, Who, compare};
use tianbao::aggregate::intake::{Intake, Scope, Wish, take_in};
use tianbao::aggregate::units::Node;
use tianbao::aggregate::workspace::{State, Workspace};
use tianbao::aggregate::{Aggregate, Contribution, NodeId, Part, Sum, Tree, review};
use tianbao::check::{Amount, Counts, Rulebook};
use tianbao::export;
use tianbao::filing::{Filing, Snapshot, Unit, Value, format};
use tianbao::form::{Catalogue, CellIndex};
use tianbao::jobs::aggregating::{Reader, files, gather};
use tianbao::jobs::progress::{Cancel, Task};

use crate::cli::Folder;
use crate::desk_list::form_with_a_cell_by_hand;
use crate::laws::value;
use crate::support::{engine, form, now, sample, sample_path};

const FORM: &str = "zfxxgk-2021";

pub(crate) fn filled(unit: &str, values: impl IntoIterator<Item = (CellIndex, Value)>) -> Filing {
    let mut filing = Filing::new(form(FORM), Unit::named(unit), 2024);
    if let Some(edit) = filing.cells_edit(values) {
        filing.apply(edit, now());
    }
    filing
}

/// A filing with the same number in every cell.
pub(crate) fn even(unit: &str, number: i64) -> Filing {
    filled(unit, form(FORM).cell_indices().map(|cell| (cell, Value::whole(number))))
}

fn part(filing: &Filing) -> Part {
    Contribution::of(filing, &filing.unit().name).part
}

fn aggregate(filings: &[Filing]) -> Aggregate {
    let mut aggregate = Aggregate::new(form(FORM), 2024);
    for filing in filings {
        aggregate.add(part(filing));
    }
    aggregate
}

pub(crate) fn cell(id: &str) -> CellIndex {
    form(FORM).cell_index(id).expect("a cell")
}

/// Any filing of the form of 2021.
fn any_filing() -> impl Strategy<Value = Filing> {
    let cells = form(FORM).cells.len();
    prop::collection::vec(value(), cells).prop_map(|values| filled("某局", form(FORM).cell_indices().zip(values)))
}

pub(crate) fn any_filings() -> impl Strategy<Value = Vec<Filing>> {
    prop::collection::vec(any_filing(), 1..7)
}

fn added<'a>(filings: impl IntoIterator<Item = &'a Filing>) -> Sum {
    let mut sum = Sum::new(form(FORM).cells.len());
    filings.into_iter().for_each(|filing| sum.add(&part(filing).column));
    sum
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn the_aggregate_of_one_is_itself(filing in any_filing()) {
        let (sum, _) = aggregate(std::slice::from_ref(&filing)).filing(Unit::named("某局"), now());
        for cell in form(FORM).cell_indices() {
            let expected = match filing.value(cell) {
                Value::Text(_) => &Value::Blank,
                value => value,
            };
            prop_assert_eq!(sum.value(cell), expected);
        }
    }

    #[test]
    fn order_and_grouping_do_not_matter(filings in any_filings(), turn in 0_usize..7, cut in 0_usize..7) {
        let whole = added(&filings);
        let mut turned: Vec<&Filing> = filings.iter().collect();
        turned.rotate_left(turn % filings.len());
        turned.reverse();
        prop_assert_eq!(&added(turned), &whole);
        let (left, right) = filings.split_at(cut.min(filings.len()));
        let mut merged = added(left);
        merged.merge(&added(right));
        prop_assert_eq!(&merged, &whole);
        // An oracle of its own: decimals, not billionths.
        for cell in form(FORM).cell_indices() {
            let numbers = filings.iter().filter_map(|filing| filing.value(cell).as_number());
            let sum: rust_decimal::Decimal = numbers.sum();
            prop_assert_eq!(whole.cell(cell).sum, Amount::from(sum));
            let counted = whole.cell(cell);
            prop_assert_eq!((counted.numbers + counted.blanks + counted.texts) as usize, filings.len());
        }
    }

    #[test]
    fn what_was_added_can_be_taken_away_and_replaced(filings in any_filings(), more in any_filing()) {
        let mut whole = aggregate(&filings);
        let before = whole.sum().clone();
        let id = whole.add(part(&more));
        prop_assert_eq!(&whole.remove(id).expect("it was added").column, &part(&more).column);
        prop_assert_eq!(whole.sum(), &before);
        let first = whole.parts().next().expect("a part").0;
        whole.replace(first, part(&more));
        prop_assert_eq!(whole.sum(), &added(filings.iter().skip(1).chain([&more])));
        prop_assert!(whole.remove(id).is_none());
    }

    #[test]
    fn children_add_up_to_their_parent(parents in prop::collection::vec(0_usize..12, 1..12), seed in 0_i64..1000) {
        let mut tree = Tree::default();
        let mut ids: Vec<NodeId> = Vec::new();
        for (number, parent) in parents.iter().enumerate() {
            let parent = ids.get(*parent).copied();
            ids.push(tree.add(Node { name: format!("单位{number}号"), parent, ..Node::default() }));
        }
        let sent: Vec<Contribution> = ids.iter().map(|id| {
            let number = (seed * 31 + i64::try_from(id.position()).expect("few") * 7) % 97;
            Contribution::of(&even(tree.name(*id), number), tree.name(*id))
        }).collect();
        let sum_of = |scope: Scope| {
            let wish = Wish { units: Some(&tree), scope, ..Wish::default() };
            let intake = take_in(sent.clone(), &wish).expect("filings");
            assert!(intake.refused.is_empty() && intake.missing.is_empty(), "{:?}", intake.refused);
            intake.aggregate.sum().clone()
        };
        for id in &ids {
            let mut below = Sum::new(form(FORM).cells.len());
            below.merge(&sum_of(Scope::Only(vec![tree.name(*id).to_owned()])));
            tree.children(Some(*id)).for_each(|child| below.merge(&sum_of(Scope::Below(child))));
            prop_assert_eq!(sum_of(Scope::Below(*id)), below);
        }
        let mut top = Sum::new(form(FORM).cells.len());
        tree.children(None).for_each(|child| top.merge(&sum_of(Scope::Below(child))));
        prop_assert_eq!(sum_of(Scope::All), top);
    }
}

#[test]
fn a_real_table_cut_into_eleven_parts_adds_up_again() {
    let whole = sample("suqian-2023");
    let parts: Vec<Filing> = (0..11_i64)
        .map(|part| {
            let values = form(FORM).cell_indices().filter_map(|cell| {
                let number = whole.value(cell).as_number()?;
                let share = (number / rust_decimal::Decimal::from(11)).trunc();
                let rest = number - share * rust_decimal::Decimal::from(10);
                Some((cell, Value::number(if part == 0 { rest } else { share })))
            });
            filled(&format!("第{part}部分"), values)
        })
        .collect();
    let (sum, _) = aggregate(&parts).filing(Unit::named("宿迁市"), now());
    assert_eq!(sum.values(), whole.values());
    // 收办申请 3607 件 is 新收 + 结转, and the sum of the outcomes that the report's text names, with what is carried over.
    let number = |id: &str| sum.value(cell(id)).as_number().expect("a number");
    assert_eq!((number("3.1.g") + number("3.2.g")).to_string(), "3607");
    let groups = ["3.3.1.", "3.3.2.", "3.3.3.", "3.3.4.", "3.3.5.", "3.3.6.", "3.4."].map(|group| {
        let ids = form(FORM).cell_indices().map(|cell| form(FORM).cell(cell).id.to_string());
        let of_group: Vec<String> =
            ids.filter(|id| id.starts_with(group) && id.split('.').next_back() == Some("g")).collect();
        of_group.iter().map(|id| number(id)).sum::<rust_decimal::Decimal>().to_string()
    });
    assert_eq!(groups, ["1191", "328", "142", "1078", "406", "341", "121"]);
    assert_eq!(groups.iter().map(|it| it.parse::<u32>().expect("a number")).sum::<u32>(), 3607);
}

#[test]
fn figures_have_their_origin() {
    let mut first = even("甲局", 30);
    first.apply(first.prior_edit(2023, Some(Snapshot::of(&even("甲局", 20), "上年", b""))), now());
    let second = filled("乙局", [(cell("3.1.a"), Value::whole(10)), (cell("3.1.b"), Value::Text("若干".to_owned()))]);
    let both = aggregate(&[first, second]);
    let origin = both.origin(cell("3.1.a"));
    let shown: Vec<_> =
        origin.iter().map(|it| (it.unit, it.value.to_string(), it.share, it.last_year.to_string())).collect();
    let expected =
        [("甲局", "30".to_owned(), Some(7500), "20".to_owned()), ("乙局", "10".to_owned(), Some(2500), String::new())];
    assert_eq!(shown, expected);
    let (filing, notes) = both.filing(Unit::named("某区"), now());
    assert!(filing.prior().is_none(), "one unit has no last year");
    let text = notes.iter().find(|note| note.kind == "text").expect("a note");
    assert!(text.message.contains("乙局填“若干”"), "{}", text.message);
    assert_eq!(text.cell, Some(cell("3.1.b")));
    assert!(notes.iter().any(|note| note.kind == "blank" && note.message.contains("198 格")), "{notes:?}");
}

#[test]
fn last_years_sums_come_along_when_every_unit_has_them() {
    let with_prior = |unit: &str, number: i64| {
        let mut filing = even(unit, number);
        filing.apply(filing.prior_edit(2023, Some(Snapshot::of(&even(unit, number + 1), "上年", b""))), now());
        filing
    };
    let (filing, _) = aggregate(&[with_prior("甲局", 3), with_prior("乙局", 4)]).filing(Unit::named("某区"), now());
    let prior = filing.prior().expect("attached");
    assert_eq!(prior.value_for(filing.form(), cell("3.1.a")), Some(&Value::whole(9)));
    let findings = engine(&filing).violations(&filing);
    assert!(findings.iter().any(|finding| finding.kind == "carry_over"), "上年结转 7 against 9");
}

#[test]
fn sums_beyond_every_cell_stay_blank_and_are_told() {
    let most = Value::from_exact("999999999999999999").expect("exact");
    let values = || [(cell("2.8.1.a"), most.clone()), (cell("3.1.a"), Value::whole(1))];
    let (filing, notes) =
        aggregate(&[filled("甲局", values()), filled("乙局", values())]).filing(Unit::named("某区"), now());
    assert_eq!((filing.value(cell("2.8.1.a")), filing.value(cell("3.1.a"))), (&Value::Blank, &Value::whole(2)));
    let note = notes.iter().find(|note| note.kind == "too_large").expect("a note");
    assert!(note.message.contains("1999999999999999998"), "{}", note.message);
}

#[test]
fn a_form_may_say_what_does_not_add_up() {
    let (own, by_hand) = form_with_a_cell_by_hand();
    assert_eq!(own.cells.iter().filter(|cell| !cell.is_additive).count(), 1);
    assert!(Catalogue::shipped().all().iter().all(|form| form.cells.iter().all(|cell| cell.is_additive)));
    let mut whole = Aggregate::new(Arc::clone(&own), 2017);
    for unit in ["甲局", "乙局"] {
        let mut filing = Filing::new(Arc::clone(&own), Unit::named(unit), 2017);
        let edit = filing.cells_edit(own.cell_indices().map(|cell| (cell, Value::whole(2)))).expect("values");
        filing.apply(edit, now());
        whole.add(Contribution::of(&filing, unit).part);
    }
    let (filing, notes) = whole.filing(Unit::named("某区"), now());
    assert_eq!(filing.value(by_hand), &Value::Blank);
    assert!(own.cell_indices().filter(|it| *it != by_hand).all(|it| filing.value(it) == &Value::whole(4)));
    assert!(notes.iter().any(|note| note.kind == "by_hand" && note.message.contains(&own.cell(by_hand).name)));
    assert!(notes.iter().any(|note| note.kind == "distinct"), "distinct totals have their note");
}

#[test]
fn earlier_forms_are_refused_or_mapped() {
    let old = sample("shanghai-2019");
    let mut new = even("甲局", 1);
    new.apply(tianbao::filing::Edit::Year { old: 2024, new: 2019 }, now());
    let sent = [Contribution::of(&old, "old"), Contribution::of(&new, "new")];
    let refused = take_in(sent.to_vec(), &Wish::default()).expect("filings");
    assert_eq!((refused.aggregate.unit_count(), refused.refused.len()), (1, 1));
    assert!(refused.refused[0].message.contains("zfxxgk-2019"), "{}", refused.refused[0].message);

    let mapped = take_in(sent.to_vec(), &Wish { converts: true, ..Wish::default() }).expect("filings");
    assert_eq!((mapped.aggregate.unit_count(), mapped.refused.len()), (2, 0));
    assert_eq!(mapped.aggregate.form().id, FORM);
    for id in ["3.1.a", "3.3.7.g", "2.5.1.a"] {
        let there = mapped.aggregate.form().counterpart(cell(id), "zfxxgk-2019").expect("a counterpart");
        let expected = old.form().cell_index(there.as_str()).and_then(|cell| old.value(cell).as_number());
        let origin = mapped.aggregate.origin(cell(id));
        assert_eq!(origin[0].value.as_number(), expected, "{id}");
    }
    assert!(mapped.notes.iter().any(|note| note.message.contains("换算")), "{:?}", mapped.notes);
    let other_way = Wish { converts: true, form: Some(form("zfxxgk-2019")), ..Wish::default() };
    let refused = take_in(sent.to_vec(), &other_way).expect("filings").refused;
    assert!(refused[0].message.contains("没有对应"), "{refused:?}");
}

#[test]
fn every_unit_counts_once_and_nobody_is_guessed() {
    let mut tree = Tree::default();
    let city = tree.add(Node { name: "某市".to_owned(), is_heading: true, ..Node::default() });
    for name in ["财政局", "教育局", "民政局"] {
        let aliases = if name == "财政局" { vec!["财政和国资局".to_owned()] } else { Vec::new() };
        tree.add(Node { name: name.to_owned(), aliases, parent: Some(city), ..Node::default() });
    }
    let sent = [("财 政和國資局", 1), ("财政局", 2), ("某市教育局", 4), ("教育局本级", 8), ("法院", 16)];
    let sent = sent.map(|(name, number)| Contribution::of(&even(name, number), name));
    let intake = take_in(sent.to_vec(), &Wish { units: Some(&tree), ..Wish::default() }).expect("filings");
    assert_eq!(intake.aggregate.cell(cell("3.1.a")).sum, Amount::whole(5));
    let sentences: Vec<&str> = intake.refused.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(sentences.len(), 3, "{sentences:?}");
    assert!(sentences[0].contains("报了两份") && sentences[0].contains("200 格不同"), "{}", sentences[0]);
    assert!(sentences[1].contains("相近的有：某市 › 教育局"), "{}", sentences[1]);
    assert!(sentences[2].contains("不在单位名单里"), "{}", sentences[2]);
    assert_eq!(intake.missing.iter().map(|id| tree.path(*id)).collect::<Vec<_>>(), ["某市 › 民政局"]);

    // Without a list, like names are two units.
    let like = [("甲局", 1), ("甲局（机关）", 2)].map(|(name, number)| Contribution::of(&even(name, number), name));
    assert_eq!(take_in(like.to_vec(), &Wish::default()).expect("filings").aggregate.unit_count(), 2);
}

#[test]
fn other_years_are_refused_and_files_without_a_unit_stay_apart() {
    let mut last = even("甲局", 1);
    last.apply(tianbao::filing::Edit::Year { old: 2024, new: 2023 }, now());
    let filings = [last, even("乙局", 2), even("", 4), even("", 8)];
    let sent = filings.iter().zip(["a", "b", "c", "d"]).map(|(filing, file)| Contribution::of(filing, file)).collect();
    let Intake { aggregate, refused, notes, .. } = take_in(sent, &Wish::default()).expect("filings");
    assert_eq!((aggregate.year(), aggregate.cell(cell("3.1.a")).sum), (2024, Amount::whole(14)));
    assert!(refused[0].file == "a" && refused[0].message.contains("2023 年度"), "{refused:?}");
    assert_eq!(notes.len(), 2);
    assert!(take_in(Vec::new(), &Wish::default()).is_none());
}

#[test]
fn planted_differences_are_explained() {
    let units: Vec<Filing> = (0..40_i64)
        .map(|unit| {
            let cells = form(FORM).cell_indices();
            filled(
                &format!("{unit}局"),
                cells.map(|cell| {
                    (cell, Value::whole((unit + 1) * 1_009 + i64::from(cell.0) * 131_071 * (unit + 3) % 9_973))
                }),
            )
        })
        .collect();
    let whole = aggregate(&units);
    let beside = part(&even("没有参加的局", 7_777_777));
    let ids: Vec<_> = whole.parts().map(|(id, _)| id).collect();
    let typed = |without: &[usize], twice: &[usize], beside: Option<&Part>| -> Vec<Value> {
        let mut sum = whole.sum().clone();
        for unit in without {
            sum.take_away(&part(&units[*unit]).column);
        }
        for unit in twice {
            sum.add(&part(&units[*unit]).column);
        }
        if let Some(part) = beside {
            sum.add(&part.column);
        }
        sum.cells().map(|(_, sum)| sum.value().expect("small")).collect()
    };
    let others = std::slice::from_ref(&beside);
    assert!(compare(&whole, &typed(&[], &[], None), others).differences.is_empty());
    for (without, twice, with_beside, how, who) in [
        (vec![17], vec![], false, How::LeftOut, Who::Part(ids[17])),
        (vec![], vec![3], false, How::Twice, Who::Part(ids[3])),
        (vec![], vec![], true, How::NotInSum, Who::Other(0)),
    ] {
        let comparison = compare(&whole, &typed(&without, &twice, with_beside.then_some(&beside)), others);
        assert_eq!(comparison.differences.len(), 200);
        let best = vec![Step { how, who }];
        assert_eq!(comparison.common[0], (best.clone(), 200));
        assert!(comparison.differences.iter().all(|it| it.explanations[0] == best), "the best comes first");
    }
    let pair = compare(&whole, &typed(&[5, 31], &[], None), others);
    let best = [5, 31].map(|unit| Step { how: How::LeftOut, who: Who::Part(ids[unit]) });
    let (common, cells) = &pair.common[0];
    // In few cells a single step fits by chance, and then no pair is looked for.
    assert!(common == &best && *cells > 150, "{cells} cells");

    let mut words = typed(&[], &[], None);
    words[0] = Value::Text("若干".to_owned());
    let told = compare(&whole, &words, others);
    assert_eq!((told.differences.len(), told.differences[0].gap), (1, None));
}

#[test]
fn reviews_are_quiet_and_name_what_stands_out() {
    let mut units: Vec<Filing> = (0..20_i64)
        .map(|unit| {
            filled(
                &format!("{unit}局"),
                form(FORM)
                    .cell_indices()
                    .map(|cell| (cell, Value::whole((unit * 7 + i64::from(cell.0) * 3) % 23 + 20))),
            )
        })
        .collect();
    let group = |_: tianbao::aggregate::PartId, _: &Part| String::new();
    let book = Rulebook::new(form(FORM));
    assert_eq!(review::alarms(&aggregate(&units), &book, group), []);
    let change = |filing: &mut Filing, id: &str, number: i64| {
        let edit = filing.cells_edit([(cell(id), Value::whole(number))]).expect("a change");
        filing.apply(edit, now());
    };
    change(&mut units[4], "2.6.1.a", 90_000);
    change(&mut units[9], "2.5.1.a", 0);
    let alarms = review::alarms(&aggregate(&units), &book, group);
    let reasons: Vec<_> = alarms.iter().map(|alarm| alarm.reason).collect();
    assert_eq!(reasons, [review::Reason::ZeroAmongMany, review::Reason::FarAbove], "{alarms:?}");
    assert!(alarms[1].message.starts_with("4局"), "{}", alarms[1].message);

    let mut copied = vec![even("甲局", 3), even("乙局", 4), even("丙局", 3)];
    let last = Snapshot::of(&even("乙局", 4), "", b"");
    let edit = copied[1].prior_edit(2023, Some(last));
    copied[1].apply(edit, now());
    let whole = aggregate(&copied);
    let name = |id| whole.part(id).expect("a part").unit.clone();
    let groups: Vec<Vec<_>> =
        review::copies(&whole).into_iter().map(|ids| ids.into_iter().map(name).collect()).collect();
    assert_eq!(groups, [["甲局", "丙局"]]);
    assert_eq!(review::repeated(&whole).into_iter().map(name).collect::<Vec<_>>(), ["乙局"]);
}

#[test]
fn a_workspace_keeps_what_it_does_not_know() {
    let text = r#"{"tianbao":"units","version":1,"name":"某区","year":2024,"sources":["收到"],"newer":{"b":1,"a":2},
        "units":[{"name":"某市","heading":true,"state":"missing","units":[
            {"name":"财政局","aliases":["财政和国资局"],"state":"returned","file":"a.xlsx","hash":"00","remark":"请核对","flag":true}]}]}"#;
    let mut workspace = Workspace::read(text.as_bytes()).expect("a workspace");
    let bytes = workspace.write();
    assert_eq!(Workspace::read(&bytes).expect("a workspace"), workspace);
    assert_eq!(Workspace::read(&bytes).expect("a workspace").write(), bytes);
    let json: Json = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(json["newer"], json!({ "a": 2, "b": 1 }));
    assert_eq!(json["units"][0]["units"][0]["flag"], true);

    let office = workspace.units().ids().nth(1).expect("the office");
    assert_eq!(workspace.units().path(office), "某市 › 财政局");
    let standing = workspace.standing_mut(office).expect("a standing");
    standing.receive("a.xlsx", "00", State::Received);
    assert_eq!(standing.state, State::Returned, "the same file stays returned");
    standing.receive("a.xlsx", "11", State::judged(false, Counts { warnings: 1, ..Counts::default() }));
    assert_eq!(standing.state, State::Warnings);
}

#[test]
fn broken_workspaces_are_refused_in_words() {
    let deep = format!("{}{}", r#"{"name":"a","units":["#.repeat(20), "]}".repeat(20));
    for (text, words) in [
        ("{".to_owned(), "已损坏（第 1 行）"),
        ("[]".to_owned(), "不是汇总工作文件"),
        (r#"{"tianbao":"filing"}"#.to_owned(), "不是汇总工作文件"),
        (r#"{"tianbao":"units","version":2}"#.to_owned(), "第 2 版"),
        (r#"{"tianbao":"units","version":1,"units":[{}]}"#.to_owned(), "缺少“units[0].name”"),
        (r#"{"tianbao":"units","version":1,"units":[{"name":"a","state":"gone"}]}"#.to_owned(), "“gone”不认识"),
        (r#"{"tianbao":"units","version":1,"year":99999}"#.to_owned(), "年份"),
        (format!(r#"{{"tianbao":"units","version":1,"units":[{deep}]}}"#), "超过 16 层"),
    ] {
        let error = Workspace::read(text.as_bytes()).expect_err("broken").to_string();
        assert!(error.contains(words), "{text}: {error}");
    }
}

pub(crate) fn write(folder: &Path, name: &str, filing: &Filing) {
    std::fs::write(folder.join(name), format::write(filing)).expect("written");
}

#[test]
fn one_damaged_file_among_five_hundred_fails_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("乡镇");
    std::fs::create_dir(&inner).expect("a folder");
    for unit in 0..500 {
        write(
            if unit % 2 == 0 { folder.path() } else { &inner },
            &format!("{unit}.tianbao"),
            &even(&format!("{unit}局"), 1),
        );
    }
    let whole = format::write(&even("坏局", 1));
    std::fs::write(folder.path().join("坏.tianbao"), &whole[..whole.len() / 2]).expect("written");
    std::fs::write(folder.path().join("坏.xlsx"), b"PK\x03\x04 broken").expect("written");
    for left in ["~$甲局.xlsx", ".~甲局.lock", "Thumbs.db", "desktop.ini", "名单.tianbao-units"] {
        std::fs::write(folder.path().join(left), b"\x01\x02").expect("written");
    }
    let paths = files(&[folder.path().to_owned(), folder.path().join("没有.xlsx")], &[]).expect("files");
    assert_eq!(paths.len(), 503, "{paths:?}");
    let catalogue = Catalogue::shipped();
    let reader = Reader::new(&catalogue, None).expect("a reader");
    let steps = std::sync::atomic::AtomicUsize::new(0);
    let listener = |_| {
        steps.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    };
    let gathered = gather(&paths, &reader, &Task::new(Cancel::default(), &listener)).expect("not cancelled");
    assert_eq!((gathered.received.len(), gathered.failed.len()), (500, 3), "{:?}", gathered.failed);
    assert_eq!(steps.into_inner(), 504);
    for failed in &gathered.failed {
        let words = if failed.file.ends_with("没有.xlsx") { "找不到" } else { "请" };
        assert!(failed.message.contains(words), "{failed:?}");
        assert!(words == "找不到" || !failed.message.contains(&failed.file), "{failed:?}");
    }
    let intake = take_in(gathered.received.into_iter().map(|it| it.contribution).collect(), &Wish::default());
    assert_eq!(intake.expect("filings").aggregate.cell(cell("3.1.a")).sum, Amount::whole(500));

    let cancel = Cancel::default();
    cancel.wish();
    assert!(gather(&paths, &reader, &Task::new(cancel, &|_| {})).is_err());
}

#[test]
fn the_command_adds_up_real_tables() {
    let folder = Folder::new();
    let files = [folder.sample("suqian-2023"), folder.sample("hongze-2023"), folder.sample("suqian-2024")];
    let xlsx = {
        let filing = sample("hongze-2023");
        export::xlsx::workbook(&filing, &engine(&filing)).expect("a workbook")
    };
    std::fs::write(folder.path("洪泽.xlsx"), xlsx).expect("written");
    let arguments = ["aggregate", &files[0], "洪泽.xlsx", "-o", "sum.tianbao", "--unit", "某市", "--json"];
    let sum = folder.run(&arguments).ends(0).json();
    assert_eq!((&sum["form"], &sum["year"], &sum["units"]), (&json!(FORM), &json!(2023), &json!(2)));
    let (first, second) = (sample("suqian-2023"), sample("hongze-2023"));
    for cell in form(FORM).cell_indices() {
        let id = form(FORM).cell(cell).id.to_string();
        let added = first.value(cell).as_number().expect("full") + second.value(cell).as_number().expect("full");
        assert_eq!(sum["values"][&id], json!(added.normalize().to_string()), "{id}");
        let origin = [&first, &second].map(|it| json!({ "unit": it.unit().name, "value": it.value(cell).to_string() }));
        assert_eq!(sum["origin"][&id], json!(origin), "{id}");
    }
    assert_eq!(sum["failed"], json!([]));
    assert!(sum["findings"].as_array().is_some_and(|all| all.iter().any(|it| it["relation"] == "case-total.4.1")));
    let shown = folder.run(&["show", "sum.tianbao", "--json"]).ends(0).json();
    assert_eq!((&shown["unit"], &shown["values"]), (&json!("某市"), &sum["values"]));
    folder.run(&arguments).refused("已经存在");

    // Another year among them: told, not added. A folder holds the earlier aggregate, which is not added again.
    let year = folder
        .run(&["aggregate", ".", "-o", "again.tianbao", "--unit", "某市", "--year", "2023", "--json"])
        .ends(1)
        .json();
    assert_eq!((&year["units"], &year["values"]), (&json!(2), &sum["values"]));
    let failed: Vec<&str> =
        year["failed"].as_array().expect("a list").iter().filter_map(|it| it["message"].as_str()).collect();
    assert_eq!(failed.len(), 3, "{failed:?}");
    assert!(failed.iter().any(|it| it.contains("2024 年度")), "{failed:?}");
    assert!(failed.iter().any(|it| it.contains("以前做出的汇总表")), "{failed:?}");
    assert!(failed.iter().any(|it| it.contains("报了两份") && it.contains("完全相同")), "{failed:?}");
}

#[test]
fn the_command_knows_three_ways_comparisons_and_long_tables() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("收到")).expect("a folder");
    let units = [("财政局", 1), ("教育局", 2), ("镇政府", 4)];
    for (unit, number) in units {
        write(&folder.path("收到"), &format!("{unit}.tianbao"), &even(unit, number));
    }
    let list = json!({ "tianbao": "units", "version": 1, "units": [
        { "name": "区直", "heading": true, "units": [{ "name": "财政局" }, { "name": "教育局" }, { "name": "民政局" }] },
        { "name": "镇政府" },
    ] });
    std::fs::write(folder.path("名单.tianbao-units"), list.to_string()).expect("written");
    let run = |more: &[&str], name: &str| {
        let base = ["aggregate", "收到", "-o", name, "--json", "--units", "名单.tianbao-units"];
        folder.run(&[&base, more].concat())
    };
    let all = run(&["--long", "长表.csv"], "all.tianbao").ends(0);
    assert!(all.err().contains("还有 1 个单位没有报：区直 › 民政局"), "{}", all.err());
    assert_eq!((&all.json()["units"], &all.json()["values"]["3.1.a"]), (&json!(3), &json!("7")));
    let node = run(&["--node", "区直"], "node.tianbao").ends(0).json();
    assert_eq!((&node["units"], &node["values"]["3.1.a"]), (&json!(2), &json!("3")));
    let some = run(&["--only", "财政局", "--only", "镇政府"], "some.tianbao").ends(0).json();
    assert_eq!((&some["units"], &some["values"]["3.1.a"]), (&json!(2), &json!("5")));
    let absent = run(&["--only", "财政局", "--only", "民政局"], "absent.tianbao").ends(1).json();
    assert_eq!(absent["not_found"], json!(["民政局"]));
    run(&["--node", "没有的局"], "none.tianbao").refused("没有“没有的局”");

    let long = folder.text("长表.csv");
    assert!(long.starts_with("unit,year,form,cell,value\r\n教育局,2024,zfxxgk-2021,"), "{long}");
    assert_eq!(long.lines().count(), 601);

    // The earlier sum without the town hall.
    let compared =
        folder.run(&["aggregate", "收到", "-o", "all.xlsx", "--compare", "node.tianbao", "--review"]).ends(0);
    assert!(compared.out().contains("200 格不同，其中 200 格只要没有计入“镇政府”就对得上"), "{}", compared.out());
    assert!(folder.path("all.xlsx").exists());
}

#[test]
fn nothing_to_add_is_refused() {
    let folder = Folder::new();
    std::fs::write(folder.path("坏.tianbao"), b"{").expect("written");
    folder.run(&["aggregate", "坏.tianbao", "-o", "sum.tianbao"]).refused("没有一份能汇总的表");
    folder.run(&["aggregate", "没有", "-o", "sum.tianbao", "--json"]).refused("没有一份能汇总的表");
    assert!(!folder.path("sum.tianbao").exists());
    assert!(sample_path("suqian-2023").exists());
}
