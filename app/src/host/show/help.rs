//! The help into what its pages show. It is the same for everybody, so nobody is asked who he is.

use domain::Language;
use domain::parcel::state::StateFilter;
use domain::parcel::{ParcelEvent, guidance_of};
use help::{Chapter, Document};
use wording::values;

use crate::api::Named;
use crate::api::help::{GlossaryPage, GuidePage, HelpText, StateHelp, guide_paper};
use crate::error::Failure;
use crate::host::{refused, visit};

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

/// The chapters of the guide.
///
/// # Errors
/// Unavailable outside of a call.
pub fn guide_contents() -> Result<GuidePage, Failure> {
    let language = visit()?.language;
    let chapters = Chapter::ALL.into_iter().map(|chapter| way_to(language, chapter)).collect();
    Ok(GuidePage { chapters, pdf: guide_paper(language) })
}

/// A chapter of the guide.
///
/// # Errors
/// Not found for a name that no chapter has.
pub fn chapter(name: &str) -> Result<HelpText, Failure> {
    let visit = visit()?;
    let chapter = Chapter::named(name).ok_or_else(|| refused(&visit)(operations::Error::NotFound))?;
    let way = |to: Option<Chapter>| to.map(|chapter| way_to(visit.language, chapter));
    Ok(HelpText { before: way(chapter.before()), after: way(chapter.after()), ..text(chapter.text(visit.language)) })
}

/// The questions that are often asked.
///
/// # Errors
/// Unavailable outside of a call.
pub fn questions() -> Result<HelpText, Failure> {
    Ok(text(help::questions(visit()?.language)))
}

fn way_to(language: Language, chapter: Chapter) -> Named {
    Named { name: chapter.text(language).title.clone(), value: format!("/help/guide/{}", chapter.as_str()) }
}

fn text(page: &Document) -> HelpText {
    let part = |(id, words): (&str, &str)| Named { name: words.to_owned(), value: format!("#{id}") };
    HelpText {
        title: page.title.clone(),
        html: help::html(&page.blocks),
        parts: page.headings(2).map(part).collect(),
        ..HelpText::default()
    }
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
