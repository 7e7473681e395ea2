//! What the parts of the printed form look like: a font by role, borders, alignment, number formats.
//!
//! The font names are those of Chinese offices (GB/T 9704); a computer without one of them shows its own substitute.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::export::pdf::Typeface;

/// The part that a piece of the sheet plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// The title of the form.
    Title,
    /// The year below the title.
    Subtitle,
    /// The line with the unit, above the tables.
    UnitLine,
    /// The heading of a table.
    Section,
    /// A column head.
    Head,
    /// A row over the full width.
    Band,
    /// A label; outlines are at the left and indented by level, mere names are centred.
    Label {
        /// How many levels it is indented.
        indent: u8,
        /// Whether it is centred.
        is_centred: bool,
    },
    /// A measure, or a box without content.
    Plain,
    /// A number cell.
    Number,
    /// A number cell of a number that `General` would round on the screen: its decimal places.
    LongNumber(u32),
    /// A number cell that holds text.
    Text,
    /// A count that is not whole, or money.
    Amount,
    /// A field of the foot.
    Field,
}

const TITLE_FONT: &str = Typeface::XiaoBiaoSong.office_name();
const HEAD_FONT: &str = Typeface::Hei.office_name();
const BAND_FONT: &str = Typeface::Kai.office_name();
const BODY_FONT: &str = Typeface::Song.office_name();
const NUMBER_FONT: &str = "Times New Roman";

/// The character set that helps a computer without the font to a Chinese substitute.
const GB2312: u8 = 134;

/// How many pixels one level of indentation takes.
const INDENT_PIXELS: u32 = 12;

impl Look {
    /// The font and its size in points.
    pub(super) fn font(self) -> (&'static str, u32) {
        match self {
            Self::Title => (TITLE_FONT, 18),
            Self::Subtitle => (BAND_FONT, 12),
            Self::Section => (HEAD_FONT, 12),
            Self::Head => (HEAD_FONT, 11),
            Self::Band => (BAND_FONT, 11),
            Self::UnitLine | Self::Field => (BODY_FONT, 11),
            Self::Label { .. } | Self::Plain | Self::Text => (BODY_FONT, 10),
            Self::Number | Self::LongNumber(_) | Self::Amount => (NUMBER_FONT, 10),
        }
    }

    /// The pixels at the left that the text leaves free.
    pub(super) fn indent_pixels(self) -> u32 {
        if let Self::Label { indent, .. } = self { u32::from(indent) * INDENT_PIXELS } else { 0 }
    }

    /// Pixels that a line of this look has beyond its text, so that headings stand off from the table above.
    pub(super) fn extra_pixels(self) -> u32 {
        match self {
            Self::Title | Self::Section => 10,
            Self::UnitLine => 4,
            Self::Field => 8,
            _ => 0,
        }
    }

    /// The cell format.
    pub(super) fn format(self) -> Format {
        let (font, points) = self.font();
        let format = Format::new().set_font_name(font).set_font_size(points).set_align(FormatAlign::VerticalCenter);
        let format = if font == NUMBER_FONT { format } else { format.set_font_charset(GB2312) };
        match self {
            Self::Title | Self::Subtitle => format.set_align(FormatAlign::Center).set_text_wrap(),
            Self::UnitLine => format.set_align(FormatAlign::Left).set_text_wrap(),
            Self::Section => format.set_align(FormatAlign::Left).set_align(FormatAlign::Bottom).set_text_wrap(),
            Self::Field => format.set_align(FormatAlign::Left).set_text_wrap().set_num_format("@"),
            Self::Label { indent, is_centred: false } => {
                framed(format).set_align(FormatAlign::Left).set_indent(indent).set_text_wrap()
            }
            Self::Head | Self::Band | Self::Plain | Self::Text | Self::Label { .. } => {
                framed(format).set_align(FormatAlign::Center).set_text_wrap()
            }
            Self::Amount => number(format).set_num_format("General"),
            Self::Number | Self::LongNumber(0) => number(format).set_num_format("0"),
            Self::LongNumber(places) => {
                number(format).set_num_format(format!("0.{:0<1$}", "", usize::try_from(places).unwrap_or(0)))
            }
        }
    }
}

/// A number too wide for its column is made smaller; otherwise the sheet would show ###.
fn number(format: Format) -> Format {
    framed(format).set_align(FormatAlign::Center).set_shrink()
}

fn framed(format: Format) -> Format {
    format.set_border(FormatBorder::Thin)
}

/// The look of cells without a format of their own.
pub(super) fn default() -> Format {
    Format::new()
        .set_font_name(BODY_FONT)
        .set_font_charset(GB2312)
        .set_font_size(11)
        .set_align(FormatAlign::VerticalCenter)
}

/// What turns a cell red whose relation is violated.
pub(super) fn violated() -> Format {
    Format::new().set_background_color(Color::RGB(0x00FF_C7CE)).set_font_color(Color::RGB(0x009C_0006))
}
