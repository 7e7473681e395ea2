//! Tells the program which commit it is made of; a copy of the sources without git is fine too.
//!
//! Only optimised builds ask git: while one develops, the program would be built anew with every commit for nothing.

use std::process::Command;

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned()).filter(|text| !text.is_empty())
}

fn main() {
    println!("cargo:rerun-if-changed=.cargo/build.rs");
    println!("cargo:rerun-if-env-changed=TIANBAO_COMMIT");
    let named = std::env::var("TIANBAO_COMMIT").ok();
    let is_release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let commit = named.or_else(|| {
        if !is_release {
            return None;
        }
        for file in ["HEAD", "logs/HEAD"] {
            if let Some(path) = git(&["rev-parse", "--git-path", file]) {
                println!("cargo:rerun-if-changed={path}");
            }
        }
        git(&["rev-parse", "--short=12", "HEAD"])
    });
    println!("cargo:rustc-env=TIANBAO_COMMIT={}", commit.unwrap_or_default());
}
