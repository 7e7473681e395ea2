//! `docs/RULES.md` is generated, and current.

use tianbao::check::rules;
use tianbao::form::Catalogue;

#[test]
fn rules_document_is_current() {
    let forms = Catalogue::shipped().all();
    let current = rules::markdown(&forms.iter().map(AsRef::as_ref).collect::<Vec<_>>());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/RULES.md");
    if std::env::var_os("TIANBAO_UPDATE").is_some() {
        std::fs::write(path, &current).expect("docs can be written");
    }
    let there = std::fs::read_to_string(path).unwrap_or_default();
    assert!(there == current, "docs/RULES.md is not current; run: TIANBAO_UPDATE=1 cargo test rules_document");
}
