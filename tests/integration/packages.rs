//! What the product is made of: only libraries with licences that offices can accept, from one source, and none that
//! could open a network connection. The rules stand in `.ci/deny.toml`, which `cargo deny` reads too.

use std::process::Command;

use serde_json::Value as Json;

/// Those that are built into the product on this system, as cargo tells.
fn packages() -> Vec<Json> {
    let host = concat!("x86_64-unknown-", "linux-gnu");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--format-version=1", "--offline", "--locked", "--filter-platform", host]);
    let output = cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Json = serde_json::from_slice(&output.stdout).expect("JSON");
    let all = metadata["packages"].as_array().expect("packages").clone();
    all.into_iter().filter(|package| !package["source"].is_null()).collect()
}

fn rules() -> toml::Table {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/deny.toml");
    std::fs::read_to_string(path).expect("the rules").parse().expect("TOML")
}

fn texts(list: &toml::Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|it| it.as_str().expect("a text")).collect()
}

/// Whether a licence expression (`MIT OR (Apache-2.0 AND BSD-3-Clause)`, in old packages also `MIT/Apache-2.0`) can be
/// kept by keeping allowed licences only.
fn is_allowed(expression: &str, allowed: &[&str]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let is_kept = any(&words, &mut at, allowed);
    assert_eq!(at, words.len(), "{expression} cannot be read");
    is_kept
}

fn any(words: &[&str], at: &mut usize, allowed: &[&str]) -> bool {
    let mut is_kept = all(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        is_kept |= all(words, at, allowed);
    }
    is_kept
}

fn all(words: &[&str], at: &mut usize, allowed: &[&str]) -> bool {
    let mut is_kept = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        is_kept &= one(words, at, allowed);
    }
    is_kept
}

fn one(words: &[&str], at: &mut usize, allowed: &[&str]) -> bool {
    let word = words.get(*at).expect("a licence");
    *at += 1;
    if *word == "(" {
        let is_kept = any(words, at, allowed);
        assert_eq!(words.get(*at), Some(&")"));
        *at += 1;
        return is_kept;
    }
    let mut name = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        name = format!("{name} WITH {}", words[*at + 1]);
        *at += 2;
    }
    allowed.contains(&name.as_str())
}

#[test]
fn expressions_are_judged() {
    let allowed = ["MIT", "BSD-3-Clause", "Apache-2.0 WITH LLVM-exception"];
    for expression in
        ["MIT", "GPL-3.0 OR MIT", "MIT/Apache-2.0", "(MIT OR X) AND BSD-3-Clause", "Apache-2.0 WITH LLVM-exception"]
    {
        assert!(is_allowed(expression, &allowed), "{expression}");
    }
    for expression in ["GPL-3.0", "MIT AND GPL-3.0", "Apache-2.0", "(MIT OR X) AND Y"] {
        assert!(!is_allowed(expression, &allowed), "{expression}");
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "the figures are wanted with --nocapture")]
fn libraries_keep_the_rules() {
    let rules = rules();
    let allowed = texts(&rules["licenses"]["allow"]);
    let sources: Vec<String> =
        texts(&rules["sources"]["allow-registry"]).iter().map(|it| format!("registry+{it}")).collect();
    let banned = rules["bans"]["deny"].as_array().expect("a list");
    let banned: Vec<&str> = banned.iter().map(|it| it["crate"].as_str().expect("a name")).collect();
    let packages = packages();
    for package in &packages {
        let name = package["name"].as_str().expect("a name");
        let licence = package["license"].as_str().unwrap_or_else(|| panic!("{name} names no licence"));
        assert!(is_allowed(licence, &allowed), "{name}: {licence}");
        assert!(!banned.contains(&name), "{name} may not come in");
        let source = package["source"].as_str().expect("a source");
        assert!(sources.iter().any(|it| it == source), "{name} comes from {source}");
    }
    println!("{} libraries, {} licences allowed, {} names banned", packages.len(), allowed.len(), banned.len());
    assert!(packages.len() > 300, "cargo told of {} only", packages.len());
}
