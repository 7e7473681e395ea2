//! Whether a printed page and the filing agree: the code or the QR code's text is typed, the answer stands below.

use egui::{Align, Layout, RichText, ScrollArea, TextEdit, Ui, vec2};

use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{primary_button, severity_text, title_ui};
use crate::app::model::document::Document;
use crate::app::wishes::request::Request;
use crate::export::paper::{Agreement, Given};
use crate::filing::{Code, Filing};
use crate::form::Severity;

/// Paints the dialog.
pub(super) fn verify_ui(ui: &mut Ui, document: &Document, typed: &mut String, requests: &mut Vec<Request>) {
    title_ui(ui, "校验打印件");
    let filing = &document.filing;
    ui.label(format!("这份填报现在的校验码：{}", Code::of(filing)));
    ui.add_space(space::GROUP);
    let name = ui.label("打印件页脚的校验码，或扫描二维码得到的文字").id;
    let field = TextEdit::multiline(typed).desired_rows(2).desired_width(f32::INFINITY).margin(vec2(8.0, 4.0));
    let response = ui.add(field.hint_text("大小写、空格和横线都不要紧")).labelled_by(name);
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    ui.add_space(space::LINE);
    if !typed.trim().is_empty() {
        answer_ui(ui, filing, typed);
    }
    ui.add_space(space::GROUP);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if primary_button(ui, "关闭", true).clicked() {
            requests.push(Request::CloseDialog);
        }
    });
}

fn answer_ui(ui: &mut Ui, filing: &Filing, typed: &str) {
    let agreement = match Given::parse(typed) {
        Ok(given) => given.compare(filing),
        Err(unreadable) => {
            ui.label(severity_text(ui, Severity::Notice, &unreadable.to_string()));
            return;
        }
    };
    let word = agreement.word();
    let words = if agreement == Agreement::Equal {
        RichText::new(format!("✓ {word}")).color(theme::palette(ui.ctx()).good)
    } else {
        severity_text(ui, Severity::Error, word)
    };
    ui.label(words.size(text::HEADING).strong());
    ui.label(RichText::new(agreement.meaning()).size(text::SMALL));
    ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
        for mismatch in agreement.mismatches() {
            ui.label(RichText::new(mismatch.sentence()).size(text::SMALL));
        }
    });
}
