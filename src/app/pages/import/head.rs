//! What the import is about: the file, where its figures go and as what, how many were read, and the button.

use egui::{Align, ComboBox, Label, Layout, RichText, TextEdit, Ui};

use super::aim::{Aim, Role};
use super::facts::{Entry, Facts, Section};
use super::review::Review;
use super::wish::Wish;
use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::{primary_button, severity_text};
use crate::app::window::Window;
use crate::form::Severity;
use crate::import::Wishes;
use crate::import::grid::Block;
use crate::import::plan::Plan;

/// The first reporting year of which a form is known.
const FIRST_YEAR: u16 = 2008;

/// Paints the head.
pub(super) fn head_ui(
    ui: &mut Ui,
    (window, waiting): (&Window, usize),
    review: &mut Review,
    facts: &Facts,
    asked: &mut Vec<Wish>,
) {
    let target = review.target(&window.tabs);
    let obstacle = review.obstacle(target);
    ui.horizontal(|ui| {
        ui.label(RichText::new("核对导入").size(text::HEADING).strong());
        ui.add(Label::new(RichText::new(&review.name).size(text::BODY)).truncate());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let is_ready = obstacle.is_none() && window.running.is_empty();
            let button = primary_button(ui, "导入", is_ready).on_hover_text("写入填报（Ctrl+回车），一步，可以撤销");
            if button.clicked() {
                asked.push(Wish::Finish);
            }
            if ui.button("取消").on_hover_text("什么也不写入（Esc）").clicked() {
                asked.push(Wish::Leave);
            }
            // The plan that is looked at is not among them.
            if waiting > 0 {
                ui.label(RichText::new(format!("后面还有 {waiting} 个文件")).weak());
            }
        });
    });
    ui.add_space(space::LINE);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        aim_ui(ui, window, review);
        role_ui(ui, review);
        unit_and_year_ui(ui, window, review);
        plan_ui(ui, review);
        form_ui(ui, window, review, asked);
    });
    ui.add_space(space::LINE);
    counts_ui(ui, review, facts);
    for (severity, sentence) in facts
        .warnings
        .iter()
        .map(|sentence| (Severity::Warning, sentence))
        .chain(obstacle.iter().map(|sentence| (Severity::Error, sentence)))
    {
        let words = severity_text(ui, severity, sentence).size(text::SMALL);
        ui.add(Label::new(words).wrap());
    }
}

/// The name of a choice of a width; both go on the next line together.
fn name_of(ui: &mut Ui, words: &str, width: f32) -> egui::Id {
    let own: f32 = words.chars().map(|_| text::SMALL).sum();
    if ui.available_size_before_wrap().x < own + ui.spacing().item_spacing.x + width {
        ui.end_row();
        // The line is as high as what stands behind the name, which is centred in it.
        ui.allocate_exact_size(egui::vec2(0.0, ui.spacing().interact_size.y), egui::Sense::hover());
    }
    small(ui, words)
}

fn small(ui: &mut Ui, words: &str) -> egui::Id {
    ui.label(RichText::new(words).size(text::SMALL).weak()).id
}

fn aim_ui(ui: &mut Ui, window: &Window, review: &mut Review) {
    let name = small(ui, "导入到");
    let open = review.tab.and_then(|tab| window.tabs.get(tab)).map(|document| (document.tab, document.title()));
    let shown = match (review.aim, &open) {
        (Aim::Tab(_), Some((_, title))) => title.clone(),
        _ => "新建填报".to_owned(),
    };
    let before = review.aim;
    let list = ComboBox::from_id_salt("import-aim").selected_text(shown).width(190.0).truncate();
    let list = list.show_ui(ui, |ui| {
        if let Some((tab, title)) = open {
            ui.selectable_value(&mut review.aim, Aim::Tab(tab), title);
        }
        ui.selectable_value(&mut review.aim, Aim::New, "新建填报");
    });
    list.response.labelled_by(name);
    if review.aim != before {
        review.touch();
    }
}

fn role_ui(ui: &mut Ui, review: &mut Review) {
    name_of(ui, "作为", 160.0);
    let before = review.role;
    for (role, words, tip) in
        [(Role::This, "本年数", "填报年度的数"), (Role::Prior, "上年数", "附在填报里的上年的数，用来审核结转和变动")]
    {
        ui.selectable_value(&mut review.role, role, words).on_hover_text(tip);
    }
    if review.other().is_some() {
        let tip = "文件里有两个年度：一个作为本年数，一个作为上年数";
        ui.selectable_value(&mut review.role, Role::Both, "两者").on_hover_text(tip);
    }
    if review.role != before {
        review.touch();
    }
}

