//! The start page: a new filing, and the files that were open last.

mod state;
mod view;

use egui::{CentralPanel, Context, Frame, Ui};

use crate::app::kit::theme;
use crate::app::threads::job::Job;
use crate::app::window::Window;
use crate::app::window::page::{Around, Page};
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::filing::{Filing, Unit};
use state::Start;

/// The start page.
pub(crate) struct StartPage {
    fields: Start,
}

impl StartPage {
    /// An empty one for filings about the year before.
    pub(crate) fn new(today_year: u16) -> Self {
        Self { fields: Start::new(today_year) }
    }
}

impl Page for StartPage {
    fn perform(&mut self, window: &mut Window, _ctx: &Context, request: Request) -> Option<Request> {
        match request {
            Request::Create => create(window, &self.fields),
            // Who has begun to type here goes on with that.
            Request::Run(Command::NewDesk) => {
                return Some(Request::NewDesk { name: self.fields.unit.trim().to_owned(), year: self.fields.year });
            }
            other => return Some(other),
        }
        None
    }

    fn stands(&self, window: &Window, _ctx: &Context) -> bool {
        window.tabs.current().is_none()
    }

    fn ui(&mut self, ui: &mut Ui, window: &mut Window, _around: Around<'_>, requests: &mut Vec<Request>) {
        let ground = Frame::new().fill(theme::palette(ui.ctx()).ground);
        CentralPanel::default().frame(ground).show(ui, |ui| view::start_ui(ui, &mut self.fields, window, requests));
    }
}

fn create(window: &mut Window, start: &Start) {
    let Some(form) = start.form(&window.catalogue) else { return };
    let unit = Unit { level: start.level(), ..Unit::named(start.unit.trim()) };
    let filing = Filing::new(form, unit, start.year);
    window.hand_over(Job::CreateDraft(Box::new(filing)));
}
