//! Filing a ticket in four steps (S1-06 to S1-08), each kept as a draft so that nothing typed is lost.

use std::collections::BTreeMap;

use domain::Actor;
use domain::event::TicketEvent;
use domain::id::{DraftId, FileId, ParcelId, SlotId, TicketId, UserId};
use domain::parcel::number;
use domain::permission;
use domain::refusal::{FieldRefusal, Refusal};
use domain::ticket::lifecycle::{self, By, Deed, TicketState, When};
use domain::ticket::message::{Audience, MessageKind};
use domain::ticket::number::ticket_number;
use domain::ticket::reason::{self, Subject};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::parcels::Parcel;
use store::threads::Slot;
use store::tickets::{NewTicket, Ticket};
use store::{Scope, Tx};

use super::contact::{Contact, contacts, filer};
use super::deed::{Doing, Done, few_files, message_text, next_clock_at};
use super::filing_parcels::{pasted_numbers, siblings, visible_parcel};
use super::{filing_stop, notify};
use crate::parcels::may_see;
use crate::{Error, Operations, Result, ids};

/// A ticket that is still being filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FilingDraft {
    /// The parcel it was begun on: cleaned number, also where nobody knows it.
    pub parcel: String,
    /// Which parcel that is, where it was named by its id: several can have one number.
    pub parcel_id: Option<ParcelId>,
    /// The numbers it concerns; the first step puts `parcel` there alone.
    pub parcels: Vec<String>,
    /// Key of the subject, or empty.
    pub subject: String,
    /// Key of the sub-reason, or empty.
    pub sub_reason: String,
    /// What was typed into the information fields.
    pub information: BTreeMap<String, String>,
    /// The text.
    pub body: String,
    /// The number of the closed ticket that it takes up again, or empty.
    pub follows: String,
    /// Numbers that were pasted besides; those that are to be concerned stand among `parcels`, too.
    pub others: Vec<String>,
    /// The customer's user in whose name an agent files; none where somebody files for himself.
    pub contact: Option<UserId>,
}

/// A draft with what its pages show.
#[derive(Clone, Debug)]
pub struct Filing {
    /// Its id.
    pub id: DraftId,
    /// What was typed so far.
    pub draft: FilingDraft,
    /// The parcel it was begun on, where we know it and he may see it.
    pub parcel: Option<Parcel>,
    /// The other parcels of the same shipment.
    pub siblings: Vec<Parcel>,
    /// The numbers that were pasted besides, each with its parcel where we know it and he may see it.
    pub others: Vec<(String, Option<Parcel>)>,
    /// For an agent: the users of the parcel's customer in whose name he can file.
    pub contacts: Vec<Contact>,
    /// Tickets on any of these parcels in which the matter goes on, those to validate among them, and that he may join.
    pub open_tickets: Vec<Ticket>,
}

/// What the last step sends.
#[derive(Clone, Debug, Default)]
pub struct FilingDetails {
    /// Answers to the information fields by their key.
    pub information: BTreeMap<String, String>,
    /// The text.
    pub body: String,
    /// The draft files, with the matrix slot each is meant for (or empty).
    pub files: Vec<(FileId, String)>,
}

/// The most parcels that one ticket concerns.
pub const PARCELS_MAX: usize = 20;

/// The longest number that a ticket can be filed on, in characters.
pub const NUMBER_MAX: usize = 40;

