//! What is around the sheet: panels, messages, files that are dropped, typed paths, and what outlives the window.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tianbao::filing::store::{self, Store};
use tianbao::form::Catalogue;
use tianbao::jobs;

use crate::support::sample_path;
use crate::window_harness::{Window, new_filing, number};

const SECTIONS: &str = "四、政府信息公开行政复议、行政诉讼情况";

fn hongze() -> Window {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    window
}

/// Ends the program and starts it again with the same data folder; its first file is not given again.
fn restart(window: Window) -> Window {
    let Window { harness, folder, store, .. } = window;
    drop(harness);
    Window::start(folder, store, None)
}

/// Ends the program as a power cut does: nothing is said, the locks are gone.
fn crash(window: Window) -> (tempfile::TempDir, Store) {
    let settings = window.store.data_folder().join("settings.json");
    let mut window = window;
    // Two filings, one of them named twice as the one that is shown.
    let is_draft_shown = |text: &str| text.split("\"shown\"").nth(1).is_some_and(|shown| shown.contains("drafts"));
    let is_whole = |text: String| text.matches(".tianbao\"").count() == 3 && is_draft_shown(&text);
    window.wait_until(|_| std::fs::read_to_string(&settings).is_ok_and(is_whole));
    let left = std::fs::read(&settings).expect("the settings are written while the program runs");
    let Window { harness, folder, store, .. } = window;
    drop(harness);
    std::fs::write(settings, left).expect("the folder can be written");
    (folder, store)
}

fn export(window: &mut Window, file: &str) -> PathBuf {
    let path = window.folder.path().join(file);
    *window.chosen.0.lock().expect("not poisoned") = Some(path.clone());
    window.ctrl_shift(egui::Key::P);
    window.type_text("CSV");
    window.key(egui::Key::Enter);
    path
}

#[test]
fn panels_fold_away_and_stay_so_after_a_restart() {
    let mut window = hongze();
    assert!(window.shows(SECTIONS));
    window.ctrl(egui::Key::Num1);
    assert!(!window.shows(SECTIONS));
    window.click("审核结果栏");
    assert!(!window.shows("错误：四、行政复议（总计）"));
    window.ctrl(egui::Key::Num2);
    window.ctrl(egui::Key::Plus);
    let theme = window.harness.ctx.theme();
    window.click(if theme == egui::Theme::Dark { "浅色" } else { "深色" });
    let zoom = window.harness.ctx.zoom_factor();
    assert!(zoom > 1.05);
    let file = window.folder.path().join("open.tianbao");
    let Window { harness, folder, store, .. } = window;
    drop(harness);
    let mut window = Window::start(folder, store, Some(file));
    window.wait_for("规章（本年制发件数）");
    assert!(!window.shows(SECTIONS));
    // The harness has a theme of its own, so it is the settings that tell.
    let settings = jobs::settings::read(window.store.data_folder());
    assert_eq!(settings.is_dark, Some(theme == egui::Theme::Light));
    assert!((window.harness.ctx.zoom_factor() - zoom).abs() < 0.001);
    window.click("目录栏");
    assert!(window.shows(SECTIONS));
    assert!(!window.shows("错误：四、行政复议（总计）"));
    window.ctrl(egui::Key::Num3);
    assert!(window.shows("错误：四、行政复议（总计）"));
}

#[test]
fn the_width_of_a_panel_is_remembered() {
    let mut window = hongze();
    let border = |window: &Window| window.cell_rect("规章（本年制发件数）").left();
    let before = border(&window);
    let edge = window.harness.get_by_label(SECTIONS).rect().right() + 12.0;
    window.drag(egui::pos2(edge, 400.0), egui::pos2(edge + 80.0, 400.0));
    let after = border(&window);
    assert!(after > before + 20.0, "{before} {after}");
    let file = window.folder.path().join("open.tianbao");
    let Window { harness, folder, store, .. } = window;
    drop(harness);
    let mut window = Window::start(folder, store, Some(file));
    window.wait_for("规章（本年制发件数）");
    assert!((border(&window) - after).abs() < 1.0);
}

#[test]
fn an_export_is_told_with_its_folder_and_goes_by_itself() {
    let mut window = hongze();
    let path = export(&mut window, "out.csv");
    window.wait_for("已导出");
    assert!(path.exists());
    window.click("在文件夹中显示");
    window.wait_until(|window| *window.chosen.1.lock().expect("not poisoned") == [path.clone()]);
    for _ in 0..60 {
        window.harness.step();
    }
    assert!(!window.shows("已导出"), "good news goes by itself");
}

