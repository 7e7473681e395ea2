//! What a file is, told by its content: an extension lies, or is lost on the way.

use super::cfb::{self, Compound};
use super::error::{Foreign, ReadError};
use super::grid::FileKind;
use super::limits::Limits;
use super::readers::locked::is_stream;
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
    (b"AT&TFORM", Foreign::Picture),
    (b"Rar!", Foreign::Archive),
    (b"\xfd7zXZ", Foreign::Archive),
    (b"BZh9", Foreign::Archive),
    (b"7z\xbc\xaf", Foreign::Archive),
    (b"\x1f\x8b", Foreign::Archive),
    (b"MSCF", Foreign::Archive),
    (b"MZ", Foreign::Program),
    (b"\x7fELF", Foreign::Program),
    (b"{\\rtf", Foreign::Rtf),
    (b"\x09\x00\x04\x00", Foreign::OldWorkbook),
    (b"\x09\x02\x06\x00", Foreign::OldWorkbook),
    (b"\x09\x04\x06\x00", Foreign::OldWorkbook),
    // The records of a newer workbook without the container around them.
    (b"\x09\x08\x08\x00", Foreign::OldWorkbook),
    (b"\x09\x08\x10\x00", Foreign::OldWorkbook),
    (b"\0\0\x02\0\x04\x04\x06\0", Foreign::Lotus),
    (b"\0\0\x02\0\x06\x04\x06\0", Foreign::Lotus),
    (b"\0\0\x1a\0", Foreign::Lotus),
    (b"\0\x01\0\0Standard Jet DB", Foreign::Database),
    (b"\0\x01\0\0Standard ACE DB", Foreign::Database),
    (b"Founder CEB", Foreign::Ceb),
    (b"FounderCEB", Foreign::Ceb),
    (b"\xffWPC", Foreign::OldWord),
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
    let is_heic = bytes.get(4..8) == Some(b"ftyp") && matches!(bytes.get(8..12), Some(b"heic" | b"heix" | b"mif1"));
    let is_tar = bytes.get(257..262) == Some(b"ustar");
    let foreign = FOREIGN.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, foreign)| *foreign);
    // Two letters are too few to tell a picture or a program from a text that begins with them.
    let is_binary = bytes.iter().take(HEAD_BYTES).any(|byte| *byte == 0);
    let may_be_text = !is_binary && (bytes.starts_with(b"BM") || bytes.starts_with(b"MZ"));
    let foreign = foreign
        .or((is_webp || is_heic).then_some(Foreign::Picture))
        .or(is_tar.then_some(Foreign::Archive))
        .or(is_dbase(bytes).then_some(Foreign::Database));
    match foreign {
        Some(foreign) if !may_be_text => Err(ReadError::Unsupported(foreign)),
        _ => of_text(bytes),
    }
}

/// Whether the bytes begin as a table of dBase: its version, the day it was changed, and a head of whole fields.
fn is_dbase(bytes: &[u8]) -> bool {
    const FIELD: usize = 32;
    let Some([version, _, month, day, _, _, _, _, low, high, width_low, width_high, ..]) = bytes.get(..FIELD) else {
        return false;
    };
    let head = usize::from(u16::from_le_bytes([*low, *high]));
    let width = u16::from_le_bytes([*width_low, *width_high]);
    let is_dated = (1..=12).contains(month) && (1..=31).contains(day);
    // Visual FoxPro has 263 bytes more in its head.
    let is_head = head > FIELD && matches!(head % FIELD, 0..=2 | 8) && width > 1;
    matches!(version, 0x02 | 0x03 | 0x30 | 0x31 | 0x32 | 0x83 | 0x8b | 0xf5) && is_dated && is_head
}

