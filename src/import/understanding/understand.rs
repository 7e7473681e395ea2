//! From a document to plans: every filing that stands in it, with its form, unit and year.

use std::collections::BTreeSet;

use super::account::account;
use super::align::align;
use super::exact;
use super::flattened::{Flattened, LaidOut};
use super::group::{Group, Grouped, grouped};
use super::lexicon::Lexicon;
use super::plan::make::{About, plan};
use super::plan::{Plan, Statement};
use super::recognise::{self, Recognised};
use super::refusal::Refusal;
use super::titles::{self, Basis, Said};
use super::traces::Traces;
use super::understood::{Understood, Wishes};
use super::work::Work;
use crate::import::reading::grid::Document;

/// A plan with fewer values than this part of the fullest one is a remnant, not another filing.
const REMNANT: usize = 5;

/// Understands a document.
///
/// # Errors
/// When nothing of a form stands in it, or the wished form or sheet is not there.
pub fn understand(document: &Document, lexicon: &Lexicon, wishes: &Wishes) -> Result<Understood, Refusal> {
    understand_within(document, lexicon, wishes, &Work::of(document))
}

/// Understands a document within some steps; what they do not suffice for is left out, and a note says so.
///
/// # Errors
/// As for [`understand`], and [`Refusal::Cancelled`].
pub fn understand_within(
    document: &Document,
    lexicon: &Lexicon,
    wishes: &Wishes,
    work: &Work,
) -> Result<Understood, Refusal> {
    if let Some(form) = &wishes.form
        && lexicon.model(form).is_none()
    {
        return Err(Refusal::UnknownForm { form: form.clone() });
    }
    if let Some(understood) = exact::understand(document, lexicon) {
        return understood;
    }
    let understood = by_labels(document, (lexicon, work), wishes);
    if work.is_cancelled() { Err(Refusal::Cancelled) } else { understood }
}

/// Understands a document by the labels of the forms.
fn by_labels(document: &Document, (lexicon, work): (&Lexicon, &Work), wishes: &Wishes) -> Result<Understood, Refusal> {
    let Some(flattened) = Flattened::of(document, lexicon, work) else {
        let plans = understand_grids(document, (lexicon, work), wishes);
        return plans.and_then(|read| read.understood(document, document, (lexicon, work)));
    };
    let understand = |laid: &LaidOut| understand_grids(&laid.document, (lexicon, work), wishes);
    let (laid, plans) = flattened.settled(work, |laid| understand(laid).map_or_else(|_| Vec::new(), |read| read.plans));
    let read = understand(&laid)?;
    let understood = Read { plans, ..read }.understood(document, &laid.document, (lexicon, work))?;
    Ok(Understood { laid_out: Some(Box::new(laid.document)), ..understood })
}

/// What was read from the grids of a document.
struct Read {
    plans: Vec<Plan>,
    notes: Vec<String>,
    /// The names of sheets and tables without anything of a form.
    foreign: Vec<String>,
    had_tables: bool,
}

impl Read {
    /// The filings without remnants; a refusal when there is none. `laid` is the document that the plans refer to.
    fn understood(
        mut self,
        document: &Document,
        laid: &Document,
        (lexicon, work): (&Lexicon, &Work),
    ) -> Result<Understood, Refusal> {
        let fullest = self.plans.iter().map(size).max().unwrap_or(0);
        let (plans, remnants): (Vec<Plan>, Vec<Plan>) =
            std::mem::take(&mut self.plans).into_iter().partition(|plan| size(plan) * REMNANT >= fullest);
        self.plans = plans;
        account(&mut self.plans, laid, &mut self.notes);
        // What stands in a table of a filing is listed with it; the rest is said.
        let blocks: BTreeSet<usize> =
            self.plans.iter().flat_map(|plan| &plan.placements).map(|it| it.source.block).collect();
        for plan in &remnants {
            let figures =
                plan.placements.iter().filter(|it| !it.value.is_blank() && !blocks.contains(&it.source.block));
            let count = figures.count();
            if count > 0 {
                let tables = plan.tables.join("、");
                self.notes.push(format!("“{tables}”里有 {count} 个数像是另一份不完整的表，没有读"));
            }
        }
        if self.plans.is_empty() || fullest == 0 {
            let traces = Traces::of(document, lexicon, self.had_tables);
            return Err(Refusal::NothingFound { traces });
        }
        let mut notes = document.notes.clone();
        notes.append(&mut self.notes);
        if work.was_stopped() {
            notes.push(
                "文件里的内容太多，没有全部看完，没有看到的部分没有读；请只保留统计表，另存一份后再导入".to_owned(),
            );
        }
        if !self.foreign.is_empty() {
            notes.push(format!("没有本表内容，没有读：{}", self.foreign.join("、")));
        }
        Ok(Understood { plans: self.plans, notes, laid_out: None })
    }
}

