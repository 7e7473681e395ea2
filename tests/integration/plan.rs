//! The work plan: a real one of 93 tasks with the merged cells dropped by a converter, and made ones of Word and Excel.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use jiff::civil::date;
use rust_xlsxwriter::{Format, Workbook};
use tianbao::filing::{Filing, Progress, Task, Unit, format};
use tianbao::form::Catalogue;
use tianbao::import::grid::Document;
use tianbao::report::plan::{self, Deadline, Filter};

use crate::cli::Folder;
use crate::readers::{document, docx};
use crate::support::{data, form, now, sample};

const YEAR: u16 = 2018;

fn guandu() -> Vec<Task> {
    let bytes = fs::read(data("plans/guandu-2018.txt")).expect("the sample");
    plan::tasks(&document(&bytes), YEAR)
}

/// A filing of that year with the plan in it.
fn filing() -> Filing {
    let mut filing = Filing::new(form("zfxxgk-2014"), Unit::named("昆明市官渡区人民政府"), YEAR);
    let edit = filing.plan_edit(guandu()).expect("a change");
    filing.apply(edit, now());
    filing
}

fn numbers(filing: &Filing, filter: &Filter) -> Vec<String> {
    filter.of(filing).into_iter().map(|(_, task)| task.number.clone()).collect()
}

#[test]
fn every_task_of_a_real_plan_is_whole() {
    let tasks = guandu();
    let expected: Vec<String> = (1..=93).map(|number: u32| number.to_string()).collect();
    assert_eq!(tasks.iter().map(|it| it.number.as_str()).collect::<Vec<_>>(), expected);
    for it in &tasks {
        assert!(it.topic.contains('／'), "{}: {}", it.number, it.topic);
        assert!(
            it.requirement.chars().count() > 14 && !it.requirement.ends_with("落实"),
            "{}: {}",
            it.number,
            it.requirement
        );
        assert!(it.unit.contains("落实"), "{}: {}", it.number, it.unit);
        assert!(it.deadline.chars().count() < 15 && !it.deadline.is_empty(), "{}: {}", it.number, it.deadline);
    }
    // Every deadline of the table, counted by hand.
    let mut deadlines: BTreeMap<String, usize> = BTreeMap::new();
    for it in &tasks {
        *deadlines.entry(it.deadline.split_whitespace().collect()).or_default() += 1;
    }
    let told: Vec<(&str, usize)> = deadlines.iter().map(|(text, count)| (text.as_str(), *count)).collect();
    let expected = [
        ("10月底前", 4),
        ("11月底前", 1),
        ("12月底前", 7),
        ("8月底前", 3),
        ("9月底前", 2),
        ("上级相关制度规定出台后", 1),
        ("全年工作", 72),
        ("待市级有关文件出台后", 2),
        ("按月度完成", 1),
    ];
    assert_eq!(told, expected);
}

#[test]
fn cells_that_slid_to_the_left_find_their_columns() {
    let tasks = guandu();
    let task = |number: usize| &tasks[number - 1];
    // Its unit and deadline stand above.
    assert_eq!(task(3).unit, "区政府办牵头,区级各部门分别负责落实");
    assert_eq!(task(3).deadline, "全年工作");
    // A deadline of words, without a unit of its own.
    assert_eq!((task(15).unit.as_str(), task(15).deadline.as_str()), (task(14).unit.as_str(), "待市级有关 文件出台后"));
    // Another topic on the same page.
    assert_eq!(task(20).topic, "着力加强公开解读回应工作／围绕稳定市场预期加强政策解读");
    assert_eq!(task(27).topic, "着力加强公开解读回应工作／围绕社会重大关切加强舆情回应");
    assert_eq!(task(27).unit, "区委宣传部牵头,区级各部门负责落实");
    assert_eq!((task(31).unit.as_str(), task(31).deadline.as_str()), (task(30).unit.as_str(), "按月度完成"));
    assert_eq!((task(47).deadline.as_str(), task(48).deadline.as_str()), ("8月底前", "全年工作"));
    assert_eq!(task(82).unit, "区政府法制办,区级各部门分别负责落实");
    assert_eq!(task(92).unit, "教育、环保、文体旅游、卫计、住建、民宗等部门分别落实");
    assert!(task(93).topic.ends_with("健全公共企事业单位信息公开制度"));
}

