//! The answers that the edge gives by itself, when no page is reached or a page broke down.

use std::sync::LazyLock;

use axum::body::Body;
use axum::response::Response;
use domain::Language;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use wording::{fault, shell};

use crate::assets;
use crate::telemetry::REQUEST_ID;

/// The cookie that keeps the language that a person chose on a page.
pub const LANGUAGE_COOKIE: &str = "language";

/// The language of a call: the cookie, then `Accept-Language`, then French (`product.md`, first page).
///
/// What a signed-in person chose in his settings comes before all three and is known to the pages only.
#[must_use]
pub fn language(headers: &HeaderMap) -> Language {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().strip_prefix(LANGUAGE_COOKIE)?.strip_prefix('='))
        .find_map(Language::from_code)
        .or_else(|| Language::from_accept_language(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?))
        .unwrap_or_default()
}

/// A title and a sentence that says what to do.
fn words(status: StatusCode, language: Language) -> (&'static str, &'static str) {
    match status {
        StatusCode::BAD_REQUEST => (fault::unreadable_title(language), fault::unreadable(language)),
        StatusCode::FORBIDDEN => (fault::refused_title(language), fault::refused(language)),
        StatusCode::NOT_FOUND => (fault::missing_title(language), fault::missing(language)),
        StatusCode::PAYLOAD_TOO_LARGE => (fault::too_large_title(language), fault::too_large(language)),
        StatusCode::MISDIRECTED_REQUEST => (fault::misdirected_title(language), fault::misdirected(language)),
        _ => (fault::broken_title(language), fault::broken(language)),
    }
}

/// A small page in the caller's language, or one line of text for programs; it names the call for whoever helps.
#[must_use]
pub fn page(status: StatusCode, headers: &HeaderMap) -> Response {
    let language = language(headers);
    let (title, sentence) = words(status, language);
    let id = headers.get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    let html = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    let (kind, body) = if html {
        ("text/html; charset=utf-8", document(language, title, sentence, id))
    } else {
        ("text/plain; charset=utf-8", format!("{title}. {sentence} ({id})\n"))
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// The page as text, in the product's own looks: it must not need anything that may just have broken down.
fn document(language: Language, title: &str, sentence: &str, id: &str) -> String {
    static STYLES: LazyLock<String> = LazyLock::new(|| assets::head().unwrap_or_default().styles);
    let (code, home, reference) = (language.code(), fault::home(language), fault::reference(language, id));
    format!(
        "<!DOCTYPE html><html lang=\"{code}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">\
         <link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">{styles}<title>{title} · Consigne</title></head>\
         <body><div class=\"shell\"><header class=\"shell-header\"><a class=\"logo\" href=\"/\">Consigne</a>\
         <div class=\"shell-side\"><a class=\"link\" href=\"/help\">{help}</a></div></header>\
         <main class=\"shell-main\"><div class=\"page\"><h1>{title}</h1><p class=\"page-lead\">{sentence}</p>\
         <p><a class=\"link\" href=\"/\">{home}</a></p><p><small>{reference}</small></p></div></main></div></body></html>",
        styles = *STYLES,
        help = shell::help(language),
    )
}

#[cfg(test)]
mod tests {
    use domain::Language;
    use http::{HeaderMap, HeaderValue};

    use super::language;

    #[test]
    fn the_cookie_comes_before_the_browser() {
        for (cookie, accept, expected) in [
            (None, None, Language::Fr),
            (None, Some("en-GB,en;q=0.9"), Language::En),
            (Some("a=b; language=fr"), Some("en"), Language::Fr),
            (Some("language=xx"), Some("en"), Language::En),
            (Some("languages=fr"), Some("en"), Language::En),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(cookie) = cookie {
                headers.insert("cookie", HeaderValue::from_static(cookie));
            }
            if let Some(accept) = accept {
                headers.insert("accept-language", HeaderValue::from_static(accept));
            }
            assert_eq!(language(&headers), expected, "{cookie:?} {accept:?}");
        }
    }
}
