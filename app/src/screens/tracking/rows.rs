//! A subscribed address, with the button that ends it.

use leptos::prelude::*;
use wording::tracking as words;

use crate::api::tracking::SubscriptionView;
use crate::piece::IntoPiece;
use crate::ui::{Badge, Button, language};

/// The state, and what is told in which language.
#[component]
pub fn About(
    /// The subscription.
    of: SubscriptionView,
) -> impl IntoView {
    view! {
        <Badge tone=of.state.tone>{of.state.text}</Badge>
        " "
        <span class="small muted" title=of.events.join(", ")>{of.about}</span>
    }
    .into_piece()
}

/// The button that ends a subscription; the form around it is named `unsubscribe`.
#[component]
pub fn Remove(
    /// The subscription.
    of: SubscriptionView,
) -> impl IntoView {
    let language = language();
    let label = words::remove_what(language, &of.address);
    view! {
        <Button small=true name="subscription" value=of.id label=label>
            {words::remove(language)}
        </Button>
    }
    .into_piece()
}
