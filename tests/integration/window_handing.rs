//! Handing in from the window: kept back with a list, locked when done, opened for a correction, sent back, scanned.

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use tianbao::filing::{Code, store as files};
use tianbao::form::Catalogue;

use crate::support::sample;
use crate::window_harness::Window;

fn opened() -> Window {
    let mut window = Window::open(Some("suqian-2024"));
    window.wait_for("规章（本年制发件数）");
    window
}

/// The filing, handed in.
fn handed() -> Window {
    let mut window = opened();
    let folder = window.folder.path().join("outbox");
    std::fs::create_dir(&folder).expect("a folder");
    *window.chosen.0.lock().expect("not poisoned") = Some(folder);
    window.run_command("报送…");
    assert!(window.shows("✓ 审核通过，可以报送"));
    window.shots("handing-ready");
    window.harness.query_all_by_label("报送…").last().expect("the button").click();
    window.harness.run();
    window.wait_for("已报送，表已锁定");
    window
}

#[test]
fn a_filing_is_handed_in_locked_and_corrected() {
    let mut window = handed();
    let outbox = window.folder.path().join("outbox");
    let made: Vec<_> = std::fs::read_dir(&outbox).expect("the folder").flatten().collect();
    assert_eq!(made.len(), 1, "one folder, and nothing half made beside it");
    assert_eq!(std::fs::read_dir(made[0].path()).expect("the folder").count(), 4);
    window.on_disk(tianbao::filing::Filing::is_locked);
    window.shots("handing-locked");
    // Every cell is read-only, and says why.
    let before = window.cell("规章（本年制发件数）");
    window.type_text("7");
    assert!(window.shows("不能修改；要改请先“更正”"));
    window.key(Key::Enter);
    window.key(Key::Delete);
    assert_eq!(window.cell("规章（本年制发件数）"), before);
    assert!(window.shows("【已报送】"));

    window.run_command("更正…");
    window.type_text("规章件数有误");
    window.shots("handing-reason");
    window.click("更正");
    assert!(window.shows("正在更正：规章件数有误"));
    window.click("规章（本年制发件数）");
    window.type_text("7");
    window.key(Key::Enter);
    assert!(window.cell("规章（本年制发件数）").starts_with('7'));
    window.on_disk(|filing| filing.changed_since_submission().len() == 1);
    window.run_command("报送…");
    assert!(window.shows("已改 1 格") && window.shows("报送记录"));
    window.harness.query_all_by_label("报送更正…").last().expect("the button").click();
    window.harness.run();
    window.wait_for("已报送，表已锁定");
    window.on_disk(|filing| filing.handing().corrections().count() == 1 && filing.is_locked());
    window.run_command("报送…");
    assert!(window.shows("第 1 次更正"));
    window.shots("handing-corrected");
}

#[test]
fn what_keeps_a_filing_back_is_listed_and_leads_to_its_cell() {
    let mut window = opened();
    window.type_text("一");
    window.key(Key::Enter);
    window.run_command("报送…");
    assert!(window.shows("要先处理"));
    window.shots("handing-kept-back");
    for size in [[900.0, 600.0], [1366.0, 768.0]] {
        window.harness.set_size(egui::vec2(size[0], size[1]));
        window.harness.run();
        window.shots(&format!("handing-kept-back-{}", size[0]));
    }
    window.click("关闭");
    window.on_disk(|filing| !filing.is_locked());
}

#[test]
fn what_is_sent_back_is_a_group_of_its_own() {
    let mut window = handed();
    let filing = sample("suqian-2024");
    let slip = format!(
        r#"{{"format":"tianbao-return","version":1,"unit":"{}","form":"zfxxgk-2021","year":2024,"code":"{}","date":"2025-01-12",
        "from":"市政府信息公开办公室","findings":[{{"cell":"3.1.g","text":"请核对新收总计"}},{{"text":"缺少签章"}}]}}"#,
        filing.unit().name,
        Code::of(&filing)
    );
    let path = window.folder.path().join("退回.tianbao-return");
    std::fs::write(&path, slip).expect("written");
    window.drop_file(path);
    window.wait_for("退回意见，未办 2 条");
    assert!(window.shows("要修改，请用“更正”") && window.shows("请核对新收总计"));
    window.shots("handing-returned");
    // The list is short of room here, so the buttons are pressed as a screen reader does.
    window.harness.query_all_by_label("答复").next().expect("the button").click_accesskit();
    window.harness.run();
    window.harness.get_by_role_and_label(egui::Role::MultilineTextInput, "答复").focus();
    window.harness.run();
    window.type_text("已核对，无误");
    window.harness.get_by_label("保存答复").click_accesskit();
    window.harness.run();
    assert!(window.shows("答复：已核对，无误") && window.shows("退回意见，未办 1 条"));
    window.harness.query_all_by_label("标为已办").last().expect("the button").click_accesskit();
    window.harness.run();
    assert!(window.shows("✓ 退回意见都已办"));
    window.on_disk(|filing| filing.open_points() == 0 && filing.returns()[0].points[0].answer == "已核对，无误");
}

#[test]
fn scans_are_attached_and_missed() {
    let mut window = handed();
    let scan = window.folder.path().join("签章页.png");
    std::fs::write(&scan, b"\x89PNG\r\n\x1a\nscan").expect("written");
    *window.chosen.0.lock().expect("not poisoned") = Some(scan);
    window.run_command("签章件");
    window.wait_for("还没有附上");
    window.click("附上文件…");
    window.wait_for("✓ 签章页.png");
    window.shots("scans");
    let file = window.folder.path().join("open.tianbao");
    window.on_disk(|filing| filing.attachments().len() == 1);
    let hash = files::read(&file, &Catalogue::shipped()).expect("the filing").attachments()[0].hash.clone();
    assert_eq!(hash.len(), 64);
    let copy = window.folder.path().join("open.附件/签章页.png");
    std::fs::write(&copy, "another").expect("written");
    window.click("关闭");
    window.run_command("签章件");
    window.wait_for("签章页.png：被改动过");
    std::fs::remove_file(&copy).expect("removed");
    window.click("关闭");
    window.run_command("签章件");
    window.wait_for("签章页.png：不在了");
    window.click("移除 签章页.png");
    window.wait_for("还没有附上");
}
