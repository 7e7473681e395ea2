//! What many units cost the program as a whole: `cargo bench --bench many` makes folders with so many files, runs
//! `tianbao aggregate --json` on each (the origin of every cell is part of it) and prints the time, the time a unit, and the
//! most memory that the program and its workers had at once, from `/proc`. `-- 100 1000` measures these counts only.

mod units;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tianbao::filing::{Filing, Unit, Value, format};
use tianbao::form::Catalogue;

const DEMO: &[u8] = include_bytes!("../assets/demo/suqian-2024.tianbao");

/// How many units are measured unless others are named.
const COUNTS: [usize; 3] = [100, 1_000, 10_000];

/// How often memory is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(10);

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn main() {
    let named: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let counts = if named.is_empty() { COUNTS.to_vec() } else { named };
    let demo = format::read(DEMO, &Catalogue::shipped()).expect("a filing");
    println!("{:>7}  {:>10}  {:>9}  {:>12}  {:>9}", "units", "files", "seconds", "ms a unit", "MB");
    for count in counts {
        for kind in ["tianbao", "xlsx"] {
            let folder = tempfile::tempdir().expect("a folder");
            make(&demo, folder.path(), count, kind);
            let (seconds, megabytes) = run(folder.path(), count);
            #[expect(clippy::cast_precision_loss, reason = "few")]
            let each = seconds * 1000.0 / count as f64;
            println!("{count:>7}  {kind:>10}  {seconds:>9.2}  {each:>12.3}  {megabytes:>9}");
        }
    }
}

/// A file a unit, on two threads: every unit has a name and figures of its own.
fn make(demo: &Filing, folder: &Path, count: usize, kind: &str) {
    let inbox = folder.join("in");
    std::fs::create_dir(&inbox).expect("a folder");
    let write = |number: usize| {
        let filing = unit(demo, number);
        let bytes = if kind == "xlsx" { units::workbook(&filing) } else { format::write(&filing) };
        std::fs::write(inbox.join(format!("{number}.{kind}")), bytes).expect("written");
    };
    let numbers: Vec<usize> = (0..count).collect();
    std::thread::scope(|scope| {
        for half in numbers.chunks(count.div_ceil(2).max(1)) {
            scope.spawn(move || half.iter().for_each(|number| write(*number)));
        }
    });
}

fn unit(demo: &Filing, number: usize) -> Filing {
    let mut filing = demo.clone();
    let at = jiff::Timestamp::UNIX_EPOCH;
    filing.apply(filing.unit_edit(Unit::named(format!("第{number}局"))), at);
    let cell = filing.form().cell_index("2.5.1.a").expect("a cell");
    let figure = Value::whole(i64::try_from(number).expect("few") + 1);
    if let Some(edit) = filing.cells_edit([(cell, figure)]) {
        filing.apply(edit, at);
    }
    // A clerk's file has a history of its own; that of the demo is not copied ten thousand times.
    let mut plain = Filing::new(filing.form().clone(), filing.unit().clone(), filing.year());
    if let Some(edit) = plain.cells_edit(filing.form().cell_indices().map(|cell| (cell, filing.value(cell).clone()))) {
        plain.apply(edit, at);
    }
    plain
}

/// Adds the folder up; gives seconds and the most megabytes at once.
fn run(folder: &Path, count: usize) -> (f64, u64) {
    let out = std::fs::File::create(folder.join("sum.json")).expect("a file");
    let begun = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_tianbao"))
        .args(["aggregate", "in", "-o", "sum.tianbao", "--json"])
        .current_dir(folder)
        .env("TIANBAO_DATA", folder.join("data"))
        .stdout(out)
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut most = 0;
    let status = loop {
        most = most.max(kilobytes(child.id()));
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        std::thread::sleep(LOOK_EVERY);
    };
    let seconds = begun.elapsed().as_secs_f64();
    assert_ne!(status.code(), Some(2), "nothing was added up");
    let sum: serde_json::Value =
        serde_json::from_reader(std::io::BufReader::new(std::fs::File::open(folder.join("sum.json")).expect("there")))
            .expect("one document");
    assert_eq!(sum["units"], count, "{}", sum["failed"][0]);
    assert_eq!(sum["origin"]["3.1.a"].as_array().map(Vec::len), Some(count), "the origin of every cell is there");
    (seconds, most / 1024)
}

/// The resident memory of a process and of its children.
fn kilobytes(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let own = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().split(' ').next()?.parse().ok());
    let children = std::fs::read_to_string(format!("/proc/{process}/task/{process}/children")).unwrap_or_default();
    // Workers may be started by any thread of the program.
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let of_threads = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
    let all: std::collections::BTreeSet<u32> = of_threads
        .chain([children])
        .flat_map(|text| text.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<u32>>())
        .collect();
    own.unwrap_or(0) + all.into_iter().map(kilobytes).sum::<u64>()
}
