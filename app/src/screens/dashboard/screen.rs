//! The page.

use leptos::prelude::*;
use leptos_meta::Title;
use wording::dashboard as words;

use super::asked;
use super::baseline::BaselineCard;
use super::figures::{Bars, Measures, Tiles};
use crate::api::dashboard::{DashboardQuery, DashboardView, dashboard};
use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonLook, Card, FailureView, Field, FieldKind, FieldWidth, Tab, Tabs, TicketList, Words, language,
};

/// Where everything here stands.
const BASE: &str = "/dashboard";

/// The page `/dashboard`.
#[component]
pub fn DashboardScreen() -> impl IntoView {
    let query = asked();
    let wanted = query.clone();
    let page = Resource::new(|| (), move |()| dashboard(wanted.clone()));
    view! {
        <Suspense>
            {move || {
                let query = query.clone();
                Suspend::new(async move {
                    match page.await {
                        Ok(page) => view! { <Shown page query/> }.into_piece(),
                        Err(failure) => view! { <FailureView failure/> }.into_piece(),
                    }
                })
            }}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The figures.
    page: DashboardView,
    /// What was asked for.
    query: DashboardQuery,
) -> impl IntoView {
    let language = language();
    let lead = if page.operator { words::lead_operator(language) } else { words::lead_customer(language) };
    let tabs: Vec<Tab> = page
        .periods
        .iter()
        .map(|(label, href, current)| Tab { href: href.clone(), label: label.clone(), count: None, current: *current })
        .collect();
    let title = if page.operator && !page.customer.is_empty() {
        format!("{} · {}", words::title(language), page.name)
    } else {
        words::title(language).to_owned()
    };
    let baseline = page.baseline.clone().map(|form| view! { <BaselineCard form/> });
    let fits = page.wrong.is_empty();
    let shown = fits.then(|| figures(&page));
    view! {
        <Title text=title.clone()/>
        <div class="page" data-width="wide">
            <h1>{title}</h1>
            <p class="page-lead">{lead}</p>
            <Tabs label=words::periods(language) tabs=tabs/>
            <Filters page query/>
            {shown}
            {baseline}
        </div>
    }
    .into_piece()
}

/// Own days, and the operator's customer.
#[component]
fn Filters(
    /// What is wrong, and whom it is about.
    page: DashboardView,
    /// What was typed.
    query: DashboardQuery,
) -> impl IntoView {
    let language = language();
    let error = |field: &str| Words(page.wrong.iter().find(|(name, _)| name == field).map(|(_, why)| why.clone()));
    let customer = page.operator.then(|| {
        view! {
            <Field
                name="name"
                label=words::customer(language)
                hint=words::customer_hint(language)
                value=page.name.clone()
                error=error("name")
                max_length=200u32
                autocomplete="off"
                unmarked=true
            />
        }
    });
    view! {
        <form class="dashboard-filters" method="get" action=BASE role="search" aria-label=words::periods(language)>
            <Field
                name="from"
                label=words::from(language)
                kind=FieldKind::Date
                width=FieldWidth::Medium
                value=query.from.clone()
                error=error("from")
                unmarked=true
            />
            <Field
                name="to"
                label=words::to(language)
                kind=FieldKind::Date
                width=FieldWidth::Medium
                value=query.to.clone()
                error=error("to")
                unmarked=true
            />
            {customer}
            <input type="hidden" name="days" value=query.days.clone()/>
            <p class="form-buttons">
                <Button look=ButtonLook::Primary>{words::filter(language)}</Button>
            </p>
        </form>
    }
    .into_piece()
}

fn figures(page: &DashboardView) -> impl IntoView + use<> {
    let language = language();
    let base = if page.operator { "/desk" } else { "/requests" };
    let recent = if page.rows.is_empty() {
        view! { <p>{words::recent_none(language)}</p> }.into_piece()
    } else {
        let rows = page.rows.clone();
        view! { <TicketList rows=Signal::stored(rows) base/> }.into_piece()
    };
    view! {
        <section>
            <h2>{words::now(language)}</h2>
            <Tiles numbers=page.now.clone()/>
        </section>
        <p class="muted">{page.period.clone()}</p>
        <Measures measures=page.measures.clone()/>
        <div class="dashboard-charts">
            <Bars title=words::ages(language) head=words::age(language) numbers=page.ages.clone()/>
            <Bars title=words::states(language) head=words::state(language) numbers=page.states.clone()/>
        </div>
        <Card title=words::recent(language)>
            {recent}
            <p>
                <a class="link" href=format!("{base}?tab=all") rel="external">{words::all(language)}</a>
            </p>
        </Card>
    }
}
