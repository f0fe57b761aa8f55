//! The mails that deeds send: written in the deed's own transaction, one per reader, in his language.

use documents::mail::Mail;
use domain::Language;
use domain::id::NoticeId;
use domain::notice::{self, NoticeKind};
use domain::ticket::message::Audience;
use jiff::Timestamp;
use store::notices::NewNotice;

use super::deed::Doing;
use crate::mails::{self, MailTo};
use crate::{Result, ids, notices};

/// The ticket was filed: its number, and by when somebody looks at it.
pub(super) async fn filed(doing: &mut Doing) -> Result<()> {
    let parcel = domain::parcel::number::grouped(&doing.ticket.parcel_number);
    send(doing, None, |facts| Mail::TicketFiled {
        number: facts.number,
        subject: facts.subject,
        parcel: parcel.clone(),
        due_day: facts.due_day,
    })
    .await
}

/// An agent answered.
pub(super) async fn answered(doing: &mut Doing, text: &str) -> Result<()> {
    let (agent, text) = (doing.actor_name().to_owned(), text.to_owned());
    send(doing, Some(NoticeKind::Answer), |facts| Mail::TicketAnswered {
        number: facts.number,
        subject: facts.subject,
        agent: agent.clone(),
        text: text.clone(),
    })
    .await
}

/// A colleague wrote a note, to those of the customer who hear of the ticket.
pub(super) async fn noted(doing: &mut Doing) -> Result<()> {
    let colleague = doing.actor_name().to_owned();
    send(doing, Some(NoticeKind::Note), |facts| Mail::ColleagueNoted {
        number: facts.number,
        subject: facts.subject,
        colleague: colleague.clone(),
    })
    .await
}

/// An agent asked for something.
pub(super) async fn asked(doing: &mut Doing, text: &str) -> Result<()> {
    let (agent, text) = (doing.actor_name().to_owned(), text.to_owned());
    send(doing, Some(NoticeKind::Ask), |facts| Mail::CustomerAsked {
        number: facts.number,
        subject: facts.subject,
        agent: agent.clone(),
        text: text.clone(),
        wanted: facts.wanted,
        until_day: facts.due_day,
    })
    .await
}

/// The ticket is resolved, by an agent or (without a text) because nobody answered.
pub(super) async fn resolved(doing: &mut Doing, text: &str) -> Result<()> {
    let (agent, text) = (doing.actor_name().to_owned(), text.to_owned());
    let outcome = doing.change.outcome;
    send(doing, Some(NoticeKind::Resolution), |facts| Mail::TicketResolved {
        number: facts.number,
        subject: facts.subject,
        agent: agent.clone(),
        text: text.clone(),
        outcome: outcome.map_or("", |outcome| wording::values::outcome(facts.language, outcome)).to_owned(),
        until_day: facts.due_day,
    })
    .await
}

/// The customer is reminded of what he was asked, or of a resolution to validate.
pub(super) async fn reminded(doing: &mut Doing) -> Result<()> {
    let asked = doing.change.life.state == domain::ticket::lifecycle::TicketState::AwaitingCustomer;
    let text = doing.change.asked_text.clone();
    send(doing, Some(NoticeKind::Reminder), |facts| {
        if asked {
            Mail::AskReminder {
                number: facts.number,
                subject: facts.subject,
                wanted: if facts.wanted.is_empty() { vec![text.clone()] } else { facts.wanted },
                until_day: facts.due_day,
            }
        } else {
            Mail::ResolutionReminder { number: facts.number, subject: facts.subject, until_day: facts.due_day }
        }
    })
    .await
}

/// What every mail about a ticket says, in one reader's language.
struct Facts {
    language: Language,
    number: String,
    subject: String,
    due_day: String,
    wanted: Vec<String>,
}

/// Queues one mail per follower of the customer who may see the ticket as of now and wants to be told at once of such a
/// thing. Whoever did the deed himself gets none, except the confirmation of filing, which has no kind.
async fn send(doing: &mut Doing, kind: Option<NoticeKind>, mail: impl Fn(Facts) -> Mail) -> Result<()> {
    for follower in doing.followers().await? {
        let told = doing.called.contains(&follower.person);
        if follower.operator || told || (Some(follower.person) == doing.actor() && kind.is_some()) {
            continue;
        }
        let at_once = |kind| follower.choice.mail_at(kind, doing.now, &crate::zone(&follower.zone)) == Some(doing.now);
        if !kind.is_none_or(at_once) {
            continue;
        }
        doing.mailed.push(follower.person);
        let facts = facts(doing, follower.language);
        let settings = doing.operations().settings().clone();
        let link = format!("{}/requests/{}", settings.public_url, doing.ticket.number);
        let to = MailTo {
            person: Some(follower.person),
            address: follower.email,
            name: follower.name,
            language: follower.language,
            ticket: Some(doing.ticket.id),
        };
        let (now, mail) = (doing.now, mail(facts));
        if kind.is_none() {
            // That a ticket is filed is confirmed to whoever filed it, whatever he chose: no list to leave.
            mails::enqueue(&mut doing.tx, now, &settings.public_url, &to, &mail, &link).await?;
            continue;
        }
        let list = notices::list_of(&mut doing.tx, &settings.public_url, follower.person, follower.operator).await?;
        mails::enqueue_leavable(&mut doing.tx, now, &settings.public_url, (&to, &mail, &link), &list).await?;
    }
    Ok(())
}

