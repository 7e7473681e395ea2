//! The open elements of a page, with the rules by which a browser closes what an author left open.
//!
//! Only what lies above the innermost cell or table is ever searched, so that a page of open elements costs no more than
//! its text.

use html5ever::tokenizer::Tag;

use super::attribute::attribute;
use super::css::{Declarations, Display, Element, Look, Styles, Visibility};
use super::state::{State, markup};

/// Elements that a browser opens again where it had to close them early.
const FORMATS: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements that an end tag of another does not reach through.
const SPECIAL: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "html",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Elements before which an open paragraph ends.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];

const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];

/// What an element is for the table that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// No part of a table.
    None,
    Table,
    Section,
    Row,
    Cell,
    /// A cell that takes no place, because it is not shown.
    GoneCell,
}

/// An open element.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) tag: Tag,
    pub(super) role: Role,
    pub(super) look: Look,
    pub(super) state: State,
    /// Whether it begins and ends a line.
    pub(super) is_line: bool,
    mark: u64,
    position: u32,
    children: u32,
    /// How many elements that are no part of a table lie between it and the innermost part.
    plain: usize,
}

/// The open elements, the outermost first.
#[derive(Debug, Default)]
pub(super) struct Stack {
    all: Vec<Open>,
    /// How many of them are paragraphs, which nearly every element would have to search.
    paragraphs: usize,
}

impl Stack {
    /// The state of text at this place.
    pub(super) fn state(&self) -> State {
        self.all.last().map(|it| it.state).unwrap_or_default()
    }

    /// How many are open.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether another element that is no part of a table may be opened.
    pub(super) fn has_room(&self, depth: usize) -> bool {
        self.all.last().is_none_or(|it| it.plain < depth)
    }

    /// An element at this place, not yet open: its look and its state by markup, sheets and its own style.
    pub(super) fn element(&mut self, tag: Tag, styles: &mut Styles, depth: usize) -> Open {
        let position = match self.all.last_mut() {
            None => 1,
            Some(outer) => {
                outer.children = outer.children.saturating_add(1);
                outer.children
            }
        };
        let outer = self.all.last().map_or(0, |it| it.mark);
        let mark = styles.mark(outer, &Element { tag: &tag, position });
        let sheets = styles.known(mark).unwrap_or_else(|| {
            let near = self.all.len().saturating_sub(depth);
            let outer = self.all.get(near..).unwrap_or_default();
            let outer = outer.iter().map(|it| Element { tag: &it.tag, position: it.position });
            let chain: Vec<Element<'_>> = outer.chain([Element { tag: &tag, position }]).collect();
            styles.of(mark, &chain)
        });
        let own = attribute(&tag, "style").map(Declarations::of).unwrap_or_default();
        let mut look = markup(&tag);
        let lost = styles.by_name(&Element { tag: &tag, position });
        for said in [lost, sheets.normal, own.normal, sheets.important, own.important] {
            look.overlay(said);
        }
        let role = self.role(&tag, look);
        let state = self.state().inside(&tag, look, role != Role::None);
        Open { tag, role, look, state, is_line: false, mark, position, children: 0, plain: 0 }
    }

    /// What an element is for the table, by its name or by its look.
    fn role(&self, tag: &Tag, look: Look) -> Role {
        match &*tag.name {
            "table" => Role::Table,
            "tbody" | "thead" | "tfoot" => Role::Section,
            "tr" => Role::Row,
            "td" | "th" => Role::Cell,
            "caption" | "col" | "colgroup" | "body" | "html" | "input" | "br" => Role::None,
            _ => {
                let Some(display) = look.display else { return Role::None };
                match (display, self.part_around()) {
                    (Display::Table, _) => Role::Table,
                    (Display::Section, Role::Table) => Role::Section,
                    (Display::Row, Role::Table | Role::Section) => Role::Row,
                    (Display::Cell, Role::Table | Role::Section | Role::Row) => Role::Cell,
                    _ => Role::None,
                }
            }
        }
    }

    /// Opens an element.
    pub(super) fn push(&mut self, mut open: Open) {
        let before = self.all.last().map_or(0, |it| it.plain);
        open.plain = if open.role == Role::None { before + 1 } else { 0 };
        self.paragraphs += usize::from(&*open.tag.name == "p");
        self.all.push(open);
    }

    /// Takes the innermost element off.
    pub(super) fn pop(&mut self) -> Option<Open> {
        let open = self.all.pop()?;
        self.paragraphs -= usize::from(&*open.tag.name == "p");
        Some(open)
    }

    /// Opens an element again behind one that was closed early.
    pub(super) fn reopen(&mut self, mut open: Open) {
        open.state = self.state().inside(&open.tag, open.look, false);
        self.push(open);
    }

    /// Removes one element and leaves those inside it open.
    pub(super) fn remove(&mut self, at: usize) {
        if at < self.all.len() {
            let inside = self.all.split_off(at);
            self.paragraphs = self.all.iter().filter(|it| &*it.tag.name == "p").count();
            inside.into_iter().skip(1).for_each(|open| {
                let state = self.state().inside(&open.tag, open.look, open.role != Role::None);
                self.push(Open { state, ..open });
            });
        }
    }

    /// Whether an element is opened again when it was closed by the end of another.
    pub(super) fn is_format(name: &str) -> bool {
        FORMATS.contains(&name)
    }

