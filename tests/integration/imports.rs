//! Layouts that no generator made: folded, lying, broken and foreign tables, and what has to stay unplaced.

use tianbao::filing::Value;
use tianbao::form::Catalogue;
use tianbao::import::grid::{Block, Document, FileKind, Grid, GridCell};
use tianbao::import::limits::Limits;
use tianbao::import::readers::{self, Source};
use tianbao::import::{Lexicon, Plan, Refusal, Understood, Wanted, Wishes, understand};

use crate::support::{data, sample};

/// A grid of lines, cells separated by `|`; `<` goes on with the cell to the left, `^` with the one above.
fn grid(name: &str, lines: &str) -> Block {
    let rows: Vec<Vec<&str>> = lines.trim().lines().map(|line| line.split('|').map(str::trim).collect()).collect();
    let mut cells: Vec<GridCell> = Vec::new();
    for (row, texts) in (0..).zip(&rows) {
        for (column, text) in (0..).zip(texts) {
            let covers = |it: &GridCell, row: u32, column: u32| {
                (it.row..it.row + it.row_span).contains(&row)
                    && (it.column..it.column + it.column_span).contains(&column)
            };
            match *text {
                "<" => {
                    let left = cells.iter_mut().find(|it| covers(it, row, column - 1)).expect("a cell to the left");
                    left.column_span = column - left.column + 1;
                }
                "^" => {
                    let above = cells.iter_mut().find(|it| covers(it, row - 1, column)).expect("a cell above");
                    above.row_span = row - above.row + 1;
                }
                _ => cells.push(GridCell::new(row, column, text.replace("\\n", "\n"))),
            }
        }
    }
    Block::Grid(Grid { name: name.to_owned(), cells, ..Grid::default() })
}

fn document(blocks: Vec<Block>) -> Document {
    Document { kind: FileKind::Xlsx, blocks, embedded: None, notes: Vec::new() }
}

fn understood(blocks: Vec<Block>) -> Result<Understood, Refusal> {
    understand(&document(blocks), &Lexicon::new(&Catalogue::shipped()), &Wishes::default())
}

fn plan(blocks: Vec<Block>) -> Plan {
    let understood = understood(blocks).expect("a form");
    understood.choose(Wanted::This, &Wishes::default()).expect("one filing").clone()
}

/// The values of some cells, blank where there is no place.
fn values(plan: &Plan, cells: &str) -> String {
    let shown = cells.split_whitespace().map(|id| {
        let cell = plan.form.cell_index(id).unwrap_or_else(|| panic!("{id} is a cell"));
        plan.placement(cell).map_or_else(
            || "?".to_owned(),
            |it| match &it.value {
                Value::Blank => "-".to_owned(),
                value => value.to_string(),
            },
        )
    });
    shown.collect::<Vec<_>>().join(" ")
}

const HEADS_3: &str = "项目|<|<|申请人情况|<|<|<|<|<|<
^|^|^|自然人|法人或其他组织|<|<|<|<|总计
^|^|^|^|商业企业|科研机构|社会公益组织|法律服务机构|其他|^";

#[test]
fn a_published_text_comes_in_whole() {
    let bytes = std::fs::read(data("simao-2017-table.txt")).expect("the text");
    let Ok(Source::Document(document)) = readers::read(&bytes, &Limits::default()) else { panic!("a document") };
    let wishes = Wishes::default();
    let understood = understand(&document, &Lexicon::new(&Catalogue::shipped()), &wishes).expect("a form");
    let plan = understood.choose(Wanted::This, &wishes).expect("one filing");
    assert_eq!((plan.form.id.as_str(), plan.year), ("zfxxgk-2014", Some(2017)));
    assert_eq!(plan.unit, "普洱市思茅区人民政府");
    let expected = sample("simao-2017");
    for cell in plan.form.cell_indices() {
        let found = plan.placement(cell).map(|it| &it.value);
        assert_eq!(found, Some(expected.value(cell)), "{}", plan.form.cell(cell).id);
    }
    assert!(plan.unplaced.is_empty(), "{:?}", plan.unplaced);
    let signoff: Vec<&str> = plan.signoff.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(signoff, ["陈 奇", "李志远", "文也平", "2133791", "2018年2月8日"]);
}

