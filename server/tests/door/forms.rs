//! Forms as a browser without scripts finds them on their page and sends them.

use crate::portal::{Answer, Browser};

/// A form of a page, by its name.
pub fn form<'a>(page: &'a str, name: &str) -> &'a str {
    let from =
        page.split(&format!("name=\"form\" value=\"{name}\"")).nth(1).unwrap_or_else(|| panic!("{name}: {page}"));
    from.split("</form>").next().unwrap_or_default()
}

/// The value of a hidden field, or empty.
pub fn hidden<'a>(form: &'a str, name: &str) -> &'a str {
    let from = form.split(&format!("name=\"{name}\" value=\"")).nth(1);
    from.and_then(|from| from.split('"').next()).unwrap_or_default()
}

/// Sends a form with a file as its page holds it, but for some fields.
pub async fn sent(
    browser: &mut Browser<'_>,
    address: &str,
    name: &str,
    typed: &[(&str, &str)],
    files: &[(&str, &[u8])],
) -> Answer {
    let page = browser.get(address).await.body;
    let form = form(&page, name);
    let held = ["deed", "state", "sequence", "draft_key", "files"].map(|field| (field, hidden(form, field)));
    let held = held.into_iter().filter(|(_, value)| !value.is_empty());
    let fields: Vec<(&str, &str)> = std::iter::once(("form", name)).chain(held).chain(typed.iter().copied()).collect();
    browser.upload_all(address, &fields, files).await
}
