//! What is done to several tickets at once, in the form around the list; and what was done just now.

use domain::Language;
use domain::ticket::outcome::WithdrawReason;
use leptos::prelude::*;
use wording::{inbox, search, values};

use crate::api::tickets::ListDeeds;
use crate::error::Attempt;
use crate::piece::IntoPiece;
use crate::ui::{Button, Choice, ErrorSummary, Glyph, Notice, Select, Tone, language};

/// The name of the form.
pub const FORM: &str = "list";

/// The bar above the rows. Rows show their boxes while it is open.
#[component]
pub fn Bar(
    /// The page of the list.
    base: &'static str,
    /// What the reader can do.
    deeds: ListDeeds,
) -> impl IntoView {
    let language = language();
    let to = |what: &str| format!("{base}/chosen/{what}");
    let failure = use_context::<Attempt>().filter(|attempt| attempt.form == FORM).and_then(|attempt| attempt.failure);
    let reasons = WithdrawReason::ALL
        .map(|reason| Choice::new(reason.as_str(), values::withdraw_reason(language, reason)))
        .to_vec();
    let form = if language == Language::Fr { "french" } else { "english" };
    let forms = vec![
        Choice::new("french", search::file_french(language)),
        Choice::new("english", search::file_english(language)),
    ];
    let settle = deeds.settle.then(|| {
        view! {
            <div class="results-buttons">
                <Button small=true form_action=to("validate") glyph=Glyph::Check>
                    {inbox::bulk_validate(language)}
                </Button>
            </div>
            <div class="results-buttons">
                <Select name="reason" label=inbox::bulk_reason(language) choices=reasons value="found" hide_label=true/>
                <Button small=true form_action=to("withdraw")>{inbox::bulk_withdraw(language)}</Button>
            </div>
        }
    });
    let take = deeds.take.then(|| {
        view! {
            <div class="results-buttons">
                <Button small=true form_action=to("take")>{inbox::bulk_take(language)}</Button>
            </div>
        }
    });
    let export = deeds.export.then(|| {
        view! {
            <div class="results-buttons">
                <Select name="profile" label=search::file_form(language) choices=forms value=form hide_label=true/>
                <Button small=true form_action=to("export") glyph=Glyph::Download>
                    {search::export(language)}
                </Button>
            </div>
        }
    });
    view! {
        <details class="inbox-more inbox-bar" open=true>
            <summary>{inbox::bulk(language)}</summary>
            <ErrorSummary failure=failure/>
            <div class="results-actions" role="group" aria-label=inbox::bulk_group(language)>
                <label class="results-all">
                    <input class="choice-box" type="checkbox" id="ticket" name="all" value="1"/>
                    <span>{deeds.all}</span>
                </label>
                {settle}
                {take}
                <div class="results-buttons">
                    <Button small=true form_action=to("read")>{inbox::bulk_read(language)}</Button>
                </div>
                <div class="results-buttons">
                    <Button small=true form_action=to("open")>{inbox::bulk_open(language)}</Button>
                </div>
                {export}
            </div>
        </details>
    }
    .into_piece()
}

/// What was done just now, and what was not.
#[component]
pub fn Did(
    /// What the address says of it.
    deeds: ListDeeds,
) -> impl IntoView {
    let language = language();
    (!deeds.did.is_empty())
        .then(|| {
            let tone = if deeds.left.is_empty() { Tone::Done } else { Tone::Wrong };
            let left: Vec<_> = deeds.left.into_iter().map(|one| view! { <li>{one}</li> }).collect();
            let some = !left.is_empty();
            view! {
                <Notice tone=tone title=deeds.did live=true>
                    {some.then(|| view! { <p>{inbox::left_title(language)}</p> })}
                    {some.then(|| view! { <ul>{left}</ul> })}
                </Notice>
            }
        })
        .into_piece()
}
