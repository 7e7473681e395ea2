//! From aligned tables to a plan: values read, doubles settled, subtotals used as witnesses.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{Note, Placement, Plan, Source, State, Statement, Unplaced};
use crate::filing::Value;
use crate::form::{CellIndex, Form, RowIndex};
use crate::import::reading::grid::Doubt;
use crate::import::understanding::align::{Aligned, Found, Loose, Place};
use crate::import::understanding::lexicon::{Lexicon, Model};
use crate::import::understanding::values;

/// A placement less sure than this is shown as doubtful.
const SURE: u8 = 75;

/// How sure a figure is that the source itself makes doubtful.
const DOUBTED: u8 = 70;

/// What a plan is made of beside the aligned tables.
pub(in crate::import::understanding) struct About {
    pub(in crate::import::understanding) reasons: Vec<String>,
    pub(in crate::import::understanding) unit: Option<(String, Statement)>,
    pub(in crate::import::understanding) year: Option<(u16, Statement)>,
    pub(in crate::import::understanding) is_prior: bool,
    pub(in crate::import::understanding) tables: Vec<String>,
    pub(in crate::import::understanding) signoff: Vec<(String, String)>,
}

/// The plan of aligned tables.
pub(in crate::import::understanding) fn plan(aligned: Aligned, lexicon: &Lexicon, model: &Model, about: About) -> Plan {
    let About { reasons, unit, year, is_prior, tables, signoff } = about;
    let (unit, unit_said) = unit.unzip();
    let unit = unit.unwrap_or_default();
    let (year, year_said) = year.unzip();
    let form = std::sync::Arc::clone(&model.form);
    let mut plan = Plan {
        form,
        reasons,
        unit,
        unit_said,
        year,
        year_said,
        is_prior,
        tables,
        signoff,
        placements: Vec::new(),
        unplaced: Vec::new(),
        extras: aligned.extras.iter().map(unplaced).collect(),
        notes: Vec::new(),
    };
    let mut all = aligned.found;
    all.sort_by_key(|found| found.cell);
    let mut doubted = BTreeSet::new();
    let mut all = all.into_iter().peekable();
    while let Some(first) = all.next() {
        let cell = first.cell;
        let others = std::iter::from_fn(|| all.next_if(|other| other.cell == cell));
        let claims = [first].into_iter().chain(others).collect();
        doubted.extend(place(&mut plan, claims));
    }
    groups_in_one_row(&mut plan, lexicon, model, aligned.unplaced);
    witness(&mut plan, model, &aligned.extras);
    confirm(&mut plan, &doubted);
    if let Some(year) = plan.year.filter(|year| !plan.form.fits_year(*year)) {
        let sentence = format!(
            "{year} 年度的文件用的是{}的表式（{}），请核对年度或改用本年度的表式。",
            span(&plan.form),
            plan.form.issued_by
        );
        plan.note(None, "form_year", sentence);
    }
    about_itself(&mut plan);
    plan
}

/// Tells what is weak about unit and year, and that no figure was found.
fn about_itself(plan: &mut Plan) {
    let weak = |said: &Option<Statement>| said.as_ref().filter(|said| !said.is_sure).map(|said| said.reason.clone());
    if let Some(reason) = weak(&plan.unit_said) {
        plan.note(None, "unit_doubtful", format!("{reason}。把握不大，请核对单位。"));
    }
    if let Some(reason) = weak(&plan.year_said) {
        plan.note(None, "year_doubtful", format!("{reason}。把握不大，请核对年度。"));
    }
    if !plan.has_figures() {
        let message = if plan.placements.iter().all(|it| it.text.trim().is_empty()) {
            "找到了统计表，但表中的格子都是空的，没有读到一个数；请核对是不是空白表，或者数在图片里。"
        } else {
            "找到了统计表，但没有一格能读成数；请核对原表，或请对方另存一份。"
        };
        plan.note(None, "no_figures", message);
    }
}

/// The years of a form in words.
fn span(form: &Form) -> String {
    match form.last_year {
        Some(last) => format!("{}–{last} 年", form.first_year),
        None => format!("{} 年起", form.first_year),
    }
}

