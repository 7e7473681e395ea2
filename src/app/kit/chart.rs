//! A chart in the window: bars told apart by lightness and hatching, each with its exact number, read aloud as words.

use egui::{Align2, Color32, Rect, RichText, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, vec2};
use egui_plot::{Bar as PlotBar, BarChart, Plot, PlotBounds, PlotPoint, PlotTransform, Text};

use super::theme::{self, Palette, space, text};
use crate::report::charts::{Bar, Chart, Look};

/// The height of the bars that stand, and of a row of those that lie.
const COLUMN_HEIGHT: f32 = 150.0;

const BAR_HEIGHT: f32 = 17.0;

const CATEGORY_GAP: f32 = 12.0;

/// The height of a line of text in a chart.
const LINE: f32 = 20.0;

/// The longest bar in the plot's own measure; numbers are never made floats, only lengths are.
const WHOLE: u32 = 1_000_000;

/// The distance of the lines of a hatching.
const HATCHING: f32 = 6.0;

/// What the bars of a series look like.
struct Dress {
    fill: Color32,
    stroke: Stroke,
    is_hatched: bool,
}

impl Dress {
    fn of(series: usize, palette: &Palette) -> Self {
        let stroke = Stroke::new(1.0, palette.accent);
        match series % 3 {
            0 => Self { fill: palette.accent, stroke, is_hatched: false },
            1 => Self { fill: palette.paper, stroke, is_hatched: true },
            _ => Self { fill: palette.accent_soft, stroke, is_hatched: false },
        }
    }

    fn hatch(&self, ui: &Ui, rect: Rect) {
        if !self.is_hatched {
            return;
        }
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        let mut way = HATCHING;
        while way < rect.width() + rect.height() {
            let from = rect.left_top() + vec2(0.0, way);
            let to = rect.left_top() + vec2(way, 0.0);
            painter.add(Shape::line_segment([from, to], self.stroke));
            way += HATCHING;
        }
    }
}

/// Paints a chart as wide as there is room.
pub(crate) fn chart_ui(ui: &mut Ui, chart: &Chart) {
    let palette = theme::palette(ui.ctx());
    if chart.series.len() > 1 {
        legend_ui(ui, chart, palette);
    }
    let frame = Frame::of(ui, chart);
    let (x, y) = frame.bounds();
    let plot = Plot::new(("chart", &chart.id))
        .width(frame.width)
        .height(frame.height)
        .set_margin_fraction(egui::Vec2::ZERO)
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .show_crosshair(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .sense(Sense::hover())
        .label_formatter(|_| None);
    let shown = plot.show(ui, |plot| {
        // Anew in every frame: the plot remembers the part that it showed when the window was wider.
        plot.set_plot_bounds(PlotBounds::from_min_max([x.0, y.0], [x.1, y.1]));
        for (at, series) in chart.series.iter().enumerate() {
            let dress = Dress::of(at, palette);
            let bars = frame.bars(at).map(|(argument, length, _)| {
                PlotBar::new(argument, length).width(frame.thickness()).fill(dress.fill).stroke(dress.stroke)
            });
            let bars = BarChart::new(series.name.as_str(), bars.collect()).allow_hover(false);
            plot.bar_chart(if frame.is_standing() { bars.vertical() } else { bars.horizontal() });
        }
        for label in frame.labels() {
            let words = RichText::new(label.words).size(label.size).color(palette.text);
            plot.text(Text::new("", PlotPoint::new(label.at.0, label.at.1), words).anchor(label.anchor));
        }
    });
    let transform = &shown.transform;
    for at in 0..chart.series.len() {
        for (argument, length, _) in frame.bars(at) {
            Dress::of(at, palette).hatch(ui, frame.screen_rect(transform, argument, length));
        }
    }
    let base = frame.screen_rect(transform, frame.last_argument() / 2.0, 0.0);
    let stroke = Stroke::new(1.0, palette.weak);
    if frame.is_standing() {
        ui.painter().hline(shown.response.rect.x_range(), base.bottom(), stroke);
    } else {
        ui.painter().vline(base.left(), shown.response.rect.y_range(), stroke);
    }
    let told = chart.told();
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &told));
    for note in chart.notes.iter().chain(&chart.gaps) {
        ui.label(RichText::new(format!("注：{note}")).size(text::SMALL).color(palette.weak));
    }
}

fn legend_ui(ui: &mut Ui, chart: &Chart, palette: &Palette) {
    ui.horizontal(|ui| {
        for (at, series) in chart.series.iter().enumerate() {
            let (rect, _) = ui.allocate_exact_size(vec2(22.0, 12.0), Sense::hover());
            let dress = Dress::of(at, palette);
            ui.painter().rect(rect, 0.0, dress.fill, dress.stroke, StrokeKind::Inside);
            dress.hatch(ui, rect);
            ui.label(RichText::new(&series.name).size(text::SMALL));
            ui.add_space(space::GROUP);
        }
    });
}

/// A text in the plot.
struct Label {
    at: (f64, f64),
    anchor: Align2,
    words: String,
    size: f32,
}

/// Where everything stands. Lengths run from 0 to 1, categories are one apart and counted from 0.
struct Frame<'a> {
    chart: &'a Chart,
    width: f32,
    height: f32,
    /// Room for names and for numbers, in points: left and right of lying bars, below and above standing ones.
    names: f32,
    numbers: f32,
}

