//! Text out of bytes whose encoding nobody names.

use std::borrow::Cow;

/// The text of a table, line by line: a line in another encoding does not spoil the others.
#[must_use]
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    decode_parts(bytes, b'\n')
}

/// The text of a payload, with or without a byte order mark. Each part that ends at a `separator` is read by itself: as
/// UTF-8 where it is that, else as Windows-1252, the superset of Latin-1 in which French spreadsheets are saved. Every
/// byte is a character there, so this never fails. The separator is a plain letter, which no letter of UTF-8 holds.
#[must_use]
pub fn decode_parts(bytes: &[u8], separator: u8) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for part in bytes.split_inclusive(|byte| *byte == separator) {
        match std::str::from_utf8(part) {
            Ok(part) => text.push_str(part),
            Err(_) => text.extend(part.iter().map(|byte| windows_1252(*byte))),
        }
    }
    Cow::Owned(text)
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80 => '€',
        0x82 => '‚',
        0x83 => 'ƒ',
        0x84 => '„',
        0x85 => '…',
        0x86 => '†',
        0x87 => '‡',
        0x88 => 'ˆ',
        0x89 => '‰',
        0x8A => 'Š',
        0x8B => '‹',
        0x8C => 'Œ',
        0x8E => 'Ž',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x95 => '•',
        0x96 => '–',
        0x97 => '—',
        0x98 => '˜',
        0x99 => '™',
        0x9A => 'š',
        0x9B => '›',
        0x9C => 'œ',
        0x9E => 'ž',
        0x9F => 'Ÿ',
        latin_1 => char::from(latin_1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_of_a_french_word_read_the_same() {
        assert_eq!(decode("Distribué à l’adresse".as_bytes()), "Distribué à l’adresse");
        assert_eq!(decode(b"Distribu\xE9 \xE0 l\x92adresse"), "Distribué à l’adresse");
        assert_eq!(decode("\u{FEFF}a".as_bytes()), "a");
        assert_eq!(decode(b""), "");
    }

    #[test]
    fn one_part_in_the_other_encoding_does_not_spoil_the_others() {
        assert_eq!(decode(b"Distribu\xC3\xA9\nDistribu\xE9\nDistribu\xC3\xA9"), "Distribué\nDistribué\nDistribué");
        assert_eq!(decode_parts(b"[\"\xC3\xA9\",\"\xE9\"]", b'"'), "[\"é\",\"é\"]");
    }
}
