//! The command line on the real program, each test in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value as Json, json};
use tianbao::export::paper::Label;

use crate::support::{sample, sample_path};

/// A private folder in which the program runs.
pub(crate) struct Folder {
    root: tempfile::TempDir,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self { root: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_tianbao"))
            .args(arguments)
            .current_dir(self.root.path())
            .env("TIANBAO_DATA", self.path("data"))
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .output()
            .expect("the program starts");
        Ran(output)
    }

    /// A copy of a sample under its name.
    pub(crate) fn sample(&self, name: &str) -> String {
        let file = format!("{name}.tianbao");
        fs::copy(sample_path(name), self.path(&file)).expect("copied");
        file
    }

    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("readable")
    }
}

/// What the program did.
pub(crate) struct Ran(Output);

impl Ran {
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.0.status.code(), Some(code), "stdout: {}\nstderr: {}", self.out(), self.err());
        self
    }

    /// Refused: exit 2, nothing on stdout, a Chinese sentence on stderr.
    #[track_caller]
    pub(crate) fn refused(self, words: &str) {
        let ran = self.ends(2);
        assert_eq!(ran.out(), "");
        assert!(ran.err().contains(words), "{}", ran.err());
        assert!(!ran.err().contains("panicked"), "{}", ran.err());
    }

    pub(crate) fn code(&self) -> Option<i32> {
        self.0.status.code()
    }

    pub(crate) fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).expect("UTF-8")
    }

    pub(crate) fn err(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).expect("UTF-8")
    }

    pub(crate) fn json(&self) -> Json {
        serde_json::from_str(&self.out()).expect("one JSON document")
    }
}

pub(crate) fn relations(check: &Json) -> Vec<String> {
    let findings = check["findings"].as_array().expect("findings").iter();
    let named =
        findings.filter(|it| it["kind"] != "blank").map(|it| it["relation"].as_str().expect("an id").to_owned());
    named.collect()
}

#[test]
fn the_real_tables_have_exactly_their_findings() {
    let folder = Folder::new();
    for (name, code, expected, blanks) in [
        ("simao-2017", 0, vec!["disclosed-rules-issued"], 2),
        ("shanghai-2019", 0, vec![], 135),
        ("hongze-2023", 1, vec!["case-total.4.1", "case-total.4.3"], 0),
        ("suqian-2023", 0, vec![], 0),
        ("suqian-2024", 0, vec![], 0),
    ] {
        let file = folder.sample(name);
        let check = folder.run(&["check", &file, "--json"]).ends(code).json();
        assert_eq!(relations(&check), expected, "{name}");
        assert_eq!(check["counts"]["blank"], blanks, "{name}");
        assert_eq!(check["complete"], blanks == 0, "{name}");
    }
}

#[test]
fn a_finding_has_the_shape_of_the_contract() {
    let folder = Folder::new();
    let file = folder.sample("hongze-2023");
    let check = folder.run(&["check", &file, "--json"]).ends(1).json();
    assert_eq!((&check["form"], &check["year"]), (&"zfxxgk-2021".into(), &2023.into()));
    let finding = &check["findings"][0];
    for (field, expected) in [
        ("relation", serde_json::json!("case-total.4.1")),
        ("kind", serde_json::json!("total")),
        ("severity", serde_json::json!("error")),
        ("verdict", serde_json::json!("violated")),
        ("cells", serde_json::json!(["4.1.e", "4.1.a", "4.1.b", "4.1.c", "4.1.d"])),
        ("prior_cells", serde_json::json!([])),
        ("left", serde_json::json!("0")),
        ("right", serde_json::json!("11")),
        ("difference", serde_json::json!("-11")),
    ] {
        assert_eq!(finding[field], expected, "{field}");
    }
}

#[test]
fn guilty_cells_are_named() {
    let folder = Folder::new();
    let file = folder.sample("hongze-2023");
    let check = folder.run(&["check", &file, "--json"]).ends(1).json();
    let suspect = serde_json::json!({
        "cells": ["4.1.e"],
        "changes": [{ "cell": "4.1.e", "from": "0", "to": "11" }],
        "slip": "total_at_zero",
        "certainty": "unique",
    });
    assert_eq!(check["findings"][0]["suspects"], serde_json::json!([suspect]));
    assert_eq!(
        check["localised"],
        serde_json::json!({
            "size": 2,
            "sets": [["4.1.e", "4.3.e"], ["4.1.e", "4.3.a"]],
            "groups": [{ "size": 1, "sets": [["4.1.e"]] }, { "size": 1, "sets": [["4.3.e"], ["4.3.a"]] }],
            "more": false,
            "exact": true,
        })
    );
    let words = folder.run(&["check", &file]).ends(1).out();
    assert!(words.contains("疑似合计没有填，还是0：四、行政复议（总计） 0 → 11"), "{words}");
    let clean = folder.sample("suqian-2024");
    let check = folder.run(&["check", &clean, "--json"]).ends(0).json();
    assert_eq!(
        check["localised"],
        serde_json::json!({ "size": 0, "sets": [], "groups": [], "more": false, "exact": true })
    );
}

