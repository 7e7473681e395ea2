//! A finding as JSON.

use serde_json::{Value as Json, json};

use crate::check::{Amount, Finding};
use crate::filing::Filing;
use crate::form::CellIndex;

/// A finding in the shape of the contract.
pub(super) fn finding_json(finding: &Finding, filing: &Filing) -> Json {
    let ids =
        |cells: &[CellIndex]| cells.iter().map(|cell| filing.form().cell(*cell).id.to_string()).collect::<Vec<_>>();
    let amount = |amount: Option<Amount>| amount.map(|amount| amount.to_string());
    // Last year's cells are named as that year's form names them.
    let prior_ids =
        finding.prior_cells.iter().filter_map(|cell| filing.form().counterpart(*cell, &filing.prior()?.form));
    json!({
        "relation": finding.relation,
        "kind": finding.kind,
        "severity": finding.severity.as_str(),
        "verdict": finding.verdict.as_str(),
        "cells": ids(&finding.cells),
        "prior_cells": prior_ids.map(|id| id.to_string()).collect::<Vec<_>>(),
        "left": amount(finding.left),
        "right": amount(finding.right),
        "difference": amount(finding.difference()),
        "message": finding.message,
        "advice": finding.advice,
        "suspects": [],
        "remark": finding.answer.as_ref().map(|answer| json!({ "text": answer.text, "current": answer.is_current })),
        "settled": finding.is_settled(),
    })
}
