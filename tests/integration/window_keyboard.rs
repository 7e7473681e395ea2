//! A whole filing by keyboard only: from the start page to exported files, with the figures of 宿迁 2024.

use egui::{Event, Key, Modifiers};
use tianbao::filing::store;
use tianbao::form::{Catalogue, CellIndex, Form, Term};

use crate::support::sample;
use crate::window_harness::{Window, number};

/// The cells in the order in which Enter goes through them: down the columns, table by table.
fn in_order_of_enter(form: &Form) -> Vec<CellIndex> {
    let mut cells: Vec<CellIndex> = form.cell_indices().collect();
    cells.sort_by_key(|cell| {
        let it = form.cell(*cell);
        (it.table, it.grid_column, it.line)
    });
    cells
}

#[test]
fn a_filing_is_made_checked_and_exported_without_the_mouse() {
    let expected = sample("suqian-2024");
    let form = expected.form();
    let mut window = Window::open(None);
    // The unit's field has the keyboard; the year is chosen with the arrows, Enter makes the filing.
    window.type_text("江苏省宿迁市");
    window.tab_to("报告年度");
    window.key(Key::ArrowDown);
    window.tab_to("新建");
    window.modified(Modifiers::SHIFT, Key::Tab);
    window.tab_to("填报单位");
    window.key(Key::Enter);
    window.wait_for("规章（本年制发件数）");
    // Every figure with Enter; a total that is the sum of its parts is taken as it is offered.
    let number_of = |term: &Term| expected.value(term.cell).as_number().expect("the sample has no blanks");
    for cell in in_order_of_enter(form) {
        let value = expected.value(cell);
        let is_sum = form.relations.iter().any(|relation| {
            let is_total = relation.kind == "total" && relation.left.iter().any(|term| term.cell == cell);
            is_total
                && relation.right.iter().map(number_of).sum::<rust_decimal::Decimal>() == number_of(&relation.left[0])
        });
        if !is_sum {
            window.harness.event(Event::Text(value.to_string()));
        }
        window.harness.key_press(Key::Enter);
        window.harness.step();
        window.harness.step();
    }
    window.harness.run();
    let values: Vec<String> = expected.values().iter().map(ToString::to_string).collect();
    window.on_disk(|filing| filing.values().iter().map(ToString::to_string).eq(values.iter().cloned()));
    // Who filled it in.
    window.key(Key::F4);
    window.tab_to("填报人");
    window.type_text("张三");
    window.tab_to("确定");
    window.key(Key::Enter);
    window.on_disk(|filing| filing.signoff().iter().any(|(field, text)| field == "填报人" && text == "张三"));
    // The check before handing in, and the findings one after the other.
    window.key(Key::F9);
    window.wait_for("审核完毕");
    for extension in ["xlsx", "pdf"] {
        let path = window.folder.path().join(format!("报表.{extension}"));
        *window.chosen.0.lock().expect("not poisoned") = Some(path.clone());
        window.modified(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::P);
        window.type_text(extension);
        window.key(Key::Enter);
        window.wait_for(&format!("报表.{extension}"));
        assert!(std::fs::metadata(&path).expect("it was written").len() > 1000, "{extension}");
    }
    // What is on the disk is the filing, whole.
    let drafts = std::fs::read_dir(window.store.drafts_folder()).expect("a folder").flatten().map(|entry| entry.path());
    let draft = drafts.filter(|path| path.extension().is_some_and(|it| it == "tianbao")).last().expect("a draft");
    let filing = store::read(&draft, &Catalogue::shipped()).expect("a filing");
    assert_eq!((filing.year(), filing.unit().name.as_str()), (2024, "江苏省宿迁市"));
    assert_eq!(filing.values(), expected.values());
    assert_eq!(number(&filing, "3.3.7.g"), number(&expected, "3.3.7.g"));
}
