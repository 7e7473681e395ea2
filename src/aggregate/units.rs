//! The expected units as a tree (市 › 区 › 局), and which of them a name means: exactly or by an alias, never on a guess.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::names::{key, likeness};

/// A unit of one tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The unit as a position in the tree's order.
    pub fn position(self) -> usize {
        self.0 as usize
    }
}

/// An expected unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// Other names that mean it.
    pub aliases: Vec<String>,
    /// Whether it is only a heading over units, which sends nothing itself.
    pub is_heading: bool,
    /// The unit above it.
    pub parent: Option<NodeId>,
}

/// The expected units; a parent stands before its children.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    nodes: Vec<Node>,
    /// The units right below each unit, and those at the top.
    below: BTreeMap<Option<NodeId>, Vec<NodeId>>,
    /// What is written, as it is compared, to the units that it means.
    by_key: BTreeMap<String, Vec<NodeId>>,
}

/// Which unit a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// This one: its name, an alias, or its name behind those above it.
    Unit(NodeId),
    /// Several units of that name.
    Several(Vec<NodeId>),
    /// None; these are alike, the likest first, and somebody has to say whether one is meant.
    Unknown(Vec<NodeId>),
}

/// Names less alike than this are no proposal.
const ALIKE: u8 = 60;

/// So many proposals are shown.
const MOST_PROPOSALS: usize = 5;

/// Separates the aliases behind a name in a list of units.
const ALIAS_MARK: char = '=';

