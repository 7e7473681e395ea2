//! The annual report in the window, in the place of the sheet: its places are written in, and its figures held against
//! the tables while one writes. A text from elsewhere is looked at in the same way, but not written in.
//!
//! Reading order: this file, `wish` (what it asks of itself), `acting` (drafting a place, going to sentences), `drafting`
//! (drafting all, texts from elsewhere), `ink` (texts with their figures underlined), `place` and `page` (the paper), `side`
//! (the list beside it), `charts` (its dialog).

mod acting;
mod charts;
mod drafting;
mod field;
mod ink;
mod page;
mod place;
mod side;
mod wish;

use std::path::PathBuf;

use egui::{Context, Ui};

use crate::app::kit::modal::modal;
use crate::app::kit::pause::{Pause, wake_at};
use crate::app::model::by_tab::ByTab;
use crate::app::model::pick::{Answer, Pick};
use crate::app::model::steps::Step;
use crate::app::model::tab_id::TabId;
use crate::app::sheet::{banner, rail};
use crate::app::threads::mailbox::Mailbox;
use crate::app::threads::mouth::Wake;
use crate::app::threads::report::Report;
use crate::app::window::Window;
use crate::app::window::page::{Around, Page};
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::form::Severity;
use crate::jobs;
use crate::jobs::export::Shape;
use crate::jobs::paths::name_of;
use wish::Ask;

/// What is typed goes into the filing after so many seconds without a key.
const COMMIT_AFTER: f64 = 0.6;

/// The comparison begins when nothing was edited for so many seconds.
const PAUSE: f64 = 0.25;

/// The page of the annual report.
pub(crate) struct ReportPage {
    charts: ByTab<()>,
    asks: Vec<Ask>,
    /// Holds the comparison with the tables back while one types.
    reading: Pause<(TabId, u64)>,
    mailbox: Mailbox<TextRead>,
}

/// A text was read that is to be held against the tables of a filing, or why not.
struct TextRead {
    job: u64,
    tab: TabId,
    name: String,
    text: Result<Vec<String>, String>,
}

impl ReportPage {
    pub(crate) fn new(wake: &Wake) -> Self {
        Self { charts: ByTab::default(), asks: Vec::new(), reading: Pause::default(), mailbox: Mailbox::new(wake) }
    }
}

impl Page for ReportPage {
    fn follow(&mut self, window: &mut Window, ctx: &Context) {
        for read in self.mailbox.read() {
            take_text(window, read);
        }
        self.follow_text(window, ctx);
    }

    fn take(&mut self, window: &mut Window, report: Report) -> Option<Report> {
        match report {
            Report::Compared { tab, edition, compared } => {
                if let Some(document) = window.tabs.get_mut(tab) {
                    document.learn_text(edition, *compared);
                }
            }
            Report::Picked { tab, what: Pick::Text, answer: Answer::Path(path) } => {
                if let Some(tab) = tab.filter(|tab| window.tabs.get(*tab).is_some()) {
                    self.read_text(window, tab, path);
                }
            }
            other => return Some(other),
        }
        None
    }

    fn perform(&mut self, window: &mut Window, ctx: &Context, request: Request) -> Option<Request> {
        match request {
            Request::CompareText(text) => drafting::compare_text(window, &text),
            Request::Run(command) => return self.run(window, ctx, command).map(Request::Run),
            other => return Some(other),
        }
        None
    }

    fn perform_own(&mut self, window: &mut Window, _ctx: &Context) {
        for ask in std::mem::take(&mut self.asks) {
            act(window, ask);
        }
    }

    fn stands(&self, window: &Window, _ctx: &Context) -> bool {
        window.is_writing()
    }

    fn ui(&mut self, ui: &mut Ui, window: &mut Window, mut around: Around<'_>, requests: &mut Vec<Request>) {
        if let Some(document) = window.tabs.current_mut() {
            rail::rail_ui(ui, document, &mut window.settings.rail, requests);
        }
        let is_beside = around.beside_ui(ui, window, requests);
        let Some(document) = window.tabs.current_mut() else { return };
        if !is_beside {
            side::side_ui(ui, document, &mut window.settings, &mut self.asks);
        }
        banner::banner_ui(ui, document, requests);
        let mut writing = std::mem::take(&mut document.writing);
        ui.push_id(document.tab, |ui| page::page_ui(ui, document, &mut writing, &mut self.asks));
        document.writing = writing;
        self.hand_on(requests);
    }