#[test]
fn tasks_are_found_by_unit_day_and_progress() {
    let mut filing = filing();
    let of = |unit: &str| Filter { unit: unit.to_owned(), ..Filter::default() };
    assert_eq!(numbers(&filing, &of("区财政局")), ["12", "14", "15"]);
    assert_eq!(numbers(&filing, &of("区委编办")), ["8", "37", "44", "53", "54"]);
    let general = Filter { with_general: true, ..of("区财政局") };
    assert!(numbers(&filing, &general).len() > 60 && !numbers(&filing, &general).contains(&"61".to_owned()));
    let september = Filter { until: Some(date(2018, 9, 30)), ..Filter::default() };
    assert_eq!(numbers(&filing, &september), ["37", "44", "47", "58", "74"]);
    let all_year = Filter { until: Some(date(2018, 12, 31)), ..Filter::default() };
    assert_eq!(numbers(&filing, &all_year).len(), 90, "three wait for others");
    let edit = plan::task_edit(&filing, 11, |task| task.progress = Progress::Done).expect("a change");
    filing.apply(edit, now());
    assert_eq!(numbers(&filing, &Filter { progress: Some(Progress::Done), ..Filter::default() }), ["12"]);
    assert_eq!(Deadline::parse(&filing.plan()[&14].deadline, YEAR), Deadline::Unclear);
}

#[test]
fn sentences_go_into_the_report_once() {
    let mut filing = filing();
    let place = plan::usual_place(&filing).expect("the form has a report");
    for (at, text) in [(11, "公开“三公”经费决算信息"), (13, "公开政府和社会资本合作项目信息。")]
    {
        let edit = plan::task_edit(&filing, at, |task| text.clone_into(&mut task.sentence)).expect("a change");
        filing.apply(edit, now());
    }
    let all: BTreeSet<u32> = filing.plan().keys().copied().collect();
    let edit = plan::put_edit(&filing, &all, &place).expect("two sentences");
    filing.apply(edit, now());
    let text = filing.report()[&place].text.clone();
    assert_eq!(text, "公开“三公”经费决算信息。公开政府和社会资本合作项目信息。");
    assert!(plan::put_edit(&filing, &all, &place).is_none(), "they are there");
    let edit = plan::task_edit(&filing, 0, |task| "办理了建议提案".clone_into(&mut task.sentence)).expect("a change");
    filing.apply(edit, now());
    let edit = plan::put_edit(&filing, &all, &place).expect("a new one");
    filing.apply(edit, now());
    assert_eq!(filing.report()[&place].text, format!("{text}\n办理了建议提案。"));
    filing.undo(now());
    assert_eq!(filing.report()[&place].text, text);
}

#[test]
fn the_plan_lives_in_the_file_and_a_new_reading_keeps_the_notes() {
    let mut filing = filing();
    let edit = plan::task_edit(&filing, 4, |task| {
        task.progress = Progress::Underway;
        "征求了意见".clone_into(&mut task.sentence);
    });
    filing.apply(edit.expect("a change"), now());
    let bytes = format::write(&filing);
    let read = format::read(&bytes, &Catalogue::shipped()).expect("a filing");
    assert_eq!(read.plan(), filing.plan());
    assert_eq!(format::write(&read), bytes);
    // The same notice again, with a task fewer.
    let fewer: Vec<Task> = guandu().into_iter().take(92).collect();
    let edit = filing.plan_edit(plan::with_notes(&filing, fewer)).expect("a task is gone");
    filing.apply(edit, now());
    assert_eq!((filing.plan().len(), filing.plan()[&4].sentence.as_str()), (92, "征求了意见"));
    filing.undo(now());
    assert_eq!(filing.plan().len(), 93);
    let broken = String::from_utf8(bytes).expect("UTF-8").replace("\"underway\"", "\"half\"");
    let refusal = format::read(broken.as_bytes(), &Catalogue::shipped()).expect_err("no such progress");
    assert!(refusal.to_string().contains("plan[4].progress"), "{refusal}");
}

/// Three tasks whose topic, unit and deadline are merged over rows, as (number, topic, requirement, unit, deadline).
const MADE: [[&str; 5]; 3] = [
    ["1", "政策解读", "重要政策文件与解读材料同步发布", "区政府办、区司法局", "全年"],
    ["2", "政策解读", "主要负责同志解读重要政策措施不少于一次", "区政府办、区司法局", "6月30日前"],
    ["3", "平台建设", "完成政府网站适老化改造并通过检测", "区科信局", "6月30日前"],
];

#[track_caller]
fn assert_made(document: &Document) {
    let tasks = plan::tasks(document, YEAR);
    let told: Vec<[&str; 5]> =
        tasks.iter().map(|it| [it.number.as_str(), &it.topic, &it.requirement, &it.unit, &it.deadline]).collect();
    assert_eq!(told, MADE, "{document:?}");
}

