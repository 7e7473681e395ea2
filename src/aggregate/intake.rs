//! Which filings may be added: one form, one year, every unit once. What may not is refused with a sentence.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::aggregated::Aggregate;
use super::part::Contribution;
use super::units::{NodeId, Recognised, Tree};
use super::workspace::Decision;
use crate::form::Form;
use crate::import::names::key;

/// Which units are added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All (完全汇总).
    #[default]
    All,
    /// A unit and those below it (节点汇总).
    Below(NodeId),
    /// These, as names are compared (选择汇总).
    Only(Vec<String>),
}

/// What is wanted of an aggregate.
#[derive(Clone, Debug, Default)]
pub struct Wish<'a> {
    /// The form; that of most filings when it is not said.
    pub form: Option<Arc<Form>>,
    /// The year; that of most filings when it is not said.
    pub year: Option<u16>,
    /// Whether filings of an earlier form are brought into the cells of the same meaning.
    pub converts: bool,
    /// The expected units; without them every name is a unit.
    pub units: Option<&'a Tree>,
    /// Which of them.
    pub scope: Scope,
    /// The name of the aggregate: an earlier aggregate of that name is not added again.
    pub name: String,
    /// What the office decided about files.
    pub decisions: BTreeMap<String, Decision>,
}

/// A filing that is not added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its file.
    pub file: String,
    /// Why, and what to do.
    pub message: String,
}

/// What came of the filings.
#[derive(Clone, Debug)]
pub struct Intake {
    /// Those that were added.
    pub aggregate: Aggregate,
    /// Those that were not.
    pub refused: Vec<Refused>,
    /// What has to be said of those that were added: the file, and a sentence.
    pub notes: Vec<Refused>,
    /// Expected units of the scope without a filing.
    pub missing: Vec<NodeId>,
    /// Wished names without a filing.
    pub not_found: Vec<String>,
}

/// Adds the filings that belong together; `None` when there are none at all.
pub fn take_in(contributions: Vec<Contribution>, wish: &Wish<'_>) -> Option<Intake> {
    let form = wish.form.clone().or_else(|| form_of_most(contributions.iter(), wish.converts))?;
    let year = wish.year.or_else(|| year_of_most(&contributions.iter(), &form))?;
    let mut intake = Intake {
        aggregate: Aggregate::new(form, year),
        refused: Vec::new(),
        notes: Vec::new(),
        missing: Vec::new(),
        not_found: Vec::new(),
    };
    let mut seen = BTreeMap::new();
    for contribution in contributions {
        let file = contribution.part.file.clone();
        if let Err(message) = intake.take(contribution, wish, &mut seen) {
            intake.refused.push(Refused { file, message });
        }
    }
    if let Some(tree) = wish.units {
        let sent: BTreeSet<NodeId> = intake.aggregate.parts().filter_map(|(_, part)| part.node).collect();
        let expected = tree.ids().filter(|id| tree.node(*id).is_some_and(|node| !node.is_heading));
        let in_scope = expected.filter(|id| wish.is_wanted(Some(*id), tree.name(*id)));
        intake.missing = in_scope.filter(|id| !sent.contains(id)).collect();
    }
    if let Scope::Only(names) = &wish.scope {
        let is_there = |name: &&String| {
            let has_name = |(_, part): (_, &Arc<super::Part>)| wish.names(name, part.node, &part.unit);
            intake.aggregate.parts().any(has_name)
        };
        intake.not_found = names.iter().filter(|name| !is_there(name)).cloned().collect();
    }
    Some(intake)
}

/// What may be added: one form, one year.
#[derive(Clone, Debug)]
pub struct Gate {
    /// The form.
    pub form: Arc<Form>,
    /// The year.
    pub year: u16,
    /// Whether filings of an earlier form are brought into the cells of the same meaning.
    pub converts: bool,
}

