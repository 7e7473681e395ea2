//! A text cut into records of fields. Lines end with a line feed.

/// The records of a text; blank lines count, so that rows keep their numbers.
pub(super) fn records(text: &str, delimiter: char) -> impl Iterator<Item = Vec<String>> {
    Records { rest: text, delimiter }
}

/// Splits a text; a quote that never ends reaches to the end of its line only.
struct Records<'t> {
    rest: &'t str,
    delimiter: char,
}

impl Iterator for Records<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut record = Vec::new();
        loop {
            let (field, behind) = field(self.rest, self.delimiter);
            record.push(field);
            if let Some(rest) = behind.strip_prefix(self.delimiter) {
                self.rest = rest;
            } else {
                self.rest = behind.strip_prefix('\n').unwrap_or(behind);
                return Some(record);
            }
        }
    }
}

/// A field, and what stands behind it.
fn field(text: &str, delimiter: char) -> (String, &str) {
    // Some programs write a blank behind every delimiter, also before a quote.
    let start = text.trim_start_matches([' ', '\u{feff}']);
    if let Some(found) = start.strip_prefix('"').and_then(|it| quoted(it, delimiter)) {
        return found;
    }
    // `="1,234"` is one field.
    if let Some((inner, behind)) = start.strip_prefix("=\"").and_then(|it| quoted(it, delimiter)) {
        return (format!("=\"{inner}\""), behind);
    }
    let (field, behind) = text.split_at(text.find([delimiter, '\n']).unwrap_or(text.len()));
    (field.to_owned(), behind)
}

/// A quoted field whose first quote was taken: its text, and what stands behind it; nothing when its end is missing.
fn quoted(text: &str, delimiter: char) -> Option<(String, &str)> {
    // A cell of a spreadsheet is no longer than this; so a lonely quote does not cost the whole text at every line.
    const LONGEST: usize = 200_000;
    let mut field = String::new();
    let mut rest = text;
    while text.len() - rest.len() < LONGEST {
        let (before, behind) = rest.split_once('"')?;
        field.push_str(before);
        if let Some(more) = behind.strip_prefix('"') {
            field.push('"');
            rest = more;
            continue;
        }
        let behind = behind.trim_start_matches(|c| matches!(c, ' ' | '\t') && c != delimiter);
        let is_end = behind.is_empty() || behind.starts_with([delimiter, '\n']);
        return is_end.then_some((field, behind));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_have_quotes_and_line_breaks() {
        let text = "a,\"b, \"\"c\"\"\nd\",e\n\n\"lonely,f\n";
        let all: Vec<_> = records(text, ',').collect();
        assert_eq!(all, [vec!["a", "b, \"c\"\nd", "e"], vec![""], vec!["\"lonely", "f"]]);
        let all: Vec<_> = records("a, \"b,c\" ,=\"1,234\",d,", ',').collect();
        assert_eq!(all, [["a", "b,c", "=\"1,234\"", "d", ""]]);
    }
}
