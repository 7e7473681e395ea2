//! The typeset pages of a filing: measured, drawn as pictures and written as PDF, all from one layout, so that what the
//! window shows is what the printer gets.

use std::hash::{Hash, Hasher};

use jiff::tz::TimeZone;
use typst::World;
use typst::comemo;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::layout::{Abs, Frame, FrameItem};
use typst::utils::{Scalar, hash128};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

use crate::export::error::{Diagnostics, Error};

/// After how many further documents the typesetter forgets what it worked out for one. Two documents of a form share
/// heads and labels, so some memory makes the next one quick; without forgetting it would grow by megabytes a document.
const REMEMBERED_DOCUMENTS: usize = 2;

/// The pages of one document.
pub struct Pages {
    layout: PagedDocument,
    ident: String,
    changed_at: jiff::Timestamp,
}

/// One page, without its content.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leaf {
    /// Its width in typographic points.
    pub width: f32,
    /// Its height in typographic points.
    pub height: f32,
    /// The same for pages that look the same.
    pub mark: u128,
}

/// A page as dots.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Dots a line.
    pub width: usize,
    /// Lines.
    pub height: usize,
    /// Red, green, blue, opacity of each dot; the colours are multiplied by the opacity.
    pub rgba: Vec<u8>,
}

impl Pages {
    /// Lays out what a world holds; `ident` names the document independently of time and machine, `changed_at` is its date.
    pub(super) fn of(world: &dyn World, ident: String, changed_at: jiff::Timestamp) -> Result<Self, Error> {
        let laid_out = typst::compile::<PagedDocument>(world).output;
        comemo::evict(REMEMBERED_DOCUMENTS);
        let layout = laid_out.map_err(|diagnostics| refusal(&diagnostics))?;
        Ok(Self { layout, ident, changed_at })
    }

    /// Every page, in order.
    pub fn leaves(&self) -> Vec<Leaf> {
        let pages = self.layout.pages().iter();
        let leaf = |page: &typst_layout::Page| {
            let size = page.frame.size();
            Leaf { width: points(size.x), height: points(size.y), mark: hash128(&(&page.fill, Look(&page.frame))) }
        };
        pages.map(leaf).collect()
    }

    /// A page, counted from 0, drawn with so many dots a point; `None` when there is no such page.
    pub fn picture(&self, page: usize, dots_a_point: f32) -> Option<Picture> {
        let page = self.layout.pages().get(page)?;
        let scale = Scalar::new(f64::from(dots_a_point));
        let drawn = typst_render::render(page, &RenderOptions { pixel_per_pt: scale, render_bleed: false });
        let (width, height) = (drawn.width() as usize, drawn.height() as usize);
        Some(Picture { width, height, rgba: drawn.take() })
    }

    /// The pages as a PDF file; the same pages give the same bytes.
    ///
    /// # Errors
    /// [`Error::Typesetting`] when they cannot be written, which is a mistake of this program.
    pub fn to_pdf(&self) -> Result<Vec<u8>, Error> {
        // A typed character that no face has is refused by the standard for archives, but not by this program.
        let archival = PdfStandards::new(&[PdfStandard::A_2b]).ok();
        let archived = archival.and_then(|standards| typst_pdf::pdf(&self.layout, &self.options(standards)).ok());
        match archived {
            Some(bytes) => Ok(bytes),
            None => typst_pdf::pdf(&self.layout, &self.options(PdfStandards::default()))
                .map_err(|diagnostics| refusal(&diagnostics)),
        }
    }

    fn options(&self, standards: PdfStandards) -> PdfOptions {
        let at = self.changed_at.to_zoned(TimeZone::UTC).datetime();
        let number = |number: i8| u8::try_from(number).unwrap_or_default();
        let (year, month, day) = (i32::from(at.year()), number(at.month()), number(at.day()));
        let (hour, minute, second) = (number(at.hour()), number(at.minute()), number(at.second()));
        PdfOptions {
            ident: Smart::Custom(self.ident.clone()),
            creator: Smart::Custom(Some("Tianbao".to_owned())),
            timestamp: Datetime::from_ymd_hms(year, month, day, hour, minute, second).map(Timestamp::new_utc),
            standards,
            ..PdfOptions::default()
        }
    }
}

/// Forgets everything that the typesetter worked out: nobody looks at pages any more.
pub fn forget() {
    comemo::evict(0);
}

/// What is seen of a frame: its parts without the tags, which are other ones after every edit.
struct Look<'a>(&'a Frame);

impl Hash for Look<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.size().hash(state);
        for (place, item) in self.0.items() {
            match item {
                FrameItem::Tag(_) | FrameItem::Link(..) => {}
                FrameItem::Group(group) => (place, &group.transform, &group.clip, Look(&group.frame)).hash(state),
                other => (place, other).hash(state),
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "paper is a thousand points long")]
fn points(length: Abs) -> f32 {
    length.to_pt() as f32
}

fn refusal(diagnostics: &[SourceDiagnostic]) -> Error {
    Error::Typesetting { source: Diagnostics(diagnostics.iter().map(|it| it.message.to_string()).collect()) }
}
