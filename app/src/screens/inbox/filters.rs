//! Search and filters above the list; they stand in the page's address.

use domain::Language;
use domain::ticket::criteria::Assigned;
use leptos::prelude::*;
use wording::inbox;

use crate::api::tickets::{ListChip, ListFilters};
use crate::piece::IntoPiece;
use crate::ui::{
    Button, Checkbox, Choice, ErrorSummary, Field, FieldKind, FieldWidth, Fieldset, QueryForm, Select, language,
};

/// The periods one can choose, in days.
const PERIODS: [i64; 4] = [7, 30, 90, 365];

/// The address of the whole list.
pub fn all(base: &str) -> String {
    format!("{base}?tab=all")
}

/// The filters as a form.
#[component]
pub fn Filters(
    /// The page that answers.
    base: &'static str,
    /// The tab that is open.
    tab: String,
    /// What is offered and chosen.
    filters: ListFilters,
    /// The states it can be narrowed to: word and name.
    states: Vec<(String, String)>,
) -> impl IntoView {
    let language = language();
    if !filters.form.is_empty() {
        return view! { <p class="inbox-links"><a class="link" href=filters.form>{inbox::filters(language)}</a></p> }
            .into_piece();
    }
    let narrowed = !filters.chips.is_empty();
    let failure = filters.failure.clone();
    let error =
        move |field: &str| failure.as_ref().and_then(|failure| failure.of_field(field).next().map(str::to_owned));
    let choice = |name: &'static str, label: &'static str, any: &'static str, choices: Vec<(String, String)>| {
        let choices = std::iter::once((String::new(), any.to_owned())).chain(choices);
        let choices = choices.map(|(value, label)| Choice::new(value, label)).collect();
        view! {
            <Select name=name label=label choices=choices value=filters.value(name) error=error(name) unmarked=true/>
        }
        .into_piece()
    };
    let date = |name: &'static str, label: &'static str| {
        view! {
            <Field
                name=name
                label=label
                kind=FieldKind::Date
                value=filters.value(name)
                error=error(name)
                width=FieldWidth::Short
                unmarked=true
            />
        }
        .into_piece()
    };
    let ticked = |name: &'static str, label: &'static str| {
        let checked = !filters.value(name).is_empty();
        view! { <Checkbox name=name value="1" checked=checked>{label}</Checkbox> }.into_piece()
    };
    let twice = |numbers: &[String]| numbers.iter().map(|number| (number.clone(), number.clone())).collect::<Vec<_>>();
    let accounts = if base == "/desk" {
        let number = |name: &'static str, label: &'static str| {
            view! { <Field name=name label=label value=filters.value(name) error=error(name) max_length=100u32 unmarked=true/> }
                .into_piece()
        };
        vec![
            number("account", inbox::account(language)),
            number("sub_account", inbox::sub_account(language)),
            number("email", inbox::email(language)),
        ]
    } else {
        let mut fields = Vec::new();
        if filters.accounts.len() > 1 || !filters.value("account").is_empty() {
            let numbers = twice(&filters.accounts);
            fields.push(choice("account", inbox::account(language), inbox::account_any(language), numbers));
        }
        if !filters.parts.is_empty() {
            let parts = twice(&filters.parts);
            fields.push(choice("sub_account", inbox::sub_account(language), inbox::sub_account_any(language), parts));
        }
        if filters.contacts.len() > 1 || !filters.value("contact").is_empty() {
            let contacts = filters.contacts.clone();
            fields.push(choice("contact", inbox::contact(language), inbox::contact_any(language), contacts));
        }
        let me = (Assigned::ME.to_owned(), inbox::assigned_me(language).to_owned());
        let assignees = std::iter::once(me).chain(filters.assignees.clone()).collect();
        fields.push(choice("assigned", inbox::assigned(language), inbox::assigned_any(language), assignees));
        fields
    };
    let periods = PERIODS.map(|days| (days.to_string(), inbox::period_days(language, days))).to_vec();
    let search = view! {
        <Field
            name="search"
            label=inbox::search(language)
            hint=inbox::search_hint(language)
            kind=FieldKind::Search
            value=filters.value("search")
            error=error("search")
            max_length=100u32
            unmarked=true
        />
    }
    .into_piece();
    let sort = view! {
        <Select
            name="sort"
            label=inbox::sort(language)
            choices=orders(language)
            value=filters.value("sort")
            error=error("sort")
            unmarked=true
        />
    }
    .into_piece();
    let mut fields = vec![
        search,
        choice("state", inbox::state(language), inbox::state_any(language), states),
        choice("days", inbox::period(language), inbox::period_any(language), periods),
        date("from", inbox::filed_from(language)),
        date("until", inbox::filed_until(language)),
    ];
    fields.extend(accounts);
    fields.extend([
        choice("subject", inbox::subject(language), inbox::subject_any(language), filters.subjects.clone()),
        choice("carrier", inbox::carrier(language), inbox::carrier_any(language), filters.carriers.clone()),
        sort,
    ]);
    let only = vec![
        ticked("unread", inbox::only_unread(language)),
        ticked("files", inbox::only_files(language)),
        ticked("late", inbox::only_late(language)),
    ];
    let refused = filters.failure.clone();
    // Once something is chosen the rows are what one wants to see: the chips say what was chosen.
    let open = refused.is_some() || !narrowed;
    view! {
        <details class="inbox-more" open=open>
            <summary>{inbox::filters(language)}</summary>
            <QueryForm action=base search=inbox::filters(language)>
                <ErrorSummary failure=refused/>
                <input type="hidden" name="tab" value=tab/>
                <div class="inbox-filters">{fields}</div>
                <Fieldset name="only" legend=inbox::only(language)>
                    <div class="inbox-only">{only}</div>
                </Fieldset>
                <div class="form-buttons">
                    <Button>{inbox::apply(language)}</Button>
                    {narrowed.then(|| view! { <a class="link" href=all(base)>{inbox::reset(language)}</a> })}
                </div>
            </QueryForm>
        </details>
    }
    .into_piece()
}

