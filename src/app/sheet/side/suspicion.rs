//! What may have gone wrong: a card beside the active cell that says why and does it, and a line under each finding.

use egui::{Button, Frame, Label, Margin, RichText, Ui, vec2};

use crate::app::kit::theme::{self, space, text};
use crate::app::kit::widgets::small_button;
use crate::app::model::document::Document;
use crate::app::model::suspicions::Looked;
use crate::app::wishes::command::list::Command;
use crate::app::wishes::request::Request;
use crate::check::Finding;
use crate::check::suspects::Case;
use crate::form::CellIndex;

/// No more cells of one proposal than this are listed.
const MOST_LISTED: usize = 12;

/// Paints the card about the active cell or the marked finding.
pub(crate) fn suspicion_ui(ui: &mut Ui, document: &Document, requests: &mut Vec<Request>) {
    let Some(looked) = document.looked_at() else { return };
    let palette = theme::palette(ui.ctx());
    ui.add_space(space::LINE);
    let frame = Frame::new()
        .fill(palette.paper)
        .stroke((1.0, palette.accent))
        .corner_radius(space::CORNER)
        .inner_margin(Margin::symmetric(10, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let Looked { case, way, proposal, .. } = looked;
        let certainty = proposal.suspect.certainty.words();
        let place = match case.proposals.len() {
            1 => String::new(),
            count => format!("　第 {} 种，共 {count} 种", way + 1),
        };
        let words = format!("? 疑似（{certainty}）{place}");
        ui.label(RichText::new(words).size(text::SMALL).strong().color(palette.accent));
        let form = document.filing.form();
        let sentence = proposal.sentence(document.sheet.active, form);
        ui.add(Label::new(RichText::new(sentence).size(text::SMALL)).wrap());
        if let Some(words) = cut_short(case) {
            ui.add(Label::new(RichText::new(words).size(text::SMALL).color(palette.weak)).wrap());
        }
        buttons_ui(ui, document, looked, requests);
        if proposal.suspect.cells != [document.sheet.active] {
            ui.scope(|ui| cells_ui(ui, document, looked, requests));
        }
    });
}

/// The cells of a proposal, each leading to its place.
fn cells_ui(ui: &mut Ui, document: &Document, looked: Looked<'_>, requests: &mut Vec<Request>) {
    let palette = theme::palette(ui.ctx());
    let (form, suspect) = (document.filing.form(), &looked.proposal.suspect);
    let line = |cell: CellIndex| {
        let name = &form.cell(cell).name;
        let change = suspect.changes.iter().find(|change| change.cell == cell);
        change.map_or_else(|| name.clone(), |change| format!("{name} {} → {}", change.from, change.to))
    };
    ui.spacing_mut().interact_size.y = text::SMALL + 4.0;
    ui.spacing_mut().button_padding = vec2(2.0, 1.0);
    ui.spacing_mut().item_spacing.y = 1.0;
    for cell in suspect.cells.iter().take(MOST_LISTED) {
        let words = RichText::new(line(*cell)).size(text::SMALL).color(palette.accent);
        if ui.add(Button::new(words).frame_when_inactive(false).wrap()).on_hover_text("到这一格").clicked() {
            requests.push(Request::Activate(*cell));
        }
    }
    if let Some(more) = suspect.cells.len().checked_sub(MOST_LISTED).filter(|more| *more > 0) {
        ui.label(RichText::new(format!("还有 {more} 格")).size(text::SMALL).weak());
    }
}

fn buttons_ui(ui: &mut Ui, document: &Document, looked: Looked<'_>, requests: &mut Vec<Request>) {
    let mut commands = Vec::new();
    if document.is_editable() && looked.proposal.changes().is_some() {
        commands.push(Command::ApplyProposal);
    }
    if looked.case.proposals.len() > 1 {
        commands.extend([Command::NextProposal, Command::PreviousProposal]);
    } else if !looked.is_shown && looked.proposal.changes().is_some() {
        commands.push(Command::NextProposal);
    }
    if document.suspicions.cases().len() > 1 {
        commands.push(Command::NextCase);
    }
    ui.horizontal_wrapped(|ui| {
        for command in commands {
            let words = match (command, command.key_words(ui.ctx())) {
                (Command::ApplyProposal, Some(key)) => format!("{}（{key}）", command.text()),
                (Command::NextProposal, _) if looked.case.proposals.len() == 1 => "在表里看".to_owned(),
                _ => command.text().to_owned(),
            };
            if ui.add(small_button(&words)).on_hover_text(command.tip(ui.ctx())).clicked() {
                requests.push(Request::Run(command));
            }
        }
    });
}

/// What to say when not everything was found.
fn cut_short(case: &Case) -> Option<String> {
    match (case.exact, case.more) {
        (false, _) => Some("没有查完：这些是目前查到的改法，可能有改动更少的".to_owned()),
        (true, true) => Some(format!("改法太多，只列出 {} 种", case.proposals.len())),
        (true, false) => None,
    }
}

/// Paints the line under a finding, which leads to the suspected cell; gives its height.
pub(crate) fn line_ui(ui: &mut Ui, document: &Document, finding: &Finding, requests: &mut Vec<Request>) -> f32 {
    let Some((at, case)) = document.suspicions.of_finding(finding) else { return 0.0 };
    let Some(first) = case.proposals.first() else { return 0.0 };
    let palette = theme::palette(ui.ctx());
    let others = match case.proposals.len() {
        1 => String::new(),
        count => format!("；共 {count} 种可能"),
    };
    let words = RichText::new(format!("? {}{others}", first.suspect.told_briefly(document.filing.form())));
    let button = Button::new(words.size(text::SMALL).color(palette.accent)).frame_when_inactive(false).wrap();
    let response = ui.add(button).on_hover_text("到疑似的格子，在表里看改法");
    if response.clicked() {
        requests.push(Request::Suspect(at));
    }
    response.rect.height() + ui.spacing().item_spacing.y
}
