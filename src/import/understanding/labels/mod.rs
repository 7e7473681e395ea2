//! Labels as they are compared: width, Traditional writing, spaces, numbering and notes no longer matter.
//!
//! `（二）部分公开（区分处理的，…）`, `2、部 分\n公開` and `部分公开` are one label. Reading order: `variants` (words from
//! `assets/import`), `simplify` (Traditional to Simplified), [`similarity`] (how alike two labels are).

pub(in crate::import::understanding) mod similarity;
mod simplify;
pub(in crate::import::understanding) mod variants;

pub(crate) use simplify::simplified;

use crate::import::reading::look::narrow;

/// The digits of Chinese numbering, which tell labels apart: 三类 is not 四类.
const NUMERALS: &str = "一二三四五六七八九十";

/// A label without everything that does not change its meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import::understanding) struct Label {
    /// The words, without numbering and without notes in brackets.
    pub(in crate::import::understanding) core: String,
    /// The notes in brackets, for the measure that they may name.
    pub(in crate::import::understanding) notes: String,
}

impl Label {
    /// The label of a text.
    pub(in crate::import::understanding) fn of(text: &str) -> Self {
        let plain = variants::replace(&flat(text));
        let unnumbered = without_numbering(&plain);
        let (words, notes) = without_notes(unnumbered);
        let core: String = if words.is_empty() { notes.chars().filter(|c| is_word(*c)).collect() } else { words };
        Self { core, notes }
    }

    /// Whether nothing is left that could name a row or a column.
    pub(in crate::import::understanding) fn is_empty(&self) -> bool {
        self.core.is_empty()
    }
}

/// A text in Simplified characters and half width, without any space or invisible character.
pub(in crate::import::understanding) fn flat(text: &str) -> String {
    let narrow: String = text.chars().filter_map(narrow).collect();
    simplify::simplified(narrow)
}

/// The text behind its numbering: `（七）`, `4.`, `三、`, `①`, `第一项：`, and behind 其中.
fn without_numbering(text: &str) -> &str {
    let mut rest = text;
    loop {
        let next = strip_one_number(rest).unwrap_or(rest);
        let next = ["其中:", "其中,", "其中"].iter().find_map(|word| next.strip_prefix(word)).unwrap_or(next);
        let next = next.trim_start_matches(['.', '、', '·', '-', '—', '*', '★', '※', ',', ':', '│', '├', '└', '─']);
        if next.len() == rest.len() || next.is_empty() {
            return if next.is_empty() { rest } else { next };
        }
        rest = next;
    }
}

fn strip_one_number(text: &str) -> Option<&str> {
    let is_number = |c: char| c.is_ascii_digit() || NUMERALS.contains(c);
    let first = text.chars().next()?;
    if matches!(first, '①'..='⑳') {
        return text.strip_prefix(first);
    }
    if first == '(' {
        let (inside, rest) = text.get(1..)?.split_once(')')?;
        let is_short = !inside.is_empty() && inside.chars().count() <= 3;
        return (is_short && inside.chars().all(is_number)).then_some(rest);
    }
    let number = text.find(|c| !is_number(c))?;
    if number == 0 {
        return None;
    }
    let rest = text.get(number..)?;
    // A digit may stand right before the words (`3其他`); a Chinese numeral has to be set off, or 三类… would lose its number.
    let is_arabic = text.get(..number)?.bytes().all(|byte| byte.is_ascii_digit());
    let marked = rest.strip_prefix(['.', '、', ')', ',', ':', '．']);
    marked.or_else(|| (is_arabic && number <= 2 && !rest.starts_with(['年', '月', '日'])).then_some(rest))
}

/// The words outside brackets and those inside; a bracket around a number stays, as in 第二十条第（五）项.
fn without_notes(text: &str) -> (String, String) {
    let (mut words, mut notes) = (String::new(), String::new());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('(') {
        words.extend(before.chars().filter(|c| is_word(*c)));
        let (inside, after) = behind.split_once(')').unwrap_or((behind, ""));
        if !inside.is_empty() && inside.chars().all(|c| c.is_ascii_digit() || NUMERALS.contains(c)) {
            words.push_str(inside);
        } else {
            notes.push_str(inside);
            notes.push(' ');
        }
        rest = after;
    }
    words.extend(rest.chars().filter(|c| is_word(*c)));
    (words, notes)
}

/// Whether a character is part of a word; punctuation, quotes and 的 are not.
fn is_word(c: char) -> bool {
    (c.is_alphanumeric() || matches!(c, '+' | '/' | '%')) && c != '的'
}

#[cfg(test)]
mod tests {
    use super::Label;

    #[test]
    fn what_does_not_change_the_meaning_is_gone() {
        for (text, core) in [
            ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "部分公开"),
            ("2、部 分\n公開", "部分公开"),
            ("①部分公开", "部分公开"),
            ("1.属于国家秘密", "属于国家秘密"),
            ("1 属于国家秘密", "属于国家秘密"),
            ("5.属于三类内部事务信息", "属于三类内部事务信息"),
            ("三类内部事务", "三类内部事务"),
            ("三、本年度办理结果", "本年办理结果"),
            ("三\n、\n本\n年\n度\n办理结果", "本年办理结果"),
            ("３．危及“三安全一稳定”", "危和三安全一稳定"),
            ("第二十条第（五）项", "第二十条第五项"),
            ("第二十条第五项", "第二十条第五项"),
            ("規範性檔案", "规范性文件"),
            ("政務資訊", "政务信息"),
            ("其中：主动公开规范性文件数", "主动公开规范性文件数"),
            ("本年收费金额（单位：万元）", "本年收费金额"),
            ("其它", "其他"),
            ("本年增/减", "本年增/减"),
            ("（单位：万元）", "单位万元"),
            ("3其他", "其他"),
            ("（七）总　计", "总计"),
            ("", ""),
            ("——", ""),
        ] {
            assert_eq!(Label::of(text).core, core, "{text}");
        }
    }
}
