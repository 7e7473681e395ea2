//! A law over the corpus: text that nobody sees, put before or behind the text of every cell and paragraph, changes no
//! value; at most it makes one doubtful.

use std::io::{Cursor, Read as _, Write as _};

use tianbao::filing::Value;
use tianbao::form::Catalogue;
use tianbao::import::{Lexicon, Plan};

use super::page::Page;
use super::write::{self, Format};
use super::{BASES, NOISES, noisy, read};

/// What is added to the texts of a file, and where.
struct Addition {
    format: Format,
    name: &'static str,
    /// The part of the package.
    part: &'static str,
    /// What stands where it is added.
    mark: &'static str,
    /// Whether it is added behind the mark, not before it.
    is_inside: bool,
    /// Whether it stands before the text of its place, not behind it.
    is_before: bool,
    text: &'static str,
}

const WORD: &str = "word/document.xml";
const RUN: &str = "<w:r><w:t xml:space=\"preserve\">";

const ADDITIONS: &[Addition] = &[
    Addition {
        format: Format::Html,
        name: "struck",
        part: "",
        mark: "><p>",
        is_inside: true,
        is_before: true,
        text: "<s>12</s>",
    },
    Addition {
        format: Format::Html,
        name: "deleted",
        part: "",
        mark: "><p>",
        is_inside: true,
        is_before: true,
        text: "<del>3</del>",
    },
    Addition {
        format: Format::Html,
        name: "hidden",
        part: "",
        mark: "><p>",
        is_inside: true,
        is_before: true,
        text: "<i style='display:none'>7</i>",
    },
    Addition {
        format: Format::Html,
        name: "raised",
        part: "",
        mark: "</p></td>",
        is_inside: false,
        is_before: false,
        text: "<sup>1</sup>",
    },
    Addition {
        format: Format::Docx,
        name: "struck",
        part: WORD,
        mark: RUN,
        is_inside: false,
        is_before: true,
        text: "<w:r><w:rPr><w:strike/></w:rPr><w:t>12</w:t></w:r>",
    },
    Addition {
        format: Format::Docx,
        name: "deleted",
        part: WORD,
        mark: RUN,
        is_inside: false,
        is_before: true,
        text: "<w:del w:id=\"1\" w:author=\"a\"><w:r><w:delText>12</w:delText></w:r></w:del>",
    },
    Addition {
        format: Format::Docx,
        name: "hidden",
        part: WORD,
        mark: RUN,
        is_inside: false,
        is_before: true,
        text: "<w:r><w:rPr><w:vanish/></w:rPr><w:t>12</w:t></w:r>",
    },
    Addition {
        format: Format::Docx,
        name: "raised",
        part: WORD,
        mark: RUN,
        is_inside: false,
        is_before: true,
        text: "<w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>1</w:t></w:r>",
    },
    Addition {
        format: Format::Xlsx,
        name: "struck",
        part: "xl/sharedStrings.xml",
        mark: "",
        is_inside: false,
        is_before: true,
        text: "<r><rPr><strike/></rPr><t>12</t></r>",
    },
    Addition {
        format: Format::Xlsx,
        name: "raised",
        part: "xl/sharedStrings.xml",
        mark: "",
        is_inside: false,
        is_before: true,
        text: "<r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r>",
    },
];

impl Addition {
    /// A file with the text added everywhere.
    fn applied(&self, bytes: &[u8]) -> Vec<u8> {
        match self.format {
            Format::Html => self.added(std::str::from_utf8(bytes).expect("a page")).into_bytes(),
            Format::Xlsx => self.in_part(bytes, |part| {
                let closed = part.replace("</t></si>", "</t></r></si>");
                let closed = closed.replace("<si><t xml:space=\"preserve\">", "<si><t>");
                closed.replace("<si><t>", &format!("<si>{}<r><t xml:space=\"preserve\">", self.text))
            }),
            _ => self.in_part(bytes, |part| self.added(part)),
        }
    }

