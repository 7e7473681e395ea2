//! The units as a tree: each with the sign and the word of its state, headings with how many of theirs are in.

use egui::{Align2, Id, Rect, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, pos2, vec2};

use crate::aggregate::desk::Tally;
use crate::aggregate::workspace::State;
use crate::app::kit::theme::{self, Palette, space, text};
use crate::app::kit::widgets::small_button;
use crate::app::pages::desk::shown::Branch;
use crate::app::pages::desk::tab::OpenDesk;
use crate::app::pages::desk::wish::DeskWish;
use crate::form::Severity;

/// The height of a line, and how far a level is indented.
const LINE: f32 = 25.0;

const INDENT: f32 = 14.0;

/// The colour of a state.
pub(crate) fn color(state: State, palette: &Palette) -> egui::Color32 {
    match state {
        State::Missing => palette.weak,
        State::Received => palette.accent,
        State::Accepted => palette.good,
        State::Errors => palette.mark(Severity::Error),
        State::Doubtful | State::Warnings => palette.mark(Severity::Warning),
        State::Returned => palette.mark(Severity::Notice),
    }
}

/// Paints the filter and the tree.
pub(crate) fn tree_ui(ui: &mut Ui, desk: &OpenDesk<'_>, wishes: &mut Vec<DeskWish>) {
    let palette = theme::palette(ui.ctx());
    filter_ui(ui, desk, wishes);
    let mut query = desk.query.clone();
    let field = TextEdit::singleline(&mut query)
        .font(theme::font(text::SMALL))
        .desired_width(f32::INFINITY)
        .hint_text("筛选单位：名称或拼音首字母");
    let response = ui.add(field);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label("筛选单位"));
    if response.changed() {
        wishes.push(DeskWish::Query(query));
    }
    ui.add_space(2.0);
    if desk.shown.branches.is_empty() {
        ui.label(
            RichText::new("还没有单位：添加各单位的文件或文件夹，或者补充单位名单")
                .size(text::SMALL)
                .color(palette.weak),
        );
        return;
    }
    let area = ScrollArea::vertical().id_salt("desk-tree").auto_shrink([false, false]);
    ui.spacing_mut().item_spacing.y = 0.0;
    area.show_rows(ui, LINE, desk.shown.branches.len(), |ui, lines| {
        for branch in desk.shown.branches.get(lines).unwrap_or_default() {
            branch_ui(ui, desk, *branch, wishes);
        }
    });
}

/// The states with their numbers; a click shows the units of one only.
fn filter_ui(ui: &mut Ui, desk: &OpenDesk<'_>, wishes: &mut Vec<DeskWish>) {
    let palette = theme::palette(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(3.0, 3.0);
        ui.spacing_mut().button_padding.x = 6.0;
        for (state, count) in State::ALL.into_iter().zip(desk.shown.all) {
            let is_chosen = desk.filter == Some(state);
            if count == 0 && !is_chosen {
                continue;
            }
            let words = format!("{} {} {count}", state.sign(), state.label());
            let fill = if is_chosen { palette.accent_soft } else { palette.panel };
            let words = RichText::new(words).size(text::SMALL).color(color(state, palette));
            if ui.add(egui::Button::new(words).fill(fill).selected(is_chosen)).clicked() {
                wishes.push(DeskWish::Filter((!is_chosen).then_some(state)));
            }
        }
        if (desk.filter.is_some() || !desk.query.is_empty()) && ui.add(small_button("全部")).clicked() {
            wishes.extend([DeskWish::Filter(None), DeskWish::Query(String::new())]);
        }
    });
}

fn branch_ui(ui: &mut Ui, desk: &OpenDesk<'_>, branch: Branch, wishes: &mut Vec<DeskWish>) {
    let palette = theme::palette(ui.ctx());
    let Branch { unit, depth, fold } = branch;
    let units = desk.desk.workspace().units();
    let Some(node) = units.node(unit) else { return };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click() - Sense::FOCUSABLE);
    let is_active = desk.unit == Some(unit);
    let state = desk.desk.state(unit);
    let tally = desk.shown.tallies.get(&unit).copied().unwrap_or_default();
    let words = if node.is_heading { inside_words(&tally) } else { state.label().to_owned() };
    let name = format!("{} {words}", units.path(unit));
    response.widget_info(|| WidgetInfo::selected(egui::Role::TreeItem, true, is_active, &name));
    let fill = match (is_active, response.hovered()) {
        (true, _) => palette.accent_soft,
        (false, true) => palette.band,
        (false, false) => palette.panel,
    };
    ui.painter().rect_filled(rect, f32::from(space::CORNER), fill);
    #[expect(clippy::cast_precision_loss, reason = "a handful of levels")]
    let left = rect.left() + 4.0 + depth as f32 * INDENT;
    let middle = rect.center().y;
    let place = Rect::from_center_size(pos2(left + 7.0, middle), vec2(16.0, LINE));
    let mut is_folded_now = false;
    if let Some(is_open) = fold {
        let sign = if is_open { "－" } else { "＋" };
        let id = Id::unique(("desk-fold", unit));
        let clicked = ui.interact(place, id, Sense::click() - Sense::FOCUSABLE);
        let said = if is_open { "收起" } else { "展开" };
        clicked.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, format!("{said} {}", node.name)));
        ui.painter().text(place.center(), Align2::CENTER_CENTER, sign, theme::font(text::SMALL), palette.weak);
        if clicked.clicked() {
            is_folded_now = true;
            wishes.push(DeskWish::Fold(unit, is_open));
        }
    }
    let mut x = place.right() + 2.0;
    if !node.is_heading {
        let color = color(state, palette);
        ui.painter().text(pos2(x + 7.0, middle), Align2::CENTER_CENTER, state.sign(), theme::font(text::SMALL), color);
        x += 18.0;
    }
    let right = rect.right() - 6.0;
    let said = if node.is_heading { words } else { short(state).to_owned() };
    let color = if node.is_heading { palette.weak } else { color(state, palette) };
    let said = ui.painter().layout_no_wrap(said, theme::font(text::SMALL - 1.0), color);
    let said_left = right - said.size().x;
    ui.painter().galley(pos2(said_left, middle - said.size().y / 2.0), said, color);
    let mark = if desk.marked.contains(&unit) { "★ " } else { "" };
    let format = egui::TextFormat::simple(theme::font(text::LABEL), palette.text);
    let mut job = egui::text::LayoutJob::single_section(format!("{mark}{}", node.name), format);
    let width = (said_left - x - 6.0).max(20.0);
    job.wrap = egui::text::TextWrapping { max_width: width, max_rows: 1, break_anywhere: true, ..Default::default() };
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(pos2(x, middle - galley.size().y / 2.0), galley, palette.text);
    if response.clicked() && !is_folded_now {
        wishes.push(DeskWish::Unit(unit));
    }
    if response.double_clicked() && !node.is_heading {
        wishes.push(DeskWish::OpenUnit(unit));
    }
    response.on_hover_text(name);
}

/// The state in as few words as a narrow tree has room for.
fn short(state: State) -> &'static str {
    match state {
        State::Warnings => "有警告",
        State::Doubtful => "存疑",
        other => other.label(),
    }
}

/// How many of a heading's units are in.
fn inside_words(tally: &Tally) -> String {
    let all: usize = tally.iter().sum();
    let missing = tally.first().copied().unwrap_or(0);
    format!("{}/{all}", all - missing)
}
