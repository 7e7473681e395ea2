//! Paper and web site in the window: the dialog that compares a printed page, the tables on the clipboard.

use tianbao::export::html;
use tianbao::export::paper::Label;
use tianbao::filing::Code;

use crate::support::sample;
use crate::window_harness::Window;

fn typed(text: &str) -> Window {
    let mut window = Window::open(Some("suqian-2024"));
    window.wait_for("规章（本年制发件数）");
    window.run_command("校验打印件");
    window.harness.event(egui::Event::Paste(text.to_owned()));
    window.harness.run();
    window
}

#[test]
fn a_printed_page_is_compared() {
    let code = Code::of(&sample("suqian-2024")).to_string();
    let window = typed(&code.to_lowercase().replace('-', " "));
    assert!(window.shows(&code), "the code of the filing is shown");
    assert!(window.shows("✓ 一致"));

    let window = typed(&Label::of(&sample("suqian-2024")).text().replace("3525", "3526"));
    assert!(window.shows("不一致"));
    assert!(window.shows("一、本年新收政府信息公开申请数量（总计）：打印件为3526，填报文件为3525"));

    let mut window = typed(&Label::of(&sample("suqian-2023")).text());
    assert!(window.shows("不是这份填报") && window.shows("年度：打印件为2023，填报文件为2024"));
    window.click("关闭");
    assert!(!window.shows("不是这份填报"));

    assert!(typed("1234").shows("这不是校验码"));
}

#[test]
fn tables_go_to_the_clipboard_as_a_web_page() {
    let mut window = Window::open(Some("suqian-2024"));
    window.wait_for("规章（本年制发件数）");
    window.ctrl_shift(egui::Key::P);
    window.type_text("复制为网页");
    // The press alone: the output of a frame is gone with the next.
    window.harness.event(egui::Event::Key {
        key: egui::Key::Enter,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: egui::Modifiers::NONE,
    });
    window.harness.step();
    let commands = &window.harness.output().platform_output.commands;
    let copied = commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    assert!(copied == Some(html::fragment(&sample("suqian-2024"))), "{copied:?}");
    window.wait_for("网页代码已放入剪贴板");
}
