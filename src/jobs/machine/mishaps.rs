//! Mistakes in the program itself: what it was doing is written down without any content of the filing, what is open is
//! saved, and the user is told in a sentence instead of being left alone.
//!
//! [`watch`] notes every panic as it happens; [`guarded`] ends it where work can go on without the part that failed.
//! Rust says what went wrong in words that may hold what was typed, so only words that stand in the program are kept.

use std::any::Any;
use std::backtrace::Backtrace;
use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::path::PathBuf;

use jiff::Zoned;

use super::log::Log;
use super::{about, diagnostics};

thread_local! {
    /// The report about the last mishap of this thread.
    static REPORT: RefCell<Option<PathBuf>> = const { RefCell::new(None) };
}

/// From now on writes a report about every panic of the process, and says on stderr that there was one.
pub fn watch(log: &Log) {
    let log = log.clone();
    set_hook(Box::new(move |info| {
        let place = place(info);
        let path = log.report(&report(info, &place)).ok();
        let name = path.as_ref().and_then(|path| path.file_name()).unwrap_or_default().to_string_lossy().into_owned();
        log.note(&format!("程序内部出错（{place}），报告 {name}"));
        // When stderr is closed there is nobody to tell.
        writeln!(io::stderr(), "填报：程序内部出错（{place}）").ok();
        REPORT.set(path);
    }));
}

/// Does some work; a panic in it ends here, as a sentence for the user.
///
/// What the work changed may be half done, so the caller throws it away or reads it anew.
///
/// # Errors
/// The sentence.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_noted| {
        let report = REPORT.take();
        let report = report.map_or_else(String::new, |path| {
            format!("；错误报告在 {}，里面没有表中的内容，请把它交给维护人员", path.display())
        });
        format!("程序内部出错，这一步没有完成，已保存的数都在{report}")
    })
}

fn place(info: &PanicHookInfo<'_>) -> String {
    info.location().map_or_else(|| "不知何处".to_owned(), |it| format!("{}:{}:{}", it.file(), it.line(), it.column()))
}

/// The words of a panic if they stand in the program; words that were put together could hold what was typed.
fn words(payload: &dyn Any) -> &'static str {
    payload.downcast_ref::<&'static str>().copied().unwrap_or("（从略，可能含有填写的内容）")
}

fn report(info: &PanicHookInfo<'_>, place: &str) -> String {
    let mut text = "填报程序的错误报告\n本报告不含表中的内容、单位名称和文件名。\n\n".to_owned();
    let thread = std::thread::current();
    let lines = [
        ("版本", about::version().replace('\n', "；")),
        ("时间", Zoned::now().strftime("%Y-%m-%d %H:%M:%S %:z").to_string()),
        ("系统", diagnostics::system()),
        ("线程", thread.name().unwrap_or("无名").to_owned()),
        ("位置", place.to_owned()),
        ("说明", words(info.payload()).to_owned()),
        ("调用经过", format!("\n{}", Backtrace::force_capture())),
    ];
    for (name, value) in lines {
        // Writing to memory cannot fail.
        writeln!(text, "{name}：{value}").ok();
    }
    text
}

/// Fails here when a test wants it: `TIANBAO_PANIC=PLACE=FILE` while there is such a file, which is removed.
///
/// # Panics
/// That is what it is for.
#[cfg(debug_assertions)]
pub fn provoke(place: &str) {
    let Ok(wanted) = std::env::var("TIANBAO_PANIC") else { return };
    let file = wanted.split_once('=').filter(|(wanted, _)| *wanted == place).map(|(_, file)| file);
    if let Some(file) = file
        && std::fs::remove_file(file).is_ok()
    {
        panic!("wanted by a test");
    }
}

/// Panics never: only builds for development can be asked to.
#[cfg(not(debug_assertions))]
pub fn provoke(_place: &str) {}

#[cfg(test)]
mod tests {
    use super::{guarded, words};

    #[test]
    fn what_was_typed_is_not_repeated() {
        let typed = "某单位的备注".to_owned();
        assert!(words(&format!("no such cell: {typed}")).starts_with("（从略"));
        assert_eq!(words(&"the list is empty"), "the list is empty");
    }

    #[test]
    fn a_panic_becomes_a_sentence() {
        assert_eq!(guarded(|| 1), Ok(1));
        let numbers: Vec<u8> = Vec::new();
        let sentence = guarded(|| numbers[0]).expect_err("there is no number");
        assert!(sentence.starts_with("程序内部出错"), "{sentence}");
    }
}
