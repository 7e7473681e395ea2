//! `tianbao aggregate F|SOURCE|DIR… -o F`: many filings into one, with the origin of every cell.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;
use clap::Args;
use serde_json::{Map, Value as Json, json};

use super::Ending;
use super::check::finding_json;
use super::output::Output;
use super::progress::Line;
use super::session::{Session, engine};
use crate::aggregate::desk::Desk;
use crate::aggregate::explain::{self, Comparison};
use crate::aggregate::intake::{Intake, Refused, Scope, Wish, take_in};
use crate::aggregate::units::Recognised;
use crate::aggregate::workspace::Workspace;
use crate::aggregate::{Aggregate as Whole, Contribution, Part, PartId, Tree, review, slip};
use crate::check::{Engine, Finding, Rulebook};
use crate::export;
use crate::export::xlsx::ledger::{Layout, Ledger};
use crate::filing::format::value_to_json;
use crate::filing::store::write_atomically;
use crate::filing::{Filing, Unit};
use crate::import::plan::Note;
use crate::jobs;
use crate::jobs::aggregating::{Gathered, Reader, files, gather};
use crate::jobs::importing;
use crate::jobs::progress::{Cancel, Task};
use crate::jobs::workspaces;

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "switches of a command line")]
pub(crate) struct Aggregate {
    /// 各单位的文件或文件夹（*.tianbao，或能导入的任何文件）
    #[arg(required = true, value_name = "F")]
    sources: Vec<PathBuf>,
    /// 写入的汇总表（*.tianbao，或能导出的格式）；不覆盖已有的文件
    #[arg(short, long = "output", value_name = "F")]
    output: PathBuf,
    /// 汇总表的填报单位
    #[arg(long, default_value = "汇总")]
    unit: String,
    /// 汇总哪个表式；不写则按多数文件
    #[arg(long)]
    form: Option<String>,
    /// 汇总哪个年度；不写则按多数文件
    #[arg(long)]
    year: Option<u16>,
    /// 别的表式按对应指标换算后并入
    #[arg(long)]
    convert: bool,
    /// 单位名单（*.tianbao-units）：按名单认定单位，列出没有报的
    #[arg(long, value_name = "F")]
    units: Option<PathBuf>,
    /// 只汇总名单里的这个单位及其下级
    #[arg(long, value_name = "NAME", requires = "units", conflicts_with = "only")]
    node: Option<String>,
    /// 只汇总这些单位，可写多次
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// 与另外做出的汇总表逐格比较，并找出差在哪个单位
    #[arg(long, value_name = "F")]
    compare: Option<PathBuf>,
    /// 列出各单位值得核对的数：与同类单位或上年相差悬殊的、与别的单位雷同的
    #[arg(long)]
    review: bool,
    /// 另写一份长表（CSV）：每个单位每个单元格一行
    #[arg(long, value_name = "CSV")]
    long: Option<PathBuf>,
    /// 另写一份台账（xlsx）：一张表一个工作表，一行一个单位，合计是公式
    #[arg(long, value_name = "XLSX")]
    ledger: Option<PathBuf>,
    /// 台账里一列一个单位
    #[arg(long, requires = "ledger")]
    units_as_columns: bool,
    /// 把退回意见写入这个文件夹：已退回的和有错误的单位，每个单位一份（docx、txt、tianbao-return）
    #[arg(long, value_name = "DIR", requires = "units")]
    slips: Option<PathBuf>,
    /// 把各单位的状态写回单位名单
    #[arg(long, requires = "units")]
    save_units: bool,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

/// Everything that there is to tell.
struct Told<'a> {
    gathered: &'a Gathered,
    intake: &'a Intake,
    units: Option<&'a Tree>,
    filing: &'a Filing,
    notes: &'a [Note],
    findings: &'a [Finding],
    comparison: Option<(Comparison, Vec<Part>)>,
    is_review_wanted: bool,
}

impl Aggregate {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        for path in [Some(&self.output), self.long.as_ref(), self.ledger.as_ref()].into_iter().flatten() {
            if path.exists() {
                bail!("{} 已经存在，没有汇总；请换一个文件名", path.display());
            }
        }
        let workspace = self.units.as_deref().map(workspaces::read).transpose()?;
        let units = workspace.as_ref().map(Workspace::units);
        let wish = self.wish(session, units)?;