#[test]
fn texts_without_a_table_are_refused_in_words() {
    let text = vec![Block::Paragraph("2018年共收到政府信息公开申请12件，予以公开3件。".to_owned())];
    let refusal = understood(text).expect_err("no table");
    assert!(matches!(refusal, Refusal::NothingFound { traces } if !traces.had_tables), "{refusal:?}");
    assert!(refusal.to_string().contains("没有统计表"), "{refusal}");
}

#[test]
fn foreign_tables_are_refused() {
    let salaries = grid("Sheet1", "序号|姓名|数量|总计\n1|甲|3|4\n2|乙|5|6");
    let refusal = understood(vec![salaries]).expect_err("another table");
    assert!(refusal.to_string().contains("都不是政府信息公开统计表"), "{refusal}");
    // Words of a form, but another table.
    let cases = grid("案件", "类型|行政许可|行政处罚|行政复议|总计\n一季度|1|2|3|6\n二季度|4|5|6|15");
    assert!(understood(vec![cases]).is_err());
}

#[test]
fn a_folded_table_of_2014_is_read_in_both_halves() {
    let plan = plan(vec![grid(
        "统计表",
        "某市某局政府信息公开情况统计表（2016年度）|<|<|<|<|<
统计指标|单位|统计数|统计指标|单位|统计数
一、主动公开情况|||四、行政复议数量|件|3
（一）主动公开政府信息数|条|10|（一）维持具体行政行为数|件|1
其中：主动公开规范性文件数|条|2|（二）被依法纠错数|件|2
制发规范性文件总数|件|5|（三）其他情形数|件|0
（二）通过不同渠道和方式公开政府信息的情况|||五、行政诉讼数量|件|4
1.政府公报公开政府信息数|条|0|（一）维持具体行政行为或者驳回原告诉讼请求数|件|4
2.政府网站公开政府信息数|条|9|（二）被依法纠错数|件|0
3.政务微博公开政府信息数|条|1|（三）其他情形数|件|0",
    )]);
    assert_eq!(values(&plan, "1.1 1.1.a 1.1.b 1.2.1 1.2.2 1.2.3"), "10 2 5 0 9 1");
    assert_eq!(values(&plan, "4 4.1 4.2 4.3 5 5.1 5.2 5.3"), "3 1 2 0 4 4 0 0");
    assert_eq!((plan.unit.as_str(), plan.year), ("某市某局", Some(2016)));
}

#[test]
fn several_units_side_by_side_need_the_unit() {
    let table = || {
        grid(
            "汇总",
            "统计指标|单位|甲县教育局|甲县公安局
（一）主动公开政府信息数|条|10|20
其中：主动公开规范性文件数|条|1|2
1.政府公报公开政府信息数|条|3|4
2.政府网站公开政府信息数|条|5|6",
        )
    };
    let lexicon = Lexicon::new(&Catalogue::shipped());
    let wishes = Wishes { unit: Some("甲县公安局".to_owned()), ..Wishes::default() };
    let understood = understand(&document(vec![table()]), &lexicon, &wishes).expect("a form");
    let chosen = understood.choose(Wanted::This, &wishes).expect("a filing");
    assert_eq!(values(chosen, "1.1 1.1.a 1.2.1 1.2.2"), "20 2 4 6");
    assert!(understand(&document(vec![table()]), &lexicon, &Wishes::default()).is_err(), "nothing chooses");
}

