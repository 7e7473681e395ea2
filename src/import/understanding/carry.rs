//! What last year's figures say about this year's cells: carry-overs as proposals, never filled in unasked.
//!
//! They come from the relations of the form: whatever relation gives one cell of this year as a sum of last year's cells
//! is a carry-over, such as 上年结转 = last year's 结转下年度, or 上一年项目数量 = last year's number with its change.

use rust_decimal::Decimal;

use crate::filing::{Filing, Value};
use crate::form::{CellIndex, Period, Term};

/// The kinds of relations that give a cell as a sum over last year's cells.
const KINDS: [&str; 2] = ["carry_over", "stock"];

/// A figure that follows from last year's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The cell of this year.
    pub cell: CellIndex,
    /// Its figure.
    pub value: Value,
    /// What the cell holds now.
    pub now: Value,
    /// The relation that it follows from.
    pub relation: String,
    /// The relation in official words.
    pub text: String,
}

/// The carry-overs of a filing that are not filled in as last year's figures say; nothing without last year's figures,
/// or when the years are not comparable.
pub fn proposals(filing: &Filing) -> Vec<Proposal> {
    let form = filing.form();
    let Some(prior) = filing.prior().filter(|_| filing.incomparable().is_none()) else { return Vec::new() };
    let figure = |term: &Term| -> Option<Decimal> {
        let value = match term.period {
            Period::This => filing.value(term.cell),
            Period::Prior => prior.value_for(form, term.cell)?,
        };
        let number = value.as_number()?;
        Some(if term.is_minus { -number } else { number })
    };
    let relations = form.relations.iter().filter(|it| KINDS.contains(&it.kind.as_str()) && it.needs_prior());
    let mut proposals: Vec<Proposal> = relations
        .filter_map(|relation| {
            let [target] = relation.left.as_slice() else { return None };
            let sum: Decimal = relation.right.iter().map(figure).sum::<Option<Decimal>>()?;
            let (value, now) = (Value::number(sum), filing.value(target.cell).clone());
            (value != now).then(|| Proposal {
                cell: target.cell,
                value,
                now,
                relation: relation.id.to_string(),
                text: relation.text.clone(),
            })
        })
        .collect();
    proposals.sort_by_key(|it| it.cell);
    proposals
}

/// The proposals for cells that are still blank: what may be filled in without another question.
pub fn for_blanks(filing: &Filing) -> Vec<(CellIndex, Value)> {
    let all = proposals(filing).into_iter().filter(|it| it.now.is_blank());
    all.map(|it| (it.cell, it.value)).collect()
}
