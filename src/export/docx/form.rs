//! A filing as blocks: title, unit, tables, and the foot with the sign-off fields, the QR code and room for the seal.

use super::block::{Block, Cell, Inline, Merge, Paragraph, Picture, Row, Table};
use super::fit::{Fit, Setting, Sheet};
use super::fixed::{HEIGHT, WIDTH};
use super::style::{Alignment, Style};
use crate::export::measure;
use crate::export::printed::{self, FIELDS_A_LINE, Printed, SEAL};
use crate::export::qr::Qr;
use crate::filing::Filing;
use crate::form::{self, LayoutBox, Role};

/// The sizes that a title may have in half points, the best first: 二号 to 小二.
const TITLE_SIZES: [u32; 5] = [44, 42, 40, 38, 36];

/// The height of a row of the foot: 9 mm, and 30 mm for the seal.
const FIELD_HEIGHT: u32 = 510;
const SEAL_HEIGHT: u32 = 1701;

/// The space between the last table and the foot.
const FOOT_GAP: u32 = 240;

/// The width of the QR code's place: 45 mm.
const QR_WIDTH: u32 = 2551;

/// EMU in a tenth of a millimetre.
const TENTH: u32 = 3_600;

/// All blocks of the printed form, below what stands above it.
pub(super) fn blocks(printed: &Printed<'_>, filing: &Filing, above: Vec<Paragraph>) -> Vec<Block> {
    let mut front = above;
    front.extend(title(printed.unit, &printed.title));
    front.push(Paragraph::text(Style::Subtitle, printed.subtitle.as_str()));
    front.push(Paragraph::text(Style::UnitLine, printed.unit_line.as_str()));
    let foot = foot(printed, filing);
    let foot_height = FOOT_GAP + foot.rows.iter().map(|row| row.height).sum::<u32>();
    let mut fit = Fit::behind(front.iter().map(height).sum());
    let mut blocks: Vec<_> = front.into_iter().map(Block::Paragraph).collect();
    for (position, table) in printed.tables.iter().enumerate() {
        let widths = widths(table);
        let sheet = Sheet { table, filing, widths: &widths };
        let heading = Paragraph::text(Style::Section, table.section.as_str());
        let heading_height = if table.section.is_empty() { 0 } else { height(&heading) };
        let is_last = position + 1 == printed.tables.len();
        let setting = fit.table(&sheet, heading_height, if is_last { foot_height } else { 0 });
        if !table.section.is_empty() {
            blocks.push(Block::Paragraph(Paragraph { starts_page: setting.starts_page, ..heading }));
        } else if position > 0 {
            let empty = Paragraph::new(Style::Section, Vec::new());
            blocks.push(Block::Paragraph(Paragraph { starts_page: setting.starts_page, ..empty }));
        }
        blocks.push(Block::Table(official_table(&sheet, &setting)));
    }
    blocks.push(Block::Paragraph(Paragraph { keeps_next: true, ..gap() }));
    blocks.push(Block::Table(foot));
    blocks
}

/// The space before and behind what is no text.
pub(super) fn gap() -> Paragraph {
    Paragraph { half_points: FOOT_GAP / 12, ..Paragraph::new(Style::Field, Vec::new()) }
}

/// One line at 二号, or a little smaller when that is all it takes; else the unit stands on a line of its own.
pub(super) fn title(unit: &str, title: &str) -> Vec<Paragraph> {
    let fits = |text: &str| TITLE_SIZES.into_iter().find(|size| measure::width(text, size * 10) <= WIDTH);
    let smallest = TITLE_SIZES[TITLE_SIZES.len() - 1];
    let line = |text: &str, half_points| Paragraph { half_points, ..Paragraph::text(Style::Title, text) };
    if let Some(size) = fits(title) {
        return vec![line(title, size)];
    }
    let size = fits(unit).unwrap_or(smallest);
    let rest = title.strip_prefix(unit).unwrap_or(title);
    [unit, rest].into_iter().filter(|text| !text.is_empty()).map(|text| line(text, size)).collect()
}

/// The height of a paragraph as wide as the page.
pub(super) fn height(it: &Paragraph) -> u32 {
    let indent = if it.style.is_on_grid() { "\u{3000}\u{3000}" } else { "" };
    let texts = it.inlines.iter().map(|it| if let Inline::Text(text) = it { text.as_str() } else { "" });
    let text: String = std::iter::once(indent).chain(texts).collect();
    it.style.height(it.half_points, measure::lines(&text, it.style.character(it.half_points), WIDTH))
}

/// The relative widths of a table's columns as parts of the page's width, without a twip lost.
pub(super) fn widths(table: &form::Table) -> Vec<u32> {
    let sum = table.widths.iter().sum::<u32>().max(1);
    let mut before = 0;
    let mut edge = 0;
    let width = |it: &u32| {
        before += it;
        let next = WIDTH * before / sum;
        next - std::mem::replace(&mut edge, next)
    };
    table.widths.iter().map(width).collect()
}

