//! Patterns over dotted ids, so that a matrix of relations is one entry in a form file.
//!
//! `3.3.[3-5].*.g` names the 总计 column of every row under 3.3.3, 3.3.4 and 3.3.5. A segment is a literal, `*` (any one
//! segment), `**` (one or more segments) or a range in brackets, of numbers or of single letters.

/// A parsed pattern.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    segments: Vec<Segment>,
}

#[derive(Clone, Debug)]
enum Segment {
    Literal(String),
    Any,
    Many,
    Numbers(u32, u32),
    Letters(char, char),
}

impl Pattern {
    /// Parses a pattern; `None` when a bracket is not a range of numbers or of letters.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let segments = text.split('.').map(Segment::parse).collect::<Option<Vec<_>>>()?;
        Some(Self { segments })
    }

    /// Whether it names exactly one id, so that its absence is a mistake of the file.
    pub(super) fn is_literal(&self) -> bool {
        self.segments.iter().all(|segment| matches!(segment, Segment::Literal(_)))
    }

    /// What every id named by this pattern begins with.
    pub(super) fn prefix(&self) -> String {
        let mut prefix = String::new();
        for (position, segment) in self.segments.iter().enumerate() {
            let Segment::Literal(literal) = segment else { return prefix };
            prefix.push_str(literal);
            if position + 1 < self.segments.len() {
                prefix.push('.');
            }
        }
        prefix
    }

    /// Whether an id is named by this pattern.
    pub(super) fn matches(&self, id: &str) -> bool {
        matches_from(&self.segments, Some(id))
    }
}

impl Segment {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "" => None,
            "*" => Some(Self::Any),
            "**" => Some(Self::Many),
            _ => match text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(range) => Self::parse_range(range),
                None if text.contains(['[', ']', '*']) => None,
                None => Some(Self::Literal(text.to_owned())),
            },
        }
    }

    fn parse_range(range: &str) -> Option<Self> {
        let (from, to) = range.split_once('-')?;
        if let (Ok(from), Ok(to)) = (from.parse(), to.parse()) {
            return Some(Self::Numbers(from, to));
        }
        let single = |text: &str| {
            let mut letters = text.chars();
            letters.next().filter(|letter| letter.is_ascii_lowercase() && letters.next().is_none())
        };
        Some(Self::Letters(single(from)?, single(to)?))
    }

    fn matches(&self, part: &str) -> bool {
        match self {
            Self::Literal(literal) => literal == part,
            Self::Any | Self::Many => true,
            Self::Numbers(from, to) => part.parse::<u32>().is_ok_and(|number| (*from..=*to).contains(&number)),
            Self::Letters(from, to) => {
                let mut letters = part.chars();
                letters.next().is_some_and(|letter| (*from..=*to).contains(&letter)) && letters.next().is_none()
            }
        }
    }
}

/// Whether the segments name the rest of an id; `None` is the end.
fn matches_from(segments: &[Segment], rest: Option<&str>) -> bool {
    let (Some((segment, following)), Some(rest)) = (segments.split_first(), rest) else {
        return segments.is_empty() && rest.is_none();
    };
    let (part, others) = match rest.split_once('.') {
        Some((part, others)) => (part, Some(others)),
        None => (rest, None),
    };
    match segment {
        Segment::Many => matches_from(following, others) || (others.is_some() && matches_from(segments, others)),
        _ => segment.matches(part) && matches_from(following, others),
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    fn check(pattern: &str, yes: &[&str], no: &[&str]) {
        let pattern = Pattern::parse(pattern).expect("a sound pattern");
        for id in yes {
            assert!(pattern.matches(id), "{pattern:?} should match {id}");
        }
        for id in no {
            assert!(!pattern.matches(id), "{pattern:?} should not match {id}");
        }
    }

    #[test]
    fn segments() {
        check("3.1.a", &["3.1.a"], &["3.1.b", "3.1", "3.1.a.a"]);
        check("3.3.[3-5].*.g", &["3.3.3.1.g", "3.3.5.5.g"], &["3.3.6.1.g", "3.3.3.g", "3.3.3.1.a"]);
        check("3.**", &["3.1", "3.3.3.1"], &["3", "4.1"]);
        check("3.**.g", &["3.1.g", "3.3.3.1.g"], &["3.1.a", "3.g"]);
        check("**", &["7", "3.1.4"], &[]);
        check("2.1.1.[a-c]", &["2.1.1.a", "2.1.1.c"], &["2.1.1.d", "2.1.1.1"]);
    }

    #[test]
    fn broken() {
        for text in ["3.[1", "3.[a-12]", "3..1", "3.x*", "[z]"] {
            assert!(Pattern::parse(text).is_none(), "{text} should be refused");
        }
    }
}
