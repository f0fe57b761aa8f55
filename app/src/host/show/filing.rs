//! A ticket that is being filled in, into what the four pages of filing show.

use std::collections::BTreeMap;

use domain::calendar::HolidayZone;
use domain::id::{DraftId, ParcelId};
use domain::instruction::InstructionKind;
use domain::parcel::number::{clean, grouped};
use domain::ticket::reason::{
    ContentLine, FieldKind, InfoField, LeadsTo, SlotKind, Subject, WindowFacts, check_window, field_name,
    write_content, write_money,
};
use domain::{Actor, Language, permission};
use operations::files::DraftFile as KeptFile;
use operations::parcels::Parcel;
use operations::tickets::Ticket;
use operations::tickets::filing::{Filing, FilingDetails, PARCELS_MAX};
use wording::{filing, moment};

use super::Eyes;
use super::lists::row_of_ticket;
use super::parcels::{at_offset, can_be_filed_on, recognition, rows, typed, unknown_row};
use super::proofs;
use super::thread::draft_file;
use crate::api::filing::{FieldView, FiledFor, FilingPage, OpenTicket, SlotField, StartPage, SubjectView};
use crate::api::parcels::ParcelRow;
use crate::api::{Named, When};
use crate::error::Failure;
use crate::host::{Visit, reader, refused};

/// Drafts offered on the first page.
const DRAFTS: usize = 5;

/// The first page.
///
/// # Errors
/// What the operation refused, in words.
pub async fn start(query: &str, draft: &str) -> Result<StartPage, Failure> {
    let (visit, actor) = reader()?;
    let refused = refused(&visit);
    permission::begin_ticket(&actor).map_err(|denied| refused(denied.into()))?;
    let eyes = Eyes::of(&visit, &actor);
    let mut page = StartPage { query: typed(query), draft: draft.to_owned(), ..StartPage::default() };
    if !draft.is_empty() {
        let id = draft_id(draft).map_err(&refused)?;
        let begun = visit.operations.filing(&actor, id).await.map_err(&refused)?;
        if page.query.is_empty() {
            page.query = grouped(&begun.draft.parcel);
            return Ok(page);
        }
    }
    if page.query.is_empty() {
        let drafts = visit.operations.filings(&actor).await.map_err(&refused)?;
        page.drafts = drafts
            .into_iter()
            .take(DRAFTS)
            .map(|(id, draft, _)| (format!("/requests/new/{id}/check"), grouped(&draft.parcel)))
            .collect();
        return Ok(page);
    }
    // A link to one of several parcels of a number names it by its id.
    if page.query.parse::<ParcelId>().is_ok()
        && let Ok(read) = visit.operations.parcel(&actor, &page.query).await
    {
        let shared = visit.operations.shared_numbers(&actor, std::slice::from_ref(&read.parcel)).await;
        page.rows = rows(&eyes, std::slice::from_ref(&read.parcel), &shared.map_err(&refused)?);
        page.query = grouped(&read.parcel.number);
        return Ok(page);
    }
    // Whoever may file but not search goes on with the number alone.
    if permission::search_parcels(&actor).is_ok() {
        let found = visit.operations.find_parcels(&actor, &page.query).await.map_err(&refused)?;
        let number = found.recognition.number.clone();
        page.recognition = recognition(eyes.language, &found.recognition);
        let shared = visit.operations.shared_numbers(&actor, &found.rows).await.map_err(&refused)?;
        page.rows = rows(&eyes, &found.rows, &shared);
        if can_be_filed_on(&number) {
            page.grouped = grouped(&number);
            page.number = number;
        }
    }
    Ok(page)
}

/// A draft's page.
///
/// # Errors
/// What the operation refused, in words.
pub async fn page(draft: &str) -> Result<FilingPage, Failure> {
    let (visit, actor) = reader()?;
    let refused = refused(&visit);
    let id = draft_id(draft).map_err(&refused)?;
    let read = visit.operations.filing(&actor, id).await.map_err(&refused)?;
    let files = visit.operations.draft_files(&actor, &id.to_string()).await.map_err(&refused)?;
    let drafts = visit.operations.filings(&actor).await.map_err(&refused)?;
    let eyes = Eyes::of(&visit, &actor);
    let others = read.others.iter().filter_map(|(_, parcel)| parcel.as_ref());
    let shown: Vec<Parcel> = read.parcel.iter().chain(&read.siblings).chain(others).cloned().collect();
    let shared = visit.operations.shared_numbers(&actor, &shown).await.map_err(&refused)?;
    let mut page = checked(&visit, &eyes, actor.user, &read, rows(&eyes, &shown, &shared));
    page.saved = drafts.into_iter().find(|(one, ..)| *one == id).map(|(.., at)| eyes.when(at));
    choose(&mut page, &visit, &eyes, &read);
    lead(&mut page, &visit, &actor, &read).await.map_err(&refused)?;
    ask(&mut page, &visit, &eyes, &read, &files);
    page.instruct = instruct(&visit, &actor, &read).await;
    page.facts = facts(&eyes, &actor, &read);
    Ok(page)
}

