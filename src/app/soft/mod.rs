//! The window without OpenGL: on remote desktops, old drivers and machines without a graphics card.
//!
//! Reading order: `raster` (triangles to pixels), `damage` (which part of the picture changed), `window` (the event
//! loop that shows the pixels). The tests take their pictures of the window with the same raster.

pub(crate) mod damage;
pub(crate) mod raster;
pub(crate) mod window;

pub use damage::Damage;
pub use raster::{Canvas, Raster};
