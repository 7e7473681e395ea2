//! What the office decides, from the parts of the desk to the desk itself.

use crate::aggregate::desk::scope::Scope;
use crate::aggregate::desk::sent::Fate;
use crate::aggregate::list;
use crate::app::model::desk_pick::DeskPick;
use crate::app::model::pick::Pick;
use crate::app::pages::desk::DeskPage;
use crate::app::pages::desk::dialogs::Dialog;
use crate::app::pages::desk::look::{SortBy, View};
use crate::app::pages::desk::tab::OpenDesk;
use crate::app::pages::desk::wish::DeskWish;
use crate::app::window::Window;
use crate::filing::Edit;
use crate::form::Severity;
use crate::jobs::workspaces;

impl DeskPage {
    /// Does a wish about the desk that is shown.
    pub(in crate::app::pages::desk) fn perform_on_desk(&mut self, window: &mut Window, wish: DeskWish) {
        match wish {
            // On the start page too.
            DeskWish::Create(new) => return self.choose_place_of_desk(window, *new),
            DeskWish::ChooseList { for_dialog } => return window.pick(Pick::Desk(DeskPick::List { for_dialog })),
            _ => {}
        }
        let Some(mut desk) = OpenDesk::shown(&mut self.desks, &mut window.tabs) else { return };
        match wish {
            DeskWish::OpenUnit(unit) => self.open_unit(window, unit),
            DeskWish::OpenFile(file) => self.open_sent(window, &file),
            DeskWish::AskUnit(file) => {
                let chosen = desk.desk.proposals(&file).first().copied();
                window.show(&mut self.dialogs, Dialog::WhoseFile { file, query: String::new(), chosen });
            }
            DeskWish::Assign { file, unit } => {
                window.close_dialog();
                self.assign(window, &file, unit);
            }
            DeskWish::GiveBack { unit, reason } => {
                desk.desk.give_back(unit, reason.trim());
                window.close_dialog();
            }
            DeskWish::AddList(text) => {
                let tree = list::tree(&list::rows(&text));
                let added = desk.desk.add_list(&tree);
                window.close_dialog();
                window.say(format!("名单有 {} 个单位，新增 {added} 个", tree.len()), None);
            }
            DeskWish::PutUnit(form) => {
                let sentence = desk.put_unit(&form);
                window.close_dialog();
                window.say(sentence, None);
            }
            DeskWish::RemoveUnit(unit) => {
                let sentence = desk.remove_unit(unit);
                window.close_dialog();
                window.say(sentence, None);
            }
            DeskWish::RemoveSource(source) => {
                desk.desk.change(|workspace| workspace.sources.retain(|it| *it != source));
                desk.tell_sources();
            }
            other => desk.take(other),
        }
    }

    /// Enters what an edit says of cells that do not add up; nobody types into a sum.
    pub(in crate::app::pages::desk) fn enter_by_hand(&mut self, window: &mut Window, edit: &Edit) {
        let Some(mut desk) = OpenDesk::shown(&mut self.desks, &mut window.tabs) else { return };
        let form = desk.document.filing.form();
        let changes = if let Edit::Cells(changes) = edit { changes.as_slice() } else { &[] };
        let are_by_hand = !changes.is_empty() && changes.iter().all(|change| !form.cell(change.cell).is_additive);
        if !are_by_hand {
            return window.refuse_change();
        }
        if desk.scope != Scope::All {
            let sentence = "不能相加的指标只在完全汇总里填写；请先换到完全汇总";
            return window.say(sentence.to_owned(), Some(Severity::Warning));
        }
        let refused = changes.iter().filter(|change| !desk.desk.enter_by_hand(change.cell, &change.new)).count();
        desk.follow();
        if refused > 0 {
            window.say("请填数字".to_owned(), Some(Severity::Warning));
        }
    }

    /// Says whose file one is, and learns the name by which the file calls the unit.
    fn assign(&mut self, window: &mut Window, file: &str, unit: crate::aggregate::NodeId) {
        let Some(mut desk) = OpenDesk::shown(&mut self.desks, &mut window.tabs) else { return };
        let units = desk.desk.workspace().units();
        let name = units.name(unit).to_owned();
        let called = desk.desk.file(file).and_then(|sent| match (&sent.content, &sent.fate) {
            (Ok(content), Fate::Unknown(_)) => Some(content.received.unit().to_owned()).filter(|name| !name.is_empty()),
            _ => None,
        });
        match called.filter(|called| units.known(called).is_empty()) {
            Some(called) => {
                desk.desk.add_alias(unit, &called);
                window.say(format!("“{called}”以后都认作“{name}”"), None);
            }
            None => desk.desk.assign(file, unit),
        }
    }
}

