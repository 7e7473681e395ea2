//! The lists in the middle of a desk: units with their figures, files, what deserves a look, a comparison. All of them are
//! the one table of `grid`.

use egui::containers::menu::MenuButton;
use egui::{Align, Layout, RichText, Ui};

use super::tree;
use crate::aggregate::desk::sent::{Fate, Sent};
use crate::aggregate::explain;
use crate::app::kit::grid::{Column, Content, Done, Grid, grid_ui};
use crate::app::kit::theme::{self, Palette, space, text};
use crate::app::kit::widgets::small_button;
use crate::app::pages::desk::look::SortBy;
use crate::app::pages::desk::tab::OpenDesk;
use crate::app::pages::desk::wish::DeskWish;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::filing::Value;
use crate::form::{Form, Severity};

/// The widths of columns.
pub(crate) const NAME: f32 = 210.0;

const FIGURE: f32 = 96.0;

const MONEY: f32 = 104.0;

/// A value; a blank is nothing.
pub(crate) fn shown(value: &Value) -> String {
    value.to_string()
}

/// A list whose active line is that of the desk.
pub(crate) struct List<'a> {
    /// Tells it from other tables.
    pub(crate) salt: &'static str,
    /// The columns.
    pub(crate) columns: &'a [Column],
    /// How many lines there are.
    pub(crate) lines: usize,
    /// Whether the active line is marked.
    pub(crate) shows_active: bool,
    /// What stands in a cell.
    pub(crate) content: &'a dyn Fn(usize, usize) -> Content,
}

/// Paints a list, and asks for the line that was chosen.
pub(crate) fn list_ui(
    ui: &mut Ui,
    desk: &OpenDesk<'_>,
    list: &List<'_>,
    has_keyboard: bool,
    wishes: &mut Vec<DeskWish>,
) -> Done {
    let &List { salt, columns, lines, shows_active, content } = list;
    let active = shows_active.then(|| desk.line.min(lines.saturating_sub(1)));
    let grid = Grid { salt, columns, lines, active, is_moved: desk.is_moved, content };
    let done = grid_ui(ui, &grid, has_keyboard);
    wishes.extend(done.line.map(DeskWish::Line));
    done
}

/// A line over a list: what it is, and what can be done.
pub(crate) fn caption_ui(ui: &mut Ui, words: &str, content: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.set_min_height(28.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            content(ui);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(words).size(text::SMALL).weak()).truncate());
            });
        });
    });
}

/// What fills the place of a list in which nothing stands.
pub(crate) fn nothing_ui(ui: &mut Ui, words: &str) {
    ui.add_space(24.0);
    ui.vertical_centered(|ui| ui.label(RichText::new(words).weak()));
}

