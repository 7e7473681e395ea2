//! Bytes to text: the byte order mark first, then what the text says of itself, then UTF-8, then GB18030.
//!
//! GB18030 is the last resort because every Chinese file that is not Unicode is GBK, of which it is the superset.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How many of the first bytes may say the encoding of a web page.
const META_BYTES: usize = 4096;

/// The text of plain text; nothing when the bytes are no text at all.
pub(crate) fn plain_text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    decode(bytes, None)
}

/// The text of a web page, which may name its encoding in a `meta`.
pub(super) fn html_text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    web_text(bytes, None)
}

/// The text of a web page of which somebody else also says the encoding.
///
/// Pages travel through programs that write a text anew and leave what it says of itself. Chinese that is valid UTF-8 is
/// nothing else; then the word from outside stands before that of the page.
pub(super) fn web_text<'a>(bytes: &'a [u8], said: Option<&str>) -> Option<Cow<'a, str>> {
    let is_marked = Encoding::for_bom(bytes).is_some();
    if !is_marked
        && !bytes.is_ascii()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Some(Cow::Borrowed(text));
    }
    let in_xml = || declared(bytes, "encoding=").filter(|_| bytes.trim_ascii_start().starts_with(b"<?xml"));
    let own = declared(bytes, "charset=").or_else(in_xml);
    // What every text can be says nothing; two bytes a letter would be told by their zeros.
    let is_word = |it: &&'static Encoding| ![UTF_16LE, UTF_16BE, WINDOWS_1252].contains(it);
    let words = [said.and_then(|it| labelled(it.as_bytes())), own];
    let mut words = words.into_iter().flatten().filter(is_word);
    let fits = |it: &&'static Encoding| it.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    let best = words.clone().find(fits).or_else(|| words.next());
    decode(bytes, best)
}

/// The text of a part of XML.
pub(super) fn xml_text(bytes: Vec<u8>) -> Option<String> {
    if bytes.starts_with(b"\xef\xbb\xbf") || bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return decode(&bytes, None).map(Cow::into_owned);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => decode(error.as_bytes(), declared(error.as_bytes(), "encoding=")).map(Cow::into_owned),
    }
}

/// The encoding that the first bytes name behind a word.
fn declared(bytes: &[u8], word: &str) -> Option<&'static Encoding> {
    let head: String = bytes.iter().take(META_BYTES).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let (_, rest) = head.split_once(word)?;
    let label: String = rest
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    labelled(label.as_bytes())
}

/// The encoding with a name; GBK and GB2312 are read as their superset.
fn labelled(label: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label(label).map(|it| if it == encoding_rs::GBK { GB18030 } else { it })
}

fn decode<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> Option<Cow<'a, str>> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark..)?);
        return Some(text);
    }
    if let Some(encoding) = declared
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Some(text);
    }
    if bytes.contains(&0) {
        if let Some(wide) = wide(bytes) {
            return wide.decode_without_bom_handling_and_without_replacement(bytes);
        }
        return decode(&without_zeros(bytes)?, declared).map(|text| Cow::Owned(text.into_owned()));
    }
    for encoding in [UTF_8, GB18030] {
        if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
            return Some(text);
        }
    }
    // A stray byte does not hide the rest: take the reading with fewer replaced characters.
    let lossy = [declared.unwrap_or(GB18030), UTF_8].map(|encoding| encoding.decode_without_bom_handling(bytes).0);
    let broken = |text: &str| text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let [first, second] = lossy;
    let best = if broken(&second) < broken(&first) { second } else { first };
    (broken(&best) * 50 <= best.chars().count()).then_some(best)
}

/// A text without zero bytes, of which some programs leave a few in it and many behind its end; nothing when the bytes are
/// no text.
fn without_zeros(bytes: &[u8]) -> Option<Vec<u8>> {
    const ONE_OF: usize = 50;
    let end = bytes.iter().rposition(|byte| *byte != 0)? + 1;
    let text = bytes.get(..end)?;
    let zeros = text.split(|byte| *byte == 0).count() - 1;
    let is_text = |byte: &u8| *byte >= b' ' || matches!(byte, 0 | b'\t' | b'\n' | b'\r' | 0x0c | 0x1a);
    let is_plain = zeros * ONE_OF <= text.len() && text.iter().all(is_text);
    is_plain.then(|| text.iter().copied().filter(|byte| *byte != 0).collect())
}

/// UTF-16 without a mark: the line feeds and digits of such a text have a zero byte on one side.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(META_BYTES)).unwrap_or_default();
    let pairs = head.chunks_exact(2);
    let count = pairs.len();
    let low = pairs.clone().filter(|pair| pair[0] != 0 && pair[1] == 0).count();
    let high = pairs.filter(|pair| pair[0] == 0 && pair[1] != 0).count();
    match (low, high) {
        (low, high) if low * 20 > count && low > high * 4 => Some(UTF_16LE),
        (low, high) if high * 20 > count && high > low * 4 => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_encodings_of_a_chinese_text_are_told_apart() {
        let text = "统计指标,单位,统计数\n行政许可,件,12\n";
        let (gb, ..) = GB18030.encode(text);
        let mut utf16: Vec<u8> = vec![0xff, 0xfe];
        utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        let utf8_mark = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
        for bytes in [text.as_bytes(), &gb, &utf16, &utf16[2..], &utf8_mark] {
            assert_eq!(plain_text(bytes).as_deref(), Some(text), "{bytes:x?}");
        }
        assert_eq!(plain_text(b"\x00\x01\x02\x03binary\x00"), None);
        let zeros = [text.as_bytes(), b"\0", text.as_bytes(), &[0; 500]].concat();
        assert_eq!(plain_text(&zeros).as_deref(), Some(text.repeat(2).as_str()));
    }

    #[test]
    fn a_page_is_read_by_what_is_valid_and_not_by_what_is_said() {
        let page = |charset: &str| format!("<meta charset='{charset}'><p>统计指标，行政许可十二件</p>");
        let gb = |charset: &str| GB18030.encode(&page(charset)).0.into_owned();
        for (bytes, said, charset) in [
            (page("gb2312").into_bytes(), None, "gb2312"),
            (page("utf-8").into_bytes(), Some("gb2312"), "utf-8"),
            (gb("utf-8"), Some("gb2312"), "utf-8"),
            (gb("gb2312"), Some("utf-8"), "gb2312"),
            (gb("iso-8859-1"), None, "iso-8859-1"),
            (gb("gb2312"), Some("us-ascii"), "gb2312"),
        ] {
            assert_eq!(web_text(&bytes, said).as_deref(), Some(page(charset).as_str()), "{said:?} {charset}");
        }
        let xml = "<?xml version='1.0' encoding='big5'?><p>統計指標</p>";
        let bytes = encoding_rs::BIG5.encode(xml).0;
        assert_eq!(html_text(&bytes).as_deref(), Some(xml));
    }

    #[test]
    fn a_stray_byte_does_not_hide_the_text() {
        let mut bytes = "一、主动公开情况，条，7718；行政许可，件，12；规范性文件，件，3。".repeat(3).into_bytes();
        bytes.push(0xff);
        assert!(plain_text(&bytes).is_some_and(|text| text.starts_with("一、主动公开情况")));
    }
}
