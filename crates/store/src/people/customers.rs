//! Customers, their accounts and the parts of these.

use domain::id::{AccountId, CustomerId, SubAccountId};
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all, fetch_one, fetch_optional};
use crate::convert::{folded, micros, moment, parsed};
use crate::error::StoreError;

/// A company that ships.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Its id.
    pub id: CustomerId,
    /// Its name as it writes it.
    pub name: String,
    /// The IANA zone in which its days are counted.
    pub zone: String,
    /// When it was added.
    pub created_at: Timestamp,
}

/// A number that parcels are billed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The customer it belongs to.
    pub customer: CustomerId,
    /// The number, unique over all customers.
    pub number: String,
}

#[derive(sqlx::FromRow)]
struct CustomerRow {
    id: String,
    name: String,
    zone: String,
    created_at: i64,
}

impl CustomerRow {
    fn customer(self) -> Result<Customer, StoreError> {
        Ok(Customer {
            id: parsed("customer", "id", &self.id)?,
            name: self.name,
            zone: self.zone,
            created_at: moment("customer", "created_at", self.created_at)?,
        })
    }
}

const INSERT_CUSTOMER: &str = "insert into customer (id, name, name_key, zone, created_at) values ($1, $2, $3, $4, $5)";

/// Adds a customer.
///
/// # Errors
/// [`StoreError::Conflict`] when one of that name, written alike, exists.
pub async fn insert_customer(tx: &mut Tx, customer: &Customer) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT_CUSTOMER,
        customer.id.to_string(),
        customer.name.clone(),
        folded(&customer.name),
        customer.zone.clone(),
        micros(customer.created_at)
    )?;
    Ok(())
}

const FIND_CUSTOMER: &str = "select id, name, zone, created_at from customer where id = $1";

/// The customer of an id.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn find_customer(tx: &mut Tx, id: CustomerId) -> Result<Option<Customer>, StoreError> {
    fetch_optional!(tx, CustomerRow, FIND_CUSTOMER, id.to_string())?.map(CustomerRow::customer).transpose()
}

const FIND_CUSTOMER_BY_NAME: &str = "select id, name, zone, created_at from customer where name_key = $1";

/// The customer of a name, however its case, accents and spaces are typed.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn find_customer_by_name(tx: &mut Tx, name: &str) -> Result<Option<Customer>, StoreError> {
    fetch_optional!(tx, CustomerRow, FIND_CUSTOMER_BY_NAME, folded(name))?.map(CustomerRow::customer).transpose()
}

const CUSTOMER_ZONE: &str = "select zone from customer where id = $1";

/// The IANA zone in which a customer's days are counted.
///
/// # Errors
/// [`StoreError::Driver`], also when there is no such customer: ids of customers come from rows that name them.
pub async fn customer_zone(tx: &mut Tx, id: CustomerId) -> Result<String, StoreError> {
    let (zone,) = fetch_one!(tx, (String,), CUSTOMER_ZONE, id.to_string())?;
    Ok(zone)
}

#[derive(sqlx::FromRow)]
struct AccountRow {
    id: String,
    customer_id: String,
    number: String,
}

impl AccountRow {
    fn account(self) -> Result<Account, StoreError> {
        Ok(Account {
            id: parsed("account", "id", &self.id)?,
            customer: parsed("account", "customer_id", &self.customer_id)?,
            number: self.number,
        })
    }
}

const INSERT_ACCOUNT: &str = "insert into account (id, customer_id, number, created_at) values ($1, $2, $3, $4)";

/// Adds an account.
///
/// # Errors
/// [`StoreError::Conflict`] when the number exists, with whichever customer.
pub async fn insert_account(tx: &mut Tx, account: &Account, now: Timestamp) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT_ACCOUNT,
        account.id.to_string(),
        account.customer.to_string(),
        account.number.clone(),
        micros(now)
    )?;
    Ok(())
}

const FIND_ACCOUNT: &str = "select id, customer_id, number from account where number = $1";

/// The account of a number.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn find_account(tx: &mut Tx, number: &str) -> Result<Option<Account>, StoreError> {
    fetch_optional!(tx, AccountRow, FIND_ACCOUNT, number.to_owned())?.map(AccountRow::account).transpose()
}

const LIST_ACCOUNTS: &str = "select id, customer_id, number from account where customer_id = $1 order by number";

/// The accounts of a customer, by number.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn list_accounts(tx: &mut Tx, customer: CustomerId) -> Result<Vec<Account>, StoreError> {
    fetch_all!(tx, AccountRow, LIST_ACCOUNTS, customer.to_string())?.into_iter().map(AccountRow::account).collect()
}

const INSERT_SUB_ACCOUNT: &str = "insert into sub_account (id, account_id, number, created_at) values ($1, $2, $3, $4)";

/// Adds a part of an account.
///
/// # Errors
/// [`StoreError::Conflict`] when the account has one of that number.
pub async fn insert_sub_account(
    tx: &mut Tx,
    id: SubAccountId,
    account: AccountId,
    number: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    execute!(tx, INSERT_SUB_ACCOUNT, id.to_string(), account.to_string(), number.to_owned(), micros(now))?;
    Ok(())
}

const FIND_SUB_ACCOUNT: &str = "select id from sub_account where account_id = $1 and number = $2";

/// The part of an account that has a number.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn find_sub_account(
    tx: &mut Tx,
    account: AccountId,
    number: &str,
) -> Result<Option<SubAccountId>, StoreError> {
    let row = fetch_optional!(tx, (String,), FIND_SUB_ACCOUNT, account.to_string(), number.to_owned())?;
    row.map(|(id,)| parsed("sub_account", "id", &id)).transpose()
}

const LIST_SUB_ACCOUNTS: &str = "select a.id, s.id, s.number from account a join sub_account s on s.account_id = a.id
     where a.customer_id = $1 order by s.number";

/// The parts of a customer's accounts, by number: each with the account that it belongs to.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn list_sub_accounts(
    tx: &mut Tx,
    customer: CustomerId,
) -> Result<Vec<(AccountId, SubAccountId, String)>, StoreError> {
    let rows = fetch_all!(tx, (String, String, String), LIST_SUB_ACCOUNTS, customer.to_string())?;
    rows.into_iter()
        .map(|(account, part, number)| {
            Ok((parsed("account", "id", &account)?, parsed("sub_account", "id", &part)?, number))
        })
        .collect()
}
