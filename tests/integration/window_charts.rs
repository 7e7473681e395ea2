//! Charts and the work plan in the window: shown, chosen, noted, put into the report.

use tianbao::filing::store;
use tianbao::filing::{Progress, Snapshot, format};
use tianbao::form::Catalogue;

use crate::support::{data, now, sample, sample_with_prior};
use crate::window_harness::Window;

/// 宿迁 2024 with two years before it, in a window.
fn with_years() -> Window {
    let mut filing = sample_with_prior("suqian-2024", "suqian-2023");
    let edit = filing.prior_edit(2022, Some(Snapshot::of(&sample("suqian-2023"), "2022.tianbao", b"")));
    filing.apply(edit, now());
    let (folder, store) = crate::support::store();
    let file = folder.path().join("open.tianbao");
    std::fs::write(&file, format::write(&filing)).expect("written");
    let mut window = Window::start(folder, store, Some(file));
    window.wait_for("规章（本年制发件数）");
    window
}

#[test]
fn charts_are_told_in_words_and_chosen_for_the_report() {
    let mut window = with_years();
    window.ctrl(egui::Key::G);
    window.wait_for("近三年收到和办理政府信息公开申请情况（件）。2022年：");
    assert!(window.shows("政府信息公开申请办理结果（件）。予以公开：2024年 "));
    window.shots("charts");
    window.click("放入报告：政府信息公开申请办理结果");
    window.on_disk(|filing| filing.charts().get("outcomes") == Some(&false));
    window.click("放入报告：政府信息公开申请办理结果");
    window.on_disk(|filing| filing.charts().is_empty());
    window.click("关闭");
    assert!(!window.shows("打钩的图放入年度报告"));
}

#[test]
fn one_year_asks_for_another() {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    window.ctrl(egui::Key::G);
    window.wait_for("请附上2022年度的文件");
    window.shots("charts-one-year");
    assert!(window.shows("附上以前年度的文件…"));
}

#[test]
fn a_read_only_filing_shows_its_charts() {
    let (mut window, _held) = Window::open_held("suqian-2024");
    window.ctrl(egui::Key::G);
    window.wait_for("政府信息公开申请办理结果（件）。");
    window.click("放入报告：政府信息公开申请办理结果");
    let read = store::read(&window.folder.path().join("open.tianbao"), &Catalogue::shipped()).expect("a filing");
    assert!(read.charts().is_empty());
}

#[test]
fn a_plan_is_imported_filtered_noted_and_put_into_the_report() {
    let mut window = Window::open(Some("suqian-2024"));
    window.wait_for("规章（本年制发件数）");
    window.ctrl(egui::Key::T);
    window.wait_for("还没有工作任务");
    *window.chosen.0.lock().expect("not poisoned") = Some(data("plans/guandu-2018.txt"));
    window.click("导入工作方案…");
    window.wait_for("93 / 93 项");
    window.shots("plan");
    window.click("单位");
    window.type_text("区财政局");
    window.wait_for("3 / 93 项");
    window.shots("plan-filtered");
    window.click("第 12 项写入报告的句子");
    window.type_text("公开了部门决算");
    window.key(egui::Key::Tab);
    window.on_disk(|filing| filing.plan()[&11].sentence == "公开了部门决算");
    window.click("第 12 项的进展");
    window.click("已完成");
    window.on_disk(|filing| filing.plan()[&11].progress == Progress::Done);
    window.click("把列出的 1 句放入报告");
    window.on_disk(|filing| filing.report().get("overview.active").is_some_and(|it| it.text == "公开了部门决算。"));
    window.click("关闭");
    window.ctrl(egui::Key::Z);
    window.on_disk(|filing| filing.report().is_empty());
}
