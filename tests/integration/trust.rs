//! What a user trusts in without thinking of it: one editor a file also between programs, trouble of disks and clocks told
//! and survived, mistakes in the program told without repeating what was typed, files that are the user's own.
//!
//! Trouble is made by `tests/shim/trouble.c`, which stands between the program and the system.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use tianbao::filing::store::{self, Error};
use tianbao::form::Catalogue;

use crate::cli::Folder;
use crate::support::sample_path;

const PROGRAM: &str = env!("CARGO_BIN_EXE_tianbao");

/// The library that makes trouble, compiled once.
fn shim() -> &'static Path {
    static SHIM: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = SHIM.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("trouble.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shim/trouble.c");
        let mut compiler = Command::new("cc");
        let status = compiler.args(["-shared", "-fPIC", "-o"]).arg(&path).arg(source).status();
        assert!(status.expect("install gcc").success());
        (folder, path)
    });
    path
}

/// The program in a folder, with settings of its own.
fn command(folder: &Folder, arguments: &[&str], settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).current_dir(folder.path("")).env("TIANBAO_DATA", folder.path("data"));
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").envs(settings.iter().copied());
    command
}

/// The program with trouble.
fn troubled(folder: &Folder, arguments: &[&str], trouble: &[(&str, &str)]) -> Output {
    command(folder, arguments, trouble).env("LD_PRELOAD", shim()).output().expect("the program starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A cell of a filing, as the program shows it.
fn cell(folder: &Folder, file: &str, id: &str) -> String {
    let shown = folder.run(&["show", file, "--json"]).ends(0).json();
    shown["values"][id].as_str().unwrap_or_default().to_owned()
}

/// The names in a folder, sorted, the hidden ones too.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_second_program_is_refused_and_told_who_has_the_file() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let here = store::Store::new(folder.path("data"));
    let (_, held) = here.open(&folder.path(&file), &Catalogue::shipped()).expect("opened");
    folder.run(&["set", &file, "3.1.a=1"]).refused(&format!("进程 {}", std::process::id()));
    folder.run(&["show", &file]).ends(0);
    drop(held);
    folder.run(&["set", &file, "3.1.a=1"]).ends(1);
    assert!(!names(&folder.path("")).iter().any(|name| name.contains(".lock")));
}

#[test]
fn the_lock_of_a_program_that_was_killed_is_stale() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let mut slow = command(&folder, &["set", &file, "3.1.a=1"], &[("TROUBLE_FSYNC_MS", "60000")]);
    let mut killed = slow.env("LD_PRELOAD", shim()).stdout(Stdio::null()).spawn().expect("it starts");
    let lock = folder.path(&format!(".~{file}.lock"));
    let begun = Instant::now();
    while fs::read(&lock).unwrap_or_default().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(20), "no lock was taken");
        std::thread::sleep(Duration::from_millis(5));
    }
    folder.run(&["set", &file, "3.1.a=2"]).refused(&format!("进程 {}", killed.id()));
    killed.kill().and_then(|()| killed.wait()).expect("killed");
    assert!(lock.exists(), "nobody could remove it");
    folder.run(&["set", &file, "3.1.a=3"]).ends(1);
    assert_eq!(cell(&folder, &file, "3.1.a"), "3");
    assert_eq!(names(&folder.path("")), ["data", &file], "neither the lock nor a half written file is left");
}

#[test]
fn two_programs_that_write_at_once_lose_nothing() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    std::thread::scope(|scope| {
        for id in ["3.1.a", "3.1.b"] {
            let (folder, file) = (&folder, &file);
            scope.spawn(move || {
                for number in 1..=8 {
                    let entry = format!("{id}={number}");
                    let begun = Instant::now();
                    // Whoever finds the file locked tries again, as a person would.
                    while command(folder, &["set", file, &entry], &[]).output().expect("it starts").status.code()
                        == Some(2)
                    {
                        assert!(begun.elapsed() < Duration::from_mins(1), "the file stays locked");
                    }
                }
            });
        }
    });
    let filing = store::read(&folder.path(&file), &Catalogue::shipped()).expect("whole");
    assert_eq!((cell(&folder, &file, "3.1.a"), cell(&folder, &file, "3.1.b")), ("8".to_owned(), "8".to_owned()));
    assert_eq!(filing.history().len(), 16, "every edit of both is there");
}

