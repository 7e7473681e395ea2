//! What is done with a filing as a whole: handed in and corrected, sent back and answered, its scans attached.
//!
//! The parts that it leaves in the filing are in [`super::handing`], [`super::returned`] and [`super::attachment`].

use jiff::Timestamp;
use serde_json::Map;

use super::handing::{Changed, Correcting, Correction, Submission};
use super::{Attachment, Code, Edit, Filing, Handing, Returned, Value, format};

impl Filing {
    /// Whether it was handed in and is not being corrected: then nothing of it may be changed.
    pub fn is_locked(&self) -> bool {
        self.handing().correcting.is_none() && !self.handing().submissions.is_empty()
    }

    /// The cells that were changed since the filing was handed in last.
    pub fn changed_since_submission(&self) -> Vec<Changed> {
        let Some(last) = self.handing().last() else { return Vec::new() };
        let form = self.form();
        let changed = form.cell_indices().filter_map(|cell| {
            let (id, new) = (&form.cell(cell).id, self.value(cell));
            let old = last.values.get(id).unwrap_or(&Value::Blank);
            (old != new).then(|| (id.clone(), old.clone(), new.clone()))
        });
        changed.collect()
    }

    /// Whether anything that is handed in was changed since the last time.
    pub fn is_changed_since_submission(&self) -> bool {
        self.handing().last().is_none_or(|last| last.content != format::content_hash(self))
    }

    /// The edit that hands the filing in; `None` when it is handed in already.
    pub fn submit_edit(&self, at: Timestamp) -> Option<Edit> {
        if self.is_locked() {
            return None;
        }
        let mut new = self.handing().clone();
        let correction = new.correcting.take().zip(new.last()).map(|(correcting, last)| Correction {
            number: 1 + u64::try_from(new.corrections().count()).unwrap_or_default(),
            reason: correcting.reason,
            from: last.code.clone(),
            cells: self.changed_since_submission(),
            extra: Map::new(),
        });
        for before in &mut new.submissions {
            before.values.clear();
        }
        let form = self.form();
        let filled = form.cell_indices().filter(|cell| !self.value(*cell).is_blank());
        new.submissions.push(Submission {
            at,
            code: Code::of(self).to_string(),
            content: format::content_hash(self),
            correction,
            values: filled.map(|cell| (form.cell(cell).id.clone(), self.value(cell).clone())).collect(),
            extra: Map::new(),
        });
        Some(self.handing_edit(new))
    }

    /// The edit that begins a correction; `None` when the filing is not locked or no reason is given.
    pub fn correct_edit(&self, reason: &str, at: Timestamp) -> Option<Edit> {
        let reason = reason.trim();
        if !self.is_locked() || reason.is_empty() {
            return None;
        }
        let correcting = Some(Correcting { at, reason: reason.to_owned(), extra: Map::new() });
        Some(self.handing_edit(Handing { correcting, ..self.handing().clone() }))
    }

    /// The edit that gives a correction up; `None` when there is none, or something was changed already.
    pub fn leave_correction_edit(&self) -> Option<Edit> {
        if self.handing().correcting.is_none() || self.is_changed_since_submission() {
            return None;
        }
        Some(self.handing_edit(Handing { correcting: None, ..self.handing().clone() }))
    }

    fn handing_edit(&self, new: Handing) -> Edit {
        Edit::Handing { old: Box::new(self.handing().clone()), new: Box::new(new) }
    }
}

impl Returned {
    /// Why it is not about a filing; `None` when it is.
    pub fn misfit(&self, filing: &Filing) -> Option<String> {
        if self.form != filing.form().id {
            return Some(format!("退回意见是关于表式 {} 的，这一份是 {}", self.form, filing.form().id));
        }
        if self.year != filing.year() {
            return Some(format!("退回意见是关于 {} 年度的，这一份是 {} 年度", self.year, filing.year()));
        }
        let unit = filing.unit().name.trim();
        (self.unit.trim() != unit).then(|| format!("退回意见是给“{}”的，这一份的单位是“{unit}”", self.unit.trim()))
    }

    /// Whether it is about what was handed in last, or about the values as they are.
    pub fn is_about_last(&self, filing: &Filing) -> bool {
        let code = Code::parse(&self.code);
        let last = filing.handing().last().map_or_else(|| Some(Code::of(filing)), |it| Code::parse(&it.code));
        code.is_some() && code == last
    }
}

impl Filing {
    /// How many points were sent back and are not done.
    pub fn open_points(&self) -> usize {
        self.returns().iter().flat_map(|it| &it.points).filter(|point| !point.is_done).count()
    }

    /// The edit that takes what was sent back into the filing; `None` when it is there.
    pub fn return_edit(&self, returned: Returned) -> Option<Edit> {
        if self.returns().iter().any(|it| it.is_same(&returned)) {
            return None;
        }
        let mut new = self.returns().to_vec();
        new.push(returned);
        Some(self.returns_edit(new))
    }

    /// The edit that answers a point, and says whether it is done; `None` when there is no such point or nothing changes.
    pub fn answer_edit(&self, returned: usize, point: usize, answer: &str, is_done: bool) -> Option<Edit> {
        let mut new = self.returns().to_vec();
        let it = new.get_mut(returned)?.points.get_mut(point)?;
        (it.answer, it.is_done) = (answer.trim().to_owned(), is_done);
        (new != self.returns()).then(|| self.returns_edit(new))
    }

    fn returns_edit(&self, new: Vec<Returned>) -> Edit {
        Edit::Returns { old: self.returns().to_vec(), new }
    }
}

impl Filing {
    /// The edit that adds an attachment; one of the same name gives way.
    pub fn attach_edit(&self, attachment: Attachment) -> Edit {
        let mut new = self.attachments().to_vec();
        new.retain(|it| it.name != attachment.name);
        new.push(attachment);
        Edit::Attachments { old: self.attachments().to_vec(), new }
    }

    /// The edit that takes an attachment out of the list; `None` when there is none of that name.
    pub fn detach_edit(&self, name: &str) -> Option<Edit> {
        let old = self.attachments().to_vec();
        let new: Vec<Attachment> = old.iter().filter(|it| it.name != name).cloned().collect();
        (new != old).then_some(Edit::Attachments { old, new })
    }
}
