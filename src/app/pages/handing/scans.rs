//! The scans and photos of the signed pages beside the filing: whether they are there, as they were attached.

use egui::{Align, Button, Label, Layout, RichText, Ui, vec2};

use super::wish::Ask;
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{primary_button, severity_text, small_button, title_ui};
use crate::app::model::document::Document;
use crate::app::wishes::request::Request;
use crate::filing::attachment::Attachment;
use crate::filing::{Code, Filing};
use crate::form::Severity;
use crate::jobs::attaching::{State, folder_of};

/// Paints the dialog; without a list they are being looked at.
pub(super) fn scans_ui(
    ui: &mut Ui,
    document: &Document,
    list: Option<&[(Attachment, State)]>,
    asked: &mut Vec<Ask>,
    requests: &mut Vec<Request>,
) {
    title_ui(ui, "签章件");
    ui.add(Label::new("签字盖章后的扫描件或照片（PDF、JPG、PNG），复制到填报文件旁边的文件夹中。").wrap());
    ui.add_space(space::LINE);
    match list {
        None => {
            ui.label("正在查看…");
        }
        Some([]) => {
            ui.label(RichText::new("还没有附上").weak());
        }
        Some(list) => list.iter().for_each(|(it, state)| scan_ui(ui, document, it, *state, asked, requests)),
    }
    ui.add_space(space::GROUP);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if primary_button(ui, "附上文件…", document.is_ours()).clicked() {
            asked.push(Ask::ChooseScan);
        }
        if ui.add_sized(vec2(76.0, 32.0), Button::new("关闭")).clicked() {
            requests.push(Request::CloseDialog);
        }
    });
}

fn scan_ui(
    ui: &mut Ui,
    document: &Document,
    it: &Attachment,
    state: State,
    asked: &mut Vec<Ask>,
    requests: &mut Vec<Request>,
) {
    let palette = theme::palette(ui.ctx());
    ui.horizontal(|ui| {
        let words = match state {
            State::Present => RichText::new(format!("✓ {}", it.name)).color(palette.good),
            _ => severity_text(ui, Severity::Error, &format!("{}：{}", it.name, state.word())),
        };
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let button = ui.add_enabled(document.is_ours(), small_button("移除"));
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_label(format!("移除 {}", it.name)));
            if button.on_hover_text("不再附上，文件留在原处").clicked() {
                asked.push(Ask::Detach(it.name.clone()));
            }
            if state != State::Missing && ui.add(small_button("在文件夹中显示")).clicked() {
                requests.push(Request::ShowInFolder(folder_of(&document.path).join(&it.name)));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(Label::new(words).truncate()));
        });
    });
    ui.label(RichText::new(code_words(it, &document.filing)).size(text::SMALL).weak());
}

/// Whether the values are still those that were signed.
fn code_words(it: &Attachment, filing: &Filing) -> String {
    let now = Code::of(filing);
    if Code::parse(&it.code) == Some(now) {
        format!("附上时的校验码 {}，与现在的数一致", it.code)
    } else {
        format!("附上时的校验码 {}，之后数有改动，现在是 {now}", it.code)
    }
}
