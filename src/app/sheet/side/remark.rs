//! The box in which a finding is answered. An answer settles a warning; to an error it is only attached.

use egui::{Button, RichText, TextEdit, Ui};

use crate::app::kit::theme::{self, space, text};
use crate::app::model::document::Document;
use crate::app::wishes::request::Request;
use crate::check::Finding;
use crate::form::Severity;

/// Paints what was answered, if anything was.
pub(crate) fn answer_ui(ui: &mut Ui, finding: &Finding) {
    let palette = theme::palette(ui.ctx());
    let Some(answer) = &finding.answer else { return };
    let (state, color) = match (answer.is_current, finding.severity) {
        (false, _) => ("数据改过，请重新说明", palette.mark(Severity::Warning)),
        (true, Severity::Error) => ("附有说明，仍须改正", palette.mark(Severity::Error)),
        (true, _) => ("已说明", palette.good),
    };
    ui.label(RichText::new(format!("{state}：{}", answer.text)).size(text::SMALL).color(color));
}

/// Paints the box about the marked finding, and takes the keyboard when the clerk asked for it.
pub(crate) fn remark_ui(ui: &mut Ui, document: &mut Document, finding: &Finding, requests: &mut Vec<Request>) {
    let words = &mut document.remark.text;
    let label = ui.label(RichText::new("审核说明").size(text::SMALL));
    let hint = match finding.severity {
        Severity::Error => "错误必须改正；这里只附说明",
        Severity::Warning | Severity::Notice => "说明为什么这样填是对的",
    };
    let field = TextEdit::multiline(words).desired_rows(2).desired_width(f32::INFINITY).hint_text(hint);
    let response = ui.add(field).labelled_by(label.id);
    if std::mem::take(&mut document.wants_remark) {
        response.request_focus();
        response.scroll_to_me(None);
    }
    ui.horizontal(|ui| {
        let said = finding.answer.as_ref().map_or("", |answer| answer.text.as_str());
        let is_changed = words.trim() != said || finding.answer.as_ref().is_some_and(|it| !it.is_current);
        if ui.add_enabled(is_changed, Button::new("保存说明")).clicked() {
            requests.push(Request::Remark { relation: finding.relation.clone(), text: words.clone() });
        }
        if finding.answer.is_some() && ui.button("撤回说明").clicked() {
            words.clear();
            requests.push(Request::Remark { relation: finding.relation.clone(), text: String::new() });
        }
    });
    ui.add_space(space::LINE);
}
