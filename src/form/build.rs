//! From the text of a form file to a [`Form`]: labels get names, rows get cells, entries become relations, and every
//! mistake is reported with its line.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use super::Form;
use super::cell::{Cell, CellId, CellIndex, Row, RowIndex};
use super::entries;
use super::expand::Names;
use super::layout::{Flow, LayoutBox, Role, Table};
use super::problem::{Problem, Problems};
use super::source::{ColumnSource, FormSource, PartSource, RowSource, StubSource, TableSource};

/// The form file format that this program reads.
const FORMAT: u32 = 1;

/// The most places a cell may have after the point; more would not add up exactly.
const MOST_DECIMALS: u32 = 6;

impl Form {
    /// Reads a form file.
    ///
    /// `file` names it in the problems. The rules of the relation kinds are checked by [`crate::check::soundness`].
    ///
    /// # Errors
    /// Every mistake found, each with its line and a sentence.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Problem>> {
        form(file, text)
    }
}

fn form(file: &str, text: &str) -> Result<Form, Vec<Problem>> {
    let mut problems = Problems::new(file, text);
    let source: FormSource = match toml::from_str(text) {
        Ok(source) => source,
        Err(error) => {
            let start = error.span().map_or(0, |span| span.start);
            problems.add(start, format!("不合表式文件的格式：{}", error.message().trim()));
            return Err(problems.into_found());
        }
    };
    if *source.format.get_ref() != FORMAT {
        let message =
            format!("表式文件格式是第 {} 版，本程序读第 {FORMAT} 版；请改用新版程序", source.format.get_ref());
        problems.add(source.format.span().start, message);
    }
    if source.id.get_ref().is_empty()
        || !source.id.get_ref().chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    {
        problems.add(source.id.span().start, "表式编号只能用英文字母、数字、- 和 _");
    }
    if source.years.to.is_some_and(|to| to < source.years.from) {
        problems.add(source.id.span().start, "适用年度的终止年早于起始年");
    }
    let mut builder = Builder::default();
    for (number, table) in source.table.iter().enumerate() {
        builder.table(number, table, &mut problems);
    }
    builder.same_total_width(&source.table, &mut problems);
    let index = builder.index(&mut problems);
    let names = Names { rows: &builder.rows, cells: &builder.cells, index: &index };
    let relations = entries::relations(&source.relation, &names, &mut problems);
    let derived = entries::derived(&source, &names, &mut problems);
    let phrases = entries::phrases(&source, &derived, &names, &mut problems);
    let counterparts = source
        .counterpart
        .iter()
        .map(|it| (it.form.clone(), entries::counterpart(it, &names, &index, &mut problems)))
        .collect();
    let form = Form {
        id: source.id.into_inner(),
        title: source.title,
        issued_by: source.issued_by,
        first_year: source.years.from,
        last_year: source.years.to,
        usage: source.usage,
        signoff: source.signoff,
        has_seal: source.seal,
        tables: builder.tables,
        rows: builder.rows,
        cells: builder.cells,
        relations,
        derived,
        phrases,
        source: text.to_owned(),
        index,
        counterparts,
    };
    problems.finish(form)
}

/// Tables, rows and cells while they grow.
#[derive(Default)]
struct Builder {
    tables: Vec<Table>,
    rows: Vec<Row>,
    cells: Vec<Cell>,
    row_starts: Vec<usize>,
}

impl Builder {
    fn table(&mut self, number: usize, table: &Spanned<TableSource>, problems: &mut Problems<'_>) {
        let source = table.get_ref();
        let columns = source.widths.get_ref().len();
        if columns == 0 || source.widths.get_ref().contains(&0) {
            problems.add(source.widths.span().start, "列宽必须是大于0的整数");
            return;
        }
        let mut flow = Flow::new(columns);
        let mut stub_columns = usize::MAX;
        for part in &source.part {
            let start = part.span().start;
            let part = part.get_ref();
            if !part.band.is_empty() {
                let band = LayoutBox {
                    line: flow.lines(),
                    column: 0,
                    line_span: 1,
                    column_span: columns,
                    role: Role::Band,
                    text: part.band.clone(),
                };
                place(&mut flow, band, start, problems);
            }
            heads(&mut flow, part, problems);
            stub_columns = stub_columns.min(stubs_of(part));
            self.part(number, part, &mut flow, problems);
        }
        let lines = flow.lines();
        match flow.finish() {
            Ok(boxes) => self.tables.push(Table {
                id: source.id.clone(),
                section: source.section.clone(),
                section_aliases: source.section_aliases.clone(),
                widths: source.widths.get_ref().clone(),
                head_lines: source.repeat_heads,
                stub_columns: if stub_columns == usize::MAX { 0 } else { stub_columns },
                lines,
                tallest: boxes.iter().map(|it| it.line_span).max().unwrap_or(1),
                boxes,
            }),
            Err(line) => problems
                .add(table.span().start, format!("表“{}”的第 {} 行没有排满，请检查跨行跨列", source.id, line + 1)),
        }
    }

