//! The tickets that somebody keeps open beside each other, as tabs. Only he ever sees which: no trail records them.

use domain::Actor;
use domain::permission;
use store::Scope;

use super::Done;
use crate::{Error, Operations, Result};

/// Tabs that one person has at most: of more, the one opened first falls out.
pub const TABS_MAX: usize = 12;

/// A ticket that is kept open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenTab {
    /// Its number.
    pub number: String,
    /// Key of the reason matrix.
    pub subject: String,
    /// Whether it holds something that the reader has not read.
    pub unread: bool,
}

impl Operations {
    /// Keeps a ticket open as a tab.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a ticket that does not exist or is not his to see.
    pub async fn open_tab(&self, actor: &Actor, number: &str) -> Result<Done> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let ticket = store::tickets::find(&mut tx, number, actor.user).await?.ok_or(Error::NotFound)?;
        permission::see_ticket(actor, &ticket.facts())?;
        let most = i64::try_from(TABS_MAX).unwrap_or(i64::MAX);
        store::open_tickets::open(&mut tx, actor.user, ticket.id, self.now(), most).await?;
        tx.commit().await?;
        Ok(Done { number: ticket.number, sequence: ticket.sequence })
    }

    /// Closes a tab; one that is not open is closed already.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn close_tab(&self, actor: &Actor, number: &str) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        store::open_tickets::close(&mut tx, actor.user, number).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Closes all tabs.
    ///
    /// # Errors
    /// [`Error::Store`].
    pub async fn close_tabs(&self, actor: &Actor) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        store::open_tickets::close_all(&mut tx, actor.user).await?;
        tx.commit().await?;
        Ok(())
    }
}
