//! Which way a search goes.

use domain::parcel::{Criteria, ParcelState, SortKey};

use super::FEW;
use super::conditions::{Among, prefix};
use crate::backend::{Built, Tx, fetch_built};
use crate::convert::folded;
use crate::error::StoreError;

/// The way of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// A criterion names few parcels: they are taken and sorted.
    Few(Named),
    /// Along the index of the order.
    Walk,
    /// Along the index of labels within each wanted state, of which the page is taken.
    WalkEachState,
}

/// A criterion that has an index of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    SenderReference,
    RecipientReference,
    Recipient,
    Postcode,
    State,
    Account,
}

impl Named {
    const ALL: [Self; 6] =
        [Self::SenderReference, Self::RecipientReference, Self::Recipient, Self::Postcode, Self::State, Self::Account];

    /// Whether the criteria ask for it, in an order in which it helps.
    pub(super) fn is_asked(self, among: &Among, criteria: &Criteria) -> bool {
        let other_order = criteria.sort.key != SortKey::Label;
        match self {
            Self::SenderReference => !criteria.sender_reference.is_empty(),
            Self::RecipientReference => !criteria.recipient_reference.is_empty(),
            Self::Recipient => !criteria.recipient.is_empty(),
            Self::Postcode => !criteria.postcode.is_empty(),
            Self::State => other_order && criteria.state.states().count() < ParcelState::ALL.len(),
            Self::Account => other_order && (among.account.is_some() || among.sub_accounts.is_some()),
        }
    }

    /// Whether it was typed rather than chosen.
    pub(super) const fn is_typed(self) -> bool {
        !matches!(self, Self::State | Self::Account)
    }

    /// That a parcel `p` is one of those that were typed; by name there are two ways to be, of which a parcel goes the
    /// first that it can.
    pub(super) fn typed(self, sql: &mut Built, criteria: &Criteria, second: bool) {
        match self {
            Self::SenderReference => sql.push("p.sender_reference_key = ").bind(folded(&criteria.sender_reference)),
            Self::RecipientReference => {
                sql.push("p.recipient_reference_key = ").bind(folded(&criteria.recipient_reference))
            }
            Self::Recipient if second => {
                let typed = folded(&criteria.recipient);
                prefix(sql, "p.recipient_surname_key", &typed);
                sql.push(" and not ");
                prefix(sql, "coalesce(p.recipient_name_key, '')", &typed);
                sql
            }
            Self::Recipient => {
                prefix(sql, "p.recipient_name_key", &folded(&criteria.recipient));
                sql
            }
            Self::Postcode => {
                prefix(sql, "p.postcode_key", &folded(&criteria.postcode));
                sql
            }
            Self::State | Self::Account => sql.push("true"),
        };
    }

    /// The ids of its parcels, at most so many.
    pub(super) fn ids(self, sql: &mut Built, among: &Among, criteria: &Criteria, limit: Option<i64>) {
        match self {
            Self::SenderReference => {
                sql.push("select k.id from parcel k where k.sender_reference_key = ");
                sql.bind(folded(&criteria.sender_reference));
                whose_of_these(sql, among);
            }
            Self::RecipientReference => {
                sql.push("select k.id from parcel k where k.recipient_reference_key = ");
                sql.bind(folded(&criteria.recipient_reference));
                whose_of_these(sql, among);
            }
            Self::Recipient => {
                let typed = folded(&criteria.recipient);
                // Each half stops by itself, so that counting few does not read many.
                sql.push("select id from (select k.id from parcel k where ");
                prefix(sql, "k.recipient_name_key", &typed);
                whose_of_these(sql, among);
                up_to(sql, limit);
                sql.push(") begun union select id from (select k.id from parcel k where ");
                prefix(sql, "k.recipient_surname_key", &typed);
                whose_of_these(sql, among);
                up_to(sql, limit);
                sql.push(") ended");
                return;
            }
            Self::Postcode => {
                sql.push("select k.id from parcel k where ");
                prefix(sql, "k.postcode_key", &folded(&criteria.postcode));
                whose_of_these(sql, among);
            }
            Self::State => {
                sql.push("select k.id from parcel k where k.state in (");
                sql.bind_all(criteria.state.states().map(ParcelState::as_str)).push(")");
                whose(sql, among);
                labelled(sql, among);
            }
            Self::Account => {
                sql.push("select k.id from parcel k where ");
                if let Some(account) = &among.account {
                    sql.push("coalesce(k.account_id, '') = ").bind(account.clone());
                } else {
                    sql.push("true");
                }
                if let Some(parts) = &among.sub_accounts {
                    sql.push(" and coalesce(k.sub_account_id, '') in (").bind_all(parts.iter().cloned()).push(")");
                }
                whose(sql, among);
                labelled(sql, among);
            }
        }
        up_to(sql, limit);
    }
}

