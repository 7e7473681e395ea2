//! By what a container of an encrypted document is told.

/// The streams of the container.
pub(super) const INFO: &str = "EncryptionInfo";
pub(super) const PACKAGE: &str = "EncryptedPackage";

/// Whether a compound file holds an encrypted document, by the name of one of its streams.
pub(in crate::import::reading) fn is_stream(name: &str) -> bool {
    matches!(name, INFO | PACKAGE)
}
