//! The files of others that lie beside the repository, where they are there: what has to come out of each is written down
//! beside it. `same`: every value equal; `no-wrong`: what differs is blank, unplaced or doubtful; `told`: and said;
//! `refused:WORD`: a sentence with the word.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;
use tianbao::filing::Value;
use tianbao::form::Catalogue;
use tianbao::import::limits::Limits;
use tianbao::import::plan::State;
use tianbao::import::readers::{Source, read};
use tianbao::import::{Lexicon, Plan, Wanted, Wishes, understand};

fn folder(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples").join(name);
    folder.is_dir().then_some(folder)
}

fn json(path: &Path) -> Json {
    serde_json::from_slice(&std::fs::read(path).expect("a file")).expect("JSON")
}

/// The plan of a file under a name that says nothing, with the sentences about the file.
pub(super) fn plan(path: &Path, lexicon: &Lexicon) -> Result<(Plan, Vec<String>), String> {
    let bytes = std::fs::read(path).expect("a file");
    let source = read(&bytes, &Limits::default()).map_err(|error| error.to_string())?;
    let Source::Document(document) = source else { return Err("a filing".to_owned()) };
    let wishes = Wishes { file_name: "f".to_owned(), ..Wishes::default() };
    let understood = understand(&document, lexicon, &wishes).map_err(|error| error.to_string())?;
    let plan = understood.choose(Wanted::This, &wishes).cloned().map_err(|error| error.to_string())?;
    Ok((plan, understood.notes))
}

/// A value as the JSON has it: `null`, a number, or a text behind `~`.
fn value(json: &Json) -> Value {
    match json.as_str() {
        None => Value::Blank,
        Some(text) => Value::from_exact(text).unwrap_or_else(|| Value::Text(text.trim_start_matches('~').to_owned())),
    }
}

/// What is wrong with a file of the folder `cases`.
fn complaint(
    expect: &str,
    values: &BTreeMap<String, Value>,
    found: &Result<(Plan, Vec<String>), String>,
) -> Option<String> {
    let (plan, notes) = match (found, expect.split_once("refused:")) {
        (Err(sentence), Some((_, word))) => return (!sentence.contains(word)).then(|| sentence.clone()),
        (Err(sentence), None) => return Some(sentence.clone()),
        (Ok(_), Some(("", _))) => return Some("is read".to_owned()),
        (Ok(found), _) => found,
    };
    let may_doubt = matches!(expect, "no-wrong" | "told");
    let mut differs = false;
    for cell in plan.form.cell_indices() {
        let id = plan.form.cell(cell).id.to_string();
        let expected = values.get(&id).unwrap_or(&Value::Blank);
        let placement = plan.placement(cell);
        let found = placement.map_or(&Value::Blank, |it| &it.value);
        if found == expected {
            continue;
        }
        differs = true;
        let is_open = found.is_blank() || placement.is_some_and(|it| it.state == State::Doubtful);
        if !(may_doubt && is_open) {
            return Some(format!("{id}: {found} instead of {expected}"));
        }
    }
    let is_silent = expect == "told" && differs && plan.notes.is_empty() && notes.is_empty();
    is_silent.then(|| "nothing is said".to_owned())
}

#[test]
fn the_cases_of_others_are_read_as_they_are_seen() {
    let Some(folder) = folder("cases") else { return };
    let all = json(&folder.join("cases.json"));
    let lexicon = Lexicon::new(&Catalogue::shipped());
    let mut wrong = Vec::new();
    for (name, case) in all["cases"].as_object().expect("cases") {
        let values = all["values"][case["values"].as_str().expect("a set")].as_object().expect("values");
        let values = values.iter().map(|(cell, json)| (cell.clone(), value(json))).collect();
        let found = plan(&folder.join(name), &lexicon);
        let complaint = complaint(case["expect"].as_str().expect("what"), &values, &found);
        wrong.extend(complaint.map(|it| format!("{name}: {it}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_pages_of_others_put_nothing_into_a_wrong_cell() {
    let Some(folder) = folder("peer") else { return };
    let lexicon = Lexicon::new(&Catalogue::shipped());
    let mut wrong = Vec::new();
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).expect("a folder").flatten().map(|it| it.path()).collect();
    files.sort();
    for path in files.iter().filter(|path| path.to_string_lossy().ends_with(".expected.json")) {
        let all = json(path);
        let name = all["file"].as_str().unwrap_or_default();
        let expected = &all["expected"];
        let Some(cells) = expected["cells"].as_object() else { continue };
        let Ok((plan, _)) = plan(&folder.join(name), &lexicon) else {
            if expected.get("or_").is_none() {
                wrong.push(format!("{name}: refused"));
            }
            continue;
        };
        for (id, json) in cells {
            let expected_value = value(json);
            let placement = plan.form.cell_index(id).and_then(|cell| plan.placement(cell));
            let found = placement.map_or(&Value::Blank, |it| &it.value);
            let is_dash = json.as_str().is_some_and(|text| text.starts_with('~')) && found.is_blank();
            let may_miss = expected.get("or_").is_some() && found.is_blank();
            if *found != expected_value && !is_dash && !may_miss {
                wrong.push(format!("{name}: {id} holds {found} instead of {expected_value}"));
            }
        }
        let unit = expected.get("unit").map(|it| it.as_str().unwrap_or_default());
        if unit.is_some_and(|unit| unit != plan.unit) && expected.get("or_").is_none() {
            wrong.push(format!("{name}: unit {}", plan.unit));
        }
        let year = expected.get("year").filter(|_| expected.get("or_").is_none());
        if year.is_some_and(|year| year.as_u64() != plan.year.map(u64::from)) {
            wrong.push(format!("{name}: year {:?}", plan.year));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
