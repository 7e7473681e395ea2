//! All keys on one page: those of the commands from their list, those of the sheet from its own; and what the signs in
//! the cells say.

use egui::{Grid, Label, RichText, ScrollArea, Sense, StrokeKind, Ui, Vec2, vec2};

use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{heading_ui, title_ui};
use crate::app::model::view::Origin;
use crate::app::sheet::signs::Sign;
use crate::app::sheet::{keys, paint};
use crate::app::window::keys::Keys;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;

/// How wide the page is.
pub(super) const WIDTH: f32 = 920.0;

/// From this width on there are two columns.
const TWO_COLUMNS: f32 = 700.0;

/// How wide the keys are in front of their words.
const KEYS: f32 = 136.0;

/// The height of everything but the list, with some air around the dialog.
const OTHERS: f32 = 220.0;

/// A cell in the legend.
const SAMPLE: Vec2 = vec2(46.0, 24.0);

/// Paints the dialog.
pub(super) fn keys_ui(ui: &mut Ui, pages: &[Keys], requests: &mut Vec<Request>) {
    title_ui(ui, "快捷键");
    let ctx = ui.ctx().clone();
    let commands: Vec<(String, &str)> =
        Command::ALL.iter().filter_map(|command| Some((command.key_words(&ctx)?, command.description()))).collect();
    let own = |keys: &[(&str, &'static str)]| -> Vec<(String, &str)> {
        keys.iter().map(|(keys, words)| ((*keys).to_owned(), *words)).collect()
    };
    let height = ui.ctx().content_rect().height() - OTHERS;
    // As high at once as it will be: a dialog that grows from frame to frame runs away from the pointer.
    let list = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
    list.show(ui, |ui| {
        ui.spacing_mut().interact_size.y = text::SMALL;
        let places = |ui: &mut Ui| {
            for (name, keys) in [("表格里", keys::KEYS)].iter().chain(pages) {
                keys_of(ui, name, &own(keys));
                ui.add_space(space::GROUP);
            }
        };
        if ui.available_width() < TWO_COLUMNS {
            places(ui);
            keys_of(ui, "命令", &commands);
            ui.add_space(space::GROUP);
            legend_ui(ui);
        } else {
            ui.columns_const(|[left, right]| {
                places(left);
                legend_ui(left);
                keys_of(right, "命令", &commands);
            });
        }
    });
    ui.add_space(space::GROUP);
    ui.horizontal(|ui| {
        if ui.button("关闭").clicked() {
            requests.push(Request::CloseDialog);
        }
        if ui.button(Command::Manual.text()).on_hover_text(Command::Manual.tip(&ctx)).clicked() {
            requests.push(Request::Run(Command::Manual));
        }
    });
}

/// What the signs in the cells say, each painted in a cell as in the sheet.
fn legend_ui(ui: &mut Ui) {
    heading_ui(ui, "格子里的记号");
    let palette = theme::palette(ui.ctx());
    Grid::new("legend").num_columns(4).spacing([12.0, 5.0]).show(ui, |ui| {
        for signs in Sign::ALL.chunks(2) {
            for sign in signs {
                let (rect, _) = ui.allocate_exact_size(SAMPLE, Sense::hover());
                ui.painter().rect(rect, 0.0, palette.paper, (1.0, palette.line), StrokeKind::Inside);
                sign.paint(ui.painter(), rect, palette);
                ui.add(Label::new(RichText::new(sign.words()).size(text::SMALL)).extend());
            }
            ui.end_row();
        }
        for origin in [Origin::Parts, Origin::LastYear] {
            let (rect, _) = ui.allocate_exact_size(SAMPLE, Sense::hover());
            ui.painter().rect(rect, 0.0, palette.paper, (1.0, palette.line), StrokeKind::Inside);
            paint::ghost_sample(ui, rect, origin);
            ui.add(Label::new(RichText::new(format!("{}，按回车采用", origin.words())).size(text::SMALL)).extend());
        }
        ui.end_row();
        let (rect, _) = ui.allocate_exact_size(SAMPLE, Sense::hover());
        ui.painter().rect(rect, 0.0, palette.panel, (1.0, palette.line), StrokeKind::Inside);
        ui.add(Label::new(RichText::new("只读，不能修改").size(text::SMALL)).extend());
        ui.end_row();
    });
}

fn keys_of(ui: &mut Ui, name: &str, keys: &[(String, &str)]) {
    heading_ui(ui, name);
    let color = theme::palette(ui.ctx()).accent;
    for (keys, words) in keys {
        ui.horizontal_top(|ui| {
            ui.scope(|ui| {
                ui.set_min_width(KEYS);
                ui.label(RichText::new(keys).size(text::SMALL).color(color));
            });
            ui.add(Label::new(RichText::new(*words).size(text::SMALL)).wrap());
        });
    }
}
