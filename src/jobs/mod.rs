//! What touches the machine on behalf of both faces, window and command line.
//!
//! [`fonts`]: the faces of this machine, for the pages and for the window.

pub mod fonts;
