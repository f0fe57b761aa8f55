//! The second step of signing in: the code. No session is open before it.

use documents::mail::FactorNews;
use domain::audit::Act;
use domain::refusal::{FieldRefusal, Refusal};
use jiff::{SignedDuration, Timestamp};
use store::people::{self, Person};
use store::second_factor::{self as rows, Pending};
use store::{Scope, Tx};

use super::second_factor::{Proved, entry_of};
use super::sessions::token_hash;
use super::sign_in::{Browser, SignedIn, still_himself};
use crate::audit::{self, Who};
use crate::{Error, Operations, Result, ids};

/// How long a sign-in waits for its code.
const PENDING_LASTS: SignedDuration = SignedDuration::from_mins(10);

/// A code that is typed to sign in.
#[derive(Clone, Default)]
pub struct SignInCode {
    /// The secret of the cookie that the first step gave.
    pub token: String,
    /// The code of the application, or one to recover with.
    pub code: String,
    /// The network address that the request comes from.
    pub address: String,
    /// The browser's own name.
    pub agent: String,
}

/// Somebody who signed in with his code.
pub struct CodeSignedIn {
    /// His session.
    pub signed: SignedIn,
    /// How many codes to recover with are left, where he used one.
    pub codes_left: Option<i64>,
}

impl Operations {
    /// Notes that the password was right and that the code is awaited; yields the secret for the cookie.
    pub(super) async fn await_code(&self, tx: &mut Tx, person: &Person, earlier: Option<&str>) -> Result<String> {
        let now = self.now();
        let token = ids::new_secret();
        let pending = Pending {
            person: person.id,
            password_hash: person.password_hash.clone(),
            earlier_hash: earlier.unwrap_or_default().to_owned(),
            created_at: now,
            expires_at: now.saturating_add(PENDING_LASTS).unwrap_or(Timestamp::MAX),
        };
        rows::insert_pending(tx, &token_hash(&token), &pending).await?;
        Ok(token)
    }

    /// Whether the browser of a cookie has typed its password and is to type its code.
    ///
    /// # Errors
    /// [`Error::Store`] when the database is away.
    pub async fn awaits_code(&self, token: &str) -> Result<bool> {
        let mut tx = self.store().read(Scope::System).await?;
        let pending = rows::find_pending(&mut tx, &token_hash(token)).await?;
        Ok(pending.is_some_and(|pending| holds(&pending, self.now())))
    }

    /// Signs somebody in with the code of his second factor, or one to recover with, which is used up.
    ///
    /// # Errors
    /// A refusal of the field `code`; [`Refusal::TooManyTries`]; [`Refusal::SignInOver`] where no sign-in waits: the
    /// password must be typed again.
    pub async fn sign_in_with_code(&self, typed: &SignInCode) -> Result<CodeSignedIn> {
        if typed.code.trim().is_empty() {
            return Err(Error::field("code", FieldRefusal::Missing));
        }
        let hash = token_hash(&typed.token);
        let mut tx = self.store().read(Scope::System).await?;
        let pending = rows::find_pending(&mut tx, &hash).await?;
        drop(tx);
        let pending = pending.filter(|pending| holds(pending, self.now())).ok_or(Refusal::SignInOver)?;
        let tries = self.try_factor(pending.person).await?;

        let mut tx = self.store().write(Scope::System).await?;
        people::lock_person(&mut tx, pending.person).await?;
        let person = people::find_person(&mut tx, pending.person).await?;
        let person = person.filter(|person| person.password_hash == pending.password_hash);
        let person = person.ok_or(Refusal::SignInOver)?;
        let factor = rows::find(&mut tx, person.id).await?.filter(|factor| factor.confirmed_at.is_some());
        // Reset or switched off meanwhile: what was awaited is no more, and the password alone begins anew.
        let factor = factor.ok_or(Refusal::SignInOver)?;
        let Some(proved) = self.proved(&mut tx, person.id, &factor, &typed.code).await? else {
            audit::record(&mut tx, self.now(), &Who::person(&person), entry_of(Act::CodeFailed, &person)).await?;
            tx.commit().await?;
            return Err(Error::field("code", FieldRefusal::WrongCode));
        };
        if !rows::end_pending(&mut tx, &hash).await? {
            return Err(Refusal::SignInOver.into());
        }
        let actor = still_himself(&mut tx, &person).await?;
        let browser = Browser { address: &typed.address, agent: &typed.agent };
        let earlier = Some(pending.earlier_hash.as_str()).filter(|hash| !hash.is_empty());
        let codes_left = match proved {
            Proved::Code => None,
            Proved::Recovery(left) => {
                self.tell(&mut tx, &person, FactorNews::RecoveryUsed { left }).await?;
                Some(left)
            }
        };
        let (signed, ended) = self.open_session(&mut tx, (&person, actor), &browser, earlier, &tries).await?;
        if codes_left.is_some() {
            let entry = entry_of(Act::RecoveryCodeUsed, &person);
            audit::record(&mut tx, self.now(), &Who::actor(&signed.actor), entry).await?;
        }
        tx.commit().await?;
        if let Some(ended) = ended {
            self.live().end_session(ended);
        }
        self.wake().notify_one();
        Ok(CodeSignedIn { signed, codes_left })
    }
}

/// Whether it waits now. One from the future does not: then the clock was set back.
fn holds(pending: &Pending, now: Timestamp) -> bool {
    pending.created_at <= now && now < pending.expires_at
}
