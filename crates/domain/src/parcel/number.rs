//! Tracking numbers: which carrier's shape one has, and whether its check character holds (`product.md` §3, §10).
//!
//! What is known of each shape, and from where:
//!
//! - **UPU S10** (13): two letters, eight digits, a check digit, and the ISO 3166-1 code of the country of posting.
//! - **Chronopost 13**: the same outline, but the last two letters are Chronopost's own as often as a country (`JB`,
//!   `JF`, `VF` beside `FR`). Chronopost publishes no rule. All eleven real numbers quoted by public integrations
//!   (karrio's Chronopost tests and trackers on GitHub) hold the S10 digit whatever their last letters are, so that
//!   digit is its check here. First letters that S10 keeps for letters and ordinary parcels (R, L, C …) are not
//!   Chronopost's.
//! - **Chronopost 15**: two letters, twelve digits, and a check character by ISO 7064 MOD 37,36.
//! - **Colissimo 13**: a two-character prefix that is not all digits, ten digits, and a check digit modulo ten.
//! - **DPD 14**: fourteen digits and no check, or those and a fifteenth check character by ISO 7064 MOD 37,36.
//! - **UPS 1Z** (18) and **SSCC-18** (GS1): one check digit each.

use serde::{Deserialize, Serialize};

use super::check_character;

/// The country codes of S10: ISO 3166-1 alpha-2, and `XK` which Kosovo's post uses.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR \
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET \
    FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ \
    IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML \
    MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS \
    PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL \
    TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// First letters that S10 keeps for letters, bags and ordinary parcels, which an express carrier does not use.
const POSTAL_CLASSES: [char; 8] = ['A', 'C', 'L', 'M', 'Q', 'R', 'U', 'V'];

/// A shape of tracking number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberFormat {
    /// Universal Postal Union S10.
    UpuS10,
    /// Chronopost, thirteen characters.
    #[serde(rename = "chronopost_13")]
    Chronopost13,
    /// Chronopost, fifteen characters.
    #[serde(rename = "chronopost_15")]
    Chronopost15,
    /// Colissimo and other tracked items of La Poste, thirteen characters.
    #[serde(rename = "colissimo_13")]
    Colissimo13,
    /// DPD, fourteen digits, with or without the check character.
    #[serde(rename = "dpd_14")]
    Dpd14,
    /// UPS, eighteen characters from `1Z`.
    #[serde(rename = "ups_1z")]
    Ups1z,
    /// GS1 serial shipping container code, eighteen digits.
    #[serde(rename = "sscc_18")]
    Sscc18,
}

impl NumberFormat {
    /// Every shape, in the order in which candidates are given.
    pub const ALL: [Self; 7] = [
        Self::UpuS10,
        Self::Chronopost13,
        Self::Chronopost15,
        Self::Colissimo13,
        Self::Dpd14,
        Self::Ups1z,
        Self::Sscc18,
    ];

