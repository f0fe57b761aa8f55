//! Parcels: taken in from shippers and carriers, then found and read by those who may.

#[path = "../support/mod.rs"]
mod support;

mod find;
mod import;
mod scans;
mod search;

use domain::Actor;
use domain::actor::{AccountScope, Level, Right};
use domain::id::{AccountId, CustomerId};
use operations::feed::{self, FeedFormat, FeedOptions, FeedReading};
use operations::parcels::{ImportReport, Parcel, ParcelPage};
use operations::{Error, Operations};
use support::World;

/// The first line of the files below.
const HEADER: &str = "tracking_number;carrier;account;label_date;shipment;sender_reference;recipient_name;weight_kg";

/// Two customers: Lunettes with the accounts FR-10 and FR-11, Vélos with FR-20.
struct Customers {
    lunettes: CustomerId,
    fr_10: AccountId,
    velos: CustomerId,
}

impl Customers {
    async fn of(world: &World) -> Self {
        let lunettes = world.customer("Lunettes de la Côte").await;
        let fr_10 = world.account(lunettes, "FR-10").await;
        world.account(lunettes, "FR-11").await;
        let velos = world.customer("Vélos du Nord").await;
        world.account(velos, "FR-20").await;
        Customers { lunettes, fr_10, velos }
    }

    /// A user of Lunettes who sees everything.
    async fn claire(&self, world: &World) -> Actor {
        world.user(self.lunettes, "Administrateur", "claire@lunettes.example").await
    }

    /// A user of Lunettes who searches parcels of FR-10 alone.
    async fn paul(&self, world: &World) -> Actor {
        let scope = AccountScope::accounts(vec![self.fr_10]);
        world.profile(self.lunettes, "Brest", &[Right::SearchParcels], scope).await;
        world.user(self.lunettes, "Brest", "paul@lunettes.example").await
    }

    async fn vera(&self, world: &World) -> Actor {
        world.user(self.velos, "Administrateur", "vera@velos.example").await
    }
}

async fn karim(world: &World) -> Actor {
    world.agent("karim@consigne.example", Level::Agent).await
}

async fn import(operations: &Operations, lines: &[&str]) -> ImportReport {
    let file = format!("{HEADER}\n{}\n", lines.join("\n"));
    operations.import_parcels(file.as_bytes()).await.expect("a report")
}

/// Scans as a table: `number;code;moment`, of Colissimo, in Paris.
fn table(lines: &[&str]) -> FeedReading {
    let mapping = "zone = \"Europe/Paris\"\ncarrier = \"colissimo\"";
    let options = FeedOptions { mapping: feed::Mapping::parse(mapping).expect("a mapping"), ..FeedOptions::default() };
    let file = format!("tracking_number;state;at;place;label;correction\n{}\n", lines.join("\n"));
    let reading = feed::read(FeedFormat::Csv, file.as_bytes(), &options);
    assert_eq!(reading.rejected, []);
    reading
}

async fn scan(operations: &Operations, lines: &[&str]) -> operations::parcels::ScanReport {
    operations.import_scans(&table(lines)).await.expect("a report")
}

async fn found(operations: &Operations, actor: &Actor, query: &str) -> Vec<String> {
    let found = operations.find_parcels(actor, query).await.expect("an answer");
    found.rows.into_iter().map(|parcel| parcel.number).collect()
}

async fn page(operations: &Operations, actor: &Actor, number: &str) -> ParcelPage {
    operations.parcel(actor, number).await.expect("a page")
}

async fn parcel(operations: &Operations, actor: &Actor, number: &str) -> Parcel {
    page(operations, actor, number).await.parcel
}

async fn is_hidden(operations: &Operations, actor: &Actor, number: &str) -> bool {
    matches!(operations.parcel(actor, number).await, Err(Error::NotFound))
}
