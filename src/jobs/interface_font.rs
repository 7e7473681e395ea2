//! A face with Simplified Chinese glyphs, found among the fonts of the machine.
//!
//! The window puts it before every other face: the toolkit's own Latin face has `“ ” … — ·` in Latin widths, and a face
//! of another language region draws `门` and `；` in forms that a Chinese reader takes for mistakes.

use fontdb::{Database, Family, Query};

/// A font file in memory, with the face to use in it.
#[derive(Clone, Debug)]
pub struct Face {
    /// The family's name.
    pub family: String,
    /// The whole file; a `.ttc` holds several faces.
    pub bytes: Vec<u8>,
    /// The face in the file.
    pub index: u32,
}

/// Families in the order in which they are liked: made for screens first.
const FAMILIES: [&str; 10] = [
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "思源黑体",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
];

/// The package that has such a face, for the sentence when there is none.
pub const PACKAGE: &str = "fonts-noto-cjk";

/// The best face of the machine; `None` when no known family is installed.
#[must_use]
pub fn find() -> Option<Face> {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    FAMILIES.iter().find_map(|family| face(&fonts, family))
}

fn face(fonts: &Database, family: &str) -> Option<Face> {
    let id = fonts.query(&Query { families: &[Family::Name(family)], ..Query::default() })?;
    let (bytes, index) = fonts.with_face_data(id, |bytes, index| (bytes.to_vec(), index))?;
    Some(Face { family: family.to_owned(), bytes, index })
}
