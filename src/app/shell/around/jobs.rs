//! Long jobs in the foot: what is being done, how far, and the wish to stop.

use egui::{Label, ProgressBar, RichText, Ui};

use crate::app::kit::theme::{self, text};
use crate::app::kit::widgets::small_button;
use crate::app::model::running::Running;
use crate::app::wishes::request::Request;

/// Paints the job that began first, and how many wait behind it.
pub(crate) fn jobs_ui(ui: &mut Ui, running: &[Running], requests: &mut Vec<Request>) {
    let Some(job) = running.first() else { return };
    let palette = theme::palette(ui.ctx());
    if ui.add(small_button("取消")).on_hover_text("停止，不写入文件").clicked() {
        requests.push(Request::CancelJob(job.job));
    }
    #[expect(clippy::cast_precision_loss, reason = "a handful of steps")]
    let share = job.progress.done as f32 / job.progress.total.max(1) as f32;
    let bar = ProgressBar::new(share).desired_width(96.0).desired_height(8.0).fill(palette.accent);
    ui.add(bar);
    let others = if running.len() > 1 { format!("（共 {} 项）", running.len()) } else { String::new() };
    let words = format!("{}{others}", job.progress.sentence);
    ui.add(Label::new(RichText::new(words).size(text::SMALL).color(palette.text)).truncate());
}
