//! The table as a document of Word: by formats of the text, by styles and other ways, and as one XML file.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;

use super::{FIGURE, ROW, ROWS, Trouble};

/// The namespaces of the parts.
const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:aml=\"http://schemas.microsoft.com/aml/2001/core\"";

/// The beginning of the kind of a relation.
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The styles of all documents here: struck out and hidden ones that rest on others, that of footnotes, that of prompts.
const STYLES: &str = "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"21\"/></w:rPr></w:rPrDefault></w:docDefaults>\
    <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>\
    <w:style w:type=\"character\" w:styleId=\"gone\"><w:name w:val=\"删去\"/><w:rPr><w:strike/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"gone1\"><w:name w:val=\"删去一\"/><w:basedOn w:val=\"gone\"/><w:rPr><w:b/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"hid\"><w:name w:val=\"隐藏\"/><w:rPr><w:vanish/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"goneP\"><w:name w:val=\"删去段\"/><w:basedOn w:val=\"a\"/><w:rPr><w:dstrike/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"hidP\"><w:name w:val=\"隐藏段\"/><w:basedOn w:val=\"a\"/><w:rPr><w:vanish w:val=\"true\"/></w:rPr></w:style>\
    <w:style w:type=\"table\" w:styleId=\"hidT\"><w:name w:val=\"隐藏表\"/><w:rPr><w:vanish/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"ae\"><w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"af\"><w:name w:val=\"占位符文本1\"/><w:rPr><w:color w:val=\"808080\"/></w:rPr></w:style>";

/// A run with properties.
fn run(properties: &str, text: &str) -> String {
    let properties = if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn paragraph(style: &str, runs: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>") };
    format!("<w:p>{style}{runs}</w:p>")
}

/// A run that tracked changes took away.
fn taken(element: &str, text: &str) -> String {
    let word = if element == "del" { "delText" } else { "t" };
    format!("<w:{element} w:id=\"1\" w:author=\"甲\"><w:r><w:{word}>{text}</w:{word}></w:r></w:{element}>")
}

/// What may differ from the plain table.
#[derive(Default)]
struct Look {
    /// The content of the cell of 4119.
    figure: Option<String>,
    /// What stands in the properties of that cell.
    cell: &'static str,
    /// What stands in the properties of its row, and of the row of 195.
    figure_row: &'static str,
    row: &'static str,
    /// The properties of all runs, and of those in the row of 195.
    runs: &'static str,
    row_runs: &'static str,
    /// The properties of the table.
    table: &'static str,
    /// The properties of all rows.
    rows: &'static str,
    /// What is added to every figure.
    more: u32,
}

fn table(look: &Look) -> String {
    let mut rows = String::new();
    for (number, cells) in ROWS.iter().enumerate() {
        let of_row = match number {
            ROW => look.row,
            _ if number == FIGURE.0 => look.figure_row,
            _ => look.rows,
        };
        rows.extend([format!("<w:tr><w:trPr><w:cantSplit/>{of_row}</w:trPr>")]);
        for (column, (text, span)) in cells.iter().enumerate() {
            let is_figure = (number, column) == FIGURE;
            let text = text.parse::<u32>().map_or((*text).to_owned(), |value| (value + look.more).to_string());
            let properties = if number == ROW { look.row_runs } else { look.runs };
            let content = look.figure.clone().filter(|_| is_figure);
            let content = content.unwrap_or_else(|| paragraph("", &run(properties, &text)));
            let more = if is_figure { look.cell } else { "" };
            rows.extend([format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/><w:gridSpan w:val=\"{span}\"/>{more}</w:tcPr>{content}</w:tc>",
                span * 2000
            )]);
        }
        rows += "</w:tr>";
    }
    let grid = "<w:gridCol w:w=\"2000\"/>".repeat(4);
    format!(
        "<w:tbl><w:tblPr>{}<w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>",
        look.table
    )
}

fn figure(content: String) -> String {
    table(&Look { figure: Some(content), ..Look::default() })
}

/// The table with runs in the cell of 4119.
fn runs(before: &str, after: &str) -> String {
    figure(paragraph("", &format!("{before}{}{after}", run("", "4119"))))
}

