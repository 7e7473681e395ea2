//! What everything is painted with: colours, fonts, buttons, the frame of a dialog, the one table, charts, a pause. Knows no
//! filing and nothing of the window.

pub(crate) mod borders;
pub(crate) mod chart;
pub(crate) mod fonts;
pub(crate) mod grid;
pub(crate) mod modal;
pub(crate) mod pause;
pub(crate) mod theme;
pub(crate) mod times;
pub(crate) mod widgets;
