//! The workspace of an aggregate (`*.tianbao-units`): readable JSON with the expected units, where their files lie, and
//! how far each unit is.
//!
//! The same content gives the same bytes; fields that this program does not know are kept, at every level.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::units::{Node, NodeId, Tree};
use crate::check::Counts;
use crate::filing::Value;
use crate::filing::fields::{Fields, append_extra};
use crate::filing::format::{self, value_to_json};
use crate::form::{CellIndex, Form};

/// The version of the format that this program writes.
pub const VERSION: u64 = 1;

/// The extension of a workspace.
pub const EXTENSION: &str = "tianbao-units";

/// What the first field says.
const KIND: &str = "units";

/// Units nested deeper than this are a mistake of the file.
const DEEPEST: usize = 16;

/// Why a workspace could not be read. Each variant's `Display` is a sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not JSON.
    #[error("内容不是汇总工作文件，或已损坏（第 {} 行）；请用备份恢复", source.line())]
    Syntax {
        /// What the JSON reader says.
        #[source]
        source: serde_json::Error,
    },
    /// JSON, but no workspace.
    #[error("这不是汇总工作文件：缺少开头的 \"tianbao\": \"{KIND}\"")]
    NotAWorkspace,
    /// A state that is not known.
    #[error("“{path}”的状态“{state}”不认识；可用：{known}")]
    UnknownState {
        /// Where in the file.
        path: String,
        /// What stands there.
        state: String,
        /// The known names.
        known: String,
    },
    /// Units below units below units….
    #[error("“{path}”的单位层次超过 {DEEPEST} 层；请核对单位名单")]
    TooDeep {
        /// Where in the file.
        path: String,
    },
    /// A field is missing, of the wrong kind, or of a newer program.
    #[error(transparent)]
    Field(#[from] format::Error),
}

/// How far a unit is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nothing came.
    #[default]
    Missing,
    /// A file came and nothing is wrong with it.
    Received,
    /// It was read, but somebody has to look at what went where.
    Doubtful,
    /// Its check has errors.
    Errors,
    /// Its check has warnings without a remark.
    Warnings,
    /// The office has accepted it.
    Accepted,
    /// The office has sent it back.
    Returned,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 7] =
        [Self::Missing, Self::Received, Self::Doubtful, Self::Errors, Self::Warnings, Self::Accepted, Self::Returned];

    /// The name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Received => "received",
            Self::Doubtful => "doubtful",
            Self::Errors => "errors",
            Self::Warnings => "warnings",
            Self::Accepted => "accepted",
            Self::Returned => "returned",
        }
    }

    /// A sign that is no colour.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Missing => "○",
            Self::Received => "●",
            Self::Doubtful => "◆",
            Self::Errors => "▲",
            Self::Warnings => "■",
            Self::Accepted => "✓",
            Self::Returned => "←",
        }
    }

    /// Whether the office decided it; it stands while the file is the same.
    pub fn is_decided(self) -> bool {
        matches!(self, Self::Accepted | Self::Returned)
    }

    /// The words that clerks know.
    pub fn label(self) -> &'static str {
        match self {
            Self::Missing => "未报",
            Self::Received => "已收",
            Self::Doubtful => "读取存疑",
            Self::Errors => "有错误",
            Self::Warnings => "有警告未说明",
            Self::Accepted => "已通过",
            Self::Returned => "已退回",
        }
    }

    /// The state of a name in files.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// The state of a file that was read and checked: what has to be looked at first.
    pub fn judged(is_doubtful: bool, counts: Counts) -> Self {
        match counts {
            _ if is_doubtful => Self::Doubtful,
            Counts { errors: 1.., .. } => Self::Errors,
            Counts { warnings: 1.., .. } => Self::Warnings,
            _ => Self::Received,
        }
    }
}

/// How one unit stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// How far it is.
    pub state: State,
    /// Its file, as it is reached from the folder of the workspace.
    pub file: Option<String>,
    /// SM3 of the file, by which a new one is noticed.
    pub hash: Option<String>,
    /// What the office wrote about it, such as why it was returned.
    pub remark: String,
    /// Fields of a newer program, kept.
    pub extra: Map<String, Json>,
}