impl<'a> Frame<'a> {
    fn of(ui: &Ui, chart: &'a Chart) -> Self {
        let wide = |words: &str| {
            ui.painter().layout_no_wrap(words.to_owned(), theme::font(text::SMALL), Color32::PLACEHOLDER).size().x
        };
        let widest = |texts: &mut dyn Iterator<Item = String>| texts.map(|it| wide(&it)).fold(0.0, f32::max) + 10.0;
        let width = ui.available_width();
        if chart.look == Look::Columns {
            return Self { chart, width, height: COLUMN_HEIGHT + 2.0 * LINE, names: LINE, numbers: LINE };
        }
        let rows = number(chart.categories.len());
        let height = rows * (number(chart.series.len()) * BAR_HEIGHT + CATEGORY_GAP);
        let names = widest(&mut chart.categories.iter().cloned()).min(width * 0.4);
        let numbers = widest(&mut chart.bars().map(Bar::words)).min(width * 0.3);
        Self { chart, width, height, names, numbers }
    }

    fn is_standing(&self) -> bool {
        self.chart.look == Look::Columns
    }

    /// The shown parts of both axes.
    fn bounds(&self) -> ((f64, f64), (f64, f64)) {
        let along = (-0.5, f64::from(number(self.chart.categories.len())) - 0.5);
        let room = if self.is_standing() { self.height } else { self.width } - self.names - self.numbers;
        let part = |points: f32| f64::from(points / room.max(1.0));
        let across = (-part(self.names), 1.0 + part(self.numbers));
        if self.is_standing() { (along, across) } else { (across, along) }
    }

    /// Categories of lying bars are listed from above.
    fn argument(&self, category: usize) -> f64 {
        let at = f64::from(number(category));
        if self.is_standing() { at } else { self.last_argument() - at }
    }

    fn last_argument(&self) -> f64 {
        f64::from(number(self.chart.categories.len().saturating_sub(1)))
    }

    /// The part of a category that one bar takes.
    fn thickness(&self) -> f64 {
        let series = f64::from(number(self.chart.series.len().max(1)));
        let share = f64::from(BAR_HEIGHT) * series / (f64::from(BAR_HEIGHT) * series + f64::from(CATEGORY_GAP));
        let most = if self.is_standing() { 0.28 } else { 1.0 };
        (share / series).min(most)
    }

    /// Place, length and bar of everything in a series that has a number.
    fn bars(&self, series: usize) -> impl Iterator<Item = (f64, f64, &'a Bar)> {
        let count = f64::from(number(self.chart.series.len()));
        let shift = (f64::from(number(series)) - (count - 1.0) / 2.0) * self.thickness();
        let shift = if self.is_standing() { shift } else { -shift };
        let bars = self.chart.series.get(series).map(|it| it.bars.as_slice()).unwrap_or_default();
        let places: Vec<f64> = (0..bars.len()).map(|at| self.argument(at) + shift).collect();
        let chart = self.chart;
        places
            .into_iter()
            .zip(bars)
            .map(move |(argument, bar)| (argument, f64::from(chart.length(bar, WHOLE)) / f64::from(WHOLE), bar))
    }

    fn labels(&self) -> Vec<Label> {
        let mut labels = Vec::new();
        let (x, y) = self.bounds();
        let small = text::SMALL;
        for (at, name) in self.chart.categories.iter().enumerate() {
            let argument = self.argument(at);
            let (place, anchor) = if self.is_standing() {
                ((argument, y.0), Align2::CENTER_BOTTOM)
            } else {
                ((x.0 * 0.06, argument), Align2::RIGHT_CENTER)
            };
            labels.push(Label { at: place, anchor, words: name.clone(), size: small });
            if let Some(absent) = self.chart.absence(at) {
                labels.push(self.at_bar(argument, 0.0, absent.word().to_owned(), small));
            }
        }
        for series in 0..self.chart.series.len() {
            let bars = self.bars(series).enumerate();
            let bars = bars.filter(|(at, _)| self.chart.absence(*at).is_none());
            labels.extend(bars.map(|(_, (argument, length, bar))| {
                let words = bar.words();
                let size = self.fitting(&words, small);
                self.at_bar(argument, length, words, size)
            }));
        }
        labels
    }

    /// The size in which a number is no wider than its standing bar.
    #[expect(clippy::cast_possible_truncation, reason = "a width on the screen")]
    fn fitting(&self, words: &str, size: f32) -> f32 {
        if !self.is_standing() {
            return size;
        }
        let (x, _) = self.bounds();
        let room = self.width * (self.thickness() / (x.1 - x.0)) as f32;
        let wide = words.chars().map(|it| if it.is_ascii() { 0.56 } else { 1.0 }).sum::<f32>() * size;
        if wide <= room { size } else { (size * room / wide).max(8.0) }
    }

    /// A text behind the end of a bar.
    fn at_bar(&self, argument: f64, length: f64, words: String, size: f32) -> Label {
        if self.is_standing() {
            Label { at: (argument, length), anchor: Align2::CENTER_BOTTOM, words, size }
        } else {
            let (x, _) = self.bounds();
            Label { at: (length - x.0 * 0.06, argument), anchor: Align2::LEFT_CENTER, words, size }
        }
    }

    fn screen_rect(&self, transform: &PlotTransform, argument: f64, length: f64) -> Rect {
        let half = self.thickness() / 2.0;
        let point = |along: f64, across: f64| {
            let (x, y) = if self.is_standing() { (along, across) } else { (across, along) };
            transform.position_from_point(&PlotPoint::new(x, y))
        };
        Rect::from_two_pos(point(argument - half, 0.0), point(argument + half, length))
    }
}

fn number(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}
