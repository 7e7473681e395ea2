//! The programs of others that look at what was exported: poppler, LibreOffice, a reader of QR codes.

use std::path::Path;
use std::process::Command;

/// What a tool of poppler prints about a document.
pub(crate) fn poppler(tool: &str, arguments: &[&str], document: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("form.pdf");
    std::fs::write(&path, document).expect("the document is written");
    let mut command = Command::new(tool);
    command.args(arguments).arg(&path);
    if tool == "pdftotext" {
        command.arg("-");
    }
    output(&mut command, "poppler-utils")
}

/// The number of pages of a PDF document.
pub(crate) fn page_count(document: &[u8]) -> usize {
    let info = poppler("pdfinfo", &[], document);
    let line = info.lines().find_map(|line| line.strip_prefix("Pages:")).expect("a page count");
    line.trim().parse().expect("a number")
}

/// A text without its spaces: a label that wraps in its cell is whole again.
pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<String>().replace('\u{200b}', "")
}

/// Word documents as a word processor prints them to PDF.
pub(crate) fn converted(documents: &[(&str, Vec<u8>)]) -> Vec<Vec<u8>> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut command = Command::new("soffice");
    command
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path());
    let path = |name: &str, extension: &str| folder.path().join(format!("{name}.{extension}"));
    for (name, document) in documents {
        std::fs::write(path(name, "docx"), document).expect("the document is written");
        command.arg(path(name, "docx"));
    }
    output(&mut command, "libreoffice-writer");
    documents.iter().map(|(name, _)| std::fs::read(path(name, "pdf")).expect("converted")).collect()
}

/// What the QR code on the last page of a PDF document says.
pub(crate) fn qr_text(document: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("form.pdf");
    std::fs::write(&path, document).expect("the document is written");
    let last = page_count(document).to_string();
    let mut render = Command::new("pdftoppm");
    render.args(["-r", "200", "-gray", "-png", "-singlefile", "-f", &last, "-l", &last]).arg(&path);
    output(render.arg(folder.path().join("page")), "poppler-utils");
    read_qr(&folder.path().join("page.png"))
}

/// What the QR code in a picture says.
pub(crate) fn read_qr(picture: &Path) -> String {
    let mut command = Command::new("zbarimg");
    command.args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"]).arg(picture);
    output(&mut command, "zbar-tools").trim_end().to_owned()
}

fn output(command: &mut Command, package: &str) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("install {package}: {error}"));
    assert!(output.status.success(), "{command:?}: {output:?}");
    // What poppler tells about the structure of a document has titles in UTF-16 between its own words.
    String::from_utf8_lossy(&output.stdout).into_owned()
}
