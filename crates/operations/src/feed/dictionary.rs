//! What carriers' codes mean here. The dictionaries are data files; this module only reads and asks them.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use domain::parcel::{ParcelState, Responsible, ScanReason};
use serde::Deserialize;

use super::FeedFormat;

macro_rules! dictionaries {
    ($($name:ident: $file:literal,)*) => {
        $(static $name: LazyLock<Dictionary> =
            LazyLock::new(|| built_in(include_str!(concat!("../../data/dictionaries/", $file))));)*

        /// Every dictionary that comes with the program, by the name of its file.
        #[must_use]
        pub fn all() -> Vec<(&'static str, &'static Dictionary)> {
            vec![$(($file, &*$name)),*]
        }
    };
}

dictionaries! {
    LAPOSTE: "laposte-suivi-v2.toml",
    COLISSIMO: "colissimo.toml",
    CHRONOPOST: "chronopost.toml",
    DPD: "dpd.toml",
    SENDCLOUD: "sendcloud.toml",
    EPCIS: "epcis.toml",
    IFTSTA: "iftsta.toml",
    GENERIC: "generic.toml",
}

fn built_in(text: &str) -> Dictionary {
    Dictionary::parse(text).expect("a dictionary built into the program is read by a test")
}

/// What one code means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// The state that it puts a parcel in; `None` for a code that only tells something.
    pub state: Option<ParcelState>,
    /// Why, where the code says so.
    pub reason: Option<ScanReason>,
    /// Who is responsible, where the code says so.
    pub responsible: Option<Responsible>,
}

/// A list of codes with their meaning.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    entries: HashMap<String, Meaning>,
    lines: Vec<DictionaryEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DictionaryFile {
    code: Vec<DictionaryEntry>,
}

/// One entry of a dictionary file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DictionaryEntry {
    /// The code.
    pub code: String,
    /// Other spellings of the same code.
    #[serde(default)]
    pub also: Vec<String>,
    /// What it says, for readers of the file.
    pub label: String,
    /// The state that it puts a parcel in.
    pub state: Option<ParcelState>,
    /// Why, where the code says so.
    pub reason: Option<ScanReason>,
    /// Who is responsible, where the code says so.
    pub responsible: Option<Responsible>,
    /// Where the code and its meaning were found.
    pub source: String,
}

impl Dictionary {
    /// Reads a dictionary file.
    ///
    /// # Errors
    /// [`DictionaryError`] where it is no such file, names a code twice, or leaves out where an entry comes from.
    pub fn parse(text: &str) -> Result<Self, DictionaryError> {
        let file: DictionaryFile =
            toml::from_str(text).map_err(|error| DictionaryError::Malformed(error.to_string()))?;
        let mut entries = HashMap::with_capacity(file.code.len());
        for entry in &file.code {
            if entry.source.trim().is_empty() || entry.label.trim().is_empty() {
                return Err(DictionaryError::Unexplained(entry.code.clone()));
            }
            let meaning = Meaning { state: entry.state, reason: entry.reason, responsible: entry.responsible };
            for code in std::iter::once(&entry.code).chain(&entry.also) {
                if entries.insert(folded(code), meaning).is_some() {
                    return Err(DictionaryError::Twice(code.clone()));
                }
            }
        }
        Ok(Self { entries, lines: file.code })
    }

    /// The entries, in the order of the file.
    #[must_use]
    pub fn entries(&self) -> &[DictionaryEntry] {
        &self.lines
    }

    /// What a code means, written in any case; `None` for one that the dictionary does not hold.
    #[must_use]
    pub fn meaning(&self, code: &str) -> Option<Meaning> {
        self.entries.get(&folded(code)).copied()
    }

    /// What a code of two parts means, `23/7` or `shipping/in_transit`: by an entry of its own, or by its parts, where
    /// the dictionary holds both. The second part (an entry `*/7`) says the state where it has one, else the first; a
    /// reason of the second part comes first. Beside a second part that nobody knows, the first says nothing: what the
    /// two mean together may be anything.
    #[must_use]
    pub fn meaning_of_parts(&self, code: &str) -> Option<Meaning> {
        let code = folded(code);
        if let Some(whole) = self.entries.get(&code) {
            return Some(*whole);
        }
        let (first, second) = code.split_once('/')?;
        let detail = self.entries.get(&format!("*/{second}")).copied()?;
        let step = self.entries.get(first).copied();
        if detail.state.is_some() {
            let responsible = detail.responsible.or(step.and_then(|step| step.responsible));
            return Some(Meaning { responsible, ..detail });
        }
        step.map(|step| Meaning {
            state: step.state,
            reason: detail.reason.or(step.reason),
            responsible: detail.responsible.or(step.responsible),
        })
    }
}

