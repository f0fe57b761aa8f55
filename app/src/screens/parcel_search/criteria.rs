//! The search by several criteria; what it asks for stands in the address.

use domain::Language;
use leptos::prelude::*;
use wording::search;

use crate::api::search::SearchPage;
use crate::piece::IntoPiece;
use crate::ui::{Button, ButtonLink, ButtonLook, Choice, ErrorSummary, Field, FieldKind, FieldWidth, Select, language};

/// The form.
#[component]
pub fn CriteriaForm(
    /// The page.
    page: SearchPage,
) -> impl IntoView {
    let language = language();
    let failure = page.failure.clone();
    let error = {
        let failure = page.failure.clone();
        move |field: &str| failure.as_ref().and_then(|failure| failure.of_field(field).next().map(str::to_owned))
    };
    let line = |name: &'static str, label: &'static str, hint: Option<&'static str>| {
        view! { <Field name=name label=label value=page.value(name) hint=hint error=error(name) unmarked=true/> }
            .into_piece()
    };
    let short = |name: &'static str, label: &'static str, kind: FieldKind, hint: Option<&'static str>| {
        view! {
            <Field
                name=name
                label=label
                kind=kind
                value=page.value(name)
                hint=hint
                error=error(name)
                width=FieldWidth::Short
                unmarked=true

            />
        }
        .into_piece()
    };
    let choice = |name: &'static str, label: &'static str, prompt: Option<&'static str>, choices: Vec<Choice>| {
        view! {
            <Select
                name=name
                label=label
                prompt=prompt
                value=page.value(name)
                choices=choices
                error=error(name)
                unmarked=true
            />
        }
        .into_piece()
    };
    let accounts = if page.accounts.is_empty() {
        [line("account", search::account(language), None), line("sub_account", search::sub_account(language), None)]
    } else {
        let numbers = page.accounts.iter().map(|number| Choice::new(number, number)).collect();
        let parts = page.sub_accounts.iter().map(|part| Choice::new(part, part)).collect();
        [
            choice("account", search::account(language), Some(search::any_account(language)), numbers),
            choice("sub_account", search::sub_account(language), Some(search::any_sub_account(language)), parts),
        ]
    };
    let [account, sub_account] = accounts;
    let state = page.value("state");
    view! {
        <form class="deed-form" method="get" action="/parcels" role="search" aria-label=search::tab_criteria(language) novalidate=true>
            <ErrorSummary failure=failure/>
            <input type="hidden" name="tab" value="criteria"/>
            {(!state.is_empty()).then(|| view! { <input type="hidden" name="state" value=state/> })}
            <p class="small muted">{search::criteria_lead(language)}</p>
            <div class="criteria-fields">
                <div class="criteria-days">
                    {short("from", search::from(language), FieldKind::Date, None)}
                    {short("until", search::until(language), FieldKind::Date, None)}
                </div>
                {account}
                {sub_account}
                {line("recipient", search::recipient(language), Some(search::recipient_hint(language)))}
                {line("recipient_reference", search::recipient_reference(language), None)}
                {line("sender_reference", search::sender_reference(language), None)}
                {line("postcode", search::postcode(language), Some(search::postcode_hint(language)))}
                {line("country", search::country(language), Some(search::country_hint(language)))}
                {choice(
                    "destination",
                    search::destination(language),
                    Some(search::any_destination(language)),
                    destinations(language),
                )}
                {choice("sort", search::sort(language), None, orders(language))}
            </div>
            <div class="form-buttons">
                <Button look=ButtonLook::Primary>{search::search(language)}</Button>
                <Button form_action="/parcels/export">{search::as_csv(language)}</Button>
                <ButtonLink href="/parcels?tab=criteria" look=ButtonLook::Quiet>{search::clear(language)}</ButtonLink>
            </div>
        </form>
    }
    .into_piece()
}

fn destinations(language: Language) -> Vec<Choice> {
    vec![
        Choice::new("national", search::national(language)),
        Choice::new("international", search::international(language)),
        Choice::new("european_union", search::european_union(language)),
        Choice::new("rest_of_world", search::rest_of_world(language)),
    ]
}

/// Every order that a press on a column's head asks for, too: what is sent again keeps it.
fn orders(language: Language) -> Vec<Choice> {
    vec![
        Choice::new("-label", search::sort_label_desc(language)),
        Choice::new("label", search::sort_label(language)),
        Choice::new("number", search::sort_number(language)),
        Choice::new("-number", search::sort_number_desc(language)),
        Choice::new("recipient", search::sort_recipient(language)),
        Choice::new("-recipient", search::sort_recipient_desc(language)),
        Choice::new("postcode", search::sort_postcode(language)),
        Choice::new("-postcode", search::sort_postcode_desc(language)),
    ]
}

#[cfg(test)]
mod tests {
    use domain::Language;
    use domain::parcel::{Sort, SortKey};

    use super::orders;

    #[test]
    fn every_order_can_be_chosen() {
        let offered: Vec<String> = orders(Language::Fr).into_iter().map(|choice| choice.value).collect();
        for key in SortKey::ALL {
            for descending in [false, true] {
                assert!(offered.contains(&Sort { key, descending }.word()), "{key:?} {descending}");
            }
        }
    }
}
