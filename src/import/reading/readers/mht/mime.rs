//! A web archive taken apart: heads, parts, and the bytes of a part as they were before they travelled.

/// How many parts may lie inside one another.
const DEPTH: usize = 8;

/// How long the head of a file may be.
const HEAD_BYTES: usize = 16 * 1024;

/// The lines above the first blank one, by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Head(Vec<(String, String)>);

/// A part of an archive that holds no others.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub(super) head: Head,
    body: &'a [u8],
}

/// Whether a file begins with the head of a web archive.
pub(in crate::import::reading) fn is_archive(bytes: &[u8]) -> bool {
    let start = behind_blanks(bytes);
    let start = start.get(..HEAD_BYTES).unwrap_or(start);
    let Some((head, _)) = Head::of(start, true) else { return false };
    let kind = head.kind();
    head.value("mime-version").is_some() || kind.starts_with("multipart/") || kind == "text/html"
}

/// The parts of an archive in order, at most so many; nothing when there are more.
pub(super) fn parts(bytes: &[u8], most: usize) -> Option<(Head, Vec<Part<'_>>)> {
    let (outer, body) = Head::of(behind_blanks(bytes), false)?;
    let mut parts = Vec::new();
    // What is still to be taken apart, the next at the end.
    let mut open = vec![(outer.clone(), body, 0)];
    while let Some((head, body, depth)) = open.pop() {
        if parts.len() + open.len() > most {
            return None;
        }
        let kind = head.kind();
        let boundary = head.parameter("content-type", "boundary").filter(|it| !it.is_empty());
        match boundary {
            Some(boundary) if kind.starts_with("multipart/") && depth < DEPTH => {
                let inner = split(body, boundary.as_bytes());
                let inner = inner.into_iter().rev().map(|part| match Head::of(part, false) {
                    Some((head, body)) => (head, body, depth + 1),
                    None => (Head::default(), part, depth + 1),
                });
                open.extend(inner);
            }
            _ if kind == "message/rfc822" && depth < DEPTH => {
                if let Some((head, body)) = Head::of(behind_blanks(body), false) {
                    open.push((head, body, depth + 1));
                }
            }
            _ => parts.push(Part { head, body }),
        }
    }
    Some((outer, parts))
}

impl Head {
    /// Reads a head and what stands behind it; where it is `strict`, a line that is none of a head ends the attempt.
    fn of(bytes: &[u8], strict: bool) -> Option<(Self, &[u8])> {
        let mut head = Self::default();
        let mut rest = bytes;
        loop {
            let (line, after) = first_line(rest)?;
            rest = after;
            if line.is_empty() {
                return (!head.0.is_empty()).then_some((head, rest));
            }
            let text = String::from_utf8_lossy(line);
            if text.starts_with([' ', '\t']) {
                let last = head.0.last_mut();
                if last.is_none() && strict {
                    return None;
                }
                if let Some((_, value)) = last {
                    value.push(' ');
                    value.push_str(text.trim());
                }
                continue;
            }
            match text.split_once(':') {
                Some((name, value)) if is_name(name) => {
                    head.0.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
                _ if strict => return None,
                // A part without a head begins at once.
                _ if head.0.is_empty() => return None,
                _ => {}
            }
            if rest.is_empty() {
                return Some((head, rest));
            }
        }
    }

    /// The value of a line.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|it| it.0 == name).map(|it| it.1.as_str())
    }

    /// What the part is: `text/html`.
    pub(super) fn kind(&self) -> String {
        self.value("content-type").and_then(|it| it.split(';').next()).unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// A parameter of a line, such as `charset` of `content-type`.
    pub(super) fn parameter(&self, name: &str, parameter: &str) -> Option<String> {
        let mut rest = self.value(name)?.split_once(';')?.1;
        loop {
            let (key, after) = rest.split_once('=')?;
            let after = after.trim_start();
            let (value, next) = match after.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => after.split_at(after.find(';').unwrap_or(after.len())),
            };
            if key.trim().trim_start_matches(';').trim().eq_ignore_ascii_case(parameter) {
                return Some(value.trim().to_owned());
            }
            rest = next;
        }
    }
}

impl Part<'_> {
    /// The bytes as they were before they travelled.
    pub(super) fn bytes(&self) -> Vec<u8> {
        match self.head.value("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase().trim() {
            "quoted-printable" => quoted_printable(self.body),
            "base64" => base64(self.body),
            _ => self.body.to_vec(),
        }
    }

    /// How many bytes the part has on its way.
    pub(super) fn len(&self) -> usize {
        self.body.len()
    }
}

/// Letters that a line of a head begins with.
fn is_name(text: &str) -> bool {
    let text = text.trim_end();
    !text.is_empty()
        && text.len() <= 80
        && text.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'))
}

