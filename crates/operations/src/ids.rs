//! New ids and secrets, from the operating system's random source.

use rand::TryRng;
use uuid::{Builder, Uuid};

/// A new id: UUID version 7 (RFC 9562 §5.7), so that rows made one after another lie side by side.
#[must_use]
pub fn new_id(now: jiff::Timestamp) -> Uuid {
    let mut random = [0_u8; 10];
    fill(&mut random);
    Builder::from_unix_timestamp_millis(u64::try_from(now.as_millisecond()).unwrap_or(0), &random).into_uuid()
}

/// An id before which all ids of earlier moments sort, and none of this moment or a later one.
#[must_use]
pub fn first_id(at: jiff::Timestamp) -> Uuid {
    Builder::from_unix_timestamp_millis(u64::try_from(at.as_millisecond()).unwrap_or(0), &[0; 10]).into_uuid()
}

/// The id of a text, always the same for the same one (UUID version 8, RFC 9562 §5.8): for what a deed makes once.
#[must_use]
pub fn id_of(text: &str) -> Uuid {
    use sha2::{Digest, Sha256};

    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&Sha256::digest(text.as_bytes())[..16]);
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// 256 random bits in 43 letters of base64url (RFC 4648 §5, no padding): for cookies and links.
#[must_use]
pub fn new_secret() -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut random = [0_u8; 33];
    fill(&mut random);
    random
        .chunks_exact(3)
        .flat_map(|three| {
            let bits = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
            [18, 12, 6, 0].map(|shift| char::from(LETTERS[(bits >> shift & 63) as usize]))
        })
        .take(43)
        .collect()
}

/// Random bytes.
pub(crate) fn random<const COUNT: usize>() -> [u8; COUNT] {
    let mut random = [0_u8; COUNT];
    fill(&mut random);
    random
}

/// Lower-case hexadecimal SHA-256: how secrets are stored.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write;

    use sha2::{Digest, Sha256};

    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn fill(bytes: &mut [u8]) {
    // Without randomness no id and no session may be made: going on would be worse than stopping.
    rand::rngs::SysRng.try_fill_bytes(bytes).expect("the operating system gives random bytes");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_long_and_never_repeat() {
        let secrets: std::collections::HashSet<String> = (0..10_000).map(|_| new_secret()).collect();
        assert_eq!(secrets.len(), 10_000);
        assert!(secrets.iter().all(|secret| secret.len() == 43));
    }

    #[test]
    fn ids_of_later_moments_sort_later() {
        let earlier = new_id(jiff::Timestamp::from_second(1_000_000).expect("a moment"));
        let later = new_id(jiff::Timestamp::from_second(1_000_001).expect("a moment"));
        assert!(earlier < later);
        assert_eq!(later.get_version_num(), 7);
        let bound = first_id(jiff::Timestamp::from_second(1_000_001).expect("a moment"));
        assert!(earlier < bound && bound <= later);
    }

    #[test]
    fn the_id_of_a_text_is_its_own() {
        assert_eq!(id_of("a"), id_of("a"));
        assert_ne!(id_of("a"), id_of("b"));
    }

    #[test]
    fn the_hash_is_sha_256() {
        assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
