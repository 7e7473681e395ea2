//! Parts of a value of a declaration.

/// What stands between the outermost brackets.
pub(super) fn inside(value: &str) -> &str {
    value.split_once('(').and_then(|(_, rest)| rest.rsplit_once(')')).map_or("", |(inside, _)| inside)
}

/// A number by itself.
pub(super) fn number(value: &str) -> Option<f64> {
    value.trim().parse().ok()
}