/// A control that shows its prompt.
fn prompt(style: &str, control: &str) -> String {
    let inside = paragraph("", &run(style, "单击或点击此处输入文字。"));
    format!("<w:sdt><w:sdtPr>{control}<w:text/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
}

/// The text of a package.
fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"
    )
}

fn relations(all: &[(&str, &str)]) -> String {
    let one = |(number, (kind, target)): (usize, &(&str, &str))| {
        format!("<Relationship Id=\"rId{}\" Type=\"{KIND}/{kind}\" Target=\"{target}\"/>", number + 1)
    };
    let all: String = all.iter().enumerate().map(one).collect();
    format!(
        "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
    )
}

fn styles() -> String {
    format!("<?xml version=\"1.0\"?><w:styles {SPACES}>{STYLES}</w:styles>")
}

fn contents(main: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"{main}\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
    )
}

fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("a package").into_inner()
}

/// A package with its parts where Word puts them; further parts have the relations from `rId2` on.
fn usual(body: &str, further: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let targets = further.iter().map(|(kind, name, _)| (*kind, *name));
    let targets: Vec<(&str, &str)> = [("styles", "styles.xml")].into_iter().chain(targets).collect();
    let names: Vec<String> = further.iter().map(|(_, name, _)| format!("word/{name}")).collect();
    let texts = [
        contents("/word/document.xml"),
        relations(&[("officeDocument", "word/document.xml")]),
        document(body),
        relations(&targets),
        styles(),
    ];
    let usual =
        ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml"];
    let mut parts: Vec<(&str, &[u8])> = usual.into_iter().zip(texts.iter().map(|text| text.as_bytes())).collect();
    parts.extend(names.iter().zip(further).map(|(name, (.., bytes))| (name.as_str(), *bytes)));
    package(&parts)
}

/// A package whose parts have other names and addresses.
fn elsewhere(root: &str, main: &str, links: &str, style: &str) -> Vec<u8> {
    let texts = [
        contents(&format!("/{main}")),
        relations(&[("officeDocument", root)]),
        document(&runs(&run("<w:rStyle w:val=\"gone1\"/>", "12"), "")),
        relations(&[("styles", style)]),
        styles(),
    ];
    let names = ["[Content_Types].xml", "_rels/.rels", main, links, "custom/looks.xml"];
    package(&names.into_iter().zip(texts.iter().map(|text| text.as_bytes())).collect::<Vec<_>>())
}

