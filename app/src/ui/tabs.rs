//! Parts of one list, each with its own address.

use leptos::prelude::*;

use crate::piece::IntoPiece;

/// One part of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tab {
    /// Its address.
    pub href: String,
    /// What it is called.
    pub label: String,
    /// How many are in it, as words: `3`, `99+`.
    pub count: Option<String>,
    /// Whether it is the one in sight.
    pub current: bool,
}

/// Links between the parts of one list; the one in sight is marked.
#[component]
pub fn Tabs(
    /// What the parts belong to, for assistive technology.
    #[prop(into)]
    label: String,
    /// The parts.
    tabs: Vec<Tab>,
) -> impl IntoView {
    let tabs: Vec<_> = tabs
        .into_iter()
        .map(|tab| {
            view! {
                <li>
                    <a class="tab" href=tab.href aria-current=tab.current.then_some("page")>
                        {tab.label}
                        {tab.count.map(|count| view! { <span class="tab-count">" · "{count}</span> })}
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <nav class="tabs" aria-label=label>
            <ul>{tabs}</ul>
        </nav>
    }
    .into_piece()
}
