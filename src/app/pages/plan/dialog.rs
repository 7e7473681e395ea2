//! The work plan: its tasks by unit and day, how far each is, and its sentence for the annual report.

use std::collections::BTreeSet;

use egui::{Align, Button, Checkbox, ComboBox, Label, Layout, RichText, ScrollArea, TextEdit, Ui, vec2};

use super::wish::Wish;
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{primary_button, severity_text, title_ui};
use crate::app::model::document::Document;
use crate::app::wishes::request::Request;
use crate::filing::{Filing, Progress, Task};
use crate::form::Severity;
use crate::report::plan::deadline::typed_day;
use crate::report::plan::{self, Filter};

/// How wide the dialog is.
pub(super) const WIDTH: f32 = 1040.0;

/// The height of everything but the list, with some air around the dialog.
const OTHERS: f32 = 280.0;

/// The widths of the columns: number, requirement, unit, deadline, progress; the sentence has the rest.
const COLUMNS: [f32; 5] = [34.0, 330.0, 170.0, 84.0, 96.0];

/// Paints the dialog.
pub(super) fn plan_ui(
    ui: &mut Ui,
    document: &Document,
    view: &mut PlanView,
    wishes: &mut Vec<Wish>,
    requests: &mut Vec<Request>,
) {
    title_ui(ui, "工作任务");
    let filing = &document.filing;
    if filing.plan().is_empty() {
        ui.label("还没有工作任务。导入工作要点分工方案（Word、Excel、网页或文本），合并的单元格会拆开，每项任务一行。");
        ui.add_space(space::GROUP);
    } else {
        filter_ui(ui, document, view);
        ui.add_space(space::LINE);
    }
    let tasks = view.filter(filing).of(filing);
    if !filing.plan().is_empty() {
        let height = (ui.ctx().content_rect().height() - OTHERS).max(160.0);
        heads_ui(ui);
        let list = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
        list.show(ui, |ui| {
            for (at, task) in &tasks {
                ui.push_id(*at, |ui| task_ui(ui, document, view, *at, task, wishes));
                ui.separator();
            }
            if tasks.is_empty() {
                ui.label(RichText::new("没有符合条件的任务").color(theme::palette(ui.ctx()).weak));
            }
        });
    }
    ui.add_space(space::GROUP);
    let all: BTreeSet<u32> = tasks.iter().map(|(at, _)| *at).collect();
    let with_sentence = tasks.iter().filter(|(_, task)| !task.sentence.trim().is_empty()).count();
    let row = vec2(ui.available_width(), 32.0);
    ui.allocate_ui_with_layout(row, Layout::right_to_left(Align::Center), |ui| {
        if primary_button(ui, "关闭", true).clicked() {
            requests.push(Request::CloseDialog);
        }
        put_ui(ui, document, view, (all, with_sentence), wishes);
        let import = Button::new("导入工作方案…").min_size(vec2(0.0, 32.0));
        if ui.add_enabled(document.is_editable(), import).clicked() {
            wishes.push(Wish::Choose);
        }
    });
}

fn filter_ui(ui: &mut Ui, document: &Document, view: &mut PlanView) {
    ui.horizontal(|ui| {
        let name = ui.label("单位").id;
        let field = TextEdit::singleline(&mut view.unit).desired_width(150.0).hint_text("名称或其中几个字");
        ui.add(field).labelled_by(name);
        ui.add(Checkbox::new(&mut view.with_general, "含各部门、各单位"))
            .on_hover_text("没有点名单位的任务也列出，如“区级各部门分别负责落实”");
        ui.add_space(space::LINE);
        let name = ui.label("到期不晚于").id;
        let field = TextEdit::singleline(&mut view.before).desired_width(96.0).hint_text("如 10月底");
        ui.add(field).labelled_by(name);
        ui.add_space(space::LINE);
        let shown = view.progress.map_or("全部进展", Progress::word);
        let choice = ComboBox::from_id_salt("progress-filter").selected_text(shown).width(96.0).show_ui(ui, |ui| {
            ui.selectable_value(&mut view.progress, None, "全部进展");
            for progress in Progress::ALL {
                ui.selectable_value(&mut view.progress, Some(progress), progress.word());
            }
        });
        ui.ctx().accesskit_node_builder(choice.response.id, |node| node.set_label("只看这种进展"));
        let count = view.filter(&document.filing).of(&document.filing).len();
        let words = format!("{count} / {} 项", document.filing.plan().len());
        ui.label(RichText::new(words).color(theme::palette(ui.ctx()).weak));
    });
    if view.has_unread_day(&document.filing) {
        ui.label(severity_text(ui, Severity::Notice, "看不懂这个日期；可以写 10月底、9月26日或 2018-10-31"));
    }
}

fn heads_ui(ui: &mut Ui) {
    let color = theme::palette(ui.ctx()).weak;
    ui.horizontal_top(|ui| {
        for (words, width) in ["序号", "任务和要求", "落实单位", "时限", "进展"].into_iter().zip(COLUMNS)
        {
            cell_ui(ui, width, |ui| {
                ui.label(RichText::new(words).size(text::SMALL).color(color));
            });
        }
        ui.label(RichText::new("写入报告的句子").size(text::SMALL).color(color));
    });
}

fn cell_ui(ui: &mut Ui, width: f32, inside: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::LEFT), |ui| {
        ui.set_width(width);
        inside(ui);
    });
}

