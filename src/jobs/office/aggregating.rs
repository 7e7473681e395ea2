//! Many files and folders into contributions, on all cores: what can be read is checked, what cannot is listed.
//!
//! A filing of this program is read as it is, any other file by its labels. A file that is damaged, foreign or being
//! written fails alone.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::aggregate::Contribution;
use crate::aggregate::intake::Refused;
use crate::aggregate::received::{Received, said};
use crate::aggregate::workspace::{EXTENSION, State};
use crate::check::{Engine, Finding, Rulebook, Stage};
use crate::filing::Filing;
use crate::form::Catalogue;
use crate::import::plan::State as Placed;
use crate::import::{Plan, Wanted, Wishes};
use crate::jobs::files::Error;
use crate::jobs::files::importing::{Importer, Taken};
use crate::jobs::files::reading::Pool;
use crate::jobs::machine::at_once::{at_once, cores};
use crate::jobs::machine::paths::{name_of, written};
use crate::jobs::machine::progress::{Cancelled, Task};

/// Folders inside folders are read so deep; links that lead in a circle end there.
const DEEPEST: usize = 8;

/// What programs and systems leave in folders; no unit sends it. Compared in lower case.
const LEFT_BEHIND: [&str; 9] = ["ini", "db", "lnk", "tmp", "bak", "lock", "crdownload", "part", EXTENSION];

/// The prefix of the file by which Excel and WPS say that a workbook is open.
const OPEN_IN_OFFICE: &str = "~$";

/// What came of many files.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// Those that were read, in the order of the files.
    pub received: Vec<Received>,
    /// Those that were not.
    pub failed: Vec<Refused>,
}

impl Gathered {
    /// The same with files named as a workspace in this folder names them.
    #[must_use]
    pub fn named_from(mut self, folder: &Path) -> Self {
        let name = |file: &mut String| *file = written(Path::new(file.as_str()), folder);
        self.received.iter_mut().for_each(|it| name(&mut it.contribution.part.file));
        self.failed.iter_mut().for_each(|it| name(&mut it.file));
        self
    }
}

/// The files to read: those that are named, and what lies in the folders that are named, sorted. What Office keeps for
/// open files and what systems leave behind is passed over, and so are `others`, such as the file to be written.
///
/// # Errors
/// A sentence when a folder cannot be read.
pub fn files(sources: &[PathBuf], others: &[&Path]) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for source in sources {
        // What is not there is told with the other files that cannot be read.
        if source.is_dir() { in_folder(source, DEEPEST, &mut files)? } else { files.push(source.clone()) }
    }
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_none| path.to_owned());
    let others: Vec<PathBuf> = others.iter().map(|path| absolute(path)).collect();
    // The same file named twice, or named and in a named folder, is one file.
    let mut seen = BTreeSet::new();
    files.retain(|path| !others.contains(&absolute(path)) && seen.insert(absolute(path)));
    Ok(files)
}

fn in_folder(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let Some(depth) = depth.checked_sub(1) else { return Ok(()) };
    let unreadable = |source| Error::Read { path: folder.to_owned(), source };
    let entries: Result<Vec<_>, _> = std::fs::read_dir(folder).map_err(unreadable)?.collect();
    let mut paths: Vec<PathBuf> = entries.map_err(unreadable)?.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = name_of(&path);
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let is_left_behind = LEFT_BEHIND.contains(&extension.as_str()) && !path.is_dir();
        if name.starts_with('.') || name.starts_with(OPEN_IN_OFFICE) || is_left_behind {
            continue;
        }
        if path.is_dir() { in_folder(&path, depth, files)? } else { files.push(path) }
    }
    Ok(())
}

/// Reads and checks many files at once.
///
/// # Errors
/// [`Cancelled`] when that was wished; nothing is kept then.
pub fn gather(paths: &[PathBuf], reader: &Reader<'_>, task: &Task<'_>) -> Result<Gathered, Cancelled> {
    let total = paths.len();
    let told = |done| match task.step(done, total, "正在读取各单位的文件") {
        Ok(()) => ControlFlow::Continue(()),
        Err(Cancelled) => ControlFlow::Break(()),
    };
    let answers = at_once(paths, cores(), &|path: &PathBuf| reader.read(path), &told);
    task.step(total, total, "正在汇总")?;
    let mut gathered = Gathered::default();
    for answer in answers.into_iter().flatten() {
        match answer {
            Ok(received) => gathered.received.push(received),
            Err(refused) => gathered.failed.push(refused),
        }
    }
    Ok(gathered)
}

