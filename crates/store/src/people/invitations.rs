//! Links by which a customer's administrator lets somebody in.

use domain::id::{CustomerId, InvitationId, ProfileId, UserId};
use jiff::Timestamp;

use super::email_key;
use crate::backend::{Tx, execute, fetch_all, fetch_optional};
use crate::convert::{micros, moment, parsed};
use crate::error::StoreError;

/// An invitation that was neither accepted nor revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// The customer that invites.
    pub customer: CustomerId,
    /// The address it was sent to.
    pub email: String,
    /// The profile that the new user gets.
    pub profile: ProfileId,
    /// The profile's name.
    pub profile_name: String,
    /// When the link was last sent.
    pub created_at: Timestamp,
    /// Until when it holds.
    pub expires_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct InvitationRow {
    id: String,
    customer_id: String,
    email: String,
    profile_id: String,
    profile_name: String,
    created_at: i64,
    expires_at: i64,
}

const I: &str = "invitation";

impl InvitationRow {
    fn invitation(self) -> Result<Invitation, StoreError> {
        Ok(Invitation {
            id: parsed(I, "id", &self.id)?,
            customer: parsed(I, "customer_id", &self.customer_id)?,
            profile: parsed(I, "profile_id", &self.profile_id)?,
            created_at: moment(I, "created_at", self.created_at)?,
            expires_at: moment(I, "expires_at", self.expires_at)?,
            email: self.email,
            profile_name: self.profile_name,
        })
    }
}

const INSERT: &str = "insert into invitation (id, customer_id, email, email_key, profile_id, token_hash, invited_by,
        created_at, expires_at, ended_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, null)";

/// Keeps an invitation with the hash of its link's secret.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn insert_invitation(
    tx: &mut Tx,
    invitation: &Invitation,
    token_hash: &str,
    by: UserId,
) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        invitation.id.to_string(),
        invitation.customer.to_string(),
        invitation.email.clone(),
        email_key(&invitation.email),
        invitation.profile.to_string(),
        token_hash.to_owned(),
        by.to_string(),
        micros(invitation.created_at),
        micros(invitation.expires_at)
    )?;
    Ok(())
}

macro_rules! select_open {
    ($condition:literal) => {
        concat!(
            "select i.id, i.customer_id, i.email, i.profile_id, r.name as profile_name, i.created_at, i.expires_at
             from invitation i join profile r on r.id = i.profile_id
             where i.ended_at is null and ",
            $condition
        )
    };
}

const LIST: &str = select_open!("i.customer_id = $1 order by i.created_at desc, i.id desc");

/// The open invitations of a customer, the latest first; those whose time is over among them.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn list_invitations(tx: &mut Tx, customer: CustomerId) -> Result<Vec<Invitation>, StoreError> {
    fetch_all!(tx, InvitationRow, LIST, customer.to_string())?.into_iter().map(InvitationRow::invitation).collect()
}

const LIST_FIRST: &str = select_open!(
    "i.customer_id = $1 and exists (select 1 from person p where p.id = i.invited_by and p.customer_id is null)
     order by i.created_at desc, i.id desc"
);

/// As [`list_invitations`], those alone that somebody of the operator sent.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn list_first_invitations(tx: &mut Tx, customer: CustomerId) -> Result<Vec<Invitation>, StoreError> {
    fetch_all!(tx, InvitationRow, LIST_FIRST, customer.to_string())?
        .into_iter()
        .map(InvitationRow::invitation)
        .collect()
}

const FIND_BY_TOKEN: &str = select_open!("i.token_hash = $1");

/// The open invitation of a link.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn find_invitation(tx: &mut Tx, token_hash: &str) -> Result<Option<Invitation>, StoreError> {
    fetch_optional!(tx, InvitationRow, FIND_BY_TOKEN, token_hash.to_owned())?.map(InvitationRow::invitation).transpose()
}

const RENEW: &str = "update invitation set token_hash = $2, created_at = $3, expires_at = $4
     where id = $1 and ended_at is null";

/// Gives an open invitation another link; the earlier one opens nothing any more.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn renew_invitation(
    tx: &mut Tx,
    id: InvitationId,
    token_hash: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, RENEW, id.to_string(), token_hash.to_owned(), micros(now), micros(expires_at))? > 0)
}

const END: &str = "update invitation set ended_at = $2 where id = $1 and ended_at is null";

/// Ends an invitation; says whether it was open until now, which of several at once hears only one.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn end_invitation(tx: &mut Tx, id: InvitationId, now: Timestamp) -> Result<bool, StoreError> {
    Ok(execute!(tx, END, id.to_string(), micros(now))? > 0)
}

const END_OF_ADDRESS: &str = "update invitation set ended_at = $2 where email_key = $1 and ended_at is null";

/// Ends every open invitation of an address, whoever sent it.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn end_invitations_of(tx: &mut Tx, email: &str, now: Timestamp) -> Result<(), StoreError> {
    execute!(tx, END_OF_ADDRESS, email_key(email), micros(now))?;
    Ok(())
}

const END_BY: &str =
    "update invitation set ended_at = $3 where customer_id = $1 and invited_by = $2 and ended_at is null";

/// Ends every open invitation that somebody of a customer sent.
///
/// # Errors
/// [`StoreError::Driver`].
pub async fn end_invitations_by(
    tx: &mut Tx,
    customer: CustomerId,
    inviter: UserId,
    now: Timestamp,
) -> Result<(), StoreError> {
    execute!(tx, END_BY, customer.to_string(), inviter.to_string(), micros(now))?;
    Ok(())
}
