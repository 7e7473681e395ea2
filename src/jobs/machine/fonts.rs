//! The faces of this machine, for the pages and for the window.
//!
//! No Chinese face is shipped: the official ones may not be, and free ones weigh 20 MB. The system's folders are scanned
//! once a run, which reads only the names of the faces; a face is loaded when something is set in it.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;

use fontdb::{Database, FaceInfo, Source, Style};
use typst::text::FontInfo;
use typst_kit::fonts::FontPath;

use crate::export::pdf::{Choice, Fonts, Typeface};

/// The package that has Chinese faces, for the sentence when there is none.
pub const PACKAGE: &str = "fonts-noto-cjk";

/// Why there is nothing to set Chinese in. Each variant's `Display` is a sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No face for Simplified Chinese.
    #[error(
        "这台电脑上没有找到简体中文字体，无法显示和排版汉字。请安装软件包 {PACKAGE}（例如在终端运行 sudo apt install {PACKAGE}），或安装宋体、黑体等任一中文字体，然后重新打开本程序"
    )]
    NoChineseFace,
    /// The face is there but cannot be read.
    #[error("读不出字体文件 {}；请检查这个文件的权限，或重新安装字体", path.display())]
    Unreadable {
        /// Its file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
}

/// A face for the window.
#[derive(Clone, Debug)]
pub struct Face {
    /// The font file.
    pub data: Vec<u8>,
    /// Which face of the file, for collections.
    pub index: u32,
    /// The family.
    pub family: String,
}

/// Faces for the window: clear at small sizes, at hand on Windows, on the 信创 systems and on other Linux desktops.
const INTERFACE: &[&str] = &[
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "思源黑体",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
];

/// For names with characters beyond the 21,000 that most faces have.
const RARE: &[&str] = &["Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Sans SC", "SimSun-ExtB", "HanaMinB"];

/// The families that are of a kind, the preferred first.
///
/// The names are those of Windows and Office, of the 方正 faces of the 信创 systems, and of free faces.
fn families(typeface: Typeface) -> &'static [&'static str] {
    match typeface {
        Typeface::FangSong => &[
            "FangSong_GB2312",
            "仿宋_GB2312",
            "FangSong",
            "仿宋",
            "FZFangSong-Z02",
            "方正仿宋_GBK",
            "方正仿宋简体",
            "STFangsong",
            "华文仿宋",
            "FandolFang R",
            "FandolFang",
        ],
        Typeface::XiaoBiaoSong => {
            &["FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK", "方正公文小标宋"]
        }
        Typeface::Hei => &[
            "SimHei",
            "黑体",
            "FZHei-B01",
            "方正黑体_GBK",
            "Noto Sans CJK SC",
            "Source Han Sans SC",
            "思源黑体",
            "FandolHei",
            "Microsoft YaHei",
            "PingFang SC",
            "WenQuanYi Zen Hei",
            "WenQuanYi Micro Hei",
            "Droid Sans Fallback",
        ],
        Typeface::Kai => &[
            "KaiTi_GB2312",
            "楷体_GB2312",
            "KaiTi",
            "楷体",
            "FZKai-Z03",
            "方正楷体_GBK",
            "STKaiti",
            "华文楷体",
            "LXGW WenKai",
            "AR PL UKai CN",
            "FandolKai",
        ],
        Typeface::Song => &[
            "SimSun",
            "宋体",
            "FZShuSong-Z01",
            "方正书宋_GBK",
            "Noto Serif CJK SC",
            "Source Han Serif SC",
            "思源宋体",
            "STSong",
            "Songti SC",
            "FandolSong",
            "AR PL UMing CN",
        ],
    }
}

/// Families of another kind that stand in for one, before the kinds in [`stand_ins`] are tried.
fn stand_in_families(typeface: Typeface) -> &'static [&'static str] {
    match typeface {
        // In bold; 华文中宋 comes with Office and is what units without 小标宋 take.
        Typeface::XiaoBiaoSong => &["STZhongsong", "华文中宋", "Noto Serif CJK SC", "Source Han Serif SC", "思源宋体"],
        Typeface::FangSong | Typeface::Hei | Typeface::Kai | Typeface::Song => &[],
    }
}

/// The kinds that stand in for one.
fn stand_ins(typeface: Typeface) -> &'static [Typeface] {
    match typeface {
        Typeface::FangSong | Typeface::XiaoBiaoSong => &[Typeface::Song, Typeface::Hei],
        Typeface::Kai => &[Typeface::FangSong, Typeface::Song, Typeface::Hei],
        Typeface::Hei => &[Typeface::Song, Typeface::FangSong],
        Typeface::Song => &[Typeface::FangSong, Typeface::Hei],
    }
}

/// The weight that a kind is set in.
fn weight(typeface: Typeface) -> u16 {
    match typeface {
        Typeface::XiaoBiaoSong => 700,
        Typeface::FangSong | Typeface::Hei | Typeface::Kai | Typeface::Song => 400,
    }
}

