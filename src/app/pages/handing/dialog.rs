//! Handing in and correcting: how the filing stands, what has to be done first, and every time that it was handed in.

use egui::{Align, Button, Label, Layout, RichText, ScrollArea, TextEdit, Ui, vec2};

use super::wish::Ask;
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{heading_ui, primary_button, severity_text, title_ui};
use crate::app::model::document::Document;
use crate::app::wishes::request::Request;
use crate::filing::Code;
use crate::form::Severity;
use crate::jobs::submitting::{correction_sentences, day};
use crate::report::readiness::{Obstacle, Readiness};

/// How wide the dialog is.
pub(super) const WIDTH: f32 = 560.0;

/// How high its lists get.
const MOST_HEIGHT: f32 = 220.0;

/// Paints the dialog.
pub(super) fn handing_ui(
    ui: &mut Ui,
    document: &Document,
    form: &mut HandingForm,
    asked: &mut Vec<Ask>,
    requests: &mut Vec<Request>,
) {
    title_ui(ui, "报送与更正");
    let filing = &document.filing;
    let (is_locked, correcting) = (filing.is_locked(), filing.handing().correcting.as_ref());
    if is_locked {
        ui.add(Label::new(document.lock_words().unwrap_or_default()).wrap());
    } else if let Some(correcting) = correcting {
        ui.add(Label::new(format!("正在更正。原因：{}", correcting.reason)).wrap());
        let (changed, code) = (filing.changed_since_submission().len(), Code::of(filing));
        ui.label(RichText::new(format!("已改 {changed} 格，现在的校验码 {code}")).size(text::SMALL).weak());
    } else {
        ui.label("还没有报送。报送时生成一个文件夹：填报文件、Excel、Word 和 PDF，随后表即锁定。");
    }
    ui.add_space(space::GROUP);
    if !is_locked {
        readiness_ui(ui, &form.readiness, requests);
    }
    records_ui(ui, document);
    if is_locked {
        reason_ui(ui, form);
    }
    ui.add_space(space::GROUP);
    buttons_ui(ui, document, form, asked, requests);
}

/// What has to be done first, each leading to its cell, and what should be known.
fn readiness_ui(ui: &mut Ui, readiness: &Readiness, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    if readiness.is_ready() {
        ui.label(RichText::new("✓ 审核通过，可以报送").color(palette.good));
    } else {
        let words = format!("要先处理 {} 处", readiness.obstacles.len());
        ui.label(severity_text(ui, Severity::Error, &words).strong());
        let area = ScrollArea::vertical().id_salt("obstacles").max_height(MOST_HEIGHT).auto_shrink([false, true]);
        area.show(ui, |ui| {
            ui.spacing_mut().button_padding.x = 0.0;
            readiness.obstacles.iter().for_each(|it| obstacle_ui(ui, it, requests));
        });
    }
    for note in &readiness.notes {
        ui.add(Label::new(severity_text(ui, Severity::Notice, note).size(text::SMALL)).wrap());
    }
    ui.add_space(space::GROUP);
}

fn obstacle_ui(ui: &mut Ui, it: &Obstacle, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    match it.cell {
        Some(cell) => {
            let words = RichText::new(&it.sentence).size(text::SMALL).color(palette.accent);
            let button = ui.add(Button::new(words).frame_when_inactive(false).wrap());
            if button.on_hover_text("到这一格").clicked() {
                requests.extend([Request::CloseDialog, Request::Activate(cell)]);
            }
        }
        None => {
            ui.add(Label::new(RichText::new(&it.sentence).size(text::SMALL)).wrap());
        }
    }
    ui.add(Label::new(RichText::new(&it.advice).size(text::SMALL).color(palette.weak)).wrap());
}

/// Every time that it was handed in, the last first.
fn records_ui(ui: &mut Ui, document: &Document) {
    let filing = &document.filing;
    if filing.handing().submissions.is_empty() {
        return;
    }
    heading_ui(ui, "报送记录");
    let area = ScrollArea::vertical().id_salt("records").max_height(MOST_HEIGHT / 2.0).auto_shrink([false, true]);
    area.show(ui, |ui| {
        for it in filing.handing().submissions.iter().rev() {
            let sentences = match &it.correction {
                None => vec![format!("{} 报送，校验码 {}", day(it.at), it.code)],
                Some(correction) => correction_sentences(filing, it, correction),
            };
            for sentence in sentences {
                ui.add(Label::new(RichText::new(sentence).size(text::SMALL)).wrap());
            }
        }
    });
    ui.add_space(space::GROUP);
}

fn reason_ui(ui: &mut Ui, form: &mut HandingForm) {
    let name = ui.label("更正的原因").id;
    let field = TextEdit::multiline(&mut form.reason).desired_rows(2).desired_width(f32::INFINITY);
    let response = ui.add(field.hint_text("为什么要改，随更正一起报送")).labelled_by(name);
    if std::mem::take(&mut form.wants_reason) {
        response.request_focus();
    }
}

fn buttons_ui(ui: &mut Ui, document: &Document, form: &HandingForm, asked: &mut Vec<Ask>, requests: &mut Vec<Request>) {
    let filing = &document.filing;
    let is_ours = document.is_ours();
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let mut ask = |ask: Ask| asked.push(ask);
        let reason = form.reason.trim();
        if filing.is_locked() {
            if primary_button(ui, "更正", is_ours && !reason.is_empty()).clicked() {
                ask(Ask::Correct(reason.to_owned()));
            }
        } else {
            let words = if filing.handing().correcting.is_some() { "报送更正…" } else { "报送…" };
            if primary_button(ui, words, is_ours && form.readiness.is_ready()).clicked() {
                ask(Ask::Submit);
            }
        }
        if filing.is_locked() && ui.button("重新生成报送文件夹…").clicked() {
            ask(Ask::Submit);
        }
        let can_leave = filing.handing().correcting.is_some() && !filing.is_changed_since_submission();
        if can_leave && ui.button("撤销更正").on_hover_text("还没有改动，重新锁定").clicked() {
            ask(Ask::Leave);
        }
        if ui.add_sized(vec2(76.0, 32.0), Button::new("关闭")).clicked() {
            requests.push(Request::CloseDialog);
        }
    });
}

/// The fields of the dialog.
#[derive(Clone, Debug)]
pub(super) struct HandingForm {
    /// What keeps the filing back, as it was when the dialog opened.
    pub(super) readiness: Readiness,
    /// Why it is corrected, as typed.
    pub(super) reason: String,
    /// The field of the reason takes the keyboard when it is painted next.
    pub(super) wants_reason: bool,
}