impl Standing {
    /// A file came or was looked at again; what the office decided stands while the file is the same.
    pub fn receive(&mut self, file: &str, hash: &str, judged: State) {
        if !self.state.is_decided() || self.hash.as_deref() != Some(hash) {
            self.state = judged;
        }
        self.file = Some(file.to_owned());
        self.hash = Some(hash.to_owned());
    }
}

/// What the office decided about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is the file of this unit, named from the top down.
    Of(Vec<String>),
    /// It is left aside.
    Aside,
}

/// A workspace.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workspace {
    /// The name of the aggregate's unit.
    pub name: String,
    /// The form; decided by the files when it is not said.
    pub form: Option<String>,
    /// The year; decided by the files when it is not said.
    pub year: Option<u16>,
    /// Files and folders that are read.
    pub sources: Vec<String>,
    /// The aggregate filing.
    pub aggregate: Option<String>,
    /// Whether a file of a unit that is not listed adds the unit to the list.
    pub takes_any: bool,
    /// Whether files of another form are brought into the cells of the same meaning.
    pub converts: bool,
    /// What was entered by hand into cells that do not add up.
    pub by_hand: BTreeMap<String, Value>,
    /// What was decided about files, by how they are reached from the folder of the workspace.
    pub files: BTreeMap<String, Decision>,
    /// The workspaces of earlier years.
    pub earlier: Vec<String>,
    /// The cells that the table of units shows; those that reports speak of when none is chosen.
    pub columns: Vec<String>,
    /// Fields of a newer program, kept.
    pub extra: Map<String, Json>,
    units: Tree,
    standings: Vec<Standing>,
}

impl Workspace {
    /// A workspace for expected units of which nothing has come.
    pub fn new(units: Tree) -> Self {
        let standings = vec![Standing::default(); units.len()];
        Self { units, standings, ..Self::default() }
    }

    /// The expected units.
    pub fn units(&self) -> &Tree {
        &self.units
    }

    /// How a unit stands.
    pub fn standing(&self, unit: NodeId) -> Option<&Standing> {
        self.standings.get(unit.position())
    }

    /// The same, to be changed.
    pub fn standing_mut(&mut self, unit: NodeId) -> Option<&mut Standing> {
        self.standings.get_mut(unit.position())
    }

    /// The expected units, to be changed without adding any.
    pub fn units_mut(&mut self) -> &mut Tree {
        &mut self.units
    }

    /// Changes units or takes them away (`None`) with those below them; gives where each of the others stands then. What
    /// was decided about files of units that are gone is forgotten.
    pub fn change_units(&mut self, change: impl Fn(NodeId, &Node) -> Option<Node>) -> BTreeMap<NodeId, NodeId> {
        let (units, places) = self.units.anew(change);
        let before = std::mem::replace(&mut self.units, units);
        let mut standings = std::mem::take(&mut self.standings);
        self.standings = vec![Standing::default(); self.units.len()];
        for (old, new) in &places {
            if let (Some(old), Some(new)) = (standings.get_mut(old.position()), self.standings.get_mut(new.position()))
            {
                std::mem::swap(old, new);
            }
        }
        self.files.retain(|_, decision| {
            let Decision::Of(names) = decision else { return true };
            let now = before.at(names.iter().map(String::as_str)).and_then(|old| places.get(&old));
            if let Some(now) = now {
                *names = self.units.names(*now).into_iter().map(str::to_owned).collect();
            }
            now.is_some()
        });
        places
    }

    /// Adds the units of a list that are not there yet; gives how many.
    pub fn add_list(&mut self, list: &Tree) -> usize {
        let mut added = 0;
        for id in list.ids() {
            let names = list.names(id);
            let Some(node) = list.node(id).filter(|_| self.units.at(names.iter().copied()).is_none()) else { continue };
            let parent = self.units.at(names.iter().copied().take(names.len() - 1));
            self.add(Node { parent, ..node.clone() });
            added += 1;
        }
        added
    }

