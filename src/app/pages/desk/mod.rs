//! The desk of an office in a tab of its own: who is expected and how far everybody is, the table of units, the aggregate
//! and where its figures come from, what deserves a look, several years.
//!
//! Reading order: this file (the page), `tab` (one open workspace, and with it its aggregate), `look`, `shown`, `showing` and
//! `origin` (what is looked at), `wish` (what the page asks of itself), `views` (how it looks), `deeds` (what it does, and its
//! threads), `dialogs`, with `new_desk` and `unit_form` (their fields).
//!
//! The aggregate is a filing among the tabs that nobody types into: the sheet shows it, and it is checked, printed and
//! exported as any other.

mod deeds;
mod dialogs;
mod look;
mod new_desk;
mod origin;
mod said;
mod showing;
mod shown;
mod tab;
mod unit_form;
mod views;
mod wish;

use egui::{Context, Id, Ui};

use crate::app::kit::grid;
use crate::app::kit::modal::{self, modal};
use crate::app::model::by_tab::ByTab;
use crate::app::model::pick::{Answer, Pick};
use crate::app::model::tab_id::TabId;
use crate::app::sheet::banner;
use crate::app::threads::job::Job;
use crate::app::threads::mailbox::Mailbox;
use crate::app::threads::mouth::Wake;
use crate::app::threads::report::Report;
use crate::app::window::Window;
use crate::app::window::keys::Keys;
use crate::app::window::page::{Around, Page, Urgency};
use crate::app::wishes::request::Request;
use crate::jobs::workspaces::is_workspace;
use dialogs::{Dialog, give_back, list, new, unit, whose_file};
use new_desk::NewDesk;
use said::DeskNews;
use tab::{DeskTab, OpenDesk};
use views::view;
use wish::DeskWish;

/// Whether what has the keyboard is a list of a desk.
fn is_list(focused: egui::Id) -> bool {
    const LISTS: [&str; 6] = ["units", "origin", "files", "review", "compare", "years"];
    LISTS.iter().any(|salt| grid::keys_id(salt) == focused)
}

/// The page of the workspaces that are open.
pub(crate) struct DeskPage {
    desks: Vec<DeskTab>,
    dialogs: ByTab<Dialog>,
    /// A workspace that waits for its place on the disk.
    new_desk: Option<NewDesk>,
    wishes: Vec<DeskWish>,
    /// Whether the folders are looked at often: while the window has the keyboard.
    is_attending: bool,
    mailbox: Mailbox<(TabId, DeskNews)>,
}

impl DeskPage {
    pub(crate) fn new(wake: &Wake) -> Self {
        Self {
            desks: Vec::new(),
            dialogs: ByTab::default(),
            new_desk: None,
            wishes: Vec::new(),
            is_attending: false,
            mailbox: Mailbox::new(wake),
        }
    }
}

impl Page for DeskPage {
    fn follow(&mut self, window: &mut Window, _ctx: &Context) {
        self.desks.retain(|desk| window.tabs.get(desk.tab).is_some());
        for (tab, news) in self.mailbox.read() {
            self.take_desk_news(window, tab, news);
        }
        if window.is_watching != self.is_attending {
            self.is_attending = window.is_watching;
            self.attend_desks(window.is_watching);
        }
        self.follow_desks(window);
    }

    fn take(&mut self, window: &mut Window, report: Report) -> Option<Report> {
        match report {
            Report::DeskOpened { tab, path, workspace } => self.desk_opened(window, tab, path, *workspace),
            Report::Picked { what: Pick::Desk(what), answer: Answer::Path(path), .. } => {
                self.picked_for_desk(window, &what, &path);
            }
            other => return Some(other),
        }
        None
    }

