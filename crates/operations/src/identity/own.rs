//! What somebody sees and changes of his own account.

use domain::audit::Act;
use domain::{Actor, team};
use store::Scope;
use store::people::{self, Person, PersonPlace};

use crate::audit::{self, Entry, Who};
use crate::people::{known_zone, short};
use crate::{Error, Operations, Result};

/// Somebody's own account, as he sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAccount {
    /// The address he signs in with and gets his mails at.
    pub email: String,
    /// His customer's name, or his team at the operator.
    pub belongs_to: String,
}

impl Operations {
    /// Somebody's own account.
    ///
    /// # Errors
    /// [`Error::SignedOut`] when he was removed meanwhile; [`Error::Store`] when the database is away.
    pub async fn own_account(&self, actor: &Actor) -> Result<OwnAccount> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let person = people::find_person(&mut tx, actor.user).await?.ok_or(Error::SignedOut)?;
        let belongs_to = match person.place {
            PersonPlace::Customer(customer, _) => {
                people::find_customer(&mut tx, customer).await?.map(|customer| customer.name).unwrap_or_default()
            }
            PersonPlace::Operator { team, .. } => team,
        };
        Ok(OwnAccount { email: person.email, belongs_to })
    }

    /// Changes somebody's own name and the zone in which he is shown moments, on pages and in mails.
    ///
    /// # Errors
    /// Refusals of the fields `name` and `zone`; [`Error::SignedOut`] when he was removed meanwhile.
    pub async fn change_own(&self, actor: &Actor, name: &str, zone: &str) -> Result<()> {
        let name = short("name", &team::clean_name(name), team::NAME_MAX)?;
        let zone = known_zone(zone)?;
        let mut tx = self.store().write(Scope::of(actor)).await?;
        people::lock_person(&mut tx, actor.user).await?;
        let person = people::find_person(&mut tx, actor.user).await?.ok_or(Error::SignedOut)?;
        let (before, after) = (format!("{} · {}", person.name, person.zone), format!("{name} · {zone}"));
        if before != after {
            people::update_own(&mut tx, actor.user, &name, &zone).await?;
            let entry = Entry::new(Act::AccountChanged, actor.user, person.email.as_str()).change(before, after);
            audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Has the link to choose another password sent to somebody who is signed in. A browser that was left open thus
    /// never suffices to lock its owner out. `address` is the network address that the request comes from.
    ///
    /// # Errors
    /// As [`Operations::ask_password_link`]; [`Error::SignedOut`] when he was removed meanwhile.
    pub async fn ask_own_password_link(&self, actor: &Actor, address: &str) -> Result<()> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let Person { email, .. } = people::find_person(&mut tx, actor.user).await?.ok_or(Error::SignedOut)?;
        drop(tx);
        self.ask_password_link(&email, address).await
    }
}
