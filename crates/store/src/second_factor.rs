//! Second factors, the codes to recover with, and sign-ins that wait for their code.

use domain::id::{CustomerId, UserId};
use jiff::Timestamp;

use crate::backend::{Tx, execute, fetch_all, fetch_optional};
use crate::convert::{micros, moment, moment_if, parsed};
use crate::error::StoreError;

/// Somebody's second factor.
#[derive(Clone, PartialEq, Eq)]
pub struct Factor {
    /// The secret that he shares with his application, as it is stored: sealed.
    pub secret: String,
    /// Since when it counts; none while it is being set up.
    pub confirmed_at: Option<Timestamp>,
    /// The step of the last code that was accepted.
    pub last_step: i64,
    /// Of what the codes that are not noted yet are made; empty once they are.
    pub codes_nonce: String,
    /// When the codes were made.
    pub codes_at: Timestamp,
    /// How many codes to recover with are left.
    pub codes_left: i64,
}

#[derive(sqlx::FromRow)]
struct FactorRow {
    secret: String,
    confirmed_at: Option<i64>,
    last_step: i64,
    codes_nonce: String,
    codes_at: i64,
    codes_left: i64,
}

const FIND: &str = "select f.secret, f.confirmed_at, f.last_step, f.codes_nonce, f.codes_at,
        (select count(*) from recovery_code c where c.person_id = f.person_id and c.used_at is null) as codes_left
     from second_factor f where f.person_id = $1";

/// Somebody's second factor, also one that is being set up.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn find(tx: &mut Tx, person: UserId) -> Result<Option<Factor>, StoreError> {
    let row = fetch_optional!(tx, FactorRow, FIND, person.to_string())?;
    row.map(|row| {
        Ok(Factor {
            confirmed_at: moment_if("second_factor", "confirmed_at", row.confirmed_at)?,
            codes_at: moment("second_factor", "codes_at", row.codes_at)?,
            secret: row.secret,
            last_step: row.last_step,
            codes_nonce: row.codes_nonce,
            codes_left: row.codes_left,
        })
    })
    .transpose()
}

const BEGIN: &str =
    "insert into second_factor (person_id, secret, created_at, confirmed_at, last_step, codes_nonce, codes_at)
     values ($1, $2, $3, null, 0, '', 0)
     on conflict (person_id) do update set secret = excluded.secret, created_at = excluded.created_at
     where second_factor.confirmed_at is null";

/// Begins to set one up, with another secret than a beginning before; does nothing where one counts.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn begin(tx: &mut Tx, person: UserId, secret: &str, now: Timestamp) -> Result<(), StoreError> {
    execute!(tx, BEGIN, person.to_string(), secret.to_owned(), micros(now))?;
    Ok(())
}

const SECRETS: &str = "select person_id, secret from second_factor order by person_id";

/// The secrets of all second factors as they are stored, with whose each is.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn secrets(tx: &mut Tx) -> Result<Vec<(UserId, String)>, StoreError> {
    let rows = fetch_all!(tx, (String, String), SECRETS)?;
    rows.into_iter().map(|(id, secret)| Ok((parsed("second_factor", "person_id", &id)?, secret))).collect()
}

const REPLACE_SECRET: &str = "update second_factor set secret = $3 where person_id = $1 and secret = $2";

/// Puts another stored form of the same secret in its place; says whether it was still there.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn replace_secret(tx: &mut Tx, person: UserId, from: &str, to: &str) -> Result<bool, StoreError> {
    Ok(execute!(tx, REPLACE_SECRET, person.to_string(), from.to_owned(), to.to_owned())? > 0)
}

const CONFIRM: &str = "update second_factor set confirmed_at = $2 where person_id = $1 and confirmed_at is null";

/// Makes it count; says whether it did not yet.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn confirm(tx: &mut Tx, person: UserId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, CONFIRM, person.to_string(), micros(now))? > 0)
}

const TAKE_STEP: &str = "update second_factor set last_step = $2 where person_id = $1 and last_step < $2";

/// Uses the code of a step up; says whether neither it nor a later one was used before.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn take_step(tx: &mut Tx, person: UserId, step: i64) -> Result<bool, StoreError> {
    Ok(execute!(tx, TAKE_STEP, person.to_string(), step)? > 0)
}

const FORGET_CODES: &str = "delete from recovery_code where person_id = $1";
const REMOVE: &str = "delete from second_factor where person_id = $1";

/// Takes it away with its codes; says whether there was one, also one that was being set up.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn remove(tx: &mut Tx, person: UserId) -> Result<bool, StoreError> {
    execute!(tx, FORGET_CODES, person.to_string())?;
    Ok(execute!(tx, REMOVE, person.to_string())? > 0)
}

const INSERT_CODE: &str = "insert into recovery_code (code_hash, person_id, used_at) values ($1, $2, null)";
const NOTE_NONCE: &str = "update second_factor set codes_nonce = $2, codes_at = $3 where person_id = $1";

