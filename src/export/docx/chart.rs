//! A chart as Word's own: DrawingML with the numbers inside, and behind it a small workbook, so that 编辑数据 works.
//!
//! Bars are told apart by grey and hatching, every bar has its number, and what has no number is said at its category.
//! The order of elements is the schema's (ECMA-376, part 1, 21.2).

use jiff::Timestamp;
use rust_xlsxwriter::utility::row_col_to_cell_absolute;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::xml::Xml;
use crate::export::drawing::Tone;
use crate::report::charts::{Chart, Look};

/// The namespace of charts.
pub(super) const NAMESPACE: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The id of the relationship from a chart to its workbook.
pub(super) const WORKBOOK: &str = "workbook";

/// The sheet of the workbook.
const SHEET: &str = "Sheet1";

const CATEGORY_AXIS: &str = "1001";
const VALUE_AXIS: &str = "1002";

/// The chart part.
pub(super) fn part(chart: &Chart) -> Vec<u8> {
    let mut xml = Xml::new();
    let namespaces = [("xmlns:c", NAMESPACE), ("xmlns:a", DRAWING), ("xmlns:r", RELATIONSHIPS)];
    xml.element("c:chartSpace", &namespaces, |xml| {
        value(xml, "c:date1904", "0");
        value(xml, "c:lang", "zh-CN");
        value(xml, "c:roundedCorners", "0");
        xml.element("c:chart", &[], |xml| {
            value(xml, "c:autoTitleDeleted", "1");
            xml.element("c:plotArea", &[], |xml| {
                xml.empty("c:layout", &[]);
                bars(xml, chart);
                category_axis(xml, chart.look);
                value_axis(xml, chart.look);
            });
            if chart.series.len() > 1 {
                xml.element("c:legend", &[], |xml| {
                    value(xml, "c:legendPos", "t");
                    value(xml, "c:overlay", "0");
                    letters(xml);
                });
            }
            value(xml, "c:plotVisOnly", "1");
            value(xml, "c:dispBlanksAs", "gap");
        });
        xml.element("c:spPr", &[], |xml| {
            xml.empty("a:noFill", &[]);
            xml.element("a:ln", &[], |xml| xml.empty("a:noFill", &[]));
        });
        xml.element("c:externalData", &[("r:id", WORKBOOK)], |xml| value(xml, "c:autoUpdate", "0"));
    });
    xml.finish()
}

/// The workbook behind a chart: the categories in the first column, a series in each other.
///
/// # Errors
/// When a name is longer than a cell may be.
pub(super) fn workbook(chart: &Chart, at: Timestamp) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_timestamp(at.as_second())?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let sheet = workbook.add_worksheet().set_name(SHEET)?;
    for (row, _) in chart.categories.iter().enumerate() {
        sheet.write_string(number(row) + 1, 0, chart.category_words(row))?;
    }
    for (column, series) in (1..).zip(&chart.series) {
        sheet.write_string(0, column, &series.name)?;
        for (row, bar) in (1..).zip(&series.bars) {
            // What has no number stays blank: words would be drawn as 0.
            if let Ok(amount) = bar.amount
                && let Ok(shown) = amount.to_string().parse::<f64>()
            {
                sheet.write_number(row, column, shown)?;
            }
        }
    }
    workbook.save_to_buffer()
}

fn bars(xml: &mut Xml, chart: &Chart) {
    xml.element("c:barChart", &[], |xml| {
        value(xml, "c:barDir", if chart.look == Look::Columns { "col" } else { "bar" });
        value(xml, "c:grouping", "clustered");
        value(xml, "c:varyColors", "0");
        for at in 0..chart.series.len() {
            series(xml, chart, at);
        }
        value(xml, "c:gapWidth", "60");
        value(xml, "c:overlap", "-8");
        value(xml, "c:axId", CATEGORY_AXIS);
        value(xml, "c:axId", VALUE_AXIS);
    });
}

fn series(xml: &mut Xml, chart: &Chart, at: usize) {
    let series = &chart.series[at];
    let column = u16::try_from(at + 1).unwrap_or(u16::MAX);
    let last = number(series.bars.len());
    xml.element("c:ser", &[], |xml| {
        value(xml, "c:idx", &at.to_string());
        value(xml, "c:order", &at.to_string());
        let name = std::slice::from_ref(&series.name);
        xml.element("c:tx", &[], |xml| texts(xml, &reference(0, column, 0, column), name));
        xml.element("c:spPr", &[], |xml| fill(xml, Tone::of(at)));
        value(xml, "c:invertIfNegative", "0");
        xml.element("c:dLbls", &[], |xml| {
            letters(xml);
            value(xml, "c:dLblPos", "outEnd");
            for (name, is_shown) in [
                ("c:showLegendKey", "0"),
                ("c:showVal", "1"),
                ("c:showCatName", "0"),
                ("c:showSerName", "0"),
                ("c:showPercent", "0"),
                ("c:showBubbleSize", "0"),
            ] {
                value(xml, name, is_shown);
            }
        });
        let categories: Vec<String> = (0..chart.categories.len()).map(|at| chart.category_words(at)).collect();
        xml.element("c:cat", &[], |xml| texts(xml, &reference(1, 0, last, 0), &categories));
        xml.element("c:val", &[], |xml| {
            xml.element("c:numRef", &[], |xml| {
                xml.text("c:f", &[], &reference(1, column, last, column));
                xml.element("c:numCache", &[], |xml| {
                    xml.text("c:formatCode", &[], "General");
                    value(xml, "c:ptCount", &series.bars.len().to_string());
                    for (at, bar) in series.bars.iter().enumerate() {
                        if let Ok(amount) = bar.amount {
                            point(xml, at, &amount.to_string());
                        }
                    }
                });
            });
        });
    });
}