/// Troubles by the formats of the text itself.
pub(crate) fn file(trouble: Trouble) -> Option<Vec<u8>> {
    let body = match trouble {
        Trouble::Sound => table(&Look::default()),
        Trouble::Struck => runs(&run("<w:strike/>", "12"), ""),
        Trouble::StruckTwice => runs(&run("<w:dstrike w:val=\"1\"/>", "12"), ""),
        Trouble::StruckByStyle => runs(&run("<w:rStyle w:val=\"gone1\"/>", "12"), ""),
        Trouble::StruckWhole => figure(paragraph("", &run("<w:strike/>", "4119"))),
        Trouble::Deleted => runs(&taken("del", "12"), ""),
        Trouble::MovedAway => {
            let there = paragraph("", &format!("<w:moveTo w:id=\"2\">{}</w:moveTo>", run("", "12")));
            format!("{}{there}", runs(&taken("moveFrom", "12"), ""))
        }
        Trouble::Hidden => runs(&run("<w:vanish/>", "12"), ""),
        Trouble::HiddenByStyle => runs(&run("<w:rStyle w:val=\"hid\"/>", "12"), ""),
        Trouble::HiddenRow => table(&Look { row: "<w:hidden/>", ..Look::default() }),
        Trouble::RowOfNoHeight => {
            table(&Look { row: "<w:trHeight w:val=\"0\" w:hRule=\"exact\"/>", ..Look::default() })
        }
        Trouble::HiddenCopy => {
            let copy = table(&Look { runs: "<w:vanish/>", row_runs: "<w:vanish/>", more: 9, ..Look::default() });
            format!("{copy}{}{}", paragraph("", ""), table(&Look::default()))
        }
        Trouble::Raised => runs("", &run("<w:vertAlign w:val=\"superscript\"/>", "1")),
        Trouble::Lowered => runs("", &run("<w:vertAlign w:val=\"subscript\"/>", "1")),
        Trouble::Footnote => {
            let style = "<w:rPr><w:rStyle w:val=\"ae\"/></w:rPr>";
            let body = runs("", &format!("<w:r>{style}<w:footnoteReference w:id=\"2\"/></w:r>"));
            let note = paragraph("", &format!("<w:r>{style}<w:footnoteRef/></w:r>{}", run("", "含当场处罚 9 件")));
            let separator = |id: u32, kind: &str| {
                format!("<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>")
            };
            let (first, second) = (separator(0, "separator"), separator(1, "continuationSeparator"));
            let notes = format!(
                "<w:footnotes {SPACES}>{first}{second}<w:footnote w:id=\"2\">{note}</w:footnote></w:footnotes>"
            );
            return Some(usual(&body, &[("footnotes", "footnotes.xml", notes.as_bytes())]));
        }
        Trouble::Prompt => figure(prompt("<w:rStyle w:val=\"af\"/>", "<w:showingPlcHdr/>")),
        Trouble::OtherParts => {
            let links = "word/_rels/document22.xml.rels";
            return Some(elsewhere("/word/document22.xml", "word/document22.xml", links, "../custom/./looks.xml"));
        }
        Trouble::Embedded => {
            let page = super::html::file(Trouble::Sound)?;
            return Some(usual("<w:altChunk r:id=\"rId2\"/>", &[("aFChunk", "afchunk.htm", &page)]));
        }
        Trouble::OldMerge => table(&Look {
            cell: "<w:tcPrChange w:id=\"4\" w:author=\"甲\"><w:tcPr><w:gridSpan w:val=\"1\"/><w:vMerge/></w:tcPr></w:tcPrChange>",
            rows: "<w:trPrChange w:id=\"5\"><w:trPr><w:hidden/><w:gridBefore w:val=\"1\"/></w:trPr></w:trPrChange>",
            ..Look::default()
        }),
        _ => return None,
    };
    Some(usual(&body, &[]))
}

