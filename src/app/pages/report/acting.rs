//! What is done in the report: drafted, compared, and gone through.

use crate::app::model::steps::{Step, stepped};
use crate::app::model::tab_id::TabId;
use crate::app::model::writing::{List, Other};
use crate::app::window::Window;
use crate::filing::Edit;
use crate::form::Severity;
use crate::report::draft;

/// Looks at a text from elsewhere in the place of the report.
pub(super) fn look_at_text(window: &mut Window, tab: TabId, name: String, text: Vec<String>) {
    window.show_tab(Some(tab));
    window.open_report();
    if let Some(document) = window.tabs.get_mut(tab) {
        document.writing.turn_to(Some(Other { name, text: text.into() }));
    }
}

/// Puts a draft into one place, also over what was written there.
pub(super) fn redraft(window: &mut Window, place: &str) {
    let Some(document) = window.tabs.current() else { return };
    match draft::redraft_edit(&document.filing, &document.engine, place) {
        Some(edit) => {
            window.edit(|_filing| Some(edit));
            window.say("已按表中的数起草这一处；可以撤销".to_owned(), None);
        }
        None => window.say("这一处已经是按现在的数起草的".to_owned(), None),
    }
}

/// Puts drafts into all places that can be drafted, also over what was written there.
pub(super) fn redraft_all(window: &mut Window) {
    let Some(document) = window.tabs.current() else { return };
    let Some(edit) = draft::redraft_all_edit(&document.filing, &document.engine) else {
        return window
            .say("没有可以重新起草的：句子都与现在的数相符，或要用的数还没有填".to_owned(), Some(Severity::Notice));
    };
    let count = if let Edit::Report(changes) = &edit { changes.len() } else { 0 };
    window.edit(|_filing| Some(edit));
    window.say(format!("已重新起草 {count} 处；自己写的段落没有动，可以撤销"), None);
}

/// Goes to the next place where the text is wrong, or the one before.
pub(super) fn step_text_finding(window: &mut Window, step: Step) {
    let Some(document) = window.tabs.current_mut() else { return };
    let writing = &document.writing;
    let current = writing.findings().iter().position(|it| Some(&it.finding.relation) == writing.marked.as_ref());
    let Some(next) = stepped(current, writing.findings().len(), step) else {
        return window.say("文字与表没有不一致的地方".to_owned(), None);
    };
    let found = &writing.findings()[next];
    let (relation, standing) =
        (found.finding.relation.clone(), writing.known.as_ref().and_then(|it| it.standing(found)));
    document.writing.list = List::Wrong;
    document.writing.reveal = true;
    document.writing.shown = standing;
    mark_text_finding(window, Some(relation));
}

/// Marks a finding about the text, and takes its remark into the box.
pub(super) fn mark_text_finding(window: &mut Window, relation: Option<String>) {
    window.commit_remark();
    let Some(document) = window.tabs.current_mut() else { return };
    if let Some(relation) = &relation {
        document.open_remark(relation);
    }
    document.writing.marked = relation;
}