fn orders(language: Language) -> Vec<Choice> {
    vec![
        Choice::new("", inbox::sort_changed(language)),
        Choice::new("changed", inbox::sort_changed_last(language)),
        Choice::new("-filed", inbox::sort_filed(language)),
        Choice::new("filed", inbox::sort_filed_last(language)),
        Choice::new("due", inbox::sort_due(language)),
    ]
}

/// What is chosen, each a link that takes it away.
#[component]
pub fn Chips(
    /// The filters that are chosen.
    chips: Vec<ListChip>,
    /// How many tickets they leave, in words.
    found: String,
) -> impl IntoView {
    let language = language();
    (!chips.is_empty() || !found.is_empty())
        .then(|| {
            let links: Vec<_> = chips
                .into_iter()
                .map(|chip| {
                    let takes = inbox::chip_remove(language, &chip.label);
                    view! {
                        <li>
                            <a class="inbox-chip" href=chip.href aria-label=takes>
                                {chip.label}
                                <span aria-hidden="true">" ×"</span>
                            </a>
                        </li>
                    }
                })
                .collect();
            let links = (!links.is_empty()).then(|| view! { <ul aria-label=inbox::chips(language)>{links}</ul> });
            view! {
                <div class="inbox-chosen">
                    <p>{found}</p>
                    {links}
                </div>
            }
        })
        .into_piece()
}

#[cfg(test)]
mod tests {
    use domain::Language;
    use domain::ticket::criteria::TicketSort;

    use super::orders;

    #[test]
    fn every_order_can_be_chosen() {
        let offered: Vec<String> = orders(Language::Fr).into_iter().map(|choice| choice.value).collect();
        for sort in TicketSort::ALL {
            let word = if sort == TicketSort::default() { "" } else { sort.as_str() };
            assert!(offered.iter().any(|one| one == word), "{sort:?}");
        }
    }
}
