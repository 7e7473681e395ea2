//! From the bytes of a text file to its paragraphs; the one place where a report comes in.

/// Why a report could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes are not text.
    #[error("“{name}”不是文字文件；请把报告另存为纯文本（.txt）再比对")]
    NotText {
        /// The file's name.
        name: String,
    },
}

/// The paragraphs of a text file in UTF-8, UTF-16 or GB 18030; marks of Markdown headings and lists are left out.
///
/// # Errors
/// A sentence when the bytes are not text.
pub fn paragraphs(name: &str, bytes: &[u8]) -> Result<Vec<String>, Error> {
    let text = decoded(bytes).filter(|text| !text.contains('\0'));
    let text = text.ok_or_else(|| Error::NotText { name: name.to_owned() })?;
    let line = |line: &str| line.trim().trim_start_matches(['#', '>', '*']).trim().to_owned();
    Ok(text.lines().map(line).filter(|line| !line.is_empty()).collect())
}

fn decoded(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, length)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, has_errors) = encoding.decode_without_bom_handling(&bytes[length..]);
        return (!has_errors).then(|| text.into_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    let (text, _, has_errors) = encoding_rs::GB18030.decode(bytes);
    (!has_errors).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn texts_of_any_encoding() {
        let (gb, _, _) = encoding_rs::GB18030.encode("一、总体情况\n收到申请");
        assert_eq!(paragraphs("a.txt", &gb).expect("text"), ["一、总体情况", "收到申请"]);
        assert_eq!(paragraphs("a.md", "# 标题\n\n收到申请".as_bytes()).expect("text"), ["标题", "收到申请"]);
        assert!(paragraphs("a.doc", b"\xd0\xcf\x11\xe0\0\0").is_err());
    }
}
