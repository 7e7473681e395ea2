//! What this program wrote itself: the list of cells in CSV and JSON, and the exact copy inside a workbook.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value as Json;

use super::lexicon::Lexicon;
use super::plan::{Note, Placement, Plan, Source, State, Statement};
use super::refusal::Refusal;
use super::understood::Understood;
use crate::filing::{Filing, Unit, Value};
use crate::form::{Catalogue, CellIndex, Form};
use crate::import::reading::grid::{Block, Document, Grid, Nature};

pub use crate::import::reading::own::{CSV_FACTS, CSV_HEADS};

/// Within so many of the first records the heads stand.
const MOST_FACTS: u32 = 8;

/// Understands a list of cells as `export` writes it into CSV; `None` for any other document.
pub(super) fn understand(document: &Document, lexicon: &Lexicon) -> Option<Result<Understood, Refusal>> {
    let (block, grid) = document.blocks.iter().enumerate().find_map(|(number, block)| match block {
        Block::Grid(grid) => Some((number, grid)),
        Block::Paragraph(_) => None,
    })?;
    // Only what this program wrote is read as a whole.
    let first = rows(grid, MOST_FACTS);
    let is_head = |row: &BTreeMap<u32, (String, Nature)>| {
        (0..).zip(CSV_HEADS).all(|(column, head)| row.get(&column).is_some_and(|(text, _)| text == head))
    };
    let heads = first.iter().find(|(_, row)| is_head(row)).map(|(row, _)| *row)?;
    let rows = rows(grid, u32::MAX);
    // Files of earlier versions begin with the heads.
    let fact = |name: &str| {
        let row = rows.range(..heads).map(|(_, row)| row).find(|row| row.get(&0).is_some_and(|(it, _)| it == name))?;
        row.get(&1).map(|(text, _)| text.as_str()).filter(|text| !text.is_empty())
    };
    let [form, unit, year] = CSV_FACTS.map(fact);
    let ids = || rows.range(heads + 1..).filter_map(|(_, row)| row.get(&0)).map(|(id, _)| id.as_str());
    let known = |form: &Form| ids().filter(|id| form.cell_index(id).is_some()).count();
    let named = form.and_then(|form| lexicon.model(form)).map(|model| &model.form);
    if let (Some(form), None) = (form, named) {
        return Some(Err(Refusal::FormMissing { form: form.to_owned() }));
    }
    let fullest = || lexicon.models.iter().map(|model| &model.form).rev().max_by_key(|form| known(form));
    let form = named.or_else(fullest)?;
    let unit = match unit.map(original) {
        Some(Value::Text(unit)) => unit,
        Some(value) => value.to_string(),
        None => String::new(),
    };
    let year = year.and_then(|year| year.trim().parse().ok()).filter(|year| *year > 0);
    let mut plan = empty(form, unit, year);
    plan.reasons.push("填报软件导出的数据，按单元格编号读取".to_owned());
    plan.tables.push(grid.name.clone());
    for (row, cells) in rows.range(heads + 1..) {
        let Some((id, _)) = cells.get(&0) else { continue };
        let (text, _) = cells.get(&4).cloned().unwrap_or((String::new(), Nature::Text));
        let label = cells.get(&1).map(|(text, _)| text.clone()).unwrap_or_default();
        let source = Source { block, row: *row, column: 4, origin: grid.origin(*row, 4) };
        match form.cell_index(id) {
            Some(cell) => plan.placements.push(exact_placement(cell, source, label, &text, original(&text))),
            None => plan.unplaced.push(super::plan::Unplaced {
                source,
                label: format!("{id} {label}"),
                text,
                reason: "本表没有这个单元格".to_owned(),
                proposal: None,
            }),
        }
    }
    plan.placements.sort_by_key(|it| it.cell);
    Some(Ok(Understood { plans: vec![plan], notes: document.notes.clone(), laid_out: None }))
}

/// The first rows of a grid; its cells lie in reading order.
fn rows(grid: &Grid, end: u32) -> BTreeMap<u32, BTreeMap<u32, (String, Nature)>> {
    let mut rows: BTreeMap<u32, BTreeMap<u32, (String, Nature)>> = BTreeMap::new();
    for cell in grid.cells.iter().take_while(|cell| cell.row < end) {
        rows.entry(cell.row).or_default().insert(cell.column, (cell.text.clone(), cell.nature));
    }
    rows
}

/// The value that a field of the last column of the exported CSV stands for: a text opens with `'` where it could be
/// taken for something else.
pub fn original(field: &str) -> Value {
    match field.strip_prefix('\'') {
        Some(text) => Value::Text(text.to_owned()),
        None if field.is_empty() => Value::Blank,
        None => Value::from_exact(field).unwrap_or_else(|| Value::Text(field.to_owned())),
    }
}

fn exact_placement(cell: CellIndex, source: Source, label: String, text: &str, value: Value) -> Placement {
    Placement {
        cell,
        source,
        label,
        text: text.to_owned(),
        value,
        confidence: 100,
        reasons: Vec::new(),
        state: State::Sure,
    }
}

