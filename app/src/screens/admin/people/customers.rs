//! The list of customers.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use wording::operator as words;

use super::super::tabs::AdminTabs;
use crate::api::desk::{CustomerRow, CustomersView, customers};
use crate::piece::IntoPiece;
use crate::ui::{
    Button, ButtonLook, Card, Cell, Column, DeedForm, EmptyState, FailureView, Field, FieldKind, HeadCell, Pagination,
    QueryForm, Table, Words, language,
};

/// Where everything here is posted to.
const ACTION: &str = "/admin/customers";

/// The page `/admin/customers`.
#[component]
pub fn CustomersScreen() -> impl IntoView {
    let asked = |name: &str| use_query_map().with_untracked(|query| query.get(name)).unwrap_or_default();
    let (search, after) = (asked("search"), asked("after"));
    let (wanted, first) = (search.clone(), after.is_empty());
    let page = Resource::new(|| (), move |()| customers(wanted.clone(), after.clone()));
    view! {
        <Suspense>
            {move || {
                let search = search.clone();
                Suspend::new(async move {
                    match page.await {
                        Ok(page) => view! { <Shown page search first/> }.into_piece(),
                        Err(failure) => view! { <FailureView failure/> }.into_piece(),
                    }
                })
            }}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The customers.
    page: CustomersView,
    /// What was looked for.
    search: String,
    /// Whether these are the first.
    first: bool,
) -> impl IntoView {
    let language = language();
    let address = |after: &str| {
        let mut query = Vec::new();
        for (name, value) in [("search", search.as_str()), ("after", after)] {
            if !value.is_empty() {
                query.push(format!("{name}={}", encoded(value)));
            }
        }
        if query.is_empty() { ACTION.to_owned() } else { format!("{ACTION}?{}", query.join("&")) }
    };
    let older = (!page.next.is_empty()).then(|| address(&page.next));
    let newer = (!first).then(|| address(""));
    let list = if page.rows.is_empty() {
        view! {
            <EmptyState title=words::customers_none_title(language)>
                <p>{words::customers_none(language)}</p>
            </EmptyState>
        }
        .into_piece()
    } else {
        table(page.rows).into_piece()
    };
    view! {
        <Title text=words::customers(language)/>
        <div class="page" data-width="wide">
            <h1>{words::customers(language)}</h1>
            <AdminTabs here="/admin/customers"/>
            <QueryForm action=ACTION search=words::customers_search(language)>
                <Field
                    name="search"
                    label=words::customers_search(language)
                    kind=FieldKind::Search
                    value=search.clone()
                    max_length=100u32
                />
                <p class="form-buttons">
                    <Button>{words::find(language)}</Button>
                </p>
            </QueryForm>
            {list}
            <Pagination newer=Words(newer) older=Words(older)/>
            <Card title=words::customer_new(language)>
                <DeedForm name="customer" action=ACTION deed="">
                    <Field name="name" label=words::customer_name(language) required=true max_length=200u32/>
                    <Field
                        name="zone"
                        label=words::zone(language)
                        hint=words::zone_hint(language)
                        value="Europe/Paris"
                        required=true
                        max_length=60u32
                    />
                    <p class="form-buttons">
                        <Button look=ButtonLook::Primary>{words::customer_add(language)}</Button>
                    </p>
                </DeedForm>
            </Card>
        </div>
    }
    .into_piece()
}

/// Text as it may stand in a query: letters, digits and dashes stay, everything else is escaped (RFC 3986 §2.1).
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
        encoded
    })
}

fn table(rows: Vec<CustomerRow>) -> impl IntoView {
    let language = language();
    let columns = vec![
        Column::new(words::customer_name(language)),
        Column::new(words::zone(language)),
        Column::new(words::accounts(language)).numeric(),
        Column::new(words::users(language)).numeric(),
    ];
    let rows: Vec<_> = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr role="row">
                    <HeadCell>
                        <a class="link" href=format!("{ACTION}/{}", row.id)><bdi>{row.name}</bdi></a>
                    </HeadCell>
                    <Cell label=words::zone(language)>{row.zone}</Cell>
                    <Cell label=words::accounts(language) numeric=true>
                        {wording::number::integer(language, row.accounts)}
                    </Cell>
                    <Cell label=words::users(language) numeric=true>
                        {wording::number::integer(language, row.users)}
                    </Cell>
                </tr>
            }
        })
        .collect();
    view! { <Table caption=words::customers(language) columns=columns>{rows}</Table> }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_name_survives_its_address() {
        assert_eq!(super::encoded("Éva & co-1"), "%C3%89va%20%26%20co-1");
    }
}
