//! The compound file of the old office programs: which streams it holds, told by its directory.
//!
//! Only what recognition needs; every chain is followed at most as far as the file is long.

/// The first bytes of a compound file.
pub(super) const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Sector numbers from here on are no sectors.
const NO_SECTOR: u32 = 0xffff_fffa;

/// Sectors of the allocation table that the header lists.
const LISTED: usize = 109;

/// Bytes of an entry of the directory.
const ENTRY_BYTES: usize = 128;

/// The names in the directory of a compound file; nothing when its header is broken.
pub(super) fn names(bytes: &[u8]) -> Option<Vec<String>> {
    if !bytes.starts_with(MAGIC) {
        return None;
    }
    let shift = u32::from(number16(bytes, 30)?);
    if !(7..=16).contains(&shift) {
        return None;
    }
    let sector_bytes = 1_usize << shift;
    let sector = |number: u32| {
        let start = (number as usize).checked_add(1)?.checked_mul(sector_bytes)?;
        // The last sector of a file may be cut off.
        bytes.get(start..bytes.len().min(start.checked_add(sector_bytes)?))
    };
    let next = |number: u32| {
        let in_table = sector_bytes / 4;
        let table = number as usize / in_table;
        // Directories of files with more than 109 tables (7 MB) begin early in practice; the rest is not followed.
        let place = if table < LISTED { number32(bytes, 76 + table * 4)? } else { return None };
        number32(sector(place)?, number as usize % in_table * 4)
    };
    let mut names = Vec::new();
    let mut number = number32(bytes, 48)?;
    for _ in 0..=bytes.len() / sector_bytes {
        if number >= NO_SECTOR {
            break;
        }
        let Some(entries) = sector(number) else { break };
        for entry in entries.chunks_exact(ENTRY_BYTES) {
            let length = usize::from(number16(entry, 64)?).saturating_sub(2).min(62);
            let units = entry.get(..length)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            names.push(String::from_utf16_lossy(&units.collect::<Vec<_>>()));
        }
        let Some(following) = next(number) else { break };
        number = following;
    }
    Some(names)
}

fn number16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn number32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
