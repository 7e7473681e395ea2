//! The typeset form: it compiles for every sample, says what the form says, and takes no text for markup.

use tianbao::export::pdf::{self, Fonts, Typeface};
use tianbao::filing::{Filing, Unit, Value};
use tianbao::form::Role;
use tianbao::jobs::fonts;

use crate::support::{form, now, sample};
use crate::tools::{page_count, poppler, squeezed};

const SAMPLES: [(&str, usize); 5] =
    [("simao-2017", 2), ("shanghai-2019", 3), ("hongze-2023", 3), ("suqian-2023", 3), ("suqian-2024", 3)];

fn page_fonts() -> Fonts {
    fonts::for_pages().expect("the test machine has fonts-noto-cjk")
}

fn typeset(filing: &Filing) -> Vec<u8> {
    pdf::document(filing, &page_fonts()).expect("the template compiles")
}

/// The text in the order it was set, without spaces: a label that wraps in its cell is whole again.
fn text(document: &[u8]) -> String {
    squeezed(&poppler("pdftotext", &["-raw"], document))
}

fn renamed(mut filing: Filing, name: &str) -> Filing {
    let edit = filing.unit_edit(Unit::named(name));
    filing.apply(edit, now());
    filing
}

fn with_value(mut filing: Filing, cell: &str, value: Value) -> Filing {
    let cell = filing.form().cell_index(cell).expect("a cell of the form");
    let edit = filing.cells_edit([(cell, value)]).expect("a change");
    filing.apply(edit, now());
    filing
}

#[test]
fn samples_say_what_the_form_says() {
    for (name, pages) in SAMPLES {
        let filing = sample(name);
        let document = typeset(&filing);
        assert_eq!(page_count(&document), pages, "{name}");
        let text = text(&document);
        for table in &filing.form().tables {
            assert!(text.contains(&squeezed(&table.section)), "{name}: {}", table.section);
            for it in &table.boxes {
                assert!(text.contains(&squeezed(&it.text)), "{name}: {}", it.text);
            }
        }
        for field in &filing.form().signoff {
            assert!(text.contains(&format!("{field}：")), "{name}: {field}");
        }
        for wanted in [&filing.unit().name, "信息公开情况统计表", &format!("（{}年度）", filing.year()), "—1—"]
        {
            assert!(text.contains(wanted), "{name}: {wanted}");
        }
    }
}

#[test]
fn figures_stand_in_the_order_of_the_form() {
    for (name, _) in SAMPLES {
        let filing = sample(name);
        // Every number is made one that occurs nowhere else.
        let mut marked = filing.clone();
        let changes: Vec<_> =
            filing.form().cell_indices().map(|cell| (cell, Value::whole(70_001 + i64::from(cell.0)))).collect();
        let edit = marked.cells_edit(changes).expect("changes");
        marked.apply(edit, now());
        let layout = poppler("pdftotext", &["-layout"], &typeset(&marked));
        for cell in filing.form().cell_indices() {
            let figure = (70_001 + cell.0).to_string();
            assert!(layout.contains(&figure), "{name}: {} {figure}", filing.form().cell(cell).id);
        }
        // A line of the form is a line on the page, if its label does not wrap.
        let table = filing.form().tables.last().expect("a table");
        let last = table.boxes.iter().map(|it| it.line).max().expect("lines");
        let figures: Vec<_> = table
            .boxes
            .iter()
            .filter(|it| it.line == last)
            .filter_map(|it| match it.role {
                Role::Value(cell) => Some((70_001 + cell.0).to_string()),
                _ => None,
            })
            .collect();
        let found = layout.lines().any(|line| {
            line.split_whitespace().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).eq(&figures)
        });
        assert!(found, "{name}: {figures:?}");
    }
}

#[test]
fn names_are_never_markup() {
    let name = r#"#import "@preview/x:1.0.0" $a$ *b* <c> \u{41} //d"#;
    let document = typeset(&renamed(sample("suqian-2024"), name));
    let text = text(&document);
    let name = squeezed(name);
    assert!(text.contains(&format!("填报单位（盖章）：{name}")), "{text}");
    assert!(text.starts_with(&name), "{text}");
}

#[test]
fn same_filing_same_bytes() {
    let filing = sample("hongze-2023");
    let first = typeset(&filing);
    let _between = typeset(&sample("suqian-2024"));
    assert!(first == typeset(&filing), "the bytes differ");
    let info = poppler("pdfinfo", &[], &first);
    assert!(info.lines().any(|line| line.starts_with("CreationDate:") && line.contains("2023")), "{info}");
    assert!(info.lines().any(|line| line.starts_with("Tagged:") && line.ends_with("yes")), "{info}");
    assert!(info.contains("江苏省淮安市洪泽区人民政府信息公开情况统计表"), "{info}");
    assert!(info.lines().any(|line| line.starts_with("Author:") && line.contains("洪泽区人民政府")), "{info}");
}

