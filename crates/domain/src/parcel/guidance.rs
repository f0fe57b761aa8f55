//! What each state means and what to do about it: the table of S2-18, as data in both languages.
//!
//! The sentences stand in `data/guidance.toml`. Reading them needs a TOML parser, so pages ask for them on the server.

use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;

use super::parcel_event::ParcelEvent;
use super::state::{ParcelState, StateFilter};
use crate::language::Language;

static GUIDE: LazyLock<Guide> = LazyLock::new(|| {
    Guide::parse(include_str!("../../data/guidance.toml")).expect("the table built into the program is read by a test")
});

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bilingual {
    fr: String,
    en: String,
}

impl Bilingual {
    fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Fr => &self.fr,
            Language::En => &self.en,
        }
    }
}

/// What is said of one filter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guidance {
    name: StateFilter,
    definition: Bilingual,
    action: Option<Bilingual>,
    what_to_do: Option<Bilingual>,
}

impl Guidance {
    /// The filter it is about.
    #[must_use]
    pub const fn filter(&self) -> StateFilter {
        self.name
    }

    /// What it means.
    #[must_use]
    pub fn definition(&self, language: Language) -> &str {
        self.definition.in_language(language)
    }

    /// What the table recommends to the sender; `None` where it recommends nothing.
    #[must_use]
    pub fn action(&self, language: Language) -> Option<&str> {
        self.action.as_ref().map(|text| text.in_language(language))
    }

    /// What the customer can do now, in one sentence that promises nothing; `None` for the groups, which are no state
    /// of a parcel.
    #[must_use]
    pub fn what_to_do(&self, language: Language) -> Option<&str> {
        self.what_to_do.as_ref().map(|text| text.in_language(language))
    }
}

/// What is said of one of the eighteen events of the table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidanceEvent {
    name: ParcelEvent,
    state: ParcelState,
    label: Bilingual,
    #[serde(default)]
    also: Vec<String>,
}

impl GuidanceEvent {
    /// The event it is about.
    #[must_use]
    pub const fn event(&self) -> ParcelEvent {
        self.name
    }

    /// The state that it puts a parcel in.
    #[must_use]
    pub const fn state(&self) -> ParcelState {
        self.state
    }

    /// What happened, in a few words.
    #[must_use]
    pub fn label(&self, language: Language) -> &str {
        self.label.in_language(language)
    }

    /// All words that say it: ours in both languages, and others that carriers use.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        [self.label.fr.as_str(), &self.label.en].into_iter().chain(self.also.iter().map(String::as_str))
    }
}

/// What is said of one state.
#[must_use]
pub fn guidance(state: ParcelState) -> &'static Guidance {
    guidance_of(StateFilter::State(state))
}

/// What is said of one filter.
#[must_use]
pub fn guidance_of(filter: StateFilter) -> &'static Guidance {
    GUIDE.row(filter).expect("only a table with every filter is read")
}

/// The eighteen events, in the order of the table.
#[must_use]
pub fn guidance_events() -> &'static [GuidanceEvent] {
    &GUIDE.event
}

/// What is said of one event.
#[must_use]
pub fn guidance_event(event: ParcelEvent) -> &'static GuidanceEvent {
    GUIDE.event.iter().find(|row| row.name == event).expect("only a table with every event is read")
}

/// What the customer can do now about a parcel in this state, in one sentence that promises nothing.
#[must_use]
pub fn what_to_do(state: ParcelState, language: Language) -> &'static str {
    guidance(state).what_to_do(language).unwrap_or_default()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Guide {
    filter: Vec<Guidance>,
    event: Vec<GuidanceEvent>,
}

impl Guide {
    /// Reads the table.
    ///
    /// # Errors
    /// [`GuideError`] where it is no such table, or lacks a filter, an event or a state's sentence.
    fn parse(text: &str) -> Result<Self, GuideError> {
        let guide: Self = toml::from_str(text).map_err(|error| GuideError::Malformed(error.to_string()))?;
        for filter in StateFilter::ALL {
            let row = guide.row(filter).ok_or(GuideError::FilterMissing(filter))?;
            if matches!(filter, StateFilter::State(_)) && row.what_to_do.is_none() {
                return Err(GuideError::SentenceMissing(filter));
            }
        }
        match ParcelEvent::ALL.into_iter().find(|event| guide.event.iter().all(|row| row.name != *event)) {
            Some(missing) => Err(GuideError::EventMissing(missing)),
            None => Ok(guide),
        }
    }

    fn row(&self, filter: StateFilter) -> Option<&Guidance> {
        self.filter.iter().find(|row| row.name == filter)
    }
}