/// Keeps what is typed on the last page; answers when.
///
/// # Errors
/// What the operation refused, in words.
pub async fn keep(draft: &str, information: BTreeMap<String, String>, body: String) -> Result<When, Failure> {
    let (visit, actor) = reader()?;
    let refused = refused(&visit);
    let id = draft_id(draft).map_err(&refused)?;
    let details = FilingDetails { information, body, files: Vec::new() };
    visit.operations.keep_details(&actor, id, &details).await.map_err(refused)?;
    Ok(Eyes::of(&visit, &actor).when(visit.operations.now()))
}

/// Where an instruction is given instead of a ticket that asks for one (`product.md` §12); empty where the chosen subject
/// asks for none, or the parcel takes none of that kind.
async fn instruct(visit: &Visit, actor: &domain::Actor, read: &Filing) -> String {
    let matrix = &visit.operations.settings().matrix;
    let leads_there =
        matrix.subject(&read.draft.subject).is_some_and(|one| one.leads_to == Some(LeadsTo::DeliveryInstruction));
    let Some(parcel) = read.parcel.as_ref().filter(|_| leads_there) else { return String::new() };
    let Ok(page) = visit.operations.instruction_page(actor, &parcel.id.to_string()).await else {
        return String::new();
    };
    let kind = InstructionKind::of_sub_reason(&read.draft.sub_reason);
    match kind {
        Some(kind) if page.eligibility.of(kind).is_ok() => format!("/parcels/{}/instruction?kind={kind}", parcel.id),
        None if page.eligibility.possible().is_ok() => format!("/parcels/{}/instruction", parcel.id),
        _ => String::new(),
    }
}

/// The id of a draft in an address; any other text is a draft that does not exist.
fn draft_id(text: &str) -> operations::Result<DraftId> {
    text.parse().map_err(|_| operations::Error::NotFound)
}

/// What the second page shows: the parcels, and the tickets that are open on them.
fn checked(visit: &Visit, eyes: &Eyes, reader: domain::id::UserId, read: &Filing, known: Vec<ParcelRow>) -> FilingPage {
    let draft = &read.draft;
    let mut shown = known;
    if read.parcel.is_none() {
        shown.insert(0, unknown_row(eyes.language, &draft.parcel));
    }
    let unknown = read.others.iter().filter(|(_, parcel)| parcel.is_none());
    shown.extend(unknown.map(|(number, _)| unknown_row(eyes.language, number)));
    let today = eyes.zoned(eyes.now).date();
    FilingPage {
        draft: read.id.to_string(),
        number: draft.parcel.clone(),
        grouped: grouped(&draft.parcel),
        shipped: read
            .parcel
            .as_ref()
            .map(|parcel| moment::long_day(eyes.language, parcel.label_on, today))
            .unwrap_or_default(),
        parcels: shown
            .into_iter()
            .map(|row| {
                let ticked = draft.parcels.contains(&row.number);
                (row, ticked)
            })
            .collect(),
        known: read.parcel.is_some(),
        most: i64::try_from(PARCELS_MAX).unwrap_or(i64::MAX),
        filed_for: eyes.operator.then(|| FiledFor {
            contacts: read
                .contacts
                .iter()
                .map(|one| (one.id.to_string(), format!("{} ({})", one.name, one.email)))
                .collect(),
            contact: draft.contact.map(|contact| contact.to_string()).unwrap_or_default(),
        }),
        open_tickets: read.open_tickets.iter().map(|ticket| open_ticket(visit, eyes, reader, ticket)).collect(),
        body: draft.body.clone(),
        ..FilingPage::default()
    }
}

/// An open ticket as somebody who may join it hears of it: number, subject and next step, and nothing more.
fn open_ticket(visit: &Visit, eyes: &Eyes, reader: domain::id::UserId, ticket: &Ticket) -> OpenTicket {
    let row = row_of_ticket(visit, eyes, ticket);
    let step = [row.mark.text, row.due].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    OpenTicket {
        number: row.number,
        subject: row.subject,
        next: filing::next_step(eyes.language, &step),
        href: match (eyes.operator, ticket.author == reader || ticket.joined) {
            (true, _) => format!("/desk/{}", ticket.number),
            (false, true) => format!("/requests/{}", ticket.number),
            (false, false) => String::new(),
        },
    }
}

