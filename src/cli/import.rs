//! `tianbao import SOURCE -o F`: any file that holds the form, into the right cells.

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};
use serde_json::{Value as Json, json};

use super::ending::Ending;
use super::output::Output;
use super::session::Session;
use crate::filing::format::value_to_json;
use crate::import::plan::{State, Statement, Unplaced};
use crate::import::{Plan, Wanted, Wishes};
use crate::jobs::importing::{self, Imported};

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// 要导入的文件（Excel、Word、网页、CSV、文本、*.tianbao 等）
    source: PathBuf,
    /// 写入的填报文件（*.tianbao）；不覆盖已有的文件
    #[arg(short, long = "output", value_name = "F")]
    output: PathBuf,
    /// 表式编号；不写则按表中的标签认定
    #[arg(long)]
    form: Option<String>,
    /// 填报单位；文件里有几个单位时用来选定
    #[arg(long)]
    unit: Option<String>,
    /// 报告年度；文件里有几个年度时用来选定
    #[arg(long)]
    year: Option<u16>,
    /// 只读这个工作表
    #[arg(long)]
    sheet: Option<String>,
    /// 作为本年数（this）、上年数（prior，写入已有的填报文件）或两者（both）
    #[arg(long = "as", value_enum, default_value_t = As::This)]
    role: As,
    /// 输出 JSON
    #[arg(long)]
    json: bool,
}

/// What the figures of a source become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum As {
    /// The values of a new filing.
    #[value(help = "本年数，写入新的填报文件")]
    This,
    /// Last year's figures of a filing that is there.
    #[value(help = "上年数，写入已有的填报文件")]
    Prior,
    /// Both, from one file.
    #[value(help = "两者，从同一个文件读出")]
    Both,
}

impl Import {
    pub(super) fn run(&self, session: &Session, output: &mut Output) -> anyhow::Result<Ending> {
        if self.role != As::Prior && self.output.exists() {
            bail!("{} 已经存在，没有导入；请换一个文件名", self.output.display());
        }
        let wishes = Wishes {
            form: self.form.clone(),
            unit: self.unit.clone(),
            year: self.year,
            sheet: self.sheet.clone(),
            file_name: String::new(),
        };
        let imported = importing::import(&self.source, &session.catalogue, &wishes)?;
        let plan = match self.role {
            As::Prior => self.attach(session, &imported, &wishes)?,
            As::This | As::Both => self.create(session, &imported, &wishes)?,
        };
        if self.json {
            output.json(&plan_json(&plan, &imported.understood.notes));
        } else {
            print(&plan, &imported.understood.notes, output);
        }
        Ok(if plan.is_whole() { Ending::Fine } else { Ending::Findings })
    }

    /// Writes a new filing.
    fn create(&self, session: &Session, imported: &Imported, wishes: &Wishes) -> anyhow::Result<Plan> {
        let plan = self.named(imported.choose(&self.source, Wanted::This, wishes)?);
        let now = jiff::Timestamp::now();
        // A year that nobody stated is 0: no year is guessed.
        let mut filing = plan.filing(&plan.unit, plan.year.unwrap_or(0), now);
        if self.role == As::Both {
            let prior = imported.choose(&self.source, Wanted::Prior, wishes)?;
            let Some(year) = prior.year.or(plan.year.map(|year| year - 1)) else {
                bail!("文件没有写明年度，分不清本年和上年；请用 --year 指定本年");
            };
            filing.apply(filing.prior_edit(year, Some(prior.snapshot(&imported.name, &imported.hash))), now);
        }
        session.store.create(&self.output, &filing)?;
        Ok(plan)
    }

    /// Attaches last year's figures to a filing.
    fn attach(&self, session: &Session, imported: &Imported, wishes: &Wishes) -> anyhow::Result<Plan> {
        let (_, plan) = session.change(&self.output, |filing| {
            Session::year_for_prior(filing)?;
            let wishes = Wishes { year: Some(filing.year()), ..wishes.clone() };
            let mut plan = imported.choose(&self.source, Wanted::Prior, &wishes)?.clone();
            let year = self.year.or(plan.year).unwrap_or(filing.year().saturating_sub(1));
            if year >= filing.year() {
                bail!("{} 是 {year} 年度的，不是 {} 年度以前的，没有导入", self.source.display(), filing.year());
            }
            if self.year.is_some() || plan.year.is_none() {
                plan.year_said = Some(Statement::sure("由导入人指定为上年数"));
                plan.notes.retain(|note| note.kind != "year_doubtful");
            }
            plan.year = Some(year);
            let without: Vec<String> =
                plan.without_counterpart(filing.form()).into_iter().map(|cell| cell.to_string()).collect();
            if !without.is_empty() {
                let message = format!("上年表式的这些单元格在本年表式中没有对应的格子：{}", without.join("、"));
                plan.notes.push(crate::import::plan::Note { cell: None, kind: "no_counterpart", message });
            }
            let edit = filing.prior_edit(year, Some(plan.snapshot(&imported.name, &imported.hash)));
            Ok((vec![edit], plan))
        })?;
        Ok(plan)
    }

