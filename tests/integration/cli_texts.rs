//! The command line with texts and files of others: reports compared and drafted, imports.

use std::fs;

use serde_json::Value as Json;

use crate::cli::{Folder, relations};
use crate::tools::{poppler, squeezed};

#[test]
fn a_text_is_compared_with_the_table() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    fs::write(folder.path("report.txt"), "一、总体情况\n本年新收政府信息公开申请3252件，上年结转121件。\n")
        .expect("written");
    let check = folder.run(&["check", &file, "--text", "report.txt", "--json"]).ends(0).json();
    assert_eq!(relations(&check), ["text:3.1.g"]);
    let finding = check["findings"].as_array().and_then(|all| all.last()).expect("a finding");
    assert_eq!((&finding["kind"], &finding["severity"]), (&"text".into(), &"warning".into()));
    assert_eq!(finding["sentence"], "本年新收政府信息公开申请3252件，上年结转121件。");
    assert_eq!(finding["cells"], serde_json::json!(["3.1.g"]));
    let linked = check["text"]["linked"].as_array().expect("linked");
    let shown: Vec<_> =
        linked.iter().map(|it| (it["cell"].as_str(), it["figure"].as_str(), it["agrees"].as_bool())).collect();
    assert_eq!(shown, [(Some("3.1.g"), Some("3252件"), Some(false)), (Some("3.2.g"), Some("121件"), Some(true))]);
    let words = folder.run(&["check", &file, "--text", "report.txt"]).ends(0).out();
    assert!(words.contains("文字写“3252件”") && words.contains("一致 1，不一致 1"), "{words}");
    folder.run(&["check", &file, "--text", "missing.txt"]).refused("读不了文件");
    fs::write(folder.path("blank.txt"), "\n  \n").expect("written");
    folder.run(&["check", &file, "--text", "blank.txt"]).refused("空的");
    // A web page comes in through the readers, and its tables are no sentences.
    let page = "<html><body><p>本年新收政府信息公开申请3252件。</p><table><tr><td>本年新收政府信息公开申请</td><td>1</td></tr></table></body></html>";
    fs::write(folder.path("report.html"), page).expect("written");
    let check = folder.run(&["check", &file, "--text", "report.html", "--json"]).ends(0).json();
    assert_eq!(relations(&check), ["text:3.1.g"]);
}

#[test]
fn an_audit_report_tells_of_a_text_from_elsewhere() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    fs::write(folder.path("报告.txt"), "本年新收政府信息公开申请3252件，上年结转121件。\n").expect("written");
    let export = ["export", &file, "--text", "报告.txt", "-o", "audit.docx", "audit.pdf"];
    folder.run(&export).refused("--text 只用于审核报告");
    folder.run(&[&export[..], &["--shape", "audit"]].concat()).ends(0);
    let bytes = |name: &str| fs::read(folder.path(name)).expect("exported");
    let word = squeezed(&rwml::extract_text(&bytes("audit.docx")).expect("rwml reads it"));
    let pages = squeezed(&poppler("pdftotext", &["-raw"], &bytes("audit.pdf")));
    for text in [word, pages] {
        assert!(text.contains("文件报告.txt中的数，与表一致1处，不一致1处"), "{text}");
        assert!(text.contains("文字写“3252件”"), "{text}");
    }
}

#[test]
fn the_report_is_drafted_written_and_checked() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let state = |report: &Json, id: &str| {
        let all = report["report"].as_array().expect("pieces").clone();
        let piece = all.into_iter().find(|piece| piece["id"] == id).expect("the place");
        (piece["state"].as_str().expect("a state").to_owned(), piece["text"].as_str().expect("a text").to_owned())
    };
    let report = folder.run(&["report", &file, "--json"]).ends(0).json();
    assert_eq!(state(&report, "requests.intake"), ("open".to_owned(), String::new()));
    let report = folder.run(&["report", &file, "--draft", "--json"]).ends(0).json();
    let (was, text) = state(&report, "requests.intake");
    assert!(was == "drafted" && text.contains("3525件"), "{text}");
    assert_eq!(state(&report, "overview.active").0, "open");
    let headings =
        report["report"].as_array().expect("pieces").iter().filter(|piece| piece["kind"] == "heading").count();
    assert_eq!(headings, 6);
    assert_eq!(relations(&folder.run(&["check", &file, "--json"]).ends(0).json()), Vec::<String>::new());
    let written = "requests.intake=全市新收政府信息公开申请3252件。";
    let report = folder.run(&["report", &file, "--set", written, "--draft", "--json"]).ends(0).json();
    assert_eq!(state(&report, "requests.intake"), ("edited".to_owned(), "全市新收政府信息公开申请3252件。".to_owned()));
    assert_eq!(relations(&folder.run(&["check", &file, "--json"]).ends(0).json()), ["text:3.1.g"]);
    folder.run(&["remark", &file, "text:3.1.g", "文字按受理口径"]).ends(0);
    let check = folder.run(&["check", &file, "--json"]).ends(0).json();
    assert!(check["findings"].as_array().expect("findings").iter().any(|it| it["settled"] == true));
    let report = folder.run(&["report", &file, "--redraft", "requests.intake", "--json"]).ends(0).json();
    assert_eq!(state(&report, "requests.intake").0, "drafted");
    folder.run(&["report", &file, "--set", "nowhere=1"]).refused("没有“nowhere”这一处");
    folder.run(&["report", &file, "--redraft", "overview.active"]).refused("草拟不出来");
}

