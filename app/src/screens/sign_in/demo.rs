//! In a demo: the people whom a newcomer can be, each one press away.

use leptos::prelude::*;
use wording::sign_in as words;

use crate::api::sign_in::{DemoPeopleView, DemoPersonView};
use crate::piece::IntoPiece;
use crate::ui::{Avatar, Card, Glyph, Icon, language};

/// The people of a demo.
#[component]
pub fn DemoPeople(
    /// The people and their password.
    demo: DemoPeopleView,
    /// Where to go on to.
    next: String,
) -> impl IntoView {
    let language = language();
    let DemoPeopleView { people, password } = demo;
    let typed = words::demo_password(language, &password);
    view! {
        <Card title=words::demo_title(language)>
            <p class="muted">{words::demo_lead(language)}</p>
            <ul class="sign-in-demo">
                {people
                    .into_iter()
                    .map(|person| {
                        view! { <Person person password=password.clone() next=next.clone()/> }
                    })
                    .collect_view()}
            </ul>
            <p class="sign-in-more">{typed}</p>
        </Card>
    }
    .into_piece()
}

/// One of them, as a form with one button: it sends what would be typed.
#[component]
fn Person(
    /// The person.
    person: DemoPersonView,
    /// His password.
    password: String,
    /// Where to go on to.
    next: String,
) -> impl IntoView {
    view! {
        <li>
            <form method="post" action="/sign-in">
                <input type="hidden" name="form" value="sign-in"/>
                <input type="hidden" name="next" value=next/>
                <input type="hidden" name="email" value=person.email.clone()/>
                <input type="hidden" name="password" value=password/>
                <button class="sign-in-person" type="submit">
                    <Avatar name=person.name.clone()/>
                    <span class="sign-in-person-name">{person.name}</span>
                    <span class="sign-in-person-role">{person.role}</span>
                    <span class="sign-in-person-email">{person.email}</span>
                    <Icon glyph=Glyph::ArrowRight/>
                </button>
            </form>
        </li>
    }
    .into_piece()
}
