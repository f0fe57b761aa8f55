//! Tracking messages into what their pages show.

use axum::http::{HeaderValue, header};
use domain::Language;
use domain::parcel::TrackingEvent;
use domain::parcel::number::grouped;
use domain::refusal::Refusal;
use leptos::prelude::use_context;
use operations::Error;
use operations::parcels::Parcel;
use operations::tracking::TrackingSubscription;
use wording::{tracking, values};

use super::Eyes;
use super::new_deed;
use super::parcels::{in_address, mark_of};
use crate::api::Mark;
use crate::api::tracking::{
    ConfirmPage, EventChoice, FollowPage, OwnMessagesPage, ParcelMessagesPage, StopPage, SubscriptionView,
};
use crate::error::{Failure, FailureKind};
use crate::host::{reader, refused, set_status, visit};
use crate::ui::Tone;

/// The messages of one parcel, as far as they are the reader's.
///
/// # Errors
/// What the operation refused, in words.
pub async fn parcel(key: &str) -> Result<ParcelMessagesPage, Failure> {
    let (visit, actor) = reader()?;
    let page = visit.operations.parcel_messages(&actor, key).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    let rows = page.subscriptions.iter().map(|one| view(&eyes, one, &page.parcel, key));
    Ok(ParcelMessagesPage {
        key: in_address(key),
        number: grouped(&page.parcel.number),
        settled: page.settled,
        events: choices(eyes.language),
        subscriptions: rows.collect(),
        own_address: page.own_address,
        deed: new_deed(),
    })
}

/// Everything that the reader subscribed to.
///
/// # Errors
/// What the operation refused, in words.
pub async fn own(after: &str) -> Result<OwnMessagesPage, Failure> {
    let (visit, actor) = reader()?;
    // An id that is none shows the first page: there is nothing to find out by it.
    let page = visit.operations.own_messages(&actor, after.parse().ok()).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    // The id, because several parcels can share a number.
    let rows = page.rows.iter().map(|(one, parcel)| view(&eyes, one, parcel, &parcel.id.to_string()));
    Ok(OwnMessagesPage {
        rows: rows.collect(),
        next: page.next.map(|id| id.to_string()).unwrap_or_default(),
        deed: new_deed(),
    })
}

/// Where a parcel is that an address follows.
///
/// # Errors
/// Not found for a link that no longer holds.
pub async fn followed(token: &str) -> Result<FollowPage, Failure> {
    let visit = visit()?;
    keep_secret();
    match visit.operations.followed(token, visit.language).await {
        Ok(found) => Ok(FollowPage {
            number: found.number,
            facts: found.facts.into_iter().map(|(name, text)| (name.to_owned(), text)).collect(),
            advice: found.advice.to_owned(),
        }),
        Err(Error::NotFound) => {
            set_status(FailureKind::NotFound);
            Err(Failure::new(FailureKind::NotFound, tracking::follow_over(visit.language)))
        }
        Err(error) => Err(refused(&visit)(error)),
    }
}

/// What a link that ends messages stands for.
///
/// # Errors
/// Not found for a secret of nobody's.
pub async fn stop(token: &str) -> Result<StopPage, Failure> {
    let visit = visit()?;
    keep_secret();
    let link = visit.operations.stop_link(token).await.map_err(refused(&visit))?;
    Ok(StopPage { number: grouped(&link.number), stopped: link.stopped })
}

/// What a link that confirms an address stands for.
///
/// # Errors
/// Not found for a link that no longer holds; the status is set.
pub async fn confirm(token: &str) -> Result<ConfirmPage, Failure> {
    let visit = visit()?;
    keep_secret();
    match visit.operations.confirmation(token).await {
        Ok(link) => Ok(ConfirmPage {
            number: grouped(&link.number),
            sender: link.sender,
            address: link.address,
            events: in_words(visit.language, &link.events),
            confirmed: link.confirmed,
        }),
        Err(Error::Refused(Refusal::LinkExpired)) => {
            set_status(FailureKind::NotFound);
            Err(Failure::new(FailureKind::NotFound, tracking::expired(visit.language)))
        }
        Err(error) => Err(refused(&visit)(error)),
    }
}

/// The page's address holds the link's secret, so it is kept out of `Referer` (`security.md` S10).
pub(super) fn keep_secret() {
    if let Some(answer) = use_context::<leptos_axum::ResponseOptions>() {
        answer.insert_header(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin"));
    }
}

fn choices(language: Language) -> Vec<EventChoice> {
    TrackingEvent::ALL
        .into_iter()
        .map(|event| EventChoice {
            word: event.as_str().to_owned(),
            label: values::tracking_event(language, event).to_owned(),
            ticked: event.is_usual(),
        })
        .collect()
}

fn in_words(language: Language, events: &[TrackingEvent]) -> Vec<String> {
    events.iter().map(|event| values::tracking_event(language, *event).to_owned()).collect()
}

fn view(eyes: &Eyes, of: &TrackingSubscription, parcel: &Parcel, key: &str) -> SubscriptionView {
    let language = eyes.language;
    let count = i64::try_from(of.events.len()).unwrap_or(i64::MAX);
    let tongue = match of.language {
        Language::Fr => tracking::french(language),
        Language::En => tracking::english(language),
    };
    let (tone, state) = match of.confirmed_at {
        Some(_) => (Tone::Done, tracking::told(language)),
        None if of.confirm_until.is_some_and(|until| eyes.now < until) => (Tone::Them, tracking::waits(language)),
        None => (Tone::Wrong, tracking::waits_over(language)),
    };
    SubscriptionView {
        id: of.id.to_string(),
        address: of.address.clone(),
        state: Mark { tone, text: state.to_owned() },
        about: tracking::in_language(language, &tracking::events_count(language, count), tongue),
        events: in_words(language, &of.events),
        number: grouped(&parcel.number),
        href: format!("/parcels/{}/messages", in_address(key)),
        parcel_state: mark_of(eyes, parcel),
    }
}

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::choices;

    #[test]
    fn every_event_is_offered_in_both_languages_and_what_can_be_acted_on_is_ticked() {
        let [french, english] = Language::ALL.map(choices);
        assert_eq!(french.len(), 12);
        for (one, other) in french.iter().zip(&english) {
            assert_eq!((&one.word, one.ticked), (&other.word, other.ticked));
            assert_ne!(one.label, other.label);
        }
        assert!(french.iter().any(|one| one.word == "delivered" && one.ticked));
        assert!(french.iter().any(|one| one.word == "taken_over" && !one.ticked));
    }
}
