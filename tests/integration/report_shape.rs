//! The annual report as Word, PDF and web page: read back exactly, its text whole and in order, nothing typed is markup.

use tianbao::export::report::Report;
use tianbao::export::{docx, html, pdf};
use tianbao::filing::Filing;
use tianbao::form::Catalogue;
use tianbao::import::grid::{Block, Document};
use tianbao::import::{Lexicon, Wanted, Wishes, understand};
use tianbao::jobs::fonts;
use tianbao::report::draft;
use tianbao::report::outline::Outline;

use crate::readers::document;
use crate::support::{engine, now, sample};
use crate::tools::{converted, page_count, poppler, squeezed};

/// The samples with the pages that their reports have in PDF, and in a word processor.
const SAMPLES: [(&str, usize, usize); 3] = [("suqian-2024", 5, 5), ("hongze-2023", 5, 5), ("simao-2017", 4, 4)];

/// A sample with a drafted report in which some places are written.
fn written(name: &str, texts: &[(&str, &str)]) -> Filing {
    let mut filing = sample(name);
    for (id, text) in texts {
        let edit = draft::write_edit(&filing, id, text).expect("a change");
        filing.apply(edit, now());
    }
    let edit = draft::draft_edit(&filing, &engine(&filing)).expect("a change");
    filing.apply(edit, now());
    filing
}

fn report(filing: &Filing) -> Report<'_> {
    Report::of(filing, &engine(filing)).expect("the form has a report")
}

fn word(filing: &Filing) -> Vec<u8> {
    docx::report(&report(filing), filing)
}

fn typeset(filing: &Filing) -> Vec<u8> {
    let fonts = fonts::for_pages().expect("the test machine has fonts-noto-cjk");
    pdf::report(&report(filing), filing, &fonts).expect("the template compiles")
}

fn page(filing: &Filing) -> String {
    html::report(&report(filing), filing)
}

fn paragraphs(document: &Document) -> Vec<&str> {
    document
        .blocks
        .iter()
        .filter_map(|it| if let Block::Paragraph(text) = it { Some(text.as_str()) } else { None })
        .collect()
}

/// Every value comes in again, though the tables stand between texts.
#[track_caller]
fn assert_imports(filing: &Filing, document: &Document) {
    let understood =
        understand(document, &Lexicon::new(&Catalogue::shipped()), &Wishes::default()).expect("a form is found");
    let plan = understood.choose(Wanted::This, &Wishes::default()).expect("one filing");
    assert_eq!(plan.form.id, filing.form().id);
    for cell in filing.form().cell_indices() {
        let value = plan.placement(cell).map(|it| &it.value);
        let own = filing.value(cell);
        assert!(
            value == Some(own) || (value.is_none() && own.is_blank()),
            "{}: {value:?}",
            filing.form().cell(cell).id
        );
    }
}

/// Texts that stand one behind the other.
#[track_caller]
fn assert_in_order<'a>(text: &str, wanted: impl IntoIterator<Item = &'a str>) {
    let mut rest = text;
    for it in wanted {
        let it = squeezed(it);
        let (_, behind) = rest.split_once(&it).unwrap_or_else(|| panic!("{it} is not in its place: {rest}"));
        rest = behind;
    }
}

#[test]
fn the_tables_inside_the_text_read_back() {
    for (name, ..) in SAMPLES {
        let filing = written(name, &[]);
        assert_imports(&filing, &document(&word(&filing)));
        assert_imports(&filing, &document(page(&filing).as_bytes()));
    }
}

#[test]
fn texts_stand_under_their_headings_and_no_prompt_is_printed() {
    for (name, pdf_pages, _) in SAMPLES {
        let filing = written(name, &[("other.matters", "没有其他需要报告的事项。")]);
        let outline = Outline::of(&filing.form().id).expect("an outline");
        let printed = report(&filing);
        let mut wanted = vec![printed.title.clone()];
        wanted.extend(draft::paragraphs(&filing, &engine(&filing)).into_iter().skip(1));
        let pdf = typeset(&filing);
        assert_eq!(page_count(&pdf), pdf_pages, "{name}");
        let docx = document(&word(&filing));
        let texts = [
            squeezed(&poppler("pdftotext", &["-raw"], &pdf)),
            squeezed(&paragraphs(&docx).join("\n")),
            squeezed(&paragraphs(&document(page(&filing).as_bytes())).join("\n")),
        ];
        for text in &texts[1..] {
            assert_in_order(text, wanted.iter().map(String::as_str));
        }
        let headings = outline.sections.iter().map(|section| section.heading.as_str());
        assert_in_order(&texts[0], std::iter::once(printed.title.as_str()).chain(headings));
        for text in &texts {
            for slot in outline.opening.iter().chain(outline.sections.iter().flat_map(|section| &section.slots)) {
                assert!(slot.prompt.is_empty() || !text.contains(&squeezed(&slot.prompt)), "{name}: {}", slot.id);
            }
        }
        assert!(printed.unwritten.iter().all(|heading| heading != "六、其他需要报告的事项"), "{:?}", printed.unwritten);
        assert_eq!(texts[0].matches(&squeezed(&printed.printed.page_lines[1])).count(), pdf_pages, "{name}");
    }
}

