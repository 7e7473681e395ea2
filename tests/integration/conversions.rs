//! What an office program makes of our workbook and of a page is read as the same cells.

use std::process::Command;

use tianbao::filing::Value;
use tianbao::form::Catalogue;
use tianbao::import::grid::{FileKind, Grid, Nature};
use tianbao::import::readers::Source;
use tianbao::import::{Lexicon, Wanted, Wishes, understand};
use tianbao::jobs::reading::Pool;

use crate::readers::{cells, document, full_workbook, grids, natures};
use crate::support::{engine, sample};

/// Files converted by LibreOffice, in their order.
pub(crate) fn converted(files: &[(&str, &[u8])], format: &str, filter: Option<&str>) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let mut command = Command::new("soffice");
    command.arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display())).arg("--headless");
    command.args(filter.map(|filter| format!("--infilter={filter}")));
    command.args(["--convert-to", format, "--outdir"]).arg(&out);
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("the file is written");
        command.arg(path);
    }
    let said = command.output().expect("LibreOffice is needed: install libreoffice-calc and libreoffice-writer");
    let result = |(name, _): &(&str, &[u8])| {
        let path = out.join(name).with_extension(format);
        std::fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}: {said:?}"))
    };
    files.iter().map(result).collect()
}

fn by_worker(bytes: Vec<u8>) -> tianbao::import::grid::Document {
    let pool = Pool::of(env!("CARGO_BIN_EXE_tianbao").into(), 1, std::time::Duration::from_secs(5));
    match pool.read_bytes(bytes) {
        Ok(Source::Document(document)) => document,
        other => panic!("no document: {other:?}"),
    }
}

/// Position, spans and text of the cells that say something; blanks at the ends do not count.
fn said(grid: &Grid) -> Vec<String> {
    let filled = grid.cells.iter().filter(|cell| !cell.text.trim().is_empty());
    let mut grid = grid.clone();
    grid.cells = filled.cloned().collect();
    for cell in &mut grid.cells {
        cell.text = cell.text.split_whitespace().collect();
    }
    cells(&grid)
}

#[test]
fn a_workbook_is_the_same_in_every_format() {
    let filing = sample("suqian-2024");
    let bytes = tianbao::export::xlsx::workbook(&filing, &engine(&filing)).expect("a workbook");
    let original = document(&bytes);
    let form = said(grids(&original)[0]);
    assert!(form.len() > 250, "{}", form.len());
    for (format, kind) in [("xls", FileKind::Xls), ("ods", FileKind::Ods)] {
        let copy = by_worker(converted(&[("form.xlsx", &bytes)], format, None).remove(0));
        assert_eq!((copy.kind, &copy.embedded), (kind, &original.embedded));
        assert_eq!(said(grids(&copy)[0]), form, "{format}");
        assert!(grids(&copy)[0].cells.iter().filter(|cell| cell.nature == Nature::Number).count() >= 200, "{format}");
        assert!(grids(&copy).iter().skip(1).all(|grid| grid.is_hidden), "{format}");
    }
    let full = full_workbook();
    let copy = by_worker(converted(&[("full.xlsx", &full)], "xls", None).remove(0));
    let (expected, found) = (document(&full), grids(&copy)[0].clone());
    let expected = grids(&expected)[0];
    assert_eq!((&found.hidden_rows, &found.hidden_columns), (&expected.hidden_rows, &expected.hidden_columns));
    assert_eq!(natures(&found), natures(expected));
    let page = document(&converted(&[("form.xlsx", &bytes)], "html", None)[0]);
    let texts = |cells: Vec<String>| -> Vec<String> {
        cells.into_iter().filter_map(|it| Some(it.split_once(' ')?.1.to_owned())).collect()
    };
    let shown = texts(said(grids(&page)[0]));
    assert_eq!(page.kind, FileKind::Html);
    assert!(texts(form).iter().filter(|text| !shown.contains(text)).count() < 5, "{shown:?}");
}

#[test]
fn a_document_is_the_same_in_every_format() {
    let page = "<html><meta charset=utf-8><p>××区统计表</p><table border=1><tr><td colspan=2>项目</td><td>数</td></tr>
        <tr><td rowspan=2>三、结果</td><td>甲</td><td>12</td></tr><tr><td>乙</td><td>25.1</td></tr></table><p>联系电话</p>";
    let expected = said(grids(&document(page.as_bytes()))[0]);
    for (format, kind) in [("doc", FileKind::Doc), ("docx", FileKind::Docx)] {
        let copy = by_worker(converted(&[("page.html", page.as_bytes())], format, Some("HTML (StarWriter)")).remove(0));
        assert_eq!(copy.kind, kind);
        assert_eq!(said(grids(&copy)[0]), expected, "{format}");
        assert_eq!(copy.blocks.len(), 3, "{format}: {:?}", copy.blocks);
    }
}

#[test]
fn a_cell_changed_in_an_office_program_is_told() {
    let filing = sample("suqian-2024");
    let bytes = tianbao::export::xlsx::workbook(&filing, &engine(&filing)).expect("a workbook");
    let flat = converted(&[("form.xlsx", &bytes)], "fods", None).remove(0);
    let flat = String::from_utf8(flat).expect("XML");
    // The first one is the cell of the visible sheet; the exact copy behind it stays.
    let edited = flat.replacen("office:value=\"1573179\"", "office:value=\"1573180\"", 1);
    assert_ne!(edited, flat, "the cell is there");
    let saved = converted(&[("edited.fods", edited.as_bytes())], "xlsx", None).remove(0);
    let lexicon = Lexicon::new(&Catalogue::shipped());
    let understood = understand(&document(&saved), &lexicon, &Wishes::default()).expect("a form");
    let plan = understood.choose(Wanted::This, &Wishes::default()).expect("one filing");
    let changed = plan.form.cell_index("2.5.1.a").expect("a cell");
    for cell in plan.form.cell_indices() {
        let expected = if cell == changed { &Value::whole(1_573_180) } else { filing.value(cell) };
        assert_eq!(plan.placement(cell).map(|it| &it.value), Some(expected), "{}", plan.form.cell(cell).id);
    }
    let told: Vec<_> = plan.notes.iter().filter(|note| note.kind == "changed_outside").map(|note| note.cell).collect();
    assert_eq!(told, [Some(changed)]);
}
