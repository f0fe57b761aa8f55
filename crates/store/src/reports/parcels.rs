//! The parcels that a report speaks of, a page at a time along one index: a report of any length needs no more memory
//! than a page.

use domain::id::{AccountId, CustomerId, ParcelId, SubAccountId};
use domain::parcel::{ParcelState, ScanReason};
use domain::permission::ParcelFacts;
use domain::report::Selection;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::backend::{Page, Tx, fetch_page};
use crate::convert::{date_if, moment, moment_if, parsed, parsed_if, word, word_if};
use crate::error::StoreError;

/// Which parcels.
#[derive(Clone, Debug)]
pub struct Wanted<'a> {
    /// Whose.
    pub customer: CustomerId,
    /// What the report asks for.
    pub selection: &'a Selection,
    /// The first day of shipping.
    pub from: Date,
    /// The last day of shipping.
    pub to: Date,
}

/// What a report says of a parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedParcel {
    /// Its id.
    pub id: ParcelId,
    /// Whose it is.
    pub customer: CustomerId,
    /// The account it is billed to.
    pub account: Option<AccountId>,
    /// The number of that account, or empty.
    pub account_number: String,
    /// The part of the account.
    pub sub_account: Option<SubAccountId>,
    /// The number of that part, or empty.
    pub sub_account_number: String,
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
    /// His postcode, or empty.
    pub postcode: String,
    /// His town, or empty.
    pub town: String,
    /// His country, or empty.
    pub country: String,
    /// The carrier's product, or empty.
    pub service: String,
    /// Where it stands.
    pub state: ParcelState,
    /// When this state began.
    pub since: Timestamp,
    /// The latest reason given for this state.
    pub reason: Option<ScanReason>,
    /// The carrier's own words of the last scan; may be empty.
    pub last_label: String,
    /// The place of the last scan; may be empty.
    pub last_place: String,
    /// When the last scan happened.
    pub last_at: Option<Timestamp>,
    /// The offset from UTC, in minutes, of the clock at that place.
    pub last_offset_minutes: i16,
    /// The day of delivery that the carrier expects, or expected.
    pub estimated_on: Option<Date>,
}

impl ReportedParcel {
    /// What permission needs to know.
    #[must_use]
    pub const fn facts(&self) -> ParcelFacts {
        ParcelFacts { customer: self.customer, account: self.account, sub_account: self.sub_account }
    }
}

#[derive(sqlx::FromRow, serde::Deserialize)]
struct Row {
    id: String,
    customer_id: String,
    account_id: Option<String>,
    account_number: String,
    sub_account_id: Option<String>,
    sub_account_number: String,
    carrier: String,
    number: String,
    label_on: String,
    sender_reference: String,
    recipient_reference: String,
    recipient_name: String,
    postcode: String,
    town: String,
    country: String,
    service: String,
    state: String,
    state_since: i64,
    state_reason: String,
    last_label: String,
    last_place: String,
    last_scan_at: Option<i64>,
    last_scan_offset: i64,
    estimated_on: String,
}

const P: &str = "parcel";

impl Row {
    fn parcel(self) -> Result<ReportedParcel, StoreError> {
        Ok(ReportedParcel {
            id: parsed(P, "id", &self.id)?,
            customer: parsed(P, "customer_id", &self.customer_id)?,
            account: parsed_if(P, "account_id", self.account_id.as_deref())?,
            sub_account: parsed_if(P, "sub_account_id", self.sub_account_id.as_deref())?,
            label_on: parsed(P, "label_on", &self.label_on)?,
            state: word(P, "state", &self.state, |word| word.parse().ok())?,
            since: moment(P, "state_since", self.state_since)?,
            reason: word_if(P, "state_reason", &self.state_reason, |word| word.parse().ok())?,
            last_at: moment_if(P, "last_scan_at", self.last_scan_at)?,
            last_offset_minutes: i16::try_from(self.last_scan_offset).unwrap_or(0),
            estimated_on: date_if(P, "estimated_on", &self.estimated_on)?,
            account_number: self.account_number,
            sub_account_number: self.sub_account_number,
            carrier: self.carrier,
            number: self.number,
            sender_reference: self.sender_reference,
            recipient_reference: self.recipient_reference,
            recipient_name: self.recipient_name,
            postcode: self.postcode,
            town: self.town,
            country: self.country,
            service: self.service,
            last_label: self.last_label,
            last_place: self.last_place,
        })
    }
}

