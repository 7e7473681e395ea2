//! How to print: printer, copies, pages, paper. Where nothing can print, the pages are opened in a PDF viewer.

use egui::{Align, Button, ComboBox, DragValue, Grid, Layout, RichText, TextEdit, Ui, vec2};

use super::wish::Wish;
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{primary_button, title_ui};
use crate::app::wishes::request::Request;
use crate::form::Severity;
use crate::jobs::Error;
use crate::jobs::export::Shape;
use crate::jobs::printing::{Habit, MOST_COPIES, Order, Paper, Printers, Sides, pages_of};

/// The width of the fields.
const FIELD: f32 = 300.0;

/// Paints the dialog.
pub(super) fn print_ui(ui: &mut Ui, form: &mut PrintForm, wishes: &mut Vec<Wish>) {
    title_ui(ui, "打印");
    let page_count = form.page_count();
    let PrintForm { found, order, shape, has_report, .. } = form;
    shape_ui(ui, shape, *has_report);
    let shape = *shape;
    let pages = pages_of(&order.pages, page_count);
    match found {
        Found::Asking => {
            ui.label("正在查找打印机…");
        }
        Found::Some(printers) => {
            fields_ui(ui, &printers.names, order, pages.as_ref().err());
        }
        Found::Nothing => {
            ui.label("这台电脑上没有找到打印机。可以用 PDF 阅读器打开页面，在那里打印。");
        }
        Found::Failed(sentence) => {
            let color = theme::palette(ui.ctx()).mark(Severity::Error);
            ui.colored_label(color, sentence.as_str());
            ui.label("也可以用 PDF 阅读器打开页面，在那里打印。");
        }
    }
    ui.add_space(space::GROUP);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let has_printer = matches!(found, Found::Some(_));
        if has_printer {
            if primary_button(ui, "打印", pages.is_ok()).clicked()
                && let Ok(pages) = pages
            {
                wishes.push(Wish::Print(shape, Order { pages, ..order.clone() }));
            }
        } else if primary_button(ui, "打开 PDF", *found != Found::Asking).clicked() {
            wishes.push(Wish::ShowPdf(shape));
        }
        if ui.add_sized(vec2(76.0, 32.0), Button::new("取消")).clicked() {
            wishes.push(Wish::Window(Request::CloseDialog));
        }
        if has_printer {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let tip = "用 PDF 阅读器打开页面，在那里打印";
                if ui.button("打开 PDF").on_hover_text(tip).clicked() {
                    wishes.push(Wish::ShowPdf(shape));
                }
            });
        }
    });
}

/// Tables, report where there is one, audit report.
fn shape_ui(ui: &mut Ui, shape: &mut Shape, has_report: bool) {
    ui.horizontal(|ui| {
        for other in Shape::printed(has_report) {
            ui.selectable_value(shape, other, other.label());
        }
    });
    ui.add_space(space::LINE);
}

fn fields_ui(ui: &mut Ui, names: &[String], order: &mut Order, refusal: Option<&String>) {
    Grid::new("print").num_columns(2).spacing([14.0, 8.0]).show(ui, |ui| {
        let label = ui.label("打印机").id;
        let shown = order.printer.clone().unwrap_or_default();
        let choice = ComboBox::from_id_salt("printer").selected_text(shown).width(FIELD).show_ui(ui, |ui| {
            for name in names {
                ui.selectable_value(&mut order.printer, Some(name.clone()), name);
            }
        });
        choice.response.labelled_by(label);
        ui.end_row();
        let label = ui.label("份数").id;
        ui.add(DragValue::new(&mut order.copies).range(1..=MOST_COPIES)).labelled_by(label);
        ui.end_row();
        let label = ui.label("页码").id;
        let field = TextEdit::singleline(&mut order.pages).desired_width(FIELD).margin(vec2(8.0, 4.0));
        ui.add(field.hint_text("全部；或写 1-2 或 1,3")).labelled_by(label);
        ui.end_row();
        let label = ui.label("纸张").id;
        let choice = ComboBox::from_id_salt("paper").selected_text(order.paper.label()).show_ui(ui, |ui| {
            for paper in Paper::ALL {
                ui.selectable_value(&mut order.paper, paper, paper.label());
            }
        });
        choice.response.labelled_by(label);
        ui.end_row();
        let label = ui.label("单双面").id;
        let choice = ComboBox::from_id_salt("sides").selected_text(order.sides.label()).show_ui(ui, |ui| {
            for sides in Sides::ALL {
                ui.selectable_value(&mut order.sides, sides, sides.label());
            }
        });
        choice.response.labelled_by(label);
        ui.end_row();
    });
    if let Some(refusal) = refusal {
        let color = theme::palette(ui.ctx()).mark(Severity::Error);
        ui.label(RichText::new(format!("▲ {refusal}")).size(text::SMALL).color(color));
    } else {
        ui.label(RichText::new("打印机、纸张和单双面按表式记住，下次不用再选").size(text::SMALL).weak());
    }
}

/// What is known of the printers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// They are being asked for.
    Asking,
    /// These; at least one.
    Some(Printers),
    /// None: the pages can be shown in a viewer, which prints.
    Nothing,
    /// The print service does not answer; holds the sentence.
    Failed(String),
}

impl Found {
    /// The answer of the print service.
    pub(super) fn of(answer: Result<Option<Printers>, Error>) -> Self {
        match answer {
            Ok(Some(printers)) if !printers.names.is_empty() => Self::Some(printers),
            Ok(_) => Self::Nothing,
            Err(error) => Self::Failed(error.to_string()),
        }
    }
}

/// The dialog's fields as they stand.
#[derive(Clone, Debug)]
pub(super) struct PrintForm {
    /// The printers.
    pub(super) found: Found,
    /// What is chosen; the pages are as typed.
    pub(super) order: Order,
    /// Which of the printed shapes.
    pub(super) shape: Shape,
    /// Whether there is a report.
    pub(super) has_report: bool,
    /// How many pages a shape has, where that is known.
    pub(super) counted: Option<(Shape, usize)>,
}

impl PrintForm {
    /// How many pages there are, where that is known.
    pub(super) fn page_count(&self) -> Option<usize> {
        self.counted.filter(|(shape, _)| *shape == self.shape).map(|(_, count)| count)
    }

    /// Takes the printers; the form is printed as last time, where that printer is still there.
    pub(super) fn fill(&mut self, found: Found, habit: Habit) {
        if let Found::Some(printers) = &found {
            let known = habit.printer.filter(|name| printers.names.contains(name));
            self.order.printer = known.or_else(|| printers.usual.clone()).or_else(|| printers.names.first().cloned());
        }
        self.order.paper = habit.paper;
        self.order.sides = habit.sides;
        self.found = found;
    }
}
