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

/// Reads the text of a source cell. `labels` are the head and the row label, which may name another measure (单位：元).
pub(super) fn read(text: &str, nature: Nature, cell: &Cell, labels: &[&str]) -> Reading {
    let shown = text.trim();
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
    let plain = flat(shown);
    if plain.is_empty() {
        return Reading::taken(Value::Blank);
    }
    if nature == Nature::Text && (is_percent(&plain) || is_date(&plain) || plain.starts_with('#')) {
        return Reading::refused(format!("{name}：“{shown}”是日期、百分比或公式错误，不是数，没有导入。"));
    }
    let measured = other_measure(cell, labels).map(|measure| format!("{plain}{measure}"));
    let has_measure = measured.is_some() && plain.ends_with(|c: char| c.is_ascii_digit());
    match typed::read(measured.as_deref().filter(|_| has_measure).unwrap_or(shown), cell) {
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

/// The measure that a head or a row label of the source names for money that the form has in 万元.
fn other_measure(cell: &Cell, labels: &[&str]) -> Option<&'static str> {
    if !cell.is_money() {
        return None;
    }
    labels.iter().find_map(|label| {
        let notes = Label::of(label).notes;
        let whole = flat(label);
        let names = |word: &str| notes.contains(word) || whole == word;
        if names("万元") {
            None
        } else if names("亿元") {
            Some("亿元")
        } else {
            (names("元") && !names("千元") && !names("百元")).then_some("元")
        }
    })
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
    use super::read;
    use crate::filing::Value;
    use crate::form::Catalogue;
    use crate::import::grid::Nature;

    fn check(cell: &str, text: &str, nature: Nature, labels: &[&str], value: &str, kind: Option<&str>) {
        let form = Catalogue::shipped().get("zfxxgk-2021").expect("shipped");
        let reading = read(text, nature, form.cell(form.cell_index(cell).expect("a cell")), labels);
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
        ] {
            check("3.1.a", text, Nature::Text, &[], value, kind);
        }
        check("3.1.a", "12", Nature::Number, &[], "12", None);
        for nature in
            [Nature::Date, Nature::Percent, Nature::Logical, Nature::FormulaError, Nature::FormulaWithoutResult]
        {
            check("3.1.a", "12", nature, &[], "", Some("refused"));
        }
    }

    #[test]
    fn money_in_another_measure() {
        check("2.8.1.a", "251000元", Nature::Text, &[], "25.1", Some("converted"));
        check("2.8.1.a", "251000", Nature::Number, &["本年收费金额（单位：元）"], "25.1", Some("converted"));
        check("2.8.1.a", "251000", Nature::Number, &["元"], "25.1", Some("converted"));
        check("2.8.1.a", "25.1", Nature::Text, &["本年收费金额（单位：万元）"], "25.1", None);
        check("2.8.1.a", "25.1", Nature::Text, &["本年收费金额"], "25.1", None);
    }
}
