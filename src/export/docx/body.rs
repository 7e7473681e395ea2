//! Blocks as WordprocessingML.
//!
//! The properties of an element are written in the order of the schema (ECMA-376, part 1): Word calls a document broken
//! in which they stand in another. A test holds this.

use super::block::{Block, Cell, Chart, Inline, Merge, Paragraph, Picture, Row, Table};
use super::chart;
use super::fixed::MAIN_NAMESPACE;
use super::style::{self, Style};
use super::xml::Xml;
use crate::report::charts;

/// The namespaces that a part with blocks declares.
pub(super) const NAMESPACES: [(&str, &str); 5] = [
    ("xmlns:w", MAIN_NAMESPACE),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:pic", PICTURE_NAMESPACE),
];

const PICTURE_NAMESPACE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// Half a point, in the eighths of a point that Word counts lines in.
const LINE: &str = "4";

/// Writes the blocks of a body or footer and gathers the drawings in them.
///
/// Word wants a paragraph behind every table, if only an empty one.
pub(super) fn write<'a>(xml: &mut Xml, blocks: &'a [Block], drawings: &mut Drawings<'a>) {
    for (position, block) in blocks.iter().enumerate() {
        match block {
            Block::Paragraph(it) => paragraph(xml, it, drawings),
            Block::Table(it) => {
                table(xml, it, drawings);
                if !matches!(blocks.get(position + 1), Some(Block::Paragraph(_))) {
                    let empty = Paragraph { half_points: 2, ..Paragraph::new(Style::Cell, Vec::new()) };
                    paragraph(xml, &empty, &mut Drawings::default());
                }
            }
        }
    }
}

/// What is drawn in the blocks, in their order.
#[derive(Debug, Default)]
pub(super) struct Drawings<'a> {
    pub(super) pictures: Vec<&'a Picture>,
    pub(super) charts: Vec<&'a charts::Chart>,
}

impl Drawings<'_> {
    /// How many there are so far: every drawing of a document has a number of its own.
    fn count(&self) -> usize {
        self.pictures.len() + self.charts.len()
    }
}

/// The id of the relationship to a chart, by its number.
pub(super) fn chart_id(number: usize) -> String {
    format!("chart{number}")
}

/// The id of the relationship to a picture, by its number.
pub(super) fn picture_id(number: usize) -> String {
    format!("picture{number}")
}

fn paragraph<'a>(xml: &mut Xml, it: &'a Paragraph, drawings: &mut Drawings<'a>) {
    let is_sized = it.half_points != it.style.half_points();
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.value("w:pStyle", it.style.id());
            if it.keeps_next {
                xml.empty("w:keepNext", &[]);
            }
            if it.starts_page {
                xml.empty("w:pageBreakBefore", &[]);
            }
            if it.starts_page || is_sized {
                style::spacing(xml, it.style, it.half_points, it.starts_page);
            }
            if it.indents != (0, 0) {
                let (left, right) = (it.indents.0.to_string(), it.indents.1.to_string());
                xml.empty("w:ind", &[("w:left", &left), ("w:right", &right)]);
            }
            if let Some(alignment) = it.alignment {
                style::alignment(xml, alignment);
            }
            if is_sized {
                xml.element("w:rPr", &[], |xml| style::size(xml, it.half_points));
            }
        });
        let size = is_sized.then_some(it.half_points);
        for inline in &it.inlines {
            match inline {
                Inline::Text(text) => run(xml, size, |xml| letters(xml, text)),
                Inline::PageNumber => xml.element("w:fldSimple", &[("w:instr", " PAGE ")], |xml| {
                    run(xml, size, |xml| xml.text("w:t", &[], "1"));
                }),
                Inline::Picture(it) => {
                    drawings.pictures.push(it);
                    run(xml, size, |xml| picture(xml, it, drawings));
                }
                Inline::Chart(it) => {
                    drawings.charts.push(&it.content);
                    run(xml, size, |xml| chart(xml, it, drawings));
                }
            }
        }
    });
}

fn run(xml: &mut Xml, half_points: Option<u32>, inside: impl FnOnce(&mut Xml)) {
    xml.element("w:r", &[], |xml| {
        if let Some(half_points) = half_points {
            xml.element("w:rPr", &[], |xml| style::size(xml, half_points));
        }
        inside(xml);
    });
}

/// A text; Word has elements of its own for line feeds and tabs.
fn letters(xml: &mut Xml, text: &str) {
    for (line, text) in text.replace("\r\n", "\n").split(['\n', '\r']).enumerate() {
        if line > 0 {
            xml.empty("w:br", &[]);
        }
        for (part, text) in text.split('\t').enumerate() {
            if part > 0 {
                xml.empty("w:tab", &[]);
            }
            if !text.is_empty() {
                xml.text("w:t", &[("xml:space", "preserve")], text);
            }
        }
    }
}

