//! Somebody's own second factor into what its page shows.

use axum::http::HeaderMap;
use axum::http::request::Parts;
use leptos::prelude::use_context;
use qrcodegen::{QrCode, QrCodeEcc};
use wording::factor as words;

use super::Eyes;
use crate::api::second_factor::FactorPage;
use crate::error::Failure;
use crate::host::{Visit, cookies, reader, refused, visit};

/// The reader's own second factor.
///
/// # Errors
/// What the operation refused, in words.
pub async fn page() -> Result<FactorPage, Failure> {
    let (visit, actor) = reader()?;
    let cookie = cookie(&visit);
    let own = visit.operations.second_factor(&actor, &cookie).await.map_err(refused(&visit))?;
    let eyes = Eyes::of(&visit, &actor);
    let (qr, qr_size) = qr(&own.address);
    Ok(FactorPage {
        qr,
        qr_size,
        email: own.email,
        since: own.since.map(|at| eyes.long_day(at)).unwrap_or_default(),
        left: words::codes_left(visit.language, own.codes_left),
        secret: own.secret,
        address: own.address,
        codes: own.codes,
        required: own.required,
        first: visit.signed.as_ref().is_some_and(|signed| signed.lacks_factor),
    })
}

/// Light units around a QR code (ISO/IEC 18004 asks for four).
const QUIET: i32 = 4;

/// A text as a QR code: the path of its dark squares and its width in units; nothing for no text.
fn qr(text: &str) -> (String, i32) {
    use std::fmt::Write;

    if text.is_empty() {
        return (String::new(), 0);
    }
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return (String::new(), 0) };
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let length = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            let length = i32::try_from(length).unwrap_or(0);
            if length > 0 {
                let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
            }
            x += length.max(1);
        }
    }
    (path, code.size() + 2 * QUIET)
}

/// Whether the browser has typed its password and is to type its code.
///
/// # Errors
/// What the operation refused, in words.
pub async fn awaits_code() -> Result<bool, Failure> {
    let visit = visit()?;
    visit.operations.awaits_code(&cookie(&visit)).await.map_err(refused(&visit))
}

/// The secret of the browser that asks, or nothing.
fn cookie(visit: &Visit) -> String {
    let headers: Option<HeaderMap> = use_context::<Parts>().map(|parts| parts.headers);
    headers.and_then(|headers| cookies::session_token(&headers, visit.https)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::qr;

    #[test]
    fn a_code_has_its_three_corners_and_a_quiet_zone() {
        assert_eq!(qr(""), (String::new(), 0));
        let (path, size) = qr("otpauth://totp/Consigne:claire%40maison-lemaire.example?secret=JBSWY3DPEHPK3PXP");
        assert!(size >= 21 + 8, "{size}");
        // The upper line of a finder pattern is seven units wide: at both upper corners.
        let right = size - 4 - 7;
        assert!(path.starts_with("M4 4h7v1h-7z") && path.contains(&format!("M{right} 4h7v1h-7z")), "{path}");
        assert_eq!(path.matches('M').count(), path.matches('z').count());
        assert_ne!(qr("a"), qr("b"));
    }
}