impl OpenDesk<'_> {
    fn take(&mut self, wish: DeskWish) {
        match wish {
            DeskWish::Show(view) => self.show(view),
            DeskWish::Unit(unit) => {
                self.unit = Some(unit);
                self.is_moved = true;
            }
            DeskWish::Line(line) => {
                self.line = line;
                self.is_moved = true;
            }
            DeskWish::Mark(unit) => {
                let is_new = self.marked.insert(unit);
                self.marked.retain(|marked| is_new || *marked != unit);
            }
            DeskWish::Fold(unit, is_folded) => {
                if is_folded {
                    self.folded.insert(unit)
                } else {
                    self.folded.remove(&unit)
                };
                self.refresh();
            }
            DeskWish::Sort(by) => {
                // A list begins in its order, figures with the greatest.
                let first = by == SortBy::List;
                self.sort = if self.sort.0 == by { (by, !self.sort.1) } else { (by, first) };
                self.refresh();
            }
            DeskWish::Filter(state) => {
                self.filter = state;
                self.refresh();
            }
            DeskWish::Query(query) => {
                self.query = query;
                self.refresh();
            }
            DeskWish::Reopen(unit) => self.desk.reopen(unit),
            DeskWish::SetHeading(unit, is_heading) => self.desk.set_heading(unit, is_heading),
            DeskWish::PutAside(file) => self.desk.put_aside(&file),
            DeskWish::Undecide(file) => self.desk.undecide(&file),
            DeskWish::Prefer(file) => self.desk.prefer(&file),
            DeskWish::Column(cell) => self.toggle_column(cell),
            DeskWish::Cell(cell) => {
                self.show(View::Sheet);
                self.document.sheet.activate(cell);
            }
            DeskWish::YearsOfUnit(is_of_unit) => self.years_by.is_of_unit = is_of_unit,
            DeskWish::Charted(is_charted) => self.years_by.is_charted = is_charted,
            DeskWish::Whole => self.unit = None,
            DeskWish::Converts(converts) => self.desk.set_converts(converts),
            _ => {}
        }
    }

    /// Shows something in the middle.
    pub(in crate::app::pages::desk) fn show(&mut self, view: View) {
        if self.view != view {
            self.view = view;
            self.line = 0;
            self.is_in_origin = false;
            self.is_moved = true;
        }
    }

    fn toggle_column(&mut self, cell: crate::form::CellIndex) {
        if self.figures.contains(&cell) {
            self.figures.retain(|it| *it != cell);
        } else {
            self.figures.push(cell);
            self.figures.sort();
        }
        let form = self.document.filing.form().clone();
        let ids = self.figures.iter().map(|cell| form.cell(*cell).id.to_string()).collect();
        self.desk.change(|workspace| workspace.columns = ids);
        self.sort = (SortBy::List, true);
        self.refresh();
    }

    /// Has the thread read what the workspace names now.
    pub(in crate::app::pages::desk) fn tell_sources(&self) {
        let folder = workspaces::folder(&self.document.path);
        let sources = self.desk.workspace().sources.iter().map(|it| workspaces::path_of(it, &folder)).collect();
        if let Some(collector) = &self.collector {
            collector.set_sources(sources);
        }
    }
}

impl DeskPage {
    /// Accepts the unit that is looked at, or the marked ones.
    pub(in crate::app::pages::desk) fn accept_units(&mut self, window: &mut Window) {
        let Some(mut desk) = OpenDesk::shown(&mut self.desks, &mut window.tabs) else { return };
        let units: Vec<_> = if desk.marked.is_empty() {
            desk.unit.into_iter().collect()
        } else {
            std::mem::take(&mut desk.marked).into_iter().collect()
        };
        let accepted = units.iter().filter(|unit| desk.desk.accept(**unit)).count();
        let (sentence, severity) = match (units.len(), accepted) {
            (0, _) => ("请先选一个单位".to_owned(), Some(Severity::Notice)),
            (_, 0) => ("没有收到可以计入的表，不能通过".to_owned(), Some(Severity::Warning)),
            (_, accepted) => (format!("已通过 {accepted} 个单位"), None),
        };
        window.say(sentence, severity);
    }
}
