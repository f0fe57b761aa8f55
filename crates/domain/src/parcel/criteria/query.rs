//! Criteria as a query string (`application/x-www-form-urlencoded`), and back.

use std::fmt;

use super::Criteria;

/// A text that is no written search of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCriteria;

impl fmt::Display for NoCriteria {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the criteria of a search")
    }
}

impl std::error::Error for NoCriteria {}

impl Criteria {
    /// The criteria as a query string without `?`; empty where nothing is asked for.
    #[must_use]
    pub fn to_query(&self) -> String {
        let pairs = self.pairs().into_iter();
        pairs.map(|(name, value)| format!("{name}={}", encoded(&value))).collect::<Vec<_>>().join("&")
    }

    /// Reads what [`Criteria::to_query`] wrote, and nothing more lenient: it comes from our own pages and rows.
    ///
    /// # Errors
    /// [`NoCriteria`] for an unknown name, a name that stands there twice, or a value that a form would be refused for.
    pub fn from_query(query: &str) -> Result<Self, NoCriteria> {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        for part in query.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or(NoCriteria)?;
            if !Criteria::FIELDS.contains(&name) || pairs.iter().any(|(earlier, _)| *earlier == name) {
                return Err(NoCriteria);
            }
            pairs.push((name, decoded(value).ok_or(NoCriteria)?));
        }
        Criteria::of_form(pairs.iter().map(|(name, value)| (*name, value.as_str()))).map_err(|_| NoCriteria)
    }
}

/// All but unreserved characters are written as the bytes of their UTF-8 (RFC 3986 §2.1 and §2.3).
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The text behind an encoded one; `+` is a space, as browsers write it.
#[must_use]
pub fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                u8::try_from(digit(rest.next())? * 16 + digit(rest.next())?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}
