//! Links by which somebody chooses a password: asked for on the page, or made on the command line.

use documents::mail::Mail;
use domain::audit::Act;
use domain::id::UserId;
use domain::refusal::Refusal;
use jiff::{SignedDuration, Timestamp};
use store::people::{self, Person, PersonPlace};
use store::sessions::{self as rows, PasswordLink};
use store::{Scope, Tx};

use super::sessions::token_hash;
use super::strength::check_strength;
use super::throttle::Throttle;
use crate::audit::{self, Entry, Who};
use crate::mails::{self, MailTo};
use crate::people::check_email;
use crate::{Error, Operations, Result, ids};

/// Hours that a link is valid.
pub const LINK_HOURS: u32 = 2;

impl Operations {
    /// Has a link sent to choose another password. `address` is the network address that the request comes from.
    ///
    /// The answer comes before anybody has looked whether the address is known, so that it cannot tell. The mail goes to
    /// the stored address, never to the one that was typed, in its owner's language.
    ///
    /// # Errors
    /// A refusal of the field `email` for what is no address; [`Refusal::TooManyTries`].
    pub async fn ask_password_link(&self, email: &str, address: &str) -> Result<()> {
        check_email(email)?;
        let email_key = people::email_key(email);
        self.try_once(&Throttle::password_link(&email_key, address)).await?;
        let operations = self.clone();
        let sending = async move {
            if let Err(error) = operations.send_password_link(&email_key).await {
                tracing::error!(%error, "a link to choose a password could not be sent");
            }
        };
        tokio::spawn(audit::called_from(address.to_owned(), sending));
        Ok(())
    }

    /// A link for the command line to print; it ends the person's earlier ones.
    ///
    /// # Errors
    /// [`Error::NotFound`] when nobody who may sign in has the address.
    pub async fn reset_password(&self, email: &str) -> Result<String> {
        let mut tx = self.store().write(Scope::System).await?;
        let person = may_sign_in(people::find_person_by_email(&mut tx, email).await?).ok_or(Error::NotFound)?;
        let link = self.make_link(&mut tx, person.id).await?;
        let entry = Entry::new(Act::PasswordLinkSent, person.id, person.email.as_str());
        let entry = customer_of(entry, &person);
        audit::record(&mut tx, self.now(), &Who::command(), entry).await?;
        tx.commit().await?;
        Ok(link)
    }

    /// Whose password a link is for, or nothing when it no longer holds. It consumes nothing: mail scanners follow links.
    ///
    /// # Errors
    /// [`Error::Store`] when the database is away.
    pub async fn password_link_owner(&self, token: &str) -> Result<Option<String>> {
        let mut tx = self.store().read(Scope::System).await?;
        let link = rows::find_link(&mut tx, &token_hash(token)).await?;
        Ok(link.filter(|link| holds(link, self.now())).map(|link| link.email))
    }

    /// Chooses a password by a link. It uses the link up, ends all sessions of its owner, and signs nobody in.
    ///
    /// # Errors
    /// [`Refusal::LinkExpired`] for a link that is unknown, used, replaced or too old; a refusal of the field
    /// `password`, after which the link still holds.
    pub async fn set_password(&self, token: &str, password: &str) -> Result<()> {
        let token_hash = token_hash(token);
        let link = self.live_link(&token_hash).await?;
        check_strength(password, &link.email).map_err(|refusal| Error::field("password", refusal))?;
        let hash = self.hashing().hash(password.to_owned()).await?;

        let now = self.now();
        let mut tx = self.store().write(Scope::System).await?;
        people::lock_person(&mut tx, link.person).await?;
        let person = may_sign_in(people::find_person(&mut tx, link.person).await?);
        let person = person.ok_or(Refusal::LinkExpired)?;
        if !rows::end_link(&mut tx, &token_hash, now).await? {
            return Err(Refusal::LinkExpired.into());
        }
        rows::end_links(&mut tx, link.person, now).await?;
        people::update_password(&mut tx, link.person, &hash).await?;
        rows::revoke_sessions(&mut tx, link.person, None, now).await?;
        let entry = Entry::new(Act::PasswordChosen, person.id, person.email.as_str());
        audit::record(&mut tx, now, &Who::person(&person), entry).await?;
        tx.commit().await?;
        self.live().end_user(link.person);
        Ok(())
    }

    async fn live_link(&self, token_hash: &str) -> Result<PasswordLink> {
        let now = self.now();
        let mut tx = self.store().read(Scope::System).await?;
        let found = rows::find_link(&mut tx, token_hash).await?;
        drop(tx);
        match found {
            Some(link) if holds(&link, now) => Ok(link),
            Some(link) if link.used_at.is_none() => {
                // Found too old once, it stays so, whatever the clock says later.
                let mut tx = self.store().write(Scope::System).await?;
                rows::end_link(&mut tx, token_hash, now).await?;
                tx.commit().await?;
                Err(Refusal::LinkExpired.into())
            }
            _ => Err(Refusal::LinkExpired.into()),
        }
    }

    pub(crate) async fn send_password_link(&self, email_key: &str) -> Result<()> {
        let mut tx = self.store().write(Scope::System).await?;
        let Some(person) = may_sign_in(people::find_person_by_email(&mut tx, email_key).await?) else {
            // The same kind of write as for somebody we know: the next request waits for its turn as long.
            let now = self.now();
            rows::insert_attempt(&mut tx, &ids::new_id(now).to_string(), "", "unknown_address", now).await?;
            return Ok(tx.commit().await?);
        };
        let link = self.make_link(&mut tx, person.id).await?;
        let entry = Entry::new(Act::PasswordLinkSent, person.id, person.email.as_str());
        let who = Who::person(&person);
        let to = MailTo {
            person: Some(person.id),
            address: person.email,
            name: person.name,
            language: person.language,
            ticket: None,
        };
        let mail = Mail::PasswordLink { link, hours: LINK_HOURS };
        mails::enqueue(&mut tx, self.now(), &self.settings().public_url, &to, &mail, "").await?;
        audit::record(&mut tx, self.now(), &who, entry).await?;
        tx.commit().await?;
        self.wake().notify_one();
        Ok(())
    }

    async fn make_link(&self, tx: &mut Tx, person: UserId) -> Result<String> {
        let now = self.now();
        let token = ids::new_secret();
        let expires_at = now.checked_add(SignedDuration::from_hours(LINK_HOURS.into())).unwrap_or(Timestamp::MAX);
        people::lock_person(tx, person).await?;
        rows::end_links(tx, person, now).await?;
        rows::insert_link(tx, &token_hash(&token), person, now, expires_at).await?;
        Ok(format!("{}/reset-password/{token}", self.settings().public_url))
    }
}

/// Somebody of a customer concerns it, whoever acts.
fn customer_of(entry: Entry, person: &Person) -> Entry {
    match person.place {
        PersonPlace::Customer(customer, _) => entry.of(customer),
        PersonPlace::Operator { .. } => entry,
    }
}

fn may_sign_in(person: Option<Person>) -> Option<Person> {
    person.filter(|person| person.disabled_at.is_none())
}

/// Whether a link works now. One from the future does not: then the clock was set back.
fn holds(link: &PasswordLink, now: Timestamp) -> bool {
    link.used_at.is_none() && link.created_at <= now && now < link.expires_at
}
