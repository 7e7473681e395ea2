//! The pages to print while they are looked at.

use std::sync::mpsc::{Receiver, sync_channel};

use egui::{ColorImage, Context, Id, TextureHandle, TextureOptions, Vec2};

use super::zoom::Zoom;
use crate::app::model::tab_id::TabId;
use crate::app::model::tabs::Tabs;
use crate::export::pdf::Leaf;
use crate::jobs::export::Shape;
use crate::jobs::typesetter::{Matter, Proof, Typesetter, Wanted};

/// From this width of the window on, pages and sheet have room side by side.
pub(super) const ROOM_FOR_BOTH: f32 = 1366.0;

/// Proofs wait here until the window reads them; then the thread waits too, so that pictures do not pile up.
const MOST_WAITING: usize = 4;

/// How many pictures of pages are kept.
const MOST_PICTURES: usize = 4;

/// The area of the pages, which has the keyboard when it was clicked.
pub(super) fn area_id() -> Id {
    Id::unique("print-preview-pages")
}

/// How the pages are looked at; kept while they are closed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// Beside the sheet, where the window is wide enough.
    pub(super) wants_beside: bool,
    zoom_beside: Zoom,
    zoom_alone: Zoom,
    /// Which of the printed shapes.
    pub(super) shape: Shape,
}

impl Default for Look {
    fn default() -> Self {
        Self { wants_beside: true, zoom_beside: Zoom::Width, zoom_alone: Zoom::Percent(100.0), shape: Shape::Tables }
    }
}

/// A place in the pages to scroll to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Goal {
    /// The top of a page.
    Page(usize),
    /// So many points further down.
    Further(f32),
    /// An offset that the scroll area did not know to be possible in the frame before, when all was smaller.
    Offset(Vec2),
}

/// What the thread made, ready for the screen.
enum Made {
    Set { edition: u64, leaves: Vec<Leaf> },
    Drawn { wanted: Wanted, mark: u128, image: ColorImage },
    Failed { edition: u64, sentence: String },
}

impl Made {
    /// Turns dots into a picture of the toolkit; called on the typesetter's thread.
    fn of(proof: Proof) -> Self {
        match proof {
            Proof::Set { edition, leaves } => Self::Set { edition, leaves },
            Proof::Drawn { wanted, leaf, picture } => {
                let image = ColorImage::from_rgba_premultiplied([picture.width, picture.height], &picture.rgba);
                Self::Drawn { wanted, mark: leaf.mark, image }
            }
            Proof::Failed { edition, error } => Self::Failed { edition, sentence: error.to_string() },
        }
    }
}

/// A drawn page.
pub(super) struct Sheet {
    pub(super) wanted: Wanted,
    mark: u128,
    pub(super) texture: TextureHandle,
}

/// The open preview.
pub(super) struct PrintPreview {
    pub(super) look: Look,
    typesetter: Typesetter,
    made: Receiver<Made>,
    /// The revision of a filing that was ordered last, and in which shape.
    ordered: Option<(TabId, u64, Shape)>,
    /// Whether the filing that is shown has a report.
    pub(super) has_report: bool,
    /// Counts the orders.
    edition: u64,
    /// The pages of the newest edition that is typeset.
    pub(super) leaves: Vec<Leaf>,
    pub(super) failed: Option<String>,
    /// The drawn pages, those seen last at the end.
    pub(super) sheets: Vec<Sheet>,
    pub(super) goal: Option<Goal>,
    /// How far it is scrolled.
    pub(super) offset: Vec2,
    /// Points of the screen for a typographic point, in the frame before.
    pub(super) scale: f32,
    /// The page in the middle.
    pub(super) page: usize,
    /// Whether it is painted beside the sheet in this frame.
    pub(super) stands_beside: bool,
    /// Whether the keyboard comes back here when a dialog closes.
    pub(super) keeps_keyboard: bool,
}

impl PrintPreview {
    pub(super) fn open(ctx: &Context, look: Look) -> std::io::Result<Self> {
        let (sender, made) = sync_channel(MOST_WAITING);
        let ctx = ctx.clone();
        let typesetter = Typesetter::start(move |proof| {
            // The preview is closed when this fails, and nobody is left to look.
            sender.send(Made::of(proof)).ok();
            ctx.request_repaint();
        })?;
        Ok(Self {
            look,
            typesetter,
            made,
            ordered: None,
            has_report: false,
            edition: 0,
            leaves: Vec::new(),
            failed: None,
            sheets: Vec::new(),
            goal: None,
            offset: Vec2::ZERO,
            scale: 1.0,
            page: 0,
            stands_beside: true,
            keeps_keyboard: true,
        })
    }

