//! A relation (勾稽关系) as data: which cells of which year, with which sign, on which side.
//!
//! The form file says *that* 3.3.7.a is the total of twenty cells; the kind of that name in [`crate::check`] says what
//! being a total means. A form knows no kinds, so a new kind needs no change here.

use std::collections::BTreeSet;
use std::fmt;

use super::CellIndex;

/// How bad a violated relation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The filing cannot be handed in.
    Error,
    /// Probably wrong; can be answered with a remark (审核说明).
    Warning,
    /// Worth a look.
    Notice,
}

impl Severity {
    /// The name in files and in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }

    /// The word that clerks know.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Notice => "提示",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        [Self::Error, Self::Warning, Self::Notice].into_iter().find(|severity| severity.as_str() == text)
    }
}

/// Where a relation comes from, after the marks of the forms' reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Printed in the form or in the notice.
    Official,
    /// What reviewing offices check, not printed.
    Practice,
    /// Follows from the labels.
    Logic,
}

impl Mark {
    /// The word in the list of relations.
    pub fn word(self) -> &'static str {
        match self {
            Self::Official => "官方",
            Self::Practice => "惯例",
            Self::Logic => "逻辑",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "official" => Some(Self::Official),
            "practice" => Some(Self::Practice),
            "logic" => Some(Self::Logic),
            _ => None,
        }
    }
}

/// Which filing a term reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// The filing itself.
    This,
    /// Last year's filing (上年数).
    Prior,
}

/// One cell in a relation, with its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The cell, of this form; for [`Period::Prior`] the cell with the same meaning in last year's filing is read.
    pub cell: CellIndex,
    /// Which year is read.
    pub period: Period,
    /// Whether the value is taken away.
    pub is_minus: bool,
}

/// The name of one relation of a form: `row-total.3.1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(String);

impl RelationId {
    /// Wraps an id as it is written.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RelationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One relation between cells.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Its public name, unique in the form.
    pub id: RelationId,
    /// The entry of the form file that it was expanded from: `row-total.{r}`.
    pub family: String,
    /// The name of its kind, one of [`crate::check::KINDS`].
    pub kind: String,
    /// How bad a violation is.
    pub severity: Severity,
    /// Where it comes from.
    pub mark: Mark,
    /// The left side; the first term is the cell that the relation is about.
    pub left: Vec<Term>,
    /// The right side.
    pub right: Vec<Term>,
    /// The parts none of which may be greater than the total, for distinct totals; all of `right` when empty.
    pub floor: Vec<Term>,
    /// How a sentence calls the right side: 各办理结果.
    pub parts: String,
    /// How a sentence states the relation where the kind's own wording would be stiff.
    pub says: String,
    /// The bound of a `magnitude` relation, an exact decimal.
    pub limit: Option<rust_decimal::Decimal>,
    /// The unit levels for which a `level` relation is met by any value.
    pub levels: Vec<String>,
    /// The unit levels at which a unit is exempt when its name ends with one of `exempt_name_endings`.
    pub exempt_levels: Vec<String>,
    /// See `exempt_levels`.
    pub exempt_name_endings: Vec<String>,
    /// Say nothing about a part when the same relation already speaks of its total.
    pub unless_total: bool,
    /// The relation in official words.
    pub text: String,
    /// The notice and place it is taken from.
    pub source: String,
    /// The line of the form file, for problems.
    pub line: usize,
}

impl Relation {
    /// All its terms, the main cell first.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.left.iter().chain(&self.right).chain(&self.floor)
    }

    /// The cells of one year, each once, the main cell first.
    pub fn cells(&self, period: Period) -> Vec<CellIndex> {
        let mut seen = BTreeSet::new();
        let terms = self.terms().filter(|term| term.period == period);
        terms.map(|term| term.cell).filter(|cell| seen.insert(*cell)).collect()
    }

    /// Whether it needs last year's filing.
    pub fn needs_prior(&self) -> bool {
        self.terms().any(|term| term.period == Period::Prior)
    }
}
