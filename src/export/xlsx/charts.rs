//! The sheet 图表: the numbers of every chart as a small table, this year's as formulas, and the chart beside it.

use rust_xlsxwriter::{
    Chart as NativeChart, ChartAxisTickType, ChartDataLabel, ChartDataLabelPosition, ChartFont, ChartFormat,
    ChartLegendPosition, ChartLine, ChartPatternFill, ChartPatternFillType, ChartSolidFill, ChartType, Format,
    FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use super::content;
use super::place::Place;
use super::plan::Plan;
use crate::export::drawing::Tone;
use crate::filing::Filing;
use crate::form::{Figure, Form};
use crate::import::readers::CHARTS_SHEET;
use crate::report::charts::{self, Bar, Chart, Look};

/// The name of the sheet; the readers know our own workbooks by it.
pub(super) const SHEET: &str = CHARTS_SHEET;

/// The size of a chart in pixels, and how many rows it takes with the space below it.
const WIDTH: u32 = 620;
const HEIGHT: u32 = 300;
const ROWS: u32 = 19;

/// How many charts a printed page has.
const CHARTS_A_PAGE: usize = 2;

/// The height of a row of a table.
const ROW_PIXELS: u32 = 22;

/// The column in which charts begin, behind the widest table.
const CHART_COLUMN: u16 = 5;

/// Excel's number for A4.
const A4: u8 = 9;

/// Adds the sheet, if there is something to draw; `form_sheet` is the name of the form's sheet.
pub(super) fn add(workbook: &mut Workbook, filing: &Filing, plan: &Plan, form_sheet: &str) -> Result<(), XlsxError> {
    let charts: Vec<Chart> = charts::offers(filing).into_iter().filter_map(|offer| offer.chart.ok()).collect();
    if charts.is_empty() {
        return Ok(());
    }
    let sheet = workbook.add_worksheet().set_name(SHEET)?;
    sheet.set_screen_gridlines(false).set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_column_width_pixels(0, 150)?;
    let mut row = 0;
    let mut breaks = Vec::new();
    for (position, chart) in charts.iter().enumerate() {
        if position > 0 && position % CHARTS_A_PAGE == 0 {
            breaks.push(row);
        }
        let writer = Writer { form: filing.form(), plan, form_sheet, chart, top: row };
        writer.table(sheet)?;
        // Its frame must not stand on the edge of a page.
        sheet.insert_chart_with_offset(row, CHART_COLUMN, &writer.native(), 0, 4)?;
        let table = number(chart.categories.len() + chart.notes.len() + chart.gaps.len()) + 4;
        row += ROWS.max(table);
    }
    if !breaks.is_empty() {
        sheet.set_page_breaks(&breaks)?;
    }
    Ok(())
}

/// One chart with its place on the sheet.
struct Writer<'a> {
    form: &'a Form,
    plan: &'a Plan,
    form_sheet: &'a str,
    chart: &'a Chart,
    top: u32,
}

