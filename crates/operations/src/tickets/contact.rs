//! In whose name an agent files a ticket.

use domain::Actor;
use domain::actor::{AccountScope, Side};
use domain::id::{CustomerId, DraftId, UserId};
use domain::permission;
use domain::refusal::FieldRefusal;
use store::parcels::Parcel;
use store::people::PersonPlace;
use store::{Scope, Tx};

use super::filing::{FilingDraft, load};
use crate::{Error, Operations, Result};

/// A user of a customer in whose name a ticket can be filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// His id.
    pub id: UserId,
    /// His name.
    pub name: String,
    /// His address.
    pub email: String,
}

/// Whose a new ticket is.
pub(super) struct Filer {
    pub customer: CustomerId,
    pub author: UserId,
    /// The agent who files it for him.
    pub filed_for_by: Option<UserId>,
    /// What the one in whose name an agent files may see.
    scope: Option<AccountScope>,
}

impl Filer {
    /// Whether a parcel is one on which the ticket may lie: for a customer's user each that he sees, for an agent each of
    /// the contact's customer whose account the contact sees, or his ticket would show him what he may not see.
    pub(super) fn may_file_on(&self, parcel: &Parcel) -> Result<()> {
        let Some(scope) = &self.scope else { return Ok(()) };
        if parcel.customer == self.customer && scope.covers(parcel.account, parcel.sub_account) {
            return Ok(());
        }
        Err(Error::field(FIELD, FieldRefusal::NotOffered))
    }
}

/// The field of the form that names the contact.
const FIELD: &str = "contact";

impl Operations {
    /// An agent says in whose name he files: one of the customer's users by his id, or by his address where the parcel
    /// does not tell whose it is.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a customer's user and for somebody else's draft; a refusal of the field `contact`.
    pub async fn choose_contact(&self, actor: &Actor, id: DraftId, typed: &str) -> Result<()> {
        permission::file_ticket_for(actor)?;
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Error::field(FIELD, FieldRefusal::NotChosen));
        }
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let draft = load(&mut tx, actor, id).await?;
        let contact = match typed.parse() {
            Ok(person) => person,
            Err(_) => {
                let found = store::people::find_person_by_email(&mut tx, &typed.to_lowercase()).await?;
                let found = found.filter(|person| matches!(person.place, PersonPlace::Customer(..)));
                found.ok_or_else(|| Error::field(FIELD, FieldRefusal::NotOffered))?.id
            }
        };
        drop(tx);
        let draft = FilingDraft { contact: Some(contact), ..draft };
        self.keep_filing(actor, id, &draft).await
    }
}

/// The users of a customer in whose name a ticket can be filed, by name.
pub(super) async fn contacts(tx: &mut Tx, customer: CustomerId) -> Result<Vec<Contact>> {
    let people = store::people::list_colleagues(tx, customer).await?;
    let able = people.into_iter().filter(|person| person.disabled_at.is_none());
    Ok(able.map(|person| Contact { id: person.id, name: person.name, email: person.email }).collect())
}

/// Whose the ticket of a draft is to be: the customer's user who files it, or the one in whose name an agent does. That
/// one must be of the parcel's customer and have its account in his scope, or he would not see his own ticket.
pub(super) async fn filer(tx: &mut Tx, actor: &Actor, draft: &FilingDraft, parcel: Option<&Parcel>) -> Result<Filer> {
    if let Some(customer) = actor.customer() {
        return Ok(Filer { customer, author: actor.user, filed_for_by: None, scope: None });
    }
    let refused = |why| Error::field(FIELD, why);
    let contact = draft.contact.ok_or_else(|| refused(FieldRefusal::NotChosen))?;
    let contact = store::people::find_actor(tx, contact).await?.ok_or_else(|| refused(FieldRefusal::NotOffered))?;
    let Side::Customer { customer, scope, .. } = &contact.side else {
        return Err(refused(FieldRefusal::NotOffered));
    };
    let filer =
        Filer { customer: *customer, author: contact.user, filed_for_by: Some(actor.user), scope: Some(scope.clone()) };
    parcel.map_or(Ok(()), |parcel| filer.may_file_on(parcel))?;
    Ok(filer)
}