    fn part(&mut self, table: usize, part: &PartSource, flow: &mut Flow, problems: &mut Problems<'_>) {
        let first = self.rows.len();
        for source in &part.rows {
            let code = source.code.get_ref().clone();
            let parent = (0..self.rows.len()).rev().find(|row| is_below(&code, &self.rows[*row].code));
            let depth = parent.map_or(0, |parent| self.rows[parent].depth + 1);
            let numbering: String = ancestors(&self.rows, parent).iter().map(|row| numbering(&row.label)).collect();
            let name = if source.name.is_empty() {
                format!("{numbering}{}", source.label.trim_start_matches("其中："))
            } else {
                source.name.clone()
            };
            self.row_starts.push(source.code.span().start);
            self.rows.push(Row {
                code,
                label: source.label.clone(),
                note: source.note.clone(),
                name,
                is_group: source.group,
                parent: parent.and_then(|parent| u32::try_from(parent).ok()).map(RowIndex),
                depth,
                measure: if source.measure.is_empty() { part.measure.clone() } else { source.measure.clone() },
                counting: source.counting.clone(),
                aliases: source.aliases.clone(),
                table,
                cells: Vec::new(),
            });
        }
        let mut across: Option<(usize, usize)> = None;
        for (offset, source) in part.rows.iter().enumerate() {
            let row = first + offset;
            let start = source.code.span().start;
            if part.stub == StubSource::Merged && source.group {
                continue;
            }
            let line = match across {
                Some((line, _)) if part.stub == StubSource::Across => line,
                _ => flow.free_line(),
            };
            let mut column = match (part.stub, across) {
                (StubSource::Across, Some((_, column))) => column,
                (StubSource::Across, None) => 0,
                _ => self.stub(row, part, line, flow, start, problems),
            };
            if part.measure_column {
                let measure = LayoutBox {
                    line,
                    column,
                    line_span: 1,
                    column_span: 1,
                    role: Role::Measure,
                    text: self.rows[row].measure.clone(),
                };
                place(flow, measure, start, problems);
                column += 1;
            }
            for it in &part.columns {
                let role = if source.group {
                    Role::Empty
                } else {
                    Role::Value(self.cell(table, row, source, it, line, column, problems))
                };
                place(
                    flow,
                    LayoutBox { line, column, line_span: 1, column_span: it.span, role, text: String::new() },
                    start,
                    problems,
                );
                column += it.span;
            }
            if part.stub == StubSource::Across {
                across = Some((line, column));
            }
        }
    }

    /// Places the labels of a row and gives the grid column after them.
    fn stub(
        &self,
        row: usize,
        part: &PartSource,
        line: usize,
        flow: &mut Flow,
        start: usize,
        problems: &mut Problems<'_>,
    ) -> usize {
        let stubs = stubs_of(part);
        let it = &self.rows[row];
        if part.stub != StubSource::Merged {
            let depth = if part.stub == StubSource::Indented { it.depth } else { 0 };
            place(
                flow,
                LayoutBox {
                    line,
                    column: 0,
                    line_span: 1,
                    column_span: 1,
                    role: Role::Stub { depth },
                    text: it.printed_label(),
                },
                start,
                problems,
            );
            return 1;
        }
        // Groups above whose first row this is are merged down over all their rows.
        for group in ancestors(&self.rows, it.parent.map(RowIndex::position)) {
            if flow.is_free(line, group.depth) {
                let below = self
                    .rows
                    .iter()
                    .filter(|other| !other.is_group && other.table == it.table && is_below(&other.code, &group.code))
                    .count();
                let role = Role::Stub { depth: group.depth };
                place(
                    flow,
                    LayoutBox {
                        line,
                        column: group.depth,
                        line_span: below,
                        column_span: 1,
                        role,
                        text: group.printed_label(),
                    },
                    start,
                    problems,
                );
            }
        }
        if it.depth >= stubs {
            problems.add(start, format!("行“{}”的层次比标签列多，请增加 stub_columns", it.code));
            return stubs;
        }
        let role = Role::Stub { depth: it.depth };
        place(
            flow,
            LayoutBox {
                line,
                column: it.depth,
                line_span: 1,
                column_span: stubs - it.depth,
                role,
                text: it.printed_label(),
            },
            start,
            problems,
        );
        stubs
    }

