//! What keys do in some place, for the page of keys.

/// What keys do: the name of the place, and the keys with what they do.
pub(crate) type Keys = (&'static str, &'static [(&'static str, &'static str)]);
