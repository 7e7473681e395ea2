//! The paragraph styles of a document: what a title, a heading or the text of a table looks like, after GB/T 9704.
//!
//! Sizes by their Chinese names: 二号 22pt, 三号 16pt, 四号 14pt, 小四 12pt, 五号 10.5pt, 小五 9pt.

use super::fixed::{CHARACTER_PITCH, LINE_PITCH, MAIN_NAMESPACE};
use super::xml::Xml;
use crate::export::pdf::Typeface;

/// The Latin letters and digits of official documents.
const LATIN: &str = "Times New Roman";

/// Where a text stands in its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alignment {
    /// At the left.
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
    /// At both edges.
    Both,
}

impl Alignment {
    fn as_str(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Centre => "center",
            Self::Right => "right",
            Self::Both => "both",
        }
    }
}

/// The part that a paragraph plays; Word shows it as a style that the user can change for all of them at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// The title of the form or of the report.
    Title,
    /// The year below it.
    Subtitle,
    /// The line with the unit, above the tables.
    UnitLine,
    /// The heading of a table.
    Section,
    /// A column head.
    Head,
    /// A label or value in a table.
    Cell,
    /// A field of the foot.
    Field,
    /// The heading of a section of the report.
    Heading,
    /// A heading inside a section.
    Subheading,
    /// The text of the report.
    Text,
    /// A line that is as high as the picture in it.
    Picture,
    /// A line that is as high as the chart in it.
    Chart,
    /// What stands below a chart.
    Caption,
    /// The number of the page.
    PageNumber,
    /// What the page says about the filing.
    PageLine,
}

/// What a style looks like; lengths in twips, a twentieth of a point.
struct Look {
    id: &'static str,
    name: &'static str,
    face: Typeface,
    half_points: u32,
    alignment: Alignment,
    before: u32,
    after: u32,
    outline: Option<&'static str>,
}

impl Style {
    /// Every style, in the order of the styles part.
    const ALL: [Self; 15] = [
        Self::Title,
        Self::Subtitle,
        Self::UnitLine,
        Self::Section,
        Self::Head,
        Self::Cell,
        Self::Field,
        Self::Heading,
        Self::Subheading,
        Self::Text,
        Self::Picture,
        Self::Chart,
        Self::Caption,
        Self::PageNumber,
        Self::PageLine,
    ];

    fn look(self) -> Look {
        use Alignment::{Both, Centre, Left, Right};
        use Typeface::{FangSong, Hei, Kai, Song, XiaoBiaoSong};
        let look = |id, name, face, half_points, alignment| Look {
            id,
            name,
            face,
            half_points,
            alignment,
            before: 0,
            after: 0,
            outline: None,
        };
        match self {
            Self::Title => Look { after: 227, ..look("TbTitle", "填报标题", XiaoBiaoSong, 44, Centre) },
            Self::Subtitle => Look { after: 340, ..look("TbSubtitle", "填报年度", Kai, 28, Centre) },
            Self::UnitLine => Look { after: 142, ..look("TbUnit", "填报单位", FangSong, 24, Left) },
            Self::Section => {
                Look {
                    before: 454, after: 142, outline: Some("0"), ..look("TbSection", "填报章标题", Hei, 28, Left)
                }
            }
            Self::Head => look("TbHead", "填报表头", Hei, 21, Centre),
            Self::Cell => look("TbCell", "填报表格", Song, 21, Centre),
            Self::Field => look("TbField", "填报签章", FangSong, 24, Left),
            Self::Heading => Look { outline: Some("0"), ..look("TbHeading", "报告一级标题", Hei, 32, Left) },
            Self::Subheading => {
                Look { outline: Some("1"), ..look("TbSubheading", "报告二级标题", Kai, 32, Left) }
            }
            Self::Text => look("TbText", "报告正文", FangSong, 32, Both),
            Self::Picture => look("TbPicture", "填报图片", FangSong, 24, Left),
            Self::Chart => Look { before: 142, ..look("TbChart", "报告图", FangSong, 24, Centre) },
            Self::Caption => Look { before: 60, ..look("TbCaption", "报告图题", Hei, 21, Centre) },
            Self::PageNumber => look("TbPageNumber", "填报页码", Song, 28, Right),
            Self::PageLine => look("TbPageLine", "填报页脚", Song, 18, Left),
        }
    }

    /// Its id in the document.
    pub(super) fn id(self) -> &'static str {
        self.look().id
    }

    /// Its size in half points.
    pub(super) fn half_points(self) -> u32 {
        self.look().half_points
    }

    /// Whether it is set on the grid of the page, its first line indented by two characters.
    pub(super) fn is_on_grid(self) -> bool {
        matches!(self, Self::Heading | Self::Subheading | Self::Text)
    }

    /// The height of a line, so that pages break at the same place whatever face stands in for a missing one.
    pub(super) fn line(self, half_points: u32) -> u32 {
        if self.is_on_grid() { LINE_PITCH } else { line_height(half_points) }
    }

    /// The width of a Chinese character.
    pub(super) fn character(self, half_points: u32) -> u32 {
        if self.is_on_grid() { CHARACTER_PITCH } else { half_points * 10 }
    }

    /// The height of one paragraph of so many lines with the space around it, in twips.
    pub(super) fn height(self, half_points: u32, lines: u32) -> u32 {
        let look = self.look();
        look.before + lines * self.line(half_points) + look.after
    }
}

