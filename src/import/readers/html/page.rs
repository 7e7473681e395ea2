//! The tokens of a page in order: tables, cells, lines and text, each as it is seen.

use html5ever::tokenizer::{Tag, TagKind};
use html5ever::{Attribute, LocalName};

use super::css::{Display, Fact, Styles, Visibility};
use super::fields::{self, Choice};
use super::open::{End, Open, Role, Stack, is_column_hidden};
use super::state::is_flat_row;
use super::{attribute, leading_number};
use crate::import::error::ReadError;
use crate::import::grid::Block;
use crate::import::limits::Budget;
use crate::import::readers::flow::{Flow, Part, hide};
use crate::import::readers::stored;

/// Elements whose text is no text of the page.
const UNSEEN: &[&str] = &[
    "script", "style", "noscript", "iframe", "template", "svg", "object", "noframes", "noembed", "audio", "video",
    "canvas", "datalist", "xml", "rp",
];

/// Elements that hold nothing.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",
];

/// Elements that begin and end a line.
const LINES: &[&str] = &[
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "header",
    "footer",
    "nav",
    "aside",
    "center",
    "form",
    "fieldset",
    "blockquote",
    "pre",
    "hr",
    "title",
    "caption",
    "body",
    "address",
    "details",
    "summary",
    "figure",
    "figcaption",
    "main",
    "legend",
    "listing",
    "xmp",
];

/// What was read of a page.
pub(super) struct Read {
    pub(super) blocks: Vec<Block>,
    /// Whether the page is divided into frames.
    pub(super) is_frame: bool,
    /// How many cells with text are not shown.
    pub(super) hidden_cells: usize,
    /// Whether style sheets were left out because there are too many rules.
    pub(super) is_cut: bool,
}

/// What is known of a page before it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Whether rows without any table are one, as in a piece of a table on the clipboard.
    pub(super) is_fragment: bool,
    /// Whether the style sheets that it asks for are there.
    pub(super) is_complete: bool,
}

/// A page that is being read.
pub(super) struct Page<'b, 'l> {
    flow: Flow<'b, 'l>,
    styles: Styles,
    stack: Stack,
    /// The deepest that elements without a part in tables are told apart.
    depth: usize,
    /// How many deeper ones are open.
    ignored: usize,
    /// The element whose content is left out, and how many of its kind are open.
    skipping: Option<(LocalName, usize)>,
    choice: Option<Choice>,
    /// The exact number behind the text of the open cell.
    stored: Option<String>,
    /// Whether blanks stood before the next text, and inside what does not count.
    is_blank_due: bool,
    is_unread_blank_due: bool,
    shape: Shape,
    is_frame: bool,
    /// Whether the page is a sheet that its workbook hides.
    is_hidden: bool,
    /// The name of the sheet that the page is.
    sheet: Option<String>,
    hidden_cells: usize,
    is_cell_told: bool,
    trouble: Option<ReadError>,
}

impl<'b, 'l> Page<'b, 'l> {
    /// An empty page.
    pub(super) fn new(budget: &'b mut Budget<'l>, styles: Styles, shape: Shape) -> Self {
        let depth = budget.limits().depth;
        Self {
            flow: Flow::new(budget),
            styles,
            stack: Stack::default(),
            depth,
            ignored: 0,
            skipping: None,
            choice: None,
            stored: None,
            is_blank_due: false,
            is_unread_blank_due: false,
            shape,
            is_frame: false,
            is_hidden: false,
            sheet: None,
            hidden_cells: 0,
            is_cell_told: false,
            trouble: None,
        }
    }

    /// Reads a token, unless one before it was too much.
    pub(super) fn take(&mut self, read: impl FnOnce(&mut Self) -> Result<(), ReadError>) {
        if self.trouble.is_none() {
            self.trouble = read(self).err();
        }
    }

    /// Everything on the page; `grids` counts those of all pages.
    pub(super) fn finish(mut self, grids: &mut usize) -> Result<Read, ReadError> {
        self.take(Self::end_choice);
        self.take(|page| page.close_to(0));
        if let Some(trouble) = self.trouble {
            return Err(trouble);
        }
        let mut blocks = self.flow.finish_from(grids)?;
        for block in &mut blocks {
            let Block::Grid(grid) = block else { continue };
            if self.is_hidden {
                hide(grid);
            }
            if let Some(name) = &self.sheet {
                grid.name.clone_from(name);
            }
        }
        let (is_frame, hidden_cells, is_cut) = (self.is_frame, self.hidden_cells, self.styles.is_cut());
        Ok(Read { blocks, is_frame, hidden_cells, is_cut })
    }

    /// What spreadsheets write of a sheet where browsers do not look.
    pub(super) fn comment(&mut self, text: &str) {
        if !text.contains("<x:ExcelWorksheet>") && !text.contains("<x:WorksheetOptions>") {
            return;
        }
        let between = |before: &str, after: &str| {
            text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map(|(inside, _)| inside.trim())
        };
        self.is_hidden |= between("<x:Visible>", "</x:Visible>").is_some_and(|it| it.starts_with("Sheet"));
        let is_one = text.matches("<x:ExcelWorksheet>").count() == 1;
        let name = between("<x:Name>", "</x:Name>").filter(|it| is_one && !it.is_empty() && !it.contains('&'));
        self.sheet = name.map(str::to_owned).or(self.sheet.take());
    }

