//! What parcels are billed to, as the operator's administrator looks after it: accounts and their parts with what became
//! of them. Whoever changes them holds [`lock_team`](super::lock_team) of their customer.

use domain::id::{AccountId, CustomerId, SubAccountId};
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::convert::{folded, micros, moment_if, parsed};
use crate::error::StoreError;

/// An account, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Billed {
    /// The account.
    pub account: AccountId,
    /// The part of it; none for the account itself.
    pub part: Option<SubAccountId>,
    /// The number of the account.
    pub number: String,
    /// The number of the part; empty for the account itself.
    pub part_number: String,
    /// Since when nothing new is filed on it itself.
    pub retired_at: Option<Timestamp>,
}

const LIST: &str = "select a.id, '' as part, a.number, '' as part_number, a.retired_at
     from account a where a.customer_id = $1
     union all
     select a.id, s.id, a.number, s.number, s.retired_at
     from account a join sub_account s on s.account_id = a.id where a.customer_id = $1
     order by 3, 4";

/// The accounts of a customer by number, each followed by its parts.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn list_billed(tx: &mut Tx, customer: CustomerId) -> Result<Vec<Billed>, StoreError> {
    let rows = fetch_all!(tx, (String, String, String, String, Option<i64>), LIST, customer.to_string())?;
    let mut billed = rows
        .into_iter()
        .map(|(account, part, number, part_number, retired_at)| {
            Ok(Billed {
                account: parsed("account", "id", &account)?,
                part: if part.is_empty() { None } else { Some(parsed("sub_account", "id", &part)?) },
                number,
                part_number,
                retired_at: moment_if("account", "retired_at", retired_at)?,
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    // Engines order letters each in its own way.
    billed.sort_by(|one, other| (&one.number, &one.part_number).cmp(&(&other.number, &other.part_number)));
    Ok(billed)
}

const CUSTOMER_OF: &str = "select a.customer_id from account a where a.id = $1
     union all
     select a.customer_id from sub_account s join account a on a.id = s.account_id where s.id = $1";

/// Whose account it is, or whose part of one, by its id.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn customer_of_billed(tx: &mut Tx, id: &str) -> Result<Option<CustomerId>, StoreError> {
    let row = fetch_optional!(tx, (String,), CUSTOMER_OF, id.to_owned())?;
    row.map(|(id,)| parsed("account", "customer_id", &id)).transpose()
}

const RENAME_ACCOUNT: &str = "update account set number = $2 where id = $1";
const RENAME_PART: &str = "update sub_account set number = $2 where id = $1";

/// Gives an account or a part another number.
///
/// # Errors
/// [`StoreError::Conflict`] when there is one of that number.
pub async fn rename_billed(tx: &mut Tx, billed: &Billed, number: &str) -> Result<(), StoreError> {
    match billed.part {
        Some(part) => execute!(tx, RENAME_PART, part.to_string(), number.to_owned())?,
        None => execute!(tx, RENAME_ACCOUNT, billed.account.to_string(), number.to_owned())?,
    };
    Ok(())
}

const RETIRE_ACCOUNT: &str = "update account set retired_at = $2 where id = $1";
const RETIRE_PART: &str = "update sub_account set retired_at = $2 where id = $1";

/// Retires an account or a part since a moment, or takes that back.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn retire_billed(tx: &mut Tx, billed: &Billed, since: Option<Timestamp>) -> Result<(), StoreError> {
    match billed.part {
        Some(part) => execute!(tx, RETIRE_PART, part.to_string(), since.map(micros))?,
        None => execute!(tx, RETIRE_ACCOUNT, billed.account.to_string(), since.map(micros))?,
    };
    Ok(())
}

const IS_RETIRED: &str = "select (select count(*) from account a where a.id = $1 and a.retired_at is not null)
        + (select count(*) from sub_account s where s.id = $2 and s.retired_at is not null)";

/// Whether an account is retired, or the part of it that is meant.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn is_retired(
    tx: &mut Tx,
    account: Option<AccountId>,
    part: Option<SubAccountId>,
) -> Result<bool, StoreError> {
    if account.is_none() && part.is_none() {
        return Ok(false);
    }
    let text = |id: Option<String>| id.unwrap_or_default();
    let (account, part) = (text(account.map(|id| id.to_string())), text(part.map(|id| id.to_string())));
    let (retired,) = fetch_one!(tx, (i64,), IS_RETIRED, account.clone(), part.clone())?;
    Ok(retired > 0)
}

const RENAME_CUSTOMER: &str = "update customer set name = $2, name_key = $3 where id = $1";

/// Gives a customer another name.
///
/// # Errors
/// [`StoreError::Conflict`] when one of that name, written alike, exists.
pub async fn rename_customer(tx: &mut Tx, id: CustomerId, name: &str) -> Result<(), StoreError> {
    execute!(tx, RENAME_CUSTOMER, id.to_string(), name.to_owned(), folded(name))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn one_is_found_by_an_index() {
        for sql in [CUSTOMER_OF, IS_RETIRED] {
            hold_to_indexes(sql, &[]).await;
        }
    }
}
