//! Every address of the product, on one page.

use domain::Language;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::{SsrMode, path};

use crate::api::viewer::Viewer;
use crate::error::Attempt;
use crate::frame::Frame;
use crate::screens::account::AccountScreen;
use crate::screens::admin::{MailScreen, MailsScreen};
use crate::screens::filed::FiledScreen;
use crate::screens::filing::{FilingCheckScreen, FilingDetailsScreen, FilingStartScreen, FilingSubjectScreen};
use crate::screens::gallery::GalleryScreen;
use crate::screens::home::HomeScreen;
use crate::screens::inbox::{DeskScreen, InboxScreen};
use crate::screens::parcel::ParcelScreen;
use crate::screens::parcel_search::ParcelSearchScreen;
use crate::screens::sign_in::{ForgotPasswordScreen, ResetPasswordScreen, SignInScreen};
use crate::screens::thread::{DeskThreadScreen, ThreadScreen};
use crate::ui::NotFound;

/// A page that the browser never takes over (`shell::needs_scripts`): its screen stays out of the bundle, and the router
/// of another page that comes to its address loads it in full.
fn still<Page: IntoView + 'static>(screen: impl FnOnce() -> Page) -> AnyView {
    if is_server() {
        screen().into_any()
    } else {
        let address = use_location();
        Effect::new(move |_| crate::browser::navigate::load(&address.pathname.get_untracked()));
        ().into_any()
    }
}

/// The whole product. Pages come whole and with their right status, because nothing is streamed out of order.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    // What the server knows of the call travels with the page, so that the browser renders the same.
    let language = SharedValue::new(|| use_context::<Language>().unwrap_or_default()).into_inner();
    provide_context(language);
    let viewer = SharedValue::new(|| use_context::<Option<Viewer>>().flatten()).into_inner();
    provide_context(viewer);
    if let Some(attempt) = SharedValue::new(use_context::<Attempt>).into_inner() {
        provide_context(attempt);
    }
    view! {
        <Title formatter=crate::shell::title/>
        <Router>
            <Frame>
                <Routes fallback=NotFound>
                    <Route path=path!("/") view=HomeScreen ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in") view=|| still(SignInScreen) ssr=SsrMode::Async/>
                    <Route path=path!("/forgot-password") view=|| still(ForgotPasswordScreen) ssr=SsrMode::Async/>
                    <Route path=path!("/reset-password/:token") view=|| still(ResetPasswordScreen) ssr=SsrMode::Async/>
                    <Route path=path!("/parcels") view=ParcelSearchScreen ssr=SsrMode::Async/>
                    <Route path=path!("/parcels/:number") view=ParcelScreen ssr=SsrMode::Async/>
                    <Route path=path!("/requests") view=InboxScreen ssr=SsrMode::Async/>
                    <Route path=path!("/requests/new") view=FilingStartScreen ssr=SsrMode::Async/>
                    <Route path=path!("/requests/new/:draft/check") view=FilingCheckScreen ssr=SsrMode::Async/>
                    <Route path=path!("/requests/new/:draft/subject") view=FilingSubjectScreen ssr=SsrMode::Async/>
                    <Route path=path!("/requests/new/:draft/details") view=FilingDetailsScreen ssr=SsrMode::Async/>
                    <Route path=path!("/requests/:number") view=ThreadScreen ssr=SsrMode::Async/>
                    <Route path=path!("/requests/:number/filed") view=FiledScreen ssr=SsrMode::Async/>
                    <Route path=path!("/desk") view=DeskScreen ssr=SsrMode::Async/>
                    <Route path=path!("/desk/:number") view=DeskThreadScreen ssr=SsrMode::Async/>
                    <Route path=path!("/account") view=|| still(AccountScreen) ssr=SsrMode::Async/>
                    <Route path=path!("/admin/mail") view=|| still(MailsScreen) ssr=SsrMode::Async/>
                    <Route path=path!("/admin/mail/:id") view=|| still(MailScreen) ssr=SsrMode::Async/>
                    <Route path=path!("/gallery") view=|| still(GalleryScreen) ssr=SsrMode::Async/>
                </Routes>
            </Frame>
        </Router>
    }
}
