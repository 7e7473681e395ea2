//! Units to be added to the list of a desk, as they are pasted.

use egui::Ui;

use super::buttons::buttons_ui;
use super::new::list_ui;
use crate::app::kit::widgets::title_ui;
use crate::app::pages::desk::wish::DeskWish;

/// Paints the dialog.
pub(crate) fn desk_list_ui(ui: &mut Ui, list: &mut String, wishes: &mut Vec<DeskWish>) {
    title_ui(ui, "补充单位名单");
    list_ui(ui, list, None, false, wishes);
    buttons_ui(ui, || vec![DeskWish::AddList(list.clone())], wishes);
}