#[test]
fn last_year_is_compared() {
    let folder = Folder::new();
    let (this, last) = (folder.sample("suqian-2024"), folder.sample("suqian-2023"));
    let before = folder.text(&this);
    let check = folder.run(&["check", &this, "--prior", &last, "--json"]).ends(0).json();
    assert_eq!(relations(&check), ["jump.3.3.3.2.g", "jump.3.3.5.4.g", "jump-case.4.3.c"]);
    folder.run(&["set", &this, "3.2.a=119", "3.2.g=122"]).ends(1);
    let check = folder.run(&["check", &this, "--prior", &last, "--json"]).ends(1).json();
    assert!(relations(&check).contains(&"carry-over.a".to_owned()), "{check:#}");
    assert_eq!(check["findings"][0]["severity"], "error");
    folder.run(&["check", &last, "--prior", &this]).refused("不是 2023 年度的上年数");
    // Attached, last year travels inside the file.
    folder.run(&["set", &this, &format!("@prior={last}")]).ends(0);
    fs::remove_file(folder.path(&last)).expect("removed");
    let check = folder.run(&["check", &this, "--json"]).ends(1).json();
    assert!(relations(&check).contains(&"carry-over.a".to_owned()), "{check:#}");
    folder.run(&["set", &this, "@incomparable=机构合并"]).ends(0);
    let check = folder.run(&["check", &this, "--json"]).ends(1).json();
    assert!(!relations(&check).contains(&"carry-over.a".to_owned()), "{check:#}");
    assert_eq!(check["incomparable"], "机构合并");
    assert_ne!(folder.text(&this), before, "only set changed the file");
}

#[test]
fn a_filing_is_made_filled_checked_and_shown() {
    let folder = Folder::new();
    folder
        .run(&[
            "new",
            "--form",
            "zfxxgk-2021",
            "--unit",
            "某区人民政府",
            "--year",
            "2024",
            "--level",
            "county",
            "-o",
            "a.tianbao",
        ])
        .ends(0);
    folder
        .run(&[
            "set",
            "a.tianbao",
            "3.1.a=１，２３４件",
            "2.8.1.a=251000元",
            "3.1.c=二十一",
            "3.1.d=",
            "@填报人=张三",
            "@contact=2133791",
        ])
        .ends(1);
    let shown = folder.run(&["show", "a.tianbao", "--json"]).ends(0).json();
    assert_eq!(shown["values"]["3.1.a"], "1234");
    assert_eq!(shown["values"]["2.8.1.a"], "25.1");
    assert_eq!(shown["values"]["3.1.b"], Json::Null);
    assert_eq!(shown["values"]["3.1.c"], serde_json::json!({ "text": "二十一" }));
    assert_eq!(shown["signoff"], serde_json::json!({ "填报人": "张三", "联系电话": "2133791" }));
    assert_eq!(shown["values"].as_object().expect("values").len(), 200);
    let check = folder.run(&["check", "a.tianbao", "--json"]).ends(1).json();
    assert_eq!(relations(&check), ["unread:3.1.c"]);
    assert_eq!(check["complete"], false);
    let last = folder.run(&["check", "a.tianbao", "--final", "--json"]).ends(1).json();
    let blank = last["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .find(|it| it["kind"] == "blank")
        .expect("a blank")
        .clone();
    assert_eq!(blank["severity"], "error");
    assert!(last["findings"].as_array().expect("findings").iter().any(|it| it["verdict"] == "undecided"));
}

#[test]
fn cell_findings_have_their_kinds() {
    let folder = Folder::new();
    folder.run(&["new", "--unit", "某局", "--year", "2020", "-o", "a.tianbao"]).ends(0);
    let set = [
        "set",
        "a.tianbao",
        "3.1.a=-5",
        "3.1.b=2.5",
        "3.1.c=1000000000000001",
        "2.5.1.b=-417",
        "2.9.1.b=1.1234567",
        "3.1.d=1000000000000000",
    ];
    folder.run(&set).ends(1);
    let check = folder.run(&["check", "a.tianbao", "--json"]).ends(1).json();
    assert_eq!(relations(&check), ["decimals:2.9.1.b", "range:3.1.a", "decimals:3.1.b", "range:3.1.c"]);
}

#[test]
fn refused_texts_change_nothing() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let before = folder.text(&file);
    for text in ["-", "－", "/", "无", "—"] {
        folder.run(&["set", &file, "3.1.b=5", &format!("3.1.a={text}")]).refused("原来的数没有改动");
        assert_eq!(folder.text(&file), before);
    }
}

