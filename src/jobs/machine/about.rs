//! What this program is: its version, the commit that it was made of, and the forms in it.

use std::sync::OnceLock;

use crate::form::Catalogue;

/// The version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The commit, as `build.rs` found it.
pub fn commit() -> &'static str {
    match env!("TIANBAO_COMMIT") {
        "" if cfg!(debug_assertions) => "开发构建",
        "" => "未注明",
        commit => commit,
    }
}

/// The ids of the forms in it.
pub fn forms() -> String {
    let sources = Catalogue::shipped_sources().iter();
    sources.map(|(file, _)| file.trim_end_matches(".toml")).collect::<Vec<_>>().join("、")
}

/// Version, commit and forms, as `--version` says them behind the name.
pub fn version() -> &'static str {
    static VERSION_TEXT: OnceLock<String> = OnceLock::new();
    VERSION_TEXT.get_or_init(|| format!("{VERSION}（提交 {}）\n表式 {}", commit(), forms()))
}
