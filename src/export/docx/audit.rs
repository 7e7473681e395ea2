//! The audit report as blocks: title, facts, findings group by group, the foot to sign.

use super::block::{Block, Cell, Paragraph, Row, Table};
use super::form;
use super::page::WIDTH;
use super::style::{Alignment, Style};
use crate::export::audit::{Audit, Content, Entry, Group};
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
            Content::Facts(facts) => blocks.push(Block::Table(table(
                vec![NAME, WIDTH - NAME],
                facts.iter().map(|(name, text)| row(vec![head(name), cell(text)], false)).collect(),
                &part.heading,
            ))),
            Content::Groups(groups) => blocks.extend(groups.iter().flat_map(group)),
        }
    }
    blocks.push(Block::Paragraph(Paragraph { keeps_next: true, ..form::gap() }));
    blocks.push(Block::Table(form::foot(&audit.printed, filing)));
    blocks
}

fn group(group: &Group) -> [Block; 2] {
    let title = Paragraph { keeps_next: true, ..Paragraph::text(Style::UnitLine, group.title.as_str()) };
    let heads = ["序号", "级别", "审核结果", "审核说明或处理"].map(head).to_vec();
    let line = |(number, entry): (usize, &Entry)| {
        row(vec![head(&number.to_string()), head(entry.word()), cell(&entry.message), cell(&entry.answer)], false)
    };
    let mut rows = vec![row(heads, true)];
    rows.extend((1..).zip(&group.entries).map(line));
    [Block::Paragraph(title), Block::Table(table(COLUMNS.to_vec(), rows, &group.title))]
}

fn table(widths: Vec<u32>, rows: Vec<Row>, description: &str) -> Table {
    Table { widths, rows, is_framed: true, description: description.to_owned() }
}

fn row(cells: Vec<Cell>, is_head: bool) -> Row {
    /// 7 mm.
    const HEIGHT: u32 = 397;
    Row { height: HEIGHT, may_break: false, is_head, cells }
}

fn head(text: &str) -> Cell {
    Cell { side: SIDE, ..Cell::new(vec![Paragraph::text(Style::Head, text)]) }
}

fn cell(text: &str) -> Cell {
    let paragraph = Paragraph { alignment: Some(Alignment::Left), ..Paragraph::text(Style::Cell, text) };
    Cell { side: SIDE, ..Cell::new(vec![paragraph]) }
}
