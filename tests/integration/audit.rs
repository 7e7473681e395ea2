//! The audit report: what was checked, against what, what was found and answered, in PDF and in Word.

use jiff::Zoned;
use tianbao::check::remarks;
use tianbao::export::audit::{Audit, Content};
use tianbao::export::{docx, pdf};
use tianbao::filing::Filing;
use tianbao::form::Severity;
use tianbao::jobs::fonts;

use crate::support::{engine, findings, now, sample, sample_with_prior};
use crate::tools::{converted, page_count, poppler, squeezed};

fn at() -> Zoned {
    "2026-01-05T16:30[Asia/Shanghai]".parse().expect("a time")
}

fn audit(filing: &Filing) -> Audit<'_> {
    Audit::of(filing, &engine(filing), &at())
}

/// Every text of a report.
fn texts(audit: &Audit<'_>) -> Vec<String> {
    let mut texts = vec![audit.title.clone()];
    for part in &audit.parts {
        texts.push(part.heading.clone());
        match &part.content {
            Content::Text(text) => texts.push(text.clone()),
            Content::Facts(facts) => {
                texts.extend(facts.iter().flat_map(|(name, text)| [(*name).to_owned(), text.clone()]));
            }
            Content::Groups(groups) => {
                for group in groups {
                    texts.push(group.title.clone());
                    texts.extend(
                        group
                            .entries
                            .iter()
                            .flat_map(|it| [it.word().to_owned(), it.message.clone(), it.answer.clone()]),
                    );
                }
            }
        }
    }
    texts
}

fn entries(audit: &Audit<'_>) -> Vec<(Severity, bool, String)> {
    let groups =
        audit.parts.iter().filter_map(|part| if let Content::Groups(it) = &part.content { Some(it) } else { None });
    let entries = groups.flatten().flat_map(|group| &group.entries);
    entries.map(|it| (it.severity, it.is_settled, it.message.clone())).collect()
}

#[test]
fn every_finding_is_told_and_nothing_else() {
    for name in ["hongze-2023", "simao-2017", "suqian-2024", "shanghai-2019"] {
        let filing = sample(name);
        let report = audit(&filing);
        let told = entries(&report);
        for finding in findings(&filing) {
            assert!(told.iter().any(|(.., message)| *message == finding.message), "{name}: {}", finding.message);
        }
        let blank_groups = told.iter().filter(|(.., message)| message.contains("格没有填")).count();
        assert_eq!(told.len(), findings(&filing).len() + blank_groups, "{name}");
    }
}

#[test]
fn the_conclusion_follows_from_what_is_open() {
    let conclusion = |filing: &Filing| match &audit(filing).parts[0].content {
        Content::Text(text) => text.clone(),
        other => panic!("{other:?}"),
    };
    assert!(conclusion(&sample("suqian-2024")).starts_with("审核通过"), "{}", conclusion(&sample("suqian-2024")));
    assert!(conclusion(&sample("hongze-2023")).starts_with("审核没有通过"));
    let mut filing = sample_with_prior("suqian-2024", "suqian-2023");
    let warned = findings(&filing).into_iter().filter(|it| it.severity == Severity::Warning);
    let warned: Vec<_> = warned.collect();
    for finding in &warned {
        let edit = remarks::answer_edit(finding, &filing, "已核实，数据无误。");
        filing.apply(edit, now());
    }
    let told = entries(&audit(&filing));
    assert_eq!(told.iter().filter(|(_, is_settled, _)| *is_settled).count(), warned.len());
    if !warned.is_empty() {
        assert!(texts(&audit(&filing)).iter().any(|it| it == "审核说明：已核实，数据无误。"));
    }
}

#[test]
fn it_says_what_was_compared_and_when() {
    let with = sample_with_prior("suqian-2024", "suqian-2023");
    let report = audit(&with);
    let told = texts(&report).join("\n");
    for wanted in ["2026年1月5日 16:30", env!("CARGO_PKG_VERSION"), "prior.tianbao", &report.printed.code.to_string()]
    {
        assert!(told.contains(wanted), "{wanted}: {told}");
    }
    assert!(texts(&audit(&sample("suqian-2024"))).join("\n").contains("没有附上2023年度的文件"));
}

#[test]
fn both_formats_say_all_of_it() {
    let filing = sample("hongze-2023");
    let report = audit(&filing);
    let fonts = fonts::for_pages().expect("fonts");
    let pages = pdf::audit(&report, &filing, &fonts).expect("typeset");
    let document = docx::audit(&report, &filing);
    let printed = squeezed(&poppler("pdftotext", &["-raw"], &pages));
    let word = squeezed(&rwml::extract_text(&document).expect("rwml reads it"));
    for text in texts(&report) {
        let text = squeezed(&text);
        assert!(printed.contains(&text), "{text}: {printed}");
        assert!(word.contains(&text), "{text}: {word}");
    }
    for field in &filing.form().signoff {
        assert!(printed.contains(&format!("{field}：")) && word.contains(&format!("{field}：")));
    }
    let count = page_count(&pages);
    let codes = printed.matches(&squeezed(&report.printed.page_lines[1])).count();
    assert_eq!(codes, count + 1, "every page bears the code, and one line tells it");
    assert!(pages == pdf::audit(&report, &filing, &fonts).expect("typeset"), "the same bytes");
    assert!(document == docx::audit(&report, &filing), "the same bytes");
    assert!(String::from_utf8_lossy(&pages).contains("<pdfaid:part>2</pdfaid:part>"));
    let converted = converted(&[("audit", document)]).remove(0);
    assert_eq!(page_count(&converted), count);
}