/// The kind of a zip archive, by the parts that it lists.
fn of_archive(bytes: &[u8], limits: &Limits) -> Result<FileKind, ReadError> {
    let Some(names) = archive::names(bytes, limits) else {
        return Err(ReadError::Damaged { kind: of_broken_archive(bytes) });
    };
    let names: Vec<String> = names.iter().map(|name| name.trim_start_matches('/').to_ascii_lowercase()).collect();
    let has = |name: &str| names.iter().any(|it| it == name);
    let has_folder = |folder: &str| names.iter().any(|it| it.starts_with(folder));
    let has_ending = |ending: &str| names.iter().any(|it| it.ends_with(ending));
    if has("xl/workbook.bin") || (has_folder("xl/") && is_binary_workbook(bytes, limits)) {
        Ok(FileKind::Xlsb)
    } else if has_folder("xl/") {
        Ok(FileKind::Xlsx)
    } else if has_folder("word/") {
        Ok(FileKind::Docx)
    } else if has("ofd.xml") {
        Err(ReadError::Unsupported(Foreign::Ofd))
    } else if has_folder("ppt/") {
        Err(ReadError::Unsupported(Foreign::Slides))
    } else if has_folder("visio/") {
        Err(ReadError::Unsupported(Foreign::Drawing))
    } else if has("fixeddocseq.fdseq") || has_ending(".fpage") {
        Err(ReadError::Unsupported(Foreign::Xps))
    } else if has_ending(".iwa") || has("index.zip") || has("index.apxl") {
        Err(ReadError::Unsupported(Foreign::IWork))
    } else if has_ending(".opf") && has("mimetype") {
        Err(ReadError::Unsupported(Foreign::Epub))
    } else if has("content.xml") {
        of_open_document(bytes, limits)
    } else if has("[content_types].xml") {
        of_package(bytes, limits)
    } else {
        Err(ReadError::Unsupported(Foreign::Archive))
    }
}

/// Whether a package whose main part has another name than usual says that it is a binary workbook.
fn is_binary_workbook(bytes: &[u8], limits: &Limits) -> bool {
    let archive = archive::Archive::open(bytes, FileKind::Xlsb, limits);
    let said = archive.and_then(|mut archive| archive.text("[Content_Types].xml")).ok().flatten().unwrap_or_default();
    said.to_ascii_lowercase().contains("ms-excel.sheet.binary.macroenabled.main")
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
    if names.iter().any(|name| is_stream(name)) {
        return Ok(FileKind::Locked);
    }
    for name in names {
        match name.to_ascii_lowercase().as_str() {
            "workbook" | "book" => return Ok(FileKind::Xls),
            "worddocument" => return Ok(FileKind::Doc),
            "powerpoint document" => return Err(ReadError::Unsupported(Foreign::Slides)),
            "visiodocument" => return Err(ReadError::Unsupported(Foreign::Drawing)),
            "__properties_version1.0" => return Err(ReadError::Unsupported(Foreign::Mail)),
            _ => {}
        }
    }
    Err(ReadError::Unsupported(Foreign::OldOffice))
}

/// Tables in the text formats of the first spreadsheets.
fn of_old_table(head: &str) -> Option<Foreign> {
    let mut lines = head.lines().map(str::trim);
    match (lines.next()?, lines.next()) {
        (first, _) if first.starts_with("id;p") => Some(Foreign::Sylk),
        ("table", Some(second)) if second.replace(' ', "") == "0,1" => Some(Foreign::Dif),
        _ => None,
    }
}

