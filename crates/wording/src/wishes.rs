//! Delivery instructions into words: what is asked, what has become of it, and why none is possible.

use domain::Language;
use domain::instruction::{Address, DriverHelp, Fate, InstructionKind, KeptBy, WhyNot, Wish};
use jiff::civil::Date;

use crate::moment;
use crate::words::instruction as w;

/// A kind of instruction.
#[must_use]
pub fn kind(language: Language, kind: InstructionKind) -> &'static str {
    match kind {
        InstructionKind::AnotherDay => w::kind_another_day(language),
        InstructionKind::PickupPoint => w::kind_pickup_point(language),
        InstructionKind::CorrectedAddress => w::kind_corrected_address(language),
        InstructionKind::DriverHelp => w::kind_driver_help(language),
        InstructionKind::SafePlace => w::kind_safe_place(language),
    }
}

/// What is asked, in one sentence without its full stop.
#[must_use]
pub fn wish(language: Language, wish: &Wish, today: Date) -> String {
    match wish {
        Wish::AnotherDay { day } => w::wish_another_day(language, &moment::weekday_and_day(language, *day, today)),
        Wish::PickupPoint { point } => w::wish_pickup_point(language, &point.address, &point.name),
        Wish::CorrectedAddress(to) => w::wish_corrected_address(language, &address(to)),
        Wish::DriverHelp(given) => w::wish_driver_help(language, &help(language, given)),
        Wish::SafePlace { kept_by, details } => match kept_by {
            KeptBy::Neighbour => w::wish_neighbour(language, details),
            KeptBy::Caretaker => w::wish_caretaker(language, details),
            KeptBy::Place => w::wish_place(language, details),
        },
    }
}

fn address(address: &Address) -> String {
    let town = format!("{} {}", address.postcode, address.town);
    let country = if address.country == "FR" { "" } else { address.country.as_str() };
    let parts = [address.complement.as_str(), &address.street, &town, country];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn help(language: Language, help: &DriverHelp) -> String {
    let said = |text: &str, say: &dyn Fn(&str) -> String| (!text.is_empty()).then(|| say(text));
    let parts = [
        said(&help.door_code, &|code| w::help_door_code(language, code)),
        said(&help.floor, &|floor| w::help_floor(language, floor)),
        said(&help.phone, &|phone| w::help_phone(language, phone)),
        said(&help.note, &str::to_owned),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What has become of an instruction, in a word.
#[must_use]
pub fn fate(language: Language, fate: Fate) -> &'static str {
    match fate {
        Fate::Sent => w::fate_sent(language),
        Fate::Accepted => w::fate_accepted(language),
        Fate::Refused => w::fate_refused(language),
        Fate::Executed => w::fate_executed(language),
        Fate::Expired => w::fate_expired(language),
        Fate::Replaced => w::fate_replaced(language),
    }
}

/// What has become of it, as something that happened to the parcel.
#[must_use]
pub fn fate_happened(language: Language, fate: Fate) -> &'static str {
    match fate {
        Fate::Sent => w::title_sent(language),
        Fate::Accepted => w::title_accepted(language),
        Fate::Refused => w::title_refused(language),
        Fate::Executed => w::title_executed(language),
        Fate::Expired => w::title_expired(language),
        Fate::Replaced => w::title_replaced(language),
    }
}

/// What has become of it, in a sentence; `reason` is the carrier's.
#[must_use]
pub fn fate_said(language: Language, fate: Fate, reason: &str) -> String {
    match fate {
        Fate::Sent => w::says_sent(language).to_owned(),
        Fate::Accepted => w::says_accepted(language).to_owned(),
        Fate::Refused => w::says_refused(language, reason),
        Fate::Executed => w::says_executed(language).to_owned(),
        Fate::Expired => w::says_expired(language).to_owned(),
        Fate::Replaced => w::says_replaced(language).to_owned(),
    }
}

/// Whether an instruction is possible, for a list.
#[must_use]
pub fn possible_short(language: Language, possible: Result<(), WhyNot>) -> &'static str {
    match possible {
        Ok(()) => w::short_possible(language),
        Err(WhyNot::Cancelled) => w::short_cancelled(language),
        Err(WhyNot::NotWithCarrier) => w::short_not_with_carrier(language),
        Err(WhyNot::Incident) => w::short_incident(language),
        Err(WhyNot::OutForDelivery) => w::short_out_for_delivery(language),
        Err(WhyNot::AtPickupPoint) => w::short_at_pickup_point(language),
        Err(WhyNot::Delivered) => w::short_delivered(language),
        Err(WhyNot::Returning) => w::short_returning(language),
        Err(WhyNot::TooEarly) => w::short_too_early(language),
        Err(WhyNot::NoContract) => w::short_no_contract(language),
        Err(WhyNot::NotInContract) => w::short_not_in_contract(language),
        Err(WhyNot::CutOffPassed) => w::short_cut_off_passed(language),
    }
}

