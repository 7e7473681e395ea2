//! What parts the fields of a text of records: told by the first line, or by how regular the records and how clean the
//! fields are that it would give.

use super::lines::{lines, named, records_of, unwrapped};
use super::records::records;
use crate::import::reading::look::{Kind, kind_of};

/// What may stand between the fields, in the order of preference.
const DELIMITERS: [char; 5] = ['\t', ',', ';', '|', '^'];

/// How many of the first records tell the delimiter.
const SAMPLE: usize = 200;

/// Fields are short where a text is a table.
const FIELD_CHARACTERS: usize = 40;

/// The delimiter of a text that is records; nothing for running text.
///
/// Of several that fit, the one whose fields are clean is meant: figures, and words without another delimiter. A tab
/// behind every number is no delimiter, for the figures of such a table stand behind commas.
pub(in crate::import::reading) fn delimiter(text: &str) -> Option<char> {
    let text = lines(text);
    if let Some(named) = named(text.trim_start_matches('\u{feff}')) {
        return Some(named);
    }
    let text = records_of(&text);
    let trials = DELIMITERS.iter().map(|delimiter| Trial::of(text, *delimiter));
    let fitting = trials.filter(Trial::fits);
    fitting.reduce(|best, next| if next.clean > best.clean { next } else { best }).map(|it| it.delimiter)
}

/// What a delimiter would make of a text.
struct Trial {
    delimiter: char,
    /// How many records hold something.
    records: usize,
    /// How many of them have several fields.
    parted: usize,
    /// How many have the usual number of fields, and that number.
    regular: usize,
    usual: usize,
    /// How many hold words and figures in fields of their own.
    telling: usize,
    /// How many fields are figures, or words without another delimiter.
    clean: usize,
    is_short: bool,
    /// Whether strokes or a first bar show that the bars are those of a drawn table.
    is_drawn: bool,
}

impl Trial {
    fn of(text: &str, delimiter: char) -> Self {
        let (mut characters, mut fields) = (0, 0);
        let mut counts = Vec::new();
        let (mut parted, mut telling, mut clean) = (0, 0, 0);
        let mut is_drawn = false;
        let filled = records(text, delimiter).take(SAMPLE).filter(|it| it.iter().any(|field| !field.trim().is_empty()));
        for record in filled {
            counts.push(record.len());
            fields += record.len();
            characters += record.iter().map(|field| field.chars().count()).sum::<usize>();
            is_drawn |= record.first().is_some_and(|first| first.trim().is_empty())
                || record.iter().all(|field| field.trim().chars().all(|c| matches!(c, '-' | ':' | '=' | '+')));
            if record.len() < 2 {
                continue;
            }
            parted += 1;
            let kinds: Vec<Kind> = record.iter().map(|field| kind_of(&unwrapped(field.trim()))).collect();
            telling += usize::from(kinds.contains(&Kind::Words) && kinds.contains(&Kind::Figure));
            let holds_other = |field: &str| DELIMITERS.iter().any(|it| *it != delimiter && field.trim().contains(*it));
            let words = record.iter().zip(&kinds);
            clean += words
                .filter(|(field, kind)| match kind {
                    // `,7718` between tabs is a figure behind a comma.
                    Kind::Figure => !field.trim().starts_with(DELIMITERS) && !field.trim().ends_with(DELIMITERS),
                    Kind::Words | Kind::Measure => !holds_other(field),
                    Kind::Blank => false,
                })
                .count();
        }
        counts.sort_unstable();
        let several = counts.chunk_by(|a, b| a == b).filter(|run| run.first().is_some_and(|count| *count >= 2));
        let usual = several.max_by_key(|run| run.len());
        let (usual, regular) = usual.map_or((0, 0), |run| (run.first().copied().unwrap_or(0), run.len()));
        let is_short = characters <= fields * FIELD_CHARACTERS;
        Self { delimiter, records: counts.len(), parted, regular, usual, telling, clean, is_short, is_drawn }
    }

    /// Whether the text may be records that are parted so.
    fn fits(&self) -> bool {
        if self.delimiter == '|' && self.is_drawn {
            return false;
        }
        let is_regular = self.usual >= 2 && self.regular * 10 >= self.records * 6 && self.records >= 2;
        if self.delimiter == '\t' {
            return is_regular;
        }
        // Rows may have lost the blanks at their ends, and titles may stand above; figures beside words tell then.
        let tells = self.telling >= 1 && self.telling * 10 >= self.parted * 4 && self.parted * 10 >= self.records * 3;
        self.is_short && (is_regular || tells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_text_is_no_table() {
        assert_eq!(delimiter("统计指标,单位,统计数\n收到申请数,件,12\n"), Some(','));
        assert_eq!(delimiter("统计指标\t单位\n收到申请数\t件\n"), Some('\t'));
        assert_eq!(
            delimiter("一、概述\n2017年,思茅区认真贯彻落实,取得成效。\n二、主动公开\n全年公开信息7718条。\n"),
            None
        );
        assert_eq!(delimiter("一、概述\n全年受理12件,答复3件。\n二、下一步\n继续做好工作。\n"), None);
        assert_eq!(delimiter("说明\n|指标|数|\n|---|---|\n|申请|12|\n"), None);
    }

    #[test]
    fn clean_fields_tell_the_delimiter() {
        for (text, expected) in [
            ("指标,单位,数\n申请,件,7718\t\n许可,件,3\t\n处罚,件,\t\n", ','),
            ("指标\t,单位\t,数\t\n申请\t,件\t,7718\t\n许可\t,件\t,3\t\n", ','),
            ("指标\t单位\t数\n申请\t件\t7,718\n许可\t件\t1,003\n", '\t'),
            ("指标;单位;数\n申请;件;12\n许可;件;3,5\n", ';'),
            ("指标|单位|数|\n申请|件|12|\n许可|件|3|\n", '|'),
            ("指标^单位^数\n申请^件^12\n许可^件^3\n", '^'),
            (
                "甲市乙局统计表\n（2017年度）\n填报单位：甲市乙局\n\n指标,单位,数\n申请,件,12\n许可,3\n处罚,件,4,,\n",
                ',',
            ),
            ("行政许可,件,12\n", ','),
            ("\"指标\",\"单位\"\n\"申请, 许可\",\"7,718\"\n", ','),
        ] {
            assert_eq!(delimiter(text), Some(expected), "{text}");
        }
    }
}
