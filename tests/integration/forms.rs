//! The shipped forms: complete, sound, with the cells that the reference counts.

use tianbao::check::soundness;
use tianbao::form::{Catalogue, Form};

use crate::support::form;

#[test]
fn shipped_forms_are_sound() {
    for (file, text) in Catalogue::shipped_sources() {
        let form = Form::parse(file, text).unwrap_or_else(|problems| panic!("{problems:#?}"));
        assert_eq!(soundness::problems(&form, file), []);
    }
}

#[test]
fn cells_are_counted_as_in_the_reference() {
    let counts = |id: &str| {
        let form = form(id);
        let by_table = form.tables.iter().map(|table| table.value_boxes().count()).collect::<Vec<_>>();
        (form.cells.len(), by_table)
    };
    assert_eq!(counts("zfxxgk-2014"), (58, vec![58]));
    assert_eq!(counts("zfxxgk-2019"), (198, vec![22, 161, 15]));
    assert_eq!(counts("zfxxgk-2021"), (200, vec![10, 175, 15]));
    assert_eq!(form("zfxxgk-2014").rows.iter().filter(|row| row.is_group).count(), 7);
}
