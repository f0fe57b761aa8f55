//! The dashboard: what is open, and what became of the tickets filed in a period, as far as the reader sees them.

use domain::actor::{Right, Side};
use domain::audit::Act;
use domain::dashboard::{Baseline, Counted, Figures, Period, Times, whole};
use domain::id::CustomerId;
use domain::refusal::{FieldRefusal, Refusal};
use domain::{Actor, permission};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::dashboard::{Beginning, Compared, Open, Sight};
use store::lists::Listed;
use store::{Scope, Tx};

use crate::audit::{self, Entry, Who};
use crate::{Error, Operations, Result};

/// The most working hours that a baseline says.
pub const HOURS_MOST: u32 = 10_000;

/// Rows of the last changed.
const RECENT: i64 = 5;

/// What the dashboard is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The days on which the tickets were filed.
    pub period: Period,
    /// The id of the one customer that the operator looks at, or empty for all.
    pub customer: String,
    /// The name of that customer, as typed; or empty.
    pub name: String,
}

/// The dashboard.
#[derive(Clone, Debug)]
pub struct Dashboard {
    /// The customer that is looked at, where the operator chose one.
    pub customer: Option<(CustomerId, String)>,
    /// Whether a customer was named that there is not; then nothing is counted.
    pub unknown: bool,
    /// The last changed.
    pub recent: Vec<Listed>,
    /// What is open now.
    pub open: Open,
    /// What was counted of the tickets filed in the period.
    pub figures: Figures,
    /// Working time from filed to resolved.
    pub handling: Times,
    /// Working time from filed to the first answer.
    pub first_answer: Times,
    /// What the figures are compared with.
    pub baseline: Baseline,
    /// What was typed for the one customer, or for all where none is chosen; for who may change it.
    pub typed: Option<Baseline>,
}

/// A page of the list behind a number.
#[derive(Clone, Debug, Default)]
pub struct CountedPage {
    /// The customer that is looked at, where the operator chose one.
    pub customer: Option<(CustomerId, String)>,
    /// The rows.
    pub rows: Vec<Listed>,
    /// After which ticket the next page begins, if there is one.
    pub next: Option<String>,
}

impl Operations {
    /// The dashboard, in five statements.
    ///
    /// # Errors
    /// [`Error::NotFound`] for agents below the lead.
    pub async fn dashboard(&self, actor: &Actor, asked: &Asked) -> Result<Dashboard> {
        permission::see_dashboard(actor)?;
        let now = self.now();
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let (compared, unknown, sight) = look(&mut tx, actor, asked).await?;
        let baseline = compared.own.unwrap_or(compared.all);
        let typed = permission::run_installation(actor).is_ok().then(|| match compared.customer {
            Some(_) => compared.own.unwrap_or_default(),
            None => compared.all,
        });
        let customer = compared.customer.filter(|_| actor.is_operator());
        let mut dashboard = Dashboard {
            customer,
            unknown,
            recent: Vec::new(),
            open: Open::default(),
            figures: Figures::default(),
            handling: Times::default(),
            first_answer: Times::default(),
            baseline,
            typed: typed.filter(|_| !unknown),
        };
        if unknown {
            return Ok(dashboard);
        }
        let first = Beginning { after: String::new(), limit: RECENT };
        dashboard.recent = store::dashboard::list(&mut tx, &sight, None, &first, now).await?;
        dashboard.open = store::dashboard::open(&mut tx, &sight, now).await?;
        dashboard.figures = store::dashboard::figures(&mut tx, &sight).await?;
        (dashboard.handling, dashboard.first_answer) = store::dashboard::times(&mut tx, &sight).await?;
        Ok(dashboard)
    }

    /// The tickets that a number of the dashboard counts, the last filed first.
    ///
    /// # Errors
    /// As [`Operations::dashboard`]; [`Error::NotFound`] for a customer that there is not.
    pub async fn counted(
        &self,
        actor: &Actor,
        asked: &Asked,
        counted: Counted,
        after: &str,
        rows: i64,
    ) -> Result<CountedPage> {
        permission::see_dashboard(actor)?;
        let mut tx = self.store().read(Scope::of(actor)).await?;
        let (compared, unknown, sight) = look(&mut tx, actor, asked).await?;
        if unknown {
            return Err(Error::NotFound);
        }
        let beginning = Beginning { after: after.to_owned(), limit: rows + 1 };
        let mut found = store::dashboard::list(&mut tx, &sight, Some(counted), &beginning, self.now()).await?;
        let page = usize::try_from(rows).unwrap_or(usize::MAX);
        let more = found.len() > page;
        found.truncate(page);
        let next = found.last().filter(|_| more).map(|row| row.id.to_string());
        Ok(CountedPage { customer: compared.customer.filter(|_| actor.is_operator()), rows: found, next })
    }