/// The units with their key figures.
pub(crate) fn units_ui(ui: &mut Ui, desk: &OpenDesk<'_>, has_keyboard: bool, wishes: &mut Vec<DeskWish>) {
    let form = desk.document.filing.form().clone();
    let all = desk.shown.all.iter().sum::<usize>();
    let words = match desk.shown.units.len() {
        count if count == all => format!("{count} 个单位"),
        count => format!("{count} 个单位，共 {all} 个"),
    };
    caption_ui(ui, &words, |ui| {
        columns_ui(ui, desk, &form, wishes);
    });
    if desk.shown.units.is_empty() {
        let words = if all == 0 { "还没有单位" } else { "没有符合筛选条件的单位" };
        return nothing_ui(ui, words);
    }
    let (by, is_rising) = desk.sort;
    let now = |it: SortBy| (by == it).then_some(is_rising);
    let mut columns = vec![
        Column::words("单位", NAME).sorted(now(SortBy::List)),
        Column::words("状态", 116.0).sorted(now(SortBy::State)),
        Column::words("审核", 96.0).sorted(now(SortBy::Findings)),
    ];
    for (at, cell) in desk.figures.iter().enumerate() {
        let it = form.cell(*cell);
        columns
            .push(Column::number(&it.name, if it.is_money() { MONEY } else { FIGURE }).sorted(now(SortBy::Figure(at))));
    }
    let palette = theme::palette(ui.ctx());
    let units = desk.desk.workspace().units();
    let content = |line: usize, column: usize| {
        let Some(unit) = desk.shown.units.get(line).copied() else { return Content::default() };
        let state = desk.desk.state(unit);
        match column {
            0 => Content::of(format!("{}{}", if desk.marked.contains(&unit) { "★ " } else { "" }, units.name(unit))),
            1 => Content::colored(format!("{} {}", state.sign(), state.label()), tree::color(state, palette)),
            2 => wrong(desk.wrong(unit), palette),
            _ => {
                let cell = desk.figures.get(column - 3).copied();
                let part = desk.desk.part(unit).map(|(_, part)| part);
                match (cell, part) {
                    (Some(cell), Some(part)) => figure(&part.column.value(cell), palette),
                    _ => Content::default(),
                }
            }
        }
    };
    let active = desk.unit.and_then(|unit| desk.shown.units.iter().position(|it| *it == unit));
    let grid = Grid {
        salt: "units",
        columns: &columns,
        lines: desk.shown.units.len(),
        active,
        is_moved: desk.is_moved,
        content: &content,
    };
    let done = grid_ui(ui, &grid, has_keyboard);
    let unit_at = |line: Option<usize>| line.and_then(|line| desk.shown.units.get(line).copied());
    wishes.extend(unit_at(done.line).map(DeskWish::Unit));
    wishes.extend(unit_at(done.opened).map(DeskWish::OpenUnit));
    wishes.extend(unit_at(done.marked).map(DeskWish::Mark));
    let by = done.sorted.map(|column| match column {
        0 => SortBy::List,
        1 => SortBy::State,
        2 => SortBy::Findings,
        column => SortBy::Figure(column - 3),
    });
    wishes.extend(by.map(DeskWish::Sort));
}

/// Which cells stand in the table.
fn columns_ui(ui: &mut Ui, desk: &OpenDesk<'_>, form: &Form, wishes: &mut Vec<DeskWish>) {
    let button = small_button("选择指标");
    let (response, _) = MenuButton::from_button(button).ui(ui, |ui| {
        egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            for cell in form.cell_indices() {
                let mut is_there = desk.figures.contains(&cell);
                let words = RichText::new(&form.cell(cell).name).size(text::SMALL);
                if ui.checkbox(&mut is_there, words).changed() {
                    wishes.push(DeskWish::Column(cell));
                }
            }
        });
    });
    response.on_hover_text("表里列出哪些指标；记在汇总文件里");
}

fn wrong((errors, warnings): (usize, usize), palette: &Palette) -> Content {
    match (errors, warnings) {
        (0, 0) => Content::default(),
        (0, warnings) => Content::colored(format!("■ 警告 {warnings}"), palette.mark(Severity::Warning)),
        (errors, _) => Content::colored(format!("▲ 错误 {errors}"), palette.mark(Severity::Error)),
    }
}

/// A figure of a unit; a blank says so.
pub(crate) fn figure(value: &Value, palette: &Palette) -> Content {
    match value {
        Value::Blank => Content::colored("空", palette.weak),
        Value::Number(_) => Content::of(shown(value)),
        Value::Text(_) => Content::colored(shown(value), palette.mark(Severity::Error)),
    }
}

