//! The ways between the administrators' pages.

use leptos::prelude::*;
use wording::feeds as words;

use crate::piece::IntoPiece;
use crate::ui::{Tab, Tabs, language};

/// Links to the administrators' pages; the one in sight is marked.
#[component]
pub fn AdminTabs(
    /// The address of the page in sight.
    here: &'static str,
) -> impl IntoView {
    let language = language();
    let tabs = [
        ("/admin/mail", words::tab_mails(language)),
        ("/admin/feeds", words::tab_feeds(language)),
        ("/admin/codes", words::tab_codes(language)),
        ("/admin/archive", wording::shell::archive(language)),
        ("/admin/customers", wording::operator::customers(language)),
        ("/admin/agents", wording::operator::agents(language)),
        ("/admin/teams", wording::operator::teams(language)),
        ("/admin/audit", wording::audit::title(language)),
    ]
    .into_iter()
    .map(|(href, label)| Tab { href: href.into(), label: label.into(), count: None, current: href == here })
    .collect();
    view! { <Tabs label=words::administration(language) tabs=tabs/> }.into_piece()
}
