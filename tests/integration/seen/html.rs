//! The table as a web page, with each trouble in the ways that authors, office programs and style sheets have for it.

use super::{FIGURE, MONEY, ROW, ROWS, Trouble};

/// A page: what stands in its head, before the table, in the table before its rows, and what each place holds.
#[derive(Default)]
struct Page {
    doctype: &'static str,
    head: String,
    before: String,
    /// Markup in place of the figure under trouble, or of the amount.
    figure: Option<String>,
    money: Option<String>,
    /// Attributes of the cell of the figure, of that of the amount, and of the row of 195.
    cell: String,
    of_money: String,
    row: String,
    after: String,
}

impl Page {
    fn new(figure: impl Into<String>) -> Self {
        Self { figure: Some(figure.into()), ..Self::default() }
    }

    fn style(self, style: &str) -> Self {
        Self { head: format!("<style>{style}</style>"), ..self }
    }

    fn html(&self) -> String {
        let Self { doctype, head, before, after, .. } = self;
        let table = table(
            |row, column, text| match &self.figure {
                Some(figure) if (row, column) == FIGURE => figure.clone(),
                _ => self.money.clone().filter(|_| (row, column) == MONEY).unwrap_or_else(|| text.to_owned()),
            },
            |row, column| match (row, column) {
                at if at == FIGURE => &self.cell,
                at if at == MONEY => &self.of_money,
                _ => "",
            },
            &self.row,
        );
        format!("{doctype}<html><head><meta charset=utf-8>{head}</head><body>{before}{table}{after}</body></html>")
    }

    fn bytes(&self) -> Vec<u8> {
        self.html().into_bytes()
    }
}

/// The table, with the text of each place, attributes of cells, and those of the row of 195.
fn table<'a>(
    text: impl Fn(usize, usize, &str) -> String,
    attributes: impl Fn(usize, usize) -> &'a str,
    of_row: &str,
) -> String {
    let cell = |row: usize, column: usize, cell: &str, span: u32| {
        format!("<td colspan={span} {}>{}</td>", attributes(row, column), text(row, column, cell))
    };
    let row = |(row, cells): (usize, &&[(&str, u32)])| {
        let inside: String =
            cells.iter().enumerate().map(|(column, (text, span))| cell(row, column, text, *span)).collect();
        format!("<tr {}>{inside}</tr>\n", if row == ROW { of_row } else { "" })
    };
    format!("<table border=1>{}</table>", ROWS.iter().enumerate().map(row).collect::<String>())
}

/// The table with other figures.
pub(super) fn copy() -> String {
    let larger = |text: &str| text.parse::<f64>().map_or_else(|_| text.to_owned(), |it| (it + 9.0).to_string());
    table(|_, _, text| larger(text), |_, _| "", "")
}

/// Troubles in markup and attributes.
pub(crate) fn file(trouble: Trouble) -> Option<Vec<u8>> {
    let page = match trouble {
        Trouble::Sound => Page::default(),
        Trouble::Struck => Page::new("<s>12</s>4119"),
        Trouble::StruckTwice => Page::new("<span style='text-decoration:line-through double red'>12</span>4119"),
        Trouble::StruckByStyle => {
            Page::new("<span style='Text-Decoration-Line : underline line-through'>12</span>4119")
        }
        Trouble::StruckWhole => Page::new("<del>4119</del>"),
        Trouble::Deleted => Page::new("<del>12</del><ins>4119</ins>"),
        Trouble::Hidden => Page::new("<span style='display:none'>12</span>4119"),
        Trouble::HiddenRow => Page { row: "hidden".to_owned(), ..Page::default() },
        Trouble::RowOfNoHeight => Page { row: "height=0".to_owned(), ..Page::default() },
        Trouble::HiddenCopy => {
            Page { before: format!("<div style='display: none'>{}</div>", copy()), ..Page::default() }
        }
        Trouble::Raised => Page::new("4119<sup>1</sup>"),
        Trouble::Lowered => Page::new("4119<sub>1</sub>"),
        Trouble::Footnote => Page {
            after: "<ol><li id=fn1>含简易程序。</ol>".to_owned(),
            ..Page::new("4119<a href='#fn1' class=footnote-ref role=doc-noteref>1</a>")
        },
        Trouble::Prompt => {
            Page::new("<input placeholder=请填写><input type=hidden value=12><input type=checkbox value=3>")
        }
        Trouble::YuanBehind => Page { money: Some("77302800元".to_owned()), ..Page::default() },
        Trouble::WanBehind => Page { money: Some("7730.28万元".to_owned()), ..Page::default() },
        Trouble::Percent => Page::new("411900%"),
        Trouble::Date => Page::new("1911-04-11"),
        Trouble::NoResult => Page::new("&nbsp;"),
        Trouble::OldMerge
        | Trouble::MovedAway
        | Trouble::HiddenByStyle
        | Trouble::Divided
        | Trouble::NotCalculated
        | Trouble::OtherParts
        | Trouble::Embedded => return None,
    };
    Some(page.bytes())
}

