//! Files of others are read within bounds: hostile ones fail alone, with a sentence, in time and in little memory.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tianbao::import::ReadError;
use tianbao::import::grid::FileKind;
use tianbao::import::readers::Source;
use tianbao::jobs::progress::Cancel;
use tianbao::jobs::reading::{Error, Pool};

use crate::compound::{bare_doc, xls, xls_claiming};
use crate::readers::{archive, cells, docx, grids, xlsx};

const PROGRAM: &str = env!("CARGO_BIN_EXE_tianbao");

fn pool(size: usize) -> Pool {
    Pool::of(PathBuf::from(PROGRAM), size, Duration::from_secs(5))
}

/// A program in place of a worker.
fn script(folder: &tempfile::TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("worker");
    std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).expect("written");
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&path, permissions).expect("executable");
    path
}

/// A worker that is asked directly, to see its memory.
struct Worker(Child);

impl Worker {
    fn start() -> Self {
        let mut command = Command::new(PROGRAM);
        command.arg("import-worker").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        Self(command.spawn().expect("a worker"))
    }

    /// The answer as text, the most memory in MB, and the seconds of a processor, which other programs do not lengthen;
    /// no answer when it died.
    fn ask(mut self, bytes: &[u8]) -> Option<(String, u64, f64)> {
        let stdin = self.0.stdin.as_mut().expect("a pipe");
        stdin.write_all(&(bytes.len() as u64).to_le_bytes()).and_then(|()| stdin.write_all(bytes)).expect("it listens");
        let id = self.0.id();
        let stdout = self.0.stdout.as_mut().expect("a pipe");
        let mut length = [0; 8];
        let answer = stdout.read_exact(&mut length).ok().map(|()| {
            let mut answer = Vec::new();
            stdout.take(u64::from_le_bytes(length)).read_to_end(&mut answer).expect("an answer");
            let status = std::fs::read_to_string(format!("/proc/{id}/status")).expect("it lives");
            let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
            let peak: u64 = peak.trim().trim_end_matches(" kB").parse().expect("a number");
            let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).expect("it lives");
            let (_, fields) = stat.rsplit_once(')').expect("a name");
            let ticks = fields.split_whitespace().skip(11).take(2).map(|it| it.parse::<f64>().expect("ticks"));
            (String::from_utf8(answer).expect("JSON"), peak >> 10, ticks.sum::<f64>() / 100.0)
        });
        drop(self.0.stdin.take());
        self.0.wait().expect("it ends with its stdin");
        answer
    }
}

/// A thousand million blanks in one part of an archive.
///
/// Packing them takes the most time of these tests, so it is done once and fast.
fn bomb() -> Vec<u8> {
    let blanks = vec![b' '; 1 << 20];
    let mut part = b"<worksheet><sheetData>".to_vec();
    for _ in 0..1024 {
        part.extend_from_slice(&blanks);
    }
    let workbook = r#"<workbook xmlns:r="r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let relations =
        r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    archive(&[
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", &part),
    ])
}

/// A workbook that claims a million rows and holds ten values, the last at the last place there is.
fn corners() -> Vec<u8> {
    let row = |row| format!(r#"<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>"#);
    let cells = (1..10).map(row).collect::<Vec<_>>().concat();
    xlsx(&format!(
        r#"<dimension ref="A1:XFD1048576"/><sheetData>{cells}<row r="1048576"><c r="XFD1048576"><v>10</v></c></row></sheetData>"#
    ))
}

fn long_csv() -> Vec<u8> {
    (0..1_000_000).flat_map(|row| format!("单位{row},{row},备注\n").into_bytes()).collect()
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are wanted with --nocapture")]
fn the_three_bounds_hold_in_time_and_memory() {
    let cases = [("corners", corners(), "XFD"), ("bomb", bomb(), "too_big"), ("csv", long_csv(), "too_big")];
    for (name, bytes, expected) in cases {
        let answered = Worker::start().ask(&bytes);
        let (answer, peak, seconds) = answered.unwrap_or_else(|| panic!("{name} killed the worker"));
        println!("{name}: {} KB, {seconds:.2} s, {peak} MB", bytes.len() >> 10);
        assert!(seconds < 5.0 && peak < 300, "{name}: {seconds} s, {peak} MB");
        assert!(
            answer.contains(expected) || answer.contains("离表格太远"),
            "{name}: {}",
            answer.chars().take(200).collect::<String>()
        );
        assert!(pool(1).read_bytes(bytes).is_ok() == (name == "corners"), "{name}");
    }
}

#[test]
fn a_file_that_kills_its_worker_fails_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = xls(&[(0, 0, 1.0), (1, 1, 2.5)]);
    let mut deadly = good.clone();
    let end = deadly.len() - 6;
    deadly[end..].copy_from_slice(b"DEADLY");
    // A worker for one request, which dies over the deadly one.
    let request = good.len() + 8;
    let text =
        format!("f=$(mktemp)\nhead -c {request} > $f\ngrep -q DEADLY $f && exit 1\n{PROGRAM} import-worker < $f");
    let pool = Pool::of(script(&folder, &text), 2, Duration::from_secs(5));
    let pdf = b"%PDF-1.7".to_vec();
    let files = [&good, &deadly, &good, &pdf, &good, &deadly, &docx("<w:p><w:r><w:t>年报</w:t></w:r></w:p>")];
    let read = |bytes: &Vec<u8>| pool.read_bytes(bytes.clone());
    let answers: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = files.into_iter().map(|bytes| scope.spawn(move || read(bytes))).collect();
        threads.into_iter().map(|thread| thread.join().expect("an answer")).collect()
    });
    for index in [0, 2, 4] {
        let Ok(Source::Document(document)) = &answers[index] else { panic!("{index}: {:?}", answers[index]) };
        assert_eq!(document.kind, FileKind::Xls);
        assert_eq!(cells(grids(document)[0]), ["0,0 1", "1,1 2.5"]);
    }
    assert!(matches!(answers[1], Err(Error::Crashed)) && matches!(answers[5], Err(Error::Crashed)), "{answers:?}");
    assert!(matches!(answers[3], Err(Error::Refused(ReadError::Unsupported(_)))), "{:?}", answers[3]);
    assert!(matches!(answers[6], Ok(Source::Document(_))));
}

