//! One line of text around the tables, with what it says.

use super::said::{Said, best};
use super::{names, units, years};
use crate::import::understanding::labels::flat;
use crate::import::understanding::labels::variants::variants;

/// A line of text around the tables, with what it says.
#[derive(Clone, Debug)]
pub(in crate::import::understanding) struct Line {
    /// The line.
    pub(in crate::import::understanding) text: String,
    /// The year of the report.
    pub(in crate::import::understanding) year: Option<Said<u16>>,
    /// The unit.
    pub(in crate::import::understanding) unit: Option<Said<String>>,
    /// Whether it is short and speaks of the year before.
    pub(in crate::import::understanding) is_prior: bool,
    /// The name of a unit that it is and nothing else.
    pub(super) name: Option<String>,
    /// The year before its date, when it is a date of the months in which reports come out.
    pub(super) dated: Option<Said<u16>>,
}

impl Line {
    /// Reads a line.
    pub(super) fn of(text: &str) -> Self {
        const LONGEST_HINT: usize = 20;
        let flat = flat(text);
        let is_short = text.chars().count() <= LONGEST_HINT;
        let pieces: Vec<&str> = text.split('\t').filter(|piece| !piece.trim().is_empty()).collect();
        let mut year = years::year_in(&flat, text);
        // The cells of a row are read one by one too: a number before a year hides it.
        if pieces.len() > 1 {
            year = best(pieces.iter().filter_map(|piece| years::year_in(&self::flat(piece), piece)).chain(year));
        }
        Self {
            text: text.to_owned(),
            year,
            unit: units::unit_in(text, &flat),
            is_prior: is_short && speaks_of_prior(&flat),
            name: names::name(&flat),
            dated: years::dated(&flat, text),
        }
    }
}

/// Whether a text speaks of the year before.
pub(super) fn speaks_of_prior(flat: &str) -> bool {
    variants().prior.iter().any(|word| flat.contains(word.as_str())) && !flat.contains("结转")
}
