//! The list of a desk: units renamed and removed, earlier years by unit, forms converted, cells entered by hand.

use std::sync::Arc;

use tianbao::aggregate::desk::Desk;
use tianbao::aggregate::desk::scope::Scope;
use tianbao::aggregate::desk::sent::Fate;
use tianbao::aggregate::units::Node;
use tianbao::aggregate::workspace::{State, Workspace};
use tianbao::aggregate::years::{Earlier, Years};
use tianbao::aggregate::{Aggregate, Contribution, Tree, list};
use tianbao::check::Amount;
use tianbao::filing::{Filing, Snapshot, Value};
use tianbao::form::{Catalogue, CellIndex, Form};

use crate::aggregate::{cell, even};
use crate::desk::{FORM, arrive, desk, received, sum, unit, units};
use crate::support::{form, now};

/// The source of the form of 2014 under another id, in which the first figure does not add up.
pub(crate) fn source_with_a_cell_by_hand() -> String {
    let (_, text) = Catalogue::shipped_sources()[0];
    let own = text.replacen("zfxxgk-2014", "own-2014", 1);
    let changed = own.replacen("code = \"1.1\"", "additive = false, code = \"1.1\"", 1);
    assert_ne!(changed, own, "the row is there");
    changed
}

/// That form, and its cell that is entered by hand.
pub(crate) fn form_with_a_cell_by_hand() -> (Arc<Form>, CellIndex) {
    let form = Arc::new(Form::parse("own.toml", &source_with_a_cell_by_hand()).expect("sound"));
    let cell = form.cell_index("1.1").expect("a cell");
    (form, cell)
}

#[test]
fn years_stand_beside_each_other() {
    let mut this = even("财政局", 30);
    this.apply(this.prior_edit(2023, Some(Snapshot::of(&even("财政局", 21), "上年", b""))), now());
    let mut desk = desk();
    arrive(&mut desk, "a", &this);
    arrive(&mut desk, "b", &even("教育局", 5));
    let units = desk.workspace().units();
    let earlier = |form: &str, year: u16, filings: &[Filing]| {
        let mut aggregate = Aggregate::new(self::form(form), year);
        for filing in filings {
            aggregate.add(Contribution::of(filing, "").part);
        }
        Arc::new(Earlier { aggregate, units: Tree::default() })
    };
    let mut years = Years::default();
    let expected = |last: &str, this: &str| [(2022, String::new()), (2023, last.to_owned()), (2024, this.to_owned())];
    let row = |filing: &Filing| -> Vec<(u16, String)> {
        Years::row(filing, cell("3.1.a")).into_iter().map(|(year, value)| (year, value.to_string())).collect()
    };
    let finance = desk.part(unit(&desk, "财政局")).expect("a part").1.clone();
    let of_finance = |years: &Years| row(&years.filing_of(desk.aggregate().expect("known"), &finance));
    assert_eq!(of_finance(&years), expected("21", "30"), "the file brought it along");
    years.add(earlier(FORM, 2023, &[even("财政局", 20), even("撤销的局", 1)]), units);
    let old = Filing::new(form("zfxxgk-2019"), tianbao::filing::Unit::named("财政局"), 2022);
    years.add(earlier("zfxxgk-2019", 2022, &[old]), units);
    assert_eq!(of_finance(&years), expected("20", "30"), "what the office has says more");
    let of = |scope: &Scope| row(&desk.filing_of(scope, &years).expect("known").1);
    assert_eq!(of(&Scope::All), expected("21", "35"), "who is no more was there");
    assert_eq!(of(&Scope::Below(unit(&desk, "甲区"))), expected("20", "35"), "of a part of the units only theirs");
    let whole = years.with_last_year(desk.aggregate().expect("known"));
    let last: Vec<String> = whole.origin(cell("3.1.a")).into_iter().map(|it| it.last_year.to_string()).collect();
    assert_eq!(last, ["20", ""]);
    // Last year's closing figures are this year's opening ones; here they are not.
    let book = Arc::new(tianbao::check::Rulebook::new(form(FORM)));
    let breaks = tianbao::aggregate::review::carry_overs(&whole, &book);
    assert_eq!(breaks.len(), 7, "{breaks:?}");
    assert!(breaks[0].message.starts_with("财政局：") && breaks[0].message.contains("20"), "{}", breaks[0].message);
}

