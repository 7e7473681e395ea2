//! Import in the window: every door leads to the plan, nothing is written before the button, all of it is one step.

use std::path::PathBuf;

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tianbao::filing::Filing;

use crate::compound::xls;
use crate::corpus::page::Page;
use crate::corpus::{two_years, write};
use crate::support::{sample, sample_path, store};
use crate::window_harness::{Window, number};

const RULES: &str = "规章（本年制发件数）";

/// The tables of a sample as a workbook of another program, after something was done to its pages.
fn workbook(filing: &Filing, change: impl FnOnce(&mut Vec<Page>)) -> Vec<u8> {
    let mut pages: Vec<Page> = filing.form().tables.iter().map(|table| Page::of(filing, table)).collect();
    let title = format!("{}政府信息公开情况统计表", filing.unit().name);
    pages[0].texts.splice(0..0, [title, format!("（{}年度）", filing.year())]);
    change(&mut pages);
    write::bytes(write::Format::Xlsx, &pages)
}

/// A workbook with everything that has to be looked at: hidden rows, a label that nobody knows, money in yuan.
fn troubled(filing: &Filing) -> Vec<u8> {
    workbook(filing, |pages| {
        let named = |page: &Page, text: &str| page.boxes.iter().position(|it| it.text == text);
        let first = pages.iter_mut().find(|page| named(page, "规章").is_some()).expect("the table");
        let at = named(first, "规章").expect("a stub");
        "章规某".clone_into(&mut first.boxes[at].text);
        for stub in ["行政许可", "行政处罚", "行政强制"] {
            let at = named(first, stub).expect("a stub");
            first.hidden_rows.push(first.boxes[at].row);
        }
        let at = named(first, "行政事业性收费").expect("a stub");
        let row = first.boxes[at].row;
        let money = first.boxes.iter_mut().find(|it| it.row == row && it.column > 0).expect("a figure");
        "251000元".clone_into(&mut money.text);
    })
}

impl Window {
    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("the folder can be written");
        path
    }

    fn choose(&self, path: PathBuf) {
        *self.chosen.0.lock().expect("not poisoned") = Some(path);
    }

    /// The window with the plan of a troubled file over an open filing of the same year.
    fn with_troubles() -> Self {
        let mut window = Self::open(Some("suqian-2024"));
        window.wait_for(RULES);
        let path = window.put("上报.xlsx", &troubled(&sample("suqian-2024")));
        window.drop_file(path);
        window.wait_for("存疑，请核对");
        window
    }

    fn finish(&mut self) {
        self.modified(Modifiers::COMMAND, Key::Enter);
    }

    fn is_planning(&self) -> bool {
        self.shows("原文件") && self.shows("放到表里")
    }
}

#[test]
fn a_dropped_workbook_becomes_a_new_filing_in_one_step() {
    let mut window = Window::open(None);
    let expected = sample("suqian-2023");
    let path = window.put("宿迁.xlsx", &workbook(&expected, |_| {}));
    window.drop_file(path);
    window.wait_for("放到表里");
    let aim = window.harness.get_by_label("导入到").accesskit_node().value();
    assert_eq!(aim.as_deref(), Some("新建填报"));
    assert!(!window.store.drafts_folder().exists(), "nothing is written before the button");
    window.finish();
    window.wait_for(RULES);
    window.on_disk(|filing| filing.values() == expected.values() && filing.unit().name == expected.unit().name);
    window.ctrl(Key::Z);
    window.on_disk(|filing| filing.values().iter().all(tianbao::filing::Value::is_blank));
    window.ctrl(Key::Y);
    window.on_disk(|filing| filing.values() == expected.values());
}

