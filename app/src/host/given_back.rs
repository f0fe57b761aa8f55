//! Words given back: the page that answers a form with which nothing can be done now, because the database is away or
//! the session has ended.
//!
//! It needs nothing that may be away, asks nobody who is reading, and loads no scripts. Nor does anybody have to be
//! asked: the words return in the answer to the very call that brought them, and a call that another site made a
//! browser send is refused before it comes this far (`server/src/csrf.rs` stands around all pages).

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::Response;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use wording::{fault, shell, thread, ui};

use super::forms::Posted;
use super::uploads::FORM_WITH_FILES;
use crate::piece::{IntoPiece, Piece};
use crate::shell::Head;
use crate::ui::{Button, ButtonLook, Card, FileField, Link, Logo, Notice, Tone, language};

/// Why nothing can be done with a form now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The database is away.
    Unavailable,
    /// Nobody is signed in any more.
    SignedOut,
}

impl Why {
    /// The HTTP status that says the same.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Why::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Why::SignedOut => StatusCode::UNAUTHORIZED,
        }
    }
}

/// What the page gives back.
#[derive(Clone, Debug)]
pub struct GivenBack {
    /// Why.
    pub why: Why,
    /// Where the form was sent, and is sent again.
    pub address: String,
    /// The same without its query: where the door leads on to.
    pub path: String,
    /// The form's name on its page.
    pub form: String,
    /// Names and values, without secrets.
    pub values: Vec<(String, String)>,
    /// Whether a secret was among them: without it there is nothing to send again.
    pub secret: bool,
    /// Files that are lost, by field and name.
    pub files: Vec<(String, String)>,
    /// What names the call for whoever helps.
    pub reference: String,
}

/// Whether a call brings a form and a person waits for a page.
#[must_use]
pub fn is_form(method: &Method, headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok()).unwrap_or_default();
    let kind = text(header::CONTENT_TYPE);
    method == Method::POST
        && text(header::ACCEPT).contains("text/html")
        && (is_multipart(kind) || kind.starts_with("application/x-www-form-urlencoded"))
}

fn is_multipart(kind: &str) -> bool {
    kind.starts_with("multipart/form-data")
}

/// Answers a form while the database is away: it is read all the same, and given back.
pub async fn without_database(mut request: Request) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if kind.is_some_and(is_multipart) {
        // None of its files is held: they are read only to come to the words behind them.
        DefaultBodyLimit::max(FORM_WITH_FILES).apply(&mut request);
    }
    match Posted::read_alone(request).await {
        Ok(posted) => posted.give_back(Why::Unavailable).await,
        Err(response) => response,
    }
}

/// Takes the bundle out of the context: there is nothing on this page that it could take over.
pub fn without_bundle() {
    let styles = use_context::<Arc<Head>>().map(|head| head.styles.clone()).unwrap_or_default();
    provide_context(Arc::new(Head { styles, scripts: Vec::new() }));
}

/// The page.
pub fn page(given: GivenBack) -> impl IntoView {
    provide_meta_context();
    let language = language();
    let (title, lead) = match given.why {
        Why::Unavailable => (shell::unavailable_title(language), fault::unsent(language)),
        Why::SignedOut => (fault::ended_title(language), fault::ended(language)),
    };
    let door = (given.why == Why::SignedOut).then(|| {
        let next: String = form_urlencoded::byte_serialize(given.path.as_bytes()).collect();
        view! {
            <p>
                <Link href=format!("/sign-in?next={next}") new_tab=true>
                    {ui::sign_in_again(language)}
                </Link>
            </p>
        }
    });
    let words = words(&given);
    let words = (!words.is_empty()).then(|| {
        let words = words.into_iter().map(|text| view! { <p class="message-text">{text}</p> }).collect_view();
        view! { <Card title=thread::kept_text(language)>{words}</Card> }
    });
    let reference = (!given.reference.is_empty()).then(|| fault::reference(language, &given.reference));
    view! {
        <Title formatter=crate::shell::title text=title/>
        <div class="shell">
            <header class="shell-header">
                <Logo href="/"/>
                <div class="shell-side">
                    <a class="link" href="/help">
                        {shell::help(language)}
                    </a>
                </div>
            </header>
            <main class="shell-main">
                <div class="page">
                    <h1>{title}</h1>
                    <p class="page-lead">{lead}</p>
                    {door}
                    {words}
                    {again(given)}
                    {reference.map(|reference| view! { <p><small>{reference}</small></p> })}
                </div>
            </main>
        </div>
    }
}

