//! The table as a workbook in one XML file of Excel 2003.

use std::fmt::Write as _;

use super::{COPIED, FIGURE, MONEY, ROW, ROWS, Trouble};

/// The table with a trouble; the style of the cell under trouble is its own.
pub(crate) fn file(trouble: Trouble) -> Option<Vec<u8>> {
    let number = |number: &str| format!("<Data ss:Type=\"Number\">{number}</Data>");
    let text =
        |text: &str| format!("<ss:Data ss:Type=\"String\" xmlns=\"http://www.w3.org/TR/REC-html40\">{text}</ss:Data>");
    let (mut style, mut row_look, mut formula, mut cell) = ("", "", "", None);
    match trouble {
        Trouble::Sound | Trouble::HiddenCopy => {}
        Trouble::Struck => cell = Some(text("<Font><S>12</S>4119</Font>")),
        Trouble::Deleted => cell = Some(text("<Del>12</Del>4119")),
        Trouble::Raised => cell = Some(text("4119<Sup>1</Sup>")),
        Trouble::Lowered => cell = Some(text("4119<Sub>1</Sub>")),
        Trouble::StruckWhole => style = "<Font ss:StrikeThrough=\"1\"/>",
        Trouble::HiddenRow => row_look = " ss:Hidden=\"1\"",
        Trouble::RowOfNoHeight => row_look = " ss:Height=\"0\"",
        Trouble::Divided => {
            style = "<NumberFormat ss:Format=\"0&quot;.&quot;0,&quot;万元&quot;\"/>";
            cell = Some(number("77302800"));
        }
        Trouble::YuanBehind => {
            style = "<NumberFormat ss:Format=\"#,##0&quot;元&quot;\"/>";
            cell = Some(number("77302800"));
        }
        Trouble::WanBehind => style = "<NumberFormat ss:Format=\"0.00&quot;万元&quot;\"/>",
        Trouble::Percent => style = "<NumberFormat ss:Format=\"Percent\"/>",
        Trouble::Date => style = "<NumberFormat ss:Format=\"Short Date\"/>",
        Trouble::NoResult => {
            formula = " ss:Formula=\"=R[-3]C\"";
            cell = Some(number(""));
        }
        _ => return None,
    }
    let at = if trouble.cell() == "2.8.1.a" { MONEY } else { FIGURE };
    let mut rows = String::new();
    for (row, cells) in ROWS.iter().enumerate() {
        write!(rows, "<Row{}>", if row == ROW { row_look } else { "" }).expect("a string");
        for (index, (words, span)) in cells.iter().enumerate() {
            let is_it = (row, index) == at;
            let plain = if words.parse::<f64>().is_ok() { number(words) } else { text(words) };
            let inside = cell.clone().filter(|_| is_it).unwrap_or(plain);
            let look = if is_it { format!(" ss:StyleID=\"child\"{formula}") } else { String::new() };
            write!(rows, "<Cell ss:MergeAcross=\"{}\"{look}>{inside}</Cell>", span - 1).expect("a string");
        }
        rows.push_str("</Row>");
    }
    let mut copy = String::new();
    if trouble == Trouble::HiddenCopy {
        let mut others = rows.clone();
        for (figure, other) in COPIED {
            others = others.replace(&number(figure), &number(other));
        }
        copy = format!(
            "<Worksheet ss:Name=\"副本\"><Table>{others}</Table><WorksheetOptions \
             xmlns=\"urn:schemas-microsoft-com:office:excel\"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>"
        );
    }
    let workbook = format!(
        "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook \
         xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
         <Styles><Style ss:ID=\"parent\">{style}</Style><Style ss:ID=\"child\" ss:Parent=\"parent\"/></Styles>\
         {copy}<Worksheet ss:Name=\"Sheet1\"><Table>{rows}</Table></Worksheet></Workbook>"
    );
    Some(workbook.into_bytes())
}
