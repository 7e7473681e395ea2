//! The `.tianbao` file: readable JSON in a fixed order, with a format version and the form's id.
//!
//! The same content gives the same bytes. Values are exact strings, a blank is `null`, unread text is `{"text": …}`.
//! Fields that this program does not know are kept and written back behind the known ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::edit::{Origin, Record};
pub use super::error::Error;
use super::fields::{Fields, append_extra};
pub use super::json::value_to_json;
use super::json::{json_of, read_change, read_time, read_value, read_year};
use super::snapshot::fingerprint;
use super::{Filing, Level, Remark, SignOff, Snapshot, Unit, Value, attachment, handing, plan, report, returned};
use crate::form::{Catalogue, CellId, CellIndex, Form};

/// The version of the file format that this program writes.
pub const VERSION: u64 = 1;

/// What the first field of a filing says.
const KIND: &str = "filing";

/// The field with the form file, where the form is none of those that every program has.
const FORM_SOURCE: &str = "form_source";

/// The bytes of a filing's file.
pub fn write(filing: &Filing) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(&to_json(filing)).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// Reads a filing's file.
///
/// # Errors
/// A sentence for every way in which the bytes are not a filing of a known form; nothing is guessed or dropped.
pub fn read(bytes: &[u8], catalogue: &Catalogue) -> Result<Filing, Error> {
    let json = json_of(bytes)?;
    let Json::Object(_) = &json else { return Err(Error::NotAFiling) };
    let mut fields = Fields::of("", json)?;
    if fields.take("tianbao").as_ref().and_then(Json::as_str) != Some(KIND) {
        return Err(Error::NotAFiling);
    }
    let found = fields.required_number("version")?;
    if found > VERSION {
        return Err(Error::Newer { found, known: VERSION });
    }
    let id = fields.required_text("form")?;
    let carried = fields.text(FORM_SOURCE)?;
    let form = match catalogue.get(&id) {
        Some(form) => form,
        None => carried_form(id, carried.as_deref())?,
    };
    let unit = read_unit(fields.object("unit")?)?;
    // A year that nobody stated yet is absent; a version between wrote 0.
    let year = match fields.number("year")?.unwrap_or(0) {
        0 => 0,
        year => read_year("year", year)?,
    };
    let mut filing = Filing::new(form, unit, year);
    for (path, name, value) in fields.object("values")?.entries() {
        let cell = cell_of(&filing.form, name, &path)?;
        filing.values[cell.position()] = read_value(&path, value)?;
    }
    for (path, name, value) in fields.object("notes")?.entries() {
        let cell = cell_of(&filing.form, name, &path)?;
        let Json::String(note) = value else { return Err(Error::Wrong { path, expected: "文字" }) };
        filing.notes.insert(cell, note);
    }
    filing.signoff = read_signoff(fields.object("signoff")?)?;
    filing.incomparable = fields.text("incomparable")?;
    for (path, about, value) in fields.object("remarks")?.entries() {
        filing.remarks.insert(about, read_remark(Fields::of(&path, value)?)?);
    }
    filing.report = report::read(fields.object("report")?)?;
    for (path, id, value) in fields.object("charts")?.entries() {
        let Json::Bool(is_in) = value else { return Err(Error::Wrong { path, expected: "true 或 false" }) };
        filing.charts.insert(id, is_in);
    }
    filing.plan = plan::read(fields.list("plan")?)?;
    for (path, name, value) in fields.object("priors")?.entries() {
        let year = name
            .parse()
            .map_err(|_source: std::num::ParseIntError| Error::Wrong { path: path.clone(), expected: "年份" })?;
        filing.priors.insert(year, read_snapshot(Fields::of(&path, value)?)?);
    }
    filing.handing = Arc::new(handing::read(fields.object("handing")?)?);
    let returns = fields.list("returns")?.into_iter().map(|(path, value)| returned::read(Fields::of(&path, value)?));
    filing.returns = returns.collect::<Result<_, _>>()?;
    let scans =
        fields.list("attachments")?.into_iter().map(|(path, value)| attachment::read(Fields::of(&path, value)?));
    filing.attachments = scans.collect::<Result<_, _>>()?;
    for (path, value) in fields.list("history")? {
        filing.history.push(Arc::new(read_record(Fields::of(&path, value)?)?));
    }
    filing.extra = fields.rest();
    Ok(filing)
}

/// SM3 of everything that is handed in: the filing but for its history and the records of handing in.
pub fn content_hash(filing: &Filing) -> String {
    let mut json = to_json(filing);
    if let Some(map) = json.as_object_mut() {
        for name in ["handing", "returns", "attachments", "history"] {
            map.shift_remove(name);
        }
    }
    fingerprint(&serde_json::to_vec(&json).unwrap_or_default())
}

/// The form that a file carries, for machines that do not have it.
fn carried_form(id: String, source: Option<&str>) -> Result<Arc<Form>, Error> {
    let Some(source) = source else { return Err(Error::UnknownForm { id }) };
    match Form::parse(&id, source) {
        Ok(form) if form.id == id => Ok(Arc::new(form)),
        Ok(_) | Err(_) => Err(Error::BrokenForm { id }),
    }
}

