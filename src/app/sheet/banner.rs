//! The line over the sheet when the file is not as we left it.

use egui::{Frame, Label, Margin, Panel, RichText, Ui};

use crate::app::kit::theme::{self, text};
use crate::app::kit::widgets::{shape, small_button};
use crate::app::model::document::Document;
use crate::app::model::saving::Access;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::filing::store::Outside;
use crate::form::Severity;

/// Says that the filing was handed in, or is being corrected, with the way on.
fn handing_ui(ui: &mut Ui, document: &Document, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    let correcting = document.filing.handing().correcting.as_ref();
    let (severity, words, command) = match (document.lock_words(), correcting) {
        (Some(words), _) => (Severity::Notice, words, Command::Correct),
        (None, Some(correcting)) => (Severity::Warning, format!("正在更正：{}", correcting.reason), Command::Submit),
        (None, None) => return,
    };
    let frame = Frame::new().fill(palette.tint(severity)).inner_margin(Margin::symmetric(14, 6));
    Panel::top("handing-banner").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let words = format!("{} {words}", shape(severity));
            ui.add(Label::new(RichText::new(words).color(palette.mark(severity)).size(text::SMALL)).wrap());
            if document.is_ours() && ui.add(small_button(command.text())).on_hover_text(command.description()).clicked()
            {
                requests.push(Request::Run(command));
            }
        });
    });
}

/// Paints the line.
pub(crate) fn banner_ui(ui: &mut Ui, document: &Document, requests: &mut Vec<Request>) {
    handing_ui(ui, document, requests);
    let words = match document.outside {
        Outside::Same => return,
        Outside::Changed => "这个文件在别处被改动过。重新读取会换成那里的内容；另存为则保留这里的内容",
        Outside::Gone => "这个文件在别处被移走或删除了，这里的内容还在",
    };
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.tint(Severity::Warning)).inner_margin(Margin::symmetric(14, 6));
    Panel::top("banner").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let color = palette.mark(Severity::Warning);
            let words = RichText::new(format!("{} {words}", shape(Severity::Warning))).color(color).size(text::SMALL);
            ui.add(Label::new(words).wrap());
            let (action, request) = match document.outside {
                Outside::Gone => ("重新写入", Request::WriteAgain),
                Outside::Same | Outside::Changed => ("重新读取", Request::Reread),
            };
            if ui.add(small_button(action)).clicked() {
                requests.push(request);
            }
            // The sum of a desk is made anew from what is read.
            if document.access != Access::Sum && ui.add(small_button("以我为准另存…")).clicked() {
                requests.push(Request::Run(Command::SaveAs));
            }
        });
    });
}
