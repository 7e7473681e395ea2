//! Around the page: bars, foot, messages, the list of commands.

pub(crate) mod drop_hint;
pub(crate) mod jobs;
pub(crate) mod missing_font;
pub(crate) mod palette;
pub(crate) mod status;
pub(crate) mod tab_bar;
pub(crate) mod toasts;
pub(crate) mod top_bar;