    fn dialog_ui(&mut self, ctx: &Context, window: &mut Window, requests: &mut Vec<Request>) {
        let Some(document) = window.shown(&mut self.charts).and_then(|()| window.tabs.current()) else { return };
        let asks = &mut self.asks;
        if modal(ctx, charts::WIDTH, |ui| charts::charts_ui(ui, document, asks)) {
            requests.push(Request::CloseDialog);
        }
        self.hand_on(requests);
    }

    fn hint(&self, window: &Window, _ctx: &Context) -> Option<&'static str> {
        window.is_writing().then_some("Tab 到下一处，Ctrl+Z 撤销，F8 下一处不一致，Ctrl+R 回到表格")
    }
}

impl ReportPage {
    /// Hands on what others do.
    fn hand_on(&mut self, requests: &mut Vec<Request>) {
        for ask in std::mem::take(&mut self.asks) {
            match ask {
                Ask::Window(request) => requests.push(request),
                own => self.asks.push(own),
            }
        }
    }

    fn run(&mut self, window: &mut Window, ctx: &Context, command: Command) -> Option<Command> {
        match command {
            Command::Report if window.is_writing() => window.close_report(),
            Command::Report => window.open_report(),
            Command::DraftReport => drafting::draft_report(window),
            Command::RedraftReport => acting::redraft_all(window),
            Command::CopyReportHtml => drafting::copy_report_as_html(window, ctx),
            Command::CompareFile => window.pick(Pick::Text),
            Command::Charts => window.show(&mut self.charts, ()),
            Command::NextFinding if window.is_writing() => acting::step_text_finding(window, Step::Next),
            Command::PreviousFinding if window.is_writing() => acting::step_text_finding(window, Step::Previous),
            other => {
                if other.extension().is_some() && other.shape() == Shape::Report {
                    drafting::say_what_is_unwritten(window);
                }
                return Some(other);
            }
        }
        None
    }

    /// Commits what was typed after a pause, and has it compared with the tables after another.
    fn follow_text(&mut self, window: &mut Window, ctx: &Context) {
        let Some(document) = window.tabs.current_mut() else { return };
        let scratches = document.writing.scratches.values();
        if let Some(changed_at) = scratches.filter(|it| !it.is_composing).find_map(|it| it.changed_at) {
            let due = changed_at + COMMIT_AFTER;
            if ctx.input(|input| input.time) < due {
                wake_at(ctx, due);
            } else {
                document.commit_writing(Window::now());
            }
        }
        let Some(edition) = document.writing.unknown_edition() else { return };
        if self.reading.is_over(ctx, (document.tab, edition), PAUSE) {
            let text = document.writing.other.as_ref().map(|other| other.text.clone());
            window.worker.compare(document.tab, edition, document.filing.clone(), document.engine.clone(), text);
        }
    }

    /// Has a text read that is to be held against the tables of a filing.
    fn read_text(&self, window: &mut Window, tab: TabId, path: PathBuf) {
        let (job, _) = window.begin_job(format!("正在读取 {}", name_of(&path)));
        let (mouth, pool, name) = (self.mailbox.mouth(), window.worker.pool(), name_of(&path));
        window.worker.spawn(
            "tianbao-text-file",
            move |sentence| Report::Ended { job, end: Err(sentence) },
            move || {
                let text = jobs::report::paragraphs(&path, &pool).map_err(|error| error.to_string());
                mouth.say(TextRead { job, tab, name, text });
            },
        );
    }
}

/// Does what was asked for in the report.
fn act(window: &mut Window, ask: Ask) {
    let Some(document) = window.tabs.current_mut() else { return };
    match ask {
        Ask::Redraft(place) => acting::redraft(window, &place),
        Ask::Show(standing, relation) => {
            document.writing.reveal = true;
            document.writing.shown = Some(standing);
            if relation.is_some() {
                acting::mark_text_finding(window, relation);
            }
        }
        Ask::Commit(place) => {
            document.commit_writing(Window::now());
            document.writing.scratches.remove(&place);
        }
        Ask::LeaveOther => document.writing.turn_to(None),
        Ask::Chart { id, is_in } => {
            // What stands there unasked needs no note.
            let choice = (!is_in).then_some(false);
            window.edit(|filing| filing.chart_edit(&id, choice));
        }
        Ask::Window(request) => window.ask(request),
    }
}

/// Looks at a text that was read, unless the user stopped it meanwhile.
fn take_text(window: &mut Window, read: TextRead) {
    let is_stopped = window.job_over(read.job);
    match read.text {
        Ok(text) if !is_stopped => acting::look_at_text(window, read.tab, read.name, text),
        Ok(_) => window.say("已取消，没有核对".to_owned(), None),
        Err(sentence) => window.toast(sentence, Some(Severity::Error), None),
    }
}
