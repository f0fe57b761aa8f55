//! What an operation refused, in the words of the person who asked. The inner cause is logged here, once, and never
//! sent.

use domain::Language;
use domain::parcel::PASTE_LIMIT;
use domain::refusal::{FieldRefusal, FileRefusal, Refusal};
use operations::Error;
use wording::failure;

use super::Visit;
use super::show::lists::state_name;
use crate::error::{Failure, FailureKind, FieldFailure};

/// What the browser may know of an error, in the words of who is calling.
#[must_use]
pub fn failure(visit: &Visit, error: &Error) -> Failure {
    said(visit.language, visit.is_operator(), error)
}

/// The same for a reader's side.
pub(super) fn said(language: Language, operator: bool, error: &Error) -> Failure {
    match error {
        Error::NotFound => Failure::new(FailureKind::NotFound, failure::not_found(language)),
        Error::SignedOut => Failure::new(FailureKind::SignedOut, failure::signed_out(language)),
        Error::Refused(refusal) => refused(language, refusal),
        Error::Outdated { by, state } => {
            let state = domain::ticket::lifecycle::TicketState::from_word(state)
                .map(|state| state_name(language, state, operator))
                .unwrap_or_default();
            let summary = if by.is_empty() {
                failure::outdated(language, state)
            } else {
                failure::outdated_by(language, by, state)
            };
            Failure::new(FailureKind::Outdated, summary)
        }
        Error::Outside(cause) => {
            tracing::error!(%cause, "something outside did not do its part");
            Failure::new(FailureKind::Unavailable, failure::unavailable(language))
        }
        Error::Store(cause) => {
            tracing::error!(%cause, "the database did not do its part");
            Failure::new(FailureKind::Unavailable, failure::unavailable(language))
        }
    }
}

fn refused(language: Language, refusal: &Refusal) -> Failure {
    let invalid = |summary: &str| Failure::new(FailureKind::Invalid, summary);
    match refusal {
        Refusal::NotInThisState => Failure::new(FailureKind::Outdated, failure::not_in_this_state(language)),
        Refusal::TicketClosed => Failure::new(FailureKind::Outdated, failure::ticket_closed(language)),
        Refusal::TermStillRuns => Failure::new(FailureKind::Outdated, failure::not_in_this_state(language)),
        Refusal::NextDateInThePast => invalid(failure::in_the_past(language)),
        Refusal::SlotsMissing => invalid(failure::slots_missing(language)),
        Refusal::NotAllowed(_) => Failure::new(FailureKind::NotAllowed, failure::not_allowed(language)),
        Refusal::TooManyTries { seconds } => {
            let minutes = i64::from(seconds.div_ceil(60)).max(1);
            Failure::new(FailureKind::TooMany, failure::too_many_tries(language, minutes))
        }
        Refusal::WrongSignIn => invalid(failure::wrong_sign_in(language)),
        Refusal::LinkExpired => invalid(failure::link_expired(language)),
        Refusal::SignInOver => invalid(failure::sign_in_over(language)),
        Refusal::ParcelSettled => Failure::new(FailureKind::Outdated, failure::parcel_settled(language)),
        Refusal::TooManyReports(most) => invalid(&failure::too_many_reports(language, *most as i64)),
        Refusal::MoreThanOwn => Failure::new(FailureKind::NotAllowed, failure::more_than_own(language)),
        Refusal::LastAdministrator => invalid(failure::last_administrator(language)),
        Refusal::FilingStopped { word } => {
            Failure::new(FailureKind::NotAllowed, failure::filing_stopped(language, word))
        }
        Refusal::AccountRetired => Failure::new(FailureKind::Outdated, failure::account_retired(language)),
        Refusal::ChangedMeanwhile => Failure::new(FailureKind::Outdated, failure::changed_meanwhile(language)),
        Refusal::File(file) => invalid(&file_refused(language, file)),
        Refusal::NoInstruction(why) => Failure::new(FailureKind::Outdated, wording::wishes::why_not(language, *why)),
        Refusal::InstructionChanged { by } if by.is_empty() => {
            Failure::new(FailureKind::Outdated, failure::instruction_changed(language))
        }
        Refusal::InstructionChanged { by } => {
            Failure::new(FailureKind::Outdated, failure::instruction_changed_by(language, by))
        }
        Refusal::Fields(fields) => Failure {
            kind: FailureKind::Invalid,
            summary: failure::to_correct(language, fields.len() as i64),
            fields: fields
                .iter()
                .map(|(field, refusal)| FieldFailure {
                    field: field.clone(),
                    message: field_refused(language, refusal),
                })
                .collect(),
        },
    }
}

