//! Last year's values: which file they come from, another one, or why they are not comparable.

use egui::{RichText, TextEdit, Ui};

use super::{buttons_ui, title_ui};
use crate::app::request::Request;
use crate::app::state::Document;
use crate::app::theme::{space, text};

/// Paints the dialog.
pub(super) fn prior_ui(ui: &mut Ui, document: &Document, reason: &mut String, requests: &mut Vec<Request>) {
    title_ui(ui, "上年数");
    let filing = &document.filing;
    let year = filing.year().saturating_sub(1);
    match filing.prior() {
        Some(prior) => {
            ui.label(format!("已附上 {year} 年度：{}", prior.unit));
            ui.label(
                RichText::new(format!("来自 {}，共 {} 格有数", prior.source, prior.values.len()))
                    .size(text::SMALL)
                    .weak(),
            );
        }
        None => {
            ui.label(format!("还没有附上 {year} 年度的填报文件。附上以后审核结转、存量和大幅变动。"));
        }
    }
    ui.add_space(space::LINE);
    ui.horizontal(|ui| {
        let words = if filing.prior().is_some() { "换一个文件…" } else { "选择文件…" };
        if ui.button(words).clicked() {
            requests.push(Request::ChoosePrior);
        }
        if filing.prior().is_some() && ui.button("移除").clicked() {
            requests.push(Request::RemovePrior);
        }
    });
    ui.add_space(space::GROUP);
    let name = ui.label("上年不可比的原因（新设、合并、分立或更正上年数时填写）").id;
    ui.add(TextEdit::multiline(reason).desired_rows(2).desired_width(f32::INFINITY).hint_text("可比就不填"))
        .labelled_by(name);
    let done = || {
        let reason = reason.trim();
        let reason = (!reason.is_empty()).then(|| reason.to_owned());
        vec![Request::Incomparable(reason), Request::CloseDialog]
    };
    buttons_ui(ui, done, requests);
}
