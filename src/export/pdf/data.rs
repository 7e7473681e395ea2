//! The printed form as the data that the template reads.
//!
//! Unit names and typed texts reach the typesetter only as strings in this document, never as markup, so `#import` or
//! `$x$` in a name is printed as it stands.

use serde_json::{Value as Json, json};

use super::Fonts;
use crate::export::audit::{Audit, Content, Entry, Group, Part};
use crate::export::drawing::{Anchor, Drawing, Shape};
use crate::export::printed::{self, Printed, SEAL};
use crate::export::qr::Qr;
use crate::export::report::{Report, annex_mark, caption};
use crate::filing::Filing;
use crate::form::{LayoutBox, Role, Table};
use crate::report::charts::Chart;
use crate::report::draft::flow::Block;

/// The printed form.
pub(super) fn document(printed: &Printed<'_>, filing: &Filing, fonts: &Fonts) -> Json {
    let mut document = frame(printed, filing, fonts);
    document["tables"] = printed.tables.iter().map(|it| table(it, filing)).collect();
    document
}

/// The audit report, within the same frame.
pub(super) fn audit(audit: &Audit<'_>, filing: &Filing, fonts: &Fonts) -> Json {
    let entry = |it: &Entry| json!({ "word": it.word(), "message": it.message, "answer": it.answer });
    let group = |it: &Group| json!({ "title": it.title, "entries": it.entries.iter().map(entry).collect::<Vec<_>>() });
    let part = |it: &Part| match &it.content {
        Content::Text(text) => json!({ "kind": "text", "heading": it.heading, "text": text }),
        Content::Facts(facts) => json!({ "kind": "facts", "heading": it.heading, "facts": facts }),
        Content::Groups(groups) => {
            json!({ "kind": "groups", "heading": it.heading, "groups": groups.iter().map(group).collect::<Vec<_>>() })
        }
    };
    let mut document = frame(&audit.printed, filing, fonts);
    document["name"] = audit.title.as_str().into();
    document["audit"] = audit.parts.iter().map(part).collect();
    document
}

/// What stands around the tables: titles, foot, and what every page says.
fn frame(printed: &Printed<'_>, filing: &Filing, fonts: &Fonts) -> Json {
    let foot: Vec<Vec<_>> = printed
        .foot
        .iter()
        .map(|line| line.iter().map(|(field, text)| json!({ "field": field, "text": text })).collect())
        .collect();
    json!({
        "fonts": fonts.to_json(),
        "name": printed.title,
        "unit": filing.unit().name,
        "title": printed.title,
        "subtitle": printed.subtitle,
        "unit_line": printed.unit_line,
        "foot": foot,
        "seal": printed.has_seal.then_some(SEAL),
        "page_lines": printed.page_lines,
        "qr": Qr::of(filing).as_ref().map(qr),
    })
}

/// The printed form with the report around it.
pub(super) fn report(report: &Report<'_>, filing: &Filing, fonts: &Fonts) -> Json {
    let block = |block: &Block| match block {
        Block::Title(text) | Block::Heading(text) => json!({ "kind": "heading", "level": 1, "text": text }),
        Block::Subheading(text) => json!({ "kind": "heading", "level": 2, "text": text }),
        Block::Paragraph(text) => json!({ "kind": "paragraph", "text": text }),
        Block::Table(table) => json!({ "kind": "table", "table": table }),
        Block::Chart(number, it) => json!({
            "kind": "chart",
            "caption": caption(*number, it),
            "told": it.told(),
            "notes": it.notes,
            "drawing": drawing(it),
        }),
        Block::Annex(name) => json!({ "kind": "annex", "text": name, "mark": annex_mark(name) }),
    };
    let mut document = document(&report.printed, filing, fonts);
    document["name"] = report.title.as_str().into();
    document["report"] = report.blocks.iter().map(block).collect();
    document
}

/// A chart as the template draws it, in tenths of a point.
fn drawing(chart: &Chart) -> Json {
    let Drawing { width, height, shapes } = Drawing::of(chart);
    let shape = |shape: &Shape| match shape {
        Shape::Bar { area, tone, lines } => json!({ "kind": "bar", "area": area, "grey": tone.grey(), "lines": lines }),
        Shape::Rule(line) => json!({ "kind": "rule", "line": line }),
        Shape::Text { at, anchor, size, text } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            json!({ "kind": "text", "at": at, "anchor": anchor, "size": size, "text": text })
        }
    };
    json!({ "width": width, "height": height, "shapes": shapes.iter().map(shape).collect::<Vec<_>>() })
}

/// The black squares of a QR code, run by run: first square, line, length.
fn qr(qr: &Qr) -> Json {
    let runs: Vec<_> = qr.runs().into_iter().map(|run| (run.start, run.line, run.length)).collect();
    json!({ "width": qr.width(), "edge": Qr::EDGE, "runs": runs })
}

fn table(table: &Table, filing: &Filing) -> Json {
    let boxes: Vec<_> = table.boxes.iter().map(|it| layout_box(it, table, filing)).collect();
    let kept: Vec<_> =
        printed::kept_together(table).into_iter().map(|(line, span)| json!({ "y": line, "h": span })).collect();
    json!({
        "section": table.section,
        "widths": table.widths,
        "lines": table.lines,
        "head_lines": table.head_lines,
        "indented": printed::is_indented(table),
        "boxes": boxes,
        "kept": kept,
    })
}

fn layout_box(it: &LayoutBox, table: &Table, filing: &Filing) -> Json {
    let (role, depth) = match it.role {
        Role::Head if printed::is_note(it, table) => ("note", 0),
        Role::Head => ("head", 0),
        Role::Band => ("band", 0),
        Role::Stub { depth } => ("stub", depth),
        Role::Measure => ("measure", 0),
        Role::Empty => ("empty", 0),
        Role::Value(_) if printed::holds_words(it, filing) => ("words", 0),
        Role::Value(_) => ("number", 0),
    };
    json!({
        "x": it.column,
        "y": it.line,
        "w": it.column_span,
        "h": it.line_span,
        "role": role,
        "depth": depth,
        "left": printed::is_left(it, table),
        "text": printed::box_text(it, filing),
    })
}