pub(super) fn official_table(sheet: &Sheet<'_>, setting: &Setting) -> Table {
    let table = sheet.table;
    let kept = printed::kept_together(table);
    let rows = (0..table.lines).map(|line| {
        let is_head = line < table.head_lines;
        let is_kept = setting.is_whole && line + 1 < table.lines
            || kept.iter().any(|(first, count)| (*first..first + count - 1).contains(&line));
        let height = setting.heights.get(line).copied().unwrap_or_default();
        let boxes = table.boxes.iter().filter(|it| (it.line..it.line + it.line_span).contains(&line));
        let mut boxes: Vec<_> = boxes.collect();
        boxes.sort_by_key(|it| it.column);
        let cells = boxes.into_iter().map(|it| cell(sheet, setting, it, line, is_kept || is_head)).collect();
        // A row that no page can hold has to break, or its end would be lost.
        Row { height: height.min(HEIGHT / 2), may_break: height > HEIGHT / 2, is_head, cells }
    });
    let rows = rows.collect();
    Table { widths: sheet.widths.to_vec(), rows, is_framed: true, description: table.section.clone() }
}

fn cell(sheet: &Sheet<'_>, setting: &Setting, it: &LayoutBox, line: usize, keeps_next: bool) -> Cell {
    let merge = match it.line_span {
        1 => Merge::Single,
        _ if it.line == line => Merge::First,
        _ => Merge::Continued,
    };
    let paragraph = if merge == Merge::Continued {
        Paragraph { half_points: setting.half_points, ..Paragraph::new(Style::Cell, Vec::new()) }
    } else {
        text(sheet, setting, it)
    };
    Cell {
        columns: it.column_span,
        merge,
        side: Sheet::side(it),
        paragraphs: vec![Paragraph { keeps_next, ..paragraph }],
    }
}

fn text(sheet: &Sheet<'_>, setting: &Setting, it: &LayoutBox) -> Paragraph {
    let is_head = matches!(it.role, Role::Head | Role::Band) && !printed::is_note(it, sheet.table);
    let style = if is_head { Style::Head } else { Style::Cell };
    let text = printed::box_text(it, sheet.filing);
    let is_number = matches!(it.role, Role::Value(_));
    let half_points = if is_number { sheet.number_size(it, &text, setting.half_points) } else { setting.half_points };
    Paragraph {
        half_points,
        alignment: printed::is_left(it, sheet.table).then_some(Alignment::Left),
        indents: (sheet.indent(it, setting.half_points), 0),
        ..Paragraph::text(style, text)
    }
}

/// Who signs, the QR code, and room for the seal: it is 42 mm across and may cover the table's edge and the fields.
pub(super) fn foot(printed: &Printed<'_>, filing: &Filing) -> Table {
    // A grid in which the fields and the picture below them find their edges.
    let third = WIDTH / u32::try_from(FIELDS_A_LINE).unwrap_or(1);
    let widths = vec![QR_WIDTH, third - QR_WIDTH, third, WIDTH - 2 * third];
    let kept = |paragraph| Paragraph { keeps_next: true, ..paragraph };
    let mut rows: Vec<_> = printed
        .foot
        .iter()
        .map(|line| {
            let texts = (0..FIELDS_A_LINE).map(|slot| line.get(slot).map(|(field, text)| format!("{field}：{text}")));
            let cells = texts.enumerate().map(|(slot, text)| Cell {
                columns: if slot == 0 { 2 } else { 1 },
                ..Cell::new(vec![kept(Paragraph::text(Style::Field, text.unwrap_or_default()))])
            });
            Row { height: FIELD_HEIGHT, may_break: false, is_head: false, cells: cells.collect() }
        })
        .collect();
    let picture = Qr::of(filing).and_then(|qr| picture(&qr, &printed.page_lines[1]));
    let seal = Paragraph {
        alignment: Some(Alignment::Right),
        indents: (0, 907),
        ..Paragraph::text(Style::Field, if printed.has_seal { SEAL } else { "" })
    };
    let cells = vec![
        Cell::new(vec![Paragraph::new(Style::Picture, picture.map(Inline::Picture).into_iter().collect())]),
        Cell { columns: 3, ..Cell::new(vec![seal]) },
    ];
    rows.push(Row { height: SEAL_HEIGHT, may_break: false, is_head: false, cells });
    Table { widths, rows, is_framed: false, description: "签章".to_owned() }
}

/// The QR code as a picture: half a millimetre a square, less when there are many.
fn picture(qr: &Qr, description: &str) -> Option<Picture> {
    /// Dots of the picture to a square, so that no program blurs the edges when it makes it larger.
    const DOTS: usize = 8;
    let squares = qr.width() + 2 * Qr::EDGE;
    let dots = squares * DOTS;
    let row_bytes = dots.div_ceil(8);
    // White is 1; a square is eight dots, so it is one byte.
    let rows = (0..dots).flat_map(|dot| {
        (0..row_bytes).map(move |square| {
            let line = (dot / DOTS).checked_sub(Qr::EDGE);
            let is_dark = line.zip(square.checked_sub(Qr::EDGE)).is_some_and(|(line, column)| qr.is_dark(line, column));
            if is_dark { 0 } else { u8::MAX }
        })
    });
    let rows: Vec<u8> = rows.collect();
    let side = u32::try_from(dots).ok()?;
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&rows)).ok()?;
    let squares = u32::try_from(squares).ok()?;
    let length = (squares * 5 * TENTH).min(380 * TENTH);
    Some(Picture { png, description: format!("二维码，{description}"), width: length, height: length })
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, widths};
    use crate::form::Catalogue;

    #[test]
    fn columns_fill_the_page() {
        for form in Catalogue::shipped().all() {
            for table in &form.tables {
                assert_eq!(widths(table).iter().sum::<u32>(), WIDTH, "{}", table.id);
            }
        }
    }
}
