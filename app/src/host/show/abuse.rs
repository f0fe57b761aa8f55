//! What agents have marked as abuse, into what the leads' page shows.

use wording::values;

use super::{Eyes, new_deed};
use crate::api::abuse::{AbuseRow, AbuseView};
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
    let rows = page.rows.into_iter().map(|mark| AbuseRow {
        when: eyes.recent(mark.at),
        kind: values::abuse(eyes.language, mark.kind).to_owned(),
        note: mark.note,
        who: format!("{} · {}", mark.person, mark.customer),
        number: mark.number,
        message: mark.message,
        by: mark.by,
        deed: new_deed(),
    });
    Ok(AbuseView { rows: rows.collect(), next: page.next.map(|(at, id)| format!("{at}-{id}")).unwrap_or_default() })
}
