//! Pages as their authors and their programs write them.

use super::*;
use crate::import::reading::grid::{Doubt, Grid, Unread};

fn document(page: &str) -> Document {
    read_text(page, &Limits::default()).unwrap()
}

fn grid(page: &str) -> Grid {
    document(page).grids().next().cloned().unwrap_or_default()
}

/// The cells as `row,column[ rows x columns] text`.
fn cells(page: &str) -> Vec<String> {
    let cell = |it: &crate::import::reading::grid::GridCell| {
        let spans = if (it.row_span, it.column_span) == (1, 1) {
            String::new()
        } else {
            format!(" {}x{}", it.row_span, it.column_span)
        };
        format!("{},{}{spans} {}", it.row, it.column, it.text)
    };
    grid(page).cells.iter().map(cell).collect()
}

/// The text of the only cell that counts, and what stands beside it.
fn cell(inside: &str) -> (String, Vec<(Unread, String)>) {
    let grid = grid(&format!("<table><tr><td>甲<td>{inside}<tr><td>乙<td>2</table>"));
    let cell = grid.cells.iter().find(|it| (it.row, it.column) == (0, 1)).cloned();
    cell.map_or_else(Default::default, |it| (it.text, it.left_out.into_iter().map(|it| (it.why, it.text)).collect()))
}

fn paragraphs(page: &str) -> Vec<String> {
    let text = |it: Block| if let Block::Paragraph(text) = it { Some(text) } else { None };
    document(page).blocks.into_iter().filter_map(text).collect()
}

#[test]
fn a_span_ends_with_its_part_of_the_table() {
    let rows = "<tr><td rowspan=0>甲<td>1<tr><td>2";
    let expected = ["0,0 2x1 甲", "0,1 1", "1,1 2", "2,0 乙", "2,1 3"];
    assert_eq!(cells(&format!("<table><tbody>{rows}</tbody><tr><td>乙<td>3</table>")), expected);
    assert_eq!(cells(&format!("<table><thead>{rows}<tbody><tr><td>乙<td>3</table>")), expected);
    let rows = rows.replace("rowspan=0", "rowspan='9px' colspan=-3");
    assert_eq!(cells(&format!("<table><thead>{rows}<tbody><tr><td>乙<td>3</table>")), expected);
    let whole = "<table><tr><td rowspan=0>甲<td>1<tr><td colspan='2px'>2<tr><td colspan=0>3</table>";
    assert_eq!(cells(whole), ["0,0 3x1 甲", "0,1 1", "1,1 1x2 2", "2,1 3"]);
}

#[test]
fn the_foot_is_shown_last_and_the_head_first() {
    let page = "<table><tfoot><tr><td>计<td>3<tbody><tr hidden><td>甲<td>1<thead><tr><td>项<td>数<tbody><tr><td>乙<td>2</table>";
    let shown = grid(page);
    assert_eq!(cells(page), ["0,0 项", "0,1 数", "1,0 甲", "1,1 1", "2,0 乙", "2,1 2", "3,0 计", "3,1 3"]);
    assert_eq!(shown.hidden_rows, [1]);
}

#[test]
fn rows_that_are_not_shown_count_for_spans_only_where_that_fits() {
    // A row was put in that nobody sees: the span does not count it.
    let added = "<table><tr><td rowspan=3>甲<td>1<td>2<tr style='display:none'><td>7<td>8<tr><td>3<td>4<tr><td>5<td>6<tr><td>乙<td>0<td>0</table>";
    let expected = [
        "0,0 4x1 甲",
        "0,1 1",
        "0,2 2",
        "1,1 7",
        "1,2 8",
        "2,1 3",
        "2,2 4",
        "3,1 5",
        "3,2 6",
        "4,0 乙",
        "4,1 0",
        "4,2 0",
    ];
    assert_eq!(cells(added), expected);
    assert_eq!(grid(added).hidden_rows, [1]);
    // A row was hidden later: the span still counts it.
    let hidden = added.replace("rowspan=3", "rowspan=4");
    assert_eq!(cells(&hidden), expected);
}

