//! The forms at hand: the three shipped ones, and those that the user put into the forms folder.

use std::sync::{Arc, OnceLock};

use super::{Form, Problem};

/// The shipped form files.
const SHIPPED: [(&str, &str); 3] = [
    ("zfxxgk-2014.toml", include_str!("../../assets/forms/zfxxgk-2014.toml")),
    ("zfxxgk-2019.toml", include_str!("../../assets/forms/zfxxgk-2019.toml")),
    ("zfxxgk-2021.toml", include_str!("../../assets/forms/zfxxgk-2021.toml")),
];

/// A shipped form is parsed when it is first asked for.
static PARSED: [OnceLock<Option<Arc<Form>>>; 3] = [const { OnceLock::new() }; 3];

/// A test holds that every shipped file parses, so `None` is not met.
fn shipped(number: usize) -> Option<Arc<Form>> {
    let (file, text) = SHIPPED[number];
    PARSED[number].get_or_init(|| Form::parse(file, text).ok().map(Arc::new)).clone()
}

/// All forms that a filing can be made of.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    own: Vec<Arc<Form>>,
}

impl Catalogue {
    /// The shipped forms only.
    pub fn shipped() -> Self {
        Self::default()
    }

    /// The file names and texts of the shipped forms.
    pub fn shipped_sources() -> &'static [(&'static str, &'static str)] {
        &SHIPPED
    }

    /// Whether every program has the form of an id.
    pub fn is_shipped(id: &str) -> bool {
        SHIPPED.iter().any(|(file, _)| file.strip_suffix(".toml") == Some(id))
    }

    /// Adds a form from the user's folder.
    ///
    /// # Errors
    /// A problem when a form of that id is there already.
    pub fn add(&mut self, file: &str, form: Form) -> Result<(), Problem> {
        if self.get(&form.id).is_some() {
            let message = format!("表式编号“{}”已经有了，请换一个编号", form.id);
            return Err(Problem { file: file.to_owned(), line: 0, message });
        }
        self.own.push(Arc::new(form));
        Ok(())
    }

    /// The form of an id.
    pub fn get(&self, id: &str) -> Option<Arc<Form>> {
        let position = SHIPPED.iter().position(|(file, _)| file.strip_suffix(".toml") == Some(id));
        match position {
            Some(position) => shipped(position),
            None => self.own.iter().find(|form| form.id == id).cloned(),
        }
    }

    /// How many forms of the user are there.
    pub fn own_count(&self) -> usize {
        self.own.len()
    }

    /// All forms, the shipped ones first.
    pub fn all(&self) -> Vec<Arc<Form>> {
        (0..SHIPPED.len()).filter_map(shipped).chain(self.own.iter().cloned()).collect()
    }

    /// The shipped form of a reporting year, `None` before 2014.
    pub fn for_year(&self, year: u16) -> Option<Arc<Form>> {
        self.all().into_iter().find(|form| form.fits_year(year))
    }
}
