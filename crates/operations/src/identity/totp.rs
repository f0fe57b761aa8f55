//! Codes of the second factor (RFC 6238: SHA-1, six digits, a new one every thirty seconds), the text by which an
//! application learns the secret, and the codes to recover with.

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha1::Sha1;
use sha2::Sha256;

use crate::ids;

/// How long a code is shown, in seconds.
const STEP: i64 = 30;

/// How many steps a clock may be off, each way.
const SKEW: i64 = 1;

/// How many codes to recover with somebody has.
pub(super) const RECOVERY_CODES: usize = 10;

/// Letters of a code to recover with: 120 bits, so that its plain hash cannot be undone (ASVS 6.5.2).
const RECOVERY_LETTERS: usize = 24;

/// The letters of base32 (RFC 4648 §6).
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A new secret of 160 bits, in base32.
pub(super) fn new_secret() -> String {
    base32(&ids::random::<20>())
}

/// The step in which a typed code is right at a moment, looked for from one step before to one after.
pub(super) fn step_of(secret: &str, typed: &str, now: Timestamp) -> Option<i64> {
    let key = unbase32(secret)?;
    let typed: u32 = typed.parse().ok()?;
    let present = now.as_second().div_euclid(STEP);
    // All are computed, so that the time does not tell which one it was.
    (present - SKEW..=present + SKEW)
        .fold(None, |right, step| if code(&key, step) == typed { Some(step) } else { right })
}

/// The code of a step, as a number (RFC 4226 §5.3).
fn code(key: &[u8], step: i64) -> u32 {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).expect("an HMAC takes a key of any length");
    mac.update(&step.to_be_bytes());
    let sum = mac.finalize().into_bytes();
    let start = usize::from(sum[19] & 15);
    let four = [sum[start] & 127, sum[start + 1], sum[start + 2], sum[start + 3]];
    u32::from_be_bytes(four) % 1_000_000
}

/// What somebody typed as a code of his application: its six digits, whatever stands between them.
pub(super) fn digits(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    (digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_digit())).then_some(digits)
}

/// The codes to recover with, made of a nonce that is stored and of the secret of a browser's cookie, which is not: that
/// browser alone can be shown them, as long as the nonce is kept.
pub(super) fn recovery_codes(cookie: &str, nonce: &str) -> Vec<String> {
    (0..RECOVERY_CODES)
        .map(|index| {
            let mut mac = Hmac::<Sha256>::new_from_slice(cookie.as_bytes()).expect("an HMAC takes a key of any length");
            mac.update(format!("consigne recovery code\n{nonce}\n{index}").as_bytes());
            let letters = base32(&mac.finalize().into_bytes()[..15]);
            in_groups(&letters, '-')
        })
        .collect()
}

/// How a code to recover with is stored; none for what cannot be one. Case, spaces and dashes do not matter.
pub(super) fn recovery_hash(person: domain::id::UserId, typed: &str) -> Option<String> {
    let letters: String = typed.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    (letters.len() == RECOVERY_LETTERS).then(|| ids::sha256_hex(format!("{person}\n{letters}").as_bytes()))
}

/// Letters in groups of four, which are easier to type off.
pub(super) fn in_groups(letters: &str, between: char) -> String {
    let mut grouped = String::with_capacity(letters.len() * 5 / 4);
    for (index, letter) in letters.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            grouped.push(between);
        }
        grouped.push(letter);
    }
    grouped
}

/// The address that an application on the same device opens (the key URI format of authenticator applications).
pub(super) fn address(email: &str, secret: &str) -> String {
    let label: String = email
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("otpauth://totp/Consigne:{label}?secret={secret}&issuer=Consigne&algorithm=SHA1&digits=6&period={STEP}")
}

fn base32(bytes: &[u8]) -> String {
    let mut letters = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            letters.push(char::from(LETTERS[(held >> bits & 31) as usize]));
        }
    }
    if bits > 0 {
        letters.push(char::from(LETTERS[(held << (5 - bits) & 31) as usize]));
    }
    letters
}

fn unbase32(letters: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(letters.len() * 5 / 8);
    let (mut held, mut bits) = (0_u32, 0);
    for letter in letters.bytes() {
        let value = LETTERS.iter().position(|one| *one == letter)?;
        held = held << 5 | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 255) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{address, base32, digits, in_groups, recovery_codes, recovery_hash, step_of, unbase32};

    // RFC 6238, appendix B, with the last six of its eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = base32(b"12345678901234567890");
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let now = Timestamp::from_second(second).expect("a moment");
            assert_eq!(step_of(&secret, code, now), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn a_clock_may_be_off_by_one_step() {
        let secret = base32(b"12345678901234567890");
        // The code of the step from 30 to 59, from when it is taken early to when it is too late.
        for (second, right) in [(-1, false), (0, true), (29, true), (59, true), (89, true), (90, false)] {
            let now = Timestamp::from_second(second).expect("a moment");
            assert_eq!(step_of(&secret, "287082", now), right.then_some(1), "{second}");
        }
        assert_eq!(step_of(&secret, "000000", Timestamp::from_second(59).expect("a moment")), None);
    }

    // RFC 4648 §10, without padding.
    #[test]
    fn base32_is_that_of_the_standard() {
        for (text, letters) in
            [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB")]
        {
            assert_eq!(base32(text.as_bytes()), letters);
            assert_eq!(unbase32(letters).as_deref(), Some(text.as_bytes()));
        }
        assert_eq!(unbase32("0189"), None);
    }

    #[test]
    fn a_code_is_read_whatever_stands_between_its_digits() {
        assert_eq!(digits(" 287 082\u{202f}").as_deref(), Some("287082"));
        for none in ["", "28708", "2870821", "28708a", "٢٨٧٠٨٢"] {
            assert_eq!(digits(none), None, "{none}");
        }
    }

    #[test]
    fn codes_to_recover_with_are_all_different_and_one_browsers_own() {
        let person = domain::id::UserId(uuid::Uuid::nil());
        let mut codes = recovery_codes("cookie", "nonce");
        assert_eq!(codes, recovery_codes("cookie", "nonce"));
        assert_eq!(codes[0].len(), 29);
        assert_eq!(recovery_hash(person, &codes[0].to_lowercase().replace('-', " ")), recovery_hash(person, &codes[0]));
        assert!(recovery_hash(person, "ABCD").is_none());
        codes.extend(recovery_codes("another", "nonce"));
        codes.extend(recovery_codes("cookie", "later"));
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), 30);
    }

    #[test]
    fn an_application_reads_the_address() {
        assert_eq!(in_groups("ABCDEFGHI", ' '), "ABCD EFGH I");
        assert_eq!(
            address("a+b@x.example", "MZXQ"),
            "otpauth://totp/Consigne:a%2Bb@x.example?secret=MZXQ&issuer=Consigne&algorithm=SHA1&digits=6&period=30"
        );
    }
}
