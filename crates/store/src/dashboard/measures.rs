//! The measures of a ticket: written by the deed, and filled in when a database is opened that holds tickets without.

use domain::id::TicketId;
use domain::ticket::lifecycle::TicketState;
use domain::ticket::measures::{is_open, working_minutes};
use jiff::tz::TimeZone;

use crate::Scope;
use crate::backend::{Store, Tx, execute, fetch_all};
use crate::convert::{moment, moment_if, word};
use crate::error::StoreError;

/// Rows that are read and written together.
const AT_ONCE: i64 = 1_000;

/// Microseconds of thirty days stand in it (`domain::dashboard::REPEAT_DAYS`).
const MEASURE: &str = "update ticket set measured = true, first_answer_minutes = $2, handling_minutes = $3,
        repeats = exists (
            select 1 from ticket_parcel mine
            join ticket_parcel other on other.number = mine.number and other.ticket_id <> mine.ticket_id
            join ticket o on o.id = other.ticket_id
            where mine.ticket_id = ticket.id and mine.number <> '' and o.customer_id = ticket.customer_id
              and o.created_at < ticket.created_at and o.created_at >= ticket.created_at - 2592000000000)
    where id = $1";

/// Sees whether a ticket is a repeat, and keeps the two times in working minutes where they are known.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn measure(
    tx: &mut Tx,
    id: TicketId,
    first_answer: Option<i64>,
    handling: Option<i64>,
) -> Result<(), StoreError> {
    execute!(tx, MEASURE, id.to_string(), first_answer, handling)?;
    Ok(())
}

const ANSWERED: &str = "update ticket set first_answer_minutes = $2 where id = $1 and first_answer_minutes is null";

/// Keeps the working minutes to an answer, unless there was one before.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn answered(tx: &mut Tx, id: TicketId, minutes: i64) -> Result<(), StoreError> {
    execute!(tx, ANSWERED, id.to_string(), minutes)?;
    Ok(())
}

const HANDLED: &str = "update ticket set handling_minutes = $2 where id = $1";

/// Keeps the working minutes to the resolution, or that there is none any more.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn handled(tx: &mut Tx, id: TicketId, minutes: Option<i64>) -> Result<(), StoreError> {
    execute!(tx, HANDLED, id.to_string(), minutes)?;
    Ok(())
}

/// Tickets without measures, with the moments of their first answer and their last resolution out of their events.
const UNMEASURED: &str = "select t.id, c.zone, t.created_at, t.state, t.mark,
        (select min(e.created_at) from ticket_event e
         where e.ticket_id = t.id and e.author_side = 'operator' and e.audience = 'everyone'
           and (e.event like '{\"kind\":\"ticket_answered\"%' or e.event like '{\"kind\":\"customer_asked\"%'
                or e.event like '{\"kind\":\"ticket_resolved\"%' or e.event like '{\"kind\":\"message_written\"%'))
            as answered_at,
        (select max(e.created_at) from ticket_event e
         where e.ticket_id = t.id and (e.event like '{\"kind\":\"ticket_resolved\"%'
                                       or e.event like '{\"kind\":\"ticket_unanswered\"%')) as resolved_at
    from ticket t left join customer c on c.id = t.customer_id
    where not t.measured and t.id > $1 order by t.id limit $2";

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    zone: String,
    created_at: i64,
    state: String,
    mark: String,
    answered_at: Option<i64>,
    resolved_at: Option<i64>,
}

/// Fills in the measures of tickets that have none: of a program from before them, or brought in as a mass.
///
/// # Errors
/// As every statement: [`StoreError`].
pub(crate) async fn fill(store: &Store) -> Result<(), StoreError> {
    const T: &str = "ticket";
    let mut after = String::new();
    loop {
        // Most starts find nothing, and reading keeps nobody waiting.
        let mut tx = store.read(Scope::System).await?;
        let rows = fetch_all!(tx, Row, UNMEASURED, after.clone(), AT_ONCE)?;
        drop(tx);
        let Some(last) = rows.last() else { return Ok(()) };
        after.clone_from(&last.id);
        let mut tx = store.write(Scope::System).await?;
        for row in rows {
            let zone = TimeZone::get(&row.zone).unwrap_or(TimeZone::UTC);
            let filed = moment(T, "created_at", row.created_at)?;
            let state = word(T, "state", &row.state, TicketState::from_word)?;
            let answered = moment_if(T, "answered_at", row.answered_at)?;
            let resolved = moment_if(T, "resolved_at", row.resolved_at)?;
            let resolved = resolved.filter(|_| !is_open(state) && row.mark != "withdrawn");
            let minutes = |at| working_minutes(filed, at, &zone);
            execute!(tx, MEASURE, row.id, answered.map(minutes), resolved.map(minutes))?;
        }
        tx.commit().await?;
    }
}

/// Measures all tickets by their events, whatever is kept of them: of a world that was written without deeds.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn measure_all(store: &Store) -> Result<(), StoreError> {
    let mut tx = store.write(Scope::System).await?;
    execute!(tx, "update ticket set measured = false")?;
    tx.commit().await?;
    fill(store).await
}
