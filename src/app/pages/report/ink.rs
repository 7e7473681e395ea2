//! Texts with their figures underlined: thin where they agree, thick on a tinted ground where they do not.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, Galley, Stroke, Ui};

use crate::app::kit::theme::{self, Palette, text};
use crate::app::model::known::{Ink, Inked, Mark};
use crate::form::Severity;

/// The height of a line.
const LINE: f32 = 24.0;

/// The height of a figure: its line below stays inside the line of text.
const FIGURE: f32 = 20.0;

/// Lays a text out; `shown` is the sentence that was gone to.
pub(super) fn galley(
    ui: &Ui,
    words: &str,
    inked: Option<&Inked>,
    shown: Option<&Range<usize>>,
    width: f32,
) -> Arc<Galley> {
    let palette = theme::palette(ui.ctx());
    let marks = inked.map(|inked| surviving(inked, words)).unwrap_or_default();
    let mut job = job(words, &marks, shown, palette);
    job.wrap.max_width = width;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// The marks that hold for a text that may have been changed since: those before and behind what is being typed.
fn surviving(inked: &Inked, words: &str) -> Vec<Mark> {
    if inked.text == words {
        return inked.marks.clone();
    }
    let (old, new): (Vec<char>, Vec<char>) = (inked.text.chars().collect(), words.chars().collect());
    let same = |(a, b): &(&char, &char)| a == b;
    let head = old.iter().zip(&new).take_while(same).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
    let moved = |mark: &Mark| {
        if mark.span.end < head {
            return Some(mark.clone());
        }
        let is_behind = mark.span.start > old.len() - tail;
        let at = |place: usize| place + new.len() - old.len();
        is_behind.then(|| Mark { span: at(mark.span.start)..at(mark.span.end), ink: mark.ink })
    };
    inked.marks.iter().filter_map(moved).collect()
}

fn job(words: &str, marks: &[Mark], shown: Option<&Range<usize>>, palette: &Palette) -> LayoutJob {
    let mut job = LayoutJob::default();
    let plain = TextFormat {
        font_id: theme::font(text::BODY),
        color: palette.text,
        line_height: Some(LINE),
        valign: Align::Center,
        ..TextFormat::default()
    };
    let (mut run, mut format) = (String::new(), plain.clone());
    for (at, c) in words.chars().enumerate() {
        let mark = marks.iter().find(|mark| mark.span.contains(&at));
        let is_shown = shown.is_some_and(|shown| shown.contains(&at));
        let mut here = dressed(&plain, mark, palette);
        if is_shown && here.background == Color32::TRANSPARENT {
            here.background = palette.accent_soft;
        }
        if here != format {
            job.append(&std::mem::take(&mut run), 0.0, std::mem::replace(&mut format, here));
        }
        run.push(c);
    }
    job.append(&run, 0.0, format);
    job
}

fn dressed(plain: &TextFormat, mark: Option<&Mark>, palette: &Palette) -> TextFormat {
    let Some(mark) = mark else { return plain.clone() };
    let (underline, background) = match mark.ink {
        Ink::Agrees => (Stroke::new(1.0, palette.accent), Color32::TRANSPARENT),
        Ink::Open => (Stroke::new(1.0, palette.line), Color32::TRANSPARENT),
        Ink::Disagrees => (Stroke::new(2.0, palette.mark(Severity::Warning)), palette.tint(Severity::Warning)),
    };
    TextFormat { underline, background, line_height: Some(FIGURE), ..plain.clone() }
}

#[cfg(test)]
mod tests {
    use super::{Ink, Inked, Mark, surviving};

    #[test]
    fn figures_keep_their_lines_while_one_types_between_them() {
        let marks = vec![Mark { span: 2..4, ink: Ink::Agrees }, Mark { span: 8..10, ink: Ink::Disagrees }];
        let inked = Inked { text: "收到12件，办结34件".to_owned(), marks };
        let spans = |words: &str| -> Vec<_> { surviving(&inked, words).into_iter().map(|it| it.span).collect() };
        assert_eq!(spans("收到12件，办结34件"), [2..4, 8..10]);
        // The second mark moves on with what is typed before it.
        assert_eq!(spans("收到12件，均已办结34件"), [2..4, 10..12]);
        // A figure that is being changed has none until it is compared.
        assert_eq!(spans("收到125件，办结34件"), [std::ops::Range { start: 9, end: 11 }]);
        assert!(spans("").is_empty());
    }
}
