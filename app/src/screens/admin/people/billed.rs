//! One account of a customer, or a part of one: its number, and retiring it.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::operator as words;

use super::done;
use crate::api::desk::{BilledView, billed};
use crate::piece::IntoPiece;
use crate::ui::{
    Badge, Breadcrumb, Button, ButtonLook, Card, Crumb, DeedForm, FailureView, Field, FieldWidth, Tone, language,
};

/// The page `/admin/accounts/:id`.
#[component]
pub fn BilledScreen() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id")).unwrap_or_default();
    let page = Resource::new(id, billed);
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
    /// The account or part.
    page: BilledView,
) -> impl IntoView {
    let language = language();
    let BilledView { customer_id, customer, row } = page;
    let action = format!("/admin/accounts/{}", row.id);
    let is_part = !row.account.is_empty();
    let title = if is_part { words::part_named(language, &row.account, &row.number) } else { row.number.clone() };
    let crumbs = vec![
        Crumb::new("/admin/customers", words::customers(language)),
        Crumb::new(format!("/admin/customers/{customer_id}"), customer),
    ];
    let label = if is_part { words::part(language) } else { words::account(language) };
    let to_end = action.clone();
    let end = if row.retired {
        view! {
            <Card title=words::account_restore(language)>
                <p>{words::account_restore_lead(language)}</p>
                <DeedForm name="restore" action=to_end deed="">
                    <p class="form-buttons"><Button>{words::account_restore(language)}</Button></p>
                </DeedForm>
            </Card>
        }
        .into_piece()
    } else {
        view! {
            <Card title=words::account_retire_title(language)>
                <p>{words::account_retire_lead(language)}</p>
                <DeedForm name="retire" action=to_end deed="">
                    <p class="form-buttons">
                        <Button look=ButtonLook::Danger>{words::account_retire(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
        }
        .into_piece()
    };
    let (seen, number) = (row.number.clone(), row.number);
    view! {
        <Title text=title.clone()/>
        <div class="page">
            <Breadcrumb crumbs=crumbs here=title.clone()/>
            <h1>{title}</h1>
            {row.retired.then(|| view! { <p><Badge tone=Tone::Neutral>{words::account_retired(language)}</Badge></p> })}
            {done()}
            <Card title=words::account_rename(language)>
                <p class="muted">{words::account_rename_lead(language)}</p>
                <DeedForm name="rename" action=action deed="" keep=true>
                    <input type="hidden" name="seen" value=seen/>
                    <Field
                        name="number"
                        label=label
                        value=number
                        width=FieldWidth::Medium
                        required=true
                        max_length=50u32
                    />
                    <p class="form-buttons">
                        <Button look=ButtonLook::Primary>{words::account_rename(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
            {end}
        </div>
    }
    .into_piece()
}
