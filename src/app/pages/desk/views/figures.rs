//! Figures of a desk: where one comes from, unit by unit, and how they were in other years, as a table and as charts.
//!
//! What takes long to find out is kept until something changes: [`Origin`] and [`Past`].

use egui::{RichText, ScrollArea, Ui};

use super::lists::{List, NAME, caption_ui, choose_button_ui, figure, list_ui, nothing_ui, shown};
use crate::aggregate::units::NodeId;
use crate::aggregate::years::{MOST, Years};
use crate::app::kit::chart::chart_ui;
use crate::app::kit::grid::{Column, Content};
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{heading_ui, severity_text};
use crate::app::pages::desk::origin::{OfUnit, Origin, Past, change, share};
use crate::app::pages::desk::tab::OpenDesk;
use crate::app::pages::desk::wish::DeskWish;
use crate::app::wishes::command::list::Command;
use crate::filing::Filing;
use crate::form::{CellIndex, Severity};
use crate::report::charts::{of_cell, offers};

/// Charts stand beside each other where there is so much room.
const TWO_CHARTS: f32 = 640.0;

impl OpenDesk<'_> {
    /// Finds out where the figure of the active cell comes from, when it is another one.
    pub(crate) fn follow_origin(&mut self) {
        let cell = self.document.sheet.active;
        let Some(whole) = self.whole.as_ref().filter(|_| self.origin.of != Some((self.made, cell))) else { return };
        // Of cells that do not add up no unit has a share.
        let sum = self.document.filing.value(cell).as_number().filter(|_| whole.form().cell(cell).is_additive);
        let origin = whole.origin(cell).into_iter().map(|it| OfUnit {
            unit: whole.part(it.id).and_then(|part| part.node),
            name: it.unit.to_owned(),
            share: share(it.value.as_number(), sum),
            value: it.value,
            last_year: it.last_year,
        });
        let mut lines: Vec<OfUnit> = origin.collect();
        lines.sort_by_key(|it| std::cmp::Reverse(it.value.as_number()));
        let blanks = lines.iter().filter(|it| it.value.is_blank()).count();
        self.origin = Origin { of: Some((self.made, cell)), lines, blanks };
    }

    /// The unit whose years are shown; `None` for all.
    fn unit_of_years(&self) -> Option<NodeId> {
        self.unit.filter(|unit| self.years_by.is_of_unit && self.desk.part(*unit).is_some())
    }

    /// Makes what the page of years shows anew, when it is about something else.
    pub(crate) fn follow_past(&mut self) {
        let unit = self.unit_of_years();
        let Some(whole) = &self.whole else { return };
        if self.past.of != Some((self.made, unit)) {
            let part = unit.and_then(|unit| self.desk.part(unit));
            let filing = part.map(|(_, part)| self.years.filing_of(whole, part));
            let offers = offers(filing.as_ref().unwrap_or(&self.document.filing)).into_iter();
            let charts = offers.map(|offer| (offer.title, offer.chart)).collect();
            self.past = Past { of: Some((self.made, unit)), filing, charts, of_line: None };
        }
        let filing = self.past.filing.as_ref().unwrap_or(&self.document.filing);
        let cell = filing.form().cell_indices().nth(self.line);
        let is_known = self.past.of_line.as_ref().map(|(cell, _)| *cell) == cell;
        if let Some(cell) = cell.filter(|_| self.years_by.is_charted && !is_known) {
            self.past.of_line = Some((cell, of_cell(filing, cell, MOST)));
        }
    }
}

