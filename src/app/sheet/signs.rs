//! The small signs at a cell, each of another shape and place, so that no colour has to be told apart from another. The
//! page of keys explains them from the same list.

use egui::{Align2, Color32, Painter, Pos2, Rect, Shape, Stroke, vec2};

use crate::app::kit::theme::{self, Palette};
use crate::app::model::document::Document;
use crate::check::{Amount, totals};
use crate::filing::Value;
use crate::form::{CellIndex, Severity};

/// One sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A finding is about the cell.
    Finding(Severity),
    /// A remark answers a finding about it.
    Remarked,
    /// A total that is the sum of its parts.
    Sum,
    /// More than last year.
    Rose,
    /// Less than last year.
    Fell,
    /// The number comes from a calculation.
    Noted,
    /// It may be this cell that makes others wrong.
    Suspected,
}

impl Sign {
    /// All signs in the order of the legend.
    pub(crate) const ALL: [Self; 9] = [
        Self::Finding(Severity::Error),
        Self::Finding(Severity::Warning),
        Self::Finding(Severity::Notice),
        Self::Remarked,
        Self::Sum,
        Self::Rose,
        Self::Fell,
        Self::Noted,
        Self::Suspected,
    ];

    /// What it says, for the legend and for screen readers.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Finding(Severity::Error) => "有错误",
            Self::Finding(Severity::Warning) => "有警告",
            Self::Finding(Severity::Notice) => "有提示",
            Self::Remarked => "已写审核说明",
            Self::Sum => "合计数，与各项之和相等",
            Self::Rose => "比上年多",
            Self::Fell => "比上年少",
            Self::Noted => "由算式得出",
            Self::Suspected => "疑似有误，说明栏里有改法",
        }
    }

    /// Paints the sign at its place in a cell.
    pub(crate) fn paint(self, painter: &Painter, rect: Rect, palette: &Palette) {
        let right = rect.right_top() + vec2(-1.0, 1.0);
        let triangle = |points: [Pos2; 3], color| Shape::convex_polygon(points.to_vec(), color, Stroke::NONE);
        let letter = |place: Pos2, align: Align2, letter: &str, color: Color32| {
            painter.text(place, align, letter, theme::font(SIZE), color);
        };
        match self {
            Self::Finding(severity) => {
                let color = palette.mark(severity);
                painter.add(match severity {
                    Severity::Error => triangle([right + vec2(-10.0, 0.0), right, right + vec2(0.0, 10.0)], color),
                    Severity::Warning => {
                        Shape::rect_filled(Rect::from_min_size(right + vec2(-12.0, 2.0), vec2(10.0, 3.0)), 1.0, color)
                    }
                    Severity::Notice => Shape::circle_filled(right + vec2(-6.0, 5.0), 3.0, color),
                });
            }
            Self::Remarked => {
                painter.circle_stroke(right + vec2(-18.0, 5.0), 3.0, Stroke::new(1.4, palette.good));
            }
            // The double line under a sum, as in books of account.
            Self::Sum => {
                for above in [2.5, 5.0] {
                    let middle = rect.center_bottom() - vec2(0.0, above);
                    painter.hline(middle.x - 9.0..=middle.x + 9.0, middle.y, Stroke::new(1.0, palette.good));
                }
            }
            Self::Rose => {
                let at = rect.left_top() + vec2(3.0, 3.0);
                painter.add(triangle([at + vec2(0.0, 5.0), at + vec2(3.0, 0.0), at + vec2(6.0, 5.0)], palette.weak));
            }
            Self::Fell => {
                let at = rect.left_top() + vec2(3.0, 3.0);
                painter.add(triangle([at, at + vec2(6.0, 0.0), at + vec2(3.0, 5.0)], palette.weak));
            }
            Self::Noted => letter(rect.left_bottom() + vec2(3.0, -1.0), Align2::LEFT_BOTTOM, "=", palette.weak),
            Self::Suspected => {
                let at = rect.right_bottom() - vec2(3.0, 1.0);
                painter.text(at, Align2::RIGHT_BOTTOM, "?", theme::font(SIZE + 2.0), palette.accent);
            }
        }
    }
}

/// The size of signs that are letters.
const SIZE: f32 = 10.0;

/// The signs of a cell.
pub(crate) fn signs(document: &Document, cell: CellIndex) -> Vec<Sign> {
    let (filing, engine) = document.shown();
    let value = filing.value(cell);
    let mark = document.view.mark(cell);
    let mut signs: Vec<Sign> = mark.severity.map(Sign::Finding).into_iter().collect();
    let mut add = |is: bool, sign: Sign| signs.extend(is.then_some(sign));
    add(mark.is_remarked, Sign::Remarked);
    add(document.suspicions.marks(cell), Sign::Suspected);
    if !value.is_blank() {
        let sum = totals::computed_total(engine.book(), filing.values(), cell);
        add(sum.as_ref() == Some(value), Sign::Sum);
        let change = change(document, cell, value).filter(|_| document.marks_changed);
        add(change.is_some_and(|it| it > Amount::ZERO), Sign::Rose);
        add(change.is_some_and(|it| it < Amount::ZERO), Sign::Fell);
        add(filing.notes().contains_key(&cell), Sign::Noted);
    }
    signs
}

/// How much more than last year; `None` where last year says nothing, or is not comparable.
fn change(document: &Document, cell: CellIndex, value: &Value) -> Option<Amount> {
    let (filing, engine) = document.shown();
    let last = engine.prior()?.get(cell.position())?.as_ref()?.as_number()?;
    let is_comparable = filing.incomparable().is_none();
    is_comparable.then(|| value.as_number().map(|now| Amount::from(now) - Amount::from(last))).flatten()
}
