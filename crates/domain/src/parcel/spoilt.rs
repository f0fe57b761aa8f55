//! Words that were read in the wrong letters on their way: `LivrÃ©` for `Livré`.

/// Whether a text is UTF-8 that somebody read as Windows-1252 or Latin-1, or has the mark of letters that were lost.
#[must_use]
pub fn is_spoilt(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    if text.contains(char::REPLACEMENT_CHARACTER) {
        return true;
    }
    // Written back in those letters, it would be UTF-8 again: good French never is, because an accented letter stands
    // between plain ones.
    let bytes: Option<Vec<u8>> = text.chars().map(windows_1252).collect();
    bytes.is_some_and(|bytes| std::str::from_utf8(&bytes).is_ok())
}

/// The byte of a letter in Windows-1252; those that it leaves free are Latin-1's.
fn windows_1252(letter: char) -> Option<u8> {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
    if let Some(place) = HIGH.chars().position(|high| high == letter) {
        return u8::try_from(0x80 + place).ok();
    }
    u8::try_from(u32::from(letter)).ok()
}

#[cfg(test)]
mod tests {
    use super::is_spoilt;

    #[test]
    fn words_in_the_wrong_letters_are_known() {
        for spoilt in ["LivrÃ©", "Ã€ domicile", "lâ€™adresse", "Livr\u{FFFD}", "Ã\u{A0} lâ€™agence", "Å“uvre"]
        {
            assert!(is_spoilt(spoilt), "{spoilt}");
        }
        for good in [
            "",
            "Livre",
            "Livré",
            "À domicile",
            "l’adresse",
            "œuvre",
            "Orléans 3ᵉ",
            "Łódź",
            "Ã",
            "CÔTÉ «\u{A0}OUEST\u{A0}»",
        ] {
            assert!(!is_spoilt(good), "{good}");
        }
    }
}
