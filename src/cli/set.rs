//! `tianbao set F CELL=VALUE…`: values as typed in the window, checked; nothing is written when one is refused.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use serde_json::{Value as Json, json};

use super::ending::Ending;
use super::finding::finding_json;
use super::output::Output;
use super::session::{Session, cell_of, engine};
use crate::check::Stage;
use crate::filing::format::value_to_json;
use crate::filing::{Edit, Filing, Value, typed};
use crate::form::{Catalogue, CellIndex};
use crate::jobs::importing;

#[derive(Debug, Args)]
pub(crate) struct Set {
    /// 填报文件
    file: PathBuf,
    /// 单元格=值，如 3.1.a=21；值可以是算式，如 3.1.a==12+7；也可填 @unit、@level、@year、@prior（上年的填报文件或能导入的文件）、@incomparable 和签章各项，如 @填报人=张三
    #[arg(required = true, value_name = "CELL=VALUE")]
    entries: Vec<String>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

/// What the entries come to.
#[derive(Default)]
struct Entered {
    cells: Vec<(CellIndex, Value, Option<String>)>,
    edits: Vec<Edit>,
    notices: Vec<String>,
}

impl Set {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        let (filing, (notices, cells)) = session.change(&self.file, |filing| {
            let mut scratch = filing.clone();
            let entered = self.read(&mut scratch, &session.catalogue)?;
            let cells: Vec<CellIndex> = entered.cells.iter().map(|(cell, ..)| *cell).collect();
            let mut edits = entered.edits;
            edits.extend(filing.noted_edit(entered.cells));
            Ok((edits, (entered.notices, cells)))
        })?;
        let findings = engine(&filing).findings(&filing, Stage::Filling);
        let touched: Vec<_> = findings
            .iter()
            .filter(|it| it.kind != "blank" && it.cells.iter().any(|cell| cells.contains(cell)))
            .collect();
        if self.json {
            let values =
                cells.iter().map(|cell| (filing.form().cell(*cell).id.to_string(), value_to_json(filing.value(*cell))));
            let found = touched.iter().map(|finding| finding_json(finding, &filing));
            output.json(&json!({
                "set": values.collect::<serde_json::Map<String, Json>>(),
                "notices": notices,
                "findings": found.collect::<Vec<_>>(),
            }));
        } else {
            for notice in &notices {
                output.line(format!("提示：{notice}"));
            }
            output.line(format!("已填 {} 格", cells.len()));
            for finding in &touched {
                output.line(format!("{}：{}", finding.severity.word(), finding.message));
            }
        }
        Ok(if touched.iter().any(|finding| finding.is_error()) { Ending::Findings } else { Ending::Fine })
    }

    /// Reads all entries; `filing` is a scratch copy on which the field edits are tried in order.
    fn read(&self, filing: &mut Filing, catalogue: &Catalogue) -> anyhow::Result<Entered> {
        let mut entered = Entered::default();
        for entry in &self.entries {
            let (name, text) =
                entry.split_once(['=', '＝']).with_context(|| format!("“{entry}”应写成 单元格=值，如 3.1.a=21"))?;
            if let Some(field) = name.trim().strip_prefix(['@', '＠']) {
                let edit = field_edit(filing, field, text.trim(), catalogue)?;
                filing.apply(edit.clone(), jiff::Timestamp::UNIX_EPOCH);
                entered.edits.push(edit);
                continue;
            }
            let cell = cell_of(filing, name.trim())?;
            match typed::enter(text, filing.form().cell(cell)) {
                Ok(entry) => {
                    entered.cells.push((cell, entry.value, entry.note));
                    entered.notices.extend(entry.notice);
                }
                Err(sentence) => bail!("{sentence}（{name}，文件没有改动）"),
            }
        }
        Ok(entered)
    }
}

/// The edit of a field that is no cell: `@unit`, `@level`, `@year`, `@prior` (a file), `@incomparable`, or a sign-off
/// field by its name.
fn field_edit(filing: &Filing, field: &str, text: &str, catalogue: &Catalogue) -> anyhow::Result<Edit> {
    Ok(match field {
        "unit" => {
            let mut unit = filing.unit().clone();
            text.clone_into(&mut unit.name);
            filing.unit_edit(unit)
        }
        "level" => {
            let mut unit = filing.unit().clone();
            unit.level = if text.is_empty() { None } else { Some(super::new::parse_level(text)?) };
            filing.unit_edit(unit)
        }
        "year" => {
            let year = text.parse().ok().filter(|year| (1900..=2999).contains(year));
            let Some(new) = year else { bail!("年度“{text}”不对，应为四位年份") };
            Edit::Year { old: filing.year(), new }
        }
        "prior" if text.is_empty() => filing.prior_edit(filing.year().saturating_sub(1), None),
        "prior" => {
            Session::year_for_prior(filing)?;
            let (year, prior) = importing::snapshot(Path::new(text), catalogue, filing.year())?;
            if year >= filing.year() {
                bail!("{text} 是 {year} 年度的，不是 {} 年度以前的", filing.year());
            }
            filing.prior_edit(year, Some(prior))
        }
        "incomparable" => filing.incomparable_edit((!text.is_empty()).then(|| text.to_owned())),
        _ => {
            let form = filing.form();
            let name = if field == "contact" { "联系电话" } else { field };
            if !form.signoff.iter().any(|known| known == name) {
                bail!(
                    "没有“@{field}”这一项；可填 @unit、@level、@year、@prior、@incomparable、@{}",
                    form.signoff.join("、@")
                );
            }
            filing.signoff_edit(name, text)
        }
    })
}
