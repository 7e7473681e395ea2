//! Places on the sheet, and lists of places as the shortest formula text.

use rust_xlsxwriter::utility::row_col_to_cell_absolute;

/// One cell of the sheet, from 0; of a merged box the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The row.
    pub(super) row: u32,
    /// The column.
    pub(super) column: u16,
}

impl Place {
    /// The address as people write it, `C5`.
    pub(super) fn address(self) -> String {
        rust_xlsxwriter::utility::row_col_to_cell(self.row, self.column)
    }

    /// The address that stays when the formula is copied, `$C$5`; rules for several cells need it.
    pub(super) fn fixed(self) -> String {
        row_col_to_cell_absolute(self.row, self.column)
    }

    fn follows(self, other: Self) -> Option<Direction> {
        if self.column == other.column && self.row == other.row + 1 {
            Some(Direction::Down)
        } else if self.row == other.row && self.column == other.column + 1 {
            Some(Direction::Right)
        } else {
            None
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Down,
    Right,
}

/// Places in their order as ranges: `C5:C8,E5`. `write` turns a place into its address.
pub(super) fn ranges(places: &[Place], separator: &str, write: fn(Place) -> String) -> String {
    let mut runs: Vec<(Place, Place, Option<Direction>)> = Vec::new();
    for place in places {
        if let Some((_, last, direction)) = runs.last_mut()
            && let Some(step) = place.follows(*last)
            && direction.is_none_or(|direction| direction == step)
        {
            *direction = Some(step);
            *last = *place;
        } else {
            runs.push((*place, *place, None));
        }
    }
    let texts: Vec<String> = runs
        .into_iter()
        .map(|(first, last, _)| if first == last { write(first) } else { format!("{}:{}", write(first), write(last)) })
        .collect();
    texts.join(separator)
}

#[cfg(test)]
mod tests {
    use super::{Place, ranges};

    #[test]
    fn neighbours_make_ranges() {
        let place = |row, column| Place { row, column };
        let column = [place(4, 2), place(5, 2), place(7, 2)];
        assert_eq!(ranges(&column, ",", Place::address), "C5:C6,C8");
        let line = [place(0, 0), place(0, 1), place(0, 2)];
        assert_eq!(ranges(&line, ",", Place::fixed), "$A$1:$C$1");
        // A corner is not a range.
        let corner = [place(0, 0), place(0, 1), place(1, 1)];
        assert_eq!(ranges(&corner, ",", Place::address), "A1:B1,B2");
    }
}
