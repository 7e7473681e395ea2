//! The start page: a new filing, a file, or one of the recent files.

use egui::{
    Align, ComboBox, EventFilter, Frame, Key, Label, Layout, Modifiers, RichText, ScrollArea, Sense, TextEdit, Ui,
    WidgetInfo, vec2,
};

use super::state::Start;
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::primary_button;
use crate::app::window::Window;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::filing::Level;
use crate::form::{Form, Problem, Severity};
use crate::jobs::recent::Recent;

/// The first reporting year of which a form is known.
const FIRST_YEAR: u16 = 2014;

/// The widths of the two cards.
const CARD_WIDTH: f32 = 420.0;

/// Their least height, so that they end on one line.
const CARD_HEIGHT: f32 = 404.0;

/// Paints the page.
pub(super) fn start_ui(ui: &mut Ui, start: &mut Start, window: &mut Window, requests: &mut Vec<Request>) {
    let height = ui.available_height();
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.add_space((height * 0.09).min(80.0));
        ui.vertical_centered(|ui| {
            ui.label(RichText::new("填报").size(text::TITLE).strong());
            ui.label(RichText::new("政府信息公开情况统计表").size(text::BODY).weak());
        });
        ui.add_space(26.0);
        let gap = 20.0;
        let card = CARD_WIDTH.min((ui.available_width() - 3.0 * gap) / 2.0);
        let side = ((ui.available_width() - 2.0 * card - gap) / 2.0).max(0.0);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            ui.add_space(side);
            card_ui(ui, card, |ui| new_filing_ui(ui, start, window, requests));
            card_ui(ui, card, |ui| recent_ui(ui, &window.recent, requests));
        });
        problems_ui(ui, &window.problems, side, 2.0 * card + gap);
    });
}

/// The user's own forms that cannot be used, each mistake with its file and line.
fn problems_ui(ui: &mut Ui, problems: &[Problem], side: f32, width: f32) {
    if problems.is_empty() {
        return;
    }
    let color = theme::palette(ui.ctx()).mark(Severity::Error);
    ui.add_space(space::GROUP);
    ui.horizontal_top(|ui| {
        ui.add_space(side);
        ui.vertical(|ui| {
            ui.set_max_width(width);
            ui.label(RichText::new("下列表式文件有错，没有使用").size(text::SMALL).color(color));
            for problem in problems {
                ui.add(egui::Label::new(RichText::new(problem.to_string()).size(text::SMALL)).wrap());
            }
        });
    });
}

fn card_ui(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    let palette = theme::palette(ui.ctx());
    let padding = 22;
    let frame = Frame::new()
        .fill(palette.paper)
        .stroke((1.0, palette.line))
        .corner_radius(8)
        .inner_margin(egui::Margin::same(padding));
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::LEFT), |ui| {
        frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            ui.set_width((width - 2.0 * f32::from(padding)).max(0.0));
            ui.set_min_height(CARD_HEIGHT);
            content(ui);
        });
    });
}

fn new_filing_ui(ui: &mut Ui, start: &mut Start, window: &mut Window, requests: &mut Vec<Request>) {
    ui.label(RichText::new("新建填报").size(text::HEADING).strong());
    ui.add_space(space::GROUP);
    let name = field_name_ui(ui, "填报单位");
    let field = TextEdit::singleline(&mut start.unit)
        .desired_width(f32::INFINITY)
        .hint_text("单位全称，如：某某市某某区人民政府")
        .margin(vec2(8.0, 6.0));
    let field = ui.add(field).labelled_by(name);
    // Whoever comes here can type at once.
    if !window.has_dialog() && ui.memory(egui::Memory::focused).is_none() && !field.lost_focus() {
        field.request_focus();
    }
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    ui.add_space(space::LINE);
    let width = ui.available_width();
    year_ui(ui, start, window);
    ui.add_space(space::LINE);
    form_ui(ui, start, window, width);
    ui.add_space(space::LINE);
    level_ui(ui, start, window, width);
    ui.add_space(space::GROUP);
    let form = start.form(&window.catalogue);
    let is_ready = form.is_some() && !start.unit.trim().is_empty();
    ui.horizontal(|ui| {
        let response = primary_button(ui, "新建", is_ready);
        if response.on_disabled_hover_text("请先填写单位全称").clicked() || (is_entered && is_ready) {
            requests.push(Request::Create);
        }
        for command in [Command::FromLastYear, Command::Import] {
            if ui.button(command.text()).on_hover_text(command.tip(ui.ctx())).clicked() {
                requests.push(Request::Run(command));
            }
        }
    });
}

/// The name above a field; gives the id by which the field is named to screen readers.
fn field_name_ui(ui: &mut Ui, words: &str) -> egui::Id {
    ui.label(RichText::new(words).size(text::SMALL).weak()).id
}

