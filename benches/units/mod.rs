//! What units send, made for benches.

use std::io::Cursor;
use std::sync::Arc;

use calamine::Reader as _;
use tianbao::check::{Engine, Rulebook};
use tianbao::export;
use tianbao::filing::Filing;

/// A unit's workbook as it comes in: labels, numbers and merged heads, no formulas, no embedded copy, about 7 KB.
pub(crate) fn workbook(filing: &Filing) -> Vec<u8> {
    let engine = Engine::new(Arc::new(Rulebook::new(Arc::clone(filing.form()))), filing);
    let full = export::xlsx::workbook(filing, &engine).expect("a workbook");
    let mut full: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(full)).expect("a workbook");
    let name = full.sheet_names().remove(0);
    let range = full.worksheet_range(&name).expect("the form");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = rust_xlsxwriter::Format::new();
    for merge in full.merge_cells_by_sheet_name(&name).expect("ranges") {
        let place = |(row, column): (u32, u32)| (row, u16::try_from(column).expect("few columns"));
        let ((row, column), (last_row, last_column)) = (place(merge.start), place(merge.end));
        sheet.merge_range(row, column, last_row, last_column, "", &plain).expect("a range");
    }
    for (row, column, data) in range.used_cells() {
        let (row, column) = (u32::try_from(row).expect("few rows"), u16::try_from(column).expect("few columns"));
        match data {
            calamine::Data::Float(value) => sheet.write_with_format(row, column, *value, &plain).map(drop),
            other => sheet.write_with_format(row, column, other.to_string(), &plain).map(drop),
        }
        .expect("a cell");
    }
    workbook.save_to_buffer().expect("a workbook")
}
