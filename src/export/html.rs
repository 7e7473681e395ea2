//! The tables, or the annual report with them, for a web site: clean, self-contained HTML without scripts, ready for a site's editor.
//!
//! [`page`] and [`report()`] are whole documents, [`fragment`] and [`report_fragment`] what the clipboard takes. Merged heads are `colspan` and
//! `rowspan`, heads and labels are `th` with their scope, so that screen readers read the tables; styles stand in the
//! elements, because editors of sites throw style sheets away.

use std::ops::Range;

use super::markup::escaped;
use super::printed::{self, Printed, SEAL};
use super::report::{self, Report};
use super::svg;
use crate::filing::Filing;
use crate::form::{LayoutBox, Role, Table};
use crate::report::charts::Chart;
use crate::report::draft::flow::Block;

const TABLE_STYLE: &str = "border-collapse:collapse;width:100%;text-align:center;margin:0 0 1.5em";
const BOX_STYLE: &str = "border:1px solid #000;padding:4px 6px";
const PAGE_STYLE: &str = "max-width:60em;margin:2em auto;padding:0 1em;font-family:宋体,SimSun,serif;line-height:1.5";
const TITLE_STYLE: &str = "text-align:center;font-size:1.6em";
const HEADING_STYLE: &str = "font-size:1.2em";
const SUBHEADING_STYLE: &str = "font-size:1em;text-indent:2em";
const FIGURE_STYLE: &str = "margin:1.5em auto;max-width:40em;text-align:center";
const TEXT_STYLE: &str = "text-indent:2em;text-align:justify";

/// The printed form as a whole page.
pub fn page(filing: &Filing) -> String {
    let printed = Printed::of(filing);
    document(&printed.title, &form(&printed, filing))
}

/// The annual report as a whole page.
pub fn report(report: &Report<'_>, filing: &Filing) -> String {
    document(&report.title, &report_fragment(report, filing))
}

/// The annual report alone, for the clipboard.
pub fn report_fragment(report: &Report<'_>, filing: &Filing) -> String {
    let printed = &report.printed;
    let block = |block: &Block| match block {
        Block::Title(text) => format!("<h1 style=\"{TITLE_STYLE}\">{}</h1>\n", escaped(text)),
        Block::Heading(text) => format!("<h2 style=\"{HEADING_STYLE}\">{}</h2>\n", escaped(text)),
        Block::Subheading(text) => format!("<h3 style=\"{SUBHEADING_STYLE}\">{}</h3>\n", escaped(text)),
        Block::Paragraph(text) => format!("<p style=\"{TEXT_STYLE}\">{}</p>\n", escaped(text)),
        Block::Table(table) => official_table(&printed.tables[*table], printed, filing),
        Block::Chart(number, chart) => figure(*number, chart),
        Block::Annex(name) => {
            format!("<h2 style=\"{HEADING_STYLE}\">{}</h2>\n{}", escaped(name), form(printed, filing))
        }
    };
    let blocks: String = report.blocks.iter().map(block).collect();
    let foot = if report.has_annex() { String::new() } else { foot(printed) };
    let title = format!("<h1 style=\"{TITLE_STYLE}\">{}</h1>\n", escaped(&report.title));
    format!("{title}{blocks}{foot}")
}

/// A chart with its caption.
fn figure(number: usize, chart: &Chart) -> String {
    let (drawn, caption) = (svg::element(chart), escaped(&report::caption(number, chart)));
    let notes: Vec<String> = chart.notes.iter().map(|it| format!("<br><small>注：{}</small>", escaped(it))).collect();
    let notes = notes.concat();
    format!("<figure style=\"{FIGURE_STYLE}\">{drawn}<figcaption>{caption}{notes}</figcaption></figure>\n")
}

fn document(title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        r#"<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
</head>
<body style="{PAGE_STYLE}">
{body}</body>
</html>
"#
    )
}

/// The printed form with its title and foot.
fn form(printed: &Printed<'_>, filing: &Filing) -> String {
    let title = escaped(&printed.title);
    let subtitle = escaped(&printed.subtitle);
    let unit_line = escaped(&printed.unit_line);
    let tables = tables(printed, filing);
    let foot = foot(printed);
    format!(
        r#"<h1 style="{TITLE_STYLE}">{title}</h1>
<p style="text-align:center">{subtitle}</p>
<p>{unit_line}</p>
{tables}{foot}"#
    )
}