impl Operations {
    /// Step 1 is done: a draft on this number, or on the parcel of this id. A number that nobody knows, or that is not his,
    /// is as good.
    ///
    /// # Errors
    /// A refusal of the field `query`, [`Refusal::NotAllowed`] without the right to file.
    pub async fn start_filing(&self, actor: &Actor, typed: &str) -> Result<DraftId> {
        permission::begin_ticket(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        filing_stop::check(&mut tx, actor.user).await?;
        drop(tx);
        let (parcel, parcel_id) = self.filed_on(actor, typed).await?;
        let draft = FilingDraft { parcels: vec![parcel.clone()], parcel, parcel_id, ..FilingDraft::default() };
        let id = DraftId(ids::new_id(self.now()));
        self.keep_filing(actor, id, &draft).await?;
        Ok(id)
    }

    /// As [`Operations::start_filing`], for a ticket that takes up again what a closed one left over.
    ///
    /// # Errors
    /// As there; [`Error::NotFound`] for a ticket that he may not see, [`Refusal::NotInThisState`] for one in which the
    /// matter can still go on.
    pub async fn start_follow_up(&self, actor: &Actor, typed: &str, follows: &str) -> Result<DraftId> {
        permission::file_ticket(actor)?;
        let parcel = filed_number(typed)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        filing_stop::check(&mut tx, actor.user).await?;
        let ticket = store::tickets::find(&mut tx, follows, actor.user).await?.ok_or(Error::NotFound)?;
        drop(tx);
        permission::see_ticket(actor, &ticket.facts())?;
        if ticket.life.state != TicketState::Closed {
            return Err(Refusal::NotInThisState.into());
        }
        let parcels = vec![parcel.clone()];
        let draft = FilingDraft { parcels, parcel, follows: ticket.number, ..FilingDraft::default() };
        let id = DraftId(ids::new_id(self.now()));
        self.keep_filing(actor, id, &draft).await?;
        Ok(id)
    }

    /// Step 1 again: the draft is about another number now. What else was typed into it stays.
    ///
    /// # Errors
    /// [`Error::NotFound`], a refusal of the field `query`.
    pub async fn change_parcel(&self, actor: &Actor, id: DraftId, typed: &str) -> Result<()> {
        permission::begin_ticket(actor)?;
        let (parcel, parcel_id) = self.filed_on(actor, typed).await?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let draft = load(&mut tx, actor, id).await?;
        drop(tx);
        if draft.parcel == parcel && draft.parcel_id == parcel_id {
            return Ok(());
        }
        let draft = FilingDraft { parcels: vec![parcel.clone()], parcel, parcel_id, ..draft };
        self.keep_filing(actor, id, &draft).await
    }

    /// A draft with the parcels and open tickets that go with it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for anybody but its author.
    pub async fn filing(&self, actor: &Actor, id: DraftId) -> Result<Filing> {
        permission::begin_ticket(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let draft = load(&mut tx, actor, id).await?;
        let parcel = visible_parcel(&mut tx, actor, (&draft.parcel, draft.parcel_id), self.now()).await?;
        let siblings = match &parcel {
            Some(parcel) => siblings(&mut tx, actor, parcel, self.now()).await?,
            None => Vec::new(),
        };
        let others = self.others(&mut tx, actor, &draft.others).await?;
        let contacts = match &parcel {
            Some(parcel) if actor.is_operator() => contacts(&mut tx, parcel.customer).await?,
            _ => Vec::new(),
        };
        let mut open_tickets: Vec<Ticket> = Vec::new();
        let beside = siblings.iter().map(|one| &one.number).chain(&draft.others);
        for number in std::iter::once(&draft.parcel).chain(beside).take(10) {
            for ticket in store::tickets::on_parcel(&mut tx, number, actor.user).await? {
                // An agent opens what a colleague of the customer would join.
                let meets = actor.is_operator() || permission::join_ticket(actor, &ticket.facts()).is_ok();
                let joinable = ticket.life.state.is_joinable() && meets;
                if joinable && !open_tickets.iter().any(|known| known.id == ticket.id) {
                    open_tickets.push(ticket);
                }
            }
        }
        Ok(Filing { id, draft, parcel, siblings, others, contacts, open_tickets })
    }

    /// Step 2: the parcels it concerns, at least one: of those that are offered the chosen ones, and the numbers that were
    /// pasted besides, whether somebody knows them or not.
    ///
    /// # Errors
    /// [`Error::NotFound`], a refusal of the field `parcels`, or of `others`: too many, too long, or another customer's.
    pub async fn choose_parcels(&self, actor: &Actor, id: DraftId, numbers: &[String], pasted: &str) -> Result<()> {
        let filing = self.filing(actor, id).await?;
        let pasted = pasted_numbers(pasted)?;
        let beside = filing.siblings.iter().map(|parcel| &parcel.number).chain(&filing.draft.others);
        let mut chosen: Vec<String> = std::iter::once(&filing.draft.parcel)
            .chain(beside)
            .filter(|number| numbers.contains(number))
            .cloned()
            .collect();
        let ours = |number: &String| {
            *number == filing.draft.parcel || filing.siblings.iter().any(|parcel| parcel.number == *number)
        };
        chosen.extend(pasted);
        let mut seen = std::collections::HashSet::new();
        chosen.retain(|number| seen.insert(number.clone()));
        if chosen.is_empty() {
            return Err(Error::field("parcels", FieldRefusal::NotChosen));
        }
        if chosen.len() > PARCELS_MAX {
            return Err(Error::field("others", FieldRefusal::TooMany(PARCELS_MAX)));
        }
        let others: Vec<String> = chosen.iter().filter(|number| !ours(number)).cloned().collect();
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let known = self.others(&mut tx, actor, &others).await?;
        drop(tx);
        let customer = filing.parcel.as_ref().map(|parcel| parcel.customer);
        let foreign = |parcel: &Parcel| customer.is_some_and(|customer| customer != parcel.customer);
        if known.iter().any(|(_, parcel)| parcel.as_ref().is_some_and(foreign)) {
            return Err(Error::field("others", FieldRefusal::NotOffered));
        }
        let draft = FilingDraft { parcels: chosen, others, ..filing.draft };
        self.keep_filing(actor, id, &draft).await
    }

    /// Step 3: the subject and its sub-reason.
    ///
    /// # Errors
    /// [`Error::NotFound`], a refusal of `subject` or `sub_reason`.
    pub async fn choose_subject(&self, actor: &Actor, id: DraftId, subject: &str, sub_reason: &str) -> Result<()> {
        permission::begin_ticket(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let draft = load(&mut tx, actor, id).await?;
        drop(tx);
        let chosen = self.settings().matrix.choose(subject).map_err(|why| Error::field(reason::SUBJECT_FIELD, why))?;
        let sub_reason = if chosen.sub_reasons.is_empty() {
            String::new()
        } else {
            let known = chosen.sub_reason(sub_reason).filter(|one| !one.retired).ok_or_else(|| {
                let why = if sub_reason.is_empty() { FieldRefusal::NotChosen } else { FieldRefusal::NotOffered };
                Error::field(reason::SUB_REASON_FIELD, why)
            })?;
            known.key.clone()
        };
        let draft = FilingDraft { subject: chosen.key.clone(), sub_reason, ..draft };
        self.keep_filing(actor, id, &draft).await
    }

    /// Keeps what is being typed in the last step.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn keep_details(&self, actor: &Actor, id: DraftId, details: &FilingDetails) -> Result<()> {
        permission::begin_ticket(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let draft = load(&mut tx, actor, id).await?;
        drop(tx);
        let cut = |text: &str| text.chars().take(domain::ticket::message::MESSAGE_MAX).collect::<String>();
        let information = details.information.iter().take(50).map(|(key, value)| (key.clone(), cut(value))).collect();
        let draft = FilingDraft { information, body: cut(&details.body), ..draft };
        self.keep_filing(actor, id, &draft).await
    }

    /// Step 4: files the ticket. The same draft twice is one ticket.
    ///
    /// # Errors
    /// [`Error::NotFound`], refusals of the fields; the draft stays.
    pub async fn file_ticket(&self, actor: &Actor, id: DraftId, details: &FilingDetails) -> Result<Done> {
        permission::begin_ticket(actor)?;
        let now = self.now();
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let deed_key = format!("{} file {id}", actor.user);
        if let Some((number, sequence)) = store::threads::deed_done(&mut tx, &deed_key).await? {
            return Ok(Done { number, sequence });
        }
        filing_stop::check(&mut tx, actor.user).await?;
        let draft = load(&mut tx, actor, id).await?;
        let matrix = self.settings().matrix.clone();
        let subject = matrix.choose(&draft.subject).map_err(|why| Error::field(reason::SUBJECT_FIELD, why))?;
        let sub_reason = (!draft.sub_reason.is_empty()).then_some(draft.sub_reason.as_str());
        let (information, body) = checked(subject, sub_reason, details)?;
        few_files(details.files.len())?;

        let first = visible_parcel(&mut tx, actor, (&draft.parcel, draft.parcel_id), now).await?;
        let filer = filer(&mut tx, actor, &draft, first.as_ref()).await?;
        let (customer, author, filed_for_by) = (filer.customer, filer.author, filer.filed_for_by);
        let mut beside = match &first {
            Some(first) if draft.parcels.len() > 1 => siblings(&mut tx, actor, first, now).await?,
            _ => Vec::new(),
        };
        let others = self.others(&mut tx, actor, &draft.others).await?.into_iter().filter_map(|(_, parcel)| parcel);
        beside.extend(others.filter(|parcel| parcel.customer == customer));
        let mut parcels = Vec::new();
        let mut account = None;
        for number in &draft.parcels {
            let known = first.iter().chain(&beside).find(|one| one.number == *number);
            parcels.push((known.map(|parcel| parcel.id), number.clone()));
            let Some(parcel) = known else { continue };
            filer.may_file_on(parcel)?;
            if store::people::is_retired(&mut tx, parcel.account, parcel.sub_account).await? {
                return Err(Refusal::AccountRetired.into());
            }
            // Of a number that nobody knows the next parcel says for whose eyes the ticket is.
            account = account.or(parcel.account);
        }
        // Who may no longer see the earlier ticket files all the same, without the link.
        let earlier = match draft.follows.as_str() {
            "" => None,
            number => store::tickets::find(&mut tx, number, actor.user).await?,
        };
        let earlier = earlier.filter(|ticket| permission::see_ticket(actor, &ticket.facts()).is_ok());
        let zone = store::people::customer_zone(&mut tx, customer).await?;
        let when = When { now, zone: crate::zone(&zone) };
        let (deed, by, event) = match filed_for_by {
            None => (Deed::File, By::Customer, TicketEvent::TicketFiled),
            Some(_) => (Deed::FileFor, By::Agent, TicketEvent::TicketFiledFor),
        };
        let life = lifecycle::apply(None, &deed, by, &when)?;
        let year = now.to_zoned(when.zone.clone()).year();
        let ticket = NewTicket {
            id: TicketId(ids::new_id(now)),
            number: ticket_number(year, store::tickets::next_sequence(&mut tx).await?),
            customer,
            account,
            author,
            filed_for_by,
            follows: earlier.map(|ticket| ticket.id),
            subject: subject.key.clone(),
            sub_reason: draft.sub_reason.clone(),
            parcels,
            sender_reference: first.map(|parcel| parcel.sender_reference).unwrap_or_default(),
            information,
            next_clock_at: next_clock_at(&life, 0, &when),
            life,
            created_at: now,
        };
        store::tickets::insert(&mut tx, &ticket).await?;
        let slots = make_slots(&mut tx, &ticket, subject, sub_reason, &details.files, now).await?;
        let stored = store::tickets::find(&mut tx, &ticket.number, actor.user).await?.ok_or(Error::NotFound)?;
        let mut doing = Doing::of_new(self, tx, stored, actor, deed_key);
        doing.slots = slots;
        doing.happened(event, Audience::Everyone).await?;
        let files: Vec<(FileId, Option<SlotId>)> = details
            .files
            .iter()
            .map(|(file, key)| {
                let slot = doing.slots.iter().find(|slot| !key.is_empty() && slot.key == *key);
                (*file, slot.map(|slot| slot.id))
            })
            .collect();
        doing.say(MessageKind::Filing, Audience::Everyone, &body, &files).await?;
        notify::filed(&mut doing).await?;
        store::threads::drop_filing(&mut doing.tx, id, actor.user).await?;
        doing.finish().await
    }

    /// Somebody's drafts, the last changed first.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn filings(&self, actor: &Actor) -> Result<Vec<(DraftId, FilingDraft, Timestamp)>> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        Ok(readable(store::threads::filings(&mut tx, actor.user).await?).collect())
    }

    /// Forgets a draft; its files go with the sweep of draft files.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn drop_filing(&self, actor: &Actor, id: DraftId) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        store::threads::drop_filing(&mut tx, id, actor.user).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What a ticket is filed on: a cleaned number and, where a parcel was named by its id, which one it is.
    async fn filed_on(&self, actor: &Actor, typed: &str) -> Result<(String, Option<ParcelId>)> {
        if let Ok(id) = typed.trim().parse() {
            let mut tx = self.store().read(Scope::of(actor)).await?;
            let named = store::parcels::of_ids(&mut tx, &[id]).await?;
            if let Some(parcel) = named.into_iter().find(|parcel| may_see(actor, parcel, self.now())) {
                return Ok((parcel.number, Some(id)));
            }
        }
        Ok((filed_number(typed)?, None))
    }

    pub(super) async fn keep_filing(&self, actor: &Actor, id: DraftId, draft: &FilingDraft) -> Result<()> {
        let body = serde_json::to_string(draft).map_err(|error| Error::Outside(error.to_string()))?;
        let mut tx = self.store().write(Scope::of(actor)).await?;
        store::threads::keep_filing(&mut tx, id, actor.user, &body, self.now()).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// A number as a ticket is filed on it: cleaned, also where nobody knows it.
fn filed_number(typed: &str) -> Result<String> {
    let cleaned = number::clean(typed);
    if cleaned.is_empty() {
        return Err(Error::field("query", FieldRefusal::Missing));
    }
    if cleaned.chars().count() > NUMBER_MAX {
        return Err(Error::field("query", FieldRefusal::TooLong(NUMBER_MAX)));
    }
    Ok(cleaned)
}

/// The answers and the text of the last step, all that is wrong with them at once.
fn checked(
    subject: &Subject,
    sub_reason: Option<&str>,
    details: &FilingDetails,
) -> Result<(Vec<(String, String)>, String)> {
    let mut wrong = Vec::new();
    let answers = match reason::check_answers(subject, sub_reason, &details.information) {
        Ok(answers) => answers,
        Err(refusals) => {
            wrong.extend(refusals);
            Vec::new()
        }
    };
    let body = match message_text("body", &details.body, true) {
        Ok(body) => body,
        Err(Error::Refused(Refusal::Fields(refusals))) => {
            wrong.extend(refusals);
            String::new()
        }
        Err(other) => return Err(other),
    };
    if wrong.is_empty() {
        Ok((answers.into_iter().map(|answer| (answer.key, answer.value)).collect(), body))
    } else {
        Err(Refusal::Fields(wrong).into())
    }
}

/// The matrix' slots for a new ticket; those that files came for are filled.
async fn make_slots(
    tx: &mut Tx,
    ticket: &NewTicket,
    subject: &Subject,
    sub_reason: Option<&str>,
    files: &[(FileId, String)],
    now: Timestamp,
) -> Result<Vec<Slot>> {
    let mut slots = Vec::new();
    for definition in subject.slots_for(sub_reason) {
        let slot = Slot {
            id: SlotId(ids::new_id(now)),
            key: definition.key.clone(),
            kind: definition.kind.as_str().to_owned(),
            label_fr: definition.label.fr.clone(),
            label_en: definition.label.en.clone(),
            blocks_resolution: definition.blocks_resolution,
            asked: false,
            missing: false,
            filled_at: files.iter().any(|(_, key)| *key == definition.key).then_some(now),
        };
        store::threads::insert_slot(tx, ticket.id, &slot).await?;
        slots.push(slot);
    }
    Ok(slots)
}

/// Drafts as they were kept; one that this program cannot read any more is passed over.
pub(super) fn readable(
    kept: Vec<(DraftId, String, Timestamp)>,
) -> impl Iterator<Item = (DraftId, FilingDraft, Timestamp)> {
    kept.into_iter().filter_map(|(id, body, at)| Some((id, serde_json::from_str(&body).ok()?, at)))
}

pub(super) async fn load(tx: &mut Tx, actor: &Actor, id: DraftId) -> Result<FilingDraft> {
    let body = store::threads::filing(tx, id, actor.user).await?.ok_or(Error::NotFound)?;
    serde_json::from_str(&body)
        .map_err(|_| Error::Store(store::StoreError::inconsistent("filing_draft", "body", &body)))
}
