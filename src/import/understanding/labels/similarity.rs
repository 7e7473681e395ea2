//! How alike two labels are, as a whole number from 0 to 100; the same on every machine.

/// Labels that are equal.
pub(in crate::import::understanding) const SAME: u8 = 100;

/// A part of a label shorter than this says too little to be taken for the label.
const SHORTEST_PART: usize = 4;

/// A numeral in place of another changes the meaning, so it counts as this many slips.
const NUMERAL_COST: usize = 3;

/// How alike two labels are.
///
/// Slips (a character wrong, missing, added, two exchanged) count against the longer label. A label that is part of the
/// other, as when an official note is left out, counts at least 70.
pub(in crate::import::understanding) fn similarity(left: &[char], right: &[char]) -> u8 {
    if left == right {
        return if left.is_empty() { 0 } else { SAME };
    }
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    if short.is_empty() {
        return 0;
    }
    let by_slips = percent(long.len().saturating_sub(slips(short, long)), long.len());
    let is_part = short.len() >= SHORTEST_PART && long.windows(short.len()).any(|part| part == short);
    let by_part = if is_part { 70 + percent(short.len(), long.len()) / 4 } else { 0 };
    by_slips.max(by_part).min(SAME - 1)
}

/// Whether two labels differ by a single slip.
pub(in crate::import::understanding) fn is_one_slip(left: &[char], right: &[char]) -> bool {
    left.len().abs_diff(right.len()) <= 1 && slips(left, right) == 1
}

fn percent(part: usize, whole: usize) -> u8 {
    u8::try_from(part * 100 / whole.max(1)).unwrap_or(SAME)
}

/// The number of slips between two labels: the restricted Damerau–Levenshtein distance, with dear numerals.
fn slips(left: &[char], right: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut row = Vec::with_capacity(right.len() + 1);
        row.push(i + 1);
        for (j, b) in right.iter().enumerate() {
            let replaced = above[j] + if a == b { 0 } else { replacement(*a, *b) };
            let mut least = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == right[j - 1] && left[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[right.len()]
}

fn replacement(a: char, b: char) -> usize {
    let is_numeral = |c: char| c.is_ascii_digit() || super::NUMERALS.contains(c);
    if is_numeral(a) && is_numeral(b) { NUMERAL_COST } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::{is_one_slip, similarity};

    fn of(left: &str, right: &str) -> u8 {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert_eq!(similarity(&chars(left), &chars(right)), similarity(&chars(right), &chars(left)), "symmetric");
        similarity(&chars(left), &chars(right))
    }

    #[test]
    fn slips_leave_labels_alike() {
        assert_eq!(of("规章", "规章"), 100);
        assert_eq!(of("其他法律行政止公开", "其他法律行政法规禁止公开"), 75);
        assert_eq!(of("属于三类内容事务信息", "属于三类内部事务信息"), 90);
        assert!(of("逾期不补正", "申请人无正当理由逾期不补正行政机关不再处理其政府信息公开申请") >= 70);
        assert_eq!(of("", "规章"), 0);
    }

    #[test]
    fn other_meanings_stay_apart() {
        assert!(of("第二十条第五项", "第二十条第六项") < 75);
        assert!(of("予以公开", "不予公开") < 75);
        assert!(of("行政征收", "行政强制") < 75);
        assert!(of("本年制发件数", "本年废止件数") < 75);
    }

    #[test]
    fn one_slip_is_told() {
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        assert!(is_one_slip(&chars("自人然"), &chars("自然人")));
        assert!(is_one_slip(&chars("规张"), &chars("规章")));
        assert!(!is_one_slip(&chars("行政征收"), &chars("行政强制")));
    }
}
