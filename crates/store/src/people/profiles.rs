//! Profiles: what a customer's users may do, and on which accounts.

use domain::actor::{AccountScope, Rights};
use domain::id::{AccountId, CustomerId, ProfileId, SubAccountId};

use crate::backend::{Tx, execute, fetch_all};
use crate::convert::parsed;
use crate::error::StoreError;

/// A named set of rights and scopes, attached to users (S1-20, S1-21).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its id.
    pub id: ProfileId,
    /// The customer it belongs to.
    pub customer: CustomerId,
    /// The name that its administrator gave it, unique within the customer.
    pub name: String,
    /// The ticked options.
    pub rights: Rights,
    /// The accounts it covers.
    pub scope: AccountScope,
}

#[derive(sqlx::FromRow)]
struct ProfileRow {
    id: String,
    customer_id: String,
    name: String,
    rights: String,
    all_accounts: bool,
    account_ids: String,
    sub_account_ids: String,
}

impl ProfileRow {
    fn profile(self) -> Result<Profile, StoreError> {
        Ok(Profile {
            id: parsed("profile", "id", &self.id)?,
            customer: parsed("profile", "customer_id", &self.customer_id)?,
            name: self.name,
            rights: Rights::from_words(&self.rights),
            scope: scope(self.all_accounts, &self.account_ids, &self.sub_account_ids)?,
        })
    }
}

/// The accounts and parts of accounts that a profile's columns name.
pub(crate) fn scope(all: bool, account_ids: &str, sub_account_ids: &str) -> Result<AccountScope, StoreError> {
    if all {
        return Ok(AccountScope::All);
    }
    let accounts = account_ids.split_whitespace().map(|id| parsed("profile", "account_ids", id));
    let parts = sub_account_ids.split_whitespace().map(|id| parsed("profile", "sub_account_ids", id));
    Ok(AccountScope::Only {
        accounts: accounts.collect::<Result<_, _>>()?,
        sub_accounts: parts.collect::<Result<_, _>>()?,
    })
}

/// A scope as a profile's columns hold it: whether it is all accounts, and the ids where it is not.
pub(super) fn scope_columns(scope: &AccountScope) -> (bool, String, String) {
    let words = |ids: Vec<String>| ids.join(" ");
    match scope {
        AccountScope::All => (true, String::new(), String::new()),
        AccountScope::Only { accounts, sub_accounts } => (
            false,
            words(accounts.iter().map(AccountId::to_string).collect()),
            words(sub_accounts.iter().map(SubAccountId::to_string).collect()),
        ),
    }
}

const INSERT_PROFILE: &str = "insert into profile (id, customer_id, name, rights, all_accounts, account_ids,
        sub_account_ids)
     values ($1, $2, $3, $4, $5, $6, $7)";

/// Adds a profile.
///
/// # Errors
/// [`StoreError::Conflict`] when the customer has one of that name.
pub async fn insert_profile(tx: &mut Tx, profile: &Profile) -> Result<(), StoreError> {
    let (all, accounts, parts) = scope_columns(&profile.scope);
    execute!(
        tx,
        INSERT_PROFILE,
        profile.id.to_string(),
        profile.customer.to_string(),
        profile.name.clone(),
        profile.rights.to_words(),
        all,
        accounts.clone(),
        parts.clone()
    )?;
    Ok(())
}

const LIST_PROFILES: &str = "select id, customer_id, name, rights, all_accounts, account_ids, sub_account_ids
     from profile where customer_id = $1 order by name";

/// The profiles of a customer, by name.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn list_profiles(tx: &mut Tx, customer: CustomerId) -> Result<Vec<Profile>, StoreError> {
    fetch_all!(tx, ProfileRow, LIST_PROFILES, customer.to_string())?.into_iter().map(ProfileRow::profile).collect()
}
