//! Who reports: the unit (填报单位), its level, and the names under the form (签章).

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

/// The five levels of government.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// 中央.
    Central,
    /// 省级.
    Province,
    /// 设区的市、自治州.
    Prefecture,
    /// 县、市辖区、县级市.
    County,
    /// 乡镇、街道.
    Township,
}

/// The level of a unit: a government, or a department of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Level {
    /// The government's level.
    pub rank: Rank,
    /// Whether the unit is a department of that government.
    pub is_department: bool,
}

impl Level {
    /// All levels, governments first.
    pub fn all() -> impl Iterator<Item = Self> {
        let ranks = [Rank::Central, Rank::Province, Rank::Prefecture, Rank::County, Rank::Township];
        [false, true]
            .into_iter()
            .flat_map(move |is_department| ranks.into_iter().map(move |rank| Self { rank, is_department }))
    }

    /// The name in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match (self.rank, self.is_department) {
            (Rank::Central, false) => "central",
            (Rank::Central, true) => "central-department",
            (Rank::Province, false) => "province",
            (Rank::Province, true) => "province-department",
            (Rank::Prefecture, false) => "prefecture",
            (Rank::Prefecture, true) => "prefecture-department",
            (Rank::County, false) => "county",
            (Rank::County, true) => "county-department",
            (Rank::Township, false) => "township",
            (Rank::Township, true) => "township-department",
        }
    }

    /// The words in the window.
    pub fn label(self) -> &'static str {
        match (self.rank, self.is_department) {
            (Rank::Central, false) => "中央国家机关",
            (Rank::Central, true) => "国务院部门",
            (Rank::Province, false) => "省级政府",
            (Rank::Province, true) => "省级政府部门",
            (Rank::Prefecture, false) => "设区的市、自治州政府",
            (Rank::Prefecture, true) => "设区的市、自治州政府部门",
            (Rank::County, false) => "县（市、区）政府",
            (Rank::County, true) => "县（市、区）政府部门",
            (Rank::Township, false) => "乡镇政府、街道办事处",
            (Rank::Township, true) => "乡镇、街道所属机构",
        }
    }

    /// The level of a name in files.
    pub fn parse(text: &str) -> Option<Self> {
        Self::all().find(|level| level.as_str() == text)
    }

    /// A proposal from the unit's name, for the start page; `None` where the name leaves it open (a 市 may be of two levels).
    pub fn suggest(name: &str) -> Option<Self> {
        let government = |rank| Some(Self { rank, is_department: false });
        let department = |rank| Some(Self { rank, is_department: true });
        let name = name.trim();
        if name.ends_with("街道办事处")
            || name.ends_with("街道")
            || ["镇人民政府", "乡人民政府", "镇政府", "乡政府"].iter().any(|end| name.ends_with(end))
        {
            return government(Rank::Township);
        }
        if ["区人民政府", "县人民政府", "旗人民政府", "区政府", "县政府"].iter().any(|end| name.ends_with(end))
            && !name.contains("自治区")
        {
            return government(Rank::County);
        }
        if ["省人民政府", "自治区人民政府", "省政府"].iter().any(|end| name.ends_with(end)) {
            return government(Rank::Province);
        }
        if ["局", "委员会", "办公室", "中心"].iter().any(|end| name.ends_with(end))
            && (name.contains('区') || name.contains('县'))
            && !name.contains("自治区")
        {
            return department(Rank::County);
        }
        None
    }
}

/// The reporting unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    /// Its full name.
    pub name: String,
    /// Its level; relations that need it are undecided without.
    pub level: Option<Level>,
    /// Fields of a newer program, kept.
    pub extra: Map<String, Json>,
}

impl Unit {
    /// A unit of that name, of unknown level.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// What stands in the foot of the form: the form's field names with what was entered, `填报人` → a name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SignOff {
    fields: BTreeMap<String, String>,
}

impl SignOff {
    /// What was entered for a field; empty when nothing was.
    pub fn get(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    /// Enters a field; an empty text takes it away.
    pub fn set(&mut self, field: &str, text: &str) {
        if text.is_empty() {
            self.fields.remove(field);
        } else {
            self.fields.insert(field.to_owned(), text.to_owned());
        }
    }

    /// The fields that were entered, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(field, text)| (field.as_str(), text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::Level;

    #[test]
    fn names_read_back() {
        assert!(Level::all().all(|level| Level::parse(level.as_str()) == Some(level)));
        assert_eq!(Level::all().count(), 10);
    }

    #[test]
    fn suggestions() {
        for (name, level) in [
            ("普洱市思茅区人民政府", Some("county")),
            ("深圳市南山区蛇口街道办事处", Some("township")),
            ("四川省剑阁县义兴镇人民政府", Some("township")),
            ("威海市文登区住房和城乡建设局", Some("county-department")),
            ("江苏省宿迁市人民政府", None),
            ("广西壮族自治区人民政府", Some("province")),
        ] {
            assert_eq!(Level::suggest(name).map(Level::as_str), level, "{name}");
        }
    }
}
