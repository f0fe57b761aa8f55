//! What the demo's people have been told lately: the deeds of other people on the tickets they follow.

use domain::Actor;
use domain::id::{NoticeId, UserId};
use domain::notice::{self, NoticeKind};
use store::Scope;
use store::notices::{self as rows, NewNotice};

use super::people::Cast;
use crate::tickets::reading::Wanted;
use crate::{Operations, Result, ids};

/// The tickets of each person that are looked at.
const TICKETS: i64 = 12;

/// How many of somebody's notices stay unread.
const UNREAD: usize = 3;

/// Writes them, as the deeds themselves would have; the newest are unread.
pub(super) async fn make(ops: &Operations, cast: &Cast) -> Result<()> {
    let users = cast.customers.iter().flat_map(|customer| customer.users.iter());
    let people: Vec<UserId> = users.chain(&cast.agents).map(|(person, _)| *person).collect();
    for person in people {
        let Some(actor) = ops.actor(person).await? else { continue };
        tell(ops, &actor).await?;
    }
    Ok(())
}

async fn tell(ops: &Operations, actor: &Actor) -> Result<()> {
    let wanted = Wanted { tab: "all".to_owned(), rows: TICKETS, ..Wanted::default() };
    let list = if actor.is_operator() { ops.desk(actor, &wanted).await? } else { ops.inbox(actor, &wanted).await? };
    let mut told = Vec::new();
    for row in list.rows {
        let thread = ops.thread(actor, &row.number).await?;
        let worked = thread.events.iter().any(|event| event.author.person == Some(actor.user));
        if !worked {
            continue;
        }
        let news = thread.events.iter().rev().find_map(|event| {
            let kind = NoticeKind::of(&event.event)?;
            let heard = notice::reaches(event.audience, actor.is_operator());
            (heard && event.author.person != Some(actor.user)).then_some((event, kind))
        });
        if let Some((event, kind)) = news {
            told.push((thread.ticket.id, event.sequence, kind, event.at));
        }
    }
    told.sort_by_key(|(.., at)| std::cmp::Reverse(*at));
    let mut tx = ops.store().write(Scope::System).await?;
    for (place, (ticket, sequence, kind, at)) in told.into_iter().enumerate() {
        let id = NoticeId(ids::id_of(&format!("demo notice {} {ticket}", actor.user)));
        let new = NewNotice { id, person: actor.user, ticket, sequence, kind, made_at: at, mail_at: None };
        rows::insert(&mut tx, &new).await?;
        if place >= UNREAD {
            rows::read(&mut tx, actor.user, id, at).await?;
        }
    }
    Ok(tx.commit().await?)
}
