//! The columns that somebody chooses for his lists of tickets. Only he ever sees them: no trail records them.

use std::collections::HashMap;

use domain::Actor;
use domain::id::TicketId;
use domain::ticket::columns::{Column, ColumnStep, Columns};
use store::lists::{COLUMNS_OF, Listed};
use store::looked_up::{self, LookedUp};
use store::people;
use store::{Scope, Tx};

use crate::{Operations, Result};

impl Operations {
    /// Changes the columns of somebody's lists by one step, and gives them.
    ///
    /// # Errors
    /// [`crate::Error::Store`].
    pub async fn change_columns(&self, actor: &Actor, column: Column, step: ColumnStep) -> Result<Columns> {
        let operator = actor.is_operator();
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let columns = of(&mut tx, actor).await?.unwrap_or_else(|| Columns::at_first(operator));
        let columns = columns.after(column, step, operator);
        let words: Vec<&str> = columns.shown().iter().map(|column| column.as_str()).collect();
        people::keep_list_columns(&mut tx, actor.user, COLUMNS_OF, &words).await?;
        tx.commit().await?;
        Ok(columns)
    }

    /// Forgets the columns that somebody chose.
    ///
    /// # Errors
    /// [`crate::Error::Store`].
    pub async fn reset_columns(&self, actor: &Actor) -> Result<()> {
        let mut tx = self.store().write(Scope::of(actor)).await?;
        people::forget_list_columns(&mut tx, actor.user, COLUMNS_OF).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What columns show that lists do not hold by themselves; nothing is read where none of them does.
    ///
    /// # Errors
    /// [`crate::Error::Store`].
    pub async fn looked_up(
        &self,
        actor: &Actor,
        columns: &Columns,
        listed: &[Listed],
    ) -> Result<HashMap<TicketId, LookedUp>> {
        let mut tx = self.store().read(Scope::of(actor)).await?;
        look_up(&mut tx, columns, listed).await
    }
}

/// The columns that somebody chose; `None` where he never did.
pub(super) async fn of(tx: &mut Tx, actor: &Actor) -> Result<Option<Columns>> {
    let words = people::list_columns(tx, actor.user, COLUMNS_OF).await?;
    Ok(words.and_then(|words| Columns::from_words(&words.join(" "), actor.is_operator())))
}

/// As [`Operations::looked_up`].
pub(super) async fn look_up(tx: &mut Tx, columns: &Columns, listed: &[Listed]) -> Result<HashMap<TicketId, LookedUp>> {
    if !columns.shown().iter().any(|column| column.is_looked_up()) {
        return Ok(HashMap::new());
    }
    let ids: Vec<TicketId> = listed.iter().map(|row| row.id).collect();
    Ok(looked_up::look_up(tx, &ids).await?)
}
