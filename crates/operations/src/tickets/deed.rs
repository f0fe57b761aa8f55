//! The way every deed on a ticket takes.

use domain::Actor;
use domain::audit::Act;
use domain::event::{SlotName, TicketEvent};
use domain::id::{FileId, MessageId, SlotId, UserId};
use domain::notice::NoticeKind;
use domain::permission::{self, Denied, TicketFacts};
use domain::refusal::{FieldRefusal, FileRefusal, Refusal};
use domain::ticket::lifecycle::{self, By, Deed, Lifecycle, TicketState, When};
use domain::ticket::measures::{self, Handling};
use domain::ticket::message::{Audience, FILES_PER_MESSAGE, MESSAGE_MAX, MessageKind};
use domain::ticket::promise;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::live::LiveEvent;
use store::notices::Follower;
use store::threads::{Author, AuthorSide, Event, Message, Slot};
use store::tickets::{Change, Contact, Ticket};
use store::{Scope, Tx};

use super::notify;
use crate::audit::{self, Entry, Who};
use crate::{Error, Operations, Result, ids};

/// Which ticket a deed is done to, and what its author had before his eyes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct On {
    /// The ticket's number.
    pub number: String,
    /// The word of the state that the page showed; empty where the page did not say.
    pub state: String,
    /// The number of the last event that the page showed; 0 where it did not say.
    pub sequence: i64,
    /// The form's own key: the same key twice is the same deed.
    pub deed: String,
}

/// A deed that is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The ticket's number.
    pub number: String,
    /// The number of the deed's last event.
    pub sequence: i64,
}

/// How much of what happened meanwhile makes a deed stale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stale {
    /// Only the state machine decides: messages and notes cross each other without harm.
    Never,
    /// The state must still be what the page showed.
    ByState,
    /// Nor may the other side have written something the page did not show.
    ByMessage,
}

/// What [`open`] finds.
pub(super) enum Opened {
    /// The same form was sent before: this is what came of it.
    Before(Done),
    /// The ticket, held for this deed.
    Ready(Box<Doing>),
}

impl Opened {
    /// Keeps what was done, unless it was done before.
    pub(super) async fn finish(self) -> Result<Done> {
        match self {
            Opened::Before(done) => Ok(done),
            Opened::Ready(doing) => doing.finish().await,
        }
    }
}

/// A ticket held for a deed.
pub(super) struct Doing {
    ops: Operations,
    pub tx: Tx,
    pub ticket: Ticket,
    pub change: Change,
    pub slots: Vec<Slot>,
    pub now: Timestamp,
    pub when: When,
    author: Author,
    actor: Option<UserId>,
    by: By,
    deed_key: Option<String>,
    seen_state: Option<TicketState>,
    widest: Audience,
    answered: bool,
    who: Who,
    acts: Vec<Act>,
    /// What followers are told of: number, kind and audience of each event.
    pub news: Vec<(i64, NoticeKind, Audience)>,
    /// Who got a mail of this deed already.
    pub mailed: Vec<UserId>,
    /// Who was told by name: of the same deed he hears nothing else.
    pub called: Vec<UserId>,
    followers: Option<Vec<Follower>>,
}

/// Takes a ticket for a deed of somebody.
pub(super) async fn open(
    ops: &Operations,
    actor: &Actor,
    on: &On,
    allowed: impl Fn(&Actor, &TicketFacts) -> std::result::Result<(), Denied>,
    stale: Stale,
) -> Result<Opened> {
    let mut tx = ops.store().write(Scope::of(actor)).await?;
    if !store::tickets::lock(&mut tx, &on.number).await? {
        return Err(Error::NotFound);
    }
    let ticket = store::tickets::find(&mut tx, &on.number, actor.user).await?.ok_or(Error::NotFound)?;
    allowed(actor, &ticket.facts())?;

    let deed_key = (!on.deed.is_empty()).then(|| format!("{} {}", actor.user, on.deed));
    if let Some(key) = &deed_key
        && let Some((number, sequence)) = store::threads::deed_done(&mut tx, key).await?
    {
        return Ok(Opened::Before(Done { number, sequence }));
    }

    let side = if actor.is_operator() { AuthorSide::Operator } else { AuthorSide::Customer };
    let seen_state = TicketState::from_word(&on.state);
    if stale != Stale::Never
        && let Some(seen) = seen_state
        && turn_class(seen) != turn_class(ticket.life.state)
    {
        return Err(outdated(&mut tx, &ticket, side).await?);
    }
    if stale == Stale::ByMessage
        && on.sequence > 0
        && let Some((by, _)) = store::threads::last_of_others(&mut tx, ticket.id, on.sequence, side).await?
    {
        return Err(Error::Outdated { by, state: ticket.life.state.as_str().to_owned() });
    }
    let author = Author { person: Some(actor.user), name: actor.name.clone(), side };
    let by = if actor.is_operator() { By::Agent } else { By::Customer };
    let mut doing = Doing::new(ops, tx, ticket, author, by);
    doing.who = Who::actor(actor);
    doing.deed_key = deed_key;
    doing.seen_state = seen_state;
    doing.load_slots().await?;
    Ok(Opened::Ready(Box::new(doing)))
}

