//! Who gets a run, and by which rights: asked anew each time it runs.

use domain::Actor;
use domain::actor::AccountScope;
use domain::id::UserId;
use domain::permission;
use store::reports::{self as rows, Report};
use store::{Scope, Tx, people};

use super::Skipped;
use super::define::{outside, sees_account};
use crate::held::scope_of;
use crate::mails::MailTo;
use crate::{Operations, Result};

/// Everybody who gets a run.
pub(crate) struct Readers {
    /// Its owner, whose copy is always made.
    pub owner: Actor,
    /// Colleagues by their own rights, each once.
    pub colleagues: Vec<Actor>,
    /// Whether a copy without links is needed, for people without an account.
    pub outsiders: bool,
    /// The mails to write.
    pub letters: Vec<Letter>,
}

/// A mail to write.
pub(crate) struct Letter {
    /// To whom.
    pub to: MailTo,
    /// Whose copy it carries; none: that without links.
    pub copy: Option<UserId>,
    /// Whether the report's page is his to see: without reports among his rights it is not.
    pub manages: bool,
    /// The secret of the link that ends these mails; empty for the owner's account.
    pub unsubscribe: String,
}

/// What the rights of a reader make of a report: readers of the same view get the same files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct View {
    pub scope: AccountScope,
    pub zone: String,
    pub linked: bool,
}

impl View {
    /// A user's view.
    pub fn of(actor: &Actor) -> Self {
        View { scope: scope_of(actor), zone: actor.zone.clone(), linked: true }
    }
}

/// Finds everybody who gets a run, or says why nobody does.
///
/// # Errors
/// [`crate::Error::Store`].
pub(super) async fn readers(
    ops: &Operations,
    report: &Report,
    again: bool,
) -> Result<std::result::Result<Readers, Skipped>> {
    let mut tx = ops.store().read(Scope::System).await?;
    let Some(owner) = people::find_actor(&mut tx, report.owner).await? else { return Ok(Err(Skipped::OwnerGone)) };
    if permission::see_report(&owner, &report.facts()).is_err() {
        return Ok(Err(Skipped::RightLost));
    }
    if !sees_account(&owner, report.customer, &report.definition.selection) {
        return Ok(Err(Skipped::AccountLost));
    }
    let mut readers = Readers { owner, colleagues: Vec::new(), outsiders: false, letters: Vec::new() };
    addressed(&mut tx, report, again, &mut readers).await?;
    if !again {
        subscribed(&mut tx, report, &mut readers).await?;
    }
    Ok(Ok(readers))
}

/// The addresses that the owner named: his own, colleagues', and those outside that said yes. Sent again, it goes to the
/// owner alone: to the address that he gave as his, or to that of his account where he gave a colleague's.
async fn addressed(tx: &mut Tx, report: &Report, again: bool, readers: &mut Readers) -> Result<()> {
    let language = report.definition.language;
    let owner = readers.owner.user;
    for recipient in rows::recipients(tx, report.id).await? {
        let may_get = recipient.person.is_some() || recipient.confirmed;
        let is_owner = recipient.is_owner && recipient.person.is_none_or(|person| person == owner);
        if recipient.unsubscribed_at.is_some() || !may_get || (again && !is_owner) {
            continue;
        }
        let to = outside(recipient.address, language);
        let unsubscribe = recipient.unsubscribe_token;
        match recipient.person {
            // The owner's account needs no link that ends his own report; a further address of his does.
            Some(person) if person == owner => {
                readers.write(to, Some(person), if is_owner { String::new() } else { unsubscribe });
            }
            Some(person) => {
                let actor = people::find_actor(tx, person).await?;
                let Some(actor) = actor.filter(|actor| permission::search_parcels(actor).is_ok()) else { continue };
                let manages = permission::see_report(&actor, &report.facts()).is_ok();
                readers.add(actor);
                readers.write(to, Some(person), unsubscribe);
                if let Some(letter) = readers.letters.last_mut() {
                    letter.manages = manages;
                }
            }
            // Nobody's account, also where the owner says that it is his: who reads there is not known to us.
            None => {
                readers.outsiders = true;
                readers.write(to, None, unsubscribe);
            }
        }
    }
    if again
        && readers.letters.is_empty()
        && let Some(person) = people::find_person(tx, owner).await?
    {
        readers.write(outside(person.email, language), Some(owner), String::new());
    }
    Ok(())
}

/// Colleagues who subscribed, as far as they still have reports.
async fn subscribed(tx: &mut Tx, report: &Report, readers: &mut Readers) -> Result<()> {
    for subscriber in rows::subscribers(tx, report.id).await? {
        let actor = people::find_actor(tx, subscriber.person).await?;
        let Some(actor) = actor.filter(|actor| permission::see_report(actor, &report.facts()).is_ok()) else {
            continue;
        };
        let is_written_to = readers.letters.iter().any(|letter| letter.copy == Some(actor.user));
        if !is_written_to {
            let to = MailTo {
                person: Some(actor.user),
                address: subscriber.email,
                name: subscriber.name,
                language: report.definition.language,
                ticket: None,
            };
            readers.write(to, Some(actor.user), subscriber.unsubscribe_token);
        }
        readers.add(actor);
    }
    Ok(())
}

impl Readers {
    fn add(&mut self, actor: Actor) {
        let known = actor.user == self.owner.user || self.colleagues.iter().any(|other| other.user == actor.user);
        if !known {
            self.colleagues.push(actor);
        }
    }

    fn write(&mut self, to: MailTo, copy: Option<UserId>, unsubscribe: String) {
        self.letters.push(Letter { to: MailTo { person: copy, ..to }, copy, manages: copy.is_some(), unsubscribe });
    }

    /// Each copy to be made, with whose it is (none: that without links) and by which view; the owner's first.
    pub fn copies(&self) -> Vec<(Option<UserId>, View)> {
        let owner = View::of(&self.owner);
        let plain = self.outsiders.then(|| (None, View { linked: false, ..owner.clone() }));
        let colleagues = self.colleagues.iter().map(|actor| (Some(actor.user), View::of(actor)));
        std::iter::once((Some(self.owner.user), owner.clone())).chain(colleagues).chain(plain).collect()
    }
}
