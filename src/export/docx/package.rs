//! The package: the parts of a document, tied together and packed, the same bytes for the same document.

use std::io::{Cursor, Write as _};

use jiff::Timestamp;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::block::Block;
use super::body::Drawings;
use super::fixed::FOOTERS;
use super::xml::Xml;
use super::{body, chart, page, style};

/// A whole document.
pub(super) struct Document {
    pub(super) blocks: Vec<Block>,
    /// What stands at the foot of odd pages, and of even ones.
    pub(super) footers: [Vec<Block>; 2],
    pub(super) properties: Properties,
}

/// What a folder's view tells about the document.
pub(super) struct Properties {
    pub(super) title: String,
    pub(super) subject: String,
    pub(super) author: String,
    pub(super) description: String,
    pub(super) changed_at: Timestamp,
}

const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

const CHART: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The bytes of a document.
pub(super) fn pack(document: &Document) -> Vec<u8> {
    let mut drawings = Drawings::default();
    let mut xml = Xml::new();
    xml.element("w:document", &body::NAMESPACES, |xml| {
        xml.element("w:body", &[], |xml| {
            body::write(xml, &document.blocks, &mut drawings);
            page::section(xml);
        });
    });
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), content_types(drawings.charts.len())),
        ("_rels/.rels".to_owned(), package_relationships()),
        ("docProps/core.xml".to_owned(), core(&document.properties)),
        ("docProps/app.xml".to_owned(), app()),
        ("word/document.xml".to_owned(), xml.finish()),
        ("word/_rels/document.xml.rels".to_owned(), document_relationships(&drawings)),
        ("word/styles.xml".to_owned(), style::part()),
        ("word/fontTable.xml".to_owned(), style::font_table()),
        ("word/settings.xml".to_owned(), page::settings()),
    ];
    for (name, blocks) in FOOTERS.iter().zip(&document.footers) {
        parts.push((format!("word/{name}.xml"), footer(blocks)));
    }
    for (number, picture) in (1..).zip(&drawings.pictures) {
        parts.push((picture_part(number), picture.png.clone()));
    }
    for (number, it) in (1..).zip(&drawings.charts) {
        let id = body::chart_id(number);
        parts.push((format!("word/charts/{id}.xml"), chart::part(it)));
        // Names of items are short, so that the workbook cannot fail; without it the chart only cannot be edited.
        let workbook = chart::workbook(it, document.properties.changed_at).unwrap_or_default();
        parts.push((format!("word/embeddings/{id}.xlsx"), workbook));
        let target = (chart::WORKBOOK.to_owned(), format!("{OFFICE}/package"), format!("../embeddings/{id}.xlsx"));
        parts.push((format!("word/charts/_rels/{id}.xml.rels"), relationships(&[target])));
    }
    zip(&parts)
}

/// Packs the parts; the date of all of them is the first that a zip file can have.
fn zip(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    // Writing to memory cannot fail, and every part has a name of its own.
    for (name, bytes) in parts {
        let written = writer.start_file(name.as_str(), options).map(|()| writer.write_all(bytes));
        debug_assert!(matches!(written, Ok(Ok(()))), "{written:?}");
    }
    writer.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn picture_part(number: usize) -> String {
    format!("word/media/{}.png", body::picture_id(number))
}

fn content_types(chart_count: usize) -> Vec<u8> {
    let mut xml = Xml::new();
    let mut parts = vec![
        ("/word/document.xml".to_owned(), format!("{WORD}.document.main+xml")),
        ("/word/styles.xml".to_owned(), format!("{WORD}.styles+xml")),
        ("/word/fontTable.xml".to_owned(), format!("{WORD}.fontTable+xml")),
        ("/word/settings.xml".to_owned(), format!("{WORD}.settings+xml")),
        ("/word/footer1.xml".to_owned(), format!("{WORD}.footer+xml")),
        ("/word/footer2.xml".to_owned(), format!("{WORD}.footer+xml")),
        ("/docProps/core.xml".to_owned(), "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
        (
            "/docProps/app.xml".to_owned(),
            "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned(),
        ),
    ];
    parts.extend(
        (1..=chart_count).map(|number| (format!("/word/charts/{}.xml", body::chart_id(number)), CHART.to_owned())),
    );
    xml.element("Types", &[("xmlns", CONTENT_TYPES)], |xml| {
        let rels = "application/vnd.openxmlformats-package.relationships+xml";
        for (extension, kind) in [("rels", rels), ("xml", "application/xml"), ("png", "image/png"), ("xlsx", WORKBOOK)]
        {
            xml.empty("Default", &[("Extension", extension), ("ContentType", kind)]);
        }
        for (part, kind) in &parts {
            xml.empty("Override", &[("PartName", part), ("ContentType", kind)]);
        }
    });
    xml.finish()
}

/// A part of relationships: id, kind and target of each.
fn relationships(entries: &[(String, String, String)]) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("Relationships", &[("xmlns", RELATIONSHIPS)], |xml| {
        for (id, kind, target) in entries {
            xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
        }
    });
    xml.finish()
}

fn package_relationships() -> Vec<u8> {
    let entry = |id: &str, kind: String, target: &str| (id.to_owned(), kind, target.to_owned());
    relationships(&[
        entry("document", format!("{OFFICE}/officeDocument"), "word/document.xml"),
        entry("core", CORE.to_owned(), "docProps/core.xml"),
        entry("app", format!("{OFFICE}/extended-properties"), "docProps/app.xml"),
    ])
}

fn document_relationships(drawings: &Drawings<'_>) -> Vec<u8> {
    let entry = |id: &str, kind: &str, target: String| (id.to_owned(), format!("{OFFICE}/{kind}"), target);
    let mut entries: Vec<_> =
        ["styles", "fontTable", "settings"].iter().map(|it| entry(it, it, format!("{it}.xml"))).collect();
    entries.extend(FOOTERS.iter().map(|it| entry(it, "footer", format!("{it}.xml"))));
    entries.extend((1..=drawings.pictures.len()).map(|number| {
        let id = body::picture_id(number);
        entry(&id, "image", format!("media/{id}.png"))
    }));
    entries.extend((1..=drawings.charts.len()).map(|number| {
        let id = body::chart_id(number);
        entry(&id, "chart", format!("charts/{id}.xml"))
    }));
    relationships(&entries)
}

fn footer(blocks: &[Block]) -> Vec<u8> {
    let mut xml = Xml::new();
    let mut drawings = Drawings::default();
    xml.element("w:ftr", &body::NAMESPACES, |xml| body::write(xml, blocks, &mut drawings));
    debug_assert!(drawings.pictures.is_empty() && drawings.charts.is_empty(), "a footer has no relationships for them");
    xml.finish()
}

fn core(properties: &Properties) -> Vec<u8> {
    let mut xml = Xml::new();
    let namespaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    // Whole seconds, as Office reads them.
    let time = properties.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    xml.element("cp:coreProperties", &namespaces, |xml| {
        xml.text("dc:title", &[], &properties.title);
        xml.text("dc:subject", &[], &properties.subject);
        xml.text("dc:creator", &[], &properties.author);
        xml.text("dc:description", &[], &properties.description);
        xml.text("dc:language", &[], "zh-CN");
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.text(name, &[("xsi:type", "dcterms:W3CDTF")], &time);
        }
    });
    xml.finish()
}

fn app() -> Vec<u8> {
    let mut xml = Xml::new();
    let namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.element("Properties", &[("xmlns", namespace)], |xml| xml.text("Application", &[], "Tianbao"));
    xml.finish()
}
