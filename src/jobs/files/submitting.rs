//! Handing in (报送): the folder that goes up, made whole or not at all, and the filing locked with it.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Error;
use super::attaching::{self, State};
use super::export::{Format, Shape};
use crate::check::Engine;
use crate::export::docx;
use crate::filing::handing::{Correction, Submission};
use crate::filing::store::file_name_of;
use crate::filing::{Edit, Filing, format};
use crate::report::readiness::Readiness;

/// What was made.
#[derive(Clone, Debug)]
pub struct Handed {
    /// The edit that locks the filing; `None` when it was handed in before and only the folder was made again.
    pub edit: Option<Edit>,
    /// The folder.
    pub folder: PathBuf,
    /// The names of the files in it.
    pub files: Vec<String>,
    /// What should be known, such as scans that are not there.
    pub notes: Vec<String>,
}

/// The name that is proposed for the folder of a filing.
pub fn folder_name(filing: &Filing) -> String {
    let corrections = filing.handing().corrections().count() + usize::from(filing.handing().correcting.is_some());
    match corrections {
        0 => format!("{}（报送）", file_name_of(filing)),
        number => format!("{}（更正{number}）", file_name_of(filing)),
    }
}

/// A folder of the proposed name in another that is not there yet.
pub fn free_folder(parent: &Path, filing: &Filing) -> PathBuf {
    let name = folder_name(filing);
    let numbered = |number: usize| match number {
        1 => parent.join(&name),
        _ => parent.join(format!("{name}（{number}）")),
    };
    (1..10_000).map(numbered).find(|path| !path.exists()).unwrap_or_else(|| parent.join(&name))
}

/// Makes the folder and locks the filing. `path` is the filing's file, beside which its scans lie; `save` writes the locked
/// filing into it. When anything fails, there is no folder and the filing is as it was.
///
/// # Errors
/// [`Error::NotReady`] when something has to be done first, [`Error::FolderTaken`] when there is something of that name, and
/// when something cannot be made or written.
pub fn submit(
    filing: &Filing,
    engine: &Engine,
    path: &Path,
    folder: &Path,
    at: Timestamp,
    save: impl FnOnce(&Filing) -> Result<(), Error>,
) -> Result<Handed, Error> {
    let readiness = Readiness::of(filing, engine);
    let edit = filing.submit_edit(at);
    // What was handed in is handed in: its folder may be made again whatever is judged today.
    if edit.is_some() && !readiness.is_ready() {
        let sentences = readiness.obstacles.iter().map(|it| format!("{}（{}）", it.sentence, it.advice));
        return Err(Error::NotReady {
            count: readiness.obstacles.len(),
            list: sentences.collect::<Vec<_>>().join("\n"),
        });
    }
    let mut locked = filing.clone();
    if let Some(edit) = &edit {
        locked.apply(edit.clone(), at);
    }
    let (contents, mut notes) = contents(&locked, engine, path)?;
    notes.splice(0..0, readiness.notes);
    let is_empty = |folder: &Path| fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    if folder.exists() && !is_empty(folder) {
        return Err(Error::FolderTaken { path: folder.to_owned() });
    }
    write_folder(folder, &contents).map_err(|source| Error::FolderNotWritten { path: folder.to_owned(), source })?;
    if edit.is_some()
        && let Err(error) = save(&locked)
    {
        // The folder must not say something that the filing does not know of.
        fs::remove_dir_all(folder).ok();
        return Err(error);
    }
    let files = contents.into_iter().map(|(name, _)| name).collect();
    Ok(Handed { edit, folder: folder.to_owned(), files, notes })
}

/// A file of the folder: its name and its bytes.
type Content = (String, Vec<u8>);

