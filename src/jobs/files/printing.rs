//! Pages onto paper. On Linux through the print service (`lp`, `lpstat`), which every desktop there has; where it is
//! missing the pages are opened as PDF in the desktop's viewer, which has a print dialog of its own.
//!
//! Programs are started with their arguments one by one, never through a shell, so no name of a printer or file is ever
//! read as a command.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Error;
use crate::filing::store::{make_folder, write_atomically};
use crate::filing::typed::half_width;

/// The most copies that can be asked for in one go; more is a slip of the finger.
pub const MOST_COPIES: u16 = 99;

/// The printers of a machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Printers {
    /// Their names.
    pub names: Vec<String>,
    /// The one that the system prefers.
    pub usual: Option<String>,
}

/// The sheet of paper that is printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paper {
    /// As the pages are typeset.
    #[default]
    A4,
    /// Enlarged.
    A3,
}

impl Paper {
    /// All sizes.
    pub const ALL: [Self; 2] = [Self::A4, Self::A3];

    /// What users and print services call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::A3 => "A3",
        }
    }
}

/// Which sides of the paper are printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sides {
    /// The front.
    #[default]
    One,
    /// Both, turned like a book.
    Long,
    /// Both, turned like a calendar.
    Short,
}

impl Sides {
    /// All ways.
    pub const ALL: [Self; 3] = [Self::One, Self::Long, Self::Short];

    /// What users call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::One => "单面",
            Self::Long => "双面（长边翻页）",
            Self::Short => "双面（短边翻页）",
        }
    }

    /// What print services call it.
    fn keyword(self) -> &'static str {
        match self {
            Self::One => "one-sided",
            Self::Long => "two-sided-long-edge",
            Self::Short => "two-sided-short-edge",
        }
    }
}

/// How to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The printer; the usual one without it.
    pub printer: Option<String>,
    /// How often.
    pub copies: u16,
    /// Which pages, such as `1-2,4`; all when empty.
    pub pages: String,
    /// On what.
    pub paper: Paper,
    /// On which sides.
    pub sides: Sides,
    /// What the job is called in the queue.
    pub title: String,
}

impl Default for Order {
    fn default() -> Self {
        let (paper, sides) = (Paper::default(), Sides::default());
        Self { printer: None, copies: 1, pages: String::new(), paper, sides, title: "填报".to_owned() }
    }
}

/// Reads what was typed as pages: full-width signs and 、 are taken; gives `1-2,4`, or a sentence.
///
/// # Errors
/// A sentence when it names no pages, or none that the document has.
pub fn pages_of(typed: &str, page_count: Option<usize>) -> Result<String, String> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
    if plain.is_empty() {
        return Ok(plain);
    }
    for part in plain.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let number = |text: &str| text.parse::<usize>().ok().filter(|number| *number > 0);
        let (Some(first), Some(last)) = (number(first), number(last)) else {
            return Err(format!("看不懂页码“{typed}”；请写成 1-2 或 1,3"));
        };
        if first > last {
            return Err(format!("页码“{part}”前大后小；请写成 {last}-{first}"));
        }
        if let Some(count) = page_count.filter(|count| last > *count) {
            return Err(format!("没有第 {last} 页；一共 {count} 页"));
        }
    }
    Ok(plain)
}

fn narrow(c: char) -> char {
    match half_width(c) {
        '、' | ';' => ',',
        '—' | '–' | '~' | '至' => '-',
        other => other,
    }
}

/// A way to paper. Called on a thread of its own, so it may wait.
pub trait Printer: fmt::Debug + Send + Sync {
    /// The printers at hand; `None` when this machine has no print service.
    ///
    /// # Errors
    /// When the print service does not answer.
    fn printers(&self) -> Result<Option<Printers>, Error>;

    /// Hands a PDF to the print service; gives the number of the job.
    ///
    /// # Errors
    /// When there is no print service, or it refuses.
    fn print(&self, pdf: &[u8], order: &Order) -> Result<String, Error>;

    /// Opens a PDF in the viewer of the desktop, which can print it; gives the file.
    ///
    /// # Errors
    /// When the file cannot be written, or nothing opens it.
    fn show(&self, pdf: &[u8], title: &str) -> Result<PathBuf, Error>;
}

