//! How many parcels each of the fifteen filters leaves of a search.

use domain::parcel::{Criteria, ParcelState, SortKey, StateFilter};

use super::Sight;
use super::conditions::{self, Among, beginning, matching};
use super::way::{Named, fewest};
use crate::backend::{Built, Tx, fetch_built};
use crate::error::StoreError;

/// Up to here numbers are exact (`product.md` §3).
pub const COUNT_LIMIT: i64 = 10_000;

/// A number of parcels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many; at most [`COUNT_LIMIT`].
    pub number: i64,
    /// Whether there are more.
    pub more: bool,
}

impl Counted {
    fn of(count: i64) -> Self {
        Counted { number: count.min(COUNT_LIMIT), more: count > COUNT_LIMIT }
    }
}

/// How many parcels each filter leaves, in the order of [`StateFilter::ALL`], whichever filter the criteria name.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn count_by_filter(tx: &mut Tx, sight: &Sight, criteria: &Criteria) -> Result<[Counted; 15], StoreError> {
    let mut counts = [Counted::default(); 15];
    let all = criteria.with_state(StateFilter::All);
    let Some(among) = conditions::among(tx, sight, &all).await? else { return Ok(counts) };
    let (typed, _) = fewest(tx, &among, &all, Named::is_typed).await?;
    // The state, whether its parcels were asked for an instruction and take one, and how many.
    let rows: Vec<(String, i64, i64)> = match typed {
        Some(named) => fetch_built!(tx, _, each_of(named, &among, &all))?,
        None => fetch_built!(tx, _, each_along(&among, &all))?,
    };
    let sum = |counts: &dyn Fn(ParcelState, bool) -> bool| {
        let counted = |row: &&(String, i64, i64)| row.0.parse().is_ok_and(|state| counts(state, row.1 == 1));
        rows.iter().filter(counted).map(|row| row.2).sum()
    };
    // Along the index those that take one are counted once more, apart from the others.
    let apart = typed.is_none();
    for (count, filter) in counts.iter_mut().zip(StateFilter::ALL) {
        *count = Counted::of(match filter {
            StateFilter::UndeliveredActionable => sum(&|_, takes| takes),
            other => sum(&|state, takes| !(apart && takes) && other.matches(state, takes)),
        });
    }
    Ok(counts)
}

/// Of what was typed, how many parcels are in each state, and take an instruction or not.
pub(super) fn each_of(named: Named, among: &Among, criteria: &Criteria) -> Built {
    let mut sql = Built::default();
    sql.push("select state, takes, count(*) from (");
    typed_states(&mut sql, named, among, criteria);
    sql.push(") typed group by state, takes");
    sql
}

/// The state of each parcel of what was typed, and whether it takes an instruction.
fn typed_states(sql: &mut Built, named: Named, among: &Among, criteria: &Criteria) {
    let ways: &[bool] = if named == Named::Recipient { &[false, true] } else { &[false] };
    for second in ways {
        sql.push(if *second { " union all select p.state" } else { "select p.state" });
        sql.push(", cast(case when ");
        among.takers.take(sql);
        sql.push(" then 1 else 0 end as bigint) as takes from parcel p where ");
        named.typed(sql, criteria, *second);
        matching(sql, among, criteria, None);
    }
}

/// How many parcels are in each state, and how many of them take an instruction, each counted along the index of states as
/// far as numbers are exact.
pub(super) fn each_along(among: &Among, criteria: &Criteria) -> Built {
    let mut sql = Built::default();
    let takers = criteria.with_state(StateFilter::UndeliveredActionable);
    let all = StateFilter::All.states().map(|state| (state, 0, criteria));
    let taking = takers.state.states().map(|state| (state, 1, &takers));
    // The index of the states is that of labels, whatever the order of the search.
    for (place, (state, takes, criteria)) in all.chain(taking).enumerate() {
        sql.push(if place > 0 { " union all select cast(" } else { "select cast(" });
        sql.bind(state.as_str()).push(" as text), cast(").bind(takes).push(" as bigint), count(*) from (");
        sql.push("select 1 from parcel p where ");
        beginning(&mut sql, among, criteria, Some(state));
        matching(&mut sql, among, criteria, Some(SortKey::Label));
        sql.push(" limit ").bind(COUNT_LIMIT + 1).push(") counted");
    }
    sql
}

/// How many parcels a search asks for, all of them counted: for work that says how far it has come.
///
/// # Errors
/// As every statement: [`StoreError`].
pub async fn count_results(tx: &mut Tx, sight: &Sight, criteria: &Criteria) -> Result<i64, StoreError> {
    let Some(among) = conditions::among(tx, sight, criteria).await? else { return Ok(0) };
    let (typed, _) = fewest(tx, &among, criteria, Named::is_typed).await?;
    let mut sql = Built::default();
    if let Some(named) = typed {
        sql.push("select count(*) from (");
        typed_states(&mut sql, named, &among, criteria);
        sql.push(") typed");
    } else {
        sql.push("select cast(sum(number) as bigint) from (");
        for (place, state) in criteria.state.states().enumerate() {
            sql.push(if place > 0 { " union all select" } else { "select" });
            sql.push(" count(*) as number from parcel p where ");
            beginning(&mut sql, &among, criteria, Some(state));
            matching(&mut sql, &among, criteria, Some(SortKey::Label));
        }
        sql.push(") each_state");
    }
    let rows: Vec<(i64,)> = fetch_built!(tx, _, sql)?;
    Ok(rows.first().map_or(0, |(count,)| *count))
}
