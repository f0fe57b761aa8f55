//! A parcel, and how its row is read.

use domain::id::{AccountId, CustomerId, ParcelId, SubAccountId};
use domain::parcel::{ParcelState, ScanReason, Standing};
use domain::permission::ParcelFacts;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::convert::{date_if, moment, moment_if, parsed, parsed_if, word, word_if};
use crate::error::StoreError;

/// Where a parcel stands, as far as lists need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptStanding {
    /// The state.
    pub state: ParcelState,
    /// When this state began; for a parcel that no scan speaks of, when it was announced.
    pub since: Timestamp,
    /// The latest reason given for this state.
    pub reason: Option<ScanReason>,
    /// The carrier's own words of the last scan; may be empty.
    pub last_label: String,
    /// The place of the last scan; may be empty.
    pub last_place: String,
    /// When the last scan happened.
    pub last_at: Option<Timestamp>,
    /// The offset from UTC, in minutes, of the clock at the place of the last scan.
    pub last_offset_minutes: i16,
    /// The state that the last scan itself tells, which is another one where a later scan changes nothing any more; `None`
    /// for a code that nobody has mapped.
    pub last_state: Option<ParcelState>,
    /// The reason that the last scan itself gives.
    pub last_reason: Option<ScanReason>,
    /// When it was delivered, if that is how it stands.
    pub delivered_at: Option<Timestamp>,
    /// When it was handed back to its sender, if that is how it stands.
    pub returned_at: Option<Timestamp>,
    /// The offset from UTC, in minutes, of the clock at the place where it was delivered or handed back.
    pub ended_offset_minutes: i16,
    /// The day of delivery that the carrier expects, or expected.
    pub estimated_on: Option<Date>,
}

impl KeptStanding {
    /// What is kept of a standing, of a parcel that was announced at a moment.
    #[must_use]
    pub fn of(standing: &Standing, estimated_on: Option<Date>, announced_at: Timestamp) -> Self {
        let last = standing.last.as_ref();
        KeptStanding {
            state: standing.state,
            since: standing.since.unwrap_or(announced_at),
            reason: standing.reason,
            last_label: last.map(|scan| scan.label.clone()).unwrap_or_default(),
            last_place: last.map(|scan| scan.place.clone()).unwrap_or_default(),
            last_at: last.map(|scan| scan.at),
            last_offset_minutes: last.map_or(0, |scan| scan.offset_minutes),
            last_state: last.and_then(|scan| scan.state),
            last_reason: last.and_then(|scan| scan.reason),
            delivered_at: standing.delivered_at,
            returned_at: standing.returned_at,
            ended_offset_minutes: standing.ended_offset_minutes,
            estimated_on,
        }
    }
}

/// A parcel with the names that its pages show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// Its id.
    pub id: ParcelId,
    /// Whose it is.
    pub customer: CustomerId,
    /// The customer's name.
    pub customer_name: String,
    /// The account it is billed to.
    pub account: Option<AccountId>,
    /// The number of that account, or empty.
    pub account_number: String,
    /// The part of the account.
    pub sub_account: Option<SubAccountId>,
    /// The number of that part, or empty.
    pub sub_account_number: String,
    /// The shipment's word; parcels of one customer with the same word are siblings. Empty: it goes alone.
    pub shipment: String,
    /// Code of the carrier.
    pub carrier: String,
    /// The tracking number, cleaned.
    pub number: String,
    /// The day the label was made.
    pub label_on: Date,
    /// The sender's reference, or empty.
    pub sender_reference: String,
    /// The recipient's reference, or empty.
    pub recipient_reference: String,
    /// The recipient's name, or empty.
    pub recipient_name: String,
    /// His street and house number, or empty.
    pub street: String,
    /// His postcode, or empty.
    pub postcode: String,
    /// His town, or empty.
    pub town: String,
    /// His country, ISO 3166-1 alpha-2, or empty.
    pub country: String,
    /// The carrier's product, or empty.
    pub service: String,
    /// Weight in grams; 0 where nobody told.
    pub weight_grams: i64,
    /// Declared value in cents of a euro; 0 where nobody told.
    pub declared_value_cents: i64,
    /// Where it stands.
    pub standing: KeptStanding,
    /// When it was announced.
    pub created_at: Timestamp,
}

impl Parcel {
    /// What permission needs to know.
    #[must_use]
    pub const fn facts(&self) -> ParcelFacts {
        ParcelFacts { customer: self.customer, account: self.account, sub_account: self.sub_account }
    }
}

/// A parcel to be inserted, or what is said anew of one. Texts that nobody told are empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewParcel {
    /// Its id.
    pub id: ParcelId,
    /// Whose it is.
    pub customer: CustomerId,
    /// The account it is billed to.
    pub account: Option<AccountId>,
    /// The part of the account.
    pub sub_account: Option<SubAccountId>,
    /// The shipment's word.
    pub shipment: String,
    /// Code of the carrier.
    pub carrier: String,
    /// The tracking number, cleaned.
    pub number: String,
    /// The day the label was made.
    pub label_on: Date,
    /// The sender's reference.
    pub sender_reference: String,
    /// The recipient's reference.
    pub recipient_reference: String,
    /// The recipient's name.
    pub recipient_name: String,
    /// His street and house number.
    pub street: String,
    /// His postcode.
    pub postcode: String,
    /// His town.
    pub town: String,
    /// His country, ISO 3166-1 alpha-2.
    pub country: String,
    /// The carrier's product.
    pub service: String,
    /// Weight in grams; 0 where nobody told.
    pub weight_grams: i64,
    /// Declared value in cents of a euro; 0 where nobody told.
    pub declared_value_cents: i64,
    /// Where it stands.
    pub standing: KeptStanding,
    /// When it was announced.
    pub created_at: Timestamp,
}