#[test]
fn long_titles_break_behind_the_unit() {
    let name = "威海市文登区住房和城乡建设局";
    let document = typeset(&renamed(sample("suqian-2024"), name));
    let layout = poppler("pdftotext", &["-layout"], &document);
    let mut lines = layout.lines().map(str::trim).filter(|line| !line.is_empty());
    assert_eq!(lines.next(), Some(name));
    assert_eq!(lines.next(), Some("政府信息公开情况统计表"));
    assert_eq!(page_count(&document), 3);

    let name = "威海市文登区住房和城乡建设局（威海市文登区人民防空办公室、威海市文登区城市管理综合行政执法局）";
    let document = typeset(&renamed(sample("suqian-2024"), name));
    assert!(text(&document).starts_with(&format!("{name}政府信息公开情况统计表（2024年度）")));
}

#[test]
fn long_values_stay_whole_and_inside() {
    let figures = [("4.1.a", "123456"), ("4.1.b", "999999999999999999"), ("3.1.a", "-1234567.123456789")];
    let mut filing = sample("suqian-2024");
    for (cell, figure) in figures {
        filing = with_value(filing, cell, Value::from_exact(figure).expect("a number"));
    }
    let words = "约二十一件，其中http://example.invalid/an-address-without-a-place-to-break";
    filing = with_value(filing, "4.3.e", Value::Text(words.to_owned()));
    let document = typeset(&filing);
    let text = text(&document);
    for (_, figure) in figures {
        assert!(text.contains(figure), "{figure}");
    }
    assert!(text.contains(words), "{text}");
    // The margins are 79 and 74 points; a bracket's empty half may reach into them.
    for side in [["-x", "0", "-W", "70"], ["-x", "528", "-W", "67"]] {
        let mut arguments = vec!["-y", "0", "-H", "842"];
        arguments.extend(side);
        assert_eq!(poppler("pdftotext", &arguments, &document).trim(), "", "{side:?}");
    }
}

#[test]
fn a_text_longer_than_a_page_is_not_lost() {
    let words = "甲".repeat(4_000);
    let document = typeset(&with_value(sample("suqian-2024"), "3.3.2.c", Value::Text(words)));
    assert_eq!(text(&document).matches('甲').count(), 4_000);
}

#[test]
fn signatures_are_printed() {
    let mut filing = sample("simao-2017");
    for (field, text) in [("填报人", "欧阳䶮"), ("填报日期", "2018年1月15日")] {
        let edit = filing.signoff_edit(field, text);
        filing.apply(edit, now());
    }
    let text = text(&typeset(&filing));
    assert!(text.contains("填报人：欧阳䶮") && text.contains("填报日期：2018年1月15日") && text.contains("（盖章）"));
}

#[test]
fn documents_are_made_for_archives() {
    let says_so = |document: &[u8]| String::from_utf8_lossy(document).contains("<pdfaid:part>2</pdfaid:part>");
    assert!(says_so(&typeset(&sample("suqian-2024"))));
    // A character without a shape is printed all the same.
    let odd = typeset(&renamed(sample("suqian-2024"), "甲\u{10fffd}局\u{e000}"));
    assert!(!says_so(&odd));
    assert_eq!(page_count(&odd), 3);
}

#[test]
fn an_empty_filing_has_empty_boxes() {
    for id in ["zfxxgk-2014", "zfxxgk-2019", "zfxxgk-2021"] {
        let filing = Filing::new(form(id), Unit::default(), 2024);
        let text = text(&typeset(&filing));
        assert!(text.starts_with("政府信息公开情况统计表（2024年度）"), "{text}");
    }
}

#[test]
fn missing_fonts_are_named() {
    let nothing = fontdb::Database::new();
    let Err(error) = fonts::pages_from(&nothing) else { panic!("there is no face") };
    assert!(error.to_string().contains("fonts-noto-cjk"), "{error}");
    let Err(error) = fonts::interface_from(&nothing) else { panic!("there is no face") };
    assert!(error.to_string().contains("没有找到简体中文字体"), "{error}");
}

#[test]
fn every_kind_of_face_is_set_in_something() {
    fn may_cross_threads<T: Send + Sync>(_: &T) {}
    let fonts = page_fonts();
    may_cross_threads(&fonts);
    for typeface in Typeface::ALL {
        assert!(fonts.choice(typeface).is_some_and(|choice| !choice.families.is_empty()), "{}", typeface.label());
    }
    let face = fonts::interface_face().expect("a face for the window");
    assert!(!face.data.is_empty() && !face.family.is_empty());
}
