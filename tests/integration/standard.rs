//! The report against GB/T 9704 (sizes, lines, page numbers) and against what PDF/A-2 and tagged PDF ask for; Word parts
//! against references.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::PathBuf;

use jiff::Zoned;
use tianbao::export::audit::Audit;
use tianbao::export::report::Report;
use tianbao::export::{docx, pdf};
use tianbao::filing::Filing;
use tianbao::jobs::fonts;
use tianbao::report::draft;

use crate::support::{engine, now, sample_with_prior};
use crate::tools::{page_count, poppler};

/// A report with three pages of plain characters in its first section: no punctuation, which may be squeezed.
fn written() -> Filing {
    let mut filing = sample_with_prior("suqian-2024", "suqian-2023");
    let text = "公开透明高效便民".repeat(150);
    let edit = draft::write_edit(&filing, "overview.active", &text).expect("a change");
    filing.apply(edit, now());
    let edit = draft::draft_edit(&filing, &engine(&filing)).expect("a draft");
    filing.apply(edit, now());
    filing
}

fn typeset(filing: &Filing) -> Vec<u8> {
    let report = Report::of(filing, &engine(filing)).expect("a report");
    pdf::report(&report, filing, &fonts::for_pages().expect("fonts")).expect("typeset")
}

/// A line of text on a page, lengths in points: page, distance from the top and the left, size, text.
#[derive(Debug)]
struct Line {
    page: usize,
    top: f64,
    left: f64,
    size: f64,
    text: String,
}

/// The lines of a document as poppler sees them.
fn lines(document: &[u8]) -> Vec<Line> {
    /// What pdftohtml makes of a point.
    const SCALE: f64 = 1.5;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("report.pdf");
    std::fs::write(&path, document).expect("written");
    let output = std::process::Command::new("pdftohtml").args(["-xml", "-i", "-stdout"]).arg(&path).output();
    let xml = String::from_utf8(output.expect("install poppler-utils").stdout).expect("UTF-8");
    let text = |tag: &str, name: &str| -> String {
        let rest = tag.split_once(&format!(" {name}=\"")).unwrap_or_else(|| panic!("{name}: {tag}")).1;
        rest.split_once('"').expect("a value").0.to_owned()
    };
    let value = |tag: &str, name: &str| -> f64 { text(tag, name).parse().expect("a number") };
    let (mut page, mut sizes, mut lines) = (0, BTreeMap::new(), Vec::new());
    for line in xml.lines().map(str::trim) {
        if line.starts_with("<page ") {
            page += 1;
        } else if line.starts_with("<fontspec ") {
            sizes.insert(text(line, "id"), value(line, "size") / SCALE);
        } else if let Some((tag, rest)) = line.strip_prefix("<text ").and_then(|rest| rest.split_once('>')) {
            let tag = format!(" {tag}");
            let mut words = rest.to_owned();
            for tag in ["<b>", "</b>", "<i>", "</i>", "</text>"] {
                words = words.replace(tag, "");
            }
            let size = sizes[&text(&tag, "font")];
            lines.push(Line {
                page,
                top: value(&tag, "top") / SCALE,
                left: value(&tag, "left") / SCALE,
                size,
                text: words,
            });
        }
    }
    lines
}

#[test]
fn the_page_has_twenty_two_lines_of_twenty_eight_characters() {
    let lines = lines(&typeset(&written()));
    let full: Vec<&Line> =
        lines.iter().filter(|it| it.text.chars().count() == 28 && it.text.contains("公开透明")).collect();
    assert!(full.len() > 40, "{lines:?}");
    let body: Vec<&Line> = lines.iter().filter(|it| it.text.contains("高效便民")).collect();
    let longest = body.iter().map(|it| it.text.trim().chars().count()).max();
    assert_eq!(longest, Some(28));
    // A page of nothing but that text.
    let mut per_page: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for it in &body {
        per_page.entry(it.page).or_default().push(it.top);
    }
    let most = per_page.values().map(Vec::len).max();
    assert_eq!(most, Some(22), "{per_page:?}");
    for tops in per_page.values() {
        for pair in tops.windows(2) {
            let pitch = pair[1] - pair[0];
            assert!((pitch - 637.8 / 22.0).abs() < 1.0, "{pitch}");
        }
    }
    // 仿宋 3号; the title in 小标宋 2号; headings 3号.
    assert!(body.iter().all(|it| (it.size - 16.0).abs() < 0.7), "{body:?}");
    let title = lines.iter().find(|it| it.text.contains("工作年度报告")).expect("the title");
    assert!((18.0..=22.7).contains(&title.size), "{title:?}");
    let heading = lines.iter().find(|it| it.text.starts_with("一、总体情况")).expect("the heading");
    assert!((heading.size - 16.0).abs() < 0.7 && heading.left > 28.0 * 72.0 / 25.4 + 25.0, "{heading:?}");
}