    /// Keeps what the figures are compared with, as typed: median working hours and percent of repeats, either of which
    /// may be empty. For one customer, or with an empty id for all who have none of their own.
    ///
    /// # Errors
    /// [`Error::NotFound`] for everybody but an administrator of the operator, and for a customer that there is not;
    /// refusals of the fields `handling` and `repeats`.
    pub async fn keep_baseline(&self, actor: &Actor, customer: &str, handling: &str, repeats: &str) -> Result<()> {
        permission::run_installation(actor)?;
        let mut wrong = Vec::new();
        let mut read = |field: &str, typed: &str, most: u32| {
            if typed.trim().is_empty() {
                return None;
            }
            let value = whole(typed, most);
            if value.is_none() {
                wrong.push((field.to_owned(), FieldRefusal::OutOfRange { least: 0, most }));
            }
            value.map(|number| number * 10)
        };
        let baseline =
            Baseline { handling: read("handling", handling, HOURS_MOST), repeats: read("repeats", repeats, 100) };
        if !wrong.is_empty() {
            return Err(Refusal::Fields(wrong).into());
        }
        let now = self.now();
        let mut tx = self.store().write(Scope::of(actor)).await?;
        let before = store::dashboard::compared(&mut tx, customer, "").await?;
        if !customer.is_empty() && before.customer.is_none() {
            return Err(Error::NotFound);
        }
        let was = if before.customer.is_some() { before.own.unwrap_or_default() } else { before.all };
        let (id, name) = before.customer.unzip();
        store::dashboard::keep_baseline(&mut tx, id, baseline, now).await?;
        let object = id.map(|id| id.to_string()).unwrap_or_default();
        let mut entry = Entry::new(Act::BaselineChanged, object, name.unwrap_or_default());
        if let Some(id) = id {
            entry = entry.of(id);
        }
        let entry = entry.change(recorded(was), recorded(baseline));
        audit::record(&mut tx, now, &Who::actor(actor), entry).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// A baseline as the audit trail keeps it.
fn recorded(baseline: Baseline) -> String {
    let number = |tenths: i64| format!("{}.{}", tenths / 10, tenths % 10);
    let parts = [
        baseline.handling.map(|tenths| format!("{} h", number(tenths))),
        baseline.repeats.map(|tenths| format!("{} %", number(tenths))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The customer that is looked at with the baseline, whether one was named that there is not, and what may be seen.
async fn look(tx: &mut Tx, actor: &Actor, asked: &Asked) -> Result<(Compared, bool, Sight)> {
    let (id, name) = match actor.customer() {
        Some(own) => (own.to_string(), String::new()),
        None => (asked.customer.clone(), asked.name.clone()),
    };
    let compared = store::dashboard::compared(tx, &id, &name).await?;
    let unknown = compared.customer.is_none() && !(id.is_empty() && name.trim().is_empty());
    let (own_only, accounts) = match &actor.side {
        Side::Operator { .. } => (false, String::new()),
        Side::Customer { rights, scope, .. } => (!rights.has(Right::SeeAllTickets), scope.to_words()),
    };
    let zone = crate::zone(&actor.zone);
    let sight = Sight {
        viewer: actor.user,
        customer: compared.customer.as_ref().map(|(id, _)| *id),
        own_only,
        accounts,
        from: midnight(asked.period.from, &zone).unwrap_or(Timestamp::MIN),
        before: asked.period.to.tomorrow().ok().and_then(|day| midnight(day, &zone)).unwrap_or(Timestamp::MAX),
    };
    Ok((compared, unknown, sight))
}

fn midnight(day: jiff::civil::Date, zone: &TimeZone) -> Option<Timestamp> {
    day.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp())
}
