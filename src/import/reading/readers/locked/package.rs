//! The container around an encrypted document: how it is encrypted, and the document itself ([MS-OFFCRYPTO] 2.3.4).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::primitives::{Aes, BLOCK, Hash};
use crate::import::reading::cfb::{number16, number32};
use crate::import::reading::encoding;
use crate::import::reading::grid::FileKind;
use crate::import::reading::xml::{Element, Token, Xml};

/// A password is hashed at most so many times: office programs do it 100,000 times.
const MOST_TURNS: u32 = 1_000_000;
/// How often the older way hashes.
const TURNS: u32 = 50_000;
/// Bytes of the document that are encrypted together.
const SEGMENT: usize = 4096;
/// The hash is lengthened with this where a key needs more ([MS-OFFCRYPTO] 2.3.4.11).
const FILLING: u8 = 0x36;

/// What a password is hashed with to give the keys of three values ([MS-OFFCRYPTO] 2.3.4.13).
const TO_TRY: [u8; 8] = [0xfe, 0xa7, 0xd2, 0x76, 0x3b, 0x4b, 0x9e, 0x79];
const ITS_HASH: [u8; 8] = [0xd7, 0xaa, 0x0f, 0x6d, 0x30, 0x61, 0x34, 0x4e];
const THE_KEY: [u8; 8] = [0x14, 0x6e, 0x0b, 0xe7, 0xab, 0xac, 0xd0, 0xd6];

/// The document inside; nothing when the password is another one, or the way is not known.
pub(super) fn open(info: &[u8], package: Vec<u8>, password: &[u8]) -> Option<Vec<u8>> {
    let length = usize::try_from(u64::from_le_bytes(package.get(..8)?.try_into().ok()?)).ok()?;
    let mut document = package;
    document.drain(..8);
    match (number16(info, 0)?, number16(info, 2)?) {
        (4, 4) => Agile::read(info.get(8..)?)?.open(&mut document, password)?,
        (2..=4, 2) => Standard::read(info)?.open(&mut document, password)?,
        _ => return None,
    }
    (length <= document.len()).then(|| document.truncate(length))?;
    Some(document)
}

/// How something is encrypted: hash, salt and lengths.
struct Way {
    hash: Hash,
    salt: Vec<u8>,
    key_bytes: usize,
}

impl Way {
    fn read(element: &Element<'_>) -> Option<Self> {
        let is = |name: &str, value: &str| element.attribute(name).is_some_and(|it| it.eq_ignore_ascii_case(value));
        let is_known = is("cipherAlgorithm", "AES") && is("cipherChaining", "ChainingModeCBC");
        let hash = Hash::named(&element.attribute("hashAlgorithm")?)?;
        let key_bytes = element.number("keyBits")? as usize / 8;
        let salt = bytes(element, "saltValue")?;
        is_known.then_some(Self { hash, salt, key_bytes })
    }

    /// What the first block is mixed with: the salt, or its hash with the number of a segment.
    fn begin(&self, segment: Option<u32>) -> [u8; BLOCK] {
        match segment {
            None => fitted(&self.salt),
            Some(number) => fitted(&self.hash.of(&[&self.salt, &number.to_le_bytes()])),
        }
    }
}

/// The way of Excel 2010 and later, described in XML.
struct Agile {
    data: Way,
    password: Way,
    turns: u32,
    /// What is encrypted with the password: a value, its hash, and the key of the document.
    encrypted: [Vec<u8>; 3],
}

impl Agile {
    fn read(xml: &[u8]) -> Option<Self> {
        let text = encoding::xml_text(xml.to_vec())?;
        let mut xml = Xml::new(&text, FileKind::Locked, 16);
        let (mut data, mut found) = (None, None);
        while let Some(token) = xml.next().ok()? {
            let Token::Start(element) = token else { continue };
            match element.local() {
                "keyData" => data = Way::read(&element),
                "encryptedKey" => {
                    let names = ["encryptedVerifierHashInput", "encryptedVerifierHashValue", "encryptedKeyValue"];
                    let [Some(value), Some(hash), Some(key)] = names.map(|name| bytes(&element, name)) else {
                        continue;
                    };
                    let turns = element.number("spinCount").filter(|turns| *turns <= MOST_TURNS);
                    found = Way::read(&element).zip(turns).map(|(way, turns)| (way, turns, [value, hash, key]));
                }
                _ => {}
            }
        }
        let (password, turns, encrypted) = found?;
        Some(Self { data: data?, password, turns, encrypted })
    }

