//! Reports and requests go along the list of pages; what none of them knows is for the window.

use egui::Context;

use super::frame::{App, Palette};
use crate::app::threads::report::Report;
use crate::app::window::page::Urgency;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;

impl App {
    /// Takes everything that was said since the last frame.
    pub(super) fn take_reports(&mut self) {
        for report in self.window.worker.reports() {
            self.take(report);
        }
        self.save();
    }

    fn take(&mut self, report: Report) {
        let mut next = Some(report);
        while let Some(report) = next {
            let mut left = Some(report);
            for page in &mut self.pages {
                left = left.and_then(|report| page.take(&mut self.window, report));
            }
            next = left.and_then(|report| self.window.take(report));
        }
    }

    /// Does everything that was asked for in a frame, in order, and hands the result to the disk.
    pub(super) fn perform_all(&mut self, ctx: &Context, requests: Vec<Request>) {
        for page in &mut self.pages {
            page.perform_own(&mut self.window, ctx);
        }
        for request in requests {
            self.perform(ctx, request);
        }
        self.save();
    }

    /// Hands what is new to the disk.
    fn save(&mut self) {
        self.window.save_if_needed();
        for page in &mut self.pages {
            page.save(&mut self.window, Urgency::Usual);
        }
    }

    /// Does what was asked for, then what was asked for while that was done.
    fn perform(&mut self, ctx: &Context, request: Request) {
        self.perform_one(ctx, request);
        for page in &mut self.pages {
            page.settle(&mut self.window);
        }
        for request in std::mem::take(&mut self.window.asked) {
            self.perform(ctx, request);
        }
    }

    fn perform_one(&mut self, ctx: &Context, request: Request) {
        if let Request::Run(command) = request
            && !self.window.may_run(command)
        {
            return;
        }
        if matches!(request, Request::Run(Command::Palette)) {
            return self.window.show(&mut self.palette, Palette::default());
        }
        let mut left = Some(request);
        for page in &mut self.pages {
            left = left.and_then(|request| page.perform(&mut self.window, ctx, request));
        }
        if let Some(request) = left {
            self.window.perform(ctx, request);
        }
    }
}
