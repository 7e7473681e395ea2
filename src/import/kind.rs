//! What a file is, told by its content: an extension lies, or is lost on the way.

use super::cfb::{self, Compound};
use super::error::{Foreign, ReadError};
use super::grid::FileKind;
use super::limits::Limits;
use super::readers::{csv, mht, text};
use super::{archive, encoding};

/// How many of the first bytes tell a kind of text.
const HEAD_BYTES: usize = 4096;

/// First bytes that tell a kind which cannot be read.
const FOREIGN: &[(&[u8], Foreign)] = &[
    (b"%PDF", Foreign::Pdf),
    (b"\x89PNG", Foreign::Picture),
    (b"\xff\xd8\xff", Foreign::Picture),
    (b"GIF8", Foreign::Picture),
    (b"II*\0", Foreign::Picture),
    (b"MM\0*", Foreign::Picture),
    (b"BM", Foreign::Picture),
    (b"\0\0\x01\0", Foreign::Picture),
    (b"Rar!", Foreign::Archive),
    (b"7z\xbc\xaf", Foreign::Archive),
    (b"\x1f\x8b", Foreign::Archive),
    (b"MSCF", Foreign::Archive),
    (b"MZ", Foreign::Program),
    (b"\x7fELF", Foreign::Program),
    (b"{\\rtf", Foreign::Rtf),
    (b"\x09\x00\x04\x00", Foreign::OldWorkbook),
    (b"\x09\x02\x06\x00", Foreign::OldWorkbook),
    (b"\x09\x04\x06\x00", Foreign::OldWorkbook),
    (b"\xdb\xa5", Foreign::OldWord),
    (b"1\xbe\0\0", Foreign::OldWord),
];

/// Recognises a file.
///
/// # Errors
/// A sentence that says what it is and what to ask for, when it is nothing that can be read.
pub fn recognise(bytes: &[u8], limits: &Limits) -> Result<FileKind, ReadError> {
    if bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) || bytes == b"\xef\xbb\xbf" {
        return Err(ReadError::Empty);
    }
    if bytes.len() as u64 > limits.file_bytes {
        return Err(ReadError::TooBig { what: format!("超过 {} MB", limits.file_bytes >> 20) });
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return of_archive(bytes, limits);
    }
    if bytes.starts_with(cfb::MAGIC) {
        return of_compound(bytes);
    }
    if mht::is_archive(bytes) {
        return Ok(FileKind::Mht);
    }
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let foreign = FOREIGN.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, foreign)| *foreign);
    // Two letters are too few to tell a picture or a program from a text that begins with them.
    let is_binary = bytes.iter().take(HEAD_BYTES).any(|byte| *byte == 0);
    let may_be_text = !is_binary && (bytes.starts_with(b"BM") || bytes.starts_with(b"MZ"));
    match foreign.or(is_webp.then_some(Foreign::Picture)) {
        Some(foreign) if !may_be_text => Err(ReadError::Unsupported(foreign)),
        _ => of_text(bytes),
    }
}

/// The kind of a zip archive, by the parts that it lists.
fn of_archive(bytes: &[u8], limits: &Limits) -> Result<FileKind, ReadError> {
    let Some(names) = archive::names(bytes, limits) else {
        return Err(ReadError::Damaged { kind: of_broken_archive(bytes) });
    };
    let names: Vec<String> = names.iter().map(|name| name.trim_start_matches('/').to_ascii_lowercase()).collect();
    let has = |name: &str| names.iter().any(|it| it == name);
    let has_folder = |folder: &str| names.iter().any(|it| it.starts_with(folder));
    if has("xl/workbook.bin") {
        Ok(FileKind::Xlsb)
    } else if has_folder("xl/") {
        Ok(FileKind::Xlsx)
    } else if has_folder("word/") {
        Ok(FileKind::Docx)
    } else if has("ofd.xml") {
        Err(ReadError::Unsupported(Foreign::Ofd))
    } else if has_folder("ppt/") {
        Err(ReadError::Unsupported(Foreign::Slides))
    } else if has("content.xml") {
        of_open_document(bytes, limits)
    } else if has("[content_types].xml") {
        of_package(bytes, limits)
    } else {
        Err(ReadError::Unsupported(Foreign::Archive))
    }
}

