//! The ledger (台账) of an aggregate: a sheet with the units, and one sheet a table with every unit's figures, whose sums
//! are formulas over the lines right below: a district over its offices, the whole over the districts.
//!
//! ```text
//!            一、本年新收…（自然人）   …
//! 合计       =SUM(B4,B7)
//!   甲区     =SUM(B5:B6)
//!     财政局  12
//!     教育局   3
//!   乙县      5
//! ```
//!
//! A formula stands only where a spreadsheet's sum is the exact one; other sums are written as they are.

use rust_xlsxwriter::{Format, Formula, Url, Workbook, Worksheet, XlsxError};

use super::content::{Content, exactly, plain};
use super::look::{self, Look};
use super::place::{Place, ranges};
use super::{COLUMN_PIXELS, ROW_PIXELS, sheet_name};
use crate::aggregate::lines::{Line, lines};
use crate::aggregate::{Aggregate, CellSum, Part, Sum, Tree};
use crate::export::Error;
use crate::filing::Value;
use crate::form::{CellIndex, Form};

/// How the sheets are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// A unit is a row.
    #[default]
    UnitsAsRows,
    /// A unit is a column.
    UnitsAsColumns,
}

/// What a ledger is made of.
pub struct Ledger<'a> {
    /// The aggregate.
    pub aggregate: &'a Aggregate,
    /// Its name.
    pub name: &'a str,
    /// The expected units, by which the lines are ordered and added up.
    pub units: Option<&'a Tree>,
    /// How the sheets are laid out.
    pub layout: Layout,
    /// Where the file of a unit lies, for the link to it.
    pub file: &'a dyn Fn(&Part) -> Option<String>,
}

/// The heads: the names of cells, and their measures.
const HEADS: u32 = 2;

/// A formula takes so many ranges at most; more are several sums.
const MOST_RANGES: usize = 200;

/// Where names stand, and how wide they are.
const NAME_PIXELS: u32 = 220;
const HEAD_PIXELS: u32 = 92;

/// The name of the sheet with the units.
const UNITS: &str = "单位";

impl std::fmt::Debug for Ledger<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Ledger").field("name", &self.name).field("layout", &self.layout).finish_non_exhaustive()
    }
}