#[test]
fn hidden_columns_and_cells_are_told() {
    let page = "<table><colgroup span=3></colgroup><tr><td>甲<td>1<td>2</table>";
    assert!(grid(page).hidden_columns.is_empty());
    let page = "<table><col><col style='visibility:collapse'><tr><td>甲<td>1<td>2</table>";
    assert_eq!(grid(page).hidden_columns, [1]);
    let page = "<table><colgroup><col span=2><col style='display:none'></colgroup><colgroup hidden><col><col></colgroup><tr><td>甲</table>";
    assert_eq!(grid(&page.replace("<td>甲", "<td>甲<td>1")).hidden_columns, [2, 3, 4]);
    let page = "<table><tr><td>甲<td style='display:none'>9<td>1<tr><td>乙<td>2</table>";
    assert_eq!(cells(page), ["0,0 甲", "0,1 1", "1,0 乙", "1,1 2"]);
    assert_eq!(document(page).notes.len(), 1);
    let page = "<table><tr><td>甲<td style='opacity:0'>9<td>1<tr><td>乙<th class=sr-only>8<td>2<td>3</table>";
    assert_eq!(cells(page), ["0,0 甲", "0,1 ", "0,2 1", "1,0 乙", "1,1 2", "1,2 3"]);
    let page = "<table><tr><td>甲<td style='mso-ignore:colspan' colspan=2>1<td>2</table>";
    assert_eq!(cells(page), ["0,0 甲", "0,1 1", "0,3 2"]);
}

#[test]
fn pieces_that_do_not_count_stand_beside_the_text() {
    use Unread::{Deleted, Hidden, Raised, Struck};
    let left = |why, text: &str| vec![(why, text.to_owned())];
    for (inside, text, left_out) in [
        ("<s>1 2</s> 21", "21", left(Struck, "1 2")),
        ("12 <s>3</s>4", "12 4", left(Struck, "3")),
        ("21 <sup>1</sup>", "21", left(Raised, "1")),
        ("<del cite='mailto:a' datetime=x>12</del>21", "21", left(Deleted, "12")),
        ("<del>12</del><ins>21</ins>", "21", left(Struck, "12")),
        ("<span style='visibility:hidden'>9<b style='visibility:visible'>21</b></span>", "21", left(Hidden, "9")),
        ("<span style='display:none'>9<b style='display:inline'>8</b></span>21", "21", left(Hidden, "98")),
        ("<div hidden style='display:block'>21</div>", "21", vec![]),
        ("<span style='color:#fff;background:white'>9</span>21", "21", left(Hidden, "9")),
        ("<span style='font-size:0'>9<b style='font-size:12px'>21</b></span>", "21", left(Hidden, "9")),
        ("<span aria-hidden=true>21</span>", "21", vec![]),
        ("<span style='display:none'>&nbsp;</span>21", "21", vec![]),
        ("<details>21<summary></summary></details>", "21", vec![]),
        ("21<rt>注</rt>", "21", left(Raised, "注")),
    ] {
        assert_eq!(cell(inside), (text.to_owned(), left_out), "{inside}");
    }
    assert_eq!(
        grid("<table><tr><td>甲<td style='text-decoration:line-through'>21<tr><td>乙<td>2</table>").cells[1].doubts,
        [Doubt::StruckOut]
    );
    assert_eq!(paragraphs("<p>2023<sup>1</sup>年<s>度</s>"), ["2023年"]);
}

#[test]
fn tags_close_as_in_a_browser() {
    for (inside, text) in [
        // The end of the cell ends what is open inside.
        ("<span hidden>9</td><td>21", ""),
        ("<s>9</b></s>21", "21"),
        ("<p hidden>9<p>21", "21"),
        ("<p hidden>9<div>21</div>", "21"),
        ("<span hidden>9</div></span>21", "21"),
        ("<ul><li hidden>9<li>21</ul>", "21"),
        ("<s><p>9</s>21</p>", "21"),
        ("<b hidden><p>9</p></b>21", "21"),
        ("<p><strike>9</p><p>8</p></strike>21", "21"),
        ("<o:p hidden/>21", "21"),
        ("<br hidden>21", "21"),
        ("<h3 hidden>9</h4>21", "21"),
        ("<a hidden href=a>9<a href=b>21</a>", "21"),
        ("</p></span></table0>21", "21"),
    ] {
        assert_eq!(cell(inside).0, text, "{inside}");
    }
    let page = "<table><tr><td>甲<td><span hidden>9<tr><td>乙<td>2<div style='display:none'></table><p>丙";
    assert_eq!((cells(page).len(), paragraphs(page)), (4, vec!["丙".to_owned()]));
    assert_eq!(cells("<table><div hidden><tr><td>甲<td>1</div></table>"), ["0,0 甲", "0,1 1"]);
    // A hidden element that never ends hides all behind it, which is read when nothing else is there.
    let page = document("<div style='display:none'><table><tr><td>甲<td>1<tr><td>乙<td>2</table>");
    assert!(page.grids().all(|grid| grid.is_hidden && grid.hidden_rows == [0, 1]));
}

