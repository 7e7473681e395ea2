//! What a desk has done on threads of their own: reviews, comparisons, earlier years, and everything that is written.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::aggregate::slip::Slip;
use crate::aggregate::{Aggregate, Contribution, Part, Tree, explain, review};
use crate::app::model::tab_id::TabId;
use crate::app::pages::desk::DeskPage;
use crate::app::pages::desk::look::{Compared, Look};
use crate::app::pages::desk::said::DeskNews;
use crate::app::threads::mouth::Mouth;
use crate::app::threads::report::Report;
use crate::app::threads::worker::Worker;
use crate::app::window::Window;
use crate::check::Rulebook;
use crate::export::csv;
use crate::export::xlsx::ledger::{Layout, Ledger, ledger};
use crate::filing::Value;
use crate::filing::store::{Store, write_atomically};
use crate::form::Catalogue;
use crate::jobs::paths::name_of;
use crate::jobs::progress::{Cancel, Progress, Task};
use crate::jobs::reading::Pool;
use crate::jobs::{self, importing, slips, workspaces};

/// What is to be done.
pub(crate) enum DeskOrder {
    /// Look for what deserves a look.
    Review { revision: u64, whole: Aggregate, units: Tree },
    /// Read a typed aggregate.
    Typed { path: PathBuf },
    /// Compare it with the sum.
    Compare { revision: u64, whole: Aggregate, values: Arc<Vec<Value>>, others: Vec<Part> },
    /// Add up the workspace of an earlier year.
    Earlier { path: PathBuf },
    /// Read a list of units; for the dialog of a new workspace, or for the desk.
    Units { path: PathBuf, for_dialog: bool },
    /// Write the ledger.
    Ledger { whole: Aggregate, name: String, units: Tree, layout: Layout, folder: PathBuf, to: PathBuf },
    /// Write the table of all values.
    Long { whole: Aggregate, to: PathBuf },
    /// Write return slips into a folder.
    Slips { slips: Vec<Slip>, folder: PathBuf },
    /// Write the aggregate as a filing; what was typed into it before stays.
    Filing { filing: Box<crate::filing::Filing>, to: PathBuf },
}

impl DeskOrder {
    /// Whether it may take long, and is shown in the foot with a way to stop it.
    pub(crate) fn is_long(&self) -> bool {
        !matches!(self, Self::Review { .. } | Self::Compare { .. })
    }
}

impl DeskPage {
    /// Has something done for a desk on a thread; `job` names it in the foot.
    pub(super) fn begin(&self, worker: &Worker, tab: TabId, order: DeskOrder, job: Option<(u64, Cancel)>) {
        let (mouth, pool, catalogue, store) =
            (self.mailbox.mouth(), worker.pool(), worker.catalogue().clone(), worker.store());
        worker.spawn("tianbao-desk-work", Report::Failed, move || {
            let number = job.as_ref().map(|(number, _)| *number);
            let cancel = job.map(|(_, cancel)| cancel).unwrap_or_default();
            let work = Work { tab, mouth: &mouth, pool, catalogue: &catalogue, store, cancel, job: number };
            let news = work.news(order);
            if let Some(job) = number {
                mouth.say((tab, DeskNews::JobOver(job)));
            }
            mouth.say((tab, news));
        });
    }
}

struct Work<'a> {
    tab: TabId,
    mouth: &'a Mouth<(TabId, DeskNews)>,
    pool: Arc<Pool>,
    catalogue: &'a Catalogue,
    store: Store,
    cancel: Cancel,
    job: Option<u64>,
}

