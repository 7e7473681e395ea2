//! `tianbao aggregate F|SOURCE|DIR… -o F`: many filings into one, with the origin of every cell.

mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;
use clap::Args;

use super::ending::Ending;
use super::output::Output;
use super::progress::Line;
use super::session::{Session, engine};
use crate::aggregate::aggregated::Beside;
use crate::aggregate::desk::Desk;
use crate::aggregate::explain::{self, Comparison};
use crate::aggregate::intake::{Intake, Scope, Wish, take_in};
use crate::aggregate::units::Recognised;
use crate::aggregate::workspace::{Decision, Workspace};
use crate::aggregate::years::Years;
use crate::aggregate::{Aggregate as Whole, Contribution, Part, Tree, review, slip};
use crate::check::{Engine, Rulebook};
use crate::export;
use crate::export::xlsx::ledger::{Layout, Ledger};
use crate::filing::store::write_atomically;
use crate::filing::{Filing, Unit};
use crate::jobs;
use crate::jobs::aggregating::{Gathered, Reader, files, gather};
use crate::jobs::progress::{Cancel, Task};
use crate::jobs::reading::Pool;
use crate::jobs::{importing, workspaces};
use told::{Told, tell};

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
    /// 单位名单（*.tianbao-units，或任何表格、文本）：按名单认定单位，列出没有报的
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
    /// 附上往年的汇总文件（*.tianbao-units），可写多次：上年数、结转和逐年的数以它为准
    #[arg(long, value_name = "F", requires = "units")]
    earlier: Vec<PathBuf>,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

impl Aggregate {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        for path in [Some(&self.output), self.long.as_ref(), self.ledger.as_ref()].into_iter().flatten() {
            if path.exists() {
                bail!("{} 已经存在，没有汇总；请换一个文件名", path.display());
            }
        }
        let pool = Arc::new(Pool::new()?);
        let workspace = self.units.as_deref().map(|path| list(path, self.save_units, &pool)).transpose()?;
        let units = workspace.as_ref().map(Workspace::units);
        let own: Vec<&Path> = self.units.iter().map(PathBuf::as_path).collect();
        let paths = files(&self.sources, &own)?;
        let line = Line::new();
        let show = |progress| line.show(&progress);
        let task = Task::new(Cancel::default(), &show);
        let reader = Reader::with(&session.catalogue, Arc::clone(&pool), self.year);
        let mut gathered = gather(&paths, &reader, &task).map_err(jobs::Error::from)?;
        let decided = workspace.as_ref().zip(self.units.as_deref());
        let decisions = decided.map(|(workspace, path)| decisions(workspace, path, &mut gathered)).unwrap_or_default();
        let converts = self.convert || workspace.as_ref().is_some_and(|workspace| workspace.converts);
        let wish = Wish { converts, decisions, ..self.wish(session, units)? };
        let contributions = gathered.received.iter().map(|it| it.contribution.clone()).collect();
        let intake = take_in(contributions, &wish);
        let added = intake.as_ref().filter(|intake| intake.aggregate.unit_count() > 0);
        let Some(intake) = added else {
            let refused = intake.iter().flat_map(|intake| &intake.refused);
            gathered.failed.iter().chain(refused).for_each(tell);
            bail!("没有一份能汇总的表，没有写入；请核对所选的文件和文件夹");
        };

