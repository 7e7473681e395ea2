//! Chinese numerals: 二十一, 一千零五, 三万.

/// The value of a Chinese digit.
pub(super) fn digit(c: char) -> Option<i128> {
    "零一二三四五六七八九".chars().zip(0..).find(|(digit, _)| *digit == c).map(|(_, value)| value).or(match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => None,
    })
}

/// The value of a Chinese unit.
pub(super) fn unit(c: char) -> Option<i128> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

/// A longer run of numerals is no number.
pub(super) const LONGEST: usize = 24;

/// What a run of Chinese numerals amounts to: 二十一, 一千零五, 三万. Nothing when it is too long or too large.
pub(super) fn whole(run: &[char]) -> Option<i128> {
    if run.len() > LONGEST {
        return None;
    }
    let (mut total, mut section, mut last) = (0_i128, 0_i128, None);
    for c in run {
        if let Some(value) = digit(*c) {
            if last.is_some_and(|last| last != 0) {
                return None;
            }
            last = Some(value);
        } else {
            let unit = unit(*c)?;
            if unit >= 10_000 {
                let below = section + last.take().unwrap_or(0);
                // 万 is about what stands behind 亿, 亿 about all before it: 三亿零二万, but 一万亿.
                let is_about_all = unit > 10_000;
                let counted = if is_about_all { total + below } else { below };
                total = counted.checked_mul(unit)?.checked_add(if is_about_all { 0 } else { total })?;
                section = 0;
            } else {
                section += last.take().filter(|last| *last != 0).unwrap_or(1) * unit;
            }
        }
    }
    Some(total + section + last.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn numerals_are_read_and_absurd_ones_are_not() {
        let of = |text: &str| whole(&text.chars().collect::<Vec<_>>());
        assert_eq!(of("二十一"), Some(21));
        assert_eq!(of("一千零五"), Some(1_005));
        assert_eq!(of("三亿零二万"), Some(300_020_000));
        assert_eq!(of("一万亿"), Some(1_000_000_000_000));
        assert_eq!(of("一亿亿亿亿亿"), None);
        assert_eq!(of(&"一百".repeat(20)), None);
    }
}
