//! The text of a source cell as the value of a form's cell, with what was changed on the way.

use super::labels::{Label, flat};
use crate::filing::{Typed, Value, typed};
use crate::form::Cell;
use crate::import::reading::grid::Nature;

/// What a text comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The value; blank where nothing could be taken.
    pub(super) value: Value,
    /// What has to be said, by kind.
    pub(super) note: Option<(&'static str, String)>,
    /// Why somebody has to look at it.
    pub(super) doubt: Option<String>,
}

impl Reading {
    fn taken(value: Value) -> Self {
        Self { value, note: None, doubt: None }
    }

    /// A text that is no number and no blank: `what` says what it is.
    fn refused(name: &str, what: &str) -> Self {
        let note = Some(("refused", format!("{name}：{what}。")));
        Self { value: Value::Blank, note, doubt: Some(what.to_owned()) }
    }
}

/// Reads the text of a source cell.
pub(super) fn read(text: &str, nature: Nature, cell: &Cell) -> Reading {
    let shown = text.trim();
    if shown.is_empty() && matches!(nature, Nature::Text | Nature::Number) {
        return Reading::taken(Value::Blank);
    }
    let name = &cell.name;
    match nature {
        Nature::Date => return Reading::refused(name, &format!("“{shown}”是日期，不是数，没有导入")),
        Nature::Percent => return Reading::refused(name, &format!("“{shown}”是百分比，本表填件数或金额，没有导入")),
        Nature::Logical => return Reading::refused(name, &format!("“{shown}”是真假值，不是数，没有导入")),
        Nature::FormulaError => {
            return Reading::refused(name, &format!("原表的公式出错（{shown}），没有导入，请填入正确的数"));
        }
        Nature::FormulaWithoutResult => {
            return Reading::refused(name, "原表是没有算过的公式，没有数可读；请用表格软件打开原表，保存后再导入");
        }
        Nature::Text | Nature::Number => {}
    }
    let plain = if nature == Nature::Number { String::new() } else { flat(shown) };
    if nature == Nature::Text && plain.is_empty() {
        return Reading::taken(Value::Blank);
    }
    if nature == Nature::Text && (is_percent(&plain) || is_date(&plain) || is_formula_error(&plain)) {
        return Reading::refused(name, &format!("“{shown}”是日期、百分比或公式错误，不是数，没有导入"));
    }
    // A mark that keeps a number a text in a spreadsheet.
    let marked = shown.strip_prefix(['\'', '‘', '’', '`']).map(str::trim);
    let shown = marked.filter(|number| Value::from_exact(number).is_some()).unwrap_or(shown);
    match typed::read(shown, cell) {
        Typed::Refused(_) => Reading {
            value: Value::Blank,
            note: Some(("no_data", format!("{name}：原表填“{shown}”，按空格导入；没有数请填 0。"))),
            doubt: None,
        },
        Typed::Taken { value: Value::Text(_), .. } => unread(name, shown),
        Typed::Taken { value, notice } => {
            let doubt = has_leading_zeros(shown).then(|| format!("原表写的是“{shown}”，前面多出的 0 没有算进去"));
            Reading { value, note: notice.map(|notice| ("converted", notice)), doubt }
        }
    }
}

/// A text that is kept as it stands, because it is no number, or two.
fn unread(name: &str, shown: &str) -> Reading {
    let plain = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let doubt = match numbers(shown).as_slice() {
        [] | [_] => format!("“{plain}”读不成数"),
        several => {
            let several: Vec<String> = several.iter().map(|number| format!("“{number}”")).collect();
            format!("“{plain}”里有几个数：{}，分不清是哪一个", several.join("、"))
        }
    };
    Reading {
        value: Value::Text(shown.to_owned()),
        note: Some(("text", format!("{name}：{doubt}，按原样保留，请改成数。"))),
        doubt: Some(format!("{doubt}，按原样保留")),
    }
}

/// The runs of digits of a text, each with its point.
fn numbers(text: &str) -> Vec<String> {
    const MOST: usize = 6;
    let wide = |c: char| typed::half_width(c);
    let narrow: String = text.chars().map(wide).collect();
    let runs = narrow.split(|c: char| !c.is_ascii_digit() && c != '.').map(|run| run.trim_matches('.'));
    runs.filter(|run| !run.is_empty()).take(MOST).map(str::to_owned).collect()
}

/// Whether a number is written with zeros before it: `007`.
fn has_leading_zeros(text: &str) -> bool {
    let digits: String = text.chars().map(typed::half_width).skip_while(|c| !c.is_ascii_digit()).collect();
    digits.starts_with('0') && digits.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
}

/// What spreadsheets show where a formula failed or a column is too narrow.
fn is_formula_error(plain: &str) -> bool {
    plain.strip_prefix('#').is_some_and(|rest| {
        rest.ends_with(['!', '?']) || rest.eq_ignore_ascii_case("n/a") || rest.chars().all(|character| character == '#')
    })
}

