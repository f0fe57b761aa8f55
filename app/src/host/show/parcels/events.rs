//! What happened to a parcel, in our words.
//!
//! Carriers say it in theirs, and in their language. Where it is one of the eighteen events of S2-18 it is said as the
//! table does, in the reader's language; otherwise the state and the reason are said. The carrier's own words stand
//! below where they are not the table's.

use domain::Language;
use domain::parcel::state::ParcelState;
use domain::parcel::{ParcelEvent, Scan, ScanReason};
use wording::{parcel, values};

/// One scan: what happened in our words, and below it the carrier's own where they say more, and who is responsible.
/// `before` is the state that the parcel was in until then.
#[must_use]
pub fn step_words(language: Language, scan: &Scan, before: Option<ParcelState>) -> (String, String) {
    let (title, said) = said_words(language, scan, before);
    let responsible = scan.responsible.map(|who| {
        let who = values::responsible(language, who).to_lowercase();
        parcel::step_responsible(language, &who)
    });
    let below: Vec<String> = [said].into_iter().chain(responsible).filter(|text| !text.is_empty()).collect();
    (title, below.join(" · "))
}

fn said_words(language: Language, scan: &Scan, before: Option<ParcelState>) -> (String, String) {
    let Some(event) = ParcelEvent::of(&scan.label, scan.state, scan.reason, before) else {
        return match scan.state {
            Some(state) => (state_words(language, state, scan.reason).to_owned(), scan.label.clone()),
            None if scan.is_withdrawn() && scan.label.is_empty() => {
                (parcel::event_withdrawn(language).to_owned(), String::new())
            }
            // A code that nobody has mapped: the carrier's words are all there is.
            None if scan.label.is_empty() => (parcel::event_unknown(language).to_owned(), String::new()),
            None => (scan.label.clone(), String::new()),
        };
    };
    let said_already = ParcelEvent::named(&scan.label).is_some_and(|named| named.state() == event.state());
    (event.label(language).to_owned(), if said_already { String::new() } else { scan.label.clone() })
}

/// The last event of a parcel in a list, in one line: what its last scan says by itself, in the carrier's words where
/// nobody has mapped its code.
#[must_use]
pub fn event_words(language: Language, label: &str, state: Option<ParcelState>, reason: Option<ScanReason>) -> String {
    match (ParcelEvent::of(label, state, reason, None), state) {
        (Some(event), _) => event.label(language).to_owned(),
        (None, Some(state)) => state_words(language, state, reason).to_owned(),
        (None, None) if label.is_empty() => parcel::event_unknown(language).to_owned(),
        (None, None) => label.to_owned(),
    }
}

/// What a state and its reason say, where they are none of the eighteen events.
fn state_words(language: Language, state: ParcelState, reason: Option<ScanReason>) -> &'static str {
    match (state, reason) {
        (ParcelState::Returning, Some(ScanReason::HandedBack)) => parcel::event_handed_back(language),
        (_, Some(ScanReason::Damage)) => parcel::event_damage(language),
        (_, Some(ScanReason::Loss)) => parcel::event_loss(language),
        (_, Some(ScanReason::Customs)) => parcel::event_customs(language),
        (_, Some(ScanReason::Address)) => parcel::event_address(language),
        (_, Some(ScanReason::Refused)) => parcel::event_refused(language),
        (_, Some(ScanReason::Unclaimed)) => parcel::event_unclaimed(language),
        (_, Some(ScanReason::Weather)) => parcel::event_weather(language),
        (_, Some(ScanReason::Prohibited)) => parcel::event_prohibited(language),
        (ParcelState::PreparingDelivery, Some(ScanReason::Delay)) => ParcelEvent::DelayNoticed.label(language),
        (ParcelState::PreparingDelivery, _) => parcel::event_preparing_delivery(language),
        (ParcelState::Deferred, _) => parcel::event_deferred(language),
        (ParcelState::Returning, _) => parcel::event_returning(language),
        // Any other reason adds nothing that we have words for.
        (other, _) => {
            ParcelEvent::told_by(other, None).map_or(parcel::event_unknown(language), |it| it.label(language))
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::parcel::Responsible;
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
        assert_eq!(step_words(Language::En, &french, None), ("Delivered".into(), String::new()));
        assert_eq!(step_words(Language::Fr, &french, None), ("Livraison effectuée".into(), String::new()));
    }

    #[test]
    fn other_words_stand_below_ours() {
        let own = scan("PARCEL HELD CUST", Some(ParcelState::Incident), Some(ScanReason::Customs));
        let (title, detail) = step_words(Language::Fr, &own, None);
        assert_eq!(title, parcel::event_customs(Language::Fr));
        assert_eq!(detail, "PARCEL HELD CUST");
    }

    #[test]
    fn who_is_responsible_stands_below_too() {
        let own = scan("PARCEL HELD", Some(ParcelState::Incident), Some(ScanReason::Address));
        let own = Scan { responsible: Some(Responsible::Sender), ..own };
        assert_eq!(step_words(Language::Fr, &own, None).1, "PARCEL HELD · Responsable\u{202f}: l’expéditeur");
        let silent = Scan { label: String::new(), ..own };
        assert_eq!(step_words(Language::En, &silent, None).1, "Responsible: the sender");
    }

    #[test]
    fn a_code_nobody_mapped_keeps_the_carriers_words() {
        assert_eq!(step_words(Language::Fr, &scan("Zzz", None, None), None).0, "Zzz");
        assert_eq!(step_words(Language::En, &scan("", None, None), None).0, parcel::event_unknown(Language::En));
        let withdrawn = Scan { correction: true, ..scan("", None, None) };
        assert_eq!(step_words(Language::En, &withdrawn, None).0, parcel::event_withdrawn(Language::En));
    }

    #[test]
    fn what_a_state_tells_is_said_with_the_carriers_words_below() {
        let absent = scan("CONSIGNEE OUT", Some(ParcelState::Notified), Some(ScanReason::Absent));
        let title = ParcelEvent::RecipientAbsent.label(Language::Fr).to_owned();
        assert_eq!(step_words(Language::Fr, &absent, None), (title, "CONSIGNEE OUT".into()));
        let given_out = scan("Livraison effectuée", Some(ParcelState::Delivered), None);
        let title = ParcelEvent::PickedUp.label(Language::En).to_owned();
        let before = Some(ParcelState::AvailableForPickup);
        assert_eq!(step_words(Language::En, &given_out, before), (title, String::new()));
    }

    #[test]
    fn a_line_says_what_the_last_scan_says_by_itself() {
        assert_eq!(event_words(Language::Fr, "Bureau de poste", None, None), "Bureau de poste");
        assert_eq!(event_words(Language::En, "", None, None), parcel::event_unknown(Language::En));
        let moved = event_words(Language::Fr, "ROISSY HUB", Some(ParcelState::InTransit), None);
        assert_eq!(moved, ParcelEvent::OnItsWay.label(Language::Fr));
    }

    #[test]
    fn every_state_and_reason_has_words_in_both_languages() {
        for language in Language::ALL {
            for state in ParcelState::ALL {
                for reason in std::iter::once(None).chain(ScanReason::ALL.map(Some)) {
                    let said = event_words(language, "", Some(state), reason);
                    assert!(!said.is_empty() && said != parcel::event_unknown(language), "{state} {reason:?}");
                }
            }
        }
    }
}