#[test]
fn doubts_are_listed_first_and_what_would_change_is_shown() {
    let mut window = Window::with_troubles();
    let top = |label: &str| {
        let mut nodes = window.harness.query_all_by_label_contains(label);
        nodes.next().unwrap_or_else(|| panic!("“{label}” is there")).rect().top()
    };
    let places = ["存疑，请核对 3", "没有放入 3", "会改掉已填的数 1"].map(top);
    assert!(places.is_sorted(), "{places:?}");
    window.harness.query_all_by_label_contains("改掉已填 1").next().expect("the count").click();
    window.harness.run();
    assert!(window.shows("“251000元”"), "what it was converted from");
    assert!(window.shows("导入后是 25.1"), "what it becomes");
    assert!(!window.shows("放好："), "what is sure is folded away");
    window.harness.query_all_by_label_contains("放好 194").next().expect("the count").click();
    window.harness.run();
    assert!(window.shows("放好："));
    window.key(Key::Escape);
    assert!(!window.is_planning());
}

#[test]
fn an_unknown_label_gets_its_cell_by_keys_alone() {
    let mut window = Window::with_troubles();
    for _ in 0..3 {
        window.key(Key::ArrowDown);
    }
    window.key(Key::Enter);
    assert!(window.shows("放到哪一格"));
    window.type_text("2.1.1.a");
    window.key(Key::Enter);
    assert!(window.shows("没有放入 2"), "{:#?}", window.harness);
    window.ctrl(Key::Z);
    assert!(window.shows("没有放入 3"));
    // A doubt that is confirmed is gone from the list, and one that is ignored is left out.
    window.harness.query_all_by_label_contains("存疑，请核对：").next().expect("a doubt").click();
    window.harness.run();
    window.key(Key::Enter);
    assert!(window.shows("存疑，请核对 2"));
    window.key(Key::Delete);
    assert!(window.shows("存疑，请核对 1") && window.shows("不导入 1"));
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert!(window.shows("存疑，请核对 3"));
}

#[test]
fn a_value_is_dragged_to_another_cell() {
    let mut window = Window::with_troubles();
    let row = window.harness.query_all_by_label_contains("没有放入：").next().expect("an unplaced value").rect();
    window.harness.query_all_by_label_contains("没有放入：").next().expect("an unplaced value").click();
    window.harness.run();
    let cell = window.harness.get_by_label(&format!("放到 {RULES}")).rect();
    window.drag(row.center(), cell.center());
    assert!(window.shows("没有放入 2"));
    let value = window.harness.get_by_label(&format!("放到 {RULES}")).accesskit_node().value();
    assert_eq!(value, Some(number(&sample("suqian-2024"), "2.1.1.a")));
}

#[test]
fn leaving_writes_nothing_and_the_button_writes_once() {
    let mut window = Window::with_troubles();
    window.key(Key::Escape);
    assert!(!window.is_planning() && window.shows("什么也没有改动"));
    window.harness.run();
    window.on_disk(|filing| filing.values() == sample("suqian-2024").values() && filing.history().is_empty());
    let path = window.folder.path().join("上报.xlsx");
    window.choose(path);
    window.ctrl(Key::I);
    window.wait_for("存疑，请核对");
    window.click("导入");
    window.wait_for("有 3 个数没有放入");
    assert!(window.shows("已导入 1 格"));
    window.click("复制清单");
    window.on_disk(|filing| number(filing, "2.8.1.a") == "25.1");
    // Without a change in the values of the other cells there is one step to take back.
    window.ctrl(Key::Z);
    window.on_disk(|filing| filing.values() == sample("suqian-2024").values());
    window.ctrl(Key::Z);
    window.wait_for("没有可以撤销的步骤");
}

#[test]
fn last_years_file_is_attached_as_such_and_carried_over() {
    let mut window = Window::open(Some("suqian-2024"));
    window.wait_for(RULES);
    let path = window.put("上年.xlsx", &workbook(&sample("suqian-2023"), |_| {}));
    // Dropped: the year tells what it is.
    window.drop_file(path.clone());
    window.wait_for("放到表里");
    window.finish();
    window.wait_for("上年数");
    let has_prior = |filing: &Filing| filing.prior().is_some_and(|prior| prior.source == "上年.xlsx");
    window.on_disk(has_prior);
    window.on_disk(|filing| filing.values() == sample("suqian-2024").values());
    window.ctrl(Key::Z);
    window.on_disk(|filing| filing.prior().is_none());
    // Chosen in the dialog of last year's figures.
    window.choose(path);
    window.click("上年数");
    window.click("选择文件…");
    window.wait_for("放到表里");
    window.finish();
    window.on_disk(has_prior);
}

