//! A person together with his profile: what every decision about him reads.

use domain::Actor;
use domain::Language;
use domain::actor::{Level, Rights, Side};
use domain::id::UserId;

use super::profiles::scope;
use crate::backend::{Tx, fetch_optional};
use crate::convert::{parsed, parsed_if, word};
use crate::error::StoreError;

const P: &str = "person";

/// The columns of a person and his profile that make an actor.
#[derive(sqlx::FromRow)]
pub(crate) struct ActorRow {
    person_id: String,
    person_name: String,
    language: String,
    zone: String,
    customer_id: Option<String>,
    level: String,
    rights: String,
    all_accounts: Option<bool>,
    account_ids: String,
    sub_account_ids: String,
}

impl ActorRow {
    pub(crate) fn actor(self) -> Result<Actor, StoreError> {
        let side = match parsed_if(P, "customer_id", self.customer_id.as_deref())? {
            Some(customer) => Side::Customer {
                customer,
                rights: Rights::from_words(&self.rights),
                scope: scope(self.all_accounts.unwrap_or(false), &self.account_ids, &self.sub_account_ids)?,
            },
            None => Side::Operator { level: word(P, "level", &self.level, Level::from_word)? },
        };
        Ok(Actor {
            user: parsed(P, "id", &self.person_id)?,
            name: self.person_name,
            language: word(P, "language", &self.language, Language::from_code)?,
            zone: self.zone,
            side,
        })
    }
}

/// The columns of [`ActorRow`], from `person p left join profile r`.
macro_rules! actor_columns {
    () => {
        "p.id as person_id, p.name as person_name, p.language, p.zone, p.customer_id, p.level,
         coalesce(r.rights, '') as rights, r.all_accounts, coalesce(r.account_ids, '') as account_ids,
         coalesce(r.sub_account_ids, '') as sub_account_ids"
    };
}
pub(crate) use actor_columns;

const FIND_ACTOR: &str = concat!(
    "select ",
    actor_columns!(),
    " from person p left join profile r on r.id = p.profile_id where p.id = $1 and p.disabled_at is null"
);

/// Somebody who may sign in, with what he may do as of now: for deeds in his name that run without him.
///
/// # Errors
/// [`StoreError::Driver`], [`StoreError::Inconsistent`].
pub async fn find_actor(tx: &mut Tx, id: UserId) -> Result<Option<Actor>, StoreError> {
    fetch_optional!(tx, ActorRow, FIND_ACTOR, id.to_string())?.map(ActorRow::actor).transpose()
}
