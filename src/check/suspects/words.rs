//! How suspects are told: in a line for lists, and in a sentence that says why.

use std::fmt::Write as _;

use super::{Certainty, Proposal, Reason, Suspect};
use crate::check::slips::SLIPS;
use crate::form::{CellIndex, Form};

/// No more cells than this are told by name in a short line.
const MOST_TOLD: usize = 2;

impl Certainty {
    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unique => "唯一可能",
            Self::Likely => "很可能",
            Self::Possible => "可能",
        }
    }
}

impl Reason {
    /// The words for it, to follow what would be done.
    fn words(self) -> &'static str {
        match self {
            Self::CarriedOver => "，与上年结转的数一致",
            Self::InText => "，与报告文字写的数一致",
            Self::Explained => "；但要改的数已作审核说明，请先核对说明",
            Self::OthersExplained => "；其他改法都要改已作审核说明的数",
        }
    }
}

impl Suspect {
    /// What happened, to follow 疑似.
    fn what(&self) -> &'static str {
        let slip = self.slip.and_then(|name| SLIPS.iter().find(|slip| slip.name() == name));
        slip.map_or("有误", |slip| slip.title())
    }

    /// A line: 疑似合计没有填，还是0：四、行政复议（总计） 0 → 11.
    pub fn told(&self, form: &Form) -> String {
        let name = |cell: CellIndex| form.cell(cell).name.as_str();
        let changed = self.cells.iter().map(|cell| match self.changes.iter().find(|change| change.cell == *cell) {
            Some(change) => format!("{} {} → {}", name(*cell), change.from, change.to),
            None => name(*cell).to_owned(),
        });
        format!("疑似{}：{}", self.what(), changed.collect::<Vec<_>>().join("，"))
    }

    /// The same, with the first cell and the number of cells where they are many.
    pub fn told_briefly(&self, form: &Form) -> String {
        let count = self.cells.len();
        if count <= MOST_TOLD {
            return self.told(form);
        }
        let first = self.cells.iter().take(1).copied().collect();
        let changes = self.changes.iter().filter(|change| Some(&change.cell) == self.cells.first()).copied().collect();
        format!("{} 等 {count} 格", Self { cells: first, changes, ..self.clone() }.told(form))
    }
}

impl Proposal {
    /// Why, in a sentence that is read at a cell: 疑似一位数字打错：这一格由 971 改为 972，3 处勾稽同时成立.
    pub fn sentence(&self, here: CellIndex, form: &Form) -> String {
        let Suspect { cells, .. } = &self.suspect;
        let name = |cell: CellIndex| {
            if cell == here { "这一格" } else { form.cell(cell).name.as_str() }
        };
        let what = self.suspect.what();
        let mut sentence = match (self.changes(), cells.as_slice()) {
            (Some([change]), _) => format!("疑似{what}：{}由 {} 改为 {}", name(change.cell), change.from, change.to),
            (Some(changes), _) => format!("疑似{what}：同时改下面 {} 格", changes.len()),
            (None, [cell]) => format!("疑似{what}：{}改一改，勾稽就能成立；该是多少要看原始数据", name(*cell)),
            (None, cells) => {
                format!("疑似{what}：下面 {} 格一起改，勾稽才能成立；该是多少要看原始数据", cells.len())
            }
        };
        let mends = self.changes().map_or(0, |_| self.mends);
        if mends > 0 {
            let together = if mends > 1 { "同时" } else { "" };
            // Writing to a `String` cannot fail.
            write!(sentence, "，{mends} 处勾稽{together}成立").ok();
        }
        for reason in &self.reasons {
            sentence.push_str(reason.words());
        }
        sentence.push('。');
        sentence
    }
}
