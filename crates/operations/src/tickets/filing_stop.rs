//! A lead keeps a customer's user from filing whose messages stand marked as abuse. What is under way goes on.

use domain::audit::Act;
use domain::id::UserId;
use domain::refusal::{FieldRefusal, Refusal};
use domain::{Actor, permission};
use store::filing_stops::{self as rows, Stopped};
use store::people::{self, PersonPlace};
use store::{Scope, Tx};

use crate::audit::{self, Entry, Who};
use crate::people::short;
use crate::{Error, Operations, Result};

/// The longest word to somebody who is kept from filing, in characters.
pub const WORD_MAX: usize = 300;

impl Operations {
    /// Keeps somebody from filing, with a word that he reads when he tries. Doing it again changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] below the lead, and for whoever is no customer's user; a refusal of the field `word`, or of
    /// `person` where nothing of his stands marked.
    pub async fn stop_filing(&self, actor: &Actor, id: UserId, word: &str) -> Result<()> {
        permission::see_abuse(actor)?;
        let now = self.now();
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let person = people::find_person(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let PersonPlace::Customer(customer, _) = person.place else { return Err(Error::NotFound) };
        let word = short("word", word, WORD_MAX)?;
        if !rows::is_marked(&mut tx, customer, id).await? {
            return Err(Error::field("person", FieldRefusal::NotOffered));
        }
        if rows::stop(&mut tx, (id, customer), &word, (actor.user, &actor.name), now).await? {
            let entry = Entry::new(Act::FilingStopped, id, person.email.as_str()).of(customer).change("", word);
            audit::record(&mut tx, now, &Who::actor(actor), entry).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Lets somebody file again.
    ///
    /// # Errors
    /// [`Error::NotFound`] below the lead, and for who may file.
    pub async fn allow_filing(&self, actor: &Actor, id: UserId) -> Result<()> {
        permission::see_abuse(actor)?;
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let person = people::find_person(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let PersonPlace::Customer(customer, _) = person.place else { return Err(Error::NotFound) };
        if !rows::allow(&mut tx, id).await? {
            return Err(Error::NotFound);
        }
        let entry = Entry::new(Act::FilingAllowed, id, person.email.as_str()).of(customer);
        audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        Ok(tx.commit().await?)
    }

    /// All who are kept from filing, the last first.
    ///
    /// # Errors
    /// [`Error::NotFound`] below the lead.
    pub async fn filing_stops(&self, actor: &Actor) -> Result<Vec<Stopped>> {
        permission::see_abuse(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        Ok(rows::list(&mut tx).await?)
    }
}

/// Refuses, with the lead's word, whoever is kept from filing.
pub(super) async fn check(tx: &mut Tx, person: UserId) -> Result<()> {
    match rows::word(tx, person).await? {
        Some(word) => Err(Refusal::FilingStopped { word }.into()),
        None => Ok(()),
    }
}