    /// What the innermost part of a table is.
    pub(super) fn part_around(&self) -> Role {
        self.all.iter().rev().map(|it| it.role).find(|it| *it != Role::None).unwrap_or(Role::None)
    }

    /// Whether the innermost element is a group of columns that are not shown.
    pub(super) fn is_in_hidden_columns(&self) -> bool {
        self.all.last().is_some_and(|it| &*it.tag.name == "colgroup" && is_column_hidden(it))
    }

    /// The innermost element with one of the names, not beyond the cell or table around.
    fn within(&self, names: &[&str]) -> Option<usize> {
        for (at, open) in self.all.iter().enumerate().rev() {
            if names.contains(&&*open.tag.name) {
                return Some(at);
            }
            if is_wall(open) {
                return None;
            }
        }
        None
    }

    /// The open paragraph.
    fn paragraph(&self) -> Option<usize> {
        if self.paragraphs == 0 { None } else { self.within(&["p"]) }
    }

    /// The innermost part of the table around with one of the names, the table itself at last.
    fn part(&self, names: &[&str]) -> Option<usize> {
        for (at, open) in self.all.iter().enumerate().rev() {
            if names.contains(&&*open.tag.name) {
                return Some(at);
            }
            if &*open.tag.name == "table" {
                return None;
            }
        }
        None
    }

    /// Whether a table of the page is open around this place.
    pub(super) fn is_in_table(&self) -> bool {
        self.part(&["table"]).is_some()
    }

    /// How many elements stay open when one with this name begins.
    pub(super) fn left_by_start(&self, name: &str) -> usize {
        let all = self.all.len();
        let behind = |names: &[&str]| self.part(names).map_or(all, |at| at + 1);
        match name {
            "td" | "th" => behind(&["tr", "tbody", "thead", "tfoot", "table"]),
            "tr" => behind(&["tbody", "thead", "tfoot", "table"]),
            "tbody" | "thead" | "tfoot" | "caption" | "colgroup" => behind(&["table"]),
            "col" => behind(&["colgroup", "table"]),
            "table" => match self.part(&["td", "th", "caption", "table"]) {
                // A table that stands in no cell of another ends it.
                Some(at) if self.all.get(at).is_some_and(|it| &*it.tag.name == "table") => at,
                _ => self.paragraph().unwrap_or(all),
            },
            "li" => self.item(&["li"]),
            "dd" | "dt" => self.item(&["dd", "dt"]),
            "option" | "a" | "nobr" | "button" => self.within(&[name]).unwrap_or(all),
            _ if HEADINGS.contains(&name) => match self.all.last() {
                Some(open) if HEADINGS.contains(&&*open.tag.name) => all - 1,
                _ => self.paragraph().unwrap_or(all),
            },
            _ if BLOCKS.contains(&name) => self.paragraph().unwrap_or(all),
            _ => all,
        }
    }

    /// How many elements stay open when another item of a list begins.
    fn item(&self, names: &[&str]) -> usize {
        for (at, open) in self.all.iter().enumerate().rev() {
            let name = &*open.tag.name;
            if names.contains(&name) {
                return at;
            }
            if SPECIAL.contains(&name) && !matches!(name, "address" | "div" | "p") {
                break;
            }
        }
        self.paragraph().unwrap_or(self.all.len())
    }

    /// What an end tag closes.
    pub(super) fn end(&self, name: &str) -> End {
        let to = |at: Option<usize>| at.map_or(End::Nothing, End::To);
        match name {
            "body" | "html" => End::Nothing,
            "td" | "th" => to(self.part(&["td", "th"])),
            "tr" | "tbody" | "thead" | "tfoot" | "table" | "caption" | "colgroup" => to(self.part(&[name])),
            _ if HEADINGS.contains(&name) => to(self.within(HEADINGS)),
            _ if FORMATS.contains(&name) => {
                let Some(at) = self.within(&[name]) else { return End::Nothing };
                let reaches = |open: &Open| !SPECIAL.contains(&&*open.tag.name);
                if self.all.iter().skip(at).all(reaches) { End::To(at) } else { End::Only(at) }
            }
            _ if SPECIAL.contains(&name) => to(self.within(&[name])),
            _ => {
                for (at, open) in self.all.iter().enumerate().rev() {
                    if *open.tag.name == *name {
                        return End::To(at);
                    }
                    if SPECIAL.contains(&&*open.tag.name) {
                        break;
                    }
                }
                End::Nothing
            }
        }
    }

    /// Whether text here stands in a cell that takes no place.
    pub(super) fn is_in_gone_cell(&self) -> bool {
        self.part_around() == Role::GoneCell
    }
}

/// What an end tag closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Nothing,
    /// Everything from an element on.
    To(usize),
    /// One element, and not what was opened inside it.
    Only(usize),
}

/// Whether nothing of a column is seen: browsers know one way to say so, spreadsheets another.
pub(super) fn is_column_hidden(open: &Open) -> bool {
    open.look.display == Some(Display::None) || open.look.visibility == Some(Visibility::Collapse)
}

/// Whether no end tag from inside reaches an element outside it.
fn is_wall(open: &Open) -> bool {
    matches!(&*open.tag.name, "td" | "th" | "caption" | "table" | "html" | "button" | "marquee" | "tr" | "tbody")
}