/// The kind of an office package whose parts lie in other folders than usual, by its list of contents.
fn of_package(bytes: &[u8], limits: &Limits) -> Result<FileKind, ReadError> {
    let mut archive = archive::Archive::open(bytes, FileKind::Xlsx, limits)?;
    let said = archive.text("[Content_Types].xml")?.unwrap_or_default().to_ascii_lowercase();
    let is_main = |kind: &str| said.contains(&format!("{kind}.main+xml"));
    let is = |words: [&str; 4]| words.into_iter().any(is_main);
    if said.contains("ms-excel.sheet.binary.macroenabled.main") {
        Ok(FileKind::Xlsb)
    } else if is([
        "spreadsheetml.sheet",
        "spreadsheetml.template",
        "ms-excel.sheet.macroenabled",
        "ms-excel.template.macroenabled",
    ]) {
        Ok(FileKind::Xlsx)
    } else if is([
        "wordprocessingml.document",
        "wordprocessingml.template",
        "ms-word.document.macroenabled",
        "ms-word.template.macroenabledtemplate",
    ]) {
        Ok(FileKind::Docx)
    } else if said.contains("presentationml") {
        Err(ReadError::Unsupported(Foreign::Slides))
    } else {
        Err(ReadError::Unsupported(Foreign::Archive))
    }
}

/// The kind of a zip archive whose list of parts is lost, by the names before its parts.
fn of_broken_archive(bytes: &[u8]) -> FileKind {
    const FIRST_PARTS: usize = 64 * 1024;
    let first = bytes.get(..FIRST_PARTS).unwrap_or(bytes);
    let has = |name: &[u8]| first.windows(name.len()).any(|it| it == name);
    let kinds: [(&[u8], FileKind); 3] =
        [(b"word/", FileKind::Docx), (b"xl/", FileKind::Xlsx), (b"opendocument", FileKind::Ods)];
    kinds.into_iter().find(|(name, _)| has(name)).map_or(FileKind::Xlsx, |(_, kind)| kind)
}

/// The kind of an OpenDocument file, by what its part `mimetype` says.
fn of_open_document(bytes: &[u8], limits: &Limits) -> Result<FileKind, ReadError> {
    let mut archive = archive::Archive::open(bytes, FileKind::Ods, limits)?;
    let said = archive.bytes("mimetype")?.unwrap_or_default();
    let says = |word: &[u8]| said.windows(word.len()).any(|it| it == word);
    if says(b"opendocument.text") {
        Err(ReadError::Unsupported(Foreign::Odt))
    } else if says(b"presentation") {
        Err(ReadError::Unsupported(Foreign::Slides))
    } else {
        Ok(FileKind::Ods)
    }
}

/// The kind of a compound file, by its streams.
fn of_compound(bytes: &[u8]) -> Result<FileKind, ReadError> {
    let file = Compound::open(bytes).ok_or(ReadError::Damaged { kind: FileKind::Xls })?;
    let entries = file.entries();
    // A folder that cannot be read leaves the order: the document stands before what is embedded in it.
    let names: Vec<&str> = Compound::top(&entries).into_iter().chain(&entries).map(|it| it.name.as_str()).collect();
    // What is encrypted may keep an empty document beside it, for programs that know no encryption.
    if names.iter().any(|name| matches!(*name, "EncryptedPackage" | "EncryptionInfo")) {
        return Err(ReadError::Encrypted);
    }
    for name in names {
        match name.to_ascii_lowercase().as_str() {
            "workbook" | "book" => return Ok(FileKind::Xls),
            "worddocument" => return Ok(FileKind::Doc),
            "powerpoint document" => return Err(ReadError::Unsupported(Foreign::Slides)),
            _ => {}
        }
    }
    Err(ReadError::Unsupported(Foreign::Unknown))
}

/// The kind of a text: JSON, XML, a web page, records, or running text.
fn of_text(bytes: &[u8]) -> Result<FileKind, ReadError> {
    let Some(whole) = encoding::plain_text(bytes) else {
        return Err(ReadError::Unsupported(Foreign::Unknown));
    };
    let start = whole.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if start.is_empty() {
        return Err(ReadError::Empty);
    }
    let head: String = start.chars().take(HEAD_BYTES).collect::<String>().to_ascii_lowercase();
    if head.starts_with('{') && head.contains("\"tianbao\"") {
        return Ok(FileKind::Filing);
    }
    if head.starts_with('{') || head.starts_with("[{") {
        return Err(ReadError::Unsupported(Foreign::Json));
    }
    if head.starts_with('<') {
        if head.contains("urn:schemas-microsoft-com:office:spreadsheet") && head.starts_with("<?xml") {
            return Ok(FileKind::SpreadsheetXml);
        }
        if head.contains("office/word/2003/wordml") || head.contains("schemas.microsoft.com/office/2006/xmlpackage") {
            return Ok(FileKind::Docx);
        }
        return Ok(FileKind::Html);
    }
    if head.contains("<html") || head.contains("<table") {
        return Ok(FileKind::Html);
    }
    let is_drawn = text::is_drawn(start);
    Ok(if !is_drawn && csv::delimiter(start).is_some() { FileKind::Csv } else { FileKind::Text })
}
