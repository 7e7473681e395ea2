//! The printed form, alone or in the annual report, as a Word document with native tables, for Word, WPS and LibreOffice.
//!
//! Reading order: `fixed` (names and measures), `block` (what a document is made of), `chart` (Word's own charts),
//! `style` (what its paragraphs look like), `page` (paper and footers), `letter` (heading, paragraphs and who writes),
//! `form` (a filing as blocks), `report` (the annual report as blocks), `audit` (the audit report as blocks), `fit`
//! (how the tables fill the pages), `body` and `package` (blocks as bytes), `xml`.

mod audit;
mod block;
mod body;
mod chart;
mod fit;
mod fixed;
mod form;
mod letter;
mod package;
mod page;
mod report;
mod style;
mod xml;

use package::{Document, Properties};

use super::audit::Audit;
use super::printed::Printed;
use super::report::Report;
use crate::aggregate::slip::Slip;
use crate::filing::Filing;

/// The official tables of a filing; the same filing gives the same bytes.
pub fn document(filing: &Filing) -> Vec<u8> {
    let printed = Printed::of(filing);
    pack(form::blocks(&printed, filing, Vec::new()), &printed.title, &printed, filing)
}

/// The annual report of a filing; the same filing gives the same bytes.
pub fn report(report: &Report<'_>, filing: &Filing) -> Vec<u8> {
    pack(report::blocks(report, filing), &report.title, &report.printed, filing)
}

/// The audit report of a filing; the same check at the same time gives the same bytes.
pub fn audit(audit: &Audit<'_>, filing: &Filing) -> Vec<u8> {
    pack(audit::blocks(audit, filing), &audit.title, &audit.printed, filing)
}

/// A return slip to a unit; the same slip at the same time gives the same bytes.
pub fn slip(slip: &Slip, at: jiff::Timestamp) -> Vec<u8> {
    let page_lines = [format!("{} {} 年度", slip.unit, slip.year), format!("校验码 {}", slip.code)];
    package::pack(&Document {
        blocks: letter::blocks(Slip::HEADING, &slip.paragraphs(), &slip.foot()),
        footers: page::footers(&page_lines),
        properties: Properties {
            title: format!("{}退回意见", slip.unit),
            subject: format!("{} {} 年度", slip.title, slip.year),
            author: slip.from.clone(),
            description: page_lines.join("，"),
            changed_at: at,
        },
    })
}

/// A letter about a filing; the same filing gives the same bytes.
pub fn letter(filing: &Filing, heading: &str, paragraphs: &[String], foot: &[String]) -> Vec<u8> {
    pack(letter::blocks(heading, paragraphs, foot), heading, &Printed::of(filing), filing)
}

fn pack(blocks: Vec<block::Block>, title: &str, printed: &Printed<'_>, filing: &Filing) -> Vec<u8> {
    package::pack(&Document {
        blocks,
        footers: page::footers(&printed.page_lines),
        properties: Properties {
            title: title.to_owned(),
            subject: printed.subtitle.clone(),
            author: printed.unit.to_owned(),
            description: format!("{}，{}", filing.form().issued_by, printed.page_lines[1]),
            changed_at: printed.changed_at,
        },
    })
}
