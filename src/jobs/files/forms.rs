//! The forms at hand: the shipped ones and the files in the user's forms folder, each checked before it is used.

use std::path::Path;

use super::Error;
use crate::check::soundness;
use crate::filing::store::Store;
use crate::form::{Catalogue, Form, Problem};

/// The catalogue with the user's forms, and what is wrong with those that are left out.
pub fn catalogue(store: &Store) -> (Catalogue, Vec<Problem>) {
    let mut catalogue = Catalogue::shipped();
    let mut problems = Vec::new();
    let entries = std::fs::read_dir(store.forms_folder()).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    for path in paths {
        let added =
            load(&path).and_then(|form| catalogue.add(&path.display().to_string(), form).map_err(|it| vec![it]));
        if let Err(found) = added {
            problems.extend(found);
        }
    }
    (catalogue, problems)
}

/// Reads a form file and checks it completely.
///
/// # Errors
/// Every mistake in it, or one problem when it cannot be read.
pub fn load(path: &Path) -> Result<Form, Vec<Problem>> {
    let form = read(path)?;
    let problems = soundness::problems(&form, &path.display().to_string());
    if problems.is_empty() { Ok(form) } else { Err(problems) }
}

/// Reads a form file without asking whether its relations make sense.
///
/// # Errors
/// Every mistake that keeps it from being read.
pub fn read(path: &Path) -> Result<Form, Vec<Problem>> {
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|source| {
        let message = Error::Read { path: path.to_owned(), source }.to_string();
        vec![Problem { file: file.clone(), line: 0, message }]
    })?;
    Form::parse(&file, &text)
}
