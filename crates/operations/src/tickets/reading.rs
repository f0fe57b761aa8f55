//! What people read of tickets: a thread with everything beside it, and the lists.

use domain::Actor;
use domain::actor::{Right, Side};
use domain::audit::Act;
use domain::id::{DraftId, UserId};
use domain::parcel::number;
use domain::permission;
use domain::ticket::criteria::{Assigned, TicketCriteria, TicketSort};
use domain::ticket::lifecycle::TicketState;
use domain::ticket::message::Audience;
use domain::ticket::number::parse_ticket_number;
use domain::ticket::promise;
use store::lists::{Filter, Listed, Narrow, Search};
use store::threads::{Event, Message, Slot};
use store::tickets::{Linked, Particulars, Ticket};
use store::{Scope, Tx};

use super::agent::{AgentMay, agent_may};
use super::customer::{CustomerMay, customer_may};
use super::filing::{FilingDraft, readable};
use super::hold::{self, HeldBack};
use super::tabs::OpenTab;
use crate::audit::{self, Entry, Who};
use crate::files::{AttachedFile, DraftFile};
use crate::{Error, Operations, Result};

/// A ticket with its thread, as far as the reader may see it.
#[derive(Clone, Debug)]
pub struct Thread {
    /// The ticket.
    pub ticket: Ticket,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// What was written, in order.
    pub messages: Vec<Message>,
    /// The files, each with the message it came with.
    pub files: Vec<AttachedFile>,
    /// The document slots.
    pub slots: Vec<Slot>,
    /// The numbers of the parcels it concerns.
    pub parcels: Vec<String>,
    /// What the customer told when he filed: key of the matrix and value.
    pub information: Vec<(String, String)>,
    /// The number of the closed ticket that this one takes up again, where the reader may see that one.
    pub follows: Option<String>,
    /// The numbers of the tickets that take this one up again, as far as the reader may see them.
    pub followed_by: Vec<String>,
    /// Who may see it of the reader's own side, or has it: id, name, and whether it is given to him.
    pub people: Vec<(UserId, String, bool)>,
    /// The tickets that the reader keeps open, in the order in which he opened them.
    pub tabs: Vec<OpenTab>,
    /// Whether its bell is on for the reader.
    pub bell: bool,
    /// What the reader was writing.
    pub draft: String,
    /// The key of the form for which he was writing it; those of the other forms begin with it.
    pub draft_key: String,
    /// The files he has sent to the forms beside the thread.
    pub draft_files: Vec<DraftFile>,
    /// The answer that the reader holds and that has not gone out.
    pub held: Option<HeldBack>,
    /// What a customer's user may do now.
    pub customer_may: CustomerMay,
    /// What an agent may do now.
    pub agent_may: AgentMay,
    /// Whether the operator's promise has passed.
    pub late: bool,
}

/// How the draft keys of the forms beside a thread end. The reply and the documents that are asked for share theirs:
/// a file that was sent for a slot stays with it when an agent begins to ask for it.
const FORMS_WITH_FILES: [&str; crate::files::THREAD_FORMS] =
    ["", " contest", " answer", " ask", " resolve", " note", " team_note"];

/// What somebody asks a list for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// `customer`, `operator`, `late`, `done` or empty.
    pub tab: String,
    /// The state's word, or empty.
    pub state: String,
    /// Filed in the last so many days; 0 for all.
    pub days: i64,
    /// What was typed into the search.
    pub search: String,
    /// The other filters and the order; what stands above is not read of it.
    pub more: TicketCriteria,
    /// Where the page begins.
    pub after: Option<store::lists::Cursor>,
    /// Rows of a page.
    pub rows: i64,
    /// Up to where results are counted, where they fill more than a page; 0: words that are searched are not counted,
    /// and anything else up to [`COUNT_LIMIT`](store::lists::COUNT_LIMIT).
    pub count_to: i64,
}

