//! The commands of a desk, and what follows when it changed.

use std::path::Path;

use egui::Context;
use jiff::tz::TimeZone;

use super::work::DeskOrder;
use crate::aggregate::desk::scope::Scope;
use crate::aggregate::slip::{self, Slip};
use crate::aggregate::units::{Node, NodeId};
use crate::app::kit::grid;
use crate::app::model::desk_pick::DeskPick;
use crate::app::model::pick::{self, Pick};
use crate::app::model::tab_id::TabId;
use crate::app::pages::desk::DeskPage;
use crate::app::pages::desk::dialogs::Dialog;
use crate::app::pages::desk::look::View;
use crate::app::pages::desk::tab::OpenDesk;
use crate::app::pages::desk::unit_form::UnitForm;
use crate::app::sheet::edit;
use crate::app::threads::job::Job;
use crate::app::window::Window;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::export::xlsx::ledger::Layout;
use crate::filing::{Filing, Unit};
use crate::form::Severity;
use crate::jobs::workspaces;

/// The name of the office's own values in its list.
const OWN: &str = "本级";

impl DeskPage {
    /// Runs a command of desks; false when it is none.
    pub(in crate::app::pages::desk) fn run_on_desk(
        &mut self,
        window: &mut Window,
        ctx: &Context,
        command: Command,
    ) -> bool {
        if command == Command::NewDesk {
            return false;
        }
        let Some(mut desk) = OpenDesk::shown(&mut self.desks, &mut window.tabs) else { return command.needs_desk() };
        match command {
            Command::DeskUnits
            | Command::DeskSheet
            | Command::DeskFilesView
            | Command::DeskReview
            | Command::DeskCompare
            | Command::DeskYears => {
                let view = View::ALL.into_iter().find(|view| view.command() == command);
                desk.show(view.unwrap_or_default());
                ctx.memory_mut(|memory| {
                    if let Some(focused) = memory.focused() {
                        memory.surrender_focus(focused);
                    }
                });
            }
            Command::DeskAll => desk.set_scope(Scope::All),
            Command::DeskBelow => {
                if let Some(unit) = desk.unit {
                    desk.set_scope(Scope::Below(unit));
                }
            }
            Command::DeskChosen => {
                let marked = desk.marked.clone();
                if marked.is_empty() {
                    window.say("先在单位表里按空格标记要汇总的单位".to_owned(), Some(Severity::Notice));
                } else {
                    desk.set_scope(Scope::Chosen(marked));
                }
            }
            Command::DeskAccept => self.accept_units(window),
            Command::DeskReturn => match desk.unit.filter(|unit| desk.desk.part(*unit).is_some()) {
                Some(unit) => {
                    let standing = desk.desk.workspace().standing(unit);
                    let reason = standing.map(|it| it.remark.clone()).unwrap_or_default();
                    window.show(&mut self.dialogs, Dialog::GiveBack { unit, reason });
                }
                None => window.say("请先选一个收到了表的单位".to_owned(), Some(Severity::Notice)),
            },
            Command::DeskFolder => window.pick(Pick::Desk(DeskPick::Folder)),
            Command::DeskFiles => window.pick(Pick::Desk(DeskPick::File)),
            Command::DeskList => window.show(&mut self.dialogs, Dialog::AddList { text: String::new() }),
            Command::DeskOwn => self.fill_own(window),
            Command::DeskAddUnit | Command::DeskRename | Command::DeskRemove => self.ask_about_unit(window, command),
            Command::DeskReread => {
                if let Some(collector) = &desk.collector {
                    collector.look_now();
                }
            }
            Command::DeskCompareWith => window.pick(Pick::Desk(DeskPick::Typed)),
            Command::DeskEarlier => window.pick(Pick::Desk(DeskPick::Earlier)),
            Command::DeskLedger | Command::DeskLedgerColumns | Command::DeskLong => self.pick_export(window, command),
            Command::DeskSlip | Command::DeskSlips => {
                window.pick(Pick::Desk(DeskPick::Slips { all: command == Command::DeskSlips }));
            }
            Command::DeskAsFiling | Command::SaveAs => {
                let name = desk.document.file_name("tianbao");
                window.pick(Pick::Desk(DeskPick::Filing(name)));
            }
            Command::NextPane if desk.view == View::Sheet => self.step_desk_pane(window, ctx),
            Command::Versions | Command::FilingData | Command::Prior | Command::DraftReport => {
                let sentence = format!("汇总里没有“{}”；可以先把汇总表存为填报文件", command.text());
                window.say(sentence, Some(Severity::Notice));
            }
            _ => return false,
        }
        true
    }

    /// Asks for a new unit, for what the chosen one is called, or whether it goes.
    fn ask_about_unit(&mut self, window: &mut Window, command: Command) {
        let Some(desk) = OpenDesk::shown(&mut self.desks, &mut window.tabs) else { return };
        let units = desk.desk.workspace().units();
        let dialog = match (command, desk.unit) {
            (Command::DeskAddUnit, near) => Dialog::Unit(UnitForm::new(near, units)),
            (_, None) => return window.say("请先选一个单位".to_owned(), Some(Severity::Notice)),
            (Command::DeskRemove, Some(unit)) => Dialog::RemoveUnit(unit),
            (_, Some(unit)) => Dialog::Unit(UnitForm::of(unit, units)),
        };
        window.show(&mut self.dialogs, dialog);
    }