fn unit_and_year_ui(ui: &mut Ui, window: &Window, review: &mut Review) {
    let is_new = review.aim == Aim::New;
    if is_new {
        let name = name_of(ui, "单位", 200.0);
        let field = TextEdit::singleline(&mut review.unit).desired_width(190.0).hint_text("单位全称");
        if ui.add(field).labelled_by(name).changed() {
            review.touch();
        }
    }
    // The year of an open filing is not changed by what is put into it.
    if !is_new && review.role != Role::Prior {
        return;
    }
    let words = if review.role == Role::Prior { "文件的年度" } else { "报告年度" };
    let name = name_of(ui, words, 110.0);
    let shown = review.year.map_or_else(|| "请选择".to_owned(), |year| format!("{year}年"));
    let before = review.year;
    let list = ComboBox::from_id_salt("import-year").selected_text(shown).width(88.0).show_ui(ui, |ui| {
        for year in (FIRST_YEAR..=window.today_year).rev() {
            ui.selectable_value(&mut review.year, Some(year), format!("{year}年"));
        }
    });
    list.response.labelled_by(name);
    if is_new
        && review.role == Role::Prior
        && let Some(year) = review.year
    {
        small(ui, &format!("→ 新建 {} 年度的填报", year + 1));
    }
    if review.year != before {
        review.touch();
    }
}

/// Which filing of the file, where there are several.
fn plan_ui(ui: &mut Ui, review: &mut Review) {
    if review.plans.len() < 2 {
        return;
    }
    let name = name_of(ui, "文件中的", 180.0);
    let mut shown = review.shown;
    let words = plan_words(review.plan());
    let list = ComboBox::from_id_salt("import-plan").selected_text(words).width(150.0).truncate();
    let list = list.show_ui(ui, |ui| {
        for (at, plan) in review.plans.iter().enumerate() {
            ui.selectable_value(&mut shown, at, plan_words(plan));
        }
    });
    list.response.labelled_by(name);
    if shown != review.shown {
        review.show(shown);
    }
}

fn plan_words(plan: &Plan) -> String {
    let year = plan.year.map_or_else(|| "年度不明".to_owned(), |year| format!("{year}年度"));
    let prior = if plan.is_prior { "（上年）" } else { "" };
    format!("{year}{prior} {}　{}", plan.unit, plan.tables.join("、"))
}

/// The form and the sheet; another choice has the file understood anew.
fn form_ui(ui: &mut Ui, window: &Window, review: &Review, asked: &mut Vec<Wish>) {
    if review.source.blocks.is_empty() {
        return;
    }
    let mut wishes = review.wishes.clone();
    let words = |form: &crate::form::Form| match form.last_year {
        Some(last) => format!("{}—{last}年度表式", form.first_year),
        None => format!("{}年度起的表式", form.first_year),
    };
    let name = name_of(ui, "表式", 180.0);
    let shown = words(&review.plan().form);
    let list = ComboBox::from_id_salt("import-form").selected_text(shown).width(150.0).show_ui(ui, |ui| {
        ui.selectable_value(&mut wishes.form, None, "自动认定");
        for form in window.catalogue.all() {
            ui.selectable_value(&mut wishes.form, Some(form.id.clone()), words(&form));
        }
    });
    list.response.labelled_by(name).on_hover_text(review.plan().reasons.join("；"));
    let sheets: Vec<&str> = review
        .shown_source()
        .blocks
        .iter()
        .filter_map(|block| if let Block::Grid(grid) = block { Some(grid.name.as_str()) } else { None })
        .collect();
    if sheets.len() > 1 {
        let name = name_of(ui, "读取", 140.0);
        let shown = wishes.sheet.clone().unwrap_or_else(|| "全部工作表".to_owned());
        let list = ComboBox::from_id_salt("import-sheet").selected_text(shown).width(110.0).truncate();
        let list = list.show_ui(ui, |ui| {
            ui.selectable_value(&mut wishes.sheet, None, "全部工作表");
            for sheet in sheets {
                ui.selectable_value(&mut wishes.sheet, Some(sheet.to_owned()), sheet);
            }
        });
        list.response.labelled_by(name);
    }
    let is_other = |one: &Wishes, other: &Wishes| one.form != other.form || one.sheet != other.sheet;
    if is_other(&wishes, &review.wishes) && window.running.is_empty() {
        asked.push(Wish::Again(wishes));
    }
}

/// How many were read, placed, doubtful, unplaced, missing.
fn counts_ui(ui: &mut Ui, review: &mut Review, facts: &Facts) {
    let counts = facts.counts;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let color = theme::palette(ui.ctx()).text;
        ui.label(RichText::new(format!("读到 {} 个数：", counts.read)).size(text::SMALL).color(color));
        for (section, words) in [
            (Section::Sure, format!("放好 {}", counts.placed.saturating_sub(counts.doubtful))),
            (Section::Doubtful, format!("存疑 {}", counts.doubtful)),
            (Section::Unplaced, format!("没放 {}", counts.unplaced)),
            (Section::Replaced, format!("改掉已填 {}", facts.count(Section::Replaced))),
            (Section::Extras, format!("不导入 {}", facts.count(Section::Extras))),
            (Section::Missing, format!("文件里缺 {} 格", counts.missing)),
        ] {
            let items = facts.items.get(&section);
            let words = match section.severity().filter(|_| items.is_some()) {
                Some(severity) => severity_text(ui, severity, &words),
                None => RichText::new(words),
            };
            let button = egui::Button::new(words.size(text::SMALL)).small();
            if let (true, Some(first)) =
                (ui.add_enabled(items.is_some(), button).clicked(), items.and_then(|it| it.first()))
            {
                review.select(Entry { section, item: *first });
            }
        }
    });
}
