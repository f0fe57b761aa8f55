//! Text out of bytes whose encoding nobody names.

/// The text of a payload: UTF-8 where it is that, with or without a byte order mark; else Windows-1252, the
/// superset of Latin-1 in which French spreadsheets are saved. Every byte is a character there, so this never fails.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned(),
        Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
    }
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
}
