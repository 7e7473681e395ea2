//! Shares that add to exactly a hundred: each is cut off, and what is left goes to the largest remainders.

use crate::check::Amount;

/// Tenths of a per cent in a whole.
const WHOLE: i128 = 1_000;

/// The shares of some amounts in their sum, in per cent with one place; `None` when the sum is zero or too large.
pub(super) fn shares(amounts: &[Amount]) -> Option<Vec<Amount>> {
    let sum: Amount = amounts.iter().copied().sum();
    if sum <= Amount::ZERO {
        return None;
    }
    let scaled: Option<Vec<i128>> = amounts.iter().map(|it| it.billionths().checked_mul(WHOLE)).collect();
    let scaled = scaled?;
    let mut tenths: Vec<i128> = scaled.iter().map(|it| it / sum.billionths()).collect();
    let missing = WHOLE - tenths.iter().sum::<i128>();
    let mut order: Vec<usize> = (0..amounts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(scaled[*at] % sum.billionths()));
    for at in order.into_iter().take(usize::try_from(missing).unwrap_or(0)) {
        tenths[at] += 1;
    }
    Some(tenths.into_iter().map(|it| Amount::from_billionths(it * 100_000_000)).collect())
}

#[cfg(test)]
mod tests {
    use super::shares;
    use crate::check::Amount;

    #[test]
    fn shares_add_to_a_hundred() {
        for amounts in [vec![1, 1, 1], vec![566, 76, 286, 13, 19], vec![7], vec![1, 999_999]] {
            let amounts: Vec<Amount> = amounts.into_iter().map(Amount::whole).collect();
            let sum: Amount = shares(&amounts).expect("shares").into_iter().sum();
            assert_eq!(sum, Amount::whole(100));
        }
        assert_eq!(shares(&[Amount::ZERO]), None);
        let thirds: Vec<String> =
            shares(&[Amount::whole(1); 3]).expect("shares").iter().map(ToString::to_string).collect();
        assert_eq!(thirds, ["33.4", "33.3", "33.3"]);
    }
}
