//! The store thread: owns the open files with their locks and does everything with filings, in order.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use jiff::Timestamp;

use super::job::Job;
use super::mouth::Mouth;
use super::report::Report;
use crate::aggregate::workspace::Workspace;
use crate::app::model::saving::Access;
use crate::app::model::tab_id::TabId;
use crate::check::Engine;
use crate::filing::store::{self, Error, Store, Target, Version};
use crate::filing::{Filing, format};
use crate::form::Catalogue;
use crate::jobs::log::Log;
use crate::jobs::settings::{Keeper, Session};
use crate::jobs::submitting::{self, Handed};
use crate::jobs::{self, attaching, mishaps, paths, recent, workspaces};

/// A file in a tab. Without a target it is read-only.
struct Open {
    path: PathBuf,
    target: Option<Target>,
}

/// The store thread's own state.
pub(crate) struct Clerk {
    store: Store,
    keeper: Keeper,
    catalogue: Catalogue,
    open: BTreeMap<TabId, Open>,
    next: u64,
    is_watching: bool,
    mouth: Mouth,
    log: Log,
}

/// While the window has the keyboard, open files are looked at this often.
const LOOK_EVERY: Duration = Duration::from_secs(4);

impl Clerk {
    pub(crate) fn new(store: Store, keeper: Keeper, catalogue: Catalogue, mouth: Mouth, log: Log) -> Self {
        Self { store, keeper, catalogue, open: BTreeMap::new(), next: 1, is_watching: false, mouth, log }
    }

