//! The kept versions of the file, newest first, and what was different in the chosen one, cell by cell.

use egui::{Align, Button, Checkbox, Grid, Label, Layout, RichText, ScrollArea, Ui, vec2};

use super::kept::{Difference, Kept, KeptVersions};
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::times::date_time;
use crate::app::kit::widgets::{primary_button, title_ui};
use crate::app::model::document::Document;
use crate::app::wishes::request::Request;
use crate::form::Severity;

/// How wide the dialog is.
pub(super) const WIDTH: f32 = 820.0;

/// How wide the list of versions is.
const LIST_WIDTH: f32 = 210.0;

/// How high the lists are.
const HEIGHT: f32 = 340.0;

/// So many differing cells are listed.
const MOST_LISTED: usize = 300;

/// Paints the dialog; `None` while the versions are being read.
pub(super) fn versions_ui(
    ui: &mut Ui,
    document: &Document,
    versions: Option<&mut KeptVersions>,
    restored: &mut Vec<Vec<Difference>>,
    requests: &mut Vec<Request>,
) {
    title_ui(ui, "历史版本");
    match versions {
        None => {
            ui.label("正在读取…");
            close_ui(ui, requests);
        }
        Some(versions) if versions.list.is_empty() => {
            ui.label("这个文件还没有历史版本");
            close_ui(ui, requests);
        }
        Some(versions) => both_ui(ui, document, versions, restored, requests),
    }
}

fn close_ui(ui: &mut Ui, requests: &mut Vec<Request>) {
    ui.add_space(space::GROUP);
    if ui.button("关闭").clicked() {
        requests.push(Request::CloseDialog);
    }
}

fn both_ui(
    ui: &mut Ui,
    document: &Document,
    versions: &mut KeptVersions,
    restored: &mut Vec<Vec<Difference>>,
    requests: &mut Vec<Request>,
) {
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(vec2(LIST_WIDTH, HEIGHT), Layout::top_down_justified(Align::LEFT), |ui| {
            ScrollArea::vertical().id_salt("versions").max_height(HEIGHT).show(ui, |ui| list_ui(ui, versions));
        });
        ui.add_space(space::GROUP);
        ui.vertical(|ui| {
            ui.set_min_height(HEIGHT);
            cells_ui(ui, document, versions);
        });
    });
    ui.add_space(space::GROUP);
    let row = vec2(ui.available_width(), 32.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        let differences = versions.list.get(versions.chosen).and_then(|kept| kept.differences.as_ref().ok());
        let all = differences.cloned().unwrap_or_default();
        let picked: Vec<Difference> = all.iter().filter(|it| versions.picked.contains(&it.cell)).cloned().collect();
        let is_editable = document.is_editable();
        let words = format!("恢复选中的 {} 格", picked.len());
        if primary_button(ui, &words, is_editable && !picked.is_empty()).clicked() {
            restored.push(picked);
        }
        let whole = Button::new("恢复整个版本").min_size(vec2(0.0, 32.0));
        let whole = ui.add_enabled(is_editable && !all.is_empty(), whole);
        if whole.on_hover_text("换回这个版本的全部数据，可以撤销").clicked() {
            restored.push(all);
        }
        if ui.add_sized(vec2(76.0, 32.0), Button::new("关闭")).clicked() {
            requests.push(Request::CloseDialog);
        }
    });
}

fn list_ui(ui: &mut Ui, versions: &mut KeptVersions) {
    let palette = theme::palette(ui.ctx());
    for (position, kept) in versions.list.iter().enumerate() {
        let is_chosen = position == versions.chosen;
        let words = format!("{}\n{}", named(kept), told(kept));
        let fill = if is_chosen { palette.accent_soft } else { palette.paper };
        let button = Button::new(RichText::new(&words).size(text::SMALL)).fill(fill).selected(is_chosen);
        if ui.add(button).clicked() {
            versions.chosen = position;
            versions.picked.clear();
        }
    }
}

fn named(kept: &Kept) -> String {
    kept.version.at.map_or_else(|| format!("第 {} 版", kept.version.number), date_time)
}

fn told(kept: &Kept) -> String {
    match &kept.differences {
        Ok(differences) if differences.is_empty() => "与现在相同".to_owned(),
        Ok(differences) => format!("{} 格与现在不同", differences.len()),
        Err(_unreadable) => "不能读取".to_owned(),
    }
}

/// The differing cells: name, then, now.
fn cells_ui(ui: &mut Ui, document: &Document, versions: &mut KeptVersions) {
    let palette = theme::palette(ui.ctx());
    let Some(kept) = versions.list.get(versions.chosen) else { return };
    let differences = match &kept.differences {
        Ok(differences) => differences,
        Err(sentence) => {
            ui.colored_label(palette.mark(Severity::Error), sentence);
            return;
        }
    };
    if differences.is_empty() {
        ui.label(RichText::new("这个版本的数据与现在相同").color(palette.weak));
        return;
    }
    let form = document.filing.form();
    let picked = &mut versions.picked;
    let mut is_all = differences.iter().all(|it| picked.contains(&it.cell));
    if ui.add(Checkbox::new(&mut is_all, format!("全选 {} 格", differences.len()))).clicked() {
        picked.clear();
        if is_all {
            picked.extend(differences.iter().map(|it| it.cell));
        }
    }
    ScrollArea::both().id_salt("differences").max_height(HEIGHT - 36.0).auto_shrink([false, false]).show(ui, |ui| {
        Grid::new("differences").num_columns(4).striped(true).spacing([16.0, 4.0]).show(ui, |ui| {
            for head in ["", "单元格", "当时", "现在"] {
                ui.label(RichText::new(head).size(text::SMALL).color(palette.weak));
            }
            ui.end_row();
            for difference in differences.iter().take(MOST_LISTED) {
                let cell = form.cell(difference.cell);
                let mut is_picked = picked.contains(&difference.cell);
                let check = ui.add(Checkbox::without_text(&mut is_picked));
                ui.ctx().accesskit_node_builder(check.id, |node| node.set_label(format!("选 {}", cell.name)));
                if check.clicked() {
                    if is_picked {
                        picked.insert(difference.cell);
                    } else {
                        picked.remove(&difference.cell);
                    }
                }
                ui.add(Label::new(RichText::new(&cell.name).size(text::SMALL)).extend());
                let then = RichText::new(difference.then.told()).size(text::SMALL).strong();
                ui.add(Label::new(then).extend());
                let now = RichText::new(document.filing.value(difference.cell).told()).size(text::SMALL);
                ui.add(Label::new(now).extend());
                ui.end_row();
            }
        });
        if differences.len() > MOST_LISTED {
            let words = format!("另有 {} 格没有列出，恢复整个版本时一并恢复", differences.len() - MOST_LISTED);
            ui.label(RichText::new(words).size(text::SMALL).color(palette.weak));
        }
    });
}
