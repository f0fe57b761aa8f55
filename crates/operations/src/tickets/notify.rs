//! The mails that deeds send: written in the deed's own transaction, one per reader, in his language.

use documents::mail::Mail;
use domain::Language;
use domain::permission::{self, TicketFacts};
use jiff::Timestamp;
use store::tickets::Contact;

use super::deed::Doing;
use crate::Result;
use crate::mails::{self, MailTo};

/// The ticket was filed: its number, and by when somebody looks at it.
pub(super) async fn filed(doing: &mut Doing) -> Result<()> {
    let parcel = domain::parcel::number::grouped(&doing.ticket.parcel_number);
    send(doing, |facts| Mail::TicketFiled {
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
    send(doing, |facts| Mail::TicketAnswered {
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
    send(doing, |facts| Mail::ColleagueNoted {
        number: facts.number,
        subject: facts.subject,
        colleague: colleague.clone(),
    })
    .await
}

/// An agent asked for something.
pub(super) async fn asked(doing: &mut Doing, text: &str) -> Result<()> {
    let (agent, text) = (doing.actor_name().to_owned(), text.to_owned());
    send(doing, |facts| Mail::CustomerAsked {
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
    send(doing, |facts| Mail::TicketResolved {
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
    send(doing, |facts| {
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

/// Queues one mail per reader who may see the ticket as of now; whoever did the deed himself gets none, except the
/// confirmation of filing.
async fn send(doing: &mut Doing, mail: impl Fn(Facts) -> Mail) -> Result<()> {
    let filing = doing.ticket.sequence == 0;
    let contacts: Vec<Contact> = doing.contacts().await?;
    for contact in contacts {
        if Some(contact.person) == doing.actor() && !filing {
            continue;
        }
        let reader = store::people::find_actor(&mut doing.tx, contact.person).await?;
        // A contact is the author, or has joined.
        let ticket = TicketFacts { joined: true, ..doing.ticket.facts() };
        if reader.is_none_or(|reader| permission::see_ticket(&reader, &ticket).is_err()) {
            continue;
        }
        let facts = facts(doing, contact.language);
        let settings = doing.operations().settings().clone();
        let link = format!("{}/requests/{}", settings.public_url, doing.ticket.number);
        let to = MailTo {
            person: Some(contact.person),
            address: contact.email,
            name: contact.name,
            language: contact.language,
            ticket: Some(doing.ticket.id),
        };
        let now = doing.now;
        mails::enqueue(&mut doing.tx, now, &settings.public_url, &to, &mail(facts), &link).await?;
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
