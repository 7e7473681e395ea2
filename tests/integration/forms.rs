//! The shipped forms: complete, sound, with the cells that the reference counts.

use tianbao::check::soundness;
use tianbao::form::{Catalogue, Figure, Form};

use crate::support::form;

#[test]
fn shipped_forms_are_sound() {
    for (file, text) in Catalogue::shipped_sources() {
        let form = Form::parse(file, text).unwrap_or_else(|problems| panic!("{problems:#?}"));
        assert_eq!(soundness::problems(&form, file), []);
    }
}

#[test]
fn cells_are_counted_as_in_the_reference() {
    let counts = |id: &str| {
        let form = form(id);
        let by_table = form.tables.iter().map(|table| table.value_boxes().count()).collect::<Vec<_>>();
        (form.cells.len(), by_table)
    };
    assert_eq!(counts("zfxxgk-2014"), (58, vec![58]));
    assert_eq!(counts("zfxxgk-2019"), (198, vec![22, 161, 15]));
    assert_eq!(counts("zfxxgk-2021"), (200, vec![10, 175, 15]));
    assert_eq!(form("zfxxgk-2014").rows.iter().filter(|row| row.is_group).count(), 7);
}

/// A small sound form on which mistakes are made.
const SOUND: &str = r#"format = 1
id = "test"
title = "测试表"
issued_by = "测试"
years = { from = 2020 }

[[table]]
id = "1"
widths = [3, 1]

[[table.part]]
heads = [[{ text = "指标" }, { text = "数" }]]
columns = [{ letter = "a", label = "数" }]
measure = "件"
rows = [
  { code = "1", label = "合计" },
  { code = "2", label = "甲" },
  { code = "3", label = "乙" },
  { code = "4", label = "丙" },
]

[[relation]]
id = "sum"
kind = "total"
severity = "error"
mark = "logic"
left = ["1.a"]
right = ["2.a", "3.a"]
text = "合计等于甲乙之和"
source = "测试"
"#;

/// All problems of a text, from reading and from the soundness of its relations.
fn problems(text: &str) -> Vec<String> {
    let problems = match Form::parse("test.toml", text) {
        Ok(form) => soundness::problems(&form, "test.toml"),
        Err(problems) => problems,
    };
    problems.iter().map(ToString::to_string).collect()
}

fn with_relation(left: &str, right: &str) -> String {
    let more = format!(
        "\n[[relation]]\nid = \"more\"\nkind = \"total\"\nseverity = \"error\"\nmark = \"logic\"\nleft = [{left}]\nright = [{right}]\ntext = \"t\"\nsource = \"s\"\n"
    );
    format!("{SOUND}{more}")
}

#[track_caller]
fn assert_problem(text: &str, line: usize, words: &str) {
    let found = problems(text);
    let start = format!("表式文件 test.toml 第 {line} 行：");
    assert!(
        found.iter().any(|it| it.starts_with(&start) && it.contains(words)),
        "expected line {line} with {words}, found {found:#?}"
    );
}

#[test]
fn mistakes_in_a_form_are_told_with_line_and_sentence() {
    assert_eq!(problems(SOUND), Vec::<String>::new());
    assert_problem(&SOUND.replace("code = \"3\"", "code = \"2\""), 18, "行编号“2”重复");
    assert_problem(&SOUND.replace("\"3.a\"]", "\"9.a\"]"), 28, "“9.a”，但表中没有这个单元格");
    assert_problem(&SOUND.replace("right = [\"2.a\", \"3.a\"]", "right = [\"1.a\", \"3.a\"]"), 23, "合计不能包含自己");
    assert_problem(
        &SOUND.replace("{ text = \"数\" }]]", "{ text = \"数\", columns = 2 }]]"),
        12,
        "超出表格宽度，或与别的格子重叠",
    );
    assert_problem(&SOUND.replace("{ text = \"指标\" }, ", ""), 12, "没有排满");
    assert_problem(&SOUND.replace("kind = \"total\"", "kind = \"sum\""), 23, "种类“sum”不认识");
    assert_problem(&SOUND.replace("severity = \"error\"", "severity = \"bad\""), 25, "严重程度“bad”不认识");
    assert_problem(&SOUND.replace("title = \"测试表\"", "titel = \"测试表\""), 3, "不合表式文件的格式");
    assert_problem(&SOUND.replace("format = 1", "format = 9"), 1, "请改用新版程序");
    assert_problem(
        &format!("{SOUND}\n[[relation]]\n{}", SOUND.split("[[relation]]\n").nth(1).expect("a relation")),
        33,
        "编号“sum”重复",
    );
    assert_problem(&with_relation("\"2.a\"", "\"[1-9.a\""), 38, "不是正确的编号写法");
}