/// Reads the value of a cell; where several places claim it, they have to agree. Gives the cell when the source itself
/// makes it doubtful, whatever the totals say.
fn place(plan: &mut Plan, mut all: Vec<Found>) -> Option<CellIndex> {
    let visible = all.iter().filter(|it| !it.at.is_hidden).count();
    if visible > 0 {
        all.retain(|it| !it.at.is_hidden);
    }
    let form = std::sync::Arc::clone(&plan.form);
    let mut readings: Vec<(Found, values::Reading)> = all
        .into_iter()
        .map(|found| {
            let reading = values::read(&found.text, found.nature, form.cell(found.cell));
            (found, reading)
        })
        .collect();
    // A blank place beside one with a value is the same label printed twice.
    if readings.iter().any(|(found, _)| !found.text.trim().is_empty()) {
        readings.retain(|(found, _)| !found.text.trim().is_empty());
    }
    let agree = readings.windows(2).all(|pair| pair[0].1.value == pair[1].1.value);
    if !agree {
        for (found, _) in readings {
            plan.unplaced.push(Unplaced {
                source: source(&found.at),
                label: found.at.label,
                text: found.text,
                reason: format!("原表有几处都是“{}”，数不相同，请选定一个", form.cell(found.cell).name),
                proposal: Some(found.cell),
            });
        }
        return None;
    }
    let mut readings = readings.into_iter();
    let (mut found, reading) = readings.next()?;
    // The same figure once more, as where a table is printed twice.
    let again = readings.filter(|(again, _)| !again.text.trim().is_empty()).map(|(again, _)| Unplaced {
        source: source(&again.at),
        label: again.at.label,
        text: again.text,
        reason: "与已经放入的数相同".to_owned(),
        proposal: None,
    });
    plan.extras.extend(again);
    let labels = found.measures.iter().chain([&found.at.label]);
    if values::is_in_yuan(&found.text, form.cell(found.cell), labels) {
        plan.unplaced.push(Unplaced {
            source: source(&found.at),
            label: found.at.label,
            text: found.text,
            reason: "原表写的是元，本表以万元为单位，请核对后填入".to_owned(),
            proposal: Some(found.cell),
        });
        return None;
    }
    if let Some((kind, message)) = reading.note {
        plan.note(Some(found.cell), kind, message);
    }
    let is_doubted = is_doubted(plan, &mut found) | reading.doubt.is_some();
    if let Some(doubt) = reading.doubt {
        found.confidence = found.confidence.min(DOUBTED);
        found.reasons.push(doubt);
    }
    let is_sure = found.confidence >= SURE && !found.at.is_hidden && !is_doubted;
    let cell = found.cell;
    plan.placements.push(Placement {
        cell: found.cell,
        source: source(&found.at),
        label: found.at.label,
        text: found.text,
        value: reading.value,
        confidence: found.confidence,
        reasons: found.reasons,
        state: if is_sure { State::Sure } else { State::Doubtful },
    });
    is_doubted.then_some(cell)
}

/// Tells what the source itself says against a figure: what stands beside it in its cell, and doubts of the reader.
fn is_doubted(plan: &mut Plan, found: &mut Found) -> bool {
    let is_blank = found.text.trim().is_empty();
    if !found.left_out.is_empty() {
        let pieces: Vec<String> =
            found.left_out.iter().map(|it| format!("{}“{}”", it.why.words(), it.text.trim())).collect();
        let pieces = pieces.join("、");
        let taken =
            if is_blank { "按空格导入".to_owned() } else { format!("按“{}”导入", found.text.trim()) };
        let name = &plan.form.cell(found.cell).name;
        let message = format!("{name}：原表这一格里有{pieces}，没有算进去，{taken}，请核对。");
        plan.note(Some(found.cell), "left_out", message);
        found.reasons.push(format!("这一格里还有{pieces}，没有算进去"));
    }
    found.reasons.extend(found.doubts.iter().map(Doubt::words));
    let is_doubted = !found.doubts.is_empty() || (!found.left_out.is_empty() && !is_blank);
    if is_doubted {
        found.confidence = found.confidence.min(DOUBTED);
    }
    is_doubted
}

