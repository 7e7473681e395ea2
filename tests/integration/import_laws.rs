//! Laws of the import: what this program exports comes back exactly, and no grid makes the alignment fail.

use proptest::prelude::*;
use tianbao::export;
use tianbao::filing::{Filing, Unit, Value};
use tianbao::form::Catalogue;
use tianbao::import::grid::{Block, Document, FileKind, Grid, GridCell};
use tianbao::import::limits::Limits;
use tianbao::import::plan::change::Change;
use tianbao::import::readers::{self, Source};
use tianbao::import::{Lexicon, Plan, Wanted, Wishes, exact, understand};

use crate::support::{engine, form, now, sample};

const SAMPLES: [&str; 5] = ["simao-2017", "shanghai-2019", "hongze-2023", "suqian-2023", "suqian-2024"];

fn document(bytes: &[u8]) -> Document {
    match readers::read(bytes, &Limits::default()) {
        Ok(Source::Document(document)) => document,
        other => panic!("{other:?}"),
    }
}

fn plan(document: &Document) -> Plan {
    let wishes = Wishes::default();
    let understood = understand(document, &Lexicon::new(&Catalogue::shipped()), &wishes).expect("a form");
    understood.choose(Wanted::This, &wishes).expect("one filing").clone()
}

#[track_caller]
fn is_the_same(plan: &Plan, filing: &Filing) {
    assert_eq!(plan.form.id, filing.form().id);
    for cell in plan.form.cell_indices() {
        let found = plan.placement(cell).map(|it| &it.value);
        assert_eq!(found, Some(filing.value(cell)), "{}", plan.form.cell(cell).id);
    }
    assert!(plan.unplaced.is_empty(), "{:?}", plan.unplaced);
}

#[test]
fn exported_workbooks_come_back() {
    for name in SAMPLES {
        let filing = sample(name);
        let mut read = document(&export::xlsx::workbook(&filing, &engine(&filing)).expect("a workbook"));
        assert!(read.embedded.is_some(), "{name}");
        let found = plan(&read);
        is_the_same(&found, &filing);
        assert_eq!((found.unit.as_str(), found.year), (filing.unit().name.as_str(), Some(filing.year())));
        // The visible cells alone say the same.
        read.embedded = None;
        is_the_same(&plan(&read), &filing);
    }
}

#[test]
fn a_cell_changed_outside_wins_over_the_exact_copy() {
    let filing = sample("suqian-2024");
    let mut read = document(&export::xlsx::workbook(&filing, &engine(&filing)).expect("a workbook"));
    let Some(Block::Grid(grid)) = read.blocks.first_mut() else { panic!("a sheet") };
    let cell = grid.cells.iter_mut().find(|cell| cell.text == "3440").expect("3.1.a");
    cell.text = "3441".to_owned();
    let found = plan(&read);
    let at = found.form.cell_index("3.1.a").expect("a cell");
    assert_eq!(found.placement(at).map(|it| &it.value), Some(&Value::whole(3441)));
    let changed: Vec<_> =
        found.notes.iter().filter(|note| note.kind == "changed_outside").map(|note| note.cell).collect();
    assert_eq!(changed, [Some(at)]);
}

#[test]
fn exported_lists_come_back() {
    for name in SAMPLES {
        let filing = sample(name);
        is_the_same(&plan(&document(&export::csv::table(&filing))), &filing);
        let json = serde_json::to_vec(&export::json::document(&filing)).expect("JSON");
        let back = exact::json(&json, &Catalogue::shipped()).expect("a filing");
        assert_eq!(back.values(), filing.values(), "{name}");
        assert_eq!((back.year(), &back.unit().name), (filing.year(), &filing.unit().name));
    }
}