#[test]
fn like_named_units_of_two_districts_keep_their_own_years() {
    let tree = || list::tree(&list::rows("甲区\n\t财政局\n乙区\n\t财政局\n"));
    let of = |year: u16, names: &[(&str, i64)]| {
        let mut workspace = Workspace::new(tree());
        workspace.year = Some(year);
        let mut desk = Desk::new(workspace, Some(form(FORM)));
        for (name, number) in names {
            let mut filing = even(name, *number);
            filing.apply(tianbao::filing::Edit::Year { old: 2024, new: year }, now());
            arrive(&mut desk, name, &filing);
        }
        desk
    };
    let last = of(2023, &[("甲区财政局", 1)]);
    let desk = of(2024, &[("甲区财政局", 10), ("乙区财政局", 20)]);
    let mut years = Years::default();
    let aggregate = last.aggregate().expect("known").clone();
    years.add(Arc::new(Earlier { aggregate, units: tree() }), desk.workspace().units());
    let whole = years.with_last_year(desk.aggregate().expect("known"));
    let last: Vec<String> = whole.origin(cell("3.1.a")).into_iter().map(|it| it.last_year.to_string()).collect();
    assert_eq!(last, ["1", ""]);
}

#[test]
fn units_are_renamed_and_removed_and_their_files_follow() {
    let mut desk = desk();
    for (file, name, number) in [("a", "财政局", 1), ("b", "教育局", 2), ("c", "民政局", 4)] {
        arrive(&mut desk, file, &even(name, number));
    }
    let finance = unit(&desk, "财政局");
    desk.give_back(finance, "请核对");
    desk.assign("b", unit(&desk, "教育局"));
    let places = desk.rename(finance, "财政和国资局", &["财政与国资局".to_owned()]);
    let renamed = places[&finance];
    assert_eq!(desk.workspace().units().path(renamed), "某市 › 甲区 › 财政和国资局");
    assert_eq!((desk.state(renamed), sum(&desk)), (State::Returned, Amount::whole(7)));
    assert_eq!(desk.workspace().standing(renamed).expect("a standing").remark, "请核对");
    arrive(&mut desk, "a", &even("财政局", 1));
    assert_eq!(sum(&desk), Amount::whole(7), "the file that was known stays known");
    arrive(&mut desk, "d", &even("财政与国资局", 8));
    assert_eq!(desk.beside(renamed), ["d"], "another name of it");
    // A heading is renamed: what lies below is found by its new path.
    let district = unit(&desk, "甲区");
    desk.rename(district, "高新区", &[]);
    assert!(desk.workspace().units().at(["某市", "高新区", "教育局"]).is_some());
    assert_eq!(sum(&desk), Amount::whole(7));
    let bytes = desk.workspace().write();
    assert_eq!(Workspace::read(&bytes).expect("a workspace").write(), bytes);

    // Removed with what is below it; its files wait, others are not touched.
    let before = desk.sums();
    let district = unit(&desk, "高新区");
    let places = desk.remove_unit(district);
    assert_eq!(desk.workspace().units().len(), 3);
    assert!(!places.contains_key(&district) && desk.sums() > before);
    assert_eq!(sum(&desk), Amount::whole(4));
    assert!(matches!(desk.file("a").expect("a file").fate, Fate::Unknown(_)));
    assert_eq!(desk.state(unit(&desk, "民政局")), State::Received);
    desk.add_unit(Node { name: "财政局".to_owned(), parent: Some(unit(&desk, "某市")), ..Node::default() });
    assert_eq!(sum(&desk), Amount::whole(5), "it was sent, and counts again");

    // Where every file adds its unit, a removed one does not come back by itself.
    let mut workspace = Workspace::default();
    workspace.takes_any = true;
    let mut any = Desk::new(workspace, None);
    any.arrive(vec![received("a", &even("甲局", 1)), received("b", &even("乙局", 2))], Vec::new());
    any.remove_unit(unit(&any, "甲局"));
    assert_eq!((any.workspace().units().len(), sum(&any)), (1, Amount::whole(2)));
    arrive(&mut any, "a", &even("甲局", 3));
    assert_eq!((any.file("a").expect("a file").fate.clone(), sum(&any)), (Fate::Aside, Amount::whole(2)));
    let other = unit(&any, "乙局");
    let places = any.rename(other, "乙局（新）", &[]);
    assert_eq!(any.workspace().units().len(), 1, "the file's old name adds no second unit");
    assert_eq!(any.state(places[&other]), State::Received);
}