/// Where the figure of the active cell comes from.
pub(crate) fn origin_ui(ui: &mut Ui, desk: &OpenDesk<'_>, has_keyboard: bool, wishes: &mut Vec<DeskWish>) {
    if desk.whole.is_none() {
        return nothing_ui(ui, "还没有收到各单位的表");
    }
    let (form, palette) = (desk.document.filing.form(), theme::palette(ui.ctx()));
    let cell = form.cell(desk.document.sheet.active);
    let Origin { lines, blanks, .. } = &desk.origin;
    let words = format!(
        "{} 的来源：{} 个单位{}",
        cell.name,
        lines.len(),
        if *blanks > 0 { format!("，其中 {blanks} 个空着") } else { String::new() }
    );
    caption_ui(ui, &words, |ui| {
        if !cell.is_additive {
            let words = "各单位的数不能相加，请直接填写";
            ui.label(severity_text(ui, Severity::Notice, words).size(text::SMALL));
        }
        for note in desk.notes.iter().filter(|note| note.starts_with(cell.name.as_str())) {
            ui.label(severity_text(ui, Severity::Warning, note).size(text::SMALL));
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
        let Some(it) = lines.get(line) else { return Content::default() };
        match column {
            0 => Content::of(&it.name),
            1 => figure(&it.value, palette),
            2 => Content::of(&it.share),
            3 => Content::of(shown(&it.last_year)),
            _ => Content::of(change(&it.last_year, &it.value)),
        }
    };
    let list =
        List { salt: "origin", columns: &columns, lines: lines.len(), shows_active: has_keyboard, content: &content };
    let done = list_ui(ui, desk, &list, has_keyboard, wishes);
    let opened = done.opened.and_then(|line| lines.get(line)?.unit);
    wishes.extend(opened.map(DeskWish::OpenUnit));
}

/// Three years beside each other, of all or of the unit that is looked at.
pub(crate) fn years_ui(ui: &mut Ui, desk: &OpenDesk<'_>, has_keyboard: bool, wishes: &mut Vec<DeskWish>) {
    if desk.whole.is_none() {
        return nothing_ui(ui, "还没有收到各单位的表");
    }
    let name = desk
        .unit_of_years()
        .map_or_else(|| desk.desk.name_of(&desk.scope), |unit| desk.desk.workspace().units().name(unit).to_owned());
    let gap = if desk.years.is_empty() { "；还没有附上往年的汇总文件" } else { "" };
    caption_ui(ui, &format!("{name} 逐年{gap}"), |ui| {
        choose_button_ui(ui, Command::DeskEarlier, wishes);
        for (label, is_on, wish) in [
            ("只看选中的单位", desk.years_by.is_of_unit, DeskWish::YearsOfUnit as fn(bool) -> DeskWish),
            ("图表", desk.years_by.is_charted, DeskWish::Charted),
        ] {
            let mut is_on = is_on;
            if ui.checkbox(&mut is_on, RichText::new(label).size(text::SMALL)).changed() {
                wishes.push(wish(is_on));
            }
        }
    });
    let filing = desk.past.filing.as_ref().unwrap_or(&desk.document.filing);
    if desk.years_by.is_charted { charts_ui(ui, desk) } else { table_ui(ui, desk, filing, has_keyboard, wishes) }
}

fn table_ui(ui: &mut Ui, desk: &OpenDesk<'_>, filing: &Filing, has_keyboard: bool, wishes: &mut Vec<DeskWish>) {
    let form = filing.form();
    let years = Years::years(filing.year());
    let mut columns = vec![Column::words("指标", 300.0)];
    columns.extend(years.iter().map(|year| Column::number(&format!("{year} 年度"), 104.0)));
    columns.push(Column::number("比上年", 104.0));
    let cells: Vec<CellIndex> = form.cell_indices().collect();
    let content = |line: usize, column: usize| {
        let Some(cell) = cells.get(line).copied() else { return Content::default() };
        if column == 0 {
            return Content::of(&form.cell(cell).name);
        }
        let row = Years::row(filing, cell);
        match (row.get(column - 1), row.as_slice()) {
            (Some((_, value)), _) => Content::of(shown(value)),
            (None, [.., (_, before), (_, now)]) => Content::of(change(before, now)),
            (None, _) => Content::default(),
        }
    };
    let list = List { salt: "years", columns: &columns, lines: cells.len(), shows_active: true, content: &content };
    let done = list_ui(ui, desk, &list, has_keyboard, wishes);
    let cell = done.opened.and_then(|line| cells.get(line).copied());
    wishes.extend(cell.map(DeskWish::Cell));
}

/// The chart of the line that was active in the table, and those of the form.
fn charts_ui(ui: &mut Ui, desk: &OpenDesk<'_>) {
    let form = desk.document.filing.form();
    let of_line = desk.past.of_line.as_ref().map(|(cell, chart)| (form.cell(*cell).name.as_str(), chart));
    let of_form = desk.past.charts.iter().map(|(title, chart)| (title.as_str(), chart));
    let charts: Vec<_> = of_line.into_iter().chain(of_form).collect();
    let area = ScrollArea::vertical().id_salt("desk-charts").auto_shrink([false, false]);
    area.show(ui, |ui| {
        let beside = if ui.available_width() < TWO_CHARTS { 1 } else { 2 };
        for group in charts.chunks(beside) {
            ui.columns(beside, |columns| {
                for (column, (title, chart)) in columns.iter_mut().zip(group) {
                    match chart {
                        Ok(chart) => {
                            heading_ui(column, &chart.full_title());
                            chart_ui(column, chart);
                        }
                        Err(reason) => {
                            heading_ui(column, title);
                            let color = theme::palette(column.ctx()).weak;
                            column.label(RichText::new(reason).size(text::SMALL).color(color));
                        }
                    }
                }
            });
            ui.add_space(space::GROUP);
        }
    });
}