    /// What was entered by hand into the cells of a form that do not add up.
    pub fn by_hand_in(&self, form: &Form) -> BTreeMap<CellIndex, Value> {
        let cells = self.by_hand.iter().filter_map(|(id, value)| Some((form.cell_index(id)?, value.clone())));
        cells.filter(|(cell, _)| !form.cell(*cell).is_additive).collect()
    }

    /// The units that send something.
    pub fn expected(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.units.ids().filter(|id| self.units.node(*id).is_some_and(|node| !node.is_heading))
    }

    /// Adds a unit of which nothing has come.
    pub fn add(&mut self, node: Node) -> NodeId {
        self.standings.push(Standing::default());
        self.units.add(node)
    }

    /// Reads a workspace.
    ///
    /// # Errors
    /// A sentence for every way in which the bytes are no workspace.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let json: Json = serde_json::from_slice(bytes).map_err(|source| Error::Syntax { source })?;
        if !json.is_object() {
            return Err(Error::NotAWorkspace);
        }
        let mut fields = Fields::of("", json)?;
        if fields.take("tianbao").as_ref().and_then(Json::as_str) != Some(KIND) {
            return Err(Error::NotAWorkspace);
        }
        let found = fields.required_number("version")?;
        if found > VERSION {
            return Err(format::Error::Newer { found, known: VERSION }.into());
        }
        let year = fields.take("year").map(|year| {
            let year = year.as_u64().and_then(|year| u16::try_from(year).ok());
            year.ok_or_else(|| format::Error::Wrong { path: "year".to_owned(), expected: "年份" })
        });
        let mut workspace = Self {
            name: fields.text("name")?.unwrap_or_default(),
            form: fields.text("form")?,
            year: year.transpose()?,
            sources: texts(&mut fields, "sources")?,
            aggregate: fields.text("aggregate")?,
            takes_any: flag(&mut fields, "", "takes_any")?,
            converts: flag(&mut fields, "", "converts")?,
            by_hand: by_hand(&mut fields)?,
            files: files(&mut fields)?,
            earlier: texts(&mut fields, "earlier")?,
            columns: texts(&mut fields, "columns")?,
            ..Self::default()
        };
        workspace.read_units(fields.list("units")?, None, DEEPEST)?;
        workspace.extra = fields.rest();
        Ok(workspace)
    }

    fn read_units(&mut self, units: Vec<(String, Json)>, parent: Option<NodeId>, depth: usize) -> Result<(), Error> {
        for (path, json) in units {
            let Some(depth) = depth.checked_sub(1) else { return Err(Error::TooDeep { path }) };
            let mut fields = Fields::of(&path, json)?;
            let name = fields.required_text("name")?;
            let aliases = texts(&mut fields, "aliases")?;
            let is_heading = flag(&mut fields, &format!("{path}."), "heading")?;
            let state = fields.text("state")?.map(|state| {
                let known = || State::ALL.map(State::as_str).join("、");
                State::parse(&state).ok_or_else(|| Error::UnknownState { path: path.clone(), state, known: known() })
            });
            let mut standing = Standing {
                state: state.transpose()?.unwrap_or_default(),
                file: fields.text("file")?,
                hash: fields.text("hash")?,
                remark: fields.text("remark")?.unwrap_or_default(),
                extra: Map::new(),
            };
            let below = fields.list("units")?;
            standing.extra = fields.rest();
            let id = self.units.add(Node { name, aliases, is_heading, parent });
            self.standings.push(standing);
            self.read_units(below, Some(id), depth)?;
        }
        Ok(())
    }

    /// The bytes of the workspace's file.
    pub fn write(&self) -> Vec<u8> {
        let mut map = Map::new();
        let mut put = |name: &str, value: Json| {
            map.insert(name.to_owned(), value);
        };
        put("tianbao", KIND.into());
        put("version", VERSION.into());
        put("name", self.name.as_str().into());
        if let Some(form) = &self.form {
            put("form", form.as_str().into());
        }
        if let Some(year) = self.year {
            put("year", year.into());
        }
        put("sources", self.sources.as_slice().into());
        if let Some(aggregate) = &self.aggregate {
            put("aggregate", aggregate.as_str().into());
        }
        for (name, flag) in [("takes_any", self.takes_any), ("converts", self.converts)] {
            if flag {
                put(name, true.into());
            }
        }
        if !self.by_hand.is_empty() {
            put("by_hand", self.by_hand.iter().map(|(cell, value)| (cell.clone(), value_to_json(value))).collect());
        }
        for (name, list) in [("earlier", &self.earlier), ("columns", &self.columns)] {
            if !list.is_empty() {
                put(name, list.as_slice().into());
            }
        }
        if !self.files.is_empty() {
            let of = |decision: &Decision| match decision {
                Decision::Of(names) => json!({ "unit": names }),
                Decision::Aside => json!({ "aside": true }),
            };
            put("files", self.files.iter().map(|(file, decision)| (file.clone(), of(decision))).collect());
        }
        put("units", self.units_json(None));
        append_extra(&mut map, &self.extra);
        let mut bytes = serde_json::to_vec_pretty(&Json::Object(map)).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    fn units_json(&self, parent: Option<NodeId>) -> Json {
        self.units.children(parent).map(|id| self.unit_json(id)).collect()
    }

    fn unit_json(&self, id: NodeId) -> Json {
        let mut map = Map::new();
        let mut put = |name: &str, value: Json| {
            map.insert(name.to_owned(), value);
        };
        let (Some(node), Some(standing)) = (self.units.node(id), self.standing(id)) else { return Json::Null };
        put("name", node.name.as_str().into());
        if !node.aliases.is_empty() {
            put("aliases", node.aliases.as_slice().into());
        }
        if node.is_heading {
            put("heading", true.into());
        }
        put("state", standing.state.as_str().into());
        let texts = [("file", standing.file.as_deref()), ("hash", standing.hash.as_deref())];
        let remark = Some(standing.remark.as_str()).filter(|remark| !remark.is_empty());
        for (name, text) in texts.into_iter().chain([("remark", remark)]) {
            if let Some(text) = text {
                put(name, text.into());
            }
        }
        if self.units.children(Some(id)).next().is_some() {
            put("units", self.units_json(Some(id)));
        }
        append_extra(&mut map, &standing.extra);
        map.into()
    }
}

