//! The start page: a new filing, and the files that were open last.

pub(crate) mod view;

use std::sync::Arc;

use egui::{CentralPanel, Context, Frame, Ui};

use crate::app::kit::theme;
use crate::app::threads::job::Job;
use crate::app::window::Window;
use crate::app::window::page::{Around, Page};
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::filing::{Filing, Level, Unit};
use crate::form::{Catalogue, Form};

/// The fields of the start page.
#[derive(Clone, Debug)]
pub(crate) struct StartPage {
    /// The unit's name.
    unit: String,
    /// The reporting year.
    year: u16,
    /// The form, when the user chose another than the year's.
    chosen_form: Option<String>,
    /// The level, when the user chose another than the suggested.
    chosen_level: Option<Level>,
}

impl Page for StartPage {
    fn perform(&mut self, window: &mut Window, _ctx: &Context, request: Request) -> Option<Request> {
        match request {
            Request::Create => self.create(window),
            // Who has begun to type here goes on with that.
            Request::Run(Command::NewDesk) => {
                return Some(Request::NewDesk { name: self.unit.trim().to_owned(), year: self.year });
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
        CentralPanel::default().frame(ground).show(ui, |ui| view::start_ui(ui, self, window, requests));
    }
}

impl StartPage {
    /// An empty one for filings about the year before.
    pub(crate) fn new(today_year: u16) -> Self {
        let year = today_year.saturating_sub(1);
        Self { unit: String::new(), year, chosen_form: None, chosen_level: None }
    }

    /// The form of the new filing.
    fn form(&self, catalogue: &Catalogue) -> Option<Arc<Form>> {
        match &self.chosen_form {
            Some(id) => catalogue.get(id),
            None => catalogue.for_year(self.year),
        }
    }

    /// The level of the new filing's unit.
    fn level(&self) -> Option<Level> {
        self.chosen_level.or_else(|| Level::suggest(&self.unit))
    }

    fn create(&self, window: &mut Window) {
        let Some(form) = self.form(&window.catalogue) else { return };
        let unit = Unit { level: self.level(), ..Unit::named(self.unit.trim()) };
        let filing = Filing::new(form, unit, self.year);
        window.hand_over(Job::CreateDraft(Box::new(filing)));
    }
}
