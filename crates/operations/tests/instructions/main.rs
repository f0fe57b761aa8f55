//! Delivery instructions: given, replaced, handed over, answered, carried out; and pickup points.

#[path = "../support/mod.rs"]
mod support;

mod fates;
mod giving;
mod handing;
mod relays;
mod several;

use domain::Actor;
use domain::actor::{AccountScope, Right};
use domain::id::CustomerId;
use domain::instruction::{Address, DriverHelp, Fate, Typed};
use operations::feed::{self, FeedFormat, FeedOptions};
use operations::instructions::{Form, Given, Instruction};
use operations::{Error, Operations, Result};
use support::World;

/// A customer with a few parcels of Chronopost and Colissimo in Lyon, and one who has none of them.
struct Customers {
    lunettes: CustomerId,
    velos: CustomerId,
}

impl Customers {
    async fn of(world: &World) -> Self {
        let lunettes = world.customer("Lunettes de la Côte").await;
        world.account(lunettes, "FR-10").await;
        let velos = world.customer("Vélos du Nord").await;
        Customers { lunettes, velos }
    }

    async fn claire(&self, world: &World) -> Actor {
        world.user(self.lunettes, "Administrateur", "claire@lunettes.example").await
    }

    async fn paul(&self, world: &World) -> Actor {
        world.profile(self.lunettes, "Lecture", &[Right::SearchParcels], AccountScope::All).await;
        world.user(self.lunettes, "Lecture", "paul@lunettes.example").await
    }

    async fn vera(&self, world: &World) -> Actor {
        world.user(self.velos, "Administrateur", "vera@velos.example").await
    }
}

/// Announces parcels: number and carrier, all to Lyon.
async fn announce(ops: &Operations, parcels: &[(&str, &str)]) {
    let mut file =
        String::from("tracking_number;carrier;account;label_date;recipient_name;street;postcode;town;country\n");
    for (number, carrier) in parcels {
        file.push_str(&format!("{number};{carrier};FR-10;2026-02-27;Jean Dupont;12 rue X;69003;Lyon;FR\n"));
    }
    let report = ops.import_parcels(file.as_bytes()).await.expect("a report");
    assert_eq!(report.rejected, []);
}

/// Scans as a table: `number;state;moment;label`, in Paris.
async fn scan(ops: &Operations, carrier: &str, lines: &[&str]) {
    let mapping = format!("zone = \"Europe/Paris\"\ncarrier = \"{carrier}\"");
    let options = FeedOptions { mapping: feed::Mapping::parse(&mapping).expect("a mapping"), ..FeedOptions::default() };
    let file = format!("tracking_number;state;at;label\n{}\n", lines.join("\n"));
    let reading = feed::read(FeedFormat::Csv, file.as_bytes(), &options);
    assert_eq!(reading.rejected, []);
    ops.import_scans(&reading).await.expect("a report");
}

/// A parcel of Chronopost that was tried to be delivered on the morning the world begins, Monday 2 March 2026.
async fn notified(ops: &Operations, number: &str) {
    announce(ops, &[(number, "chronopost")]).await;
    scan(ops, "chronopost", &[&format!("{number};notified;2026-03-02 08:30;Avis")]).await;
}

fn day(key: &str, day: &str) -> Form {
    Form {
        key: key.to_owned(),
        kind: "another_day".to_owned(),
        typed: Typed { day: day.to_owned(), ..Typed::default() },
        ..Form::default()
    }
}

fn help(key: &str, note: &str) -> Form {
    let help = DriverHelp { note: note.to_owned(), ..DriverHelp::default() };
    Form {
        key: key.to_owned(),
        kind: "driver_help".to_owned(),
        typed: Typed { help, ..Typed::default() },
        ..Form::default()
    }
}

fn address(key: &str, street: &str, postcode: &str, town: &str) -> Form {
    let [street, postcode, town] = [street, postcode, town].map(str::to_owned);
    let address = Address { street, postcode, town, ..Address::default() };
    Form {
        key: key.to_owned(),
        kind: "corrected_address".to_owned(),
        typed: Typed { address, ..Typed::default() },
        ..Form::default()
    }
}

fn now(given: Result<Given>) -> Instruction {
    match given.expect("given") {
        Given::Now(one) => one,
        Given::Before(one) => panic!("given before: {one:?}"),
    }
}

async fn fates(ops: &Operations, actor: &Actor, number: &str) -> Vec<Fate> {
    let page = ops.instruction_page(actor, number).await.expect("a page");
    page.history.iter().map(|one| one.fate).collect()
}

fn is_hidden<T>(answer: &Result<T>) -> bool {
    matches!(answer, Err(Error::NotFound))
}
