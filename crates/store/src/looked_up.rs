//! What lists of tickets look up where somebody has columns for it: the names that a list does not hold by itself.

use std::collections::HashMap;

use domain::id::TicketId;

use crate::backend::{Built, Tx, fetch_built};
use crate::convert::parsed;
use crate::error::StoreError;

/// What lists look up of a ticket where somebody wants to see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookedUp {
    /// The name of the one who filed it.
    pub contact: String,
    /// The number of its account, or empty.
    pub account: String,
    /// The number of the part of that account, or empty.
    pub sub_account: String,
}

/// What lists look up of these tickets.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn look_up(tx: &mut Tx, tickets: &[TicketId]) -> Result<HashMap<TicketId, LookedUp>, StoreError> {
    if tickets.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(String, String, String, String)> = fetch_built!(tx, _, statement(tickets))?;
    rows.into_iter()
        .map(|(id, contact, account, sub_account)| {
            Ok((parsed("ticket", "id", &id)?, LookedUp { contact, account, sub_account }))
        })
        .collect()
}

fn statement(tickets: &[TicketId]) -> Built {
    let mut sql = Built::default();
    sql.push("select t.id, coalesce(p.name, ''), coalesce(a.number, ''), coalesce(s.number, '') from ticket t");
    sql.push(" left join person p on p.id = t.author_id left join account a on a.id = t.account_id");
    sql.push(" left join sub_account s on s.id = t.sub_account_id where t.id in (");
    sql.bind_all(tickets.iter().map(ToString::to_string)).push(")");
    sql
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn what_is_looked_up_is_found_by_indexes() {
        hold_to_indexes(&statement(&[TicketId(Uuid::nil()), TicketId(Uuid::nil())]).sql, &[]).await;
    }
}