#[test]
fn page_numbers_stand_at_the_outer_edge() {
    let document = typeset(&written());
    let lines = lines(&document);
    let middle = 210.0 / 2.0 * 72.0 / 25.4;
    for page in 1..=page_count(&document) {
        let wanted = format!("— {page} —");
        let number = lines.iter().find(|it| it.page == page && it.text.trim() == wanted);
        let number = number.unwrap_or_else(|| panic!("no number on page {page}"));
        assert_eq!(number.left > middle, page % 2 == 1, "{number:?}");
        assert!((number.size - 14.0).abs() < 0.7, "{number:?}");
        // The text block ends 262 mm below the upper edge.
        assert!(number.top > 262.0 * 72.0 / 25.4, "{number:?}");
    }
}

/// What PDF/A-2b and tagged PDF ask for, as far as it can be seen from outside: no tool that checks all of it is to be had.
#[track_caller]
fn assert_archival(document: &[u8]) {
    let raw = String::from_utf8_lossy(document);
    for wanted in [
        "/OutputIntents",
        "/GTS_PDFA1",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>B</pdfaid:conformance>",
        "/Marked true",
        "/StructTreeRoot",
        "/Lang",
    ] {
        assert!(raw.contains(wanted), "{wanted}");
    }
    for refused in ["/Encrypt", "/JavaScript", "/Launch", "/EmbeddedFile", "/LZWDecode"] {
        assert!(!raw.contains(refused), "{refused}");
    }
    let mut fonts = poppler("pdffonts", &[], document).lines().skip(2).map(str::to_owned).collect::<Vec<_>>();
    assert!(!fonts.is_empty());
    fonts.retain(|line| {
        // The name may have spaces; the marks stand before the object's number: emb sub uni object generation.
        let words: Vec<&str> = line.split_whitespace().rev().collect();
        words.get(2..5) != Some(&["yes", "yes", "yes"])
    });
    assert!(fonts.is_empty(), "every face is embedded, cut to what is used, and can be searched: {fonts:?}");
    let info = poppler("pdfinfo", &[], document);
    let is_so = |name: &str, value: &str| info.lines().any(|it| it.starts_with(name) && it.contains(value));
    assert!(is_so("Tagged:", "yes") && is_so("Page size:", "A4") && is_so("Encrypted:", "no"), "{info}");
    let title = info.lines().find_map(|it| it.strip_prefix("Title:")).expect("a title").trim();
    assert!(!title.is_empty() && raw.contains(title), "properties and metadata have the same title: {title}");
}

#[test]
fn every_shape_is_fit_for_archives() {
    let filing = written();
    let fonts = fonts::for_pages().expect("fonts");
    let at: Zoned = "2026-01-05T16:30[Asia/Shanghai]".parse().expect("a time");
    let audit = Audit::of(&filing, &engine(&filing), &at);
    assert_archival(&typeset(&filing));
    assert_archival(&pdf::document(&filing, &fonts).expect("typeset"));
    assert_archival(&pdf::audit(&audit, &filing, &fonts).expect("typeset"));
}

#[test]
fn the_structure_says_what_is_heading_table_and_figure() {
    let structure = poppler("pdfinfo", &["-struct"], &typeset(&written()));
    let count = |name: &str| structure.lines().filter(|line| line.trim().starts_with(name)).count();
    assert_eq!((count("H1"), count("Figure"), count("Caption")), (6, 4, 4), "{structure}");
    assert!(count("Table") >= 3 && count("TH") > 20 && count("THead") >= 2, "{structure}");
}

/// Parts of a report in Word: those that decide how it looks and whether Word opens it.
const PARTS: [&str; 8] = [
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
    "word/styles.xml",
    "word/settings.xml",
    "word/fontTable.xml",
    "word/footer1.xml",
    "word/footer2.xml",
    "word/charts/chart1.xml",
];

#[test]
fn word_parts_are_those_of_the_references() {
    let filing = written();
    let document = docx::report(&Report::of(&filing, &engine(&filing)).expect("a report"), &filing);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(document)).expect("a package");
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/docx");
    for name in PARTS {
        let mut part = String::new();
        archive.by_name(name).expect("the part").read_to_string(&mut part).expect("UTF-8");
        // A line an element, so that a difference can be read.
        let part = part.replace("><", ">\n<") + "\n";
        let path = folder.join(name.replace(['/', '[', ']'], "_").trim_start_matches('_'));
        if std::env::var_os("TIANBAO_UPDATE").is_some() {
            std::fs::create_dir_all(&folder).expect("a folder");
            std::fs::write(&path, &part).expect("written");
        }
        let known = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            part == known,
            "{name} differs from {}; open it in a word processor, then TIANBAO_UPDATE=1",
            path.display()
        );
    }
}
