//! Compound files of the old office programs, made by hand: one stream, one sheet of numbers.

/// Bytes of a sector.
const SECTOR: usize = 512;

/// A compound file with one stream.
pub(crate) fn compound(name: &str, stream: &[u8]) -> Vec<u8> {
    // Smaller streams would live in the small-sector chain.
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4096).next_multiple_of(SECTOR), 0);
    let sectors = u32::try_from(stream.len() / SECTOR).expect("a small stream");
    let mut header = vec![0; SECTOR];
    header[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    header[24..32].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0]);
    header[32..34].copy_from_slice(&6_u16.to_le_bytes());
    // As many sectors of the allocation table as are needed for all others and themselves.
    let tables = (sectors + 1).div_ceil(127);
    header[44..48].copy_from_slice(&tables.to_le_bytes());
    header[48..52].copy_from_slice(&tables.to_le_bytes());
    header[56..60].copy_from_slice(&4096_u32.to_le_bytes());
    header[60..64].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    header[68..72].copy_from_slice(&0xffff_fffe_u32.to_le_bytes());
    header[76..].fill(0xff);
    for table in 0..tables {
        header[76 + table as usize * 4..][..4].copy_from_slice(&table.to_le_bytes());
    }
    // The allocation table comes first, then the directory, then the stream.
    let mut table = vec![0xff; SECTOR * tables as usize];
    let mut set = |at: u32, value: u32| table[at as usize * 4..][..4].copy_from_slice(&value.to_le_bytes());
    (0..tables).for_each(|at| set(at, 0xffff_fffd));
    set(tables, 0xffff_fffe);
    let first = tables + 1;
    for sector in first..first + sectors {
        set(sector, if sector + 1 == first + sectors { 0xffff_fffe } else { sector + 1 });
    }
    let mut directory = vec![0; SECTOR];
    let mut entry = |at: usize, name: &str, kind: u8, child: u32, start: u32, size: usize| {
        let entry = &mut directory[at * 128..][..128];
        for (index, unit) in name.encode_utf16().enumerate() {
            entry[index * 2..][..2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[64..66].copy_from_slice(&u16::try_from(name.len() * 2 + 2).expect("short").to_le_bytes());
        (entry[66], entry[67]) = (kind, 1);
        entry[68..76].fill(0xff);
        entry[76..80].copy_from_slice(&child.to_le_bytes());
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&u32::try_from(size).expect("small").to_le_bytes());
    };
    entry(0, "Root Entry", 5, 1, 0xffff_fffe, 0);
    entry(1, name, 2, u32::MAX, first, stream.len());
    [header, table, directory, stream].concat()
}

/// A workbook of Excel 97 with one sheet of numbers.
pub(crate) fn xls(numbers: &[(u16, u16, f64)]) -> Vec<u8> {
    xls_claiming(numbers, (1, 1))
}

/// The same, claiming to have so many rows and columns.
pub(crate) fn xls_claiming(numbers: &[(u16, u16, f64)], (rows, columns): (u32, u16)) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        let length = u16::try_from(data.len()).expect("short");
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    };
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let end = record(0x000a, &[]);
    let globals = |at: u32| {
        let sheet = record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat());
        [begin(5), record(0x0042, &1200_u16.to_le_bytes()), sheet, end.clone()].concat()
    };
    let at = u32::try_from(globals(0).len()).expect("short");
    let cell = |(row, column, value): &(u16, u16, f64)| {
        let place = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        record(0x0203, &[place.as_slice(), &value.to_le_bytes()].concat())
    };
    let claim = [&[0; 4], &rows.to_le_bytes()[..], &[0; 2], &columns.to_le_bytes(), &[0; 2]].concat();
    let cells: Vec<u8> = numbers.iter().flat_map(cell).collect();
    compound("Workbook", &[globals(at), begin(0x10), record(0x0200, &claim), cells, end.clone()].concat())
}

/// The beginning of a document of Word 97, without a text.
pub(crate) fn bare_doc() -> Vec<u8> {
    compound("WordDocument", &[0xec, 0xa5, 0xc1, 0])
}
