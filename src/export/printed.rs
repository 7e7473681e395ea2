//! The printed form: title, tables, foot. One description shared by XLSX, Word, PDF and the screen.

use crate::filing::Filing;
use crate::form::Table;

/// Everything around and in the tables of a filing, in printed order.
#[derive(Clone, Debug)]
pub struct Printed<'a> {
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
}

/// How many sign-off fields stand on one line of the foot.
const FIELDS_A_LINE: usize = 3;

impl<'a> Printed<'a> {
    /// The printed form of a filing.
    pub fn of(filing: &'a Filing) -> Self {
        let form = filing.form();
        let fields: Vec<_> = form.signoff.iter().map(|field| (field.as_str(), filing.signoff().get(field))).collect();
        Self {
            title: title(&filing.unit().name, &form.title),
            subtitle: format!("（{}年度）", filing.year()),
            unit_line: format!("填报单位（盖章）：{}", filing.unit().name),
            tables: &form.tables,
            foot: fields.chunks(FIELDS_A_LINE).map(<[_]>::to_vec).collect(),
            has_seal: form.has_seal,
        }
    }
}

/// The unit before the title, as units print it: …人民政府 and 政府信息公开… share their 政府.
fn title(unit: &str, title: &str) -> String {
    const SHARED: &str = "政府";
    match (unit.ends_with(SHARED), title.strip_prefix(SHARED)) {
        (true, Some(rest)) => format!("{unit}{rest}"),
        _ => format!("{unit}{title}"),
    }
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
