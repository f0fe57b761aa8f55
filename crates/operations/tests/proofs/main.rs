//! Proofs of delivery: taken in from carriers, had a day later by those who may, one or many.

#[path = "../support/mod.rs"]
mod support;

mod again;
mod have;
mod import;
mod many;

use domain::Actor;
use domain::actor::{AccountScope, Level, Right};
use domain::id::CustomerId;
use jiff::SignedDuration;
use operations::Operations;
use operations::feed::{self, FeedFormat, FeedOptions};
use support::World;

/// Lunettes with the account FR-10, Vélos with FR-20; the world's clock stands on 2 March 2026, 9:00 in Paris.
struct Shippers {
    lunettes: CustomerId,
    velos: CustomerId,
}

impl Shippers {
    async fn of(world: &World) -> Self {
        let lunettes = world.customer("Lunettes de la Côte").await;
        world.account(lunettes, "FR-10").await;
        let velos = world.customer("Vélos du Nord").await;
        world.account(velos, "FR-20").await;
        Shippers { lunettes, velos }
    }

    /// A user of Lunettes who may everything.
    async fn claire(&self, world: &World) -> Actor {
        world.user(self.lunettes, "Administrateur", "claire@lunettes.example").await
    }

    /// A user of Lunettes who sees parcels and no proofs.
    async fn paul(&self, world: &World) -> Actor {
        world.profile(self.lunettes, "Suivi", &[Right::SearchParcels], AccountScope::All).await;
        world.user(self.lunettes, "Suivi", "paul@lunettes.example").await
    }

    /// A user of Vélos.
    async fn vera(&self, world: &World) -> Actor {
        world.user(self.velos, "Administrateur", "vera@velos.example").await
    }
}

async fn karim(world: &World) -> Actor {
    world.agent("karim@consigne.example", Level::Agent).await
}

/// Announces parcels of Lunettes with Colissimo.
async fn announce(operations: &Operations, numbers: &[&str]) {
    let lines: Vec<String> =
        numbers.iter().map(|number| format!("{number};colissimo;FR-10;2026-02-27;CMD-{number}")).collect();
    let file = format!("tracking_number;carrier;account;label_date;sender_reference\n{}\n", lines.join("\n"));
    let report = operations.import_parcels(file.as_bytes()).await.expect("a report");
    assert_eq!(report.rejected, []);
}

/// Colissimo reports that parcels were delivered, on a local time of Paris.
async fn deliver(operations: &Operations, numbers: &[&str], at: &str) {
    let mapping = "zone = \"Europe/Paris\"\ncarrier = \"colissimo\"";
    let options = FeedOptions { mapping: feed::Mapping::parse(mapping).expect("a mapping"), ..FeedOptions::default() };
    let lines: Vec<String> =
        numbers.iter().map(|number| format!("{number};delivered;{at};Lyon;Votre colis est livré")).collect();
    let file = format!("tracking_number;state;at;place;label\n{}\n", lines.join("\n"));
    let reading = feed::read(FeedFormat::Csv, file.as_bytes(), &options);
    assert_eq!(reading.rejected, []);
    operations.import_scans(&reading).await.expect("a report");
}

/// A picture as a telephone takes it.
fn photo() -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8 * 3, y as u8 * 4, 90]));
    pixels.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Jpeg).expect("a picture");
    // An APP1 segment before the rest: what a camera tells of itself.
    let told = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0PLACE-OF-THE-CAMERA";
    let length = u16::try_from(told.len() + 2).expect("short").to_be_bytes();
    [&bytes[..2], &[0xff, 0xe1], &length, told, &bytes[2..]].concat()
}

fn signature() -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels = image::RgbImage::from_pixel(120, 40, image::Rgb([20, 20, 90]));
    pixels.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).expect("a picture");
    bytes
}

const DAY: SignedDuration = SignedDuration::from_hours(24);
