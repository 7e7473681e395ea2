//! A path that is typed, where the desktop has no file dialog.

use std::path::PathBuf;

use egui::{EventFilter, Id, Key, Modifiers, RichText, TextEdit, Ui, vec2};

use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::title_ui;
use crate::app::model::pick::Pick;
use crate::app::model::tab_id::TabId;
use crate::app::wishes::button::buttons_ui;
use crate::app::wishes::request::Request;
use crate::form::Severity;

/// Paints the dialog.
pub(crate) fn path_box_ui(ui: &mut Ui, path_box: &mut PathBox, requests: &mut Vec<Request>) {
    title_ui(ui, path_box.what.title());
    let field = Id::unique("path-field");
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Tab) {
        requests.push(Request::CompletePath(path_box.text.clone()));
    }
    if pressed(Key::Enter) {
        requests.push(Request::TakePath(path_box.text.clone()));
    }
    let name = ui.label(RichText::new("文件的完整路径").size(text::SMALL).weak()).id;
    let edit = TextEdit::singleline(&mut path_box.text)
        .id(field)
        .desired_width(f32::INFINITY)
        .margin(vec2(8.0, 6.0))
        .hint_text("如 /home/用户/文档/填报.tianbao")
        .return_key(None)
        .event_filter(EventFilter { tab: true, horizontal_arrows: true, ..EventFilter::default() });
    let response = ui.add(edit).labelled_by(name);
    if std::mem::take(&mut path_box.is_fresh) {
        response.request_focus();
        let end = egui::text::CCursor::new(path_box.text.chars().count());
        let mut state = egui::text_edit::TextEditState::load(ui.ctx(), field).unwrap_or_default();
        state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
        state.store(ui.ctx(), field);
    }
    if response.changed() {
        path_box.sentence = None;
        path_box.replaces = None;
    }
    ui.add_space(space::LINE);
    let palette = theme::palette(ui.ctx());
    let (words, color) = match (&path_box.sentence, &path_box.replaces) {
        (Some(sentence), _) => (sentence.as_str(), palette.mark(Severity::Error)),
        (None, Some(_)) => ("这个文件已经存在；再按一次确定就替换它", palette.mark(Severity::Warning)),
        (None, None) => ("本机没有文件对话框，请输入路径；Tab 补全，~ 是主文件夹", palette.weak),
    };
    ui.label(RichText::new(words).size(text::SMALL).color(color));
    let typed = path_box.text.clone();
    buttons_ui(ui, || vec![Request::TakePath(typed)], requests);
}

/// A path being typed, where the desktop has no file dialog.
#[derive(Clone, Debug)]
pub(crate) struct PathBox {
    /// What the path is for.
    pub(crate) what: Pick,
    /// The filing that it is for.
    pub(crate) tab: Option<TabId>,
    /// Where a bare name lies.
    pub(crate) folder: PathBuf,
    /// What is typed.
    pub(crate) text: String,
    /// Why it cannot be used.
    pub(crate) sentence: Option<String>,
    /// The file that would be replaced, once that was said.
    pub(crate) replaces: Option<PathBuf>,
    /// Whether the field has to get the keyboard.
    pub(crate) is_fresh: bool,
}
