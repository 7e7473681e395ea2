//! Text against tables: labelled texts with every figure's cell, hand-made sentences, and what has to be found wrong.

use tianbao::filing::{Filing, Unit, Value};
use tianbao::form::Severity;
use tianbao::report::text::{Comparison, compare, witnesses};

use crate::support::{data, engine, form, now, sample, sample_with_prior};

/// A labelled text: paragraphs, each followed by the figures that belong to cells.
struct Labelled {
    filing: Filing,
    paragraphs: Vec<(String, Vec<(String, String)>)>,
}

fn labelled(name: &str) -> Labelled {
    let text = std::fs::read_to_string(data(&format!("texts/{name}.labels"))).expect("the labels");
    let field = |field: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(&format!("{field} = ")));
        line.expect("a field").to_owned()
    };
    let form = form(&field("form"));
    let filing = Filing::new(form, Unit::named(field("unit")), field("year").parse().expect("a year"));
    let mut paragraphs: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for line in text.lines() {
        if let Some(paragraph) = line.strip_prefix("> ") {
            paragraphs.push((paragraph.to_owned(), Vec::new()));
        } else if let (Some((cell, figure)), Some(last)) = (line.split_once(' '), paragraphs.last_mut()) {
            last.1.push((cell.to_owned(), figure.to_owned()));
        }
    }
    Labelled { filing, paragraphs }
}

/// What a comparison linked in the paragraphs, as `cell figure`; changes and shares with their role before.
fn linked(comparison: &Comparison, filing: &Filing) -> Vec<(String, String)> {
    let name = |it: &tianbao::report::text::Linked| {
        let prior = if it.is_prior { "prior:" } else { "" };
        let role = match it.role.as_str() {
            "value" | "none" => String::new(),
            role => format!("{role}:"),
        };
        format!("{role}{prior}{}", filing.form().figure_id(it.figure))
    };
    comparison.reading.linked.iter().map(|it| (name(it), it.written.clone())).collect()
}