        let own: Vec<&Path> = self.units.iter().map(PathBuf::as_path).collect();
        let paths = files(&self.sources, &own)?;
        let line = Line::new();
        let show = |progress| line.show(&progress);
        let task = Task::new(Cancel::default(), &show);
        let gathered =
            gather(&paths, &Reader::new(&session.catalogue, self.year)?, &task).map_err(jobs::Error::from)?;
        let contributions = gathered.received.iter().map(|it| it.contribution.clone()).collect();
        let intake = take_in(contributions, &wish);
        let added = intake.as_ref().filter(|intake| intake.aggregate.unit_count() > 0);
        let Some(intake) = added else {
            let refused = intake.iter().flat_map(|intake| &intake.refused);
            gathered.failed.iter().chain(refused).for_each(tell);
            bail!("没有一份能汇总的表，没有写入；请核对所选的文件和文件夹");
        };

        let (filing, notes) = intake.aggregate.filing(Unit::named(self.unit.trim()), jiff::Timestamp::now());
        let engine = engine(&filing);
        let findings = engine.violations(&filing);
        let comparison = self.compare.as_deref().map(|path| compare(path, session, &gathered, intake)).transpose()?;
        self.write(session, &filing, &engine, &intake.aggregate, units)?;
        if let Some((path, workspace)) = self.units.as_deref().zip(workspace.as_ref()) {
            self.follow_up(path, workspace, &gathered, &intake.aggregate)?;
        }
        let told = Told {
            gathered: &gathered,
            intake,
            units,
            filing: &filing,
            notes: &notes,
            findings: &findings,
            comparison,
            is_review_wanted: self.review,
        };
        told.messages();
        if self.json {
            output.json(&told.json());
        } else {
            told.print(&self.output, output);
        }
        let is_whole = told.failed().next().is_none() && intake.not_found.is_empty();
        Ok(if is_whole { Ending::Fine } else { Ending::Findings })
    }

    fn wish<'a>(&self, session: &Session, units: Option<&'a Tree>) -> anyhow::Result<Wish<'a>> {
        let scope = match (&self.node, units) {
            (Some(name), Some(units)) => match units.recognise(name) {
                Recognised::Unit(id) => Scope::Below(id),
                Recognised::Several(_) => bail!("单位名单里有几个“{name}”；请写全称，如上级单位加本单位的名称"),
                Recognised::Unknown(_) => bail!("单位名单里没有“{name}”"),
            },
            _ if self.only.is_empty() => Scope::All,
            _ => Scope::Only(self.only.clone()),
        };
        Ok(Wish {
            form: self.form.as_deref().map(|id| session.form(id)).transpose()?,
            year: self.year,
            converts: self.convert,
            units,
            scope,
            name: self.unit.clone(),
        })
    }

    /// What the office does next: the states of the units in their list, slips for those that have to mend something.
    fn follow_up(&self, path: &Path, workspace: &Workspace, gathered: &Gathered, whole: &Whole) -> anyhow::Result<()> {
        if !self.save_units && self.slips.is_none() {
            return Ok(());
        }
        let folder = workspaces::folder(path);
        let mut workspace = workspace.clone();
        workspace.form = Some(whole.form().id.clone());
        workspace.year = Some(whole.year());
        if workspace.name.is_empty() {
            self.unit.trim().clone_into(&mut workspace.name);
        }
        let mut desk = Desk::new(workspace, Some(Arc::clone(whole.form())));
        let mut received = gathered.received.clone();
        for it in &mut received {
            let file = &mut it.contribution.part.file;
            *file = workspaces::written(Path::new(file.as_str()), &folder);
        }
        desk.arrive(received, Vec::new());
        if self.save_units {
            workspaces::write(path, desk.workspace())?;
        }
        if let Some(to) = &self.slips {
            let now = jiff::Zoned::now();
            let slips = slip::of_all(&desk, &now.strftime("%Y-%m-%d").to_string());
            jobs::slips::write(&slips, to, now.timestamp(), &Task::new(Cancel::default(), &|_progress| {}))?;
        }
        Ok(())
    }

    fn write(
        &self,
        session: &Session,
        filing: &Filing,
        engine: &Engine,
        whole: &Whole,
        units: Option<&Tree>,
    ) -> anyhow::Result<()> {
        match jobs::export::Format::of(&self.output) {
            Ok(_) => jobs::export::export(filing, engine, jobs::export::Shape::Tables, &self.output)?,
            Err(_) => drop(session.store.create(&self.output, filing)?),
        }
        if let Some(path) = &self.long {
            write_atomically(path, &export::csv::long(whole))?;
        }
        if let Some(path) = &self.ledger {
            let layout = if self.units_as_columns { Layout::UnitsAsColumns } else { Layout::UnitsAsRows };
            let absolute = |part: &Part| Some(std::path::absolute(&part.file).ok()?.display().to_string());
            let ledger = Ledger { aggregate: whole, name: self.unit.trim(), units, layout, file: &absolute };
            write_atomically(path, &export::xlsx::ledger::ledger(&ledger)?)?;
        }
        Ok(())
    }
}

