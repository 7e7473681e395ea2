//! What a command is: its words, its key, what it needs.

use egui::{Key, KeyboardShortcut, Modifiers};
use egui_material_icons::MaterialIcon;

use crate::jobs::export::Shape;

/// What holds for a command, where it is not the usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Is {
    /// It makes sense on the start page, without a filing.
    Anywhere,
    /// Its key works while a dialog is open.
    OverDialogs,
    /// It leads to a place in the sheet, so that the sheet has to be seen.
    LeadsToCells,
    /// It changes the filing, which a file opened read-only does not allow.
    Change,
    /// It is about the desk of an office.
    Desk,
}

/// A command's words, icon and key, and what holds for it.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) text: &'static str,
    pub(crate) description: &'static str,
    pub(crate) icon: MaterialIcon,
    pub(crate) shortcut: Option<KeyboardShortcut>,
    pub(crate) export: Option<(&'static str, Shape)>,
    pub(crate) is: &'static [Is],
}

impl Entry {
    pub(crate) fn new(text: &'static str, description: &'static str, icon: MaterialIcon) -> Self {
        Self { text, description, icon, shortcut: None, export: None, is: &[] }
    }

    pub(crate) fn key(self, shortcut: KeyboardShortcut) -> Self {
        Self { shortcut: Some(shortcut), ..self }
    }

    /// It writes a file of this extension.
    pub(crate) fn exports(self, extension: &'static str, shape: Shape) -> Self {
        Self { export: Some((extension, shape)), ..self }
    }

    pub(crate) fn is(self, is: &'static [Is]) -> Self {
        Self { is, ..self }
    }
}

pub(crate) fn key(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

pub(crate) fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

pub(crate) fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

pub(crate) fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

pub(crate) fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}
