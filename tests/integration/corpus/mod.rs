//! The corpus: real tables in every shape and with every trouble of real files, and what the import makes of them.
//!
//! Five published tables, drawn as pages, changed by a noise (or two), written as files of all kinds, read and aligned.
//! No value may land in a wrong cell; form, unit and year have to be right in all; the figures are printed by format and
//! noise (`cargo test corpus -- --nocapture`).

mod fragment;
mod law;
mod noise;
pub(crate) mod page;
pub(crate) mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

use tianbao::filing::{Filing, Value};
use tianbao::form::{Catalogue, CellIndex, Form};
use tianbao::import::limits::Limits;
use tianbao::import::readers::{self, Source};
use tianbao::import::{Lexicon, Plan, Wanted, Wishes, understand};

use crate::support::sample;
use noise::{NOISES, Noise};
use page::Page;
use write::{FORMATS, Format};

const BASES: [&str; 5] = ["simao-2017", "shanghai-2019", "suqian-2023", "suqian-2024", "hongze-2023"];

/// A small generator of numbers with a fixed seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound).expect("a bound")).expect("below the bound")
    }
}

/// A document of the corpus and what it means.
pub(crate) struct Case {
    filing: Filing,
    pub(crate) year: u16,
    pub(crate) pages: Vec<Page>,
    /// What every cell has to hold; nothing for cells without a place.
    expected: BTreeMap<CellIndex, Value>,
}

impl Case {
    fn of(filing: Filing) -> Self {
        let form = Arc::clone(filing.form());
        let mut pages: Vec<Page> = form.tables.iter().map(|table| Page::of(&filing, table)).collect();
        let unit = filing.unit().name.clone();
        let titles = [
            format!("{unit}{}", if unit.ends_with("政府") { "信息公开情况统计表" } else { &form.title }),
            format!("（{}年度）", filing.year()),
            format!("填报单位（盖章）：{unit}"),
        ];
        pages[0].texts.splice(0..0, titles);
        let last = pages.len() - 1;
        pages[last].foot.push("单位负责人：甲　审核人：乙　填报人：丙".to_owned());
        pages[last].foot.push("联系电话：12345678　填报日期：2030年1月8日".to_owned());
        let expected = form.cell_indices().map(|cell| (cell, filing.value(cell).clone())).collect();
        Self { year: filing.year(), filing, pages, expected }
    }

    pub(crate) fn form(&self) -> Arc<Form> {
        Arc::clone(self.filing.form())
    }

    pub(crate) fn expect_blank(&mut self, cell: CellIndex) {
        self.expected.insert(cell, Value::Blank);
    }

    pub(crate) fn expect_nothing(&mut self, cell: CellIndex) {
        self.expected.remove(&cell);
    }
}

/// How many values came out how.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    documents: usize,
    right: usize,
    unplaced: usize,
    wrong: usize,
    doubtful: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.documents += other.documents;
        self.right += other.right;
        self.unplaced += other.unplaced;
        self.wrong += other.wrong;
        self.doubtful += other.doubtful;
    }
}

fn read(bytes: &[u8], lexicon: &Lexicon) -> Result<Plan, String> {
    let source = readers::read(bytes, &Limits::default()).map_err(|error| error.to_string())?;
    let Source::Document(document) = source else { return Err("a filing".to_owned()) };
    let wishes = Wishes::default();
    let understood = understand(&document, lexicon, &wishes).map_err(|error| error.to_string())?;
    understood.choose(Wanted::This, &wishes).cloned().map_err(|error| error.to_string())
}

