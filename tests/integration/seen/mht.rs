//! The table as a web archive: the page of a browser, the frames of Excel, and what Internet Explorer kept.

use super::{Trouble, html};

/// An archive of parts, each with the lines of its head and its text.
fn archive(head: &str, parts: &[(&str, String)]) -> Vec<u8> {
    let part = |(head, body): &(&str, String)| format!("------=_Next Part\r\n{head}\r\n\r\n{body}\r\n");
    let parts: String = parts.iter().map(part).collect();
    let kind = "Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----=_Next Part\"";
    let before = "This is a multi-part message.";
    format!("{head}\r\nMIME-Version: 1.0\r\n{kind}\r\n\r\n{before}\r\n\r\n{parts}------=_Next Part--\r\n").into_bytes()
}

/// Text as it travels between lines of 76 letters.
fn quoted(text: &str) -> String {
    let (mut all, mut line) = (String::new(), 0);
    for byte in text.bytes() {
        let piece = match byte {
            b'\n' => "\r\n".to_owned(),
            b' '..=b'~' if byte != b'=' => char::from(byte).to_string(),
            _ => format!("={byte:02X}"),
        };
        if line + piece.len() > 75 {
            all += "=\r\n";
            line = 0;
        }
        line = if byte == b'\n' { 0 } else { line + piece.len() };
        all += &piece;
    }
    all
}

/// The page of a browser: every trouble that a page can have.
pub(crate) fn file(trouble: Trouble) -> Option<Vec<u8>> {
    let page = String::from_utf8(html::file(trouble)?).expect("text");
    let head = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.gov.cn/b?c=d\r\nSubject: =?utf-8?Q?=E5=B9=B4=E6=8A=A5?=\r\nDate: Mon, 1 Jan 2024 00:00:00 +0000";
    let part = "Content-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.gov.cn/b?c=d";
    let sheet = "Content-Type: text/css\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: cid:css-1@mhtml.blink";
    Some(archive(head, &[(part, quoted(&page)), (sheet, quoted("@charset \"utf-8\";\nbody { color: black }"))]))
}

/// A workbook that Excel saved as one page: a frame, and a page for each sheet.
pub(crate) fn frames(trouble: Trouble) -> Option<Vec<u8>> {
    let frame = "<html><head><title>统计表</title><!--[if gte mso 9]><xml><x:ExcelWorkbook></x:ExcelWorkbook></xml><![endif]--></head>\
        <frameset rows=\"*,39\"><frame src=\"a.files/sheet001.htm\"><noframes><body><p>此页面使用了框架。</p></body></noframes></frameset></html>";
    let hidden = "<!--[if gte mso 9]><xml><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></xml><![endif]-->";
    let page = |bytes: Vec<u8>| quoted(&String::from_utf8(bytes).expect("text"));
    let head = "Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Location: file:///C:/a.files/x.htm";
    let mut parts = vec![(head, quoted(frame))];
    match trouble {
        Trouble::HiddenCopy => {
            parts.push((head, quoted(&format!("<html><head>{hidden}</head><body>{}", html::copy()))));
            parts.push((head, page(html::excel(Trouble::Sound)?)));
        }
        // The styles of all sheets lie in a part of their own.
        Trouble::StruckByStyle => {
            let bytes = html::styled(Trouble::StruckByStyle)?;
            let text = String::from_utf8(bytes).expect("text");
            let (before, rest) = text.split_once("<style>").expect("a sheet");
            let (sheet, after) = rest.split_once("</style>").expect("a sheet");
            parts.push((head, quoted(&format!("{before}<link rel=Stylesheet href=stylesheet.css>{after}"))));
            parts.push((
                "Content-Type: text/css; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable",
                quoted(sheet),
            ));
        }
        Trouble::OtherParts => parts.push((head, page(html::excel(Trouble::Sound)?))),
        _ => parts.push((head, page(html::excel(trouble)?))),
    }
    Some(archive("X-Document-Type: Workbook", &parts))
}

/// What Internet Explorer kept: the page in GBK as it was, though it calls itself UTF-8, inside a part of alternatives.
pub(crate) fn explorer(trouble: Trouble) -> Option<Vec<u8>> {
    let page = String::from_utf8(html::other(trouble)?).expect("text");
    let head = "From: \"a\"\nDate: Mon\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\
        Content-Type: text/plain; charset=gb2312\n\n4128\n--b\nContent-Type: text/html; charset=\"gb2312\"\n\
        Content-Transfer-Encoding: 8bit\n\n";
    let (page, ..) = encoding_rs::GB18030.encode(&page);
    Some([head.as_bytes(), &page, b"\n--b--\n"].concat())
}
