//! Elements that begin and end: tables, their parts and their cells, and everything around them.

use html5ever::tokenizer::{Tag, TagKind};
use html5ever::{Attribute, LocalName};

use super::{LINES, Page};
use crate::import::reading::error::ReadError;
use crate::import::reading::readers::flow::Part;
use crate::import::reading::readers::html::attribute::{attribute, leading_number};
use crate::import::reading::readers::html::css::{Display, Fact, Visibility};
use crate::import::reading::readers::html::open::{End, Open, Role, Stack, is_column_hidden};
use crate::import::reading::readers::html::state::is_flat_row;
use crate::import::reading::readers::stored;

impl Page<'_, '_> {
    /// A part of a table begins; without its table it is none, unless the page is a piece of one.
    pub(super) fn table_part(&mut self, tag: Tag) -> Result<(), ReadError> {
        let name = tag.name.clone();
        if !self.stack.is_in_table() {
            if !self.shape.is_fragment || matches!(&*name, "caption" | "colgroup") {
                return Ok(());
            }
            self.open(bare("table"))?;
        }
        self.close_to(self.stack.left_by_start(&name))?;
        if matches!(&*name, "td" | "th") && self.stack.part_around() != Role::Row {
            self.open(bare("tr"))?;
        }
        self.open(tag)
    }

    /// An element begins.
    pub(super) fn open(&mut self, tag: Tag) -> Result<(), ReadError> {
        if tag.self_closing && tag.name.contains(':') {
            return Ok(());
        }
        let is_plain = !matches!(&*tag.name, "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "select");
        if is_plain && !self.stack.has_room(self.depth) {
            self.ignored += 1;
            return self.line(&tag.name);
        }
        let mut open = self.stack.element(tag, &mut self.styles, self.depth);
        let is_block = matches!(open.look.display, Some(Display::Block | Display::Table | Display::Row));
        open.is_line = is_block || LINES.contains(&&*open.tag.name);
        // Pages that show themselves only when they are complete hide all of it at first.
        if matches!(&*open.tag.name, "html" | "body") {
            open.state = open.state.shown();
        }
        match open.role {
            Role::None => {
                if open.is_line {
                    self.line_of(&open)?;
                }
                if &*open.tag.name == "colgroup" {
                    let is_hidden = is_column_hidden(&open);
                    self.flow.column_group(leading_number(&open.tag, "span").unwrap_or(1), is_hidden);
                }
            }
            Role::Table => {
                self.flow.open_table()?;
                if open.state.is_unshown() {
                    self.flow.hide_table();
                    open.state = open.state.shown();
                }
            }
            Role::Section => {
                let part = match &*open.tag.name {
                    "thead" => Part::Head,
                    "tfoot" => Part::Foot,
                    _ => Part::Body,
                };
                self.flow.open_part(part)?;
            }
            Role::Row => {
                let is_collapsed = open.look.visibility == Some(Visibility::Collapse);
                let is_gone = open.look.takes_no_place() || self.stack.state().is_gone;
                let is_hidden = open.state.is_gone || is_collapsed;
                self.flow.open_row(is_hidden || is_flat_row(open.look))?;
                if is_gone {
                    self.flow.row_is_gone();
                }
                if is_hidden {
                    open.state = open.state.shown();
                }
            }
            Role::Cell | Role::GoneCell => self.cell(&mut open)?,
        }
        self.stack.push(open);
        Ok(())
    }

    fn cell(&mut self, open: &mut Open) -> Result<(), ReadError> {
        self.is_blank_due = false;
        if open.state.is_gone && !open.look.keeps_place() {
            self.flow.close_cell()?;
            open.role = Role::GoneCell;
            self.found.is_cell_told = false;
            return Ok(());
        }
        let columns = leading_number(&open.tag, "colspan").unwrap_or(1).clamp(1, 1000);
        let rows = match leading_number(&open.tag, "rowspan") {
            // To the end of the part of the table.
            Some(0) => u32::MAX,
            rows => rows.unwrap_or(1).min(65_534),
        };
        if open.look.is(Fact::RunsOver) {
            self.flow.open_cell(rows, 1)?;
            self.flow.skip_columns(columns - 1);
        } else {
            self.flow.open_cell(rows, columns)?;
        }
        let number = ["x:num", "sdval"].iter().find_map(|name| attribute(&open.tag, name));
        self.stored = number.filter(|it| !it.is_empty()).map(str::to_owned);
        Ok(())
    }

    /// An end tag.
    pub(super) fn end(&mut self, name: &str) -> Result<(), ReadError> {
        let is_part = matches!(name, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "table");
        if self.ignored > 0 && !is_part {
            self.ignored -= 1;
            return self.line(name);
        }
        match self.stack.end(name) {
            End::Nothing => Ok(()),
            End::Only(at) => {
                self.stack.remove(at);
                Ok(())
            }
            End::To(at) if is_part => self.close_to(at),
            End::To(at) => {
                let mut again = Vec::new();
                while self.stack.len() > at + 1 {
                    if let Some(open) = self.stack.pop() {
                        if Stack::is_format(&open.tag.name) {
                            again.push(open);
                        } else {
                            self.closed(&open)?;
                        }
                    }
                }
                self.close_to(at)?;
                if Stack::is_format(name) {
                    return Ok(());
                }
                again.into_iter().rev().for_each(|open| self.stack.reopen(open));
                Ok(())
            }
        }
    }

    /// Closes elements until so many are open.
    pub(super) fn close_to(&mut self, left: usize) -> Result<(), ReadError> {
        while self.stack.len() > left {
            self.ignored = 0;
            if let Some(open) = self.stack.pop() {
                self.closed(&open)?;
            }
        }
        Ok(())
    }

    /// What the end of an element does.
    fn closed(&mut self, open: &Open) -> Result<(), ReadError> {
        match open.role {
            Role::Table => self.flow.close_table(),
            Role::Section => self.flow.close_part(),
            Role::Row => self.flow.close_cell(),
            Role::Cell => {
                self.is_blank_due = false;
                self.flow.end_paragraph()?;
                if let (Some(number), Some(cell)) = (self.stored.take(), self.flow.open_cell_mut()) {
                    stored::compare(cell, &number);
                }
                self.flow.close_cell()
            }
            Role::GoneCell => Ok(()),
            Role::None if open.is_line => self.line_of(open),
            Role::None => Ok(()),
        }
    }

    /// A column of the table.
    pub(super) fn column(&mut self, tag: Tag) -> Result<(), ReadError> {
        self.close_to(self.stack.left_by_start("col"))?;
        let open = self.stack.element(tag, &mut self.styles, self.depth);
        let is_hidden = is_column_hidden(&open) || self.stack.is_in_hidden_columns();
        self.flow.column(leading_number(&open.tag, "span").unwrap_or(1), is_hidden);
        Ok(())
    }
}

/// A tag that an author may leave out.
fn bare(name: &str) -> Tag {
    let attrs: Vec<Attribute> = Vec::new();
    let name = LocalName::from(name);
    Tag { kind: TagKind::StartTag, name, self_closing: false, attrs, had_duplicate_attributes: false }
}
