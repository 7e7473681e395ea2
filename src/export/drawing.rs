//! A chart as bars, rules and texts on a rectangle: what PDF and web pages draw. Lengths are tenths of a point.
//!
//! It has to be read on a grey copy: the bars of a series have a tone or a hatching of their own, every bar its number,
//! and there are no axes to measure by. What has no number has the reason in its place.

use super::measure;
use crate::report::charts::{Chart, Look, Series};

/// The width of the text block, 156 mm.
const WIDTH: i32 = 4_420;

/// Texts are 小五, and smaller where a number is wider than its bar.
const SIZE: i32 = 90;
const LEAST_SIZE: i32 = 60;

/// The height of a line of text.
const LINE: i32 = 130;

/// A chart of standing bars.
const COLUMN_HEIGHT: i32 = 1_000;
const WIDEST_COLUMN: i32 = 420;

/// A chart of lying bars.
const BAR_HEIGHT: i32 = 105;
const BAR_GAP: i32 = 15;
const CATEGORY_GAP: i32 = 75;

/// Between a bar and what is written at it.
const GAP: i32 = 40;

/// The sample of a series in the legend.
const KEY: (i32, i32) = (160, 80);

/// The distance of the lines of a hatching.
const HATCHING: i32 = 40;

/// What the bars of a series look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Dark grey.
    Dark,
    /// White with slanting lines.
    Hatched,
    /// Light grey.
    Pale,
}

impl Tone {
    /// The tone of a series; more than three cannot be told apart on paper.
    pub fn of(series: usize) -> Self {
        [Self::Dark, Self::Hatched, Self::Pale][series % 3]
    }

    /// The grey of the ground, from 0 for black to 255.
    pub fn grey(self) -> u8 {
        match self {
            Self::Dark => 0x5a,
            Self::Hatched => 0xff,
            Self::Pale => 0xd4,
        }
    }
}

/// Where a text stands towards its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
}

/// A part of a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A bar.
    Bar {
        /// Left edge, upper edge, width and height.
        area: [i32; 4],
        /// What it looks like.
        tone: Tone,
        /// The lines of its hatching, each from a point to a point.
        lines: Vec<[i32; 4]>,
    },
    /// A line from a point to a point.
    Rule([i32; 4]),
    /// A text on one line.
    Text {
        /// Its place; upright the middle of the letters.
        at: [i32; 2],
        /// Where it stands towards its place.
        anchor: Anchor,
        /// The size of its letters.
        size: i32,
        /// The text.
        text: String,
    },
}

/// A chart as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// What is drawn, one over the other.
    pub shapes: Vec<Shape>,
}

impl Drawing {
    /// The drawing of a chart.
    pub fn of(chart: &Chart) -> Self {
        let mut drawing = Self { width: WIDTH, height: 0, shapes: Vec::new() };
        if chart.series.len() > 1 {
            drawing.legend(&chart.series);
        }
        match chart.look {
            Look::Columns => drawing.columns(chart),
            Look::Bars => drawing.bars(chart),
        }
        drawing
    }

    /// The series with their samples, in the middle above the bars.
    fn legend(&mut self, series: &[Series]) {
        const BETWEEN: i32 = 240;
        let (key_width, key_height) = KEY;
        let widths: Vec<i32> = series.iter().map(|it| key_width + GAP + width(&it.name, SIZE)).collect();
        let mut x = (WIDTH - widths.iter().sum::<i32>() - BETWEEN * (count(series.len()) - 1)) / 2;
        for ((at, it), width) in series.iter().enumerate().zip(widths) {
            self.bar([x, (LINE - key_height) / 2, key_width, key_height], Tone::of(at));
            self.text([x + key_width + GAP, LINE / 2], Anchor::Start, SIZE, it.name.clone());
            x += width + BETWEEN;
        }
        self.height += LINE + GAP;
    }