#[test]
fn corrections_move_values_and_lose_none() {
    let filing = sample("suqian-2024");
    let read = document(&export::xlsx::workbook(&filing, &engine(&filing)).expect("a workbook"));
    let before = plan(&read);
    let cell = |id: &str| before.form.cell_index(id).expect("a cell");
    let (from, to) = (cell("3.1.a"), cell("3.1.b"));
    let moved = before.changed(Change::Retarget { from, to }, &read);
    assert!(moved.placement(from).is_none());
    assert_eq!(moved.placement(to).map(|it| &it.value), before.placement(from).map(|it| &it.value));
    assert_eq!(moved.unplaced.len(), 1, "what stood there is not lost");
    let back = moved.changed(Change::Place { unplaced: 0, to: from }, &read);
    assert_eq!(back.placement(from).map(|it| &it.value), before.placement(to).map(|it| &it.value));
    let ignored = before.changed(Change::Ignore(from), &read);
    assert_eq!(ignored.missing(), [from]);
}

#[test]
fn an_import_is_one_step() {
    let source = plan(&document(&export::csv::table(&sample("suqian-2024"))));
    let mut filing = Filing::new(form("zfxxgk-2021"), Unit::named("某市"), 2024);
    let edit = source.edit(&filing).expect("values");
    filing.apply(edit, now());
    assert_eq!(filing.values(), sample("suqian-2024").values());
    filing.undo(now());
    assert!(filing.values().iter().all(Value::is_blank) && !filing.can_undo());
}

/// Words of forms and others, figures, and signs.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "规章",
            "行政许可",
            "总计",
            "其他",
            "自然人",
            "商业企业",
            "一、本年新收政府信息公开申请数量",
            "（六）其他处理",
            "第二十条第（五）项",
            "本年制发件数",
            "统计数",
            "行政复议",
            "结果维持",
            "2023年",
            "上年",
            "填报单位：",
            "小计",
        ])
        .prop_map(str::to_owned),
        "[0-9]{0,4}",
        "[-/—无 ]{0,2}",
        ".{0,12}",
    ]
}

fn any_grid() -> impl Strategy<Value = Grid> {
    let cell = (0_u32..9, 0_u32..9, 1_u32..4, 1_u32..4, any_text());
    prop::collection::vec(cell, 0..60).prop_map(|cells| {
        let mut taken = std::collections::BTreeSet::new();
        let mut kept = Vec::new();
        for (row, column, row_span, column_span, text) in cells {
            let covered: Vec<_> =
                (row..row + row_span).flat_map(|row| (column..column + column_span).map(move |it| (row, it))).collect();
            if covered.iter().all(|place| !taken.contains(place)) {
                taken.extend(covered);
                kept.push(GridCell::new(row, column, text).spanning(row_span, column_span));
            }
        }
        kept.sort_by_key(|it| (it.row, it.column));
        Grid { name: "表1".to_owned(), cells: kept, ..Grid::default() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_grid_makes_the_alignment_fail(grids in prop::collection::vec(any_grid(), 1..4)) {
        let blocks = grids.into_iter().map(Block::Grid).collect();
        let document = Document { kind: FileKind::Html, blocks, embedded: None, notes: Vec::new() };
        let lexicon = Lexicon::new(&Catalogue::shipped());
        if let Ok(understood) = understand(&document, &lexicon, &Wishes::default()) {
            for plan in &understood.plans {
                // No cell twice, and every value from a text that stands in the source.
                let mut cells: Vec<_> = plan.placements.iter().map(|it| it.cell).collect();
                cells.dedup();
                prop_assert_eq!(cells.len(), plan.placements.len());
                for it in plan.placements.iter().filter(|it| !it.text.is_empty()) {
                    let Some(Block::Grid(grid)) = document.blocks.get(it.source.block) else { panic!("a grid") };
                    prop_assert!(grid.cells.iter().any(|cell| cell.text == it.text));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_numbers_come_back_from_a_workbook(numbers in prop::collection::vec(prop::option::of(0_i64..1_000_000_000), 200)) {
        let mut filing = Filing::new(form("zfxxgk-2021"), Unit::named("某市某局"), 2023);
        let cells: Vec<_> = filing.form().cell_indices().zip(&numbers).collect();
        let values = cells.into_iter().map(|(cell, number)| (cell, number.map_or(Value::Blank, Value::whole)));
        if let Some(edit) = filing.cells_edit(values.collect::<Vec<_>>()) {
            filing.apply(edit, now());
        }
        let mut read = document(&export::xlsx::workbook(&filing, &engine(&filing)).expect("a workbook"));
        read.embedded = None;
        is_the_same(&plan(&read), &filing);
    }
}