impl From<Parcel> for NewParcel {
    fn from(parcel: Parcel) -> Self {
        NewParcel {
            id: parcel.id,
            customer: parcel.customer,
            account: parcel.account,
            sub_account: parcel.sub_account,
            shipment: parcel.shipment,
            carrier: parcel.carrier,
            number: parcel.number,
            label_on: parcel.label_on,
            sender_reference: parcel.sender_reference,
            recipient_reference: parcel.recipient_reference,
            recipient_name: parcel.recipient_name,
            street: parcel.street,
            postcode: parcel.postcode,
            town: parcel.town,
            country: parcel.country,
            service: parcel.service,
            weight_grams: parcel.weight_grams,
            declared_value_cents: parcel.declared_value_cents,
            standing: parcel.standing,
            created_at: parcel.created_at,
        }
    }
}

#[derive(sqlx::FromRow, serde::Deserialize)]
pub(crate) struct Row {
    id: String,
    customer_id: String,
    customer_name: String,
    account_id: Option<String>,
    account_number: String,
    sub_account_id: Option<String>,
    sub_account_number: String,
    shipment: String,
    carrier: String,
    number: String,
    label_on: String,
    sender_reference: String,
    recipient_reference: String,
    recipient_name: String,
    street: String,
    postcode: String,
    town: String,
    country: String,
    service: String,
    weight_grams: i64,
    declared_value_cents: i64,
    state: String,
    state_since: i64,
    state_reason: String,
    last_label: String,
    last_place: String,
    last_scan_at: Option<i64>,
    last_scan_offset: i64,
    last_state: String,
    last_reason: String,
    delivered_at: Option<i64>,
    returned_at: Option<i64>,
    ended_offset: i64,
    estimated_on: String,
    created_at: i64,
}

const P: &str = "parcel";

impl Row {
    pub(crate) fn parcel(self) -> Result<Parcel, StoreError> {
        Ok(Parcel {
            id: parsed(P, "id", &self.id)?,
            customer: parsed(P, "customer_id", &self.customer_id)?,
            account: parsed_if(P, "account_id", self.account_id.as_deref())?,
            sub_account: parsed_if(P, "sub_account_id", self.sub_account_id.as_deref())?,
            label_on: parsed(P, "label_on", &self.label_on)?,
            created_at: moment(P, "created_at", self.created_at)?,
            standing: KeptStanding {
                state: word(P, "state", &self.state, |word| word.parse().ok())?,
                since: moment(P, "state_since", self.state_since)?,
                reason: word_if(P, "state_reason", &self.state_reason, |word| word.parse().ok())?,
                last_label: self.last_label,
                last_place: self.last_place,
                last_at: moment_if(P, "last_scan_at", self.last_scan_at)?,
                last_offset_minutes: i16::try_from(self.last_scan_offset).unwrap_or(0),
                last_state: word_if(P, "last_state", &self.last_state, |word| word.parse().ok())?,
                last_reason: word_if(P, "last_reason", &self.last_reason, |word| word.parse().ok())?,
                delivered_at: moment_if(P, "delivered_at", self.delivered_at)?,
                returned_at: moment_if(P, "returned_at", self.returned_at)?,
                ended_offset_minutes: i16::try_from(self.ended_offset).unwrap_or(0),
                estimated_on: date_if(P, "estimated_on", &self.estimated_on)?,
            },
            customer_name: self.customer_name,
            account_number: self.account_number,
            sub_account_number: self.sub_account_number,
            shipment: self.shipment,
            carrier: self.carrier,
            number: self.number,
            sender_reference: self.sender_reference,
            recipient_reference: self.recipient_reference,
            recipient_name: self.recipient_name,
            street: self.street,
            postcode: self.postcode,
            town: self.town,
            country: self.country,
            service: self.service,
            weight_grams: self.weight_grams,
            declared_value_cents: self.declared_value_cents,
        })
    }
}

/// The columns of a parcel with its names, in the order of [`Row`].
macro_rules! select_parcel {
    ($tail:expr) => {
        concat!(
            "select p.id, p.customer_id, c.name as customer_name, p.account_id,
                    coalesce(a.number, '') as account_number, p.sub_account_id,
                    coalesce(s.number, '') as sub_account_number, p.shipment, p.carrier, p.number, p.label_on,
                    p.sender_reference, p.recipient_reference, p.recipient_name, p.street, p.postcode, p.town,
                    p.country, p.service, p.weight_grams, p.declared_value_cents, p.state, p.state_since,
                    p.state_reason, p.last_label, p.last_place, p.last_scan_at, p.last_scan_offset, p.last_state,
                    p.last_reason, p.delivered_at, p.returned_at, p.ended_offset, p.estimated_on, p.created_at
             from parcel p
             join customer c on c.id = p.customer_id
             left join account a on a.id = p.account_id
             left join sub_account s on s.id = p.sub_account_id ",
            $tail
        )
    };
}

/// The beginning of a statement that writes parcels, selected by [`select_parcel`], as one text (`backend::Page`).
pub(crate) const AS_TEXT: &str =
    "select json_group_array(json_array(id, customer_id, customer_name, account_id, account_number, sub_account_id,
            sub_account_number, shipment, carrier, number, label_on, sender_reference, recipient_reference,
            recipient_name, street, postcode, town, country, service, weight_grams, declared_value_cents, state,
            state_since, state_reason, last_label, last_place, last_scan_at, last_scan_offset, last_state, last_reason,
            delivered_at, returned_at, ended_offset, estimated_on, created_at)) from (";
pub(crate) use select_parcel;
