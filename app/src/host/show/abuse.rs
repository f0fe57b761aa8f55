//! What agents have marked as abuse, into what the leads' page shows.

use wording::values;

use super::{Eyes, new_deed};
use crate::api::abuse::{AbuseRow, AbuseView, StoppedRow};
use crate::error::Failure;
use crate::host::{reader, refused};

/// The marks that stand.
///
/// # Errors
/// What the operation refused, in words.
pub async fn page(after: &str) -> Result<AbuseView, Failure> {
    let (visit, actor) = reader()?;
    let after = after.split_once('-').and_then(|(at, id)| Some((at.parse().ok()?, id)));
    let page = visit.operations.abuse(&actor, after).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    let stopped = visit.operations.filing_stops(&actor).await.map_err(refused(&visit))?;
    let mut stoppable: Vec<(String, String)> = Vec::new();
    for mark in &page.rows {
        let known = stopped.iter().any(|one| one.person == mark.person_id);
        let id = mark.person_id.to_string();
        if !known && !stoppable.iter().any(|(one, _)| *one == id) {
            stoppable.push((id, format!("{} · {}", mark.person, mark.customer)));
        }
    }
    let stopped = stopped.into_iter().map(|one| StoppedRow {
        person: one.person.to_string(),
        who: format!("{} · {}", one.name, one.customer),
        word: one.word,
        since: eyes.recent(one.since),
        by: one.by,
    });
    let stopped = stopped.collect();
    let rows = page.rows.into_iter().map(|mark| AbuseRow {
        person: mark.person_id.to_string(),
        when: eyes.recent(mark.at),
        kind: values::abuse(eyes.language, mark.kind).to_owned(),
        note: mark.note,
        who: format!("{} · {}", mark.person, mark.customer),
        number: mark.number,
        message: mark.message,
        by: mark.by,
        deed: new_deed(),
    });
    let next = page.next.map(|(at, id)| format!("{at}-{id}")).unwrap_or_default();
    Ok(AbuseView { rows: rows.collect(), stopped, stoppable, next })
}