/// What the third page shows: the matrix, and what was chosen in it.
fn choose(page: &mut FilingPage, visit: &Visit, eyes: &Eyes, read: &Filing) {
    let language = eyes.language;
    let matrix = &visit.operations.settings().matrix;
    page.subjects = matrix.offered().map(|subject| subject_view(language, subject)).collect();
    // What was retired since it was chosen is chosen no more: the page leads back to the choice.
    let Some(subject) = matrix.subject(&read.draft.subject).filter(|one| !one.retired) else { return };
    page.subject.clone_from(&subject.key);
    let sub_reason = subject.sub_reason(&read.draft.sub_reason).filter(|one| !one.retired);
    if let Some(sub_reason) = sub_reason {
        page.sub_reason.clone_from(&sub_reason.key);
        page.sub_reason_label = sub_reason.label.get(language).to_owned();
    }
    // A subject of which the finer choice is still to be made is not chosen yet.
    if subject.sub_reasons.is_empty() || sub_reason.is_some() {
        page.subject_label = subject.label.get(language).to_owned();
    }
}

/// Leads whoever asks for a proof of delivery to the one that is here already; filing goes on all the same.
async fn lead(page: &mut FilingPage, visit: &Visit, actor: &Actor, read: &Filing) -> operations::Result<()> {
    let matrix = &visit.operations.settings().matrix;
    let leads =
        |key: &str| matrix.subject(key).is_some_and(|subject| subject.leads_to == Some(LeadsTo::ProofOfDelivery));
    if !page.subjects.iter().any(|subject| leads(&subject.key)) {
        return Ok(());
    }
    let chosen = read.parcel.iter().chain(&read.siblings).filter(|one| read.draft.parcels.contains(&one.number));
    let at_hand = proofs::at_hand(visit, actor, chosen).await?;
    for subject in page.subjects.iter_mut().filter(|subject| leads(&subject.key)) {
        subject.at_hand.clone_from(&at_hand);
    }
    if leads(&page.subject) {
        page.at_hand = at_hand;
    }
    Ok(())
}

fn subject_view(language: Language, subject: &Subject) -> SubjectView {
    SubjectView {
        key: subject.key.clone(),
        label: subject.label.get(language).to_owned(),
        help: subject.help.as_ref().map(|help| help.get(language).to_owned()).unwrap_or_default(),
        sub_reasons: subject
            .offered_sub_reasons()
            .map(|one| (one.key.clone(), one.label.get(language).to_owned()))
            .collect(),
        at_hand: Vec::new(),
    }
}

/// What the fourth page shows: what the chosen subject asks, filled in as far as it is known.
fn ask(page: &mut FilingPage, visit: &Visit, eyes: &Eyes, read: &Filing, files: &[KeptFile]) {
    let language = eyes.language;
    let draft = &read.draft;
    let Some(subject) = visit.operations.settings().matrix.subject(&draft.subject) else { return };
    let sub_reason = (!draft.sub_reason.is_empty()).then_some(draft.sub_reason.as_str());
    page.fields = subject
        .fields_for(sub_reason)
        .map(|field| FieldView {
            name: field_name(&field.key),
            label: field.label.get(language).to_owned(),
            hint: field.hint.as_ref().map(|hint| hint.get(language).to_owned()).unwrap_or_default(),
            kind: field.kind.as_str().to_owned(),
            required: field.required,
            value: match draft.information.get(&field.key) {
                Some(typed) => typed.clone(),
                None if field.kind == FieldKind::ContentLines => content(read),
                None => read.parcel.as_ref().map(|parcel| known(field, parcel)).unwrap_or_default(),
            },
        })
        .collect();
    let of_slot = |key: &str| files.iter().filter(|file| file.slot_key == key).map(draft_file).collect();
    page.slots = subject
        .slots_for(sub_reason)
        .map(|slot| SlotField {
            key: slot.key.clone(),
            label: slot.label.get(language).to_owned(),
            hint: slot.hint.as_ref().map(|hint| hint.get(language).to_owned()).unwrap_or_default(),
            photo: slot.kind == SlotKind::Photo,
            files: of_slot(&slot.key),
        })
        .collect();
    // Files of a slot that this subject does not have stay with the draft, and are listed with those of none.
    let has_place = |file: &KeptFile| page.slots.iter().any(|slot| slot.key == file.slot_key);
    page.files = files.iter().filter(|file| !has_place(file)).map(draft_file).collect();
    let today = eyes.zoned(eyes.now).date();
    let facts = read.parcel.as_ref().map(window_facts).unwrap_or_default();
    if let Err(last) = check_window(subject, &facts, today, HolidayZone::default()) {
        page.late = filing::late(language, &moment::weekday_and_day(language, last, today));
    }
}

