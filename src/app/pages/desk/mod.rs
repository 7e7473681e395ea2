//! The desk of an office in a tab of its own: who is expected and how far everybody is, the table of units, the aggregate
//! and where its figures come from, what deserves a look, several years.
//!
//! Reading order: this file (what a tab knows), `shown` (what the lists show of it), `view` (the parts of the window),
//! `grid` (the one table that all lists are), `head`, `tree`, `lists`, `figures` and `inspector` (the parts), `wish` (what can be
//! asked for), `unit_form` (a unit as a dialog asks for it), `pick` (file dialogs), `actions` and `decisions` (doing it), `opening` (opening, making, saving), `work` (threads), `news` (what
//! they say).
//!
//! The aggregate is a filing that nobody types into: it is shown by the sheet, checked, printed and exported as any other.

pub(crate) mod deeds;
pub(crate) mod dialogs;
pub(crate) mod look;
pub(crate) mod origin;
pub(crate) mod said;
pub(crate) mod showing;
pub(crate) mod shown;
pub(crate) mod tab;
pub(crate) mod unit_form;
pub(crate) mod views;
pub(crate) mod wish;

use egui::{Context, Id, Ui};

use crate::app::kit::grid;
use crate::app::sheet::banner;
use crate::app::window::Window;
use crate::app::window::page::{Around, Keys, Page};
use crate::app::wishes::request::Request;
use views::view;

/// Whether what has the keyboard is a list of a desk.
fn is_list(focused: egui::Id) -> bool {
    const LISTS: [&str; 6] = ["units", "origin", "files", "review", "compare", "years"];
    LISTS.iter().any(|salt| grid::keys_id(salt) == focused)
}

/// Lists longer than this open folded.
pub(crate) const MOST_OPEN: usize = 400;

/// The page of a desk.
#[derive(Default)]
pub(crate) struct DeskPage;

impl Page for DeskPage {
    fn stands(&self, window: &Window, _ctx: &Context) -> bool {
        window.tabs.current_desk().is_some()
    }

    fn shows_sheet(&self, window: &Window) -> bool {
        window.tabs.current_desk().is_some_and(tab::DeskTab::is_on_sheet)
    }

    fn shows_lists(&self, window: &Window) -> bool {
        window.tabs.current_desk().is_some_and(|desk| !desk.is_on_sheet())
    }

    fn ui(&mut self, ui: &mut Ui, window: &mut Window, around: Around<'_>, requests: &mut Vec<Request>) {
        let current = window.tabs.current;
        let Some(at) = window.tabs.desks.iter().position(|desk| Some(desk.document.tab) == current) else { return };
        let mut desk = window.tabs.desks.remove(at);
        banner::banner_ui(ui, &desk.document, requests);
        view::desk_ui(ui, &mut desk, window, around, requests);
        window.tabs.desks.insert(at, desk);
    }

    fn hint(&self, window: &Window, _ctx: &Context) -> Option<&'static str> {
        let desk = window.tabs.current_desk()?;
        Some(if desk.is_on_sheet() {
            "方向键看各格，数的来源列在下面，F6 到来源里，回车打开单位的文件"
        } else {
            "上下箭头移动，回车打开单位的文件，空格标记，Ctrl+回车 通过，Ctrl+B 退回，Alt+1 到 Alt+6 换页"
        })
    }

    fn is_area(&self, focused: Id) -> bool {
        is_list(focused)
    }

    fn keys(&self) -> Option<Keys> {
        Some(("汇总里", view::KEYS))
    }
}