fn task_ui(ui: &mut Ui, document: &Document, view: &mut PlanView, at: u32, task: &Task, wishes: &mut Vec<Wish>) {
    let weak = theme::palette(ui.ctx()).weak;
    let small = |words: &str| Label::new(RichText::new(words).size(text::SMALL)).wrap();
    let [number, requirement, unit, deadline, progress] = COLUMNS;
    ui.horizontal_top(|ui| {
        cell_ui(ui, number, |ui| {
            ui.add(small(&task.number));
        });
        cell_ui(ui, requirement, |ui| {
            ui.add(Label::new(RichText::new(&task.topic).size(text::SMALL).color(weak)).wrap());
            ui.add(small(&task.requirement));
        });
        cell_ui(ui, unit, |ui| {
            ui.add(small(&task.unit));
        });
        cell_ui(ui, deadline, |ui| {
            ui.add(small(&task.deadline));
        });
        cell_ui(ui, progress, |ui| progress_ui(ui, document, at, task, wishes));
        cell_ui(ui, ui.available_width(), |ui| sentence_ui(ui, document, view, at, task, wishes));
    });
}

fn progress_ui(ui: &mut Ui, document: &Document, at: u32, task: &Task, wishes: &mut Vec<Wish>) {
    ui.add_enabled_ui(document.is_editable(), |ui| {
        let mut chosen = task.progress;
        let shown = ComboBox::from_id_salt("progress").selected_text(chosen.word()).width(88.0).show_ui(ui, |ui| {
            for progress in Progress::ALL {
                ui.selectable_value(&mut chosen, progress, progress.word());
            }
        });
        let label = format!("第 {} 项的进展", task.number);
        ui.ctx().accesskit_node_builder(shown.response.id, |node| node.set_label(label));
        if chosen != task.progress {
            wishes.push(Wish::Progress(at, chosen));
        }
    });
}

/// The box of a sentence; what is typed is taken when the box is left.
fn sentence_ui(ui: &mut Ui, document: &Document, view: &mut PlanView, at: u32, task: &Task, wishes: &mut Vec<Wish>) {
    let mut words = match &view.writing {
        Some((writing, words)) if *writing == at => words.clone(),
        _ => task.sentence.clone(),
    };
    let field = TextEdit::multiline(&mut words).desired_rows(2).desired_width(f32::INFINITY);
    let field = field.font(theme::font(text::SMALL)).hint_text("做了什么，成效如何");
    let response = ui.add_enabled(document.is_editable(), field);
    let label = format!("第 {} 项写入报告的句子", task.number);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(label));
    if response.lost_focus() {
        wishes.push(Wish::Sentence(at, words));
        view.writing = None;
    } else if response.has_focus() {
        view.writing = Some((at, words));
    }
}

fn put_ui(
    ui: &mut Ui,
    document: &Document,
    view: &mut PlanView,
    (tasks, with_sentence): (BTreeSet<u32>, usize),
    wishes: &mut Vec<Wish>,
) {
    let Some(usual) = plan::usual_place(&document.filing) else { return };
    if view.place.is_empty() {
        view.place = usual;
    }
    let button = Button::new(format!("把列出的 {with_sentence} 句放入报告")).min_size(vec2(0.0, 32.0));
    let is_enabled = document.is_editable() && with_sentence > 0;
    if ui.add_enabled(is_enabled, button).clicked() {
        wishes.push(Wish::Put(tasks, view.place.clone()));
    }
    let places = plan::open_places(&document.filing);
    let short = |prompt: &str| prompt.split('：').next().unwrap_or_default().chars().take(12).collect::<String>();
    let shown = places.iter().find(|(id, _)| *id == view.place).map(|(_, prompt)| short(prompt)).unwrap_or_default();
    let choice = ComboBox::from_id_salt("place").selected_text(shown).width(150.0).show_ui(ui, |ui| {
        for (id, prompt) in &places {
            ui.selectable_value(&mut view.place, id.clone(), short(prompt)).on_hover_text(prompt);
        }
    });
    ui.ctx().accesskit_node_builder(choice.response.id, |node| node.set_label("放到报告的哪一处"));
}

/// What the dialog of the plan shows.
#[derive(Clone, Debug, Default)]
pub(super) struct PlanView {
    /// Part of the name of a unit.
    pub(super) unit: String,
    /// Whether tasks for units that are not named are listed too.
    pub(super) with_general: bool,
    /// The day as typed: 10月底.
    pub(super) before: String,
    /// Only tasks that are so far.
    pub(super) progress: Option<Progress>,
    /// The place of the report that takes the sentences; the usual one when empty.
    pub(super) place: String,
    /// The sentence that is being written, and the task that it is about.
    pub(super) writing: Option<(u32, String)>,
}

impl PlanView {
    /// What is asked of the plan; a day that cannot be read asks nothing.
    pub(super) fn filter(&self, filing: &Filing) -> Filter {
        Filter {
            unit: self.unit.clone(),
            with_general: self.with_general,
            until: typed_day(&self.before, filing.year()),
            progress: self.progress,
        }
    }

    /// Whether a day is typed that cannot be read.
    pub(super) fn has_unread_day(&self, filing: &Filing) -> bool {
        !self.before.trim().is_empty() && typed_day(&self.before, filing.year()).is_none()
    }
}
