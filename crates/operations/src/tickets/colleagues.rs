//! One's own team on a ticket: giving it to colleagues, and calling them in a note. The customer's own affairs here are
//! never the operator's, nor his the customer's (`product.md` §7).

use domain::Actor;
use domain::event::TicketEvent;
use domain::id::{FileId, SlotId, UserId};
use domain::notice::NoticeKind;
use domain::permission::{self, Denied, TicketFacts};
use domain::refusal::{FieldRefusal, Refusal};
use domain::ticket::mention::{TOLD_MAX, mentioned};
use domain::ticket::message::{Audience, MessageKind};
use store::tickets::OnTicket;

use super::deed::{self, Doing, Done, On, Opened, Stale, few_files, message_text};
use super::notify;
use crate::{Error, Operations, Result};

/// A note to one's own side.
#[derive(Clone, Debug, Default)]
pub struct Note {
    /// The ticket.
    pub on: On,
    /// The text; `@Name` in it calls somebody.
    pub body: String,
    /// The draft files that go with it.
    pub files: Vec<FileId>,
    /// Whom else it calls.
    pub told: Vec<UserId>,
}

/// Whom a ticket is given to, as a form shows and sends it: ids in their order, with spaces between.
#[must_use]
pub fn in_words(people: impl IntoIterator<Item = UserId>) -> String {
    let mut ids: Vec<String> = people.into_iter().map(|id| id.to_string()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.join(" ")
}

impl Operations {
    /// A note to one's own side: the customer's users among themselves, the operator's people among theirs. Whoever is
    /// called in it has a notice, and a mail by his choice.
    ///
    /// # Errors
    /// [`Error::NotFound`], a refusal of text or files, or of `told` where somebody is called who may not see the ticket.
    pub async fn note_and_tell(&self, actor: &Actor, note: &Note) -> Result<Done> {
        let body = message_text("body", &note.body, true)?;
        few_files(note.files.len())?;
        let audience = if actor.is_operator() { Audience::Operator } else { Audience::Colleagues };
        let mut doing = match deed::open(self, actor, &note.on, may_note, Stale::Never).await? {
            Opened::Before(done) => return Ok(done),
            Opened::Ready(doing) => *doing,
        };
        let told = told(&mut doing, actor, &body, &note.told).await?;
        doing.happened(TicketEvent::NoteWritten, audience).await?;
        let files: Vec<(FileId, Option<SlotId>)> = note.files.iter().map(|file| (*file, None)).collect();
        doing.say(MessageKind::Note, audience, &body, &files).await?;
        if !told.is_empty() {
            let names = told.iter().map(|one| one.actor.name.clone()).collect();
            doing.happened(TicketEvent::ColleaguesTold { names }, audience).await?;
            let people: Vec<UserId> = told.iter().map(|one| one.actor.user).collect();
            notify::call(&mut doing, NoticeKind::Mention, audience, &people).await?;
        }
        if audience == Audience::Colleagues {
            notify::noted(&mut doing).await?;
        }
        doing.finish().await
    }

    /// Gives a ticket to these colleagues and to nobody else. `seen` is what the page showed ([`in_words`]).
    ///
    /// # Errors
    /// [`Error::NotFound`], also for the operator; [`Refusal::NotAllowed`] without the right to reply;
    /// [`Refusal::ChangedMeanwhile`] when somebody else has given it to others since; a refusal of the field `colleague`
    /// for who may not see the ticket.
    pub async fn assign(&self, actor: &Actor, on: &On, seen: &str, people: &[UserId]) -> Result<Done> {
        let mut doing = match deed::open(self, actor, on, permission::reply, Stale::Never).await? {
            Opened::Before(done) => return Ok(done),
            Opened::Ready(doing) => *doing,
        };
        let facts = doing.ticket.facts();
        let team = on_side(&mut doing, actor).await?;
        if in_words(team.iter().filter(|one| one.assigned).map(|one| one.actor.user)) != seen {
            return Err(Refusal::ChangedMeanwhile.into());
        }
        let known = |id: &UserId| team.iter().any(|one| one.actor.user == *id && (one.assigned || one.sees(&facts)));
        if !people.iter().all(known) {
            return Err(Error::field("colleague", FieldRefusal::NotOffered));
        }
        let (ticket, now) = (doing.ticket.id, doing.now);
        let mut new = Vec::new();
        for one in &team {
            let (id, wanted) = (one.actor.user, people.contains(&one.actor.user));
            if wanted && !one.assigned {
                store::tickets::assign(&mut doing.tx, ticket, id, now).await?;
                new.push(id);
            } else if one.assigned && !wanted {
                store::tickets::unassign(&mut doing.tx, ticket, id).await?;
            }
        }
        if in_words(people.iter().copied()) == seen {
            return Ok(Done { number: doing.ticket.number.clone(), sequence: doing.ticket.sequence });
        }
        let names = team.iter().filter(|one| people.contains(&one.actor.user)).map(|one| one.actor.name.clone());
        let names = names.collect();
        doing.happened(TicketEvent::ColleaguesAssigned { names }, Audience::Colleagues).await?;
        notify::call(&mut doing, NoticeKind::Assignment, Audience::Colleagues, &new).await?;
        doing.finish().await
    }
}

/// Whoever may write a note to his own side.
fn may_note(actor: &Actor, ticket: &TicketFacts) -> std::result::Result<(), Denied> {
    if actor.is_operator() { permission::answer(actor) } else { permission::reply(actor, ticket) }
}

/// Those of the actor's own side, by name.
async fn on_side(doing: &mut Doing, actor: &Actor) -> Result<Vec<OnTicket>> {
    Ok(store::tickets::particulars(&mut doing.tx, doing.ticket.id, actor.user).await?.people)
}

/// Whom a note calls: those who are ticked, and those whom its text names, himself left out.
async fn told(doing: &mut Doing, actor: &Actor, body: &str, ticked: &[UserId]) -> Result<Vec<OnTicket>> {
    if ticked.is_empty() && !body.contains('@') {
        return Ok(Vec::new());
    }
    if ticked.len() > TOLD_MAX {
        return Err(Error::field("told", FieldRefusal::TooMany(TOLD_MAX)));
    }
    let facts = doing.ticket.facts();
    let mut people = on_side(doing, actor).await?;
    people.retain(|one| one.actor.user != actor.user && one.sees(&facts));
    if !ticked.iter().all(|id| *id == actor.user || people.iter().any(|one| one.actor.user == *id)) {
        return Err(Error::field("told", FieldRefusal::NotOffered));
    }
    let names: Vec<&str> = people.iter().map(|one| one.actor.name.as_str()).collect();
    let named = mentioned(body, &names);
    let mut told = Vec::new();
    for (place, one) in people.into_iter().enumerate() {
        if named.contains(&place) || ticked.contains(&one.actor.user) {
            told.push(one);
        }
    }
    if told.len() > TOLD_MAX {
        return Err(Error::field("told", FieldRefusal::TooMany(TOLD_MAX)));
    }
    Ok(told)
}