    /// Whether it stands beside the sheet and not in its place.
    pub(super) fn is_beside(&self, ctx: &Context) -> bool {
        self.look.wants_beside && ctx.content_rect().width() >= ROOM_FOR_BOTH
    }

    /// Whether keys go to the pages.
    pub(super) fn has_keyboard(&self, ctx: &Context) -> bool {
        ctx.memory(|memory| memory.has_focus(area_id())) || !self.is_beside(ctx)
    }

    /// How many pages there are; none before they are typeset.
    pub(super) fn page_count(&self) -> Option<usize> {
        (!self.leaves.is_empty()).then_some(self.leaves.len())
    }

    /// What is shown: the tables where there is no report to show.
    pub(super) fn shape(&self) -> Shape {
        Shape::printed(self.has_report).find(|shape| *shape == self.look.shape).unwrap_or_default()
    }

    pub(super) fn zoom(&self) -> Zoom {
        if self.stands_beside { self.look.zoom_beside } else { self.look.zoom_alone }
    }

    pub(super) fn set_zoom(&mut self, zoom: Zoom) {
        *(if self.stands_beside { &mut self.look.zoom_beside } else { &mut self.look.zoom_alone }) = zoom;
    }

    /// Takes what was made since the last frame, and orders the revision that is on the screen.
    pub(super) fn follow(&mut self, ctx: &Context, tabs: &Tabs) {
        while let Ok(made) = self.made.try_recv() {
            self.take(ctx, made);
        }
        let Some(document) = tabs.current() else { return };
        self.has_report = document.report_progress().is_some();
        let shape = self.shape();
        let shown = (document.tab, document.saving.revision, shape);
        if self.ordered == Some(shown) {
            return;
        }
        if self.ordered.is_some_and(|(tab, _, other)| (tab, other) != (document.tab, shape)) {
            self.leaves.clear();
            self.sheets.clear();
            self.goal = Some(Goal::Page(0));
        }
        self.ordered = Some(shown);
        self.edition += 1;
        let (filing, engine) = (document.filing.clone(), || document.engine.clone());
        let matter = match shape {
            Shape::Tables => Matter::Tables(filing),
            Shape::Report => Matter::Report(filing, engine()),
            Shape::Audit => Matter::Audit(filing, engine()),
        };
        self.typesetter.set(self.edition, matter);
    }

    fn take(&mut self, ctx: &Context, made: Made) {
        match made {
            // What was made of an older edition is worth showing only until the newest comes, which is soon.
            Made::Set { edition, .. } | Made::Failed { edition, .. } if edition != self.edition => {}
            Made::Set { leaves, .. } => {
                self.sheets.retain(|sheet| sheet.wanted.page < leaves.len());
                self.leaves = leaves;
                self.failed = None;
            }
            Made::Failed { sentence, .. } => {
                self.leaves.clear();
                self.sheets.clear();
                self.failed = Some(sentence);
            }
            Made::Drawn { wanted, mark, image } => {
                self.sheets.retain(|sheet| sheet.wanted.page != wanted.page);
                let name = format!("page {}", wanted.page);
                let texture = ctx.load_texture(name, image, TextureOptions::LINEAR);
                self.sheets.push(Sheet { wanted, mark, texture });
            }
        }
    }

    /// Orders pictures of the visible pages that are not there as they should be, and forgets those seen longest ago.
    pub(super) fn look_at(&mut self, visible: &[Wanted]) {
        let mut missing = visible.to_vec();
        missing.retain(|wanted| {
            let mark = self.leaves.get(wanted.page).map(|leaf| leaf.mark);
            !self.sheets.iter().any(|sheet| sheet.wanted == *wanted && Some(sheet.mark) == mark)
        });
        self.typesetter.draw(missing);
        let is_visible = |sheet: &Sheet| visible.iter().any(|wanted| wanted.page == sheet.wanted.page);
        self.sheets.sort_by_key(is_visible);
        let invisible = self.sheets.iter().filter(|sheet| !is_visible(sheet)).count();
        let surplus = self.sheets.len().saturating_sub(MOST_PICTURES);
        self.sheets.drain(..surplus.min(invisible));
    }
}