/// Why an instruction is not possible, in a sentence.
#[must_use]
pub fn why_not(language: Language, why: WhyNot) -> &'static str {
    match why {
        WhyNot::Cancelled => w::why_cancelled(language),
        WhyNot::NotWithCarrier => w::why_not_with_carrier(language),
        WhyNot::Incident => w::why_incident(language),
        WhyNot::OutForDelivery => w::why_out_for_delivery(language),
        WhyNot::AtPickupPoint => w::why_at_pickup_point(language),
        WhyNot::Delivered => w::why_delivered(language),
        WhyNot::Returning => w::why_returning(language),
        WhyNot::TooEarly => w::why_too_early(language),
        WhyNot::NoContract => w::why_no_contract(language),
        WhyNot::NotInContract => w::why_not_in_contract(language),
        WhyNot::CutOffPassed => w::why_cut_off_passed(language),
    }
}

#[cfg(test)]
mod tests {
    use domain::instruction::Point;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn wishes_are_said_in_both_languages() {
        let today = date(2026, 11, 26);
        let point = Point { code: "P1".into(), name: "Tabac du Port".into(), address: "1 quai X, 44000 Nantes".into() };
        let to = Address {
            complement: "Bât. B".into(),
            street: "12 rue X".into(),
            postcode: "1000".into(),
            town: "Bruxelles".into(),
            country: "BE".into(),
        };
        let given = DriverHelp { door_code: "A12".into(), floor: "3".into(), ..DriverHelp::default() };
        for (asked, fr, en) in [
            (
                Wish::AnotherDay { day: date(2026, 11, 28) },
                "Livrer samedi 28 novembre",
                "Deliver on Saturday 28 November",
            ),
            (
                Wish::PickupPoint { point },
                "Mettre à disposition au point de retrait Tabac du Port, 1 quai X, 44000 Nantes",
                "Hold at the pickup point Tabac du Port, 1 quai X, 44000 Nantes",
            ),
            (
                Wish::CorrectedAddress(to),
                "Livrer à cette adresse\u{202f}: Bât. B, 12 rue X, 1000 Bruxelles, BE",
                "Deliver to this address: Bât. B, 12 rue X, 1000 Bruxelles, BE",
            ),
            (
                Wish::DriverHelp(given),
                "Pour le livreur\u{202f}: code A12, étage 3",
                "For the driver: code A12, floor 3",
            ),
            (
                Wish::SafePlace { kept_by: KeptBy::Neighbour, details: "Mme Dupont".into() },
                "Déposer chez un voisin\u{202f}: Mme Dupont",
                "Leave with a neighbour: Mme Dupont",
            ),
        ] {
            assert_eq!(wish(Language::Fr, &asked, today), fr);
            assert_eq!(wish(Language::En, &asked, today), en);
        }
    }

    #[test]
    fn every_reason_has_a_sentence_and_a_few_words_of_its_own() {
        for language in Language::ALL {
            let long: std::collections::BTreeSet<_> = WhyNot::ALL.map(|why| why_not(language, why)).into();
            let short: std::collections::BTreeSet<_> = WhyNot::ALL.map(|why| possible_short(language, Err(why))).into();
            assert_eq!((long.len(), short.len()), (WhyNot::ALL.len(), WhyNot::ALL.len()));
            let fates: std::collections::BTreeSet<_> = Fate::ALL.map(|one| fate_happened(language, one)).into();
            assert_eq!(fates.len(), Fate::ALL.len());
        }
    }
}