#[test]
fn totals_that_contain_themselves_or_contradict_are_refused() {
    // 甲 is a part of 合计, and 合计 a part of 甲.
    assert_problem(&with_relation("\"2.a\"", "\"1.a\", \"4.a\""), 33, "绕了一圈成了自己的分项");
    // 合计 = 甲 + 乙 and 合计 = 甲 + 乙 + 丙 leave 丙 nothing but zero.
    assert_problem(&with_relation("\"1.a\"", "\"2.a\", \"3.a\", \"4.a\""), 33, "单元格 4.a 只能是 0");
    // The same equation twice follows from itself and is no contradiction.
    assert_eq!(problems(&with_relation("\"1.a\"", "\"2.a\", \"3.a\"")), Vec::<String>::new());
}

#[test]
fn matrix_relations_are_one_entry() {
    let form = form("zfxxgk-2021");
    let instances = |family: &str| form.relations.iter().filter(|relation| relation.family == family).count();
    assert_eq!(instances("row-total.{r}"), 25);
    assert_eq!(instances("outcome-total.{c}"), 7);
    assert_eq!(instances("balance.{c}"), 7);
    assert_eq!(instances("case-total.{r}"), 3);
    let outcome = form.relation("outcome-total.a").expect("it is there");
    assert_eq!(outcome.right.len(), 21);
}

#[test]
fn names_are_those_of_sentences() {
    let form = form("zfxxgk-2021");
    let name = |id: &str| form.cell(form.cell_index(id).expect("a cell")).name.clone();
    assert_eq!(name("3.3.7.a"), "三、（七）总计（自然人）");
    assert_eq!(name("3.3.3.1.g"), "三、（三）1.属于国家秘密（总计）");
    assert_eq!(name("2.8.1.a"), "行政事业性收费（本年收费金额）");
    assert_eq!(name("4.1.e"), "四、行政复议（总计）");
}

#[test]
fn a_form_is_chosen_by_year() {
    let catalogue = Catalogue::shipped();
    let id = |year| catalogue.for_year(year).map(|form| form.id.clone());
    assert_eq!(id(2013), None);
    assert_eq!(id(2014).as_deref(), Some("zfxxgk-2014"));
    assert_eq!(id(2018).as_deref(), Some("zfxxgk-2014"));
    assert_eq!(id(2019).as_deref(), Some("zfxxgk-2019"));
    assert_eq!(id(2020).as_deref(), Some("zfxxgk-2019"));
    assert_eq!(id(2026).as_deref(), Some("zfxxgk-2021"));
}

#[test]
fn every_cell_has_a_phrase_or_stands_beside_a_total() {
    // The text check of a report needs words for every item; of table 三 the 总计 column speaks for its row.
    for id in ["zfxxgk-2014", "zfxxgk-2019", "zfxxgk-2021"] {
        let form = form(id);
        for row in form.rows.iter().filter(|row| !row.is_group) {
            let is_spoken_of =
                row.cells.iter().any(|cell| form.phrases.iter().any(|phrase| phrase.figure == Figure::Cell(*cell)));
            assert!(is_spoken_of, "{id}: no phrase for {}", row.name);
        }
    }
}
