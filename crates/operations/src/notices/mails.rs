//! Grouped mails: what happened per ticket, for who did not want to be told at once, or was not to be.

use documents::mail::{Digest, DigestTicket, Mail};
use domain::id::{MailId, UserId};
use domain::notice::{Choice, Pace};
use jiff::Timestamp;
use store::notices::{self as rows, Chosen, Noticed};
use store::{Scope, people};
use wording::{events, moment};

use super::centre::may_hear;
use super::{LIST, stop_address};
use crate::mails::{self, MailList, MailTo};
use crate::{Operations, Result, ids};

/// People looked at in one round.
const ROUND: i64 = 200;
/// The most that one mail tells; what is more stands in the list.
const TOLD_MAX: usize = 200;

impl Operations {
    /// Writes the grouped mails that are due, each in a transaction of its own; tells how many.
    ///
    /// It can run twice and on several nodes at once: each person is held while his mail is written, and what it tells
    /// is due no more in the same transaction.
    ///
    /// # Errors
    /// [`crate::Error::Store`] when the database is away.
    pub async fn send_notices(&self) -> Result<usize> {
        let mut written = 0;
        loop {
            let mut tx = self.store().read(Scope::System).await?;
            let due = rows::due_people(&mut tx, self.now(), ROUND).await?;
            drop(tx);
            let mut progressed = false;
            for person in due {
                match self.send_notices_to(person).await {
                    Ok((told, mail)) => {
                        progressed |= told > 0;
                        written += usize::from(mail);
                    }
                    Err(crate::Error::Store(error @ store::StoreError::Driver(_))) => return Err(error.into()),
                    Err(error) => tracing::error!(%error, %person, "a grouped mail could not be written"),
                }
            }
            if !progressed {
                break;
            }
        }
        if written > 0 {
            self.wake().notify_one();
        }
        Ok(written)
    }

    /// Writes what is due to one person; tells how many notices that settled, and whether there was anything to write.
    async fn send_notices_to(&self, id: UserId) -> Result<(u64, bool)> {
        let now = self.now();
        let mut tx = self.store().write(Scope::System).await?;
        people::lock_person(&mut tx, id).await?;
        let limit = i64::try_from(TOLD_MAX).unwrap_or(i64::MAX);
        let mut due = rows::to_mail(&mut tx, id, now, limit).await?;
        let more = due.len() == TOLD_MAX;
        let settled = rows::told(&mut tx, id, now).await?;
        // Who may not sign in any more is told nothing, and who may no longer see a ticket nothing of it.
        let actor = people::find_actor(&mut tx, id).await?;
        let person = people::find_person(&mut tx, id).await?;
        due.retain(|one| actor.as_ref().is_some_and(|actor| may_hear(actor, one)));
        let (Some(actor), Some(person)) = (actor, person) else {
            tx.commit().await?;
            return Ok((settled, false));
        };
        let usual = Choice::usual(actor.is_operator());
        rows::keep_usual(&mut tx, &Chosen { person: id, choice: usual, token: ids::new_secret() }).await?;
        let chosen = rows::choice(&mut tx, id).await?.filter(|chosen| chosen.choice.pace != Pace::Never);
        let (Some(chosen), false) = (chosen, due.is_empty()) else {
            tx.commit().await?;
            return Ok((settled, false));
        };
        let public_url = &self.settings().public_url;
        let stop = stop_address(public_url, &chosen.token);
        let mail = Mail::Digest(Digest {
            tickets: self.by_ticket(&actor, &due, now),
            more,
            stop: stop.clone(),
            settings: format!("{public_url}/account/notifications"),
        });
        let to = MailTo {
            person: Some(id),
            address: person.email,
            name: person.name,
            language: actor.language,
            ticket: None,
        };
        let list = MailList { name: LIST, unsubscribe: stop };
        let link = format!("{public_url}/notifications");
        mails::enqueue_of_list(&mut tx, MailId(ids::new_id(now)), now, public_url, (&to, &mail, &link), &list).await?;
        tx.commit().await?;
        Ok((settled, true))
    }

    /// What happened, ticket by ticket in the order in which each first comes.
    fn by_ticket(&self, actor: &domain::Actor, due: &[Noticed], now: Timestamp) -> Vec<DigestTicket> {
        let (language, zone) = (actor.language, crate::zone(&actor.zone));
        let settings = self.settings();
        let base = if actor.is_operator() { "desk" } else { "requests" };
        let mut tickets: Vec<DigestTicket> = Vec::new();
        for one in due {
            let when = moment::when(language, &one.made_at.to_zoned(zone.clone()), now);
            let what = events::sentence(language, &one.event, &one.author_name, one.audience);
            let line = wording::mail::digest_line(language, &what, &when);
            match tickets.iter_mut().find(|ticket| ticket.number == one.number) {
                Some(ticket) => ticket.lines.push(line),
                None => tickets.push(DigestTicket {
                    number: one.number.clone(),
                    subject: settings
                        .matrix
                        .subject(&one.subject)
                        .map_or_else(|| one.subject.clone(), |subject| subject.label.get(language).to_owned()),
                    link: format!("{}/{base}/{}#m-{}", settings.public_url, one.number, one.sequence),
                    lines: vec![line],
                }),
            }
        }
        tickets
    }
}
