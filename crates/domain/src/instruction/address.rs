//! The form of a corrected address.
//!
//! The country stays; all of it must be there; each line is at most 38 characters (NF Z10-011, as La Poste prints them);
//! and postcode and town must agree in form. Whether the place exists is for the carrier to find out.

use serde::{Deserialize, Serialize};

use crate::refusal::FieldRefusal;

/// The longest line of an address, in characters (NF Z10-011).
pub const LINE_MAX: usize = 38;

/// An address as the carrier is to have it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Flat, staircase, building; may be empty.
    pub complement: String,
    /// Street and house number.
    pub street: String,
    /// Postcode, as its country writes it.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// Country, ISO 3166-1 alpha-2: that of the parcel.
    pub country: String,
}

/// Checks what was typed; all that is wrong with it, in the order of the form.
///
/// # Errors
/// The fields `complement`, `street`, `postcode` and `town`, each with what to say beside it.
pub fn check_address(typed: &Address) -> Result<Address, Vec<(String, FieldRefusal)>> {
    let country = if typed.country.is_empty() { "FR".to_owned() } else { typed.country.clone() };
    let address = Address {
        complement: tidy(&typed.complement),
        street: tidy(&typed.street),
        postcode: tidy_postcode(&typed.postcode, &country),
        town: tidy(&typed.town),
        country,
    };
    let mut wrong = Vec::new();
    let mut refuse = |field: &str, refusal| wrong.push((field.to_owned(), refusal));
    if address.complement.chars().count() > LINE_MAX {
        refuse("complement", FieldRefusal::TooLong(LINE_MAX));
    }
    match address.street.chars().count() {
        0 => refuse("street", FieldRefusal::Missing),
        1..=2 => refuse("street", FieldRefusal::TooShort(3)),
        length if length > LINE_MAX => refuse("street", FieldRefusal::TooLong(LINE_MAX)),
        _ => {}
    }
    let postcode_holds = if address.postcode.is_empty() {
        refuse("postcode", FieldRefusal::Missing);
        false
    } else if !is_postcode(&address.postcode, &address.country) {
        refuse("postcode", FieldRefusal::NotAPostcode);
        false
    } else {
        true
    };
    let room = LINE_MAX.saturating_sub(address.postcode.chars().count() + 1);
    if address.town.is_empty() {
        refuse("town", FieldRefusal::Missing);
    } else if address.town.chars().count() > room {
        refuse("town", FieldRefusal::TooLong(room));
    } else if !is_town(&address.town, &address.country) || (postcode_holds && !agree(&address)) {
        refuse("town", FieldRefusal::TownDiffers);
    }
    if wrong.is_empty() { Ok(address) } else { Err(wrong) }
}

