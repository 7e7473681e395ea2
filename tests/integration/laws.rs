//! Laws that hold for any values: reading what is shown, undoing what was done, saving and opening.

use proptest::prelude::*;
use tianbao::check::{Engine, Stage};
use tianbao::filing::{Edit, Filing, Remark, Snapshot, Typed, Unit, Value, calculator, format, typed};
use tianbao::form::{Catalogue, CellIndex};

use crate::support::{engine, form, now};

/// Any value that a cell can hold.
pub(crate) fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        2 => Just(Value::Blank),
        6 => (0_i64..2000).prop_map(Value::whole),
        1 => any::<i64>().prop_map(|number| Value::from_exact(&number.to_string()).unwrap_or_default()),
        1 => (0_u32..1_000_000_000, 0_u32..999_999).prop_map(|(whole, places)| Value::from_exact(&format!("{whole}.{places:06}")).expect("exact")),
        1 => "[一-龥a-z=+@,\"\n ]{1,12}".prop_filter("no text", |text| !text.trim().is_empty()).prop_map(Value::Text),
    ]
}

/// A filing of one of the forms with any values.
pub(crate) fn filing() -> impl Strategy<Value = Filing> {
    prop_oneof![Just("zfxxgk-2014"), Just("zfxxgk-2019"), Just("zfxxgk-2021")].prop_flat_map(|id| {
        let form = form(id);
        prop::collection::vec(value(), form.cells.len()).prop_map(move |values| {
            let mut filing =
                Filing::new(std::sync::Arc::clone(&form), Unit::named("某市某区人民政府"), form.first_year);
            let edit = filing.cells_edit(form.cell_indices().zip(values));
            filing.apply(edit.unwrap_or(Edit::Cells(Vec::new())), now());
            filing
        })
    })
}

fn cell_changes() -> impl Strategy<Value = Vec<(u32, Value)>> {
    prop::collection::vec((0_u32..200, value()), 1..8)
}

/// A calculation as text, and its value as an unshortened fraction; `None` where something is divided by zero.
type Calculation = (String, Option<(i128, i128)>);

/// Small numbers under few signs, so that the fraction fits without being shortened.
fn calculation() -> impl Strategy<Value = Calculation> {
    let number = (0_i128..100, 0_u32..2)
        .prop_map(|(number, places)| match places {
            0 => (number.to_string(), Some((number, 1))),
            _ => (format!("{}.{}", number / 10, number % 10), Some((number, 10))),
        })
        .boxed();
    number.prop_recursive(3, 8, 2, |inner| {
        (inner.clone(), inner, 0_usize..8).prop_map(|((left, a), (right, b), sign)| {
            let text = format!("({left}){}({right})", ["+", "-", "*", "×", "/", "÷", "－", "＋"][sign]);
            let value = a.zip(b).and_then(|((a, under_a), (b, under_b))| match sign {
                0 | 7 => Some((a * under_b + b * under_a, under_a * under_b)),
                1 | 6 => Some((a * under_b - b * under_a, under_a * under_b)),
                2 | 3 => Some((a * b, under_a * under_b)),
                _ if b == 0 => None,
                _ => Some((a * under_b, under_a * b)),
            });
            (text, value)
        })
    })
}

