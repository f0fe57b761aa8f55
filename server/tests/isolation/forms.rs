//! What is posted with the names of what belongs to others: each is answered as if it did not exist, tells nothing, and
//! changes nothing.

use http::StatusCode;

use crate::browser::{Answer, Portal};
use crate::marks::{PEOPLE, Who};
use crate::walk::{Walk, kinds, missing};
use crate::world::World;

/// One form.
pub struct Form {
    /// Where it is posted to; `{kind}` as in the reads, `{own kind}` for one of the sender's own customer.
    pub address: &'static str,
    /// Its names and values; a value may hold holes as well.
    pub fields: &'static [(&'static str, &'static str)],
}

const fn form(address: &'static str, fields: &'static [(&'static str, &'static str)]) -> Form {
    Form { address, fields }
}

/// What nobody of another customer may ever find.
pub const WRITTEN: &str = "mk9-written-by-another-z";

/// What is posted. Whoever adds a form adds its line here.
pub const FORMS: &[Form] = &[
    form("/account", &[("form", "revoke"), ("session", "{session}")]),
    form("/account/notifications", &[("form", "choice"), ("pace", "daily")]),
    form("/account/second-factor", &[("form", "off"), ("password", "y"), ("code", "000000")]),
    form("/sign-in/code", &[("form", "code"), ("code", "000000")]),
    form("/notifications", &[("form", "read"), ("notice", "0198c1f0-0000-7000-8000-00000000dead")]),
    form("/notifications/unsubscribe/{secret}", &[("form", "stop")]),
    form("/dashboard", &[("form", "baseline"), ("handling", "8"), ("repeats", "9")]),
    form("/abuse", &[("form", "undo"), ("number", "{ticket}"), ("what", "1")]),
    form("/abuse", &[("form", "stop"), ("person", "{person}"), ("word", WRITTEN)]),
    form("/abuse", &[("form", "allow"), ("person", "{person}")]),
    form("/requests", &[("form", "searches"), ("delete", "0198c1f0-0000-7000-8000-00000000dead")]),
    form("/requests/chosen/{own ticket}", &[("form", "chosen"), ("ticket", "{ticket}")]),
    form("/requests/chosen/validate", &[("form", "chosen"), ("ticket", "{ticket}")]),
    form("/requests/chosen/withdraw", &[("form", "chosen"), ("ticket", "{ticket}"), ("reason", "found")]),
    form("/requests", &[("form", "columns"), ("show", "contact")]),
    form("/desk", &[("form", "columns"), ("show", "contact")]),
    form("/desk", &[("form", "searches"), ("delete", "0198c1f0-0000-7000-8000-00000000dead")]),
    form("/desk/chosen/{own ticket}", &[("form", "chosen"), ("ticket", "{ticket}")]),
    form("/desk/chosen/take", &[("form", "chosen"), ("ticket", "{ticket}")]),
    form("/desk/chosen/read", &[("form", "chosen"), ("ticket", "{ticket}")]),
    form("/desk/chosen/export", &[("form", "chosen"), ("ticket", "{ticket}")]),
    form("/requests/chosen/open", &[("form", "chosen"), ("ticket", "{ticket}")]),
    form("/requests/{ticket}", &[("form", "tabs"), ("keep", "1")]),
    form("/requests/chosen/export", &[("form", "chosen"), ("ticket", "{ticket}")]),
    form("/requests/{ticket}/present", &[]),
    form("/desk/{ticket}/present", &[]),
    form("/requests/{ticket}", &[("form", "bell"), ("follows", "yes")]),
    form("/desk/{ticket}", &[("form", "redact"), ("what", "1"), ("reason", WRITTEN), ("sure", "yes")]),
    form("/desk/{ticket}", &[("form", "abuse"), ("what", "1"), ("kind", "insult"), ("note", WRITTEN)]),
    form("/desk/{ticket}", &[("form", "take_back")]),
    form("/desk/{ticket}", &[("form", "send_now")]),
    form("/admin/clock", &[("form", "clock"), ("days", "1")]),
    form("/admin/archive", &[("form", "look"), ("number", "{parcel}"), ("reason", WRITTEN)]),
    form("/admin/customers", &[("form", "customer"), ("name", WRITTEN), ("zone", "Europe/Paris")]),
    form("/admin/customers/{customer}", &[("form", "account"), ("number", WRITTEN)]),
    form("/admin/customers/{customer}", &[("form", "part"), ("account", "FR"), ("part", WRITTEN)]),
    form("/admin/customers/{customer}", &[("form", "rename"), ("seen", "X"), ("name", WRITTEN)]),
    form("/admin/customers/{customer}", &[("form", "administrator"), ("email", "x@x.example"), ("language", "fr")]),
    form("/admin/customers/{customer}", &[("form", "invitations"), ("revoke", "{invitation_id}")]),
    form("/admin/accounts/{account}", &[("form", "rename"), ("seen", "X"), ("number", WRITTEN)]),
    form("/admin/accounts/{account}", &[("form", "retire")]),
    form("/admin/agents", &[("form", "agent"), ("email", "x@x.example"), ("name", WRITTEN), ("level", "agent")]),
    form("/admin/agents/{agent}", &[("form", "let-go")]),
    form("/admin/teams", &[("form", "team"), ("name", WRITTEN)]),
    form("/admin/teams/{team}", &[("form", "rename"), ("seen", "Paris"), ("name", WRITTEN)]),
    form("/admin/teams/{team}", &[("form", "retire"), ("to", "")]),
    form("/admin/codes", &[("form", "code"), ("carrier", "colissimo"), ("code", "X1"), ("state", "delivered")]),
    form("/admin/instructions", &[("form", "hand_over"), ("carrier", "chronopost")]),
    form("/requests/new", &[("form", "start"), ("number", "{parcel}")]),
    form("/requests/new", &[("form", "results"), ("query", "{parcel}")]),
    form("/requests/new", &[("form", "start"), ("draft", "{filing}"), ("number", "{own parcel}")]),
    form("/requests/new/{filing}/check", &[("form", "check"), ("parcels", "{parcel}")]),
    form("/requests/new/{filing}/check", &[("form", "check"), ("discard", "1")]),
    form("/requests/new/{own filing}/check", &[("form", "join"), ("number", "{ticket}")]),
    form("/requests/new/{own filing}/check", &[("form", "check"), ("parcels", "{parcel}")]),
    form("/requests/new/{filing}/subject", &[("form", "subject"), ("subject", "delay")]),
    form("/requests/new/{filing}/details", &[("form", "details"), ("body", WRITTEN)]),
    form("/requests/{ticket}", &[("form", "reply"), ("body", WRITTEN)]),
    form("/requests/{ticket}", &[("form", "contest"), ("body", WRITTEN)]),
    form("/requests/{ticket}", &[("form", "validate"), ("rating", "1"), ("word", WRITTEN)]),
    form("/requests/{ticket}", &[("form", "withdraw"), ("reason", "solved")]),
    form("/requests/{ticket}", &[("form", "join")]),
    form("/requests/{ticket}", &[("form", "team_note"), ("body", WRITTEN)]),
    form("/requests/{ticket}", &[("form", "assign"), ("seen", ""), ("colleague", "{own person}")]),
    form("/requests/{own ticket}", &[("form", "assign"), ("seen", ""), ("colleague", "{person}")]),
    form("/requests/{own ticket}", &[("form", "team_note"), ("body", "Vu ?"), ("told", "{person}")]),
    form("/desk/{ticket}", &[("form", "note"), ("body", WRITTEN), ("told", "{agent}")]),
    form("/requests/{ticket}", &[("form", "thank"), ("body", WRITTEN)]),
    form("/requests/{ticket}", &[("form", "follow_up"), ("parcel", "{own parcel}")]),
    form("/requests/{own ticket}", &[("form", "reply"), ("body", "Une pièce."), ("files", "{file}")]),
    form("/requests/{own ticket}", &[("form", "team_note"), ("body", "Une pièce."), ("files", "{file}")]),
    form("/requests/{own ticket}", &[("form", "reply"), ("remove_file", "{file}")]),
    form("/requests/{own ticket}", &[("form", "follow_up"), ("parcel", "{parcel}")]),
    form("/desk/{ticket}", &[("form", "take")]),
    form("/desk/{ticket}", &[("form", "answer"), ("body", WRITTEN), ("waiting_for", "customer")]),
    form("/desk/{ticket}", &[("form", "note"), ("body", WRITTEN)]),
    form("/desk/{ticket}", &[("form", "ask"), ("body", WRITTEN), ("document", "x")]),
    form("/desk/{ticket}", &[("form", "resolve"), ("outcome", "parcel_found"), ("body", WRITTEN)]),
    form("/desk/{ticket}", &[("form", "reopen"), ("reason", WRITTEN)]),
    form("/requests/{ticket}/kept", &[("body", WRITTEN)]),
    form("/requests/{ticket}/read", &[("sequence", "99")]),
    form("/desk/{ticket}/seen", &[]),
    form("/parcels", &[("q", "{parcel}")]),
    form("/parcels/export", &[("parcel", "{parcel_id}")]),
    form("/parcels/proofs", &[("form", "make"), ("make", "zip"), ("parcel", "{parcel_id}")]),
    form("/parcels/{parcel}/proof", &[("form", "send")]),
    form("/parcels/{parcel}/instruction", &[("form", "instruct"), ("kind", "driver_help"), ("note", WRITTEN)]),
    form(
        "/parcels/instruct",
        &[("form", "instruct"), ("parcel", "{parcel_id}"), ("kind", "driver_help"), ("note", WRITTEN)],
    ),
    form(
        "/parcels/{parcel}/messages",
        &[
            ("form", "subscribe"),
            ("who", "other"),
            ("address", "thief@x.example"),
            ("language", "fr"),
            ("events", "delivered"),
        ],
    ),
    form("/parcels/{own parcel}/messages", &[("form", "unsubscribe"), ("subscription", "{subscription}")]),
    form("/tracking-messages", &[("form", "unsubscribe"), ("subscription", "{subscription}")]),
    form("/unsubscribe/{secret}", &[("form", "stop")]),
    form("/confirm/{secret}", &[("form", "confirm")]),
    form("/reports", &[("form", "subscribe"), ("report", "{report}")]),
    form("/reports/{report}", &[("form", "pause")]),
    form("/reports/{report}", &[("form", "change"), ("version", "1"), ("name", WRITTEN)]),
    form("/reports/{report}", &[("form", "subscribe")]),
    form("/reports/{report}", &[("form", "delete")]),
    form("/reports/{report}", &[("form", "again"), ("run", "0198c1f0-0000-7000-8000-00000000dead")]),
    form("/reports/confirm/{secret}", &[("form", "confirm")]),
    form("/reports/unsubscribe/{secret}", &[("form", "stop")]),
    form("/team", &[("form", "invite"), ("email", "new@x.example"), ("profile", "{profile}")]),
    form("/team", &[("form", "invitations"), ("again", "{invitation_id}")]),
    form("/team", &[("form", "invitations"), ("revoke", "{invitation_id}")]),
    form("/team/people/{person}", &[("form", "change"), ("name", WRITTEN), ("profile", "{own profile}")]),
    form("/team/people/{person}", &[("form", "let-go")]),
    form("/team/people/{person}", &[("form", "take-back")]),
    form("/team/people/{own person}", &[("form", "change"), ("name", "Moi"), ("profile", "{profile}")]),
    form("/team/people/{own person}", &[("form", "let-go"), ("to", "{person}")]),
    form("/team/profiles/{profile}", &[("form", "change"), ("name", WRITTEN), ("scope", "all"), ("rights", "reply")]),
    form("/team/profiles/{profile}", &[("form", "delete"), ("to", "{own profile}")]),
    form("/team/profiles/{own profile}", &[("form", "delete"), ("to", "{profile}")]),
    form("/invitations/{secret}", &[("form", "join"), ("name", "X"), ("password", "y"), ("password_again", "y")]),
    form("/uploads", &[("draft_key", "reply {ticket}")]),
    form("/uploads/parts", &[("draft_key", "x")]),
    form("/uploads/parts/{secret}", &[]),
    form("/uploads/{file}/remove", &[]),
    form("/files/{file}/view", &[("form", "replace"), ("files", "{own file}"), ("body", WRITTEN)]),
    form("/files/{file}/view", &[("form", "replace"), ("remove_file", "{file}")]),
    form("/files/{own file}/view", &[("form", "replace"), ("files", "{file}"), ("body", WRITTEN)]),
    form("/api/v1/feeds/{feed}", &[("form", "x")]),
    form("/read/sign-in/password-link", &[("token", "{secret}")]),
    form("/read/filing/keep", &[("draft", "{filing}"), ("body", WRITTEN)]),
    form("/read/team/invited", &[("token", "{secret}")]),
    form("/forgot-password", &[("form", "forgot-password"), ("email", "nobody@x.example")]),
    form("/reset-password/{secret}", &[("form", "reset-password"), ("password", "y")]),
    form("/sign-in", &[("form", "sign-in"), ("email", "nobody@x.example"), ("password", "y")]),
    form("/language", &[("language", "fr"), ("back", "/")]),
    form("/sign-out", &[("form", "sign-out")]),
];

