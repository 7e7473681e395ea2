//! A clipboard text from a spreadsheet into cells: lines go down, tabs go right, from the active cell on.

use super::sheet::{Step, target};
use crate::filing::{Filing, Typed, Value, typed};
use crate::form::CellIndex;

/// The new values of a paste, or the sentence why nothing is pasted. A paste is taken whole or not at all.
pub(super) fn changes(filing: &Filing, from: CellIndex, text: &str) -> Result<Vec<(CellIndex, Value)>, String> {
    let form = filing.form();
    let lines: Vec<&str> =
        text.trim_end_matches(['\n', '\r']).split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let mut changes = Vec::new();
    let mut first = Some(from);
    for line in lines {
        let Some(start) = first else {
            return Err("粘贴的行数比表格剩下的行数多，没有粘贴。".to_owned());
        };
        let mut at = Some(start);
        for field in line.split('\t') {
            let Some(cell) = at else {
                return Err("粘贴的列数比表格剩下的列数多，没有粘贴。".to_owned());
            };
            match typed::read(field.trim_matches('"'), form.cell(cell)) {
                Typed::Taken { value, .. } => changes.push((cell, value)),
                Typed::Refused(sentence) => return Err(format!("没有粘贴：{sentence}")),
            }
            at = Some(target(filing, cell, Step::Right)).filter(|next| *next != cell);
        }
        first = Some(target(filing, start, Step::Down)).filter(|next| *next != start);
    }
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::changes;
    use crate::filing::{Filing, Unit};
    use crate::form::Catalogue;

    #[test]
    fn a_block_goes_down_and_right() {
        let form = Catalogue::shipped().get("zfxxgk-2021").expect("shipped");
        let filing = Filing::new(form.clone(), Unit::default(), 2025);
        let from = form.cell_index("3.1.a").expect("a cell");
        let pasted = changes(&filing, from, "1\t２\r\n3\t4\r\n").expect("it fits");
        let told: Vec<String> = pasted.iter().map(|(cell, value)| format!("{}={value}", form.cell(*cell).id)).collect();
        assert_eq!(told, ["3.1.a=1", "3.1.b=2", "3.2.a=3", "3.2.b=4"]);
        assert!(changes(&filing, from, "1\t/").is_err());
        assert!(changes(&filing, from, "1\t2\t3\t4\t5\t6\t7\t8").is_err());
    }
}
