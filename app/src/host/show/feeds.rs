//! Feeds and codes into what the administrator's pages show.

use domain::Language;
use domain::parcel::{ParcelState, Responsible, ScanReason};
use operations::codes::{CodeMapping, UnknownCode};
use operations::feeds::{Feed, said_of};
use wording::feeds as words;
use wording::values;

use super::Eyes;
use crate::api::feeds::{ChosenView, CodesPage, FeedView, FeedsPage, MappedView, UnknownView};
use crate::api::{Mark, Named};
use crate::error::Failure;
use crate::host::{reader, refused};
use crate::ui::Tone;

/// What is sent for a code that only tells something.
pub const ONLY_TELLS: &str = "none";

/// The codes; the one of a carrier and a code is shown with its form.
///
/// # Errors
/// What the operation refused, in words.
pub async fn codes(carrier: &str, code: &str) -> Result<CodesPage, Failure> {
    let (visit, actor) = reader()?;
    let codes = visit.operations.codes(&actor).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    let chosen = if carrier.is_empty() && code.is_empty() {
        None
    } else {
        Some(match codes.mapped.iter().find(|one| one.carrier == carrier && one.code == code) {
            Some(mapped) => chosen_mapped(eyes.language, mapped),
            // It may be one of those for which the page has no room.
            None => {
                let one = visit.operations.unknown_code(&actor, carrier, code).await.map_err(refused(&visit))?;
                chosen(eyes.language, &one.carrier, &one.code, &one.label)
            }
        })
    };
    Ok(CodesPage {
        more: codes.more,
        unknown: codes.unknown.into_iter().map(|one| unknown_view(&eyes, one)).collect(),
        mapped: codes.mapped.into_iter().map(|one| mapped_view(&eyes, one)).collect(),
        chosen,
    })
}

/// The address of the page on which a code's meaning is said.
fn address(carrier: &str, code: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("carrier", carrier)
        .append_pair("code", code)
        .finish();
    format!("/admin/codes?{query}")
}

fn unknown_view(eyes: &Eyes, one: UnknownCode) -> UnknownView {
    UnknownView {
        first: eyes.recent(one.first_at),
        last: eyes.recent(one.last_at),
        href: address(&one.carrier, &one.code),
        carrier: one.carrier,
        code: one.code,
        label: one.label,
        scans: one.scans,
        number: one.number,
    }
}

fn mapped_view(eyes: &Eyes, one: CodeMapping) -> MappedView {
    let language = eyes.language;
    let state = one.state.map_or(words::only_tells(language), |state| values::parcel_state(language, state));
    let more = [
        one.reason.map(|reason| reason_words(language, reason)),
        one.responsible.map(|responsible| values::responsible(language, responsible)),
    ];
    let meaning = std::iter::once(state).chain(more.into_iter().flatten()).collect::<Vec<_>>().join(" · ");
    MappedView {
        when: eyes.recent(one.mapped_at),
        href: address(&one.carrier, &one.code),
        carrier: one.carrier,
        code: one.code,
        label: one.label,
        by: one.mapped_by,
        meaning,
    }
}

fn chosen(language: Language, carrier: &str, code: &str, label: &str) -> ChosenView {
    let named = |name: &str, value: &str| Named { name: name.to_owned(), value: value.to_owned() };
    let states = ParcelState::ALL.into_iter().map(|state| named(state.as_str(), values::parcel_state(language, state)));
    ChosenView {
        carrier: carrier.to_owned(),
        code: code.to_owned(),
        label: label.trim_end_matches('.').to_owned(),
        action: address(carrier, code),
        states: states.chain([named(ONLY_TELLS, words::only_tells(language))]).collect(),
        reasons: ScanReason::ALL
            .into_iter()
            .map(|reason| named(reason.as_str(), reason_words(language, reason)))
            .collect(),
        responsibles: Responsible::ALL
            .into_iter()
            .map(|responsible| named(responsible.as_str(), values::responsible(language, responsible)))
            .collect(),
        ..ChosenView::default()
    }
}

fn chosen_mapped(language: Language, one: &CodeMapping) -> ChosenView {
    ChosenView {
        state: one.state.map_or(ONLY_TELLS, |state| state.as_str()).to_owned(),
        reason: one.reason.map_or("", ScanReason::as_str).to_owned(),
        responsible: one.responsible.map_or("", Responsible::as_str).to_owned(),
        ..chosen(language, &one.carrier, &one.code, &one.label)
    }
}