/// A group that another form prints as one row: a 0 there says that all its rows are 0, any other number is unplaced.
fn groups_in_one_row(plan: &mut Plan, lexicon: &Lexicon, model: &Model, loose: Vec<Loose>) {
    let mut zeroed: BTreeMap<RowIndex, usize> = BTreeMap::new();
    for it in loose {
        let (Some((row, column)), true) = (it.subtotal, is_one_row(lexicon, model, &it)) else {
            plan.unplaced.push(unplaced(&it));
            continue;
        };
        let rows: Vec<RowIndex> = model.children(row).collect();
        let cells = rows.iter().filter_map(|row| model.form.rows[row.position()].cells.get(column).copied());
        let cells: Vec<CellIndex> = cells.collect();
        let Some(first) = cells.first() else { continue };
        let reading = values::read(&it.text, it.nature, model.form.cell(*first));
        match reading.value {
            Value::Number(number) if number.is_zero() => {
                *zeroed.entry(row).or_default() += 1;
                plan.placements.extend(cells.iter().map(|cell| Placement {
                    cell: *cell,
                    source: source(&it.at),
                    label: it.at.label.clone(),
                    text: it.text.clone(),
                    value: Value::Number(Decimal::ZERO),
                    confidence: 95,
                    reasons: vec!["原表这一项只有一行，填 0，各分项都是 0".to_owned()],
                    state: State::Sure,
                }));
            }
            Value::Blank if reading.note.is_none() => {}
            _ => plan.unplaced.push(unplaced(&it)),
        }
    }
    for row in zeroed.into_keys() {
        let label = &model.form.rows[row.position()].label;
        plan.note(
            None,
            "one_row",
            format!("原表“{label}”只有一行，本表分项填报；填 0 的栏目各分项都按 0 导入，其他数没有导入。"),
        );
    }
    plan.placements.sort_by_key(|it| it.cell);
}

/// Whether some other form has the group as a single row.
fn is_one_row(lexicon: &Lexicon, model: &Model, it: &Loose) -> bool {
    let Some((row, _)) = it.subtotal else { return false };
    let group = &model.form.rows[row.position()];
    lexicon.models.iter().any(|other| {
        let mut rows = other.form.rows.iter();
        rows.any(|row| !row.is_group && row.code == group.code && row.label == group.label)
    })
}

/// Compares the subtotals of the source with the rows that they add up.
fn witness(plan: &mut Plan, model: &Model, extras: &[Loose]) {
    for it in extras {
        let Some((row, column)) = it.subtotal else { continue };
        let cells: Vec<CellIndex> =
            model.children(row).filter_map(|row| model.form.rows[row.position()].cells.get(column).copied()).collect();
        let sum: Option<Decimal> =
            cells.iter().map(|cell| plan.placement(*cell).and_then(|it| it.value.as_number())).sum();
        let (Some(sum), Some(first)) = (sum, cells.first()) else { continue };
        let stated = values::read(&it.text, it.nature, plan.form.cell(*first)).value.as_number();
        if let Some(stated) = stated.filter(|stated| *stated != sum) {
            let label = &model.form.rows[row.position()].label;
            let column = &plan.form.cell(*first).column;
            let message =
                format!("原表“{label}”（{column}）的小计是 {stated}，各项相加是 {sum}；小计不导入，请核对各项。");
            plan.notes.push(Note { cell: Some(*first), kind: "subtotal", message });
        }
    }
}

/// Doubtful places whose totals add up, with something to add, are sure.
fn confirm(plan: &mut Plan, doubted: &BTreeSet<CellIndex>) {
    const CONFIRMED: u8 = 85;
    let is_open = |it: &Placement| it.confidence < SURE && it.state == State::Doubtful && !doubted.contains(&it.cell);
    if !plan.placements.iter().any(is_open) {
        return;
    }
    let values: BTreeMap<CellIndex, Decimal> =
        plan.placements.iter().filter_map(|it| Some((it.cell, it.value.as_number()?))).collect();
    let mut holds: BTreeMap<CellIndex, bool> = BTreeMap::new();
    for relation in plan.form.relations.iter().filter(|it| it.kind == "total" && !it.needs_prior()) {
        let sum = |terms: &[crate::form::Term]| -> Option<Decimal> {
            terms.iter().map(|term| values.get(&term.cell).copied()).sum()
        };
        let (Some(left), Some(right)) = (sum(&relation.left), sum(&relation.right)) else { continue };
        for cell in relation.terms().map(|term| term.cell) {
            let is_telling = values.get(&cell).is_some_and(|value| !value.is_zero());
            if left != right || is_telling {
                *holds.entry(cell).or_insert(true) &= left == right;
            }
        }
    }
    for it in plan.placements.iter_mut().filter(|it| is_open(it)) {
        if holds.get(&it.cell) == Some(&true) {
            it.confidence = CONFIRMED;
            it.state = State::Sure;
            it.reasons.push("与合计相符".to_owned());
        }
    }
}

fn source(at: &Place) -> Source {
    Source { block: at.grid, row: at.row, column: at.column, origin: at.origin.clone() }
}

fn unplaced(it: &Loose) -> Unplaced {
    Unplaced {
        source: source(&it.at),
        label: it.at.label.clone(),
        text: it.text.clone(),
        reason: it.reason.to_owned(),
        proposal: it.proposal,
    }
}