/// Sent along with each: what no form has (`security.md` A07).
const UNASKED: &[(&str, &str)] = &[
    ("tenant_id", "1"),
    ("customer_id", "{customer}"),
    ("role", "administrator"),
    ("level", "administrator"),
    ("status", "closed"),
    ("author", "{person}"),
    ("created_at", "0"),
    ("internal", "true"),
];

/// What one form is filled with.
fn filled(text: &str, world: &World, sender: u8, foreign: Option<u8>) -> String {
    let mut text = text.to_owned();
    for hole in kinds(&text.clone()) {
        let (kind, of) = match hole.strip_prefix("own ") {
            Some(kind) => (kind, Some(sender)),
            None => (hole, foreign),
        };
        let named = of.and_then(|of| world.objects.get(kind)?.iter().rev().find(|(whose, _)| *whose == of));
        // People of the operator and secrets belong to no customer.
        let name = named.map_or_else(|| missing(kind).to_owned(), |(_, name)| name.clone());
        text = text.replace(&format!("{{{hole}}}"), &name);
    }
    text
}

async fn send(portal: &Portal, session: &str, form: &Form, world: &World, to: (u8, Option<u8>), json: bool) -> Answer {
    let address = filled(form.address, world, to.0, to.1);
    let fields: Vec<(&str, String)> =
        form.fields.iter().chain(UNASKED).map(|(name, value)| (*name, filled(value, world, to.0, to.1))).collect();
    if ["/kept", "/read", "/present"].iter().any(|end| address.ends_with(end)) {
        let body = format!("{{\"body\":\"{WRITTEN}\",\"sequence\":99,\"doing\":\"reads\"}}");
        return portal.post_json(session, &address, &body).await;
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    portal.post(session, &address, if json { "application/json" } else { "text/html" }, &fields).await
}

/// The second customer's people and a visitor send all forms with what belongs to the first. Signing out comes last.
pub async fn send_all(world: &World, walk: &mut Walk<'_>) {
    for who in [Who::Person(2, PEOPLE[6]), Who::Person(2, PEOPLE[0]), Who::Visitor] {
        for form in FORMS {
            if form.address == "/sign-out" && !matches!(who, Who::Visitor) {
                continue;
            }
            for json in [true, false] {
                let session = world.session(who);
                let nothing = send(&world.portal, session, form, world, (2, None), json).await;
                let theirs = send(&world.portal, session, form, world, (2, Some(1)), json).await;
                let place = format!("POST {} {:?}", form.address, form.fields);
                walk.read(who, &place, &theirs.body);
                walk.read(who, &place, &theirs.location);
                // How often something is tried is counted apart from what is asked.
                let paced = [nothing.status, theirs.status].contains(&StatusCode::TOO_MANY_REQUESTS);
                if nothing.status != theirs.status && !paced {
                    walk.say(format!(
                        "{} {place}: {} for what is another's, {} for what does not exist",
                        who.name(),
                        theirs.status,
                        nothing.status
                    ));
                }
                if theirs.status.is_server_error() {
                    walk.say(format!("{} {place}: {}", who.name(), theirs.status));
                }
            }
        }
    }
}
