//! Text as it is seen, with the lines and blanks between its words, and the fields of forms on the page.

use html5ever::tokenizer::{Tag, TagKind};

use super::{LINES, Page};
use crate::import::reading::error::ReadError;
use crate::import::reading::readers::html::fields::{self, Choice};
use crate::import::reading::readers::html::open::Open;

impl Page<'_, '_> {
    /// A tag inside a list of choices; whether it ends the list and is still to be read.
    pub(super) fn choose(&mut self, tag: &Tag) -> Result<bool, ReadError> {
        let is_start = tag.kind == TagKind::StartTag;
        match (&*tag.name, &mut self.choice) {
            ("option", Some(choice)) if is_start => choice.option(tag),
            ("option" | "optgroup", Some(choice)) => choice.end_option(),
            ("select", _) => {
                self.end_choice()?;
                self.end("select")?;
            }
            ("td" | "th" | "tr" | "table" | "input" | "textarea", _) => {
                self.end_choice()?;
                self.end("select")?;
                return Ok(true);
            }
            _ => {}
        }
        Ok(false)
    }

    pub(super) fn end_choice(&mut self) -> Result<(), ReadError> {
        match self.choice.take().and_then(Choice::seen) {
            Some(text) => self.text(&text),
            None => Ok(()),
        }
    }

    /// A line begins or ends where an element of this name does.
    pub(super) fn line(&mut self, name: &str) -> Result<(), ReadError> {
        if !LINES.contains(&name) || self.stack.state().is_gone {
            return Ok(());
        }
        self.is_blank_due = false;
        self.flow.end_paragraph()
    }

    pub(super) fn line_of(&mut self, open: &Open) -> Result<(), ReadError> {
        if open.state.is_gone {
            return Ok(());
        }
        self.is_blank_due = false;
        self.flow.end_paragraph()
    }

    pub(super) fn line_break(&mut self) -> Result<(), ReadError> {
        if self.stack.state().is_gone {
            return Ok(());
        }
        self.is_blank_due = false;
        if self.flow.is_in_cell() { self.flow.text("\n") } else { self.flow.end_paragraph() }
    }

    /// The value of a field of a form on the page, where somebody typed it.
    pub(super) fn input(&mut self, tag: Tag) -> Result<(), ReadError> {
        let Some(value) = fields::value(&tag).map(str::to_owned) else { return Ok(()) };
        let open = self.stack.element(tag, &mut self.styles, self.depth);
        self.stack.push(open);
        let told = self.text(&value);
        self.stack.pop();
        told
    }

    /// Text with its blanks collapsed as a browser does.
    pub(in crate::import::reading::readers::html) fn text(&mut self, text: &str) -> Result<(), ReadError> {
        if self.skipping.is_some() {
            return Ok(());
        }
        if let Some(choice) = &mut self.choice {
            choice.text(text);
            return Ok(());
        }
        if self.stack.state().is_pre && self.stack.state().unread().is_none() {
            for (number, line) in text.split('\n').enumerate() {
                if number > 0 {
                    self.line_break()?;
                }
                self.flow.text(&line.replace('\u{a0}', " "))?;
            }
            return Ok(());
        }
        let is_blank = |c: char| c.is_ascii_whitespace();
        for word in text.split_inclusive(is_blank) {
            let trimmed = word.trim_end_matches(is_blank);
            if !trimmed.is_empty() {
                self.word(&trimmed.replace('\u{a0}', " "))?;
            }
            let is_unread = self.stack.state().unread().is_some();
            let due = if is_unread { &mut self.is_unread_blank_due } else { &mut self.is_blank_due };
            *due |= trimmed.len() < word.len();
        }
        Ok(())
    }

    /// Text without blanks around it.
    fn word(&mut self, word: &str) -> Result<(), ReadError> {
        let is_unread_blank_due = std::mem::take(&mut self.is_unread_blank_due);
        let Some(why) = self.stack.state().unread() else {
            if std::mem::take(&mut self.is_blank_due) && !self.flow.is_at_line_start() {
                self.flow.text(" ")?;
            }
            return self.flow.text(word);
        };
        if !self.found.is_cell_told && self.stack.is_in_gone_cell() && !word.trim().is_empty() {
            self.found.is_cell_told = true;
            self.found.hidden_cells += 1;
        }
        self.flow.leave_out(if is_unread_blank_due { " " } else { "" }, why)?;
        self.flow.leave_out(word, why)
    }
}
