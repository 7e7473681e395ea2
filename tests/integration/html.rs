//! The tables for web sites: read back as a browser reads them, and nothing typed becomes markup.

use html5ever::tendril::TendrilSink as _;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use tianbao::export::html;
use tianbao::export::printed::box_text;
use tianbao::filing::{Filing, Unit, Value};

use crate::support::{now, sample};

const SAMPLES: [&str; 5] = ["simao-2017", "shanghai-2019", "hongze-2023", "suqian-2023", "suqian-2024"];

/// The elements of a name, in order.
fn elements(node: &Handle, name: &str, into: &mut Vec<Handle>) {
    if let NodeData::Element { name: own, .. } = &node.data
        && &*own.local == name
    {
        into.push(node.clone());
    }
    for child in node.children.borrow().iter() {
        elements(child, name, into);
    }
}

fn all(node: &Handle, name: &str) -> Vec<Handle> {
    let mut found = Vec::new();
    elements(node, name, &mut found);
    found
}

fn text(node: &Handle) -> String {
    if let NodeData::Text { contents } = &node.data {
        return contents.borrow().to_string();
    }
    node.children.borrow().iter().map(text).collect()
}

fn attribute(node: &Handle, wanted: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &node.data else { return None };
    attrs.borrow().iter().find(|it| &*it.name.local == wanted).map(|it| it.value.to_string())
}

fn parsed(html: &str) -> Handle {
    html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html).document.clone()
}

#[test]
fn tables_are_those_of_the_form() {
    for name in SAMPLES {
        let filing = sample(name);
        for html in [html::page(&filing), html::fragment(&filing)] {
            let document = parsed(&html);
            let tables = all(&document, "table");
            assert_eq!(tables.len(), filing.form().tables.len(), "{name}");
            for (table, found) in filing.form().tables.iter().zip(&tables) {
                let lines = all(found, "tr");
                assert_eq!(lines.len(), table.lines, "{name}");
                for (line, found) in lines.iter().enumerate() {
                    let span =
                        |cell: &Handle, name| attribute(cell, name).map_or(1, |it| it.parse().expect("a number"));
                    let cells: Vec<_> = found
                        .children
                        .borrow()
                        .iter()
                        .map(|cell| (text(cell), span(cell, "colspan"), span(cell, "rowspan")))
                        .collect();
                    let boxes = table.boxes.iter().filter(|it| it.line == line);
                    let boxes: Vec<_> = boxes.map(|it| (box_text(it, &filing), it.column_span, it.line_span)).collect();
                    assert_eq!(cells, boxes, "{name} {} {line}", table.id);
                }
                assert!(all(found, "th").iter().all(|head| attribute(head, "scope").is_some()), "{name}");
            }
        }
    }
}

#[test]
fn nothing_typed_becomes_markup() {
    let words = "\"><script>alert(1)</script><img src=x onerror='y'>&lt;\u{0}\u{202e}";
    let mut filing: Filing = sample("suqian-2024");
    let cell = filing.form().cell_index("3.3.2.c").expect("a cell");
    let edits = [
        filing.unit_edit(Unit::named(words)),
        filing.cells_edit([(cell, Value::Text(words.to_owned()))]).expect("a change"),
        filing.signoff_edit("填报人", words),
    ];
    for edit in edits {
        filing.apply(edit, now());
    }
    let plain = parsed(&html::page(&sample("suqian-2024")));
    let page = parsed(&html::page(&filing));
    for name in ["script", "img", "td", "th", "p", "table", "meta", "title", "h1"] {
        assert_eq!(all(&page, name).len(), all(&plain, name).len(), "{name}");
    }
    let shown = words.replace('\u{0}', "\u{fffd}");
    assert!(all(&page, "td").iter().any(|cell| text(cell) == shown));
    assert!(text(&all(&page, "title")[0]).starts_with(&shown));
}

#[test]
fn a_page_needs_nothing_else() {
    let page = html::page(&sample("simao-2017"));
    for foreign in ["<script", "<link", "<img", "http:", "https:", "url(", "@import"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("lang=\"zh-CN\""));
}