#[test]
fn an_export_is_stopped_by_esc_and_leaves_nothing() {
    let mut window = hongze();
    // The typesetter takes its time. A file that was there is as before; a new one is not there.
    let kept = window.folder.path().join("kept.pdf");
    std::fs::write(&kept, "old").expect("written");
    for name in ["new.pdf", "kept.pdf"] {
        *window.chosen.0.lock().expect("not poisoned") = Some(window.folder.path().join(name));
        window.ctrl_shift(egui::Key::P);
        window.type_text("导出 PDF");
        window.harness.key_press(egui::Key::Enter);
        while !window.shows("正在生成") {
            assert!(!window.shows("已导出"), "{name} was finished before its beginning was shown");
            std::thread::sleep(std::time::Duration::from_millis(1));
            window.harness.step();
        }
        window.harness.key_press(egui::Key::Escape);
        window.harness.step();
        window.wait_for("已取消，没有写入文件");
        window.wait_until(|window| !window.shows("正在生成"));
        while window.shows("关闭消息") {
            window.harness.query_all_by_label("关闭消息").next().expect("a message").click();
            window.harness.run();
        }
    }
    assert!(!window.folder.path().join("new.pdf").exists());
    assert_eq!(std::fs::read_to_string(&kept).expect("readable"), "old");
}

#[test]
fn an_error_stays_until_it_is_closed() {
    let mut window = hongze();
    export(&mut window, "no-such-folder/out.csv");
    window.wait_for("文件夹不存在");
    for _ in 0..100 {
        window.harness.step();
    }
    assert!(window.shows("文件夹不存在"));
    window.click("关闭消息");
    assert!(!window.shows("文件夹不存在"));
    assert_eq!(window.harness.run(), 1, "nothing asks for another frame");
}

#[test]
fn dropped_files_are_opened_or_refused_by_kind() {
    let mut window = hongze();
    let file = window.folder.path().join("dropped.TIANBAO");
    std::fs::copy(sample_path("suqian-2024"), &file).expect("the sample can be copied");
    window.harness.input_mut().hovered_files.push(egui::HoveredFile::default());
    window.harness.step();
    window.harness.input_mut().hovered_files.clear();
    window.drop_file(file);
    window.wait_for("江苏省宿迁市人民政府 2024年度，已保存");
    let picture = window.folder.path().join("表.doc");
    std::fs::write(&picture, b"\x89PNG\r\n\x1a\n").expect("the folder can be written");
    window.drop_file(picture);
    window.wait_for("这是图片，读不出表格中的数");
}

#[test]
fn a_path_is_typed_where_the_desktop_has_no_dialog() {
    let mut window = hongze();
    window.chosen.2.store(true, Ordering::Relaxed);
    let file = window.folder.path().join("suqian.tianbao");
    std::fs::copy(sample_path("suqian-2024"), &file).expect("the sample can be copied");
    window.ctrl(egui::Key::O);
    window.wait_for("文件的完整路径");
    // The folder of the shown file is there already; what is missing is said, what is begun is completed.
    window.type_text("none");
    window.key(egui::Key::Enter);
    window.wait_for("找不到文件");
    for _ in 0..4 {
        window.key(egui::Key::Backspace);
    }
    window.type_text("suq");
    window.key(egui::Key::Tab);
    let whole = file.display().to_string();
    window.wait_until(|window| {
        let field = window.harness.get_by_role_and_label(egui::Role::TextInput, "文件的完整路径");
        field.accesskit_node().value().is_some_and(|it| it == whole)
    });
    window.key(egui::Key::Enter);
    window.wait_for("江苏省宿迁市人民政府 2024年度");
    // A file is replaced only after that was said.
    window.ctrl_shift(egui::Key::S);
    window.wait_for("文件的完整路径");
    window.key(egui::Key::Enter);
    window.wait_for("已另存为");
    std::fs::write(window.folder.path().join("out.csv"), "old").expect("written");
    window.ctrl_shift(egui::Key::P);
    window.type_text("CSV");
    window.key(egui::Key::Enter);
    window.wait_for("文件的完整路径");
    window.ctrl(egui::Key::A);
    window.type_text("out");
    window.key(egui::Key::Enter);
    window.wait_for("再按一次确定就替换它");
    assert_eq!(std::fs::read_to_string(window.folder.path().join("out.csv")).expect("readable"), "old");
    window.click("确定");
    window.wait_for("已导出");
}

