//! The annual report from the window: drafted as one step, exported with its tables, open sections told.

use tianbao::export::docx;
use tianbao::export::report::Report;
use tianbao::filing::format;
use tianbao::form::Catalogue;
use tianbao::report::draft;

use crate::support::{engine, now, sample};
use crate::tools::squeezed;
use crate::window_harness::Window;

#[test]
fn a_report_is_drafted_exported_and_taken_back() {
    let mut window = Window::open(Some("hongze-2023"));
    window.wait_for("规章（本年制发件数）");
    window.run_command("起草年度报告");
    window.wait_for("年度报告已起草；还要自己写：一、总体情况；五、存在的主要问题及改进情况；六、其他需要报告的事项");

    let path = window.folder.path().join("report.docx");
    *window.chosen.0.lock().expect("not poisoned") = Some(path.clone());
    window.run_command("导出年度报告 Word");
    window.wait_for("已导出");
    let document = std::fs::read(&path).expect("written");
    let text = rwml::extract_text(&document).expect("rwml reads it");
    let mut filing = sample("hongze-2023");
    let edit = draft::draft_edit(&filing, &engine(&filing)).expect("a draft");
    filing.apply(edit, now());
    for paragraph in draft::paragraphs(&filing, &engine(&filing)) {
        assert!(squeezed(&text).contains(&squeezed(&paragraph)), "{paragraph}");
    }
    let report = Report::of(&filing, &engine(&filing)).expect("a report");
    assert!(rwml::extract_text(&docx::report(&report, &filing)).expect("rwml reads it") == text);

    let file = window.folder.path().join("open.tianbao");
    let saved = move || {
        let bytes = std::fs::read(&file).expect("the filing");
        format::read(&bytes, &Catalogue::shipped()).expect("a filing").report().clone()
    };
    window.wait_until(|_| saved() == *filing.report());
    window.ctrl(egui::Key::Z);
    window.wait_until(|_| saved().is_empty());
}