/// The same troubles in other markup, misnested and with what authors leave out.
pub(crate) fn other(trouble: Trouble) -> Option<Vec<u8>> {
    let page = match trouble {
        Trouble::Sound => Page::new("<select><option>1<option selected>4119<option>2</select>"),
        Trouble::Struck => Page::new("<strike><b>12</strike></b>4119"),
        Trouble::StruckTwice => Page::new("<u><s>1<p>2</s></p></u>4119"),
        Trouble::StruckWhole => Page { cell: "style='text-decoration: line-through'".to_owned(), ..Page::default() },
        Trouble::Hidden => Page::new("4119<span class=sr-only>12<span>"),
        Trouble::HiddenByStyle => {
            Page::new("<font style='font-size:0px'>12</font>4119<i style='color:rgba(0,0,0,0)'>5</i>")
        }
        Trouble::HiddenRow => Page { row: "style='visibility:collapse'".to_owned(), ..Page::default() },
        Trouble::RowOfNoHeight => Page { row: "style='height:0; overflow:hidden'".to_owned(), ..Page::default() },
        Trouble::HiddenCopy => Page {
            before: format!("<template>{0}</template><table style='visibility:hidden'><tr><td>{0}</table>", copy()),
            ..Page::default()
        },
        Trouble::Raised => Page::new("4119<span style='vertical-align:super;font-size:9px'>[1]</span>"),
        Trouble::Lowered => Page::new("4119<span style='vertical-align: sub'>1</span>"),
        Trouble::Footnote => Page::new("4119<sup><a href='#note1'>1</a></sup>"),
        Trouble::Prompt => {
            Page::new("<textarea placeholder=请填写></textarea><button>12</button>").style("button{display:none}")
        }
        Trouble::YuanBehind => {
            Page { money: Some("<div>77,302,800 <small>元</small></div>".to_owned()), ..Page::default() }
        }
        Trouble::Percent => Page::new("411,900 <span>％</span>"),
        _ => return None,
    };
    Some(page.bytes())
}

/// The same troubles by rules of a style sheet in the page.
pub(crate) fn styled(trouble: Trouble) -> Option<Vec<u8>> {
    let old = || Page::new("<span class='a old'>12</span>4119");
    let page = match trouble {
        Trouble::Sound => old_is_shown(),
        Trouble::Struck => old().style("table td .old { color:red; text-decoration : line-through }"),
        Trouble::StruckTwice => {
            old().style("td > span.a{text-decoration:underline} .old{text-decoration-line:line-through!important}")
        }
        Trouble::StruckByStyle => old().style("<!-- .x, .OLD {-webkit-text-decoration:line-through} -->"),
        Trouble::StruckWhole => Page { cell: "class=old".to_owned(), ..Page::default() }
            .style("@media screen{td.old{text-decoration:line-through}}"),
        Trouble::Hidden => old().style("@media print{.old{display:inline}} #x,.a.old{display:none}"),
        Trouble::HiddenByStyle => old().style("[class~=old]{visibility:hidden}"),
        Trouble::HiddenRow => Page { row: "class=gone".to_owned(), ..Page::default() }.style("tr.gone{display:none}"),
        Trouble::RowOfNoHeight => {
            Page { row: "id=r".to_owned(), ..Page::default() }.style("#r{height:0;overflow:hidden}")
        }
        Trouble::HiddenCopy => {
            Page { before: format!("<div class=tab><section>{}</section></div>", copy()), ..Page::default() }
                .style(".tab{position:absolute;left:-9999px}")
        }
        Trouble::Raised => Page::new("4119<em class=n>1</em>").style("em.n{vertical-align:super}"),
        Trouble::Lowered => Page::new("4119<em class=n>1</em>").style("em{vertical-align:sub}"),
        Trouble::Footnote => {
            Page::new("4119<sup>1</sup>").style("sup{vertical-align:baseline;position:relative;top:-.5em}")
        }
        _ => return None,
    };
    Some(page.bytes())
}

/// A page whose rules hide nothing of the table: for paper, for small windows, undone by stronger ones.
fn old_is_shown() -> Page {
    Page { head: "<style media=print>td{display:none}</style>".to_owned(), ..Page::new("<span class=a><b>41</b>19</span>") }
        .style("@media print{td{display:none}} @media (max-width:600px){td{display:none}} .a{display:none} td .a{display:inline} \
            .a b{text-decoration:none} tr:hover td{visibility:hidden} td::after{display:none} p + table{display:none}")
}