impl Gate {
    /// Lets a filing in, in the cells of the form, with what has to be said of it.
    ///
    /// # Errors
    /// A sentence when it is of another year or form.
    pub fn admit(&self, mut given: Contribution) -> Result<(Contribution, Vec<String>), String> {
        let mut notes = Vec::new();
        let year = self.year;
        if given.year == 0 {
            notes.push(format!("没有写明年度，按 {year} 年度汇总；请核对"));
            given.part.prior = None;
        } else if given.year != year {
            return Err(format!(
                "是 {} 年度的，这次汇总的是 {year} 年度，没有汇总；请向单位要 {year} 年度的表",
                given.year
            ));
        }
        if given.form.id == self.form.id {
            return Ok((given, notes));
        }
        let other = |form: &Form| format!("表式 {}（{}）", form.id, form.issued_by);
        if !self.converts {
            return Err(format!(
                "用的是{}，这次汇总的是{}，没有汇总；请单位改用本次的表式，确需合并的请选择按对应指标换算",
                other(&given.form),
                other(&self.form)
            ));
        }
        let Some((converted, lost)) = given.converted(&self.form) else {
            return Err(format!(
                "用的是{}，它的指标在{}中没有对应，没有汇总；请单位改用本次的表式",
                other(&given.form),
                other(&self.form)
            ));
        };
        let lost: Vec<String> = lost.into_iter().map(|id| id.to_string()).collect();
        let rest = if lost.is_empty() {
            String::new()
        } else {
            format!("；没有对应格、未计入的：{}", lost.join("、"))
        };
        notes.push(format!("用的是{}，已按对应指标换算{rest}", other(&given.form)));
        Ok((converted, notes))
    }
}

/// A unit, as duplicates of it are noticed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sender {
    Node(NodeId),
    Named(String),
}

type Seen = BTreeMap<Sender, Arc<super::Part>>;

impl Wish<'_> {
    fn is_wanted(&self, node: Option<NodeId>, unit: &str) -> bool {
        match &self.scope {
            Scope::All => true,
            Scope::Below(above) => self.units.zip(node).is_some_and(|(tree, node)| tree.is_within(node, *above)),
            Scope::Only(names) => names.iter().any(|name| self.names(name, node, unit)),
        }
    }

    fn names(&self, name: &str, node: Option<NodeId>, unit: &str) -> bool {
        let meant = self.units.map(|tree| tree.recognise(name));
        let is_node = matches!(meant, Some(Recognised::Unit(id)) if Some(id) == node);
        is_node || key(name) == key(unit)
    }
}

impl Intake {
    fn take(&mut self, given: Contribution, wish: &Wish<'_>, seen: &mut Seen) -> Result<(), String> {
        if given.aggregate_of.is_some() && key(&given.part.unit) == key(&wish.name) {
            return Err(format!("是以前做出的汇总表“{}”，没有再加一遍；请把它移到别的文件夹", given.part.unit));
        }
        let decided = wish.decisions.get(&given.part.file);
        if let Some(Decision::Aside) = decided {
            self.note(&given.part.file, "已搁置，不计入".to_owned());
            return Ok(());
        }
        let named = |tree: &Tree| match decided {
            Some(Decision::Of(names)) => tree.at(names.iter().map(String::as_str)),
            _ => None,
        };
        let node =
            wish.units.map(|tree| named(tree).map_or_else(|| node_of(tree, &given.part.unit), Ok)).transpose()?;
        if !wish.is_wanted(node, &given.part.unit) {
            return Ok(());
        }
        let file = given.part.file.clone();
        let gate =
            Gate { form: Arc::clone(self.aggregate.form()), year: self.aggregate.year(), converts: wish.converts };
        let (given, notes) = gate.admit(given)?;
        for note in notes {
            self.note(&file, note);
        }
        let mut part = given.part;
        if let Some((tree, id)) = wish.units.zip(node) {
            part.node = node;
            tree.name(id).clone_into(&mut part.unit);
        }
        let sender = match node {
            Some(node) => Sender::Node(node),
            // Files without a unit are not one unit.
            None if part.unit.trim().is_empty() => Sender::Named(format!("\n{}", part.file)),
            None => Sender::Named(key(&part.unit)),
        };
        if let Some(first) = seen.get(&sender) {
            return Err(twice(first, &part));
        }
        if part.unit.trim().is_empty() {
            part.unit = format!("（单位不明：{}）", part.file);
            self.note(&part.file, "没有写明填报单位，按文件名列出；请核对是哪个单位".to_owned());
        }
        let part = Arc::new(part);
        seen.insert(sender, Arc::clone(&part));
        self.aggregate.add(part);
        Ok(())
    }