#[test]
fn files_of_another_form_are_refused_or_converted_as_the_office_says() {
    let mut workspace = Workspace::new(units());
    workspace.year = Some(2020);
    let mut desk = Desk::new(workspace, Some(form(FORM)));
    let mut old = Filing::new(form("zfxxgk-2019"), tianbao::filing::Unit::named("财政局"), 2020);
    let there = old.form().cell_index("3.1.a").expect("a cell");
    old.apply(old.cells_edit([(there, Value::whole(5))]).expect("a change"), now());
    let mut new = even("教育局", 2);
    new.apply(tianbao::filing::Edit::Year { old: 2024, new: 2020 }, now());
    arrive(&mut desk, "a", &old);
    arrive(&mut desk, "b", &new);
    assert_eq!(sum(&desk), Amount::whole(2));
    assert!(desk.file("a").expect("a file").objection().is_some_and(|words| words.contains("换算")));
    desk.set_converts(true);
    assert_eq!(sum(&desk), Amount::whole(7));
    let notes: Vec<&String> = desk.file("a").and_then(|it| it.content.as_ref().ok()).expect("read").notes().collect();
    assert!(notes.iter().any(|note| note.contains("已按对应指标换算")), "{notes:?}");
    assert!(Workspace::read(&desk.workspace().write()).expect("a workspace").converts);
    desk.set_converts(false);
    assert_eq!((sum(&desk), desk.state(unit(&desk, "财政局"))), (Amount::whole(2), State::Missing));
}

#[test]
fn cells_that_do_not_add_up_are_entered_by_hand_and_kept() {
    let (own, by_hand) = form_with_a_cell_by_hand();
    let mut workspace = Workspace::new(units());
    workspace.year = Some(2017);
    let mut desk = Desk::new(workspace, Some(Arc::clone(&own)));
    let mut filing = Filing::new(Arc::clone(&own), tianbao::filing::Unit::named("财政局"), 2017);
    filing.apply(filing.cells_edit(own.cell_indices().map(|cell| (cell, Value::whole(2)))).expect("a change"), now());
    arrive(&mut desk, "a", &filing);
    let of =
        |desk: &Desk, scope: &Scope| desk.filing_of(scope, &Years::default()).expect("known").1.value(by_hand).clone();
    assert_eq!(of(&desk, &Scope::All), Value::Blank);
    let added = own.cell_index("1.2.1").expect("a cell");
    assert!(!desk.enter_by_hand(added, &Value::whole(9)), "sums are not typed over");
    assert!(!desk.enter_by_hand(by_hand, &Value::Text("若干".to_owned())));
    assert!(desk.enter_by_hand(by_hand, &Value::whole(9)));
    assert_eq!(of(&desk, &Scope::All), Value::whole(9));
    assert_eq!(of(&desk, &Scope::Below(unit(&desk, "甲区"))), Value::Blank, "it was said of all units");
    let bytes = desk.workspace().write();
    let again = Workspace::read(&bytes).expect("a workspace");
    assert_eq!((again.by_hand_in(&own)[&by_hand].clone(), again.write()), (Value::whole(9), bytes));
    assert!(desk.enter_by_hand(by_hand, &Value::Blank));
    assert_eq!(of(&desk, &Scope::All), Value::Blank);
    let wrong = br#"{"tianbao":"units","version":1,"by_hand":{"1.1":"many"}}"#;
    assert!(Workspace::read(wrong).is_err_and(|error| error.to_string().contains("by_hand.1.1")));
}