/// Number cells only: what was typed comes back as the same value.
fn number() -> impl Strategy<Value = Value> {
    value().prop_filter("a number", |value| value.as_number().is_some())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_shown_number_reads_back(value in number()) {
        let form = form("zfxxgk-2021");
        for cell in [CellIndex(0), form.cell_index("2.8.1.a").expect("money")] {
            let read = typed::read(&value.to_string(), form.cell(cell));
            prop_assert_eq!(read, Typed::Taken { value: value.clone(), notice: None });
        }
    }

    #[test]
    fn a_calculation_is_exact((text, expected) in calculation()) {
        let found = calculator::calculate(&format!("={text}"));
        let billion = 10_i128.pow(9);
        match expected {
            None => prop_assert!(found.is_err(), "{} is a division by zero", text),
            Some((over, under)) if (over * billion) % under != 0 => {
                prop_assert!(found.is_err_and(|sentence| sentence.contains("除不尽")), "{}", text);
            }
            Some((over, under)) => {
                let number = found.expect("it can be reckoned").value.as_number().expect("a number");
                let billionths = (number * rust_decimal::Decimal::from(billion)).normalize();
                prop_assert_eq!(billionths.to_string(), (over * billion / under).to_string(), "{}", text);
            }
        }
    }

    #[test]
    fn calculating_never_panics(text in "[=＝0-9０-９.,()（）+*/×÷ -]{0,40}") {
        calculator::calculate(&text).ok();
        calculator::calculate(&format!("={text}")).ok();
    }

    #[test]
    fn full_width_and_separators_read_alike(number in 0_u64..10_u64.pow(15)) {
        let form = form("zfxxgk-2021");
        let cell = form.cell(CellIndex(0));
        let plain = number.to_string();
        let wide: String = plain.chars().map(|digit| char::from_u32(u32::from(digit) + 0xfee0).expect("a digit")).collect();
        let mut grouped = plain.clone();
        let mut at = grouped.len();
        while at > 3 {
            at -= 3;
            grouped.insert(at, ',');
        }
        let expected = typed::read(&plain, cell);
        for text in [wide, grouped.clone(), grouped.replace(',', "，"), grouped.replace(',', " "), format!("{plain}件"), format!("　{plain} "), format!("+{plain}")] {
            prop_assert_eq!(&typed::read(&text, cell), &expected, "{}", text);
        }
    }

    #[test]
    fn reading_never_panics(text in any::<String>()) {
        let form = form("zfxxgk-2021");
        for id in ["3.1.a", "2.8.1.a"] {
            typed::read(&text, form.cell(form.cell_index(id).expect("a cell")));
        }
    }

    #[test]
    fn undo_restores_and_redo_repeats(edits in prop::collection::vec(cell_changes(), 1..10)) {
        let mut filing = Filing::new(form("zfxxgk-2021"), Unit::default(), 2024);
        let state = |filing: &Filing| (filing.values().to_vec(), filing.notes().clone());
        let mut states = vec![state(&filing)];
        for (number, changes) in edits.into_iter().enumerate() {
            // Every other step comes from calculations.
            let note = (number % 2 == 1).then(|| "=1+1".to_owned());
            let changes = changes.into_iter().map(|(cell, value)| (CellIndex(cell), value, note.clone()));
            if let Some(edit) = filing.noted_edit(changes) {
                filing.apply(edit, now());
                states.push(state(&filing));
            }
        }
        for before in states.iter().rev().skip(1) {
            prop_assert!(filing.undo(now()).is_some());
            prop_assert_eq!(&state(&filing), before);
        }
        prop_assert!(filing.undo(now()).is_none());
        for after in states.iter().skip(1) {
            prop_assert!(filing.redo(now()).is_some());
            prop_assert_eq!(&state(&filing), after);
        }
    }

    #[test]
    fn the_incremental_check_equals_a_fresh_one(start in filing(), edits in prop::collection::vec(cell_changes(), 1..6), undo in any::<bool>()) {
        let mut filing = start;
        let mut followed: Engine = engine(&filing);
        let cells = u32::try_from(filing.form().cells.len()).expect("small");
        for changes in edits {
            let changes = changes.into_iter().map(|(cell, value)| (CellIndex(cell % cells), value));
            if let Some(edit) = filing.cells_edit(changes) {
                filing.apply(edit.clone(), now());
                followed.follow(&filing, &edit);
            }
        }
        if undo && let Some(edit) = filing.undo(now()) {
            followed.follow(&filing, &edit);
        }
        let fresh = engine(&filing);
        prop_assert_eq!(followed.findings(&filing, Stage::Final), fresh.findings(&filing, Stage::Final));
        prop_assert_eq!(followed.counts(&filing, Stage::Final), fresh.counts(&filing, Stage::Final));
    }

    #[test]
    fn saved_and_opened_is_the_same(start in filing(), unit in "\\PC{0,20}", field in "\\PC{0,20}", remark in "\\PC{1,20}") {
        let mut filing = start;
        filing.apply(filing.unit_edit(Unit::named(unit)), now());
        filing.apply(filing.signoff_edit("填报人", &field), now());
        filing.apply(filing.remark_edit("blank:x", Some(Remark { text: remark, ..Remark::default() })), now());
        let noted = filing.noted_edit([(CellIndex(3), Value::whole(19), Some("=12+7".to_owned()))]);
        filing.apply(noted.expect("a change"), now());
        let prior = Snapshot::of(&filing, "上年.tianbao", b"bytes");
        filing.apply(filing.prior_edit(filing.year() - 1, Some(prior)), now());
        filing.apply(filing.incomparable_edit(Some("机构合并".to_owned())), now());
        let bytes = format::write(&filing);
        let opened = format::read(&bytes, &Catalogue::shipped()).expect("what was written can be read");
        prop_assert_eq!(opened.values(), filing.values());
        prop_assert_eq!(opened.unit(), filing.unit());
        prop_assert_eq!(opened.signoff(), filing.signoff());
        prop_assert_eq!(opened.remarks(), filing.remarks());
        prop_assert_eq!(opened.notes(), filing.notes());
        prop_assert_eq!(opened.priors(), filing.priors());
        prop_assert_eq!(opened.history(), filing.history());
        prop_assert_eq!(opened.incomparable(), filing.incomparable());
        // The same content gives the same bytes.
        prop_assert_eq!(format::write(&opened), bytes);
    }

    #[test]
    fn broken_files_are_refused_without_panic(filing in filing(), cut in 0.0_f64..1.0, at in 0.0_f64..1.0, byte in any::<u8>()) {
        let bytes = format::write(&filing);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "any place will do")]
        let place = |share: f64| (bytes.len() as f64 * share) as usize;
        // All but the last line end, without which the file is whole.
        let whole = bytes.trim_ascii_end();
        let short = whole.get(..place(cut).min(whole.len() - 1)).expect("within");
        prop_assert!(format::read(short, &Catalogue::shipped()).is_err());
        let mut changed = bytes.clone();
        changed[place(at)] = byte;
        // It may still be a filing (another digit); it must not panic.
        format::read(&changed, &Catalogue::shipped()).ok();
    }
}
