//! The filing on the screen: the sheet that is typed into, the rail of sections, findings and the active cell beside it.

mod data;
mod prior;

use egui::{CentralPanel, Context, Frame, Margin, Ui};

use crate::app::kit::modal::{self, modal};
use crate::app::kit::theme;
use crate::app::model::by_tab::ByTab;
use crate::app::model::pick::Pick;
use crate::app::sheet::memory::Memories;
use crate::app::sheet::side::side_ui;
use crate::app::sheet::{self, banner, find_bar, rail};
use crate::app::window::Window;
use crate::app::window::page::{Around, Page};
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::filing::{Edit, SignOff, Unit};

/// The page of the filing that is shown.
#[derive(Default)]
pub(crate) struct FilingPage {
    /// Unit, year and foot.
    data: ByTab<Data>,
    /// What painting remembers of the sheets.
    sheets: Memories,
    /// Last year's values: the reason why they are not comparable, as typed.
    reasons: ByTab<String>,
}

/// The data of the filing, as the dialog has them.
#[derive(Clone, Debug)]
struct Data {
    unit: Unit,
    year: u16,
    signoff: SignOff,
}

impl Page for FilingPage {
    fn follow(&mut self, window: &mut Window, _ctx: &Context) {
        self.sheets.keep(|tab| window.tabs.get(tab).is_some());
    }

    fn perform(&mut self, window: &mut Window, _ctx: &Context, request: Request) -> Option<Request> {
        let Some(document) = window.tabs.current() else { return Some(request) };
        match request {
            Request::Run(Command::Prior) => {
                let reason = document.filing.incomparable().unwrap_or_default().to_owned();
                window.show(&mut self.reasons, reason);
            }
            Request::Run(Command::FilingData) => {
                let filing = &document.filing;
                let (unit, year, signoff) = (filing.unit().clone(), filing.year(), filing.signoff().clone());
                window.show(&mut self.data, Data { unit, year, signoff });
            }
            Request::FilingData { unit, year, signoff } => set_data(window, Data { unit, year, signoff }),
            Request::ChoosePrior => window.pick(Pick::Prior),
            Request::RemovePrior(year) => {
                window.edit(|filing| filing.priors().contains_key(&year).then(|| filing.prior_edit(year, None)));
            }
            Request::Incomparable(reason) => window
                .edit(|filing| (filing.incomparable() != reason.as_deref()).then(|| filing.incomparable_edit(reason))),
            other => return Some(other),
        }
        None
    }

    fn dialog_ui(&mut self, ctx: &Context, window: &mut Window, requests: &mut Vec<Request>) {
        let Some(document) = window.tabs.current() else { return };
        let is_left = if let Some(Data { unit, year, signoff }) = window.shown(&mut self.data) {
            let catalogue = &window.catalogue;
            modal(ctx, modal::WIDTH, |ui| {
                data::filing_data_ui(ui, document, catalogue, unit, year, signoff, requests);
            })
        } else if let Some(reason) = window.shown(&mut self.reasons) {
            modal(ctx, modal::WIDTH, |ui| prior::prior_ui(ui, document, reason, requests))
        } else {
            false
        };
        if is_left {
            requests.push(Request::CloseDialog);
        }
    }

    fn stands(&self, window: &Window, _ctx: &Context) -> bool {
        window.tabs.current().is_some()
    }

    fn shows_sheet(&self, _window: &Window) -> bool {
        true
    }

    fn ui(&mut self, ui: &mut Ui, window: &mut Window, mut around: Around<'_>, requests: &mut Vec<Request>) {
        if let Some(document) = window.tabs.current_mut() {
            rail::rail_ui(ui, document, &mut window.settings.rail, requests);
        }
        let is_beside = around.beside_ui(ui, window, requests);
        let Some(document) = window.tabs.current_mut() else { return };
        if !is_beside {
            side_ui(ui, document, &mut window.settings, requests);
        }
        banner::banner_ui(ui, document, requests);
        let ground = Frame::new().fill(theme::palette(ui.ctx()).ground);
        CentralPanel::default().frame(ground.inner_margin(Margin::same(14))).show(ui, |ui| {
            // What scrolls is remembered for each tab by itself.
            ui.push_id(document.tab, |ui| {
                if let Some(mut find) = document.find.take() {
                    find_bar::find_bar_ui(ui, document, &mut find, requests);
                    document.find = Some(find);
                }
                // The sheet changes what it remembers while it reads the rest of the document.
                let mut sheet = std::mem::take(&mut document.sheet);
                let memory = self.sheets.of(document.tab);
                sheet::sheet_ui(ui, document, (&mut sheet, memory), around.has_keyboard, requests);
                document.sheet = sheet;
            });
        });
    }

    fn hint(&self, window: &Window, _ctx: &Context) -> Option<&'static str> {
        let document = window.tabs.current()?;
        Some(if document.sheet.is_editing() {
            "回车确认，Esc 放弃"
        } else {
            "直接输入数字；回车向下，Tab 向右，F2 修改，Delete 清空，F8 下一条审核结果，F1 所有快捷键"
        })
    }
}

fn set_data(window: &mut Window, Data { unit, year, signoff }: Data) {
    window.close_dialog();
    window.edit(|filing| (*filing.unit() != unit).then(|| filing.unit_edit(unit)));
    window.edit(|filing| (filing.year() != year).then(|| Edit::Year { old: filing.year(), new: year }));
    window.edit(|filing| {
        (*filing.signoff() != signoff).then(|| Edit::SignOff { old: filing.signoff().clone(), new: signoff })
    });
}