#[test]
fn hidden_tables_are_no_second_ones() {
    let table = "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>";
    let page = document(&format!("<div hidden><p>藏{table}</div><p>显{table}"));
    let grids: Vec<(&str, bool)> = page.grids().map(|it| (it.name.as_str(), it.is_hidden)).collect();
    assert_eq!(grids, [("隐藏表1", true), ("表1", false)]);
    assert_eq!(page.blocks.len(), 3);
    let page =
        document(&format!("<body style='opacity:0'>{table}<dialog>{table}</dialog><template>{table}</template>"));
    assert_eq!(page.grids().map(|it| it.is_hidden).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn what_stands_in_a_table_and_in_no_cell_stands_above_it() {
    let page = "<table><caption>统计<b>表</b></caption>2023年<tr><td>甲<td>1<tr><td>乙<td>2</table>";
    assert_eq!(paragraphs(page), ["统计表", "2023年"]);
    assert!(matches!(document(page).blocks.last(), Some(Block::Grid(_))));
}

#[test]
fn a_table_that_frames_a_figure_is_its_cell() {
    let inside = "<table><tr><td><s>12</s>21</td></tr></table>";
    assert_eq!(cell(inside), ("21".to_owned(), vec![(Unread::Struck, "12".to_owned())]));
    assert_eq!(cell("<table><tr><td>21<td>件</table>").0, "21\n件");
    // Two figures are a table of their own.
    assert_eq!(cells("<table><tr><td>甲<td><table><tr><td>21<td>3</table></table>"), ["0,0 21", "0,1 3"]);
    assert_eq!(cell("<div style='display:none'><table><tr><td>9</table></div>21").0, "21");
}

#[test]
fn styles_make_tables_of_other_elements() {
    let page = "<style>.t{display:table}.r{display:table-row}.c,.h{display:table-cell}</style><div class=t>\
        <div class=r><div class=h>甲</div><div class=c>1</div></div><div class=r><span class=c>乙</span><p class=c>2</p></div></div><p>后";
    assert_eq!(cells(page), ["0,0 甲", "0,1 1", "1,0 乙", "1,1 2"]);
    assert_eq!(paragraphs(page), ["后"]);
}

#[test]
fn fields_say_what_was_typed_or_chosen() {
    for (inside, text) in [
        ("<input value=21>", "21"),
        ("<input type=number value=21 disabled><input type=hidden value=9><input type=checkbox value=9>", "21"),
        ("<input value=9 style='display:none'><textarea>\n21</textarea>", "21"),
        ("<select><option>20<option selected>21</select>", "21"),
        ("<select><option>21<option>22</option></select>件", "21件"),
        ("<select multiple><option>20<option>21</select>", ""),
        ("<select hidden><option>20</select>21", "21"),
        ("<select><option selected>21", "21"),
    ] {
        assert_eq!(cell(inside).0, text, "{inside}");
    }
}

#[test]
fn blanks_stay_where_they_are_text() {
    assert_eq!(paragraphs("<pre>甲  1\n乙\t2</pre>"), ["甲  1", "乙\t2"]);
    assert_eq!(cell("<span style='white-space:pre-line'>2\n1</span>").0, "2\n1");
    assert_eq!(paragraphs("<p>甲 \n 1<br>乙&nbsp;2"), ["甲 1", "乙 2"]);
}

#[test]
fn pages_of_frames_and_pieces_of_pages() {
    let frames = "<html><frameset><frame src=a><noframes><body><table></table></body></noframes></frameset>";
    assert_eq!(read_text(frames, &Limits::default()), Err(ReadError::Unsupported(Foreign::Frames)));
    assert_eq!(cells("<tr><td>甲<td>1</tr><tr><td>乙<td>2"), ["0,0 甲", "0,1 1", "1,0 乙", "1,1 2"]);
    let header = "Version:0.9\r\nStartHTML:00000097\r\nEndHTML:1\r\nSourceURL:http://a.cn/2020/\r\n<html><body>\
        <!--StartFragment--><table><tr><td>甲<td>1<tr><td>乙<td>2</table><!--EndFragment--></body></html>";
    assert_eq!(document(header).blocks.len(), 1);
}

#[test]
fn sheets_of_a_workbook_have_their_names_and_may_be_hidden() {
    let page = |visible: &str| {
        grid(&format!(
            "<!--[if gte mso 9]><xml><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>2023年</x:Name><x:WorksheetOptions>{visible}\
             </x:WorksheetOptions></x:ExcelWorksheet></xml><![endif]--><table><tr><td>甲<td>1<tr><td>乙<td>2</table>"
        ))
    };
    assert_eq!((page("").name.as_str(), page("").is_hidden), ("2023年", false));
    assert!(page("<x:Visible>SheetVeryHidden</x:Visible>").is_hidden);
}
