//! The left side: what is being filled, its sections, and what belongs to the file.

use egui::{Align, Align2, Frame, Layout, Margin, Panel, RichText, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets;
use crate::app::model::document::Document;
use crate::app::model::sections::Section;
use crate::app::model::view::SectionView;
use crate::app::wishes::button::command_button;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::form::Severity;
use crate::jobs::settings::Pane;

/// Paints the rail.
pub(crate) fn rail_ui(ui: &mut Ui, document: &Document, pane: &mut Pane, requests: &mut Vec<Request>) {
    if !pane.is_open {
        return;
    }
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::symmetric(12, 12));
    let panel = Panel::left("rail").resizable(true).default_size(pane.size).size_range(150.0..=320.0).frame(frame);
    let shown = panel.show(ui, |ui| {
        let filing = &document.filing;
        ui.label(RichText::new(document.unit_words()).size(text::BODY).strong());
        ui.label(RichText::new(filing.year_words()).size(text::SMALL).weak());
        ui.label(RichText::new(&filing.form().issued_by).size(text::SMALL).weak());
        ui.add_space(space::GROUP);
        // The commands take their room first; a long list of sections scrolls in what is left.
        let height = ui.available_height();
        ui.allocate_ui_with_layout(vec2(ui.available_width(), height), Layout::bottom_up(Align::LEFT), |ui| {
            command_button(ui, Command::Versions, true, requests);
            command_button(ui, Command::FilingData, document.is_editable(), requests);
            ui.separator();
            ui.with_layout(Layout::top_down(Align::LEFT), |ui| sections_ui(ui, document, requests));
        });
    });
    pane.size = shown.response.rect.width();
}

fn sections_ui(ui: &mut Ui, document: &Document, requests: &mut Vec<Request>) {
    let active = (!document.writing.is_open).then(|| document.active_section());
    ScrollArea::vertical().id_salt(("sections", document.tab)).auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (position, section) in document.sections.iter().enumerate() {
            let view = document.view.sections.get(position).copied().unwrap_or_default();
            section_ui(ui, section, view, Some(position) == active, || Request::ShowSection(position), requests);
        }
        report_ui(ui, document, requests);
    });
}

fn section_ui(
    ui: &mut Ui,
    section: &Section,
    view: SectionView,
    is_active: bool,
    request: impl Fn() -> Request,
    requests: &mut Vec<Request>,
) {
    let palette = theme::palette(ui.ctx());
    let SectionView { blanks, findings, worst } = view;
    let filled = section.cells.len() - blanks.min(section.cells.len());
    let total = section.cells.len();
    let progress = if blanks == 0 { "已填完".to_owned() } else { format!("已填 {filled}/{total}") };
    let note = match worst {
        Some(_) => format!("{progress}，{findings} 条结果"),
        None => progress,
    };
    let note_color = match (worst, blanks) {
        (Some(severity), _) => palette.mark(severity),
        (None, 0) => palette.good,
        (None, _) => palette.weak,
    };
    let sign = worst.map_or(String::new(), |severity: Severity| format!("{} ", widgets::shape(severity)));
    if entry_ui(ui, &section.label, &format!("{sign}{note}"), note_color, is_active) {
        requests.push(request());
    }
}

/// The annual report, with how far it is written.
fn report_ui(ui: &mut Ui, document: &Document, requests: &mut Vec<Request>) {
    let Some((written, places)) = document.report_progress() else { return };
    let palette = theme::palette(ui.ctx());
    let open = document.writing.open_findings();
    let progress = format!("已写 {written}/{places}");
    let (note, color) = match open {
        0 if written == places => (progress, palette.good),
        0 => (progress, palette.weak),
        _ => {
            let sign = widgets::shape(Severity::Warning);
            (format!("{sign} {progress}，{open} 条结果"), palette.mark(Severity::Warning))
        }
    };
    ui.separator();
    if entry_ui(ui, Command::Report.text(), &note, color, document.writing.is_open) && !document.writing.is_open {
        requests.push(Request::Run(Command::Report));
    }
}

/// A place to go to, with a note below its name; true when it was clicked.
fn entry_ui(ui: &mut Ui, label: &str, note: &str, note_color: egui::Color32, is_active: bool) -> bool {
    let palette = theme::palette(ui.ctx());
    let width = ui.available_width();
    let color = if is_active { palette.accent } else { palette.text };
    let words = label.to_owned();
    let label = ui.painter().layout(label.to_owned(), theme::font(text::LABEL), color, width - 26.0);
    let height = label.size().y + text::SMALL + 18.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let fill = if is_active {
        palette.accent_soft
    } else if response.hovered() {
        palette.band
    } else {
        palette.panel
    };
    ui.painter().rect_filled(rect, f32::from(space::CORNER), fill);
    if is_active {
        let bar = egui::Rect::from_min_size(rect.min + vec2(0.0, 6.0), vec2(3.0, rect.height() - 12.0));
        ui.painter().rect_filled(bar, 1.5, palette.accent);
    }
    let top = rect.min + vec2(12.0, 7.0);
    let label_height = label.size().y;
    ui.painter().galley(top, label, color);
    ui.painter().text(
        top + vec2(0.0, label_height + 3.0),
        Align2::LEFT_TOP,
        note,
        theme::font(text::SMALL),
        note_color,
    );
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_active, &words));
    response.clicked()
}
