//! The way to the parcel's tracking messages (MAS).

use leptos::prelude::*;
use wording::tracking as words;

use crate::ui::{Card, Link, language};

/// What messages are and the link to them; nothing for a reader who may not have any sent.
#[component]
pub fn MessagesCard(
    /// Where they are, or empty.
    href: String,
) -> impl IntoView {
    let language = language();
    (!href.is_empty()).then(|| {
        view! {
            <Card title=words::card_title(language)>
                <p class="small muted">{words::card_lead(language)}</p>
                // The page has no scripts and so no place in this bundle: it is loaded in full.
                <p><Link href=href outside=true>{words::card_link(language)}</Link></p>
            </Card>
        }
    })
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::MessagesCard;
    use crate::ui::specimen::html;

    #[test]
    fn who_may_not_have_messages_sent_is_offered_none() {
        assert!(!html(|| view! { <MessagesCard href=String::new()/> }).contains("card"));
        let page = html(|| view! { <MessagesCard href="/parcels/XY1/messages".to_owned()/> });
        assert!(page.contains("href=\"/parcels/XY1/messages\""), "{page}");
        assert!(page.contains("S’abonner aux messages automatiques de suivi (MAS)"), "{page}");
    }
}