        if intake.aggregate.year() == 0 {
            bail!("这些文件都没有写明年度，没有汇总；请用 --year 写明是哪一年的");
        }
        let years = self.years(workspace.as_ref(), session, &pool, &task)?;
        let whole = years.with_last_year(&intake.aggregate);
        let is_all = wish.scope == Scope::All;
        let by_hand = workspace.as_ref().filter(|_| is_all).map(|it| it.by_hand_in(whole.form()));
        let beside =
            Beside { by_hand: by_hand.unwrap_or_default(), earlier: years.snapshots(&intake.aggregate, is_all) };
        let (filing, notes) = whole.filing_with(Unit::named(self.unit.trim()), &beside, jiff::Timestamp::now());
        let engine = engine(&filing);
        let findings = engine.violations(&filing);
        let comparison = self.compare.as_deref().map(|path| compare(path, session, &gathered, intake)).transpose()?;
        self.write(session, &filing, &engine, &whole, units)?;
        if let Some((path, workspace)) = self.units.as_deref().zip(workspace.as_ref()) {
            self.follow_up(path, workspace, &gathered, &whole)?;
        }
        let book = Arc::new(Rulebook::new(Arc::clone(whole.form())));
        let told = Told {
            gathered: &gathered,
            whole: &whole,
            intake,
            units,
            filing: &filing,
            notes: &notes,
            findings: &findings,
            comparison,
            looks: self.review.then(|| review::looks(&whole, &book, units)),
            has_years: !years.is_empty(),
        };
        told.messages();
        if self.json {
            told.print_json(output);
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
            units,
            scope,
            name: self.unit.clone(),
            ..Wish::default()
        })
    }

    /// The earlier years that are named here and in the workspace.
    fn years(
        &self,
        workspace: Option<&Workspace>,
        session: &Session,
        pool: &Arc<Pool>,
        task: &Task<'_>,
    ) -> anyhow::Result<Years> {
        let mut years = Years::default();
        let Some((workspace, path)) = workspace.zip(self.units.as_deref()) else { return Ok(years) };
        let folder = workspaces::folder(path);
        let named = workspace.earlier.iter().map(|written| workspaces::path_of(written, &folder));
        for path in named.chain(self.earlier.iter().cloned()) {
            let earlier = workspaces::earlier(&path, &session.catalogue, Arc::clone(pool), task)?;
            years.add(Arc::new(earlier), workspace.units());
        }
        Ok(years)
    }

    /// What the office does next: the states of the units in their list, slips for those that have to mend something.
    fn follow_up(&self, path: &Path, workspace: &Workspace, gathered: &Gathered, whole: &Whole) -> anyhow::Result<()> {
        if !self.save_units && self.slips.is_none() {
            return Ok(());
        }
        let mut workspace = workspace.clone();
        workspace.form = Some(whole.form().id.clone());
        workspace.year = Some(whole.year());
        if workspace.name.is_empty() {
            self.unit.trim().clone_into(&mut workspace.name);
        }
        let mut desk = Desk::new(workspace, Some(Arc::clone(whole.form())));
        let gathered = gathered.clone().named_from(&workspaces::folder(path));
        desk.arrive(gathered.received, gathered.failed);
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

/// The list of units: a workspace, or one without decisions from a list of any kind.
fn list(path: &Path, is_written: bool, pool: &Arc<Pool>) -> anyhow::Result<Workspace> {
    if workspaces::is_workspace(path) {
        return Ok(workspaces::read(path)?);
    }
    if is_written {
        bail!("{} 不是 *.tianbao-units，状态写不回去；请先用它新建汇总", path.display());
    }
    Ok(Workspace::new(workspaces::list_of_units(path, pool)?))
}

/// What the workspace says of the files that were read. Of several files of a unit the one that counted before comes
/// first.
fn decisions(workspace: &Workspace, path: &Path, gathered: &mut Gathered) -> BTreeMap<String, Decision> {
    let folder = workspaces::folder(path);
    let written = |file: &str| workspaces::written(Path::new(file), &folder);
    let standings = workspace.expected().filter_map(|unit| workspace.standing(unit)?.file.clone());
    let counted: BTreeSet<String> = standings.collect();
    gathered.received.sort_by_key(|it| !counted.contains(&written(&it.contribution.part.file)));
    let files = gathered.received.iter().map(|it| it.contribution.part.file.clone());
    files.filter_map(|file| Some((file.clone(), workspace.files.get(&written(&file))?.clone()))).collect()
}
