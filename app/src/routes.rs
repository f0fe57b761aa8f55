//! Every address of the product, on one page.

use domain::Language;
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::{SsrMode, path};

use crate::api::viewer::Viewer;
use crate::error::{Attempt, Failure};
use crate::frame::Frame;
use crate::parts::{Part, Renderer};
use crate::piece::{IntoPiece, Piece};
use crate::screens::abuse::AbuseScreen;
use crate::screens::account::{AccountScreen, SecondFactorScreen};
use crate::screens::admin::{
    AgentScreen, AgentsScreen, ArchiveScreen, BilledScreen, CodesScreen, CustomerScreen, CustomersScreen, FeedsScreen,
    InstructionsScreen, LookScreen, MailScreen, MailsScreen, OperatorTeamScreen, TeamsScreen, TrailScreen,
};
use crate::screens::attachment::AttachmentScreen;
use crate::screens::audit::AuditScreen;
use crate::screens::dashboard::{CountedScreen, DashboardScreen};
use crate::screens::downloads::{DownloadScreen, DownloadsScreen};
use crate::screens::filed::FiledScreen;
use crate::screens::filing::{FilingCheckScreen, FilingDetailsScreen, FilingStartScreen, FilingSubjectScreen};
use crate::screens::gallery::GalleryScreen;
use crate::screens::help::{ChapterScreen, GlossaryScreen, GuideScreen, HelpScreen, QuestionsScreen};
use crate::screens::home::HomeScreen;
use crate::screens::inbox::{DeskScreen, InboxScreen};
use crate::screens::instruct::{InstructionScreen, SeveralScreen};
use crate::screens::notices::{NoticeChoiceScreen, NoticesEndScreen, NoticesScreen};
use crate::screens::parcel::{ParcelPrintScreen, ParcelScreen};
use crate::screens::parcel_search::ParcelSearchScreen;
use crate::screens::proof::{ProofScreen, ProofsScreen};
use crate::screens::reports::{
    ReportConfirmScreen, ReportFilesScreen, ReportPreviewScreen, ReportScreen, ReportStopScreen, ReportsScreen,
};
use crate::screens::sign_in::{ForgotPasswordScreen, ResetPasswordScreen, SignInCodeScreen, SignInScreen};
use crate::screens::team::{ColleagueScreen, InvitedScreen, ProfileScreen, ProfilesScreen, TeamScreen};
use crate::screens::thread::{DeskThreadPrintScreen, DeskThreadScreen, ThreadPrintScreen, ThreadScreen};
use crate::screens::tracking::{ConfirmScreen, FollowScreen, OwnMessagesScreen, ParcelMessagesScreen, StopScreen};
use crate::ui::{FailureView, NotFound};

/// A page of one part of the product. Only that part's bundle holds its screen; the router of another part that comes to
/// its address loads it in full.
fn page<R: Renderer, Screen: IntoView + 'static>(part: Part, screen: impl FnOnce() -> Screen) -> Piece {
    match R::PART {
        Some(here) if here != part => elsewhere(),
        _ => screen().into_piece(),
    }
}

/// A page on which nothing moves: no bundle holds its screen.
fn still<R: Renderer, Screen: IntoView + 'static>(screen: impl FnOnce() -> Screen) -> Piece {
    match R::PART {
        Some(_) => elsewhere(),
        None => screen().into_piece(),
    }
}

/// What stands for the page of another bundle until it is loaded.
fn elsewhere() -> Piece {
    let address = use_location();
    Effect::new(move |_| {
        let (path, query) = (address.pathname.get_untracked(), address.search.get_untracked());
        crate::browser::navigate::load(&if query.is_empty() { path } else { format!("{path}?{query}") });
    });
    ().into_piece()
}

/// What every page finds in its context: who looks at it, in which language, and what was refused.
fn provide_call() {
    provide_meta_context();
    // What the server knows of the call travels with the page, so that the browser renders the same.
    let language = SharedValue::new(|| use_context::<Language>().unwrap_or_default()).into_inner();
    provide_context(language);
    let viewer = SharedValue::new(|| use_context::<Option<Viewer>>().flatten()).into_inner();
    provide_context(viewer);
    if let Some(attempt) = SharedValue::new(use_context::<Attempt>).into_inner() {
        provide_context(attempt);
    }
}

