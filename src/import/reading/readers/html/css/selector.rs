//! Selectors: which elements a rule means. What cannot be told without the whole page matches nothing.

use html5ever::tokenizer::Tag;

/// The element that is asked about, or one around it.
#[derive(Clone, Copy, Debug)]
pub(in crate::import::reading::readers::html) struct Element<'t> {
    pub(in crate::import::reading::readers::html) tag: &'t Tag,
    /// Which child of its parent it is, counted from 1.
    pub(in crate::import::reading::readers::html) position: u32,
}

impl<'t> Element<'t> {
    /// The value of an attribute.
    pub(in crate::import::reading::readers::html) fn attribute(&self, name: &str) -> Option<&'t str> {
        self.tag.attrs.iter().find(|it| &*it.name.local == name).map(|it| &*it.value)
    }

    /// The names in its attribute `class`.
    pub(in crate::import::reading::readers::html) fn classes(&self) -> impl Iterator<Item = &'t str> + use<'t> {
        self.attribute("class").unwrap_or_default().split_ascii_whitespace()
    }
}

/// One condition on an element.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Condition {
    Class(String),
    Id(String),
    /// An attribute; without an operator it only has to be there.
    Attribute {
        name: String,
        operator: Option<char>,
        value: String,
    },
    /// Every `step`th child, beginning at `first`.
    Child {
        step: i32,
        first: i32,
    },
    Not(Box<Self>),
    NotTag(String),
}

/// An element's tag and conditions; without a tag it may have any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Compound {
    tag: Option<String>,
    conditions: Vec<Condition>,
}

/// A selector: groups of parents and children, the innermost first, each anywhere inside the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Selector {
    groups: Vec<Vec<Compound>>,
}

/// The one word by which the rules for an element are found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Id(String),
    Class(String),
    Tag(String),
    Any,
}

impl Selector {
    /// Reads a selector; nothing when it cannot be told.
    pub(super) fn of(text: &str) -> Option<Self> {
        let mut groups: Vec<Vec<Compound>> = Vec::new();
        let mut is_child = false;
        for word in words(text)? {
            if word == ">" {
                is_child = true;
                continue;
            }
            let compound = Compound::of(&word)?;
            match groups.first_mut() {
                Some(group) if is_child => group.insert(0, compound),
                _ => groups.insert(0, vec![compound]),
            }
            is_child = false;
        }
        (!groups.is_empty() && !is_child).then_some(Self { groups })
    }

    /// How much it weighs against others.
    pub(super) fn weight(&self) -> u32 {
        let (mut strong, mut middle, mut weak) = (0_u32, 0_u32, 0_u32);
        for compound in self.groups.iter().flatten() {
            weak += u32::from(compound.tag.is_some());
            for condition in &compound.conditions {
                let condition = if let Condition::Not(inner) = condition { inner } else { condition };
                match condition {
                    Condition::Id(_) => strong += 1,
                    Condition::NotTag(_) => weak += 1,
                    _ => middle += 1,
                }
            }
        }
        strong.min(255) << 16 | middle.min(255) << 8 | weak.min(255)
    }

    /// The word by which it is found.
    pub(super) fn key(&self) -> Key {
        let Some(compound) = self.groups.first().and_then(|group| group.first()) else { return Key::Any };
        let id = compound.conditions.iter().find_map(|it| if let Condition::Id(id) = it { Some(id) } else { None });
        let class =
            compound.conditions.iter().find_map(|it| if let Condition::Class(name) = it { Some(name) } else { None });
        match (id, class, &compound.tag) {
            (Some(id), ..) => Key::Id(id.clone()),
            (_, Some(class), _) => Key::Class(class.clone()),
            (.., Some(tag)) => Key::Tag(tag.clone()),
            _ => Key::Any,
        }
    }

    /// Hands over each class and id, and each attribute, that it asks for; answers whether it counts children.
    pub(super) fn names(&self, mut take: impl FnMut(&str, bool)) -> bool {
        let mut counts = false;
        for condition in self.groups.iter().flatten().flat_map(|it| &it.conditions) {
            let condition = if let Condition::Not(inner) = condition { inner } else { condition };
            match condition {
                Condition::Class(name) | Condition::Id(name) => take(name, false),
                Condition::Attribute { name, .. } => take(name, true),
                Condition::Child { .. } => counts = true,
                Condition::Not(_) | Condition::NotTag(_) => {}
            }
        }
        counts
    }

