//! Values of the domain into words, by an exhaustive `match` each: a new state, reason or refusal does not compile
//! until it has words in both languages. The words are those of `locales/*/values.ftl`.

use domain::Language;
use domain::parcel::state::{ParcelState, StateFilter};
use domain::parcel::{Responsible, TrackingEvent};
use domain::ticket::abuse::Abuse;
use domain::ticket::columns::Column;
use domain::ticket::lifecycle::{TicketState, WaitingFor};
use domain::ticket::outcome::{Outcome, WithdrawReason};

use crate::words::{inbox, values};

/// A ticket's state, in the customer's eyes.
#[must_use]
pub fn ticket_state(language: Language, state: TicketState) -> &'static str {
    match state {
        TicketState::Created => values::ticket_created(language),
        TicketState::InProgress => values::ticket_in_progress(language),
        TicketState::AwaitingCustomer => values::ticket_awaiting_customer(language),
        TicketState::AwaitingProcessing => values::ticket_awaiting_processing(language),
        TicketState::Resolved => values::ticket_resolved(language),
        TicketState::Validated => values::ticket_validated(language),
        TicketState::Closed => values::ticket_closed(language),
    }
}

/// A ticket's state, in the operator's eyes.
#[must_use]
pub fn ticket_state_for_operator(language: Language, state: TicketState) -> &'static str {
    match state {
        TicketState::AwaitingCustomer => values::ticket_awaiting_customer_operator(language),
        other => ticket_state(language, other),
    }
}

/// The name of a column of tickets.
#[must_use]
pub fn ticket_column(language: Language, column: Column) -> &'static str {
    match column {
        Column::Number => inbox::column_number(language),
        Column::Subject => inbox::subject(language),
        Column::Customer => inbox::column_customer(language),
        Column::Parcel => inbox::column_parcel(language),
        Column::Parcels => inbox::column_parcels(language),
        Column::Turn => inbox::column_turn(language),
        Column::State => inbox::state(language),
        Column::Due => inbox::column_due(language),
        Column::Contact => inbox::contact(language),
        Column::Account => inbox::account(language),
        Column::SubAccount => inbox::sub_account(language),
        Column::Filed => inbox::column_filed(language),
        Column::Changed => inbox::column_changed(language),
    }
}

/// A ticket's state as a step of its life, where there is little room.
#[must_use]
pub fn ticket_step(language: Language, state: TicketState, operator: bool) -> &'static str {
    match state {
        TicketState::InProgress | TicketState::AwaitingProcessing => values::step_in_progress(language),
        other if operator => ticket_state_for_operator(language, other),
        other => ticket_state(language, other),
    }
}

/// A moment of a parcel's life that people ask to be told of.
#[must_use]
pub fn tracking_event(language: Language, event: TrackingEvent) -> &'static str {
    match event {
        TrackingEvent::TakenOver => values::tracking_taken_over(language),
        TrackingEvent::OnItsWay => values::tracking_on_its_way(language),
        TrackingEvent::NewEstimate => values::tracking_new_estimate(language),
        TrackingEvent::OutForDelivery => values::tracking_out_for_delivery(language),
        TrackingEvent::Deferred => values::tracking_deferred(language),
        TrackingEvent::Notified => values::tracking_notified(language),
        TrackingEvent::AwaitingInstruction => values::tracking_awaiting_instruction(language),
        TrackingEvent::AvailableForPickup => values::tracking_available_for_pickup(language),
        TrackingEvent::Incident => values::tracking_incident(language),
        TrackingEvent::Delivered => values::tracking_delivered(language),
        TrackingEvent::Returning => values::tracking_returning(language),
        TrackingEvent::Cancelled => values::tracking_cancelled(language),
    }
}

/// A carrier as it calls itself; one we do not know by its code.
#[must_use]
pub fn carrier_name(code: &str) -> &str {
    match code {
        "laposte" => "La Poste",
        "chronopost" => "Chronopost",
        "colissimo" => "Colissimo",
        "dpd" => "DPD",
        "ups" => "UPS",
        "gls" => "GLS",
        "mondial_relay" | "mondialrelay" => "Mondial Relay",
        other => other,
    }
}

/// A parcel's state.
#[must_use]
pub fn parcel_state(language: Language, state: ParcelState) -> &'static str {
    match state {
        ParcelState::Cancelled => values::parcel_cancelled(language),
        ParcelState::Preparing => values::parcel_preparing(language),
        ParcelState::InTransit => values::parcel_in_transit(language),
        ParcelState::Incident => values::parcel_incident(language),
        ParcelState::PreparingDelivery => values::parcel_preparing_delivery(language),
        ParcelState::Deferred => values::parcel_deferred(language),
        ParcelState::OutForDelivery => values::parcel_out_for_delivery(language),
        ParcelState::AwaitingInstruction => values::parcel_awaiting_instruction(language),
        ParcelState::Notified => values::parcel_notified(language),
        ParcelState::AvailableForPickup => values::parcel_available_for_pickup(language),
        ParcelState::Delivered => values::parcel_delivered(language),
        ParcelState::Returning => values::parcel_returning(language),
    }
}

/// Who is responsible for what happened to a parcel.
#[must_use]
pub fn responsible(language: Language, responsible: Responsible) -> &'static str {
    match responsible {
        Responsible::Carrier => values::responsible_carrier(language),
        Responsible::Sender => values::responsible_sender(language),
        Responsible::Recipient => values::responsible_recipient(language),
        Responsible::Customs => values::responsible_customs(language),
        Responsible::Weather => values::responsible_weather(language),
        Responsible::Other => values::responsible_other(language),
    }
}

/// One of the fifteen filters of parcels.
#[must_use]
pub fn state_filter(language: Language, filter: StateFilter) -> &'static str {
    match filter {
        StateFilter::All => values::filter_all(language),
        StateFilter::State(state) => parcel_state(language, state),
        StateFilter::UndeliveredActionable => values::filter_undelivered_actionable(language),
        StateFilter::Undelivered => values::filter_undelivered(language),
    }
}

/// How a ticket was resolved.
#[must_use]
pub fn outcome(language: Language, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Informed => values::outcome_informed(language),
        Outcome::ParcelFound => values::outcome_parcel_found(language),
        Outcome::ParcelLost => values::outcome_parcel_lost(language),
        Outcome::Indemnified => values::outcome_indemnified(language),
        Outcome::Refused => values::outcome_refused(language),
        Outcome::Returned => values::outcome_returned(language),
        Outcome::Redirected => values::outcome_redirected(language),
    }
}

/// What kind of abuse was marked.
#[must_use]
pub fn abuse(language: Language, abuse: Abuse) -> &'static str {
    match abuse {
        Abuse::Insult => values::abuse_insult(language),
        Abuse::Threat => values::abuse_threat(language),
        Abuse::Spam => values::abuse_spam(language),
        Abuse::Other => values::abuse_other(language),
    }
}

/// Why a ticket was withdrawn.
#[must_use]
pub fn withdraw_reason(language: Language, reason: WithdrawReason) -> &'static str {
    match reason {
        WithdrawReason::Found => values::withdraw_found(language),
        WithdrawReason::Mistake => values::withdraw_mistake(language),
        WithdrawReason::Other => values::withdraw_other(language),
    }
}

/// Whom a ticket in progress waits for.
#[must_use]
pub fn waiting_for(language: Language, waiting_for: WaitingFor) -> &'static str {
    match waiting_for {
        WaitingFor::Agent => values::waiting_agent(language),
        WaitingFor::Carrier => values::waiting_carrier(language),
        WaitingFor::Recipient => values::waiting_recipient(language),
    }
}