/// The page of an address that nobody knows, in the frame of all pages. No bundle takes it over.
pub fn nowhere() -> Piece {
    framed(|| view! { <NotFound/> }.into_piece())
}

/// What stands instead of a file that is not sent: the [`Failure`] of the context, in the frame of all pages. No bundle
/// takes it over.
pub fn no_file() -> Piece {
    framed(|| match use_context::<Failure>() {
        Some(failure) => view! { <FailureView failure/> }.into_piece(),
        None => view! { <NotFound/> }.into_piece(),
    })
}

/// A page that has no address of its own.
fn framed(page: fn() -> Piece) -> Piece {
    provide_call();
    view! {
        <Title formatter=crate::shell::title/>
        <Router>
            <Frame part=None>{page()}</Frame>
        </Router>
    }
    .into_piece()
}

/// The whole product. Pages come whole and with their right status, because nothing is streamed out of order.
pub fn app<R: Renderer>() -> Piece {
    provide_call();
    view! {
        <Title formatter=crate::shell::title/>
        <Router>
            <Frame part=R::PART>
                <Routes fallback=NotFound>
                    <Route path=path!("/") view={|| still::<R, _>(HomeScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in") view={|| still::<R, _>(SignInScreen)} ssr=SsrMode::Async/>
                    <Route
                        path=path!("/sign-in/code")
                        view={|| still::<R, _>(SignInCodeScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/forgot-password")
                        view={|| still::<R, _>(ForgotPasswordScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/reset-password/:token")
                        view={|| still::<R, _>(ResetPasswordScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/parcels/proofs") view={|| still::<R, _>(ProofsScreen)} ssr=SsrMode::Async/>
                    <Route
                        path=path!("/parcels/:number/proof")
                        view={|| still::<R, _>(ProofScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/parcels") view={|| still::<R, _>(ParcelSearchScreen)} ssr=SsrMode::Async/>
                    <Route
                        path=path!("/parcels/instruct")
                        view={|| still::<R, _>(SeveralScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/parcels/:number/instruction")
                        view={|| still::<R, _>(InstructionScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/parcels/:number")
                        view={|| page::<R, _>(Part::Parcels, ParcelScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/parcels/:number/print")
                        view={|| still::<R, _>(ParcelPrintScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/parcels/:number/messages")
                        view={|| still::<R, _>(ParcelMessagesScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/tracking-messages")
                        view={|| still::<R, _>(OwnMessagesScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/follow/:token") view={|| still::<R, _>(FollowScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/unsubscribe/:token") view={|| still::<R, _>(StopScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/confirm/:token") view={|| still::<R, _>(ConfirmScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/requests") view={|| page::<R, _>(Part::Lists, InboxScreen)} ssr=SsrMode::Async/>
                    <Route
                        path=path!("/requests/new")
                        view={|| page::<R, _>(Part::Parcels, FilingStartScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/requests/new/:draft/check")
                        view={|| page::<R, _>(Part::Parcels, FilingCheckScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/requests/new/:draft/subject")
                        view={|| page::<R, _>(Part::Parcels, FilingSubjectScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/requests/new/:draft/details")
                        view={|| page::<R, _>(Part::Parcels, FilingDetailsScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/requests/:number/print")
                        view={|| still::<R, _>(ThreadPrintScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/desk/:number/print")
                        view={|| still::<R, _>(DeskThreadPrintScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/requests/:number")
                        view={|| page::<R, _>(Part::Threads, ThreadScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/requests/:number/filed")
                        view={|| page::<R, _>(Part::Parcels, FiledScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/files/:id/view")
                        view={|| page::<R, _>(Part::Threads, AttachmentScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/desk") view={|| page::<R, _>(Part::Lists, DeskScreen)} ssr=SsrMode::Async/>
                    <Route
                        path=path!("/desk/:number")
                        view={|| page::<R, _>(Part::Threads, DeskThreadScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/reports")
                        view={|| still::<R, _>(ReportsScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/reports/confirm/:token")
                        view={|| still::<R, _>(ReportConfirmScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/reports/unsubscribe/:token")
                        view={|| still::<R, _>(ReportStopScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/reports/files/:token")
                        view={|| still::<R, _>(ReportFilesScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/reports/:id/preview")
                        view={|| still::<R, _>(ReportPreviewScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/reports/:id")
                        view={|| still::<R, _>(ReportScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/dashboard") view={|| still::<R, _>(DashboardScreen)} ssr=SsrMode::Async/>
                    <Route
                        path=path!("/dashboard/requests")
                        view={|| still::<R, _>(CountedScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/team") view={|| still::<R, _>(TeamScreen)} ssr=SsrMode::Async/>
                    <Route
                        path=path!("/team/people/:id")
                        view={|| still::<R, _>(ColleagueScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/team/profiles") view={|| still::<R, _>(ProfilesScreen)} ssr=SsrMode::Async/>
                    <Route
                        path=path!("/team/profiles/:id")
                        view={|| still::<R, _>(ProfileScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/invitations/:token")
                        view={|| still::<R, _>(InvitedScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/account/second-factor")
                        view={|| still::<R, _>(SecondFactorScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/account") view={|| still::<R, _>(AccountScreen)} ssr=SsrMode::Async/>
                    <Route
                        path=path!("/account/notifications")
                        view={|| still::<R, _>(NoticeChoiceScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/notifications")
                        view={|| page::<R, _>(Part::Threads, NoticesScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/notifications/unsubscribe/:token")
                        view={|| still::<R, _>(NoticesEndScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/downloads") view={|| still::<R, _>(DownloadsScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/downloads/:id") view={|| still::<R, _>(DownloadScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/admin/mail") view={|| still::<R, _>(MailsScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/admin/mail/:id") view={|| still::<R, _>(MailScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/help") view={|| still::<R, _>(HelpScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/help/glossary") view={|| still::<R, _>(GlossaryScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/help/faq") view={|| still::<R, _>(QuestionsScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/help/guide") view={|| still::<R, _>(GuideScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/help/guide/:chapter") view={|| still::<R, _>(ChapterScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/admin/archive") view={|| still::<R, _>(ArchiveScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/admin/archive/:look") view={|| still::<R, _>(LookScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/admin/customers") view={|| still::<R, _>(CustomersScreen)} ssr=SsrMode::Async/>
                    <Route
                        path=path!("/admin/customers/:id")
                        view={|| still::<R, _>(CustomerScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=path!("/admin/accounts/:id")
                        view={|| still::<R, _>(BilledScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/admin/agents") view={|| still::<R, _>(AgentsScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/admin/agents/:id") view={|| still::<R, _>(AgentScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/admin/teams") view={|| still::<R, _>(TeamsScreen)} ssr=SsrMode::Async/>
                    <Route
                        path=path!("/admin/teams/:id")
                        view={|| still::<R, _>(OperatorTeamScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/admin/audit") view={|| still::<R, _>(TrailScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/abuse") view={|| still::<R, _>(AbuseScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/audit") view={|| still::<R, _>(AuditScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/admin/feeds") view={|| still::<R, _>(FeedsScreen)} ssr=SsrMode::Async/>
                    <Route path=path!("/admin/codes") view={|| still::<R, _>(CodesScreen)} ssr=SsrMode::Async/>
                    <Route
                        path=path!("/admin/instructions")
                        view={|| still::<R, _>(InstructionsScreen)}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/gallery") view={|| still::<R, _>(GalleryScreen)} ssr=SsrMode::Async/>
                </Routes>
            </Frame>
        </Router>
    }
    .into_piece()
}
