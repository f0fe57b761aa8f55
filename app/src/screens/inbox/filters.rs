//! Search and filters above the list; they stand in the page's address.

use domain::Language;
use leptos::prelude::*;
use wording::inbox;

use crate::api::tickets::ListQuery;
use crate::piece::IntoPiece;
use crate::ui::{Button, Choice, Field, FieldKind, QueryForm, Select, language};

/// The periods one can choose, in days.
const PERIODS: [i64; 4] = [7, 30, 90, 365];

/// The address of the whole list.
pub fn all(base: &str) -> String {
    format!("{base}?tab=all")
}

/// What a list was narrowed to, in words.
pub fn chosen(query: &ListQuery, tab: &str, states: &[(String, String)], language: Language) -> Vec<String> {
    let search = query.search.trim();
    [
        Some(tab.to_owned()).filter(|tab| !tab.is_empty()),
        states.iter().find(|(word, _)| *word == query.state).map(|(_, name)| name.clone()),
        query.days.parse().ok().filter(|days| *days > 0).map(|days| inbox::period_days(language, days)),
        (!search.is_empty()).then(|| wording::thread::quoted(language, search)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The filters as a form.
#[component]
pub fn Filters(
    /// The page that answers.
    base: &'static str,
    /// What the list was asked for.
    query: ListQuery,
    /// The states it can be narrowed to: word and name.
    states: Vec<(String, String)>,
) -> impl IntoView {
    let language = language();
    // A chosen state is looked for in all tabs, whichever was open; taken out again it leaves the list there.
    let tab = if query.state.is_empty() { query.tab.clone() } else { "all".to_owned() };
    let narrowed = !query.state.is_empty() || !query.days.is_empty() || !query.search.is_empty();
    let states: Vec<Choice> = std::iter::once(Choice::new("", inbox::state_any(language)))
        .chain(states.into_iter().map(|(word, name)| Choice::new(word, name)))
        .collect();
    let periods: Vec<Choice> = std::iter::once(Choice::new("", inbox::period_any(language)))
        .chain(PERIODS.map(|days| Choice::new(days.to_string(), inbox::period_days(language, days))))
        .collect();
    view! {
        <details class="inbox-more" open=narrowed>
            <summary>{inbox::filters(language)}</summary>
            <QueryForm action=base search=inbox::filters(language)>
                <input type="hidden" name="tab" value=tab/>
                <div class="inbox-filters">
                    <Field
                        name="search"
                        label=inbox::search(language)
                        kind=FieldKind::Search
                        value=query.search.clone()
                        max_length=100u32
                    />
                    <Select name="state" label=inbox::state(language) choices=states value=query.state.clone() required=true/>
                    <Select name="days" label=inbox::period(language) choices=periods value=query.days.clone() required=true/>
                    <div class="form-buttons">
                        <Button>{inbox::apply(language)}</Button>
                        {narrowed.then(|| view! { <a class="link" href=all(base)>{inbox::reset(language)}</a> })}
                    </div>
                </div>
            </QueryForm>
        </details>
    }
    .into_piece()
}