/// The print service of the desktop.
#[derive(Clone, Debug)]
pub struct DesktopPrinter {
    folder: PathBuf,
}

impl DesktopPrinter {
    /// Pages for the viewer are put into a folder of their own in the data folder.
    pub fn new(data_folder: &Path) -> Self {
        Self { folder: data_folder.join("print") }
    }
}

impl Printer for DesktopPrinter {
    fn printers(&self) -> Result<Option<Printers>, Error> {
        let Some(names) = asked("lpstat", &["-e"])? else { return Ok(None) };
        // Without a preferred printer lpstat says so in a sentence, and some versions end with an error.
        let usual = asked("lpstat", &["-d"])?.unwrap_or_default();
        let usual = usual.lines().find_map(|line| line.split_once(": ")).map(|(_, name)| name.trim().to_owned());
        let names = names.lines().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
        Ok(Some(Printers { names, usual }))
    }

    fn print(&self, pdf: &[u8], order: &Order) -> Result<String, Error> {
        let mut lp = spoken("lp");
        lp.args(arguments(order)).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut running = match lp.spawn() {
            Ok(running) => running,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Error::NoPrintService),
            Err(source) => return Err(Error::Program { program: "lp", source }),
        };
        let program = |source| Error::Program { program: "lp", source };
        if let Some(mut input) = running.stdin.take() {
            // A service that refuses closes its end early; what it says comes below.
            input.write_all(pdf).ok();
        }
        let output = running.wait_with_output().map_err(program)?;
        if !output.status.success() {
            return Err(Error::NotPrinted { program: "lp", said: said(&output) });
        }
        let answer = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        let number = answer.strip_prefix("request id is ").and_then(|rest| rest.split(' ').next());
        Ok(number.unwrap_or(&answer).to_owned())
    }

    fn show(&self, pdf: &[u8], title: &str) -> Result<PathBuf, Error> {
        let name: String =
            title.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c }).collect();
        let path = self.folder.join(format!("{name}.pdf"));
        make_folder(&self.folder)
            .map_err(|source| crate::filing::store::Error::Write { path: self.folder.clone(), source })?;
        write_atomically(&path, pdf)?;
        let mut viewer = if cfg!(windows) {
            let mut handler = Command::new("rundll32");
            handler.arg("url.dll,FileProtocolHandler");
            handler
        } else {
            Command::new("xdg-open")
        };
        viewer.arg(&path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let is_open = viewer.spawn().is_ok_and(|mut running| has_begun(&mut running));
        if is_open { Ok(path) } else { Err(Error::NoViewer { path }) }
    }
}

/// Whether a viewer came up: some end at once and leave the window to another program, others run as long as it is open.
fn has_begun(viewer: &mut Child) -> bool {
    for _ in 0..30 {
        match viewer.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(Duration::from_millis(100)),
            Err(_) => return false,
        }
    }
    true
}

/// What `lp` is told.
fn arguments(order: &Order) -> Vec<String> {
    let mut arguments = Vec::new();
    if let Some(printer) = &order.printer {
        arguments.extend(["-d".to_owned(), printer.clone()]);
    }
    arguments.extend(["-n".to_owned(), order.copies.clamp(1, MOST_COPIES).to_string()]);
    arguments.extend(["-t".to_owned(), order.title.clone()]);
    if !order.pages.is_empty() {
        arguments.extend(["-P".to_owned(), order.pages.clone()]);
    }
    let options = [format!("media={}", order.paper.label()), format!("sides={}", order.sides.keyword())];
    arguments.extend(options.into_iter().flat_map(|option| ["-o".to_owned(), option]));
    if order.paper != Paper::A4 {
        arguments.extend(["-o".to_owned(), "fit-to-page".to_owned()]);
    }
    arguments
}

/// A program that answers in English, whatever the desktop speaks: its answers are read.
fn spoken(program: &str) -> Command {
    let mut command = Command::new(program);
    command.env("LC_ALL", "C");
    command
}