#[test]
fn after_a_crash_the_filings_are_there_and_it_is_said() {
    let mut window = new_filing();
    window.type_text("31");
    window.key(egui::Key::Enter);
    window.on_disk(|filing| number(filing, "2.1.1.a") == "31");
    let file = window.folder.path().join("second.tianbao");
    std::fs::copy(sample_path("hongze-2023"), &file).expect("the sample can be copied");
    window.drop_file(file.clone());
    window.wait_for("江苏省淮安市洪泽区人民政府 2023年度");
    window.ctrl_shift(egui::Key::Tab);
    window.harness.run();
    let (folder, store) = crash(window);
    let mut window = Window::start(folder, store, None);
    window.wait_for("上次没有正常退出，已打开 2 份填报，最后一次保存");
    // The one that was shown is shown again.
    assert!(window.cell("规章（本年制发件数）").starts_with("31"));
    assert!(window.shows("江苏省淮安市洪泽区人民政府 2023年度"));
    // Where one of them is gone, the other opens and it is said.
    let (folder, store) = crash(window);
    std::fs::remove_file(&file).expect("removed");
    let mut window = Window::start(folder, store, None);
    window.wait_for("已打开 1 份填报");
    window.wait_for("另有 1 份打不开");
    // An end as it should be leaves nothing to recover.
    let window = restart(window);
    assert!(!window.shows("上次没有正常退出"));
    assert!(window.shows("最近的填报"));
}

#[test]
fn a_change_from_outside_is_noticed_and_read_on_wish() {
    let mut window = hongze();
    let file = window.folder.path().join("open.tianbao");
    window.type_text("5");
    window.key(egui::Key::Enter);
    window.on_disk(|filing| number(filing, "2.1.1.a") == "5");
    std::fs::copy(sample_path("suqian-2024"), &file).expect("the sample can be copied");
    window.look_away_and_back();
    window.wait_for("这个文件在别处被改动过");
    // What is typed now cannot be saved; reading anew keeps it as a version.
    window.type_text("6");
    window.key(egui::Key::Enter);
    window.wait_for("保存失败");
    window.click("重新读取");
    window.wait_for("没有写进去的改动放在历史版本里");
    assert!(!window.shows("这个文件在别处被改动过"));
    assert!(window.shows("江苏省宿迁市人民政府"));
    let kept = window.store.versions(&file).list().pop().expect("a version");
    let kept = store::read(&kept.path, &Catalogue::shipped()).expect("a filing");
    assert_eq!((number(&kept, "2.1.1.a").as_str(), number(&kept, "2.1.2.a").as_str()), ("5", "6"));
    // It can be edited again.
    window.type_text("8");
    window.key(egui::Key::Enter);
    window.on_disk(|filing| filing.year() == 2024 && number(filing, "2.1.1.a") + &number(filing, "2.1.2.a") != "00");
}

#[test]
fn what_the_file_does_not_take_outlives_the_program() {
    let mut window = hongze();
    let file = window.folder.path().join("open.tianbao");
    std::fs::copy(sample_path("suqian-2024"), &file).expect("the sample can be copied");
    for typed in ["6", "7"] {
        window.type_text(typed);
        window.key(egui::Key::Enter);
        window.wait_for("保存失败");
    }
    let versions = window.store.versions(&file);
    let before = versions.list().len();
    let held = |store: &Store| store.data_folder().join("versions");
    let folder =
        std::fs::read_dir(held(&window.store)).expect("versions").flatten().next().expect("of the file").path();
    window
        .wait_until(|_| std::fs::read_to_string(folder.join("unwritten.tianbao")).is_ok_and(|it| it.contains("\"7\"")));
    let Window { harness, folder, store, .. } = window;
    drop(harness);
    let mut window = Window::start(folder, store, Some(file.clone()));
    window.wait_for("上次有改动没能写进这个文件，已收进“历史版本”");
    assert!(window.shows("江苏省宿迁市人民政府"), "the file is as the other program left it");
    let list = versions.list();
    assert_eq!(list.len(), before + 1, "one version, however often it was tried");
    let kept = store::read(&list.last().expect("a version").path, &Catalogue::shipped()).expect("a filing");
    assert_eq!((number(&kept, "2.1.1.a").as_str(), number(&kept, "2.1.2.a").as_str()), ("6", "7"));
    // It is said once.
    let window = restart(window);
    assert!(!window.shows("上次有改动没能写进这个文件"));
}

