//! The data formats: what was written can be read back exactly.

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use tianbao::export::{csv as sheet, json as document};
use tianbao::filing::{Filing, Remark, Unit, Value};
use tianbao::form::{Catalogue, CellIndex};
use tianbao::import::limits::Limits;
use tianbao::import::readers::{self, Source};
use tianbao::import::{Lexicon, Plan, Wanted, Wishes, understand};

use crate::support::{form, now, sample};

/// The records of a CSV file as another program reads them: the facts before the heads, and the lines behind them.
fn records(bytes: &[u8]) -> (Vec<[String; 2]>, Vec<[String; 5]>) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").expect("a mark for UTF-8");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let mut facts = Vec::new();
    let mut lines: Vec<[String; 5]> = reader.deserialize().map(|line| line.expect("five fields")).collect();
    let heads = lines.iter().position(|line| line[0] == "单元格").expect("heads");
    assert_eq!(lines[heads], ["单元格", "项目", "栏目", "计量单位", "数值"]);
    let behind = lines.split_off(heads + 1);
    for [fact, is, rest @ ..] in lines.into_iter().take(heads) {
        assert!(rest.iter().all(String::is_empty), "{rest:?}");
        facts.push([fact, is]);
    }
    (facts, behind)
}

/// The lines of a CSV file without what stands before them.
fn lines(bytes: &[u8]) -> Vec<[String; 5]> {
    records(bytes).1
}

/// A CSV file as the import understands it.
fn imported(bytes: &[u8]) -> Plan {
    let read = readers::read(bytes, &Limits::default()).expect("records");
    let Source::Document(document) = read else { panic!("a filing") };
    let wishes = Wishes::default();
    let understood = understand(&document, &Lexicon::new(&Catalogue::shipped()), &wishes).expect("a list of cells");
    understood.choose(Wanted::This, &wishes).expect("one filing").clone()
}

fn filled(id: &str, values: Vec<Value>) -> Filing {
    let mut filing = Filing::new(form(id), Unit::named("某县人民政府"), 2024);
    let changes: Vec<_> = filing.form().cell_indices().zip(values).collect();
    if let Some(edit) = filing.cells_edit(changes) {
        filing.apply(edit, now());
    }
    filing
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Blank),
        (-999_999_999_999_i64..999_999_999_999, 0_u32..7)
            .prop_map(|(digits, places)| Value::number(rust_decimal::Decimal::new(digits, places))),
        any::<String>().prop_map(Value::Text),
        "[=+@'\t\r\n,;\"-]?[0-9.=+-]{0,6}".prop_map(Value::Text),
    ]
}

#[test]
fn csv_has_a_line_for_every_cell() {
    for name in ["simao-2017", "shanghai-2019", "hongze-2023", "suqian-2023", "suqian-2024"] {
        let filing = sample(name);
        let lines = lines(&sheet::table(&filing));
        let ids: Vec<_> = lines.iter().map(|line| line[0].as_str()).collect();
        let cells: Vec<_> = filing.form().cells.iter().map(|cell| cell.id.as_str()).collect();
        assert_eq!(ids, cells, "{name}");
    }
    let text = String::from_utf8(sheet::table(&sample("suqian-2024"))).expect("UTF-8");
    assert!(text.contains("\r\n3.1.a,一、本年新收政府信息公开申请数量,自然人,件,3440\r\n"), "{text}");
}

