//! The tabs of the open filings: whose, of which year, whether saved, how many errors. Shown when there is more than one
//! place to be.

use egui::{
    Align, Align2, Frame, Layout, Margin, Panel, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};
use egui_material_icons::{MaterialIcon, icons};

use crate::app::kit::theme::{self, Palette, space, text};
use crate::app::kit::widgets;
use crate::app::model::document::Document;
use crate::app::model::saving::SaveState;
use crate::app::model::tabs::Tabs;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::form::Severity;

/// The height of a tab.
const HEIGHT: f32 = 30.0;

/// How wide a tab may be; many tabs are narrower, and scroll when that is not enough.
const WIDTHS: std::ops::RangeInclusive<f32> = 128.0..=250.0;

/// The width of the start page's tab.
const START_WIDTH: f32 = 92.0;

/// Paints the bar.
pub(crate) fn tab_bar_ui(ui: &mut Ui, tabs: &Tabs, requests: &mut Vec<Request>) {
    let is_start = tabs.current_tab().is_none();
    if tabs.count() + usize::from(is_start) < 2 {
        return;
    }
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.ground).inner_margin(Margin { left: 10, right: 10, top: 4, bottom: 0 });
    Panel::top("tab-bar").frame(frame).show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.set_height(HEIGHT);
            let start = start_tab_ui(ui, is_start);
            if start.clicked() {
                requests.push(Request::Run(Command::New));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ScrollArea::horizontal().id_salt("tabs").auto_shrink([false, false]).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.x = 3.0;
                    #[expect(clippy::cast_precision_loss, reason = "a handful of tabs")]
                    let width = ui.available_width() / tabs.count() as f32 - 3.0;
                    let width = width.clamp(*WIDTHS.start(), *WIDTHS.end());
                    let is_current = |document: &Document| tabs.current_tab() == Some(document.tab);
                    for document in tabs.documents() {
                        tab_ui(ui, document, &Face::of(document), is_current(document), width, requests);
                    }
                });
            });
        });
    });
}

/// The tab of the start page, from which filings are made and opened.
fn start_tab_ui(ui: &mut Ui, is_current: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(START_WIDTH, HEIGHT), Sense::click());
    name_tab(ui, &response, is_current, "开始页");
    let palette = theme::palette(ui.ctx());
    let color = ground_ui(ui, rect, &response, is_current);
    icon_ui(ui, pos2(rect.left() + 18.0, rect.center().y), icons::ICON_ADD, palette.weak);
    let place = pos2(rect.left() + 32.0, rect.center().y);
    ui.painter().text(place, Align2::LEFT_CENTER, "开始页", theme::font(text::SMALL), color);
    response.on_hover_text(Command::New.tip(ui.ctx()))
}

/// What a tab says.
struct Face {
    title: String,
    words: String,
    errors: usize,
}

impl Face {
    fn of(document: &Document) -> Self {
        // The year first: of a long name the end is cut.
        let words = match document.filing.known_year() {
            Some(year) => format!("{year} {}", document.unit_words()),
            None => document.unit_words().to_string(),
        };
        Self { title: document.title(), words, errors: document.view.counts.errors }
    }
}

