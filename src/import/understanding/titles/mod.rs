//! What titles, sentences, sheet names and the foot say: the unit, the year, the sign-off fields.
//!
//! Everything said is weighed: `（2017年度）` under a title says more than a year somewhere in the text, and the name of
//! the file says least. A date is no year of a report, and the year of a plan, of a law or of a comparison is another
//! year. Reading order: `said` (how much something counts), `years`, `units` and `line` (what one line says), `names`
//! (what reads like the name of a unit), `together` (what lines say together), `choice` (which of all that is meant,
//! and how sure that is), `signoff`.

mod choice;
mod line;
mod names;
#[cfg(test)]
mod pages;
mod said;
mod signoff;
mod together;
mod units;
mod years;

use std::rc::Rc;

pub(super) use choice::{choose_unit, choose_year};
pub(super) use line::Line;
use line::speaks_of_prior;
use said::LIKE_A_TITLE;
pub(super) use said::{Basis, Said, best};
pub(super) use signoff::signoff;
pub(super) use together::together;
pub(super) use units::unit_of_name;
pub(super) use years::year_of_name;

use super::labels::flat;
use super::labels::variants::variants;

/// The lines of a text, and the whole of it, because a title may be broken over lines.
pub(super) fn lines(text: &str) -> Vec<Rc<Line>> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let whole = (lines.len() > 1).then(|| together::whole(text));
    whole.into_iter().chain(lines.into_iter().map(Line::of)).map(Rc::new).collect()
}

/// What a text that stands like a title says about the year of the report.
pub(super) fn year(text: &str) -> Option<Said<u16>> {
    years::year_in(&flat(text), text).filter(|said| said.weight >= LIKE_A_TITLE)
}

/// What a text that stands like a title says about the unit.
pub(super) fn unit(text: &str) -> Option<Said<String>> {
    units::unit_in(text, &flat(text)).filter(|said| said.weight >= LIKE_A_TITLE)
}

/// Whether a name or a head speaks of the year before.
pub(super) fn is_prior(name: &str) -> bool {
    speaks_of_prior(&flat(name))
}

/// Whether a label is the name of a field around the form.
pub(super) fn is_field(core: &str) -> bool {
    const FIELDS: [&str; 9] =
        ["单位负责人", "审核人", "填报人", "联系电话", "填报日期", "填报时间", "报告年度", "年度", "填表人"];
    FIELDS.iter().any(|field| core.starts_with(field))
        || variants().unit_fields.iter().any(|field| core.starts_with(field.as_str()))
}

/// What lines say about the year, dates among it.
pub(super) fn years_of(lines: &[Rc<Line>]) -> impl Iterator<Item = Said<u16>> + '_ {
    lines.iter().flat_map(|line| line.year.iter().chain(&line.dated).cloned())
}

/// What lines say about the unit.
pub(super) fn units_of(lines: &[Rc<Line>]) -> impl Iterator<Item = Said<String>> + '_ {
    lines.iter().filter_map(|line| line.unit.clone())
}

/// What counts most of what titles, fields and sheet names say.
pub(super) fn titled<T: Clone>(all: &[Said<T>]) -> Option<Said<T>> {
    let is_title = |said: &&Said<T>| matches!(said.basis, Basis::Field | Basis::Title | Basis::Sheet);
    best(all.iter().filter(is_title).cloned())
}

#[cfg(test)]
mod tests {
    use super::{unit, unit_of_name, year, year_of_name};

