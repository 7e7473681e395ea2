//! Suspects in the window: marked after a pause, explained in a sentence, shown as they would be, and done only when asked.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tianbao::filing::store::Lock;
use tianbao::filing::{Filing, Unit, Value};
use tianbao::report::draft;

use crate::support::{form, now, sample, store};
use crate::window_harness::{Window, number};

const SIGN: &str = "疑似有误";

/// Puts numbers into cells.
fn with(mut filing: Filing, values: &[(&str, i64)]) -> Filing {
    let cell = |id: &str| filing.form().cell_index(id).expect("a cell");
    let edit = filing.cells_edit(values.iter().map(|(id, value)| (cell(id), Value::whole(*value))));
    filing.apply(edit.expect("a change"), now());
    filing
}

/// A window on a filing, with the table of a cell in it and that cell active.
fn open(filing: &Filing, cell: &str) -> Window {
    let (folder, store) = store();
    let file = folder.path().join("open.tianbao");
    drop(store.create(&file, filing).expect("the folder can be written"));
    let mut window = Window::start(folder, store, Some(file));
    window.wait_for(&filing.form().cells[0].name);
    go(&mut window, cell);
    window
}

/// Finds a cell by its id.
fn go(window: &mut Window, cell: &str) {
    window.ctrl(Key::F);
    window.type_text(cell);
    window.key(Key::Enter);
    window.key(Key::Escape);
}

fn name(filing: &Filing, id: &str) -> String {
    filing.form().cell(filing.form().cell_index(id).expect("a cell")).name.clone()
}

fn wait_for_sign(window: &mut Window, cell: &str) {
    window.wait_until(|window| window.description(cell).contains(SIGN));
}

fn alt(window: &mut Window, key: Key) {
    window.modified(Modifiers::ALT, key);
}

/// What the answers of 昆明 2020 say of the last column.
fn four_candidates() -> Filing {
    let filing = Filing::new(form("zfxxgk-2019"), Unit::named("某某市"), 2020);
    with(filing, &[("3.1.g", 971), ("3.2.g", 18), ("3.3.7.g", 960), ("3.4.g", 30)])
}

#[test]
fn the_two_totals_of_hongze_are_proposed_and_done_one_by_one() {
    let filing = sample("hongze-2023");
    let [review, suit] = ["4.1.e", "4.3.e"].map(|id| name(&filing, id));
    let mut window = open(&filing, "4.1.e");
    wait_for_sign(&mut window, &review);
    assert!(window.shows("疑似（唯一可能）"));
    assert!(window.shows("这一格由 0 改为 11，1 处勾稽成立。"));
    assert!(window.shows(&format!("{review} 0 → 11")), "the line under the finding");
    assert_eq!(window.cell(&review), "0，有错误", "nothing is changed unasked, and nothing shown that is not there");
    window.shots("suspects-unique");
    window.key(Key::F1);
    assert!(window.shows("Alt+→") && window.shows(SIGN), "the keys and the sign are explained");
    window.shots("suspects-keys");
    window.key(Key::Escape);
    alt(&mut window, Key::Enter);
    assert_eq!(window.cell(&review), "11");
    assert!(!window.description(&review).contains(SIGN));
    // The other case is found again by itself; two ways are possible there.
    wait_for_sign(&mut window, &suit);
    alt(&mut window, Key::ArrowRight);
    assert_eq!(window.cell(&suit), "0，有错误，疑似应为 5");
    assert!(window.shows("疑似（可能）　第 1 种，共 2 种"));
    assert!(window.shows("疑似合计没有填，还是0：这一格由 0 改为 5"));
    alt(&mut window, Key::Enter);
    assert_eq!(window.cell(&suit), "5");
    assert!(!window.shows("? 疑似"), "nothing is wrong any more");
    window.ctrl(Key::Z);
    assert_eq!((window.cell(&suit), window.cell(&review)), ("0，有错误".to_owned(), "11".to_owned()), "one step each");
    window.on_disk(|filing| number(filing, "4.1.e") == "11" && number(filing, "4.3.e") == "0");
}