fn year_ui(ui: &mut Ui, start: &mut Start, window: &Window) {
    let name = field_name_ui(ui, "报告年度");
    let shown = format!("{}年", start.year);
    let response = ComboBox::from_id_salt("year").selected_text(shown).width(140.0).show_ui(ui, |ui| {
        for year in (FIRST_YEAR..=window.today_year).rev() {
            ui.selectable_value(&mut start.year, year, format!("{year}年"));
        }
    });
    let response = response.response.labelled_by(name);
    if response.has_focus() {
        // As in every list that is closed: the arrows choose.
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        let step = |key: Key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key) > 0);
        if step(Key::ArrowUp) {
            start.year = (start.year + 1).min(window.today_year);
        }
        if step(Key::ArrowDown) {
            start.year = (start.year - 1).max(FIRST_YEAR);
        }
    }
}

fn form_ui(ui: &mut Ui, start: &mut Start, window: &Window, width: f32) {
    let name = field_name_ui(ui, "表式");
    let palette = theme::palette(ui.ctx());
    let automatic = window.catalogue.for_year(start.year);
    let current = start.form(&window.catalogue);
    let shown = current.as_deref().map_or_else(|| "这一年没有表式".to_owned(), form_words);
    let response = ComboBox::from_id_salt("form").selected_text(shown).width(width).show_ui(ui, |ui| {
        for form in window.catalogue.all() {
            let is_chosen = current.as_ref().is_some_and(|current| current.id == form.id);
            if ui.selectable_label(is_chosen, form_words(&form)).clicked() {
                let is_automatic = automatic.as_ref().is_some_and(|automatic| automatic.id == form.id);
                start.chosen_form = (!is_automatic).then(|| form.id.clone());
            }
        }
    });
    response.response.labelled_by(name);
    match &current {
        Some(form) if form.fits_year(start.year) => {
            ui.label(RichText::new(&form.usage).size(text::SMALL).weak());
        }
        Some(form) => {
            let words = format!("▲ {}年度不用这套表式（{}），请确认", start.year, years(form));
            ui.label(RichText::new(words).size(text::SMALL).color(palette.mark(Severity::Warning)));
        }
        None => {}
    }
}

fn form_words(form: &Form) -> String {
    format!("{}（{}）", years(form), form.issued_by)
}

fn years(form: &Form) -> String {
    match form.last_year {
        Some(last) => format!("{}—{last}年度", form.first_year),
        None => format!("{}年度起", form.first_year),
    }
}

fn level_ui(ui: &mut Ui, start: &mut Start, _window: &Window, width: f32) {
    let name = field_name_ui(ui, "单位级别");
    let level = start.level();
    let shown = level.map_or("请选择（有的审核需要它）", Level::label);
    let response = ComboBox::from_id_salt("level").selected_text(shown).width(width).height(320.0).show_ui(ui, |ui| {
        for choice in Level::all() {
            if ui.selectable_label(level == Some(choice), choice.label()).clicked() {
                start.chosen_level = Some(choice);
            }
        }
    });
    response.response.labelled_by(name);
    if level.is_some() && start.chosen_level.is_none() {
        ui.label(RichText::new("按单位名称推定，可以改").size(text::SMALL).weak());
    }
}

fn recent_ui(ui: &mut Ui, recent: &[Recent], requests: &mut Vec<Request>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new("最近的填报").size(text::HEADING).strong());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (command, words) in [(Command::Open, "打开文件…"), (Command::NewDesk, Command::NewDesk.text())] {
                if ui.button(words).on_hover_text(command.tip(ui.ctx())).clicked() {
                    requests.push(Request::Run(command));
                }
            }
        });
    });
    ui.add_space(space::GROUP);
    if recent.is_empty() {
        ui.label(RichText::new("打开过的填报会列在这里").weak());
        return;
    }
    for file in recent.iter().take(7) {
        recent_file_ui(ui, file, requests);
    }
}

fn recent_file_ui(ui: &mut Ui, file: &Recent, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 46.0), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, f32::from(space::CORNER), palette.accent_soft);
    }
    let unit = if file.unit.is_empty() { "（未填单位名称）" } else { &file.unit };
    let year = if file.year == 0 { "年度未填".to_owned() } else { format!("{}年度", file.year) };
    let title = format!("{unit}　{year}");
    let folder = file.path.display().to_string();
    ui.scope_builder(egui::UiBuilder::new().max_rect(rect.shrink2(vec2(8.0, 4.0))), |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.add(Label::new(RichText::new(&title)).truncate());
        ui.add(Label::new(RichText::new(&folder).size(text::SMALL).weak()).truncate());
    });
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, format!("打开 {title}")));
    if response.on_hover_text(folder).clicked() {
        requests.push(Request::OpenPath(file.path.clone()));
    }
}
