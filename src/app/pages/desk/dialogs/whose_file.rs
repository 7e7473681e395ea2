//! Whose file one is: the units that may be meant first, the others by name.

use egui::{EventFilter, Id, Key, Modifiers, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2};

use super::buttons::buttons_ui;
use crate::aggregate::NodeId;
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::title_ui;
use crate::app::model::initials;
use crate::app::pages::desk::tab::OpenDesk;
use crate::app::pages::desk::wish::DeskWish;
use crate::app::wishes::request::Request;

/// The height of a line, and of the list.
const LINE: f32 = 28.0;

const LINES: f32 = 9.0;

/// So many units are listed.
const MOST: usize = 200;

/// Paints the dialog.
pub(crate) fn whose_file_ui(
    ui: &mut Ui,
    desk: Option<&OpenDesk<'_>>,
    file: &str,
    query: &mut String,
    chosen: &mut Option<NodeId>,
    wishes: &mut Vec<DeskWish>,
) {
    let Some(desk) = desk else { return wishes.push(DeskWish::Window(Request::CloseDialog)) };
    title_ui(ui, "这是哪个单位的表？");
    ui.label(RichText::new(file).size(text::SMALL).weak());
    let units = desk.desk.workspace().units();
    let listed = listed(desk, file, query);
    let at = chosen.and_then(|chosen| listed.iter().position(|id| *id == chosen)).unwrap_or(0);
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let mut at_now = at;
    if pressed(Key::ArrowDown) {
        at_now = (at + 1).min(listed.len().saturating_sub(1));
    }
    if pressed(Key::ArrowUp) {
        at_now = at.saturating_sub(1);
    }
    *chosen = listed.get(at_now).copied();
    let done = |chosen: Option<NodeId>| -> Vec<DeskWish> {
        chosen.map(|unit| DeskWish::Assign { file: file.to_owned(), unit }).into_iter().collect()
    };
    if pressed(Key::Enter) {
        wishes.extend(done(*chosen));
    }
    let name = ui.label(RichText::new("单位名称或拼音首字母").size(text::SMALL).weak()).id;
    let field = TextEdit::singleline(query)
        .id(Id::unique("whose-file-field"))
        .desired_width(f32::INFINITY)
        .margin(vec2(8.0, 6.0))
        .return_key(None)
        .event_filter(EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() });
    let response = ui.add(field).labelled_by(name);
    if ui.memory(egui::Memory::focused).is_none() {
        response.request_focus();
    }
    ui.add_space(space::LINE);
    let area = ScrollArea::vertical().id_salt("whose-file").max_height(LINE * LINES).auto_shrink([false, false]);
    area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (line, id) in listed.iter().enumerate() {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
            let is_chosen = line == at_now;
            let path = units.path(*id);
            response.widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, true, is_chosen, &path));
            let palette = theme::palette(ui.ctx());
            let ground = if is_chosen { palette.accent_soft } else { palette.paper };
            ui.painter().rect_filled(rect, f32::from(space::CORNER), ground);
            let place = rect.left_center() + vec2(8.0, 0.0);
            ui.painter().text(place, egui::Align2::LEFT_CENTER, path, theme::font(text::LABEL), palette.text);
            if is_chosen && at_now != at {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                *chosen = Some(*id);
            }
            if response.double_clicked() {
                wishes.extend(done(Some(*id)));
            }
        }
        if listed.is_empty() {
            ui.label(RichText::new("没有这样的单位").weak());
        }
    });
    let chosen = *chosen;
    buttons_ui(ui, || done(chosen), wishes);
}

/// The units that may be meant, then the others; those whose name fits what is typed.
fn listed(desk: &OpenDesk<'_>, file: &str, query: &str) -> Vec<NodeId> {
    let units = desk.desk.workspace().units();
    let mut listed = desk.desk.proposals(file);
    let others: Vec<NodeId> = desk.desk.workspace().expected().filter(|id| !listed.contains(id)).collect();
    listed.extend(others);
    listed.retain(|id| query.trim().is_empty() || initials::contains(&units.path(*id), query.trim()));
    listed.truncate(MOST);
    listed
}
