//! Files made in the background into what their pages show.

use domain::id::DownloadId;
use operations::downloads::{Download, DownloadState};
use wording::download as words;

use super::Eyes;
use crate::api::Mark;
use crate::api::downloads::DownloadView;
use crate::error::Failure;
use crate::host::{reader, refused};
use crate::ui::Tone;

/// One download of the reader's own.
///
/// # Errors
/// What the operation refused, in words.
pub async fn one(id: &str) -> Result<DownloadView, Failure> {
    let (visit, actor) = reader()?;
    let id: DownloadId = id.parse().map_err(|_| refused(&visit)(operations::Error::NotFound))?;
    let download = visit.operations.download(&actor, id).await.map_err(refused(&visit))?;
    Ok(view(&Eyes::of(&visit, &actor), download))
}

/// The reader's own downloads.
///
/// # Errors
/// What the operation refused, in words.
pub async fn list() -> Result<Vec<DownloadView>, Failure> {
    let (visit, actor) = reader()?;
    let downloads = visit.operations.downloads(&actor).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    Ok(downloads.into_iter().map(|download| view(&eyes, download)).collect())
}

fn view(eyes: &Eyes, download: Download) -> DownloadView {
    let language = eyes.language;
    let (tone, text) = match download.state {
        DownloadState::Waiting => (Tone::Them, words::waiting(language)),
        DownloadState::Ready => (Tone::Done, words::ready(language)),
        DownloadState::Failed => (Tone::Wrong, words::failed(language)),
    };
    let ready = download.state == DownloadState::Ready;
    let size = u64::try_from(download.size).unwrap_or(0);
    DownloadView {
        id: download.id.to_string(),
        name: download.name,
        state: Mark { tone, text: text.to_owned() },
        ready,
        waiting: download.state == DownloadState::Waiting,
        asked: eyes.recent(download.created_at),
        until: words::until(language, &eyes.long_day(download.expires_at)),
        size: if ready { wording::number::bytes(language, size) } else { String::new() },
        done: download.done,
        total: download.total,
        by_mail: download.by_mail,
    }
}