    /// Works until nobody hands over jobs any more.
    pub(crate) fn run(mut self, jobs: &Receiver<Job>) {
        loop {
            let job = if self.is_watching {
                jobs.recv_timeout(LOOK_EVERY)
            } else {
                jobs.recv().map_err(|_gone| RecvTimeoutError::Disconnected)
            };
            match job {
                Ok(job) => self.work(job),
                Err(RecvTimeoutError::Timeout) => self.look(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Does a job; a mistake in the program ends the job, not the thread.
    fn work(&mut self, job: Job) {
        let save = if let Job::Save { tab, revision, .. } = &job { Some((*tab, *revision)) } else { None };
        match mishaps::guarded(|| self.report(job)) {
            Ok(Some(report)) => self.mouth.say(report),
            Ok(None) => {}
            Err(sentence) => self.mouth.say(match save {
                Some((tab, revision)) => Report::NotSaved { tab, revision, sentence },
                None => Report::Failed(sentence),
            }),
        }
    }

    /// Does a job and says what came of it, if there is anything to say.
    fn report(&mut self, job: Job) -> Option<Report> {
        mishaps::provoke("store");
        Some(match job {
            Job::Open(path) => self.open(&path),
            Job::CreateDraft(filing) => self.create_draft(filing),
            Job::CreateOwn { path, filing } => match self.store.create(&path, &filing) {
                Ok(target) => self.opened(filing, &path, Some(target), Access::Edit),
                Err(_there) => self.open(&path),
            },
            Job::CreateDesk { path, workspace } => match self.store.replace_bytes(&path, &workspace.write()) {
                Ok(target) => self.desk_opened(&path, target, *workspace),
                Err(error) => Report::Failed(error.to_string()),
            },
            Job::SaveDesk { tab, revision, workspace, at } => self.save(tab, revision, &workspace.write(), at),
            Job::SaveAs { tab, path, filing } => self.save_as(tab, path, &filing),
            Job::Save { tab, revision, filing, at } => self.save(tab, revision, &format::write(&filing), at),
            Job::ReadPrior { tab, path } => match store::read_snapshot(&path, &self.catalogue) {
                Ok((year, snapshot)) => Report::Prior { tab, year, snapshot: Box::new(snapshot) },
                Err(error) => Report::Failed(error.to_string()),
            },
            Job::Versions { tab, path } => {
                let versions = self.store.versions(&path).list().into_iter().rev();
                let read = |version: Version| {
                    let content = store::read(&version.path, &self.catalogue);
                    (version, content.map(Box::new).map_err(|error| error.to_string()))
                };
                Report::Versions { tab, list: versions.map(read).collect() }
            }
            Job::Reread { tab, unsaved } => self.reread(tab, unsaved.as_deref()),
            Job::Recover(session) => self.recover(&session),
            Job::Watch(is_watching) => {
                self.is_watching = is_watching;
                self.look();
                return None;
            }
            Job::Settings(settings) => match self.keeper.keep(&settings) {
                Ok(()) => return None,
                Err(error) => Report::Failed(error.to_string()),
            },
            Job::CheckPath { text, folder, what } => {
                let path = what.with_extension(paths::typed(&text, &folder));
                let verdict = if what.is_folder() {
                    paths::check_for_folder(&path).map(|()| false)
                } else if what.is_for_opening() {
                    paths::check_for_opening(&path).map(|()| false)
                } else {
                    paths::check_for_writing(&path)
                };
                Report::PathChecked { path, verdict }
            }
            Job::CompletePath { text, folder } => Report::PathCompleted(paths::completed(&text, &folder)),
            Job::Submit { tab, filing, engine, parent, at } => {
                let result = mishaps::guarded(|| self.submit(tab, &filing, &engine, &parent, at));
                let result = result.and_then(|made| made.map(Box::new).map_err(|error| error.to_string()));
                Report::Submitted { tab, at, result }
            }
            Job::ReadReturn { tab, path } => match jobs::returned::read(&path) {
                Ok(returned) => Report::Returned { tab, returned: Box::new(returned) },
                Err(error) => Report::Failed(error.to_string()),
            },
            Job::Attach { tab, filing, scan, at } => {
                let open = self.open.get(&tab)?;
                let result = attaching::attach(&open.path, &filing, &scan, at).map_err(|error| error.to_string());
                Report::Attached { tab, result }
            }
            Job::Scans { tab, filing } => {
                let open = self.open.get(&tab)?;
                Report::Scans { tab, list: attaching::states(&open.path, &filing) }
            }
            Job::Recent => Report::Recent(recent::list(self.store.data_folder())),
            Job::Close(tab) => {
                self.open.remove(&tab);
                return None;
            }
        })
    }

    /// A sentence about an error for the window; the log gets it without the name of the file.
    fn sentence(&self, error: &Error) -> String {
        self.log.note(&error.without_name());
        error.to_string()
    }

    fn open(&mut self, path: &Path) -> Report {
        // Our own lock would refuse us.
        if let Some(tab) = self.tab_of(path) {
            return Report::AlreadyOpen(tab);
        }
        if workspaces::is_workspace(path) {
            return self.open_desk(path);
        }
        match self.store.open(path, &self.catalogue) {
            Ok((filing, target)) => self.opened(Box::new(filing), path, Some(target), Access::Edit),
            Err(error @ (Error::Locked { .. } | Error::Write { .. })) => match store::read(path, &self.catalogue) {
                Ok(filing) => self.opened(Box::new(filing), path, None, Access::ReadOnly(read_only_sentence(&error))),
                Err(error) => Report::Failed(self.sentence(&error)),
            },
            Err(error) => Report::Failed(self.sentence(&error)),
        }
    }

    /// A workspace is locked as a filing is; one that another program has open is not opened twice.
    fn open_desk(&mut self, path: &Path) -> Report {
        match self.store.open_bytes(path) {
            Ok((bytes, target)) => match Workspace::read(&bytes) {
                Ok(workspace) => self.desk_opened(path, target, workspace),
                Err(error) => Report::Failed(format!("{}：{error}", path.display())),
            },
            Err(error) => Report::Failed(error.to_string()),
        }
    }

    fn desk_opened(&mut self, path: &Path, target: Target, workspace: Workspace) -> Report {
        self.remember(path, &format!("{}（汇总）", workspace.name), workspace.year.unwrap_or(0));
        if let Some(kept) = self.store.versions(path).list().pop().filter(|_| target.has_unwritten()) {
            self.mouth.say(Report::Failed(format!("上次有改动没能写进这个文件，收在 {}", kept.path.display())));
        }
        let tab = TabId(self.next);
        self.next += 1;
        self.open.insert(tab, Open { path: path.to_owned(), target: Some(target) });
        Report::DeskOpened { tab, path: path.to_owned(), workspace: Box::new(workspace) }
    }

    fn tab_of(&self, path: &Path) -> Option<TabId> {
        self.open.iter().find(|(_, open)| is_same_file(&open.path, path)).map(|(tab, _)| *tab)
    }

    /// Reads an open file again, after what it does not hold was put aside.
    fn reread(&mut self, tab: TabId, unsaved: Option<&Filing>) -> Report {
        let Some(open) = self.open.get_mut(&tab) else {
            return Report::Recent(recent::list(self.store.data_folder()));
        };
        let path = open.path.clone();
        if let (Some(target), Some(filing)) = (&mut open.target, unsaved)
            && let Err(error) = target.put_aside(&format::write(filing), Timestamp::now())
        {
            return Report::Failed(self.sentence(&error));
        }
        // What is there now must be a filing, before the lock is let go.
        if let Err(error) = store::read(&path, &self.catalogue) {
            return Report::Failed(self.sentence(&error));
        }
        open.target = None;
        let (filing, access) = match self.store.open(&path, &self.catalogue) {
            Ok((filing, target)) => {
                open.target = Some(target);
                (filing, Access::Edit)
            }
            Err(error) => match store::read(&path, &self.catalogue) {
                Ok(filing) => (filing, Access::ReadOnly(read_only_sentence(&error))),
                Err(error) => return Report::Failed(self.sentence(&error)),
            },
        };
        Report::Reread { tab, filing: Box::new(filing), access, kept: unsaved.is_some() }
    }

    /// Opens the files of a session, the one that was shown last.
    fn recover(&mut self, session: &Session) -> Report {
        let (shown, others): (Vec<_>, Vec<_>) =
            session.open.iter().partition(|path| Some(*path) == session.shown.as_ref());
        let last_saved = session.last_saved();
        let (mut opened, mut lost) = (0, 0);
        for path in others.into_iter().chain(shown) {
            let report = self.open(path);
            if matches!(report, Report::Failed(_)) {
                lost += 1;
            } else {
                opened += 1;
            }
            self.mouth.say(report);
        }
        Report::Recovered { opened, lost, last_saved }
    }

    /// Says what happened to open files from outside; says nothing, and wakes nobody, when nothing did.
    fn look(&mut self) {
        for (tab, open) in &mut self.open {
            if let Some(outside) = open.target.as_mut().and_then(Target::look) {
                self.mouth.say(Report::Outside { tab: *tab, outside });
            }
        }
    }

    fn create_draft(&mut self, filing: Box<Filing>) -> Report {
        match self.store.create_draft(&filing) {
            Ok(target) => {
                let path = target.path().to_owned();
                self.opened(filing, &path, Some(target), Access::Edit)
            }
            Err(error) => Report::Failed(self.sentence(&error)),
        }
    }

    /// Says that a filing is open, after it was put into the list of recent files.
    fn opened(&mut self, filing: Box<Filing>, path: &Path, target: Option<Target>, access: Access) -> Report {
        self.remember(path, &filing.unit().name, filing.year());
        let access_words = if target.is_some() { "编辑" } else { "只读" };
        self.log.note(&format!("打开填报：{}，{} 年度，{access_words}", filing.form().id, filing.year()));
        let has_unwritten = target.as_ref().is_some_and(Target::has_unwritten);
        let tab = TabId(self.next);
        self.next += 1;
        self.open.insert(tab, Open { path: path.to_owned(), target });
        Report::Opened { tab, filing, path: path.to_owned(), access, has_unwritten }
    }

    fn remember(&self, path: &Path, unit: &str, year: u16) {
        match recent::remember(self.store.data_folder(), path, unit, year) {
            Ok(list) => self.mouth.say(Report::Recent(list)),
            Err(error) => self.mouth.say(Report::Failed(self.sentence(&error))),
        }
    }

    fn save_as(&mut self, tab: TabId, path: PathBuf, filing: &Filing) -> Report {
        match self.tab_of(&path) {
            Some(other) if other != tab => {
                let sentence = format!("{} 在另一个标签页中打开着；请换一个文件名", path.display());
                return Report::Failed(sentence);
            }
            Some(_) if self.open.get(&tab).is_some_and(|open| open.target.is_some()) => {
                return Report::Renamed { tab, path };
            }
            _ => {}
        }
        if let Some(open) = self.open.get(&tab)
            && let Err(error) = attaching::take_along(&open.path, &path, filing)
        {
            return Report::Failed(error.to_string());
        }
        match self.store.replace(&path, filing) {
            Ok(target) => {
                let before = self.open.insert(tab, Open { path: path.clone(), target: Some(target) });
                if let Some(mut before) = before.and_then(|open| open.target) {
                    before.let_go();
                }
                self.remember(&path, &filing.unit().name, filing.year());
                Report::Renamed { tab, path }
            }
            Err(error) => Report::Failed(self.sentence(&error)),
        }
    }

    /// Makes the folder in another, under a name that is free, and writes the filing as handed in.
    fn submit(
        &mut self,
        tab: TabId,
        filing: &Filing,
        engine: &Engine,
        parent: &Path,
        at: Timestamp,
    ) -> Result<Handed, jobs::Error> {
        let open = self.open.get_mut(&tab).and_then(|open| Some((&open.path, open.target.as_mut()?)));
        let Some((path, target)) = open else { return Err(jobs::Error::Cancelled) };
        let folder = submitting::free_folder(parent, filing);
        let save = |locked: &Filing| Ok(target.save(&format::write(locked), at)?);
        submitting::submit(filing, engine, path, &folder, at, save)
    }

    fn save(&mut self, tab: TabId, revision: u64, bytes: &[u8], at: Timestamp) -> Report {
        let Some(target) = self.open.get_mut(&tab).and_then(|open| open.target.as_mut()) else {
            let sentence = "文件没有打开，改动还没有写到磁盘；请另存为".to_owned();
            return Report::NotSaved { tab, revision, sentence };
        };
        match target.save(bytes, at) {
            Ok(()) => Report::Saved { tab, revision, at },
            Err(error) => {
                // What the file does not take is not to hang on this program alone.
                if let Err(error) = target.hold(bytes) {
                    self.log.note(&format!("也没有暂存下来：{}", error.without_name()));
                }
                Report::NotSaved { tab, revision, sentence: self.sentence(&error) }
            }
        }
    }
}

fn read_only_sentence(error: &Error) -> String {
    match error {
        Error::Locked { holder, .. } => format!("这个文件正由另一个程序编辑（{holder}），现在只能查看，不能修改"),
        other => format!("只能查看，不能修改：{other}"),
    }
}

/// Whether two paths lead to one file, also over links.
fn is_same_file(left: &Path, right: &Path) -> bool {
    let absolute = |path: &Path| {
        path.canonicalize().or_else(|_missing| std::path::absolute(path)).unwrap_or_else(|_none| path.to_owned())
    };
    absolute(left) == absolute(right)
}
