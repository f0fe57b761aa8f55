//! Letting a customer's first administrator in: the same invitations as those of the customer itself, sent by the
//! operator for as long as nobody there can send one.

use domain::audit::Act;
use domain::id::{CustomerId, InvitationId};
use domain::refusal::Refusal;
use domain::team::stays_administered;
use domain::{Actor, Language, permission};
use store::people::{self as rows, Customer, Invitation};
use store::{Scope, Tx};

use crate::audit::{self, Entry, Who};
use crate::people::{ADMINISTRATOR, check_email};
use crate::{Error, Operations, Result};

impl Operations {
    /// Invites the first administrator of a customer. Inviting the same address again sends another link.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator of the operator, and for no customer; a refusal of the field
    /// `email`; [`Refusal::ChangedMeanwhile`] once somebody there administers it; [`Refusal::TooManyTries`].
    pub async fn invite_administrator(
        &self,
        actor: &Actor,
        customer: CustomerId,
        email: &str,
        language: Language,
    ) -> Result<()> {
        permission::run_installation(actor)?;
        check_email(email)?;
        let email = email.trim();
        let (mut tx, customer) = self.without_administrator(actor, customer).await?;
        let profile = self.profile_named(&mut tx, customer.id, ADMINISTRATOR).await?;
        let open = rows::list_invitations(&mut tx, customer.id).await?;
        self.not_too_often(&open)?;
        let key = rows::email_key(email);
        if let Some(there) = open.iter().find(|one| rows::email_key(&one.email) == key) {
            rows::end_invitation(&mut tx, there.id, self.now()).await?;
        }
        let (invitation, token) = self.new_invitation(customer.id, email, (profile, ADMINISTRATOR));
        self.send_new_invitation(&mut tx, (&customer.name, actor), &invitation, &token, language).await?;
        self.record_invitation(&mut tx, actor, Act::UserInvited, &invitation).await?;
        tx.commit().await?;
        self.wake().notify_one();
        Ok(())
    }

    /// Sends such an invitation once more, with another link.
    ///
    /// # Errors
    /// As [`Operations::invite_administrator`]; [`Error::NotFound`] for one that is not open, or not of the operator.
    pub async fn invite_administrator_again(
        &self,
        actor: &Actor,
        customer: CustomerId,
        id: InvitationId,
        language: Language,
    ) -> Result<()> {
        permission::run_installation(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let open = rows::list_first_invitations(&mut tx, customer).await?;
        drop(tx);
        let invitation = open.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
        self.invite_administrator(actor, customer, &invitation.email, language).await
    }

    /// Takes such an invitation back; its link opens nothing any more.
    ///
    /// # Errors
    /// As [`Operations::invite_administrator_again`].
    pub async fn revoke_first_invitation(&self, actor: &Actor, customer: CustomerId, id: InvitationId) -> Result<()> {
        permission::run_installation(actor)?;
        let mut tx = self.store().write(Scope::of(actor)).await?;
        rows::lock_team(&mut tx, customer).await?;
        let open = rows::list_first_invitations(&mut tx, customer).await?;
        let invitation = open.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
        rows::end_invitation(&mut tx, id, self.now()).await?;
        self.record_invitation(&mut tx, actor, Act::InvitationRevoked, &invitation).await?;
        Ok(tx.commit().await?)
    }

    /// A customer whom nobody of its own administers, under the lock of its team.
    async fn without_administrator(&self, actor: &Actor, id: CustomerId) -> Result<(Tx, Customer)> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        rows::lock_team(&mut tx, id).await?;
        let customer = rows::find_customer(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let people = rows::list_colleagues(&mut tx, id).await?;
        if stays_administered(people.iter().filter(|one| one.disabled_at.is_none()).map(|one| one.rights)) {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        Ok((tx, customer))
    }

    async fn record_invitation(&self, tx: &mut Tx, actor: &Actor, act: Act, invitation: &Invitation) -> Result<()> {
        let entry = Entry::new(act, invitation.id, invitation.email.as_str()).of(invitation.customer);
        let entry = match act {
            Act::InvitationRevoked => entry.change(invitation.profile_name.as_str(), ""),
            _ => entry.change("", invitation.profile_name.as_str()),
        };
        audit::record(tx, self.now(), &Who::actor(actor), entry).await
    }
}