#[test]
fn calculations_are_reckoned_and_kept_as_notes() {
    let folder = Folder::new();
    let file = folder.sample("hongze-2023");
    folder.run(&["set", &file, "3.1.b==12+7", "2.8.1.a=＝251000÷10000"]).ends(1);
    let shown = folder.run(&["show", &file, "--json"]).ends(0).json();
    assert_eq!(shown["values"]["3.1.b"], "19");
    assert_eq!(shown["values"]["2.8.1.a"], "25.1");
    assert_eq!(shown["notes"], serde_json::json!({ "2.8.1.a": "=251000÷10000", "3.1.b": "=12+7" }));
    folder.run(&["set", &file, "3.1.b=5"]).ends(1);
    let shown = folder.run(&["show", &file, "--json"]).ends(0).json();
    assert_eq!(shown["notes"], serde_json::json!({ "2.8.1.a": "=251000÷10000" }));
    folder.run(&["set", &file, "3.1.b==10/3"]).refused("除不尽");
    let shown = folder.run(&["show", &file, "--json"]).ends(0).json();
    assert_eq!(shown["values"]["3.1.b"], "5");
}

#[test]
fn remarks_settle_warnings() {
    let folder = Folder::new();
    let file = folder.sample("simao-2017");
    folder.run(&["remark", &file, "disclosed-rules-issued", "含往年制发的1件"]).ends(0);
    let check = folder.run(&["check", &file, "--json"]).ends(0).json();
    let finding =
        check["findings"].as_array().expect("findings").iter().find(|it| it["kind"] == "at_most").expect("it").clone();
    assert_eq!((&finding["settled"], &finding["remark"]["text"]), (&true.into(), &"含往年制发的1件".into()));
    assert_eq!((&check["counts"]["warning"], &check["counts"]["settled"]), (&2.into(), &1.into()));
    folder.run(&["set", &file, "1.1.a=4"]).ends(0);
    let check = folder.run(&["check", &file, "--json"]).ends(0).json();
    assert_eq!(check["counts"]["settled"], 0);
    folder.run(&["remark", &file, "no-such-relation", "x"]).refused("没有编号为“no-such-relation”的审核结果");
}

#[test]
fn exports_are_written_by_extension() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    folder.run(&["export", &file, "-o", "a.xlsx", "a.docx", "a.pdf", "a.html", "a.csv", "a.json"]).ends(0);
    let start = |name: &str| fs::read(folder.path(name)).expect("written")[..4].to_vec();
    assert_eq!(start("a.xlsx"), b"PK\x03\x04");
    assert_eq!(start("a.docx"), b"PK\x03\x04");
    assert_eq!(start("a.html"), b"<!DO");
    assert_eq!(start("a.pdf"), b"%PDF");
    assert_eq!(start("a.csv")[..3], *b"\xef\xbb\xbf");
    let json: Json = serde_json::from_str(&folder.text("a.json")).expect("JSON");
    assert_eq!(json["values"]["3.1.g"], "3525");
    folder.run(&["export", &file, "-o", "b.csv", "-o", "b.xyz"]).refused("不知道把 b.xyz 导出成什么格式");
    assert!(!folder.path("b.csv").exists(), "nothing is written when one format is not known");
}

#[test]
fn reports_are_exported_and_open_sections_told() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    folder.run(&["report", &file, "--draft", "--set", "overview.active=公开及时。"]).ends(0);
    let ran = folder.run(&["export", &file, "--shape", "report", "-o", "r.docx", "r.html"]).ends(0);
    assert!(ran.err().contains("五、存在的主要问题及改进情况；六、其他需要报告的事项"), "{}", ran.err());
    assert!(!ran.err().contains("一、总体情况"), "{}", ran.err());
    assert!(folder.text("r.html").contains("公开及时。"));
    assert!(folder.path("r.docx").exists());
    folder.run(&["export", &file, "--shape", "report", "-o", "r.docx", "r.xlsx"]).refused("docx、pdf、html");
    assert!(!folder.path("r.xlsx").exists());
}