/// The same troubles by styles, by the mark of a paragraph, by colour and size, by other elements.
pub(crate) fn other(trouble: Trouble) -> Option<Vec<u8>> {
    let two = |style: &str| figure(format!("{}{}", paragraph(style, &run("", "12")), paragraph("", &run("", "4119"))));
    let small = "<w:position w:val=\"6\"/><w:sz w:val=\"14\"/>";
    let body = match trouble {
        Trouble::Struck => {
            // An old format that is no more, a style that a direct format takes back.
            let was = "<w:rStyle w:val=\"gone\"/><w:strike w:val=\"0\"/><w:rPrChange w:id=\"1\"><w:rPr><w:dstrike/></w:rPr></w:rPrChange>";
            figure(paragraph("", &format!("{}{}", run("<w:strike w:val=\"on\"/>", "12"), run(was, "4119"))))
        }
        Trouble::StruckByStyle => two("goneP"),
        Trouble::StruckWhole => figure(paragraph("goneP", &run("", "4119"))),
        Trouble::Deleted => {
            // The mark between two paragraphs is deleted with the text: they are one line.
            let mark = "<w:pPr><w:rPr><w:del w:id=\"2\"/></w:rPr></w:pPr>";
            let first = format!("<w:p>{mark}{}{}</w:p>", run("", "41"), taken("del", "12"));
            figure(format!("{first}{}", paragraph("", &run("", "19"))))
        }
        Trouble::MovedAway => {
            let from = "<w:moveFromRangeStart w:id=\"7\" w:name=\"m\"/>";
            figure(format!(
                "{from}{}{}",
                paragraph("", &taken("moveFrom", "12")),
                paragraph("", &format!("<w:moveFromRangeEnd w:id=\"7\"/>{}", run("", "4119")))
            ))
        }
        Trouble::Hidden => runs(&run("<w:color w:val=\"FFFFFF\"/>", "12"), ""),
        Trouble::HiddenByStyle => two("hidP"),
        Trouble::HiddenRow => table(&Look { row_runs: "<w:vanish/>", ..Look::default() }),
        Trouble::RowOfNoHeight => {
            table(&Look { row: "<w:trHeight w:hRule=\"exact\" w:val=\"10\"/>", ..Look::default() })
        }
        Trouble::HiddenCopy => {
            let copy = table(&Look { table: "<w:tblStyle w:val=\"hidT\"/>", more: 9, ..Look::default() });
            let gone = "<w:del w:id=\"3\"/>";
            let deleted = table(&Look { rows: gone, row: gone, figure_row: gone, more: 9, ..Look::default() });
            format!("{copy}{deleted}{}", table(&Look::default()))
        }
        Trouble::Raised => runs("", &run(small, "1")),
        Trouble::Lowered => {
            runs("", "<m:oMath><m:sSub><m:e/><m:sub><m:r><m:t>1</m:t></m:r></m:sub></m:sSub></m:oMath>")
        }
        Trouble::Footnote => {
            runs("", "<w:r><w:footnoteReference w:customMarkFollows=\"1\" w:id=\"1\"/><w:t>[1]</w:t></w:r>")
        }
        Trouble::Prompt => figure(prompt("<w:rStyle w:val=\"af\"/>", "")),
        Trouble::OtherParts => {
            return Some(elsewhere(
                "./custom/../custom/main.xml",
                "custom/main.xml",
                "custom/_rels/main.xml.rels",
                "looks.xml",
            ));
        }
        Trouble::Embedded => {
            let page = super::mht::file(Trouble::Sound)?;
            return Some(usual("<w:p/><w:altChunk r:id=\"rId2\"/><w:p/>", &[("aFChunk", "afchunk.mht", &page)]));
        }
        Trouble::OldMerge => table(&Look {
            cell: "<w:cellMerge w:id=\"6\" w:vMergeOrig=\"cont\"/>",
            table: "<w:tblPrChange w:id=\"5\"><w:tblPr><w:tblStyle w:val=\"hidT\"/></w:tblPr></w:tblPrChange>",
            ..Look::default()
        }),
        _ => return None,
    };
    Some(usual(&body, &[]))
}

/// Troubles in elements that are rarer.
pub(crate) fn rare(trouble: Trouble) -> Option<Vec<u8>> {
    let body = match trouble {
        // Codes of fields, also without an end, and alternatives for older programs are no text.
        Trouble::Sound => {
            let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
            let code = "<w:r><w:instrText> =SUM(9) </w:instrText></w:r>";
            let open = format!("{}{code}", field("begin"));
            let both = "<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:t>41</w:t></mc:Choice><mc:Fallback><w:t>7</w:t></mc:Fallback></mc:AlternateContent>";
            let last = "<mc:AlternateContent><mc:Choice Requires=\"zzz\"><w:t>7</w:t></mc:Choice><mc:Fallback><w:t>19</w:t></mc:Fallback></mc:AlternateContent>";
            let result = format!("{open}{}<w:r>{both}{last}</w:r>{}{open}", field("separate"), field("end"));
            figure(paragraph("", &result))
        }
        Trouble::Hidden => runs(&run("<w:sz w:val=\"2\"/>", "12"), ""),
        Trouble::HiddenByStyle => runs(&run("<w:webHidden/>", "12"), ""),
        Trouble::HiddenCopy => {
            let copy = table(&Look { more: 9, ..Look::default() });
            let hidden = format!(
                "<w:p><w:r><w:pict><v:shape style=\"position:absolute; visibility: hidden\"><v:textbox><w:txbxContent>{copy}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
            );
            format!("{hidden}{}", table(&Look::default()))
        }
        Trouble::Raised => {
            let ruby = "<w:r><w:ruby><w:rubyPr><w:hps w:val=\"10\"/></w:rubyPr><w:rt><w:r><w:t>1</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>4119</w:t></w:r></w:rubyBase></w:ruby></w:r>";
            figure(paragraph("", ruby))
        }
        Trouble::Lowered => runs("", &run("<w:position w:val=\"-10\"/>", "1")),
        Trouble::Deleted => {
            // A row and a cell that are deleted in tracked changes.
            let gone = "<w:tc><w:tcPr><w:cellDel w:id=\"8\"/></w:tcPr><w:p><w:r><w:t>77</w:t></w:r></w:p></w:tc>";
            let row = "<w:tr><w:trPr><w:del w:id=\"9\"/></w:trPr><w:tc><w:p><w:r><w:t>行政处罚</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>77</w:t></w:r></w:p></w:tc></w:tr>";
            let table = runs(&taken("del", "12"), "");
            let (before, after) = table.split_once("<w:tr>").expect("a row");
            format!("{before}{row}<w:tr>{after}").replacen(
                "<w:tc><w:tcPr><w:tcW w:w=\"6000\"",
                &format!("{gone}<w:tc><w:tcPr><w:tcW w:w=\"6000\""),
                1,
            )
        }
        Trouble::Embedded => {
            let inner = usual(&table(&Look::default()), &[]);
            return Some(usual("<w:altChunk r:id=\"rId2\"/>", &[("aFChunk", "a.docx", &inner)]));
        }
        _ => return None,
    };
    Some(usual(&body, &[]))
}

