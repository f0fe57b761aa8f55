//! Tracking messages: subscribed, confirmed, told, ended.

#[path = "../support/mod.rs"]
mod support;

mod away;
mod links;
mod subscribe;
mod told;

use domain::actor::{AccountScope, Right};
use domain::id::{CustomerId, MailId};
use domain::parcel::TrackingEvent;
use domain::{Actor, Language};
use jiff::SignedDuration;
use operations::Operations;
use operations::feed::{self, FeedFormat, FeedOptions};
use operations::mails::OutgoingMail;
use operations::tracking::{Subscribed, TrackingWish};
use store::Scope;
use support::World;

/// A parcel of Lunettes, with a sound number.
const NUMBER: &str = "6A18987970674";

/// A customer with one parcel that is under way, and somebody who may follow it.
struct Story {
    customer: CustomerId,
    claire: Actor,
}

impl Story {
    async fn begin(world: &World) -> Story {
        let customer = world.customer("Lunettes de la Côte").await;
        world.account(customer, "FR-10").await;
        let claire = world.user(customer, "Administrateur", "claire@lunettes.example").await;
        announce(&world.operations, NUMBER, "27/02/2026").await;
        scan(&world.operations, &[&format!("{NUMBER};in_transit;28/02/2026 08:00;Rennes;;")]).await;
        Story { customer, claire }
    }

    /// A colleague with these rights alone.
    async fn colleague(&self, world: &World, name: &str, rights: &[Right]) -> Actor {
        world.profile(self.customer, name, rights, AccountScope::All).await;
        world.user(self.customer, name, &format!("{}@lunettes.example", name.to_lowercase())).await
    }
}

async fn announce(operations: &Operations, number: &str, label: &str) {
    let file = format!(
        "tracking_number;carrier;account;label_date;sender_reference;recipient_name\n\
         {number};colissimo;FR-10;{label};CMD-1;Yanis Haddad\n"
    );
    assert_eq!(operations.import_parcels(file.as_bytes()).await.expect("a report").rejected, []);
}

/// Scans as `number;state;moment in Paris;place;label;correction`.
async fn scan(operations: &Operations, lines: &[&str]) {
    // Mails are listed by the moment at which they were written.
    operations.clock().move_by(SignedDuration::from_secs(1));
    let mapping = feed::Mapping::parse("zone = \"Europe/Paris\"\ncarrier = \"colissimo\"").expect("a mapping");
    let options = FeedOptions { mapping, ..FeedOptions::default() };
    let file = format!("tracking_number;state;at;place;label;correction\n{}\n", lines.join("\n"));
    let reading = feed::read(FeedFormat::Csv, file.as_bytes(), &options);
    assert_eq!(reading.rejected, []);
    operations.import_scans(&reading).await.expect("a report");
}

/// One scan of the parcel of the story, on 2 March.
async fn scanned(operations: &Operations, state: &str, time: &str) {
    scan(operations, &[&format!("{NUMBER};{state};02/03/2026 {time};Brest;;")]).await;
}

fn own(events: &[TrackingEvent]) -> TrackingWish {
    TrackingWish { address: None, language: Language::Fr, events: events.to_vec() }
}

fn to(address: &str) -> TrackingWish {
    TrackingWish { address: Some(address.to_owned()), language: Language::En, events: TrackingEvent::ALL.to_vec() }
}

/// All mails, the first first.
async fn mails(operations: &Operations) -> Vec<OutgoingMail> {
    let mut tx = operations.store().read(Scope::System).await.expect("a connection");
    let mut ids: Vec<MailId> =
        store::mails::list(&mut tx, None, 200).await.expect("a list").into_iter().map(|row| row.id).collect();
    ids.reverse();
    let mut found = Vec::new();
    for id in ids {
        found.push(store::mails::find(&mut tx, id).await.expect("read").expect("there"));
    }
    found
}

async fn subjects(operations: &Operations) -> Vec<String> {
    mails(operations).await.into_iter().map(|mail| mail.subject).collect()
}

/// The secret at the end of the first address of that path in a text.
fn secret(text: &str, path: &str) -> String {
    let start = format!("https://consigne.example{path}");
    let (_, rest) = text.split_once(&start).unwrap_or_else(|| panic!("{start} in {text}"));
    rest.split_whitespace().next().unwrap_or_default().to_owned()
}

/// Subscribes an address and confirms it by the link in its mail.
async fn confirmed(operations: &Operations, actor: &Actor, address: &str) {
    operations.clock().move_by(SignedDuration::from_secs(1));
    assert_eq!(operations.subscribe(actor, NUMBER, &to(address)).await.expect("subscribed"), Subscribed::Asked);
    let asked = mails(operations).await.pop().expect("a question");
    operations.confirm_messages(&secret(&asked.body, "/confirm/")).await.expect("confirmed");
}
