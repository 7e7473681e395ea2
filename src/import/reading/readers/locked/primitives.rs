//! Hashes and ciphers by the names that files give them.

use aes::cipher::{BlockCipherDecrypt, KeyInit as _, StreamCipher as _};
use aes::{Aes128, Aes192, Aes256, Block};
use md5::Md5;
use rc4::Rc4;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// Bytes of a block of AES.
pub(super) const BLOCK: usize = 16;

/// A hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// The hash of a name; nothing when it is not known.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name.replace('-', "").to_ascii_uppercase().as_str() {
            "MD5" => Self::Md5,
            "SHA1" => Self::Sha1,
            "SHA256" => Self::Sha256,
            "SHA384" => Self::Sha384,
            "SHA512" => Self::Sha512,
            _ => return None,
        })
    }

    /// The hash of several pieces, one behind the other.
    pub(super) fn of(self, pieces: &[&[u8]]) -> Vec<u8> {
        match self {
            Self::Md5 => digest::<Md5>(pieces),
            Self::Sha1 => digest::<Sha1>(pieces),
            Self::Sha256 => digest::<Sha256>(pieces),
            Self::Sha384 => digest::<Sha384>(pieces),
            Self::Sha512 => digest::<Sha512>(pieces),
        }
    }

    /// The hash of salt and password, hashed again with a counter so many times.
    pub(super) fn spun(self, salt: &[u8], password: &[u8], turns: u32) -> Vec<u8> {
        let begin = self.of(&[salt, password]);
        (0..turns).fold(begin, |hash, turn| self.of(&[&turn.to_le_bytes(), &hash]))
    }
}

fn digest<D: Digest>(pieces: &[&[u8]]) -> Vec<u8> {
    let mut digest = D::new();
    for piece in pieces {
        digest.update(piece);
    }
    digest.finalize().to_vec()
}

/// AES with a key of one of its lengths.
pub(super) struct Aes(Box<dyn Fn(&mut Block)>);

impl Aes {
    /// The cipher of a key; nothing when AES has no keys of this length.
    pub(super) fn new(key: &[u8]) -> Option<Self> {
        fn with<C: BlockCipherDecrypt<BlockSize = aes::cipher::consts::U16> + 'static>(cipher: C) -> Aes {
            Aes(Box::new(move |block| cipher.decrypt_block(block)))
        }
        match key.len() {
            16 => Aes128::new_from_slice(key).ok().map(with),
            24 => Aes192::new_from_slice(key).ok().map(with),
            32 => Aes256::new_from_slice(key).ok().map(with),
            _ => None,
        }
    }

    /// Decrypts whole blocks in place, each for itself; what is left of a block is left.
    pub(super) fn blocks(&self, bytes: &mut [u8]) {
        for chunk in bytes.as_chunks_mut::<BLOCK>().0 {
            let mut block = Block::from(*chunk);
            (self.0)(&mut block);
            *chunk = block.into();
        }
    }

    /// Decrypts whole blocks in place, each mixed with the one before (CBC).
    pub(super) fn chained(&self, bytes: &mut [u8], begin: [u8; BLOCK]) {
        let mut before = begin;
        for chunk in bytes.as_chunks_mut::<BLOCK>().0 {
            let (mut block, own) = (Block::from(*chunk), *chunk);
            (self.0)(&mut block);
            for ((byte, clear), mixed) in chunk.iter_mut().zip(block).zip(before) {
                *byte = clear ^ mixed;
            }
            before = own;
        }
    }
}

/// Encrypts or decrypts with the stream of a key.
pub(super) fn rc4(key: &[u8], bytes: &mut [u8]) {
    // Keys come from hashes, which have a length that the cipher takes.
    if let Ok(mut cipher) = Rc4::new_from_slice(key) {
        cipher.apply_keystream(bytes);
    }
}