#[test]
fn an_old_workbook_that_reaches_the_far_corner_is_read() {
    let mut numbers: Vec<(u16, u16, f64)> = (0..9).map(|row| (row, 0, f64::from(row))).collect();
    numbers.push((65_535, 255, 9.5));
    let claims = xls_claiming(&numbers, (65_536, 256));
    let (answer, peak, seconds) = Worker::start().ask(&claims).expect("the worker lives");
    assert!(seconds < 5.0 && peak < 300, "{seconds} s, {peak} MB");
    assert!(answer.contains("\"row\":65535") && answer.contains("9.5"), "{answer}");
    // Cells over the whole sheet are too many, which is said.
    let wide: Vec<(u16, u16, f64)> = (0..6_000).flat_map(|row| [(row * 10, 0, 1.0), (row * 10, 255, 2.0)]).collect();
    let refused = pool(1).read_bytes(xls(&wide)).expect_err("too big");
    assert!(refused.to_string().contains("工作表的格子太多"), "{refused}");
}

#[test]
fn a_worker_that_takes_too_long_is_stopped() {
    let folder = tempfile::tempdir().expect("a folder");
    let pool = Pool::of(script(&folder, "exec sleep 60"), 1, Duration::from_millis(200));
    let begun = Instant::now();
    let answer = pool.read_bytes(xls(&[(0, 0, 1.0)]));
    assert!(matches!(answer, Err(Error::TooSlow { .. })), "{answer:?}");
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn an_old_worker_found_dead_is_no_fault_of_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    // Answers one request as a worker would, then is gone.
    let file = xls(&[(0, 0, 1.0)]);
    let request = file.len() + 8;
    let once = script(&folder, &format!("head -c {request} | {PROGRAM} import-worker"));
    let pool = Pool::of(once, 1, Duration::from_secs(5));
    for _ in 0..3 {
        let answer = pool.read_bytes(file.clone());
        assert!(matches!(answer, Ok(Source::Document(_))), "{answer:?}");
    }
}

#[test]
fn a_missing_program_or_file_is_told() {
    let pool = Pool::of(PathBuf::from("/nowhere/tianbao"), 2, Duration::from_secs(1));
    assert!(matches!(pool.read_bytes(xls(&[(0, 0, 1.0)])), Err(Error::NoWorker { .. })));
    assert!(matches!(pool.read_bytes(bare_doc()), Err(Error::Refused(ReadError::Damaged { .. }))));
    let missing = pool.read(&PathBuf::from("/nowhere/file.xls")).expect_err("no file");
    assert!(missing.to_string().starts_with("文件打不开"), "{missing}");
}

#[test]
fn a_reading_that_is_stopped_frees_its_worker() {
    let folder = tempfile::tempdir().expect("a folder");
    // The first worker hangs, the next ones work.
    let mark = folder.path().join("mark");
    let text = format!("[ -e {0} ] && exec {PROGRAM} import-worker\ntouch {0}\nexec sleep 60", mark.display());
    let pool = Pool::of(script(&folder, &text), 1, Duration::from_secs(30));
    let (cancel, file) = (Cancel::default(), xls(&[(0, 0, 1.0)]));
    let begun = Instant::now();
    let answer = std::thread::scope(|scope| {
        let reading = scope.spawn(|| pool.read_until(file.clone(), &cancel));
        while !mark.exists() {
            std::thread::sleep(Duration::from_millis(5));
        }
        // Another one waits for the only place, and is stopped there.
        let waiting = scope.spawn(|| pool.read_until(file.clone(), &cancel));
        cancel.wish();
        assert!(matches!(waiting.join().expect("an answer"), Err(Error::Cancelled)));
        reading.join().expect("an answer")
    });
    assert!(matches!(answer, Err(Error::Cancelled)), "{answer:?}");
    assert!(begun.elapsed() < Duration::from_secs(20), "it does not wait for the worker");
    assert!(matches!(pool.read_bytes(file), Ok(Source::Document(_))), "the place is free again");
}
