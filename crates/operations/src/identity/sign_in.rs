//! Signing in with an address and a password.

use domain::Actor;
use domain::audit::Act;
use domain::id::SessionId;
use domain::refusal::{FieldRefusal, Refusal};
use store::people::{self, Person};
use store::sessions::{self as rows, NewSession};
use store::{Scope, Tx};

use super::hashing::Hashing;
use super::second_factor::take_back;
use super::sessions::{SESSION_LASTS, token_hash};
use super::throttle::Throttle;
use crate::audit::{self, Entry, Who};
use crate::{Error, Operations, Result, ids};

/// The longest browser name that is kept, in characters.
const AGENT_AT_MOST: usize = 200;

/// What the form and the request say. It cannot be printed, because it holds a password.
#[derive(Clone, Default)]
pub struct SignIn {
    /// The address as it was typed.
    pub email: String,
    /// The password as it was typed.
    pub password: String,
    /// The network address that the request comes from, as the trusted proxies tell it.
    pub address: String,
    /// The browser's own name.
    pub agent: String,
    /// The cookie that the browser still has from an earlier session.
    pub earlier: Option<String>,
}

/// A session that has just begun.
pub struct SignedIn {
    /// The secret for the cookie. It exists here and in the browser, nowhere else.
    pub token: String,
    /// The session.
    pub session: SessionId,
    /// Who signed in.
    pub actor: Actor,
}

/// Where a right password leads.
pub enum Entered {
    /// Into a session.
    In(SignedIn),
    /// To the second step, where the code of the second factor is asked for; no session is open.
    Code {
        /// The secret for the cookie, by which the second step knows the browser.
        token: String,
    },
}

/// The browser that signs in.
pub(super) struct Browser<'a> {
    /// The network address that the request comes from.
    pub address: &'a str,
    /// The browser's own name.
    pub agent: &'a str,
}

impl Operations {
    /// Signs somebody in who has no second factor, as [`Operations::enter`] does.
    ///
    /// # Errors
    /// As [`Operations::enter`]; [`Refusal::WrongSignIn`] also for who has a second factor.
    pub async fn sign_in(&self, wish: SignIn) -> Result<SignedIn> {
        match self.enter(wish).await? {
            Entered::In(signed) => Ok(signed),
            Entered::Code { .. } => Err(Refusal::WrongSignIn.into()),
        }
    }

    /// Signs somebody in: always into a new session; the one that the browser had before ends. Who has a second factor
    /// is asked for its code first ([`Operations::sign_in_with_code`]).
    ///
    /// # Errors
    /// [`Refusal::Fields`] for an empty field; [`Refusal::TooManyTries`]; [`Refusal::WrongSignIn`] for an unknown
    /// address, a wrong password and a disabled user alike, after the same time.
    pub async fn enter(&self, wish: SignIn) -> Result<Entered> {
        let email_key = people::email_key(&wish.email);
        refuse_empty(&email_key, &wish.password)?;
        let earlier = wish.earlier.as_deref().map(token_hash);
        let throttle = match self.known_browser(&email_key, earlier.as_deref()).await? {
            Some(session) => Throttle::known_browser(session),
            None => Throttle::sign_in(&email_key, &wish.address),
        };
        let tries = self.try_once(&throttle).await?;

        let mut tx = self.store().read(Scope::System).await?;
        let person = people::find_person_by_email(&mut tx, &email_key).await?;
        drop(tx);
        let hash = person
            .as_ref()
            .filter(|person| person.disabled_at.is_none() && !person.password_hash.is_empty())
            .map(|person| person.password_hash.clone());
        let right = self.hashing().verify(wish.password.clone(), hash).await?;
        let person = match (person, right) {
            (Some(person), true) => person,
            (known, _) => {
                self.record_failure(known);
                return Err(Refusal::WrongSignIn.into());
            }
        };
        self.begin_session(&person, &wish, earlier.as_deref(), &tries).await
    }

    /// Records that somebody we know could not sign in. It is done aside, so that an answer about a known address comes as
    /// soon as one about an unknown one; and no disk is needed to be refused.
    fn record_failure(&self, known: Option<Person>) {
        let operations = self.clone();
        let recording = async move {
            let now = operations.now();
            let mut tx = operations.store().write(Scope::System).await?;
            match known {
                Some(person) => {
                    let entry = Entry::new(Act::SignInFailed, person.id, person.email.as_str());
                    audit::record(&mut tx, now, &Who::person(&person), entry).await?;
                }
                // The same kind of write as for somebody we know: the next request waits for its turn as long.
                None => {
                    let id = ids::new_id(now).to_string();
                    rows::insert_attempt(&mut tx, &id, "", "unknown_address", now).await?;
                }
            }
            Ok::<_, Error>(tx.commit().await?)
        };
        tokio::spawn(audit::called_from(audit::caller(), async move {
            if let Err(error) = recording.await {
                tracing::warn!(%error, "a failed sign-in could not be recorded");
            }
        }));
    }

