//! How the exports of this program are told from files of others: names of sheets, heads of records.

/// The very hidden sheet of this program's own workbooks, which holds the exact values.
pub const EMBEDDED_SHEET: &str = "tianbao";

/// The sheet of those workbooks with charts and their numbers, which say nothing that the form does not.
pub const CHARTS_SHEET: &str = "图表";

/// The heads of the exported CSV.
pub const CSV_HEADS: [&str; 5] = ["单元格", "项目", "栏目", "计量单位", "数值"];

/// The words before form, unit and year in the first records of the exported CSV.
pub const CSV_FACTS: [&str; 3] = ["表式", "填报单位", "报告年度"];

/// Whether a text of records is the list of cells that this program exports.
pub(super) fn is_list(text: &str) -> bool {
    // The name of a unit stands before the heads.
    const FIRST: usize = 40_000;
    let head: String = text.chars().take(FIRST).filter(|c| !matches!(c, '"' | ' ')).collect();
    [",", "\t", ";"].iter().any(|delimiter| head.contains(&CSV_HEADS.join(delimiter)))
}
