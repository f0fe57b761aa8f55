//! How many tickets wait for whom: counted up to a limit, because nobody reads further and a desk has a hundred
//! thousand.

use domain::id::UserId;
use jiff::Timestamp;

use super::{Filter, accounts_word};
use crate::backend::{Tx, fetch_all};
use crate::convert::micros;
use crate::error::StoreError;

/// Counts stop here: a tab then shows "1 000+". The statements below say it again.
pub const COUNT_LIMIT: i64 = 1_000;

/// For the customer's turn and the operator's, which `$tickets` finds as `w.turn`, how many there are. The order below
/// is that of an index, so that PostgreSQL walks it and does not read the table instead.
macro_rules! count {
    ($tickets:expr) => {
        concat!(
            "select w.turn, (select count(*) from (",
            $tickets,
            ") counted) as n from (select 'customer' as turn union all select 'operator') w"
        )
    };
}

/// Tickets of a customer: `$1` says whose; an index alone answers it.
const OF_CUSTOMER: &str = count!(
    "select 1 from ticket t where t.customer_id = $1 and t.turn = w.turn
     order by t.changed_at desc, t.id desc limit 1000"
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
                                       where a.customer_id = $1 and $2 like '%' || a.id || '%')) ",
            $order,
            " limit 1000"
        )
    };
}

const OF_ACCOUNTS: &str = count!(within!("ticket t where true", "order by t.changed_at desc, t.id desc"));

/// The asking user's (`$3`) own tickets and those he joined.
const OF_USER: &str = count!(concat!(
    "select id from (",
    within!("ticket t where t.author_id = $3", ""),
    ") written union select id from (",
    within!("ticket_follower f cross join ticket t where f.person_id = $3 and t.id = f.ticket_id", ""),
    ") joined"
));

const OF_OPERATOR: &str = "select 'customer' as turn, count(*) as n
      from (select 1 from ticket where turn = 'customer' order by due_at, id limit 1000) as them
    union all select 'operator', count(*)
      from (select 1 from ticket where turn = 'operator' order by due_at, id limit 1000) as us
    union all select 'late', count(*)
      from (select 1 from ticket where turn = 'operator' and due_at < $1 order by due_at, id limit 1000) as late";

/// How many tickets wait for the customer and how many for the operator, within what the asking user sees; for the
/// operator also how many are late. Numbers from [`COUNT_LIMIT`] on say no more than that.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn counts(
    tx: &mut Tx,
    viewer: UserId,
    filter: &Filter,
    now: Timestamp,
) -> Result<Vec<(String, i64)>, StoreError> {
    let customer = tx.scope().customer();
    if customer.is_empty() {
        return fetch_all!(tx, (String, i64), OF_OPERATOR, micros(now));
    }
    let accounts = accounts_word(filter);
    if filter.own_only {
        fetch_all!(tx, (String, i64), OF_USER, customer.clone(), accounts.clone(), viewer.to_string())
    } else if accounts.is_empty() {
        fetch_all!(tx, (String, i64), OF_CUSTOMER, customer.clone())
    } else {
        fetch_all!(tx, (String, i64), OF_ACCOUNTS, customer.clone(), accounts.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::{hold_to_indexes, plan};

    #[tokio::test]
    async fn tickets_are_counted_by_an_index() {
        hold_to_indexes(OF_USER, &["w", "written", "joined", "counted"]).await;
        for counts in [OF_CUSTOMER, OF_ACCOUNTS, OF_OPERATOR] {
            hold_to_indexes(counts, &["w", "counted", "them", "us", "late"]).await;
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
