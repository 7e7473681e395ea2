//! Last year's filing (上年数) as it travels inside this one: values, unit, source and a hash.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::Value;
use crate::form::{CellId, CellIndex, Form};

/// The values of an earlier year, embedded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// The form of that year.
    pub form: String,
    /// The unit that filed it.
    pub unit: String,
    /// Where it was taken from, a file name without its folder.
    pub source: String,
    /// SM3 of that file, in hexadecimal.
    pub hash: String,
    /// The values by cell id; blanks are left out.
    pub values: BTreeMap<CellId, Value>,
    /// Fields of a newer program, kept.
    pub extra: Map<String, Json>,
}

impl Snapshot {
    /// The value of the cell that means the same as `cell` of `form`; `None` when there was no such cell.
    pub fn value_for(&self, form: &Form, cell: CellIndex) -> Option<&Value> {
        let id = form.counterpart(cell, &self.form)?;
        Some(self.values.get(&id).unwrap_or(&Value::Blank))
    }
}

/// SM3 (GB/T 32905) of some bytes, in hexadecimal.
pub fn fingerprint(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    use sm3::Digest as _;
    sm3::Sm3::digest(bytes).iter().fold(String::new(), |mut hash, byte| {
        // Writing to a `String` cannot fail.
        write!(hash, "{byte:02x}").ok();
        hash
    })
}