/// Whose parcels, where an index begins with the customer.
fn whose(sql: &mut Built, among: &Among) {
    if let Some(customer) = &among.customer {
        sql.push(" and k.customer_id = ").bind(customer.clone());
    }
}

/// Whose parcels, where the index is that of what was typed: by an index that begins with the customer all of his would
/// be gone through.
fn whose_of_these(sql: &mut Built, among: &Among) {
    if let Some(customer) = &among.customer {
        sql.push(" and coalesce(k.customer_id, '') = ").bind(customer.clone());
    }
}

fn labelled(sql: &mut Built, among: &Among) {
    sql.push(" and k.label_on >= ").bind(among.from.clone());
    if let Some(until) = &among.until {
        sql.push(" and k.label_on <= ").bind(until.clone());
    }
}

fn up_to(sql: &mut Built, limit: Option<i64>) {
    if let Some(limit) = limit {
        sql.push(" limit ").bind(limit);
    }
}

/// The way of a search: by the criterion that names the fewest parcels, if they are few.
pub(super) async fn way(tx: &mut Tx, among: &Among, criteria: &Criteria) -> Result<Way, StoreError> {
    let (fewest, count) = fewest(tx, among, criteria, |_| true).await?;
    Ok(match fewest {
        Some(named) if count <= FEW => Way::Few(named),
        // Along the names, those that begin so stand far from the beginning.
        _ if criteria.sort.key == SortKey::Recipient && !criteria.recipient.is_empty() => Way::Few(Named::Recipient),
        _ if criteria.sort.key == SortKey::Label && criteria.state.states().count() < ParcelState::ALL.len() => {
            Way::WalkEachState
        }
        _ => Way::Walk,
    })
}

/// The criterion that names the fewest parcels, and how many, counted up to one more than [`FEW`].
pub(super) async fn fewest(
    tx: &mut Tx,
    among: &Among,
    criteria: &Criteria,
    which: impl Fn(Named) -> bool,
) -> Result<(Option<Named>, i64), StoreError> {
    let asked: Vec<Named> =
        Named::ALL.into_iter().filter(|named| which(*named) && named.is_asked(among, criteria)).collect();
    if asked.is_empty() {
        return Ok((None, 0));
    }
    let counts: Vec<(i64, i64)> = fetch_built!(tx, _, probe(&asked, among, criteria))?;
    let fewest = counts.into_iter().min_by_key(|(place, count)| (*count, *place));
    Ok(fewest.map_or((None, 0), |(place, count)| {
        (usize::try_from(place).ok().and_then(|place| asked.get(place).copied()), count)
    }))
}

/// How many parcels each criterion names, by its place in the list.
pub(super) fn probe(asked: &[Named], among: &Among, criteria: &Criteria) -> Built {
    let mut sql = Built::default();
    for (place, named) in asked.iter().enumerate() {
        sql.push(if place > 0 { " union all select " } else { "select " });
        // A bound number alone in a list of columns has no type in PostgreSQL.
        sql.push("cast(").bind(i64::try_from(place).unwrap_or(0)).push(" as bigint), count(*) from (");
        named.ids(&mut sql, among, criteria, Some(FEW + 1));
        sql.push(") probed");
    }
    sql
}
