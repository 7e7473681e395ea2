//! The tokens of a page in order: tables, cells, lines and text, each as it is seen.

mod elements;
mod words;

use html5ever::LocalName;
use html5ever::tokenizer::{Tag, TagKind};

use super::attribute::attribute;
use super::css::Styles;
use super::fields::Choice;
use super::open::{End, Stack};
use crate::import::reading::error::ReadError;
use crate::import::reading::grid::Block;
use crate::import::reading::limits::Budget;
use crate::import::reading::readers::flow::{Flow, hide};

/// Elements whose text is no text of the page.
const UNSEEN: &[&str] = &[
    "script", "style", "noscript", "iframe", "template", "svg", "object", "noframes", "noembed", "audio", "video",
    "canvas", "datalist", "xml", "comment", "rp",
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

/// What was learned of the page as a whole.
#[derive(Debug, Default)]
struct Found {
    is_frame: bool,
    /// Whether the page is a sheet that its workbook hides.
    is_hidden: bool,
    /// The name of the sheet that the page is.
    sheet: Option<String>,
    /// How many cells with text are not shown, and whether the last of them is counted.
    hidden_cells: usize,
    is_cell_told: bool,
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
    found: Found,
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
            found: Found::default(),
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
        let is_one = blocks.iter().filter(|it| matches!(it, Block::Grid(_))).count() == 1;
        for block in &mut blocks {
            let Block::Grid(grid) = block else { continue };
            if self.found.is_hidden {
                hide(grid);
            }
            if let Some(name) = self.found.sheet.as_ref().filter(|_| is_one) {
                grid.name.clone_from(name);
            }
        }
        let (is_frame, hidden_cells, is_cut) = (self.found.is_frame, self.found.hidden_cells, self.styles.is_cut());
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
        // A list of several sheets says nothing of this one.
        if text.matches("<x:ExcelWorksheet>").count() > 1 {
            return;
        }
        self.found.is_hidden |= between("<x:Visible>", "</x:Visible>").is_some_and(|it| it.starts_with("Sheet"));
        let name = between("<x:Name>", "</x:Name>").filter(|it| !it.is_empty() && !it.contains('&'));
        self.found.sheet = name.map(str::to_owned).or(self.found.sheet.take());
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
                self.found.is_frame = true;
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
}
