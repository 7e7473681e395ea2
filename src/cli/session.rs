//! What every command needs: the store, the forms at hand, and the way to a filing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;
use jiff::Timestamp;

use super::ending::Ending;
use super::opening::{OpenWindow, Window};
use super::output::Output;
use crate::check::{Engine, Rulebook};
use crate::filing::store::{self, Store, Target};
use crate::filing::{Edit, Filing, format};
use crate::form::{Catalogue, CellIndex, Form, Problem};
use crate::jobs;
use crate::jobs::log::Log;
use crate::jobs::printing::DesktopPrinter;
use crate::jobs::renderer::Renderer;
use crate::jobs::submitting::lock_sentence;

/// The machine as a command sees it.
pub(crate) struct Session {
    pub(super) store: Store,
    pub(super) catalogue: Catalogue,
    problems: Vec<Problem>,
    pub(super) log: Log,
}

impl Session {
    /// Finds the data folder and the forms; broken forms of the user are told and left out.
    pub(super) fn start() -> Self {
        let store = Store::new(jobs::folders::data_folder());
        let (catalogue, problems) = jobs::forms::catalogue(&store);
        for problem in &problems {
            Output::message(problem.to_string());
        }
        Self { store, catalogue, problems, log: Log::in_folder(jobs::folders::log_folder()) }
    }

    /// The form of an id.
    pub(super) fn form(&self, id: &str) -> anyhow::Result<Arc<Form>> {
        let Some(form) = self.catalogue.get(id) else {
            let known = self.catalogue.all().iter().map(|form| form.id.clone()).collect::<Vec<_>>().join("、");
            bail!("没有表式“{id}”；现有的表式：{known}");
        };
        Ok(form)
    }

    /// Last year's figures belong to a filing whose year is known.
    pub(super) fn year_for_prior(filing: &Filing) -> anyhow::Result<()> {
        if filing.known_year().is_none() {
            bail!("填报还没有写明年度，分不清哪一年是上年；请先用 set F @year=… 填上年度");
        }
        Ok(())
    }

    /// A filing, for reading.
    pub(super) fn read(&self, path: &Path) -> anyhow::Result<Filing> {
        Ok(store::read(path, &self.catalogue)?)
    }

    /// Changes a filing: opens it, applies the edits, saves it and lets it go. Gives the changed filing and the result.
    /// A filing that was handed in is not changed.
    pub(super) fn change<T>(
        &self,
        path: &Path,
        change: impl FnOnce(&Filing) -> anyhow::Result<(Vec<Edit>, T)>,
    ) -> anyhow::Result<(Filing, T)> {
        self.change_formally(path, |filing| {
            if let Some(sentence) = lock_sentence(filing) {
                bail!("{sentence}，见 tianbao correct --help");
            }
            change(filing)
        })
    }

    /// The same for what may come after a filing was handed in: a correction, what was sent back, scans.
    pub(super) fn change_formally<T>(
        &self,
        path: &Path,
        change: impl FnOnce(&Filing) -> anyhow::Result<(Vec<Edit>, T)>,
    ) -> anyhow::Result<(Filing, T)> {
        let (mut filing, mut target) = self.open(path)?;
        let (edits, result) = change(&filing)?;
        let now = Timestamp::now();
        if !edits.is_empty() {
            for edit in edits {
                filing.apply(edit, now);
            }
            target.save(&format::write(&filing), now)?;
        }
        Ok((filing, result))
    }

    /// Opens a filing for editing, and says what an earlier program could not write into it.
    pub(super) fn open(&self, path: &Path) -> anyhow::Result<(Filing, Target)> {
        let (filing, target) = self.store.open(path, &self.catalogue)?;
        if target.has_unwritten() {
            Output::message("上次有改动没能写进这个文件，已收进历史版本（最新的一个）；见 tianbao versions --help");
        }
        Ok((filing, target))
    }

    /// The way to paper.
    pub(super) fn printer(&self) -> DesktopPrinter {
        DesktopPrinter::new(self.store.data_folder())
    }

    /// Opens the window.
    pub(super) fn window(
        &self,
        file: Option<PathBuf>,
        renderer: Renderer,
        is_after_mishap: bool,
        open: OpenWindow,
    ) -> anyhow::Result<Ending> {
        anyhow::ensure!(
            has_display(),
            "这里没有图形桌面，打不开窗口；请在桌面上启动，或用命令行填报，见 tianbao --help"
        );
        let (store, catalogue, problems) = (self.store.clone(), self.catalogue.clone(), self.problems.clone());
        let log = self.log.clone();
        let window = Window { store, catalogue, problems, file, renderer, is_after_mishap, log };
        open(window).map_err(anyhow::Error::msg)?;
        Ok(Ending::Fine)
    }
}

/// Whether there is a display to open a window on.
pub(super) fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(not(target_os = "linux")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// A fresh check of a filing.
pub(super) fn engine(filing: &Filing) -> Engine {
    Engine::new(Arc::new(Rulebook::new(Arc::clone(filing.form()))), filing)
}

/// The cell of an id, or a sentence.
pub(super) fn cell_of(filing: &Filing, id: &str) -> anyhow::Result<CellIndex> {
    match filing.form().cell_index(id) {
        Some(cell) => Ok(cell),
        None => {
            bail!("表式 {} 没有单元格“{id}”；用 tianbao forms {} 查看全部单元格", filing.form().id, filing.form().id)
        }
    }
}
