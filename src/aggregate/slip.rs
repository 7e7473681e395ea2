//! The return slip (退回意见): what is wrong with a unit's table, in words for people and as JSON for the unit's own
//! program (`*.tianbao-return`).

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::desk::Desk;
use super::received::Said;
use super::units::NodeId;
use super::workspace::State;
use crate::filing::code::Code;
pub use crate::filing::returned::EXTENSION;
use crate::filing::returned::{KIND, VERSION};
use crate::form::Severity;

/// What is sent back to a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The unit.
    pub unit: String,
    /// The form's title.
    pub title: String,
    /// The form's id.
    pub form: String,
    /// The reporting year.
    pub year: u16,
    /// The verification code of the table that was sent.
    pub code: String,
    /// The day, such as `2026-01-12`.
    pub date: String,
    /// The office that sends it back.
    pub from: String,
    /// What the office wrote.
    pub reason: String,
    /// What is wrong, the worst first.
    pub findings: Vec<Said>,
}

impl Slip {
    /// The slip of a unit; `None` when it sent nothing that could be read.
    pub fn of(desk: &Desk, unit: NodeId, date: &str) -> Option<Self> {
        let (_, sent) = desk.sent_by(unit)?;
        let (received, part) = (sent.received()?, sent.part()?);
        let (form, year) = (desk.form()?, desk.workspace().year?);
        Some(Self {
            unit: desk.workspace().units().name(unit).to_owned(),
            title: form.title.clone(),
            form: form.id.clone(),
            year,
            code: Code::of(&part.filing(form, year)).to_string(),
            date: date.to_owned(),
            from: desk.workspace().name.clone(),
            reason: desk.workspace().standing(unit).map(|it| it.remark.clone()).unwrap_or_default(),
            findings: received.findings.clone(),
        })
    }

    /// Its paragraphs: the title, who is spoken to, why, the numbered findings, who writes and when.
    pub fn paragraphs(&self) -> Vec<String> {
        let Self { unit, title, year, code, .. } = self;
        let mut paragraphs = vec![
            format!("{unit}："),
            format!(
                "你单位报送的 {year} 年度《{title}》（校验码 {code}）经审核，现退回。请按下列意见核对修改后重新报送。"
            ),
        ];
        if !self.reason.trim().is_empty() {
            paragraphs.push(self.reason.trim().to_owned());
        }
        let groups = [(Severity::Error, "必须改正的："), (Severity::Warning, "请核对，确实无误的请写明原因：")];
        for (severity, head) in groups {
            let of: Vec<&Said> = self.findings.iter().filter(|said| said.severity == severity).collect();
            if !of.is_empty() {
                paragraphs.push(head.to_owned());
            }
            paragraphs.extend(of.iter().enumerate().map(|(at, said)| format!("{}. {}", at + 1, said.text)));
        }
        paragraphs
    }

    /// The lines at its foot.
    pub fn foot(&self) -> [String; 2] {
        [self.from.clone(), self.date.clone()]
    }

    /// Its heading.
    pub const HEADING: &str = "退 回 意 见";

    /// The slip as a text, for mail and messengers.
    pub fn text(&self) -> String {
        let mut text = format!("{}\r\n\r\n", Self::HEADING);
        for paragraph in self.paragraphs().iter().chain(&self.foot()) {
            // Writing to a `String` cannot fail.
            write!(text, "{paragraph}\r\n").ok();
        }
        text
    }

    /// The slip for the unit's program.
    pub fn json(&self) -> Json {
        let findings = self.findings.iter().map(|said| match &said.cell {
            Some(cell) => json!({ "cell": cell.as_str(), "text": said.text }),
            None => json!({ "text": said.text }),
        });
        let own = Some(self.reason.trim()).filter(|reason| !reason.is_empty()).map(|reason| json!({ "text": reason }));
        json!({
            "format": KIND,
            "version": VERSION,
            "unit": self.unit,
            "form": self.form,
            "year": self.year,
            "code": self.code,
            "date": self.date,
            "from": self.from,
            "findings": own.into_iter().chain(findings).collect::<Vec<_>>(),
        })
    }
}

/// The slips of all units that are sent back or have errors.
pub fn of_all(desk: &Desk, date: &str) -> Vec<Slip> {
    let is_due = |unit: &NodeId| matches!(desk.state(*unit), State::Returned | State::Errors);
    desk.workspace().expected().filter(is_due).filter_map(|unit| Slip::of(desk, unit, date)).collect()
}
