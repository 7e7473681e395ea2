//! Earlier years' values: which files they come from, another one, or why last year is not comparable.

use egui::{RichText, TextEdit, Ui};

use crate::app::kit::theme::{space, text};
use crate::app::kit::widgets::title_ui;
use crate::app::model::document::Document;
use crate::app::wishes::button::buttons_ui;
use crate::app::wishes::request::Request;

/// Paints the dialog.
pub(super) fn prior_ui(ui: &mut Ui, document: &Document, reason: &mut String, requests: &mut Vec<Request>) {
    title_ui(ui, "上年数");
    let filing = &document.filing;
    let year = filing.year_before_words();
    if filing.prior().is_none() {
        ui.label(format!("还没有附上{year}的数。附上以后审核结转、存量和大幅变动。"));
    }
    for (year, prior) in filing.priors().iter().rev() {
        ui.horizontal(|ui| {
            ui.label(format!("已附上 {year} 年度：{}", prior.unit));
            let button = ui.button("移除");
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("移除 {year} 年度")));
            if button.clicked() {
                requests.push(Request::RemovePrior(*year));
            }
        });
        let words = format!("来自 {}，共 {} 格有数", prior.source, prior.values.len());
        ui.label(RichText::new(words).size(text::SMALL).weak());
    }
    ui.add_space(space::LINE);
    if ui.button("选择文件…").on_hover_text("上年的，或更早一年的，用来看逐年变化；Excel、Word、网页都可以").clicked()
    {
        requests.push(Request::ChoosePrior);
    }
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