/// How many figures were linked rightly, wrongly, and not at all.
fn score(name: &str) -> (usize, Vec<String>, Vec<String>) {
    let text = labelled(name);
    let engine = engine(&text.filing);
    let (mut right, mut wrong, mut missed) = (0, Vec::new(), Vec::new());
    let mut heading = String::new();
    for (paragraph, labels) in &text.paragraphs {
        if labels.is_empty() && paragraph.chars().nth(1) == Some('、') {
            heading.clone_from(paragraph);
        }
        let comparison = compare(&text.filing, &engine, &[heading.clone(), paragraph.clone()]);
        let mut rest = labels.clone();
        for (cell, figure) in linked(&comparison, &text.filing) {
            let found = rest.iter().position(|(cells, it)| cells.split('|').any(|it| it == cell) && *it == figure);
            match found {
                Some(at) => {
                    rest.remove(at);
                    right += 1;
                }
                None => wrong.push(format!("{cell} {figure}: {paragraph}")),
            }
        }
        missed.extend(rest.into_iter().map(|(cell, figure)| format!("{cell} {figure}: {paragraph}")));
    }
    (right, wrong, missed)
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are wanted with --nocapture")]
fn labelled_texts() {
    let folder = std::fs::read_dir(data("texts")).expect("the folder");
    let mut names: Vec<String> = folder
        .filter_map(|entry| {
            entry.expect("an entry").file_name().to_string_lossy().strip_suffix(".labels").map(str::to_owned)
        })
        .collect();
    names.sort();
    let (mut right, mut wrong, mut missed) = (0, Vec::new(), Vec::new());
    for name in &names {
        let score = score(name);
        println!("{name}: {} right, {} wrong, {} missed", score.0, score.1.len(), score.2.len());
        right += score.0;
        wrong.extend(score.1);
        missed.extend(score.2);
    }
    let recall = right * 1000 / (right + missed.len());
    println!("precision {right}/{}, recall {recall} per mille", right + wrong.len());
    for it in &missed {
        println!("missed {it}");
    }
    assert!(wrong.is_empty(), "linked wrongly:\n{}", wrong.join("\n"));
    assert!(recall >= 900, "recall {recall} per mille, missed:\n{}", missed.join("\n"));
}

/// A filing with these values, checked against these paragraphs.
fn compared(form_id: &str, year: u16, values: &[(&str, i64)], paragraphs: &[&str]) -> (Filing, Comparison) {
    let mut filing = Filing::new(form(form_id), Unit::named("江州市临水区人民政府"), year);
    let form = std::sync::Arc::clone(filing.form());
    let cell = |id: &str| form.cell_index(id).expect("a cell");
    let changes = values.iter().map(|(id, value)| (cell(id), Value::whole(*value)));
    if let Some(edit) = filing.cells_edit(changes) {
        filing.apply(edit, now());
    }
    let paragraphs: Vec<String> = paragraphs.iter().map(|it| (*it).to_owned()).collect();
    let comparison = compare(&filing, &engine(&filing), &paragraphs);
    (filing, comparison)
}

/// The relation ids of what was found.
fn found(comparison: &Comparison) -> Vec<&str> {
    comparison.findings.iter().map(|it| it.finding.relation.as_str()).collect()
}

#[test]
fn a_figure_that_disagrees_is_a_warning_that_quotes_the_sentence() {
    let sentence = "2024年，全区新收政府信息公开申请36件。";
    let (_, comparison) = compared("zfxxgk-2021", 2024, &[("3.1.g", 63)], &[sentence]);
    assert_eq!(found(&comparison), ["text:3.1.g"]);
    let it = &comparison.findings[0];
    assert_eq!((it.finding.severity, it.sentence.as_str()), (Severity::Warning, sentence));
    assert_eq!(it.finding.difference().map(|it| it.to_string()), Some("-27".to_owned()));
    assert!(it.finding.message.contains("36件") && it.finding.message.contains(sentence));
}

#[test]
fn closed_cases_are_explained_by_a_notice() {
    // 宿迁 2024: the text counts what was closed, 总计 − 尚未审结.
    let filing = sample("suqian-2024");
    let text = "因政府信息公开引发的行政复议案件134件，行政诉讼案件57件。".to_owned();
    let comparison = compare(&filing, &engine(&filing), &[text]);
    assert_eq!(found(&comparison), ["text:review-closed", "text:litigation-closed"]);
    assert!(comparison.findings.iter().all(|it| it.finding.severity == Severity::Notice));
    // What is neither is compared with the nearer one.
    let wrong = "因政府信息公开引发的行政复议案件143件。".to_owned();
    let comparison = compare(&filing, &engine(&filing), &[wrong]);
    assert_eq!(
        (found(&comparison), comparison.findings[0].finding.severity),
        (vec!["text:review-closed"], Severity::Warning)
    );
}

#[test]
fn totals_and_parts_of_a_sentence_are_added_up() {
    let text = "全区受理政府信息公开申请990件（含上年结转申请18件，本年度受理971件）。";
    let (_, comparison) = compared("zfxxgk-2019", 2020, &[], &[text]);
    // The table is blank: the text alone tells that 18 + 971 is 989.
    assert_eq!(found(&comparison), Vec::<&str>::new());
    let (_, comparison) = compared("zfxxgk-2019", 2020, &[("3.1.g", 971), ("3.2.g", 18)], &[text]);
    assert_eq!(found(&comparison), ["text:accepted.g"]);
    let text = "因政府信息公开引发的行政复议9件，其中结果维持5件，结果纠正1件，其他结果1件，尚未审结1件。";
    let (_, comparison) = compared("zfxxgk-2021", 2024, &[], &[text]);
    assert_eq!(found(&comparison), ["text-sum:4.1.e"]);
}

#[test]
fn sums_that_hold_are_told() {
    let text = "收到政府信息公开申请22件，其中信函申请17件，当面申请5件。按时办结19件，延期办结3件。";
    let (_, comparison) = compared("zfxxgk-2014", 2018, &[], &[text]);
    let sums: Vec<&str> = comparison.reading.sums.iter().map(|it| it.shown.as_str()).collect();
    assert_eq!(sums, ["17 + 5 = 22", "19 + 3 = 22"]);
    let text = "收到申请22件，当面申请21件，占95.5%；网络申请1件，占4.5%。";
    let (_, comparison) = compared("zfxxgk-2014", 2018, &[], &[text]);
    assert!(comparison.reading.sums.iter().any(|it| it.shown == "95.5% + 4.5% = 100%"));
}

#[test]
fn wrong_shares_are_found() {
    let text = |share: &str| format!("收到政府信息公开申请40件，予以公开30件，占{share}，不予公开10件，占25%。");
    for (share, expected) in [("75%", vec![]), ("57%", vec!["text-share:3.3.1.g"])] {
        let (_, comparison) = compared("zfxxgk-2021", 2024, &[], &[&text(share)]);
        assert_eq!(found(&comparison), expected, "{share}");
    }
}

#[test]
fn changes_are_judged_by_last_year() {
    let filing = sample_with_prior("suqian-2024", "suqian-2023");
    for (text, expected) in [
        ("新收政府信息公开申请3525件，同比增长0.4%。", vec![]),
        ("新收政府信息公开申请3525件，较上年的3511件增加14件。", vec![]),
        ("新收政府信息公开申请3525件，同比下降0.4%。", vec!["text-trend:3.1.g"]),
        ("新收政府信息公开申请3525件，比上年增加41件。", vec!["text-trend:3.1.g"]),
        ("2023年新收政府信息公开申请3511件。", vec![]),
        ("2023年新收政府信息公开申请3525件。", vec!["text:prior:3.1.g"]),
        ("新收政府信息公开申请3525件，与上年持平。", vec!["text-trend:3.1.g"]),
    ] {
        let comparison = compare(&filing, &engine(&filing), &[text.to_owned()]);
        assert_eq!(found(&comparison), expected, "{text}");
    }
}

#[test]
fn denials_are_compared_with_the_table() {
    for (text, values, expected) in [
        ("全年未收到政府信息公开申请。", vec![("3.1.g", 0), ("3.2.g", 0)], vec![]),
        ("全年未收到政府信息公开申请。", vec![("3.1.g", 3), ("3.2.g", 0)], vec!["text:3.1.g"]),
        (
            "没有因政府信息公开引发的行政复议和行政诉讼。",
            vec![("4.1.e", 2), ("4.1.d", 0), ("4.2.e", 0), ("4.3.e", 0)],
            vec!["text:4.1.e"],
        ),
    ] {
        let (_, comparison) = compared("zfxxgk-2021", 2024, &values, &[text]);
        let errors = comparison.findings.iter().filter(|it| it.finding.severity == Severity::Warning);
        assert_eq!(errors.map(|it| it.finding.relation.as_str()).collect::<Vec<_>>(), expected, "{text}");
    }
}

const HEADINGS: [&str; 6] = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
];