/// A plan without placements; unit and year are what the data of this program say.
fn empty(form: &Arc<Form>, unit: String, year: Option<u16>) -> Plan {
    let said = || Statement::sure("填报软件的数据里写明");
    Plan {
        form: Arc::clone(form),
        reasons: Vec::new(),
        unit_said: (!unit.is_empty()).then(said),
        unit,
        year_said: year.map(|_| said()),
        year,
        is_prior: false,
        tables: Vec::new(),
        signoff: Vec::new(),
        placements: Vec::new(),
        unplaced: Vec::new(),
        extras: Vec::new(),
        notes: Vec::new(),
    }
}

/// Takes the exact values of a workbook of this program wherever the visible cell still shows them. A visible cell that
/// says something else wins, and is told.
pub(super) fn embedded(plan: &mut Plan, document: &Document) {
    let Some(copy) = document.embedded.as_ref().and_then(|rows| Embedded::of(rows)) else { return };
    let is_its_sheet = plan.tables.contains(&copy.sheet);
    if copy.form != plan.form.id || !is_its_sheet {
        return;
    }
    let form = Arc::clone(&plan.form);
    for placement in &mut plan.placements {
        let Some((address, value)) = copy.cells.get(form.cell(placement.cell).id.as_str()) else { continue };
        let is_there = placement.source.origin == format!("{}!{address}", copy.sheet);
        let is_shown = placement.value == *value || placement.text.trim() == value.to_string();
        if is_there && is_shown {
            placement.value = value.clone();
            placement.confidence = 100;
            placement.state = State::Sure;
            plan.notes.retain(|note| note.cell != Some(placement.cell));
        } else {
            let (name, text) = (&form.cell(placement.cell).name, placement.text.trim());
            let (was, now) = (shown(&value.to_string()), shown(text));
            let message = format!("{name}：导出时是{was}，表上现在是{now}，在别处改过；按表上的数导入。");
            plan.notes.push(Note { cell: Some(placement.cell), kind: "changed_outside", message });
        }
    }
}

fn shown(text: &str) -> String {
    if text.is_empty() { "空格".to_owned() } else { format!("“{text}”") }
}

/// The rows of the hidden sheet.
struct Embedded {
    form: String,
    sheet: String,
    /// By cell id: where it stands and what it holds.
    cells: BTreeMap<String, (String, Value)>,
}

impl Embedded {
    fn of(rows: &[Vec<String>]) -> Option<Self> {
        let at = |row: &'_ [String], column: usize| row.get(column).cloned().unwrap_or_default();
        let named = |name: &str| rows.iter().find(|row| at(row, 0) == name).map(|row| at(row, 1));
        let mut cells = BTreeMap::new();
        for row in rows.iter().filter(|row| at(row, 0) == "cell") {
            let value = match at(row, 4).as_str() {
                "number" => Value::from_exact(&at(row, 3))?,
                "text" => Value::Text(at(row, 3)),
                _ => Value::Blank,
            };
            cells.insert(at(row, 1), (at(row, 2), value));
        }
        Some(Self { form: named("form")?, sheet: named("sheet")?, cells })
    }
}

/// The plan of a filing: everything is known.
pub fn plan(filing: &Filing) -> Plan {
    let form = filing.form();
    let mut plan = empty(form, filing.unit().name.clone(), filing.known_year());
    plan.reasons.push("填报软件的文件，按单元格编号读取".to_owned());
    plan.signoff = filing.signoff().iter().map(|(field, text)| (field.to_owned(), text.to_owned())).collect();
    plan.placements = form
        .cell_indices()
        .map(|cell| {
            let it = form.cell(cell);
            let source = Source { block: 0, row: cell.0, column: 0, origin: it.id.to_string() };
            let value = filing.value(cell).clone();
            exact_placement(cell, source, it.name.clone(), &value.to_string(), value)
        })
        .collect();
    plan
}

/// The filing that an exported JSON document describes; `None` when it is another one.
pub fn json(bytes: &[u8], catalogue: &Catalogue) -> Option<Filing> {
    let document: Json = serde_json::from_slice(bytes).ok()?;
    let form = catalogue.get(document.get("form")?.as_str()?)?;
    let values = document.get("values")?.as_object()?;
    let unit = Unit::named(document.get("unit")?.as_str()?);
    // A year that nobody stated yet is null.
    let year = match document.get("year").unwrap_or(&Json::Null) {
        Json::Null => 0,
        year => u16::try_from(year.as_u64()?).ok()?,
    };
    let mut filing = Filing::new(Arc::clone(&form), unit, year);
    let mut cells = Vec::new();
    for (id, value) in values {
        let value = match value {
            Json::Null => Value::Blank,
            Json::String(number) => Value::from_exact(number)?,
            other => Value::Text(other.get("text")?.as_str()?.to_owned()),
        };
        cells.push((form.cell_index(id)?, value));
    }
    let mut edits: Vec<_> = filing.cells_edit(cells).into_iter().collect();
    let mut signoff = filing.signoff().clone();
    for (field, text) in document.get("signoff").and_then(Json::as_object).into_iter().flatten() {
        signoff.set(field, text.as_str()?);
    }
    edits.push(crate::filing::Edit::SignOff { old: filing.signoff().clone(), new: signoff });
    for edit in edits {
        filing.apply(edit, jiff::Timestamp::UNIX_EPOCH);
    }
    Some(filing)
}
