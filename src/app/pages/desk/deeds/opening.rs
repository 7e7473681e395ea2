//! Opening a workspace, making a new one, and handing what changed to the disk.

use std::path::PathBuf;

use crate::aggregate::desk::Desk;
use crate::aggregate::workspace::Workspace;
use crate::app::model::desk_pick::DeskPick;
use crate::app::model::pick::Pick;
use crate::app::model::tab_id::TabId;
use crate::app::pages::desk::DeskPage;
use crate::app::pages::desk::dialogs::Dialog;
use crate::app::pages::desk::new_desk::NewDesk;
use crate::app::pages::desk::said::DeskNews;
use crate::app::pages::desk::tab::DeskTab;
use crate::app::threads::job::Job;
use crate::app::threads::worker::Worker;
use crate::app::window::Window;
use crate::app::window::page::Urgency;
use crate::form::Severity;
use crate::jobs::collecting::{Collector, Where};
use crate::jobs::workspaces;

impl DeskPage {
    /// Asks for the fields of a new workspace; name and year are what stands on the start page.
    pub(in crate::app::pages::desk) fn ask_for_desk(&mut self, window: &mut Window, name: String, year: u16) {
        window.show(&mut self.dialogs, Dialog::NewDesk(Box::new(NewDesk { name, year, ..NewDesk::default() })));
    }

    /// Makes the workspace that the dialog describes, where the user says.
    pub(in crate::app::pages::desk) fn choose_place_of_desk(&mut self, window: &mut Window, new: NewDesk) {
        let name = format!("{}.{}", new.file_name(), crate::aggregate::workspace::EXTENSION);
        window.close_dialog();
        self.new_desk = Some(new);
        window.pick(Pick::Desk(DeskPick::New(name)));
    }

    /// Writes the new workspace and opens it.
    pub(in crate::app::pages::desk) fn create_desk(&mut self, window: &mut Window, path: PathBuf) {
        let Some(new) = self.new_desk.take() else { return };
        let mut workspace = new.workspace();
        workspace.form = window.catalogue.for_year(new.year).map(|form| form.id.clone());
        window.hand_over(Job::CreateDesk { path, workspace: Box::new(workspace) });
    }

    /// Puts an opened workspace into a tab and begins to read.
    pub(in crate::app::pages::desk) fn desk_opened(
        &mut self,
        window: &mut Window,
        tab: TabId,
        path: PathBuf,
        workspace: Workspace,
    ) {
        let catalogue = window.catalogue.clone();
        let form = workspace.form.as_deref().and_then(|id| catalogue.get(id));
        if let (None, Some(id)) = (&form, &workspace.form) {
            let sentence = format!("没有表式 {id}，按收到的表认定；请把它放入表式文件夹后重新打开");
            window.say(sentence, Some(Severity::Warning));
        }
        let year = workspace.year.unwrap_or(window.today_year.saturating_sub(1));
        let shown = form.clone().or_else(|| catalogue.for_year(year)).or_else(|| catalogue.all().into_iter().last());
        let Some(shown) = shown else { return };
        let folder = workspaces::folder(&path);
        let place = Where {
            workspace: path.clone(),
            sources: workspace.sources.iter().map(|source| workspaces::path_of(source, &folder)).collect(),
            folder,
            year: workspace.year,
        };
        let earlier = workspace.earlier.clone();
        let (mut desk, sum) = DeskTab::new(tab, path, Desk::new(workspace, form), &shown);
        match self.collect(&window.worker, tab, place) {
            Ok(collector) => desk.collector = Some(collector),
            Err(sentence) => window.say(sentence, Some(Severity::Error)),
        }
        self.desks.push(desk);
        window.add_tab(sum);
        for path in earlier {
            self.read_earlier(window, tab, &path);
        }
    }

    /// Hands the newest workspaces to the disk.
    pub(in crate::app::pages::desk) fn save_desks(&mut self, window: &mut Window, urgency: Urgency) {
        let at = Window::now();
        for desk in &self.desks {
            let Some(sum) = window.tabs.get_mut(desk.tab) else { continue };
            sum.saving.revision = desk.desk.revision();
            if !sum.saving.is_due(urgency == Urgency::Last) {
                continue;
            }
            let revision = sum.saving.revision;
            let workspace = Box::new(desk.desk.workspace().clone());
            let job = Job::SaveDesk { tab: desk.tab, revision, workspace, at };
            sum.saving.handed_over(revision, window.worker.hand_over(job));
        }
    }

    /// Begins to read what comes to a desk.
    fn collect(&self, worker: &Worker, tab: TabId, place: Where) -> Result<Collector, String> {
        let mouth = self.mailbox.mouth();
        let say = move |news| mouth.say((tab, DeskNews::Collected(news)));
        let started = Collector::start(place, worker.catalogue().clone(), worker.pool(), say);
        started.map_err(|error| format!("系统不能再开线程：{}", crate::filing::store::reason(&error)))
    }
}
