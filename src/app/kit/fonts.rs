//! Puts a Simplified Chinese face before all others, the icons behind, and the machine's other faces last, for what no face has.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily};
use egui_system_font_provider::SystemFontProvider;

use crate::jobs;

/// The name under which the Chinese face is known to the toolkit.
const CHINESE: &str = "chinese";

/// Installs the faces; false when the machine has no Chinese face that we know.
pub(crate) fn install(ctx: &Context) -> bool {
    let mut fonts = FontDefinitions::default();
    let face = jobs::fonts::interface_face();
    let is_found = face.is_ok();
    if let Ok(face) = face {
        let data = FontData { index: face.index, ..FontData::from_owned(face.data) };
        fonts.font_data.insert(CHINESE.to_owned(), Arc::new(data));
        // First, not last: the Latin face has “ ” … and — of its own, which would stand at Latin widths in Chinese text.
        fonts.families.entry(FontFamily::Proportional).or_default().insert(0, CHINESE.to_owned());
        fonts.families.entry(FontFamily::Monospace).or_default().push(CHINESE.to_owned());
    }
    ctx.set_fonts(fonts);
    egui_material_icons::initialize(ctx);
    ctx.add_font_provider(Arc::new(SystemFontProvider::new().with_locale(Some("zh-Hans-CN"))));
    is_found
}
