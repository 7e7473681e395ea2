//! Files encrypted with the password that every office program tries, in each way of encrypting, are read like the file
//! that is not; files with another password are refused.
//!
//! `tests/data/locked`: `libreoffice.xls` and `secret.xls` were written by LibreOffice, `agile-sha512.xlsx` and
//! `secret.xlsx` by msoffcrypto-tool, the others by a script after [MS-OFFCRYPTO] whose output msoffcrypto-tool or
//! LibreOffice opened again.

use std::path::PathBuf;

use tianbao::form::Catalogue;
use tianbao::import::Lexicon;

use super::samples::plan;
use crate::support::data;

fn file(name: &str) -> PathBuf {
    data(&format!("locked/{name}"))
}

#[test]
fn what_every_program_opens_is_read() {
    let lexicon = Lexicon::new(&Catalogue::shipped());
    let (open, _) = plan(&file("open.xlsx"), &lexicon).expect("it is read");
    assert_eq!(open.placements.len(), 200);
    for name in [
        "agile-sha1.xlsx",
        "agile-sha384.xlsx",
        "agile-sha512.xlsx",
        "standard-128.xlsx",
        "standard-256.xlsx",
        "crypto-api-40.xls",
        "crypto-api-128.xls",
        "libreoffice.xls",
        "mixed.xls",
        "rc4.xls",
    ] {
        let (found, _) = plan(&file(name), &lexicon).unwrap_or_else(|sentence| panic!("{name}: {sentence}"));
        for cell in open.form.cell_indices() {
            let value = |plan: &tianbao::import::Plan| plan.placement(cell).map(|it| (it.value.clone(), it.state));
            assert_eq!(value(&found), value(&open), "{name}: {}", open.form.cell(cell).id);
        }
    }
}

#[test]
fn another_password_is_told() {
    let lexicon = Lexicon::new(&Catalogue::shipped());
    for name in ["secret.xlsx", "secret.xls"] {
        let sentence = plan(&file(name), &lexicon).expect_err("it is encrypted");
        assert!(sentence.contains("密码"), "{name}: {sentence}");
    }
}

/// Whatever is broken in an encrypted package, it ends with a sentence. (What is broken in a workbook of Excel 97 may end a
/// worker; `fuzz_readers` has those.)
#[test]
fn broken_ones_are_refused_in_words() {
    let lexicon = Lexicon::new(&Catalogue::shipped());
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["standard-128.xlsx", "standard-256.xlsx"] {
        let bytes = std::fs::read(file(name)).expect("a file");
        // Far enough apart that the test is quick, odd so that every kind of place is met.
        for at in (0..bytes.len()).step_by((bytes.len() / 40) | 1) {
            let mut broken = bytes.clone();
            broken[at] ^= 0x55;
            broken.truncate(bytes.len() - at % 3 * 700);
            let path = folder.path().join("file");
            std::fs::write(&path, broken).expect("written");
            if let Err(sentence) = plan(&path, &lexicon) {
                assert!(!sentence.is_empty(), "{name} at {at}");
            }
        }
    }
}
