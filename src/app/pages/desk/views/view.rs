//! The parts of a desk in the window: the bar above, the units on the left, the view in the middle, what is known about a
//! unit on the right.

use egui::{CentralPanel, Frame, Id, Margin, Panel, Ui, Vec2};

use super::{figures, head, inspector, lists, tree};
use crate::app::kit::theme;
use crate::app::pages::desk::look::View;
use crate::app::pages::desk::tab::{DeskTab, OpenDesk};
use crate::app::pages::desk::wish::DeskWish;
use crate::app::sheet::{self, find_bar, side};
use crate::app::window::Window;
use crate::app::window::page::Around;
use crate::app::wishes::request::Request;

/// What keys do on a desk, for the page of keys.
pub(crate) const KEYS: &[(&str, &str)] = &[
    ("↑、↓、PageUp、PageDown", "上下移动；Home、End 到头、到尾"),
    ("回车", "打开这个单位的文件"),
    ("空格", "标记这个单位，供选择汇总"),
    ("F6", "在汇总表和数字来源之间轮换"),
    ("Esc", "取消筛选；从数字来源回到汇总表"),
];

/// How high the origin of a figure is, and how wide the panels are.
const ORIGIN: f32 = 230.0;

const INSPECTOR: std::ops::RangeInclusive<f32> = 240.0..=460.0;

const TREE: std::ops::RangeInclusive<f32> = 170.0..=420.0;

/// The parts of the window that the panels may take.
const TREE_SHARE: f32 = 0.22;

const INSPECTOR_SHARE: f32 = 0.3;

/// The tree is wider than the list of sections.
const TREE_WIDTH: f32 = 236.0;

/// Paints the desk that is shown.
pub(crate) fn desk_ui(
    ui: &mut Ui,
    desks: &mut [DeskTab],
    window: &mut Window,
    mut around: Around<'_>,
    (wishes, requests): (&mut Vec<DeskWish>, &mut Vec<Request>),
) {
    let has_keyboard = around.has_keyboard;
    let palette = theme::palette(ui.ctx());
    let width = ui.available_width();
    let rail = window.settings.rail.is_open;
    let Some(desk) = OpenDesk::shown(desks, &mut window.tabs) else { return };
    let tab = desk.tab;
    head::head_ui(ui, &desk, wishes);
    if rail {
        let frame = Frame::new().fill(palette.panel).inner_margin(Margin { left: 10, right: 6, top: 10, bottom: 8 });
        let panel = Panel::left(Id::unique(("desk-tree", tab))).resizable(true).default_size(TREE_WIDTH);
        panel
            .size_range(within(&TREE, width * TREE_SHARE))
            .frame(frame)
            .show(ui, |ui| tree::tree_ui(ui, &desk, wishes));
    }
    let is_sheet = desk.view == View::Sheet;
    if is_sheet {
        if !around.beside_ui(ui, window, requests)
            && let Some(sum) = window.tabs.current_mut()
        {
            side::side_ui(ui, sum, &mut window.settings, requests);
        }
    } else if window.settings.inspector.is_open {
        unit_side_ui(ui, desks, window, width, wishes);
    }
    let Some(mut desk) = OpenDesk::shown(desks, &mut window.tabs) else { return };
    let desk = &mut desk;
    if is_sheet {
        sheet_view_ui(ui, desk, has_keyboard, (wishes, requests));
    } else {
        list_view_ui(ui, desk, has_keyboard, wishes);
    }
    desk.is_moved = false;
}

/// What is known about a unit, on the right.
fn unit_side_ui(ui: &mut Ui, desks: &mut [DeskTab], window: &mut Window, width: f32, wishes: &mut Vec<DeskWish>) {
    let Some(desk) = OpenDesk::shown(desks, &mut window.tabs) else { return };
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin { left: 14, right: 10, top: 12, bottom: 8 });
    let panel =
        Panel::right(Id::unique(("desk-side", desk.tab))).resizable(true).default_size(window.settings.side_width);
    let range = within(&INSPECTOR, width * INSPECTOR_SHARE);
    let most = *range.end();
    let shown = panel.size_range(range).frame(frame).show(ui, |ui| inspector::inspector_ui(ui, &desk, wishes));
    let side_width = shown.response.rect.width();
    // What a small window leaves is not what was wished.
    if side_width < most {
        window.settings.side_width = side_width;
    }
}

/// The aggregate with the origin of its figures below.
fn sheet_view_ui(
    ui: &mut Ui,
    desk: &mut OpenDesk<'_>,
    has_keyboard: bool,
    (wishes, requests): (&mut Vec<DeskWish>, &mut Vec<Request>),
) {
    let (palette, tab) = (theme::palette(ui.ctx()), desk.tab);
    let ground = Frame::new().fill(palette.ground);
    desk.follow_origin();
    let below = Panel::bottom(Id::unique(("desk-origin", tab))).resizable(true).default_size(ORIGIN);
    let height = ui.available_height();
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(12, 6));
    below.size_range(90.0..=(height - 160.0).max(91.0)).frame(frame).show(ui, |ui| {
        figures::origin_ui(ui, desk, has_keyboard && desk.is_in_origin, wishes);
    });
    CentralPanel::default().frame(ground.inner_margin(Margin::same(12))).show(ui, |ui| {
        ui.push_id(tab, |ui| {
            find_ui(ui, desk, requests);
            let mut sheet = std::mem::take(&mut desk.document.sheet);
            let has_keyboard = has_keyboard && !desk.is_in_origin;
            let mut memory = std::mem::take(&mut desk.memory);
            sheet::sheet_ui(ui, desk.document, (&mut sheet, &mut memory), has_keyboard, requests);
            desk.memory = memory;
            desk.document.sheet = sheet;
        });
    });
}

/// The list in the middle.
fn list_view_ui(ui: &mut Ui, desk: &mut OpenDesk<'_>, has_keyboard: bool, wishes: &mut Vec<DeskWish>) {
    let ground = Frame::new().fill(theme::palette(ui.ctx()).ground);
    let tab = desk.tab;
    if desk.view == View::Years {
        desk.follow_past();
    }
    CentralPanel::default().frame(ground.inner_margin(Margin::same(12))).show(ui, |ui| {
        ui.push_id((tab, desk.view), |ui| {
            ui.spacing_mut().item_spacing = Vec2::new(8.0, 6.0);
            match desk.view {
                View::Units | View::Sheet => lists::units_ui(ui, desk, has_keyboard, wishes),
                View::Files => lists::files_ui(ui, desk, has_keyboard, wishes),
                View::Review => lists::review_ui(ui, desk, has_keyboard, wishes),
                View::Compare => lists::compare_ui(ui, desk, has_keyboard, wishes),
                View::Years => figures::years_ui(ui, desk, has_keyboard, wishes),
            }
        });
    });
    if has_keyboard
        && desk.filter.is_some() | !desk.query.is_empty()
        && !egui::Popup::is_any_open(ui.ctx())
        && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape))
    {
        wishes.extend([DeskWish::Filter(None), DeskWish::Query(String::new())]);
    }
}

/// The sizes of a panel that takes no more than a part of the window.
fn within(range: &std::ops::RangeInclusive<f32>, most: f32) -> std::ops::RangeInclusive<f32> {
    *range.start()..=most.clamp(*range.start(), *range.end())
}

fn find_ui(ui: &mut Ui, desk: &mut OpenDesk<'_>, requests: &mut Vec<Request>) {
    if let Some(mut find) = desk.document.find.take() {
        find_bar::find_bar_ui(ui, desk.document, &mut find, requests);
        desk.document.find = Some(find);
    }
}