/// The tables alone, with their headings.
pub fn fragment(filing: &Filing) -> String {
    tables(&Printed::of(filing), filing)
}

/// The sign-off fields, the place of the seal and the code.
fn foot(printed: &Printed<'_>) -> String {
    let fields = |line: &Vec<(&str, &str)>| {
        let fields: Vec<_> = line.iter().map(|(field, text)| escaped(&format!("{field}：{text}"))).collect();
        format!("<p>{}</p>\n", fields.join("&emsp;&emsp;"))
    };
    let lines: String = printed.foot.iter().map(fields).collect();
    let seal = if printed.has_seal { format!("<p style=\"text-align:right\">{SEAL}</p>\n") } else { String::new() };
    format!("{lines}{seal}<p><small>{}</small></p>\n", escaped(&printed.page_lines[1]))
}

fn tables(printed: &Printed<'_>, filing: &Filing) -> String {
    printed.tables.iter().map(|it| table(it, printed, filing)).collect()
}

fn table(table: &Table, printed: &Printed<'_>, filing: &Filing) -> String {
    let section = escaped(&table.section);
    let heading =
        if section.is_empty() { String::new() } else { format!("<h2 style=\"{HEADING_STYLE}\">{section}</h2>\n") };
    heading + &official_table(table, printed, filing)
}

/// A table without its heading.
fn official_table(table: &Table, printed: &Printed<'_>, filing: &Filing) -> String {
    let name = escaped(if table.section.is_empty() { &printed.title } else { &table.section });
    let rows = |lines: Range<usize>| lines.map(|line| row(line, table, filing)).collect::<String>();
    let head = match table.head_lines {
        0 => String::new(),
        count => format!("<thead>\n{}</thead>\n", rows(0..count)),
    };
    let columns = column_widths(table);
    let body = rows(table.head_lines..table.lines);
    format!("<table style=\"{TABLE_STYLE}\" aria-label=\"{name}\">\n{columns}{head}<tbody>\n{body}</tbody>\n</table>\n")
}

/// The widths of the columns in hundredths of the table's.
fn column_widths(table: &Table) -> String {
    let sum = u64::from(table.widths.iter().sum::<u32>().max(1));
    let columns = table.widths.iter().map(|width| {
        let hundredths = u64::from(*width) * 10_000 / sum;
        format!("<col style=\"width:{}.{:02}%\">", hundredths / 100, hundredths % 100)
    });
    format!("<colgroup>{}</colgroup>\n", columns.collect::<String>())
}

fn row(line: usize, table: &Table, filing: &Filing) -> String {
    let boxes = table.boxes.iter().filter(|it| it.line == line);
    format!("<tr>{}</tr>\n", boxes.map(|it| cell(it, table, filing)).collect::<String>())
}

fn cell(it: &LayoutBox, table: &Table, filing: &Filing) -> String {
    let (element, scope) = match it.role {
        Role::Head if printed::is_note(it, table) => ("td", None),
        Role::Head if it.column_span > 1 => ("th", Some("colgroup")),
        Role::Head => ("th", Some("col")),
        Role::Band => ("th", Some("colgroup")),
        Role::Stub { .. } if it.line_span > 1 => ("th", Some("rowgroup")),
        Role::Stub { .. } => ("th", Some("row")),
        Role::Measure | Role::Empty | Role::Value(_) => ("td", None),
    };
    let weight = match it.role {
        Role::Stub { .. } => ";font-weight:normal",
        // 结果维持 breaks in the middle, as on paper.
        Role::Head => ";text-wrap:balance",
        _ => "",
    };
    let alignment = if printed::is_left(it, table) { ";text-align:left" } else { "" };
    let indent = match it.role {
        Role::Stub { depth: depth @ 1.. } if printed::is_indented(table) => format!(";padding-left:{}em", depth + 1),
        _ => String::new(),
    };
    let scope = scope.map(|scope| format!(" scope=\"{scope}\"")).unwrap_or_default();
    let span = |name: &str, count: usize| if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() };
    format!(
        "<{element}{scope}{}{} style=\"{BOX_STYLE}{weight}{alignment}{indent}\">{}</{element}>",
        span("colspan", it.column_span),
        span("rowspan", it.line_span),
        escaped(&printed::box_text(it, filing)).replace('\n', "<br>"),
    )
}
