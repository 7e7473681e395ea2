//! The audit report as blocks: title, facts, findings group by group, the foot to sign.

use super::block::{Block, Cell, Paragraph, Row, Table};
use super::fixed::WIDTH;
use super::form;
use super::style::{Alignment, Style, line_height};
use crate::export::audit::{Audit, Content, Group};
use crate::export::measure;
use crate::filing::Filing;

/// The columns of names and of what belongs to them: 28 mm and the rest.
const NAME: u32 = 1_588;

/// The columns of findings: number, severity, finding, answer.
const COLUMNS: [u32; 4] = [567, 850, WIDTH - 567 - 850 - 2_835, 2_835];

/// The space left and right of texts, 1 mm.
const SIDE: u32 = 57;

/// All blocks of an audit report.
pub(super) fn blocks(audit: &Audit<'_>, filing: &Filing) -> Vec<Block> {
    let mut blocks: Vec<Block> =
        form::title(audit.printed.unit, &audit.title).into_iter().map(Block::Paragraph).collect();
    blocks.push(Block::Paragraph(Paragraph::text(Style::Subtitle, audit.printed.subtitle.as_str())));
    for part in &audit.parts {
        let heading = Paragraph::text(Style::Section, part.heading.as_str());
        blocks.push(Block::Paragraph(Paragraph { keeps_next: true, ..heading }));
        match &part.content {
            Content::Text(text) => blocks.push(Block::Paragraph(Paragraph::text(Style::UnitLine, text.as_str()))),
            Content::Facts(facts) => {
                let line = |(name, text): &(&str, String)| row(&[NAME, WIDTH - NAME], &[name, text], 1);
                let rows = facts.iter().map(line).collect();
                blocks.push(Block::Table(table(&[NAME, WIDTH - NAME], rows, &part.heading)));
            }
            Content::Groups(groups) => blocks.extend(groups.iter().flat_map(group)),
        }
    }
    keep_end(&mut blocks);
    blocks.push(Block::Paragraph(Paragraph { keeps_next: true, ..form::gap() }));
    blocks.push(Block::Table(form::foot(&audit.printed, filing)));
    blocks
}

/// Keeps what stands last on the page of the foot: nobody signs an empty page.
fn keep_end(blocks: &mut [Block]) {
    for block in blocks.iter_mut().rev() {
        match block {
            Block::Paragraph(paragraph) => paragraph.keeps_next = true,
            Block::Table(table) => {
                let cells = table.rows.last_mut().into_iter().flat_map(|row| &mut row.cells);
                cells.flat_map(|cell| &mut cell.paragraphs).for_each(|it| it.keeps_next = true);
                return;
            }
        }
    }
}

fn group(group: &Group) -> [Block; 3] {
    let title = Paragraph { keeps_next: true, ..Paragraph::text(Style::UnitLine, group.title.as_str()) };
    let heads = ["序号", "级别", "审核结果", "审核说明或处理"];
    let mut rows = vec![Row { is_head: true, ..row(&COLUMNS, &heads, heads.len()) }];
    for (number, entry) in (1..).zip(&group.entries) {
        rows.push(row(&COLUMNS, &[&number.to_string(), entry.word(), &entry.message, &entry.answer], 2));
    }
    let gap = Paragraph { half_points: 6, ..Paragraph::new(Style::Field, Vec::new()) };
    [Block::Paragraph(title), Block::Table(table(&COLUMNS, rows, &group.title)), Block::Paragraph(gap)]
}

fn table(widths: &[u32], rows: Vec<Row>, description: &str) -> Table {
    Table { widths: widths.to_vec(), rows, is_framed: true, description: description.to_owned() }
}

/// A row whose first cells are heads, as high as its texts need with some space above and below.
fn row(widths: &[u32], texts: &[&str], heads: usize) -> Row {
    /// 1.8 mm.
    const INSET: u32 = 102;
    let half_points = Style::Cell.half_points();
    let room = |width: &u32| width.saturating_sub(2 * SIDE);
    let lines = widths.iter().zip(texts).map(|(width, text)| measure::lines(text, half_points * 10, room(width)));
    let height = lines.max().unwrap_or(1) * line_height(half_points) + 2 * INSET;
    let cells = texts.iter().enumerate().map(|(at, text)| if at < heads { head(text) } else { cell(text) });
    Row { height, may_break: false, is_head: false, cells: cells.collect() }
}

fn head(text: &str) -> Cell {
    Cell { side: SIDE, ..Cell::new(vec![Paragraph::text(Style::Head, text)]) }
}

fn cell(text: &str) -> Cell {
    let paragraph = Paragraph { alignment: Some(Alignment::Left), ..Paragraph::text(Style::Cell, text) };
    Cell { side: SIDE, ..Cell::new(vec![paragraph]) }
}