#[test]
fn what_is_not_written_is_named() {
    let filing = sample("suqian-2024");
    let headings = &Outline::of(&filing.form().id).expect("an outline").sections;
    let mut all = vec!["开头".to_owned()];
    all.extend(headings.iter().map(|section| section.heading.clone()));
    assert_eq!(report(&filing).unwritten, all);
    let drafted = written("suqian-2024", &[]);
    let open = ["一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"];
    assert_eq!(report(&drafted).unwritten, open);
    let annexed = written("simao-2017", &[]);
    assert!(report(&annexed).unwritten.iter().all(|heading| !heading.starts_with("附件")));
}

#[test]
fn a_word_processor_sees_the_pages() {
    let filings: Vec<_> = SAMPLES.iter().map(|(name, ..)| written(name, &[])).collect();
    let documents: Vec<_> = SAMPLES.iter().zip(&filings).map(|((name, ..), filing)| (*name, word(filing))).collect();
    for (((name, _, pages), filing), pdf) in SAMPLES.iter().zip(&filings).zip(converted(&documents)) {
        assert_eq!(page_count(&pdf), *pages, "{name}");
        let text = squeezed(&poppler("pdftotext", &["-raw"], &pdf));
        let code = squeezed(&report(filing).printed.page_lines[1]);
        assert_eq!(text.matches(&code).count(), *pages, "{name}: a page has no code");
    }
}

/// The lines of a page of a PDF document.
fn lines(document: &[u8], page: usize) -> Vec<String> {
    let page = page.to_string();
    let text = poppler("pdftotext", &["-layout", "-f", &page, "-l", &page], document);
    text.lines().map(squeezed).filter(|line| !line.is_empty()).collect()
}

#[test]
fn pages_have_28_characters_a_line_and_22_lines() {
    let sentence = "坚持公开为常态不公开为例外健全工作机制压实工作责任".repeat(60);
    let filing = written("suqian-2024", &[("overview.active", &sentence)]);
    for document in [typeset(&filing), converted(&[("report", word(&filing))]).remove(0)] {
        let lines = lines(&document, 2);
        let full = lines.iter().filter(|line| sentence.contains(line.as_str())).collect::<Vec<_>>();
        assert_eq!(full.len(), 22, "{lines:?}");
        assert!(full.iter().all(|line| line.chars().count() == 28), "{lines:?}");
    }
}

#[test]
fn tables_stand_on_one_page_and_nobody_signs_an_empty_page() {
    for length in [1, 5, 9, 13, 17] {
        // Last lines end in every part of a page.
        let text = vec!["没有其他需要报告的事项。"; length].join("\n");
        let filing = written("suqian-2024", &[("other.matters", &text), ("overview.active", &text)]);
        for document in [typeset(&filing), converted(&[("report", word(&filing))]).remove(0)] {
            let count = page_count(&document);
            let pages: Vec<_> = (1..=count).map(|page| lines(&document, page).concat()).collect();
            let whole =
                |text: &str| text.contains("本年新收政府信息公开申请数量") && text.contains("结转下年度继续办理");
            assert!(pages.iter().any(|page| whole(page)), "{length}: {pages:?}");
            let last = &pages[count - 1];
            assert!(last.contains("单位负责人：") && last.contains("事项。"), "{length}: {last}");
        }
    }
}

#[test]
fn texts_are_never_markup() {
    let text = "（一）#import \"@preview/x:1.0.0\" $a$\n</p></w:t><script>alert(1)</script> *b* ]]> &amp; \u{0}𠮷";
    let filing = written("suqian-2024", &[("overview.active", text), ("other.fees", text)]);
    let plain = written("suqian-2024", &[("overview.active", "（一）甲\n乙"), ("other.fees", "（一）甲\n乙")]);
    let [heading, line] = text.split('\n').collect::<Vec<_>>()[..] else { panic!("two lines") };
    let shown = line.replace('\u{0}', "\u{fffd}");
    for found in [document(&word(&filing)), document(page(&filing).as_bytes())] {
        let found = paragraphs(&found);
        for wanted in [heading, shown.as_str()] {
            assert_eq!(found.iter().filter(|it| **it == wanted).count(), 2, "{wanted}: {found:?}");
        }
    }
    assert_eq!(page(&filing).matches('<').count(), page(&plain).matches('<').count());
    let pdf = squeezed(&poppler("pdftotext", &["-raw"], &typeset(&filing)));
    assert_in_order(&pdf, [heading, "</p></w:t><script>alert(1)</script>*b*]]>&amp;"]);
}

#[test]
fn same_report_same_bytes() {
    let filing = written("hongze-2023", &[]);
    assert!(word(&filing) == word(&filing), "the Word documents differ");
    let first = typeset(&filing);
    assert!(first == typeset(&filing), "the pages differ");
    let info = poppler("pdfinfo", &[], &first);
    assert!(info.contains("2023年政府信息公开工作年度报告"), "{info}");
    assert!(String::from_utf8_lossy(&first).contains("<pdfaid:part>2</pdfaid:part>"));
}
