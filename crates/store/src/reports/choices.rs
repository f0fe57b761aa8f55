//! The parts of accounts that a report can be cut by.

use domain::id::{AccountId, CustomerId, SubAccountId};

use crate::backend::{Tx, fetch_all};
use crate::convert::parsed;
use crate::error::StoreError;

/// A part of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubAccountRow {
    /// Its id.
    pub id: SubAccountId,
    /// The account it is a part of.
    pub account: AccountId,
    /// Its number.
    pub number: String,
}

const LIST: &str = "select s.id, s.account_id, s.number
    from account a join sub_account s on s.account_id = a.id where a.customer_id = $1 order by a.number, s.number";

/// The parts of a customer's accounts, by account and number.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn list_sub_accounts(tx: &mut Tx, customer: CustomerId) -> Result<Vec<SubAccountRow>, StoreError> {
    let rows = fetch_all!(tx, (String, String, String), LIST, customer.to_string())?;
    rows.into_iter()
        .map(|(id, account, number)| {
            Ok(SubAccountRow {
                id: parsed("sub_account", "id", &id)?,
                account: parsed("sub_account", "account_id", &account)?,
                number,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::LIST;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn parts_are_found_by_an_index() {
        hold_to_indexes(LIST, &[]).await;
    }
}