    fn columns(&mut self, chart: &Chart) {
        let slot = WIDTH / count(chart.categories.len()).max(1);
        let series = count(chart.series.len()).max(1);
        let pitch = (slot * 4 / 5 / series).min(WIDEST_COLUMN);
        let column = pitch * 9 / 10;
        let base = self.height + LINE + COLUMN_HEIGHT;
        for (at, name) in (0..).zip(&chart.categories) {
            let middle = slot * at + slot / 2;
            self.text([middle, base + GAP + LINE / 2], Anchor::Middle, SIZE, name.clone());
            let place = usize::try_from(at).unwrap_or(0);
            if let Some(absent) = chart.absence(place) {
                self.text([middle, base - LINE / 2], Anchor::Middle, SIZE, absent.word().to_owned());
                continue;
            }
            for (number, it) in (0..).zip(&chart.series) {
                let Some(bar) = it.bars.get(place) else { continue };
                let x = middle - pitch * series / 2 + pitch * number + (pitch - column) / 2;
                let height = length(chart, bar, COLUMN_HEIGHT);
                if height > 0 {
                    self.bar([x, base - height, column, height], Tone::of(usize::try_from(number).unwrap_or(0)));
                }
                let words = bar.words();
                let size = fitting(&words, pitch);
                self.text([x + column / 2, base - height - LINE / 2], Anchor::Middle, size, words);
            }
        }
        self.shapes.push(Shape::Rule([0, base, WIDTH, base]));
        self.height = base + GAP + LINE;
    }

    fn bars(&mut self, chart: &Chart) {
        let widest = |texts: &mut dyn Iterator<Item = String>| texts.map(|it| width(&it, SIZE)).max().unwrap_or(0);
        let names = widest(&mut chart.categories.iter().cloned()).min(WIDTH * 2 / 5);
        let numbers = widest(&mut chart.bars().map(crate::report::charts::Bar::words));
        let base = names + 2 * GAP;
        let room = (WIDTH - base - GAP - numbers).max(WIDTH / 5);
        let series = count(chart.series.len()).max(1);
        let category = series * BAR_HEIGHT + (series - 1) * BAR_GAP;
        let top = self.height;
        let mut y = top + CATEGORY_GAP / 2;
        for (at, name) in chart.categories.iter().enumerate() {
            let size = fitting(name, names);
            self.text([names, y + category / 2], Anchor::End, size, name.clone());
            if let Some(absent) = chart.absence(at) {
                self.text([base + GAP, y + category / 2], Anchor::Start, SIZE, absent.word().to_owned());
            } else {
                for (number, it) in (0..).zip(&chart.series) {
                    let Some(bar) = it.bars.get(at) else { continue };
                    let upper = y + number * (BAR_HEIGHT + BAR_GAP);
                    let long = length(chart, bar, room);
                    if long > 0 {
                        let tone = Tone::of(usize::try_from(number).unwrap_or(0));
                        self.bar([base, upper, long, BAR_HEIGHT], tone);
                    }
                    self.text([base + long + GAP, upper + BAR_HEIGHT / 2], Anchor::Start, SIZE, bar.words());
                }
            }
            y += category + CATEGORY_GAP;
        }
        self.height = y - CATEGORY_GAP / 2;
        self.shapes.push(Shape::Rule([base, top, base, self.height]));
    }

    fn bar(&mut self, area: [i32; 4], tone: Tone) {
        let lines = if tone == Tone::Hatched { hatching(area) } else { Vec::new() };
        self.shapes.push(Shape::Bar { area, tone, lines });
    }

    fn text(&mut self, at: [i32; 2], anchor: Anchor, size: i32, text: String) {
        self.shapes.push(Shape::Text { at, anchor, size, text });
    }
}

/// Slanting lines, from the lower left to the upper right, cut off at the edges.
fn hatching([x, y, width, height]: [i32; 4]) -> Vec<[i32; 4]> {
    let line = |sum: i32| {
        // On a line, the way from the left and the way from the top add up to the same.
        let (low, high) = ((sum - height).max(0), sum.min(width));
        [x + low, y + sum - low, x + high, y + sum - high]
    };
    let count = (width + height - 1).max(0) / HATCHING;
    (1..=count).map(|number| line(number * HATCHING)).collect()
}

