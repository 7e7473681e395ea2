//! The number formats of OpenDocument, put into the codes of other workbooks: `<number:number …/>` as `0.00`.

use std::collections::BTreeMap;
use std::rc::Rc;

use rust_decimal::Decimal;

use crate::import::reading::number_format::Format;
use crate::import::reading::xml::Element;

/// How long a code and how many places of it are written.
const CODE_BYTES: usize = 2048;
const PLACES: u32 = 20;
/// How many conditions of a format are followed.
const MAPS: usize = 4;

/// A format for numbers, and by how much they are divided before.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct DataFormat {
    pub(super) format: Rc<Format>,
    pub(super) divisor: Option<Decimal>,
}

/// A format as it is described.
#[derive(Clone, Debug, Default)]
struct Described {
    code: String,
    divisor: Option<Decimal>,
    /// Conditions, and the names of the formats for them.
    maps: Vec<(String, String)>,
}

/// The formats of a spreadsheet by their names.
#[derive(Debug, Default)]
pub(super) struct DataStyles {
    described: BTreeMap<String, Described>,
    open: Option<(String, Described)>,
    /// Whether text of the format is being read, as it is shown, and where it stands between digits.
    text: Option<(String, Option<u32>)>,
    /// The digits of the number that is being described, its places and the texts between its digits.
    digits: Option<(u32, String)>,
    inner: Vec<(u32, String)>,
    read: BTreeMap<String, DataFormat>,
}

impl DataStyles {
    /// An element begins; `true` when it is part of a format.
    pub(super) fn start(&mut self, element: &Element<'_>) -> bool {
        let name = element.local();
        if let "number-style" | "currency-style" | "percentage-style" | "date-style" | "time-style" | "text-style" =
            name
        {
            let is_date = matches!(name, "date-style" | "time-style");
            let code = if is_date { "yyyy/m/d".to_owned() } else { String::new() };
            let name = element.attribute("name").map(String::from).unwrap_or_default();
            self.open = Some((name, Described { code, ..Described::default() }));
            return true;
        }
        let Some((_, open)) = &mut self.open else { return false };
        let number = |name: &str| element.number(name);
        match name {
            "number" => {
                let whole = number("min-integer-digits").unwrap_or(1).min(PLACES);
                let places = number("decimal-places").map(|it| it.min(PLACES));
                let least = number("min-decimal-places").or(places).unwrap_or(0).min(places.unwrap_or(0));
                let more = "#".repeat((places.unwrap_or(0) - least) as usize);
                let fraction = format!("{}{more}", "0".repeat(least as usize));
                let mut behind = if fraction.is_empty() { String::new() } else { format!(".{fraction}") };
                let factor = element.attribute("display-factor").and_then(|it| it.trim().parse::<Decimal>().ok());
                match factor.filter(|it| *it > Decimal::ONE).map(|it| (it, thousands(it))) {
                    Some((_, Some(count))) => behind.push_str(&",".repeat(count)),
                    Some((factor, None)) => open.divisor = Some(factor),
                    None => {}
                }
                let is_general = places.is_none() && whole == 1 && behind.is_empty();
                self.digits = Some((whole, if is_general { "General".to_owned() } else { behind }));
                self.inner.clear();
            }
            "fraction" => open.code.push_str("# ???/???"),
            "scientific-number" => {
                let places = number("decimal-places").unwrap_or(2).min(PLACES) as usize;
                open.code.extend(["0.", &"0".repeat(places), "E+00"]);
            }
            "text-content" => open.code.push('@'),
            "embedded-text" => self.text = Some((String::new(), Some(number("position").unwrap_or(0)))),
            "text" | "currency-symbol" => self.text = Some((String::new(), None)),
            "map" if open.maps.len() < MAPS => {
                let said = (element.attribute("condition"), element.attribute("apply-style-name"));
                if let (Some(condition), Some(name)) = said {
                    open.maps.push((condition.replace("value()", "").replace(' ', ""), name.into_owned()));
                }
            }
            _ => {}
        }
        true
    }