impl Wanted {
    /// What criteria ask for in a tab.
    #[must_use]
    pub fn of(criteria: &TicketCriteria, tab: &str, rows: i64) -> Self {
        Wanted {
            tab: tab.to_owned(),
            state: criteria.state.map_or("", TicketState::as_str).to_owned(),
            days: criteria.days,
            search: criteria.search.clone(),
            more: criteria.clone(),
            after: None,
            rows,
            count_to: 0,
        }
    }

    /// Whether more is asked for than a tab, a state and a period, or in another order.
    fn is_narrowed(&self) -> bool {
        let plain = |criteria: &TicketCriteria| TicketCriteria {
            tab: String::new(),
            search: String::new(),
            state: None,
            days: 0,
            ..criteria.clone()
        };
        !self.search.trim().is_empty() || plain(&self.more) != TicketCriteria::default()
    }
}

/// How many tickets were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// So many.
    Exactly(i64),
    /// More than that.
    MoreThan(i64),
}

/// A page of a list.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The rows.
    pub rows: Vec<Listed>,
    /// Where the next page begins, if there is one.
    pub next: Option<store::lists::Cursor>,
    /// How many tickets there are, where the list is narrowed.
    pub found: Option<Found>,
    /// How many wait for whom.
    pub counts: Vec<(String, i64)>,
    /// What the customer's user has begun to file.
    pub drafts: Vec<(DraftId, FilingDraft)>,
}

