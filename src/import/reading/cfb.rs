//! The compound file of the old office programs: which streams it holds, and the bytes of one.
//!
//! Only what recognition, the look of old workbooks and old documents need. Every chain ends at most where the file does.

/// The first bytes of a compound file.
pub(super) const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Sector numbers from here on are no sectors.
const NO_SECTOR: u32 = 0xffff_fffa;

/// Sectors of the allocation table that the header lists.
const LISTED: usize = 109;

/// Bytes of an entry of the directory.
const ENTRY_BYTES: usize = 128;

/// Shorter streams are kept in small sectors, which lie in the stream of the first entry.
const SHORTEST: usize = 4096;

/// Bytes of a small sector.
const SMALL_BYTES: usize = 64;

/// A compound file.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector_bytes: usize,
    /// The sectors of the allocation table.
    tables: Vec<u32>,
}

/// An entry of the directory.
pub(super) struct Entry {
    pub(super) name: String,
    first_sector: u32,
    length: usize,
    /// The entries before and behind it in its folder, and one that it holds.
    near: [u32; 3],
}

/// Where the sectors of a stream begin.
pub(super) struct Places {
    starts: Vec<usize>,
    sector_bytes: usize,
}

impl Places {
    /// Where a byte of the stream lies in the file.
    pub(super) fn of(&self, at: usize) -> Option<usize> {
        Some(self.starts.get(at / self.sector_bytes)? + at % self.sector_bytes)
    }
}

impl<'a> Compound<'a> {
    /// Opens a compound file; nothing when its header is broken.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let shift = u32::from(number16(bytes, 30)?);
        let is_sound = bytes.starts_with(MAGIC) && (7..=16).contains(&shift);
        is_sound.then(|| {
            let mut file = Self { bytes, sector_bytes: 1 << shift, tables: Vec::new() };
            file.tables = file.listed();
            file
        })
    }

    /// The sectors of the allocation table: the header lists the first, further sectors the rest.
    fn listed(&self) -> Vec<u32> {
        let in_sector = self.sector_bytes / 4;
        let most = self.bytes.len() / self.sector_bytes + 1;
        let mut tables: Vec<u32> = (0..LISTED).filter_map(|at| number32(self.bytes, 76 + at * 4)).collect();
        let mut number = number32(self.bytes, 68).unwrap_or(NO_SECTOR);
        while let Some(sector) = self.sector(number).filter(|_| number < NO_SECTOR && tables.len() <= most + LISTED) {
            tables.extend((0..in_sector - 1).filter_map(|at| number32(sector, at * 4)));
            number = number32(sector, (in_sector - 1) * 4).unwrap_or(NO_SECTOR);
        }
        tables
    }

    /// The entries of the outermost folder: what they hold in turn belongs to other files inside.
    pub(super) fn top(entries: &[Entry]) -> Vec<&Entry> {
        let [.., first] = entries.first().map_or([NO_SECTOR; 3], |root| root.near);
        let (mut top, mut next, mut met) = (Vec::new(), vec![first], vec![false; entries.len()]);
        while let Some(number) = next.pop() {
            let number = number as usize;
            let (Some(entry), Some(is_met @ false)) = (entries.get(number), met.get_mut(number)) else { continue };
            *is_met = true;
            top.push((number, entry));
            let [before, behind, _] = entry.near;
            next.extend([before, behind]);
        }
        top.sort_unstable_by_key(|it| it.0);
        top.into_iter().map(|it| it.1).collect()
    }

    /// The entries of the directory, in their order, as far as it can be read.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let first = number32(self.bytes, 48).unwrap_or(NO_SECTOR);
        let entries = self.chain(first).flat_map(|sector| sector.chunks_exact(ENTRY_BYTES));
        entries.map_while(entry).collect()
    }

    /// The bytes of a stream; nothing when they are not all there.
    pub(super) fn stream(&self, entries: &[Entry], entry: &Entry) -> Option<Vec<u8>> {
        if entry.length > self.bytes.len() {
            return None;
        }
        let stream = if entry.length < SHORTEST {
            self.small(entries.first()?, entry)
        } else {
            self.chain(entry.first_sector).take(entry.length / self.sector_bytes + 1).collect::<Vec<_>>().concat()
        };
        stream.get(..entry.length).map(<[u8]>::to_vec)
    }

    /// Where the bytes of a stream lie in the file; nothing for short streams.
    pub(super) fn places(&self, entry: &Entry) -> Places {
        let numbers = std::iter::successors(Some(entry.first_sector), |number| self.next(*number));
        let most = if entry.length < SHORTEST { 0 } else { self.bytes.len() / self.sector_bytes + 1 };
        let numbers = numbers.take(most).take_while(|number| *number < NO_SECTOR);
        let starts = numbers.map_while(|number| (number as usize).checked_add(1)?.checked_mul(self.sector_bytes));
        Places { starts: starts.collect(), sector_bytes: self.sector_bytes }
    }

    /// The small sectors of a short stream.
    fn small(&self, root: &Entry, entry: &Entry) -> Vec<u8> {
        let table = self.chain(number32(self.bytes, 60).unwrap_or(NO_SECTOR)).collect::<Vec<_>>().concat();
        let sectors = self.chain(root.first_sector).collect::<Vec<_>>().concat();
        let next = |number: &u32| number32(&table, (*number as usize).checked_mul(4)?);
        let numbers = std::iter::successors(Some(entry.first_sector), next).take(SHORTEST / SMALL_BYTES);
        let sector = |number: u32| sectors.chunks(SMALL_BYTES).nth(number as usize);
        numbers.map_while(sector).collect::<Vec<_>>().concat()
    }

    /// The sectors of a chain.
    fn chain(&self, first: u32) -> impl Iterator<Item = &'a [u8]> {
        let numbers = std::iter::successors(Some(first), |number| self.next(*number));
        let numbers = numbers.take(self.bytes.len() / self.sector_bytes + 1);
        numbers.take_while(|number| *number < NO_SECTOR).map_while(|number| self.sector(number))
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector_bytes)?;
        // The last sector of a file may be cut off.
        self.bytes.get(start..self.bytes.len().min(start.checked_add(self.sector_bytes)?))
    }

    fn next(&self, number: u32) -> Option<u32> {
        let in_sector = self.sector_bytes / 4;
        let table = *self.tables.get(number as usize / in_sector)?;
        number32(self.sector(table)?, number as usize % in_sector * 4)
    }
}

/// An entry from its bytes.
fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(number16(bytes, 64)?).saturating_sub(2).min(62);
    let units = bytes.get(..length)?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let name = String::from_utf16_lossy(&units.collect::<Vec<_>>());
    let near = [number32(bytes, 68)?, number32(bytes, 72)?, number32(bytes, 76)?];
    Some(Entry { name, first_sector: number32(bytes, 116)?, length: number32(bytes, 120)? as usize, near })
}

/// A number of two bytes.
pub(super) fn number16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// A number of four bytes.
pub(super) fn number32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