#[test]
fn a_published_text_is_imported_and_checked() {
    let folder = Folder::new();
    fs::copy(crate::support::data("simao-2017-table.txt"), folder.path("附件.txt")).expect("copied");
    let import = folder.run(&["import", "附件.txt", "-o", "a.tianbao", "--json"]).ends(0).json();
    assert_eq!((&import["form"], &import["year"]), (&"zfxxgk-2014".into(), &2017.into()));
    assert_eq!(import["unit"], "普洱市思茅区人民政府");
    assert_eq!(import["placed"].as_array().map(Vec::len), Some(58));
    assert_eq!((&import["unplaced"], &import["missing"]), (&serde_json::json!([]), &serde_json::json!([])));
    let shown = folder.run(&["show", "a.tianbao", "--json"]).ends(0).json();
    assert_eq!((&shown["values"]["1.1"], &shown["values"]["2.2.5"]), (&"7718".into(), &Json::Null));
    assert_eq!(shown["signoff"]["审核人"], "李志远");
    // The source itself can be checked, with the same findings.
    let check = folder.run(&["check", "附件.txt", "--json"]).ends(0).json();
    assert_eq!(relations(&check), ["disclosed-rules-issued"]);
}

#[test]
fn an_import_never_touches_a_file_that_is_there() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let before = folder.text(&file);
    folder.run(&["export", &file, "-o", "a.xlsx"]).ends(0);
    folder.run(&["import", "a.xlsx", "-o", &file]).refused("已经存在");
    fs::write(folder.path("词.txt"), "没有表格的文字").expect("written");
    folder.run(&["import", "词.txt", "-o", "b.tianbao"]).refused("没有统计表");
    folder.run(&["import", "词.txt", "-o", &file, "--as", "prior"]).refused("没有统计表");
    assert_eq!(folder.text(&file), before);
    assert!(!folder.path("b.tianbao").exists());
}

#[test]
fn one_file_gives_this_year_and_the_year_before() {
    let folder = Folder::new();
    fs::write(folder.path("两年.xlsx"), crate::corpus::two_years("suqian-2024")).expect("written");
    let import = folder.run(&["import", "两年.xlsx", "-o", "a.tianbao", "--as", "both", "--json"]).ends(0).json();
    assert_eq!((&import["unit"], &import["year"]), (&"江苏省宿迁市人民政府".into(), &2024.into()));
    let carry = folder.run(&["carry", "a.tianbao", "--json"]).ends(0).json();
    let proposals = carry["proposals"].as_array().expect("proposals");
    let of = |cell: &str| proposals.iter().find(|it| it["cell"] == cell).map(|it| it["value"].clone());
    let shown = folder.run(&["show", "a.tianbao", "--json"]).ends(0).json();
    let carried: i64 = shown["values"]["3.4.g"].as_str().expect("a number").parse().expect("a number");
    assert_eq!(of("3.2.g"), Some((carried + 3).to_string().into()));
    folder.run(&["carry", "a.tianbao", "--accept"]).ends(0);
    let carry = folder.run(&["carry", "a.tianbao", "--json"]).ends(0).json();
    assert_eq!(carry["proposals"], serde_json::json!([]));
}

#[test]
fn any_importable_file_serves_as_last_year() {
    let folder = Folder::new();
    let (this, last) = (folder.sample("suqian-2024"), folder.sample("suqian-2023"));
    folder.run(&["export", &last, "-o", "上年.xlsx"]).ends(0);
    let check = folder.run(&["check", &this, "--prior", "上年.xlsx", "--json"]).ends(0).json();
    let without = folder.run(&["check", &this, "--prior", &last, "--json"]).ends(0).json();
    assert_eq!(check["findings"], without["findings"]);
    folder.run(&["set", &this, "@prior=上年.xlsx"]).ends(0);
    let import = folder.run(&["import", "上年.xlsx", "-o", &this, "--as", "prior", "--json"]).ends(0).json();
    assert_eq!(import["year"], 2023);
    // A file of the same year is not the year before.
    folder.run(&["export", &this, "-o", "本年.xlsx"]).ends(0);
    folder.run(&["import", "本年.xlsx", "-o", &this, "--as", "prior"]).refused("2024 年度");
}

#[test]
fn a_file_that_is_too_big_is_refused_before_it_is_read() {
    let folder = Folder::new();
    // A file of holes: it takes no room on the disk.
    fs::File::create(folder.path("huge.xlsx")).and_then(|file| file.set_len(65 << 20)).expect("written");
    folder.run(&["check", "huge.xlsx"]).refused("超过 64 MB");
    let file = folder.sample("suqian-2024");
    folder.run(&["check", &file, "--text", "huge.xlsx"]).refused("超过 64 MB");
}
