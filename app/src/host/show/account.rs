//! Somebody's own account into what its page shows.

use operations::identity::SessionRow;

use super::Eyes;
use super::browser_name::browser_name;
use crate::api::account::{AccountPage, SessionView};
use crate::error::{Failure, FailureKind};
use crate::host::{reader, refused};

/// The reader's own account.
///
/// # Errors
/// What the operation refused, in words.
pub async fn page() -> Result<AccountPage, Failure> {
    let (visit, actor) = reader()?;
    let language = visit.language;
    let Some(signed) = visit.signed.clone() else {
        return Err(Failure::new(FailureKind::SignedOut, wording::failure::signed_out(language)));
    };
    let own = visit.operations.own_account(&actor).await.map_err(refused(&visit))?;
    let mut sessions = visit.operations.sessions(&actor, signed.session).await.map_err(refused(&visit))?;
    sessions.sort_by_key(|session| !session.current);
    let eyes = Eyes::of(&visit, &actor);
    Ok(AccountPage {
        email: own.email,
        name: actor.name.clone(),
        belongs_to: own.belongs_to,
        operator: actor.is_operator(),
        zone: actor.zone.clone(),
        shortcuts: signed.shortcuts,
        sessions: sessions.into_iter().map(|session| shown(&eyes, session)).collect(),
    })
}

fn shown(eyes: &Eyes, session: SessionRow) -> SessionView {
    SessionView {
        id: session.id.to_string(),
        browser: browser_name(eyes.language, &session.agent),
        address: session.address,
        since: eyes.when(session.created_at),
        seen: eyes.recent(session.seen_at),
        current: session.current,
    }
}
