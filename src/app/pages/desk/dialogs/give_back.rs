//! Why a unit gets its table back.

use egui::{RichText, Ui};

use super::buttons::buttons_ui;
use crate::aggregate::NodeId;
use crate::app::kit::theme::text;
use crate::app::kit::widgets::title_ui;
use crate::app::pages::desk::tab::OpenDesk;
use crate::app::pages::desk::views::inspector::reason_ui;
use crate::app::pages::desk::wish::DeskWish;
use crate::app::wishes::request::Request;

/// Paints the dialog.
pub(crate) fn give_back_ui(
    ui: &mut Ui,
    desk: Option<&OpenDesk<'_>>,
    unit: NodeId,
    reason: &mut String,
    wishes: &mut Vec<DeskWish>,
) {
    let Some(desk) = desk else { return wishes.push(DeskWish::Window(Request::CloseDialog)) };
    title_ui(ui, &format!("退回 {}", desk.desk.workspace().units().name(unit)));
    let received = desk.desk.sent_by(unit).and_then(|(_, sent)| sent.received());
    let count = received.map_or(0, |received| received.findings.len());
    ui.label(RichText::new(format!("审核结果 {count} 条会列在退回意见里")).size(text::SMALL).weak());
    let field = reason_ui(ui, reason);
    if ui.memory(egui::Memory::focused).is_none() {
        field.request_focus();
    }
    let done = || vec![DeskWish::GiveBack { unit, reason: reason.clone() }];
    buttons_ui(ui, done, wishes);
}
