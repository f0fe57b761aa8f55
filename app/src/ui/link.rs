//! A link inside text.

use leptos::prelude::*;

use super::{Glyph, Icon, language};
use crate::piece::{Children, IntoPiece};

/// A link. The router follows it without a full load unless it leads outside.
#[component]
pub fn Link(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Whether it leads to a page the router does not know, such as a download.
    #[prop(optional)]
    outside: bool,
    /// Whether it opens beside this page, which is then said.
    #[prop(optional)]
    new_tab: bool,
    /// The words.
    children: Children,
) -> impl IntoView {
    let rel = match (outside, new_tab) {
        (_, true) => Some("external noopener"),
        (true, false) => Some("external"),
        (false, false) => None,
    };
    view! {
        <a class="link" href=href rel=rel target=new_tab.then_some("_blank")>
            {children.show()}
            {new_tab
                .then(|| {
                    view! {
                        <Icon glyph=Glyph::External/>
                        <span class="visually-hidden">{wording::ui::new_tab(language())}</span>
                    }
                })}
        </a>
    }
    .into_piece()
}
