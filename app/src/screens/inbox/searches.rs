//! Searches that are asked again and again: one's own, and those that colleagues share.

use leptos::prelude::*;
use wording::inbox;

use crate::api::tickets::{ListDeeds, ListSearch};
use crate::error::Attempt;
use crate::piece::IntoPiece;
use crate::ui::{Badge, Button, Checkbox, DeedForm, Field, Tone, language};

/// The name of the form that saves a search.
const SAVE: &str = "save-search";

/// The saved searches, and the form that saves the present one.
#[component]
pub fn Searches(
    /// The page of the list.
    base: &'static str,
    /// The searches.
    searches: Vec<ListSearch>,
    /// What the reader can do, and what the list is asked for.
    deeds: ListDeeds,
) -> impl IntoView {
    let language = language();
    let count = i64::try_from(searches.len()).unwrap_or(0);
    let list = (!searches.is_empty()).then(|| {
        view! {
            <DeedForm name="searches" action=base deed="">
                <Rows base searches share=deeds.share/>
            </DeedForm>
        }
    });
    let refused = use_context::<Attempt>().is_some_and(|attempt| attempt.form == SAVE && attempt.failure.is_some());
    let (criteria, deed, share) = (deeds.criteria, deeds.deed, deeds.share);
    view! {
        <details class="inbox-more" id="searches" open=refused>
            <summary>{inbox::searches(language, count)}</summary>
            {list}
            <DeedForm name=SAVE action=base deed=deed>
                <input type="hidden" name="criteria" value=criteria/>
                <Field
                    name="name"
                    label=inbox::search_name(language)
                    hint=inbox::search_name_hint(language)
                    max_length=60u32
                    required=true
                />
                {share.then(|| view! { <Checkbox name="shared" value="1">{inbox::search_share_too(language)}</Checkbox> })}
                <p class="form-buttons">
                    <Button>{inbox::search_save(language)}</Button>
                </p>
            </DeedForm>
        </details>
    }
    .into_piece()
}

/// The rows, whose buttons say which search they mean.
#[component]
fn Rows(
    /// The page of the list.
    base: &'static str,
    /// The searches.
    searches: Vec<ListSearch>,
    /// Whether the reader may share his.
    share: bool,
) -> impl IntoView {
    let language = language();
    let rows: Vec<_> = searches
        .into_iter()
        .map(|search| {
            let ListSearch { id, label, own, shared, landing } = search;
            let href = format!("{base}?saved={id}");
            let button = |name: &'static str, words: &'static str| {
                let full = inbox::search_button(language, &label, words);
                view! { <Button small=true name=name value=id.clone() label=full>{words}</Button> }.into_piece()
            };
            let sharing = match (own, shared) {
                (true, true) => Some(button("unshare", inbox::search_unshare(language))),
                (true, false) if share => Some(button("share", inbox::search_share(language))),
                _ => None,
            };
            let beginning = if landing {
                button("plain", inbox::search_plain(language))
            } else {
                button("begin", inbox::search_begin(language))
            };
            let deleting = own.then(|| button("delete", inbox::search_delete(language)));
            view! {
                <li class="inbox-search">
                    <span>
                        <a class="link" href=href>{label.clone()}</a>
                        {(own && shared).then(|| view! { " " <Badge tone=Tone::Neutral>{inbox::search_shared(language)}</Badge> })}
                        {landing.then(|| view! { " " <Badge tone=Tone::You>{inbox::search_landing(language)}</Badge> })}
                    </span>
                    <span class="results-buttons">{sharing} {beginning} {deleting}</span>
                </li>
            }
        })
        .collect();
    view! { <ul class="inbox-searches">{rows}</ul> }.into_piece()
}