#[test]
fn a_table_on_its_side_is_turned() {
    let plan = plan(vec![grid(
        "Sheet1",
        "申请人|本年新收政府信息公开申请数量|上年结转政府信息公开申请数量|予以公开|部分公开|重复申请|总计|结转下年度继续办理
自然人|5|1|2|1|1|4|2
商业企业|1|0|1|0|0|1|0
科研机构|0|0|0|0|0|0|0
社会公益组织|0|0|0|0|0|0|0
法律服务机构|2|0|0|0|2|2|0
其他|0|0|0|0|0|0|0
总计|8|1|3|1|3|7|2",
    )]);
    assert_eq!(values(&plan, "3.1.a 3.2.a 3.3.1.a 3.3.5.2.e 3.3.7.g 3.4.g 3.1.g"), "5 1 2 2 7 2 8");
}

#[test]
fn heads_shared_by_all_bands_serve_them_all() {
    let plan = plan(vec![grid(
        "表二",
        "某区2020年政府信息公开工作年度报告|<|<|<
信息内容|上一年项目数量|本年增/减|处理决定数量
第二十条第（五）项|<|<|<
行政许可|10|-2|30
其他对外管理服务事项|1|+1|3
第二十条第（六）项|<|<|<
行政处罚|4|0|8
行政强制|0|0|0",
    )]);
    assert_eq!(values(&plan, "2.5.1.a 2.5.1.b 2.5.1.c 2.5.2.b 2.6.1.a 2.6.1.c 2.6.2.b"), "10 -2 30 1 4 8 0");
    assert_eq!(plan.form.id, "zfxxgk-2019");
}

#[test]
fn a_table_cut_by_a_page_goes_on_without_heads() {
    let first = format!(
        "{HEADS_3}\n一、本年新收政府信息公开申请数量|<|<|1|2|0|0|0|0|3\n二、上年结转政府信息公开申请数量|<|<|0|0|0|0|0|0|0\n三、本年度办理结果|（一）予以公开|<|1|1|0|0|0|0|2"
    );
    let second = "三、本年度办理结果|（五）不予处理|2.重复申请|0|1|0|0|0|0|1\n^|（七）总计|<|1|2|0|0|0|0|3\n四、结转下年度继续办理|<|<|0|0|0|0|0|0|0";
    let plan = plan(vec![grid("表1", &first), grid("表2", second)]);
    assert_eq!(values(&plan, "3.1.b 3.3.1.a 3.3.5.2.b 3.3.7.g 3.4.g"), "2 1 1 3 0");
}

#[test]
fn cases_as_three_lines_instead_of_one() {
    let plan = plan(vec![grid(
        "表四",
        "类别|<|结果维持|结果纠正|其他结果|尚未审结|总计
行政复议|<|1|0|0|2|3
行政诉讼|未经复议直接起诉|4|0|0|0|4
^|复议后起诉|0|5|0|0|5",
    )]);
    assert_eq!(values(&plan, "4.1.a 4.1.d 4.1.e 4.2.a 4.2.e 4.3.b 4.3.e"), "1 2 3 4 4 5 5");
}

#[test]
fn numbered_columns_are_no_figures() {
    let heads = "行政复议|<|<|<|<|行政诉讼|<|<|<|<|<|<|<|<|<
结果维持|结果纠正|其他结果|尚未审结|总计|未经复议直接起诉|<|<|<|<|复议后起诉|<|<|<|<
^|^|^|^|^|结果维持|结果纠正|其他结果|尚未审结|总计|结果维持|结果纠正|其他结果|尚未审结|总计";
    let numbers = "1|2|3|4|5|6|7|8|9|10|11|12|13|14|15";
    let figures = "1|0|0|0|1|0|2|0|0|2|0|0|3|0|3";
    let rows = "规章|0|0|0\n行政规范性文件|1|0|4";
    let rules = grid("表二", &format!("信息内容|本年制发件数|本年废止件数|现行有效件数\n{rows}"));
    let plan = plan(vec![rules, grid("表四", &format!("{heads}\n{numbers}\n{figures}"))]);
    assert_eq!(values(&plan, "4.1.a 4.1.e 4.2.b 4.2.e 4.3.c 4.3.e"), "1 1 2 2 3 3");
}

