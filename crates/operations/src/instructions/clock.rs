//! What time does to instructions: they come to nothing.

use domain::instruction::Turn;
use store::{Scope, instructions as rows};

use super::giving::ended;
use crate::{Operations, Result};

/// Instructions looked at in one round.
const ROUND: i64 = 500;

impl Operations {
    /// Ends the instructions that nobody waits for any more; tells how many. It can run twice and on several nodes at
    /// once: an answer of that very moment wins.
    ///
    /// # Errors
    /// [`crate::Error::Store`].
    pub async fn expire_instructions(&self) -> Result<usize> {
        let mut expired = 0;
        loop {
            let now = self.now();
            let mut tx = self.store().read(Scope::System).await?;
            let due = rows::due(&mut tx, now, ROUND).await?;
            drop(tx);
            if due.is_empty() {
                return Ok(expired);
            }
            let mut tx = self.store().write(Scope::System).await?;
            let before = expired;
            for instruction in &due {
                let Some(after) = ended(instruction, Turn::TimeUp, now) else { continue };
                expired += usize::from(rows::update(&mut tx, instruction, &after).await?);
            }
            tx.commit().await?;
            if expired == before {
                return Ok(expired);
            }
        }
    }
}
