//! Figures of a desk: where one comes from, unit by unit, and how they were in other years.

use std::cell::RefCell;
use std::collections::BTreeMap;

use egui::{RichText, Ui};
use rust_decimal::Decimal;

use super::grid::{Column, Content, Grid, grid_ui};
use super::lists::{NAME, caption_ui, choose_button_ui, figure, nothing_ui, shown, take};
use super::{DeskTab, DeskWish};
use crate::aggregate::years::Years;
use crate::app::command::Command;
use crate::app::panels::severity_text;
use crate::app::request::Request;
use crate::app::theme::{self, text};
use crate::filing::Value;
use crate::form::{CellIndex, Severity};

/// Where the figure of the active cell comes from.
pub(super) fn origin_ui(ui: &mut Ui, desk: &DeskTab, has_keyboard: bool, requests: &mut Vec<Request>) {
    let Some(whole) = desk.desk.aggregate() else { return nothing_ui(ui, "还没有收到各单位的表") };
    let form = desk.document.filing.form();
    let cell = desk.document.sheet.active;
    let palette = theme::palette(ui.ctx());
    // Of all units those of the scope; the sum that shares are of is that of the scope.
    let sum = desk.document.filing.value(cell).as_number();
    let mut origin: Vec<_> = whole.origin(cell);
    origin.retain(|it| {
        whole.part(it.id).and_then(|part| part.node).is_some_and(|unit| desk.desk.is_in(unit, &desk.scope))
    });
    origin.sort_by_key(|it| std::cmp::Reverse(it.value.as_number()));
    let blanks = origin.iter().filter(|it| it.value.is_blank()).count();
    let words = format!(
        "{} 的来源：{} 个单位{}",
        form.cell(cell).name,
        origin.len(),
        if blanks > 0 { format!("，其中 {blanks} 个空着") } else { String::new() }
    );
    caption_ui(ui, &words, |ui| {
        for note in &desk.notes {
            if note.starts_with(form.cell(cell).name.as_str()) {
                ui.label(severity_text(ui, Severity::Warning, note).size(text::SMALL));
            }
        }
    });
    let columns = [
        Column::words("单位", NAME + 60.0),
        Column::number("数值", 110.0),
        Column::number("占比", 80.0),
        Column::number("上年数", 110.0),
        Column::number("比上年", 110.0),
    ];
    let content = |line: usize, column: usize| {
        let Some(it) = origin.get(line) else { return Content::default() };
        match column {
            0 => Content::of(it.unit),
            1 => figure(&it.value, palette),
            2 => Content::of(share(it.value.as_number(), sum)),
            3 => Content::of(shown(&it.last_year)),
            _ => match (it.value.as_number(), it.last_year.as_number()) {
                (Some(value), Some(last)) if value > last => Content::of(format!("+{}", value - last)),
                (Some(value), Some(last)) => Content::of((value - last).to_string()),
                _ => Content::default(),
            },
        }
    };
    let active = has_keyboard.then_some(desk.line.min(origin.len().saturating_sub(1)));
    let grid = Grid {
        salt: "origin",
        columns: &columns,
        fixed: 1,
        lines: origin.len(),
        active,
        is_moved: false,
        content: &content,
    };
    let done = grid_ui(ui, &grid, has_keyboard);
    requests.extend(done.line.map(|line| DeskWish::Line(line).into()));
    let opened = done.opened.and_then(|line| whole.part(origin.get(line)?.id)?.node);
    requests.extend(opened.map(|unit| DeskWish::OpenUnit(unit).into()));
}

/// A part of a sum in percent with a decimal place; blank where it has no meaning.
fn share(value: Option<Decimal>, sum: Option<Decimal>) -> String {
    let share = || {
        let (value, sum) = (value?, sum?);
        let is_part = !sum.is_zero() && !value.is_sign_negative() && value <= sum;
        is_part.then(|| (value * Decimal::ONE_HUNDRED / sum).round_dp(1))
    };
    share().map_or_else(String::new, |share| format!("{share}%"))
}

/// Three years beside each other, of all or of the unit that is looked at.
pub(super) fn years_ui(ui: &mut Ui, desk: &DeskTab, has_keyboard: bool, requests: &mut Vec<Request>) {
    let Some(whole) = desk.desk.aggregate() else { return nothing_ui(ui, "还没有收到各单位的表") };
    let form = desk.document.filing.form();
    let units = desk.desk.workspace().units();
    let unit = desk.unit.filter(|unit| desk.years_of_unit && desk.desk.part(*unit).is_some());
    let words = unit.map_or_else(
        || format!("{} 汇总，逐年", desk.desk.workspace().name),
        |unit| format!("{} 逐年", units.name(unit)),
    );
    let words = if desk.years.is_empty() { format!("{words}；还没有附上往年的汇总文件") } else { words };
    caption_ui(ui, &words, |ui| {
        choose_button_ui(ui, Command::DeskEarlier, requests);
        let mut of_unit = desk.years_of_unit;
        let label = RichText::new("只看选中的单位").size(text::SMALL);
        if ui.checkbox(&mut of_unit, label).changed() {
            requests.push(DeskWish::YearsOfUnit(of_unit).into());
        }
    });
    let years = Years::years(whole.year());
    let mut columns = vec![Column::words("指标", 340.0)];
    columns.extend(years.iter().map(|year| Column::number(&format!("{year} 年度"), 120.0)));
    columns.push(Column::number("比上年", 120.0));
    let cells: Vec<CellIndex> = form.cell_indices().collect();
    // A line is asked for cell by cell.
    let rows: RefCell<BTreeMap<usize, Vec<Value>>> = RefCell::default();
    let row = |line: usize| -> Vec<Value> {
        let mut rows = rows.borrow_mut();
        let values = rows.entry(line).or_insert_with(|| {
            let Some(cell) = cells.get(line).copied() else { return Vec::new() };
            let row = match unit.and_then(|unit| desk.desk.part(unit)) {
                Some((_, part)) => desk.years.of_unit(whole, part, cell),
                None => desk.years.of_all(whole, cell),
            };
            row.into_iter().map(|(_, value)| value).collect()
        });
        values.clone()
    };
    let content = |line: usize, column: usize| match column {
        0 => Content::of(cells.get(line).map_or("", |cell| form.cell(*cell).name.as_str())),
        at if at <= years.len() => Content::of(row(line).get(at - 1).map_or_else(String::new, shown)),
        _ => {
            let row = row(line);
            let last = row.len().checked_sub(2).and_then(|at| row.get(at)).and_then(Value::as_number);
            match (row.last().and_then(Value::as_number), last) {
                (Some(now), Some(last)) if now > last => Content::of(format!("+{}", now - last)),
                (Some(now), Some(last)) => Content::of((now - last).to_string()),
                _ => Content::default(),
            }
        }
    };
    let active = Some(desk.line.min(cells.len().saturating_sub(1)));
    let grid = Grid {
        salt: "years",
        columns: &columns,
        fixed: 1,
        lines: cells.len(),
        active,
        is_moved: desk.is_moved,
        content: &content,
    };
    let done = grid_ui(ui, &grid, has_keyboard);
    take(&done, requests);
    let cell = done.opened.and_then(|line| cells.get(line).copied());
    requests.extend(cell.map(|cell| DeskWish::Cell(cell).into()));
}