/// Takes a ticket for the clock.
pub(super) async fn open_for_clock(ops: &Operations, number: &str) -> Result<Option<Box<Doing>>> {
    let mut tx = ops.store().write(Scope::System).await?;
    if !store::tickets::lock(&mut tx, number).await? {
        return Ok(None);
    }
    let nobody = UserId(uuid::Uuid::nil());
    let Some(ticket) = store::tickets::find(&mut tx, number, nobody).await? else { return Ok(None) };
    let author = Author { person: None, name: String::new(), side: AuthorSide::System };
    let mut doing = Doing::new(ops, tx, ticket, author, By::Clock);
    doing.load_slots().await?;
    Ok(Some(Box::new(doing)))
}

/// States in which the same people may do the same things: an agent's opening of the ticket must not make the answer
/// stale that he writes below it.
const fn turn_class(state: TicketState) -> u8 {
    match state {
        TicketState::Created | TicketState::InProgress | TicketState::AwaitingProcessing => 0,
        TicketState::AwaitingCustomer => 1,
        TicketState::Resolved => 2,
        TicketState::Validated => 3,
        TicketState::Closed => 4,
    }
}

/// The ticket is in another state than the page showed: who brought it there, whichever side he is of, as far as the
/// asking side may know.
async fn outdated(tx: &mut Tx, ticket: &Ticket, side: AuthorSide) -> Result<Error> {
    let change = store::threads::last_change(tx, ticket.id).await?;
    let known = change.filter(|(_, audience)| match side {
        AuthorSide::Customer => audience.customer_reads(),
        AuthorSide::Operator | AuthorSide::System => audience.operator_reads(),
    });
    let by = known.map(|(name, _)| name).unwrap_or_default();
    Ok(Error::Outdated { by, state: ticket.life.state.as_str().to_owned() })
}

impl Doing {
    fn new(ops: &Operations, tx: Tx, ticket: Ticket, author: Author, by: By) -> Self {
        let now = ops.now();
        Doing {
            when: When { now, zone: crate::zone(&ticket.zone) },
            change: Change::of(&ticket),
            actor: author.person,
            ops: ops.clone(),
            tx,
            ticket,
            slots: Vec::new(),
            now,
            author,
            by,
            deed_key: None,
            seen_state: None,
            widest: Audience::Operator,
            answered: false,
            who: Who::clock(),
            acts: Vec::new(),
            news: Vec::new(),
            mailed: Vec::new(),
            called: Vec::new(),
            followers: None,
        }
    }

    /// A ticket that this transaction has just inserted.
    pub(super) fn of_new(ops: &Operations, tx: Tx, ticket: Ticket, actor: &Actor, deed_key: String) -> Self {
        let side = if actor.is_operator() { AuthorSide::Operator } else { AuthorSide::Customer };
        let author = Author { person: Some(actor.user), name: actor.name.clone(), side };
        let by = if actor.is_operator() { By::Agent } else { By::Customer };
        Doing { deed_key: Some(deed_key), who: Who::actor(actor), ..Doing::new(ops, tx, ticket, author, by) }
    }

    async fn load_slots(&mut self) -> Result<()> {
        self.slots = store::threads::slots(&mut self.tx, self.ticket.id).await?;
        Ok(())
    }

    /// The time and place of links, for mails.
    pub(super) fn operations(&self) -> &Operations {
        &self.ops
    }

    /// Asks the state machine, and takes its answer over.
    pub(super) async fn apply(&mut self, deed: &Deed) -> Result<()> {
        match lifecycle::apply(Some(&self.change.life), deed, self.by, &self.when) {
            Ok(after) => {
                self.enter(after);
                Ok(())
            }
            // A page offers a deed only while it is possible, so somebody has been faster; even where the page has moved on
            // by itself, as one does in which somebody is still writing.
            Err(Refusal::NotInThisState | Refusal::TicketClosed) if self.seen_state.is_some() => {
                Err(outdated(&mut self.tx, &self.ticket, self.author.side).await?)
            }
            Err(refusal) => Err(refusal.into()),
        }
    }