/// The files that came.
pub(crate) fn files_ui(ui: &mut Ui, desk: &OpenDesk<'_>, has_keyboard: bool, wishes: &mut Vec<DeskWish>) {
    let open = desk.open_files();
    let words = match (desk.shown.files.len(), open) {
        (all, 0) => format!("{all} 个文件，都已计入或搁置"),
        (all, open) => format!("{all} 个文件，{open} 个没有计入、等待处理"),
    };
    let active = desk.line.min(desk.shown.files.len().saturating_sub(1));
    let file = desk.shown.files.get(active).cloned();
    caption_ui(ui, &words, |ui| {
        let Some((file, sent)) = file.as_deref().and_then(|file| Some((file, desk.desk.file(file)?))) else { return };
        file_buttons_ui(ui, file, sent, wishes);
    });
    if desk.shown.files.is_empty() {
        return nothing_ui(ui, "还没有收到文件");
    }
    let palette = theme::palette(ui.ctx());
    let columns = [Column::words("文件", 300.0), Column::words("单位", NAME), Column::words("情况", 620.0)];
    let content = |line: usize, column: usize| {
        let Some((file, sent)) = desk.shown.files.get(line).and_then(|it| Some((it, desk.desk.file(it)?))) else {
            return Content::default();
        };
        match column {
            0 => Content::of(file),
            1 => Content::of(match (sent.unit, &sent.content) {
                (Some(unit), _) => desk.desk.workspace().units().name(unit).to_owned(),
                (None, Ok(content)) => content.received.unit().to_owned(),
                (None, Err(_)) => String::new(),
            }),
            _ => match (sent.objection(), &sent.fate) {
                (None, _) => Content::colored("✓ 已计入", palette.good),
                (Some(words), Fate::Aside) => Content::colored(words, palette.weak),
                (Some(words), Fate::Unread) => Content::colored(format!("▲ {words}"), palette.mark(Severity::Error)),
                (Some(words), _) => Content::colored(format!("■ {words}"), palette.mark(Severity::Warning)),
            },
        }
    };
    let lines = desk.shown.files.len();
    let list = List { salt: "files", columns: &columns, lines, shows_active: true, content: &content };
    let done = list_ui(ui, desk, &list, has_keyboard, wishes);
    wishes.extend(done.opened.and_then(|line| desk.shown.files.get(line)).map(|file| DeskWish::OpenFile(file.clone())));
}

/// What can be done about a file.
fn file_buttons_ui(ui: &mut Ui, file: &str, sent: &Sent, wishes: &mut Vec<DeskWish>) {
    let mut button = |words: &str, tip: &str, wish: DeskWish| {
        if ui.add(small_button(words)).on_hover_text(tip).clicked() {
            wishes.push(wish);
        }
    };
    button("打开", "在标签页中打开（回车）", DeskWish::OpenFile(file.to_owned()));
    match &sent.fate {
        Fate::Aside => button("不再搁置", "重新认定它的单位", DeskWish::Undecide(file.to_owned())),
        Fate::Second(_) => {
            button("搁置", "不计入这一份", DeskWish::PutAside(file.to_owned()));
            button("用这一份", "计入这一份，同一单位的其他文件搁置", DeskWish::Prefer(file.to_owned()));
        }
        _ => {
            button("搁置", "不计入这个文件", DeskWish::PutAside(file.to_owned()));
            button("指定单位…", "说明这是哪个单位的表", DeskWish::AskUnit(file.to_owned()));
        }
    }
}

/// What deserves a look.
pub(crate) fn review_ui(ui: &mut Ui, desk: &OpenDesk<'_>, has_keyboard: bool, wishes: &mut Vec<DeskWish>) {
    let Some((_, looks)) = &desk.review else { return nothing_ui(ui, "正在核对") };
    caption_ui(
        ui,
        "与上年或同类单位相差悬殊的数、与上年结转不符的数、雷同的表；只是提示，是否有误请与单位核实",
        |_| {},
    );
    if looks.is_empty() {
        return nothing_ui(ui, "✓ 没有需要核对的数");
    }
    // The chosen line in full, whatever the width of the list leaves of it.
    let chosen = looks.get(desk.line.min(looks.len() - 1)).map_or("", |look| look.sentence.as_str());
    let two_lines = 2.0 * (text::SMALL + space::LINE);
    ui.allocate_ui(egui::vec2(ui.available_width(), two_lines), |ui| {
        ui.set_min_height(two_lines);
        ui.add(egui::Label::new(RichText::new(chosen).size(text::SMALL)).wrap());
    });
    let form = desk.document.filing.form();
    let palette = theme::palette(ui.ctx());
    let columns = [Column::words("单位", NAME), Column::words("指标", 260.0), Column::words("为什么", 640.0)];
    let units = desk.desk.workspace().units();
    let content = |line: usize, column: usize| {
        let Some(look) = looks.get(line) else { return Content::default() };
        match column {
            0 => Content::of(look.unit.map_or("", |unit| units.name(unit))),
            1 => Content::of(look.cell.map_or("", |cell| form.cell(cell).name.as_str())),
            _ => Content::colored(look.sentence.clone(), palette.text),
        }
    };
    let list = List { salt: "review", columns: &columns, lines: looks.len(), shows_active: true, content: &content };
    let done = list_ui(ui, desk, &list, has_keyboard, wishes);
    let unit_at = |line: Option<usize>| line.and_then(|line| looks.get(line)?.unit);
    wishes.extend(unit_at(done.line).map(DeskWish::Unit));
    wishes.extend(unit_at(done.opened).map(DeskWish::OpenUnit));
}

