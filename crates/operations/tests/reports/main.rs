//! Scheduled reports: defined by people, run by a clock that the tests move, read in the mails they bring.

#[path = "../support/mod.rs"]
mod support;

mod define;
mod files;
mod links;
mod readers;
mod running;
mod subscribe;

use domain::Actor;
use domain::actor::{AccountScope, Level, Right};
use domain::id::{AccountId, CustomerId, ReportId};
use domain::report::Typed;
use jiff::{SignedDuration, Timestamp};
use operations::mails::{MailRow, OutgoingMail};
use operations::reports::{Run, RunState, WishedReport};
use store::Scope;
use support::World;

/// A customer with two accounts and three people, and who reads the outgoing mails.
struct Cast {
    customer: CustomerId,
    north: AccountId,
    claire: Actor,
    hugo: Actor,
    paul: Actor,
    ana: Actor,
}

const CLAIRE: &str = "claire@lunettes.example";
const HUGO: &str = "hugo@lunettes.example";
/// Sees the account NORD alone.
const PAUL: &str = "paul@lunettes.example";

impl Cast {
    async fn of(world: &World) -> Self {
        let customer = world.customer("Lunettes de la Côte").await;
        let north = world.account(customer, "NORD").await;
        world.account(customer, "SUD").await;
        let scope = AccountScope::accounts(vec![north]);
        world.profile(customer, "Nord", &[Right::SearchParcels, Right::Reports], scope).await;
        Cast {
            customer,
            north,
            claire: world.user(customer, "Administrateur", CLAIRE).await,
            hugo: world.user(customer, "Collaborateur", HUGO).await,
            paul: world.user(customer, "Nord", PAUL).await,
            ana: world.agent("ana@consigne.example", Level::Administrator).await,
        }
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Every day at 8:00, the parcels of the last week, as CSV and as a page.
fn wish(deed: &str) -> WishedReport {
    WishedReport {
        typed: Typed {
            name: "Suivi".to_owned(),
            national: true,
            international: true,
            states: Vec::new(),
            from_days: "7".to_owned(),
            to_days: "0".to_owned(),
            weekdays: words(&["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
            time: "08:00".to_owned(),
            ends_on: String::new(),
            formats: words(&["csv", "html"]),
            file_name: "suivi".to_owned(),
            language: "fr".to_owned(),
            email: CLAIRE.to_owned(),
            recipients: String::new(),
        },
        billed: String::new(),
        deed: deed.to_owned(),
    }
}

fn with(change: impl FnOnce(&mut Typed)) -> WishedReport {
    let mut wish = wish("");
    change(&mut wish.typed);
    wish
}

/// Three parcels of the day before, one of NORD, one of SUD, one of SUD to Belgium.
async fn parcels(world: &World) {
    let day = (world.operations.now() - SignedDuration::from_hours(24)).strftime("%d/%m/%Y");
    let file = format!(
        "tracking_number;carrier;account;label_date;sender_reference;country\n\
         6A00000000018;colissimo;NORD;{day};CMD-1;FR\n\
         6A00000000025;colissimo;SUD;{day};CMD-2;FR\n\
         6A00000000032;colissimo;SUD;{day};CMD-3;BE\n"
    );
    let report = world.operations.import_parcels(file.as_bytes()).await.expect("a report");
    assert_eq!(report.rejected, []);
}

/// Moves the clock to a moment.
fn at(world: &World, moment: &str) {
    let moment: Timestamp = moment.parse().expect("a moment");
    world.wait(moment.duration_since(world.operations.now()));
}

/// What the clock and the workers do in one round.
async fn round(world: &World) {
    world.operations.start_due_reports().await.expect("begun");
    world.operations.run_long_work().await.expect("worked off");
}

async fn runs(world: &World, actor: &Actor, id: ReportId) -> Vec<Run> {
    let page = world.operations.report(actor, id).await.expect("a page");
    page.runs.into_iter().map(|run| run.run).collect()
}

async fn ended(world: &World, actor: &Actor, id: ReportId) -> Vec<(String, RunState)> {
    let runs = runs(world, actor, id).await;
    runs.into_iter().map(|run| (run.period.to_string(), run.state)).collect()
}

async fn mails(world: &World, cast: &Cast) -> Vec<MailRow> {
    world.operations.outgoing_mails(&cast.ana, None).await.expect("mails")
}

/// The addresses of all mails of a kind, in their order.
async fn written_to(world: &World, cast: &Cast, kind: &str) -> Vec<String> {
    let mut all = mails(world, cast).await;
    all.reverse();
    let mut found: Vec<String> = all.into_iter().filter(|mail| mail.kind == kind).map(|mail| mail.to_address).collect();
    found.sort();
    found
}

/// The last mail to an address.
async fn mail_to(world: &World, cast: &Cast, address: &str) -> OutgoingMail {
    let row = mails(world, cast).await.into_iter().find(|mail| mail.to_address == address).expect("a mail");
    world.operations.outgoing_mail(&cast.ana, row.id).await.expect("a mail")
}

/// The address that a mail's text names behind a part of the portal.
fn link(mail: &OutgoingMail, part: &str) -> String {
    let begin = format!("https://consigne.example/{part}/");
    let rest = mail.body.split(&begin).nth(1).unwrap_or_else(|| panic!("no {part} in {}", mail.body));
    rest.split_whitespace().next().unwrap_or_default().to_owned()
}

/// The text of a file that a mail carries, by its ending.
async fn carried(world: &World, mail: &OutgoingMail, ending: &str) -> String {
    let mut tx = world.operations.store().read(Scope::System).await.expect("a connection");
    let files = store::mail_files::of_mail(&mut tx, mail.id).await.expect("files");
    let file = files.into_iter().find(|file| file.name.ends_with(ending)).expect("such a file");
    let path =
        world.operations.settings().data.join("files").join(&file.blob[..2]).join(&file.blob[2..4]).join(&file.blob);
    let bytes = std::fs::read(path).expect("bytes");
    assert_eq!(bytes.len() as i64, file.size);
    String::from_utf8_lossy(&bytes).into_owned()
}