    /// The code of the carrier, or of the body that keeps the standard.
    #[must_use]
    pub const fn carrier(self) -> &'static str {
        match self {
            Self::UpuS10 => "upu",
            Self::Chronopost13 | Self::Chronopost15 => "chronopost",
            Self::Colissimo13 => "colissimo",
            Self::Dpd14 => "dpd",
            Self::Ups1z => "ups",
            Self::Sscc18 => "gs1",
        }
    }

    /// The check of a cleaned number in this shape; `None` where it has not this shape.
    fn check(self, number: &str) -> Option<Check> {
        match self {
            Self::UpuS10 => {
                let (_, serial, digit, country) = s10_parts(number)?;
                Some(Check::of(is_country(country) && check_character::s10(serial) == Some(digit)))
            }
            Self::Chronopost13 => {
                let (service, serial, digit, suffix) = s10_parts(number)?;
                is_chronopost(service, suffix).then(|| Check::of(check_character::s10(serial) == Some(digit)))
            }
            Self::Chronopost15 => {
                let (body, last) = body_and_last(number, 15)?;
                let shape = all(&body[..2], is_letter) && all(&body[2..], is_digit) && is_alphanumeric(last);
                shape.then(|| Check::of(check_character::mod_37_36(body) == Some(last)))
            }
            Self::Colissimo13 => {
                let (body, last) = body_and_last(number, 13)?;
                let (prefix, digits) = body.split_at(2);
                let shape =
                    all(prefix, is_alphanumeric) && !all(prefix, is_digit) && all(digits, is_digit) && is_digit(last);
                shape.then(|| Check::of(check_character::mod_10(digits) == Some(last)))
            }
            Self::Dpd14 => {
                if number.len() == 14 && all(number, is_digit) {
                    return Some(Check::None);
                }
                let (body, last) = body_and_last(number, 15)?;
                let shape = all(body, is_digit) && is_alphanumeric(last);
                shape.then(|| Check::of(check_character::mod_37_36(body) == Some(last)))
            }
            Self::Ups1z => {
                let (body, last) = body_and_last(number, 18)?;
                let rest = body.strip_prefix("1Z")?;
                let shape = all(rest, is_alphanumeric) && is_digit(last);
                shape.then(|| Check::of(check_character::ups(rest) == Some(last)))
            }
            Self::Sscc18 => {
                let (body, last) = body_and_last(number, 18)?;
                let shape = all(body, is_digit) && is_digit(last);
                shape.then(|| Check::of(check_character::mod_10(body) == Some(last)))
            }
        }
    }
}

/// What the check character of one candidate says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// It holds.
    Valid,
    /// It does not hold.
    Invalid,
    /// The shape has none.
    None,
}

impl Check {
    const fn of(holds: bool) -> Self {
        if holds { Self::Valid } else { Self::Invalid }
    }
}

/// What is said of a number beside its field. None of them forbids the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A check character holds.
    Valid,
    /// Every candidate shape has a check, and all fail: most likely mistyped.
    Invalid,
    /// A known shape without a check.
    Unchecked,
    /// No shape that we know.
    Unknown,
}

/// One shape that a number has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Candidate {
    /// Code of the carrier that numbers its parcels so.
    pub carrier: &'static str,
    /// The shape.
    pub format: NumberFormat,
    /// Whether its check character holds.
    pub check: Check,
}

/// Everything that can be said of a typed number without asking anybody; as JSON the line of `number check`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recognition {
    /// What was typed.
    pub input: String,
    /// The same, cleaned: what is searched for.
    pub number: String,
    /// The conclusion.
    pub verdict: Verdict,
    /// The shapes that it has, in the order of [`NumberFormat::ALL`].
    pub candidates: Vec<Candidate>,
}

/// Cleans a typed number: spaces, dashes and invisible characters go, full-width characters become ASCII, letters
/// become capitals. Anything else stays, so that what is not a number is not made one.
#[must_use]
pub fn clean(input: &str) -> String {
    input
        .chars()
        .map(narrow)
        .filter(|character| !(character.is_whitespace() || is_dash(*character) || is_invisible(*character)))
        .map(|character| character.to_ascii_uppercase())
        .collect()
}

/// Recognises a typed number.
#[must_use]
pub fn recognise(input: &str) -> Recognition {
    let number = clean(input);
    let candidates: Vec<Candidate> = candidates(&number).collect();
    Recognition { input: input.to_owned(), verdict: verdict(&candidates), number, candidates }
}

/// Whether a cleaned number has a shape that we know, right or mistyped.
#[must_use]
pub fn is_recognised(number: &str) -> bool {
    candidates(number).next().is_some()
}

