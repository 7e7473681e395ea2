//! The last years of a cell as a small line, with its figures beside it. A screen reader hears the figures.

use egui::{Align2, Pos2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use rust_decimal::prelude::ToPrimitive as _;

use crate::app::kit::theme::{self, text};
use crate::filing::{Filing, Value};
use crate::form::CellIndex;

/// So many years are shown, this one included.
const YEARS: u16 = 3;

const HEIGHT: f32 = 58.0;

/// Paints the line when an earlier year says something about the cell.
pub(crate) fn spark_ui(ui: &mut Ui, filing: &Filing, cell: CellIndex) {
    let years: Vec<(u16, Option<Value>)> = (filing.year().saturating_sub(YEARS - 1)..=filing.year())
        .map(|year| (year, value_in(filing, cell, year)))
        .collect();
    let known = years.iter().filter(|(_, value)| value.as_ref().is_some_and(|it| it.as_number().is_some())).count();
    let has_earlier = years.iter().rev().skip(1).any(|(_, value)| value.is_some());
    if !has_earlier || known < 2 {
        return;
    }
    let palette = theme::palette(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let spoken: Vec<String> = years.iter().map(|(year, value)| format!("{year}年 {}", shown(value.as_ref()))).collect();
    let spoken = format!("逐年：{}", spoken.join("，"));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    // A picture may be drawn with rounded numbers; the figures beside it are exact.
    let height_of = |value: &Option<Value>| value.as_ref()?.as_number()?.to_f32();
    let numbers: Vec<Option<f32>> = years.iter().map(|(_, value)| height_of(value)).collect();
    let (low, high) =
        numbers.iter().flatten().fold((0.0_f32, 0.0_f32), |(low, high), it| (low.min(*it), high.max(*it)));
    let room = Rect::from_min_max(rect.min + vec2(0.0, 20.0), rect.max - vec2(0.0, 20.0));
    let step = rect.width() / f32::from(YEARS);
    let mut before: Option<Pos2> = None;
    let mut middle = rect.left() + step / 2.0;
    for ((year, value), number) in years.iter().zip(numbers) {
        let at = number.map(|number| {
            let share = if high > low { (number - low) / (high - low) } else { 0.5 };
            pos2(middle, room.bottom() - share * room.height())
        });
        if let Some((from, to)) = before.zip(at) {
            ui.painter().line_segment([from, to], Stroke::new(1.5, palette.accent));
        }
        if let Some(at) = at {
            ui.painter().circle_filled(at, 2.5, palette.accent);
        }
        let words = |place: Pos2, align: Align2, words: String, color| {
            ui.painter().text(place, align, words, theme::font(text::SMALL - 1.5), color);
        };
        words(pos2(middle, rect.top()), Align2::CENTER_TOP, shown(value.as_ref()), palette.text);
        words(pos2(middle, rect.bottom()), Align2::CENTER_BOTTOM, year.to_string(), palette.weak);
        before = at;
        middle += step;
    }
}

/// The value of the cell in a year: this filing's, or that of an attached one; `None` where nothing is attached.
fn value_in(filing: &Filing, cell: CellIndex, year: u16) -> Option<Value> {
    if year == filing.year() {
        return Some(filing.value(cell).clone());
    }
    filing.priors().get(&year)?.value_for(filing.form(), cell).cloned()
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| "—".to_owned(), Value::told)
}
