//! Documents made to keep the search busy: labels of the forms in every order, slipped, repeated, with blanks between
//! them, ten tables one after the other, as grids, as rows and as lines of text. Understanding them ends within a bound of
//! counted steps, and nothing is lost on the way.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tianbao::form::Catalogue;
use tianbao::import::grid::{Block, Document, FileKind, Grid, GridCell};
use tianbao::import::limits::Limits;
use tianbao::import::readers::{Source, read};
use tianbao::import::work::Work;
use tianbao::import::{Lexicon, Refusal, Wishes, understand_within};

/// Documents of ten tables each; `TIANBAO_ADVERSARIAL` says another number.
const DOCUMENTS: u64 = 1_000;

const TABLES: usize = 10;

/// Steps that a document may take, and more for each of its texts: far below what stops the search.
const STEPS: u64 = 60_000;
const STEPS_PER_TEXT: u64 = 2_500;

/// Numbers that look random and are the same everywhere (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).expect("small")).expect("small")
    }

    fn one<'t>(&mut self, of: &'t [String]) -> &'t str {
        &of[self.below(of.len())]
    }
}

/// What the cells of a table are made of.
struct Mixture {
    /// The texts of its form.
    labels: Vec<String>,
    /// How often of a hundred a cell is blank, a figure, a slipped label; otherwise it is a label.
    odds: [usize; 3],
    /// Whether the labels come in the order of the form.
    is_in_order: bool,
}

impl Mixture {
    fn text(&self, dice: &mut Dice, at: usize) -> String {
        let roll = dice.below(100);
        let [blank, figure, slipped] = self.odds;
        let label = if self.is_in_order { &self.labels[at % self.labels.len()] } else { dice.one(&self.labels) };
        if roll < blank {
            String::new()
        } else if roll < blank + figure {
            dice.below(5000).to_string()
        } else if roll < blank + figure + slipped {
            let mut slipped: Vec<char> = label.chars().collect();
            let at = dice.below(slipped.len());
            slipped.insert(at, '某');
            slipped.into_iter().collect()
        } else {
            label.to_owned()
        }
    }
}

/// A document of ten tables.
fn document(dice: &mut Dice, forms: &[Vec<String>]) -> Document {
    let kinds = [FileKind::Xlsx, FileKind::Docx, FileKind::Doc, FileKind::Html, FileKind::Text, FileKind::Csv];
    let kind = kinds[dice.below(kinds.len())];
    let is_lines = dice.below(4) == 0;
    let mut blocks = Vec::new();
    for table in 0..TABLES {
        let mixture = Mixture {
            labels: forms[dice.below(forms.len())].clone(),
            odds: [dice.below(40), dice.below(60), dice.below(30)],
            is_in_order: dice.below(2) == 0,
        };
        let (rows, columns) = (1 + dice.below(14), if is_lines { 1 } else { 1 + dice.below(12) });
        let mut cells = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                let text = mixture.text(dice, row * columns + column);
                let mut cell =
                    GridCell::new(u32::try_from(row).expect("few"), u32::try_from(column).expect("few"), text);
                if dice.below(12) == 0 {
                    cell.row_span = 1 + u32::try_from(dice.below(3)).expect("few");
                }
                cells.push(cell);
            }
        }
        if is_lines {
            blocks.extend(cells.into_iter().map(|cell| Block::Paragraph(cell.text)));
            continue;
        }
        let ends = if dice.below(3) == 0 {
            (0..rows).map(|_| u32::try_from(dice.below(columns + 1)).expect("few")).collect()
        } else {
            Vec::new()
        };
        let cells = cells.into_iter().filter(|cell| !cell.text.is_empty()).collect();
        blocks.push(Block::Grid(Grid { name: format!("表{table}"), cells, ends, ..Grid::default() }));
        if dice.below(3) == 0 {
            blocks.push(Block::Paragraph("某某区2023年政府信息公开工作年度报告".to_owned()));
        }
    }
    Document { kind, blocks, embedded: None, notes: Vec::new() }
}

