//! The document around a page: the nonce of the policy is the nonce of the scripts, and still pages have none.

use std::sync::Arc;

use app::parts::Part;
use app::shell::{Head, NONCE_PLACE, shell, title};
use axum::Router;
use axum::routing::get;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use server::{pages, router};
use tokio_util::sync::CancellationToken;

use crate::portal::{ask, edge, get_with};

#[component]
fn Hello() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=title text="</title><script>alert(1)</script>"/>
        <main>"Bonjour"</main>
    }
}

fn documents() -> Router {
    let head = Arc::new(Head {
        styles: "<link rel=\"stylesheet\" href=\"/assets/main.css\">".to_owned(),
        scripts: vec![(
            Part::Lists.name().to_owned(),
            format!("<script nonce=\"{NONCE_PLACE}\" type=\"module\">start()</script>"),
        )],
    });
    // Listing the routes is what starts the executor of Leptos; these pages are routed by hand.
    leptos_axum::generate_route_list(Hello);
    let page = leptos_axum::render_app_async_with_context(pages::context(head), || shell(Hello));
    let app = Router::new().route("/requests", get(page.clone())).route("/sign-in", get(page));
    router::build(edge(&CancellationToken::new()), app)
}

#[tokio::test]
async fn scripts_carry_the_nonce_of_the_policy() {
    let (response, page) = ask(documents(), get_with("/requests", &[])).await;
    let policy = response.headers()["content-security-policy"].to_str().unwrap_or_default().to_owned();
    let Some((_, nonce)) = policy.split_once("'nonce-") else { panic!("{policy}") };
    let nonce = nonce.trim_end_matches('\'');
    assert!(page.contains(&format!("<script nonce=\"{nonce}\" type=\"module\">start()</script>")), "{page}");
    let scripts = page.matches("<script").count();
    assert_eq!(page.matches(&format!("nonce=\"{nonce}\"")).count(), scripts, "{page}");
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"fr\">"), "{page}");
    assert!(page.contains("<link rel=\"stylesheet\" href=\"/assets/main.css\">"), "{page}");
    assert!(page.contains("<main>Bonjour</main>"), "{page}");
    assert!(!page.contains(NONCE_PLACE) && !page.contains("style="), "{page}");
}

#[tokio::test]
async fn a_title_is_text() {
    let (_, page) = ask(documents(), get_with("/requests", &[])).await;
    assert!(!page.contains("alert(1)</script>"), "{page}");
    assert!(page.contains("<title>&lt;/title&gt;"), "{page}");
}

#[tokio::test]
async fn a_still_page_loads_no_bundle() {
    let (_, page) = ask(documents(), get_with("/sign-in", &[("accept-language", "en")])).await;
    assert!(page.contains("<html lang=\"en\">") && page.contains("main.css"), "{page}");
    assert!(!page.contains("type=\"module\""), "{page}");
}