/// The filings that stand in the grids of a document.
fn understand_grids(document: &Document, (lexicon, work): (&Lexicon, &Work), wishes: &Wishes) -> Result<Read, Refusal> {
    if let Some(sheet) = &wishes.sheet {
        let names: Vec<&str> = document.grids().map(|grid| grid.name.as_str()).collect();
        if !names.contains(&sheet.as_str()) {
            return Err(Refusal::NoSheet { sheet: sheet.clone(), known: names.join("、") });
        }
    }
    let half = work.half();
    let found = grouped(document, (lexicon, &half), wishes.sheet.as_deref());
    work.add(&half);
    let mut notes = Vec::new();
    if !found.hidden.is_empty() {
        notes.push(format!("隐藏的表没有读：{}", found.hidden.join("、")));
    }
    let said = Around::of(&found, wishes);
    let years = settled_years(&found, &said);
    let mut plans: Vec<Plan> = Vec::new();
    for (group, year) in found.groups.iter().zip(years) {
        plans.extend(plan_of(group, document, (lexicon, work), wishes, (said.unit(group), year)));
    }
    let had_tables = !found.groups.is_empty() || !found.foreign.is_empty();
    Ok(Read { plans, notes, foreign: found.foreign, had_tables })
}

fn size(plan: &Plan) -> usize {
    plan.placements.len()
}

/// A year or a unit, and how sure it is.
type Known<T> = Option<(T, Statement)>;

/// What all of a document says, and the name of its file: for filings whose own titles do not say enough.
struct Around {
    years: Vec<Said<u16>>,
    units: Vec<Said<String>>,
}

impl Around {
    fn of(found: &Grouped<'_>, wishes: &Wishes) -> Self {
        let (basis, text) = (Basis::File, wishes.file_name.clone());
        let year = titles::year_of_name(&wishes.file_name);
        let year = year.map(|what| Said { what, weight: 40, basis, text: text.clone() });
        let unit = titles::unit_of_name(&wishes.file_name).map(|what| Said { what, weight: 30, basis, text });
        Self {
            years: titles::years_of(&found.texts).chain(year).collect(),
            units: titles::units_of(&found.texts).chain(unit).collect(),
        }
    }

    /// The unit of a filing.
    fn unit(&self, group: &Group<'_>) -> Known<String> {
        let own = titles::choose_unit(&group.units);
        if own.as_ref().is_some_and(|(_, said)| said.is_sure) {
            return own;
        }
        titles::choose_unit(&[group.units.as_slice(), &self.units].concat())
    }

    /// The year of a filing, by itself and then with all that is said.
    fn year(&self, group: &Group<'_>) -> Known<u16> {
        let own = titles::choose_year(&group.years);
        if own.as_ref().is_some_and(|(_, said)| said.is_sure) {
            return own;
        }
        titles::choose_year(&[group.years.as_slice(), &self.years].concat())
    }
}

/// The year of every filing: one without a year of its own has that of the others, last year's is a year earlier.
fn settled_years(found: &Grouped<'_>, said: &Around) -> Vec<Known<u16>> {
    let this = found.groups.iter().filter(|it| !it.is_prior && it.year.is_some());
    let this = this.filter_map(|it| said.year(it)).max_by_key(|(year, _)| *year);
    let of_group = |group: &Group<'_>| {
        let around = || this.clone().or_else(|| said.year(group));
        if !group.is_prior {
            return if group.year.is_some() { said.year(group) } else { around() };
        }
        let this = this.clone().or_else(|| titles::choose_year(&said.years));
        let own = group.year.as_ref().map(|it| it.what).filter(|own| Some(*own) != this.as_ref().map(|it| it.0));
        if own.is_some() {
            return titles::choose_year(&group.years);
        }
        let (year, said) = this?;
        let reason = format!("年度 {}：表上写的是上年，{}", year - 1, said.reason);
        Some((year - 1, Statement { reason, ..said }))
    };
    found.groups.iter().map(of_group).collect()
}

fn plan_of(
    group: &Group<'_>,
    document: &Document,
    (lexicon, work): (&Lexicon, &Work),
    wishes: &Wishes,
    (unit, year): (Known<String>, Known<u16>),
) -> Option<Plan> {
    let recognised = match &wishes.form {
        Some(form) => {
            let model = lexicon.models.iter().position(|model| model.form.id == *form)?;
            Recognised { model, labels: 0, reasons: vec!["由导入人指定".to_owned()] }
        }
        None => recognise::form(group, lexicon, year.as_ref().map(|it| it.0))?,
    };
    let model = &lexicon.models[recognised.model];
    let regions: Vec<_> = group.regions.iter().collect();
    let aligned = align(&regions, (lexicon, work), recognised.model, wishes.unit.as_deref());
    // Words of a form stand in many tables; a form has several of its rows and figures under its heads.
    let is_form = aligned.found.len() >= 2 && (aligned.equal_rows >= 2 || aligned.found.len() >= 5);
    if !is_form {
        return None;
    }
    let mut tables: Vec<String> = Vec::new();
    for region in &group.regions {
        if !tables.contains(&region.raster.grid.name) {
            tables.push(region.raster.grid.name.clone());
        }
    }
    let texts = group.regions.iter().flat_map(|it| &it.texts).chain(&group.foot);
    let mut signoff: Vec<(String, String)> = Vec::new();
    for (field, text) in texts.flat_map(|line| titles::signoff(&line.text, &model.form)) {
        if !signoff.iter().any(|(known, _)| *known == field) {
            signoff.push((field, text));
        }
    }
    let about = About { reasons: recognised.reasons, unit, year, is_prior: group.is_prior, tables, signoff };
    let mut plan = plan(aligned, lexicon, model, about);
    exact::embedded(&mut plan, document);
    Some(plan)
}
