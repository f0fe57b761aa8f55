//! The help into what its pages show. It is the same for everybody, so nobody is asked who he is.

use domain::Language;
use domain::parcel::state::StateFilter;
use domain::parcel::{ParcelEvent, guidance_of};
use wording::values;

use crate::api::Named;
use crate::api::help::{GlossaryPage, StateHelp};
use crate::error::Failure;
use crate::host::visit;

/// The glossary and what to do by state.
///
/// # Errors
/// Unavailable outside of a call.
pub fn glossary() -> Result<GlossaryPage, Failure> {
    let language = visit()?.language;
    let terms = help::terms(language).into_iter();
    Ok(GlossaryPage {
        terms: terms
            .map(|term| Named { name: term.word(language).to_owned(), value: term.meaning(language).to_owned() })
            .collect(),
        states: StateFilter::ALL.into_iter().map(|filter| state(language, filter)).collect(),
    })
}

fn state(language: Language, filter: StateFilter) -> StateHelp {
    let said = guidance_of(filter);
    let events = ParcelEvent::ALL.into_iter().filter(|event| StateFilter::State(event.state()) == filter);
    StateHelp {
        anchor: anchor(filter),
        name: values::state_filter(language, filter).to_owned(),
        events: events.map(|event| event.label(language).to_owned()).collect(),
        definition: said.definition(language).to_owned(),
        action: said.action(language).unwrap_or_default().to_owned(),
    }
}

/// What a filter is called in the address of the glossary: `state-out-for-delivery`.
fn anchor(filter: StateFilter) -> String {
    format!("state-{}", filter.as_str().replace('_', "-"))
}

/// Where the glossary says what a filter, or a state, means and what to do about it.
#[must_use]
pub fn address_of(filter: StateFilter) -> String {
    format!("/help/glossary#{}", anchor(filter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::parcel::ParcelState;

    #[test]
    fn every_filter_stands_under_its_address() {
        assert_eq!(
            address_of(StateFilter::State(ParcelState::OutForDelivery)),
            "/help/glossary#state-out-for-delivery"
        );
        for language in Language::ALL {
            for filter in StateFilter::ALL {
                let shown = state(language, filter);
                assert!(!shown.name.is_empty() && !shown.definition.is_empty(), "{filter}");
                assert_eq!(shown.events.is_empty(), !matches!(filter, StateFilter::State(_)), "{filter}");
            }
        }
    }
}