impl Tree {
    /// Adds a unit.
    pub fn add(&mut self, node: Node) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        let mut written: Vec<String> = node.aliases.iter().map(|alias| key(alias)).collect();
        written.push(key(&node.name));
        // 甲区财政局 is the 财政局 of 甲区, and 某市甲区财政局 too.
        let mut whole = node.name.clone();
        let mut above = node.parent;
        while let Some(parent) = above.and_then(|parent| self.node(parent)) {
            whole.insert_str(0, &parent.name);
            written.push(key(&whole));
            above = parent.parent;
        }
        written.sort();
        written.dedup();
        for key in written {
            let meant = self.by_key.entry(key).or_default();
            // Another name of a unit takes nothing away from a unit that bears it.
            if !meant.contains(&id) {
                meant.push(id);
            }
        }
        self.below.entry(node.parent).or_default().push(id);
        self.nodes.push(node);
        id
    }

    /// The tree of a list: a line a unit, the cells before its name say what is above it. A blank cell repeats the line
    /// before, so tabs indent; other names stand behind the name after `=`.
    pub fn from_rows<'a>(rows: impl IntoIterator<Item = &'a [String]>) -> Self {
        let mut tree = Self::default();
        let mut path: Vec<NodeId> = Vec::new();
        for row in rows {
            let filled = |text: &String| !text.trim().is_empty();
            let Some(first) = row.iter().position(filled) else { continue };
            path.truncate(first);
            for text in row.iter().skip(first).filter(|text| filled(text)) {
                let mut names = text.split([ALIAS_MARK, '＝']).map(|name| name.trim().to_owned());
                let name = names.next().unwrap_or_default();
                let aliases = names.filter(|alias| !alias.is_empty()).collect();
                let parent = path.last().copied();
                let there = tree.children(parent).find(|id| tree.name(*id) == name);
                let node = Node { name, aliases, is_heading: false, parent };
                path.push(there.unwrap_or_else(|| tree.add(node)));
            }
        }
        tree
    }

    /// Makes every unit with others below it a heading: lists write the city over its districts, and it sends nothing.
    #[must_use]
    pub fn with_headings(mut self) -> Self {
        let with_others: BTreeSet<NodeId> = self.below.keys().copied().flatten().collect();
        for id in with_others {
            self.set_heading(id, true);
        }
        self
    }

    /// The units anew, some of them changed and others taken away (`None`) with those below them; gives where each of
    /// the others stands then.
    #[must_use]
    pub fn anew(&self, change: impl Fn(NodeId, &Node) -> Option<Node>) -> (Self, BTreeMap<NodeId, NodeId>) {
        let (mut tree, mut places) = (Self::default(), BTreeMap::new());
        for (id, node) in self.ids().zip(&self.nodes) {
            let above = node.parent.map(|parent| places.get(&parent).copied());
            let (Some(node), false) = (change(id, node), above == Some(None)) else { continue };
            places.insert(id, tree.add(Node { parent: above.flatten(), ..node }));
        }
        (tree, places)
    }

    /// Gives a unit another name that means it.
    pub fn add_alias(&mut self, id: NodeId, alias: &str) {
        let meant = self.by_key.entry(key(alias)).or_default();
        if !meant.contains(&id) {
            meant.push(id);
        }
        if let Some(node) = self.nodes.get_mut(id.position()) {
            node.aliases.push(alias.to_owned());
        }
    }

    /// Says whether a unit is only a heading over others.
    pub fn set_heading(&mut self, id: NodeId, is_heading: bool) {
        if let Some(node) = self.nodes.get_mut(id.position()) {
            node.is_heading = is_heading;
        }
    }

    /// The unit of exactly these names from the top down.
    pub fn at<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Option<NodeId> {
        let mut found = None;
        for name in names {
            found = Some(self.children(found).find(|id| self.name(*id) == name)?);
        }
        found
    }

    /// The names of a unit and those above it, from the top down.
    pub fn names(&self, id: NodeId) -> Vec<&str> {
        let mut names: Vec<&str> = self.above(id).map(|id| self.name(id)).collect();
        names.reverse();
        names
    }

    /// The unit and those below it, each behind the one above it, as a reader goes through them.
    pub fn within(&self, id: NodeId) -> Vec<NodeId> {
        let mut all = vec![id];
        let mut at = 0;
        while let Some(id) = all.get(at).copied() {
            at += 1;
            let children: Vec<NodeId> = self.children(Some(id)).collect();
            all.splice(at..at, children);
        }
        all
    }

    /// All units, each behind the one above it.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)).map(NodeId)
    }

    /// How many there are, headings included.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether nobody is expected.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// A unit.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.position())
    }

    /// The name of a unit.
    pub fn name(&self, id: NodeId) -> &str {
        self.node(id).map_or("", |node| node.name.as_str())
    }

    /// The unit with those above it: `某市 › 甲区 › 财政局`.
    pub fn path(&self, id: NodeId) -> String {
        self.names(id).join(" › ")
    }

    /// The units right below a unit, or those at the top.
    pub fn children(&self, parent: Option<NodeId>) -> impl Iterator<Item = NodeId> + '_ {
        self.below.get(&parent).into_iter().flatten().copied()
    }

    /// Whether a unit is `above` or stands somewhere below it.
    pub fn is_within(&self, id: NodeId, above: NodeId) -> bool {
        self.above(id).any(|it| it == above)
    }

    /// Which unit a name means.
    pub fn recognise(&self, name: &str) -> Recognised {
        let key = key(name);
        match self.meant(&key) {
            [one] => Recognised::Unit(*one),
            [] => Recognised::Unknown(self.alike(&key)),
            several => Recognised::Several(several.to_vec()),
        }
    }

    /// The units that a name means, without proposals: none, one, or several of that name.
    pub fn known(&self, name: &str) -> &[NodeId] {
        self.meant(&key(name))
    }

    fn meant(&self, key: &str) -> &[NodeId] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// The unit and those above it, from below.
    fn above(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(id), |id| self.node(*id)?.parent)
    }

    fn alike(&self, name: &str) -> Vec<NodeId> {
        let mut best: BTreeMap<NodeId, u8> = BTreeMap::new();
        if !name.is_empty() {
            for (key, meant) in &self.by_key {
                let likeness = likeness(key, name);
                for id in meant.iter().filter(|_| likeness >= ALIKE) {
                    let most = best.entry(*id).or_default();
                    *most = likeness.max(*most);
                }
            }
        }
        let mut best: Vec<(NodeId, u8)> = best.into_iter().collect();
        best.sort_by_key(|(id, likeness)| (std::cmp::Reverse(*likeness), *id));
        best.into_iter().take(MOST_PROPOSALS).map(|(id, _)| id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Recognised, Tree};

    fn tree(text: &str) -> Tree {
        let rows: Vec<Vec<String>> = text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect();
        Tree::from_rows(rows.iter().map(Vec::as_slice))
    }

    #[test]
    fn a_list_becomes_a_tree() {
        let tree = tree("某市\n\t甲区\n\t\t财政局=甲财局＝区财政\n\t\t教育局\n\t乙区\t财政局\n");
        let paths: Vec<String> = tree.ids().map(|id| tree.path(id)).collect();
        assert_eq!(
            paths,
            [
                "某市",
                "某市 › 甲区",
                "某市 › 甲区 › 财政局",
                "某市 › 甲区 › 教育局",
                "某市 › 乙区",
                "某市 › 乙区 › 财政局"
            ]
        );
        let found = |name: &str| match tree.recognise(name) {
            Recognised::Unit(id) => tree.path(id),
            Recognised::Several(ids) => format!("{} 个", ids.len()),
            Recognised::Unknown(ids) => format!("？{}", ids.iter().map(|id| tree.path(*id)).collect::<String>()),
        };
        assert_eq!(found("教 育局"), "某市 › 甲区 › 教育局");
        assert_eq!(found("甲財局"), "某市 › 甲区 › 财政局");
        assert_eq!(found("甲区财政局"), "某市 › 甲区 › 财政局");
        assert_eq!(found("某市乙区财政局"), "某市 › 乙区 › 财政局");
        assert_eq!(found("财政局"), "2 个");
        assert_eq!(found("教育局机关"), "？某市 › 甲区 › 教育局");
        assert_eq!(found(""), "？");
    }

    #[test]
    fn what_is_below_a_unit() {
        let tree = tree("某市\n\t甲区\n\t\t财政局\n\t乙区");
        let ids: Vec<_> = tree.ids().collect();
        let below = |above| ids.iter().filter(|id| tree.is_within(**id, above)).count();
        assert_eq!((below(ids[0]), below(ids[1]), below(ids[2]), below(ids[3])), (4, 2, 1, 1));
        assert_eq!(tree.children(Some(ids[0])).count(), 2);
    }
}