/// The fonts for pages, from the faces of the system.
///
/// # Errors
/// [`Error::NoChineseFace`].
pub fn for_pages() -> Result<Fonts, Error> {
    pages_from(system())
}

/// The fonts for pages, from the faces of a database.
///
/// # Errors
/// [`Error::NoChineseFace`].
pub fn pages_from(database: &Database) -> Result<Fonts, Error> {
    let mut shelf = Shelf { database, fonts: Fonts::default(), pushed: BTreeSet::new() };
    let rare: Vec<_> = RARE.iter().filter_map(|family| shelf.take(family, 400)).map(|taken| taken.family).collect();
    for typeface in Typeface::ALL {
        let weight = weight(typeface);
        let mut own = families(typeface).iter();
        let found = own.find_map(|family| shelf.take(family, weight));
        let is_substitute = found.is_none();
        let found = found.or_else(|| {
            let others = stand_ins(typeface).iter().flat_map(|other| families(*other));
            stand_in_families(typeface).iter().chain(others).find_map(|family| shelf.take(family, weight))
        });
        let Some(taken) = found else { return Err(Error::NoChineseFace) };
        if is_substitute {
            shelf.fonts.note_substitution(typeface, taken.family.clone());
        }
        let mut families = vec![taken.family];
        families.extend(rare.iter().filter(|family| **family != families[0]).cloned().collect::<Vec<_>>());
        shelf.fonts.choose(typeface, Choice { families, weight: taken.weight });
    }
    Ok(shelf.fonts)
}

/// The face for the window, from the faces of the system.
///
/// # Errors
/// [`Error::NoChineseFace`], or [`Error::Unreadable`] when its file cannot be read.
pub fn interface_face() -> Result<Face, Error> {
    interface_from(system())
}

/// The face for the window, from the faces of a database.
///
/// # Errors
/// [`Error::NoChineseFace`], or [`Error::Unreadable`] when its file cannot be read.
pub fn interface_from(database: &Database) -> Result<Face, Error> {
    // A window in 宋体 is better than one without Chinese.
    let others = [Typeface::Hei, Typeface::Song, Typeface::FangSong, Typeface::Kai].into_iter().flat_map(families);
    let found = INTERFACE.iter().chain(others).find_map(|family| nearest(database, family, 400));
    let face = found.ok_or(Error::NoChineseFace)?;
    let path = path_of(face).ok_or(Error::NoChineseFace)?;
    let data = std::fs::read(&path).map_err(|source| Error::Unreadable { path, source })?;
    Ok(Face { data, index: face.index, family: family_name(face) })
}

/// The faces of the system, scanned on first use.
fn system() -> &'static Database {
    static SYSTEM: OnceLock<Database> = OnceLock::new();
    SYSTEM.get_or_init(|| {
        let mut database = Database::new();
        database.load_system_fonts();
        database
    })
}

/// A family on the shelf, as the typesetter knows it.
struct Taken {
    family: String,
    weight: u16,
}

/// Fonts being put together, each face once.
struct Shelf<'a> {
    database: &'a Database,
    fonts: Fonts,
    pushed: BTreeSet<(PathBuf, u32)>,
}

impl Shelf<'_> {
    /// Puts the face of a family that is nearest to a weight on the shelf, if the system has it and it is Chinese.
    fn take(&mut self, family: &str, weight: u16) -> Option<Taken> {
        let face = nearest(self.database, family, weight)?;
        let path = path_of(face)?;
        let info = self.database.with_face_data(face.id, FontInfo::new)??;
        // Some faces carry a Chinese name and have no Simplified characters.
        if !"填报".chars().all(|character| info.coverage.contains(u32::from(character))) {
            return None;
        }
        let taken = Taken { family: info.family.clone(), weight: info.variant.weight.to_number() };
        if self.pushed.insert((path.clone(), face.index)) {
            self.fonts.push(FontPath { path, index: face.index }, info);
        }
        Some(taken)
    }
}

/// The upright face of a family whose weight is nearest; among equals the first in the order of files.
fn nearest<'a>(database: &'a Database, family: &str, weight: u16) -> Option<&'a FaceInfo> {
    database
        .faces()
        .filter(|face| face.style == Style::Normal && path_of(face).is_some())
        .filter(|face| face.families.iter().any(|(name, _)| name.eq_ignore_ascii_case(family)))
        .min_by_key(|face| (face.weight.0.abs_diff(weight), path_of(face), face.index))
}

fn path_of(face: &FaceInfo) -> Option<PathBuf> {
    match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => Some(path.clone()),
        Source::Binary(_) => None,
    }
}

fn family_name(face: &FaceInfo) -> String {
    face.families.first().map(|(name, _)| name.clone()).unwrap_or_default()
}