impl Operations {
    /// A thread as its reader may see it, in four statements. Reading alone changes nothing, so that a prefetch is not
    /// a *seen*.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a ticket that does not exist or is not his to see.
    pub async fn thread(&self, actor: &Actor, number: &str) -> Result<Thread> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let opened = store::tickets::open(&mut tx, number, actor.user).await?.ok_or(Error::NotFound)?;
        let store::tickets::OpenedTicket { ticket, draft, held, follows: bell } = opened;
        permission::see_ticket(actor, &ticket.facts())?;
        let reads = |audience: Audience| {
            if actor.is_operator() { audience.operator_reads() } else { audience.customer_reads() }
        };
        let (mut events, messages): (Vec<Event>, Vec<Option<Message>>) =
            store::threads::entries(&mut tx, ticket.id).await?.into_iter().unzip();
        events.retain(|event| reads(event.audience));
        let mut messages: Vec<Message> = messages.into_iter().flatten().collect();
        messages.retain(|message| reads(message.audience));
        let draft_key = format!("ticket {}", ticket.id);
        let keys = FORMS_WITH_FILES.map(|form| format!("{draft_key}{form}"));
        let keys = keys.each_ref().map(String::as_str);
        let (mut files, draft_files) = crate::files::of_thread(&mut tx, ticket.id, actor.user, keys).await?;
        files.retain(|file| reads(file.audience));
        let took_part = events.iter().any(|event| event.author.person == Some(actor.user));
        files.iter_mut().for_each(|file| file.veil(actor, &ticket.facts(), took_part));
        let Particulars { slots, parcels, information, follows, followed_by, people, tabs } =
            store::tickets::particulars(&mut tx, ticket.id, actor.user).await?;
        let seen = |linked: Linked| permission::see_ticket(actor, &linked.facts).is_ok().then_some(linked.number);
        let facts = ticket.facts();
        let people = people.into_iter().filter(|one| one.assigned || one.sees(&facts));
        Ok(Thread {
            people: people.map(|one| (one.actor.user, one.actor.name, one.assigned)).collect(),
            customer_may: customer_may(actor, &ticket),
            agent_may: agent_may(actor, &ticket),
            late: promise::is_late(&ticket.life, self.now()),
            ticket,
            events,
            messages,
            files,
            slots,
            parcels,
            information,
            follows: follows.and_then(seen),
            followed_by: followed_by.into_iter().filter_map(seen).collect(),
            tabs: tabs
                .into_iter()
                .filter_map(|(linked, subject, unread)| Some(OpenTab { number: seen(linked)?, subject, unread }))
                .collect(),
            held: held.and_then(|held| hold::shown(&held)),
            draft,
            draft_key,
            draft_files,
            bell,
        })
    }

    /// Somebody has the thread before his eyes up to an event.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn mark_read(&self, actor: &Actor, number: &str, sequence: i64) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let ticket = store::tickets::find(&mut tx, number, actor.user).await?.ok_or(Error::NotFound)?;
        permission::see_ticket(actor, &ticket.facts())?;
        let sequence = sequence.min(ticket.sequence);
        let news = sequence > ticket.read_sequence;
        if news {
            store::tickets::mark_read(&mut tx, actor.user, ticket.id, sequence).await?;
        }
        let news = store::notices::read_to(&mut tx, actor.user, ticket.id, sequence, self.now()).await? || news;
        if record_read(&mut tx, self.now(), actor, &ticket).await? || news {
            tx.commit().await?;
        }
        Ok(())
    }

    /// The customer's inbox: the last changed first.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the operator, who has a desk.
    pub async fn inbox(&self, actor: &Actor, wanted: &Wanted) -> Result<Page> {
        if actor.is_operator() {
            return Err(Error::NotFound);
        }
        let filter = self.filter(actor, wanted);
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let rows = rows(&mut tx, actor, &filter).await?;
        self.page(&mut tx, actor, wanted, &filter, rows).await
    }

    /// The agents' queue: by the date of the promise where a turn is asked for, else the last changed first. The list of
    /// what is late is the leads'; who asks for it below them gets what is the operator's turn.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a customer's user.
    pub async fn desk(&self, actor: &Actor, wanted: &Wanted) -> Result<Page> {
        permission::answer(actor)?;
        let filter = self.filter(actor, wanted);
        let mut tx = self.store().read(Scope::Operator).await?;
        let rows = rows(&mut tx, actor, &filter).await?;
        self.page(&mut tx, actor, wanted, &filter, rows).await
    }

    /// The tickets on a parcel that the reader may open.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn tickets_on_parcel(&self, actor: &Actor, number: &str) -> Result<Vec<Ticket>> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let mut tickets = store::tickets::on_parcel(&mut tx, number, actor.user).await?;
        tickets.retain(|ticket| permission::see_ticket(actor, &ticket.facts()).is_ok());
        Ok(tickets)
    }

    /// The statement's filter of what is wanted, within what the asking person sees.
    pub(super) fn filter(&self, actor: &Actor, wanted: &Wanted) -> Filter {
        let (now, more) = (self.now(), &wanted.more);
        let zone = crate::zone(&actor.zone);
        let begins = |day: Option<jiff::civil::Date>| Some(day?.to_zoned(zone.clone()).ok()?.timestamp());
        let since = (wanted.days > 0).then(|| now - jiff::SignedDuration::from_hours(24 * wanted.days.min(3_650)));
        let (own_only, accounts) = match &actor.side {
            Side::Operator { .. } => (false, String::new()),
            Side::Customer { rights, scope, .. } => (!rights.has(Right::SeeAllTickets), scope.to_words()),
        };
        let turn = match wanted.tab.as_str() {
            "customer" => "customer",
            "operator" | "late" => "operator",
            "done" if !actor.is_operator() => "nobody",
            _ => "",
        };
        let typed = wanted.search.trim();
        let search = (!typed.is_empty()).then(|| Search {
            ticket_number: parse_ticket_number(typed).unwrap_or_default(),
            parcel_number: number::clean(typed),
            reference: typed.to_owned(),
        });
        Filter {
            turn: turn.to_owned(),
            state: wanted.state.clone(),
            filed_from: since.into_iter().chain(begins(more.from)).max(),
            filed_before: begins(more.until.and_then(|day| day.tomorrow().ok())),
            late_at: (wanted.tab == "late" && permission::see_late(actor).is_ok()).then_some(now),
            search,
            narrow: Narrow {
                account: more.account.clone(),
                sub_account: more.sub_account.clone(),
                contact: more.contact,
                // Whom the customer's team gives its tickets to is none of the operator's business.
                assigned: more.assigned.filter(|_| !actor.is_operator()).map(|assigned| match assigned {
                    Assigned::Me => actor.user,
                    Assigned::To(person) => person,
                }),
                email: more.email.clone(),
                subject: more.subject.clone(),
                carrier: more.carrier.clone(),
                unread: more.unread,
                files: more.files,
                late_at: more.late.then_some(now),
                sort: more.sort,
            },
            own_only,
            accounts,
            after: wanted.after.clone(),
            limit: wanted.rows.clamp(1, 200) + 1,
            effort: store::lists::Effort::default(),
        }
    }

    async fn page(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        wanted: &Wanted,
        filter: &Filter,
        mut rows: Vec<Listed>,
    ) -> Result<Page> {
        let page = usize::try_from(filter.limit - 1).unwrap_or(50);
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows
            .last()
            .filter(|_| more)
            .map(|row| store::lists::Cursor { at: place(actor, filter, row), id: row.id.to_string() });
        let whole = filter.after.is_none() && !more;
        let found = match i64::try_from(rows.len()) {
            _ if !wanted.is_narrowed() => None,
            Ok(rows) if whole => Some(Found::Exactly(rows)),
            _ if filter.search.is_some() && wanted.count_to == 0 => Some(Found::MoreThan(wanted.rows)),
            _ => {
                let limit = if wanted.count_to == 0 { store::lists::COUNT_LIMIT } else { wanted.count_to };
                let count = store::lists::count(tx, actor.user, filter, limit).await?;
                Some(if count > limit { Found::MoreThan(limit) } else { Found::Exactly(count) })
            }
        };
        let above = store::lists::above(tx, actor.user, filter, self.now()).await?;
        let drafts = readable(above.drafts).map(|(id, draft, _)| (id, draft)).collect();
        Ok(Page { rows, next, found, counts: above.counts, drafts })
    }
}

