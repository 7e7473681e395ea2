//! How sure a proposal is.

/// How sure a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The only proposal there is, with determined values.
    Unique,
    /// The only one that slips or a witness speak for.
    Likely,
    /// One of several.
    Possible,
}

impl Certainty {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unique => "unique",
            Self::Likely => "likely",
            Self::Possible => "possible",
        }
    }
}
