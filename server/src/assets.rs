//! The files that come with the program: the browser bundle under `/assets/`, icons and the like at the root.
//!
//! They are compressed when the program is built (`build.rs`). A name with a digest never changes its content and is
//! kept for a year; others are asked for again after an hour, and then usually answered 304.

use app::shell::{Head, NONCE_PLACE};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::response::Response;
use axum::routing::get;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::fault;

/// One file, as it is and compressed.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// Where it is served.
    pub path: &'static str,
    /// What it is.
    pub mime: &'static str,
    /// Whether its name holds a digest of its content.
    pub hashed: bool,
    /// A digest of its content.
    pub tag: &'static str,
    /// The file itself.
    pub plain: &'static [u8],
    /// The file under brotli, where that is smaller.
    pub brotli: Option<&'static [u8]>,
    /// The file under gzip, where that is smaller.
    pub gzip: Option<&'static [u8]>,
}

static EMBEDDED: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));
/// The part that each bundle is of, and the page that Trunk made for it.
static PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const FOR_AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// The files that were built into this program.
#[must_use]
pub fn embedded() -> &'static [Asset] {
    EMBEDDED
}

/// The tags for the document's head that the bundles ask for, or nothing where the program was built without one.
#[must_use]
pub fn head() -> Option<Head> {
    let mut head = Head::default();
    for (part, page) in PAGES {
        let (styles, scripts) = read_head(page);
        head.styles.push_str(&styles);
        head.scripts.push(((*part).to_owned(), scripts));
    }
    (!head.scripts.is_empty()).then_some(head)
}

/// Reads style sheets and scripts out of a page of Trunk's.
///
/// The file may be minified, so attributes come with and without quotes and `<head>` itself may be missing. Scripts
/// and what loads them ahead get a place for the nonce; style sheets need none, as they come from our own origin.
fn read_head(page: &str) -> (String, String) {
    let (mut styles, mut scripts) = (String::new(), String::new());
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let end = if rest.starts_with("<!--") {
            after(rest, "-->")
        } else if rest.starts_with("<script") {
            after(rest, "</script>")
        } else {
            after(rest, ">")
        };
        let (tag, behind) = rest.split_at(end);
        rest = behind;
        if let Some(inside) = tag.strip_prefix("<script") {
            scripts.push_str(&format!("<script nonce=\"{NONCE_PLACE}\"{inside}"));
        } else if let Some(inside) = tag.strip_prefix("<link") {
            match relation(inside) {
                "stylesheet" => styles.push_str(tag),
                "modulepreload" | "preload" => {
                    scripts.push_str(&format!("<link nonce=\"{NONCE_PLACE}\"{inside}"));
                }
                _ => {}
            }
        }
    }
    (styles, scripts)
}

/// The place behind a mark, or the end of the text.
fn after(text: &str, mark: &str) -> usize {
    text.find(mark).map_or(text.len(), |at| at + mark.len())
}

/// The value of a link's `rel`.
fn relation(attributes: &str) -> &str {
    attributes
        .split([' ', '\n', '>', '/'])
        .find_map(|attribute| attribute.strip_prefix("rel="))
        .map_or("", |value| value.trim_matches(['"', '\'']))
}

/// Adds one route per file; what is not there falls to the pages' own 404.
pub fn routes<S: Clone + Send + Sync + 'static>(router: Router<S>, files: &'static [Asset]) -> Router<S> {
    let router = router.route(
        "/assets/{*missing}",
        get(|request: Request| async move { fault::page(StatusCode::NOT_FOUND, request.headers()) }),
    );
    files.iter().fold(router, |router, file| {
        router.route(file.path, get(move |request: Request| async move { answer(file, request.headers()) }))
    })
}

/// How a file is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Coding {
    Identity,
    Gzip,
    Brotli,
}

impl Coding {
    const fn word(self) -> &'static str {
        match self {
            Coding::Identity => "identity",
            Coding::Gzip => "gzip",
            Coding::Brotli => "br",
        }
    }
}