/// What a code means in a payload of a format: by the dictionary of the format, where it has one, then by the carrier's
/// own, then by the words that mean the same everywhere.
#[must_use]
pub fn meaning(format: FeedFormat, carrier: &str, code: &str) -> Option<Meaning> {
    let of_format = match format {
        FeedFormat::LaposteSuiviV2 => LAPOSTE.meaning(code),
        FeedFormat::Chronopost => CHRONOPOST.meaning(code),
        FeedFormat::Sendcloud => SENDCLOUD.meaning(code),
        // Only in these two a slash parts a code; elsewhere it is a letter like any other.
        FeedFormat::Epcis => EPCIS.meaning_of_parts(code),
        FeedFormat::Iftsta => IFTSTA.meaning_of_parts(code),
        FeedFormat::Csv => None,
    };
    let of_carrier: &[&LazyLock<Dictionary>] = match carrier {
        "laposte" | "colissimo" => &[&LAPOSTE, &COLISSIMO],
        "chronopost" => &[&CHRONOPOST, &LAPOSTE],
        "dpd" | "geopost" => &[&DPD],
        "sendcloud" => &[&SENDCLOUD],
        _ => &[],
    };
    of_format
        .or_else(|| of_carrier.iter().find_map(|dictionary| dictionary.meaning(code)))
        .or_else(|| GENERIC.meaning(code))
}

fn folded(code: &str) -> String {
    code.trim().to_lowercase().replace([' ', '-'], "_")
}

/// Why a dictionary cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DictionaryError {
    /// It is not TOML of this form, or has a word that we do not know.
    Malformed(String),
    /// A code stands twice.
    Twice(String),
    /// A code has no label or no source.
    Unexplained(String),
}

impl fmt::Display for DictionaryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(detail) => write!(f, "malformed dictionary: {detail}"),
            Self::Twice(code) => write!(f, "the code {code} stands twice"),
            Self::Unexplained(code) => write!(f, "the code {code} has no label or no source"),
        }
    }
}

impl std::error::Error for DictionaryError {}

#[cfg(test)]
mod tests {
    use super::*;
    use ParcelState as S;
    use Responsible as By;
    use ScanReason as R;

    /// The dictionaries as a clerk can check them: one line per code, as `docs/codes.md` shows them.
    #[test]
    fn the_dictionaries_are_those_that_were_checked() {
        let mut table = String::from(
            "# What carriers' codes mean\n\nMade from `crates/operations/data/dictionaries`; a test compares this page with \
             them. The columns are the code,\nwhat it says, our state, the reason, who is responsible, and the source. \
             A code without a state is shown and changes\nnothing.\n",
        );
        for (name, dictionary) in all() {
            table.push_str(&format!("\n## {}\n\n", name.trim_end_matches(".toml")));
            table.push_str("| code | says | state | reason | responsible | source |\n|---|---|---|---|---|---|\n");
            for entry in dictionary.entries() {
                let codes: Vec<String> =
                    std::iter::once(&entry.code).chain(&entry.also).map(|code| format!("`{code}`")).collect();
                table.push_str(&format!(
                    "| {} | {} | {} | {} | {} | {} |\n",
                    codes.join(" "),
                    entry.label,
                    entry.state.map_or("", ParcelState::as_str),
                    entry.reason.map_or("", ScanReason::as_str),
                    entry.responsible.map_or("", Responsible::as_str),
                    entry.source,
                ));
            }
        }
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/codes.md");
        if std::env::var_os("WRITE_CODES").is_some() {
            std::fs::write(page, &table).expect("the page is written");
        }
        let checked = std::fs::read_to_string(page).unwrap_or_default();
        assert!(checked == table, "docs/codes.md is out of date: read the changes, then run this with WRITE_CODES=1");
    }

