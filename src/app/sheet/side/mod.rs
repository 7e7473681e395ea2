//! Beside the sheet: the list of findings and the active cell. The parts read the model and push requests; they change
//! nothing but the fields that are being typed into.

pub(crate) mod arithmetic;
pub(crate) mod findings;
pub(crate) mod inspector;
pub(crate) mod pane;
pub(crate) mod past;
pub(crate) mod remark;
pub(crate) mod returned;
pub(crate) mod spark;
pub(crate) mod suspicion;

use egui::{Frame, Margin, Panel, ScrollArea, Ui};

use crate::app::kit::theme::{self, space};
use crate::app::model::document::Document;
use crate::app::wishes::request::Request;
use crate::jobs::settings::Settings;

/// The right side: the active cell above, the findings below; each can be folded away, and the border between them moved.
pub(crate) fn side_ui(ui: &mut Ui, document: &mut Document, settings: &mut Settings, requests: &mut Vec<Request>) {
    let (inspector, findings) = (settings.inspector.is_open, settings.findings.is_open);
    if !inspector && !findings {
        return;
    }
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin { left: 14, right: 10, top: 12, bottom: 8 });
    let side = Panel::right("side").resizable(true).default_size(settings.side_width).size_range(240.0..=460.0);
    let shown = side.frame(frame).show(ui, |ui| {
        if findings && inspector {
            let height = ui.available_height();
            let panel = Panel::bottom("findings-panel").resizable(true).default_size(settings.findings.size);
            let panel = panel.size_range(90.0..=(height - 90.0).max(91.0)).frame(Frame::new());
            let shown = panel.show(ui, |ui| {
                ui.add_space(space::LINE);
                findings::findings_ui(ui, document, requests);
            });
            settings.findings.size = shown.response.rect.height();
        } else if findings {
            findings::findings_ui(ui, document, requests);
        }
        if inspector {
            let area = ScrollArea::vertical().id_salt(("inspector", document.tab)).auto_shrink([false, false]);
            area.show(ui, |ui| inspector::inspector_ui(ui, document, requests));
        }
    });
    settings.side_width = shown.response.rect.width();
}
