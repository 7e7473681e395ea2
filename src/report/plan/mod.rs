//! The work plan behind a report: tasks read from the tables of a notice, filtered by unit and day, and their sentences
//! put into the report's first section.
//!
//! Reading order: `words` (how plans are printed, `assets/report/plan.toml`), [`deadline`], [`table`] (from grids to
//! tasks), this file (what is asked of a plan, and the edits).

pub mod deadline;
pub mod table;
mod words;

use std::collections::BTreeSet;

use jiff::civil::Date;

pub use deadline::Deadline;
pub use table::tasks;

use super::draft;
use super::outline::Outline;
use crate::filing::{Edit, Filing, Progress, Task};
use words::Words;

/// Which tasks are asked for; everything that is left open lets all pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Part of the name of a unit.
    pub unit: String,
    /// Whether tasks of 各部门 and the like concern that unit too.
    pub with_general: bool,
    /// The last day on which they may be due.
    pub until: Option<Date>,
    /// How far they are.
    pub progress: Option<Progress>,
}

impl Filter {
    /// The tasks that are asked for, with their places in the plan.
    pub fn of<'a>(&self, filing: &'a Filing) -> Vec<(u32, &'a Task)> {
        let words = Words::shipped();
        let year = filing.year();
        let tasks = filing.plan().iter().map(|(at, task)| (*at, task));
        tasks.filter(|(_, task)| self.lets_pass(task, year, &words)).collect()
    }

    fn lets_pass(&self, task: &Task, year: u16, words: &Words) -> bool {
        let unit = self.unit.trim();
        let is_named = task.unit.contains(unit);
        let is_general = self.with_general && words.general.iter().any(|word| task.unit.contains(word.as_str()));
        let is_due = self.until.is_none_or(|until| {
            Deadline::parse_with(&task.deadline, year, words).last_day(year).is_some_and(|day| day <= until)
        });
        (is_named || is_general) && is_due && self.progress.is_none_or(|progress| progress == task.progress)
    }
}

/// The tasks of a new reading of the plan, with what was noted about the same tasks before.
pub fn with_notes(filing: &Filing, mut tasks: Vec<Task>) -> Vec<Task> {
    for task in &mut tasks {
        let same = filing.plan().values().find(|it| it.requirement == task.requirement && it.number == task.number);
        if let Some(known) = same {
            task.progress = known.progress;
            task.sentence.clone_from(&known.sentence);
            task.extra.clone_from(&known.extra);
        }
    }
    tasks
}

/// The edit that says how far a task is, and what the report says about it; `None` when nothing would change.
pub fn task_edit(filing: &Filing, at: u32, change: impl FnOnce(&mut Task)) -> Option<Edit> {
    let mut task = filing.plan().get(&at)?.clone();
    change(&mut task);
    filing.tasks_edit([(at, Some(task))])
}

/// The place of the report that takes the sentences, as long as nobody says another; `None` for forms without a report.
pub fn usual_place(filing: &Filing) -> Option<String> {
    Outline::of(&filing.form().id).map(|outline| outline.plan_place.clone()).filter(|place| !place.is_empty())
}

/// The places that the sentences can be put into, with what has to be said there: those that nobody drafts.
pub fn open_places(filing: &Filing) -> Vec<(String, String)> {
    let Some(outline) = Outline::of(&filing.form().id) else { return Vec::new() };
    let slots = outline.sections.iter().flat_map(|section| &section.slots);
    slots.filter(|slot| !slot.prompt.is_empty()).map(|slot| (slot.id.clone(), slot.prompt.clone())).collect()
}

/// The edit that puts the sentences of tasks behind what stands at a place of the report, as a paragraph of their own.
/// What stands there already is not said twice; `None` when there is nothing to add.
pub fn put_edit(filing: &Filing, tasks: &BTreeSet<u32>, place: &str) -> Option<Edit> {
    let written = filing.report().get(place).map_or("", |it| it.text.trim_end());
    let mut added = String::new();
    for at in tasks {
        let Some(sentence) = filing.plan().get(at).map(|task| sentence(&task.sentence)) else { continue };
        let is_said = written.contains(&sentence) || added.contains(&sentence);
        if !is_said {
            added.push_str(&sentence);
        }
    }
    if added.is_empty() {
        return None;
    }
    let text = if written.is_empty() { added } else { format!("{written}\n{added}") };
    draft::write_edit(filing, place, &text)
}

/// A sentence as the report has it: trimmed, with its full stop.
fn sentence(text: &str) -> String {
    let text: String = text.split_whitespace().collect();
    if text.is_empty() || text.ends_with(['。', '！', '；', '？']) { text } else { format!("{text}。") }
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn sentences_end_with_a_full_stop() {
        assert_eq!(sentence(" 公开了权责清单 "), "公开了权责清单。");
        assert_eq!(sentence("公开了权责清单。"), "公开了权责清单。");
        assert_eq!(sentence("  "), "");
    }
}
