//! The corpus: real tables in every shape and with every trouble of real files, and what the import makes of them.
//!
//! Five published tables, drawn as pages, changed by a noise (or two), written as five kinds of files, read and aligned.
//! No value may land in a wrong cell; form, unit and year have to be right in all; the figures are printed by format and
//! noise (`cargo test corpus -- --nocapture`).

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

#[test]
#[expect(clippy::print_stdout, reason = "the figures of the corpus are its result")]
fn real_tables_in_every_shape() {
    let lexicon = Lexicon::new(&Catalogue::shipped());
    let mut by_format: BTreeMap<String, Tally> = BTreeMap::new();
    let mut by_noise: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut all = Tally::default();
    let mut problems = Vec::new();
    for (seed, base, noises, format) in cases() {
        let mut case = Case::of(sample(base));
        let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ (u64::try_from(seed).expect("a seed") << 17));
        for noise in &noises {
            (noise.apply)(&mut case, &mut random);
        }
        let names: Vec<&str> = noises.iter().map(|noise| noise.name).collect();
        let about = format!("{base} {format:?} {}", names.join(" + "));
        let plan = read(&write::bytes(format, &case.pages), &lexicon);
        let tally = judge(&case, &plan, &about, &mut problems);
        for name in names {
            by_noise.entry(name).or_default().add(tally);
        }
        by_format.entry(format!("{format:?}")).or_default().add(tally);
        all.add(tally);
    }
    let by_noise = by_noise.iter().map(|(name, tally)| ((*name).to_owned(), tally));
    for (name, it) in
        by_format.iter().map(|(name, tally)| (name.clone(), tally)).chain(by_noise).chain([("all".to_owned(), &all)])
    {
        println!(
            "{name:20} {:4} documents {:6} right {:5} unplaced {:3} wrong {:4} doubtful",
            it.documents, it.right, it.unplaced, it.wrong, it.doubtful
        );
    }
    problems.iter().take(40).for_each(|problem| println!("{problem}"));
    assert!(all.documents >= 150, "{} documents", all.documents);
    assert_eq!(all.wrong, 0, "values in wrong cells");
    // A flattened text has lost what its columns were; what cannot be borne out stays unplaced there.
    let flattened = by_format["Flattened"];
    let (right, unplaced) = (all.right - flattened.right, all.unplaced - flattened.unplaced);
    let is_whole = |it: &&String| !it.contains("Flattened");
    assert!(!problems.iter().filter(is_whole).any(|it| it.contains("form, unit, year")), "form, unit or year wrong");
    assert!(right * 1000 >= (right + unplaced) * 995, "too many values unplaced");
    assert!(flattened.right * 10 >= (flattened.right + flattened.unplaced) * 8, "too many values of flattened texts");
}