    #[test]
    fn years() {
        for (text, expected) in [
            ("（2017年度）", Some(2017)),
            ("( 2017年度)", Some(2017)),
            ("江苏省宿迁市2023年政府信息公开工作年度报告", Some(2023)),
            ("二〇二三年政府信息公开工作年度报告", Some(2023)),
            ("２０２１年度", Some(2021)),
            ("报告年度：2022", Some(2022)),
            ("附件:思茅区2017年度政府信息公开情况统计表", Some(2017)),
            (
                "本报告中所列数据的统计期限自2017年1月1日起至12月31日止，电子版可在门户网站下载，如有疑问请与本单位联系，地址如下，欢迎来电来函咨询，邮编如下",
                Some(2017),
            ),
            ("填报日期：2018年2月8日", None),
            ("国办公开办函〔2021〕30号", None),
            ("电话2023456", None),
        ] {
            assert_eq!(year(text).map(|said| said.what), expected, "{text}");
        }
        assert_eq!(year_of_name("2022年"), Some(2022));
        assert_eq!(year_of_name("宿迁2023（定稿2024-01-05）"), Some(2023));
        assert_eq!(year_of_name("2022-2023对比"), None);
        assert_eq!(year_of_name("第2017小学2023年度"), Some(2023));
        assert_eq!(year_of_name("第2017小学"), None);
    }

    #[test]
    fn units() {
        for (text, expected) in [
            ("普洱市思茅区人民政府信息公开情况统计表", "普洱市思茅区人民政府"),
            ("威海市文登区住房和城乡建设局政府信息公开情况统计表", "威海市文登区住房和城乡建设局"),
            ("填报单位（盖章）：上海市人民政府办公厅", "上海市人民政府办公厅"),
            ("填报单位：\t甲市乙局（丙处）\t2023年度", "甲市乙局（丙处）"),
            ("江苏省宿迁市2023年政府信息公开工作年度报告", "江苏省宿迁市"),
            ("2023年江苏省宿迁市政府信息公开工作年度报告", "江苏省宿迁市"),
            ("昆明市人民政府2020年政府信息公開工作年度報告", "昆明市人民政府"),
            // Numbers that are part of a name.
            ("填报单位：江苏省第200县人民政府", "江苏省第200县人民政府"),
            ("填报单位（盖章）：江苏省第2017小学　　2023年度", "江苏省第2017小学"),
            ("江苏省第200县人民政府信息公开情况统计表", "江苏省第200县人民政府"),
            ("江苏省第2017小学2017年政府信息公开工作年度报告", "江苏省第2017小学"),
            ("甲市第20中学2023政府信息公开工作年度报告", "甲市第20中学"),
            ("2017年度92060部队农场政府信息公开情况统计表", "92060部队农场"),
            ("甲市2049科技园政府信息公开情况统计表", "甲市2049科技园"),
            ("12345热线管理办公室政府信息公开情况统计表", "12345热线管理办公室"),
            ("附件2：110指挥中心政府信息公开情况统计表", "110指挥中心"),
            // Years and dates that are not.
            ("填报单位：甲市乙局2023年度", "甲市乙局"),
            ("填报单位：甲市乙局 2023-01-05", "甲市乙局"),
            ("填报单位：甲市乙局 20230105", "甲市乙局"),
            ("填报单位：甲市乙局（2023年）", "甲市乙局"),
            ("（2017年度）甲市乙局政府信息公开情况统计表", "甲市乙局"),
            ("甲市乙局2017政府信息公开情况统计表", "甲市乙局"),
        ] {
            assert_eq!(unit(text).map(|said| said.what).as_deref(), Some(expected), "{text}");
        }
        for text in ["政府信息公开情况统计表", "（2017年度）", "三、收到和处理政府信息公开申请情况"]
        {
            assert_eq!(unit(text), None, "{text}");
        }
        assert_eq!(unit_of_name("甲区教育局").as_deref(), Some("甲区教育局"));
        assert_eq!(unit_of_name("江苏省第200县人民政府").as_deref(), Some("江苏省第200县人民政府"));
        assert_eq!(unit_of_name("甲区教育局2023").as_deref(), Some("甲区教育局"));
        assert_eq!(unit_of_name("2023甲区教育局").as_deref(), Some("甲区教育局"));
        assert_eq!(unit_of_name("Sheet1"), None);
    }
}
