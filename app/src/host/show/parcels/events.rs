//! What happened to a parcel, in our words.
//!
//! Carriers say it in theirs, and in their language. Where those are words of the table of S2-18 they are said in the
//! reader's language; otherwise the state and the reason are said, with the carrier's own words below.

use domain::Language;
use domain::parcel::state::ParcelState;
use domain::parcel::{Scan, ScanReason, guidance_events};
use wording::parcel;

/// One scan: what happened in our words, and the carrier's own where they say more.
#[must_use]
pub fn step_words(language: Language, scan: &Scan) -> (String, String) {
    if let Some(known) = known(language, &scan.label) {
        return (known.to_owned(), String::new());
    }
    let Some(state) = scan.state else {
        // A code that nobody has mapped: the carrier's words are all there is.
        let title = if scan.label.is_empty() { parcel::event_unknown(language) } else { &scan.label };
        return (title.to_owned(), String::new());
    };
    (state_words(language, state, scan.reason).to_owned(), scan.label.clone())
}

/// The last event of a parcel in a list, in one line.
#[must_use]
pub fn event_words(language: Language, label: &str, state: ParcelState, reason: Option<ScanReason>) -> String {
    known(language, label).unwrap_or_else(|| state_words(language, state, reason)).to_owned()
}

/// The reader's words for a label that is one of the table's, in whichever language the carrier wrote it.
fn known(language: Language, label: &str) -> Option<&'static str> {
    let event = guidance_events()
        .iter()
        .find(|event| Language::ALL.iter().any(|other| same_words(event.label(*other), label)))?;
    Some(event.label(language))
}

/// Whether two labels say the same but for capitals, apostrophes and what surrounds them.
fn same_words(one: &str, other: &str) -> bool {
    let letters = |label: &str| {
        let trimmed = label.trim().trim_end_matches('.').to_owned();
        trimmed.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect::<String>()
    };
    !other.is_empty() && letters(one) == letters(other)
}

/// What a state and its reason say, where the carrier's words are not ours.
fn state_words(language: Language, state: ParcelState, reason: Option<ScanReason>) -> &'static str {
    match (state, reason) {
        (ParcelState::Returning, Some(ScanReason::HandedBack)) => parcel::event_handed_back(language),
        (ParcelState::Delivered, _) => parcel::event_delivered(language),
        (ParcelState::Cancelled, _) => parcel::event_cancelled(language),
        (_, Some(ScanReason::Damage)) => parcel::event_damage(language),
        (_, Some(ScanReason::Loss)) => parcel::event_loss(language),
        (_, Some(ScanReason::Customs)) => parcel::event_customs(language),
        (_, Some(ScanReason::Address)) => parcel::event_address(language),
        (_, Some(ScanReason::Refused)) => parcel::event_refused(language),
        (_, Some(ScanReason::Unclaimed)) => parcel::event_unclaimed(language),
        (_, Some(ScanReason::Weather)) => parcel::event_weather(language),
        (_, Some(ScanReason::Prohibited)) => parcel::event_prohibited(language),
        (ParcelState::InTransit | ParcelState::PreparingDelivery, Some(ScanReason::Delay)) => {
            parcel::event_delay(language)
        }
        (ParcelState::Preparing, _) => parcel::event_preparing(language),
        (ParcelState::InTransit, _) => parcel::event_in_transit(language),
        (ParcelState::Incident, _) => parcel::event_incident(language),
        (ParcelState::PreparingDelivery, _) => parcel::event_preparing_delivery(language),
        (ParcelState::Deferred, _) => parcel::event_deferred(language),
        (ParcelState::OutForDelivery, _) => parcel::event_out_for_delivery(language),
        (ParcelState::AwaitingInstruction, _) => parcel::event_awaiting_instruction(language),
        (ParcelState::Notified, _) => parcel::event_notified(language),
        (ParcelState::AvailableForPickup, _) => parcel::event_available(language),
        (ParcelState::Returning, _) => parcel::event_returning(language),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn scan(label: &str, state: Option<ParcelState>, reason: Option<ScanReason>) -> Scan {
        Scan {
            code: "X1".into(),
            carrier: "dpd".into(),
            label: label.into(),
            state,
            reason,
            responsible: None,
            at: Timestamp::UNIX_EPOCH,
            offset_minutes: 60,
            place: "Lyon 3e".into(),
            correction: false,
        }
    }

    #[test]
    fn words_of_the_table_are_said_in_the_readers_language() {
        let french = scan("Livraison effectuée.", Some(ParcelState::Delivered), None);
        assert_eq!(step_words(Language::En, &french), ("Delivered".into(), String::new()));
        assert_eq!(step_words(Language::Fr, &french), ("Livraison effectuée".into(), String::new()));
    }

    #[test]
    fn other_words_stand_below_ours() {
        let own = scan("PARCEL HELD CUST", Some(ParcelState::Incident), Some(ScanReason::Customs));
        let (title, detail) = step_words(Language::Fr, &own);
        assert_eq!(title, parcel::event_customs(Language::Fr));
        assert_eq!(detail, "PARCEL HELD CUST");
    }

    #[test]
    fn a_code_nobody_mapped_keeps_the_carriers_words() {
        assert_eq!(step_words(Language::Fr, &scan("Zzz", None, None)).0, "Zzz");
        assert_eq!(step_words(Language::En, &scan("", None, None)).0, parcel::event_unknown(Language::En));
    }
}