#[test]
fn merged_cells_of_word_are_resolved() {
    let cell = |merge: &str, text: &str| {
        format!("<w:tc><w:tcPr>{merge}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let (first, more) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let row =
        |cells: [(&str, &str); 5]| format!("<w:tr>{}</w:tr>", cells.map(|(merge, text)| cell(merge, text)).concat());
    let heads = row([("", "序号"), ("", "工作任务"), ("", "具体要求"), ("", "责任单位"), ("", "完成时限")]);
    let [one, two, three] = MADE;
    let body = [
        heads,
        row([("", one[0]), (first, one[1]), ("", one[2]), (first, one[3]), ("", one[4])]),
        row([("", two[0]), (more, ""), ("", two[2]), (more, ""), (first, two[4])]),
        row([("", three[0]), ("", three[1]), ("", three[2]), ("", three[3]), (more, "")]),
    ];
    assert_made(&document(&docx(&format!(
        "<w:p><w:r><w:t>分工方案</w:t></w:r></w:p><w:tbl>{}</w:tbl>",
        body.concat()
    ))));
}

#[test]
fn merged_and_blank_cells_of_a_workbook_are_resolved() {
    for merges in [true, false] {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write(0, 0, "2018年政务公开工作要点分工").expect("written");
        for (column, head) in (0..).zip(["序号", "工作任务", "具体要求", "责任单位", "完成时限"]) {
            sheet.write(2, column, head).expect("written");
        }
        for (row, task) in (3..).zip(MADE) {
            for (column, text) in (0..).zip(task) {
                // What is the same as above is merged with it, or left blank.
                let above = (row > 3).then(|| MADE[usize::try_from(row - 4).expect("small")][usize::from(column)]);
                if above != Some(text) {
                    sheet.write(row, column, text).expect("written");
                }
            }
        }
        if merges {
            let format = Format::new();
            for (first, last, column, text) in [(3, 4, 1, MADE[0][1]), (3, 4, 3, MADE[0][3]), (4, 5, 4, MADE[1][4])] {
                sheet.merge_range(first, column, last, column, text, &format).expect("merged");
            }
        }
        assert_made(&document(&workbook.save_to_buffer().expect("a workbook")));
    }
}

#[test]
fn other_tables_are_no_plans() {
    let filing = sample("suqian-2024");
    let tables = tianbao::export::docx::document(&filing);
    assert!(plan::tasks(&document(&tables), YEAR).is_empty());
}

#[test]
fn the_command_line_imports_lists_notes_and_puts() {
    let folder = Folder::new();
    let file = folder.path("f.tianbao").display().to_string();
    let new = ["new", "--form", "zfxxgk-2014", "--unit", "昆明市官渡区人民政府", "--year", "2018", "-o", &file];
    folder.run(&new).ends(0);
    let source = data("plans/guandu-2018.txt").display().to_string();
    let all = folder.run(&["plan", &file, "--import", &source, "--json"]).ends(0).json();
    assert_eq!((&all["total"], all["tasks"].as_array().map(Vec::len)), (&93.into(), Some(93)));
    let due = folder.run(&["plan", &file, "--before", "9月底", "--unit", "区科信局", "--json"]).ends(0).json();
    assert_eq!(due["tasks"][0]["number"], "58");
    assert_eq!(due["tasks"][0]["until"], "2018-09-30");
    let noted = ["plan", &file, "--set", "58=已完成", "--say", "58=规范了政府网站域名", "--unit", "区科信局", "--put"];
    let words = folder.run(&noted).ends(0).out();
    assert!(words.contains("58 [已完成]") && words.contains("报告：规范了政府网站域名"), "{words}");
    let report = folder.run(&["report", &file, "--json"]).ends(0).json();
    assert!(report.to_string().contains("规范了政府网站域名。"), "{report}");
    folder.run(&["plan", &file, "--set", "580=已完成"]).refused("没有序号为“580”的任务");
    folder.run(&["plan", &file, "--set", "58=一半"]).refused("没有“一半”这种进展");
    folder.run(&["plan", &file, "--before", "明天"]).refused("看不懂日期“明天”");
    folder.run(&["plan", &file, "--put", "--place", "nowhere"]).refused("报告中没有“nowhere”这一处");
    let other = folder.sample("suqian-2024");
    folder.run(&["plan", &file, "--import", &other]).refused("没有找到工作任务表");
}