impl Writer<'_> {
    fn table(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let plain = || Format::new().set_font_name("宋体").set_font_size(10.5).set_align(FormatAlign::VerticalCenter);
        let boxed = || plain().set_border(FormatBorder::Thin);
        let head = boxed().set_bold().set_align(FormatAlign::Center);
        let title = plain().set_bold().set_font_size(12);
        sheet.write_string_with_format(self.top, 0, self.chart.full_title(), &title)?;
        let heads = self.top + 1;
        sheet.write_string_with_format(heads, 0, "", &head)?;
        for (column, series) in (1..).zip(&self.chart.series) {
            sheet.write_string_with_format(heads, column, &series.name, &head)?;
        }
        for (at, _) in self.chart.categories.iter().enumerate() {
            let row = heads + 1 + number(at);
            sheet.write_string_with_format(row, 0, self.chart.category_words(at), &boxed())?;
            for (column, series) in (1..).zip(&self.chart.series) {
                let Some(bar) = series.bars.get(at) else { continue };
                self.bar(sheet, Place { row, column }, bar, &boxed())?;
            }
        }
        let mut row = heads + 1 + number(self.chart.categories.len());
        for row in self.top..row {
            sheet.set_row_height_pixels(row, ROW_PIXELS)?;
        }
        for note in self.chart.notes.iter().chain(&self.chart.gaps) {
            sheet.write_string_with_format(row, 0, format!("注：{note}"), &plain().set_font_size(9))?;
            row += 1;
        }
        Ok(())
    }

    /// A number: this year's as a formula, so that the chart follows the form. A gap stays blank: words would be drawn as 0.
    fn bar(&self, sheet: &mut Worksheet, place: Place, bar: &Bar, format: &Format) -> Result<(), XlsxError> {
        let Ok(amount) = bar.amount else {
            sheet.write_blank(place.row, place.column, format)?;
            return Ok(());
        };
        let shown = amount.to_string();
        if let Some(formula) = bar.figure.and_then(|figure| self.formula(figure)) {
            let formula = Formula::new(formula).set_result(shown);
            sheet.write_formula_with_format(place.row, place.column, formula, format)?;
        } else if let Ok(number) = shown.parse::<rust_decimal::Decimal>() {
            sheet.write_with_format(place.row, place.column, number, format)?;
        }
        Ok(())
    }

    /// The cells of a figure on the form's sheet, with their signs.
    fn formula(&self, figure: Figure) -> Option<String> {
        let sheet = format!("'{}'!", self.form_sheet.replace('\'', "''"));
        let mut formula = String::from("=");
        for (at, term) in self.form.terms_of(figure).into_iter().enumerate() {
            match (at, term.is_minus) {
                (0, false) => {}
                (_, true) => formula.push('-'),
                (_, false) => formula.push('+'),
            }
            formula.push_str(&sheet);
            formula.push_str(&content::place(self.plan, term).fixed());
        }
        (formula.len() > 1).then_some(formula)
    }

    fn native(&self) -> NativeChart {
        let chart = self.chart;
        let is_standing = chart.look == Look::Columns;
        let mut native = NativeChart::new(if is_standing { ChartType::Column } else { ChartType::Bar });
        let (first, last) = (self.top + 2, self.top + 1 + number(chart.categories.len()));
        for (at, _) in chart.series.iter().enumerate() {
            let column = u16::try_from(at + 1).unwrap_or(u16::MAX);
            let mut label = ChartDataLabel::new();
            label.show_value().set_position(ChartDataLabelPosition::OutsideEnd).set_font(&letters(9));
            native
                .add_series()
                .set_name((SHEET, self.top + 1, column))
                .set_categories((SHEET, first, 0, last, 0))
                .set_values((SHEET, first, column, last, column))
                .set_format(&mut fill(Tone::of(at)))
                .set_data_label(&label)
                .set_gap(60)
                .set_overlap(-8);
        }
        native.title().set_name(chart.full_title().as_str()).set_font(letters(12).set_bold());
        if chart.series.len() > 1 {
            native.legend().set_position(ChartLegendPosition::Top).set_font(&letters(9));
        } else {
            native.legend().set_hidden();
        }
        let names = if is_standing { native.x_axis() } else { native.y_axis() };
        names.set_font(&letters(9)).set_major_tick_type(ChartAxisTickType::None).set_major_gridlines(false);
        if !is_standing {
            // Bars that lie are listed from above, as they are read.
            names.set_reverse();
        }
        // Not shown: the bars have their numbers.
        let numbers = if is_standing { native.y_axis() } else { native.x_axis() };
        numbers.set_min(0).set_major_gridlines(false).set_hidden(true);
        native.set_width(WIDTH).set_height(HEIGHT).set_name(&chart.id).set_alt_text(chart.told());
        native
    }
}

fn fill(tone: Tone) -> ChartFormat {
    let mut format = ChartFormat::new();
    let grey = u32::from(tone.grey());
    if tone == Tone::Hatched {
        let mut pattern = ChartPatternFill::new();
        pattern
            .set_pattern(ChartPatternFillType::DiagonalStripesWideUpwards)
            .set_foreground_color(0x0033_3333)
            .set_background_color(0x00ff_ffff);
        format.set_pattern_fill(&pattern);
    } else {
        format.set_solid_fill(ChartSolidFill::new().set_color(grey << 16 | grey << 8 | grey));
    }
    format.set_border(ChartLine::new().set_color(0x0033_3333).set_width(0.5));
    format
}

fn letters(points: u32) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name("宋体").set_size(points);
    font
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