#[test]
fn csv_says_form_unit_and_year() {
    let filing = sample("suqian-2024");
    let bytes = sheet::table(&filing);
    let facts = [["表式", "zfxxgk-2021"], ["填报单位", &filing.unit().name], ["报告年度", "2024"]];
    assert_eq!(records(&bytes).0, facts);
    let plan = imported(&bytes);
    assert_eq!((plan.form.id.as_str(), plan.unit.as_str()), ("zfxxgk-2021", filing.unit().name.as_str()));
    assert_eq!((plan.year, plan.is_whole()), (Some(2024), true));
    // A name that a spreadsheet would run comes back as it was.
    let named = Filing::new(form("zfxxgk-2014"), Unit::named("=甲"), 2017);
    assert_eq!(
        (imported(&sheet::table(&named)).unit.as_str(), imported(&sheet::table(&named)).year),
        ("=甲", Some(2017))
    );
    // A file of an earlier version begins with the heads.
    let text = String::from_utf8(bytes).expect("UTF-8");
    let old = text.split_once("2024,,,\r\n").expect("the last fact").1;
    let plan = imported(format!("\u{feff}{old}").as_bytes());
    assert_eq!((plan.form.id.as_str(), plan.unit.as_str(), plan.year), ("zfxxgk-2021", "", None));
    assert_eq!(plan.placements.len(), filing.values().len());
}

#[test]
fn show_has_the_promised_shape() {
    let mut filing = filled("zfxxgk-2021", Vec::new());
    let cell = |id: &str| filing.form().cell_index(id).expect("a cell");
    let changes = [(cell("3.1.a"), Value::whole(21)), (cell("3.1.c"), Value::Text("二十一".to_owned()))];
    let edit = filing.cells_edit(changes).expect("changes");
    filing.apply(edit, now());
    let edit = filing.signoff_edit("填报人", "张三");
    filing.apply(edit, now());
    let remark = Remark { text: "已核实".to_owned(), ..Remark::default() };
    let edit = filing.remark_edit("row-total.3.1", Some(remark));
    filing.apply(edit, now());

    let shown = document::document(&filing);
    let keys: Vec<_> = shown.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["form", "unit", "year", "values", "signoff", "remarks", "notes"]);
    assert_eq!(shown["form"], "zfxxgk-2021");
    assert_eq!(shown["unit"], "某县人民政府");
    assert_eq!(shown["year"], 2024);
    assert_eq!(shown["values"]["3.1.a"], "21");
    assert_eq!(shown["values"]["3.1.b"], Json::Null);
    assert_eq!(shown["values"]["3.1.c"], json!({ "text": "二十一" }));
    assert_eq!(shown["values"].as_object().map(serde_json::Map::len), Some(200));
    assert_eq!(shown["signoff"], json!({ "填报人": "张三" }));
    assert_eq!(shown["remarks"], json!({ "row-total.3.1": "已核实" }));
    assert_eq!(document::document(&sample("suqian-2024"))["level"], "prefecture");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn csv_gives_every_value_back(values in proptest::collection::vec(any_value(), 58)) {
        let filing = filled("zfxxgk-2014", values);
        for (position, line) in lines(&sheet::table(&filing)).iter().enumerate() {
            let cell = CellIndex(u32::try_from(position).expect("few cells"));
            prop_assert_eq!(&sheet::original(&line[4]), filing.value(cell));
        }
    }

    #[test]
    fn csv_holds_no_formula(values in proptest::collection::vec(any_value(), 58)) {
        for line in lines(&sheet::table(&filled("zfxxgk-2014", values))) {
            for field in &line {
                let is_number = Value::from_exact(field).is_some();
                prop_assert!(is_number || !field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{field}");
            }
        }
    }

    #[test]
    fn json_gives_every_value_back(values in proptest::collection::vec(any_value(), 58)) {
        let filing = filled("zfxxgk-2014", values);
        let text = document::document(&filing).to_string();
        let shown: Json = serde_json::from_str(&text).expect("JSON");
        for cell in filing.form().cell_indices() {
            let read = match &shown["values"][filing.form().cell(cell).id.as_str()] {
                Json::Null => Value::Blank,
                Json::String(number) => Value::from_exact(number).expect("an exact number"),
                other => Value::Text(other["text"].as_str().expect("a text").to_owned()),
            };
            prop_assert_eq!(&read, filing.value(cell));
        }
    }
}