    fn perform(&mut self, window: &mut Window, ctx: &Context, request: Request) -> Option<Request> {
        match request {
            Request::Run(command) if self.run_on_desk(window, ctx, command) => {}
            Request::NewDesk { name, year } => self.ask_for_desk(window, name, year),
            Request::Dropped(path) if window.tabs.is_sum_shown() && !is_workspace(&path) => {
                self.add_source(window, &path);
            }
            Request::Reread if window.tabs.is_sum_shown() => {
                if let Some((tab, path)) = window.tabs.current().map(|sum| (sum.tab, sum.path.clone())) {
                    open_again(window, tab, path);
                }
            }
            other => {
                return Some(other);
            }
        }
        None
    }

    fn perform_own(&mut self, window: &mut Window, _ctx: &Context) {
        for wish in std::mem::take(&mut self.wishes) {
            self.perform_on_desk(window, wish);
        }
    }

    fn settle(&mut self, window: &mut Window) {
        for edit in std::mem::take(&mut window.by_hand) {
            self.enter_by_hand(window, &edit);
        }
    }

    fn stands(&self, window: &Window, _ctx: &Context) -> bool {
        window.tabs.is_sum_shown()
    }

    fn shows_sheet(&self, window: &Window) -> bool {
        self.shown(window).is_some_and(DeskTab::is_on_sheet)
    }

    fn shows_lists(&self, window: &Window) -> bool {
        self.shown(window).is_some_and(|desk| !desk.is_on_sheet())
    }

    fn ui(&mut self, ui: &mut Ui, window: &mut Window, around: Around<'_>, requests: &mut Vec<Request>) {
        if let Some(document) = window.tabs.current() {
            banner::banner_ui(ui, document, requests);
        }
        view::desk_ui(ui, &mut self.desks, window, around, (&mut self.wishes, requests));
        self.hand_on(requests);
    }

    fn dialog_ui(&mut self, ctx: &Context, window: &mut Window, requests: &mut Vec<Request>) {
        let Some(dialog) = window.shown(&mut self.dialogs) else { return };
        let width = match dialog {
            Dialog::NewDesk(_) | Dialog::AddList { .. } | Dialog::WhoseFile { .. } => modal::WIDTH + 80.0,
            _ => modal::WIDTH,
        };
        let today_year = window.today_year;
        let desk = OpenDesk::shown(&mut self.desks, &mut window.tabs);
        let (desk, wishes) = (desk.as_ref(), &mut self.wishes);
        let is_left = modal(ctx, width, |ui| match dialog {
            Dialog::NewDesk(new) => new::new_desk_ui(ui, new, today_year, wishes),
            Dialog::AddList { text } => list::desk_list_ui(ui, text, wishes),
            Dialog::GiveBack { unit, reason } => give_back::give_back_ui(ui, desk, *unit, reason, wishes),
            Dialog::WhoseFile { file, query, chosen } => {
                whose_file::whose_file_ui(ui, desk, file, query, chosen, wishes);
            }
            Dialog::Unit(form) => unit::unit_ui(ui, desk, form, wishes),
            Dialog::RemoveUnit(it) => unit::removal_ui(ui, desk, *it, wishes),
        });
        if is_left {
            requests.push(Request::CloseDialog);
        }
        self.hand_on(requests);
    }

    fn save(&mut self, window: &mut Window, urgency: Urgency) {
        self.save_desks(window, urgency);
    }

    fn hint(&self, window: &Window, _ctx: &Context) -> Option<&'static str> {
        Some(if self.shown(window)?.is_on_sheet() {
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

impl DeskPage {
    /// The workspace that is shown.
    fn shown(&self, window: &Window) -> Option<&DeskTab> {
        let tab = window.tabs.current_tab()?;
        self.desks.iter().find(|desk| desk.tab == tab)
    }

    /// Hands on what others do.
    fn hand_on(&mut self, requests: &mut Vec<Request>) {
        for wish in std::mem::take(&mut self.wishes) {
            match wish {
                DeskWish::Window(request) => requests.push(request),
                own => self.wishes.push(own),
            }
        }
    }
}

/// Closes a workspace that another program wrote and opens it as it is now.
fn open_again(window: &mut Window, tab: TabId, path: std::path::PathBuf) {
    window.commit_running_edit();
    window.tabs.remove(tab);
    window.hand_over(Job::Close(tab));
    window.open(path);
}