/// The kind of an OpenDocument file that is one XML file.
fn of_flat_document(head: &str) -> Result<FileKind, ReadError> {
    let is = |word: &str| head.contains(&format!("opendocument.{word}"));
    if is("text") {
        Err(ReadError::Unsupported(Foreign::Odt))
    } else if is("presentation") || is("graphics") {
        Err(ReadError::Unsupported(Foreign::Slides))
    } else {
        Ok(FileKind::Ods)
    }
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
    let is_list = head.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(['{', '[', '"']));
    if head.starts_with('{') || is_list {
        return Err(ReadError::Unsupported(Foreign::Json));
    }
    if let Some(old) = of_old_table(&head) {
        return Err(ReadError::Unsupported(old));
    }
    if head.starts_with('<') {
        if head.contains("urn:schemas-microsoft-com:office:spreadsheet") && head.starts_with("<?xml") {
            return Ok(FileKind::SpreadsheetXml);
        }
        if head.contains("office/word/2003/wordml") || head.contains("schemas.microsoft.com/office/2006/xmlpackage") {
            return Ok(FileKind::Docx);
        }
        if head.contains("<office:document") && head.contains("urn:oasis:names:tc:opendocument") {
            return of_flat_document(&head);
        }
        return Ok(FileKind::Html);
    }
    if head.contains("<html") || head.contains("<table") {
        return Ok(FileKind::Html);
    }
    let is_drawn = text::is_drawn(start);
    Ok(if !is_drawn && csv::delimiter(start).is_some() { FileKind::Csv } else { FileKind::Text })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foreign(bytes: &[u8]) -> Option<Foreign> {
        match recognise(bytes, &Limits::default()) {
            Err(ReadError::Unsupported(foreign)) => Some(foreign),
            _ => None,
        }
    }

    /// A zip archive with empty parts.
    fn archive(names: &[&str]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for name in names {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        }
        writer.finish().expect("an archive").into_inner()
    }

    #[test]
    fn old_and_foreign_files_are_named() {
        let mut dbase = vec![0x03, 123, 1, 15, 2, 0, 0, 0, 65, 0, 12, 0];
        dbase.resize(200, 0);
        for (bytes, kind) in [
            (b"ID;PWXL;N;E\r\nC;Y1;X1;K12\r\n".as_slice(), Foreign::Sylk),
            (b"TABLE\r\n0,1\r\n\"EXCEL\"\r\nVECTORS\r\n0,3\r\n", Foreign::Dif),
            (b"\x09\x08\x10\x00\x00\x06\x05\x00\0\0", Foreign::OldWorkbook),
            (b"\x09\x08\x08\x00\x00\x05\x05\x00\0\0", Foreign::OldWorkbook),
            (b"\0\0\x02\0\x06\x04\x06\0\x08\0", Foreign::Lotus),
            (b"\0\x01\0\0Standard Jet DB\0\x01", Foreign::Database),
            (&dbase, Foreign::Database),
            (b"Founder CEB 3.0\0\0", Foreign::Ceb),
            (b"{\"a\":1}\n{\"a\":2}\n", Foreign::Json),
            (b"[\n  {\"a\": 1}\n]", Foreign::Json),
            (b"\0\0\0\x18ftypheic\0\0\0\0", Foreign::Picture),
        ] {
            assert_eq!(foreign(bytes), Some(kind));
        }
        for (names, kind) in [
            (["Index/Document.iwa", "Metadata/Properties.plist"].as_slice(), Foreign::IWork),
            (&["Index.zip", "preview.jpg"], Foreign::IWork),
            (&["[Content_Types].xml", "FixedDocSeq.fdseq"], Foreign::Xps),
            (&["mimetype", "META-INF/container.xml", "OEBPS/content.opf"], Foreign::Epub),
            (&["[Content_Types].xml", "visio/document.xml"], Foreign::Drawing),
            (&["甲.xlsx", "乙.xlsx"], Foreign::Archive),
        ] {
            assert_eq!(foreign(&archive(names)), Some(kind), "{names:?}");
        }
        let sentence = ReadError::Unsupported(Foreign::Sylk).to_string();
        assert!(sentence.contains("SYLK") && sentence.contains("另存为 .xlsx"), "{sentence}");
    }

    #[test]
    fn one_xml_file_may_be_a_spreadsheet() {
        let flat = |kind: &str| {
            format!(
                "<?xml version=\"1.0\"?><office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" office:mimetype=\"application/vnd.oasis.opendocument.{kind}\"></office:document>"
            )
        };
        assert_eq!(recognise(flat("spreadsheet").as_bytes(), &Limits::default()), Ok(FileKind::Ods));
        assert_eq!(foreign(flat("text").as_bytes()), Some(Foreign::Odt));
        assert_eq!(foreign(flat("presentation").as_bytes()), Some(Foreign::Slides));
    }

    #[test]
    fn texts_that_only_begin_so_are_texts() {
        for text in ["[甲市] 统计表\n行政许可\t4\n", "Table\n1,2\n3,4\n", "ID;姓名\n1;甲\n"] {
            assert_eq!(foreign(text.as_bytes()), None, "{text}");
        }
    }
}