fn tab_ui(ui: &mut Ui, document: &Document, face: &Face, is_current: bool, width: f32, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    let Face { title, words, errors } = face;
    let (state, errors) = (save_words(document), *errors);
    let named = if errors == 0 { format!("{title}，{state}") } else { format!("{title}，{state}，错误 {errors}") };
    name_tab(ui, &response, is_current, &named);
    let color = ground_ui(ui, rect, &response, is_current);
    let middle = rect.center().y;
    let painter = ui.painter();
    save_mark_ui(ui, pos2(rect.left() + 14.0, middle), document, palette);
    let mut right = rect.right() - 28.0;
    if errors > 0 {
        let words = format!("{} {errors}", widgets::shape(Severity::Error));
        let color = palette.mark(Severity::Error);
        let place = painter.text(pos2(right, middle), Align2::RIGHT_CENTER, words, theme::font(text::SMALL), color);
        right = place.left() - 6.0;
    }
    let left = rect.left() + 26.0;
    let words = egui::WidgetText::from(egui::RichText::new(words).size(text::SMALL).color(color));
    let wrap = Some(egui::TextWrapMode::Truncate);
    let galley = words.into_galley(ui, wrap, (right - left).max(8.0), egui::TextStyle::Small);
    ui.painter().galley(pos2(left, middle - galley.size().y / 2.0), galley, color);
    if close_ui(ui, rect, title).clicked() || response.middle_clicked() {
        requests.push(Request::CloseTab(document.tab));
    } else if response.clicked() {
        requests.push(Request::ShowTab(Some(document.tab)));
    }
    response.on_hover_text(format!("{named}\n{}", document.path.display()));
}

/// Tells screen readers about a tab.
fn name_tab(ui: &Ui, response: &Response, is_current: bool, name: &str) {
    response.widget_info(|| WidgetInfo::selected(egui::Role::Tab, true, is_current, name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(is_current));
}

/// The ground of a tab; gives the colour of its words.
fn ground_ui(ui: &Ui, rect: Rect, response: &Response, is_current: bool) -> egui::Color32 {
    let palette = theme::palette(ui.ctx());
    let corner = egui::CornerRadius { nw: space::CORNER, ne: space::CORNER, sw: 0, se: 0 };
    let fill = match (is_current, response.hovered()) {
        (true, _) => palette.panel,
        (false, true) => palette.band,
        (false, false) => palette.ground,
    };
    ui.painter().rect_filled(rect, corner, fill);
    if is_current {
        let line = Rect::from_min_size(rect.min, vec2(rect.width(), 2.0));
        ui.painter().rect_filled(line, corner, palette.accent);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect.shrink(1.0), corner, (1.5, palette.accent), egui::StrokeKind::Inside);
    }
    if is_current { palette.text } else { palette.weak }
}

fn close_ui(ui: &Ui, tab: Rect, title: &str) -> Response {
    let palette = theme::palette(ui.ctx());
    let rect = Rect::from_center_size(pos2(tab.right() - 15.0, tab.center().y), vec2(20.0, 20.0));
    let id = ui.scope_id().with(("close", title, tab.left().to_bits()));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, format!("关闭 {title}")));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, f32::from(space::CORNER), palette.accent_soft);
    }
    icon_ui(ui, rect.center(), icons::ICON_CLOSE, palette.weak);
    response.on_hover_text(Command::CloseTab.tip(ui.ctx()))
}

fn icon_ui(ui: &Ui, place: egui::Pos2, icon: MaterialIcon, color: egui::Color32) {
    let font = egui::FontId::new(text::BODY, icon.font_family());
    ui.painter().text(place, Align2::CENTER_CENTER, icon.codepoint, font, color);
}

/// A dot: full when saved, a ring while it is being written; signs of their own for what is not as it should be.
fn save_mark_ui(ui: &Ui, place: egui::Pos2, document: &Document, palette: &Palette) {
    if document.is_read_only() {
        return icon_ui(ui, place, icons::ICON_LOCK, palette.mark(Severity::Warning));
    }
    match &document.saving.state {
        SaveState::Saved(_) => {
            ui.painter().circle_filled(place, 3.5, palette.good);
        }
        SaveState::Saving => {
            ui.painter().circle_stroke(place, 3.5, (1.5, palette.weak));
        }
        SaveState::Failed(_) => icon_ui(ui, place, icons::ICON_SYNC_PROBLEM, palette.mark(Severity::Error)),
    }
}

fn save_words(document: &Document) -> &'static str {
    match &document.saving.state {
        _ if document.filing.is_locked() => "已报送",
        _ if document.is_read_only() => "只读",
        SaveState::Saved(_) => "已保存",
        SaveState::Saving => "正在保存",
        SaveState::Failed(_) => "保存失败",
    }
}