fn judge(case: &Case, plan: &Result<Plan, String>, about: &str, problems: &mut Vec<String>) -> Tally {
    let mut tally = Tally { documents: 1, ..Tally::default() };
    let valued = case.expected.values().filter(|value| !value.is_blank()).count();
    let plan = match plan {
        Ok(plan) => plan,
        Err(error) => {
            problems.push(format!("{about}: {error}"));
            tally.unplaced = valued;
            return tally;
        }
    };
    let form = case.form();
    let heading = (plan.form.id.as_str(), plan.unit.as_str(), plan.year);
    let right = (form.id.as_str(), case.filing.unit().name.as_str(), Some(case.year));
    if heading != right {
        problems.push(format!("{about}: form, unit, year {heading:?} instead of {right:?}"));
    }
    if plan.form.id != form.id {
        tally.unplaced = valued;
        return tally;
    }
    for cell in form.cell_indices() {
        let found = plan.placement(cell);
        let expected = case.expected.get(&cell).unwrap_or(&Value::Blank);
        let value = found.map_or(&Value::Blank, |it| &it.value);
        tally.doubtful += usize::from(found.is_some_and(|it| it.state == tianbao::import::plan::State::Doubtful));
        if value == expected {
            tally.right += usize::from(!expected.is_blank());
        } else if value.is_blank() {
            tally.unplaced += 1;
        } else {
            tally.wrong += 1;
            problems.push(format!("{about}: {} holds {value} instead of {expected}", form.cell(cell).id));
        }
    }
    if tally.unplaced > 0 && problems.len() < 200 {
        let lost: Vec<String> =
            plan.unplaced.iter().take(3).map(|it| format!("{} {} {}", it.source.origin, it.label, it.reason)).collect();
        problems.push(format!(
            "{about}: {} values unplaced, {} missing, such as {lost:?}",
            tally.unplaced,
            plan.missing().len()
        ));
    }
    tally
}

/// A workbook with a sample and figures of the year before on another sheet, each of them 3 greater.
pub(crate) fn two_years(base: &str) -> Vec<u8> {
    let mut case = Case::of(sample(base));
    let last_year = NOISES.iter().find(|noise| noise.name == "last_year_sheet").expect("a noise");
    (last_year.apply)(&mut case, &mut Random(1));
    write::bytes(Format::Xlsx, &case.pages)
}

fn cases() -> impl Iterator<Item = (usize, &'static str, Vec<Noise>, Format)> {
    let single = BASES.iter().enumerate().flat_map(|(number, base)| {
        NOISES.iter().enumerate().map(move |(at, noise)| (*base, vec![*noise], FORMATS[(number + at) % FORMATS.len()]))
    });
    // Every third noise with another one, in yet another format.
    let double = BASES.iter().enumerate().flat_map(|(number, base)| {
        (0..NOISES.len()).map(move |at| {
            let other = (at + 5 + number * 3) % NOISES.len();
            (*base, vec![NOISES[at], NOISES[other]], FORMATS[(number + at + 2) % FORMATS.len()])
        })
    });
    single.chain(double).enumerate().map(|(seed, (base, noises, format))| (seed, base, noises, format))
}

/// A document of the corpus as a file.
struct Document {
    case: Case,
    noises: Vec<&'static str>,
    format: String,
    about: String,
    bytes: Vec<u8>,
}

/// A sample with noises, as a file.
fn noisy(seed: usize, base: &str, noises: &[Noise], format: Format) -> Document {
    let mut case = Case::of(sample(base));
    let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ (u64::try_from(seed).expect("a seed") << 17));
    for noise in noises {
        (noise.apply)(&mut case, &mut random);
    }
    let noises: Vec<&str> = noises.iter().map(|noise| noise.name).collect();
    let about = format!("{base} {format:?} {}", noises.join(" + "));
    let bytes = write::bytes(format, &case.pages);
    Document { case, noises, format: format!("{format:?}"), about, bytes }
}

/// What became of documents.
#[derive(Default)]
struct Outcome {
    by_format: BTreeMap<String, Tally>,
    by_noise: BTreeMap<&'static str, Tally>,
    all: Tally,
    problems: Vec<String>,
}

impl Outcome {
    /// Reads documents and prints how many values came out how.
    #[expect(clippy::print_stdout, reason = "the figures of the corpus are its result")]
    fn of(documents: impl Iterator<Item = Document>) -> Self {
        let lexicon = Lexicon::new(&Catalogue::shipped());
        let mut outcome = Self::default();
        for document in documents {
            let plan = read(&document.bytes, &lexicon);
            let tally = judge(&document.case, &plan, &document.about, &mut outcome.problems);
            for name in document.noises {
                outcome.by_noise.entry(name).or_default().add(tally);
            }
            outcome.by_format.entry(document.format).or_default().add(tally);
            outcome.all.add(tally);
        }
        let by_noise = outcome.by_noise.iter().map(|(name, tally)| ((*name).to_owned(), tally));
        let by_format = outcome.by_format.iter().map(|(name, tally)| (name.clone(), tally));
        for (name, it) in by_format.chain(by_noise).chain([("all".to_owned(), &outcome.all)]) {
            println!(
                "{name:20} {:4} documents {:6} right {:5} unplaced {:3} wrong {:4} doubtful",
                it.documents, it.right, it.unplaced, it.wrong, it.doubtful
            );
        }
        outcome.problems.iter().take(40).for_each(|problem| println!("{problem}"));
        outcome
    }