/// The package as one XML file.
pub(crate) fn flat(trouble: Trouble) -> Option<Vec<u8>> {
    let body = match trouble {
        Trouble::Sound => table(&Look::default()),
        Trouble::StruckByStyle => runs(&run("<w:rStyle w:val=\"gone1\"/>", "12"), ""),
        Trouble::Deleted => runs(&taken("del", "12"), ""),
        _ => return None,
    };
    let part = |name: &str, text: &str| {
        let text = text.split_once("?>").map_or(text, |it| it.1);
        format!("<pkg:part pkg:name=\"{name}\" pkg:contentType=\"x\"><pkg:xmlData>{text}</pkg:xmlData></pkg:part>")
    };
    let parts = [
        part("/_rels/.rels", &relations(&[("officeDocument", "word/document.xml")])),
        part("/word/_rels/document.xml.rels", &relations(&[("styles", "styles.xml")])),
        part("/word/document.xml", &document(&body)),
        part("/word/styles.xml", &styles()),
    ];
    let all = parts.concat();
    Some(format!("<?xml version=\"1.0\" standalone=\"yes\"?><?mso-application progid=\"Word.Document\"?><pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">{all}</pkg:package>").into_bytes())
}

/// The document as Word 2003 writes it in XML.
pub(crate) fn old(trouble: Trouble) -> Option<Vec<u8>> {
    let annotated = |kind: &str, inside: &str| {
        format!("<aml:annotation aml:id=\"1\" w:type=\"{kind}\"><aml:content>{inside}</aml:content></aml:annotation>")
    };
    let body = match trouble {
        Trouble::Sound => {
            // A comment and what a format was before are no text.
            let comment = annotated("Word.Comment", &paragraph("", &run("", "9")));
            let was = annotated("Word.Formatting", "<w:rPr><w:strike/></w:rPr>");
            figure(paragraph("", &format!("{}<w:r><w:rPr>{comment}</w:rPr></w:r>", run(&was, "4119"))))
        }
        Trouble::StruckByStyle => runs(&run("<w:rStyle w:val=\"gone1\"/>", "12"), ""),
        Trouble::Hidden => runs(&run("<w:vanish/>", "12"), ""),
        Trouble::Deleted => runs(&annotated("Word.Deletion", "<w:r><w:delText>12</w:delText></w:r>"), ""),
        Trouble::Footnote => runs("", "<w:r><w:footnote><w:p><w:r><w:t>9</w:t></w:r></w:p></w:footnote></w:r>"),
        _ => return None,
    };
    let spaces = SPACES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://schemas.microsoft.com/office/word/2003/wordml",
    );
    Some(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument {spaces}><w:styles>{STYLES}</w:styles><w:body>{body}</w:body></w:wordDocument>").into_bytes())
}
