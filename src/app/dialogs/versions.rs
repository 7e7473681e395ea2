//! The kept versions of the file, newest first.

use egui::{Grid, RichText, ScrollArea, Ui};

use super::title_ui;
use crate::app::reports::date_time;
use crate::app::request::Request;
use crate::app::theme::{space, text};
use crate::filing::store::Version;

/// Paints the dialog; `None` while the list is being read.
pub(super) fn versions_ui(ui: &mut Ui, versions: Option<&[Version]>, requests: &mut Vec<Request>) {
    title_ui(ui, "历史版本");
    match versions {
        None => {
            ui.label("正在读取…");
        }
        Some([]) => {
            ui.label("这个文件还没有历史版本");
        }
        Some(versions) => {
            ui.label(RichText::new("恢复只换回数据，可以撤销").size(text::SMALL).weak());
            ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                Grid::new("versions").num_columns(2).spacing([24.0, 6.0]).show(ui, |ui| {
                    for version in versions {
                        let at = version.at.map_or_else(|| format!("第 {} 版", version.number), date_time);
                        ui.label(&at);
                        if ui.button("恢复").on_hover_text(format!("恢复 {at} 的数据")).clicked() {
                            requests.push(Request::RestoreVersion(version.path.clone()));
                        }
                        ui.end_row();
                    }
                });
            });
        }
    }
    ui.add_space(space::GROUP);
    if ui.button("关闭").clicked() {
        requests.push(Request::CloseDialog);
    }
}
