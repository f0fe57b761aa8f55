//! The dashboard into what its page shows.

use domain::Language;
use domain::dashboard::{Age, Baseline, Counted, HANDLING_CLAIM, Period, REPEAT_CLAIM, change};
use jiff::civil::Date;
use operations::dashboard::{Asked, Dashboard};
use wording::{dashboard as words, number};

use super::Eyes;
use super::lists::{state_name, ticket_row};
use crate::api::dashboard::{BaselineForm, DashboardQuery, DashboardView, Measure, Number};
use crate::error::Failure;
use crate::host::{Visit, reader, refused};

/// The page's address.
pub const BASE: &str = "/dashboard";

/// The usual periods, in days; a year is twelve months.
const PERIODS: [i64; 4] = [7, 30, 90, 365];

/// The period that is shown where nobody chose one.
const USUAL: i64 = 30;

/// Rows of a page of a list.
const ROWS: i64 = 50;

/// The days that were asked for, or the fields that are wrong.
///
/// # Errors
/// The fields that hold no day, or the end that comes before the beginning.
pub fn period(query: &DashboardQuery, today: Date) -> Result<Period, Vec<&'static str>> {
    if query.from.trim().is_empty() && query.to.trim().is_empty() {
        return Ok(Period::last(today, query.days.parse().ok().filter(|days| *days > 0).unwrap_or(USUAL)));
    }
    let day = |typed: &str| typed.trim().parse::<Date>().ok();
    let to = if query.to.trim().is_empty() { Some(today) } else { day(&query.to) };
    match (day(&query.from), to) {
        (Some(from), Some(to)) => Period::between(from, to).ok_or_else(|| vec!["to"]),
        (from, to) => {
            let fields = [("from", from.is_none()), ("to", to.is_none())];
            Err(fields.into_iter().filter(|(_, wrong)| *wrong).map(|(name, _)| name).collect())
        }
    }
}

/// The address of the same question; of the list of a number where one is named, from a ticket on.
#[must_use]
pub fn address(query: &DashboardQuery, of: &str, after: &str) -> String {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [
        ("of", of),
        ("days", query.days.as_str()),
        ("from", &query.from),
        ("to", &query.to),
        ("customer", &query.customer),
        ("after", after),
    ] {
        if !value.is_empty() {
            pairs.append_pair(name, value);
        }
    }
    let pairs = pairs.finish();
    let base = if of.is_empty() { BASE.to_owned() } else { format!("{BASE}/requests") };
    if pairs.is_empty() { base } else { format!("{base}?{pairs}") }
}

/// The dashboard.
///
/// # Errors
/// What the operation refused, in words.
pub async fn page(query: &DashboardQuery) -> Result<DashboardView, Failure> {
    let (visit, actor) = reader()?;
    let eyes = Eyes::of(&visit, &actor);
    let language = eyes.language;
    let (days, wrong) = match period(query, eyes.today) {
        Ok(days) => (days, Vec::new()),
        Err(fields) => (Period::last(eyes.today, USUAL), fields),
    };
    let asked = Asked { period: days, customer: query.customer.clone(), name: query.name.clone() };
    let shown = visit.operations.dashboard(&actor, &asked).await.map_err(refused(&visit))?;
    let mut wrong: Vec<(String, String)> = wrong
        .into_iter()
        .map(|field| {
            let both = query.from.parse::<Date>().is_ok() && query.to.parse::<Date>().is_ok();
            let why = if both { words::wrong_period(language) } else { words::wrong_day(language) };
            (field.to_owned(), why.to_owned())
        })
        .collect();
    if shown.unknown {
        wrong.push(("name".to_owned(), words::no_customer(language).to_owned()));
    }
    let name = shown.customer.as_ref().map_or_else(|| query.name.clone(), |(_, name)| name.clone());
    // From here on the customer is meant by his id.
    let query = DashboardQuery {
        customer: shown.customer.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default(),
        ..query.clone()
    };
    let own_days = !query.from.trim().is_empty() || !query.to.trim().is_empty();
    let present = query.days.parse().unwrap_or(USUAL);
    let periods = PERIODS.map(|days| {
        let other = DashboardQuery { days: days.to_string(), customer: query.customer.clone(), ..Default::default() };
        (period_name(language, days), address(&other, "", ""), !own_days && days == present)
    });
    let view = DashboardView {
        operator: eyes.operator,
        baseline: shown.typed.map(|typed| form(language, &query, typed, &name)),
        customer: query.customer.clone(),
        name,
        periods: periods.to_vec(),
        period: in_words(&eyes, days),
        ..DashboardView::default()
    };
    if !wrong.is_empty() {
        return Ok(DashboardView { wrong, ..view });
    }
    Ok(DashboardView {
        now: now(&eyes, &query, &shown),
        ages: bars(
            &query,
            language,
            shown.open.ages.iter().map(|(age, n)| (Counted::Open(*age), age_name(language, *age), *n)).collect(),
        ),
        states: bars(
            &query,
            language,
            shown
                .figures
                .states
                .iter()
                .map(|(state, n)| (Counted::State(*state), state_name(language, *state, eyes.operator).to_owned(), *n))
                .collect(),
        ),
        measures: measures(language, &query, &shown),
        rows: shown.recent.iter().map(|row| ticket_row(&visit, &eyes, row)).collect(),
        ..view
    })
}