#[test]
fn this_years_filing_begins_with_last_years_file() {
    let mut window = Window::open(None);
    let path = window.put("上年.xlsx", &workbook(&sample("suqian-2023"), |_| {}));
    window.choose(path);
    window.click("从上年的文件开始…");
    window.wait_for("新建 2024 年度的填报");
    window.click("导入");
    window.wait_for(RULES);
    window.wait_for("可以由上年数得出");
    let is_begun = |filing: &Filing| filing.year() == 2024 && filing.prior().is_some();
    window.on_disk(|filing| is_begun(filing) && filing.values().iter().all(tianbao::filing::Value::is_blank));
    window.harness.query_all_by_label("按上年结转填入").last().expect("the button of the message").click();
    window.harness.run();
    window.wait_for("按上年数填入");
    let last = sample("suqian-2023");
    window.on_disk(|filing| is_begun(filing) && number(filing, "3.2.g") == number(&last, "3.4.g"));
    window.ctrl(Key::Z);
    window.on_disk(|filing| is_begun(filing) && filing.values().iter().all(tianbao::filing::Value::is_blank));
    // Each stands in its cell as a ghost, until Enter takes it; zeros do not hide it.
    window.ctrl(Key::F);
    window.type_text("3.2.a");
    window.key(Key::Enter);
    window.key(Key::Escape);
    let (cell, brought) = ("二、上年结转政府信息公开申请数量（自然人）", number(&last, "3.4.a"));
    let ghost = format!("空，按上年数应为 {brought}，按回车采用");
    assert_ne!(brought, "0");
    assert!(window.cell(cell).contains(&ghost), "{}", window.cell(cell));
    window.shots("ghost-last-year");
    window.run_command("空格填 0");
    assert!(window.shows("留待按回车采用"), "{:#?}", window.harness);
    window.on_disk(|filing| number(filing, "3.1.a") == "0" && number(filing, "3.2.b") != "0");
    assert!(window.cell(cell).contains(&ghost), "{}", window.cell(cell));
    window.key(Key::Enter);
    window.on_disk(|filing| number(filing, "3.2.a") == brought);
}

#[test]
fn a_flattened_text_is_shown_as_a_table() {
    let mut window = Window::open(None);
    let expected = sample("suqian-2024");
    let mut pages: Vec<Page> = expected.form().tables.iter().map(|table| Page::of(&expected, table)).collect();
    let title = format!("{}政府信息公开情况统计表", expected.unit().name);
    pages[0].texts.splice(0..0, [title, format!("（{}年度）", expected.year())]);
    let path = window.put("宿迁.txt", &write::bytes(write::Format::Flattened, &pages));
    window.drop_file(path);
    window.wait_for("放到表里");
    // The figure under the third head stands in the third column of figures.
    assert!(window.shows("原文件 表1!F3"), "{:#?}", window.harness);
    window.shots("import-flattened");
    window.finish();
    window.on_disk(|filing| filing.values() == expected.values() && filing.unit().name == expected.unit().name);
}

#[test]
fn two_years_of_one_file_go_in_together() {
    let mut window = Window::open(None);
    let path = window.put("两年.xlsx", &two_years("suqian-2024"));
    window.drop_file(path);
    window.wait_for("放到表里");
    window.click("两者");
    window.finish();
    window.wait_for("已保存");
    let expected = sample("suqian-2024");
    window.on_disk(|filing| filing.values() == expected.values() && filing.prior().is_some());
    window.ctrl(Key::Z);
    window.on_disk(|filing| filing.prior().is_none() && filing.values().iter().all(tianbao::filing::Value::is_blank));
}