impl Work<'_> {
    fn news(&self, order: DeskOrder) -> DeskNews {
        let done = match order {
            DeskOrder::Review { revision, whole, units } => {
                Ok(DeskNews::Reviewed { revision, looks: looks(&whole, &units) })
            }
            DeskOrder::Compare { revision, whole, values, others } => {
                let comparison = explain::compare(&whole, &values, &others);
                Ok(DeskNews::Compared { revision, found: Arc::new(Compared { comparison, whole, others }) })
            }
            DeskOrder::Typed { path } => self.typed(&path),
            DeskOrder::Earlier { path } => self.earlier(&path),
            DeskOrder::Units { path, for_dialog } => {
                let name = name_of(&path);
                let tree = workspaces::list_of_units(&path, &self.pool);
                tree.map(|tree| DeskNews::Units { name, tree, for_dialog })
            }
            DeskOrder::Ledger { whole, name, units, layout, folder, to } => {
                let file = |part: &Part| Some(workspaces::path_of(&part.file, &folder).display().to_string());
                let units = (!units.is_empty()).then_some(&units);
                let made = self.step("正在生成台账", || {
                    ledger(&Ledger { aggregate: &whole, name: &name, units, layout, file: &file })
                });
                made.and_then(|bytes| written(&to, &bytes?))
            }
            DeskOrder::Long { whole, to } => {
                self.step("正在写长表", || csv::long(&whole)).and_then(|bytes| written(&to, &bytes))
            }
            DeskOrder::Slips { slips, folder } => self.slips(&slips, &folder),
            DeskOrder::Filing { filing, to } => self.filing(&filing, &to),
        };
        done.unwrap_or_else(|error| DeskNews::Failed(error.to_string()))
    }

    fn task(
        &self,
        listener: &(dyn Fn(Progress) + Sync),
        done: impl FnOnce(&Task<'_>) -> Result<DeskNews, jobs::Error>,
    ) -> Result<DeskNews, jobs::Error> {
        done(&Task::new(self.cancel.clone(), listener))
    }

    fn tell(&self, progress: Progress) {
        if let Some(job) = self.job {
            self.mouth.say((self.tab, DeskNews::Progress { job, progress }));
        }
    }

    fn step<T>(&self, sentence: &str, work: impl FnOnce() -> T) -> Result<T, jobs::Error> {
        let tell = |progress| self.tell(progress);
        Task::new(self.cancel.clone(), &tell).step(0, 1, sentence)?;
        Ok(work())
    }

    fn typed(&self, path: &Path) -> Result<DeskNews, jobs::Error> {
        self.step("正在读取汇总表", || ())?;
        let filing = importing::filing(path, self.catalogue)?;
        let name = name_of(path);
        Ok(DeskNews::Typed { contribution: Box::new(Contribution::of(&filing, &name)), name })
    }

    /// All files of an earlier workspace, added up by the same rules.
    fn earlier(&self, path: &Path) -> Result<DeskNews, jobs::Error> {
        let tell = |progress| self.tell(progress);
        self.task(&tell, |task| {
            let earlier = workspaces::earlier(path, self.catalogue, Arc::clone(&self.pool), task)?;
            Ok(DeskNews::Earlier { path: path.to_owned(), earlier: Arc::new(earlier) })
        })
    }

    fn slips(&self, all: &[Slip], folder: &Path) -> Result<DeskNews, jobs::Error> {
        let tell = |progress| self.tell(progress);
        self.task(&tell, |task| {
            let written = slips::write(all, folder, Window::now(), task)?;
            let first = written.into_iter().next();
            Ok(DeskNews::Wrote {
                sentence: format!("已写出 {} 个单位的退回意见", all.len()),
                path: first.unwrap_or_else(|| folder.to_owned()),
            })
        })
    }

    fn filing(&self, filing: &crate::filing::Filing, to: &Path) -> Result<DeskNews, jobs::Error> {
        jobs::workspaces::write_aggregate(&self.store, filing, to, self.catalogue)?;
        Ok(DeskNews::WroteAggregate(to.to_owned()))
    }
}

fn written(to: &Path, bytes: &[u8]) -> Result<DeskNews, jobs::Error> {
    write_atomically(to, bytes)?;
    Ok(DeskNews::Wrote { sentence: format!("已导出 {}", to.display()), path: to.to_owned() })
}

/// What deserves a look, unit by unit.
fn looks(whole: &Aggregate, units: &Tree) -> Vec<Look> {
    let book = Arc::new(Rulebook::new(Arc::clone(whole.form())));
    let looks = review::looks(whole, &book, Some(units)).into_iter();
    let unit = |part| whole.part(part).and_then(|part| part.node);
    looks.map(|it| Look { unit: unit(it.part), cell: it.cell, sentence: it.message }).collect()
}
