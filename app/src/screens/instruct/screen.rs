//! The page of one parcel.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use wording::{instruction as w, parcel};

use super::fields::{Kinds, SendFirst};
use super::past::{Past, Present};
use crate::api::Named;
use crate::api::instruct::{InstructionPage, read_instruction};
use crate::error::Attempt;
use crate::piece::IntoPiece;
use crate::ui::{
    Breadcrumb, Button, ButtonLook, Card, Crumb, DeedForm, Fact, Facts, FailureView, FileOn, Link, Notice, ParcelLine,
    Tone, language,
};

/// The page `/parcels/:number/instruction`.
#[component]
pub fn InstructionScreen() -> impl IntoView {
    let number = use_params_map().with_untracked(|params| params.get("number")).unwrap_or_default();
    let asked = |name: &str| use_query_map().with_untracked(|query| query.get(name)).unwrap_or_default();
    let (kind, given) = (asked("kind"), asked("given"));
    // What was typed into the form stands before what the address says.
    let near = use_context::<Attempt>().and_then(|attempt| attempt.value("near").map(str::to_owned));
    let near = near.unwrap_or_else(|| asked("near"));
    let page = Resource::new(|| (), move |()| read_instruction(number.clone(), kind.clone(), near.clone()));
    view! {
        <Suspense>
            {move || {
                let given = given.clone();
                Suspend::new(async move {
                    match page.await {
                        Ok(page) => view! { <Shown page given/> }.into_piece(),
                        Err(failure) => view! { <FailureView failure/> }.into_piece(),
                    }
                })
            }}
        </Suspense>
    }
}

#[component]
fn Shown(
    /// The parcel and what is possible.
    page: InstructionPage,
    /// What the form did: `now`, `before`, or nothing.
    given: String,
) -> impl IntoView {
    let language = language();
    let title = w::title_of(language, &page.row.grouped);
    let back = format!("/parcels/{}", page.row.key);
    let action = format!("{back}/instruction");
    let crumbs =
        vec![Crumb::new("/parcels", parcel::title(language)), Crumb::new(back.clone(), page.row.grouped.clone())];
    let done = match given.as_str() {
        "now" => Some(w::given(language)),
        "before" => Some(w::given_before(language)),
        _ => None,
    };
    let possible = page.why.is_empty();
    let replaces = possible && page.open.is_some();
    // What was just given is shown; another is for those who ask for it.
    let (seen, deed, offered) = (page.seen.clone(), page.deed.clone(), page.offered.clone());
    view! {
        <Title text=title.clone()/>
        <div class="page">
            <Breadcrumb crumbs=crumbs here=w::card(language)/>
            <h1 tabindex="-1">{title}</h1>
            {done.map(|done| view! { <Notice tone=Tone::Done><p>{done}</p></Notice> })}
            <ParcelLine row=page.row.clone()/>
            {page.open.map(|open| view! { <Present open until=page.until.clone()/> })}
            {if possible {
                view! {
                    <p class="page-lead">
                        {w::lead(language)} {replaces.then(|| format!(" {}", w::replaces(language)))}
                    </p>
                    <DeedForm name="instruct" action=action deed=deed keep=true>
                        <SendFirst/>
                        <input type="hidden" name="seen" value=seen.clone()/>
                        <Kinds offered=offered.clone()/>
                        <div class="form-buttons">
                            <Button look=ButtonLook::Primary>{w::give(language)}</Button>
                            <Link href=back.clone()>{w::back(language)}</Link>
                        </div>
                    </DeedForm>
                    <Impossible kinds=page.impossible/>
                }
                    .into_piece()
            } else {
                view! { <Nothing why=page.why file=page.file back=back/> }.into_piece()
            }}
            <Past given=page.history/>
        </div>
    }
    .into_piece()
}

/// Kinds that are not possible, and why; nothing where all are.
#[component]
fn Impossible(
    /// Names and reasons.
    kinds: Vec<Named>,
) -> impl IntoView {
    (!kinds.is_empty()).then(|| {
        let facts: Vec<_> = kinds.into_iter().map(|kind| view! { <Fact name=kind.name>{kind.value}</Fact> }).collect();
        view! { <Card title=w::not_possible(language())><Facts>{facts}</Facts></Card> }
    })
}