#[test]
fn a_table_is_pasted_with_its_labels() {
    let mut window = Window::open(Some("suqian-2024"));
    window.wait_for(RULES);
    let table = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t7\t8\t9\n行政规范性文件\t4\t5\t6\n";
    window.harness.event(egui::Event::Paste(table.to_owned()));
    window.harness.run();
    window.wait_for("放到表里");
    assert!(window.shows("剪贴板"));
    window.key(Key::Escape);
    // The same by the command, which asks the desktop.
    window.modified(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::P);
    window.type_text("从剪贴板");
    window.key(Key::Enter);
    window.harness.event(egui::Event::Paste(table.to_owned()));
    window.harness.run();
    window.wait_for("放到表里");
    window.click("导入");
    window.on_disk(|filing| number(filing, "2.1.1.a") == "7" && number(filing, "2.1.2.c") == "6");
}

#[test]
fn files_that_cannot_be_read_say_why_and_stay_said() {
    let mut window = Window::open(None);
    for (name, bytes, sentence) in [
        ("表.pdf", b"%PDF-1.7\n".as_slice(), "这是 PDF 文件"),
        ("工资.csv", "序号,姓名,数量,总计\n1,甲,3,4\n2,乙,5,6\n".as_bytes(), "都不是政府信息公开统计表"),
    ] {
        let path = window.put(name, bytes);
        window.drop_file(path);
        window.wait_for(sentence);
    }
    for _ in 0..100 {
        window.harness.step();
    }
    assert!(window.shows("这是 PDF 文件") && !window.is_planning());
}

#[test]
fn a_reading_that_takes_long_is_stopped() {
    let (folder, store) = store();
    let (hangs, program) = (folder.path().join("hangs"), folder.path().join("worker"));
    // Hangs as long as the mark is there, then reads.
    std::fs::write(&hangs, "").expect("written");
    let (mark, worker) = (hangs.display(), env!("CARGO_BIN_EXE_tianbao"));
    let script = format!("#!/bin/sh\nwhile [ -e '{mark}' ]; do sleep 0.05; done\nexec '{worker}' import-worker\n");
    std::fs::write(&program, script).expect("written");
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&program, permissions).expect("executable");
    let file = folder.path().join("open.tianbao");
    std::fs::copy(sample_path("suqian-2024"), &file).expect("copied");
    let mut window = Window::start_with(folder, store, Some(file.clone()), program);
    window.wait_for(RULES);
    let before = std::fs::read(&file).expect("the filing");
    let path = window.put("上报.xls", &xls(&[(0, 0, 1.0)]));
    for by_key in [true, false] {
        window.drop_file(path.clone());
        window.wait_for("正在读取 上报.xls");
        if by_key {
            window.key(Key::Escape);
        } else {
            window.click("取消");
        }
        window.wait_for("已取消，没有导入");
        window.wait_until(|window| !window.shows("正在读取 上报.xls"));
        assert!(!window.is_planning());
    }
    assert_eq!(std::fs::read(&file).expect("the filing"), before);
    // The worker is free again: the file is read now, and is none of ours.
    std::fs::remove_file(&hangs).expect("removed");
    window.drop_file(path);
    window.wait_for("都不是政府信息公开统计表");
}

#[test]
fn data_of_this_program_need_no_recognition() {
    let mut window = Window::open(None);
    window.choose(sample_path("suqian-2023"));
    window.ctrl(Key::I);
    window.wait_for("这是填报程序自己的数据");
    window.finish();
    window.on_disk(|filing| filing.values() == sample("suqian-2023").values());
}