/// The ways of Word.
pub(crate) fn word(trouble: Trouble) -> Option<Vec<u8>> {
    let style = "<!-- /* Style Definitions */ p.MsoNormal{mso-style-unhide:no} span.MsoFootnoteReference{mso-style-noshow:yes;\
        vertical-align:super} span.msoIns{mso-style-type:export-only;text-decoration:underline} span.msoDel\
        {mso-style-type:export-only;text-decoration:line-through;color:red} @page Section1{size:595.3pt 841.9pt} -->";
    let run = |before: &str| {
        Page::new(format!("<p class=MsoNormal align=center>{before}<span lang=EN-US>4119<o:p></o:p></span></p>"))
            .style(style)
    };
    let page = match trouble {
        Trouble::Sound => run("<!--[if gte mso 9]><xml>12</xml><![endif]--><![if !supportEmptyParas]>&nbsp;<![endif]>"),
        Trouble::Struck => run("<s><span lang=EN-US>12</span></s>"),
        Trouble::StruckTwice => run("<span lang=EN-US style='text-line-through:double'>12</span>"),
        Trouble::StruckWhole => Page::new("<p class=MsoNormal><s><span lang=EN-US>4119<o:p></o:p></span></s></p>"),
        Trouble::Deleted => run("<span class=msoDel><del cite=\"mailto:a\" datetime=\"2024-01-01T00:00\"><span lang=EN-US>12</span></del></span>\
            <span class=msoIns><ins cite=\"mailto:a\" datetime=\"2024-01-01T00:00\"></ins></span>"),
        Trouble::MovedAway => run("<a name=\"move1\"><span class=msoDel><del cite=\"mailto:a\" datetime=\"2024-01-01T00:00\">12</del></span></a>"),
        Trouble::Hidden => run("<span lang=EN-US style='display:none;mso-hide:all'>12</span>"),
        Trouble::HiddenByStyle => run("<span lang=EN-US style='mso-hide:all'>12</span>"),
        Trouble::Prompt => Page::new(
            "<w:Sdt ShowingPlcHdr=\"t\" ID=\"1\"><span class=MsoPlaceholderText>单击此处输入 12。</span></w:Sdt>",
        ),
        Trouble::HiddenRow => Page { row: "style='mso-yfti-irow:11;display:none'".to_owned(), ..Page::default() },
        Trouble::Raised => Page::new("<p class=MsoNormal><span lang=EN-US>4119<sup>1</sup><o:p></o:p></span></p>"),
        Trouble::Lowered => Page::new("<p class=MsoNormal>4119<span style='position:relative;top:3.0pt;mso-text-raise:-3.0pt'>1</span>"),
        Trouble::Footnote => Page {
            after: "<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>\
                <a style='mso-footnote-id:ftn1' href=\"#_ftnref1\" name=\"_ftn1\">[1]</a>含简易程序。</p></div></div>".to_owned(),
            ..Page::new("4119<a style='mso-footnote-id:ftn1' href=\"#_ftn1\" name=\"_ftnref1\" title=\"\"><span class=MsoFootnoteReference>\
                <span style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference>[1]</span>\
                <![endif]></span></span></a>")
        },
        _ => return None,
    };
    Some(page.bytes())
}

