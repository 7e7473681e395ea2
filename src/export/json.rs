//! The data as JSON, in the shape that the command line promises for `show`: values by cell id, exact.

use serde_json::{Map, Value as Json};

use crate::filing::Filing;
use crate::filing::format::{notes_to_json, signoff_to_json, value_to_json};

/// A filing's data: form, unit, year, values in the form's order, sign-off fields, remarks and the
/// calculations behind values.
///
/// A number is an exact string, a blank is `null`, unread text is `{"text": …}`. `level` is there when it is known.
pub fn document(filing: &Filing) -> Json {
    let form = filing.form();
    let values: Map<_, _> =
        form.cell_indices().map(|cell| (form.cell(cell).id.to_string(), value_to_json(filing.value(cell)))).collect();
    let remarks: Map<_, _> =
        filing.remarks().iter().map(|(about, remark)| (about.clone(), remark.text.as_str().into())).collect();

    let mut document = Map::new();
    document.insert("form".to_owned(), form.id.as_str().into());
    document.insert("unit".to_owned(), filing.unit().name.as_str().into());
    if let Some(level) = filing.unit().level {
        document.insert("level".to_owned(), level.as_str().into());
    }
    document.insert("year".to_owned(), filing.known_year().into());
    document.insert("values".to_owned(), values.into());
    document.insert("signoff".to_owned(), signoff_to_json(filing.signoff()));
    document.insert("remarks".to_owned(), remarks.into());
    document.insert("notes".to_owned(), notes_to_json(filing));
    document.into()
}
