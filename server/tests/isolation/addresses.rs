//! Every address that is asked for, and that there is no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use app::app;
use app::parts::Server;
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::generate_route_list;

use crate::forms::FORMS;

/// What is read. `{kind}` stands for each of the objects of that kind; what follows `?` is no part of the address.
/// Whoever adds a page adds its line here.
pub const READS: &[&str] = &[
    "/",
    "/sign-in",
    "/forgot-password",
    "/reset-password/{secret}",
    "/account",
    "/account/export",
    "/account/notifications",
    "/account/second-factor",
    "/sign-in/code",
    "/notifications",
    "/notifications/unsubscribe/{secret}",
    "/dashboard",
    "/dashboard/requests?of=filed",
    "/abuse",
    "/gallery",
    "/parcels",
    "/parcels?q={parcel}",
    "/parcels?recipient=mk&state=all",
    "/parcels?sender_reference=mk",
    "/parcels/proofs",
    "/parcels/proofs?parcel={parcel_id}",
    "/parcels/{parcel}",
    "/parcels/{parcel}/print",
    "/parcels/{parcel}/proof",
    "/parcels/{parcel}/proof.pdf",
    "/parcels/{parcel}/proof/image",
    "/parcels/{parcel}/messages",
    "/parcels/{parcel}/instruction",
    "/parcels/{parcel}/export",
    "/parcels/{parcel_id}",
    "/parcels/instruct?parcel={parcel_id}",
    "/parcels/export?state=all&recipient=mk",
    "/tracking-messages",
    "/follow/{secret}",
    "/unsubscribe/{secret}",
    "/confirm/{secret}",
    "/requests",
    "/requests?tab=all",
    "/requests?tab=all&search=mk",
    "/requests?tab=all&assigned=me&show=filters",
    "/requests?tab=all&search={parcel}",
    "/requests/new",
    "/requests/new?q={parcel}",
    "/requests/new/{filing}/check",
    "/requests/new/{filing}/subject",
    "/requests/new/{filing}/details",
    "/requests/{ticket}",
    "/requests/{ticket}/print",
    "/requests/{ticket}/thread.pdf",
    "/requests/{ticket}/filed",
    "/desk",
    "/desk?tab=all",
    "/requests?tab=all&show=columns",
    "/desk?tab=all&show=columns",
    "/desk?tab=all&search=mk",
    "/desk/{ticket}",
    "/desk/{ticket}/print",
    "/desk/{ticket}/thread.pdf",
    "/files/{file}",
    "/files/{file}/thumbnail",
    "/files/{file}/view",
    "/reports",
    "/reports/{report}",
    "/reports/{report}/preview",
    "/reports/{report}/preview.csv",
    "/reports/{report}/files/{report_file}",
    "/reports/confirm/{secret}",
    "/reports/unsubscribe/{secret}",
    "/reports/files/{secret}",
    "/reports/files/{secret}/{report_file}",
    "/team",
    "/team/people/{person}",
    "/team/profiles",
    "/team/profiles/{profile}",
    "/invitations/{secret}",
    "/downloads",
    "/downloads/{download}",
    "/downloads/{download}/file",
    "/d/{secret}",
    "/audit",
    "/audit/export",
    "/admin/audit",
    "/admin/audit/export",
    "/admin/mail",
    "/admin/mail/{mail}",
    "/admin/archive",
    "/admin/archive/{look}",
    "/admin/customers",
    "/admin/customers/{customer}",
    "/admin/accounts/{account}",
    "/admin/agents",
    "/admin/agents/{agent}",
    "/admin/teams",
    "/admin/teams/{team}",
    "/admin/feeds",
    "/admin/codes",
    "/admin/instructions",
    "/admin/instructions/{batch}",
    "/help",
    "/help/glossary",
    "/help/faq",
    "/help/guide",
    "/help/guide/begin",
    "/help/pictures/account.fr.webp",
    "/read/account/page",
    "/read/account/second-factor",
    "/read/sign-in/code",
    "/read/notices/page?after=",
    "/read/notices/choice",
    "/read/notices/unread",
    "/read/notices/end?token={secret}",
    "/read/dashboard?query[of]=filed",
    "/read/dashboard/requests?query[of]=filed",
    "/read/desk/abuse?after=",
    "/read/admin/mails?after=",
    "/read/admin/mail?id={mail}",
    "/read/archive/looks?after=",
    "/read/archive/look?id={look}&parcel=",
    "/read/audit/trail?operator=false&query[who]=",
    "/read/audit/trail?operator=true&query[who]=",
    "/read/desk/customers?search=&after=",
    "/read/desk/customer?id={customer}",
    "/read/desk/teams",
    "/read/desk/team?id={team}",
    "/read/desk/billed?id={account}",
    "/read/desk/agents",
    "/read/desk/agent?id={agent}",
    "/read/downloads/one?id={download}",
    "/read/downloads/list",
    "/read/admin/codes?carrier=&code=",
    "/read/admin/feeds",
    "/read/filing/start?query={parcel}&draft=",
    "/read/filing/page?draft={filing}",
    "/read/admin/instructions?before=",
    "/read/help/guide",
    "/read/help/chapter?name=begin",
    "/read/help/questions",
    "/read/help/glossary",
    "/read/instructions/page?number={parcel}&kind=&near=",
    "/read/instructions/several?choice=parcel%3D{parcel_id}&near=",
    "/read/parcels/page?number={parcel}",
    "/read/parcels/proof?number={parcel}",
    "/read/parcels/proofs?values[0][0]=parcel&values[0][1]={parcel_id}",
    "/read/reports/list?query=",
    "/read/reports/one?id={report}",
    "/read/reports/preview?id={report}",
    "/read/reports/question?token={secret}",
    "/read/reports/stop?token={secret}",
    "/read/reports/files?token={secret}",
    "/read/parcels/search?address=q%3D{parcel}&refused=false",
    "/read/sign-in/demo-people",
    "/read/team/people",
    "/read/team/person?id={person}",
    "/read/team/profiles",
    "/read/team/profile?id={profile}",
    "/read/tickets/inbox?query[tab]=all",
    "/read/tickets/desk?query[tab]=all",
    "/read/tickets/file?id={file}",
    "/read/tickets/thread?number={ticket}&at_desk=false",
    "/read/tickets/thread?number={ticket}&at_desk=true",
    "/read/tracking/parcel?number={parcel}",
    "/read/tracking/own?after=",
    "/read/tracking/follow?token={secret}",
    "/read/tracking/stop?token={secret}",
    "/read/tracking/confirm?token={secret}",
];