/// `$1` customer, `$2` and `$3` days, `$4` and `$5` cursor, `$6` states with spaces around or empty, `$7` destination,
/// `$8` account and `$9` its part or empty, `$10` limit.
macro_rules! select_page {
    () => {
        "select p.id, p.customer_id, p.account_id, coalesce(a.number, '') as account_number, p.sub_account_id,
                coalesce(s.number, '') as sub_account_number, p.carrier, p.number, p.label_on, p.sender_reference,
                p.recipient_reference, p.recipient_name, p.postcode, p.town, p.country, p.service, p.state,
                p.state_since, p.state_reason, p.last_label, p.last_place, p.last_scan_at, p.last_scan_offset,
                p.estimated_on
         from parcel p
         left join account a on a.id = p.account_id
         left join sub_account s on s.id = p.sub_account_id
         where p.customer_id = $1 and p.label_on >= $2 and p.label_on <= $3 and (p.label_on, p.id) < ($4, $5)
           and ($6 = '' or $6 like '% ' || p.state || ' %')
           and ($7 = 'anywhere' or ($7 = 'national' and p.country in ('', 'FR', 'MC'))
                or ($7 = 'international' and p.country not in ('', 'FR', 'MC')))
           and ($8 = '' or p.account_id = $8)
           and ($9 = '' or p.sub_account_id = $9)
         order by p.label_on desc, p.id desc limit $10"
    };
}

const PAGE: Page = Page {
    rows: select_page!(),
    text: concat!(
        "select json_group_array(json_array(id, customer_id, account_id, account_number, sub_account_id,
                sub_account_number, carrier, number, label_on, sender_reference, recipient_reference, recipient_name,
                postcode, town, country, service, state, state_since, state_reason, last_label, last_place,
                last_scan_at, last_scan_offset, estimated_on))
         from (",
        select_page!(),
        ")"
    ),
};

/// A page of the parcels of a report, the latest label first; with `after`, those behind that one. Whether somebody may
/// see them is for the caller to ask.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn page(
    tx: &mut Tx,
    wanted: &Wanted<'_>,
    after: Option<(Date, ParcelId)>,
    limit: i64,
) -> Result<Vec<ReportedParcel>, StoreError> {
    let states = wanted.selection.parcel_states();
    let states: String = if states.is_empty() {
        String::new()
    } else {
        states.iter().fold(" ".to_owned(), |words, state| words + state.as_str() + " ")
    };
    let (day, id) =
        after.map_or_else(|| ("9999-12-31".to_owned(), String::new()), |(day, id)| (day.to_string(), id.to_string()));
    let id_or_empty = |id: Option<String>| id.unwrap_or_default();
    fetch_page!(
        tx,
        Row,
        PAGE,
        wanted.customer.to_string(),
        wanted.from.to_string(),
        wanted.to.to_string(),
        day.clone(),
        id.clone(),
        states.clone(),
        wanted.selection.destination.as_str(),
        id_or_empty(wanted.selection.account.map(|id| id.to_string())),
        id_or_empty(wanted.selection.sub_account.map(|id| id.to_string())),
        limit,
    )?
    .into_iter()
    .map(Row::parcel)
    .collect()
}

#[cfg(test)]
mod tests {
    use super::PAGE;
    use crate::plans::hold_to_order;

    #[tokio::test]
    async fn a_page_of_parcels_goes_along_an_index() {
        hold_to_order(PAGE.rows).await;
    }
}
