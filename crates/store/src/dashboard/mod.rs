//! What the dashboard counts. The measures stand on the tickets (`measures`), so each figure is added up from an index.

mod counted;
mod measures;

use domain::dashboard::{Age, Baseline, Figures, Share, Times};
use domain::id::{CustomerId, UserId};
use domain::ticket::lifecycle::TicketState;
use jiff::{SignedDuration, Timestamp};

pub use self::counted::{Beginning, list};
pub(crate) use self::measures::fill;
pub use self::measures::{answered, handled, measure, measure_all};
use crate::backend::{Built, Tx, execute, fetch_all, fetch_built};
use crate::convert::{folded, micros, parsed};
use crate::error::StoreError;

/// Which tickets are looked at: those that the reader may see, filed in a period.
#[derive(Clone, Debug)]
pub struct Sight {
    /// Who looks.
    pub viewer: UserId,
    /// The one customer whose tickets they are, where the operator chose one; a customer's user has but his own.
    pub customer: Option<CustomerId>,
    /// Whether he sees only his own tickets and those he joined.
    pub own_only: bool,
    /// The accounts that he sees, as `AccountScope::to_words` writes them.
    pub accounts: String,
    /// Filed at or after.
    pub from: Timestamp,
    /// Filed before.
    pub before: Timestamp,
}

impl Sight {
    /// Adds whose tickets `t` may be looked at.
    fn within(&self, tx: &Tx, built: &mut Built) {
        let own = tx.scope().customer();
        let customer = if own.is_empty() { self.customer.map(|id| id.to_string()).unwrap_or_default() } else { own };
        if !customer.is_empty() {
            built.push(" and t.customer_id = ").bind(customer.clone());
        }
        if !self.accounts.is_empty() {
            built.push(
                " and (t.account_id is null or t.account_id in (select a.id from account a where a.customer_id = ",
            );
            built.bind(customer.clone()).push(" and ").bind(self.accounts.clone());
            built.push(" like '%' || a.id || '%') or t.sub_account_id in (select s.id from sub_account s");
            built.push(" join account a on a.id = s.account_id where a.customer_id = ").bind(customer).push(" and ");
            built.bind(self.accounts.clone()).push(" like '%' || s.id || '%'))");
        }
        if self.own_only {
            built.push(" and (t.author_id = ").bind(self.viewer.to_string());
            built.push(" or exists (select 1 from ticket_follower f where f.ticket_id = t.id and f.person_id = ");
            built.bind(self.viewer.to_string()).push("))");
        }
    }

    /// Adds the period, and whose tickets.
    fn filed(&self, tx: &Tx, built: &mut Built) {
        built.push(" t.created_at >= ").bind(micros(self.from)).push(" and t.created_at < ").bind(micros(self.before));
        self.within(tx, built);
    }
}

#[derive(sqlx::FromRow)]
struct FiguresRow {
    created: i64,
    in_progress: i64,
    awaiting_customer: i64,
    awaiting_processing: i64,
    resolved: i64,
    validated: i64,
    closed: i64,
    repeats: i64,
    settled: i64,
    contested: i64,
    stars_1: i64,
    stars_2: i64,
    stars_3: i64,
    stars_4: i64,
    stars_5: i64,
}

/// One walk along an index: groups would be sorted, which takes several times as long.
const FIGURES: &str = "select count(*) filter (where t.state = 'created') as created,
        count(*) filter (where t.state = 'in_progress') as in_progress,
        count(*) filter (where t.state = 'awaiting_customer') as awaiting_customer,
        count(*) filter (where t.state = 'awaiting_processing') as awaiting_processing,
        count(*) filter (where t.state = 'resolved') as resolved,
        count(*) filter (where t.state = 'validated') as validated,
        count(*) filter (where t.state = 'closed') as closed,
        count(*) filter (where t.repeats) as repeats,
        count(*) filter (where t.mark <> 'withdrawn' and (t.contests > 0 or t.handling_minutes is not null)) as settled,
        count(*) filter (where t.mark <> 'withdrawn' and t.contests > 0) as contested,
        count(*) filter (where t.mark <> 'withdrawn' and t.rating = 1) as stars_1,
        count(*) filter (where t.mark <> 'withdrawn' and t.rating = 2) as stars_2,
        count(*) filter (where t.mark <> 'withdrawn' and t.rating = 3) as stars_3,
        count(*) filter (where t.mark <> 'withdrawn' and t.rating = 4) as stars_4,
        count(*) filter (where t.mark <> 'withdrawn' and t.rating = 5) as stars_5
    from ticket t where t.mark <> 'merged' and";

/// What is counted of the tickets filed in the period.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn figures(tx: &mut Tx, sight: &Sight) -> Result<Figures, StoreError> {
    let mut built = Built::default();
    built.push(FIGURES);
    sight.filed(tx, &mut built);
    let rows = fetch_built!(tx, FiguresRow, built)?;
    let Some(row) = rows.into_iter().next() else { return Ok(Figures::default()) };
    let of = |state: TicketState| match state {
        TicketState::Created => row.created,
        TicketState::InProgress => row.in_progress,
        TicketState::AwaitingCustomer => row.awaiting_customer,
        TicketState::AwaitingProcessing => row.awaiting_processing,
        TicketState::Resolved => row.resolved,
        TicketState::Validated => row.validated,
        TicketState::Closed => row.closed,
    };
    let states = TicketState::ALL.map(|state| (state, of(state))).to_vec();
    let filed = states.iter().map(|(_, n)| n).sum();
    Ok(Figures {
        filed,
        states,
        repeats: Share { some: row.repeats, all: filed },
        contests: Share { some: row.contested, all: row.settled },
        ratings: [row.stars_1, row.stars_2, row.stars_3, row.stars_4, row.stars_5],
    })
}

