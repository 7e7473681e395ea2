//! The user's manual: its pages on the left, the page that is read on the right.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Frame, Grid, Image, Label, Layout, Margin, RichText, ScrollArea, StrokeKind, Ui, vec2};

use super::manual::{PAGES, Reading};
use super::markdown::{Block, Span};
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::title_ui;
use crate::app::wishes::request::Request;

/// How wide the dialog is.
pub(super) const WIDTH: f32 = 940.0;

/// The width of the list of pages.
const LIST: f32 = 150.0;

/// The height of everything but the page, with some air around the dialog.
const OTHERS: f32 = 200.0;

/// Paints the dialog.
pub(super) fn manual_ui(ui: &mut Ui, reading: &mut Reading, requests: &mut Vec<Request>) {
    title_ui(ui, "使用手册");
    let height = (ui.ctx().content_rect().height() - OTHERS).max(200.0);
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(LIST, height), Layout::top_down_justified(Align::Min), |ui| {
            let list = ScrollArea::vertical().id_salt("manual-pages").max_height(height).auto_shrink([false, true]);
            list.show(ui, |ui| list_ui(ui, reading));
        });
        ui.add_space(10.0);
        ui.vertical(|ui| page_ui(ui, height, reading));
    });
    ui.add_space(space::GROUP);
    if ui.button("关闭").clicked() {
        requests.push(Request::CloseDialog);
    }
}

fn page_ui(ui: &mut Ui, height: f32, reading: &mut Reading) {
    let page = &PAGES[reading.page()];
    // A page begins at its top, so each scrolls by itself.
    let area = ScrollArea::vertical().id_salt(("manual", page.file)).max_height(height).min_scrolled_height(height);
    area.auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 4, right: 14, top: 0, bottom: 12 }).show(ui, |ui| {
            ui.set_width(ui.available_width());
            for (number, block) in page.blocks().into_iter().enumerate() {
                block_ui(ui, number, block, reading);
            }
        });
    });
}

fn list_ui(ui: &mut Ui, reading: &mut Reading) {
    ui.spacing_mut().item_spacing.y = 2.0;
    for (position, page) in PAGES.iter().enumerate() {
        let response = ui.selectable_label(position == reading.page(), page.title());
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        if response.clicked() {
            reading.turn_to(position);
        }
    }
}

fn block_ui(ui: &mut Ui, number: usize, block: Block, reading: &mut Reading) {
    match block {
        Block::Title(words) => {
            ui.label(RichText::new(words).size(text::HEADING).strong());
            ui.add_space(space::LINE);
        }
        Block::Heading(words) => {
            ui.add_space(space::LINE);
            ui.label(RichText::new(words).size(text::BODY).strong().color(theme::palette(ui.ctx()).accent));
        }
        Block::Paragraph(spans) => {
            words_ui(ui, &spans);
            ui.add_space(2.0);
        }
        Block::Item(sign, spans) => {
            ui.horizontal_top(|ui| {
                ui.add_sized(vec2(20.0, text::BODY), Label::new(RichText::new(sign).weak()));
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width());
                    words_ui(ui, &spans);
                });
            });
        }
        Block::Table(rows) => table_ui(ui, number, &rows),
        Block::Picture(words, file) => picture_ui(ui, &words, &file, reading),
    }
}

fn table_ui(ui: &mut Ui, number: usize, rows: &[Vec<Vec<Span>>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    Grid::new(("manual-table", number)).num_columns(columns).striped(true).spacing([24.0, 4.0]).show(ui, |ui| {
        for row in rows {
            for cell in row {
                ui.add(Label::new(job(ui, cell)).extend());
            }
            ui.end_row();
        }
    });
    ui.add_space(space::LINE);
}

fn picture_ui(ui: &mut Ui, words: &str, file: &str, reading: &mut Reading) {
    let Some(texture) = reading.picture(ui.ctx(), file) else { return };
    let palette = theme::palette(ui.ctx());
    let size = texture.size_vec2();
    let width = size.x.min(ui.available_width());
    let image = Image::from_texture((texture.id(), size)).fit_to_exact_size(vec2(width, width / size.x * size.y));
    ui.add_space(space::LINE);
    let response = ui.add(image.alt_text(words));
    ui.painter().rect_stroke(response.rect, 0.0, (1.0, palette.line), StrokeKind::Inside);
    ui.add_space(space::LINE);
}

fn words_ui(ui: &mut Ui, spans: &[Span]) {
    let job = job(ui, spans);
    ui.add(Label::new(job).wrap());
}

/// Words on lines that wrap, with keys on a ground of their own.
fn job(ui: &Ui, spans: &[Span]) -> LayoutJob {
    let palette = theme::palette(ui.ctx());
    let plain = TextFormat {
        font_id: theme::font(text::BODY),
        color: palette.text,
        line_height: Some(23.0),
        ..TextFormat::default()
    };
    let mut job = LayoutJob::default();
    for span in spans {
        match span {
            Span::Plain(words) => job.append(words, 0.0, plain.clone()),
            Span::Bold(words) => job.append(words, 0.0, TextFormat { color: palette.accent, ..plain.clone() }),
            Span::Keys(keys) => {
                let look = TextFormat { color: palette.accent, background: palette.band, ..plain.clone() };
                job.append(&format!(" {keys} "), 0.0, look);
            }
        }
    }
    job
}
