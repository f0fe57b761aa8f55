//! What somebody hears of and how: a ticket's bell, his choice for all tickets, and the link in his grouped mails.

use domain::audit::Act;
use domain::notice::{Choice, Pace, is_hour};
use domain::refusal::FieldRefusal;
use domain::{Actor, Language, permission};
use store::notices::{self as rows, Chosen};
use store::{Scope, Tx, people};

use crate::audit::{self, Entry, Who};
use crate::{Error, Operations, Result, ids};

/// The longest text that can be a secret of ours.
const SECRET_MAX: usize = 64;

/// What the link in a grouped mail stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndLink {
    /// The address that the mails go to.
    pub address: String,
    /// Whether they are ended.
    pub ended: bool,
}

impl Operations {
    /// Turns a ticket's bell on or off, for whoever asks alone: nobody else learns of it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a ticket that does not exist or is not his to see.
    pub async fn ring(&self, actor: &Actor, number: &str, follows: bool) -> Result<crate::tickets::Done> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let ticket = store::tickets::find(&mut tx, number, actor.user).await?.ok_or(Error::NotFound)?;
        permission::see_ticket(actor, &ticket.facts())?;
        if rows::ring(&mut tx, ticket.id, actor.user, follows, self.now()).await? {
            let act = if follows { Act::TicketFollowed } else { Act::TicketMuted };
            let mut entry = Entry::new(act, ticket.id, ticket.number.as_str());
            if !actor.is_operator() {
                entry = entry.within(ticket.account, ticket.sub_account);
            }
            audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
            tx.commit().await?;
        }
        Ok(crate::tickets::Done { number: ticket.number, sequence: ticket.sequence })
    }

    /// How somebody is told.
    ///
    /// # Errors
    /// [`Error::Store`] when the database is away.
    pub async fn notice_choice(&self, actor: &Actor) -> Result<Choice> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let chosen = rows::choice(&mut tx, actor.user).await?;
        Ok(chosen.map_or_else(|| Choice::usual(actor.is_operator()), |chosen| chosen.choice))
    }

    /// Somebody chooses how he is told. What waits for a grouped mail waits for the next one under the new choice.
    ///
    /// # Errors
    /// A refusal of the field `hour` that is no hour of the day.
    pub async fn choose_notices(&self, actor: &Actor, choice: Choice) -> Result<()> {
        if !is_hour(choice.hour) {
            return Err(Error::field("hour", FieldRefusal::NotOffered));
        }
        let mut tx = self.store().write(Scope::of(actor)).await?;
        people::lock_person(&mut tx, actor.user).await?;
        let before = rows::choice(&mut tx, actor.user).await?.map(|chosen| chosen.choice);
        let before = before.unwrap_or_else(|| Choice::usual(actor.is_operator()));
        if before == choice {
            return Ok(());
        }
        let said = (before.pace.as_str(), choice.pace.as_str());
        let next = choice.next_mail(self.now(), &crate::zone(&actor.zone));
        rows::keep_choice(&mut tx, &Chosen { person: actor.user, choice, token: ids::new_secret() }).await?;
        rows::move_mails(&mut tx, actor.user, next).await?;
        let mut entry = Entry::new(Act::NoticesChanged, actor.user, actor.name.as_str());
        if said.0 != said.1 {
            entry = entry.change(said.0, said.1);
        }
        audit::record(&mut tx, self.now(), &Who::actor(actor), entry).await?;
        Ok(tx.commit().await?)
    }

    /// What the link in a grouped mail stands for. It changes nothing: mail scanners follow links.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a secret of nobody's.
    pub async fn notices_link(&self, token: &str) -> Result<EndLink> {
        let mut tx = self.store().read(Scope::System).await?;
        let found = by_token(&mut tx, token).await?;
        let person = people::find_person(&mut tx, found.person).await?.ok_or(Error::NotFound)?;
        Ok(EndLink { address: person.email, ended: found.choice.pace == Pace::Never })
    }

    /// Ends somebody's mails by the link in one, without his being signed in. Doing it again changes nothing.
    ///
    /// # Errors
    /// As [`Operations::notices_link`].
    pub async fn end_notices(&self, token: &str) -> Result<()> {
        let mut tx = self.store().write(Scope::System).await?;
        let found = by_token(&mut tx, token).await?;
        if found.choice.pace == Pace::Never {
            return Ok(());
        }
        let person = people::find_person(&mut tx, found.person).await?.ok_or(Error::NotFound)?;
        let before = found.choice.pace.as_str();
        let choice = Choice { pace: Pace::Never, ..found.choice };
        rows::keep_choice(&mut tx, &Chosen { choice, ..found }).await?;
        rows::move_mails(&mut tx, person.id, None).await?;
        let entry = Entry::new(Act::NoticesEnded, person.id, person.name.as_str());
        let entry = entry.change(before, Pace::Never.as_str());
        audit::record(&mut tx, self.now(), &Who::person(&person), entry).await?;
        Ok(tx.commit().await?)
    }

    /// The language of the mails that a link stood in; nothing for a secret of nobody's.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn language_of_notices_link(&self, token: &str) -> Result<Option<Language>> {
        let mut tx = self.store().read(Scope::System).await?;
        let found = match by_token(&mut tx, token).await {
            Ok(found) => found,
            Err(Error::NotFound) => return Ok(None),
            Err(error) => return Err(error),
        };
        Ok(people::find_person(&mut tx, found.person).await?.map(|person| person.language))
    }
}

async fn by_token(tx: &mut Tx, token: &str) -> Result<Chosen> {
    if token.is_empty() || token.len() > SECRET_MAX {
        return Err(Error::NotFound);
    }
    rows::by_token(tx, token).await?.ok_or(Error::NotFound)
}
