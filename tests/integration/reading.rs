//! Files of others are read within bounds: hostile ones fail alone, with a sentence, in time and in little memory.

use std::io::{Read as _, Write as _};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tianbao::import::ReadError;
use tianbao::import::grid::FileKind;
use tianbao::import::readers::Source;
use tianbao::jobs::reading::{Error, Pool, Progress};

use crate::compound::{bare_doc, xls};
use crate::readers::{archive, cells, docx, grids, xlsx};

const PROGRAM: &str = env!("CARGO_BIN_EXE_tianbao");

fn pool(size: usize) -> Pool {
    Pool::of(PathBuf::from(PROGRAM), size, Duration::from_secs(5))
}

fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// A worker that is asked directly, to see its memory.
struct Worker(Child);

impl Worker {
    fn start() -> Self {
        let mut command = Command::new(PROGRAM);
        command.arg("import-worker").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        Self(command.spawn().expect("a worker"))
    }

    /// The answer as text and the most memory in MB; no answer when it died.
    fn ask(mut self, bytes: &[u8]) -> Option<(String, u64)> {
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
            (String::from_utf8(answer).expect("JSON"), peak >> 10)
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
        let begun = Instant::now();
        let (answer, peak) = Worker::start().ask(&bytes).unwrap_or_else(|| panic!("{name} killed the worker"));
        let seconds = begun.elapsed().as_secs_f64();
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
    // calamine lays this one out as 65536 times 65536 cells.
    let deadly = xls(&[(0, 0, 1.0), (65_535, 65_535, 2.0)]);
    let files =
        [&good, &deadly, &good, b"%PDF-1.7".as_slice(), &good, &deadly, &docx("<w:p><w:r><w:t>年报</w:t></w:r></w:p>")];
    let paths: Vec<PathBuf> = (0..)
        .zip(files)
        .map(|(index, bytes)| {
            let path = folder.path().join(format!("{index}.xls"));
            std::fs::write(&path, bytes).expect("written");
            path
        })
        .collect();
    let count = AtomicUsize::new(0);
    let answers = pool(2).read_many(&paths, &|progress| {
        assert_eq!(progress.total, 7);
        count.fetch_add(1, Ordering::Relaxed);
        ControlFlow::Continue(())
    });
    assert_eq!(count.into_inner(), 7);
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
fn a_worker_that_takes_too_long_is_stopped() {
    let folder = tempfile::tempdir().expect("a folder");
    let sleeper = folder.path().join("sleeper");
    std::fs::write(&sleeper, "#!/bin/sh\nexec sleep 60\n").expect("written");
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&sleeper, permissions).expect("executable");
    let pool = Pool::of(sleeper, 1, Duration::from_millis(200));
    let begun = Instant::now();
    let answer = pool.read_bytes(xls(&[(0, 0, 1.0)]));
    assert!(matches!(answer, Err(Error::TooSlow { .. })), "{answer:?}");
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn an_old_worker_found_dead_is_no_fault_of_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let once = folder.path().join("once");
    // Answers one request as a worker would, then is gone.
    let file = xls(&[(0, 0, 1.0)]);
    let request = file.len() + 8;
    std::fs::write(&once, format!("#!/bin/sh\nhead -c {request} | {PROGRAM} import-worker\n")).expect("written");
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&once, permissions).expect("executable");
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
    assert!(matches!(pool.read_bytes(bare_doc()), Err(Error::NoWorker { .. })));
    let missing = pool.read(&PathBuf::from("/nowhere/file.xls")).expect_err("no file");
    assert!(missing.to_string().starts_with("文件打不开"), "{missing}");
}

#[test]
fn what_has_not_begun_can_be_cancelled() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "指标,数\n申请,12\n").expect("written");
    let answers = pool(1).read_many(&vec![path; 5], &|_| ControlFlow::Break(()));
    assert!(answers[0].is_ok());
    assert!(answers[1..].iter().all(|answer| matches!(answer, Err(Error::Cancelled))), "{answers:?}");
    assert!(pool(3).read_many(&[], &go_on).is_empty());
}