    fn enter(&mut self, after: Lifecycle) {
        if after.term_started_at != self.change.life.term_started_at || after.state != self.change.life.state {
            self.change.reminders_sent = 0;
        }
        if after.state != TicketState::AwaitingCustomer {
            self.change.asked_text.clear();
        }
        self.change.life = after;
        self.change.next_clock_at = next_clock_at(&self.change.life, self.change.reminders_sent, &self.when);
    }

    /// Writes down what happened. The first event of a deed carries its key.
    pub(super) async fn happened(&mut self, event: TicketEvent, audience: Audience) -> Result<()> {
        self.change.sequence += 1;
        if audience.customer_reads() {
            self.change.public_sequence = self.change.sequence;
        }
        if audience.operator_reads() {
            self.change.operator_sequence = self.change.sequence;
        }
        match audience {
            // When the ticket last changed both sides see, and the operator learns nothing of the team's notes.
            Audience::Everyone => {
                self.change.changed_at = self.now;
                self.widest = Audience::Everyone;
            }
            Audience::Colleagues if self.widest != Audience::Everyone => self.widest = Audience::Colleagues,
            _ => {}
        }
        self.answered |=
            self.author.side == AuthorSide::Operator && audience == Audience::Everyone && measures::is_answer(&event);
        self.acts.push(Act::of_event(&event, audience));
        self.news.extend(NoticeKind::of(&event).map(|kind| (self.change.sequence, kind, audience)));
        let event = Event {
            sequence: self.change.sequence,
            event,
            state: self.change.life.state,
            audience,
            author: self.author.clone(),
            at: self.now,
        };
        store::threads::insert_event(&mut self.tx, self.ticket.id, &event, self.deed_key.take()).await?;
        Ok(())
    }

    /// Writes a message that belongs to the event just written, with the files that go with it.
    pub(super) async fn say(
        &mut self,
        kind: MessageKind,
        audience: Audience,
        body: &str,
        files: &[(FileId, Option<SlotId>)],
    ) -> Result<()> {
        if body.is_empty() && files.is_empty() {
            return Ok(());
        }
        let message = Message {
            id: MessageId(ids::new_id(self.now)),
            sequence: self.change.sequence,
            audience,
            kind,
            author: self.author.clone(),
            body: body.to_owned(),
            at: self.now,
        };
        store::threads::insert_message(&mut self.tx, self.ticket.id, &message).await?;
        if audience == Audience::Everyone && !body.is_empty() {
            self.change.excerpt = excerpt(body);
        }
        if let Some(person) = self.actor {
            let attach = crate::files::Attach {
                person,
                ticket: self.ticket.id,
                message: message.id,
                audience,
                files: files.to_vec(),
            };
            crate::files::attach(&mut self.tx, &attach).await?;
            // A note leaves the reply alone that is being written beside it, and so does a file in place of another.
            if !matches!(kind, MessageKind::Note | MessageKind::Replacement) {
                let body = String::new();
                store::threads::keep_reply(&mut self.tx, person, self.ticket.id, &body, self.now).await?;
            }
        }
        Ok(())
    }

    /// Marks slots as filled by files that were just sent; yields their names.
    pub(super) async fn fill_slots(&mut self, slots: &[SlotId]) -> Result<Vec<SlotName>> {
        let mut names = Vec::new();
        for slot in &mut self.slots {
            if slots.contains(&slot.id) && slot.filled_at.is_none() {
                slot.filled_at = Some(self.now);
                slot.missing = false;
                store::threads::update_slot(&mut self.tx, slot).await?;
                names.push(SlotName { fr: slot.label_fr.clone(), en: slot.label_en.clone() });
            }
        }
        Ok(names)
    }

    /// Keeps everything and wakes whoever watches.
    pub(super) async fn finish(mut self) -> Result<Done> {
        store::tickets::update(&mut self.tx, self.ticket.id, &self.change).await?;
        self.measure().await?;
        if let Some(person) = self.actor {
            let (ticket, sequence) = (self.ticket.id, self.change.sequence);
            store::tickets::mark_read(&mut self.tx, person, ticket, sequence).await?;
            store::notices::read_to(&mut self.tx, person, ticket, sequence, self.now).await?;
        }
        store::words::renew(&mut self.tx, self.ticket.id).await?;
        notify::tell(&mut self).await?;
        let contacts = self.contacts().await?;
        self.record().await?;
        let event = LiveEvent {
            position: 0,
            ticket: self.ticket.id,
            sequence: self.change.sequence,
            customer: self.ticket.customer,
            account: self.ticket.account,
            sub_account: self.ticket.sub_account,
            readers: contacts.iter().map(|contact| contact.person).collect(),
            audience: self.widest,
        };
        store::live::append(&mut self.tx, &event, self.now).await?;
        self.tx.commit().await?;
        self.ops.live().wake();
        self.ops.wake().notify_one();
        Ok(Done { number: self.ticket.number, sequence: self.change.sequence })
    }