#[test]
fn a_share_without_locks_is_edited_by_one_program_all_the_same() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let lock = folder.path(&format!(".~{file}.lock"));
    let none = [("TROUBLE_FLOCK", "37")];
    assert_eq!(troubled(&folder, &["set", &file, "3.1.a=1"], &none).status.code(), Some(1));
    assert!(!lock.exists());
    // A program of this computer that is gone, one that is there, one of another computer.
    let host = fs::read_to_string("/proc/sys/kernel/hostname").expect("a name");
    fs::write(&lock, format!("计算机 {}，进程 4194399", host.trim())).expect("written");
    assert_eq!(troubled(&folder, &["set", &file, "3.1.a=2"], &none).status.code(), Some(1));
    for holder in [format!("计算机 {}，进程 {}", host.trim(), std::process::id()), "计算机 科室二，进程 12".to_owned()]
    {
        fs::write(&lock, &holder).expect("written");
        let refused = troubled(&folder, &["set", &file, "3.1.a=3"], &none);
        assert_eq!(refused.status.code(), Some(2));
        assert!(
            said(&refused).contains(&holder) && said(&refused).contains("如果那边已经关闭，请删除"),
            "{}",
            said(&refused)
        );
    }
    fs::remove_file(&lock).expect("removed by hand");
    assert_eq!(troubled(&folder, &["set", &file, "3.1.a=4"], &none).status.code(), Some(1));
    assert_eq!(cell(&folder, &file, "3.1.a"), "4");
}

#[test]
fn a_file_that_another_program_replaced_is_not_overwritten() {
    let folder = Folder::new();
    let file = folder.path(&folder.sample("suqian-2024"));
    let here = store::Store::new(folder.path("data"));
    let (_, mut target) = here.open(&file, &Catalogue::shipped()).expect("opened");
    // As a synchronising program does it: a new file under the old name.
    let other = fs::read(sample_path("hongze-2023")).expect("a sample");
    fs::write(folder.path("new"), &other).and_then(|()| fs::rename(folder.path("new"), &file)).expect("replaced");
    let refused = target.save(b"{}", jiff::Timestamp::UNIX_EPOCH).expect_err("it changed");
    assert!(matches!(refused, Error::ChangedOutside { .. }));
    assert_eq!(fs::read(&file).expect("there"), other);
}

#[test]
fn a_clock_that_goes_backwards_loses_no_edit_and_no_version() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    for (number, clock) in ["0", "-86400", "-864000", "0", "31536000", "-1"].into_iter().enumerate() {
        let set = troubled(&folder, &["set", &file, &format!("3.1.a={number}")], &[("TROUBLE_CLOCK", clock)]);
        assert_eq!(set.status.code(), Some(1), "{}", said(&set));
    }
    let filing = store::read(&folder.path(&file), &Catalogue::shipped()).expect("whole");
    assert_eq!((filing.history().len(), cell(&folder, &file, "3.1.a").as_str()), (6, "5"));
    let versions = store::Store::new(folder.path("data")).versions(&folder.path(&file)).list();
    assert_eq!(versions.len(), 6);
    let value = |path: &Path| {
        let version = store::read(path, &Catalogue::shipped()).expect("whole");
        version.value(version.form().cell_index("3.1.a").expect("a cell")).to_string()
    };
    let kept: Vec<_> = versions.iter().map(|version| value(&version.path)).collect();
    assert_eq!(kept, ["3440", "0", "1", "2", "3", "4"], "in the order of the saves, whatever the clock said");
}

