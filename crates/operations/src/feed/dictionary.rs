//! What carriers' codes mean here. The dictionaries are data files; this module only reads and asks them.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use domain::parcel::{ParcelState, Responsible, ScanReason};
use serde::Deserialize;

static LAPOSTE: LazyLock<Dictionary> =
    LazyLock::new(|| built_in(include_str!("../../data/dictionaries/laposte-suivi-v2.toml")));

static GENERIC: LazyLock<Dictionary> = LazyLock::new(|| built_in(include_str!("../../data/dictionaries/generic.toml")));

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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DictionaryFile {
    code: Vec<DictionaryEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DictionaryEntry {
    code: String,
    label: String,
    state: Option<ParcelState>,
    reason: Option<ScanReason>,
    responsible: Option<Responsible>,
    source: String,
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
        for entry in file.code {
            if entry.source.trim().is_empty() || entry.label.trim().is_empty() {
                return Err(DictionaryError::Unexplained(entry.code));
            }
            let meaning = Meaning { state: entry.state, reason: entry.reason, responsible: entry.responsible };
            if entries.insert(folded(&entry.code), meaning).is_some() {
                return Err(DictionaryError::Twice(entry.code));
            }
        }
        Ok(Self { entries })
    }

    /// What a code means, written in any case; `None` for one that the dictionary does not hold.
    #[must_use]
    pub fn meaning(&self, code: &str) -> Option<Meaning> {
        self.entries.get(&folded(code)).copied()
    }
}

/// The dictionary of La Poste's unified tracking, version 2.
#[must_use]
pub fn laposte_suivi_v2() -> &'static Dictionary {
    &LAPOSTE
}

/// What a carrier's code means: by the carrier's own dictionary where there is one, else by the words that mean the
/// same everywhere.
#[must_use]
pub fn meaning(carrier: &str, code: &str) -> Option<Meaning> {
    let own = match carrier {
        "laposte" | "colissimo" => Some(&*LAPOSTE),
        _ => None,
    };
    own.and_then(|dictionary| dictionary.meaning(code)).or_else(|| GENERIC.meaning(code))
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

    #[test]
    fn every_code_of_la_poste_has_its_meaning() {
        let cases: [(&str, S, Option<R>, Option<By>); 23] = [
            ("DR1", S::Preparing, None, None),
            ("DR2", S::Preparing, Some(R::Other), Some(By::Sender)),
            ("PC1", S::InTransit, None, None),
            ("PC2", S::InTransit, None, None),
            ("ET1", S::InTransit, None, None),
            ("ET2", S::InTransit, None, None),
            ("ET3", S::InTransit, None, None),
            ("ET4", S::InTransit, None, None),
            ("EP1", S::PreparingDelivery, None, None),
            ("DO1", S::InTransit, Some(R::Customs), Some(By::Customs)),
            ("DO2", S::InTransit, None, None),
            ("DO3", S::Incident, Some(R::Customs), Some(By::Customs)),
            ("PB1", S::Incident, Some(R::Other), None),
            ("PB2", S::InTransit, None, None),
            ("MD2", S::OutForDelivery, None, None),
            ("ND1", S::Incident, Some(R::Other), None),
            ("AG1", S::AvailableForPickup, None, None),
            ("RE1", S::Returning, None, None),
            ("DI0", S::Delivered, None, None),
            ("DI1", S::Delivered, None, None),
            ("DI2", S::Returning, Some(R::HandedBack), None),
            ("DI3", S::Deferred, Some(R::Delay), None),
            ("ID0", S::InTransit, Some(R::Customs), Some(By::Customs)),
        ];
        assert_eq!(laposte_suivi_v2().entries.len(), cases.len());
        for (code, state, reason, responsible) in cases {
            let expected = Meaning { state: Some(state), reason, responsible };
            assert_eq!(laposte_suivi_v2().meaning(code), Some(expected), "{code}");
        }
        assert_eq!(laposte_suivi_v2().meaning("ZZ9"), None);
    }

    #[test]
    fn our_own_words_mean_themselves_everywhere() {
        for state in ParcelState::ALL {
            let found = meaning("any", state.as_str()).and_then(|meaning| meaning.state);
            assert_eq!(found, Some(state), "{state}");
        }
    }

    #[test]
    fn a_carriers_own_dictionary_comes_first() {
        let state = |carrier, code| meaning(carrier, code).and_then(|meaning| meaning.state);
        assert_eq!(state("colissimo", "di1"), Some(S::Delivered));
        assert_eq!(state("dpd", "DI1"), None);
        assert_eq!(state("dpd", "Out for delivery"), Some(S::OutForDelivery));
        assert_eq!(state("laposte", "picked-up"), Some(S::InTransit));
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
