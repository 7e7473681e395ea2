//! A chart as SVG inside a web page: lines and letters without scripts, styles or references, read aloud by its description.

use super::drawing::{Anchor, Drawing, Shape};
use super::markup::escaped;
use crate::report::charts::Chart;

/// The chart as one element.
pub(super) fn element(chart: &Chart) -> String {
    let drawing = Drawing::of(chart);
    let (width, height) = (points(drawing.width), points(drawing.height));
    let shapes: String = drawing.shapes.iter().map(shape).collect();
    let told = escaped(&chart.told());
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"100%\" overflow=\"visible\" role=\"img\" \
         aria-label=\"{told}\">{shapes}</svg>"
    )
}

fn shape(shape: &Shape) -> String {
    match shape {
        Shape::Bar { area: [x, y, width, height], tone, lines } => {
            let hatching = path(lines);
            let grey = tone.grey();
            format!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#{grey:02x}{grey:02x}{grey:02x}\" \
                 stroke=\"#333\" stroke-width=\"0.5\"/>{hatching}",
                points(*x),
                points(*y),
                points(*width),
                points(*height)
            )
        }
        Shape::Rule(line) => path(std::slice::from_ref(line)),
        Shape::Text { at: [x, y], anchor, size, text } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            // Letters stand on a line a third of their size below their middle, whatever draws them.
            let base = y + size * 7 / 20;
            format!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{anchor}\">{}</text>",
                points(*x),
                points(base),
                points(*size),
                escaped(text)
            )
        }
    }
}

fn path(lines: &[[i32; 4]]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let line =
        |[x1, y1, x2, y2]: &[i32; 4]| format!("M{} {}L{} {}", points(*x1), points(*y1), points(*x2), points(*y2));
    let lines: String = lines.iter().map(line).collect();
    format!("<path d=\"{lines}\" stroke=\"#333\" stroke-width=\"0.5\" fill=\"none\"/>")
}

/// Tenths of a point as points.
fn points(tenths: i32) -> String {
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
}