    fn note(&mut self, file: &str, message: String) {
        self.notes.push(Refused { file: file.to_owned(), message });
    }
}

/// The expected unit of a name, or a sentence.
pub(super) fn node_of(tree: &Tree, unit: &str) -> Result<NodeId, String> {
    let listed = |ids: &[NodeId]| ids.iter().map(|id| tree.path(*id)).collect::<Vec<_>>().join("、");
    match tree.recognise(unit) {
        Recognised::Unit(id) if tree.node(id).is_some_and(|node| node.is_heading) => Err(format!(
            "“{unit}”在单位名单里是上级，由它下面的单位汇总，它自己的表没有计入；如果它也报表，请在名单里把它改为报表单位"
        )),
        Recognised::Unit(id) => Ok(id),
        Recognised::Several(ids) => Err(format!(
            "填报单位“{unit}”在单位名单里有几个：{}，没有汇总；请在文件里写全称，或给单位加别名",
            listed(&ids)
        )),
        Recognised::Unknown(ids) if ids.is_empty() => {
            Err(format!("填报单位“{unit}”不在单位名单里，没有汇总；请核对文件，或把它加进名单"))
        }
        Recognised::Unknown(ids) => Err(format!(
            "填报单位“{unit}”不在单位名单里，没有汇总；相近的有：{}，如果就是它，请给它加上这个别名",
            listed(&ids)
        )),
    }
}

/// A unit sent two files.
pub(super) fn twice(first: &super::Part, second: &super::Part) -> String {
    let unit = &first.unit;
    let different = first.column.values().filter(|(cell, value)| second.column.value(*cell) != *value).count();
    let file = &first.file;
    if different == 0 {
        format!("“{unit}”报了两份，与 {file} 的数完全相同，只计一份")
    } else {
        format!("“{unit}”报了两份，与 {file} 有 {different} 格不同，没有计入这一份；请核对用哪一份，只留一份再汇总")
    }
}

/// The form of most filings; the latest of all when earlier ones are converted.
pub(super) fn form_of_most<'a>(
    contributions: impl Iterator<Item = &'a Contribution>,
    converts: bool,
) -> Option<Arc<Form>> {
    let mut forms: BTreeMap<&str, (usize, &Arc<Form>)> = BTreeMap::new();
    for it in contributions {
        forms.entry(&it.form.id).or_insert((0, &it.form)).0 += 1;
    }
    let weight = |(count, form): &(usize, &Arc<Form>)| (if converts { 0 } else { *count }, form.first_year);
    forms.into_values().max_by_key(weight).map(|(_, form)| Arc::clone(form))
}

/// The year of most filings of the form, the latest of equals; that of any filing when none of the form says it.
pub(super) fn year_of_most<'a>(
    contributions: &(impl Iterator<Item = &'a Contribution> + Clone),
    form: &Form,
) -> Option<u16> {
    let most = |is_asked: &dyn Fn(&Contribution) -> bool| {
        let mut years: BTreeMap<u16, usize> = BTreeMap::new();
        for it in contributions.clone().filter(|it| it.year != 0).filter(|it| is_asked(it)) {
            *years.entry(it.year).or_default() += 1;
        }
        years.into_iter().max_by_key(|(year, count)| (*count, *year)).map(|(year, _)| year)
    };
    most(&|it| it.form.id == form.id).or_else(|| most(&|_| true)).or_else(|| contributions.clone().next().map(|_| 0))
}
