//! What those ask for who help from afar: the text about program and machine, and the folder of the log.

pub(crate) mod keys;
pub(crate) mod manual;
pub(crate) mod markdown;
pub(crate) mod reading;

use egui::Context;

use crate::app::window::Window;
use crate::jobs::diagnostics::{self, Facts};

impl Window {
    /// Puts the diagnostic text onto the clipboard.
    pub(crate) fn copy_diagnostics(&mut self, ctx: &Context) {
        let own = self.catalogue.own_count();
        let facts = Facts {
            renderer: self.origin.renderer,
            settings: &self.settings,
            own_forms: (own, self.problems.len()),
            log: &self.origin.log,
        };
        ctx.copy_text(diagnostics::text(&facts));
        self.say("诊断信息已复制，不含表中的内容，可以粘贴发给维护人员".to_owned(), None);
    }

    /// Shows the folder of the log on the desktop.
    pub(crate) fn open_log(&mut self) {
        self.origin.log.note("打开日志文件夹");
        self.worker.show_in_folder(self.origin.log.path());
    }
}
