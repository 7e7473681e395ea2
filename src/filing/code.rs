//! The verification code (校验码): sixteen characters that change with every value and with nothing else.
//!
//! It shows that a printed page and a file agree; it is no electronic seal, because anybody can compute it. It is the
//! first 80 bits of SM3 (GB/T 32905) over the canonical text in UTF-8, in the Base32 of Crockford, which has no `I`,
//! `L`, `O` and `U`, so that nobody has to tell them from `1` and `0` on paper. The canonical text has a line for each
//! of these, ended by a line feed, its fields parted by a tab; in texts `\`, tab, line feed and carriage return are
//! written `\\`, `\t`, `\n` and `\r`:
//!
//! ```text
//! tianbao-code  1
//! form    zfxxgk-2021
//! unit    某县人民政府
//! year    2024
//! cell    3.1.a   number  21
//! cell    3.1.b   blank
//! cell    3.1.c   text    二十一
//! ```
//!
//! Cells come in the form's order. Numbers have no zeros that say nothing and no exponent: `12.5`, never `12.50`.
//! Remarks, sign-off fields, the unit's level, earlier years, the history and the layout take no part.

use std::fmt;
use std::fmt::Write as _;

use sm3::{Digest as _, Sm3};

use super::narrow::halve;
use super::{Filing, Value};

/// The digits of Crockford's Base32.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many characters a code has.
const LENGTH: usize = 16;

/// How many characters stand together.
const GROUP: usize = 4;

/// The code of one state of a filing; as text `7K2M-90QX-VB4T-31WE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code([u8; LENGTH]);

impl Code {
    /// The code of a filing as it is.
    pub fn of(filing: &Filing) -> Self {
        let hash = Sm3::digest(canonical(filing).as_bytes());
        let mut digits = [0; LENGTH];
        // Ten bytes are sixteen groups of five bits.
        for (digit, group) in digits.iter_mut().zip(0..) {
            let bit = |offset: usize| {
                let position = group * 5 + offset;
                hash.get(position / 8).map_or(0, |byte| byte >> (7 - position % 8) & 1)
            };
            let number = (0..5).fold(0, |number, offset| number << 1 | bit(offset));
            *digit = DIGITS[usize::from(number)];
        }
        Self(digits)
    }

    /// Reads a code as people type it: small letters, any spaces and dashes, wide characters, `O` for `0`, `I` and `L`
    /// for `1`. `None` when it is not sixteen characters that a code may have.
    pub fn parse(text: &str) -> Option<Self> {
        let mut digits = Vec::with_capacity(LENGTH);
        for character in halve(text).chars() {
            if character.is_whitespace() || is_dash(character) {
                continue;
            }
            let digit = match character.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            digits.push(u8::try_from(digit).ok().filter(|digit| DIGITS.contains(digit))?);
        }
        Some(Self(digits.try_into().ok()?))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, digit) in self.0.iter().enumerate() {
            if position > 0 && position % GROUP == 0 {
                f.write_char('-')?;
            }
            f.write_char(char::from(*digit))?;
        }
        Ok(())
    }
}

/// What the code is computed from, see the module.
fn canonical(filing: &Filing) -> String {
    let form = filing.form();
    let mut text = String::from("tianbao-code\t1\n");
    let mut line = |fields: &[&str]| {
        let fields: Vec<_> = fields.iter().map(|field| escaped(field)).collect();
        text.push_str(&fields.join("\t"));
        text.push('\n');
    };
    line(&["form", &form.id]);
    line(&["unit", &filing.unit().name]);
    line(&["year", &filing.year().to_string()]);
    for cell in form.cell_indices() {
        let id = form.cell(cell).id.as_str();
        match filing.value(cell) {
            Value::Blank => line(&["cell", id, "blank"]),
            Value::Number(number) => {
                let number = if number.is_zero() { "0".to_owned() } else { number.normalize().to_string() };
                line(&["cell", id, "number", &number]);
            }
            Value::Text(words) => line(&["cell", id, "text", words]),
        }
    }
    text
}

fn escaped(field: &str) -> String {
    field.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '_' | '\u{2010}'..='\u{2015}' | '·')
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::Timestamp;

    use super::{Code, canonical};
    use crate::filing::{Filing, Unit, Value};
    use crate::form::{Catalogue, CellIndex};

    fn filing(values: &[(u32, Value)]) -> Filing {
        let form = Catalogue::shipped().get("zfxxgk-2014").expect("a shipped form");
        let mut filing = Filing::new(Arc::clone(&form), Unit::named("甲\t县\\局"), 2017);
        let changes = values.iter().map(|(cell, value)| (CellIndex(*cell), value.clone()));
        if let Some(edit) = filing.cells_edit(changes) {
            filing.apply(edit, Timestamp::UNIX_EPOCH);
        }
        filing
    }

    #[test]
    fn canonical_text_is_as_documented() {
        let filing = filing(&[
            (0, Value::Number("12.50".parse().expect("a number"))),
            (1, Value::Text("二\n十".to_owned())),
            (2, Value::Number("-0".parse().expect("a number"))),
        ]);
        let text = canonical(&filing);
        let start = "tianbao-code\t1\nform\tzfxxgk-2014\nunit\t甲\\t县\\\\局\nyear\t2017\n\
            cell\t1.1\tnumber\t12.5\ncell\t1.1.a\ttext\t二\\n十\ncell\t1.1.b\tnumber\t0\ncell\t1.2.1\tblank\n";
        assert!(text.starts_with(start), "{text}");
        assert_eq!(text.lines().count(), 4 + 58);
    }

    #[test]
    fn code_is_the_hash_in_groups() {
        let code = Code::of(&filing(&[]));
        let hash = crate::filing::snapshot::fingerprint(canonical(&filing(&[])).as_bytes());
        let bits = u128::from_str_radix(hash.get(..20).expect("a hash"), 16).expect("hexadecimal");
        let digits: String = (0..16)
            .rev()
            .map(|group| char::from(super::DIGITS[usize::try_from(bits >> (5 * group) & 31).expect("five bits")]))
            .collect();
        assert_eq!(code.to_string().replace('-', ""), digits);
        assert_eq!(code.to_string().len(), 19);
    }

    #[test]
    fn typed_codes_are_understood() {
        let code = Code::of(&filing(&[]));
        let shown = code.to_string();
        let wide: String = shown.chars().map(|it| char::from_u32(u32::from(it) + 0xfee0).expect("wide")).collect();
        for typed in [&shown, &shown.to_lowercase(), &shown.replace('-', " "), &shown.replace('-', "——"), &wide] {
            assert_eq!(Code::parse(typed), Some(code), "{typed}");
        }
        assert_eq!(Code::parse("oil0-0000-0000-0000"), Code::parse("0110-0000-0000-0000"));
        for wrong in ["", "0000-0000-0000-000", "0000-0000-0000-00000", "U000-0000-0000-0000", "甲"] {
            assert_eq!(Code::parse(wrong), None, "{wrong}");
        }
    }
}
