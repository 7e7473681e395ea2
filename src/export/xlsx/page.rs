//! The page set-up: A4 upright, as wide as the page, heads repeated, no table broken that fits on a page; and the frozen
//! heads of the window.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::grid::SHEET_PIXELS;
use super::plan::{Block, Plan};

/// Excel's number for A4.
const A4: u8 = 9;

/// Margins in inches: left 28 mm and right 26 mm as in GB/T 9704, which leave 156 mm; top and bottom 18 mm, so that the
/// tables 三 and 四 with the foot share one page.
const LEFT: f64 = 28.0 / 25.4;
const RIGHT: f64 = 26.0 / 25.4;
const TOP: f64 = 18.0 / 25.4;
const HEADER: f64 = 10.0 / 25.4;

/// The footer has two lines, so it begins lower.
const FOOTER: f64 = 8.0 / 25.4;

/// So long a footer may be, with its marks; a longer unit name is cut.
const FOOTER_CHARACTERS: usize = 120;

/// The height of the printed area, 261 mm where the sheet's width takes 156 mm, in the sheet's pixels; less a fiftieth,
/// since printers differ.
const PAGE_PIXELS: u32 = SHEET_PIXELS * 261 / 156 * 49 / 50;

/// How far the window is enlarged.
const ZOOM: u16 = 120;

/// Sets up page and window of the form's sheet.
pub(super) fn set_up(sheet: &mut Worksheet, plan: &Plan, page_lines: &[String]) -> Result<(), XlsxError> {
    sheet
        .set_paper_size(A4)
        .set_portrait()
        .set_margins(LEFT, RIGHT, TOP, TOP, HEADER, FOOTER)
        .set_print_center_horizontally(true)
        .set_print_fit_to_pages(1, 0)
        // The signed copy is plain, whatever the conditional formats show on the screen.
        .set_print_black_and_white(true)
        .set_footer(footer(page_lines))
        .set_screen_gridlines(false)
        .set_zoom(ZOOM);
    sheet.set_print_area(0, 0, plan.rows().saturating_sub(1), plan.last_column())?;
    let (repeated_first, repeated_last) = repeated(plan);
    sheet.set_repeat_rows(repeated_first, repeated_last)?;
    sheet.set_freeze_panes(repeated_last.saturating_add(1), 0)?;
    let breaks = breaks(plan, repeated_first..=repeated_last);
    if !breaks.is_empty() {
        sheet.set_page_breaks(&breaks)?;
    }
    if let Some(first) = plan.cells.first() {
        sheet.set_selection(first.row, first.column, first.row, first.column)?;
    }
    Ok(())
}

/// The number of the page, and what the page says about the filing.
fn footer(page_lines: &[String]) -> String {
    let line = page_lines.join("  ").split_whitespace().collect::<Vec<_>>().join(" ");
    // What the code begins with must not be lost, so the line is cut in front.
    let surplus = line.chars().count().saturating_sub(FOOTER_CHARACTERS);
    let line: String = line.chars().skip(surplus).filter(|character| !character.is_control()).collect();
    format!("&C&\"宋体,Regular\"&9第 &P 页，共 &N 页\n{}", line.replace('&', "&&"))
}

/// The rows that every page repeats and that stay when the window scrolls: the heads of a single table; with several
/// tables, whose heads differ, the line with the unit.
fn repeated(plan: &Plan) -> (u32, u32) {
    match plan.blocks.as_slice() {
        [only] if only.heads > 0 => (only.table, only.table + only.heads - 1),
        _ => (plan.unit.row, plan.unit.row),
    }
}

/// The rows before which a page begins: a table that fits on a page is not broken, and takes the foot along.
fn breaks(plan: &Plan, repeated: std::ops::RangeInclusive<u32>) -> Vec<u32> {
    let height = |first: u32, last: u32| -> u32 {
        (first..=last).filter_map(|row| plan.heights.get(usize::try_from(row).ok()?)).sum()
    };
    let repeated_pixels = height(*repeated.start(), *repeated.end());
    let mut breaks = Vec::new();
    let mut used = plan.blocks.first().map_or(0, |block| height(0, block.first.saturating_sub(1)));
    for (position, Block { first, last, .. }) in plan.blocks.iter().enumerate() {
        let is_last = position + 1 == plan.blocks.len();
        let needed = height(*first, if is_last { plan.rows().saturating_sub(1) } else { *last });
        if used + needed > PAGE_PIXELS && position > 0 && repeated_pixels + needed <= PAGE_PIXELS {
            breaks.push(*first);
            used = repeated_pixels;
        }
        used = (used + needed) % PAGE_PIXELS;
    }
    breaks
}
