//! One customer: its accounts and their parts.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::operator as words;

use super::done;
use crate::api::desk::{CustomerView, customer};
use crate::piece::IntoPiece;
use crate::ui::{
    Breadcrumb, Button, Card, Choice, Crumb, DeedForm, Fact, Facts, FailureView, Field, FieldWidth, Select, language,
};

/// The page `/admin/customers/:id`.
#[component]
pub fn CustomerScreen() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id")).unwrap_or_default();
    let page = Resource::new(id, customer);
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Shown page/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The customer.
    page: CustomerView,
) -> impl IntoView {
    let language = language();
    let CustomerView { row, accounts, abuse } = page;
    let action = format!("/admin/customers/{}", row.id);
    let choices: Vec<Choice> = accounts.iter().map(|(number, _)| Choice::new(number.clone(), number.clone())).collect();
    let users = wording::number::integer(language, row.users);
    let facts = [(words::zone(language), row.zone), (words::users(language), users)]
        .map(|(name, value)| view! { <Fact name=name>{value}</Fact> })
        .collect_view();
    let list = if accounts.is_empty() {
        view! { <p class="muted">{words::accounts_none(language)}</p> }.into_piece()
    } else {
        let lines: Vec<_> = accounts
            .into_iter()
            .map(|(number, parts)| {
                let parts = if parts.is_empty() { String::new() } else { words::parts(language, &parts.join(", ")) };
                view! { <li>{number} " " <span class="small muted">{parts}</span></li> }
            })
            .collect();
        view! { <ul>{lines}</ul> }.into_piece()
    };
    let abuse = (!abuse.is_empty()).then(|| {
        let counts: Vec<_> = abuse
            .into_iter()
            .map(|(name, count)| view! { <Fact name>{wording::number::integer(language, count)}</Fact> })
            .collect();
        view! { <Card title=wording::desk::abuse_counts(language)><Facts>{counts}</Facts></Card> }
    });
    let to_part = action.clone();
    let part = (!choices.is_empty()).then(|| {
        view! {
            <Card title=words::part_new(language)>
                <DeedForm name="part" action=to_part deed="">
                    <Select
                        name="account"
                        label=words::account(language)
                        choices=choices
                        prompt=words::choose(language)
                        required=true
                    />
                    <Field
                        name="part"
                        label=words::part(language)
                        width=FieldWidth::Medium
                        required=true
                        max_length=50u32
                    />
                    <p class="form-buttons">
                        <Button>{words::add(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
        }
    });
    view! {
        <Title text=row.name.clone()/>
        <div class="page">
            <Breadcrumb crumbs=vec![Crumb::new("/admin/customers", words::customers(language))] here=row.name.clone()/>
            <h1><bdi>{row.name}</bdi></h1>
            {done()}
            <Facts>{facts}</Facts>
            <Card title=words::accounts(language)>{list}</Card>
            <Card title=words::account_new(language)>
                <DeedForm name="account" action=action deed="">
                    <Field
                        name="number"
                        label=words::account(language)
                        hint=words::account_hint(language)
                        width=FieldWidth::Medium
                        required=true
                        max_length=50u32
                    />
                    <p class="form-buttons">
                        <Button>{words::add(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
            {part}
            {abuse}
        </div>
    }
    .into_piece()
}