/// The rows of the reader's list: of his inbox, or of the desk.
pub(super) async fn rows(tx: &mut Tx, actor: &Actor, filter: &Filter) -> Result<Vec<Listed>> {
    Ok(if actor.is_operator() {
        store::lists::desk(tx, actor.user, filter).await?
    } else {
        store::lists::inbox(tx, actor.user, filter).await?
    })
}

/// By what a row stands where it does in the reader's list. The desk's queues are sorted by the date of the promise.
pub(super) fn place(actor: &Actor, filter: &Filter, row: &Listed) -> i64 {
    let queue =
        actor.is_operator() && filter.search.is_none() && filter.narrow == Narrow::default() && !filter.turn.is_empty();
    match row.life.due_at {
        Some(due_at) if queue => due_at.as_microsecond(),
        _ => key_of(filter, row),
    }
}

/// What the row of a list is sorted by.
fn key_of(filter: &Filter, row: &Listed) -> i64 {
    match filter.narrow.sort {
        TicketSort::Changed | TicketSort::ChangedLast => row.changed_at.as_microsecond(),
        TicketSort::Filed | TicketSort::FiledLast => row.created_at.as_microsecond(),
        TicketSort::Due => row.life.due_at.map_or(i64::MAX, jiff::Timestamp::as_microsecond),
    }
}

/// Records that somebody read a ticket, once within 24 hours; tells whether it was recorded now.
pub(super) async fn record_read(tx: &mut Tx, now: jiff::Timestamp, actor: &Actor, ticket: &Ticket) -> Result<bool> {
    let act = if actor.is_operator() { Act::TicketLookedAt } else { Act::TicketRead };
    let since = now - jiff::SignedDuration::from_hours(24);
    if store::audit::done_since(tx, &ticket.id.to_string(), act, actor.user, since).await? {
        return Ok(false);
    }
    let entry = Entry::new(act, ticket.id, ticket.number.as_str()).of(ticket.customer);
    audit::record(tx, now, &Who::actor(actor), entry.within(ticket.account, ticket.sub_account)).await?;
    Ok(true)
}
