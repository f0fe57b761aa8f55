//! What somebody can choose from above his list: saved searches, and a customer's user accounts, their parts and who
//! filed; and the columns that he chose for it.

use domain::id::{AccountId, SavedSearchId, SubAccountId, UserId};

use super::narrowed::seen;
use crate::backend::{Built, Tx, fetch_built};
use crate::convert::parsed;
use crate::error::StoreError;

/// The list under which the columns of tickets are kept, beside those of parcels.
pub const COLUMNS_OF: &str = "tickets";

/// A saved search as its owner and his colleagues see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// Its id.
    pub id: SavedSearchId,
    /// What it is called.
    pub name: String,
    /// The criteria as they stand in an address.
    pub query: String,
    /// The name of the one whose it is.
    pub by: String,
    /// Whether it is the asking user's own.
    pub own: bool,
    /// Whether colleagues see it.
    pub shared: bool,
    /// Whether the asking user's list begins with it.
    pub landing: bool,
}

/// What can be chosen; accounts and parts are those of the whole customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered {
    /// The accounts, by number.
    pub accounts: Vec<(AccountId, String)>,
    /// Their parts, by number.
    pub parts: Vec<(AccountId, SubAccountId, String)>,
    /// Who filed a ticket that the asking user sees, by name.
    pub contacts: Vec<(UserId, String)>,
    /// To whom a ticket is given that the asking user sees, by name.
    pub assignees: Vec<(UserId, String)>,
    /// His saved searches and those that are shared with him, by name.
    pub searches: Vec<SavedSearch>,
    /// The words of the columns that he chose; `None` where he never did.
    pub columns: Option<String>,
}

/// Kind, id, name, what it belongs to or asks for, marks, whose it is.
type Choice = (String, String, String, String, String, String);

/// What the asking user can choose from, of the operator searches alone; `accounts` and `own_only` as in a [`Filter`](super::Filter).
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn offered(tx: &mut Tx, viewer: UserId, own_only: bool, accounts: &str) -> Result<Offered, StoreError> {
    let customer = tx.scope().customer();
    let rows: Vec<Choice> = fetch_built!(tx, _, statement(&customer, viewer, own_only, accounts))?;
    let mut offered = Offered::default();
    for (kind, id, name, of, marks, by) in rows {
        match kind.as_str() {
            "account" => offered.accounts.push((parsed("account", "id", &id)?, name)),
            "part" => {
                offered.parts.push((parsed("account", "id", &of)?, parsed("sub_account", "id", &id)?, name));
            }
            "assignee" => offered.assignees.push((parsed("person", "id", &id)?, name)),
            "columns" => offered.columns = Some(of),
            "contact" => offered.contacts.push((parsed("person", "id", &id)?, name)),
            _ => offered.searches.push(SavedSearch {
                id: parsed("saved_search", "id", &id)?,
                name,
                query: of,
                by,
                own: marks.contains("own"),
                shared: marks.contains("shared"),
                landing: marks.contains("landing"),
            }),
        }
    }
    offered.accounts.sort_by(|one, other| one.1.cmp(&other.1));
    offered.parts.sort_by(|one, other| one.2.cmp(&other.2));
    offered.contacts.sort_by_key(|(_, name)| crate::convert::folded(name));
    offered.assignees.sort_by_key(|(_, name)| crate::convert::folded(name));
    offered.searches.sort_by_key(|search| crate::convert::folded(&search.name));
    Ok(offered)
}

fn statement(customer: &str, viewer: UserId, own_only: bool, accounts: &str) -> Built {
    let viewer = viewer.to_string();
    let mut sql = Built::default();
    sql.push("select 'search' as kind, s.id as id, s.name as name, s.query as of_what, case when s.person_id = ");
    sql.bind(viewer.as_str()).push(" then 'own ' else '' end || case when s.shared then 'shared ' else '' end");
    sql.push(" || case when l.search_id is null then '' else 'landing' end as marks, p.name as by_whom");
    sql.push(" from saved_search s join person p on p.id = s.person_id");
    sql.push(" left join landing_search l on l.search_id = s.id and l.person_id = ").bind(viewer.as_str());
    sql.push(" where coalesce(s.customer_id, '') = ").bind(customer);
    sql.push(" and (s.shared or s.person_id = ").bind(viewer.as_str()).push(")");
    sql.push(" union all select 'columns', '', '', l.columns, '', '' from list_columns l where l.list = ");
    sql.bind(COLUMNS_OF).push(" and l.person_id = ").bind(viewer.as_str());
    if customer.is_empty() {
        return sql;
    }
    sql.push(" union all select 'account', a.id, a.number, '', '', ''");
    sql.push(" from account a where a.customer_id = ").bind(customer);
    sql.push(" union all select 'part', s.id, s.number, a.id, '', '' from account a");
    sql.push(" join sub_account s on s.account_id = a.id where a.customer_id = ").bind(customer);
    sql.push(" union all select 'contact', p.id, p.name, '', '', '' from person p where p.customer_id = ")
        .bind(customer);
    sql.push(" and exists (select 1 from ticket t where t.author_id = p.id");
    seen(&mut sql, customer, &viewer, own_only, accounts);
    sql.push(") union all select 'assignee', p.id, p.name, '', '', '' from person p where p.customer_id = ")
        .bind(customer);
    sql.push(" and exists (select 1 from ticket_assignee ta join ticket t on t.id = ta.ticket_id");
    sql.push(" where ta.person_id = p.id");
    seen(&mut sql, customer, &viewer, own_only, accounts);
    sql.push(")");
    sql
}

#[cfg(test)]
mod tests {
    use domain::id::UserId;
    use uuid::Uuid;

    use super::statement;
    use crate::plans::hold_to_indexes;

    #[tokio::test]
    async fn what_is_offered_is_found_by_indexes() {
        for (customer, own_only) in [("customer", false), ("customer", true), ("", false)] {
            let sql = statement(customer, UserId(Uuid::nil()), own_only, "accounts").sql;
            hold_to_indexes(&sql, &[]).await;
        }
    }
}