fn cell_of(form: &Form, cell: String, path: &str) -> Result<CellIndex, Error> {
    let found = form.cell_index(&cell);
    found.ok_or_else(|| Error::UnknownCell { cell, form: form.id.clone(), path: path.to_owned() })
}

/// The notes of the cells by id.
pub fn notes_to_json(filing: &Filing) -> Json {
    let notes = filing.notes.iter().map(|(cell, note)| (filing.form.cell(*cell).id.to_string(), Json::from(&**note)));
    notes.collect::<Map<_, _>>().into()
}

fn to_json(filing: &Filing) -> Json {
    let form = &filing.form;
    let mut map = Map::new();
    let mut put = |name: &str, value: Json| {
        map.insert(name.to_owned(), value);
    };
    put("tianbao", KIND.into());
    put("version", VERSION.into());
    put("form", form.id.as_str().into());
    if !Catalogue::is_shipped(&form.id) {
        put(FORM_SOURCE, form.source.as_str().into());
    }
    put("unit", unit_to_json(&filing.unit));
    if let Some(year) = filing.known_year() {
        put("year", year.into());
    }
    put("signoff", signoff_to_json(&filing.signoff));
    if let Some(reason) = &filing.incomparable {
        put("incomparable", reason.as_str().into());
    }
    put(
        "values",
        form.cell_indices()
            .map(|cell| (form.cell(cell).id.to_string(), value_to_json(filing.value(cell))))
            .collect::<Map<_, _>>()
            .into(),
    );
    if !filing.notes.is_empty() {
        put("notes", notes_to_json(filing));
    }
    put(
        "remarks",
        filing
            .remarks
            .iter()
            .map(|(about, remark)| (about.clone(), remark_to_json(remark)))
            .collect::<Map<_, _>>()
            .into(),
    );
    if !filing.report.is_empty() {
        put("report", report::to_json(&filing.report));
    }
    if !filing.charts.is_empty() {
        put(
            "charts",
            filing.charts.iter().map(|(id, is_in)| (id.clone(), Json::from(*is_in))).collect::<Map<_, _>>().into(),
        );
    }
    if !filing.plan.is_empty() {
        put("plan", plan::to_json(&filing.plan));
    }
    put(
        "priors",
        filing
            .priors
            .iter()
            .map(|(year, prior)| (year.to_string(), snapshot_to_json(prior)))
            .collect::<Map<_, _>>()
            .into(),
    );
    if !filing.handing.is_empty() {
        put("handing", handing::to_json(&filing.handing));
    }
    if !filing.returns.is_empty() {
        put("returns", filing.returns.iter().map(returned::to_json).collect::<Vec<_>>().into());
    }
    if !filing.attachments.is_empty() {
        put("attachments", filing.attachments.iter().map(attachment::to_json).collect::<Vec<_>>().into());
    }
    put("history", filing.history.iter().map(|record| record_to_json(record)).collect::<Vec<_>>().into());
    append_extra(&mut map, &filing.extra);
    Json::Object(map)
}

/// The JSON of the sign-off fields, by name.
pub fn signoff_to_json(signoff: &SignOff) -> Json {
    signoff.iter().map(|(field, text)| (field.to_owned(), Json::from(text))).collect::<Map<_, _>>().into()
}

fn unit_to_json(unit: &Unit) -> Json {
    let mut map = Map::new();
    map.insert("name".to_owned(), unit.name.as_str().into());
    if let Some(level) = unit.level {
        map.insert("level".to_owned(), level.as_str().into());
    }
    append_extra(&mut map, &unit.extra);
    Json::Object(map)
}

fn read_unit(mut fields: Fields) -> Result<Unit, Error> {
    let name = fields.text("name")?.unwrap_or_default();
    let level = match fields.text("level")? {
        None => None,
        Some(level) => Some(Level::parse(&level).ok_or(Error::Wrong {
            path: "unit.level".to_owned(),
            expected: "单位层级，如 county、county-department",
        })?),
    };
    Ok(Unit { name, level, extra: fields.rest() })
}

fn read_signoff(fields: Fields) -> Result<SignOff, Error> {
    let mut signoff = SignOff::default();
    for (path, field, value) in fields.entries() {
        match value {
            Json::String(text) => signoff.set(&field, &text),
            _ => return Err(Error::Wrong { path, expected: "文字" }),
        }
    }
    Ok(signoff)
}

fn values_to_json<'a, K: ToString + 'a>(values: impl IntoIterator<Item = (&'a K, &'a Value)>) -> Json {
    values.into_iter().map(|(id, value)| (id.to_string(), value_to_json(value))).collect::<Map<_, _>>().into()
}