    /// Keeps how long the customer waited for what this deed brought him.
    async fn measure(&mut self) -> Result<()> {
        let minutes = measures::working_minutes(self.ticket.created_at, self.now, &self.when.zone);
        if self.answered {
            store::dashboard::answered(&mut self.tx, self.ticket.id, minutes).await?;
        }
        let handled = match measures::handling(self.ticket.life.state, self.change.life.state) {
            Handling::Ends => Some(minutes),
            Handling::GoesOn => None,
            Handling::Stays => return Ok(()),
        };
        Ok(store::dashboard::handled(&mut self.tx, self.ticket.id, handled).await?)
    }

    /// Records what was done: this is the one place for every deed on a ticket.
    async fn record(&mut self) -> Result<()> {
        let (before, after) = (self.ticket.life.state, self.change.life.state);
        for act in std::mem::take(&mut self.acts) {
            let mut entry = Entry::new(act, self.ticket.id, self.ticket.number.as_str())
                .of(self.ticket.customer)
                .within(self.ticket.account, self.ticket.sub_account);
            if before != after {
                entry = entry.change(before.as_str(), after.as_str());
            }
            audit::record(&mut self.tx, self.now, &self.who, entry).await?;
        }
        Ok(())
    }

    /// Those of the customer who hear of this ticket.
    pub(super) async fn contacts(&mut self) -> Result<Vec<Contact>> {
        Ok(store::tickets::contacts(&mut self.tx, self.ticket.id).await?)
    }

    /// Those who follow the ticket and may see it as of now, whoever does the deed among them.
    pub(super) async fn followers(&mut self) -> Result<Vec<Follower>> {
        if let Some(known) = &self.followers {
            return Ok(known.clone());
        }
        let mut followers = store::notices::followers(&mut self.tx, self.ticket.id).await?;
        let mut seeing = Vec::with_capacity(followers.len());
        for follower in &followers {
            let reader = store::people::find_actor(&mut self.tx, follower.person).await?;
            let ticket = TicketFacts { joined: follower.joined, ..self.ticket.facts() };
            seeing.push(reader.is_some_and(|reader| permission::see_ticket(&reader, &ticket).is_ok()));
        }
        let mut seeing = seeing.into_iter();
        followers.retain(|_| seeing.next().unwrap_or_default());
        self.followers = Some(followers.clone());
        Ok(followers)
    }

    /// The one who does the deed.
    pub(super) const fn actor(&self) -> Option<UserId> {
        self.actor
    }

    /// His name.
    pub(super) fn actor_name(&self) -> &str {
        &self.author.name
    }
}

/// When the clock next has something to do with a ticket: the next reminder, or the end of a term that has a default.
pub(crate) fn next_clock_at(life: &Lifecycle, reminders_sent: i64, when: &When) -> Option<Timestamp> {
    use promise::Otherwise;

    let started = When { now: life.term_started_at, zone: when.zone.clone() };
    let sent = usize::try_from(reminders_sent).unwrap_or(usize::MAX);
    let reminder = promise::reminders(life.state, &started).get(sent).copied();
    match promise::otherwise(life.state) {
        Otherwise::ResolvedAsNoAnswer | Otherwise::ClosedAsNotValidated | Otherwise::Closes => reminder.or(life.due_at),
        Otherwise::Late | Otherwise::Nothing => None,
    }
}

/// A message's text as it is kept: line ends as one character, no white space at its end.
///
/// # Errors
/// A refusal of the field when the text is too long, or missing where one is required.
pub(super) fn message_text(field: &str, typed: &str, required: bool) -> Result<String> {
    let text = typed.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_end().trim_start_matches(['\n', '\u{feff}']).replace('\0', "");
    if required && text.trim().is_empty() {
        return Err(Error::field(field, FieldRefusal::Missing));
    }
    if text.chars().count() > MESSAGE_MAX {
        return Err(Error::field(field, FieldRefusal::TooLong(MESSAGE_MAX)));
    }
    Ok(text)
}

/// Refuses more files than one message takes.
///
/// # Errors
/// [`FileRefusal::TooMany`].
pub(super) fn few_files(files: usize) -> Result<()> {
    if files > FILES_PER_MESSAGE {
        return Err(Refusal::File(FileRefusal::TooMany(FILES_PER_MESSAGE)).into());
    }
    Ok(())
}

/// The beginning of a text, in one line.
pub(super) fn excerpt(body: &str) -> String {
    let mut words = String::new();
    for word in body.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
        if words.chars().count() > 140 {
            return words.chars().take(140).chain(['…']).collect();
        }
    }
    words
}