/// What a program of the print service answers; `None` when it is not installed. Having nothing to say is no failure.
fn asked(program: &'static str, arguments: &[&str]) -> Result<Option<String>, Error> {
    let output = match spoken(program).args(arguments).stdin(Stdio::null()).output() {
        Ok(output) => output,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(Error::Program { program, source }),
    };
    let answer = String::from_utf8_lossy(&output.stdout).into_owned();
    let has_nothing = said(&output).contains("No destinations") || said(&output).contains("no system default");
    if output.status.success() || !answer.is_empty() || has_nothing {
        return Ok(Some(answer));
    }
    Err(Error::NotPrinted { program, said: said(&output) })
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

/// What is remembered for a form: the next filing of it is printed the same way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Habit {
    /// The printer.
    pub printer: Option<String>,
    /// The paper.
    pub paper: Paper,
    /// The sides.
    pub sides: Sides,
}

fn habits_path(data: &Path) -> PathBuf {
    data.join("printing.json")
}

fn habits(data: &Path) -> BTreeMap<String, Habit> {
    // A list that cannot be read is no reason to bother the user: the dialog then begins with A4.
    let text = std::fs::read(habits_path(data)).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

/// How a form was printed last.
pub fn habit(data: &Path, form: &str) -> Habit {
    habits(data).remove(form).unwrap_or_default()
}

/// Remembers how a form is printed.
///
/// # Errors
/// When the data folder cannot be written.
pub fn remember(data: &Path, form: &str, order: &Order) -> Result<(), Error> {
    let mut all = habits(data);
    all.insert(form.to_owned(), Habit { printer: order.printer.clone(), paper: order.paper, sides: order.sides });
    let text = serde_json::to_vec_pretty(&all).unwrap_or_default();
    make_folder(data).map_err(|source| crate::filing::store::Error::Write { path: data.to_owned(), source })?;
    Ok(write_atomically(&habits_path(data), &text)?)
}

#[cfg(test)]
mod tests {
    use super::{Order, Paper, Sides, arguments, habit, pages_of, remember};

    #[test]
    fn pages_are_read_as_people_write_them() {
        let check = |typed: &str, expected: Result<&str, &str>| {
            let read = pages_of(typed, Some(3));
            assert_eq!(read.as_ref().map(String::as_str).map_err(String::as_str), expected, "{typed}");
        };
        check("", Ok(""));
        check(" 1 - 2 ", Ok("1-2"));
        check("１，３", Ok("1,3"));
        check("1、2至3", Ok("1,2-3"));
        check("3-1", Err("页码“3-1”前大后小；请写成 1-3"));
        check("4", Err("没有第 4 页；一共 3 页"));
        check("0", Err("看不懂页码“0”；请写成 1-2 或 1,3"));
        check("一", Err("看不懂页码“一”；请写成 1-2 或 1,3"));
        check("1,", Err("看不懂页码“1,”；请写成 1-2 或 1,3"));
    }

    #[test]
    fn lp_is_told_everything() {
        let order = Order {
            printer: Some("-o evil".to_owned()),
            copies: 200,
            pages: "1-2".to_owned(),
            paper: Paper::A3,
            sides: Sides::Long,
            title: "某某区".to_owned(),
        };
        let told = "-d|-o evil|-n|99|-t|某某区|-P|1-2|-o|media=A3|-o|sides=two-sided-long-edge|-o|fit-to-page";
        assert_eq!(arguments(&order).join("|"), told);
        assert_eq!(arguments(&Order::default()).join("|"), "-n|1|-t|填报|-o|media=A4|-o|sides=one-sided");
    }

    #[test]
    fn every_form_has_its_own_habit() {
        let folder = tempfile::tempdir().expect("a folder");
        let order = Order { paper: Paper::A3, printer: Some("楼道".to_owned()), ..Order::default() };
        remember(folder.path(), "zfxxgk-2021", &order).expect("written");
        remember(folder.path(), "zfxxgk-2014", &Order::default()).expect("written");
        let again = habit(folder.path(), "zfxxgk-2021");
        assert_eq!((again.paper, again.printer.as_deref()), (Paper::A3, Some("楼道")));
        assert_eq!(habit(folder.path(), "zfxxgk-2019"), super::Habit::default());
    }
}