/// The handling times and the times to the first answer of the tickets filed in the period, to the tenth of an hour.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn times(tx: &mut Tx, sight: &Sight) -> Result<(Times, Times), StoreError> {
    let mut built = Built::default();
    built.push(
        "select 'handling' as kind, t.handling_minutes / 6 as tenths, count(*) as n from ticket t
         where t.handling_minutes is not null and t.mark <> 'merged' and",
    );
    sight.filed(tx, &mut built);
    built.push(
        " group by t.handling_minutes / 6
         union all
         select 'answer', t.first_answer_minutes / 6, count(*) from ticket t
         where t.first_answer_minutes is not null and t.mark <> 'merged' and",
    );
    sight.filed(tx, &mut built);
    built.push(" group by t.first_answer_minutes / 6");
    let rows = fetch_built!(tx, (String, i64, i64), built)?;
    let of = |wanted: &str| {
        let rows = rows.iter().filter(|(kind, ..)| kind == wanted);
        Times::new(rows.map(|(_, tenths, n)| (*tenths, *n)).collect())
    };
    Ok((of("handling"), of("answer")))
}

/// What is open now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// How many of each age are still to be resolved, the youngest first.
    pub ages: Vec<(Age, i64)>,
    /// How many wait for the customer.
    pub customers: i64,
    /// How many wait for the operator.
    pub operators: i64,
    /// How many of these are past their date.
    pub late: i64,
}

/// What is open now, whenever it was filed.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn open(tx: &mut Tx, sight: &Sight, now: Timestamp) -> Result<Open, StoreError> {
    let mut built = Built::default();
    built.push("select o.turn, o.late, o.resolved, o.age, count(*) as n from (select t.turn, t.due_at < ");
    built.bind(micros(now)).push(" as late, t.state = 'resolved' as resolved, cast(case");
    for (place, age) in Age::ALL.into_iter().enumerate() {
        if let Some(days) = age.ends_after() {
            built
                .push(" when t.created_at > ")
                .bind(micros(now - SignedDuration::from_hours(24 * days)))
                .push(" then ");
            built.bind(place as i64);
        }
    }
    built.push(" else 4 end as bigint) as age from ticket t");
    // The last condition says nothing, and leads SQLite to the index of what is open where no customer is named.
    built.push(" where t.turn <> 'nobody' and t.customer_id > ''");
    sight.within(tx, &mut built);
    built.push(") o group by o.turn, o.late, o.resolved, o.age");
    let mut open = Open { ages: Age::ALL.map(|age| (age, 0)).to_vec(), ..Open::default() };
    for (turn, late, resolved, age, n) in fetch_built!(tx, (String, Option<bool>, bool, i64, i64), built)? {
        if !resolved && let Some((_, count)) = usize::try_from(age).ok().and_then(|age| open.ages.get_mut(age)) {
            *count += n;
        }
        if turn == "operator" {
            open.operators += n;
            open.late += if late == Some(true) { n } else { 0 };
        } else {
            open.customers += n;
        }
    }
    Ok(open)
}

/// The customer that is looked at, and what the figures are compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// The customer, where one is named that there is.
    pub customer: Option<(CustomerId, String)>,
    /// His own baseline, where one was typed for him.
    pub own: Option<Baseline>,
    /// That of all customers who have none of their own.
    pub all: Baseline,
}

const COMPARED: &str = "select '' as id, '' as name, b.customer_id, b.handling_tenth, b.repeat_tenth
        from baseline b where b.customer_id = ''
    union all
    select c.id, c.name, coalesce(b.customer_id, ''), b.handling_tenth, b.repeat_tenth
        from customer c left join baseline b on b.customer_id = c.id where c.id = $1 or c.name_key = $2";

type ComparedRow = (String, String, String, Option<i64>, Option<i64>);

/// The customer of an id or a name, whichever is not empty, with the baseline.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn compared(tx: &mut Tx, id: &str, name: &str) -> Result<Compared, StoreError> {
    let mut compared = Compared::default();
    for (id, name, own, handling, repeats) in fetch_all!(
        tx,
        ComparedRow,
        COMPARED,
        id.to_owned(),
        if name.trim().is_empty() { String::new() } else { folded(name) }
    )? {
        let baseline = Baseline { handling, repeats };
        if id.is_empty() {
            compared.all = baseline;
        } else {
            compared.customer = Some((parsed("customer", "id", &id)?, name));
            compared.own = (!own.is_empty()).then_some(baseline);
        }
    }
    Ok(compared)
}

const KEEP_BASELINE: &str = "insert into baseline (customer_id, handling_tenth, repeat_tenth, changed_at)
    values ($1, $2, $3, $4)
    on conflict (customer_id) do update
        set handling_tenth = excluded.handling_tenth, repeat_tenth = excluded.repeat_tenth, changed_at = excluded.changed_at";
const DROP_BASELINE: &str = "delete from baseline where customer_id = $1";

/// Keeps a customer's baseline, or that of all others; an empty one is taken away.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn keep_baseline(
    tx: &mut Tx,
    customer: Option<CustomerId>,
    baseline: Baseline,
    now: Timestamp,
) -> Result<(), StoreError> {
    let customer = customer.map(|id| id.to_string()).unwrap_or_default();
    if baseline == Baseline::default() {
        execute!(tx, DROP_BASELINE, customer)?;
    } else {
        execute!(tx, KEEP_BASELINE, customer, baseline.handling, baseline.repeats, micros(now))?;
    }
    Ok(())
}
