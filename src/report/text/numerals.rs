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

/// What a run of Chinese numerals amounts to: 二十一, 一千零五, 三万.
pub(super) fn whole(run: &[char]) -> Option<i128> {
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
                total = (total + section + last.take().unwrap_or(0)) * unit;
                section = 0;
            } else {
                section += last.take().filter(|last| *last != 0).unwrap_or(1) * unit;
            }
        }
    }
    Some(total + section + last.unwrap_or(0))
}
