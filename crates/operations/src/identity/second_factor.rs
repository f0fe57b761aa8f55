//! The second factor of a sign-in: set up, proved, switched off, and the codes to recover with.

use documents::mail::{FactorNews, Mail};
use domain::Actor;
use domain::audit::Act;
use domain::id::{SessionId, UserId};
use domain::refusal::FieldRefusal;
use jiff::{SignedDuration, Timestamp};
use store::people::{self, Person, PersonPlace};
use store::second_factor::{self as rows, Factor};
use store::{Scope, Tx, sessions};

use super::sessions::token_hash;
use super::throttle::Throttle;
use super::totp;
use crate::audit::{self, Entry, Who};
use crate::mails::{self, MailTo};
use crate::{Error, Operations, Result, ids};

/// How long new codes to recover with can be seen by the browser for which they were made.
const CODES_SHOWN: SignedDuration = SignedDuration::from_mins(10);

/// Somebody's own second factor, as he sees it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct OwnFactor {
    /// The address of his account.
    pub email: String,
    /// Since when it counts; none while it does not.
    pub since: Option<Timestamp>,
    /// How many codes to recover with are left.
    pub codes_left: i64,
    /// The secret in groups, while it is being set up.
    pub secret: String,
    /// The address that an application on the same device opens, while it is being set up.
    pub address: String,
    /// New codes to recover with, for the browser for which they were made, until they are noted.
    pub codes: Vec<String>,
    /// Whether an administrator asks for a second factor.
    pub required: bool,
}

/// With what somebody proved to have his second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proved {
    /// The present code of his application.
    Code,
    /// A code to recover with; so many are left.
    Recovery(i64),
}

/// What is typed to prove oneself once more: the password, and a code of the second factor.
#[derive(Clone, Default)]
pub struct FactorProof {
    /// The password.
    pub password: String,
    /// The code of the application, or one to recover with.
    pub code: String,
}