/// The files, and what is missing.
fn contents(filing: &Filing, engine: &Engine, path: &Path) -> Result<(Vec<Content>, Vec<String>), Error> {
    let name = file_name_of(filing);
    let mut contents = vec![(format!("{name}.tianbao"), format::write(&filing.without_history()))];
    for made in [Format::Xlsx, Format::Docx, Format::Pdf] {
        let bytes = made.bytes(Shape::Tables, filing, engine)?;
        contents.push((format!("{name}.{}", made.extension()), bytes));
    }
    if !filing.report().is_empty() {
        for made in [Format::Docx, Format::Pdf] {
            let bytes = made.bytes(Shape::Report, filing, engine)?;
            contents.push((format!("{}.{}", Shape::Report.file_name(filing), made.extension()), bytes));
        }
    }
    if filing.handing().corrections().next().is_some() {
        let paragraphs = correction_paragraphs(filing);
        let foot = [filing.unit().name.clone()];
        contents.push(("更正说明.docx".to_owned(), docx::letter(filing, "更正说明", &paragraphs, &foot)));
    }
    let mut notes = Vec::new();
    let beside = attaching::folder_of(path);
    let inside = attaching::folder_of(Path::new(&format!("{name}.tianbao")));
    for (attachment, state) in attaching::states(path, filing) {
        if state != State::Present {
            notes.push(format!("签章件 {} {}，没有放进去", attachment.name, state.word()));
            continue;
        }
        let from = beside.join(&attachment.name);
        let bytes = fs::read(&from).map_err(|source| Error::Read { path: from, source })?;
        contents.push((inside.join(&attachment.name).display().to_string(), bytes));
    }
    Ok((contents, notes))
}

/// Writes everything into a folder beside the one that is meant, and gives it its name when it is whole.
fn write_folder(folder: &Path, contents: &[Content]) -> io::Result<()> {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let temporary = parent.join(format!(".{name}.{}.tmp", std::process::id()));
    fs::remove_dir_all(&temporary)
        .or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })?;
    let write = || -> io::Result<()> {
        fs::create_dir(&temporary)?;
        for (name, bytes) in contents {
            let path = temporary.join(name);
            if let Some(inner) = path.parent() {
                fs::create_dir_all(inner)?;
            }
            let mut file = File::create_new(path)?;
            file.write_all(bytes)?;
            file.sync_all()?;
        }
        if folder.exists() {
            // An empty folder gives way.
            fs::remove_dir(folder)?;
        }
        fs::rename(&temporary, folder)
    };
    write().inspect_err(|_error| {
        // What is left of it helps nobody.
        fs::remove_dir_all(&temporary).ok();
    })
}

/// The day of a time, as people write it.
pub fn day(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%Y年%-m月%-d日").to_string()
}

/// Why a filing cannot be changed, and what to do; `None` when it can.
pub fn lock_sentence(filing: &Filing) -> Option<String> {
    let last = filing.handing().last().filter(|_| filing.is_locked())?;
    Some(format!("这份填报已于 {} 报送（校验码 {}），不能修改；要改请先“更正”", day(last.at), last.code))
}

/// What a correction was, in sentences.
pub fn correction_sentences(filing: &Filing, submission: &Submission, correction: &Correction) -> Vec<String> {
    let form = filing.form();
    let mut sentences = vec![format!(
        "第 {} 次更正，{}。原因：{}。校验码由 {} 变为 {}。",
        correction.number,
        day(submission.at),
        correction.reason.trim_end_matches('。'),
        correction.from,
        submission.code
    )];
    if correction.cells.is_empty() {
        sentences.push("表中的数没有改动。".to_owned());
    }
    sentences.extend(correction.cells.iter().map(|(id, old, new)| {
        let name = form.cell_index(id.as_str()).map_or(id.as_str(), |cell| form.cell(cell).name.as_str());
        format!("{name}（{id}）：由 {} 改为 {}。", old.told(), new.told())
    }));
    sentences
}

fn correction_paragraphs(filing: &Filing) -> Vec<String> {
    let handing = filing.handing();
    let mut paragraphs = vec![format!("{} {}年度 {}", filing.unit().name, filing.year(), filing.form().title)];
    if let Some(first) = handing.submissions.first() {
        paragraphs.push(format!("{} 首次报送，校验码 {}。", day(first.at), first.code));
    }
    paragraphs.extend(handing.corrections().flat_map(|(it, correction)| correction_sentences(filing, it, correction)));
    paragraphs
}
