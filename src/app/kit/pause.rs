//! Work that waits until the screen has stood still for a moment, and is then ordered once.

use std::time::Duration;

use egui::Context;

/// A frame that was asked for may come a little early.
const MARGIN: Duration = Duration::from_millis(20);

/// What was ordered, or will be.
#[derive(Debug)]
pub(crate) struct Pause<Order> {
    ordered: Option<Order>,
    /// What will be ordered, and when, by the clock of the window.
    waiting: Option<(Order, f64)>,
}

impl<Order> Default for Pause<Order> {
    fn default() -> Self {
        Self { ordered: None, waiting: None }
    }
}

impl<Order: Copy + PartialEq> Pause<Order> {
    /// Whether something has stood for so many seconds and is to be ordered now; true once. Until then it asks for the
    /// frame in which it will.
    pub(crate) fn is_over(&mut self, ctx: &Context, shown: Order, seconds: f64) -> bool {
        if self.ordered == Some(shown) {
            return false;
        }
        let now = ctx.input(|input| input.time);
        let due = match self.waiting {
            Some((waiting, due)) if waiting == shown => due,
            _ => now + seconds,
        };
        self.waiting = Some((shown, due));
        if now < due {
            wake_at(ctx, due);
            return false;
        }
        *self = Self { ordered: Some(shown), waiting: None };
        true
    }
}

/// Asks for a frame at a time of the window's clock.
pub(crate) fn wake_at(ctx: &Context, due: f64) {
    let now = ctx.input(|input| input.time);
    let wait = Duration::try_from_secs_f64((due - now).max(0.0)).unwrap_or_default();
    ctx.request_repaint_after(wait + MARGIN);
}