/// The days of a parcel that claim windows are counted from, by the clocks of the places where things happened.
fn window_facts(parcel: &Parcel) -> WindowFacts {
    let standing = &parcel.standing;
    let day = |at, offset| at_offset(at, offset).date();
    WindowFacts {
        label_on: Some(parcel.label_on),
        delivered_on: standing.delivered_at.map(|at| day(at, standing.ended_offset_minutes)),
        last_event_on: standing.last_at.map(|at| day(at, standing.last_offset_minutes)),
    }
}

/// What goes along with the ticket without being typed: in whose name, for which account, on which parcels.
fn facts(eyes: &Eyes, actor: &Actor, read: &Filing) -> Vec<Named> {
    let language = eyes.language;
    let contact = match read.draft.contact {
        Some(id) => read.contacts.iter().find(|one| one.id == id).map(|one| one.name.clone()).unwrap_or_default(),
        None => actor.name.clone(),
    };
    let parcel = read.parcel.as_ref();
    let customer = parcel.filter(|_| eyes.operator).map(|one| one.customer_name.clone()).unwrap_or_default();
    let account = parcel.map(|one| one.account_number.clone()).unwrap_or_default();
    let parcels: Vec<String> = read.draft.parcels.iter().map(|number| grouped(number)).collect();
    [
        (filing::fact_customer(language), customer),
        (filing::fact_contact(language), contact),
        (filing::fact_account(language), account),
        (filing::fact_parcels(language), parcels.join(", ")),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| Named { name: name.to_owned(), value })
    .collect()
}

/// What the parcels of the shipment are known to hold: one line for each that has a declared value.
fn content(read: &Filing) -> String {
    let others = read.others.iter().filter_map(|(_, parcel)| parcel.as_ref());
    let chosen = read.parcel.iter().chain(&read.siblings).chain(others);
    let chosen = chosen.filter(|one| one.declared_value_cents > 0 && read.draft.parcels.contains(&one.number));
    let lines: Vec<ContentLine> = chosen
        .map(|parcel| ContentLine {
            description: match parcel.sender_reference.as_str() {
                "" => grouped(&parcel.number),
                reference => reference.to_owned(),
            },
            quantity: Some(1),
            value: Some(parcel.declared_value_cents),
        })
        .collect();
    write_content(&lines)
}

/// What we know of a field before anybody typed: the operator's matrix may ask for what the parcel already says, under
/// the words that parcels are imported with.
fn known(field: &InfoField, parcel: &Parcel) -> String {
    match (field.key.as_str(), field.kind) {
        ("declared_value" | "value", FieldKind::Money) if parcel.declared_value_cents > 0 => {
            write_money(parcel.declared_value_cents)
        }
        ("label_date", FieldKind::Date) => parcel.label_on.to_string(),
        ("delivery_date", FieldKind::Date) => {
            window_facts(parcel).delivered_on.map(|day| day.to_string()).unwrap_or_default()
        }
        ("sender_reference", FieldKind::Text) => parcel.sender_reference.clone(),
        ("recipient_reference", FieldKind::Text) => parcel.recipient_reference.clone(),
        ("recipient" | "recipient_name", FieldKind::Text) => parcel.recipient_name.clone(),
        ("street", FieldKind::Text) => parcel.street.clone(),
        ("postcode", FieldKind::Text) => parcel.postcode.clone(),
        ("town", FieldKind::Text) => parcel.town.clone(),
        _ => String::new(),
    }
}

/// What the field of a name asks on the last page of a draft; `None` for any other field.
pub async fn field_label(visit: &Visit, actor: &domain::Actor, draft: DraftId, name: &str) -> Option<String> {
    let drafts = visit.operations.filings(actor).await.ok()?;
    let (_, kept, _) = drafts.into_iter().find(|(id, ..)| *id == draft)?;
    let subject = visit.operations.settings().matrix.subject(&kept.subject)?;
    let field = subject.fields.iter().find(|field| field_name(&field.key) == name)?;
    Some(field.label.get(visit.language).to_owned())
}

/// The number to file on, where what was typed leads to one parcel or is only a number to this person; otherwise the
/// first page says what was found.
///
/// # Errors
/// What the search refused.
pub async fn number_to_file_on(
    visit: &Visit,
    actor: &domain::Actor,
    typed: &str,
) -> operations::Result<Option<String>> {
    if permission::search_parcels(actor).is_err() {
        return Ok(Some(clean(typed)));
    }
    let found = visit.operations.find_parcels(actor, typed).await?.rows;
    // Several parcels of one number are chosen from, too.
    Ok(if let [one] = found.as_slice() { Some(one.number.clone()) } else { None })
}