    /// The keyboard goes from the sheet to the origin of its figure and back.
    fn step_desk_pane(&mut self, window: &mut Window, ctx: &Context) {
        let Some(mut desk) = OpenDesk::shown(&mut self.desks, &mut window.tabs) else { return };
        desk.is_in_origin = !desk.is_in_origin;
        desk.line = 0;
        let id = if desk.is_in_origin { grid::keys_id("origin") } else { edit::editor_id() };
        ctx.memory_mut(|memory| memory.request_focus(id));
    }

    fn pick_export(&mut self, window: &mut Window, command: Command) {
        let Some(desk) = OpenDesk::shown(&mut self.desks, &mut window.tabs) else { return };
        let base = desk.document.file_name("").trim_end_matches('.').to_owned();
        let (name, extension) = match command {
            Command::DeskLong => (format!("{base}长表.csv"), "csv"),
            _ => (format!("{base}台账.xlsx"), "xlsx"),
        };
        let is_by_columns = command == Command::DeskLedgerColumns;
        window.pick(Pick::Desk(DeskPick::Export { name, extension, is_by_columns }));
    }

    /// Does what a path was chosen for.
    pub(in crate::app::pages::desk) fn picked_for_desk(&mut self, window: &mut Window, what: &DeskPick, path: &Path) {
        if let DeskPick::New(_) = what {
            return self.create_desk(window, path.to_owned());
        }
        if let DeskPick::List { for_dialog: true } = what {
            // The dialog belongs to no tab.
            return self.order(window, TabId(0), DeskOrder::Units { path: path.to_owned(), for_dialog: true });
        }
        let Some(mut desk) = OpenDesk::shown(&mut self.desks, &mut window.tabs) else { return };
        let (tab, path) = (desk.tab, path.to_owned());
        let whole = || desk.whole.clone();
        let order = match what {
            DeskPick::Folder | DeskPick::File => {
                return self.add_source(window, &path);
            }
            DeskPick::List { .. } => Some(DeskOrder::Units { path, for_dialog: false }),
            DeskPick::Typed => {
                desk.view = View::Compare;
                Some(DeskOrder::Typed { path })
            }
            DeskPick::Earlier => Some(DeskOrder::Earlier { path }),
            DeskPick::Slips { all } => {
                let slips = slips(&desk, *all);
                if slips.is_empty() {
                    return window.say("没有要退回的单位".to_owned(), Some(Severity::Notice));
                }
                Some(DeskOrder::Slips { slips, folder: path })
            }
            DeskPick::Export { extension: "csv", .. } => whole().map(|whole| DeskOrder::Long { whole, to: path }),
            DeskPick::Export { is_by_columns, .. } => whole().map(|whole| DeskOrder::Ledger {
                whole,
                name: desk.desk.name_of(&desk.scope),
                units: desk.desk.workspace().units().clone(),
                layout: if *is_by_columns { Layout::UnitsAsColumns } else { Layout::UnitsAsRows },
                folder: workspaces::folder(&desk.document.path),
                to: path,
            }),
            DeskPick::Filing(_) => Some(DeskOrder::Filing { filing: Box::new(desk.document.filing.clone()), to: path }),
            DeskPick::New(_) => None,
        };
        match order {
            Some(order) => self.order(window, tab, order),
            None => window.say("还没有收到各单位的表".to_owned(), Some(Severity::Notice)),
        }
    }

    /// Hands something to a thread; what may take long is shown in the foot.
    fn order(&mut self, window: &mut Window, tab: TabId, order: DeskOrder) {
        let job = order.is_long().then(|| window.begin_job(String::new()));
        self.begin(&window.worker, tab, order, job);
    }

    /// Reads an earlier workspace that this one names.
    pub(in crate::app::pages::desk) fn read_earlier(&mut self, window: &mut Window, tab: TabId, written: &str) {
        let Some(desk) = OpenDesk::of(&mut self.desks, &mut window.tabs, tab) else { return };
        let path = workspaces::path_of(written, &workspaces::folder(&desk.document.path));
        self.order(window, tab, DeskOrder::Earlier { path });
    }

    /// Reads a file or a folder from now on.
    pub(in crate::app::pages::desk) fn add_source(&mut self, window: &mut Window, path: &Path) {
        let Some(mut desk) = OpenDesk::shown(&mut self.desks, &mut window.tabs) else { return };
        let folder = workspaces::folder(&desk.document.path);
        let written = workspaces::written(path, &folder);
        if desk.desk.workspace().sources.contains(&written) {
            return window.say(format!("{written} 已经在读取"), Some(Severity::Notice));
        }
        desk.desk.change(|workspace| workspace.sources.push(written));
        desk.tell_sources();
    }