/// Whether the client takes a coding (RFC 9110 §12.5.3): named or covered by `*`, with a weight above zero.
fn takes(accepted: &str, coding: Coding) -> bool {
    let mut any = false;
    for entry in accepted.split(',') {
        let mut parts = entry.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Ok(1.0), str::parse::<f32>).unwrap_or(0.0);
        if name.eq_ignore_ascii_case(coding.word()) {
            return weight > 0.0;
        }
        any |= name == "*" && weight > 0.0;
    }
    any
}

fn choose(file: &Asset, headers: &HeaderMap) -> (Coding, &'static [u8]) {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match (file.brotli, file.gzip) {
        (Some(packed), _) if takes(accepted, Coding::Brotli) => (Coding::Brotli, packed),
        (_, Some(packed)) if takes(accepted, Coding::Gzip) => (Coding::Gzip, packed),
        _ => (Coding::Identity, file.plain),
    }
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(|sent| sent.trim().trim_start_matches("W/"))
        .any(|sent| sent == tag || sent == "*")
}

fn answer(file: &Asset, headers: &HeaderMap) -> Response {
    let (coding, content) = choose(file, headers);
    let tag = format!("\"{}-{}\"", file.tag, coding.word());
    let known = is_known(headers, &tag);
    let mut response = Response::new(if known { Body::empty() } else { Body::from(Bytes::from_static(content)) });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let sent = response.headers_mut();
    sent.insert(header::CACHE_CONTROL, if file.hashed { FOREVER } else { FOR_AN_HOUR });
    sent.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    // The tag is made of hexadecimal digits and the coding's name.
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        sent.insert(header::ETAG, tag);
    }
    if !known {
        sent.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.mime));
        if coding != Coding::Identity {
            sent.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.word()));
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use app::shell::NONCE_PLACE;

    use super::{Coding, read_head, takes};

    #[test]
    fn the_bundle_head_is_sorted_into_styles_and_scripts() {
        let whole = "<!DOCTYPE html><html><head>\n<!-- <link rel=\"stylesheet\" href=\"/no.css\"> --><meta charset=\"utf-8\">\
            <title>x</title><link rel=\"stylesheet\" href=\"/assets/main-1.css\">\
            <link rel=\"modulepreload\" href=\"/assets/browser-1.js\">\
            <link rel=\"preload\" href=\"/assets/browser-1_bg.wasm\" as=\"fetch\" crossorigin=\"anonymous\">\
            <link rel=\"icon\" href=\"/favicon.svg\">\
            <script type=\"module\">import init from \"/assets/browser-1.js\";if (1 < 2) { await init(); }</script>\
            </head><body></body></html>";
        let minified = "<!DOCTYPE html><html lang=fr><meta charset=utf-8><title>x</title>\
            <link href=/assets/main-1.css rel=stylesheet><link href=/assets/browser-1.js rel=modulepreload>\
            <link as=fetch crossorigin href=/assets/browser-1_bg.wasm rel=preload><link rel=icon href=/favicon.svg>\
            <script type=module>import init from \"/assets/browser-1.js\";if (1 < 2) { await init(); }</script></head>\
            <body></body></html>";
        for index in [whole, minified] {
            let (styles, scripts) = read_head(index);
            assert!(styles.contains("/assets/main-1.css") && !styles.contains("no.css"), "{styles}");
            assert_eq!(styles.matches("<link").count(), 1);
            assert_eq!(scripts.matches(&format!(" nonce=\"{NONCE_PLACE}\"")).count(), 3, "{scripts}");
            assert!(scripts.ends_with("if (1 < 2) { await init(); }</script>"), "{scripts}");
            assert!(!scripts.contains("favicon") && !scripts.contains("charset"));
        }
        assert_eq!(read_head(""), (String::new(), String::new()));
    }

    #[test]
    fn codings_are_weighed() {
        for (accepted, brotli, gzip) in [
            ("gzip, deflate, br", true, true),
            ("gzip;q=1.0, br;q=0", false, true),
            ("*", true, true),
            ("*;q=0", false, false),
            ("br;q=0, *", false, true),
            ("identity", false, false),
            ("BR", true, false),
            ("gzip;q=x", false, false),
            ("", false, false),
        ] {
            assert_eq!(takes(accepted, Coding::Brotli), brotli, "{accepted}");
            assert_eq!(takes(accepted, Coding::Gzip), gzip, "{accepted}");
        }
    }
}