fn reason_words(language: Language, reason: ScanReason) -> &'static str {
    match reason {
        ScanReason::Damage => words::reason_damage(language),
        ScanReason::Loss => words::reason_loss(language),
        ScanReason::Customs => words::reason_customs(language),
        ScanReason::Address => words::reason_address(language),
        ScanReason::Absent => words::reason_absent(language),
        ScanReason::Refused => words::reason_refused(language),
        ScanReason::Unclaimed => words::reason_unclaimed(language),
        ScanReason::Weather => words::reason_weather(language),
        ScanReason::Prohibited => words::reason_prohibited(language),
        ScanReason::Delay => words::reason_delay(language),
        ScanReason::HandedBack => words::reason_handed_back(language),
        ScanReason::Other => words::reason_other(language),
    }
}

/// The feeds, and how many scans wait for their parcel.
///
/// # Errors
/// What the operation refused, in words.
pub async fn feeds() -> Result<FeedsPage, Failure> {
    let (visit, actor) = reader()?;
    let feeds = visit.operations.feeds(&actor).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    Ok(FeedsPage {
        waiting: feeds.waiting.scans,
        since: feeds.waiting.since.map(|since| eyes.recent(since)),
        feeds: feeds.feeds.into_iter().map(|feed| feed_view(&eyes, feed)).collect(),
    })
}

fn feed_view(eyes: &Eyes, feed: Feed) -> FeedView {
    let (language, tally) = (eyes.language, feed.tally);
    let (tone, state) = if tally.last_at.is_none() {
        (Tone::Neutral, words::silent(language))
    } else if !tally.last_error.is_empty() {
        (Tone::Wrong, words::failing(language))
    } else if !tally.last_rejected.is_empty() {
        (Tone::You, words::partly(language))
    } else {
        (Tone::Done, words::going(language))
    };
    let rejects = tally.last_rejected.into_iter().map(|(position, why)| Named {
        // A payload that is bad as a whole has no position inside.
        name: if position.is_empty() { "–".to_owned() } else { position },
        value: rejected_words(language, &why),
    });
    FeedView {
        name: feed.name,
        format: feed.format,
        carrier: if feed.carrier.is_empty() { words::by_payload(language).to_owned() } else { feed.carrier },
        state: Mark { tone, text: state.to_owned() },
        deliveries: tally.deliveries,
        scans: tally.scans,
        rejected: tally.rejected,
        last: tally.last_at.map(|at| eyes.recent(at)),
        error: rejected_words(language, &tally.last_error),
        rejects: rejects.collect(),
    }
}

/// What was wrong with a delivery or an item, by the word that the feed's tally keeps; what the carrier wrote stays in its
/// own words.
fn rejected_words(language: Language, kept: &str) -> String {
    let (word, detail) = said_of(kept);
    let what = match word {
        "empty" => words::rejected_empty(language),
        "malformed" => words::rejected_malformed(language),
        "not_an_answer" => words::rejected_not_an_answer(language),
        "missing" => words::rejected_missing(language),
        "wrong_type" => words::rejected_wrong_type(language),
        "bad_moment" => words::rejected_bad_moment(language),
        "no_zone" => words::rejected_no_zone(language),
        "unknown_word" => words::rejected_unknown_word(language),
        "ahead" => words::rejected_ahead(language),
        "too_many" => words::rejected_too_many(language),
        "too_large" => words::rejected_too_large(language),
        "more" => words::rejected_more(language),
        "wrong_count" => words::rejected_wrong_count(language),
        "wrong_width" => words::rejected_wrong_width(language),
        "carrier_error" => words::rejected_carrier_error(language),
        // Kept before words were.
        _ => return kept.to_owned(),
    };
    match (detail, language) {
        ("", _) => what.to_owned(),
        (detail, Language::Fr) => format!("{what}\u{a0}: {detail}"),
        (detail, Language::En) => format!("{what}: {detail}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_has_words_in_both_languages() {
        for language in Language::ALL {
            let view = chosen(language, "dpd", "Z/9 é", "Chez le voisin.");
            assert_eq!((view.states.len(), view.reasons.len(), view.responsibles.len()), (13, 12, 6));
            let all = view.states.iter().chain(&view.reasons).chain(&view.responsibles);
            assert!(all.into_iter().all(|one| !one.name.is_empty() && !one.value.is_empty()));
            assert_eq!(view.action, "/admin/codes?carrier=dpd&code=Z%2F9+%C3%A9");
            assert_eq!(view.label, "Chez le voisin");
        }
    }
}
