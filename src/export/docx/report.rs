//! The annual report as blocks: its text on the grid of the page, the tables where they belong, the foot or the annex.

use super::block::{Block, Paragraph};
use super::fit::{Fit, Sheet};
use super::form;
use super::page::LINE_PITCH;
use super::style::Style;
use crate::export::report::{Report, annex_mark};
use crate::filing::Filing;
use crate::form::Table;
use crate::report::draft::flow;

/// All blocks of a report.
pub(super) fn blocks(report: &Report<'_>, filing: &Filing) -> Vec<Block> {
    let mut writer = Writer { filing, blocks: Vec::new(), fit: Fit::in_text() };
    for paragraph in form::title(report.printed.unit, &report.title) {
        writer.paragraph(paragraph);
    }
    // One line stays empty below a title.
    writer.paragraph(Paragraph::new(Style::Text, Vec::new()));
    for (position, block) in report.blocks.iter().enumerate() {
        let has_table_below = matches!(report.blocks.get(position + 1), Some(flow::Block::Table(_)));
        match block {
            flow::Block::Title(text) => writer.paragraph(Paragraph::text(Style::Title, text.as_str())),
            flow::Block::Heading(text) => {
                let style = Style::Heading;
                writer.paragraph(Paragraph { keeps_next: !has_table_below, ..Paragraph::text(style, text.as_str()) });
            }
            flow::Block::Subheading(text) => writer.paragraph(Paragraph::text(Style::Subheading, text.as_str())),
            flow::Block::Paragraph(text) => writer.paragraph(Paragraph::text(Style::Text, text.as_str())),
            flow::Block::Table(table) => writer.table(&report.printed.tables[*table]),
            flow::Block::Annex(name) => {
                writer.paragraph(form::gap());
                writer.paragraph(Paragraph::text(Style::Text, name.as_str()));
                let mark = Paragraph::text(Style::Section, annex_mark(name));
                let half_points = Style::Heading.half_points();
                let mark = Paragraph { starts_page: true, half_points, ..mark };
                writer.blocks.extend(form::blocks(&report.printed, filing, vec![mark]));
            }
        }
    }
    if !report.has_annex() {
        writer.paragraph(Paragraph { keeps_next: true, ..form::gap() });
        writer.blocks.push(Block::Table(form::foot(&report.printed, filing)));
    }
    writer.blocks
}

/// Blocks as they are put one below the other.
struct Writer<'a> {
    filing: &'a Filing,
    blocks: Vec<Block>,
    fit: Fit,
}

impl Writer<'_> {
    fn paragraph(&mut self, paragraph: Paragraph) {
        self.fit.follow(form::height(&paragraph));
        self.blocks.push(Block::Paragraph(paragraph));
    }

    /// A table with its space; on one page if one page can hold it.
    fn table(&mut self, table: &Table) {
        let widths = form::widths(table);
        let sheet = Sheet { table, filing: self.filing, widths: &widths };
        let space = form::height(&form::gap());
        // The text above may break elsewhere than it was estimated to, and take a line more.
        let setting = self.fit.table(&sheet, space, LINE_PITCH);
        self.blocks.push(Block::Paragraph(Paragraph {
            starts_page: setting.starts_page,
            keeps_next: true,
            ..form::gap()
        }));
        self.blocks.push(Block::Table(form::official_table(&sheet, &setting)));
        self.paragraph(form::gap());
    }
}
