//! What is fixed in every document: the main namespace, the names of the footers, and the measures of the page.

/// The main namespace of WordprocessingML.
pub(super) const MAIN_NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The ids of the relationships to the two footers.
pub(super) const FOOTERS: [&str; 2] = ["footer1", "footer2"];

/// The width of the text, 156 mm, in twips.
pub(super) const WIDTH: u32 = 8844;

/// The height of the text, 225 mm.
pub(super) const HEIGHT: u32 = 12756;

/// The pitch of the lines of a report, 22 to a page, and of its characters, 28 to a line.
pub(super) const LINE_PITCH: u32 = HEIGHT / 22;
pub(super) const CHARACTER_PITCH: u32 = WIDTH / 28;