#[test]
fn versions_are_listed_and_restored() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    folder.run(&["set", &file, "3.1.a=1"]).ends(1);
    let versions = folder.run(&["versions", &file, "--json"]).ends(0).json();
    assert_eq!(versions.as_array().expect("a list").len(), 1);
    folder.run(&["versions", &file, "--restore", "1"]).ends(0);
    assert_eq!(folder.run(&["show", &file, "--json"]).ends(0).json()["values"]["3.1.a"], "3440");
    folder.run(&["versions", &file, "--restore", "77"]).refused("的第 77 个历史版本");
}

#[test]
fn forms_are_described() {
    let folder = Folder::new();
    let list = folder.run(&["forms", "--json"]).ends(0).json();
    let ids: Vec<_> = list.as_array().expect("a list").iter().map(|form| form["id"].as_str().expect("an id")).collect();
    assert_eq!(ids, ["zfxxgk-2014", "zfxxgk-2019", "zfxxgk-2021"]);
    let form = folder.run(&["forms", "zfxxgk-2021", "--json"]).ends(0).json();
    assert_eq!(form["cells"].as_array().expect("cells").len(), 200);
    assert_eq!(form["years"], serde_json::json!([2021, null]));
    let cell = form["cells"]
        .as_array()
        .expect("cells")
        .iter()
        .find(|cell| cell["id"] == "2.8.1.a")
        .expect("the money cell")
        .clone();
    assert_eq!((&cell["measure"], &cell["decimals"], &cell["signed"]), (&"万元".into(), &6.into(), &false.into()));
    folder.run(&["forms", "zfxxgk-2030"]).refused("没有表式“zfxxgk-2030”");
}

#[test]
fn forms_are_diagnosed() {
    let folder = Folder::new();
    let report = folder.run(&["forms", "zfxxgk-2021", "--diagnose", "--json"]).ends(0).json();
    assert_eq!((&report["contradictions"], &report["problems"]), (&serde_json::json!([]), &serde_json::json!([])));
    // Table 三: row totals, outcome totals and balances say the same of the corners twice.
    let groups = report["groups"].as_array().expect("groups");
    let count = |key: &str| groups[0][key].as_array().expect("relations").len();
    assert_eq!((groups.len(), count("relations"), count("following")), (1, 39, 2));
    assert_eq!(report["unwatched"], serde_json::json!([]));
    let text = folder.run(&["forms", "zfxxgk-2021", "--diagnose"]).ends(0);
    assert!(text.out().contains("39 条关系为一组，其中 2 条可由其余各条推出"), "{}", text.out());
    // The other two forms are sound as well.
    let of_2014 = folder.run(&["forms", "zfxxgk-2014", "--diagnose", "--json"]).ends(0).json();
    assert_eq!((&of_2014["groups"], &of_2014["contradictions"]), (&serde_json::json!([]), &serde_json::json!([])));
    assert!(of_2014["only_warned"].as_array().expect("cells").contains(&"6".into()));
    folder.run(&["forms", "zfxxgk-2019", "--diagnose"]).ends(0);
    // An own form may contradict itself, and say what follows anyway.
    let shipped = include_str!("../../assets/forms/zfxxgk-2014.toml");
    let entry = |id: &str, kind: &str, left: &str, right: &str| {
        format!(
            "\n[[relation]]\nid = \"{id}\"\nkind = \"{kind}\"\nseverity = \"error\"\nmark = \"logic\"\nleft = [\"{left}\"]\nright = [{right}]\ntext = \"关系\"\nsource = \"测试\"\n"
        )
    };
    let odd = entry("extra", "total", "8.3", "\"8.3.1\"") + &entry("part", "at_most", "4.1", "\"4\"");
    fs::write(folder.path("odd.toml"), format!("{shipped}{odd}")).expect("written");
    let report = folder.run(&["forms", "odd.toml", "--diagnose", "--json"]).ends(1).json();
    assert_eq!(report["contradictions"][0]["cells"], serde_json::json!(["8.3.2"]));
    assert_eq!(report["contradictions"][0]["relations"], serde_json::json!(["staff-total", "extra"]));
    assert_eq!(report["implied"], serde_json::json!([{ "relation": "part", "by": ["review-total"] }]));
    let text = folder.run(&["forms", "odd.toml", "--diagnose"]).ends(1);
    assert!(text.out().contains("[矛盾] staff-total、extra 合在一起，使单元格 8.3.2 只能是 0"), "{}", text.out());
    assert!(text.out().contains("[多余] part 可由 review-total 推出"), "{}", text.out());
    folder.run(&["forms", "--diagnose"]).refused("");
}