/// Tells some by name of the event just written: that the ticket is given to them, or that they are called. The caller has
/// made sure that they may see it; nobody is told of what he did himself.
pub(super) async fn call(
    doing: &mut Doing,
    kind: NoticeKind,
    audience: Audience,
    people: &[domain::id::UserId],
) -> Result<()> {
    let actor = doing.actor();
    for person in people.iter().copied().filter(|person| Some(*person) != actor) {
        let listener = store::notices::listener(&mut doing.tx, doing.ticket.id, person).await?;
        let Some(listener) = listener.filter(|one| notice::reaches(audience, one.operator)) else { continue };
        let now = doing.now;
        let mail_at = listener.choice.mail_at(kind, now, &crate::zone(&listener.zone));
        let new = NewNotice {
            id: NoticeId(ids::new_id(now)),
            person,
            ticket: doing.ticket.id,
            sequence: doing.change.sequence,
            kind,
            made_at: now,
            mail_at: mail_at.filter(|at| *at != now),
        };
        store::notices::insert(&mut doing.tx, &new).await?;
        doing.called.push(person);
        if mail_at != Some(now) {
            continue;
        }
        let facts = facts(doing, listener.language);
        let mail = Mail::Called {
            number: facts.number,
            subject: facts.subject,
            colleague: doing.actor_name().to_owned(),
            assigned: kind == NoticeKind::Assignment,
        };
        let settings = doing.operations().settings().clone();
        let base = if listener.operator { "desk" } else { "requests" };
        let link = format!("{}/{base}/{}", settings.public_url, doing.ticket.number);
        let to = MailTo {
            person: Some(person),
            address: listener.email,
            name: listener.name,
            language: listener.language,
            ticket: Some(doing.ticket.id),
        };
        let list = notices::list_of(&mut doing.tx, &settings.public_url, person, listener.operator).await?;
        mails::enqueue_leavable(&mut doing.tx, now, &settings.public_url, (&to, &mail, &link), &list).await?;
    }
    Ok(())
}

/// Writes down for each follower what he is told of this deed, and when a grouped mail does where none went out already.
/// Nobody is told of what he did himself, or of what only the other side reads.
pub(super) async fn tell(doing: &mut Doing) -> Result<()> {
    let news = std::mem::take(&mut doing.news);
    if news.is_empty() {
        return Ok(());
    }
    for follower in doing.followers().await? {
        if Some(follower.person) == doing.actor() || doing.called.contains(&follower.person) {
            continue;
        }
        let (now, zone) = (doing.now, crate::zone(&follower.zone));
        let mailed = doing.mailed.contains(&follower.person);
        for (sequence, kind, audience) in &news {
            if !notice::reaches(*audience, follower.operator) {
                continue;
            }
            let new = NewNotice {
                id: NoticeId(ids::new_id(now)),
                person: follower.person,
                ticket: doing.ticket.id,
                sequence: *sequence,
                kind: *kind,
                made_at: now,
                mail_at: follower.choice.mail_at(*kind, now, &zone).filter(|_| !mailed),
            };
            store::notices::insert(&mut doing.tx, &new).await?;
        }
    }
    Ok(())
}

fn facts(doing: &Doing, language: Language) -> Facts {
    let matrix = &doing.operations().settings().matrix;
    let subject = matrix
        .subject(&doing.ticket.subject)
        .map_or_else(|| doing.ticket.subject.clone(), |subject| subject.label.get(language).to_owned());
    let wanted = doing
        .slots
        .iter()
        .filter(|slot| slot.asked && slot.filled_at.is_none())
        .map(|slot| match language {
            Language::Fr => slot.label_fr.clone(),
            Language::En => slot.label_en.clone(),
        })
        .collect();
    Facts {
        language,
        number: doing.ticket.number.clone(),
        subject,
        due_day: doing.change.life.due_at.map(|due_at| day(doing, language, due_at)).unwrap_or_default(),
        wanted,
    }
}

fn day(doing: &Doing, language: Language, at: Timestamp) -> String {
    let day = |at: Timestamp| at.to_zoned(doing.when.zone.clone()).date();
    wording::moment::weekday_and_day(language, day(at), day(doing.now))
}