/// The form that sends the same fields again; where a secret is missing, the way back to its page.
fn again(given: GivenBack) -> Piece {
    let language = language();
    if given.secret {
        return view! {
            <p>
                {fault::secret(language)} " "
                <Link href=given.address outside=true>{fault::back(language)}</Link>
            </p>
        }
        .into_piece();
    }
    let files = !given.files.is_empty();
    let chosen_again = files.then(|| {
        let fields = by_field(&given.files).into_iter().map(|(field, names)| {
            view! { <FileField name=field label=fault::files_of(language, &names.join(", "))/> }
        });
        view! {
            <Notice tone=Tone::You>
                <p>{fault::files_again(language)}</p>
            </Notice>
            {fields.collect_view()}
        }
    });
    let fields = given.values.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <form class="deed-form" method="post" action=given.address enctype=files.then_some("multipart/form-data")>
            {fields.collect_view()}
            {chosen_again}
            <div class="form-buttons">
                <Button look=ButtonLook::Primary>{fault::send_again(language)}</Button>
            </div>
        </form>
    }
    .into_piece()
}

/// Fields in their order, each with the names of its files.
fn by_field(files: &[(String, String)]) -> Vec<(String, Vec<&str>)> {
    let mut fields: Vec<(String, Vec<&str>)> = Vec::new();
    for (field, name) in files {
        match fields.iter_mut().find(|(one, _)| one == field) {
            Some((_, names)) => names.push(name),
            None => fields.push((field.clone(), vec![name])),
        }
    }
    fields
}

/// What a person typed. A field that is not known to be the page's own counts as his: rather a word too much in sight
/// than one too few.
fn words(given: &GivenBack) -> Vec<String> {
    let typed =
        given.values.iter().filter(|(name, value)| !is_pages_own(&given.form, name) && !value.trim().is_empty());
    typed.map(|(_, value)| value.clone()).collect()
}