/// Why a guidance table cannot be used.
#[derive(Debug, PartialEq, Eq)]
enum GuideError {
    /// It is not TOML of this form.
    Malformed(String),
    /// A filter has no row.
    FilterMissing(StateFilter),
    /// An event has no row.
    EventMissing(ParcelEvent),
    /// A state has no sentence for the customer.
    SentenceMissing(StateFilter),
}

impl fmt::Display for GuideError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(detail) => write!(f, "malformed guidance table: {detail}"),
            Self::FilterMissing(filter) => write!(f, "the guidance table has no row for {filter}"),
            Self::EventMissing(event) => write!(f, "the guidance table has no row for the event {event}"),
            Self::SentenceMissing(filter) => write!(f, "the guidance table does not say what to do for {filter}"),
        }
    }
}

impl std::error::Error for GuideError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_its_fifteen_filters_and_eighteen_events() {
        let filters: Vec<StateFilter> = GUIDE.filter.iter().map(Guidance::filter).collect();
        assert_eq!(filters, StateFilter::ALL);
        let events: Vec<ParcelEvent> = guidance_events().iter().map(GuidanceEvent::event).collect();
        assert_eq!(events, ParcelEvent::ALL);
        let counts = ParcelState::ALL.map(|state| events.iter().filter(|event| event.state() == state).count());
        assert_eq!(counts, [1, 1, 5, 1, 2, 1, 1, 1, 1, 1, 2, 1]);
    }

    #[test]
    fn actions_stand_where_the_table_recommends_one() {
        for filter in StateFilter::ALL {
            let silent = matches!(
                filter,
                StateFilter::All
                    | StateFilter::State(ParcelState::Cancelled)
                    | StateFilter::State(ParcelState::Returning)
            );
            for language in Language::ALL {
                assert_eq!(guidance_of(filter).action(language).is_none(), silent, "{filter}");
                let is_state = matches!(filter, StateFilter::State(_));
                assert_eq!(guidance_of(filter).what_to_do(language).is_some(), is_state, "{filter}");
            }
        }
        assert_eq!(
            what_to_do(ParcelState::Preparing, Language::En),
            "Check that the parcel is on your premises, then hand it to the carrier."
        );
    }

    #[test]
    fn a_delivered_parcel_leads_to_its_proof_before_customer_service() {
        let delivered = guidance(ParcelState::Delivered);
        for (language, proof, request) in
            [(Language::Fr, "preuve de livraison", "demande"), (Language::En, "proof of delivery", "request")]
        {
            for text in [delivered.action(language), delivered.what_to_do(language)].into_iter().flatten() {
                assert!(text.find(proof) < text.find(request) && text.contains(proof), "{text}");
                assert!(text.contains("24"), "{text}");
            }
        }
        for row in GUIDE.filter.iter().filter(|row| row.name != StateFilter::State(ParcelState::Delivered)) {
            for text in row.action.iter().chain(&row.what_to_do) {
                assert!(!text.fr.contains("preuve de livraison") && !text.en.contains("proof of delivery"), "{text:?}");
            }
        }
    }

    #[test]
    fn every_sentence_exists_in_both_languages_and_is_set_properly() {
        let mut texts: Vec<&Bilingual> = GUIDE.event.iter().map(|event| &event.label).collect();
        for row in &GUIDE.filter {
            texts.push(&row.definition);
            texts.extend(row.action.iter().chain(&row.what_to_do));
        }
        for text in texts {
            assert!(!text.fr.trim().is_empty() && !text.en.trim().is_empty());
            assert_ne!(text.fr, text.en);
            assert!(!text.fr.contains('\'') && !text.en.contains('\''), "{text:?}");
            let characters: Vec<char> = text.fr.chars().collect();
            for pair in characters.windows(2) {
                if matches!(pair[1], ':' | ';' | '!' | '?' | '»') || pair[0] == '«' {
                    let space = if pair[0] == '«' { pair[1] } else { pair[0] };
                    assert_eq!(space, '\u{202F}', "{}", text.fr);
                }
            }
        }
    }

    #[test]
    fn a_table_with_a_gap_is_refused() {
        let gap = "event = []\n[[filter]]\nname = \"all\"\ndefinition = { fr = \"a\", en = \"b\" }\n";
        let refused = Guide::parse(gap).expect_err("eleven states are missing");
        assert_eq!(refused, GuideError::FilterMissing(StateFilter::State(ParcelState::Cancelled)));
        assert!(matches!(Guide::parse("filter = 3"), Err(GuideError::Malformed(_))));
        let whole = include_str!("../../data/guidance.toml");
        let (rest, _) = whole.rsplit_once("[[event]]").expect("there are events");
        assert_eq!(Guide::parse(rest).expect_err("no return"), GuideError::EventMissing(ParcelEvent::Returned));
    }
}
