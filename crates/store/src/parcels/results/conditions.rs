//! Conditions of a search.
//!
//! A column that an index shall *not* be chosen by is asked for as `coalesce(column, '')`: SQLite knows nothing of how
//! frequent a value is, and would otherwise take the index of whatever is compared for equality, and sort.

use domain::actor::AccountScope;
use domain::parcel::{Criteria, ParcelState, SortKey, StateFilter};

use super::Sight;
use super::takers::Takers;
use crate::backend::{Built, Tx, fetch_built};
use crate::convert::folded;
use crate::error::StoreError;

/// Among which parcels is searched: what the asking person sees, with the accounts of the criteria by their ids.
pub(super) struct Among {
    /// Whose parcels; of all customers where not set.
    pub customer: Option<String>,
    /// The earliest label, as text; empty for the beginning of time.
    pub from: String,
    /// The latest label, as text.
    pub until: Option<String>,
    /// Only these accounts, these parts of others, and what belongs to none; empty for all.
    pub seen: Option<(Vec<String>, Vec<String>)>,
    /// Only this account.
    pub account: Option<String>,
    /// Only these parts of accounts.
    pub sub_accounts: Option<Vec<String>>,
    /// Which of them take an instruction.
    pub takers: Takers,
}

/// Among which parcels a search is; `None` where it names an account that the person does not have, or asks for a text
/// of which nothing is left to compare.
pub(super) async fn among(tx: &mut Tx, sight: &Sight, criteria: &Criteria) -> Result<Option<Among>, StoreError> {
    if asks_for_nothing(criteria) {
        return Ok(None);
    }
    let own = tx.scope().customer();
    let own = (!own.is_empty()).then_some(own);
    let from = sight.labelled_from.into_iter().chain(criteria.from).max();
    let mut among = Among {
        customer: own,
        from: from.map(|day| day.to_string()).unwrap_or_default(),
        until: criteria.until.map(|day| day.to_string()),
        seen: match &sight.accounts {
            AccountScope::All => None,
            AccountScope::Only { accounts, sub_accounts } => Some((
                accounts.iter().map(ToString::to_string).collect(),
                sub_accounts.iter().map(ToString::to_string).collect(),
            )),
        },
        account: None,
        sub_accounts: None,
        takers: Takers::at(&sight.contracts, sight.now),
    };
    if criteria.account.is_empty() && criteria.sub_account.is_empty() {
        return Ok(Some(among));
    }
    let found: Vec<(String, String, Option<String>)> = fetch_built!(tx, _, accounts(&among, criteria))?;
    let Some((account, customer, _)) = found.first() else { return Ok(None) };
    // An account belongs to one customer, and his parcels are searched faster than everybody's. Parts of the same
    // number may be several customers'.
    if found.iter().all(|(_, other, _)| other == customer) {
        among.customer = Some(customer.clone());
    }
    if !criteria.account.is_empty() {
        among.account = Some(account.clone());
    }
    if !criteria.sub_account.is_empty() {
        among.sub_accounts = Some(found.iter().filter_map(|(_, _, part)| part.clone()).collect());
    }
    Ok(Some(among))
}

/// Whether something was typed that folds to nothing, such as a lone dash. It must not find every parcel without a
/// reference, or simply all.
fn asks_for_nothing(criteria: &Criteria) -> bool {
    let typed = [&criteria.sender_reference, &criteria.recipient_reference, &criteria.recipient, &criteria.postcode];
    typed.into_iter().any(|text| !text.is_empty() && folded(text).is_empty())
}

/// The accounts of the criteria, with their customers and parts.
fn accounts(among: &Among, criteria: &Criteria) -> Built {
    let mut sql = Built::default();
    if criteria.sub_account.is_empty() {
        sql.push("select a.id, a.customer_id, null from account a where a.number = ").bind(criteria.account.as_str());
    } else {
        sql.push("select a.id, a.customer_id, s.id from sub_account s join account a on a.id = s.account_id where s.number = ");
        sql.bind(criteria.sub_account.as_str());
        if !criteria.account.is_empty() {
            sql.push(" and a.number = ").bind(criteria.account.as_str());
        }
    }
    if let Some(customer) = &among.customer {
        sql.push(" and a.customer_id = ").bind(customer.clone());
    }
    sql
}

