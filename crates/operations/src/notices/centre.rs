//! The list of what happened on the tickets that somebody follows.

use domain::id::NoticeId;
use domain::{Actor, notice, permission};
use store::Scope;
use store::notices::{self as rows, Noticed, Seeing};

use crate::{Operations, Result};

/// Rows of a page.
pub const PAGE: usize = 50;

/// A page of somebody's notices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticePage {
    /// The notices, the last first.
    pub rows: Vec<Noticed>,
    /// The last one of this page, where there may be older ones.
    pub next: Option<NoticeId>,
}

impl Operations {
    /// A page of somebody's notices on tickets that he may see now; with `before`, those older than that one.
    ///
    /// # Errors
    /// [`crate::Error::Store`] when the database is away.
    pub async fn notices(&self, actor: &Actor, before: Option<NoticeId>) -> Result<NoticePage> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
        let mut found = rows::list(&mut tx, actor.user, &Seeing::of(actor), before, limit + 1).await?;
        let more = found.len() > PAGE;
        found.truncate(PAGE);
        let next = found.last().filter(|_| more).map(|last| last.id);
        found.retain(|one| may_hear(actor, one));
        Ok(NoticePage { rows: found, next })
    }

    /// Somebody has read one of his notices. One that is nobody's or another's changes nothing.
    ///
    /// # Errors
    /// [`crate::Error::Store`] when the database is away.
    pub async fn read_notice(&self, actor: &Actor, id: NoticeId) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        rows::read(&mut tx, actor.user, id, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Somebody has read all of his notices.
    ///
    /// # Errors
    /// [`crate::Error::Store`] when the database is away.
    pub async fn read_all_notices(&self, actor: &Actor) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        rows::read_all(&mut tx, actor.user, self.now()).await?;
        Ok(tx.commit().await?)
    }
}

/// Whether somebody may know now of what a notice tells.
pub(super) fn may_hear(actor: &Actor, noticed: &Noticed) -> bool {
    permission::see_ticket(actor, &noticed.facts).is_ok() && notice::reaches(noticed.audience, actor.is_operator())
}