    /// No value stands in a wrong cell; form, unit and year are right; nearly all values are placed.
    #[track_caller]
    fn is_good(&self) {
        assert_eq!(self.all.wrong, 0, "values in wrong cells");
        assert!(!self.problems.iter().any(|it| it.contains("form, unit, year")), "form, unit or year wrong");
        for (format, it) in &self.by_format {
            let share = it.right * 1000 / (it.right + it.unplaced).max(1);
            assert!(share >= 995, "{format}: {share} of 1000 values placed");
        }
    }
}

#[test]
fn real_tables_in_every_shape() {
    let documents = cases().map(|(seed, base, noises, format)| noisy(seed, base, &noises, format));
    let outcome = Outcome::of(documents);
    assert!(outcome.all.documents >= 150, "{} documents", outcome.all.documents);
    outcome.is_good();
}

/// The old formats, which an office program makes of the new ones.
#[test]
fn real_tables_in_the_formats_of_office_programs() {
    for (format, from, extension) in
        [("xls", Format::Xlsx, "xlsx"), ("ods", Format::Xlsx, "xlsx"), ("doc", Format::Docx, "docx")]
    {
        let all = cases().enumerate().filter(|(number, (.., noises, _))| number % 4 == 0 && noises.len() == 1);
        let documents: Vec<Document> =
            all.map(|(_, (seed, base, noises, _))| noisy(seed, base, &noises, from)).collect();
        let names: Vec<String> = (0..documents.len()).map(|number| format!("{number}.{extension}")).collect();
        let files: Vec<(&str, &[u8])> =
            names.iter().zip(&documents).map(|(name, document)| (name.as_str(), document.bytes.as_slice())).collect();
        let converted = crate::conversions::converted(&files, format, None);
        let documents = documents.into_iter().zip(converted).map(|(document, bytes)| Document {
            format: format.to_owned(),
            about: document.about.replace(&format!("{from:?}"), format),
            bytes,
            ..document
        });
        Outcome::of(documents).is_good();
    }
}

/// Parts of reports, as they were found: a table or two, the last of them cut off.
#[test]
fn fragments_of_reports() {
    let noises: Vec<Noise> =
        NOISES.iter().copied().filter(|it| ["plain", "traditional", "slips", "width"].contains(&it.name)).collect();
    let documents = fragment::FRAGMENTS.iter().flat_map(|fragment| {
        let noises = noises.clone();
        noises.into_iter().flat_map(move |noise| {
            FORMATS.into_iter().enumerate().map(move |(seed, format)| {
                let mut case = fragment.case();
                (noise.apply)(
                    &mut case,
                    &mut Random(0x2545_f491_4f6c_dd1d ^ (u64::try_from(seed).expect("small") << 9)),
                );
                let about = format!("{} {format:?} {}", fragment.unit, noise.name);
                let bytes = write::bytes(format, &case.pages);
                Document { case, noises: vec![noise.name], format: format!("{format:?}"), about, bytes }
            })
        })
    });
    Outcome::of(documents).is_good();
}

/// A cell a line without any mark, as pages are copied: blanks are lost, so lines with blanks cannot be told.
#[test]
fn flattened_pages_without_marks() {
    let bases = BASES.iter().enumerate().flat_map(|(number, base)| {
        NOISES.iter().enumerate().map(move |(at, noise)| noisy(number * 31 + at, base, &[*noise], Format::Lines))
    });
    let outcome = Outcome::of(bases);
    assert_eq!(outcome.all.wrong, 0, "values in wrong cells");
    assert!(outcome.all.right * 100 >= (outcome.all.right + outcome.all.unplaced) * 80, "too many unplaced");
}