    /// A tag.
    pub(super) fn tag(&mut self, tag: Tag) -> Result<(), ReadError> {
        let name = tag.name.clone();
        let is_start = tag.kind == TagKind::StartTag;
        if self.skips(&name, is_start) {
            return Ok(());
        }
        if self.choice.is_some() && !self.choose(&tag)? {
            return Ok(());
        }
        if UNSEEN.contains(&&*name) {
            if is_start && !tag.self_closing {
                self.skipping = Some((name, 1));
            }
            return Ok(());
        }
        match (is_start, &*name) {
            (true, "select") => {
                self.choice = Some(Choice::of(&tag));
                self.open(tag)
            }
            (_, "br") | (false, "p") if &*name == "br" || self.stack.end("p") == End::Nothing => self.line_break(),
            (true, "input") => self.input(tag),
            (true, "col") => self.column(tag),
            (true, "frameset") => {
                self.is_frame = true;
                Ok(())
            }
            (true, "link") => {
                let is_sheet = attribute(&tag, "rel").is_some_and(|it| it.to_ascii_lowercase().contains("stylesheet"));
                if is_sheet && !self.shape.is_complete {
                    self.styles.lose();
                }
                Ok(())
            }
            (true, name) if VOID.contains(&name) => self.line(name),
            (true, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption" | "colgroup") => self.table_part(tag),
            (true, name) => {
                self.close_to(self.stack.left_by_start(name))?;
                self.open(tag)
            }
            (false, name) => self.end(name),
        }
    }

    /// Whether a tag belongs to what is left out.
    fn skips(&mut self, name: &LocalName, is_start: bool) -> bool {
        let Some((skipped, count)) = &mut self.skipping else { return false };
        let is_same = skipped == name;
        if is_same && is_start {
            *count += 1;
        } else if is_same {
            *count -= 1;
            if *count == 0 {
                self.skipping = None;
            }
        } else if &**skipped != "template" {
            // An unclosed element must not swallow the form.
            let is_over = if is_start { matches!(&**name, "td" | "th" | "tr" | "table") } else { &**name == "table" };
            if is_over {
                self.skipping = None;
                return false;
            }
        }
        true
    }

    /// A tag inside a list of choices; whether it ends the list and is still to be read.
    fn choose(&mut self, tag: &Tag) -> Result<bool, ReadError> {
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

    fn end_choice(&mut self) -> Result<(), ReadError> {
        match self.choice.take().and_then(Choice::seen) {
            Some(text) => self.text(&text),
            None => Ok(()),
        }
    }

    /// A part of a table begins; without its table it is none, unless the page is a piece of one.
    fn table_part(&mut self, tag: Tag) -> Result<(), ReadError> {
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
    fn open(&mut self, tag: Tag) -> Result<(), ReadError> {
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
                let is_gone = open.state.is_gone;
                self.flow.open_row(is_gone || is_collapsed || is_flat_row(open.look))?;
                if is_gone {
                    self.flow.row_is_gone();
                }
                if is_gone || is_collapsed {
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
        if open.state.is_gone {
            self.flow.close_cell()?;
            open.role = Role::GoneCell;
            self.is_cell_told = false;
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
    fn end(&mut self, name: &str) -> Result<(), ReadError> {
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
    fn close_to(&mut self, left: usize) -> Result<(), ReadError> {
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
    fn column(&mut self, tag: Tag) -> Result<(), ReadError> {
        self.close_to(self.stack.left_by_start("col"))?;
        let open = self.stack.element(tag, &mut self.styles, self.depth);
        let is_hidden = is_column_hidden(&open) || self.stack.is_in_hidden_columns();
        self.flow.column(leading_number(&open.tag, "span").unwrap_or(1), is_hidden);
        Ok(())
    }

    /// A line begins or ends where an element of this name does.
    fn line(&mut self, name: &str) -> Result<(), ReadError> {
        if !LINES.contains(&name) || self.stack.state().is_gone {
            return Ok(());
        }
        self.is_blank_due = false;
        self.flow.end_paragraph()
    }

    fn line_of(&mut self, open: &Open) -> Result<(), ReadError> {
        if open.state.is_gone {
            return Ok(());
        }
        self.is_blank_due = false;
        self.flow.end_paragraph()
    }

    fn line_break(&mut self) -> Result<(), ReadError> {
        if self.stack.state().is_gone {
            return Ok(());
        }
        self.is_blank_due = false;
        if self.flow.is_in_cell() { self.flow.text("\n") } else { self.flow.end_paragraph() }
    }

    /// The value of a field of a form on the page, where somebody typed it.
    fn input(&mut self, tag: Tag) -> Result<(), ReadError> {
        let Some(value) = fields::value(&tag).map(str::to_owned) else { return Ok(()) };
        let open = self.stack.element(tag, &mut self.styles, self.depth);
        self.stack.push(open);
        let told = self.text(&value);
        self.stack.pop();
        told
    }

    /// Text with its blanks collapsed as a browser does.
    pub(super) fn text(&mut self, text: &str) -> Result<(), ReadError> {
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
        if !self.is_cell_told && self.stack.is_in_gone_cell() && !word.trim().is_empty() {
            self.is_cell_told = true;
            self.hidden_cells += 1;
        }
        self.flow.leave_out(if is_unread_blank_due { " " } else { "" }, why)?;
        self.flow.leave_out(word, why)
    }
}

/// A tag that an author may leave out.
fn bare(name: &str) -> Tag {
    let attrs: Vec<Attribute> = Vec::new();
    let name = LocalName::from(name);
    Tag { kind: TagKind::StartTag, name, self_closing: false, attrs, had_duplicate_attributes: false }
}