    /// The session of a browser's cookie, where it was of the person whose address is typed. That it is over does not
    /// matter: whoever has its 256 bits once knew the password.
    async fn known_browser(&self, email_key: &str, earlier: Option<&str>) -> Result<Option<SessionId>> {
        let Some(hash) = earlier else { return Ok(None) };
        let mut tx = self.store().read(Scope::System).await?;
        let browser = rows::find_browser(&mut tx, hash).await?;
        Ok(browser.filter(|(_, owner)| owner == email_key).map(|(session, _)| session))
    }

    async fn begin_session(
        &self,
        verified: &Person,
        wish: &SignIn,
        earlier: Option<&str>,
        tries: &[String],
    ) -> Result<Entered> {
        let anew = if Hashing::is_outdated(&verified.password_hash) {
            Some(self.hashing().hash(wish.password.clone()).await?)
        } else {
            None
        };
        let mut tx = self.store().write(Scope::System).await?;
        people::lock_person(&mut tx, verified.id).await?;
        let actor = still_himself(&mut tx, verified).await?;
        let mut verified = verified.clone();
        if let Some(hash) = anew {
            people::update_password(&mut tx, verified.id, &hash).await?;
            verified.password_hash = hash;
        }
        let factor = store::second_factor::find(&mut tx, verified.id).await?;
        if factor.is_some_and(|factor| factor.confirmed_at.is_some()) {
            take_back(&mut tx, tries).await?;
            let token = self.await_code(&mut tx, &verified, earlier).await?;
            tx.commit().await?;
            return Ok(Entered::Code { token });
        }
        let browser = Browser { address: &wish.address, agent: &wish.agent };
        let (signed, ended) = self.open_session(&mut tx, (&verified, actor), &browser, earlier, tries).await?;
        tx.commit().await?;
        if let Some(ended) = ended {
            self.live().end_session(ended);
        }
        Ok(Entered::In(signed))
    }

    /// Opens a session for somebody who has proved himself, in whose transaction this is, and ends the one that the
    /// browser had, which it yields.
    pub(super) async fn open_session(
        &self,
        tx: &mut Tx,
        (person, actor): (&Person, Actor),
        browser: &Browser<'_>,
        earlier: Option<&str>,
        tries: &[String],
    ) -> Result<(SignedIn, Option<SessionId>)> {
        let now = self.now();
        let ended = match earlier {
            Some(hash) => rows::revoke_token(tx, hash, now).await?,
            None => None,
        };
        let token = ids::new_secret();
        let session = NewSession {
            id: SessionId(ids::new_id(now)),
            token_hash: token_hash(&token),
            person: person.id,
            agent: browser.agent.chars().filter(|letter| !letter.is_control()).take(AGENT_AT_MOST).collect(),
            address: browser.address.chars().take(45).collect(),
            created_at: now,
            expires_at: now.saturating_add(SESSION_LASTS).unwrap_or(jiff::Timestamp::MAX),
        };
        rows::insert_session(tx, &session).await?;
        take_back(tx, tries).await?;
        let entry = Entry::new(Act::SignedIn, person.id, person.email.as_str());
        audit::record(tx, now, &Who::actor(&actor), entry).await?;
        Ok((SignedIn { token, session: session.id, actor }, ended))
    }
}

/// The actor, unless the person was disabled or chose another password while this one was being checked.
pub(super) async fn still_himself(tx: &mut Tx, verified: &Person) -> Result<Actor> {
    let now = people::find_person(tx, verified.id).await?;
    if now.is_none_or(|now| now.password_hash != verified.password_hash) {
        return Err(Refusal::WrongSignIn.into());
    }
    people::find_actor(tx, verified.id).await?.ok_or_else(|| Refusal::WrongSignIn.into())
}

fn refuse_empty(email_key: &str, password: &str) -> Result<()> {
    let fields: Vec<(String, FieldRefusal)> = [("email", email_key), ("password", password)]
        .into_iter()
        .filter(|(_, typed)| typed.is_empty())
        .map(|(name, _)| (name.to_owned(), FieldRefusal::Missing))
        .collect();
    if fields.is_empty() { Ok(()) } else { Err(Error::Refused(Refusal::Fields(fields))) }
}