#[test]
fn headings_are_the_official_ones() {
    let check = |paragraphs: &[&str]| {
        let (_, comparison) = compared("zfxxgk-2021", 2024, &[], paragraphs);
        found(&comparison).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(check(&HEADINGS), Vec::<String>::new());
    let mut missing = HEADINGS.to_vec();
    missing.remove(4);
    assert_eq!(check(&missing), ["text-section:problems"]);
    let mut wrong = HEADINGS.to_vec();
    wrong[2] = "三、收到和处理政府信息公开情况";
    assert_eq!(check(&wrong), ["text-section:requests"]);
    let mut swapped = HEADINGS.to_vec();
    swapped.swap(1, 2);
    assert_eq!(check(&swapped), ["text-section:order"]);
    // A few sentences are no report.
    assert_eq!(check(&["新收政府信息公开申请36件。"]), Vec::<String>::new());
}

#[test]
fn years_are_those_of_the_filing() {
    let check = |text: &str| {
        let (_, comparison) = compared("zfxxgk-2021", 2024, &[], &[text]);
        found(&comparison).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(check("临水区2024年政府信息公开工作年度报告"), Vec::<String>::new());
    assert_eq!(check("临水区2023年政府信息公开工作年度报告"), ["text-year:title"]);
    assert_eq!(check("本报告数据的统计期限自2023年1月1日起至2023年12月31日止。"), ["text-year:period"]);
    assert_eq!(check("本报告数据的统计期限自2024年1月1日起至12月31日止。"), Vec::<String>::new());
}

#[test]
fn the_samples_raise_no_false_alarm() {
    // The table of 思茅 2017 beside its own text: 1531 and 4541 are other figures than those of the table.
    let text = labelled("simao-2017");
    let filing = sample("simao-2017");
    let paragraphs: Vec<String> = text.paragraphs.into_iter().map(|(paragraph, _)| paragraph).collect();
    let comparison = compare(&filing, &engine(&filing), &paragraphs);
    assert_eq!(found(&comparison), Vec::<&str>::new());
    for name in ["kunming-zwfw-2017", "panlong-2018"] {
        let text = labelled(name);
        let paragraphs: Vec<String> = text.paragraphs.into_iter().map(|(paragraph, _)| paragraph).collect();
        let comparison = compare(&text.filing, &engine(&text.filing), &paragraphs);
        assert_eq!(found(&comparison), Vec::<&str>::new(), "{name}");
    }
}

#[test]
fn the_text_bears_witness_in_the_search_for_guilty_cells() {
    // 63 + 5 = 36 + 5 does not balance. Either side may be wrong; each text speaks for one.
    let values = [("3.1.g", 63), ("3.2.g", 5), ("3.3.7.g", 36), ("3.4.g", 5)];
    for (text, guilty) in [("新收政府信息公开申请36件。", "3.1.g"), ("已办结政府信息公开申请63件。", "3.3.7.g")]
    {
        let (filing, comparison) = compared("zfxxgk-2021", 2024, &values, &[text]);
        let engine = engine(&filing);
        let (_, groups) = engine.suspects(&filing, &witnesses(&comparison));
        assert_eq!(filing.form().cell(groups[0][0].cells[0]).id.as_str(), guilty, "{text}");
    }
}