impl Operations {
    /// Somebody's own second factor. `cookie` is the secret of the browser that asks.
    ///
    /// # Errors
    /// [`Error::SignedOut`] when he was removed meanwhile; [`Error::Store`] when the database is away.
    pub async fn second_factor(&self, actor: &Actor, cookie: &str) -> Result<OwnFactor> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let person = people::find_person(&mut tx, actor.user).await?.ok_or(Error::SignedOut)?;
        let required = rows::required(&mut tx, actor.customer()).await?.is_some();
        let own = OwnFactor { email: person.email, required, ..OwnFactor::default() };
        let Some(factor) = rows::find(&mut tx, actor.user).await? else { return Ok(own) };
        if factor.confirmed_at.is_none() {
            // One that this key does not open is begun anew.
            let Some(plain) = self.opened(actor.user, &factor) else { return Ok(own) };
            let (secret, address) = (totp::in_groups(&plain, ' '), totp::address(&own.email, &plain));
            return Ok(OwnFactor { secret, address, ..own });
        }
        let codes = self.codes_to_show(actor.user, &factor, cookie);
        Ok(OwnFactor { since: factor.confirmed_at, codes_left: factor.codes_left, codes, ..own })
    }

    /// The secret of somebody's application; nothing where this installation's key does not open it.
    fn opened(&self, person: UserId, factor: &Factor) -> Option<String> {
        self.sealing().open(&person.to_string(), &factor.secret)
    }

    /// The same where a code has to be computed from it. What was lost with the key leaves the codes to recover with.
    fn opened_to_use(&self, person: UserId, factor: &Factor) -> Result<String> {
        let lost = || Error::Outside("the key does not open a second factor: `consigne doctor` says more".to_owned());
        self.opened(person, factor).ok_or_else(lost)
    }

    /// The codes that are not noted yet. Another browser's secret makes other codes: they are shown to nobody else.
    fn codes_to_show(&self, person: UserId, factor: &Factor, cookie: &str) -> Vec<String> {
        let (nonce, made_for) = factor.codes_nonce.split_once(' ').unwrap_or_default();
        let ours = ids::sha256_hex(format!("{person}\n{cookie}").as_bytes()) == made_for;
        let fresh = self.now().duration_since(factor.codes_at) < CODES_SHOWN;
        if ours && fresh { totp::recovery_codes(cookie, nonce) } else { Vec::new() }
    }

    /// Begins to set a second factor up: makes the secret. Nothing changes for signing in before a code has confirmed it.
    ///
    /// # Errors
    /// [`Error::Store`] when the database is away.
    pub async fn begin_second_factor(&self, actor: &Actor) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let sealed = self.sealing().seal(&actor.user.to_string(), &totp::new_secret())?;
        rows::begin(&mut tx, actor.user, &sealed, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Switches the second factor on, once a code of the new secret and the password are right, and makes the codes to
    /// recover with. All other sessions end: those of a browser whose `cookie` is not this one.
    ///
    /// # Errors
    /// Refusals of the fields `password` and `code`; [`domain::refusal::Refusal::TooManyTries`]; [`Error::NotFound`]
    /// where none is being set up.
    pub async fn confirm_second_factor(&self, actor: &Actor, proof: &FactorProof, cookie: &str) -> Result<()> {
        let (person, tries) = self.own_password(actor, proof).await?;
        let now = self.now();
        let mut tx = self.store().write(Scope::System).await?;
        people::lock_person(&mut tx, actor.user).await?;
        let factor = rows::find(&mut tx, actor.user).await?.filter(|factor| factor.confirmed_at.is_none());
        let factor = factor.ok_or(Error::NotFound)?;
        let digits = totp::digits(&proof.code);
        let secret = self.opened_to_use(actor.user, &factor)?;
        let step = digits.and_then(|digits| totp::step_of(&secret, &digits, now));
        let step = step.ok_or_else(|| Error::field("code", FieldRefusal::WrongCode))?;
        rows::confirm(&mut tx, actor.user, now).await?;
        rows::take_step(&mut tx, actor.user, step).await?;
        make_codes(&mut tx, actor.user, cookie, now).await?;
        take_back(&mut tx, &tries).await?;
        // Whoever else is signed in knew the password alone (`security.md` S02).
        let current = sessions::find_browser(&mut tx, &token_hash(cookie)).await?.map(|(session, _)| session);
        let ended = sessions::revoke_sessions(&mut tx, actor.user, current, now).await?;
        self.tell(&mut tx, &person, FactorNews::On).await?;
        let entry = Entry::new(Act::FactorOn, actor.user, person.email.as_str());
        audit::record(&mut tx, now, &Who::actor(actor), entry).await?;
        tx.commit().await?;
        for session in ended {
            self.live().end_session(session);
        }
        self.wake().notify_one();
        Ok(())
    }

    /// Makes new codes to recover with; the earlier ones no longer work.
    ///
    /// # Errors
    /// As [`Operations::confirm_second_factor`]; [`Error::NotFound`] where there is no second factor.
    pub async fn renew_recovery_codes(&self, actor: &Actor, proof: &FactorProof, cookie: &str) -> Result<()> {
        let (person, mut tx) = self.prove_again(actor, proof).await?;
        let now = self.now();
        make_codes(&mut tx, actor.user, cookie, now).await?;
        self.tell(&mut tx, &person, FactorNews::CodesMade).await?;
        let entry = Entry::new(Act::RecoveryCodesMade, actor.user, person.email.as_str());
        audit::record(&mut tx, now, &Who::actor(actor), entry).await?;
        tx.commit().await?;
        self.wake().notify_one();
        Ok(())
    }

    /// Notes that somebody has noted his codes: they are not shown any more.
    ///
    /// # Errors
    /// [`Error::Store`] when the database is away.
    pub async fn noted_recovery_codes(&self, actor: &Actor) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        rows::forget_nonce(&mut tx, actor.user).await?;
        Ok(tx.commit().await?)
    }

    /// Switches the second factor off and ends all other sessions. Where one is required, the next sign-in leads to
    /// setting up another.
    ///
    /// # Errors
    /// As [`Operations::renew_recovery_codes`].
    pub async fn drop_second_factor(&self, actor: &Actor, proof: &FactorProof, current: SessionId) -> Result<()> {
        let (person, mut tx) = self.prove_again(actor, proof).await?;
        let now = self.now();
        rows::remove(&mut tx, actor.user).await?;
        rows::end_pending_of(&mut tx, actor.user).await?;
        let ended = sessions::revoke_sessions(&mut tx, actor.user, Some(current), now).await?;
        self.tell(&mut tx, &person, FactorNews::Off).await?;
        let entry = Entry::new(Act::FactorOff, actor.user, person.email.as_str());
        audit::record(&mut tx, now, &Who::actor(actor), entry).await?;
        tx.commit().await?;
        for session in ended {
            self.live().end_session(session);
        }
        self.wake().notify_one();
        Ok(())
    }

    /// Takes somebody's lost second factor away, in the transaction of an administrator's deed, which also records it;
    /// all his sessions end. Call [`crate::live::Live::end_user`] once that is kept.
    pub(crate) async fn take_factor_away(&self, tx: &mut Tx, person: UserId, by: &str) -> Result<()> {
        people::lock_person(tx, person).await?;
        let owner = people::find_person(tx, person).await?.ok_or(Error::NotFound)?;
        let counted = rows::find(tx, person).await?.is_some_and(|factor| factor.confirmed_at.is_some());
        if !counted {
            return Err(Error::NotFound);
        }
        rows::remove(tx, person).await?;
        rows::end_pending_of(tx, person).await?;
        sessions::revoke_sessions(tx, person, None, self.now()).await?;
        self.tell(tx, &owner, FactorNews::Reset { by: by.to_owned() }).await
    }

    /// Takes the lost second factor of an address away, by a command on the machine: the way back where nobody else can.
    /// All his sessions end, and a mail tells him.
    ///
    /// # Errors
    /// [`Error::NotFound`] where nobody has that address, or he has no second factor.
    pub async fn reset_second_factor(&self, email: &str) -> Result<()> {
        let mut tx = self.store().write(Scope::System).await?;
        let person = people::find_person_by_email(&mut tx, email).await?.ok_or(Error::NotFound)?;
        self.take_factor_away(&mut tx, person.id, wording::mail::factor_by_command(person.language)).await?;
        audit::record(&mut tx, self.now(), &Who::command(), entry_of(Act::FactorReset, &person)).await?;
        tx.commit().await?;
        self.live().end_user(person.id);
        self.wake().notify_one();
        Ok(())
    }

    /// The person, once his password and a code are right, under a lock: the transaction in which it was proved.
    async fn prove_again(&self, actor: &Actor, proof: &FactorProof) -> Result<(Person, Tx)> {
        let (person, tries) = self.own_password(actor, proof).await?;
        let mut tx = self.store().write(Scope::System).await?;
        people::lock_person(&mut tx, actor.user).await?;
        let factor = rows::find(&mut tx, actor.user).await?.filter(|factor| factor.confirmed_at.is_some());
        let factor = factor.ok_or(Error::NotFound)?;
        match self.proved(&mut tx, actor.user, &factor, &proof.code).await? {
            Some(Proved::Recovery(left)) => self.tell(&mut tx, &person, FactorNews::RecoveryUsed { left }).await?,
            Some(Proved::Code) => {}
            None => return Err(Error::field("code", FieldRefusal::WrongCode)),
        }
        take_back(&mut tx, &tries).await?;
        Ok((person, tx))
    }

    /// The person, once the password is right; the try counts.
    async fn own_password(&self, actor: &Actor, proof: &FactorProof) -> Result<(Person, Vec<String>)> {
        let empty = [("code", &proof.code), ("password", &proof.password)];
        let empty: Vec<_> = empty.into_iter().filter(|(_, typed)| typed.trim().is_empty()).collect();
        if !empty.is_empty() {
            let fields = empty.into_iter().map(|(name, _)| (name.to_owned(), FieldRefusal::Missing)).collect();
            return Err(domain::refusal::Refusal::Fields(fields).into());
        }
        let tries = self.try_factor(actor.user).await?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let person = people::find_person(&mut tx, actor.user).await?.ok_or(Error::SignedOut)?;
        drop(tx);
        let hash = Some(person.password_hash.clone()).filter(|hash| !hash.is_empty());
        if self.hashing().verify(proof.password.clone(), hash).await? {
            Ok((person, tries))
        } else {
            Err(Error::field("password", FieldRefusal::WrongPassword))
        }
    }

    /// Counts a try to prove the second factor, or says how long to wait.
    pub(super) async fn try_factor(&self, person: UserId) -> Result<Vec<String>> {
        let mut tries = self.try_once(&Throttle::factor_of_the_day(person)).await?;
        tries.extend(self.try_once(&Throttle::factor(person)).await?);
        Ok(tries)
    }

    /// With what a typed text proves the second factor, if it does; it is used up.
    pub(super) async fn proved(
        &self,
        tx: &mut Tx,
        person: UserId,
        factor: &Factor,
        typed: &str,
    ) -> Result<Option<Proved>> {
        let now = self.now();
        if let Some(digits) = totp::digits(typed) {
            let secret = self.opened_to_use(person, factor)?;
            let Some(step) = totp::step_of(&secret, &digits, now) else { return Ok(None) };
            return Ok(rows::take_step(tx, person, step).await?.then_some(Proved::Code));
        }
        let Some(hash) = totp::recovery_hash(person, typed) else { return Ok(None) };
        let used = rows::use_code(tx, person, &hash, now).await?;
        Ok(used.then_some(Proved::Recovery(factor.codes_left - 1)))
    }

    /// Has a mail tell the owner what became of his second factor.
    pub(super) async fn tell(&self, tx: &mut Tx, person: &Person, news: FactorNews) -> Result<()> {
        let to = MailTo {
            person: Some(person.id),
            address: person.email.clone(),
            name: person.name.clone(),
            language: person.language,
            ticket: None,
        };
        let home = &self.settings().public_url;
        let link = format!("{home}/account/second-factor");
        mails::enqueue(tx, self.now(), home, &to, &Mail::SecondFactor(news), &link).await
    }
}

/// Takes tries back that were right ones.
pub(super) async fn take_back(tx: &mut Tx, tries: &[String]) -> Result<()> {
    for id in tries {
        sessions::delete_attempt(tx, id).await?;
    }
    Ok(())
}

/// Makes new codes for the browser of a cookie.
async fn make_codes(tx: &mut Tx, person: UserId, cookie: &str, now: Timestamp) -> Result<()> {
    let nonce = ids::new_secret();
    let codes = totp::recovery_codes(cookie, &nonce);
    let hashes: Vec<String> = codes.iter().filter_map(|code| totp::recovery_hash(person, code)).collect();
    let made_for = ids::sha256_hex(format!("{person}\n{cookie}").as_bytes());
    Ok(rows::replace_codes(tx, person, &hashes, &format!("{nonce} {made_for}"), now).await?)
}

/// The customer whom something about a person concerns.
pub(super) fn entry_of(act: Act, person: &Person) -> Entry {
    let entry = Entry::new(act, person.id, person.email.as_str());
    match person.place {
        PersonPlace::Customer(customer, _) => entry.of(customer),
        PersonPlace::Operator { .. } => entry,
    }
}
