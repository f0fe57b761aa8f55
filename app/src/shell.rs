//! The HTML document around every page.
//!
//! The server knows which files the bundle consists of and puts their tags into the context as an `Arc` of [`Head`]; the
//! browser never renders this, it takes over what lies inside `<body>`.

use std::sync::Arc;

use domain::Language;
use leptos::context::use_context;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_meta::MetaTags;
use leptos_router::location::RequestUrl;

use crate::parts::Part;

/// Stands in [`Head::scripts`] where the nonce of the call belongs.
pub const NONCE_PLACE: &str = "__NONCE__";

/// The tags that the bundles ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The style sheets: every page has them.
    pub styles: String,
    /// Per part, the module script of its bundle and what loads it ahead, with [`NONCE_PLACE`] for the nonce.
    pub scripts: Vec<(String, String)>,
}

/// The tags that depend on the program and on the call: style sheets always, scripts where the page needs them.
fn bundle_tags() -> String {
    let Some(head) = use_context::<Arc<Head>>() else {
        return String::new();
    };
    let path = use_context::<RequestUrl>().and_then(|url| url.parse().ok()).map(|url| url.path().to_owned());
    let mut tags = head.styles.clone();
    let part = path.as_deref().and_then(Part::of);
    if let Some((_, scripts)) = head.scripts.iter().find(|(name, _)| part.is_some_and(|part| part.name() == name)) {
        let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
        tags.push_str(&scripts.replace(NONCE_PLACE, &nonce));
    }
    tags
}

/// What stands in the window's title: the page, then the product. To be given to the outermost `<Title formatter=…/>`.
///
/// `leptos_meta` 0.8 writes a title into the document as it is, and titles quote what people typed; so the text is
/// escaped here on the server, and left alone in the browser, which sets it as text. What is asked is the machine and
/// not Leptos, because the title is written after the rendering's context is gone.
#[must_use]
pub fn title(text: String) -> String {
    let text = if text.is_empty() { String::from("Consigne") } else { format!("{text} · Consigne") };
    if cfg!(target_arch = "wasm32") {
        text
    } else {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    }
}

/// The document, with `app` inside its body.
///
/// It reads from the context: an `Arc` of [`Head`], the [`Language`] of the page (French where there is none), the nonce and the
/// address.
pub fn shell<V: IntoView + 'static>(app: impl FnOnce() -> V) -> impl IntoView {
    let language = use_context::<Language>().unwrap_or_default();
    let tags = bundle_tags();
    view! {
        <!DOCTYPE html>
        <html lang=language.code()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                {InertElement::new(tags)}
                <MetaTags/>
            </head>
            <body>{app()}</body>
        </html>
    }
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn a_title_cannot_leave_its_element() {
        let shown = title("</title><script>alert(1)</script> & co".to_owned());
        assert_eq!(shown, "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; co · Consigne");
        assert_eq!(title(String::new()), "Consigne");
    }
}
