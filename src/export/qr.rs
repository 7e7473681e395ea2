//! The QR code in the foot of the printed form, as black and white squares that each format draws in its own way.

use qrcode::{Color, EcLevel, QrCode};

use super::paper::Label;
use crate::filing::Filing;

/// The squares of a QR code, without the white edge that it needs around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    width: usize,
    dark: Vec<bool>,
}

/// Black squares side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The line, from 0.
    pub line: usize,
    /// The first square of the line.
    pub start: usize,
    /// How many there are.
    pub length: usize,
}

impl Qr {
    /// How many squares of white a reader wants around the code.
    pub const EDGE: usize = 4;

    /// The code that the pages of a filing carry; `None` when its form's id alone is too long for one.
    pub fn of(filing: &Filing) -> Option<Self> {
        let label = Label::of(filing);
        // Printed and stamped over it should still be read: a sixth may be lost, or a fourteenth of a big one.
        [EcLevel::M, EcLevel::L]
            .into_iter()
            .find_map(|level| Self::encode(&label.text(), level))
            .or_else(|| Self::encode(&label.without_totals().text(), EcLevel::M))
    }

    fn encode(text: &str, level: EcLevel) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, level).ok()?;
        let dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Some(Self { width: code.width(), dark })
    }

    /// How many squares a line has; there are as many lines.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether a square is black; outside of the code nothing is.
    pub fn is_dark(&self, line: usize, column: usize) -> bool {
        column < self.width && self.dark.get(line * self.width + column).copied().unwrap_or(false)
    }

    /// The black squares, line by line.
    pub fn runs(&self) -> Vec<Run> {
        let mut runs = Vec::new();
        for line in 0..self.width {
            let mut column = 0;
            while column < self.width {
                let length = (column..self.width).take_while(|column| self.is_dark(line, *column)).count();
                if length > 0 {
                    runs.push(Run { line, start: column, length });
                }
                column += length + 1;
            }
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::{EcLevel, Qr};

    #[test]
    fn runs_are_the_black_squares() {
        let qr = Qr::encode("TIANBAO1|填报", EcLevel::M).expect("a short text");
        let squares: usize = qr.runs().iter().map(|run| run.length).sum();
        assert_eq!(squares, qr.dark.iter().filter(|dark| **dark).count());
        let corner = qr.runs()[0];
        assert_eq!((corner.line, corner.start, corner.length), (0, 0, 7));
        for run in qr.runs() {
            assert!((run.start..run.start + run.length).all(|column| qr.is_dark(run.line, column)));
            assert!(!qr.is_dark(run.line, run.start + run.length));
        }
    }

    #[test]
    fn what_does_not_fit_is_no_code() {
        assert_eq!(Qr::encode(&"填".repeat(2_000), EcLevel::L), None);
    }
}
