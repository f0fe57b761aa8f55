//! Proofs of the demo's deliveries: drawn signatures, photos, statements, and some deliveries that no carrier proved.

use std::io::Cursor;

use domain::id::ProofId;
use domain::parcel::proof::{Evidence, Handover};
use image::{ImageFormat, Rgb, RgbImage};
use jiff::Timestamp;
use store::Scope;
use store::proofs::StoredProof;

use super::dice::Dice;
use super::parcels::DemoParcel;
use crate::files::Kept;
use crate::ids::sha256_hex;
use crate::{Error, Operations, Result};

/// Who signs where somebody else than the recipient does.
const OTHERS: [&str; 6] = ["M. Lacroix", "Mme Bonnet", "A. Petit", "Gardien", "Accueil", "S. Moreau"];

/// Signatures and photos that were drawn.
const SIGNATURES: usize = 8;
const PHOTOS: usize = 3;

/// Parcels that are looked at together.
const AT_ONCE: usize = 500;

struct Drawn {
    kept: Kept,
    sha256: String,
}

/// Makes the proofs of the delivered parcels. The dice are the world's own seed's, so that the rest of the world stays
/// as it was.
pub(super) async fn make(ops: &Operations, parcels: &[DemoParcel], seed: u64, as_of: Timestamp) -> Result<()> {
    let mut dice = Dice::new(seed ^ 0x7072_6f6f_6673);
    let mut signatures = Vec::new();
    for number in 0..SIGNATURES {
        signatures.push(keep(ops, signature(&mut dice, number), ImageFormat::Png).await?);
    }
    let mut photos = Vec::new();
    for number in 0..PHOTOS {
        photos.push(keep(ops, photo(&mut dice, number), ImageFormat::Jpeg).await?);
    }
    let delivered: Vec<String> =
        parcels.iter().filter(|parcel| parcel.code.starts_with("LI")).map(|parcel| parcel.number.clone()).collect();
    for numbers in delivered.chunks(AT_ONCE) {
        let mut tx = ops.store().write(Scope::System).await?;
        let mut proofs = Vec::with_capacity(numbers.len());
        for parcel in store::parcels::by_numbers(&mut tx, numbers).await? {
            let Some(at) = parcel.standing.delivered_at else { continue };
            let at_point = parcel.standing.last_label.contains("point de retrait");
            let roll = dice.below(100);
            if roll >= 88 {
                // The carrier brought nothing: its scan alone states the delivery.
                continue;
            }
            let (evidence, drawn, handover) = match roll {
                0..60 => {
                    let handovers =
                        [Handover::Recipient, Handover::Recipient, Handover::Household, Handover::Reception];
                    (Evidence::Signature, Some(dice.one_of(&signatures)), *dice.one_of(&handovers))
                }
                60..75 => {
                    let handovers = [Handover::Mailbox, Handover::SafePlace, Handover::Neighbour];
                    (Evidence::Photo, Some(dice.one_of(&photos)), *dice.one_of(&handovers))
                }
                _ => (Evidence::Statement, None, Handover::Neighbour),
            };
            let handover = if at_point { Handover::PickupPoint } else { handover };
            let signatory = match handover {
                Handover::Mailbox | Handover::SafePlace => String::new(),
                Handover::Recipient | Handover::PickupPoint => parcel.recipient_name.clone(),
                _ => (*dice.one_of(&OTHERS)).to_owned(),
            };
            proofs.push(StoredProof {
                id: ProofId(dice.id(at)),
                number: parcel.number,
                carrier: parcel.carrier,
                signatory,
                at,
                offset_minutes: parcel.standing.last_offset_minutes,
                place: parcel.standing.last_place,
                handover: Some(handover),
                evidence,
                blob: drawn.map(|drawn| drawn.kept.blob.clone()).unwrap_or_default(),
                media_type: drawn.map(|drawn| drawn.kept.media_type.clone()).unwrap_or_default(),
                image_sha256: drawn.map(|drawn| drawn.sha256.clone()).unwrap_or_default(),
                source: "preuves.csv".to_owned(),
                received_at: as_of.max(at),
            });
        }
        store::proofs::insert_many(&mut tx, &proofs).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn keep(ops: &Operations, picture: RgbImage, format: ImageFormat) -> Result<Drawn> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format).map_err(|error| Error::Outside(error.to_string()))?;
    let sha256 = sha256_hex(&bytes);
    Ok(Drawn { kept: ops.keep_image(bytes.into()).await?, sha256 })
}