#[test]
#[expect(clippy::print_stdout, reason = "how near the bound is, is worth a look")]
fn the_search_ends_within_counted_steps() {
    let catalogue = Catalogue::shipped();
    let lexicon = Lexicon::new(&catalogue);
    let forms: Vec<Vec<String>> = catalogue
        .all()
        .iter()
        .map(|form| {
            let boxes = form.tables.iter().flat_map(|table| &table.boxes).map(|it| it.text.trim().to_owned());
            boxes.filter(|text| !text.is_empty()).collect()
        })
        .collect();
    let documents = std::env::var("TIANBAO_ADVERSARIAL").ok().and_then(|it| it.parse().ok()).unwrap_or(DOCUMENTS);
    let mut dearest = (0, 0);
    for seed in 0..documents {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let document = document(&mut dice, &forms);
        let texts = document.blocks.iter().map(|block| match block {
            Block::Paragraph(_) => 1,
            Block::Grid(grid) => grid.cells.len() as u64,
        });
        let most = STEPS + STEPS_PER_TEXT * texts.sum::<u64>();
        let work = Work::of(&document);
        // Whatever comes of it: what is asked here is that it ends, and with how many steps.
        let understood = understand_within(&document, &lexicon, &Wishes::default(), &work);
        assert!(work.spent() <= most, "document {seed}: {} steps, at most {most} expected", work.spent());
        assert!(!work.was_stopped(), "document {seed}");
        for plan in understood.iter().flat_map(|it| &it.plans) {
            let mut cells: Vec<_> = plan.placements.iter().map(|it| it.cell).collect();
            cells.sort();
            cells.dedup();
            assert_eq!(cells.len(), plan.placements.len(), "document {seed}: a cell has two values");
        }
        let share = work.spent() * 100 / most;
        dearest = dearest.max((share, seed));
    }
    println!("dearest: document {}, {} % of what is allowed", dearest.1, dearest.0);
}

/// With fewer steps than a document asks for, what they do not suffice for is left out, and that is said.
#[test]
fn what_is_too_much_is_left_out_and_said() {
    let lexicon = Lexicon::new(&Catalogue::shipped());
    let text = include_str!("../data/simao-2017-table.txt");
    let Source::Document(report) = read(text.as_bytes(), &Limits::default()).expect("readable") else {
        panic!("no document")
    };
    let cells = (0..3_000_u32).map(|row| GridCell::new(row, 0, format!("某一事项{row}")));
    let register = Grid { name: "登记簿".to_owned(), cells: cells.collect(), ..Grid::default() };
    let blocks = report.blocks.into_iter().chain([Block::Grid(register)]).collect();
    let document = Document { blocks, ..report };
    let enough = understand_within(&document, &lexicon, &Wishes::default(), &Work::of(&document)).expect("a filing");
    let work = Work::bounded(300_000);
    let stopped = understand_within(&document, &lexicon, &Wishes::default(), &work).expect("a filing");
    assert!(work.was_stopped() && work.spent() < 600_000, "{}", work.spent());
    let is_said = |notes: &[String]| notes.iter().any(|note| note.contains("没有全部看完"));
    assert!(is_said(&stopped.notes) && !is_said(&enough.notes), "{:?}", stopped.notes);
    assert_eq!(stopped.plans[0].placements.len(), enough.plans[0].placements.len());
}

/// A wish to stop ends it, wherever it is, and nothing half read comes of it.
#[test]
fn it_ends_when_nobody_waits_any_longer() {
    let lexicon = Lexicon::new(&Catalogue::shipped());
    let Source::Document(report) =
        read(include_bytes!("../data/simao-2017-table.txt"), &Limits::default()).expect("readable")
    else {
        panic!("no document")
    };
    let cancel = Arc::new(AtomicBool::new(false));
    let work = || Work::of(&report).until(Arc::clone(&cancel));
    let waited = work();
    understand_within(&report, &lexicon, &Wishes::default(), &waited).expect("a filing");
    cancel.store(true, Ordering::Relaxed);
    let given_up = work();
    let refused = understand_within(&report, &lexicon, &Wishes::default(), &given_up);
    assert_eq!(refused.map(|it| it.plans.len()), Err(Refusal::Cancelled));
    assert!(given_up.spent() * 10 < waited.spent(), "{} of {}", given_up.spent(), waited.spent());
}