/// What an index is begun with: whose parcels, of which state, labelled when. Where the order is not that of labels, the
/// index is that of the order, and these are only looked at.
pub(super) fn beginning(sql: &mut Built, among: &Among, criteria: &Criteria, state: Option<ParcelState>) {
    let by_label = criteria.sort.key == SortKey::Label || state.is_some();
    if let Some(customer) = &among.customer {
        sql.push(if by_label { "p.customer_id = " } else { "coalesce(p.customer_id, '') = " });
        sql.bind(customer.clone()).push(" and ");
    }
    if let Some(state) = state {
        sql.push("p.state = ").bind(state.as_str()).push(" and ");
    }
    sql.push(if by_label { "p.label_on >= " } else { "coalesce(p.label_on, '') >= " }).bind(among.from.clone());
    if let Some(until) = &among.until {
        sql.push(if by_label { " and p.label_on <= " } else { " and coalesce(p.label_on, '') <= " });
        sql.bind(until.clone());
    }
}

/// Everything that is asked for, none of it by an index; each begins with ` and `. Of a `walk` along an order, what
/// [`beginning`] asked for is left out, and the column of the order is compared as it is.
pub(super) fn matching(sql: &mut Built, among: &Among, criteria: &Criteria, walk: Option<SortKey>) {
    if walk.is_none() {
        if let Some(customer) = &among.customer {
            sql.push(" and coalesce(p.customer_id, '') = ").bind(customer.clone());
        }
        sql.push(" and coalesce(p.label_on, '') >= ").bind(among.from.clone());
        if let Some(until) = &among.until {
            sql.push(" and coalesce(p.label_on, '') <= ").bind(until.clone());
        }
    }
    if let Some((accounts, parts)) = &among.seen {
        sql.push(" and (coalesce(p.account_id, '') in (").bind("");
        for account in accounts {
            sql.push(", ").bind(account.clone());
        }
        sql.push(")");
        if !parts.is_empty() {
            sql.push(" or coalesce(p.sub_account_id, '') in (").bind_all(parts.iter().cloned()).push(")");
        }
        sql.push(")");
    }
    if let Some(account) = &among.account {
        sql.push(" and coalesce(p.account_id, '') = ").bind(account.clone());
    }
    if let Some(parts) = &among.sub_accounts {
        sql.push(" and coalesce(p.sub_account_id, '') in (").bind_all(parts.iter().cloned()).push(")");
    }
    states(sql, among, criteria);
    if !criteria.country.is_empty() {
        sql.push(" and coalesce(p.country, '') = ").bind(criteria.country.as_str());
    }
    if let Some(zone) = criteria.destination {
        let (within, countries) = zone.countries();
        sql.push(if within { " and coalesce(p.country, '') in (" } else { " and coalesce(p.country, '') not in (" });
        sql.bind_all(countries.iter().copied()).push(")");
    }
    if !criteria.recipient_reference.is_empty() {
        sql.push(" and coalesce(p.recipient_reference_key, '') = ").bind(folded(&criteria.recipient_reference));
    }
    if !criteria.sender_reference.is_empty() {
        sql.push(" and coalesce(p.sender_reference_key, '') = ").bind(folded(&criteria.sender_reference));
    }
    if !criteria.recipient.is_empty() {
        let typed = folded(&criteria.recipient);
        sql.push(" and (");
        prefix(sql, "coalesce(p.recipient_name_key, '')", &typed);
        sql.push(" or ");
        prefix(sql, "coalesce(p.recipient_surname_key, '')", &typed);
        sql.push(")");
    }
    if !criteria.postcode.is_empty() {
        let column = if walk == Some(SortKey::Postcode) { "p.postcode_key" } else { "coalesce(p.postcode_key, '')" };
        sql.push(" and ");
        prefix(sql, column, &folded(&criteria.postcode));
    }
}

/// The states of the filter, where it is not that of all, and what it asks for besides.
fn states(sql: &mut Built, among: &Among, criteria: &Criteria) {
    let states: Vec<&str> = criteria.state.states().map(ParcelState::as_str).collect();
    if states.len() < ParcelState::ALL.len() {
        sql.push(" and coalesce(p.state, '') in (").bind_all(states).push(")");
    }
    if criteria.state == StateFilter::UndeliveredActionable {
        sql.push(" and ");
        among.takers.take(sql);
    }
}

/// That a column begins with a text: at it or after it, and before whatever begins otherwise.
pub(super) fn prefix(sql: &mut Built, column: &'static str, text: &str) {
    sql.push("(").push(column).push(" >= ").bind(text).push(" and ").push(column).push(" < ");
    sql.bind(format!("{text}\u{10FFFF}")).push(")");
}