/// The height of a line of a title, a table or a foot.
pub(super) fn line_height(half_points: u32) -> u32 {
    half_points * 23 / 2
}

/// The styles part.
pub(super) fn part() -> Vec<u8> {
    let mut xml = Xml::new();
    xml.element("w:styles", &[("xmlns:w", MAIN_NAMESPACE)], |xml| {
        xml.element("w:docDefaults", &[], |xml| {
            xml.element("w:rPrDefault", &[], |xml| {
                xml.element("w:rPr", &[], |xml| {
                    names(xml, Typeface::FangSong);
                    size(xml, 24);
                    language(xml);
                });
            });
            xml.element("w:pPrDefault", &[], |_| {});
        });
        xml.element("w:style", &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")], |xml| {
            xml.value("w:name", "Normal");
            xml.empty("w:qFormat", &[]);
        });
        xml.element("w:style", &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")], |xml| {
            xml.value("w:name", "Normal Table");
            xml.value("w:uiPriority", "99");
            xml.empty("w:semiHidden", &[]);
        });
        for style in Style::ALL {
            write(xml, style);
        }
    });
    xml.finish()
}

fn write(xml: &mut Xml, style: Style) {
    let look = style.look();
    let attributes = [("w:type", "paragraph"), ("w:customStyle", "1"), ("w:styleId", look.id)];
    xml.element("w:style", &attributes, |xml| {
        xml.value("w:name", look.name);
        xml.value("w:basedOn", "Normal");
        xml.empty("w:qFormat", &[]);
        xml.element("w:pPr", &[], |xml| {
            if look.outline.is_some() {
                xml.empty("w:keepNext", &[]);
            }
            if style.is_on_grid() {
                // No comma hangs in the margin.
                xml.value("w:overflowPunct", "0");
            }
            // The space that Word puts between Chinese characters and digits is not in official tables.
            xml.value("w:autoSpaceDE", "0");
            xml.value("w:autoSpaceDN", "0");
            xml.value("w:adjustRightInd", "0");
            xml.value("w:snapToGrid", "0");
            spacing(xml, style, look.half_points, false);
            if style.is_on_grid() {
                let first_line = (2 * CHARACTER_PITCH).to_string();
                xml.empty("w:ind", &[("w:firstLineChars", "200"), ("w:firstLine", &first_line)]);
            }
            alignment(xml, look.alignment);
            if let Some(level) = look.outline {
                xml.value("w:outlineLvl", level);
            }
        });
        xml.element("w:rPr", &[], |xml| {
            names(xml, look.face);
            if style.is_on_grid() {
                let tracking = i64::from(CHARACTER_PITCH) - i64::from(look.half_points * 10);
                xml.value("w:spacing", &tracking.to_string());
            }
            size(xml, look.half_points);
            language(xml);
        });
    });
}

/// The space around the lines of a paragraph, and their height; none before it where a page begins.
pub(super) fn spacing(xml: &mut Xml, style: Style, half_points: u32, starts_page: bool) {
    let look = style.look();
    let before = if starts_page { 0 } else { look.before }.to_string();
    let after = look.after.to_string();
    let line = style.line(half_points).to_string();
    // A picture in a line of a fixed height would be cut.
    let (line, rule) =
        if matches!(style, Style::Picture | Style::Chart) { ("240", "auto") } else { (line.as_str(), "exact") };
    xml.empty("w:spacing", &[("w:before", &before), ("w:after", &after), ("w:line", line), ("w:lineRule", rule)]);
}

/// Where a text stands in its line.
pub(super) fn alignment(xml: &mut Xml, alignment: Alignment) {
    xml.value("w:jc", alignment.as_str());
}

fn names(xml: &mut Xml, face: Typeface) {
    let name = face.office_name();
    xml.empty("w:rFonts", &[("w:ascii", LATIN), ("w:hAnsi", LATIN), ("w:eastAsia", name), ("w:cs", LATIN)]);
}

fn language(xml: &mut Xml) {
    xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
}

/// The size of letters.
pub(super) fn size(xml: &mut Xml, half_points: u32) {
    let size = half_points.to_string();
    xml.value("w:sz", &size);
    xml.value("w:szCs", &size);
}

/// The fonts part: by what a computer may replace a font that it does not have.
pub(super) fn font_table() -> Vec<u8> {
    /// GB 2312.
    const CHARSET: &str = "86";
    let mut xml = Xml::new();
    xml.element("w:fonts", &[("xmlns:w", MAIN_NAMESPACE)], |xml| {
        for face in Typeface::ALL {
            xml.element("w:font", &[("w:name", face.office_name())], |xml| {
                xml.value("w:altName", substitute(face));
                xml.value("w:charset", CHARSET);
                xml.value("w:family", "auto");
                xml.value("w:pitch", "default");
            });
        }
    });
    xml.finish()
}

/// A font that every Chinese Windows has.
fn substitute(face: Typeface) -> &'static str {
    match face {
        Typeface::FangSong => "仿宋",
        Typeface::XiaoBiaoSong | Typeface::Song => "SimSun",
        Typeface::Hei => "SimHei",
        Typeface::Kai => "楷体",
    }
}
