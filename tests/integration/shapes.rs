//! Four real filings of three forms drawn in the shapes in which public pages and converted files come. No figure may stand sure in a wrong
//! cell, and none may be lost without a word; what the shape leaves open may stay unplaced.

use std::collections::BTreeMap;

use tianbao::filing::{Filing, Value};
use tianbao::form::Catalogue;
use tianbao::form::layout::{LayoutBox, Role, Table};
use tianbao::import::limits::Limits;
use tianbao::import::plan::State;
use tianbao::import::readers::{Source, read};
use tianbao::import::{Lexicon, Understood, Wanted, Wishes, understand};

use crate::support::{data, sample};

/// The filings that are drawn.
const SAMPLES: [&str; 4] = ["simao-2017", "shanghai-2019", "hongze-2023", "suqian-2024"];

/// A cell of a drawn table: its text and spans.
#[derive(Clone, Debug)]
struct Cell {
    text: String,
    column: usize,
    down: usize,
    across: usize,
}

/// A table as rows of the cells that begin in them.
struct Drawn {
    section: String,
    rows: Vec<Vec<Cell>>,
    columns: usize,
    head_lines: usize,
}

fn drawn(filing: &Filing) -> Vec<Drawn> {
    let cell = |it: &LayoutBox| {
        let text = match it.role {
            Role::Value(cell) => filing.value(cell).to_string(),
            _ => it.text.replace('\n', ""),
        };
        Cell { text, column: it.column, down: it.line_span, across: it.column_span }
    };
    let table = |table: &Table| {
        let row = |line: usize| table.boxes.iter().filter(|it| it.line == line).map(cell).collect();
        let (section, columns) = (table.section.clone(), table.columns());
        Drawn { section, rows: (0..table.lines).map(row).collect(), columns, head_lines: table.head_lines }
    };
    filing.form().tables.iter().map(table).collect()
}

/// A line at the end of a text.
fn put(text: &mut String, line: &str) {
    text.extend([line, "\n"]);
}

/// The title and the sections around the tables.
fn page(filing: &Filing, tables: &[Drawn], draw: impl Fn(&Drawn, &mut String)) -> String {
    let mut text = format!("{}{}年度政府信息公开工作年度报告\n\n", filing.unit().name, filing.year());
    for table in tables {
        put(&mut text, &table.section);
        put(&mut text, "");
        draw(table, &mut text);
        text.push('\n');
    }
    text
}

/// Every row on a line, its cells with something around them.
fn lines(table: &Drawn, text: &mut String, line: impl Fn(&[Cell]) -> String) {
    for row in &table.rows {
        text.push_str(&line(row));
        text.push('\n');
    }
}

fn joined(row: &[Cell], between: &str) -> String {
    row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(between)
}

/// A row with every place of the grid: what a span covers is blank, or repeats.
fn places(table: &Drawn, repeats: bool) -> Vec<Vec<String>> {
    let mut grid = vec![vec![String::new(); table.columns]; table.rows.len()];
    for (line, row) in table.rows.iter().enumerate() {
        for cell in row {
            for down in 0..cell.down {
                for across in 0..cell.across {
                    if repeats || (down, across) == (0, 0) {
                        grid[line + down][cell.column + across].clone_from(&cell.text);
                    }
                }
            }
        }
    }
    grid
}

fn html(filing: &Filing, tables: &[Drawn], spans: impl Fn(&Cell) -> String) -> String {
    let mut text = String::from("<html><head><meta charset=\"utf-8\"></head><body>");
    put(&mut text, &format!("<p>{}{}年度政府信息公开工作年度报告</p>", filing.unit().name, filing.year()));
    for table in tables {
        put(&mut text, &format!("<p>{}</p><table border=\"1\">", table.section));
        for row in &table.rows {
            text.push_str("<tr>");
            for cell in row {
                put(&mut text, &format!("<td{}>{}</td>", spans(cell), cell.text));
            }
            text.push_str("</tr>");
        }
        text.push_str("</table>");
    }
    text + "</body></html>"
}