#[test]
fn disks_that_fail_are_told_and_leave_the_file_whole() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let before = fs::read(folder.path(&file)).expect("a sample");
    let (mut refused, mut saved) = (0, 0);
    let quota = (1..=6).map(|from| (format!("122@{from}"), "磁盘满了"));
    let full = (1..=6).map(|from| (format!("28@{from}"), "磁盘满了"));
    let broken = (1..=6).map(|from| (format!("5@{from}"), "系统报告错误 5"));
    let no_flush = (String::new(), "系统报告错误 5");
    for (write, words) in quota.chain(full).chain(broken).chain([no_flush]) {
        let trouble = if write.is_empty() { ("TROUBLE_FSYNC", "5") } else { ("TROUBLE_WRITE", write.as_str()) };
        let set = troubled(&folder, &["set", &file, "3.1.a=1"], &[trouble]);
        if set.status.code() == Some(2) {
            assert!(said(&set).contains(words) && said(&set).contains("原来的内容没有改动"), "{write}: {}", said(&set));
            assert_eq!(fs::read(folder.path(&file)).expect("there"), before, "{write}");
            refused += 1;
        } else {
            // The trouble came after everything was written; the next case begins as this one did.
            assert_eq!(cell(&folder, &file, "3.1.a"), "1", "{write}");
            fs::write(folder.path(&file), &before).expect("put back");
            saved += 1;
        }
        assert_eq!(names(&folder.path("")), ["data", &file], "{write}: something is left");
    }
    assert!(refused >= 6 && refused + saved == 19, "{refused} refused, {saved} saved");
}

#[test]
fn a_share_that_takes_the_file_away_gets_it_back() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let set = troubled(&folder, &["set", &file, "3.1.a=1"], &[("TROUBLE_RENAME", "16@1")]);
    assert_eq!(set.status.code(), Some(1), "{}", said(&set));
    assert_eq!(cell(&folder, &file, "3.1.a"), "1");
    assert_eq!(names(&folder.path("")), ["data", &file], "something is left");
    // One that never takes it back: what was typed is beside it, and the sentence says where.
    let set = troubled(&folder, &["set", &file, "3.1.a=2"], &[("TROUBLE_RENAME", "16")]);
    assert_eq!(set.status.code(), Some(2), "{}", said(&set));
    let there = names(&folder.path(""));
    let [kept, data] = there.as_slice() else { panic!("{there:?}") };
    assert_eq!(data, "data");
    assert!(said(&set).contains(kept.as_str()) && said(&set).contains("被所在的磁盘移走了"), "{}", said(&set));
    assert_eq!(cell(&folder, kept, "3.1.a"), "2");
    // A new file of the name leaves it alone.
    folder.run(&["new", "--unit", "某局", "--year", "2024", "-o", &file]).ends(0);
    assert_eq!(cell(&folder, kept, "3.1.a"), "2");
}

#[test]
fn a_link_stays_a_link_and_has_the_lock_of_its_file() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    fs::create_dir(folder.path("shared")).expect("a folder");
    fs::rename(folder.path(&file), folder.path("shared/f.tianbao")).expect("moved");
    std::os::unix::fs::symlink("shared/f.tianbao", folder.path("link.tianbao")).expect("a link");
    let here = store::Store::new(folder.path("data"));
    let held = here.open(&folder.path("shared/f.tianbao"), &Catalogue::shipped()).expect("opened");
    let refused = here.open(&folder.path("link.tianbao"), &Catalogue::shipped()).expect_err("it is open");
    assert!(matches!(refused, Error::Locked { .. }), "{refused}");
    drop(held);
    assert_eq!(command(&folder, &["set", "link.tianbao", "3.1.a=5"], &[]).status().expect("run").code(), Some(1));
    assert_eq!(cell(&folder, "shared/f.tianbao", "3.1.a"), "5");
    assert!(folder.path("link.tianbao").is_symlink());
    assert_eq!(names(&folder.path("shared")), ["f.tianbao"]);
}

#[test]
fn a_slow_disk_only_takes_time() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let begun = Instant::now();
    let set = troubled(&folder, &["set", &file, "3.1.a=7"], &[("TROUBLE_FSYNC_MS", "300")]);
    assert_eq!(set.status.code(), Some(1), "{}", said(&set));
    assert!(begun.elapsed() > Duration::from_millis(300), "the shim does nothing");
    assert_eq!(cell(&folder, &file, "3.1.a"), "7");
}

