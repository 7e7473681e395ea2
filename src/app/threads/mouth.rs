//! How threads say something to the window and wake it.

use std::sync::mpsc::SyncSender;

use egui::Context;

use super::report::Report;

/// Says something to the window and wakes it.
#[derive(Clone)]
pub(crate) struct Mouth {
    pub(crate) reports: SyncSender<Report>,
    pub(crate) ctx: Context,
}

impl Mouth {
    pub(crate) fn say(&self, report: Report) {
        // The window is gone when this fails, and nobody is left to be told.
        self.reports.send(report).ok();
        self.ctx.request_repaint();
    }
}
