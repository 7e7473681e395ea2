//! What outlives the window: its settings, the filings that were open when it ended badly, and files that change while it
//! is open.

use egui::{Context, ThemePreference};

use super::Window;
use crate::app::kit::times::clock_time;
use crate::app::model::document::Document;
use crate::app::model::saving::Access;
use crate::app::model::tab_id::TabId;
use crate::app::threads::job::Job;
use crate::filing::Filing;
use crate::filing::store::Outside;
use crate::form::Severity;
use crate::jobs::settings::{Place, Session, Settings};

/// Puts remembered settings to use before the first frame.
pub(crate) fn dress(ctx: &Context, settings: &Settings) {
    ctx.set_zoom_factor(settings.zoom.clamp(0.5, 3.0));
    ctx.set_theme(match settings.is_dark {
        Some(true) => ThemePreference::Dark,
        Some(false) => ThemePreference::Light,
        None => ThemePreference::System,
    });
}

impl Window {
    /// Opens again what was open when the program ended without saying so.
    pub(crate) fn recover(&mut self) {
        let session = self.settings.session.clone();
        if !session.open.is_empty() {
            // Until all are open the list on the disk stays: should this fail again, nothing is forgotten.
            self.is_recovering = true;
            self.hand_over(Job::Recover(session));
        }
    }

    /// Says what was opened again.
    pub(crate) fn recovered(&mut self, opened: usize, lost: usize, last_saved: Option<jiff::Timestamp>) {
        self.is_recovering = false;
        let saved = last_saved.map_or_else(String::new, |at| format!("，最后一次保存 {}", clock_time(at)));
        let mut sentence = if self.origin.is_after_mishap {
            format!("程序内部出错，已重新打开 {opened} 份填报{saved}；错误报告里没有表中的内容，请交给维护人员")
        } else {
            format!("上次没有正常退出，已打开 {opened} 份填报{saved}")
        };
        self.origin.log.note(&format!("上次没有正常结束，重新打开 {opened} 份，打不开 {lost} 份"));
        if lost > 0 {
            sentence = format!("{sentence}；另有 {lost} 份打不开，请从“打开”里查找");
        }
        // It is no error, but it should be read: it stays until it is closed.
        let report = self.origin.is_after_mishap.then(|| self.origin.log.path());
        self.toast(sentence, Some(Severity::Notice), report);
    }

    /// Hands the settings to the disk when they changed and no button is held: a panel is being dragged then.
    pub(crate) fn remember(&mut self, ctx: &Context) {
        let (is_dragging, place) = ctx.input(|input| {
            let viewport = input.viewport();
            let size = viewport.inner_rect.map(|rect| [rect.width(), rect.height()]);
            let is_maximised = viewport.maximized.unwrap_or_default();
            (input.pointer.any_down(), size.map(|size| Place { size, is_maximised }))
        });
        let settings = &mut self.settings;
        settings.zoom = ctx.zoom_factor();
        if !self.is_recovering {
            settings.session = Session {
                is_running: true,
                open: self.tabs.documents().map(|document| document.path.clone()).collect(),
                shown: self.tabs.current().map(|document| document.path.clone()),
            };
        }
        // Moving the window is not worth a write; its last place goes along with the next.
        let is_new = *settings != Settings { place: settings.place, ..self.remembered.clone() };
        settings.place = place.or(settings.place);
        if is_new && !is_dragging {
            self.keep_settings();
        }
    }

    /// Writes the settings with the session closed.
    pub(crate) fn end_session(&mut self) {
        self.settings.session = Session::default();
        self.keep_settings();
    }

    fn keep_settings(&mut self) {
        self.remembered = self.settings.clone();
        self.hand_over(Job::Settings(Box::new(self.remembered.clone())));
    }

    /// Has the open files looked at when the window gets the keyboard, and now and then while it has it.
    pub(crate) fn watch_files(&mut self, ctx: &Context) {
        let is_focused = ctx.input(|input| input.focused);
        if is_focused != self.is_watching {
            self.is_watching = is_focused;
            self.hand_over(Job::Watch(is_focused));
        }
    }

    /// Notes what happened to a file from outside.
    pub(crate) fn note_outside(&mut self, tab: TabId, outside: Outside) {
        if let Some(document) = self.tabs.get_mut(tab) {
            document.outside = outside;
        }
    }

    /// Reads the shown file anew; what could not be written into it is kept as a version.
    pub(crate) fn reread(&mut self) {
        self.commit_running_edit();
        let Some(document) = self.tabs.current() else { return };
        let is_unsaved = document.saving.revision > document.saving.saved;
        let unsaved = is_unsaved.then(|| Box::new(document.filing.clone()));
        self.hand_over(Job::Reread { tab: document.tab, unsaved });
    }

    /// Takes a file that was read anew into its tab; the place on the sheet stays.
    pub(crate) fn take_reread(&mut self, tab: TabId, filing: Filing, access: Access, is_kept: bool) {
        let Some(document) = self.tabs.get_mut(tab) else { return };
        let active = document.sheet.active;
        let is_same_form = filing.form().id == document.filing.form().id;
        *document = Document::new(tab, filing, document.path.clone(), access);
        if is_same_form {
            document.sheet.activate(active);
        }
        let kept = if is_kept { "；没有写进去的改动放在历史版本里" } else { "" };
        self.say(format!("已重新读取{kept}"), None);
    }

    /// Writes the shown filing where its file was.
    pub(crate) fn write_again(&mut self) {
        self.commit_running_edit();
        if let Some(document) = self.tabs.current_mut() {
            document.outside = Outside::Same;
            document.saving.revision += 1;
        }
    }
}
