//! What somebody who helps from afar wants to know about the program and its machine, as a text to be sent.
//!
//! It holds nothing of any filing: no contents of cells, no names of units, no paths.

use std::fmt::Write as _;

use super::log::Log;
use super::renderer::Renderer;
use super::settings::Settings;
use super::{about, folders, fonts};
use crate::export::pdf::Typeface;

/// How many lines of the log go along.
const LINES: usize = 40;

/// What only the window knows.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What paints it.
    pub renderer: Renderer,
    /// What it remembers.
    pub settings: &'a Settings,
    /// How many forms of the user are at hand, and in how many of his files there are mistakes.
    pub own_forms: (usize, usize),
    /// Its log.
    pub log: &'a Log,
}

/// The whole text.
pub fn text(facts: &Facts<'_>) -> String {
    let settings = facts.settings;
    let pane = |is_open: bool| if is_open { "开" } else { "关" };
    let theme = match settings.is_dark {
        Some(true) => "深色",
        Some(false) => "浅色",
        None => "随系统",
    };
    let panes = [settings.rail, settings.inspector, settings.findings].map(|it| pane(it.is_open)).join("、");
    let (own, broken) = facts.own_forms;
    let painter = match facts.renderer {
        Renderer::Soft => "程序自己绘制",
        Renderer::Auto | Renderer::Glow => "OpenGL",
    };
    let lines = [
        ("版本", about::VERSION.to_owned()),
        ("提交", about::commit().to_owned()),
        ("表式", format!("{}；自备 {own} 个，其中有错没有使用的文件另有 {broken} 个", about::forms())),
        ("系统", system()),
        ("桌面", desktop()),
        ("窗口绘制", painter.to_owned()),
        ("界面字体", fonts::interface_face().map_or_else(|_none| "没有中文字体".to_owned(), |face| face.family)),
        ("页面字体", page_fonts()),
        ("数据位置", folders::place().label().to_owned()),
        ("设置", format!("{theme}，界面大小 {}，目录、说明、审核结果栏 {panes}", settings.zoom)),
    ];
    let mut text = "填报 诊断信息（不含表中的内容、单位名称和文件名）\n".to_owned();
    for (name, value) in lines {
        // Writing to memory cannot fail.
        writeln!(text, "{name}：{value}").ok();
    }
    writeln!(text, "\n日志最后 {LINES} 行：\n{}", facts.log.tail(LINES)).ok();
    text
}

/// The operating system with its kernel and the processor's kind.
pub(super) fn system() -> String {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME=")).unwrap_or(std::env::consts::OS);
    let kernel = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    format!("{} {} {}", name.trim_matches('"'), kernel.trim(), std::env::consts::ARCH)
}

fn desktop() -> String {
    let said = |name: &str| std::env::var(name).unwrap_or_else(|_unset| "未注明".to_owned());
    let language = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok());
    let kind = said("XDG_SESSION_TYPE");
    format!("{}，{kind}，语言 {}", said("XDG_CURRENT_DESKTOP"), language.as_deref().unwrap_or("未注明"))
}

fn page_fonts() -> String {
    let Ok(fonts) = fonts::for_pages() else { return "没有中文字体".to_owned() };
    let choice = |typeface: Typeface| {
        let family = fonts.choice(typeface).and_then(|choice| choice.families.first());
        format!("{}＝{}", typeface.label(), family.map_or("无", String::as_str))
    };
    Typeface::ALL.map(choice).join("，")
}

#[cfg(test)]
mod tests {
    use super::{Facts, text};
    use crate::jobs::machine::log::Log;
    use crate::jobs::machine::renderer::Renderer;
    use crate::jobs::machine::settings::{Session, Settings};

    #[test]
    fn no_path_and_no_unit_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = Log::in_folder(folder.path().to_owned());
        log.note("窗口由程序自己绘制");
        let open = folder.path().join("某区人民政府.tianbao");
        let session = Session { is_running: true, open: vec![open.clone()], shown: Some(open) };
        let settings = Settings { session, ..Settings::default() };
        let facts = Facts { renderer: Renderer::Soft, settings: &settings, own_forms: (0, 1), log: &log };
        let text = text(&facts);
        for line in ["版本：", "提交：", "zfxxgk-2021", "系统：", "页面字体：仿宋＝", "窗口由程序自己绘制"]
        {
            assert!(text.contains(line), "{line} is missing in {text}");
        }
        assert!(!text.contains("某区") && !text.contains(&folder.path().display().to_string()), "{text}");
    }
}