#[test]
fn what_the_report_says_speaks_for_a_way() {
    let mut filing = four_candidates();
    let text = "2020年，本机关新收政府信息公开申请971件，结转下年度继续办理29件。";
    filing.apply(draft::write_edit(&filing, "overview.requests", text).expect("a change"), now());
    let mut window = open(&filing, "3.4.g");
    wait_for_sign(&mut window, &name(&filing, "3.4.g"));
    assert!(window.shows("疑似（很可能）　第 1 种，共 4 种"));
    assert!(window.shows("这一格由 30 改为 29，1 处勾稽成立，与报告文字写的数一致。"));
    window.shots("suspects-text");
    go(&mut window, "3.1.g");
    assert!(!window.description(&name(&filing, "3.1.g")).contains(SIGN), "the text says 971 as well");
}

#[test]
fn a_sum_that_is_proposed_is_offered_once() {
    let filing = sample("hongze-2023");
    let mut window = open(&filing, "4.1.e");
    wait_for_sign(&mut window, &name(&filing, "4.1.e"));
    assert!(!window.shows("改为各项之和") && window.shows("采用改法"), "with the reason");
    // Where the likeliest way is another, the sum stays on offer.
    let filing = with(sample("suqian-2024"), &[("3.3.4.1.b", 38)]);
    let mut window = open(&filing, "3.3.4.1.g");
    wait_for_sign(&mut window, &name(&filing, "3.3.4.1.b"));
    assert!(window.shows("改为各项之和 902"));
}

#[test]
fn a_typed_mistake_is_suspected_after_a_pause() {
    let filing = sample("suqian-2024");
    let cell = name(&filing, "3.1.a");
    let mut window = open(&filing, "3.1.a");
    for digit in ["3", "4", "0", "4"] {
        window.harness.event(egui::Event::Text(digit.to_owned()));
        // The frame that takes the key, and one in which the pause begins.
        window.harness.step();
        window.harness.step();
        assert!(!window.description(&cell).contains(SIGN), "no search at every key");
    }
    // While it is still being typed, as soon as nothing comes for a moment.
    wait_for_sign(&mut window, &cell);
    assert!(window.shows("疑似两位数字颠倒：这一格由 3404 改为 3440，2 处勾稽同时成立。"));
    // Committing it changes nothing on the screen, and what is known stays.
    window.key(Key::Enter);
    assert!(window.description(&cell).contains(SIGN));
    window.key(Key::ArrowUp);
    window.type_text("3440");
    window.key(Key::Enter);
    assert!(!window.description(&cell).contains(SIGN) && !window.shows("疑似"), "what was known is no longer so");
}

#[test]
fn a_sound_filing_has_no_suspects() {
    let filing = sample("suqian-2024");
    let mut window = open(&filing, "3.1.a");
    for _ in 0..20 {
        std::thread::sleep(std::time::Duration::from_millis(20));
        window.harness.run();
    }
    assert!(!window.shows("疑似"));
    alt(&mut window, Key::ArrowDown);
    assert!(window.shows("没有疑似有误的格子"));
    alt(&mut window, Key::Enter);
    assert!(window.shows("当前格没有疑似的改法"));
    window.ctrl(Key::Z);
    assert!(window.shows("没有可以撤销的步骤"));
}

