//! The faces that pages are set in: one choice for each kind of face that official documents ask for.
//!
//! GB/T 9704 names kinds (仿宋, 小标宋, 黑体, 楷体, 宋体), not files. Which file stands for a kind on this machine is found
//! out by `jobs::fonts`; this module only holds the outcome, because an export touches no disk. A face is read when
//! the first character is set in it.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use typst::text::FontInfo;
use typst_kit::fonts::{FontSource, FontStore};

/// A kind of face in official documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Typeface {
    /// 仿宋: running text.
    FangSong,
    /// 小标宋: titles.
    XiaoBiaoSong,
    /// 黑体: headings of the first level and heads of tables.
    Hei,
    /// 楷体: headings of the second level.
    Kai,
    /// 宋体: tables and page numbers.
    Song,
}

impl Typeface {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::FangSong, Self::XiaoBiaoSong, Self::Hei, Self::Kai, Self::Song];

    /// What users call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::FangSong => "仿宋",
            Self::XiaoBiaoSong => "小标宋",
            Self::Hei => "黑体",
            Self::Kai => "楷体",
            Self::Song => "宋体",
        }
    }

    /// The name of the font that offices have for it; documents ask for it by this name.
    pub const fn office_name(self) -> &'static str {
        match self {
            Self::FangSong => "仿宋_GB2312",
            Self::XiaoBiaoSong => "方正小标宋简体",
            Self::Hei => "黑体",
            Self::Kai => "楷体_GB2312",
            Self::Song => "宋体",
        }
    }

    /// What the template calls it.
    fn key(self) -> &'static str {
        match self {
            Self::FangSong => "fangsong",
            Self::XiaoBiaoSong => "xiaobiaosong",
            Self::Hei => "hei",
            Self::Kai => "kai",
            Self::Song => "song",
        }
    }
}

/// What a kind of face is set in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Families of pushed faces, the best first; the later ones serve characters that the earlier ones lack.
    pub families: Vec<String>,
    /// The weight, 100 to 900.
    pub weight: u16,
}

/// A kind of face for which another had to be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitution {
    /// The kind that is missing on this machine.
    pub typeface: Typeface,
    /// The family taken for it.
    pub family: String,
}

/// The faces at hand and what is chosen for each kind.
#[derive(Default)]
pub struct Fonts {
    store: FontStore,
    choices: BTreeMap<Typeface, Choice>,
    substitutions: Vec<Substitution>,
}

impl Fonts {
    /// Adds a face; it is loaded when it is needed.
    pub fn push(&mut self, face: impl FontSource, info: FontInfo) {
        self.store.push((face, info));
    }

    /// Says what a kind of face is set in.
    pub fn choose(&mut self, typeface: Typeface, choice: Choice) {
        self.choices.insert(typeface, choice);
    }

    /// Notes that a kind of face is set in one of another kind.
    pub fn note_substitution(&mut self, typeface: Typeface, family: impl Into<String>) {
        self.substitutions.push(Substitution { typeface, family: family.into() });
    }

    /// What is chosen for a kind.
    pub fn choice(&self, typeface: Typeface) -> Option<&Choice> {
        self.choices.get(&typeface)
    }

    /// The kinds that had to be set in another face, for the user.
    pub fn substitutions(&self) -> &[Substitution] {
        &self.substitutions
    }

    /// The faces, for the typesetter.
    pub(super) fn store(&self) -> &FontStore {
        &self.store
    }

    /// The choices, for the template.
    pub(super) fn to_json(&self) -> Json {
        let nothing = Choice { families: Vec::new(), weight: 400 };
        Typeface::ALL
            .into_iter()
            .map(|typeface| {
                let choice = self.choices.get(&typeface).unwrap_or(&nothing);
                (typeface.key().to_owned(), json!({ "families": choice.families, "weight": choice.weight }))
            })
            .collect::<serde_json::Map<_, _>>()
            .into()
    }
}
