//! What the comparison found, beside the paper: what disagrees, which figures were found in the tables, and which were not.

use egui::{Button, Frame, Label, Margin, Panel, RichText, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::wish::Ask;
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{severity_text, small_button};
use crate::app::model::document::Document;
use crate::app::model::known::{Ink, Known};
use crate::app::model::listed::Pane;
use crate::app::model::writing::{List, Writing};
use crate::app::sheet::side::pane::pane_heading_ui;
use crate::app::sheet::side::remark::{answer_ui, remark_ui};
use crate::app::wishes::request::Request;
use crate::form::{Figure, Severity};
use crate::jobs::settings::Settings;
use crate::report::text::{Linked, Standing, TextFinding};

/// Paints the list.
pub(super) fn side_ui(ui: &mut Ui, document: &mut Document, settings: &mut Settings, asks: &mut Vec<Ask>) {
    let palette = theme::palette(ui.ctx());
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin { left: 14, right: 10, top: 12, bottom: 8 });
    let side = Panel::right("report-side").resizable(true).default_size(settings.side_width).size_range(240.0..=460.0);
    let shown = side.frame(frame).show(ui, |ui| {
        pane_heading_ui(ui, document, Pane::Findings, RichText::new("文字与表").size(text::BODY).strong());
        let mut writing = std::mem::take(&mut document.writing);
        known_ui(ui, document, &mut writing, asks);
        document.writing = writing;
    });
    settings.side_width = shown.response.rect.width();
}

fn known_ui(ui: &mut Ui, document: &mut Document, writing: &mut Writing, asks: &mut Vec<Ask>) {
    let palette = theme::palette(ui.ctx());
    let Writing { known, list, marked, other, .. } = writing;
    let may_answer = other.is_none();
    let weak = |words: &str| Label::new(RichText::new(words).size(text::SMALL).color(palette.weak)).wrap();
    let Some(known) = known else {
        ui.add(weak("正在核对…"));
        return;
    };
    if known.paragraphs.is_empty() {
        ui.add(weak("报告还没有写。起草或写好以后，文字中的数在这里与表逐个核对。"));
        return;
    }
    let reading = &known.compared.comparison.reading;
    let findings = &known.compared.comparison.findings;
    let counts = [
        (List::Wrong, "不一致", findings.len(), "文字与表不一致的地方"),
        (List::Linked, "已核对", reading.linked.len(), "在表中找到了的数，文字中画了线"),
        (List::Aside, "未核对", reading.unlinked.len(), "没有在表中找到的数，以及为什么"),
    ];
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(3.0, 3.0);
        ui.spacing_mut().button_padding.x = 6.0;
        for (which, word, count, tip) in counts {
            let is_chosen = *list == which;
            let fill = if is_chosen { palette.accent_soft } else { palette.panel };
            let words = RichText::new(format!("{word} {count}")).size(text::SMALL);
            if ui.add(Button::new(words).fill(fill).selected(is_chosen)).on_hover_text(tip).clicked() {
                *list = which;
            }
        }
    });
    ui.add_space(2.0);
    let area = ScrollArea::vertical().id_salt(("text-findings", document.tab, *list as u8)).auto_shrink([false, false]);
    area.show(ui, |ui| match list {
        List::Wrong => {
            if findings.is_empty() {
                let words = format!("✓ 文字与表一致，核对了 {} 个数", reading.linked.len());
                ui.label(RichText::new(words).color(palette.good));
            }
            for found in findings {
                let is_marked = marked.as_ref() == Some(&found.finding.relation);
                finding_ui(ui, document, known, found, is_marked, asks);
                if is_marked && may_answer && document.is_editable() && found.finding.severity != Severity::Error {
                    let mut requests = Vec::new();
                    remark_ui(ui, document, &found.finding, &mut requests);
                    asks.extend(requests.into_iter().map(Ask::Window));
                }
            }
        }
        List::Linked => {
            for linked in &reading.linked {
                linked_ui(ui, document, known, linked, asks);
            }
            for sum in &reading.sums {
                let words = format!("✓ 句内相加成立：{}", sum.shown);
                ui.label(RichText::new(words).size(text::SMALL).color(palette.good));
            }
        }
        List::Aside => {
            for it in &reading.unlinked {
                let words = format!("{}：{}", it.written, it.reason);
                line_ui(ui, &words, palette.text, known.line(it.sentence, &it.span), asks);
            }
        }
    });
}