#[test]
fn what_is_written_is_the_users_own() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    fs::set_permissions(folder.path(&file), fs::Permissions::from_mode(0o600)).expect("changed");
    folder.run(&["set", &file, "3.1.a=1"]).ends(1);
    assert_eq!(mode(&folder.path(&file)), 0o600, "a private file stays private");
    // Versions hold what the file held: nobody else gets into their folder.
    assert_eq!(mode(&folder.path("data")), 0o700);
    assert_eq!(mode(&folder.path("data/versions")), 0o700);
    // New files follow the user's mask and nothing else.
    let masked = format!("umask 027; exec {PROGRAM} export {file} -o a.csv -o a.html");
    let status = Command::new("sh").args(["-c", &masked]).current_dir(folder.path("")).status().expect("a shell");
    assert!(status.success());
    assert_eq!((mode(&folder.path("a.csv")), mode(&folder.path("a.html"))), (0o640, 0o640));
    assert_eq!(names(&folder.path("")), ["a.csv", "a.html", "data", &file]);
}

#[test]
fn version_says_version_commit_and_forms() {
    let text = Folder::new().run(&["--version"]).ends(0).out();
    assert!(text.starts_with(&format!("tianbao {}（提交 ", env!("CARGO_PKG_VERSION"))), "{text}");
    for form in ["zfxxgk-2014", "zfxxgk-2019", "zfxxgk-2021"] {
        assert!(text.contains(form), "{text}");
    }
}

#[test]
fn a_portable_program_keeps_everything_beside_itself() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let stick = folder.path("stick");
    fs::create_dir(&stick).expect("a folder");
    fs::copy(PROGRAM, stick.join("tianbao")).expect("copied");
    let home = folder.path("home");
    let set = |value: &str| {
        let mut command = Command::new(stick.join("tianbao"));
        command.args(["set", &file, value]).current_dir(folder.path("")).env_remove("TIANBAO_DATA");
        command.env("HOME", &home).env_remove("XDG_DATA_HOME").env_remove("XDG_STATE_HOME");
        assert_eq!(command.status().expect("it starts").code(), Some(1));
    };
    set("3.1.a=1");
    assert!(home.join(".local/share/tianbao/versions").is_dir() && names(&stick) == ["tianbao"]);
    fs::remove_dir_all(&home).expect("removed");
    fs::write(stick.join("tianbao-portable"), "").expect("written");
    set("3.1.a=2");
    assert!(stick.join("tianbao-data/versions").is_dir() && !home.exists(), "{:?}", names(&stick));
}

/// The one report in the folder of the log.
fn report(folder: &Folder) -> String {
    let log = folder.path("data/log");
    let name = names(&log).into_iter().find(|name| name.starts_with("mishap-")).expect("a report");
    fs::read_to_string(log.join(name)).expect("readable")
}

#[cfg(debug_assertions)]
#[test]
fn a_mistake_in_the_program_is_told_and_reported_without_contents() {
    let folder = Folder::new();
    let file = folder.sample("suqian-2024");
    let before = folder.text(&file);
    fs::write(folder.path("now"), "").expect("written");
    let wanted = format!("command={}", folder.path("now").display());
    let entry = "@填报人=不可外传";
    let ended = command(&folder, &["set", &file, entry], &[("TIANBAO_PANIC", &wanted)]).output().expect("it starts");
    assert_eq!(ended.status.code(), Some(2));
    assert!(said(&ended).contains("程序内部出错，这一步没有完成"), "{}", said(&ended));
    assert!(said(&ended).contains("mishap-") && !said(&ended).contains("panicked"), "{}", said(&ended));
    assert_eq!(folder.text(&file), before);
    let report = report(&folder);
    for line in ["版本：", "系统：", "位置：src/jobs/machine/mishaps.rs", "说明：wanted by a test", "调用经过："]
    {
        assert!(report.contains(line), "{line} is missing in {report}");
    }
    let log = folder.text("data/log/tianbao.log");
    assert!(log.contains("程序内部出错（src/jobs/machine/mishaps.rs"), "{log}");
    for text in [&report, &log] {
        assert!(!text.contains("不可外传") && !text.contains("suqian"), "{text}");
    }
    folder.run(&["set", &file, entry]).ends(0);
}