#[test]
fn exchanged_columns_follow_their_labels() {
    let plan = plan(vec![grid(
        "表二",
        "信息内容|现行有效件数|本年制发件数|本年废止件数
规章|9|1|0
行政规范性文件|5|2|3",
    )]);
    assert_eq!(values(&plan, "2.1.1.a 2.1.1.b 2.1.1.c 2.1.2.a 2.1.2.b 2.1.2.c"), "1 0 9 2 3 5");
}

#[test]
fn a_group_in_one_row() {
    let rows = "一、本年新收政府信息公开申请数量|<|<|1|0|0|0|0|0|1\n三、本年度办理结果|（一）予以公开|<|0|0|0|0|0|0|0\n^|（六）其他处理|<|1|0|0|0|0|0|1\n^|（七）总计|<|1|0|0|0|0|0|1";
    let rules = grid("表二", "信息内容|本年制发件数|本年废止件数|现行有效件数\n规章|0|0|0\n行政规范性文件|1|0|4");
    let plan = plan(vec![rules, grid("表三", &format!("{HEADS_3}\n{rows}"))]);
    assert_eq!(plan.form.id, "zfxxgk-2021");
    assert_eq!(values(&plan, "3.3.6.1.b 3.3.6.2.b 3.3.6.3.b 3.3.6.1.a 3.3.6.3.a 3.3.6.3.g"), "0 0 0 ? ? ?");
    let proposed: Vec<_> = plan.unplaced.iter().filter_map(|it| it.proposal).collect();
    let proposed: Vec<&str> = proposed.iter().map(|cell| plan.form.cell(*cell).id.as_str()).collect();
    assert_eq!(proposed, ["3.3.6.3.a", "3.3.6.3.g"]);
    assert!(plan.notes.iter().any(|note| note.kind == "one_row"));
}

#[test]
fn a_label_broken_over_two_rows_is_one() {
    let plan = plan(vec![grid(
        "表三",
        &format!(
            "{HEADS_3}
一、本年新收政府信息|<|<||||||\n公开申请数量|<|<|3|0|0|0|0|0|3
二、上年结转政府信息公开申请数量|<|<|1|0|0|0|0|0|1
三、本年度办理结果|（一）予以公开|<|2|0|0|0|0|0|2
^|（三）不予公开|5.属于三类内部|4|0|0|0|0|0|4
^|^|事务信息||||||
^|^|6.属于四类过程性信息|5|0|0|0|0|0|5"
        ),
    )]);
    assert_eq!(values(&plan, "3.1.a 3.1.g 3.2.a 3.3.1.a 3.3.3.5.a 3.3.3.5.g 3.3.3.6.a"), "3 3 1 2 4 4 5");
    assert!(plan.unplaced.is_empty(), "{:?}", plan.unplaced);
}

#[test]
fn what_could_be_two_things_is_neither() {
    // Two rows with one label and different figures, a head that is nobody's, a merged figure.
    let plan = plan(vec![grid(
        "表二",
        "信息内容|本年制发件数|本年修订件数|现行有效件数
规章|0|0|0
行政规范性文件|1|7|4
行政规范性文件|2|8|5",
    )]);
    assert_eq!(values(&plan, "2.1.1.a 2.1.1.b 2.1.1.c 2.1.2.a 2.1.2.c"), "0 ? 0 ? ?");
    assert!(plan.unplaced.len() >= 4, "{:?}", plan.unplaced);
}

#[test]
fn broken_labels_stay_unplaced() {
    let plan = plan(vec![grid(
        "表二",
        "信息内容|本年制发件数|本年废止件数|现行有效件数
章规某|1|2|3
文件范规政行性|4|5|6
第二十条第（五）项|<|<|<
信息内容|本年处理决定数量|<|<
行政许可|7|<|<
第二十条第（六）项|<|<|<
信息内容|本年处理决定数量|<|<
行政处罚|8|<|<
行政强制|9|<|<",
    )]);
    assert_eq!(values(&plan, "2.1.1.a 2.1.2.a 2.5.1.a 2.6.1.a 2.6.2.a"), "? ? 7 8 9");
    assert_eq!(plan.unplaced.len(), 6);
}