    /// Decrypts the document in place.
    fn open(self, document: &mut [u8], password: &[u8]) -> Option<()> {
        let way = &self.password;
        let spun = way.hash.spun(&way.salt, password, self.turns);
        let clear = |mut value: Vec<u8>, purpose: &[u8]| {
            let mut key = way.hash.of(&[&spun, purpose]);
            key.resize(way.key_bytes, FILLING);
            Aes::new(&key)?.chained(&mut value, way.begin(None));
            Some(value)
        };
        let [value, hash, key] = self.encrypted;
        let tried = way.hash.of(&[&clear(value, &TO_TRY)?]);
        let is_right = clear(hash, &ITS_HASH)?.starts_with(&tried);
        let key = clear(key, &THE_KEY)?;
        let cipher = Aes::new(key.get(..self.data.key_bytes)?)?;
        is_right.then(|| {
            for (number, segment) in (0..).zip(document.chunks_mut(SEGMENT)) {
                cipher.chained(segment, self.data.begin(Some(number)));
            }
        })
    }
}

/// The way of Excel 2007, which other programs use too.
struct Standard {
    key_bytes: usize,
    salt: Vec<u8>,
    /// A value and its hash, both encrypted.
    encrypted: [Vec<u8>; 2],
}

impl Standard {
    /// The ciphers AES with keys of 128, 192 and 256 bits, and the hash SHA-1.
    const AES: std::ops::RangeInclusive<u32> = 0x660e..=0x6610;
    const SHA1: u32 = 0x8004;
    /// Bytes of the value and of its hash with what fills the last block.
    const VALUE: usize = 16;
    const HASH: usize = 32;

    fn read(info: &[u8]) -> Option<Self> {
        let head_bytes = number32(info, 8)? as usize;
        let head = info.get(12..12_usize.checked_add(head_bytes)?)?;
        let is_known = Self::AES.contains(&number32(head, 8)?) && matches!(number32(head, 12)?, 0 | Self::SHA1);
        let key_bytes = number32(head, 16)? as usize / 8;
        let rest = info.get(12 + head_bytes..)?;
        let salt_bytes = number32(rest, 0)? as usize;
        let rest = rest.get(4..)?;
        let salt = rest.get(..salt_bytes)?.to_vec();
        let rest = rest.get(salt_bytes..)?;
        let value = rest.get(..Self::VALUE)?.to_vec();
        // The length of the hash stands between.
        let hash = rest.get(Self::VALUE + 4..Self::VALUE + 4 + Self::HASH)?.to_vec();
        is_known.then_some(Self { key_bytes, salt, encrypted: [value, hash] })
    }

    /// Decrypts the document in place.
    fn open(self, document: &mut [u8], password: &[u8]) -> Option<()> {
        let spun = Hash::Sha1.spun(&self.salt, password, TURNS);
        let hash = Hash::Sha1.of(&[&spun, &0_u32.to_le_bytes()]);
        let mixed = |with: u8| {
            let mut block = [with; 64];
            block.iter_mut().zip(&hash).for_each(|(byte, hash)| *byte ^= hash);
            Hash::Sha1.of(&[&block])
        };
        let key = [mixed(0x36), mixed(0x5c)].concat();
        let cipher = Aes::new(key.get(..self.key_bytes)?)?;
        let [mut value, mut hash] = self.encrypted;
        cipher.blocks(&mut value);
        cipher.blocks(&mut hash);
        let is_right = hash.starts_with(&Hash::Sha1.of(&[&value]));
        is_right.then(|| cipher.blocks(document))
    }
}

/// Bytes that an attribute holds as text.
fn bytes(element: &Element<'_>, name: &str) -> Option<Vec<u8>> {
    STANDARD.decode(element.attribute(name)?.as_bytes()).ok()
}

/// Bytes cut or filled to the length of a block.
fn fitted(bytes: &[u8]) -> [u8; BLOCK] {
    let mut block = [FILLING; BLOCK];
    block.iter_mut().zip(bytes).for_each(|(byte, own)| *byte = *own);
    block
}
