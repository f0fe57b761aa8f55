//! The answers that the edge gives by itself, when no page is reached or a page broke down.

use axum::body::Body;
use axum::response::Response;
use domain::Language;
use http::{HeaderMap, HeaderValue, StatusCode, header};

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
    match (status, language) {
        (StatusCode::BAD_REQUEST, Language::Fr) => {
            ("Demande illisible", "Votre navigateur a envoyé une demande que nous ne pouvons pas lire.")
        }
        (StatusCode::BAD_REQUEST, Language::En) => {
            ("Unreadable request", "Your browser sent something that we cannot read.")
        }
        (StatusCode::FORBIDDEN, Language::Fr) => (
            "Envoi refusé",
            "Cet envoi ne vient pas d\u{2019}une page de ce site. Revenez à la page, puis recommencez.",
        ),
        (StatusCode::FORBIDDEN, Language::En) => {
            ("Not accepted", "This was not sent from a page of this site. Go back to the page and try again.")
        }
        (StatusCode::NOT_FOUND, Language::Fr) => {
            ("Page introuvable", "Cette adresse n\u{2019}existe pas, ou ne vous est pas accessible.")
        }
        (StatusCode::NOT_FOUND, Language::En) => {
            ("Page not found", "This address does not exist, or is not available to you.")
        }
        (StatusCode::MISDIRECTED_REQUEST, Language::Fr) => {
            ("Adresse inconnue", "Ce serveur ne répond pas sous ce nom. Vérifiez l\u{2019}adresse du site.")
        }
        (StatusCode::MISDIRECTED_REQUEST, Language::En) => {
            ("Unknown address", "This server does not answer to that name. Check the address of the site.")
        }
        (_, Language::Fr) => (
            "Un problème est survenu",
            "Quelque chose n\u{2019}a pas fonctionné de notre côté. Réessayez dans un instant.",
        ),
        (_, Language::En) => ("Something went wrong", "Something did not work on our side. Try again in a moment."),
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
        let (lang, home, reference) = match language {
            Language::Fr => ("fr", "Accueil", "Référence\u{202f}:"),
            Language::En => ("en", "Home", "Reference:"),
        };
        let body = format!(
            "<!DOCTYPE html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><title>{title} · Consigne</title></head>\
             <body><main><h1>{title}</h1><p>{sentence}</p><p><a href=\"/\">{home}</a></p>\
             <p><small>{reference} {id}</small></p></main></body></html>"
        );
        ("text/html; charset=utf-8", body)
    } else {
        ("text/plain; charset=utf-8", format!("{title}. {sentence} ({id})\n"))
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
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