fn length(chart: &Chart, bar: &crate::report::charts::Bar, room: i32) -> i32 {
    let long = chart.length(bar, u32::try_from(room).unwrap_or(0));
    i32::try_from(long).unwrap_or(0)
}

/// The size in which a text is no wider than the room it has.
fn fitting(text: &str, room: i32) -> i32 {
    let natural = width(text, SIZE).max(1);
    if natural <= room { SIZE } else { (SIZE * room / natural).max(LEAST_SIZE) }
}

/// How wide a text gets at most: digits of some faces are three fifths as wide as they are high.
fn width(text: &str, size: i32) -> i32 {
    let narrow = count(text.chars().filter(char::is_ascii).count());
    i32::try_from(measure::width(text, size.unsigned_abs())).unwrap_or(i32::MAX).saturating_add(narrow * size / 10)
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Anchor, Drawing, Shape, hatching};
    use crate::check::Amount;
    use crate::report::charts::{Absent, Bar, Chart, Look, Series};

    fn chart(look: Look, amounts: &[&[i64]]) -> Chart {
        let bar = |amount: &i64| Bar {
            amount: if *amount < 0 { Err(Absent::NoFiling) } else { Ok(Amount::whole(*amount)) },
            figure: None,
        };
        let series =
            |(at, bars): (usize, &&[i64])| Series { name: format!("系列{at}"), bars: bars.iter().map(bar).collect() };
        Chart {
            id: "test".to_owned(),
            title: "图".to_owned(),
            measure: "件".to_owned(),
            look,
            categories: (0..amounts[0].len()).map(|at| format!("第{at}项")).collect(),
            series: amounts.iter().enumerate().map(series).collect(),
            notes: Vec::new(),
            gaps: Vec::new(),
        }
    }

    #[test]
    fn everything_stands_inside_and_every_bar_has_its_number() {
        for look in [Look::Columns, Look::Bars] {
            for amounts in [vec![&[0_i64, 5, 123_456_789][..]], vec![&[1, 2, -1], &[3, 0, -1], &[999_999, 4, -1]]] {
                let drawing = Drawing::of(&chart(look, &amounts));
                let mut texts = Vec::new();
                for shape in &drawing.shapes {
                    let (x, y) = match shape {
                        Shape::Bar { area: [x, y, width, height], .. } => {
                            assert!(*x >= 0 && *y >= 0 && *width > 0 && *height > 0);
                            (x + width, y + height)
                        }
                        Shape::Rule([.., x, y]) => (*x, *y),
                        Shape::Text { at: [x, y], anchor, size, text } => {
                            texts.push(text.as_str());
                            // Digits are three fifths as wide as high in the widest faces.
                            let digits = i32::try_from(text.chars().filter(char::is_ascii_digit).count()).expect("few");
                            let long = digits * size * 3 / 5;
                            (x + if *anchor == Anchor::Start { long } else { 0 }, *y)
                        }
                    };
                    assert!(x <= drawing.width && y <= drawing.height, "{shape:?}");
                }
                for amount in amounts.iter().flat_map(|it| it.iter()).filter(|it| **it >= 0) {
                    assert!(texts.contains(&amount.to_string().as_str()), "{look:?}: {amount}");
                }
                let missing = texts.iter().filter(|it| **it == "无数据").count();
                assert_eq!(missing, usize::from(amounts.len() > 1), "said once for a year");
            }
        }
    }

    #[test]
    fn hatching_stays_in_its_bar() {
        let [x, y, width, height] = [100, 50, 300, 105];
        let lines = hatching([x, y, width, height]);
        assert!(lines.len() > 5);
        for [x1, y1, x2, y2] in lines {
            assert!((x..=x + width).contains(&x1) && (x..=x + width).contains(&x2));
            assert!((y..=y + height).contains(&y1) && (y..=y + height).contains(&y2));
            assert_eq!(x2 - x1, y1 - y2, "it slants by half a right angle");
        }
    }
}