    /// Opens the file of a unit in a tab.
    pub(in crate::app::pages::desk) fn open_unit(&mut self, window: &mut Window, unit: NodeId) {
        let Some(desk) = OpenDesk::shown(&mut self.desks, &mut window.tabs) else { return };
        let file = desk.desk.sent_by(unit).map(|(file, _)| file.to_owned());
        match file {
            Some(file) => self.open_sent(window, &file),
            None => window.say("还没有收到它的文件".to_owned(), Some(Severity::Notice)),
        }
    }

    /// Opens a file that came: ours as it is, others through the plan of an import.
    pub(in crate::app::pages::desk) fn open_sent(&mut self, window: &mut Window, file: &str) {
        let Some(desk) = OpenDesk::shown(&mut self.desks, &mut window.tabs) else { return };
        let path = workspaces::path_of(file, &workspaces::folder(&desk.document.path));
        if pick::is_ours(&path) {
            window.open(path);
        } else {
            window.ask(Request::Import(path));
        }
    }

    /// A filing for the office itself, as one more unit; opens it where it is there.
    fn fill_own(&mut self, window: &mut Window) {
        let Some(mut desk) = OpenDesk::shown(&mut self.desks, &mut window.tabs) else { return };
        let units = desk.desk.workspace().units();
        let there = units.ids().find(|id| units.name(*id) == OWN);
        if let Some(file) = there.and_then(|unit| desk.desk.sent_by(unit)).map(|(file, _)| file.to_owned()) {
            return self.open_sent(window, &file);
        }
        let tops: Vec<NodeId> = units.children(None).collect();
        // Below the one that stands over all, or beside the others.
        let parent = if let [one] = tops.as_slice() { Some(*one) } else { None };
        let own = || Node { name: OWN.to_owned(), parent, ..Node::default() };
        let unit = match there {
            Some(unit) => unit,
            None => desk.desk.add_unit(own()),
        };
        let form = desk.document.filing.form().clone();
        let name = format!("{}{OWN}", desk.desk.workspace().name);
        let year = desk.desk.workspace().year.unwrap_or(window.today_year.saturating_sub(1));
        let filing = Filing::new(form, Unit::named(&name), year);
        let folder = workspaces::folder(&desk.document.path);
        let path = folder.join(format!("{name}{year}年度.tianbao"));
        let written = workspaces::written(&path, &folder);
        desk.desk.assign(&written, unit);
        if !desk.desk.workspace().sources.contains(&written) {
            desk.desk.change(|workspace| workspace.sources.push(written));
        }
        desk.tell_sources();
        window.hand_over(Job::CreateOwn { path, filing: Box::new(filing) });
    }

    /// Follows what changed on desks: the aggregate, and what threads find out about it.
    pub(in crate::app::pages::desk) fn follow_desks(&mut self, window: &mut Window) {
        let mut orders = Vec::new();
        let tabs: Vec<TabId> = self.desks.iter().map(|desk| desk.tab).collect();
        for tab in tabs {
            let Some(mut desk) = OpenDesk::of(&mut self.desks, &mut window.tabs, tab) else { continue };
            desk.follow();
            let (desk, _) = desk.parts();
            if desk.reading.is_some() {
                continue;
            }
            let (revision, tab) = (desk.desk.sums(), desk.tab);
            let Some(whole) = &desk.whole else { continue };
            if desk.asked.review != Some(revision) {
                let (whole, units) = (whole.clone(), desk.desk.workspace().units().clone());
                orders.push((tab, DeskOrder::Review { revision, whole, units }));
                desk.asked.review = Some(revision);
            }
            if desk.asked.compare != Some(revision)
                && let Some(typed) = &desk.typed
            {
                let (whole, values) = (whole.clone(), std::sync::Arc::clone(&typed.values));
                let beside = desk.desk.files().filter(|(_, sent)| sent.is_open()).filter_map(|(_, sent)| sent.part());
                let others = beside.map(|part| crate::aggregate::Part::clone(part)).collect();
                orders.push((tab, DeskOrder::Compare { revision, whole, values, others }));
                desk.asked.compare = Some(revision);
            }
        }
        for (tab, order) in orders {
            self.order(window, tab, order);
        }
    }

    /// Folders are looked at often while the window has the keyboard.
    pub(in crate::app::pages::desk) fn attend_desks(&self, is_there: bool) {
        for collector in self.desks.iter().filter_map(|desk| desk.collector.as_ref()) {
            collector.attend(is_there);
        }
    }
}

/// The slips of the unit that is looked at, or of all that need one.
fn slips(desk: &OpenDesk<'_>, all: bool) -> Vec<Slip> {
    let date = Window::now().to_zoned(TimeZone::system()).strftime("%Y-%m-%d").to_string();
    if all {
        return slip::of_all(&desk.desk, &date);
    }
    desk.unit.and_then(|unit| Slip::of(&desk.desk, unit, &date)).into_iter().collect()
}