    #[test]
    fn the_codes_that_matter_most_mean_what_s2_18_says() {
        use FeedFormat as F;
        for (format, carrier, code, state, reason, by) in [
            (F::LaposteSuiviV2, "laposte", "DR1", S::Preparing, None, None),
            (F::LaposteSuiviV2, "colissimo", "ET1", S::InTransit, None, None),
            (F::LaposteSuiviV2, "laposte", "DO3", S::Incident, Some(R::Customs), Some(By::Customs)),
            (F::LaposteSuiviV2, "laposte", "MD2", S::OutForDelivery, None, None),
            (F::LaposteSuiviV2, "laposte", "AG1", S::AvailableForPickup, None, None),
            (F::LaposteSuiviV2, "laposte", "DI1", S::Delivered, None, None),
            (F::LaposteSuiviV2, "laposte", "DI2", S::Returning, Some(R::HandedBack), None),
            (F::Csv, "colissimo", "livcfm", S::Delivered, None, None),
            (F::Csv, "colissimo", "RENARV", S::Notified, Some(R::Absent), Some(By::Recipient)),
            (F::Csv, "colissimo", "DOUPRO", S::Incident, Some(R::Prohibited), Some(By::Customs)),
            (F::Csv, "laposte", "DI1", S::Delivered, None, None),
            (F::Chronopost, "chronopost", "AN", S::Cancelled, None, None),
            (F::Chronopost, "chronopost", "DC", S::Preparing, None, None),
            (F::Chronopost, "chronopost", "SC", S::InTransit, None, None),
            (F::Chronopost, "chronopost", "RD", S::InTransit, Some(R::Delay), None),
            (F::Chronopost, "chronopost", "SD", S::PreparingDelivery, None, None),
            (F::Chronopost, "chronopost", "CL", S::PreparingDelivery, None, None),
            (F::Chronopost, "chronopost", "DI", S::Deferred, Some(R::Delay), None),
            (F::Chronopost, "chronopost", "TA", S::OutForDelivery, None, None),
            (F::Chronopost, "chronopost", "SK", S::AwaitingInstruction, None, Some(By::Sender)),
            (F::Chronopost, "chronopost", "P", S::Notified, Some(R::Absent), Some(By::Recipient)),
            (F::Chronopost, "chronopost", "MD", S::AvailableForPickup, None, None),
            (F::Chronopost, "chronopost", "KC", S::Incident, Some(R::Damage), Some(By::Carrier)),
            (F::Chronopost, "chronopost", "D", S::Delivered, None, None),
            (F::Chronopost, "chronopost", "R", S::Returning, None, None),
            (F::Sendcloud, "postnl", "11", S::Delivered, None, None),
            (F::Sendcloud, "postnl", "Awaiting customer pickup", S::AvailableForPickup, None, None),
            (F::Sendcloud, "dpd", "REFUSED_BY_RECIPIENT", S::Returning, Some(R::Refused), Some(By::Recipient)),
            (F::Csv, "dpd", "AT_DELIVERY_DEPOT", S::PreparingDelivery, None, None),
            (F::Csv, "dpd", "PICKED_UP", S::Delivered, None, None),
            (F::Epcis, "x", "shipping/in_transit", S::InTransit, None, None),
            (F::Epcis, "x", "urn:acme:step/returned", S::Returning, None, None),
            (F::Epcis, "x", "arriving/damaged", S::Incident, Some(R::Damage), None),
            (F::Iftsta, "x", "21", S::Delivered, None, None),
            (F::Iftsta, "x", "23/7", S::Notified, Some(R::Absent), Some(By::Recipient)),
            (F::Iftsta, "x", "20/14", S::InTransit, Some(R::Damage), None),
        ] {
            let expected = Meaning { state: Some(state), reason, responsible: by };
            assert_eq!(meaning(format, carrier, code), Some(expected), "{format} {carrier} {code}");
        }
    }

    #[test]
    fn a_code_that_only_tells_something_is_known_and_one_that_nobody_knows_is_not() {
        assert_eq!(meaning(FeedFormat::Chronopost, "chronopost", "SM"), Some(Meaning::default()));
        assert_eq!(meaning(FeedFormat::Epcis, "x", "inspecting/in_progress"), Some(Meaning::default()));
        for (format, code) in [
            (FeedFormat::Chronopost, "QQ"),
            (FeedFormat::LaposteSuiviV2, "ZZ9"),
            (FeedFormat::Epcis, "urn:acme:step/in_progress"),
            (FeedFormat::Iftsta, "ZZ/7"),
            (FeedFormat::Csv, "DI1"),
        ] {
            assert_eq!(meaning(format, "other", code), None, "{format} {code}");
        }
    }

    #[test]
    fn a_slash_invents_no_meaning() {
        for (format, carrier, code) in [
            (FeedFormat::Csv, "colissimo", "DI1/RET"),
            (FeedFormat::Csv, "dpd", "DELIVERED/NO"),
            (FeedFormat::Csv, "other", "delivered/not"),
            (FeedFormat::LaposteSuiviV2, "laposte", "DI1/X"),
            (FeedFormat::Sendcloud, "postnl", "11/X"),
            (FeedFormat::Epcis, "x", "shipping/urn:acme:disp:lost_in_fire"),
            (FeedFormat::Iftsta, "x", "21/999"),
        ] {
            assert_eq!(meaning(format, carrier, code), None, "{format} {carrier} {code}");
        }
    }

    #[test]
    fn our_own_words_mean_themselves_everywhere() {
        for state in ParcelState::ALL {
            let found = meaning(FeedFormat::Csv, "any", state.as_str()).and_then(|meaning| meaning.state);
            assert_eq!(found, Some(state), "{state}");
        }
    }

    #[test]
    fn a_careless_dictionary_is_refused() {
        let entry = "[[code]]\ncode = \"A\"\nlabel = \"a\"\nstate = \"delivered\"\nsource = \"list\"\n";
        assert!(Dictionary::parse(entry).is_ok());
        let twice = entry.repeat(2);
        assert_eq!(Dictionary::parse(&twice).err(), Some(DictionaryError::Twice("A".to_owned())));
        let unexplained = entry.replace("list", " ");
        assert_eq!(Dictionary::parse(&unexplained).err(), Some(DictionaryError::Unexplained("A".to_owned())));
        let unknown = entry.replace("delivered", "livré");
        assert!(matches!(Dictionary::parse(&unknown), Err(DictionaryError::Malformed(_))));
    }
}