/// What stands behind blank lines, a byte order mark, and the line by which mailboxes part their letters.
fn behind_blanks(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    match first_line(bytes) {
        Some((line, rest)) if line.starts_with(b"From ") => rest,
        _ => bytes,
    }
}

/// The first line without its end, and what stands behind it; nothing at the end of all.
fn first_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    if bytes.is_empty() {
        return None;
    }
    let end = bytes.iter().position(|it| *it == b'\n').unwrap_or(bytes.len());
    let line = bytes.get(..end)?;
    Some((line.strip_suffix(b"\r").unwrap_or(line), bytes.get(end + 1..).unwrap_or_default()))
}

/// The parts between the lines of a boundary.
fn split<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let (mut parts, mut from, mut at) = (Vec::new(), None, 0);
    for line in body.split_inclusive(|it| *it == b'\n') {
        let rest = line.strip_prefix(b"--").and_then(|it| it.strip_prefix(boundary));
        let is_last = rest.is_some_and(|it| it.trim_ascii() == b"--");
        if is_last || rest.is_some_and(|it| it.trim_ascii().is_empty()) {
            parts.extend(from.and_then(|from| body.get(from..at)));
            from = (!is_last).then_some(at + line.len());
        }
        at += line.len();
    }
    // An archive that was cut off ends without its last line.
    parts.extend(from.and_then(|from| body.get(from..)).filter(|it| !it.is_empty()));
    parts
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let hex = |byte: u8| char::from(byte).to_digit(16).and_then(|it| u8::try_from(it).ok());
    for line in body.split_inclusive(|it| *it == b'\n') {
        // Blanks at the end of a line came on the way.
        let text = if line.ends_with(b"\n") { line.trim_ascii_end() } else { line };
        let is_soft = text.ends_with(b"=");
        let mut rest = text.strip_suffix(b"=").unwrap_or(text);
        while let Some((first, after)) = rest.split_first() {
            let code = match after {
                [high, low, ..] if *first == b'=' => hex(*high).zip(hex(*low)),
                _ => None,
            };
            if let Some((high, low)) = code {
                bytes.push(high << 4 | low);
                rest = after.get(2..).unwrap_or_default();
            } else {
                bytes.push(*first);
                rest = after;
            }
        }
        if !is_soft && line.ends_with(b"\n") {
            bytes.push(b'\n');
        }
    }
    bytes
}

fn base64(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3);
    let (mut word, mut bits) = (0_u32, 0_u32);
    for byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                // Several pieces may follow one another, each with its own end.
                (word, bits) = (0, 0);
                continue;
            }
            _ => continue,
        };
        word = word << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.extend(u8::try_from(word >> bits & 0xff));
            word &= (1 << bits) - 1;
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_told_by_its_head_in_any_order() {
        for text in [
            "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>",
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://a.cn/b?c=d:e\nSubject: =?utf-8?Q?=E5?=\n =?utf-8?Q?=E6?=\nDate: Mon\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=\"text/html\";\n\tboundary=\"b\"\n\n",
            "\r\nX-A: 1\r\ncontent-type: Multipart/Related; boundary=x\r\n\r\n",
            "From a@b Mon\nDate: x\nMIME-version: 1.0\n\n",
        ] {
            assert!(is_archive(text.as_bytes()), "{text}");
        }
        for text in [
            "填报单位：某局\n年度：2023\n\n",
            "unit: a\nyear: 2023\n\nMIME-Version: 1.0\n\n",
            "a,b\nMIME-Version: 1.0\n\n",
            "Content-Type: text/plain\n\n",
            " MIME version\n",
            "",
            "\n\n",
        ] {
            assert!(!is_archive(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn parts_lie_inside_one_another() {
        let text = "Content-Type: multipart/related; type=\"multipart/alternative\"; boundary=\"a;b\"\n\npreamble\n--a;b\n\
            Content-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/plain\n\none\n--c  \n\
            Content-Type: text/html; charset=\"gb2312\"\n\ntwo\n--c--\nepilogue\n--a;b\nContent-Type: text/css\n\nthree";
        let (_, found) = parts(text.as_bytes(), 9).unwrap();
        let found: Vec<(String, String)> =
            found.iter().map(|it| (it.head.kind(), String::from_utf8_lossy(&it.bytes()).trim().to_owned())).collect();
        let expected = [("text/plain", "one"), ("text/html", "two"), ("text/css", "three")];
        assert_eq!(found, expected.map(|it| (it.0.to_owned(), it.1.to_owned())));
        assert!(parts(text.as_bytes(), 1).is_none());
    }

    #[test]
    fn bytes_come_back_as_they_were() {
        assert_eq!(quoted_printable(b"a=3D=E5=\r\n=A4  \r\nb=\nc=zz="), b"a=\xe5\xa4\nbc=zz");
        assert_eq!(base64(b"5pS/\r\n5bqc\n"), "政府".as_bytes());
        assert_eq!(base64(b"YQ==YWI="), b"aab");
    }
}