    /// A plan with the unit and the year that the user gave.
    fn named(&self, plan: &Plan) -> Plan {
        let mut plan = plan.clone();
        if let Some(unit) = &self.unit {
            plan.unit.clone_from(unit);
            plan.unit_said = Some(Statement::sure("由导入人指定"));
            plan.notes.retain(|note| note.kind != "unit_doubtful");
        }
        if self.year.is_some() {
            plan.year = self.year;
            plan.year_said = Some(Statement::sure("由导入人指定"));
            plan.notes.retain(|note| note.kind != "year_doubtful");
        }
        plan
    }
}

fn plan_json(plan: &Plan, notes: &[String]) -> Json {
    let form = &plan.form;
    let placed = plan.placements.iter().map(|it| {
        json!({
            "cell": form.cell(it.cell).id,
            "source": it.source.origin,
            "label": it.label,
            "text": it.text,
            "value": value_to_json(&it.value),
            "confidence": it.confidence,
            "doubtful": it.state == State::Doubtful,
            "reasons": it.reasons,
        })
    });
    let loose = |all: &[Unplaced]| -> Vec<Json> {
        let one = |it: &Unplaced| {
            json!({
                "source": it.source.origin,
                "label": it.label,
                "text": it.text,
                "reason": it.reason,
                "proposal": it.proposal.map(|cell| form.cell(cell).id.clone()),
            })
        };
        all.iter().map(one).collect()
    };
    let of_plan = plan.notes.iter().map(|note| {
        json!({ "cell": note.cell.map(|cell| form.cell(cell).id.clone()), "kind": note.kind, "message": note.message })
    });
    let of_file = notes.iter().map(|message| json!({ "cell": null, "kind": "source", "message": message }));
    json!({
        "form": form.id,
        "unit": if plan.unit.is_empty() { Json::Null } else { plan.unit.as_str().into() },
        "unit_confidence": plan.unit_said.as_ref().map(|said| said.confidence),
        "unit_reason": plan.unit_said.as_ref().map(|said| said.reason.as_str()),
        "year": plan.year,
        "year_confidence": plan.year_said.as_ref().map(|said| said.confidence),
        "year_reason": plan.year_said.as_ref().map(|said| said.reason.as_str()),
        "recognised": plan.reasons,
        "placed": placed.collect::<Vec<_>>(),
        "unplaced": loose(&plan.unplaced),
        "extras": loose(&plan.extras),
        "missing": plan.missing().into_iter().map(|cell| form.cell(cell).id.clone()).collect::<Vec<_>>(),
        "notes": of_plan.chain(of_file).collect::<Vec<_>>(),
    })
}

fn print(plan: &Plan, notes: &[String], output: &mut Output) {
    let unit = if plan.unit.is_empty() { "单位不明（用 set F @unit=… 填上）" } else { &plan.unit };
    let year = plan.year.map_or_else(|| "年度不明（用 set F @year=… 填上）".to_owned(), |year| format!("{year} 年度"));
    output.line(format!("{}  {unit}  {year}", plan.form.id));
    let said = [&plan.unit_said, &plan.year_said].into_iter().flatten().map(|said| &said.reason);
    for reason in plan.reasons.iter().chain(said) {
        output.line(format!("  {reason}"));
    }
    let counts = plan.counts();
    output.line(format!(
        "读到 {} 个数：放入 {}（存疑 {}），没有放入 {}；本表有 {} 格在文件里找不到位置",
        counts.read, counts.placed, counts.doubtful, counts.unplaced, counts.missing
    ));
    for it in plan.placements.iter().filter(|it| it.state == State::Doubtful) {
        let name = &plan.form.cell(it.cell).name;
        output.line(format!("[存疑] {} “{}” → {name}：{}", it.source.origin, it.text.trim(), it.reasons.join("；")));
    }
    for it in &plan.unplaced {
        let proposal = it.proposal.map_or_else(String::new, |cell| format!("；可能是 {}", plan.form.cell(cell).name));
        output.line(format!(
            "[没有放入] {} {} “{}”：{}{proposal}",
            it.source.origin,
            it.label,
            it.text.trim(),
            it.reason
        ));
    }
    for message in plan.notes.iter().map(|note| &note.message).chain(notes) {
        output.line(format!("注意：{message}"));
    }
}
