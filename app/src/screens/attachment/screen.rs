//! The page of a file.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use wording::attachment as words;

use crate::api::attachment::{AttachmentPage, attachment};
use crate::piece::{IntoPiece, Piece};
use crate::ui::{
    Breadcrumb, Button, ButtonLink, ButtonLook, Crumb, DeedForm, Fact, Facts, FailureView, FileField, Glyph, Icon,
    Link, Moment, Notice, TextArea, Tone, language, refused_here,
};

/// The page `/files/:file/view`.
#[component]
pub fn AttachmentScreen() -> impl IntoView {
    let params = use_params_map();
    let page = Resource::new(move || params.read().get("id").unwrap_or_default(), attachment);
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match page.await {
                    Ok(page) => view! { <Shown page/> }.into_piece(),
                    Err(failure) => view! { <FailureView failure/> }.into_piece(),
                }
            })}
        </Transition>
    }
    .into_piece()
}

#[component]
fn Shown(
    /// The file.
    page: AttachmentPage,
) -> impl IntoView {
    let language = language();
    let list = if page.base == "/desk" { wording::desk::title(language) } else { wording::inbox::title(language) };
    let crumbs = vec![
        Crumb::new(page.base.clone(), list),
        Crumb::new(format!("{}/{}", page.base, page.number), page.number.clone()),
    ];
    let content = format!("/files/{}", page.id);
    let facts: Vec<_> =
        page.facts.iter().cloned().map(|fact| view! { <Fact name=fact.name>{fact.value}</Fact> }).collect();
    let sent = {
        let (sender, when) = (page.sender.clone(), page.when.clone());
        view! {
            <Fact name=words::sender(language)><bdi>{sender}</bdi></Fact>
            <Fact name=words::sent(language)><Moment at=when.at text=when.text full=when.full/></Fact>
        }
    };
    let shown = if page.picture {
        view! {
            <figure class="attachment-picture">
                <img src=content.clone() alt=page.alt.clone()/>
            </figure>
        }
        .into_piece()
    } else {
        view! {
            <Notice glyph=Glyph::File title=words::pdf_title(language)>
                <p>{words::pdf_lead(language)}</p>
            </Notice>
        }
        .into_piece()
    };
    let identity = page.identity.then(|| {
        view! {
            <Notice glyph=Glyph::Lock title=words::identity(language)>
                <p>{words::identity_lead(language)}</p>
            </Notice>
        }
    });
    view! {
        <Title text=format!("{} · {}", page.name, page.number)/>
        <div class="page attachment">
            <Breadcrumb crumbs here=page.name.clone()/>
            <h1 class="attachment-name" tabindex="-1"><bdi>{page.name.clone()}</bdi></h1>
            {ways(&page)}
            {replaced(&page)}
            {identity}
            {shown}
            <div class="form-buttons">
                <ButtonLink href=content look=ButtonLook::Primary outside=true>{words::download(language)}</ButtonLink>
                <Link href=page.in_thread.clone()>{words::in_thread(language)}</Link>
            </div>
            <Facts>{sent} {facts}</Facts>
            {page.may_replace.then(|| view! { <Replace page/> })}
        </div>
    }
    .into_piece()
}

/// The ways to the files before and after: links, which the arrow keys follow.
fn ways(page: &AttachmentPage) -> Option<Piece> {
    let language = language();
    if page.place.is_empty() {
        return None;
    }
    let before = (!page.before.is_empty()).then(|| {
        view! {
            <a class="button" rel="prev" href=page.before.clone()>
                <Icon glyph=Glyph::ArrowLeft/>
                {words::before(language)}
            </a>
        }
    });
    let after = (!page.after.is_empty()).then(|| {
        view! {
            <a class="button" rel="next" href=page.after.clone()>
                {words::after(language)}
                <Icon glyph=Glyph::ArrowRight/>
            </a>
        }
    });
    Some(
        view! {
            <nav class="attachment-ways" aria-label=words::ways(language)>
                <span>{before}</span>
                <span class="attachment-place">{page.place.clone()}</span>
                <span>{after}</span>
            </nav>
        }
        .into_piece(),
    )
}

/// What took its place, or whose place it took.
fn replaced(page: &AttachmentPage) -> Option<Piece> {
    let language = language();
    if !page.replaced.is_empty() {
        let link = (!page.replaced_with.is_empty())
            .then(|| view! { <Link href=page.replaced_with.clone()>{words::replaced_with(language)}</Link> });
        return Some(
            view! {
                <Notice tone=Tone::You title=page.replaced.clone()>
                    <p>{link}</p>
                </Notice>
            }
            .into_piece(),
        );
    }
    (!page.replaces.is_empty())
        .then(|| view! { <p><Link href=page.replaces.clone()>{words::replaces(language)}</Link></p> }.into_piece())
}

/// Another file in its place.
#[component]
fn Replace(
    /// The file.
    page: AttachmentPage,
) -> impl IntoView {
    let language = language();
    let action = format!("/files/{}/view", page.id);
    let with = vec![("draft_key".to_owned(), page.draft_key.clone())];
    let open = refused_here("replace") || !page.draft_files.is_empty();
    view! {
        <details class="desk-deed" open=open>
            <summary>{words::replace(language)}</summary>
            <DeedForm name="replace" action deed=page.deed.clone() files=true>
                <p class="muted">{words::replace_lead(language)}</p>
                <input type="hidden" name="draft_key" value=page.draft_key.clone()/>
                <FileField label=words::replace_file(language) max_files=1 kept=page.draft_files.clone() with/>
                <TextArea name="body" label=words::replace_word(language)/>
                <div class="form-buttons">
                    <Button>{words::replace_send(language)}</Button>
                </div>
            </DeedForm>
        </details>
    }
    .into_piece()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Shown;
    use crate::api::attachment::AttachmentPage;
    use crate::ui::specimen::html;

    fn page(picture: bool) -> AttachmentPage {
        AttachmentPage {
            id: "f2".into(),
            name: "carton.jpg".into(),
            alt: "Image envoyée par Claire : carton.jpg".into(),
            picture,
            number: "D-2026-000001".into(),
            base: "/requests".into(),
            before: "/files/f1/view".into(),
            place: "2 sur 2".into(),
            ..AttachmentPage::default()
        }
    }

    #[test]
    fn a_picture_is_shown_and_links_lead_to_its_neighbours_alone() {
        let shown = html(|| view! { <Shown page=page(true)/> });
        assert!(shown.contains("<img src=\"/files/f2\" alt=\"Image envoyée par Claire"), "{shown}");
        assert!(shown.contains("rel=\"prev\" href=\"/files/f1/view\""), "{shown}");
        assert!(!shown.contains("rel=\"next\""), "nothing comes after it: {shown}");
        assert!(!shown.contains("name=\"form\""), "nobody may replace it: {shown}");
    }

    #[test]
    fn a_pdf_is_not_shown_but_said_to_be_opened_elsewhere() {
        let shown = html(|| view! { <Shown page=AttachmentPage { may_replace: true, ..page(false) }/> });
        assert!(!shown.contains("<img src"), "{shown}");
        assert!(shown.contains("Ce PDF s’ouvre sur votre appareil"), "{shown}");
        assert!(shown.contains("action=\"/files/f2/view\"") && shown.contains("value=\"replace\""), "{shown}");
    }
}