    /// The text at every mark that stands beside other text: alone it would be a cell that is struck out as a whole.
    fn added(&self, text: &str) -> String {
        let mut added = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once(self.mark) {
            let is_beside = if self.is_before { !behind.starts_with('<') } else { !before.ends_with('>') };
            let own = if is_beside { self.text } else { "" };
            let (front, back) = if self.is_inside { (self.mark, own) } else { (own, self.mark) };
            added.extend([before, front, back]);
            rest = behind;
        }
        added + rest
    }

    /// The package with one part changed.
    fn in_part(&self, bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
        let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..package.len() {
            let mut part = package.by_index(at).expect("a part");
            let name = part.name().expect("a name").into_owned();
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("readable");
            if name == self.part {
                content = change(&String::from_utf8(content).expect("XML")).into_bytes();
            }
            changed.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
            changed.write_all(&content).expect("written");
        }
        changed.finish().expect("a package").into_inner()
    }
}

/// Whether spans of a page lie over one another, which web pages have and workbooks do not.
fn overlaps(page: &Page) -> bool {
    let crosses = |from: u32, span: u32, other: u32, others: u32| from < other + others && other < from + span;
    page.boxes.iter().enumerate().any(|(at, it)| {
        page.boxes.iter().take(at).any(|other| {
            crosses(it.row, it.rows, other.row, other.rows)
                && crosses(it.column, it.columns, other.column, other.columns)
        })
    })
}

/// Form, unit and year.
fn around(plan: &Plan) -> (&str, &str, Option<u16>) {
    (&plan.form.id, &plan.unit, plan.year)
}

/// The cells whose values differ, in words.
fn differing(before: &Plan, after: &Plan) -> Vec<String> {
    let value = |plan: &Plan, cell| plan.placement(cell).map_or(Value::Blank, |it| it.value.clone());
    let cells = before.form.cell_indices().filter(|_| before.form.id == after.form.id);
    let differs = cells.filter(|cell| value(before, *cell) != value(after, *cell));
    let words = |cell| format!("{} {} → {}", before.form.cell(cell).id, value(before, cell), value(after, cell));
    differs.map(words).collect()
}

#[test]
fn what_nobody_sees_changes_no_value() {
    let lexicon = Lexicon::new(&Catalogue::shipped());
    let mut wrong = Vec::new();
    let mut files = 0;
    for (number, base) in BASES.iter().enumerate() {
        for (at, noise) in NOISES.iter().enumerate() {
            let seed = number * 131 + at;
            let document = noisy(seed, base, &[*noise], Format::Html);
            // Each document with the additions in turn, so that every noise meets all of them over the samples.
            let may_be_workbook = !document.case.pages.iter().any(overlaps);
            let fits = |it: &&Addition| it.format != Format::Xlsx || may_be_workbook;
            for addition in ADDITIONS.iter().filter(fits).skip((number + at) % 3).step_by(3) {
                let bytes = write::bytes(addition.format, &document.case.pages);
                let about = || format!("{base} {:?} {} + {}", addition.format, noise.name, addition.name);
                let added = addition.applied(&bytes);
                assert_ne!(added, bytes, "{}", about());
                files += 1;
                match (read(&bytes, &lexicon), read(&added, &lexicon)) {
                    (Ok(before), Ok(after)) => {
                        let differs = differing(&before, &after);
                        if !differs.is_empty() || around(&before) != around(&after) {
                            let first = differs.iter().take(3).cloned().collect::<Vec<_>>().join("、");
                            wrong.push(format!("{}: {first} {} {:?}", about(), after.unit, after.year));
                        }
                    }
                    (Ok(_), Err(error)) => wrong.push(format!("{}: {error}", about())),
                    (Err(_), _) => {}
                }
            }
        }
    }
    assert!(files >= 300, "{files} files");
    assert!(
        wrong.is_empty(),
        "{} of {files}\n{}",
        wrong.len(),
        wrong.iter().take(30).cloned().collect::<Vec<_>>().join("\n")
    );
}