/// The list behind a number.
///
/// # Errors
/// What the operation refused, in words; not found for a number that there is not.
pub async fn counted(query: &DashboardQuery) -> Result<DashboardView, Failure> {
    let (visit, actor) = reader()?;
    let eyes = Eyes::of(&visit, &actor);
    let none = || refused(&visit)(operations::Error::NotFound);
    let counted = Counted::from_word(&query.of).ok_or_else(none)?;
    let days = period(query, eyes.today).map_err(|_| none())?;
    let asked = Asked { period: days, customer: query.customer.clone(), name: String::new() };
    let page = visit.operations.counted(&actor, &asked, counted, &query.after, ROWS).await.map_err(refused(&visit))?;
    let title = name_of(&visit, counted);
    Ok(DashboardView {
        operator: eyes.operator,
        name: page.customer.map(|(_, name)| name).unwrap_or_default(),
        period: if counted.in_period() { in_words(&eyes, days) } else { String::new() },
        rows: page.rows.iter().map(|row| ticket_row(&visit, &eyes, row)).collect(),
        title,
        back: address(query, "", ""),
        next: page.next.map(|next| address(query, counted.as_str(), &next)).unwrap_or_default(),
        ..DashboardView::default()
    })
}

fn in_words(eyes: &Eyes, days: Period) -> String {
    let day = |date: Date| wording::moment::long_day(eyes.language, date, eyes.today);
    words::period(eyes.language, &day(days.from), &day(days.to))
}

fn period_name(language: Language, days: i64) -> String {
    if days == 365 { words::last_months(language, 12) } else { words::last_days(language, days) }
}

fn age_name(language: Language, age: Age) -> String {
    let begin = number::integer(language, age.begins_after());
    match age.ends_after().map(|days| number::integer(language, days)) {
        Some(end) if age.begins_after() == 0 => words::age_below(language, &end),
        Some(end) => words::age_between(language, &begin, &end),
        None => words::age_above(language, &begin),
    }
}

/// What a number counts, as the title of its list.
fn name_of(visit: &Visit, counted: Counted) -> String {
    let language = visit.language;
    match counted {
        Counted::Filed => words::list_filed(language).to_owned(),
        Counted::State(state) => words::list_state(language, state_name(language, state, visit.is_operator())),
        Counted::Resolved => words::list_resolved(language).to_owned(),
        Counted::Answered => words::list_answered(language).to_owned(),
        Counted::Repeats => words::list_repeats(language).to_owned(),
        Counted::Contested => words::list_contested(language).to_owned(),
        Counted::Rated => words::list_rated(language).to_owned(),
        Counted::Open(age) => words::list_open(language, &age_name(language, age)),
        Counted::Mine => words::mine(language).to_owned(),
        Counted::Late => words::late(language).to_owned(),
    }
}

fn count(query: &DashboardQuery, language: Language, counted: Counted, label: &str, n: i64) -> Number {
    Number {
        label: label.to_owned(),
        text: number::integer(language, n),
        href: address(query, counted.as_str(), ""),
        bar: 0,
    }
}

fn now(eyes: &Eyes, query: &DashboardQuery, shown: &Dashboard) -> Vec<Number> {
    let language = eyes.language;
    let open = &shown.open;
    let mine = if eyes.operator { open.operators } else { open.customers };
    vec![
        count(query, language, Counted::Mine, words::mine(language), mine),
        count(query, language, Counted::Late, words::late(language), open.late),
        count(query, language, Counted::Filed, words::list_filed(language), shown.figures.filed),
    ]
}

/// Numbers with bars, the longest of which is a hundred.
fn bars(query: &DashboardQuery, language: Language, numbers: Vec<(Counted, String, i64)>) -> Vec<Number> {
    let most = numbers.iter().map(|(_, _, n)| *n).max().unwrap_or(0).max(1);
    let bar = |(counted, label, n): (Counted, String, i64)| Number {
        // What there is can be seen.
        bar: if n == 0 { 0 } else { (n * 100 / most).max(1) },
        ..count(query, language, counted, &label, n)
    };
    numbers.into_iter().map(bar).collect()
}

