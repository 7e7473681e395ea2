//! The password that every office program tries by itself.

/// The password that is tried ([MS-OFFCRYPTO] and [MS-XLS] 2.2.10).
pub(super) const PASSWORD: &str = "VelvetSweatshop";

/// A text as the hashes take it.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
