//! Whether an administrator asks everybody for a second factor, and what he does for who lost his.

use domain::audit::Act;
use domain::{Actor, permission};
use store::second_factor as rows;
use store::{Scope, people};

use crate::audit::{self, Entry, Who};
use crate::{Error, Operations, Result};

impl Operations {
    /// Asks all of the administrator's people for a second factor, or no longer: the users of his customer, or the
    /// operator's own people. Who has none is led to set one up when he next signs in;
    /// sessions that are open go on.
    ///
    /// # Errors
    /// [`Error::Refused`] or [`Error::NotFound`] for who looks after nobody.
    pub async fn require_factor(&self, actor: &Actor, needed: bool) -> Result<()> {
        looks_after(actor)?;
        let now = self.now();
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let actor = people::find_actor(&mut tx, actor.user).await?.ok_or(Error::SignedOut)?;
        looks_after(&actor)?;
        if rows::require(&mut tx, actor.customer(), needed, now).await? {
            let (object, label) = match actor.customer() {
                Some(customer) => {
                    let name = people::find_customer(&mut tx, customer).await?.map(|customer| customer.name);
                    (customer.to_string(), name.unwrap_or_default())
                }
                None => (String::new(), String::new()),
            };
            let words = |needed: bool| if needed { "required" } else { "optional" };
            let entry = Entry::new(Act::FactorRequired, object, label).change(words(!needed), words(needed));
            audit::record(&mut tx, now, &Who::actor(&actor), entry).await?;
        }
        Ok(tx.commit().await?)
    }
}

/// Refuses who looks after neither a customer's users nor the operator's people.
fn looks_after(actor: &Actor) -> Result<()> {
    if actor.is_operator() {
        permission::run_installation(actor)?
    } else {
        permission::manage_users(actor)?
    }
    Ok(())
}