fn measures(language: Language, query: &DashboardQuery, shown: &Dashboard) -> Vec<Measure> {
    let figures = &shown.figures;
    let number = |counted: Counted, label: &str, text: Option<String>| Number {
        label: label.to_owned(),
        text: text.unwrap_or_else(|| words::no_figure(language).to_owned()),
        href: address(query, counted.as_str(), ""),
        bar: 0,
    };
    let of = |n: i64| words::of(language, &number::integer(language, n), n);
    let hours = |tenths: i64| words::hours(language, &number::tenths(language, tenths));
    let percent = |tenths: i64| words::percent(language, &number::tenths(language, tenths));
    let compared =
        |mut measure: Measure, now: Option<i64>, before: Option<i64>, claim: i64, said: &dyn Fn(i64) -> String| {
            measure.before = before.map(said).unwrap_or_default();
            measure.claim = percent(claim * 10);
            if let Some(change) = now.zip(before).and_then(|(now, before)| change(now, before)) {
                let sign = if change > 0 { "+" } else { "" };
                measure.change = format!("{sign}{}", percent(change * 10));
                measure.reached = Some(change <= claim);
            }
            measure
        };
    let (handling, repeats) = (shown.handling.median(), figures.repeats.tenths());
    let plain = |number: Number, of: String| Measure { number, of, ..Measure::default() };
    vec![
        compared(
            plain(
                number(Counted::Resolved, words::handling(language), handling.map(hours)),
                of(shown.handling.count()),
            ),
            handling,
            shown.baseline.handling,
            HANDLING_CLAIM,
            &hours,
        ),
        compared(
            plain(number(Counted::Repeats, words::repeats(language), repeats.map(percent)), of(figures.repeats.all)),
            repeats,
            shown.baseline.repeats,
            REPEAT_CLAIM,
            &percent,
        ),
        plain(
            number(Counted::Answered, words::first_answer(language), shown.first_answer.median().map(hours)),
            of(shown.first_answer.count()),
        ),
        plain(
            number(Counted::Contested, words::contests(language), figures.contests.tenths().map(percent)),
            of(figures.contests.all),
        ),
        plain(
            number(
                Counted::Rated,
                words::satisfaction(language),
                figures.satisfaction().map(|tenths| words::stars(language, &number::tenths(language, tenths))),
            ),
            of(figures.rated()),
        ),
    ]
}

fn form(language: Language, query: &DashboardQuery, typed: Baseline, name: &str) -> BaselineForm {
    let whole = |tenths: Option<i64>| tenths.map(|tenths| (tenths / 10).to_string()).unwrap_or_default();
    BaselineForm {
        action: address(query, "", ""),
        lead: if query.customer.is_empty() {
            words::baseline_all(language).to_owned()
        } else {
            words::baseline_of(language, name)
        },
        handling: whole(typed.handling),
        repeats: whole(typed.repeats),
    }
}

#[cfg(test)]
mod tests {
    use domain::dashboard::Period;
    use jiff::civil::date;

    use super::{DashboardQuery, address, period};

    #[test]
    fn own_days_go_before_the_usual_ones_and_what_is_no_day_is_named() {
        let today = date(2026, 3, 31);
        let query = |days: &str, from: &str, to: &str| DashboardQuery {
            days: days.into(),
            from: from.into(),
            to: to.into(),
            ..DashboardQuery::default()
        };
        for (asked, expected) in [
            (query("", "", ""), Ok(Period::last(today, 30))),
            (query("7", "", ""), Ok(Period::last(today, 7))),
            (query("-1", "", ""), Ok(Period::last(today, 30))),
            (query("7", "2026-03-01", ""), Ok(Period { from: date(2026, 3, 1), to: today })),
            (query("", "2026-03-02", "2026-03-01"), Err(vec!["to"])),
            (query("", "", "2026-03-01"), Err(vec!["from"])),
            (query("", "hier", "demain"), Err(vec!["from", "to"])),
        ] {
            assert_eq!(period(&asked, today), expected, "{asked:?}");
        }
    }

    #[test]
    fn addresses_keep_what_was_asked_for() {
        let query =
            DashboardQuery { days: "7".into(), customer: "x y".into(), after: "9".into(), ..Default::default() };
        assert_eq!(address(&query, "", ""), "/dashboard?days=7&customer=x+y");
        assert_eq!(address(&query, "repeats", "1"), "/dashboard/requests?of=repeats&days=7&customer=x+y&after=1");
        assert_eq!(address(&DashboardQuery::default(), "", ""), "/dashboard");
    }
}
