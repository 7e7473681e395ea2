//! How a filing becomes the snapshot that travels inside next year's.

use serde_json::Map;

use super::snapshot::fingerprint;
use super::{Filing, Snapshot};

impl Snapshot {
    /// A snapshot of a filing that was read from `source`.
    pub fn of(filing: &Filing, source: &str, bytes: &[u8]) -> Self {
        let form = filing.form();
        let values = form.cell_indices().filter(|cell| !filing.value(*cell).is_blank());
        Self {
            form: form.id.clone(),
            unit: filing.unit().name.clone(),
            source: source.to_owned(),
            hash: fingerprint(bytes),
            values: values.map(|cell| (form.cell(cell).id.clone(), filing.value(cell).clone())).collect(),
            extra: Map::new(),
        }
    }
}
