//! Changing what is there of a customer: its name, and its accounts with their parts.

use domain::audit::Act;
use domain::id::CustomerId;
use domain::refusal::{FieldRefusal, Refusal};
use domain::{Actor, permission};
use store::people::{self as rows, Billed, Customer};
use store::{Scope, Tx};

use crate::audit::{self, Entry, Who};
use crate::people::{NAME_AT_MOST, NUMBER_AT_MOST, short};
use crate::{Error, Operations, Result};

impl Operations {
    /// Gives a customer another name. `seen` is the one that the page showed.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator of the operator, and for none; a refusal of the field `name`,
    /// also where a customer is called so; [`Refusal::ChangedMeanwhile`] when somebody else has renamed it since.
    pub async fn rename_customer(&self, actor: &Actor, id: CustomerId, seen: &str, name: &str) -> Result<()> {
        permission::run_installation(actor)?;
        let name = short("name", name, NAME_AT_MOST)?;
        let mut tx = self.store().write(Scope::of(actor)).await?;
        rows::lock_team(&mut tx, id).await?;
        let customer = rows::find_customer(&mut tx, id).await?.ok_or(Error::NotFound)?;
        if customer.name != seen {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        if rows::find_customer_by_name(&mut tx, &name).await?.is_some_and(|other| other.id != id) {
            return Err(Error::field("name", FieldRefusal::Taken));
        }
        rows::rename_customer(&mut tx, id, &name).await?;
        let entry = Entry::new(Act::CustomerRenamed, id, name.as_str()).of(id);
        audit::record(&mut tx, self.now(), &Who::actor(actor), entry.change(customer.name, name)).await?;
        Ok(tx.commit().await?)
    }

    /// An account, or a part of one, by its id, and whose it is.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator of the operator, and for none.
    pub async fn billed(&self, actor: &Actor, id: &str) -> Result<(Customer, Billed)> {
        permission::run_installation(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let customer = rows::customer_of_billed(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let billed = rows::list_billed(&mut tx, customer).await?;
        let billed = billed.into_iter().find(|one| id_of(one) == id).ok_or(Error::NotFound)?;
        Ok((rows::find_customer(&mut tx, customer).await?.ok_or(Error::NotFound)?, billed))
    }

    /// Gives an account or a part another number; tickets and parcels go along. `seen` is the one that the page showed.
    ///
    /// # Errors
    /// As [`Operations::billed`]; a refusal of the field `number`, also where there is one of that number;
    /// [`Refusal::ChangedMeanwhile`] when somebody else has renamed it since.
    pub async fn rename_billed(&self, actor: &Actor, id: &str, seen: &str, number: &str) -> Result<()> {
        permission::run_installation(actor)?;
        let number = short("number", number, NUMBER_AT_MOST)?;
        let (mut tx, customer, all, place) = self.billed_to_change(actor, id).await?;
        let billed = &all[place];
        let present = if billed.part.is_some() { &billed.part_number } else { &billed.number };
        if present != seen {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let taken = match billed.part {
            Some(_) => all.iter().any(|one| one.account == billed.account && one.part_number == number),
            None => rows::find_account(&mut tx, &number).await?.is_some(),
        };
        if taken && *present != number {
            return Err(Error::field("number", FieldRefusal::Taken));
        }
        rows::rename_billed(&mut tx, billed, &number).await?;
        let entry = entry(Act::AccountRenamed, customer, billed).change(present.as_str(), number);
        audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        Ok(tx.commit().await?)
    }

    /// Retires an account or a part, so that nothing new is filed on it, or takes it into use again.
    ///
    /// # Errors
    /// As [`Operations::billed`].
    pub async fn retire_billed(&self, actor: &Actor, id: &str, retired: bool) -> Result<()> {
        permission::run_installation(actor)?;
        let now = self.now();
        let (mut tx, customer, all, place) = self.billed_to_change(actor, id).await?;
        let billed = &all[place];
        if billed.retired_at.is_some() == retired {
            return Ok(());
        }
        rows::retire_billed(&mut tx, billed, retired.then_some(now)).await?;
        let act = if retired { Act::AccountRetired } else { Act::AccountRestored };
        audit::record(&mut tx, now, &Who::actor(actor), entry(act, customer, billed)).await?;
        Ok(tx.commit().await?)
    }

    /// Whose an account or a part is, what that customer's parcels are billed to, under the lock of its team, and the
    /// place of the one there.
    async fn billed_to_change(&self, actor: &Actor, id: &str) -> Result<(Tx, CustomerId, Vec<Billed>, usize)> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let customer = rows::customer_of_billed(&mut tx, id).await?.ok_or(Error::NotFound)?;
        rows::lock_team(&mut tx, customer).await?;
        let all = rows::list_billed(&mut tx, customer).await?;
        let place = all.iter().position(|one| id_of(one) == id).ok_or(Error::NotFound)?;
        Ok((tx, customer, all, place))
    }
}

/// The id by which an account or a part has its page.
fn id_of(billed: &Billed) -> String {
    billed.part.map_or_else(|| billed.account.to_string(), |part| part.to_string())
}

fn entry(act: Act, customer: CustomerId, billed: &Billed) -> Entry {
    let label = format!("{} {}", billed.number, billed.part_number);
    Entry::new(act, id_of(billed), label.trim_end()).of(customer).within(Some(billed.account), billed.part)
}
