//! The text of a source cell as the value of a form's cell, with what was changed on the way.

use super::grid::Nature;
use super::labels::{Label, flat};
use crate::filing::{Typed, Value, typed};
use crate::form::Cell;

/// What a text comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// The value; blank where nothing could be taken.
    pub(super) value: Value,
    /// What has to be said, by kind.
    pub(super) note: Option<(&'static str, String)>,
    /// Whether somebody has to look at it.
    pub(super) is_doubtful: bool,
}

impl Reading {
    fn taken(value: Value) -> Self {
        Self { value, note: None, is_doubtful: false }
    }

    fn refused(message: String) -> Self {
        Self { value: Value::Blank, note: Some(("refused", message)), is_doubtful: true }
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
        Nature::Date => return Reading::refused(format!("{name}：“{shown}”是日期，不是数，没有导入。")),
        Nature::Percent => return Reading::refused(format!("{name}：“{shown}”是百分比，本表填件数或金额，没有导入。")),
        Nature::Logical => return Reading::refused(format!("{name}：“{shown}”是真假值，不是数，没有导入。")),
        Nature::FormulaError => {
            return Reading::refused(format!("{name}：原表的公式出错（{shown}），没有导入，请填入正确的数。"));
        }
        Nature::FormulaWithoutResult => {
            return Reading::refused(format!(
                "{name}：原表是没有算过的公式，没有数可读；请用表格软件打开原表，保存后再导入。"
            ));
        }
        Nature::Text | Nature::Number => {}
    }
    let plain = if nature == Nature::Number { String::new() } else { flat(shown) };
    if nature == Nature::Text && plain.is_empty() {
        return Reading::taken(Value::Blank);
    }
    if nature == Nature::Text && (is_percent(&plain) || is_date(&plain) || is_formula_error(&plain)) {
        return Reading::refused(format!("{name}：“{shown}”是日期、百分比或公式错误，不是数，没有导入。"));
    }
    match typed::read(shown, cell) {
        Typed::Refused(_) => Reading {
            value: Value::Blank,
            note: Some(("no_data", format!("{name}：原表填“{shown}”，按空格导入；没有数请填 0。"))),
            is_doubtful: false,
        },
        Typed::Taken { value: Value::Text(_), .. } => Reading {
            value: Value::Text(shown.to_owned()),
            note: Some(("text", format!("{name}：“{shown}”读不成数，按原样保留，请改成数。"))),
            is_doubtful: false,
        },
        Typed::Taken { value, notice } => {
            Reading { value, note: notice.map(|notice| ("converted", notice)), is_doubtful: false }
        }
    }
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
    use crate::import::grid::Nature;

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
        check("3.1.a", "12", Nature::Number, "12", None);
        for nature in
            [Nature::Date, Nature::Percent, Nature::Logical, Nature::FormulaError, Nature::FormulaWithoutResult]
        {
            check("3.1.a", "12", nature, "", Some("refused"));
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
