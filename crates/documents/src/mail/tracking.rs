//! Tracking messages (MAS) and the question whether an address wants them.
//!
//! They go to addresses that may be anybody's: beyond number and reference they name neither recipient nor address of
//! the parcel. Who has no account gets a link to a page that says no more than they do.

use domain::Language;
use domain::parcel::scan::ScanReason;
use domain::parcel::state::ParcelState;
use domain::parcel::{ParcelEvent, TrackingEvent, what_to_do};
use wording::{mail as w, parcel, values};

use super::letter::{Block, Letter};

/// What happened to a parcel, for somebody who asked to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackingMessage {
    /// What happened.
    pub event: TrackingEvent,
    /// Where the parcel now is.
    pub whereabouts: Whereabouts,
    /// Whether the reader has an account that opens the parcel's page.
    pub account: bool,
    /// The address that ends these messages.
    pub stop: String,
}

/// Where a parcel is, for somebody who follows it. Days and moments come in the words of his language, by the clock of
/// the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    /// Where the parcel now stands.
    pub state: ParcelState,
    /// Why, where the carrier says so.
    pub reason: Option<ScanReason>,
    /// Whether it was handed back to its sender.
    pub handed_back: bool,
    /// Its number, grouped for reading.
    pub number: String,
    /// The sender's reference, or empty.
    pub reference: String,
    /// Who sent it: the customer's name.
    pub sender: String,
    /// The day and time of the latest event, or empty.
    pub day: String,
    /// The time of that day.
    pub time: String,
    /// Where that was, or empty.
    pub place: String,
    /// The day on which the carrier expects to deliver it, or empty.
    pub estimated_day: String,
}

/// Whether an address wants the tracking messages of a parcel, asked on behalf of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackingQuestion {
    /// The parcel's number, grouped for reading.
    pub number: String,
    /// Who would like the address to be told: the customer's name.
    pub sender: String,
    /// What it would be told.
    pub events: Vec<TrackingEvent>,
    /// Days that the link works.
    pub days: u32,
}

impl TrackingMessage {
    pub(super) fn letter<'a>(&'a self, language: Language, link: &'a str) -> Letter<'a> {
        let (event, whereabouts) = (values::tracking_event(language, self.event), &self.whereabouts);
        let title = w::tracking_title(language, event, &whereabouts.number);
        let reference = &whereabouts.reference;
        let subject = if reference.is_empty() { title.clone() } else { w::subject_line(language, reference, &title) };
        let advice = whereabouts.advice(language, self.account).to_owned();
        Letter {
            language,
            subject,
            title,
            blocks: vec![Block::Said(whereabouts.facts(language)), Block::Paragraph(advice)],
            action: (w::tracking_action(language), link),
            aside: Some((w::tracking_stop(language), self.stop.as_str())),
            after: Vec::new(),
            foot: w::tracking_foot(language),
        }
    }
}

impl Whereabouts {
    /// What is known, each with its name; what is not known is empty.
    #[must_use]
    pub fn facts(&self, language: Language) -> Vec<(&'static str, String)> {
        vec![
            (w::tracking_state(language), values::parcel_state(language, self.state).to_owned()),
            (w::tracking_detail(language), self.detail(language).unwrap_or_default().to_owned()),
            (w::tracking_latest(language), self.moment(language)),
            (w::tracking_place(language), self.place.clone()),
            (w::tracking_estimated(language), self.estimated_day.clone()),
            (w::tracking_reference(language), self.reference.clone()),
            (w::tracking_sender(language), self.sender.clone()),
        ]
    }

    fn moment(&self, language: Language) -> String {
        if self.day.is_empty() { String::new() } else { w::tracking_moment(language, &self.day, &self.time) }
    }

    /// Why it stands so, in our words.
    fn detail(&self, language: Language) -> Option<&'static str> {
        if self.handed_back {
            return Some(parcel::event_handed_back(language));
        }
        Some(match self.reason? {
            ScanReason::Damage => parcel::event_damage(language),
            ScanReason::Loss => parcel::event_loss(language),
            ScanReason::Customs => parcel::event_customs(language),
            ScanReason::Address => parcel::event_address(language),
            ScanReason::Refused => parcel::event_refused(language),
            ScanReason::Unclaimed => parcel::event_unclaimed(language),
            ScanReason::Weather => parcel::event_weather(language),
            ScanReason::Prohibited => parcel::event_prohibited(language),
            ScanReason::Delay => ParcelEvent::DelayNoticed.label(language),
            ScanReason::HandedBack => parcel::event_handed_back(language),
            ScanReason::Absent | ScanReason::Other => return None,
        })
    }

    /// What the reader can do. The table of S2-18 speaks to the sender's own people, who have an `account`; anybody else
    /// is led to the sender.
    #[must_use]
    pub fn advice(&self, language: Language, account: bool) -> &'static str {
        match self.state {
            ParcelState::InTransit | ParcelState::PreparingDelivery => w::tracking_nothing_to_do(language),
            state if account => what_to_do(state, language),
            ParcelState::AvailableForPickup => w::tracking_fetch_it(language),
            ParcelState::AwaitingInstruction
            | ParcelState::Notified
            | ParcelState::Incident
            | ParcelState::Returning
            | ParcelState::Cancelled => w::tracking_ask_sender(language),
            ParcelState::Delivered => w::tracking_not_received(language),
            _ => w::tracking_nothing_to_do(language),
        }
    }
}

impl TrackingQuestion {
    pub(super) fn letter<'a>(&'a self, language: Language, link: &'a str) -> Letter<'a> {
        let title = w::tracking_question_title(language, &self.number);
        let events = self.events.iter().map(|event| values::tracking_event(language, *event)).collect();
        Letter {
            language,
            subject: title.clone(),
            title,
            blocks: vec![
                Block::Paragraph(w::tracking_question_lead(language, &self.sender)),
                Block::Points(w::tracking_question_events(language), events),
                Block::Paragraph(w::tracking_question_promise(language, i64::from(self.days))),
            ],
            action: (w::tracking_question_action(language), link),
            aside: None,
            after: vec![w::tracking_question_not_asked(language).to_owned()],
            foot: w::sent_automatically_account(language),
        }
    }
}