#[test]
fn another_form_is_tried_in_the_background() {
    let mut window = Window::open(None);
    let path = window.put("宿迁.xlsx", &workbook(&sample("suqian-2023"), |_| {}));
    window.drop_file(path);
    window.wait_for("放到表里");
    window.click("表式");
    window.harness.query_all_by_label("2014—2018年度表式").last().expect("the older form").click();
    window.harness.run();
    window.wait_until(|window| !window.shows("正在重新识别"));
    // Whatever the older form finds there, the plan or its refusal leads back to the form that fits.
    assert!(window.is_planning());
    window.key(Key::Escape);
    assert!(!window.is_planning());
}

/// The plan with and without doubts, of the short forms and the long one, in the usual and the smallest window.
#[test]
fn the_plan_fits_every_window() {
    let unknown = |pages: &mut Vec<Page>| {
        let label = pages[0].boxes.iter_mut().find(|it| it.text.contains("政务微信")).expect("a row");
        "4.政务平台公开数".clone_into(&mut label.text);
    };
    let simao = sample("simao-2017");
    let long = [("2014", workbook(&simao, |_| {})), ("2014-doubts", workbook(&simao, unknown))];
    let suqian = sample("suqian-2024");
    let short = [("2021", workbook(&suqian, |_| {})), ("2021-doubts", troubled(&suqian))];
    for (name, bytes) in long.into_iter().chain(short) {
        let mut window = Window::open(None);
        let path = window.put("上报.xlsx", &bytes);
        window.drop_file(path);
        window.wait_for("放到表里");
        for (size_name, size) in [("1366", egui::vec2(1366.0, 768.0)), ("900", egui::vec2(900.0, 600.0))] {
            window.harness.set_size(size);
            for _ in 0..4 {
                window.harness.step();
            }
            let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, size).expand(0.5);
            for label in ["导入", "取消", "导入到", "表式", "原文件", "放到表里"] {
                let rect = window.harness.get_by_label(label).rect();
                assert!(screen.contains_rect(rect), "{name} at {size_name}: {label} is at {rect}");
            }
            window.shots(&format!("import-{name}-{size_name}"));
        }
    }
}

/// A unit and a year that only the name of the file says are asked about, until somebody says them.
#[test]
fn what_is_said_weakly_is_asked() {
    let mut window = Window::open(None);
    let table = "信息内容,本年处理决定数量\n行政许可,550\n行政处罚,4119\n行政强制,195\n";
    let path = window.put("甲县民政局2023年.csv", table.as_bytes());
    window.drop_file(path);
    window.wait_for("请在上面核对单位");
    assert!(window.shows("请在上面核对年度"));
    window.shot("import_asks");
    window.harness.get_by_role_and_label(egui::Role::TextInput, "单位").click();
    window.harness.step();
    window.key(Key::End);
    window.type_text("（本级）");
    window.wait_until(|window| !window.shows("请在上面核对单位"));
    assert!(window.shows("请在上面核对年度"));
}

#[test]
fn pictures_of_the_plan() {
    let mut window = Window::with_troubles();
    window.shots("import");
    for _ in 0..3 {
        window.key(Key::ArrowDown);
    }
    window.shot("import-unplaced");
    window.key(Key::Enter);
    window.type_text("gz");
    window.shots("import-choose");
    window.key(Key::Escape);
    window.finish();
    window.wait_for("没有放入");
    window.shot("import-done");
    let mut window = Window::open(None);
    window.shot("import-start");
    let path = window.put("上年.xlsx", &workbook(&sample("suqian-2023"), |_| {}));
    window.choose(path);
    window.click("从上年的文件开始…");
    window.wait_for("新建 2024 年度的填报");
    window.shot("import-last-year");
}

#[test]
fn what_was_left_out_of_a_figure_is_shown_beside_it() {
    let mut window = Window::open(Some("suqian-2024"));
    window.wait_for(RULES);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cases");
    let bytes = std::fs::read(folder.join("struck/table.doc")).expect("a case");
    let path = window.put("去年.doc", &bytes);
    window.drop_file(path);
    window.wait_for("存疑，请核对");
    window.wait_until(|window| window.harness.query_all_by_label_contains("划掉的“12”").next().is_some());
    window.shot("import_struck");
}
