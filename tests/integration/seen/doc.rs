//! The table as a document of Word 97–2003: the documents of `docx`, saved so by an office program and kept.

use super::Trouble;

/// The kept document of a trouble.
macro_rules! kept {
    ($name:literal) => {
        Some(include_bytes!(concat!("../../data/cases/", $name, "/table.doc")).to_vec())
    };
}

/// All troubles that the format can hold.
pub(crate) fn file(trouble: Trouble) -> Option<Vec<u8>> {
    match trouble {
        Trouble::Sound => kept!("sound"),
        Trouble::Struck => kept!("struck"),
        Trouble::StruckTwice => kept!("struck_twice"),
        Trouble::StruckByStyle => kept!("struck_by_style"),
        Trouble::StruckWhole => kept!("struck_whole"),
        Trouble::Deleted => kept!("deleted"),
        Trouble::MovedAway => kept!("moved_away"),
        Trouble::Hidden => kept!("hidden"),
        Trouble::HiddenByStyle => kept!("hidden_by_style"),
        Trouble::HiddenRow => kept!("hidden_row"),
        Trouble::RowOfNoHeight => kept!("row_of_no_height"),
        Trouble::HiddenCopy => kept!("hidden_copy"),
        Trouble::Raised => kept!("raised"),
        Trouble::Lowered => kept!("lowered"),
        Trouble::Footnote => kept!("footnote"),
        Trouble::Prompt => kept!("prompt"),
        _ => None,
    }
}