#[test]
fn the_ways_are_gone_through_and_shown_as_they_would_be() {
    let filing = four_candidates();
    let names = ["3.1.g", "3.2.g", "3.3.7.g", "3.4.g"].map(|id| name(&filing, id));
    let mut window = open(&filing, "3.1.g");
    for (id, name) in ["3.4.g", "3.3.7.g", "3.2.g", "3.1.g"].iter().zip(names.iter().rev()) {
        go(&mut window, id);
        wait_for_sign(&mut window, name);
    }
    assert!(window.shows("这一格由 971 改为 972"));
    // What the cells that are seen say they should be.
    let shown = |window: &Window| {
        let cells = window.harness.query_all_by_role(egui::Role::Cell);
        let told = cells.filter_map(|cell| cell.accesskit_node().value());
        told.filter_map(|told| told.split_once("疑似应为 ").map(|(_, to)| to.to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(shown(&window), Vec::<String>::new());
    let mut seen = Vec::new();
    for _ in 0..4 {
        alt(&mut window, Key::ArrowDown);
        seen.extend(shown(&window));
    }
    window.shots("suspects-stepped");
    seen.sort();
    assert_eq!(seen, ["19", "29", "959", "972"], "each once, one at a time");
    let last = shown(&window);
    alt(&mut window, Key::ArrowDown);
    assert_ne!(shown(&window), last);
    alt(&mut window, Key::ArrowUp);
    assert_eq!(shown(&window), last);
    window.key(Key::Escape);
    assert_eq!(shown(&window), Vec::<String>::new(), "Esc shows what is there");
    // From the cell of another way, that way is done.
    go(&mut window, "3.4.g");
    assert!(window.shows("这一格由 30 改为 29"));
    alt(&mut window, Key::Enter);
    assert_eq!(window.cell(&names[3]), "29");
    window.on_disk(|filing| number(filing, "3.4.g") == "29" && number(filing, "3.1.g") == "971");
}

#[test]
fn a_slip_of_many_cells_is_done_and_undone_as_one_step() {
    let finished = [118, 5, 0, 0, 1, 1, 125];
    let carried = [3440, 73, 0, 1, 5, 2, 3521];
    let ids = |row: &str| ["a", "b", "c", "d", "e", "f", "g"].map(|column| format!("{row}.{column}"));
    let [above, below] = [ids("3.3.7"), ids("3.4")];
    let cells = above.iter().zip(finished).chain(below.iter().zip(carried));
    let filing = with(sample("suqian-2024"), &cells.map(|(id, value)| (id.as_str(), value)).collect::<Vec<_>>());
    let mut window = open(&filing, "3.3.7.a");
    let cell = name(&filing, "3.3.7.a");
    wait_for_sign(&mut window, &cell);
    assert!(window.shows("疑似（很可能）"));
    assert!(window.shows("疑似整行或整列填到了相邻的行或列：同时改下面 12 格"));
    alt(&mut window, Key::ArrowRight);
    assert!(window.cell(&cell).ends_with("疑似应为 3440"));
    window.shots("suspects-lines");
    alt(&mut window, Key::Enter);
    assert_eq!(window.cell(&cell), "3440");
    assert!(window.shows("已按疑似的改法改了 12 格"));
    assert!(!window.shows("疑似整行"));
    window.ctrl(Key::Z);
    assert!(window.cell(&cell).starts_with("118"));
    window.on_disk(|filing| number(filing, "3.4.g") == "3521");
    window.ctrl(Key::Y);
    window.on_disk(|filing| number(filing, "3.4.g") == "125" && number(filing, "3.3.7.g") == "3521");
}

#[test]
fn a_line_under_the_finding_leads_to_the_cell() {
    let filing = with(sample("suqian-2024"), &[("3.3.1.a", 21), ("3.3.1.b", 1408)]);
    let mut window = open(&filing, "2.1.1.a");
    let line = "? 疑似相邻两格的数填颠倒了";
    window.wait_for(line);
    let line = window.harness.query_all_by_label_contains(line).next().expect("it is there");
    line.click();
    window.harness.run();
    let [left, right] = ["3.3.1.a", "3.3.1.b"].map(|id| window.cell(&name(&filing, id)));
    assert!(left.ends_with("疑似应为 1408") && right.ends_with("疑似应为 21"), "{left} {right}");
    assert!(window.shows("采用改法（Alt+Enter）"));
    window.click("采用改法（Alt+Enter）");
    assert_eq!(window.cell(&name(&filing, "3.3.1.a")), "1408");
}

#[test]
fn a_read_only_filing_shows_and_does_nothing() {
    let filing = sample("hongze-2023");
    let (folder, store) = store();
    let file = folder.path().join("open.tianbao");
    drop(store.create(&file, &filing).expect("the folder can be written"));
    let lock = Lock::acquire(&file).expect("nobody else has it");
    let mut window = Window::start(folder, store, Some(file));
    window.wait_for("【只读】");
    go(&mut window, "4.1.e");
    let cell = name(&filing, "4.1.e");
    wait_for_sign(&mut window, &cell);
    assert!(window.shows("这一格由 0 改为 11") && !window.shows("采用改法"));
    alt(&mut window, Key::ArrowDown);
    assert!(window.cell(&cell).ends_with("疑似应为 11"));
    alt(&mut window, Key::Enter);
    assert!(window.shows("文件是只读打开的，没有改动"));
    window.key(Key::Escape);
    assert_eq!(window.cell(&cell), "0，有错误");
    drop(lock);
}