fn remark_to_json(remark: &Remark) -> Json {
    let mut map = Map::new();
    map.insert("text".to_owned(), remark.text.as_str().into());
    map.insert("values".to_owned(), values_to_json(&remark.values));
    append_extra(&mut map, &remark.extra);
    Json::Object(map)
}

fn read_remark(mut fields: Fields) -> Result<Remark, Error> {
    let text = fields.required_text("text")?;
    let mut values = BTreeMap::new();
    for (path, id, value) in fields.object("values")?.entries() {
        values.insert(id, read_value(&path, value)?);
    }
    Ok(Remark { text, values, extra: fields.rest() })
}

fn snapshot_to_json(prior: &Snapshot) -> Json {
    let mut map = Map::new();
    for (name, text) in [("form", &prior.form), ("unit", &prior.unit), ("source", &prior.source), ("hash", &prior.hash)]
    {
        map.insert(name.to_owned(), text.as_str().into());
    }
    map.insert("values".to_owned(), values_to_json(&prior.values));
    append_extra(&mut map, &prior.extra);
    Json::Object(map)
}

fn read_snapshot(mut fields: Fields) -> Result<Snapshot, Error> {
    let mut snapshot = Snapshot {
        form: fields.required_text("form")?,
        unit: fields.text("unit")?.unwrap_or_default(),
        source: fields.text("source")?.unwrap_or_default(),
        hash: fields.text("hash")?.unwrap_or_default(),
        ..Snapshot::default()
    };
    for (path, id, value) in fields.object("values")?.entries() {
        snapshot.values.insert(CellId::new(id), read_value(&path, value)?);
    }
    snapshot.extra = fields.rest();
    Ok(snapshot)
}

fn record_to_json(record: &Record) -> Json {
    let mut map = Map::new();
    map.insert("at".to_owned(), record.at.to_string().into());
    map.insert("how".to_owned(), record.origin.as_str().into());
    if !record.cells.is_empty() {
        let cells = record
            .cells
            .iter()
            .map(|(cell, old, new)| (cell.to_string(), Json::Array(vec![value_to_json(old), value_to_json(new)])));
        map.insert("cells".to_owned(), cells.collect::<Map<_, _>>().into());
    }
    if let Some((field, old, new)) = &record.field {
        map.insert(
            "field".to_owned(),
            Json::Array(vec![field.as_str().into(), old.as_str().into(), new.as_str().into()]),
        );
    }
    append_extra(&mut map, &record.extra);
    Json::Object(map)
}

fn read_record(mut fields: Fields) -> Result<Record, Error> {
    let at = read_time(&fields.required_text("at")?, "history")?;
    let how = fields.required_text("how")?;
    let origin =
        Origin::parse(&how).ok_or(Error::Wrong { path: "history".to_owned(), expected: "edit、undo 或 redo" })?;
    let mut cells = Vec::new();
    for (path, id, value) in fields.object("cells")?.entries() {
        cells.push(read_change(&path, id, value)?);
    }
    let field = match fields.list("field")?.as_slice() {
        [] => None,
        [(_, Json::String(name)), (_, Json::String(old)), (_, Json::String(new))] => {
            Some((name.clone(), old.clone(), new.clone()))
        }
        _ => return Err(Error::Wrong { path: "history".to_owned(), expected: "项目名和改动前后的内容" }),
    };
    Ok(Record { at, origin, cells, field, extra: fields.rest() })
}

#[cfg(test)]
mod tests {
    use super::{read, to_json};
    use crate::filing::{Filing, Unit};
    use crate::form::Catalogue;

    #[test]
    fn a_part_of_another_shape_is_refused_in_words() {
        let form = Catalogue::shipped().get("zfxxgk-2014").expect("shipped");
        let json = to_json(&Filing::new(form, Unit::named("甲"), 2017));
        for (part, sentence) in [
            ("values", "“values”的内容不对，应为一组“名称: 内容”"),
            ("remarks", "“remarks”的内容不对，应为一组“名称: 内容”"),
            ("unit", "“unit”的内容不对，应为一组“名称: 内容”"),
            ("plan", "“plan”的内容不对，应为一个列表"),
            ("history", "“history”的内容不对，应为一个列表"),
        ] {
            for shape in [serde_json::Value::Null, 3.into(), "x".into()] {
                let mut broken = json.clone();
                broken[part] = shape;
                let bytes = serde_json::to_vec(&broken).expect("JSON");
                let error = read(&bytes, &Catalogue::shipped()).expect_err("another shape");
                assert_eq!(error.to_string(), sentence);
            }
        }
    }

    #[test]
    fn a_filing_without_a_year_opens() {
        let form = Catalogue::shipped().get("zfxxgk-2014").expect("shipped");
        let filing = Filing::new(form, Unit::named("甲"), 0);
        let back = read(&super::write(&filing), &Catalogue::shipped()).expect("a filing");
        assert_eq!((back.year(), back.known_year(), back.year_words().as_str()), (0, None, "年度未填"));
        assert!(!String::from_utf8(super::write(&filing)).expect("text").contains("\"year\""));
    }
}
