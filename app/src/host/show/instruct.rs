//! Delivery instructions into what their pages show.

mod offered;
mod past;

use domain::id::ParcelId;
use domain::instruction::{InstructionKind, WhyNot};
use domain::{Actor, permission};
use operations::instructions::{Instruction, InstructionPage as Read, Several, TOGETHER};
use operations::parcels::{Choice, Parcel};
use wording::{instruction as w, moment, wishes};

use self::offered::{Asked, offered};
pub(super) use self::past::events;
use self::past::given;
use super::Eyes;
use super::parcels::{can_be_filed_on, rows};
use crate::api::instruct::{InstructionCard, InstructionPage, SeveralPage, SeveralRow};
use crate::api::{Mark, Named};
use crate::error::Failure;
use crate::host::{Visit, reader, refused};
use crate::ui::Tone;

/// The page of a parcel's instruction.
///
/// # Errors
/// What the operation refused, in words.
pub async fn page(number: &str, kind: &str, near: &str) -> Result<InstructionPage, Failure> {
    let (visit, actor) = reader()?;
    let read = visit.operations.instruction_page(&actor, number).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    let language = eyes.language;
    let kinds: Vec<InstructionKind> = read.eligibility.kinds().collect();
    let asked =
        Asked { kinds: kinds.iter().map(|kind| (*kind, String::new())).collect(), days: &read.days, kind, near };
    let offered = offered(&visit, &eyes, &read.parcel, asked).await.map_err(refused(&visit))?;
    let mut row = rows(&eyes, std::slice::from_ref(&read.parcel), &[]);
    let mut row = row.pop().unwrap_or_default();
    // The address stays what it is: it may name one of several parcels of a number.
    row.key = super::parcels::in_address(number.trim());
    let why = read.eligibility.possible().err();
    Ok(InstructionPage {
        row,
        seen: read.open.as_ref().map(|open| open.id.to_string()).unwrap_or_default(),
        until: read.open.as_ref().map(|_| until(&eyes, &read)).unwrap_or_default(),
        open: read.open.as_ref().map(|open| given(&eyes, open)),
        offered,
        impossible: if why.is_some() { Vec::new() } else { impossible(&eyes, &read) },
        why: why.map(|why| wishes::why_not(language, why).to_owned()).unwrap_or_default(),
        file: file_of(&actor, &read.parcel, number),
        history: read.history.iter().filter(|one| !one.fate.is_open()).map(|one| given(&eyes, one)).collect(),
        deed: super::new_deed(),
    })
}

fn impossible(eyes: &Eyes, read: &Read) -> Vec<Named> {
    let said = |(kind, why)| Named {
        name: wishes::kind(eyes.language, kind).to_owned(),
        value: wishes::why_not(eyes.language, why).to_owned(),
    };
    read.eligibility.refused().map(said).collect()
}

/// Until when the open one can be replaced, by the clock of Paris, where it is counted.
fn until(eyes: &Eyes, read: &Read) -> String {
    match &read.open {
        Some(open) if open.replaceable_until > eyes.now => {
            let at = open.replaceable_until.to_zoned(operations::zone("Europe/Paris"));
            w::replace_until(eyes.language, &moment::when(eyes.language, &at, eyes.now))
        }
        _ => w::cannot_replace(eyes.language).to_owned(),
    }
}

/// What the reader files a request on for a parcel, named as the page names it: its id where several share its number;
/// empty where he may not.
fn file_of(actor: &Actor, parcel: &Parcel, key: &str) -> String {
    let by_id = key.trim() == parcel.id.to_string();
    let on = if by_id { key.trim() } else { parcel.number.as_str() };
    let may = permission::file_ticket(actor).is_ok() && can_be_filed_on(on);
    if may { on.to_owned() } else { String::new() }
}

/// What a parcel's page shows of its instructions, the latest of which comes first; nothing to those who may give none.
pub(super) fn card(
    visit: &Visit,
    eyes: &Eyes,
    actor: &Actor,
    (parcel, key): (&Parcel, &str),
    instructions: &[Instruction],
) -> InstructionCard {
    if permission::instruct(actor, &parcel.facts()).is_err() {
        return InstructionCard::default();
    }
    let open = instructions.iter().find(|one| one.fate.is_open());
    let possible = operations::instructions::possible(visit.operations.settings(), parcel, open, eyes.now);
    InstructionCard {
        latest: instructions.first().map(|one| given(eyes, one)),
        open: open.is_some(),
        href: if possible.is_ok() { format!("/parcels/{key}/instruction") } else { String::new() },
        why: possible.err().map(|why| wishes::why_not(eyes.language, why).to_owned()).unwrap_or_default(),
    }
}