#[test]
fn own_forms_are_loaded_and_broken_ones_told() {
    let folder = Folder::new();
    fs::create_dir_all(folder.path("data/forms")).expect("a folder");
    let shipped = include_str!("../../assets/forms/zfxxgk-2014.toml");
    fs::write(folder.path("data/forms/own.toml"), shipped.replace("id = \"zfxxgk-2014\"", "id = \"own-2014\""))
        .expect("written");
    fs::write(folder.path("data/forms/broken.toml"), shipped.replace("left = [\"3.1\"]", "left = [\"3.99\"]"))
        .expect("written");
    let ran = folder.run(&["forms", "own-2014", "--json"]).ends(0);
    assert_eq!(ran.json()["cells"].as_array().expect("cells").len(), 58);
    assert!(
        ran.err().contains("broken.toml 第 ") && ran.err().contains("“3.99”，但表中没有这个单元格"),
        "{}",
        ran.err()
    );
    folder.run(&["new", "--form", "own-2014", "--unit", "x", "--year", "2015", "-o", "own.tianbao"]).ends(0);
    folder.run(&["check", "own.tianbao"]).ends(0);
}

#[test]
fn broken_filings_are_refused_and_left_alone() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let sound = folder.text(&file);
    for (text, words) in [
        (sound.chars().take(sound.chars().count() / 2).collect(), "文件不完整"),
        (sound.replace("\"version\": 1", "\"version\": 99"), "请用新版程序打开"),
        (sound.replace("\"3.1.a\": \"3440\"", "\"3.1.a\": 3440"), "“values.3.1.a”的内容不对"),
        (sound.replace("\"3.1.a\"", "\"8.8.a\""), "没有单元格“8.8.a”"),
        (sound.replace("zfxxgk-2021", "zfxxgk-1999"), "不认识表式“zfxxgk-1999”"),
    ] {
        fs::write(folder.path("b.tianbao"), &text).expect("written");
        for arguments in [
            vec!["check", "b.tianbao"],
            vec!["show", "b.tianbao"],
            vec!["set", "b.tianbao", "3.1.a=1"],
            vec!["export", "b.tianbao", "-o", "b.csv"],
        ] {
            folder.run(&arguments).refused(words);
        }
        assert_eq!(folder.text("b.tianbao"), text);
        assert!(!folder.path("b.csv").exists());
    }
}

#[test]
fn what_cannot_be_done_is_told_in_a_sentence() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    folder.run(&["check", "none.tianbao"]).refused("找不到文件 none.tianbao");
    folder.run(&["set", &file, "9.9=1"]).refused("没有单元格“9.9”");
    folder.run(&["set", &file, "3.1.a"]).refused("应写成 单元格=值");
    folder.run(&["set", &file, "@颜色=红"]).refused("没有“@颜色”这一项");
    folder
        .run(&["new", "--form", "zfxxgk-1999", "--unit", "x", "--year", "2024", "-o", "n.tianbao"])
        .refused("没有表式“zfxxgk-1999”");
    folder.run(&["new", "--unit", "x", "--year", "2010", "-o", "n.tianbao"]).refused("2010 年度没有对应的表式");
    folder
        .run(&["new", "--unit", "x", "--year", "2024", "--level", "dorf", "-o", "n.tianbao"])
        .refused("不认识单位层级“dorf”");
    folder.run(&["new", "--unit", "x", "--year", "2024", "-o", &file]).refused("已经存在");
    folder.run(&["new", "--unit", "x", "--year", "2024", "-o", "no/folder/n.tianbao"]).refused("文件夹不存在");
    folder.run(&["export", &file, "-o", "no/folder/a.csv"]).refused("文件夹不存在");
    folder.run(&["check"]).refused("缺少参数");
    folder.run(&["check", &file, "--what"]).refused("不认识参数“--what”");
    folder.run(&["new", "--unit", "x", "--year", "zwei", "-o", "n.tianbao"]).refused("“zwei”不对");
    assert!(!folder.path("n.tianbao").exists());
}