/// What stands where no instruction is possible: why, and customer service.
#[component]
fn Nothing(
    /// Why not.
    why: String,
    /// What a request is filed on, or empty.
    file: String,
    /// The parcel's page.
    back: String,
) -> impl IntoView {
    let language = language();
    let files = !file.is_empty();
    // What was typed meanwhile is not lost: it stands here to be taken along.
    let refused = use_context::<Attempt>().filter(|attempt| attempt.form == "instruct" && attempt.failure.is_some());
    let refused = refused.map(|attempt| {
        let typed = [
            ("street", w::street(language)),
            ("complement", w::complement(language)),
            ("postcode", w::postcode(language)),
            ("town", w::town(language)),
            ("door_code", w::door_code(language)),
            ("floor", w::floor(language)),
            ("phone", w::phone(language)),
            ("note", w::note(language)),
            ("details", w::details(language)),
        ];
        let typed: Vec<_> = typed
            .into_iter()
            .filter_map(|(field, name)| Some((name, attempt.value(field).filter(|text| !text.is_empty())?.to_owned())))
            .map(|(name, text)| view! { <Fact name=name>{text}</Fact> })
            .collect();
        view! {
            <div role="alert">
                <Notice tone=Tone::Wrong title=w::not_sent(language)>
                    <Facts>{typed}</Facts>
                </Notice>
            </div>
        }
    });
    view! {
        {refused}
        <Notice title=w::none_title(language)>
            <p>{why}</p>
            {files.then(|| view! { <p>{w::none_lead(language)}</p> })}
        </Notice>
        <div class="form-buttons">
            {files
                .then(|| view! { <FileOn on=file label=w::file(language) look=ButtonLook::Primary/> })}
            <Link href=back>{w::back(language)}</Link>
        </div>
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Shown;
    use crate::api::Named;
    use crate::api::instruct::{InstructionPage, Offered};
    use crate::ui::specimen::html;

    fn named(name: &str, value: &str) -> Named {
        Named { name: name.into(), value: value.into() }
    }

    #[test]
    fn what_is_possible_is_a_form_and_the_rest_says_why() {
        let page = InstructionPage {
            offered: Offered {
                kinds: vec![
                    (named("Livrer un autre jour", "another_day"), String::new()),
                    (named("Aider le livreur", "driver_help"), String::new()),
                ],
                days: vec![named("samedi 28 novembre", "2026-11-28")],
                ..Offered::default()
            },
            impossible: vec![named("Déposer en lieu sûr", "Pas au contrat.")],
            seen: "i1".into(),
            deed: "k1".into(),
            ..InstructionPage::default()
        };
        let shown = html(move || {
            provide_context(leptos_meta::ServerMetaContext::new().0);
            view! { <Shown page given=String::new()/> }
        });
        for part in [
            "name=\"kind\"",
            "value=\"2026-11-28\"",
            "name=\"door_code\"",
            "name=\"seen\" value=\"i1\"",
            "Pas au contrat.",
            "Transmettre la consigne",
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert!(!shown.contains("name=\"street\""), "{shown}");
    }

    #[test]
    fn where_nothing_is_possible_there_is_no_form_but_a_ticket() {
        let page =
            InstructionPage { why: "Ce colis est livré.".into(), file: "XY".into(), ..InstructionPage::default() };
        let shown = html(move || {
            provide_context(leptos_meta::ServerMetaContext::new().0);
            view! { <Shown page given=String::new()/> }
        });
        assert!(shown.contains("Ce colis est livré.") && shown.contains("value=\"XY\""), "{shown}");
        assert!(!shown.contains("name=\"kind\"") && shown.contains("action=\"/requests/new\""), "{shown}");
    }

    #[test]
    fn what_was_typed_before_the_parcel_was_delivered_stays_to_be_read() {
        let page = InstructionPage { why: "Ce colis est livré.".into(), ..InstructionPage::default() };
        let shown = html(move || {
            provide_context(leptos_meta::ServerMetaContext::new().0);
            provide_context(crate::error::Attempt {
                form: "instruct".into(),
                values: vec![("note".into(), "Sonner deux fois".into()), ("street".into(), String::new())],
                failure: Some(crate::error::Failure::new(crate::error::FailureKind::Outdated, "Ce colis est livré.")),
            });
            view! { <Shown page given=String::new()/> }
        });
        assert!(shown.contains("Sonner deux fois") && shown.contains("role=\"alert\""), "{shown}");
    }
}
