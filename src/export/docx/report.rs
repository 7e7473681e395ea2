//! The annual report as blocks: its text on the grid of the page, the tables where they belong, the foot or the annex.

use super::block::{Block, Chart, Inline, Paragraph};
use super::fit::{Fit, Sheet};
use super::fixed::{LINE_PITCH, WIDTH};
use super::form;
use super::style::{Alignment, Style};
use crate::export::drawing::Drawing;
use crate::export::report::{Report, annex_mark, caption};
use crate::filing::Filing;
use crate::form::Table;
use crate::report::charts;
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
            flow::Block::Chart(number, chart) => writer.chart(*number, chart),
            flow::Block::Annex(name) => {
                // The name of the annex is no page by itself.
                writer.keep_last();
                writer.paragraph(Paragraph { keeps_next: true, ..form::gap() });
                writer.paragraph(Paragraph::text(Style::Text, name.as_str()));
                let mark = Paragraph::text(Style::Section, annex_mark(name));
                let half_points = Style::Heading.half_points();
                let mark = Paragraph { starts_page: true, half_points, ..mark };
                writer.blocks.extend(form::blocks(&report.printed, filing, vec![mark]));
            }
        }
    }
    if !report.has_annex() {
        // Nobody signs an empty page.
        writer.keep_last();
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

    /// Keeps what was written last on the page of what comes next.
    fn keep_last(&mut self) {
        if let Some(Block::Paragraph(last)) = self.blocks.last_mut() {
            last.keeps_next = true;
        }
    }

    /// A chart with its caption on the same page.
    fn chart(&mut self, number: usize, chart: &charts::Chart) {
        /// EMU in a twip, and twips in a tenth of a point.
        const TWIP: u32 = 635;
        const TENTH: u32 = 2;
        // Word lays it out in its own way; it gets the room that the drawn one takes.
        let height = Drawing::of(chart).height.unsigned_abs() * TENTH;
        let picture = Chart { content: chart.clone(), width: WIDTH * TWIP, height: height * TWIP };
        let line = Style::Caption.height(Style::Caption.half_points(), 1);
        self.fit.keep(height + line);
        self.blocks.push(Block::Paragraph(Paragraph {
            keeps_next: true,
            ..Paragraph::new(Style::Chart, vec![Inline::Chart(picture)])
        }));
        self.blocks.push(Block::Paragraph(Paragraph {
            keeps_next: !chart.notes.is_empty(),
            ..Paragraph::text(Style::Caption, caption(number, chart))
        }));
        for note in &chart.notes {
            let note = Paragraph::text(Style::PageLine, format!("注：{note}"));
            self.paragraph(Paragraph { alignment: Some(Alignment::Centre), ..note });
        }
    }

    /// A table with its space; on one page if one page can hold it.
    fn table(&mut self, table: &Table) {
        let widths = form::widths(table);
        let sheet = Sheet { table, filing: self.filing, widths: &widths };
        let space = form::height(&form::gap());
        // The text above may break elsewhere than it was estimated to, and take a line more.
        let setting = self.fit.table(&sheet, space, LINE_PITCH);
        // Where it begins follows from what stands above, which Word knows better: its rows keep together.
        self.blocks.push(Block::Paragraph(Paragraph { keeps_next: true, ..form::gap() }));
        self.blocks.push(Block::Table(form::official_table(&sheet, &setting)));
        self.paragraph(form::gap());
    }
}