/// Every cell on a line of its own, with `|` behind it: what a converter leaves of a page.
fn flattened(filing: &tianbao::filing::Filing) -> Vec<u8> {
    let form = filing.form();
    let mut text = format!("{}{}年政府信息公开工作年度报告\n", filing.unit().name, filing.year());
    for table in &form.tables {
        text += &table.section;
        text += "\n";
        for it in &table.boxes {
            let shown = match it.role {
                tianbao::form::Role::Value(cell) => filing.value(cell).to_string(),
                _ => it.text.clone(),
            };
            text += &shown;
            text += "\n|\n";
        }
    }
    text.into_bytes()
}

#[test]
fn flattened_tables_are_read_where_the_totals_bear_them_out() {
    for name in ["suqian-2023", "suqian-2024", "hongze-2023"] {
        let filing = sample(name);
        let Ok(Source::Document(document)) = readers::read(&flattened(&filing), &Limits::default()) else {
            panic!("a document")
        };
        let wishes = Wishes::default();
        let understood = understand(&document, &Lexicon::new(&Catalogue::shipped()), &wishes).expect("a form");
        let plan = understood.choose(Wanted::This, &wishes).expect("one filing");
        assert_eq!((plan.form.id.as_str(), plan.year), ("zfxxgk-2021", Some(filing.year())));
        let placed = |cell| plan.placement(cell).is_some_and(|it| !it.value.is_blank());
        let cells: Vec<_> = plan.form.cell_indices().filter(|cell| placed(*cell)).collect();
        assert!(cells.len() >= 190, "{name}: {}, {:?}", cells.len(), plan.unplaced);
        for cell in cells {
            let found = plan.placement(cell).map(|it| &it.value);
            assert_eq!(found, Some(filing.value(cell)), "{name} {}", plan.form.cell(cell).id);
        }
    }
}

/// A filing as an old Word document whose rows could not be read: every row a table of its own, and no spans.
fn in_pieces(filing: &tianbao::filing::Filing) -> Document {
    let title = format!("{}{}年政府信息公开工作年度报告", filing.unit().name, filing.year());
    let mut blocks = vec![Block::Paragraph(title)];
    for table in &filing.form().tables {
        blocks.push(Block::Paragraph(table.section.clone()));
        for line in 0..table.lines {
            let mut boxes: Vec<_> =
                table.boxes.iter().filter(|it| (it.line..it.line + it.line_span).contains(&line)).collect();
            boxes.sort_by_key(|it| it.column);
            let texts = boxes.iter().map(|it| match it.role {
                _ if it.line < line => String::new(),
                tianbao::form::Role::Value(cell) => filing.value(cell).to_string(),
                _ => it.text.clone(),
            });
            let cells = (0..)
                .zip(texts)
                .filter(|(_, text)| !text.is_empty())
                .map(|(column, text)| GridCell::new(0, column, text));
            blocks.push(Block::Grid(Grid { name: "表1".to_owned(), cells: cells.collect(), ..Grid::default() }));
        }
    }
    Document { kind: FileKind::Doc, ..document(blocks) }
}

#[test]
fn an_old_word_document_in_pieces_is_read_by_its_order() {
    for name in ["suqian-2023", "suqian-2024", "hongze-2023"] {
        let filing = sample(name);
        let wishes = Wishes::default();
        let understood =
            understand(&in_pieces(&filing), &Lexicon::new(&Catalogue::shipped()), &wishes).expect("a form");
        let plan = understood.choose(Wanted::This, &wishes).expect("one filing");
        let placed: Vec<_> = plan.placements.iter().filter(|it| !it.value.is_blank()).collect();
        assert!(placed.len() >= 150, "{name}: {}, {:?}", placed.len(), plan.unplaced);
        for it in placed {
            assert_eq!(&it.value, filing.value(it.cell), "{name} {}", plan.form.cell(it.cell).id);
        }
    }
}