    #[expect(clippy::too_many_arguments, reason = "the place of a cell, spelled out")]
    fn cell(
        &mut self,
        table: usize,
        row: usize,
        source: &RowSource,
        column: &ColumnSource,
        line: usize,
        grid_column: usize,
        problems: &mut Problems<'_>,
    ) -> CellIndex {
        let start = source.code.span().start;
        let it = &mut self.rows[row];
        let index = CellIndex(u32::try_from(self.cells.len()).unwrap_or(u32::MAX));
        it.cells.push(index);
        let is_plain = column.letter.is_empty();
        let id = if is_plain { it.code.clone() } else { format!("{}.{}", it.code, column.letter) };
        let measure = if column.measure.is_empty() { it.measure.clone() } else { column.measure.clone() };
        if it.measure.is_empty() {
            it.measure.clone_from(&measure);
        }
        let decimals = source.decimals.max(column.decimals);
        if decimals > MOST_DECIMALS {
            problems.add(start, format!("单元格“{id}”的小数位数 {decimals} 超过 {MOST_DECIMALS}"));
        }
        if measure.is_empty() {
            problems.add(start, format!("单元格“{id}”没有计量单位"));
        }
        self.cells.push(Cell {
            id: CellId::new(id),
            name: if is_plain {
                it.name.clone()
            } else {
                format!("{}（{}）", it.name, column.label.split('（').next().unwrap_or_default())
            },
            row: RowIndex(u32::try_from(row).unwrap_or(u32::MAX)),
            column: column.label.clone(),
            column_aliases: column.aliases.clone(),
            measure,
            decimals,
            signed: column.signed,
            is_additive: source.additive && column.additive,
            table,
            line,
            grid_column,
        });
        index
    }

    fn same_total_width(&self, sources: &[Spanned<TableSource>], problems: &mut Problems<'_>) {
        let Some(first) = self.tables.first().map(|table| table.widths.iter().sum::<u32>()) else {
            problems.add(0, "表式没有任何表，请至少写一个 [[table]]");
            return;
        };
        for (table, source) in self.tables.iter().zip(sources) {
            if table.widths.iter().sum::<u32>() != first {
                problems.add(
                    source.get_ref().widths.span().start,
                    format!("表“{}”的列宽之和与第一个表不同，各表应等宽", table.id),
                );
            }
        }
    }

    fn index(&self, problems: &mut Problems<'_>) -> BTreeMap<CellId, CellIndex> {
        let mut codes = BTreeSet::new();
        for (row, start) in self.rows.iter().zip(&self.row_starts) {
            if !codes.insert(&row.code) {
                problems.add(*start, format!("行编号“{}”重复", row.code));
            }
        }
        let mut index = BTreeMap::new();
        for (position, cell) in self.cells.iter().enumerate() {
            let at = CellIndex(u32::try_from(position).unwrap_or(u32::MAX));
            if index.insert(cell.id.clone(), at).is_some() {
                let start = self.row_starts.get(cell.row.position()).copied().unwrap_or(0);
                problems.add(start, format!("单元格编号“{}”重复", cell.id));
            }
        }
        index
    }
}

fn heads(flow: &mut Flow, part: &PartSource, problems: &mut Problems<'_>) {
    let first = flow.free_line();
    for (offset, line) in part.heads.iter().enumerate() {
        for head in line {
            let start = head.text.span().start;
            let Some(column) = flow.free_column(first + offset) else {
                problems.add(start, format!("表头“{}”放不下：这一行已经排满", head.text.get_ref()));
                continue;
            };
            let text = head.text.get_ref().clone();
            place(
                flow,
                LayoutBox {
                    line: first + offset,
                    column,
                    line_span: head.rows,
                    column_span: head.columns,
                    role: Role::Head,
                    text,
                },
                start,
                problems,
            );
        }
    }
    for offset in 0..part.heads.len() {
        if flow.free_column(first + offset).is_some() {
            let start = part.heads.get(offset).and_then(|line| line.first()).map_or(0, |head| head.text.span().start);
            problems.add(start, "这一行表头没有排满，请检查跨行跨列");
        }
    }
}

fn place(flow: &mut Flow, it: LayoutBox, start: usize, problems: &mut Problems<'_>) {
    let text = it.text.clone();
    if !flow.place(it) {
        problems.add(start, format!("“{text}”超出表格宽度，或与别的格子重叠；请检查跨行跨列"));
    }
}

fn stubs_of(part: &PartSource) -> usize {
    match part.stub {
        StubSource::Merged => part.stub_columns.unwrap_or(1),
        StubSource::Across => 0,
        StubSource::Plain | StubSource::Indented => 1,
    }
}

fn is_below(code: &str, above: &str) -> bool {
    code.strip_prefix(above).is_some_and(|rest| rest.starts_with('.'))
}

/// The rows above a row, outermost first.
fn ancestors(rows: &[Row], parent: Option<usize>) -> Vec<&Row> {
    let mut above: Vec<&Row> =
        std::iter::successors(parent.map(|row| &rows[row]), |row| row.parent.map(|row| &rows[row.position()]))
            .collect();
    above.reverse();
    above
}

/// The official numbering at the start of a label: `三、`, `（七）`, `4.`; empty where there is none.
fn numbering(label: &str) -> &str {
    const NUMERALS: &str = "一二三四五六七八九十0123456789";
    let end = if label.starts_with('（') {
        label.find('）').map(|at| at + '）'.len_utf8())
    } else {
        label.find(['、', '.']).and_then(|at| label.get(at..)?.chars().next().map(|mark| at + mark.len_utf8()))
    };
    let Some(prefix) = end.and_then(|end| label.get(..end)) else { return "" };
    let is_number = prefix.chars().all(|c| NUMERALS.contains(c) || "（）、.".contains(c));
    if is_number { prefix } else { "" }
}
