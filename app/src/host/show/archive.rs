//! The archive into what its pages show.

use domain::id::LookId;
use domain::parcel::number::grouped;
use operations::archive::{LOOK_LASTS, LOOKS_PAGE, Look, Opened};
use wording::moment;

use super::parcels::archived;
use super::{Eyes, new_deed};
use crate::api::archive::{ArchivePage, Archived, ArchivedRow, LookPage, LookRow};
use crate::error::Failure;
use crate::host::{reader, refused};

/// The page on which one looks; `after` is the id of the last look of the page before, or empty.
///
/// # Errors
/// What the operation refused, in words.
pub async fn page(after: &str) -> Result<ArchivePage, Failure> {
    let (visit, actor) = reader()?;
    // An id that is none shows the first page: there is nothing to find out by it.
    let before: Option<LookId> = after.parse().ok();
    let looks = visit.operations.archive_looks(&actor, before).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    Ok(ArchivePage {
        months: visit.operations.settings().archive_months.into(),
        deed: new_deed(),
        next: looks.last().filter(|_| looks.len() == LOOKS_PAGE).map(|look| look.id.to_string()).unwrap_or_default(),
        looks: looks.into_iter().map(|look| look_row(&eyes, look)).collect(),
    })
}

fn look_row(eyes: &Eyes, look: Look) -> LookRow {
    LookRow {
        when: eyes.when(look.looked_at),
        who: look.person_name,
        query: look.query,
        reason: look.reason,
        found: look.found,
    }
}

/// What one look found; `parcel` is the id of the one that was chosen, or empty.
///
/// # Errors
/// What the operation refused, in words.
pub async fn look(id: &str, parcel: &str) -> Result<LookPage, Failure> {
    let (visit, actor) = reader()?;
    let not_found = |_| refused(&visit)(operations::Error::NotFound);
    let id: LookId = id.parse().map_err(not_found)?;
    let parcel = if parcel.is_empty() { None } else { Some(parcel.parse().map_err(not_found)?) };
    let opened = visit.operations.archive_look(&actor, id, parcel).await.map_err(refused(&visit))?;
    Ok(shown(&Eyes::of(&visit, &actor), opened))
}

fn shown(eyes: &Eyes, opened: Opened) -> LookPage {
    let Opened { look, over, found, shown } = opened;
    let until = eyes.zoned(look.looked_at + LOOK_LASTS).time();
    LookPage {
        query: look.query,
        until: if over { String::new() } else { moment::time(until) },
        minutes: LOOK_LASTS.as_mins(),
        found: found
            .iter()
            .map(|one| ArchivedRow {
                id: one.id.to_string(),
                grouped: grouped(&one.number),
                customer: one.customer_name.clone(),
                labelled: moment::long_day(eyes.language, one.label_on, eyes.today),
            })
            .collect(),
        shown: shown.map(|(parcel, path)| {
            let (row, facts, path) = archived(eyes, &parcel, &path);
            Archived { row, facts, path }
        }),
    }
}
