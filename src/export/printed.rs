//! The printed form: title, tables, foot. One description shared by XLSX, Word, PDF, HTML and the screen.

use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;

use crate::filing::{Code, Filing, Value};
use crate::form::{LayoutBox, Role, Table};

/// Everything around and in the tables of a filing, in printed order.
#[derive(Clone, Debug)]
pub struct Printed<'a> {
    /// The unit.
    pub unit: &'a str,
    /// The title, with the unit: 普洱市思茅区人民政府信息公开情况统计表.
    pub title: String,
    /// The line below: （2017年度）.
    pub subtitle: String,
    /// The line above the tables: 填报单位（盖章）：….
    pub unit_line: String,
    /// The tables; each has its section heading.
    pub tables: &'a [Table],
    /// The foot, line by line: name of the field and what was entered.
    pub foot: Vec<Vec<(&'a str, &'a str)>>,
    /// Whether the foot leaves room for the seal.
    pub has_seal: bool,
    /// What stands at the foot of every page: which filing it is, and the code that its values have.
    pub page_lines: [String; 2],
    /// The code in the page lines.
    pub code: Code,
    /// The date of documents.
    pub changed_at: Timestamp,
}

/// What stands beside the seal.
pub const SEAL: &str = "（盖章）";

/// How many sign-off fields stand on one line of the foot.
pub const FIELDS_A_LINE: usize = 3;

impl<'a> Printed<'a> {
    /// The printed form of a filing.
    pub fn of(filing: &'a Filing) -> Self {
        let form = filing.form();
        let unit = filing.unit().name.as_str();
        let fields: Vec<_> = form.signoff.iter().map(|field| (field.as_str(), filing.signoff().get(field))).collect();
        let code = Code::of(filing);
        Self {
            unit,
            title: title(unit, &form.title),
            subtitle: format!("（{}）", filing.year_words()),
            unit_line: format!("填报单位（盖章）：{unit}"),
            tables: &form.tables,
            foot: fields.chunks(FIELDS_A_LINE).map(<[_]>::to_vec).collect(),
            has_seal: form.has_seal,
            page_lines: [
                format!("{unit} {} {}", filing.year_words(), form.issued_by).trim_start().to_owned(),
                format!("校验码 {code}"),
            ],
            code,
            changed_at: changed_at(filing),
        }
    }
}

/// When a filing was changed last, or the end of its year: the date of documents, for no clock is asked.
pub fn changed_at(filing: &Filing) -> Timestamp {
    let year_end = date(i16::try_from(filing.year()).unwrap_or(9998).clamp(1900, 9998), 12, 31);
    let year_end = || TimeZone::UTC.to_timestamp(year_end.at(0, 0, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH);
    filing.history().last().map_or_else(year_end, |record| record.at)
}

/// The unit before the title, as units print it: …人民政府 and 政府信息公开… share their 政府.
fn title(unit: &str, title: &str) -> String {
    const SHARED: &str = "政府";
    match (unit.ends_with(SHARED), title.strip_prefix(SHARED)) {
        (true, Some(rest)) => format!("{unit}{rest}"),
        _ => format!("{unit}{title}"),
    }
}

/// What a box shows: its label, or the value as it is in the filing.
pub fn box_text(it: &LayoutBox, filing: &Filing) -> String {
    match it.role {
        Role::Value(cell) => filing.value(cell).to_string(),
        Role::Empty => String::new(),
        _ => it.text.clone(),
    }
}

/// Whether a box shows words where a number belongs.
pub fn holds_words(it: &LayoutBox, filing: &Filing) -> bool {
    matches!(it.role, Role::Value(cell) if matches!(filing.value(cell), Value::Text(_)))
}

/// Whether a box is the remark in the corner of a table: a sentence, not a head.
pub fn is_note(it: &LayoutBox, table: &Table) -> bool {
    it.role == Role::Head && it.column < table.stub_columns && it.text.starts_with('（')
}

/// Whether the labels of a table stand in one column, indented by level.
pub fn is_indented(table: &Table) -> bool {
    table.stub_columns == 1 && table.boxes.iter().any(|it| matches!(it.role, Role::Stub { depth } if depth > 0))
}

/// Whether a text stands at the left of its box: remarks, and labels that form an outline. All else is centred.
pub fn is_left(it: &LayoutBox, table: &Table) -> bool {
    let is_outline = table.stub_columns > 1 || is_indented(table);
    is_note(it, table) || (matches!(it.role, Role::Stub { .. }) && it.line_span == 1 && is_outline)
}

/// Runs of lines, first line and number, that no page break may part: a heading or band stays with the line below it.
pub fn kept_together(table: &Table) -> Vec<(usize, usize)> {
    let has_value = |line: usize| {
        table
            .boxes
            .iter()
            .any(|it| matches!(it.role, Role::Value(_)) && (it.line..it.line + it.line_span).contains(&line))
    };
    let mut runs = Vec::new();
    let mut start = None;
    for line in table.head_lines..table.lines {
        match (has_value(line), start) {
            (false, None) => start = Some(line),
            (true, Some(first)) => {
                runs.push((first, line - first + 1));
                start = None;
            }
            _ => {}
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn titles_read_as_units_print_them() {
        let form = "政府信息公开情况统计表";
        assert_eq!(title("普洱市思茅区人民政府", form), "普洱市思茅区人民政府信息公开情况统计表");
        assert_eq!(title("威海市文登区住房和城乡建设局", form), "威海市文登区住房和城乡建设局政府信息公开情况统计表");
        assert_eq!(title("", form), form);
    }
}
