//! The annual report drafted on demand, what is still to be written told, and texts from elsewhere.

use super::acting::look_at_text;
use crate::app::window::Window;
use crate::export::html;
use crate::export::report::Report;
use crate::form::Severity;
use crate::report::draft;
use crate::report::text::source;

use egui::Context;

/// Drafts every place of the report that nobody wrote, as one step.
pub(super) fn draft_report(window: &mut Window) {
    let Some(document) = window.tabs.current() else { return };
    if draft::places(&document.filing).is_empty() {
        return window.say("这种表没有配套的年度报告".to_owned(), Some(Severity::Notice));
    }
    let Some(edit) = draft::draft_edit(&document.filing, &document.engine) else {
        return window.say("没有可以起草的：句子都已写好，或要用的数还没有填".to_owned(), Some(Severity::Notice));
    };
    window.edit(|_filing| Some(edit));
    let unwritten = unwritten(window);
    let sentence = if unwritten.is_empty() {
        "年度报告已起草".to_owned()
    } else {
        format!("年度报告已起草；还要自己写：{}", unwritten.join("；"))
    };
    window.say(sentence, None);
}

/// Says which sections of the report are still empty.
pub(super) fn say_what_is_unwritten(window: &mut Window) {
    let unwritten = unwritten(window);
    if !unwritten.is_empty() {
        window.say(format!("报告中还没有写：{}", unwritten.join("；")), Some(Severity::Notice));
    }
}

/// Holds a text from the clipboard against the shown filing.
pub(super) fn compare_text(window: &mut Window, text: &str) {
    let Some(tab) = window.tabs.current_tab() else { return };
    match source::of_text(text.as_bytes()).filter(|text| !text.is_empty()) {
        Some(text) => look_at_text(window, tab, "剪贴板上的文字".to_owned(), text),
        None => window.say("剪贴板上没有文字".to_owned(), Some(Severity::Notice)),
    }
}

fn unwritten(window: &Window) -> Vec<String> {
    let Some(document) = window.tabs.current() else { return Vec::new() };
    Report::of(&document.filing, &document.engine).map(|report| report.unwritten).unwrap_or_default()
}

pub(super) fn copy_report_as_html(window: &mut Window, ctx: &Context) {
    let Some(document) = window.tabs.current() else { return };
    match Report::of(&document.filing, &document.engine) {
        Ok(report) => {
            ctx.copy_text(html::report_fragment(&report, &document.filing));
            window.say("年度报告的网页代码已放入剪贴板，可以粘贴到网站编辑器的源代码视图".to_owned(), None);
        }
        Err(error) => window.say(error.to_string(), Some(Severity::Notice)),
    }
}
