//! What stands above a list: how many tickets wait for whom, counted up to a limit, because nobody reads further and a
//! desk has a hundred thousand; and what a customer's user has begun to file.

use domain::id::{DraftId, UserId};
use jiff::Timestamp;

use super::Filter;
use crate::backend::{Tx, fetch_all};
use crate::convert::{micros, moment, parsed};
use crate::error::StoreError;

/// Counts stop here: a tab then shows "500+". The statements below say it again.
pub const COUNT_LIMIT: i64 = 500;

/// What stands above a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Above {
    /// For each turn (`customer`, `operator`, for the operator also `late`) how many tickets there are. Numbers from
    /// [`COUNT_LIMIT`] on say no more than that.
    pub counts: Vec<(String, i64)>,
    /// The asking customer's drafts, the last changed first: id, body, moment.
    pub drafts: Vec<(DraftId, String, Timestamp)>,
}

/// For the customer's turn and the operator's, which `$tickets` finds as `w.turn`, how many there are; then the drafts of
/// `$person`. The order of the tickets is that of an index, so that PostgreSQL walks it and does not read the table.
macro_rules! above {
    ($person:literal, $tickets:expr) => {
        concat!(
            "select w.turn as kind, (select count(*) from (",
            $tickets,
            ") counted) as number, '' as id, '' as body
             from (select 'customer' as turn union all select 'operator') w
             union all
             select 'draft', changed_at, id, body
             from (select changed_at, id, body from filing_draft where person_id = ",
            $person,
            " order by changed_at desc limit 20) begun"
        )
    };
}

/// Tickets of a customer: `$1` says whose; an index alone answers it. `$2` is the asking user.
const OF_CUSTOMER: &str = above!(
    "$2",
    "select 1 from ticket t where t.customer_id = $1 and t.turn = w.turn
     order by t.changed_at desc, t.id desc limit 500"
);

/// The same within accounts, `$2`, where they are named.
macro_rules! within {
    ($tickets:literal, $order:literal) => {
        concat!(
            "select t.id from ",
            $tickets,
            " and t.customer_id = $1 and t.turn = w.turn
              and ($2 = '' or t.account_id is null
                   or t.account_id in (select a.id from account a
                                       where a.customer_id = $1 and $2 like '%' || a.id || '%')
                   or t.sub_account_id in (select s.id from sub_account s join account a on a.id = s.account_id
                                          where a.customer_id = $1 and $2 like '%' || s.id || '%')) ",
            $order,
            " limit 500"
        )
    };
}

const OF_ACCOUNTS: &str = above!("$3", within!("ticket t where true", "order by t.changed_at desc, t.id desc"));

/// The asking user's (`$3`) own tickets and those he joined.
const OF_USER: &str = above!(
    "$3",
    concat!(
        "select id from (",
        within!("ticket t where t.author_id = $3", ""),
        ") written union select id from (",
        within!("ticket_follower f cross join ticket t where f.person_id = $3 and t.id = f.ticket_id", ""),
        ") joined"
    )
);

const OF_OPERATOR: &str = "select 'customer' as turn, count(*) as n
      from (select 1 from ticket where turn = 'customer' order by due_at, id limit 500) as them
    union all select 'operator', count(*)
      from (select 1 from ticket where turn = 'operator' order by due_at, id limit 500) as us
    union all select 'late', count(*)
      from (select 1 from ticket where turn = 'operator' and due_at < $1 order by due_at, id limit 500) as late";

/// What stands above the asking user's list, within what he sees.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn above(tx: &mut Tx, viewer: UserId, filter: &Filter, now: Timestamp) -> Result<Above, StoreError> {
    const T: &str = "filing_draft";
    let customer = tx.scope().customer();
    if customer.is_empty() {
        let counts = fetch_all!(tx, (String, i64), OF_OPERATOR, micros(now))?;
        return Ok(Above { counts, drafts: Vec::new() });
    }
    let (viewer, accounts) = (viewer.to_string(), filter.accounts.clone());
    macro_rules! run {
        ($sql:expr $(, $argument:expr)*) => { fetch_all!(tx, (String, i64, String, String), $sql $(, $argument)*)? };
    }
    let rows = if filter.own_only {
        run!(OF_USER, customer.clone(), accounts.clone(), viewer.clone())
    } else if accounts.is_empty() {
        run!(OF_CUSTOMER, customer.clone(), viewer.clone())
    } else {
        run!(OF_ACCOUNTS, customer.clone(), accounts.clone(), viewer.clone())
    };
    let mut above = Above::default();
    for (kind, number, id, body) in rows {
        if kind == "draft" {
            above.drafts.push((parsed(T, "id", &id)?, body, moment(T, "changed_at", number)?));
        } else {
            above.counts.push((kind, number));
        }
    }
    above.drafts.sort_by_key(|(_, _, changed_at)| std::cmp::Reverse(*changed_at));
    Ok(above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::{hold_to_indexes, plan};

    #[tokio::test]
    async fn tickets_are_counted_by_an_index() {
        hold_to_indexes(OF_USER, &["w", "written", "joined", "counted", "begun"]).await;
        for counts in [OF_CUSTOMER, OF_ACCOUNTS, OF_OPERATOR] {
            hold_to_indexes(counts, &["w", "counted", "them", "us", "late", "begun"]).await;
            let plan = plan(counts).await;
            let looked_up = |step: &&String| step.contains("ticket_by") && !step.contains("COVERING");
            assert_eq!(plan.iter().find(looked_up), None, "{counts}");
        }
    }

    #[test]
    fn the_statements_stop_where_the_limit_says() {
        let limit = format!("limit {COUNT_LIMIT}");
        for (counts, times) in [(OF_CUSTOMER, 1), (OF_ACCOUNTS, 1), (OF_USER, 2), (OF_OPERATOR, 3)] {
            assert_eq!(counts.matches(&limit).count(), times, "{counts}");
        }
    }
}