#[test]
fn a_file_that_is_gone_is_noticed_and_written_again() {
    let mut window = hongze();
    let file = window.folder.path().join("open.tianbao");
    std::fs::remove_file(&file).expect("removed");
    window.look_away_and_back();
    window.wait_for("在别处被移走或删除了");
    window.click("重新写入");
    window.on_disk(|filing| filing.year() == 2023);
    assert!(!window.shows("在别处被移走或删除了"));
}

#[test]
fn everything_fits_a_small_window() {
    for size in [egui::vec2(900.0, 600.0), egui::vec2(1366.0, 768.0)] {
        let mut window = hongze();
        window.harness.ctx.set_theme(egui::Theme::Light);
        window.harness.set_size(size);
        window.harness.run();
        let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, size);
        let buttons: Vec<_> =
            ["新建", "打开", "另存为…", "撤销", "重做", "编辑", "上年数", "审核", "导出", "深色", "帮助"]
                .into_iter()
                .map(|label| (label, window.harness.query_all_by_label(label).next().expect(label).rect()))
                .collect();
        for (at, (label, rect)) in buttons.iter().enumerate() {
            assert!(screen.contains_rect(*rect), "{label} is outside at {size}: {rect}");
            for (other, place) in &buttons[at + 1..] {
                assert!(!rect.shrink(1.0).intersects(*place), "{label} and {other} overlap at {size}");
            }
        }
    }
}

#[test]
fn filing_data_warns_of_a_year_with_another_form_and_leads_to_last_year() {
    let mut window = hongze();
    window.key(egui::Key::F4);
    for label in ["填报单位", "单位级别", "报告年度", "单位负责人", "审核人", "填报人", "联系电话", "填报日期"]
    {
        assert!(window.shows(label), "{label}");
    }
    assert!(!window.shows("年度应当用"));
    window.harness.get_by_role_and_label(egui::Role::ComboBox, "报告年度").click();
    window.harness.run();
    window.click("2020年");
    window.wait_for("2020年度应当用“");
    window.harness.get_by_role_and_label(egui::Role::TextInput, "联系电话").click();
    window.harness.run();
    window.type_text("0517-1234567");
    window.shots("filing-data-misfit");
    // What was typed is taken along when one goes on to last year.
    window.click("上年数…");
    window.wait_for("上年不可比的原因");
    window.on_disk(|filing| filing.year() == 2020 && filing.signoff().get("联系电话") == "0517-1234567");
}

/// Pictures of every state, into the folder that `TIANBAO_SHOTS` names; without it nothing is written.
#[test]
fn pictures_of_the_shell() {
    let mut window = Window::open(None);
    window.shots("start");
    window.key(egui::Key::F1);
    window.shots("keys");
    let mut window = hongze();
    window.shots("filing");
    window.drop_file(sample_path("suqian-2024"));
    window.wait_for("江苏省宿迁市人民政府 2024年度");
    window.shots("tabs");
    export(&mut window, "out.csv");
    window.wait_for("已导出");
    export(&mut window, "no-such-folder/out.csv");
    window.wait_for("文件夹不存在");
    window.shots("toasts");
    window.ctrl_shift(egui::Key::P);
    window.shots("palette");
    window.key(egui::Key::Escape);
    window.chosen.2.store(true, Ordering::Relaxed);
    window.ctrl(egui::Key::O);
    window.wait_for("文件的完整路径");
    window.shots("path");
    window.key(egui::Key::Escape);
    window.key(egui::Key::F4);
    window.shots("filing-data");
    window.key(egui::Key::Escape);
    window.ctrl(egui::Key::W);
    window.wait_until(|window| !window.shows("江苏省宿迁市人民政府 2024年度"));
    std::fs::remove_file(window.folder.path().join("open.tianbao")).expect("removed");
    window.look_away_and_back();
    window.wait_for("在别处被移走或删除了");
    window.shots("banner");
    window.harness.set_size(egui::vec2(900.0, 600.0));
    window.shots("small");
    window.ctrl(egui::Key::Num1);
    window.ctrl(egui::Key::Num2);
    window.ctrl(egui::Key::Num3);
    window.shots("folded");
    window.harness.input_mut().hovered_files.push(egui::HoveredFile::default());
    window.harness.step();
    window.shot("drop");
}

impl Window {
    fn cell_rect(&self, name: &str) -> egui::Rect {
        self.harness.get_by_role_and_label(egui::Role::Cell, name).rect()
    }

    fn look_away_and_back(&mut self) {
        for is_focused in [false, true] {
            self.harness.input_mut().focused = is_focused;
            self.harness.run();
        }
    }
}