/// A number cut into groups for reading aloud and comparing; one of unknown shape stays as it is, cleaned.
#[must_use]
pub fn grouped(input: &str) -> String {
    let number = clean(input);
    let format = candidates(&number).next().map(|candidate| candidate.format);
    let lengths: &[usize] = match format {
        Some(NumberFormat::UpuS10 | NumberFormat::Chronopost13) => &[2, 4, 4, 1, 2],
        Some(NumberFormat::Chronopost15) => &[2, 4, 4, 4, 1],
        Some(NumberFormat::Colissimo13) => &[2, 4, 4, 3],
        Some(NumberFormat::Dpd14) => &[4, 4, 4, 2, 1],
        Some(NumberFormat::Ups1z) => &[2, 3, 3, 2, 4, 4],
        Some(NumberFormat::Sscc18) => &[1, 4, 4, 4, 4, 1],
        None => return number,
    };
    let mut rest = number.as_str();
    let mut groups = Vec::with_capacity(lengths.len());
    for length in lengths {
        if let Some((group, after)) = rest.split_at_checked(*length) {
            groups.push(group);
            rest = after;
        }
    }
    groups.join(" ").trim_end().to_owned()
}

fn candidates(number: &str) -> impl Iterator<Item = Candidate> {
    // Every shape is ASCII, which also makes cutting by bytes safe below.
    let formats = number.is_ascii().then_some(NumberFormat::ALL);
    formats.into_iter().flatten().filter_map(|format| {
        let check = format.check(number)?;
        Some(Candidate { carrier: format.carrier(), format, check })
    })
}

fn verdict(candidates: &[Candidate]) -> Verdict {
    let any = |check| candidates.iter().any(|candidate| candidate.check == check);
    if candidates.is_empty() {
        Verdict::Unknown
    } else if any(Check::Valid) {
        Verdict::Valid
    } else if any(Check::None) {
        Verdict::Unchecked
    } else {
        Verdict::Invalid
    }
}

/// Service letters, serial, check digit and last letters of a number in the outline of S10.
fn s10_parts(number: &str) -> Option<(&str, &str, char, &str)> {
    if number.len() != 13 {
        return None;
    }
    let (service, rest) = number.split_at(2);
    let (digits, suffix) = rest.split_at(9);
    let (serial, digit) = digits.split_at(8);
    let shape = all(service, is_letter) && all(digits, is_digit) && all(suffix, is_letter);
    shape.then_some((service, serial, digit.chars().next()?, suffix))
}

fn is_chronopost(service: &str, suffix: &str) -> bool {
    match service.chars().next() {
        // Express mail (EMS) is Chronopost's only where it is posted in France or carries one of its own suffixes.
        Some('E') => suffix == "FR" || !is_country(suffix),
        Some(first) => !POSTAL_CLASSES.contains(&first),
        None => false,
    }
}

fn is_country(code: &str) -> bool {
    COUNTRIES.split_ascii_whitespace().any(|country| country == code)
}

/// A number of exactly `length` characters, without and with its last one.
fn body_and_last(number: &str, length: usize) -> Option<(&str, char)> {
    if number.len() != length {
        return None;
    }
    let last = number.chars().next_back()?;
    Some((&number[..length - 1], last))
}

fn all(text: &str, rule: fn(char) -> bool) -> bool {
    text.chars().all(rule)
}

fn is_letter(character: char) -> bool {
    character.is_ascii_uppercase()
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
}

fn is_alphanumeric(character: char) -> bool {
    is_letter(character) || is_digit(character)
}

/// Full-width forms, as typed with an East Asian keyboard, as their ASCII counterparts.
fn narrow(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        _ => character,
    }
}

/// Hyphens, dashes and the minus sign (Unicode category Pd, and the marks used like them).
fn is_dash(character: char) -> bool {
    matches!(
        character,
        '-' | '\u{00AD}' | '\u{058A}' | '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}'
    )
}

/// Characters that take no place on the screen: controls, joiners, direction marks, byte order marks, variation
/// selectors and tags. Copying from mails and spreadsheets brings them along.
pub(super) fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180E}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}'
        )
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;