/// A line of ink that swings as a hand does.
fn signature(dice: &mut Dice, number: usize) -> RgbImage {
    let (wide, high) = (420, 140);
    let mut picture = RgbImage::from_pixel(wide, high, Rgb([255, 255, 255]));
    let swing = |dice: &mut Dice, least: u64, more: u64| whole(least + dice.below(more));
    let (fast, slow) = (swing(dice, 9, 14) / 100.0, swing(dice, 2, 4) / 100.0);
    let (tall, slope) = (swing(dice, 18, 22), (swing(dice, 0, 30) - 15.0) / 100.0);
    let strokes = 3 + number % 3;
    for stroke in 0..strokes {
        let from = 30.0 + whole(stroke as u64) * 340.0 / whole(strokes as u64);
        let to = from + 360.0 / whole(strokes as u64);
        let mut x = from;
        while x < to {
            let y =
                70.0 + (x * fast).sin() * tall + (x * slow + whole(number as u64)).cos() * 16.0 + (x - 200.0) * slope;
            dot(&mut picture, x + (x * fast * 0.7).cos() * 9.0, y, Rgb([24, 34, 86]));
            x += 0.25;
        }
    }
    // The flourish below.
    for step in 0..1_100_u16 {
        let x = 60.0 + f64::from(step) * 0.27;
        dot(&mut picture, x, 116.0 - (x * 0.012).sin() * 9.0, Rgb([24, 34, 86]));
    }
    picture
}

/// A parcel in front of a door.
fn photo(dice: &mut Dice, number: usize) -> RgbImage {
    let (wide, high) = (640, 480);
    let doors = [[92, 58, 44], [46, 84, 72], [58, 66, 96]];
    let door = doors[number % doors.len()];
    let (left, top) = (220 + u32::try_from(dice.below(80)).unwrap_or(0), 300_u32);
    RgbImage::from_fn(wide, high, |x, y| {
        let inside = |x0: u32, y0: u32, x1: u32, y1: u32| (x0..x1).contains(&x) && (y0..y1).contains(&y);
        let shade = u8::try_from(y / 12).unwrap_or(0);
        if inside(left, top, left + 190, top + 130) {
            let tape = inside(left + 85, top, left + 105, top + 130);
            let label = inside(left + 18, top + 22, left + 72, top + 62);
            match (label, tape) {
                (true, _) => Rgb([244, 244, 240]),
                (_, true) => Rgb([186, 150, 96]),
                _ => Rgb([196 - shade, 148 - shade, 92]),
            }
        } else if inside(140, 40, 500, 430) {
            let panel = inside(175, 80, 465, 230) || inside(175, 260, 465, 410);
            let [red, green, blue] = door.map(|part: u8| if panel { part + 14 } else { part });
            Rgb([red, green, blue])
        } else if y >= 430 {
            Rgb([150 - shade, 146 - shade, 140 - shade])
        } else {
            Rgb([214 - shade, 206 - shade, 192 - shade])
        }
    })
}

/// A round drop of ink.
fn dot(picture: &mut RgbImage, x: f64, y: f64, ink: Rgb<u8>) {
    for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1), (-1, 0), (0, -1)] {
        let (x, y) = (place(x) + dx, place(y) + dy);
        if let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y))
            && x < picture.width()
            && y < picture.height()
        {
            picture.put_pixel(x, y, ink);
        }
    }
}

fn place(value: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a place in a picture of some hundred pixels")]
    let place = value.round() as i64;
    place
}

fn whole(value: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let whole = value as f64;
    whole
}