/// Puts new codes in the place of all earlier ones. `nonce` is of what they are made, or empty once they are noted.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn replace_codes(
    tx: &mut Tx,
    person: UserId,
    hashes: &[String],
    nonce: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    execute!(tx, FORGET_CODES, person.to_string())?;
    for hash in hashes {
        execute!(tx, INSERT_CODE, hash.clone(), person.to_string())?;
    }
    execute!(tx, NOTE_NONCE, person.to_string(), nonce.to_owned(), micros(now))?;
    Ok(())
}

const FORGET_NONCE: &str = "update second_factor set codes_nonce = '' where person_id = $1";

/// Notes that somebody has noted his codes: they cannot be shown again.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn forget_nonce(tx: &mut Tx, person: UserId) -> Result<(), StoreError> {
    execute!(tx, FORGET_NONCE, person.to_string())?;
    Ok(())
}

const USE_CODE: &str =
    "update recovery_code set used_at = $3 where code_hash = $2 and person_id = $1 and used_at is null";

/// Uses a code up; says whether there was such a one.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn use_code(tx: &mut Tx, person: UserId, hash: &str, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, USE_CODE, person.to_string(), hash.to_owned(), micros(now))? > 0)
}

/// A sign-in whose password was right and whose code is awaited.
#[derive(Clone, PartialEq, Eq)]
pub struct Pending {
    /// Who signs in.
    pub person: UserId,
    /// His password as it was stored then.
    pub password_hash: String,
    /// The hash of the cookie that his browser had, or empty.
    pub earlier_hash: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

const INSERT_PENDING: &str =
    "insert into pending_sign_in (token_hash, person_id, password_hash, earlier_hash, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6)";

/// Adds a sign-in that waits for its code.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn insert_pending(tx: &mut Tx, token_hash: &str, pending: &Pending) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT_PENDING,
        token_hash.to_owned(),
        pending.person.to_string(),
        pending.password_hash.clone(),
        pending.earlier_hash.clone(),
        micros(pending.created_at),
        micros(pending.expires_at)
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct PendingRow {
    person_id: String,
    password_hash: String,
    earlier_hash: String,
    created_at: i64,
    expires_at: i64,
}

const FIND_PENDING: &str = "select person_id, password_hash, earlier_hash, created_at, expires_at
     from pending_sign_in where token_hash = $1";

/// The sign-in of a cookie that waits for its code.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn find_pending(tx: &mut Tx, token_hash: &str) -> Result<Option<Pending>, StoreError> {
    const T: &str = "pending_sign_in";
    let row = fetch_optional!(tx, PendingRow, FIND_PENDING, token_hash.to_owned())?;
    row.map(|row| {
        Ok(Pending {
            person: parsed(T, "person_id", &row.person_id)?,
            created_at: moment(T, "created_at", row.created_at)?,
            expires_at: moment(T, "expires_at", row.expires_at)?,
            password_hash: row.password_hash,
            earlier_hash: row.earlier_hash,
        })
    })
    .transpose()
}

const END_PENDING: &str = "delete from pending_sign_in where token_hash = $1";

/// Ends one; of any number of callers at once, one is told that it was he.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn end_pending(tx: &mut Tx, token_hash: &str) -> Result<bool, StoreError> {
    Ok(execute!(tx, END_PENDING, token_hash.to_owned())? > 0)
}

const END_PENDING_OF: &str = "delete from pending_sign_in where person_id = $1";

/// Ends all of somebody's.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn end_pending_of(tx: &mut Tx, person: UserId) -> Result<(), StoreError> {
    execute!(tx, END_PENDING_OF, person.to_string())?;
    Ok(())
}

const SWEEP_PENDING: &str = "delete from pending_sign_in where expires_at < $1";

/// Forgets those that were over before a moment; yields how many.
///
/// # Errors
/// [`StoreError::Driver`].
pub(crate) async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    execute!(tx, SWEEP_PENDING, micros(before))
}

/// Whose people are meant: a customer's, or the operator's own.
fn whose(customer: Option<CustomerId>) -> String {
    customer.map(|id| id.to_string()).unwrap_or_default()
}

const REQUIRED: &str = "select since from required_factor where customer_id = $1";

/// Since when a customer's people need a second factor, or the operator's; none where they do not.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn required(tx: &mut Tx, customer: Option<CustomerId>) -> Result<Option<Timestamp>, StoreError> {
    let row = fetch_optional!(tx, (i64,), REQUIRED, whose(customer))?;
    row.map(|(since,)| moment("required_factor", "since", since)).transpose()
}

const REQUIRE: &str =
    "insert into required_factor (customer_id, since) values ($1, $2) on conflict (customer_id) do nothing";
const RELIEVE: &str = "delete from required_factor where customer_id = $1";

/// Makes a second factor needed from now on, or no longer; says whether that is new.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn require(
    tx: &mut Tx,
    customer: Option<CustomerId>,
    needed: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let changed = if needed {
        execute!(tx, REQUIRE, whose(customer), micros(now))?
    } else {
        execute!(tx, RELIEVE, whose(customer))?
    };
    Ok(changed > 0)
}
