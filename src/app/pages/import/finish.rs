//! A plan into the filing, as one step, and what is said about it afterwards; last year's carry-overs into blanks.

use jiff::Timestamp;

use super::aim::Role;
use super::review::Review;
use crate::app::model::document::Document;
use crate::app::pages::import::ImportPage;
use crate::app::threads::job::Job;
use crate::app::window::Window;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::filing::{Filing, Level, Unit};
use crate::form::Severity;
use crate::import::carry;
use crate::import::plan::Unplaced;

impl ImportPage {
    /// Writes what the open plan says.
    pub(super) fn finish(&mut self, window: &mut Window) {
        let Some(review) = self.reviews.first() else { return };
        let target = review.target(&window.tabs);
        if let Some(sentence) = review.obstacle(target) {
            return window.say(sentence, Some(Severity::Error));
        }
        if !window.running.is_empty() {
            return window.say("还在读取文件，请稍候".to_owned(), Some(Severity::Notice));
        }
        let years = review.years(target);
        let tab = target.map(|document| document.tab);
        let review = self.reviews.remove(0);
        let now = Window::now();
        let done = match tab {
            Some(tab) => {
                window.show_tab(Some(tab));
                let Some(document) = window.tabs.current_mut() else { return };
                put_in(document, &review, years.1, now)
            }
            None => Self::create_from(window, &review, years, now),
        };
        Self::tell(window, &review, done);
        let proposals = match (review.role, done.proposals) {
            (Role::This, _) | (_, 0) => return,
            (_, proposals) => proposals,
        };
        let sentence = format!("有 {proposals} 个空格可以由上年数得出（如上年结转），要填入吗？");
        let offer = Some((Command::CarryOver.text(), Request::Run(Command::CarryOver)));
        window.offer(sentence, Some(Severity::Notice), offer);
    }

    /// Makes a new filing of the plan.
    fn create_from(window: &mut Window, review: &Review, years: (Option<u16>, Option<u16>), now: Timestamp) -> Done {
        let (this, _) = review.roles();
        let Some(year) = years.0 else { return Done::default() };
        // Last year's figures begin a filing of the form of this year.
        let form = match this {
            Some(plan) => plan.form.clone(),
            None => window.catalogue.for_year(year).unwrap_or_else(|| review.plan().form.clone()),
        };
        let name = review.unit.trim();
        let unit = Unit { level: Level::suggest(name), ..Unit::named(name) };
        let mut filing = Filing::new(form, unit, year);
        let Some(edit) = review.edit(&filing, years.1) else { return Done::default() };
        let changed = edit.cells().count();
        filing.apply(edit, now);
        let proposals = carry::for_blanks(&filing).len();
        window.hand_over(Job::CreateDraft(Box::new(filing)));
        Done { changed, is_any: true, proposals }
    }

    /// Says what was written, and what was not.
    fn tell(window: &mut Window, review: &Review, done: Done) {
        let (this, prior) = review.roles();
        let mut parts = Vec::new();
        if this.is_some() {
            parts.push(format!("已导入 {} 格", done.changed));
        }
        if let Some(plan) = prior {
            let count = plan.placements.iter().filter(|it| !it.value.is_blank()).count();
            parts.push(format!("上年数 {count} 格已附上"));
        }
        let sentence = if done.is_any {
            format!("{}，可以一步撤销", parts.join("，"))
        } else {
            "文件里的数与填报中的相同，没有改动".to_owned()
        };
        let unplaced: Vec<&Unplaced> = [this, prior].into_iter().flatten().flat_map(|plan| &plan.unplaced).collect();
        if unplaced.is_empty() {
            return window.toast(sentence, None, None);
        }
        let first = unplaced.iter().take(3).map(|it| format!("{} “{}”", it.source.origin, it.text.trim()));
        let first = first.collect::<Vec<_>>().join("、");
        let sentence = format!(
            "{sentence}。有 {} 个数没有放入：{first}{}",
            unplaced.len(),
            if unplaced.len() > 3 { " 等" } else { "" }
        );
        let line = |it: &&Unplaced| format!("{}\t{}\t{}\t{}", it.source.origin, it.label, it.text.trim(), it.reason);
        let all = unplaced.iter().map(line).collect::<Vec<_>>().join("\r\n");
        window.offer(sentence, Some(Severity::Warning), Some(("复制清单", Request::CopyText(all))));
    }
}

/// What came of writing.
#[derive(Clone, Copy, Debug, Default)]
struct Done {
    /// How many cells changed.
    changed: usize,
    /// Whether anything changed.
    is_any: bool,
    /// How many blanks follow from last year's figures.
    proposals: usize,
}

fn put_in(document: &mut Document, review: &Review, prior_year: Option<u16>, now: Timestamp) -> Done {
    let Some(edit) = review.edit(&document.filing, prior_year) else { return Done::default() };
    let changed: Vec<_> = edit.cells().collect();
    document.apply(&edit, now);
    if let Some(first) = changed.first() {
        document.sheet.activate(*first);
    }
    Done { changed: changed.len(), is_any: true, proposals: carry::for_blanks(&document.filing).len() }
}