/// Whether a field holds what the page put there, or the word of a choice, which says nothing to a person.
fn is_pages_own(form: &str, field: &str) -> bool {
    match field {
        "form" | "deed" | "state" | "sequence" | "draft" | "draft_key" | "next" | "discard" | "remove_file" => true,
        "number" | "parcel" | "parcels" | "slot" | "session" | "days" | "shortcuts" | "language" => true,
        "subject" | "rating" | "outcome" | "waiting_for" => true,
        "reason" => form == "withdraw",
        _ => field == "files" || field.starts_with("files-") || field.starts_with("sub_reason"),
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{GivenBack, Why, is_form, page};
    use crate::ui::specimen::html;

    const HOSTILE: &str = "</textarea><script>alert(1)</script>\"'><img src=x>";

    fn given(why: Why) -> GivenBack {
        let values = [
            ("form", "reply"),
            ("deed", "k1"),
            ("state", "created"),
            ("body", HOSTILE),
            ("info-content", "Deux lampes"),
        ];
        GivenBack {
            why,
            address: "/requests/D-2026-000001?a=\"><b>".to_owned(),
            path: "/requests/D-2026-000001".to_owned(),
            form: "reply".to_owned(),
            values: values.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
            secret: false,
            files: Vec::new(),
            reference: "0123".to_owned(),
        }
    }

    fn shown(given: GivenBack) -> String {
        html(move || {
            // The head is written elsewhere; only the page is looked at.
            provide_context(leptos_meta::ServerMetaContext::new().0);
            page(given)
        })
    }

    #[test]
    fn words_come_back_inert_and_all_fields_go_again() {
        let page = shown(given(Why::Unavailable));
        assert!(page.contains("Deux lampes</p>"), "{page}");
        assert!(page.contains("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;"), "{page}");
        for torn in ["<script", "<img", "<b>", "</textarea"] {
            assert!(!page.contains(torn), "{torn} in {page}");
        }
        assert_eq!(page.matches("type=\"hidden\"").count(), 5, "{page}");
        assert!(page.contains("name=\"deed\" value=\"k1\""), "{page}");
        assert!(
            !page.contains(">k1<") && !page.contains(">created<"),
            "what the page put there is no word of his: {page}"
        );
        assert!(page.contains("Envoyer à nouveau") && !page.contains("_blank"), "{page}");
    }

    #[test]
    fn whoever_is_signed_out_is_led_to_the_door_beside_this_page() {
        let page = shown(given(Why::SignedOut));
        assert!(page.contains("href=\"/sign-in?next=%2Frequests%2FD-2026-000001\""), "{page}");
        assert!(page.contains("target=\"_blank\"") && page.contains("noopener"), "{page}");
        assert!(page.contains("Envoyer à nouveau"), "{page}");
    }

    #[test]
    fn a_reason_is_a_word_where_it_is_typed_and_none_where_it_is_chosen() {
        let reason = |form: &str| GivenBack {
            form: form.to_owned(),
            values: vec![("reason".to_owned(), "found".to_owned())],
            ..given(Why::Unavailable)
        };
        assert!(shown(reason("reopen")).contains(">found</p>"));
        assert!(!shown(reason("withdraw")).contains(">found</p>"));
    }

    #[test]
    fn files_are_asked_for_again_by_their_names() {
        let file = |field: &str, name: &str| (field.to_owned(), name.to_owned());
        let files = vec![file("file", "a.pdf"), file("file-7", "c.png"), file("file", "b<i>.pdf")];
        let page = shown(GivenBack { files, ..given(Why::Unavailable) });
        assert!(page.contains("enctype=\"multipart/form-data\""), "{page}");
        assert!(page.contains("a.pdf, b&lt;i&gt;.pdf") && page.contains("c.png"), "{page}");
        assert!(page.contains("name=\"file\"") && page.contains("name=\"file-7\""), "{page}");
        let cameras = page.matches("capture=\"environment\"").count();
        assert_eq!((page.matches("type=\"file\"").count(), cameras), (4, 2), "each with a camera beside it: {page}");
    }

    #[test]
    fn without_its_secret_nothing_is_sent_again() {
        let page = shown(GivenBack { secret: true, ..given(Why::Unavailable) });
        assert!(!page.contains("<form") && !page.contains("type=\"submit\""), "{page}");
        assert!(page.contains("Revenir à la page"), "{page}");
    }

    #[test]
    fn only_a_form_whose_sender_waits_for_a_page_is_answered_so() {
        let form = "application/x-www-form-urlencoded";
        for (method, accept, kind, expected) in [
            ("POST", "text/html,*/*;q=0.8", form, true),
            ("POST", "text/html", "multipart/form-data; boundary=x", true),
            ("POST", "application/json", form, false),
            ("POST", "*/*", form, false),
            ("POST", "text/html", "application/json", false),
            ("GET", "text/html", form, false),
        ] {
            let mut headers = axum::http::HeaderMap::new();
            headers.insert("accept", accept.parse().expect("a header"));
            headers.insert("content-type", kind.parse().expect("a header"));
            let method = method.parse().expect("a method");
            assert_eq!(is_form(&method, &headers), expected, "{method} {accept} {kind}");
        }
    }
}