fn picture(xml: &mut Xml, it: &Picture, drawings: &Drawings<'_>) {
    let number = drawings.pictures.len();
    let (width, height, id) = (it.width.to_string(), it.height.to_string(), drawings.count().to_string());
    let name = format!("图片{number}");
    let size: [(&str, &str); 2] = [("cx", &width), ("cy", &height)];
    inline(xml, drawings, size, (&name, &it.description), PICTURE_NAMESPACE, |xml| {
        xml.element("pic:pic", &[], |xml| {
            xml.element("pic:nvPicPr", &[], |xml| {
                xml.empty("pic:cNvPr", &[("id", &id), ("name", &name)]);
                xml.empty("pic:cNvPicPr", &[]);
            });
            xml.element("pic:blipFill", &[], |xml| {
                xml.empty("a:blip", &[("r:embed", &picture_id(number))]);
                xml.element("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
            });
            xml.element("pic:spPr", &[], |xml| {
                xml.element("a:xfrm", &[], |xml| {
                    xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                    xml.empty("a:ext", &size);
                });
                xml.element("a:prstGeom", &[("prst", "rect")], |xml| xml.empty("a:avLst", &[]));
            });
        });
    });
}

fn chart(xml: &mut Xml, it: &Chart, drawings: &Drawings<'_>) {
    let number = drawings.charts.len();
    let (width, height) = (it.width.to_string(), it.height.to_string());
    let name = format!("图表{number}");
    let size: [(&str, &str); 2] = [("cx", &width), ("cy", &height)];
    inline(xml, drawings, size, (&name, &it.content.told()), chart::NAMESPACE, |xml| {
        xml.empty("c:chart", &[("xmlns:c", chart::NAMESPACE), ("r:id", &chart_id(number))]);
    });
}

/// A drawing that stands in the line like a letter; `inside` is what the namespace speaks of.
fn inline(
    xml: &mut Xml,
    drawings: &Drawings<'_>,
    size: [(&str, &str); 2],
    (name, description): (&str, &str),
    namespace: &str,
    inside: impl FnOnce(&mut Xml),
) {
    let id = drawings.count().to_string();
    xml.element("w:drawing", &[], |xml| {
        xml.element("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")], |xml| {
            xml.empty("wp:extent", &size);
            xml.empty("wp:docPr", &[("id", &id), ("name", name), ("descr", description)]);
            xml.element("a:graphic", &[], |xml| {
                xml.element("a:graphicData", &[("uri", namespace)], inside);
            });
        });
    });
}

fn table<'a>(xml: &mut Xml, it: &'a Table, drawings: &mut Drawings<'a>) {
    let total = it.widths.iter().sum::<u32>().to_string();
    xml.element("w:tbl", &[], |xml| {
        xml.element("w:tblPr", &[], |xml| {
            xml.empty("w:tblW", &[("w:w", &total), ("w:type", "dxa")]);
            xml.value("w:jc", "center");
            if it.is_framed {
                xml.element("w:tblBorders", &[], |xml| {
                    for side in ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"] {
                        xml.empty(
                            side,
                            &[("w:val", "single"), ("w:sz", LINE), ("w:space", "0"), ("w:color", "000000")],
                        );
                    }
                });
            }
            xml.empty("w:tblLayout", &[("w:type", "fixed")]);
            xml.element("w:tblCellMar", &[], |xml| {
                for side in ["w:top", "w:left", "w:bottom", "w:right"] {
                    xml.empty(side, &[("w:w", "0"), ("w:type", "dxa")]);
                }
            });
            if !it.description.is_empty() {
                xml.value("w:tblCaption", &it.description);
            }
        });
        xml.element("w:tblGrid", &[], |xml| {
            for width in &it.widths {
                xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
            }
        });
        for line in &it.rows {
            row(xml, line, &it.widths, drawings);
        }
    });
}

fn row<'a>(xml: &mut Xml, it: &'a Row, widths: &[u32], drawings: &mut Drawings<'a>) {
    xml.element("w:tr", &[], |xml| {
        xml.element("w:trPr", &[], |xml| {
            if !it.may_break {
                xml.empty("w:cantSplit", &[]);
            }
            xml.empty("w:trHeight", &[("w:val", &it.height.to_string()), ("w:hRule", "atLeast")]);
            if it.is_head {
                xml.empty("w:tblHeader", &[]);
            }
        });
        let mut column = 0;
        for it in &it.cells {
            let width = widths.iter().skip(column).take(it.columns).sum();
            cell(xml, it, width, drawings);
            column += it.columns;
        }
    });
}

fn cell<'a>(xml: &mut Xml, it: &'a Cell, width: u32, drawings: &mut Drawings<'a>) {
    xml.element("w:tc", &[], |xml| {
        xml.element("w:tcPr", &[], |xml| {
            xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
            if it.columns > 1 {
                xml.value("w:gridSpan", &it.columns.to_string());
            }
            match it.merge {
                Merge::Single => {}
                Merge::First => xml.value("w:vMerge", "restart"),
                Merge::Continued => xml.empty("w:vMerge", &[]),
            }
            if it.side > 0 {
                let side = it.side.to_string();
                xml.element("w:tcMar", &[], |xml| {
                    for name in ["w:left", "w:right"] {
                        xml.empty(name, &[("w:w", &side), ("w:type", "dxa")]);
                    }
                });
            }
            xml.value("w:vAlign", "center");
        });
        for it in &it.paragraphs {
            paragraph(xml, it, drawings);
        }
    });
}