#[test]
fn a_locked_file_is_read_but_not_changed() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let before = folder.text(&file);
    let lock = tianbao::filing::store::Lock::acquire(&folder.path(&file)).expect("locked");
    folder.run(&["set", &file, "3.1.a=1"]).refused("正由另一个程序编辑");
    folder.run(&["check", &file]).ends(0);
    assert_eq!(folder.text(&file), before);
    drop(lock);
    folder.run(&["set", &file, "3.1.a=3440"]).ends(0);
}

#[test]
fn an_unwritable_folder_is_told() {
    let folder = Folder::new();
    // A folder that is a file: nobody can write there, not even an administrator.
    fs::write(folder.path("file"), "x").expect("written");
    folder.run(&["new", "--unit", "x", "--year", "2024", "-o", "file/n.tianbao"]).refused("写不了文件");
    let file = folder.sample("suqian-2024");
    folder.run(&["export", &file, "-o", "file/a.csv"]).refused("写不了文件");
}

#[test]
fn verify_compares_paper_and_file() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let code = folder.run(&["verify", &file]).ends(0).out().trim().to_owned();
    assert_eq!(code, "6MEB-GB4W-A902-QES2");
    assert_eq!(folder.run(&["verify", &file, &code]).ends(0).out().trim(), "一致");
    folder.run(&["verify", &file, "6meb", "gb4w", "a9o2", "qes2"]).ends(0);
    let json = folder.run(&["verify", &file, &code, "--json"]).ends(0).json();
    assert_eq!(json["code"], code.as_str());
    assert_eq!(json["result"], "equal");

    let label = Label::of(&sample("suqian-2024")).text();
    folder.run(&["remark", &file, "row-total.3.1", "已核实"]);
    folder.run(&["verify", &file, &label]).ends(0);
    folder.run(&["set", &file, "3.1.g=1"]);
    let told = folder.run(&["verify", &file, &code]).ends(1).out();
    assert!(told.starts_with("不一致\n") && told.contains("请核对"), "{told}");
    let json = folder.run(&["verify", &file, &label, "--json"]).ends(1).json();
    assert_eq!(json["result"], "different");
    let what = "一、本年新收政府信息公开申请数量（总计）";
    let difference = json!({ "cell": "3.1.g", "what": what, "paper": "3525", "file": "1" });
    assert_eq!(json["differences"], json!([difference]));
    let other = folder.sample("hongze-2023");
    assert!(folder.run(&["verify", &other, &label]).ends(1).out().starts_with("不是这份填报"));
    folder.run(&["verify", &file, "甲乙丙丁"]).refused("这不是校验码");
}

#[test]
fn the_demo_does_the_main_job() {
    let folder = Folder::new();
    let ran = folder.run(&["demo", "--no-window", "--json"]).ends(0);
    let check = ran.json();
    assert_eq!(check["complete"], true);
    assert_eq!(relations(&check), ["jump.3.3.3.2.g", "jump.3.3.5.4.g", "jump-case.4.3.c"]);
    let made = |extension: &str| {
        Path::new(&folder.path("tianbao-demo")).join(format!("宿迁2024.{extension}")).metadata().expect("made").len()
    };
    for extension in ["tianbao", "xlsx", "docx", "pdf", "html", "csv", "json"] {
        assert!(made(extension) > 1000, "{extension}");
    }
    // Again over the first, with the files in place.
    folder.run(&["demo", "--no-window"]).ends(0);
}

#[test]
fn without_a_desktop_the_window_says_so() {
    let folder = Folder::new();
    folder.run(&[]).refused("没有图形桌面");
    let file = folder.sample("hongze-2023");
    folder.run(&[&file]).refused("没有图形桌面");
}

#[test]
fn help_is_there_for_every_command() {
    let folder = Folder::new();
    let help = folder.run(&["--help"]).ends(0).out();
    for command in ["forms", "new", "show", "set", "remark", "check", "export", "verify", "versions", "demo"] {
        assert!(help.contains(command), "{command}");
        let own = folder.run(&[command, "--help"]).ends(0).out();
        assert!(own.contains("--json") && own.contains("用法"), "{command}: {own}");
        for foreign in ["Usage", "OPTIONS", "Options", "Arguments", "ossible values", "default"] {
            assert!(!own.contains(foreign), "{command} speaks English: {own}");
        }
    }
    assert!(folder.run(&["--version"]).ends(0).out().starts_with("tianbao "));
}
