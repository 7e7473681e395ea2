//! The user's manual: the pages of `docs/manual` with their pictures, shipped inside the program.
//!
//! A page is one file and one line in [`PAGES`]; a picture is one file and one line in [`PICTURES`]. The pictures are
//! made by `docs/manual/screenshots.sh` from the real window. Tests hold that nothing is missing or out of date.

use egui::{ColorImage, Context, TextureHandle, TextureOptions};

use super::markdown::{self, Block};

/// A page: its file and what it says.
pub(crate) struct Page {
    /// The file, without its extension.
    pub(crate) file: &'static str,
    text: &'static str,
}

/// A picture: its file and its bytes.
struct Picture {
    file: &'static str,
    png: &'static [u8],
}

/// A page of `docs/manual`.
macro_rules! page {
    ($file:literal) => {
        Page { file: $file, text: include_str!(concat!("../../../../docs/manual/", $file, ".md")) }
    };
}

/// A picture of `docs/manual`.
macro_rules! picture {
    ($file:literal) => {
        Picture { file: $file, png: include_bytes!(concat!("../../../../docs/manual/", $file)) }
    };
}

/// The pages in reading order.
pub(crate) const PAGES: &[Page] = &[
    page!("start"),
    page!("typing"),
    page!("totals"),
    page!("check"),
    page!("prior"),
    page!("importing"),
    page!("paste"),
    page!("saving"),
    page!("print"),
    page!("report"),
    page!("charts"),
    page!("plan"),
    page!("submit"),
    page!("tabs"),
    page!("aggregate"),
    page!("keys"),
    page!("questions"),
];

/// Every picture of the pages.
const PICTURES: &[Picture] = &[
    picture!("images/start.png"),
    picture!("images/filing-data.png"),
    picture!("images/sheet.png"),
    picture!("images/find.png"),
    picture!("images/totals.png"),
    picture!("images/findings.png"),
    picture!("images/prior.png"),
    picture!("images/import.png"),
    picture!("images/pasted.png"),
    picture!("images/versions.png"),
    picture!("images/preview.png"),
    picture!("images/print.png"),
    picture!("images/charts.png"),
    picture!("images/plan.png"),
    picture!("images/tabs.png"),
    picture!("images/report.png"),
    picture!("images/report-preview.png"),
    picture!("images/submit.png"),
    picture!("images/return.png"),
    picture!("images/desk.png"),
    picture!("images/desk-sheet.png"),
];

impl Page {
    /// What the list of pages calls it.
    pub(crate) fn title(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("# ")
    }

    /// Its content.
    pub(crate) fn blocks(&self) -> Vec<Block> {
        markdown::read(self.text)
    }
}

/// The manual while it is read: the page, and its pictures once they were seen.
#[derive(Clone, Default)]
pub(crate) struct Reading {
    page: usize,
    pictures: Vec<(String, TextureHandle)>,
}

impl std::fmt::Debug for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reading").field("page", &self.page).finish_non_exhaustive()
    }
}

impl Reading {
    /// The page that is read, as a position in [`PAGES`].
    pub(crate) fn page(&self) -> usize {
        self.page
    }

    /// Turns to a page; the pictures of the other are let go.
    pub(crate) fn turn_to(&mut self, page: usize) {
        if page < PAGES.len() && page != self.page {
            *self = Self { page, pictures: Vec::new() };
        }
    }

    /// A picture of the page; `None` when there is no such file.
    pub(crate) fn picture(&mut self, ctx: &Context, file: &str) -> Option<TextureHandle> {
        if let Some((_, texture)) = self.pictures.iter().find(|(name, _)| name == file) {
            return Some(texture.clone());
        }
        let picture = PICTURES.iter().find(|picture| picture.file == file)?;
        let dots = eframe::icon_data::from_png_bytes(picture.png).ok()?;
        let size = [usize::try_from(dots.width).ok()?, usize::try_from(dots.height).ok()?];
        let image = ColorImage::from_rgba_unmultiplied(size, &dots.rgba);
        let texture = ctx.load_texture(file, image, TextureOptions::LINEAR);
        self.pictures.push((file.to_owned(), texture.clone()));
        Some(texture)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::{PAGES, PICTURES};
    use crate::app::pages::help::markdown::Block;

    /// The longest that all pictures together may be.
    const MOST_BYTES: usize = 1 << 20;

    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/manual")
    }

    fn files(folder: &Path, extension: &str) -> BTreeSet<String> {
        let entries = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
        let of_kind = entries.filter(|path| path.extension().is_some_and(|it| it == extension));
        of_kind.map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn every_page_and_picture_is_there_and_used() {
        let pages: BTreeSet<_> = PAGES.iter().map(|page| format!("{}.md", page.file)).collect();
        assert_eq!(pages, files(&folder(), "md"));
        let shipped: BTreeSet<_> = PICTURES.iter().map(|picture| picture.file.to_owned()).collect();
        let there = files(&folder().join("images"), "png");
        assert_eq!(shipped, there.into_iter().map(|name| format!("images/{name}")).collect());
        let blocks = PAGES.iter().flat_map(|page| page.blocks());
        let used = blocks.filter_map(|block| if let Block::Picture(_, file) = block { Some(file) } else { None });
        assert_eq!(shipped, used.collect());
        let bytes: usize = PICTURES.iter().map(|picture| picture.png.len()).sum();
        assert!(bytes < MOST_BYTES, "{bytes} bytes of pictures");
    }

    #[test]
    fn every_page_begins_with_its_name() {
        for page in PAGES {
            assert!(
                matches!(page.blocks().first(), Some(Block::Title(title)) if title == page.title()),
                "{}",
                page.file
            );
        }
    }
}