/// What is wrong with one field.
#[must_use]
pub fn field_refused(language: Language, refusal: &FieldRefusal) -> String {
    let count = |number: &usize| i64::try_from(*number).unwrap_or(i64::MAX);
    match refusal {
        FieldRefusal::Missing => failure::missing(language).to_owned(),
        FieldRefusal::NotConfirmed => failure::not_confirmed(language).to_owned(),
        FieldRefusal::NotChosen => failure::not_chosen(language).to_owned(),
        FieldRefusal::Taken => failure::taken(language).to_owned(),
        FieldRefusal::LastAdministrator => failure::last_to_run(language).to_owned(),
        FieldRefusal::TooLong(max) => failure::too_long(language, count(max)),
        FieldRefusal::TooShort(min) => failure::too_short(language, count(min)),
        FieldRefusal::NotAnEmail => failure::not_an_email(language).to_owned(),
        FieldRefusal::NotADate => failure::not_a_date(language).to_owned(),
        FieldRefusal::DatesReversed => failure::dates_reversed(language).to_owned(),
        FieldRefusal::NotMoney => failure::not_money(language).to_owned(),
        FieldRefusal::NotAnImei => failure::not_an_imei(language).to_owned(),
        FieldRefusal::NothingFound => failure::nothing_found(language).to_owned(),
        FieldRefusal::Different => failure::different(language).to_owned(),
        FieldRefusal::TooEasy => failure::too_easy(language).to_owned(),
        FieldRefusal::WrongCode => failure::wrong_code(language).to_owned(),
        FieldRefusal::WrongPassword => failure::wrong_password(language).to_owned(),
        FieldRefusal::InThePast => failure::in_the_past(language).to_owned(),
        FieldRefusal::NotOffered => failure::not_offered(language).to_owned(),
        FieldRefusal::NothingTicked => failure::nothing_ticked(language).to_owned(),
        FieldRefusal::TooMany(max) => failure::too_many(language, count(max)),
        FieldRefusal::TooManyPasted(pasted) => failure::too_many_pasted(language, count(pasted), count(&PASTE_LIMIT)),
        FieldRefusal::TooManyFiles(max) => failure::too_many_files(language, count(max)),
        FieldRefusal::TooManyAddresses(max) => failure::too_many_addresses(language, count(max)),
        FieldRefusal::NotADeliveryDay => failure::not_a_delivery_day(language).to_owned(),
        FieldRefusal::AfterCutOff => failure::after_cut_off(language).to_owned(),
        FieldRefusal::TooFarAhead => failure::too_far_ahead(language).to_owned(),
        FieldRefusal::NotAPostcode => failure::not_a_postcode(language).to_owned(),
        FieldRefusal::TownDiffers => failure::town_differs(language).to_owned(),
        FieldRefusal::NotAPhone => failure::not_a_phone(language).to_owned(),
        FieldRefusal::OutOfRange { least, most } => {
            failure::out_of_range(language, i64::from(*least), i64::from(*most))
        }
        FieldRefusal::WindowReversed => failure::window_reversed(language).to_owned(),
        FieldRefusal::NeverDue => failure::never_due(language).to_owned(),
        FieldRefusal::NotAFileName => failure::not_a_file_name(language).to_owned(),
        FieldRefusal::TooManyRecipients(most) => failure::too_many_recipients(language, count(most)),
        FieldRefusal::OutsideWindow { until } => failure::outside_window(language, &until.to_string()),
    }
}

/// Why a file cannot be taken.
#[must_use]
pub fn file_refused(language: Language, refusal: &FileRefusal) -> String {
    match refusal {
        FileRefusal::Empty => failure::file_empty(language).to_owned(),
        FileRefusal::TooLarge(max) => failure::file_too_large(language, &wording::number::bytes(language, *max)),
        FileRefusal::TicketFull(max) => failure::ticket_full(language, &wording::number::bytes(language, *max)),
        FileRefusal::WrongType => failure::file_wrong_type(language).to_owned(),
        FileRefusal::Unreadable => failure::file_unreadable(language).to_owned(),
        FileRefusal::TooMany(max) => failure::too_many_files(language, i64::try_from(*max).unwrap_or(i64::MAX)),
    }
}

#[cfg(test)]
mod tests {
    use domain::Language;
    use operations::Error;

    use super::said;

    #[test]
    fn each_side_reads_a_state_by_its_own_name() {
        let outdated = Error::Outdated { by: "Ana".to_owned(), state: "awaiting_customer".to_owned() };
        let summary = |operator| said(Language::Fr, operator, &outdated).summary;
        assert!(summary(true).contains("En attente d’une réponse client"), "{}", summary(true));
        assert!(summary(false).contains("En attente de votre réponse"), "{}", summary(false));
    }
}
