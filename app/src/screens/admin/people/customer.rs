//! One customer: its accounts and their parts.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::operator as words;

use super::done;
use super::first::First;
use crate::api::desk::{CustomerView, customer};
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, Breadcrumb, Button, Card, Choice, Crumb, DeedForm, Fact, Facts, FailureView, Field, FieldWidth, Select,
    Tone, language,
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
    let CustomerView { row, accounts, administered, invitations, abuse } = page;
    let action = format!("/admin/customers/{}", row.id);
    let choices: Vec<Choice> = accounts
        .iter()
        .filter(|one| one.account.is_empty() && !one.retired)
        .map(|one| Choice::new(one.number.clone(), one.number.clone()))
        .collect();
    let users = wording::number::integer(language, row.users);
    let facts = [(words::zone(language), row.zone), (words::users(language), users)]
        .map(|(name, value)| view! { <Fact name=name>{value}</Fact> })
        .collect_view();
    let list = if accounts.is_empty() {
        view! { <p class="muted">{words::accounts_none(language)}</p> }.into_piece()
    } else {
        let lines: Vec<_> = accounts
            .into_iter()
            .map(|one| {
                let href = format!("/admin/accounts/{}", one.id);
                let name = if one.account.is_empty() {
                    one.number
                } else {
                    words::part_named(language, &one.account, &one.number)
                };
                view! {
                    <li>
                        <span class="row">
                            <a class="link" href=href>{name}</a>
                            {one
                                .retired
                                .then(|| {
                                    view! {
                                        <Badge tone=Tone::Neutral>{words::account_retired(language)}</Badge>
                                    }
                                })}
                        </span>
                    </li>
                }
            })
            .collect();
        view! { <ul class="account-lines">{lines}</ul> }.into_piece()
    };
    let abuse = (!abuse.is_empty()).then(|| {
        let counts: Vec<_> = abuse
            .into_iter()
            .map(|(name, count)| view! { <Fact name>{wording::number::integer(language, count)}</Fact> })
            .collect();
        view! { <Card title=wording::desk::abuse_counts(language)><Facts>{counts}</Facts></Card> }
    });
    let (to_part, to_first, to_name) = (action.clone(), action.clone(), action.clone());
    let (seen, name) = (row.name.clone(), row.name.clone());
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
            <First action=to_first administered=administered invitations=invitations/>
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
            <Card title=words::customer_rename(language)>
                <DeedForm name="rename" action=to_name deed="" keep=true>
                    <input type="hidden" name="seen" value=seen/>
                    <Field
                        name="name"
                        label=words::customer_name(language)
                        value=name
                        required=true
                        max_length=200u32
                    />
                    <p class="form-buttons">
                        <Button>{words::team_rename(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
            {abuse}
        </div>
    }
    .into_piece()
}