/// A shape: its name, and the file of a filing.
type Shape = (&'static str, fn(&Filing, &[Drawn]) -> String);

const SHAPES: &[Shape] = &[
    ("bars, spans gone", |f, t| page(f, t, |t, s| lines(t, s, |row| format!("| {} |", joined(row, " | "))))),
    ("bars, spans as bars behind", |f, t| {
        page(f, t, |t, s| {
            lines(t, s, |row| {
                let cells = row.iter().map(|it| ["| ", &it.text, " ", &"|".repeat(it.across - 1)].concat());
                cells.collect::<String>() + "|"
            });
        })
    }),
    ("bars, none first", |f, t| page(f, t, |t, s| lines(t, s, |row| format!("{} |", joined(row, " | "))))),
    ("bars, none last", |f, t| page(f, t, |t, s| lines(t, s, |row| format!("| {}", joined(row, " | "))))),
    ("bars, a lone bar before", |f, t| page(f, t, |t, s| lines(t, s, |row| format!("|\n{} |", joined(row, " | "))))),
    ("bars, a lone bar behind", |f, t| page(f, t, |t, s| lines(t, s, |row| format!("| {}\n|", joined(row, " | "))))),
    ("bars, every place", |f, t| {
        page(f, t, |t, s| places(t, false).iter().for_each(|row| put(s, &format!("| {} |", row.join(" | ")))))
    }),
    ("bars, spans repeated", |f, t| {
        page(f, t, |t, s| places(t, true).iter().for_each(|row| put(s, &format!("| {} |", row.join(" | ")))))
    }),
    ("tabs, spans gone", |f, t| page(f, t, |t, s| lines(t, s, |row| joined(row, "\t")))),
    ("tabs, tabs behind", |f, t| page(f, t, |t, s| lines(t, s, |row| joined(row, "\t") + "\t\t"))),
    ("tabs, every place", |f, t| page(f, t, |t, s| places(t, false).iter().for_each(|row| put(s, &row.join("\t"))))),
    ("commas, spans gone", |f, t| page(f, t, |t, s| lines(t, s, |row| joined(row, ",")))),
    ("commas, every place", |f, t| page(f, t, |t, s| places(t, false).iter().for_each(|row| put(s, &row.join(","))))),
    ("two spaces, spans gone", |f, t| page(f, t, |t, s| lines(t, s, |row| joined(row, "  ")))),
    ("many spaces, spans gone", |f, t| page(f, t, |t, s| lines(t, s, |row| joined(row, "      ")))),
    ("one space", |f, t| page(f, t, |t, s| lines(t, s, |row| joined(row, " ")))),
    ("markdown", |f, t| {
        page(f, t, |t, s| {
            for (at, row) in places(t, false).iter().enumerate() {
                put(s, &format!("| {} |", row.join(" | ")));
                if at + 1 == t.head_lines {
                    put(s, &format!("|{}", "---|".repeat(t.columns)));
                }
            }
        })
    }),
    ("markdown, a table a row", |f, t| {
        page(f, t, |t, s| lines(t, s, |row| format!("| {} |\n|{}\n", joined(row, " | "), "---|".repeat(row.len()))))
    }),
    ("a cell a line", |f, t| page(f, t, |t, s| lines(t, s, |row| joined(row, "\n")))),
    ("a cell a line, lines between", |f, t| page(f, t, |t, s| lines(t, s, |row| joined(row, "\n\n") + "\n"))),
    ("a cell a line, dashes for blanks", |f, t| {
        page(f, t, |t, s| {
            lines(t, s, |row| {
                let text = |it: &Cell| if it.text.is_empty() { "—".to_owned() } else { it.text.clone() };
                row.iter().map(text).collect::<Vec<_>>().join("\n")
            });
        })
    }),
    ("page breaks inside", |f, t| {
        page(f, t, |t, s| {
            for (at, row) in t.rows.iter().enumerate() {
                put(s, &format!("| {} |", joined(row, " | ")));
                if at > t.head_lines && at % 7 == 0 {
                    put(s, &format!("\n— {at} —\n"));
                }
            }
        })
    }),
    ("bars, rows broken in the middle", |f, t| {
        page(f, t, |t, s| {
            for (at, row) in t.rows.iter().enumerate() {
                let half = row.len() / 2;
                if at > t.head_lines && at % 9 == 0 && half > 0 {
                    put(s, &format!("| {} |\n\n| {} |", joined(&row[..half], " | "), joined(&row[half..], " | ")));
                } else {
                    put(s, &format!("| {} |", joined(row, " | ")));
                }
            }
        })
    }),
    ("boxes of lines", |f, t| {
        page(f, t, |t, s| {
            for row in places(t, false) {
                put(s, &format!("+{}\n| {} |", "------+".repeat(row.len()), row.join(" | ")));
            }
        })
    }),
    ("html", |f, t| html(f, t, |it| format!(" rowspan=\"{}\" colspan=\"{}\"", it.down, it.across))),
    ("html without spans", |f, t| html(f, t, |_| String::new())),
    ("html, columns only", |f, t| html(f, t, |it| format!(" colspan=\"{}\"", it.across))),
    ("html, rows only", |f, t| html(f, t, |it| format!(" rowspan=\"{}\"", it.down))),
    ("html, a rowspan too large", |f, t| {
        html(f, t, |it| {
            format!(" rowspan=\"{}\" colspan=\"{}\"", if it.down > 1 { it.down + 20 } else { 1 }, it.across)
        })
    }),
    ("html, rowspan 0", |f, t| {
        html(f, t, |it| format!(" rowspan=\"{}\" colspan=\"{}\"", if it.down > 3 { 0 } else { it.down }, it.across))
    }),
];

/// What came of a shape.
#[derive(Debug, Default)]
struct Outcome {
    figures: usize,
    right: usize,
    doubtful: usize,
    loose: usize,
    wrong: Vec<String>,
    lost: Vec<String>,
    refused: Option<String>,
}

fn outcome(filing: &Filing, text: &str, lexicon: &Lexicon) -> Outcome {
    let filled = || filing.form().cell_indices().filter(|cell| !filing.value(*cell).is_blank());
    let mut outcome = Outcome { figures: filled().count(), ..Outcome::default() };
    let understood = read(text.as_bytes(), &Limits::default()).map_err(|error| error.to_string()).and_then(|source| {
        let Source::Document(document) = source else { return Err("a filing".to_owned()) };
        understand(&document, lexicon, &Wishes::default()).map_err(|error| error.to_string())
    });
    let understood: Understood = match understood {
        Ok(understood) => understood,
        Err(sentence) => return Outcome { refused: Some(sentence), ..outcome },
    };
    let Ok(plan) = understood.choose(Wanted::This, &Wishes::default()) else {
        return Outcome { refused: Some("several".to_owned()), ..outcome };
    };
    let expected = |cell| {
        let id = &plan.form.cell(cell).id;
        filing.form().cell_index(id.as_str()).map_or(&Value::Blank, |cell| filing.value(cell))
    };
    // Figures that stand in no cell, or doubtful in another one, by their text: each may answer for one figure.
    let mut loose: BTreeMap<String, usize> = BTreeMap::new();
    let others = understood.plans.iter().filter(|it| !std::ptr::eq(*it, plan)).flat_map(|it| &it.placements);
    let astray = plan.placements.iter().filter(|it| it.state == State::Doubtful && it.value != *expected(it.cell));
    let unplaced = plan.unplaced.iter().chain(&plan.extras).map(|it| it.text.as_str());
    let texts = unplaced.chain(others.chain(astray).map(|it| it.text.as_str()));
    for word in texts.flat_map(str::split_whitespace) {
        *loose.entry(word.to_owned()).or_default() += 1;
    }
    for cell in plan.form.cell_indices() {
        let (id, expected) = (&plan.form.cell(cell).id, expected(cell));
        let placement = plan.placement(cell);
        let found = placement.map_or(&Value::Blank, |it| &it.value);
        let is_doubtful = placement.is_some_and(|it| it.state == State::Doubtful);
        if found == expected {
            outcome.right += usize::from(!expected.is_blank());
            continue;
        }
        if !found.is_blank() && !is_doubtful {
            outcome.wrong.push(format!("{id}: {found} instead of {expected}"));
        }
        outcome.doubtful += usize::from(!found.is_blank() && is_doubtful);
        match loose.get_mut(&expected.to_string()).filter(|count| **count > 0) {
            _ if expected.is_blank() => {}
            Some(count) => {
                *count -= 1;
                outcome.loose += 1;
            }
            None => outcome.lost.push(format!("{id}: {expected}")),
        }
    }
    // Rows of another table are counted in one sentence.
    let is_said = understood.notes.iter().any(|note| note.contains("个数") || note.contains("没有读"));
    if is_said {
        outcome.loose += outcome.lost.len();
        outcome.lost.clear();
    }
    outcome
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures of the shapes are their result")]
fn figures_of_real_tables_are_placed_or_said_in_every_shape() {
    let lexicon = Lexicon::new(&Catalogue::shipped());
    let (mut wrong, mut right, mut figures) = (Vec::new(), 0, 0);
    for name in SAMPLES {
        let filing = sample(name);
        let tables = drawn(&filing);
        for (shape, draw) in SHAPES {
            let text = draw(&filing, &tables);
            let outcome = outcome(&filing, &text, &lexicon);
            if let Ok(folder) = std::env::var("TIANBAO_SHAPES") {
                let path = format!("{folder}/{}-{shape}.txt", filing.year());
                std::fs::write(path, &text).expect("written");
            }
            println!(
                "{} {shape:34} {:3} of {:3} right, {:3} doubtful, {:3} loose, {:3} lost, {:3} wrong {}",
                filing.year(),
                outcome.right,
                outcome.figures,
                outcome.doubtful,
                outcome.loose,
                outcome.lost.len(),
                outcome.wrong.len(),
                outcome.refused.as_deref().unwrap_or_default()
            );
            right += outcome.right;
            figures += outcome.figures;
            let all = outcome
                .wrong
                .iter()
                .map(|it| format!("wrong {it}"))
                .chain(outcome.lost.iter().map(|it| format!("lost {it}")));
            wrong.extend(all.map(|it| format!("{} {shape}: {it}", filing.year())));
        }
    }
    println!("{right} of {figures} right");
    // What is left is rows broken in the middle, heads whose columns nothing tells, and blanks that are gone.
    assert!(right * 100 >= figures * 94, "{right} of {figures}");
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// The texts that pdftotext makes of the printed forms (`tests/data/pdf-text`, in its three ways): broken labels, heads in
/// pieces, page feet between rows. Little of it is placed, and nothing wrongly.
#[test]
#[expect(clippy::print_stdout, reason = "the figures of the texts are their result")]
fn texts_of_printed_pages_put_nothing_into_a_wrong_cell() {
    let lexicon = Lexicon::new(&Catalogue::shipped());
    for name in SAMPLES {
        let filing = sample(name);
        for way in ["plain", "layout", "raw"] {
            let text = std::fs::read_to_string(data(&format!("pdf-text/{name}.{way}.txt")));
            let outcome = outcome(&filing, &text.expect("a text"), &lexicon);
            println!("{name} {way}: {} of {} right, {} loose", outcome.right, outcome.figures, outcome.loose);
            assert_eq!(outcome.wrong, Vec::<String>::new(), "{name} {way}");
            // A figure that stands twice under one head counts once, as where a span is repeated over its columns.
            assert!(outcome.lost.len() <= 1, "{name} {way}: {:?}", outcome.lost);
            assert_eq!(outcome.refused, None, "{name} {way}");
        }
    }
}
