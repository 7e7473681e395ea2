//! What the window gives those who help from afar: the diagnostic text, the log, and sentences about its own mistakes.

use egui_kittest::kittest::Queryable as _;

use crate::window_harness::{Window, new_filing};

/// Clicks on a button and gives what it put onto the clipboard.
fn copied_by(window: &mut Window, label: &str) -> String {
    window.harness.get_by_label(label).click();
    for _ in 0..8 {
        window.harness.step();
        for command in &window.harness.output().platform_output.commands {
            if let egui::OutputCommand::CopyText(text) = command {
                return text.clone();
            }
        }
    }
    panic!("“{label}” copies nothing");
}

#[test]
fn diagnostics_are_copied_without_any_content() {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    window.click("帮助");
    window.shots("help");
    let copied = copied_by(&mut window, "复制诊断信息");
    for line in ["填报 诊断信息", "版本：0.", "zfxxgk-2021", "窗口绘制：程序自己绘制", "页面字体：仿宋＝", "日志最后"]
    {
        assert!(copied.contains(line), "{line} is missing in {copied}");
    }
    assert!(copied.contains("打开填报：zfxxgk-2021，2023 年度，编辑"), "{copied}");
    assert!(!copied.contains("洪泽") && !copied.contains(&window.folder.path().display().to_string()), "{copied}");
    window.wait_for("诊断信息已复制");
}

#[test]
fn the_folder_of_the_log_is_shown() {
    let mut window = new_filing();
    window.click("帮助");
    window.click("打开日志文件夹");
    let log = window.store.data_folder().join("log/tianbao.log");
    window.wait_until(|window| window.chosen.1.lock().expect("not poisoned").contains(&log));
    let text = std::fs::read_to_string(&log).expect("a log");
    assert!(text.contains("打开填报") && text.contains("打开日志文件夹"), "{text}");
}
