//! Names of units as they are compared: width, Traditional writing and spaces do not matter, words do.

use super::labels::flat;
use super::labels::similarity::similarity;

/// What two writings of one name have in common.
pub fn key(name: &str) -> String {
    flat(name)
}

/// How alike two keys are, from 0 to 100; for proposals only, never to decide.
pub fn likeness(left: &str, right: &str) -> u8 {
    let chars = |text: &str| text.chars().collect::<Vec<_>>();
    similarity(&chars(left), &chars(right))
}

#[cfg(test)]
mod tests {
    use super::{key, likeness};

    #[test]
    fn writings_of_one_name_have_one_key() {
        assert_eq!(key("宿迁市 財政局\u{3000}"), key("宿迁市财政局"));
        assert_eq!(key("第３中学（本部）"), key("第3中学(本部)"));
        assert_ne!(key("宿城区财政局"), key("宿豫区财政局"));
        assert!(likeness("宿城区财政局", "宿城区财证局") > 70);
    }
}