/// A typed aggregate against the sum; filings that were read but not added may explain a difference.
fn compare(
    path: &Path,
    session: &Session,
    gathered: &Gathered,
    intake: &Intake,
) -> anyhow::Result<(Comparison, Vec<Part>)> {
    let typed = importing::filing(path, &session.catalogue)?;
    let whole = &intake.aggregate;
    let typed = Contribution::of(&typed, &path.display().to_string());
    let form = whole.form();
    let converted = if typed.form.id == form.id { Some(typed) } else { typed.converted(form).map(|(it, _)| it) };
    let Some(typed) = converted else { bail!("{} 的表式与汇总的不同，不能比较", path.display()) };
    let is_in = |file: &str| whole.parts().any(|(_, part)| part.file == file);
    let beside = gathered.received.iter().map(|it| &it.contribution).filter(|it| !is_in(&it.part.file));
    let others: Vec<Part> = beside.filter(|it| it.form.id == form.id).map(|it| it.part.clone()).collect();
    let values: Vec<_> = typed.part.column.values().map(|(_, value)| value).collect();
    Ok((explain::compare(whole, &values, &others), others))
}

fn tell(refused: &Refused) {
    Output::message(format!("{}：{}", refused.file, refused.message));
}

impl Told<'_> {
    fn failed(&self) -> impl Iterator<Item = &Refused> {
        self.gathered.failed.iter().chain(&self.intake.refused)
    }

    /// A line a problem, for the person at the terminal.
    fn messages(&self) {
        self.failed().for_each(tell);
        for name in &self.intake.not_found {
            Output::message(format!("没有找到“{name}”的表"));
        }
        for it in &self.gathered.received {
            let file = &it.contribution.part.file;
            it.notes.iter().for_each(|note| Output::message(format!("{file}：{note}")));
            if it.errors > 0 {
                Output::message(format!("{file}：审核有 {} 个错误，数已计入；请退回单位核对", it.errors));
            }
        }
        self.intake.notes.iter().for_each(tell);
        for note in self.notes {
            Output::message(format!("注意：{}", note.message));
        }
        for finding in self.findings.iter().filter(|finding| finding.is_error()) {
            Output::message(format!("汇总表审核：{}", finding.message));
        }
        if let Some(units) = self.units {
            let missing = &self.intake.missing;
            let names: Vec<String> = missing.iter().map(|id| units.path(*id)).collect();
            if !names.is_empty() {
                Output::message(format!("还有 {} 个单位没有报：{}", names.len(), names.join("、")));
            }
        }
    }

    fn print(&self, path: &Path, output: &mut Output) {
        let whole = &self.intake.aggregate;
        output.line(format!(
            "已汇总 {} 个单位，写入 {}（{}，{} 年度）",
            whole.unit_count(),
            path.display(),
            whole.form().id,
            whole.year()
        ));
        let failed = self.failed().count();
        if failed > 0 {
            output.line(format!("有 {failed} 个文件没有计入"));
        }
        for line in self.alarms().into_iter().chain(self.differences()) {
            output.line(line);
        }
    }

    fn name(&self, id: PartId) -> &str {
        self.intake.aggregate.part(id).map_or("", |part| part.unit.as_str())
    }

    fn id(&self, cell: crate::form::CellIndex) -> String {
        self.filing.form().cell(cell).id.to_string()
    }

    /// What deserves a look, in sentences. Units of one parent are alike; without a list all are.
    fn alarms(&self) -> Vec<String> {
        if !self.is_review_wanted {
            return Vec::new();
        }
        let whole = &self.intake.aggregate;
        let book = Rulebook::new(Arc::clone(whole.form()));
        let parent = |_: PartId, part: &Part| {
            let node = self.units.zip(part.node).and_then(|(units, id)| units.node(id)?.parent);
            node.zip(self.units).map_or_else(String::new, |(parent, units)| units.path(parent))
        };
        let alarms = review::alarms(whole, &book, parent).into_iter().map(|alarm| alarm.message);
        let copies = review::copies(whole).into_iter().map(|group| {
            let names: Vec<&str> = group.iter().map(|id| self.name(*id)).collect();
            format!("{} 的表每一格都相同；请核对是不是抄了别的单位", names.join("、"))
        });
        let repeated = review::repeated(whole);
        let repeated =
            repeated.into_iter().map(|id| format!("{} 的表与它上年的完全相同；请核对是不是报了上年的", self.name(id)));
        alarms.chain(copies).chain(repeated).collect()
    }

    fn differences(&self) -> Vec<String> {
        let Some((comparison, others)) = &self.comparison else { return Vec::new() };
        let whole = &self.intake.aggregate;
        let one = |it: &explain::Difference| {
            let steps: Vec<String> =
                it.explanations.iter().map(|steps| explain::sentence(steps, whole, others)).collect();
            let why = if steps.is_empty() {
                "没有一两个单位能解释".to_owned()
            } else {
                format!("可能{}", steps.join("；或"))
            };
            let shown =
                |value: &crate::filing::Value| if value.is_blank() { "空".to_owned() } else { value.to_string() };
            let gap = it.gap.map_or_else(String::new, |gap| format!("，差 {gap}"));
            let name = &whole.form().cell(it.cell).name;
            format!("{name}：对方填 {}，各单位之和 {}{gap}；{why}", shown(&it.typed), shown(&it.sum))
        };
        let mut lines: Vec<String> = comparison.differences.iter().map(one).collect();
        if let Some((steps, cells)) = comparison.common.first().filter(|(_, cells)| *cells > 1) {
            let all = comparison.differences.len();
            lines.push(format!("{all} 格不同，其中 {cells} 格只要{}就对得上", explain::sentence(steps, whole, others)));
        }
        if lines.is_empty() {
            lines.push("与各单位之和逐格相同".to_owned());
        }
        lines
    }

    fn json(&self) -> Json {
        let (form, whole) = (self.filing.form(), &self.intake.aggregate);
        let cells = || form.cell_indices();
        let values: Map<_, _> = cells().map(|cell| (self.id(cell), value_to_json(self.filing.value(cell)))).collect();
        let origin: Map<_, _> = cells()
            .map(|cell| {
                let origin = whole.origin(cell).into_iter().map(|it| {
                    let mut one = json!({ "unit": it.unit, "value": value_to_json(&it.value) });
                    if !it.last_year.is_blank() {
                        one["last_year"] = value_to_json(&it.last_year);
                    }
                    one
                });
                (self.id(cell), origin.collect())
            })
            .collect();
        let blanks = whole.sum().cells().filter(|(_, sum)| sum.blanks > 0);
        let blanks: Map<_, _> = blanks.map(|(cell, sum)| (self.id(cell), sum.blanks.into())).collect();
        let notes = self.notes.iter().map(
            |note| json!({ "cell": note.cell.map(|cell| self.id(cell)), "kind": note.kind, "message": note.message }),
        );
        let of_files = self.intake.notes.iter().map(|it| (it.file.clone(), it.message.clone()));
        let of_reading = self
            .gathered
            .received
            .iter()
            .flat_map(|it| it.notes.iter().map(|note| (it.contribution.part.file.clone(), note.clone())));
        let of_files = of_reading.chain(of_files).map(|(file, message)| json!({ "file": file, "message": message }));
        let received = self.gathered.received.iter().map(|it| {
            let part = &it.contribution.part;
            json!({
                "file": part.file,
                "unit": part.unit,
                "state": it.state.as_str(),
                "errors": it.errors,
                "warnings": it.warnings,
            })
        });
        let path = |units: &Tree| self.intake.missing.iter().map(|id| units.path(*id)).collect::<Vec<_>>();
        let mut document = json!({
            "form": form.id,
            "unit": self.filing.unit().name,
            "year": whole.year(),
            "units": whole.unit_count(),
            "values": values,
            "failed": self.failed().map(|it| json!({ "file": it.file, "message": it.message })).collect::<Vec<_>>(),
            "origin": origin,
            "blanks": blanks,
            "notes": notes.chain(of_files).collect::<Vec<_>>(),
            "received": received.collect::<Vec<_>>(),
            "missing": self.units.map(path).unwrap_or_default(),
            "not_found": self.intake.not_found,
            "findings": self.findings.iter().map(|it| finding_json(it, self.filing)).collect::<Vec<_>>(),
        });
        if self.is_review_wanted {
            document["review"] = self.alarms().into();
        }
        if let Some((comparison, _)) = &self.comparison {
            document["differences"] = comparison.differences.iter().map(|it| self.difference_json(it)).collect();
        }
        document
    }

    fn difference_json(&self, it: &explain::Difference) -> Json {
        let Some((_, others)) = &self.comparison else { return Json::Null };
        let sentence = |steps: &Vec<explain::Step>| explain::sentence(steps, &self.intake.aggregate, others);
        let explanations: Vec<String> = it.explanations.iter().map(sentence).collect();
        json!({
            "cell": self.id(it.cell),
            "typed": value_to_json(&it.typed),
            "sum": value_to_json(&it.sum),
            "difference": it.gap.map(|gap| gap.to_string()),
            "explanations": explanations,
            "more": it.has_more,
        })
    }
}