/// Whether a head or a label of the source names 元 for money that the form has in 万元: a bare number there may be
/// either, for the 万 of the printed head is lost as easily as any character.
pub(super) fn is_in_yuan(text: &str, cell: &Cell, labels: impl IntoIterator<Item = impl AsRef<str>>) -> bool {
    if !cell.is_money() {
        return false;
    }
    let plain = flat(text);
    let is_bare = plain.chars().any(|c| ('1'..='9').contains(&c)) && plain.ends_with(|c: char| c.is_ascii_digit());
    let names_yuan = |label: &str| {
        let notes = Label::of(label).notes;
        let measure = notes.trim().trim_start_matches("计量").trim_start_matches("单位").trim_start_matches(':');
        measure == "元" || flat(label) == "元"
    };
    is_bare && labels.into_iter().any(|label| names_yuan(label.as_ref()))
}

fn is_percent(text: &str) -> bool {
    text.ends_with(['%', '‰']) && text.chars().any(|c| c.is_ascii_digit())
}

/// Whether a text is a date: 2023-01-05, 2023年1月5日, 2023/1/5.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.trim_end_matches('日').split(['-', '/', '年', '月', '.']).collect();
    let are_digits = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    parts.len() == 3 && are_digits && parts.first().is_some_and(|year| year.len() == 4)
}

#[cfg(test)]
mod tests {
    use super::{is_in_yuan, read};
    use crate::filing::Value;
    use crate::form::Catalogue;
    use crate::import::reading::grid::Nature;

    fn check(cell: &str, text: &str, nature: Nature, value: &str, kind: Option<&str>) {
        let form = Catalogue::shipped().get("zfxxgk-2021").expect("shipped");
        let reading = read(text, nature, form.cell(form.cell_index(cell).expect("a cell")));
        let shown = match &reading.value {
            Value::Text(text) => format!("text {text}"),
            other => other.to_string(),
        };
        assert_eq!((shown.as_str(), reading.note.map(|note| note.0)), (value, kind), "{text}");
    }

    #[test]
    fn all_shapes_of_numbers() {
        for (text, value, kind) in [
            ("１２３", "123", None),
            ("1,234", "1234", None),
            ("1 234", "1234", None),
            ("12件", "12", None),
            ("0  ", "0", None),
            ("－8", "-8", None),
            ("+1036", "1036", None),
            ("", "", None),
            ("/", "", Some("no_data")),
            ("—", "", Some("no_data")),
            ("无", "", Some("no_data")),
            ("無", "", Some("no_data")),
            ("二十一", "text 二十一", Some("text")),
            ("约12件", "text 约12件", Some("text")),
            ("12%", "", Some("refused")),
            ("2023-01-05", "", Some("refused")),
            ("2023年1月5日", "", Some("refused")),
            ("#REF!", "", Some("refused")),
            ("#N/A", "", Some("refused")),
            ("#####", "", Some("refused")),
            ("#3号", "text #3号", Some("text")),
        ] {
            check("3.1.a", text, Nature::Text, value, kind);
        }
        for (text, value) in [("'12", "12"), ("12.0", "12"), ("1，234", "1234"), ("1 234 567", "1234567")] {
            check("3.1.a", text, Nature::Text, value, None);
        }
        for text in
            ["0 121", "12 5", "21\n1", "3 / 5", "12、5", "12（含上年2）", "12+3", "（8）", "1.234,5", "1e5", "甲"]
        {
            check("3.1.a", text, Nature::Text, &format!("text {text}"), Some("text"));
        }
        check("3.1.a", "12", Nature::Number, "12", None);
        for nature in
            [Nature::Date, Nature::Percent, Nature::Logical, Nature::FormulaError, Nature::FormulaWithoutResult]
        {
            check("3.1.a", "12", nature, "", Some("refused"));
        }
    }

    #[test]
    fn a_doubt_shows_what_was_read() {
        let form = Catalogue::shipped().get("zfxxgk-2021").expect("shipped");
        let cell = form.cell(form.cell_index("3.1.a").expect("a cell"));
        for (text, doubt) in [
            ("0 121", "“0 121”里有几个数：“0”、“121”，分不清是哪一个，按原样保留"),
            ("21\n1", "“21 1”里有几个数：“21”、“1”，分不清是哪一个，按原样保留"),
            ("（8）", "“（8）”读不成数，按原样保留"),
            ("007", "原表写的是“007”，前面多出的 0 没有算进去"),
        ] {
            assert_eq!(read(text, Nature::Text, cell).doubt.as_deref(), Some(doubt));
        }
        for text in ["0", "0.5", "12", "10", "1,000", "", "无"] {
            assert_eq!(read(text, Nature::Text, cell).doubt, None, "{text}");
        }
    }

    #[test]
    fn money_in_another_measure() {
        check("2.8.1.a", "251000元", Nature::Text, "25.1", Some("converted"));
        check("2.8.1.a", "25.1", Nature::Text, "25.1", None);
        let form = Catalogue::shipped().get("zfxxgk-2021").expect("shipped");
        let cell = form.cell(form.cell_index("2.8.1.a").expect("a cell"));
        assert!(is_in_yuan("251000", cell, ["本年收费金额（单位：元）"]));
        assert!(is_in_yuan("251000", cell, ["元"]));
        assert!(!is_in_yuan("0", cell, ["元"]) && !is_in_yuan("25万元", cell, ["元"]));
        assert!(!is_in_yuan("25.1", cell, ["本年收费金额（单位：万元）", "本年收费金额", "（单位：某元）"]));
    }
}