/// What is the same for everybody, and long to make.
const SAME_FOR_ALL: &[&str] = &["/help/guide.fr.pdf", "/help/guide.en.pdf", "/healthz", "/readyz", "/metrics"];

/// What is asked for apart from the walk: the stream; the way by which a call to a server function comes in; and the
/// program's own files, which belong to nobody.
const APART: &[&str] = &["/live", "/read/{}", "/assets/{}"];

/// An address with each of its parameters as `{}`.
fn plain(address: &str) -> String {
    let path = address.split('?').next().unwrap_or_default();
    let part = |part: &str| if part.starts_with([':', '{', '*']) { "{}".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// The addresses in the sources of whoever answers besides the pages: those that are read, and those that are posted to.
fn in_sources() -> (BTreeSet<String>, BTreeSet<String>) {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the project").to_owned();
    let (mut reads, mut posts) = (BTreeSet::new(), BTreeSet::new());
    let mut folders = vec![top.join("app/src/host"), top.join("server/src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            for piece in text.split(".route(").skip(1) {
                let Some((address, methods)) =
                    piece.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'))
                else {
                    continue;
                };
                let methods = methods.split(';').next().unwrap_or_default();
                if methods.contains("get(") {
                    reads.insert(plain(address));
                }
                if methods.contains("post(") {
                    posts.insert(plain(address));
                }
            }
        }
    }
    (reads, posts)
}

#[tokio::test]
async fn every_address_is_known_to_this_walk() {
    let (mut reads, mut posts) = in_sources();
    assert!(reads.len() > 10 && posts.len() > 30, "the sources are read: {reads:?} {posts:?}");
    let pages = generate_route_list(app::<Server>);
    assert!(pages.len() > 50, "the router is read");
    reads.extend(pages.iter().map(|page| plain(page.path())));
    for (address, method) in server_fn_paths() {
        let kind = if method == http::Method::GET { &mut reads } else { &mut posts };
        kind.insert(plain(address));
    }
    let known: BTreeSet<String> = READS.iter().chain(SAME_FOR_ALL).chain(APART).map(|address| plain(address)).collect();
    // A chapter and a picture are the same for all; one of each is asked for.
    let named = |address: &String| address == "/help/guide/{}" || address == "/help/pictures/{}";
    let unknown: Vec<&String> = reads.iter().filter(|address| !known.contains(*address) && !named(address)).collect();
    assert!(unknown.is_empty(), "nobody asks for these addresses: name them in READS: {unknown:#?}");
    let known: BTreeSet<String> = FORMS.iter().map(|form| plain(form.address)).collect();
    let unknown: Vec<&String> = posts.iter().filter(|a| !known.contains(*a) && !APART.contains(&a.as_str())).collect();
    assert!(unknown.is_empty(), "nobody posts to these addresses: name them in FORMS: {unknown:#?}");
}