impl Known {
    /// Where a figure stands, to be gone to.
    fn line(&self, sentence: usize, span: &std::ops::Range<usize>) -> Option<Standing> {
        let standing = self.compared.comparison.reading.standings.get(sentence)?;
        Some(Standing { paragraph: standing.paragraph, span: span.clone() })
    }
}

/// A line that leads to its place in the text.
fn line_ui(ui: &mut Ui, words: &str, color: egui::Color32, to: Option<Standing>, asks: &mut Vec<Ask>) {
    let button = Button::new(RichText::new(words).size(text::SMALL).color(color)).frame_when_inactive(false).wrap();
    if ui.add(button).on_hover_text("到这一句").clicked()
        && let Some(standing) = to
    {
        asks.push(Ask::Show(standing, None));
    }
}

/// A figure that was found in the tables.
fn linked_ui(ui: &mut Ui, document: &Document, known: &Known, linked: &Linked, asks: &mut Vec<Ask>) {
    let palette = theme::palette(ui.ctx());
    let form = document.filing.form();
    let ink = Ink::of(linked);
    let (sign, color) = match ink {
        Ink::Agrees => ("✓", palette.text),
        Ink::Disagrees => ("■", palette.mark(Severity::Warning)),
        Ink::Open => ("○", palette.weak),
    };
    let name = match linked.figure {
        Figure::Cell(cell) => form.cell(cell).name.as_str(),
        Figure::Derived(_) => form.figure_name(linked.figure),
    };
    let whose = if linked.is_prior { "上年" } else { "" };
    let words = format!("{sign} {}（{}）：{whose}{name}，{}", linked.written, linked.role.word(), ink.word());
    line_ui(ui, &words, color, known.line(linked.sentence, &linked.span), asks);
}

fn finding_ui(
    ui: &mut Ui,
    document: &Document,
    known: &Known,
    found: &TextFinding,
    is_marked: bool,
    asks: &mut Vec<Ask>,
) {
    let palette = theme::palette(ui.ctx());
    let finding = &found.finding;
    let (fill, edge) = if is_marked { (palette.accent_soft, palette.accent) } else { (palette.paper, palette.line) };
    let frame =
        Frame::new().fill(fill).stroke((1.0, edge)).corner_radius(space::CORNER).inner_margin(Margin::symmetric(9, 6));
    let inner = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let word = if finding.is_settled() { "已说明" } else { finding.severity.word() };
        ui.label(severity_text(ui, finding.severity, word).size(text::SMALL).strong());
        ui.add(Label::new(RichText::new(&finding.message).size(text::SMALL)).wrap());
        ui.add(Label::new(RichText::new(finding.advice).size(text::SMALL).color(palette.weak)).wrap());
        answer_ui(ui, finding);
    });
    let standing = known.standing(found);
    let response = ui.interact(inner.response.rect, ui.scope_id().with(&finding.relation), Sense::click());
    response.widget_info(|| {
        let label = format!("{}：{}", finding.severity.word(), finding.message);
        WidgetInfo::selected(egui::Role::Button, true, is_marked, label)
    });
    if response.has_focus() {
        let corner = f32::from(space::CORNER);
        ui.painter().rect_stroke(inner.response.rect, corner, (2.0, palette.accent), egui::StrokeKind::Outside);
    }
    let show = |standing: &Option<Standing>, asks: &mut Vec<Ask>| {
        let standing = standing.clone().unwrap_or(Standing { paragraph: 0, span: 0..0 });
        asks.push(Ask::Show(standing, Some(finding.relation.clone())));
    };
    if response.clicked() {
        show(&standing, asks);
    }
    ui.horizontal_wrapped(|ui| {
        if standing.is_some() && ui.add(small_button("到这一句")).clicked() {
            show(&standing, asks);
        }
        if let Some(cell) = finding.cells.first().copied()
            && ui.add(small_button("到表格")).on_hover_text(&document.filing.form().cell(cell).name).clicked()
        {
            asks.push(Ask::Window(Request::GoTo(cell)));
        }
    });
    ui.add_space(2.0);
}
