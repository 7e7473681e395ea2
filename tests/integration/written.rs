//! Whatever a command writes, every command opens: a filing whose unit and year nobody stated goes through all of them, and
//! comes back from every export.

use serde_json::{Value as Json, json};

use crate::cli::Folder;

const TABLE: &str = "信息内容,本年处理决定数量\n行政许可,550\n行政处罚,4119\n行政强制,195\n";

fn imported() -> Folder {
    let folder = Folder::new();
    std::fs::write(folder.path("表.csv"), TABLE).expect("written");
    folder.run(&["import", "表.csv", "-o", "f.tianbao"]).ends(1);
    folder
}

/// The answer of a command that ends with 0 or 1; it never fails, and never speaks of the year 0.
#[track_caller]
fn opens(folder: &Folder, arguments: &[&str]) -> String {
    let ran = folder.run(arguments);
    let said = format!("{}{}", ran.out(), ran.err());
    assert!(matches!(ran.code(), Some(0 | 1)), "{arguments:?}: {said}");
    assert!(!said.contains("0 年度") && !said.contains(" 0年"), "{arguments:?}: {said}");
    ran.out()
}

fn shown(folder: &Folder, file: &str) -> Json {
    serde_json::from_str(&opens(folder, &["show", file, "--json"])).expect("JSON")
}

#[test]
fn a_filing_without_a_year_is_opened_by_every_command() {
    let folder = imported();
    let file: Json = serde_json::from_str(&folder.text("f.tianbao")).expect("JSON");
    assert_eq!(file.get("year"), None, "an unknown year is absent");
    for arguments in [
        &["show", "f.tianbao"][..],
        &["check", "f.tianbao"],
        &["check", "f.tianbao", "--final", "--json"],
        &["carry", "f.tianbao"],
        &["set", "f.tianbao", "2.5.1.a=551"],
        &["report", "f.tianbao"],
        &["versions", "f.tianbao"],
        &["verify", "f.tianbao"],
        &["plan", "f.tianbao"],
        &["submit", "f.tianbao", "-o", "hand-in"],
    ] {
        opens(&folder, arguments);
    }
    // Last year's figures belong to a year.
    folder.run(&["import", "表.csv", "-o", "f.tianbao", "--as", "prior"]).refused("@year=");
    folder.run(&["check", "f.tianbao", "--prior", "表.csv"]).refused("@year=");
    folder.run(&["aggregate", "f.tianbao", "-o", "sum.tianbao"]).refused("--year");
    folder.run(&["aggregate", "f.tianbao", "-o", "sum.tianbao", "--year", "2023"]).ends(0);
    opens(&folder, &["show", "sum.tianbao"]);
    folder.run(&["set", "f.tianbao", "@unit=甲县乙局", "@year=2023"]).ends(0);
    let filing = shown(&folder, "f.tianbao");
    assert_eq!((&filing["unit"], &filing["year"]), (&json!("甲县乙局"), &json!(2023)));
    folder.run(&["import", "表.csv", "-o", "f.tianbao", "--as", "prior"]).ends(1);
}

#[test]
fn every_export_of_it_comes_back() {
    let folder = imported();
    let before = shown(&folder, "f.tianbao");
    for ending in ["xlsx", "csv", "json", "html", "docx"] {
        let (export, again) = (format!("x.{ending}"), format!("{ending}.tianbao"));
        opens(&folder, &["export", "f.tianbao", "-o", &export]);
        opens(&folder, &["import", &export, "-o", &again]);
        let after = shown(&folder, &again);
        for key in ["form", "unit", "year", "values"] {
            assert_eq!(after[key], before[key], "{ending}: {key}");
        }
    }
}