/// The workbook of an aggregate.
///
/// # Errors
/// When a name does not fit into a cell of a workbook, or there are more units than columns.
pub fn ledger(ledger: &Ledger<'_>) -> Result<Vec<u8>, Error> {
    let (lines, top) = lines(ledger.aggregate, ledger.units);
    let sums = sums(ledger.aggregate, &lines);
    let form = ledger.aggregate.form();
    let mut workbook = Workbook::new();
    workbook.set_default_format(&look::default(), ROW_PIXELS, COLUMN_PIXELS)?;
    let names: Vec<String> = (0..form.tables.len()).map(|table| table_name(form, table)).collect();
    let writer = Writer { ledger, lines: &lines, top: &top, sums: &sums, looks: Looks::new() };
    writer.units(workbook.add_worksheet().set_name(UNITS)?, names.first())?;
    for (table, name) in names.iter().enumerate() {
        writer.table(workbook.add_worksheet().set_name(name)?, table)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// The name of a table's sheet; those of several tables differ by their number.
fn table_name(form: &Form, table: usize) -> String {
    let section = form.tables.get(table).map_or("", |table| table.section.as_str());
    if form.tables.len() == 1 { sheet_name(&form.title) } else { sheet_name(&format!("{} {section}", table + 1)) }
}

/// The sums of the lines that stand over others; those of units are their own figures.
fn sums(aggregate: &Aggregate, lines: &[Line]) -> Vec<Option<Sum>> {
    let mut sums: Vec<Option<Sum>> = vec![None; lines.len()];
    // Lines stand behind those they belong to.
    for (at, line) in lines.iter().enumerate().rev().filter(|(_, line)| line.part.is_none()) {
        let mut sum = Sum::new(aggregate.form().cells.len());
        for below in &line.below {
            match (sums.get(*below), lines.get(*below).and_then(|line| aggregate.part(line.part?))) {
                (_, Some(part)) => sum.add(&part.column),
                (Some(Some(other)), None) => sum.merge(other),
                _ => {}
            }
        }
        if let Some(place) = sums.get_mut(at) {
            *place = Some(sum);
        }
    }
    sums
}

/// The formats, made once for all cells.
struct Looks {
    head: Format,
    number: Format,
    amount: Format,
    long: Format,
    text: Format,
    labels: Vec<Format>,
}

impl Looks {
    /// Names are indented so deep.
    const DEEPEST: u8 = 8;

    fn new() -> Self {
        let label = |indent| Look::Label { indent, is_centred: false }.format();
        Self {
            head: Look::Head.format(),
            number: Look::Number.format(),
            amount: Look::Amount.format(),
            long: Look::LongNumber(0).format(),
            text: Look::Text.format(),
            labels: (0..=Self::DEEPEST).map(label).collect(),
        }
    }

    fn label(&self, depth: usize) -> &Format {
        self.labels.get(depth).or(self.labels.last()).unwrap_or(&self.text)
    }
}

struct Writer<'a> {
    ledger: &'a Ledger<'a>,
    lines: &'a [Line],
    top: &'a [usize],
    sums: &'a [Option<Sum>],
    looks: Looks,
}

impl Writer<'_> {
    /// The sheet with the units: each with its file and its line in the first table.
    fn units(&self, sheet: &mut Worksheet, first_table: Option<&String>) -> Result<(), XlsxError> {
        let Ledger { aggregate, name, .. } = self.ledger;
        let title = format!("{name} {} 年度汇总台账，{} 个单位", aggregate.year(), aggregate.unit_count());
        sheet.set_column_width_pixels(0, NAME_PIXELS + 80)?;
        sheet.set_column_width_pixels(1, NAME_PIXELS * 2)?;
        sheet.write_string_with_format(0, 0, title, &Look::Section.format())?;
        for (column, head) in (0..).zip(["单位", "文件"]) {
            sheet.write_string_with_format(1, column, head, &self.looks.head)?;
        }
        for (row, (at, line)) in (2..).zip(self.lines.iter().enumerate()) {
            let format = self.looks.label(line.depth);
            let place = self.place(at, 0);
            match first_table {
                Some(table) => {
                    let link = format!("internal:'{}'!{}", table.replace('\'', "''"), self.name_place(place).address());
                    sheet.write_url_with_format(row, 0, Url::new(link).set_text(&line.name), format)?;
                }
                None => {
                    sheet.write_string_with_format(row, 0, &line.name, format)?;
                }
            }
            let part = line.part.and_then(|part| aggregate.part(part));
            let file = part.map_or("", |part| part.file.as_str());
            match part.and_then(|part| (self.ledger.file)(part)) {
                Some(link) => {
                    let link = Url::new(format!("file:///{}", link.trim_start_matches('/'))).set_text(file);
                    sheet.write_url_with_format(row, 1, link, &self.looks.labels[0])?;
                }
                None => {
                    sheet.write_string_with_format(row, 1, file, &self.looks.labels[0])?;
                }
            }
        }
        sheet.set_freeze_panes(2, 0)?;
        Ok(())
    }

    /// The sheet of a table.
    fn table(&self, sheet: &mut Worksheet, table: usize) -> Result<(), XlsxError> {
        let form = self.ledger.aggregate.form();
        let cells: Vec<CellIndex> = form.cell_indices().filter(|cell| form.cell(*cell).table == table).collect();
        let is_rows = self.ledger.layout == Layout::UnitsAsRows;
        // A formula whose result is a blank would otherwise be stored with the result 0.
        sheet.set_formula_result_default("");
        sheet.set_column_width_pixels(0, NAME_PIXELS)?;
        if is_rows {
            sheet.set_row_height_pixels(0, HEAD_PIXELS)?;
            sheet.set_freeze_panes(HEADS, 1)?;
        } else {
            sheet.set_freeze_panes(1, 2)?;
        }
        sheet.write_string_with_format(0, 0, if is_rows { "单位" } else { "指标" }, &self.looks.head)?;
        let measure = if is_rows { (1, 0) } else { (0, 1) };
        sheet.write_string_with_format(measure.0, measure.1, "计量单位", &self.looks.head)?;
        for (at, cell) in (0..).zip(&cells) {
            let it = form.cell(*cell);
            let (name, measure) = if is_rows {
                (Place { row: 0, column: at + 1 }, Place { row: 1, column: at + 1 })
            } else {
                (Place { row: u32::from(at) + 1, column: 0 }, Place { row: u32::from(at) + 1, column: 1 })
            };
            let format = if is_rows { &self.looks.head } else { &self.looks.labels[0] };
            sheet.write_string_with_format(name.row, name.column, &it.name, format)?;
            sheet.write_string_with_format(measure.row, measure.column, &it.measure, &self.looks.head)?;
        }
        self.total(sheet, &cells)?;
        for (at, line) in self.lines.iter().enumerate() {
            let name = self.name_place(self.place(at, 0));
            let format = if is_rows { self.looks.label(line.depth + 1) } else { &self.looks.head };
            sheet.write_string_with_format(name.row, name.column, &line.name, format)?;
            for (cell_at, cell) in (0..).zip(&cells) {
                let place = self.place(at, cell_at);
                if let Some(part) = line.part.and_then(|part| self.ledger.aggregate.part(part)) {
                    self.write(sheet, place, plain(&part.column.value(*cell)))?;
                } else {
                    let sum = self.sums.get(at).and_then(Option::as_ref).map(|sum| sum.cell(*cell));
                    self.sum(sheet, place, (*cell, cell_at), sum.unwrap_or_default(), &line.below)?;
                }
            }
        }
        Ok(())
    }

    /// The line over all others.
    fn total(&self, sheet: &mut Worksheet, cells: &[CellIndex]) -> Result<(), XlsxError> {
        let place = |cell_at| self.beside(0, cell_at);
        let name = self.name_place(place(0));
        sheet.write_string_with_format(name.row, name.column, "合计", &self.looks.head)?;
        for (cell_at, cell) in (0..).zip(cells) {
            let sum = self.ledger.aggregate.cell(*cell);
            self.sum(sheet, place(cell_at), (*cell, cell_at), sum, self.top)?;
        }
        Ok(())
    }

    /// Where a figure of a line stands; line 0 of all is the total.
    fn beside(&self, line: u32, cell_at: u16) -> Place {
        match self.ledger.layout {
            Layout::UnitsAsRows => Place { row: HEADS + line, column: cell_at + 1 },
            Layout::UnitsAsColumns => Place {
                row: u32::from(cell_at) + 1,
                column: u16::try_from(line).map_or(u16::MAX, |line| line.saturating_add(2)),
            },
        }
    }

    fn place(&self, line: usize, cell_at: u16) -> Place {
        self.beside(u32::try_from(line).map_or(u32::MAX, |line| line.saturating_add(1)), cell_at)
    }

    /// Where the name of the line of a figure stands.
    fn name_place(&self, place: Place) -> Place {
        match self.ledger.layout {
            Layout::UnitsAsRows => Place { column: 0, ..place },
            Layout::UnitsAsColumns => Place { row: 0, ..place },
        }
    }

    /// A sum over lines: a formula where it gives exactly the sum.
    fn sum(
        &self,
        sheet: &mut Worksheet,
        place: Place,
        (cell, cell_at): (CellIndex, u16),
        sum: CellSum,
        below: &[usize],
    ) -> Result<(), XlsxError> {
        let form = self.ledger.aggregate.form();
        if !form.cell(cell).is_additive {
            return self.write(sheet, place, Content::Blank);
        }
        let value = sum.value().unwrap_or_default();
        let values: Vec<Value> = below.iter().map(|line| self.value(*line, cell)).collect();
        let content = match exactly(values.iter().chain([&value]).filter_map(Value::as_number)) {
            Some(places) => {
                let cells: Vec<Place> = below.iter().map(|line| self.place(*line, cell_at)).collect();
                let is_full = values.iter().all(|value| value.as_number().is_some());
                Content::Formula { formula: formula(&cells, places, is_full), result: value.to_string() }
            }
            None => plain(&value),
        };
        self.write(sheet, place, content)
    }

    fn value(&self, line: usize, cell: CellIndex) -> Value {
        let part = self.lines.get(line).and_then(|line| self.ledger.aggregate.part(line.part?));
        match (part, self.sums.get(line)) {
            (Some(part), _) => part.column.value(cell),
            (None, Some(Some(sum))) => sum.cell(cell).value().unwrap_or_default(),
            _ => Value::Blank,
        }
    }

    fn write(&self, sheet: &mut Worksheet, Place { row, column }: Place, content: Content) -> Result<(), XlsxError> {
        let looks = &self.looks;
        let of = |shown: &str| {
            let is_long = shown.len() > 11;
            if shown.contains('.') {
                &looks.amount
            } else if is_long {
                &looks.long
            } else {
                &looks.number
            }
        };
        match content {
            Content::Blank => sheet.write_blank(row, column, &looks.number)?,
            Content::Text(text) => sheet.write_string_with_format(row, column, text, &looks.text)?,
            Content::Number(number) => sheet.write_with_format(row, column, number, of(&number.to_string()))?,
            Content::Formula { formula, result } => {
                let format = of(&result);
                sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(result), format)?
            }
        };
        Ok(())
    }
}

/// The sum of cells; blank where all of them are.
fn formula(cells: &[Place], places: u32, is_full: bool) -> String {
    let list = ranges(cells, ",", Place::address);
    let parts: Vec<&str> = list.split(',').collect();
    let of = |function: &str| {
        let groups = parts.chunks(MOST_RANGES).map(|group| format!("{function}({})", group.join(",")));
        groups.collect::<Vec<_>>().join("+")
    };
    let sum = if places == 0 { of("SUM") } else { format!("ROUND({},{places})", of("SUM")) };
    if is_full { format!("={sum}") } else { format!("=IF({}=0,\"\",{sum})", of("COUNT")) }
}