/// The ways of Excel.
pub(crate) fn excel(trouble: Trouble) -> Option<Vec<u8>> {
    let style = "<!--table {mso-displayed-decimal-separator:\"\\.\"} .xl65 {mso-number-format:\"0\\.00_ \"; text-align:center} \
        .font5 {color:red; text-decoration:line-through} .font6 {vertical-align:super} .xl66{text-decoration:line-through}-->";
    let page = match trouble {
        Trouble::Sound => Page { cell: "class=xl65 x:num=\"4119\"".to_owned(), ..Page::new("4,119") },
        Trouble::Struck => Page::new("<font class=\"font5\">12</font><font class=\"font0\">4119</font>"),
        Trouble::StruckWhole => Page { cell: "class=xl66 x:num".to_owned(), ..Page::default() },
        Trouble::HiddenRow => {
            Page { row: "height=0 style='display:none;mso-height-source:userset'".to_owned(), ..Page::default() }
        }
        Trouble::RowOfNoHeight => {
            Page { row: "height=0 style='mso-height-source:userset;height:0'".to_owned(), ..Page::default() }
        }
        Trouble::HiddenCopy => {
            Page { before: copy().replacen("<table", "<table style='display:none'", 1), ..Page::default() }
        }
        Trouble::Raised => Page::new("4119<font class=\"font6\"><sup>1</sup></font>"),
        Trouble::Lowered => Page::new("4119<font class=\"font7\"><sub>1</sub></font>"),
        Trouble::Divided => Page {
            of_money: "class=xl67 x:num=\"77302800\"".to_owned(),
            money: Some("7730.3".to_owned()),
            ..Page::default()
        },
        Trouble::YuanBehind => Page {
            money: Some("77302800<span style='mso-spacerun:yes'>&nbsp;</span>元".to_owned()),
            ..Page::default()
        },
        Trouble::WanBehind => {
            Page {
                of_money: "x:num=\"7730.28\"".to_owned(), money: Some("7730.28万元".to_owned()), ..Page::default()
            }
        }
        Trouble::Percent => Page { cell: "x:num=\"4119\"".to_owned(), ..Page::new("411900.00%") },
        Trouble::Date => Page { cell: "x:num=\"4119\"".to_owned(), ..Page::new("1911/4/11") },
        Trouble::NoResult => Page { cell: "x:fmla=\"=B1+B2\"".to_owned(), ..Page::new("") },
        _ => return None,
    };
    Some(page.style(style).bytes())
}

/// The ways of LibreOffice.
pub(crate) fn libre(trouble: Trouble) -> Option<Vec<u8>> {
    let of_money = |shown: &str| Page {
        of_money: "sdval=\"7730.28\" sdnum=\"2052;0;0.0\"".to_owned(),
        money: Some(format!("<p class=\"western\">{shown}</p>")),
        ..Page::default()
    };
    let page = match trouble {
        Trouble::Struck => Page::new("<p class=\"western\"><strike>12</strike>4119</p>"),
        Trouble::StruckWhole => Page::new("<p class=\"western\"><span style=\"text-decoration: line-through\">4119</span></p>"),
        Trouble::Deleted => Page::new("<p><del>12</del>4119</p>"),
        Trouble::Raised => Page::new("<p>4119<sup>1</sup></p>"),
        Trouble::Lowered => Page::new("<p>4119<sub>1</sub></p>"),
        Trouble::Footnote => Page {
            after: "<div id=\"sdfootnote1\"><p class=\"sdfootnote\"><a class=\"sdfootnotesym\" name=\"sdfootnote1sym\" \
                href=\"#sdfootnote1anc\">1</a>含简易程序。</p></div>".to_owned(),
            ..Page::new("<p>4119<a class=\"sdfootnoteanc\" name=\"sdfootnote1anc\" href=\"#sdfootnote1sym\"><sup>1</sup></a></p>")
        }
        .style("a.sdfootnoteanc { font-size: 57% }"),
        Trouble::Divided => of_money("7730.3"),
        Trouble::HiddenCopy => Page { before: format!("<div style=\"display: none\"><p>{}", copy() + "</div>"), ..Page::default() },
        _ => return None,
    };
    Some(page.bytes())
}

/// A saved page whose style sheet was lost, so that only well known names tell what it hid.
pub(crate) fn bare(trouble: Trouble) -> Option<Vec<u8>> {
    let page = match trouble {
        Trouble::StruckByStyle => Page::new("<span class='x line-through'>12</span>4119"),
        Trouble::Hidden => Page::new("<span class=visually-hidden>12</span>4119"),
        Trouble::HiddenByStyle => Page::new("<span class=d-none>12</span>4119"),
        Trouble::HiddenRow => Page { row: "class='x layui-hide'".to_owned(), ..Page::default() },
        Trouble::HiddenCopy => Page { before: format!("<div class=hidden>{}</div>", copy()), ..Page::default() },
        _ => return None,
    };
    Some(
        Page { doctype: "<!DOCTYPE html>", head: "<link rel=stylesheet href='a_files/a.css'>".to_owned(), ..page }
            .bytes(),
    )
}

/// A page on the clipboard of Windows, with the header that stands before it there, and the end of nothing.
pub(crate) fn clipboard(trouble: Trouble) -> Option<Vec<u8>> {
    let page = String::from_utf8(word(trouble)?).expect("text");
    let page = page.replacen("<tr", "<!--StartFragment--><tr", 1).replacen("</table>", "<!--EndFragment--></table>", 1);
    let header = "Version:1.0\r\nStartHTML:000000211\r\nEndHTML:000002000\r\nStartFragment:000000300\r\nEndFragment:000001900\r\n\
        SourceURL:file:///C:/2019/a.doc\r\n\r\n";
    Some([header, &page.replace("</td>", "").replace("</tr>", "")].concat().into_bytes())
}
