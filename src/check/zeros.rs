//! Which blanks become 0 when a clerk says that the rest is zero.
//!
//! A total whose parts add up to something else stays blank: a 0 there would be an error, and its sum is offered in the
//! sheet. So `5 □ □ | □` becomes `5 0 0 | □`, and `□ □ □ | □` becomes `0 0 0 | 0`.

use super::{Rulebook, totals};
use crate::filing::Value;
use crate::form::CellIndex;

/// The blanks among `cells` into which 0 belongs.
pub fn zeros(book: &Rulebook, values: &[Value], cells: &[CellIndex]) -> Vec<CellIndex> {
    let is_blank = |cell: &&CellIndex| values.get(cell.position()).is_some_and(Value::is_blank);
    let blanks: Vec<CellIndex> = cells.iter().filter(is_blank).copied().collect();
    let mut filled = values.to_vec();
    for cell in &blanks {
        filled[cell.position()] = Value::whole(0);
    }
    // Totals of totals: a sum that is not zero may make another one so. Each round settles at least one total.
    for _ in 0..blanks.len() {
        let sums = blanks.iter().filter_map(|cell| Some((*cell, totals::computed_total(book, &filled, *cell)?)));
        let changed: Vec<(CellIndex, Value)> = sums.filter(|(cell, sum)| filled[cell.position()] != *sum).collect();
        if changed.is_empty() {
            break;
        }
        for (cell, sum) in changed {
            filled[cell.position()] = sum;
        }
    }
    blanks.into_iter().filter(|cell| filled[cell.position()] == Value::whole(0)).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::zeros;
    use crate::check::Rulebook;
    use crate::filing::Value;
    use crate::form::Catalogue;

    fn check(row: &str, typed: &[(&str, i64)], expected: &[&str]) {
        let form = Catalogue::shipped().get("zfxxgk-2021").expect("shipped");
        let book = Rulebook::new(Arc::clone(&form));
        let mut values = vec![Value::Blank; form.cells.len()];
        for (cell, number) in typed {
            values[form.cell_index(cell).expect("a cell").position()] = Value::whole(*number);
        }
        let cells: Vec<_> = form.cell_indices().filter(|cell| form.cell(*cell).id.as_str().starts_with(row)).collect();
        let found: Vec<_> =
            zeros(&book, &values, &cells).into_iter().map(|cell| form.cell(cell).id.to_string()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_total_that_is_not_zero_stays_blank() {
        check("4.1", &[("4.1.a", 5)], &["4.1.b", "4.1.c", "4.1.d"]);
        check("4.1", &[], &["4.1.a", "4.1.b", "4.1.c", "4.1.d", "4.1.e"]);
        check("4.1", &[("4.1.a", 5), ("4.1.e", 5)], &["4.1.b", "4.1.c", "4.1.d"]);
    }

    #[test]
    fn totals_of_totals_stay_blank_too() {
        // One refusal in the column of natural persons: its line's total, the column's and the corner are not zero.
        let form = Catalogue::shipped().get("zfxxgk-2021").expect("shipped");
        let book = Rulebook::new(Arc::clone(&form));
        let mut values = vec![Value::Blank; form.cells.len()];
        values[form.cell_index("3.3.1.a").expect("a cell").position()] = Value::whole(1);
        let cells: Vec<_> = form.cell_indices().collect();
        let filled = zeros(&book, &values, &cells);
        for id in ["3.3.1.g", "3.3.7.a", "3.3.7.g"] {
            assert!(!filled.contains(&form.cell_index(id).expect("a cell")), "{id}");
        }
        assert!(filled.contains(&form.cell_index("3.3.7.b").expect("a cell")));
    }
}