/// Reads one file after the other, sharing what all need.
#[derive(Debug)]
pub struct Reader<'a> {
    importer: Importer<'a>,
    books: BTreeMap<String, Arc<Rulebook>>,
    year: Option<u16>,
}

impl<'a> Reader<'a> {
    /// A reader for the forms at hand; `year` chooses where a file has several years.
    ///
    /// # Errors
    /// When no workers can be had.
    pub fn new(catalogue: &'a Catalogue, year: Option<u16>) -> Result<Self, crate::jobs::files::reading::Error> {
        Ok(Self::with(catalogue, Arc::new(Pool::new()?), year))
    }

    /// A reader whose workers are there already.
    pub fn with(catalogue: &'a Catalogue, pool: Arc<Pool>, year: Option<u16>) -> Self {
        let books = catalogue.all().into_iter().map(|form| (form.id.clone(), Arc::new(Rulebook::new(form))));
        Self { importer: Importer::with(catalogue, pool), books: books.collect(), year }
    }

    /// Reads and checks a file.
    ///
    /// # Errors
    /// A sentence when it gives nothing.
    pub fn read(&self, path: &Path) -> Result<Received, Refused> {
        let file = path.display().to_string();
        let before = look(path);
        self.read_as(path, &file).map_err(|error| {
            let message = error.to_string();
            // The caller names the file.
            let message = message.split_once(&format!("{file}：")).map_or(&*message, |(_, why)| why).to_owned();
            let is_changing = before.is_some() && look(path) != before;
            let message =
                if is_changing { "文件正在被写入；请等它存好后再汇总".to_owned() } else { message };
            Refused { file, message }
        })
    }

    fn read_as(&self, path: &Path, file: &str) -> Result<Received, Error> {
        let wishes = Wishes { year: self.year, ..Wishes::default() };
        match self.importer.take(path, &wishes)? {
            Taken::Filing(filing, hash) => Ok(self.received(&filing, file, hash, Vec::new(), false)),
            Taken::Imported(imported) => {
                let plan = imported.choose(path, Wanted::This, &wishes)?;
                let mut filing = plan.filing(&plan.unit, plan.year.unwrap_or(0), jiff::Timestamp::UNIX_EPOCH);
                if let Ok(prior) = imported.choose(path, Wanted::Prior, &wishes)
                    && prior.is_prior
                    && let Some(year) = filing.year().checked_sub(1)
                {
                    let edit = filing.prior_edit(year, Some(prior.snapshot(&imported.name, &imported.hash)));
                    filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
                }
                let notes = doubts(plan);
                let is_doubtful = !notes.is_empty();
                Ok(self.received(&filing, file, imported.hash.clone(), notes, is_doubtful))
            }
        }
    }

    fn received(&self, filing: &Filing, file: &str, hash: String, notes: Vec<String>, is_doubtful: bool) -> Received {
        let form = filing.form();
        let known = self.books.get(&form.id).cloned();
        let book = known.unwrap_or_else(|| Arc::new(Rulebook::new(Arc::clone(form))));
        let engine = Engine::new(book, filing);
        let violations: Vec<Finding> = engine.violations(filing);
        let counts = engine.counts_of(&violations, filing, Stage::Filling);
        Received {
            contribution: Contribution::of(filing, file),
            hash,
            state: State::judged(is_doubtful, counts),
            errors: counts.errors,
            warnings: counts.warnings,
            findings: said(filing, &violations),
            notes,
        }
    }
}

/// By what a file that is being written is noticed.
fn look(path: &Path) -> Option<(std::time::SystemTime, u64)> {
    let there = std::fs::metadata(path).ok()?;
    Some((there.modified().ok()?, there.len()))
}

/// What somebody should look at before the figures of a plan are believed.
fn doubts(plan: &Plan) -> Vec<String> {
    let counts = plan.counts();
    let mut doubts = Vec::new();
    if counts.doubtful > 0 {
        let names = plan.placements.iter().filter(|it| it.state == Placed::Doubtful);
        let names: Vec<&str> = names.map(|it| plan.form.cell(it.cell).name.as_str()).collect();
        doubts.push(format!("有 {} 个数不知放得对不对，请导入后核对：{}", counts.doubtful, names.join("、")));
    }
    if counts.unplaced > 0 {
        let texts: Vec<String> =
            plan.unplaced.iter().map(|it| format!("{} “{}”", it.source.origin, it.text.trim())).collect();
        doubts.push(format!("有 {} 个数没有放入任何格，没有计入：{}", counts.unplaced, texts.join("、")));
    }
    doubts
}
