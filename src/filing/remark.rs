//! Remarks (审核说明): what the form-filler says about a warning, and the values it was said of.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::Value;

/// The answer to a finding. It settles a warning while the values it spoke of stay.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remark {
    /// What was said.
    pub text: String,
    /// The values when it was said, by cell id; last year's cells as `prior:3.4.a`.
    pub values: BTreeMap<String, Value>,
    /// Fields of a newer program, kept.
    pub extra: Map<String, Json>,
}