    /// Text inside a format.
    pub(super) fn text(&mut self, text: &str) {
        self.text.iter_mut().for_each(|(open, _)| open.push_str(text));
    }

    /// An element ends.
    pub(super) fn end(&mut self, name: &str) {
        let Some((_, open)) = &mut self.open else { return };
        match name {
            "number" => {
                if let Some((whole, behind)) = self.digits.take() {
                    let code = number(whole, &behind, &self.inner);
                    open.code.push_str(&code);
                }
            }
            "text" | "currency-symbol" | "embedded-text" => match self.text.take() {
                Some((text, Some(place))) => self.inner.push((place, text)),
                Some((text, None)) if open.code.len() < CODE_BYTES && !open.code.starts_with("yyyy") => {
                    open.code.push_str(&literal(&text));
                }
                _ => {}
            },
            name if name.ends_with("-style") => {
                let Some((style, mut described)) = self.open.take() else { return };
                if name == "percentage-style" && !described.code.contains('%') {
                    described.code.push('%');
                }
                self.described.insert(style, described);
            }
            _ => {}
        }
    }

    /// The format of a name.
    pub(super) fn format(&mut self, name: &str) -> DataFormat {
        if let Some(read) = self.read.get(name) {
            return read.clone();
        }
        let Some(described) = self.described.get(name) else { return DataFormat::default() };
        let code = |name: &str| self.described.get(name).map(|it| it.code.as_str()).unwrap_or_default();
        let maps: Vec<(&str, &str)> = described.maps.iter().map(|(when, name)| (when.as_str(), code(name))).collect();
        let own = described.code.as_str();
        let code = match maps.as_slice() {
            [] => own.to_owned(),
            [(">=0", positive)] => format!("{positive};{own}"),
            [(">0", positive), ("<0", negative)] => format!("{positive};{negative};{own}"),
            [(">0", positive), ("<0", negative), ("=0" | "==0", zero)] => format!("{positive};{negative};{zero};{own}"),
            maps => {
                let parts = maps.iter().flat_map(|(when, code)| ["[", when, "]", code, ";"]);
                parts.chain([own]).collect()
            }
        };
        let format = DataFormat { format: Rc::new(Format::of_code(&code)), divisor: described.divisor };
        self.read.insert(name.to_owned(), format.clone());
        format
    }
}

/// How often a factor is a thousand times another; nothing when it is no power of thousand.
fn thousands(mut factor: Decimal) -> Option<usize> {
    let mut count = 0;
    while factor >= Decimal::ONE_THOUSAND {
        factor /= Decimal::ONE_THOUSAND;
        count += 1;
    }
    (factor == Decimal::ONE).then_some(count)
}

/// Characters that stand in a code for themselves; the sign of percentages stays one.
fn literal(text: &str) -> String {
    text.chars().flat_map(|c| if c == '%' { [None, Some(c)] } else { [Some('\\'), Some(c)] }).flatten().collect()
}

/// The digits of a number with the texts between them, each before so many digits.
fn number(whole: u32, behind: &str, inner: &[(u32, String)]) -> String {
    if behind == "General" && inner.is_empty() {
        return behind.to_owned();
    }
    let behind = behind.trim_start_matches("General");
    let length = inner.iter().map(|(place, _)| place.saturating_add(1).min(PLACES)).max().unwrap_or(0).max(whole);
    let mut code = String::new();
    for left in (1..=length.max(1)).rev() {
        code.push(if left <= whole { '0' } else { '#' });
        let texts = inner.iter().filter(|(place, _)| place.saturating_add(1) == left);
        texts.for_each(|(_, text)| code.push_str(&literal(text)));
    }
    code + behind
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_codes() {
        let inner = [(1, ".".to_owned())];
        assert_eq!(number(1, "", &[]), "0");
        assert_eq!(number(0, ".00", &[]), "#.00");
        assert_eq!(number(2, ",", &inner), "0\\.0,");
        assert_eq!(number(1, "General", &[]), "General");
        assert_eq!(literal("万%"), "\\万%");
        assert_eq!([1000, 1_000_000, 10_000].map(|it| thousands(Decimal::from(it))), [Some(1), Some(2), None]);
    }
}