/// Texts of the workbook, as they were when the chart was made.
fn texts(xml: &mut Xml, reference: &str, texts: &[String]) {
    xml.element("c:strRef", &[], |xml| {
        xml.text("c:f", &[], reference);
        xml.element("c:strCache", &[], |xml| {
            value(xml, "c:ptCount", &texts.len().to_string());
            for (at, text) in texts.iter().enumerate() {
                point(xml, at, text);
            }
        });
    });
}

fn point(xml: &mut Xml, at: usize, text: &str) {
    xml.element("c:pt", &[("idx", &at.to_string())], |xml| xml.text("c:v", &[], text));
}

fn fill(xml: &mut Xml, tone: Tone) {
    let colour = |xml: &mut Xml, hex: &str| xml.empty("a:srgbClr", &[("val", hex)]);
    if tone == Tone::Hatched {
        xml.element("a:pattFill", &[("prst", "wdUpDiag")], |xml| {
            xml.element("a:fgClr", &[], |xml| colour(xml, "333333"));
            xml.element("a:bgClr", &[], |xml| colour(xml, "FFFFFF"));
        });
    } else {
        let grey = format!("{:02X}", tone.grey()).repeat(3);
        xml.element("a:solidFill", &[], |xml| colour(xml, &grey));
    }
    xml.element("a:ln", &[("w", "6350")], |xml| xml.element("a:solidFill", &[], |xml| colour(xml, "333333")));
}

fn category_axis(xml: &mut Xml, look: Look) {
    let is_standing = look == Look::Columns;
    xml.element("c:catAx", &[], |xml| {
        // Bars that lie are listed from above, as they are read.
        axis(xml, CATEGORY_AXIS, if is_standing { "minMax" } else { "maxMin" }, None);
        value(xml, "c:delete", "0");
        value(xml, "c:axPos", if is_standing { "b" } else { "l" });
        ticks(xml, "nextTo");
        xml.element("c:spPr", &[], |xml| {
            xml.element("a:ln", &[("w", "6350")], |xml| {
                xml.element("a:solidFill", &[], |xml| xml.empty("a:srgbClr", &[("val", "333333")]));
            });
        });
        letters(xml);
        value(xml, "c:crossAx", VALUE_AXIS);
        value(xml, "c:crosses", "autoZero");
        value(xml, "c:auto", "1");
        value(xml, "c:lblAlgn", "ctr");
        value(xml, "c:lblOffset", "60");
        value(xml, "c:noMultiLvlLbl", "1");
    });
}

/// Not shown: the bars have their numbers.
fn value_axis(xml: &mut Xml, look: Look) {
    let is_standing = look == Look::Columns;
    xml.element("c:valAx", &[], |xml| {
        axis(xml, VALUE_AXIS, "minMax", Some("0"));
        value(xml, "c:delete", "1");
        value(xml, "c:axPos", if is_standing { "l" } else { "b" });
        xml.empty("c:numFmt", &[("formatCode", "General"), ("sourceLinked", "1")]);
        ticks(xml, "none");
        value(xml, "c:crossAx", CATEGORY_AXIS);
        value(xml, "c:crosses", "autoZero");
        value(xml, "c:crossBetween", "between");
    });
}

fn axis(xml: &mut Xml, id: &str, orientation: &str, least: Option<&str>) {
    value(xml, "c:axId", id);
    xml.element("c:scaling", &[], |xml| {
        value(xml, "c:orientation", orientation);
        if let Some(least) = least {
            value(xml, "c:min", least);
        }
    });
}

fn ticks(xml: &mut Xml, labels: &str) {
    value(xml, "c:majorTickMark", "none");
    value(xml, "c:minorTickMark", "none");
    value(xml, "c:tickLblPos", labels);
}

/// 小五, in 宋体, black.
fn letters(xml: &mut Xml) {
    xml.element("c:txPr", &[], |xml| {
        xml.empty("a:bodyPr", &[]);
        xml.element("a:p", &[], |xml| {
            xml.element("a:pPr", &[], |xml| {
                xml.element("a:defRPr", &[("sz", "900")], |xml| {
                    xml.element("a:solidFill", &[], |xml| xml.empty("a:srgbClr", &[("val", "000000")]));
                    xml.empty("a:latin", &[("typeface", "Times New Roman")]);
                    xml.empty("a:ea", &[("typeface", "宋体")]);
                });
            });
            xml.empty("a:endParaRPr", &[("lang", "zh-CN")]);
        });
    });
}

fn value(xml: &mut Xml, name: &str, value: &str) {
    xml.empty(name, &[("val", value)]);
}

fn reference(row: u32, column: u16, last_row: u32, last_column: u16) -> String {
    let first = row_col_to_cell_absolute(row, column);
    if (row, column) == (last_row, last_column) {
        return format!("{SHEET}!{first}");
    }
    format!("{SHEET}!{first}:{}", row_col_to_cell_absolute(last_row, last_column))
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