fn texts(fields: &mut Fields, name: &str) -> Result<Vec<String>, format::Error> {
    let text = |(path, value)| match value {
        Json::String(text) => Ok(text),
        _ => Err(format::Error::Wrong { path, expected: "文字" }),
    };
    fields.list(name)?.into_iter().map(text).collect()
}

fn flag(fields: &mut Fields, path: &str, name: &str) -> Result<bool, format::Error> {
    match fields.take(name) {
        None => Ok(false),
        Some(Json::Bool(flag)) => Ok(flag),
        Some(_) => Err(format::Error::Wrong { path: format!("{path}{name}"), expected: "true 或 false" }),
    }
}

fn by_hand(fields: &mut Fields) -> Result<BTreeMap<String, Value>, format::Error> {
    let number = |(path, cell, json): (String, String, Json)| {
        let value = json.as_str().and_then(Value::from_exact);
        value.map(|value| (cell, value)).ok_or(format::Error::Wrong { path, expected: "数" })
    };
    fields.object("by_hand")?.entries().map(number).collect()
}

fn files(fields: &mut Fields) -> Result<BTreeMap<String, Decision>, format::Error> {
    let mut files = BTreeMap::new();
    for (path, file, json) in fields.object("files")?.entries() {
        let mut fields = Fields::of(&path, json)?;
        let is_aside = flag(&mut fields, &format!("{path}."), "aside")?;
        let decision = if is_aside { Decision::Aside } else { Decision::Of(texts(&mut fields, "unit")?) };
        files.insert(file, decision);
    }
    Ok(files)
}