/// A typed aggregate against the sum.
pub(crate) fn compare_ui(ui: &mut Ui, desk: &OpenDesk<'_>, has_keyboard: bool, wishes: &mut Vec<DeskWish>) {
    let Some(typed) = &desk.typed else {
        caption_ui(ui, "把手工做的汇总表与各单位之和逐格比较，并找出差在哪个单位", |ui| {
            choose_button_ui(ui, Command::DeskCompareWith, wishes);
        });
        return nothing_ui(ui, "还没有选择要比对的汇总表");
    };
    let Some(found) = &typed.found else { return nothing_ui(ui, "正在比对") };
    let differences = &found.comparison.differences;
    let common = found.comparison.common.first().filter(|(_, cells)| *cells > 1);
    let why = common.map_or_else(String::new, |(steps, cells)| {
        format!("；其中 {cells} 格只要{}就对得上", explain::sentence(steps, &found.whole, &found.others))
    });
    let words = match differences.len() {
        0 => format!("✓ {} 与各单位之和逐格相同", typed.name),
        count => format!("{} 有 {count} 格与各单位之和不同{why}", typed.name),
    };
    caption_ui(ui, &words, |ui| choose_button_ui(ui, Command::DeskCompareWith, wishes));
    if differences.is_empty() {
        return;
    }
    let form = desk.document.filing.form();
    let columns = [
        Column::words("指标", 260.0),
        Column::number("对方填", 96.0),
        Column::number("各单位之和", 110.0),
        Column::number("相差", 96.0),
        Column::words("可能的原因", 620.0),
    ];
    let content = |line: usize, column: usize| {
        let Some(it) = differences.get(line) else { return Content::default() };
        match column {
            0 => Content::of(&form.cell(it.cell).name),
            1 => Content::of(shown(&it.typed)),
            2 => Content::of(shown(&it.sum)),
            3 => Content::of(it.gap.map_or_else(String::new, |gap| gap.to_string())),
            _ => {
                let sentence = |steps: &Vec<explain::Step>| explain::sentence(steps, &found.whole, &found.others);
                let all: Vec<String> = it.explanations.iter().take(3).map(sentence).collect();
                Content::of(if all.is_empty() {
                    "没有一两个单位能解释".to_owned()
                } else {
                    all.join("；或")
                })
            }
        }
    };
    let lines = differences.len();
    let list = List { salt: "compare", columns: &columns, lines, shows_active: true, content: &content };
    let done = list_ui(ui, desk, &list, has_keyboard, wishes);
    let cell = done.opened.and_then(|line| differences.get(line)).map(|it| it.cell);
    wishes.extend(cell.map(DeskWish::Cell));
}

/// A small button for a command.
pub(crate) fn choose_button_ui(ui: &mut Ui, command: Command, wishes: &mut Vec<DeskWish>) {
    if ui.add(small_button(command.text())).on_hover_text(command.tip(ui.ctx())).clicked() {
        wishes.push(DeskWish::Window(Request::Run(command)));
    }
}