    /// Whether it means the last of the elements, each of which stands in the one before; `steps` counts the work.
    pub(super) fn means(&self, chain: &[Element<'_>], steps: &mut u64) -> bool {
        let mut end = chain.len();
        for (number, group) in self.groups.iter().enumerate() {
            loop {
                *steps += 1;
                let Some(from) = end.checked_sub(group.len()) else { return false };
                let elements = chain.get(from..end).unwrap_or_default();
                if group.iter().zip(elements.iter().rev()).all(|(compound, element)| compound.means(element)) {
                    end = from;
                    break;
                }
                // The innermost group ends with the element itself.
                if number == 0 {
                    return false;
                }
                end -= 1;
            }
        }
        true
    }
}

impl Compound {
    fn of(word: &str) -> Option<Self> {
        let mut compound = Self::default();
        let starts = |c: char| matches!(c, '.' | '#' | '[' | ':');
        let (tag, mut rest) = word.split_at_checked(word.find(starts).unwrap_or(word.len()))?;
        if !tag.is_empty() && tag != "*" {
            compound.tag = Some(tag.to_ascii_lowercase());
        }
        while let Some(mark) = rest.chars().next() {
            let body = rest.get(1..)?;
            let length = match mark {
                '[' => body.find(']')? + 1,
                _ if body.contains('(') && body.find('(') < body.find(starts).or(Some(usize::MAX)) => {
                    body.rfind(')')? + 1
                }
                _ => body.find(starts).unwrap_or(body.len()),
            };
            let (name, after) = body.split_at_checked(length)?;
            rest = after;
            compound.conditions.push(match mark {
                '.' => Condition::Class(plain(name)?),
                '#' => Condition::Id(plain(name)?),
                '[' => attribute(name.trim_end_matches(']')),
                _ => pseudo(name)?,
            });
        }
        Some(compound)
    }

    fn means(&self, element: &Element<'_>) -> bool {
        self.tag.as_ref().is_none_or(|tag| *tag == *element.tag.name)
            && self.conditions.iter().all(|it| it.means(element))
    }
}

impl Condition {
    fn means(&self, element: &Element<'_>) -> bool {
        match self {
            Self::Class(name) => element.classes().any(|it| it.eq_ignore_ascii_case(name)),
            Self::Id(name) => element.attribute("id").is_some_and(|it| it.trim().eq_ignore_ascii_case(name)),
            Self::Attribute { name, operator, value } => {
                let Some(found) = element.attribute(name) else { return false };
                let found = found.to_ascii_lowercase();
                match operator {
                    None => true,
                    Some('=') => found == *value,
                    Some('~') => found.split_ascii_whitespace().any(|it| it == value),
                    Some('^') => !value.is_empty() && found.starts_with(value),
                    Some('$') => !value.is_empty() && found.ends_with(value),
                    Some('*') => !value.is_empty() && found.contains(value),
                    Some(_) => found == *value || found.strip_prefix(value).is_some_and(|rest| rest.starts_with('-')),
                }
            }
            Self::Child { step, first } => {
                let away = i64::from(element.position) - i64::from(*first);
                let step = i64::from(*step);
                if step == 0 { away == 0 } else { away % step == 0 && away / step >= 0 }
            }
            Self::Not(inner) => !inner.means(element),
            Self::NotTag(tag) => *tag != *element.tag.name,
        }
    }
}

/// A name as it is compared: without escapes, in small letters.
fn plain(name: &str) -> Option<String> {
    let name: String = name.chars().filter(|c| *c != '\\').collect::<String>().to_ascii_lowercase();
    (!name.is_empty()).then_some(name)
}

fn attribute(text: &str) -> Condition {
    let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
    let operator = name.trim().chars().last().filter(|c| matches!(c, '~' | '^' | '$' | '*' | '|'));
    let name = name.trim().trim_end_matches(['~', '^', '$', '*', '|']).trim().to_ascii_lowercase();
    let unquoted = value.unwrap_or_default().trim();
    let unquoted = match unquoted.chars().next() {
        Some(quote @ ('"' | '\'')) => unquoted.trim_start_matches(quote).split(quote).next().unwrap_or_default(),
        _ => unquoted,
    };
    let operator = value.map(|_| operator.unwrap_or('='));
    Condition::Attribute { name, operator, value: unquoted.to_ascii_lowercase() }
}

/// A pseudo class of which the tags alone tell whether it holds.
fn pseudo(text: &str) -> Option<Condition> {
    let (name, inside) = text.split_once('(').unwrap_or((text, ""));
    let inside = inside.trim_end_matches(')').trim();
    match name.to_ascii_lowercase().as_str() {
        "first-child" => Some(Condition::Child { step: 0, first: 1 }),
        "nth-child" => nth(&inside.to_ascii_lowercase()),
        "not" => {
            let mut inner = Compound::of(inside)?;
            match (inner.tag, inner.conditions.pop()) {
                (Some(tag), None) => Some(Condition::NotTag(tag)),
                (None, Some(condition)) if inner.conditions.is_empty() && !matches!(condition, Condition::Not(_)) => {
                    Some(Condition::Not(Box::new(condition)))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// `odd`, `even`, `3`, `2n+1`.
fn nth(text: &str) -> Option<Condition> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (step, first) = match text.as_str() {
        "odd" => (2, 1),
        "even" => (2, 0),
        _ => match text.split_once('n') {
            None => (0, text.parse().ok()?),
            Some((step, first)) => {
                let step = match step {
                    "" | "+" => 1,
                    "-" => -1,
                    _ => step.parse().ok()?,
                };
                (step, if first.is_empty() { 0 } else { first.parse().ok()? })
            }
        },
    };
    Some(Condition::Child { step, first })
}

/// The compounds of a selector and the `>` between them; nothing where it asks for neighbours or what is made up.
fn words(text: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut depth) = (Vec::new(), String::new(), 0_usize);
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 && (c.is_whitespace() || c == '>') {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if c == '>' {
                words.push(">".to_owned());
            }
        } else if depth == 0 && matches!(c, '+' | '~' | '&' | '|') {
            return None;
        } else {
            word.push(c);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    // A long selector is none of a page that people write.
    (words.len() <= 32 && depth == 0).then_some(words)
}