/// The page of one instruction for several parcels.
///
/// # Errors
/// What the operation refused, in words.
pub async fn several(choice: &str, near: &str) -> Result<SeveralPage, Failure> {
    let (visit, actor) = reader()?;
    let refused = refused(&visit);
    let already = beyond_of(choice);
    let Some(choice) = chosen(choice).map_err(&refused)? else { return Ok(SeveralPage::default()) };
    let read = several_of(&visit, &actor, &choice).await.map_err(&refused)?;
    let eyes = Eyes::of(&visit, &actor);
    let language = eyes.language;
    let kinds = read
        .kinds
        .iter()
        .map(|(kind, count)| (*kind, w::several_kind_count(language, i64::try_from(*count).unwrap_or(i64::MAX))));
    let asked = Asked { kinds: kinds.collect(), days: &read.days, kind: "", near };
    // Points are offered only where all parcels go to one postcode by one carrier, so any of them will do.
    let first = read.parcels.iter().find(|(_, eligibility, _)| eligibility.possible().is_ok());
    let offered = match first {
        Some((parcel, ..)) => offered(&visit, &eyes, parcel, asked).await.map_err(&refused)?,
        None => crate::api::instruct::Offered::default(),
    };
    let beyond = i64::try_from(read.beyond).unwrap_or(i64::MAX).max(already);
    let parcels: Vec<Parcel> = read.parcels.iter().map(|(parcel, ..)| parcel.clone()).collect();
    let shared = visit.operations.shared_numbers(&actor, &parcels).await.map_err(&refused)?;
    let shown = rows(&eyes, &parcels, &shared);
    let mut table = Vec::with_capacity(shown.len());
    for (row, (_, eligibility, open)) in shown.into_iter().zip(&read.parcels) {
        table.push(SeveralRow {
            row,
            possible: possible_mark(&eyes, eligibility.possible(), open.is_some()),
            open: open.as_ref().map(|open| wishes::wish(language, &open.wish, eyes.today)).unwrap_or_default(),
        });
    }
    Ok(SeveralPage { fields: fields_of(&read, beyond), rows: table, beyond, offered, deed: super::new_deed() })
}

/// What the form sends: the parcels that are shown, each with the instruction that is shown as open on it, and how many
/// more were chosen, which a form that comes back shall still say.
fn fields_of(read: &Several, beyond: i64) -> Vec<Named> {
    let mut fields = Vec::with_capacity(read.parcels.len());
    let mut add = |name: &str, value: String| fields.push(Named { name: name.to_owned(), value });
    for (parcel, _, open) in &read.parcels {
        add("parcel", parcel.id.to_string());
        if let Some(open) = open {
            add("seen", format!("{}:{}", parcel.id, open.id));
        }
    }
    if beyond > 0 {
        add("beyond", beyond.to_string());
    }
    fields
}

/// How many more than are shown were chosen, where a form that was shown says it again.
fn beyond_of(query: &str) -> i64 {
    let said = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "beyond");
    said.and_then(|(_, count)| count.parse().ok()).unwrap_or_default()
}

/// Whether an instruction is possible, as a word with the colour of who must act.
pub(super) fn possible_mark(eyes: &Eyes, possible: Result<(), WhyNot>, replaces: bool) -> Mark {
    let language = eyes.language;
    match possible {
        Ok(()) if replaces => Mark { tone: Tone::Them, text: w::several_replaced(language).to_owned() },
        Ok(()) => Mark { tone: Tone::You, text: wishes::possible_short(language, Ok(())).to_owned() },
        Err(why) => Mark { tone: Tone::Neutral, text: wishes::possible_short(language, Err(why)).to_owned() },
    }
}

/// The choice that a query string tells; `None` where nothing is chosen.
fn chosen(query: &str) -> operations::Result<Option<Choice>> {
    let pairs: Vec<(String, String)> =
        form_urlencoded::parse(query.as_bytes()).map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    let fields = || pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    if !fields().any(|(name, value)| matches!(name, "parcel" | "all") && !value.is_empty()) {
        return Ok(None);
    }
    Choice::of_form(fields()).map(Some)
}

/// The parcels of a choice, as far as one instruction takes them.
async fn several_of(visit: &Visit, actor: &Actor, choice: &Choice) -> operations::Result<Several> {
    let parcels = visit.operations.chosen_parcels(actor, choice, None, TOGETHER).await?;
    let ids: Vec<ParcelId> = parcels.into_iter().map(|parcel| parcel.id).collect();
    let mut several = visit.operations.several_for_instruction(actor, &ids).await?;
    let count = visit.operations.count_chosen(actor, choice).await?;
    several.beyond = usize::try_from(count).unwrap_or(usize::MAX).saturating_sub(TOGETHER);
    Ok(several)
}