/// One line without control characters and without spaces at its ends or twice.
#[must_use]
pub fn tidy(text: &str) -> String {
    let words = text.split(|sign: char| sign.is_whitespace() || sign.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A postcode as its country writes it: capitals; without spaces, but where its country has them.
fn tidy_postcode(typed: &str, country: &str) -> String {
    let bare: String = typed.chars().filter(|sign| !sign.is_whitespace()).flat_map(char::to_uppercase).collect();
    // Every sign of such a postcode is one byte, so the place to cut is known.
    let cut = match country {
        "GB" | "IE" | "NL" | "PT" | "SE" | "CZ" | "GR" if !bare.is_ascii() => None,
        "GB" if bare.len() >= 5 => Some((bare.len() - 3, " ")),
        "IE" if bare.len() == 7 => Some((3, " ")),
        "NL" if bare.len() == 6 => Some((4, " ")),
        "SE" | "CZ" | "GR" if bare.len() == 5 => Some((3, " ")),
        "PT" if bare.len() == 7 && !bare.contains('-') => Some((4, "-")),
        _ => None,
    };
    match cut {
        Some((at, between)) => format!("{}{between}{}", &bare[..at], &bare[at..]),
        None => bare,
    }
}

/// The forms of postcodes: `9` stands for a digit, `A` for a letter, anything else for itself.
const FORMS: [(&str, &[&str]); 23] = [
    ("FR", &["99999"]),
    ("MC", &["98099"]),
    ("AT", &["9999"]),
    ("BE", &["9999"]),
    ("CH", &["9999"]),
    ("CZ", &["999 99"]),
    ("DE", &["99999"]),
    ("DK", &["9999"]),
    ("ES", &["99999"]),
    ("FI", &["99999"]),
    ("GB", &["A9 9AA", "A99 9AA", "A9A 9AA", "AA9 9AA", "AA99 9AA", "AA9A 9AA"]),
    ("GR", &["999 99"]),
    ("HU", &["9999"]),
    (
        "IE",
        &["A99 AAAA", "A99 9999", "A99 A999", "A99 AA99", "A99 A9A9", "A99 99AA", "A99 AAA9", "A99 9A99", "A99 9AA9"],
    ),
    ("IT", &["99999"]),
    ("LU", &["9999"]),
    ("NL", &["9999 AA"]),
    ("NO", &["9999"]),
    ("PL", &["99-999"]),
    ("PT", &["9999-999"]),
    ("SE", &["999 99"]),
    ("SI", &["9999"]),
    ("SK", &["99999", "999 99"]),
];

fn is_postcode(postcode: &str, country: &str) -> bool {
    let Some((_, forms)) = FORMS.iter().find(|(code, _)| *code == country) else {
        // A country whose form is not known here: letters, digits, a dash.
        let known = postcode.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-');
        return known && (3..=10).contains(&postcode.len());
    };
    let fits = |form: &&str| {
        form.chars().count() == postcode.chars().count()
            && form.chars().zip(postcode.chars()).all(|(wanted, sign)| match wanted {
                '9' => sign.is_ascii_digit(),
                'A' => sign.is_ascii_uppercase(),
                other => sign == other,
            })
    };
    // The departments of France are 01 to 98 without 96 and 99; those of Corsica share 20.
    let department = |postcode: &str| !matches!(&postcode[..2], "00" | "96" | "99");
    forms.iter().any(fits) && (country != "FR" || department(postcode))
}

/// A town is words; in France it may end with an arrondissement or with CEDEX and its number.
fn is_town(town: &str, country: &str) -> bool {
    let letters = town.chars().filter(|sign| sign.is_alphabetic()).count() >= 1;
    let digits_at = town.find(|sign: char| sign.is_ascii_digit());
    let digits_fit = match digits_at {
        None => true,
        Some(place) => country == "FR" && place > 0 && town[place..].chars().filter(char::is_ascii_digit).count() <= 2,
    };
    letters && digits_fit && !town.contains('@')
}

/// The towns of France that are divided, and where their postcodes begin.
const DIVIDED: [(&str, &str, u8); 3] = [("paris", "75", 20), ("lyon", "690", 9), ("marseille", "130", 16)];

/// Whether postcode and town say the same where their form shows it: a divided town has its own postcodes, whose last
/// digits are the arrondissement; Monaco has 98000. CEDEX is another way of writing, with postcodes of its own.
fn agree(address: &Address) -> bool {
    if address.country != "FR" {
        return true;
    }
    let lower = address.town.to_lowercase();
    if lower.contains("cedex") {
        return true;
    }
    let digits: String = lower.chars().filter(char::is_ascii_digit).collect();
    let name: String = lower.chars().take_while(|sign| sign.is_alphabetic()).collect();
    let alone = lower.chars().skip(name.chars().count()).all(|sign| !sign.is_alphabetic() || "erèmend".contains(sign));
    let divided = DIVIDED.iter().find(|(town, ..)| *town == name && alone);
    match divided {
        None => digits.is_empty(),
        Some((_, start, most)) => {
            let part: u8 = address.postcode.get(3..).and_then(|last| last.parse().ok()).unwrap_or(0);
            // 75116 is the other half of the sixteenth.
            address.postcode.starts_with(start)
                && (1..=*most).contains(&part)
                && (digits.is_empty() || digits.parse() == Ok(part))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(street: &str, postcode: &str, town: &str, country: &str) -> Address {
        let [street, postcode, town, country] = [street, postcode, town, country].map(str::to_owned);
        Address { complement: String::new(), street, postcode, town, country }
    }

    #[test]
    fn a_complete_address_is_taken_and_tidied() {
        for (postcode, town, country, kept) in [
            ("69003", "Lyon", "FR", "69003"),
            (" 69 003 ", "Lyon 3e", "FR", "69003"),
            ("75011", "Paris 11", "", "75011"),
            ("75116", "Paris 16e", "FR", "75116"),
            ("13008", "Marseille 08", "FR", "13008"),
            ("20090", "Ajaccio", "FR", "20090"),
            ("97400", "Saint-Denis", "FR", "97400"),
            ("92919", "Paris La Défense Cedex", "FR", "92919"),
            ("35043", "Rennes Cedex 9", "FR", "35043"),
            ("77700", "Lyon-sur-Rien", "FR", "77700"),
            ("98000", "Monaco", "MC", "98000"),
            ("1000", "Bruxelles", "BE", "1000"),
            ("sw1a1aa", "London", "GB", "SW1A 1AA"),
            ("1012ab", "Amsterdam", "NL", "1012 AB"),
            ("1000001", "Lisboa", "PT", "1000-001"),
            ("d02x285", "Dublin", "IE", "D02 X285"),
            ("11455", "Stockholm", "SE", "114 55"),
            ("90210", "Beverly Hills", "US", "90210"),
        ] {
            let address = check_address(&typed("12 rue  des\tLilas", postcode, town, country));
            let address = address.unwrap_or_else(|wrong| panic!("{postcode} {town}: {wrong:?}"));
            assert_eq!((address.postcode.as_str(), address.street.as_str()), (kept, "12 rue des Lilas"), "{town}");
        }
    }

    #[test]
    fn what_is_missing_or_does_not_fit_is_named_at_its_field() {
        let long = "x".repeat(39);
        for (street, postcode, town, country, expected) in [
            ("", "69003", "Lyon", "FR", vec![("street", FieldRefusal::Missing)]),
            ("12", "69003", "Lyon", "FR", vec![("street", FieldRefusal::TooShort(3))]),
            (long.as_str(), "69003", "Lyon", "FR", vec![("street", FieldRefusal::TooLong(38))]),
            ("1 rue X", "", "Lyon", "FR", vec![("postcode", FieldRefusal::Missing)]),
            ("1 rue X", "6900", "Lyon", "FR", vec![("postcode", FieldRefusal::NotAPostcode)]),
            ("1 rue X", "99000", "Lille", "FR", vec![("postcode", FieldRefusal::NotAPostcode)]),
            ("1 rue X", "00100", "Lille", "FR", vec![("postcode", FieldRefusal::NotAPostcode)]),
            ("1 rue X", "6900A", "Lyon", "FR", vec![("postcode", FieldRefusal::NotAPostcode)]),
            ("1 rue X", "69003", "", "FR", vec![("town", FieldRefusal::Missing)]),
            ("1 rue X", "69003", "69003", "FR", vec![("town", FieldRefusal::TownDiffers)]),
            ("1 rue X", "69003", "Paris", "FR", vec![("town", FieldRefusal::TownDiffers)]),
            ("1 rue X", "75012", "Paris 11", "FR", vec![("town", FieldRefusal::TownDiffers)]),
            ("1 rue X", "75000", "Paris", "FR", vec![("town", FieldRefusal::TownDiffers)]),
            ("1 rue X", "59000", "Lille 3", "FR", vec![("town", FieldRefusal::TownDiffers)]),
            ("1 rue X", "59000", "a@b.example", "FR", vec![("town", FieldRefusal::TownDiffers)]),
            ("1 rue X", "12345", "Bruxelles", "BE", vec![("postcode", FieldRefusal::NotAPostcode)]),
            ("1 rue X", "é1a1aa", "London", "GB", vec![("postcode", FieldRefusal::NotAPostcode)]),
            ("1 rue X", "69003", &long[..33], "FR", vec![("town", FieldRefusal::TooLong(32))]),
            (
                "",
                "",
                "",
                "FR",
                vec![
                    ("street", FieldRefusal::Missing),
                    ("postcode", FieldRefusal::Missing),
                    ("town", FieldRefusal::Missing),
                ],
            ),
        ] {
            let wrong = check_address(&typed(street, postcode, town, country)).expect_err(town);
            let wrong: Vec<_> = wrong.iter().map(|(field, refusal)| (field.as_str(), refusal.clone())).collect();
            assert_eq!(wrong, expected, "{street}, {postcode} {town}");
        }
        let complement = Address { complement: long, ..typed("1 rue X", "69003", "Lyon", "FR") };
        let wrong = check_address(&complement).expect_err("a line too long");
        assert_eq!(wrong, [("complement".to_owned(), FieldRefusal::TooLong(38))]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_it(street in "\\PC{0,50}", postcode in "\\PC{0,12}", town in "\\PC{0,50}", country in "[A-Z]{2}|FR|GB|") {
            let _ = check_address(&typed(&street, &postcode, &town, &country));
        }
    }
}
