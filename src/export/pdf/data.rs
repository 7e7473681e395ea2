//! The printed form as the data that the template reads.
//!
//! Unit names and typed texts reach the typesetter only as strings in this document, never as markup, so `#import` or
//! `$x$` in a name is printed as it stands.

use serde_json::{Value as Json, json};

use super::Fonts;
use crate::export::printed::Printed;
use crate::filing::{Filing, Value};
use crate::form::{LayoutBox, Role, Table};

/// The document of a filing.
pub(super) fn document(filing: &Filing, fonts: &Fonts) -> Json {
    let printed = Printed::of(filing);
    let tables: Vec<_> = printed.tables.iter().map(|it| table(it, filing)).collect();
    let foot: Vec<Vec<_>> = printed
        .foot
        .iter()
        .map(|line| line.iter().map(|(field, text)| json!({ "field": field, "text": text })).collect())
        .collect();
    json!({
        "fonts": fonts.to_json(),
        "unit": filing.unit().name,
        "title": printed.title,
        "subtitle": printed.subtitle,
        "unit_line": printed.unit_line,
        "tables": tables,
        "foot": foot,
        "has_seal": printed.has_seal,
    })
}

fn table(table: &Table, filing: &Filing) -> Json {
    let boxes: Vec<_> = table.boxes.iter().map(|it| layout_box(it, table, filing)).collect();
    let kept: Vec<_> = kept_together(table).into_iter().map(|(line, span)| json!({ "y": line, "h": span })).collect();
    json!({
        "section": table.section,
        "widths": table.widths,
        "lines": table.lines,
        "head_lines": table.head_lines,
        "stub_columns": table.stub_columns,
        "boxes": boxes,
        "kept": kept,
    })
}

fn layout_box(it: &LayoutBox, table: &Table, filing: &Filing) -> Json {
    let (role, depth, text) = match &it.role {
        // The remark in the corner is a sentence, not a head.
        Role::Head if it.column < table.stub_columns && it.text.starts_with('（') => ("note", 0, it.text.clone()),
        Role::Head => ("head", 0, it.text.clone()),
        Role::Band => ("band", 0, it.text.clone()),
        Role::Stub { depth } => ("stub", *depth, it.text.clone()),
        Role::Measure => ("measure", 0, it.text.clone()),
        Role::Empty => ("empty", 0, String::new()),
        Role::Value(cell) => {
            let value = filing.value(*cell);
            (if matches!(value, Value::Text(_)) { "words" } else { "number" }, 0, value.to_string())
        }
    };
    json!({
        "x": it.column,
        "y": it.line,
        "w": it.column_span,
        "h": it.line_span,
        "role": role,
        "depth": depth,
        "text": text,
    })
}

/// Runs of lines, first line and number, that no page break may part: a heading or band stays with the line below it.
fn kept_together(table: &Table) -> Vec<(usize, usize)> {
    let has_value = |line: usize| {
        table
            .boxes
            .iter()
            .any(|it| matches!(it.role, Role::Value(_)) && (it.line..it.line + it.line_span).contains(&line))
    };
    let mut runs = Vec::new();
    let mut start = None;
    for line in table.head_lines..table.lines {
        match (has_value(line), start) {
            (false, None) => start = Some(line),
            (true, Some(first)) => {
                runs.push((first, line - first + 1));
                start = None;
            }
            _ => {}
        }
    }
    runs
}
