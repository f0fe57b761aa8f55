//! Whether what came was sent by somebody who knows the feed's secret.
//!
//! Three ways, whichever the sender can do: the secret itself (`Authorization: Bearer`), a signature of ours
//! (`X-Consigne-Signature: sha256=…`), or Sendcloud's (`Sendcloud-Signature`); a signature is the hexadecimal
//! HMAC-SHA256 (RFC 2104) of the bytes as they came, with the secret's bytes as the key. All comparisons take the same
//! time whatever differs.

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use store::feeds::Feed;

/// What a sender proves himself with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// The secret itself.
    pub bearer: Option<String>,
    /// A signature over the body, in hexadecimal.
    pub signature: Option<String>,
}

impl Proof {
    /// Whether it is the proof of a feed's sender. Where there is no feed, as much is computed and the answer is no.
    #[must_use]
    pub fn holds(&self, feed: Option<&Feed>, body: &[u8], now: Timestamp) -> bool {
        let (secret, old) = match feed {
            Some(feed) if now < feed.old_until => (feed.secret.as_str(), feed.old_secret.as_str()),
            Some(feed) => (feed.secret.as_str(), ""),
            None => ("no feed has this secret, because secrets have no spaces", ""),
        };
        let holds = |secret: &str| !secret.is_empty() && self.is_of(secret, body);
        // Both are computed, so that the time does not tell whether there is an old one.
        let (new, old) = (holds(secret), holds(old));
        feed.is_some() && (new || old)
    }

    fn is_of(&self, secret: &str, body: &[u8]) -> bool {
        match (&self.bearer, &self.signature) {
            (Some(bearer), _) => {
                // Equal secrets give equal codes, and codes are compared in constant time.
                let code = keyed(secret.as_bytes(), b"bearer").finalize().into_bytes();
                keyed(bearer.as_bytes(), b"bearer").verify_slice(&code).is_ok()
            }
            (None, Some(signature)) => {
                unhex(signature).is_some_and(|code| keyed(secret.as_bytes(), body).verify_slice(&code).is_ok())
            }
            (None, None) => false,
        }
    }
}

fn keyed(key: &[u8], message: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("an HMAC takes a key of any length");
    mac.update(message);
    mac
}

/// The bytes of a code in hexadecimal, with or without `sha256=` before it.
fn unhex(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let digits = text.strip_prefix("sha256=").unwrap_or(text).as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    digits.chunks_exact(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

#[cfg(test)]
mod tests {
    use domain::id::FeedId;
    use store::feeds::Tally;
    use uuid::Uuid;

    use super::*;

    fn feed(secret: &str, old: &str) -> Feed {
        Feed {
            id: FeedId(Uuid::from_u128(1)),
            name: "f".into(),
            format: "sendcloud".into(),
            carrier: String::new(),
            mapping: String::new(),
            secret: secret.into(),
            old_secret: old.into(),
            old_until: Timestamp::from_second(1_000).expect("a moment"),
            created_at: Timestamp::UNIX_EPOCH,
            tally: Tally::default(),
        }
    }

    fn signed(signature: &str) -> Proof {
        Proof { bearer: None, signature: Some(signature.to_owned()) }
    }

    fn said(bearer: &str) -> Proof {
        Proof { bearer: Some(bearer.to_owned()), signature: None }
    }

    #[test]
    fn a_signature_is_the_hmac_of_the_bytes() {
        // RFC 4231, test case 2.
        let code = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let body = b"what do ya want for nothing?";
        let now = Timestamp::from_second(2_000).expect("a moment");
        let feed = feed("Jefe", "");
        assert!(signed(code).holds(Some(&feed), body, now));
        assert!(signed(&format!("sha256={}", code.to_uppercase())).holds(Some(&feed), body, now));
        assert!(!signed(code).holds(Some(&feed), b"what do ya want for something?", now));
        for wrong in ["", "x", &code[1..], &code.replace('5', "6"), &format!("{code}00"), &"é".repeat(32)] {
            assert!(!signed(wrong).holds(Some(&feed), body, now), "{wrong}");
        }
    }

    #[test]
    fn a_secret_is_taken_whole_and_the_old_one_for_a_while() {
        let feed = feed("new-secret", "old-secret");
        let early = Timestamp::from_second(999).expect("a moment");
        let late = Timestamp::from_second(1_000).expect("a moment");
        for (bearer, at, holds) in [
            ("new-secret", early, true),
            ("new-secret", late, true),
            ("old-secret", early, true),
            ("old-secret", late, false),
            ("new-secre", early, false),
            ("", early, false),
        ] {
            assert_eq!(said(bearer).holds(Some(&feed), b"", at), holds, "{bearer} {at}");
        }
        assert!(!Proof::default().holds(Some(&feed), b"", early));
        assert!(!said("no feed has this secret, because secrets have no spaces").holds(None, b"", early));
    }
}
