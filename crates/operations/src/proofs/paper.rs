//! A proof as the values of its paper.

use std::io::Cursor;

use documents::proof::{Paper, Papers};
use domain::Language;
use domain::parcel::number;
use image::imageops::FilterType;
use image::{ImageFormat, ImageReader};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use store::parcels::Parcel;
use wording::values::carrier_name;

use super::{ParcelProof, Proof};
use crate::{Error, Result};

/// A moment by the clock of a place whose offset from UTC is known.
pub(super) fn at_place(at: Timestamp, offset_minutes: i16) -> Zoned {
    let offset = Offset::from_seconds(i32::from(offset_minutes) * 60).unwrap_or(Offset::UTC);
    at.to_zoned(TimeZone::fixed(offset))
}

/// The longest side of an image on paper, in pixels: a page of A4 prints no more of it.
const SIDE_MAX: u32 = 1_600;

/// An image as a paper needs it: one that a telephone took fills its memory many times over. What cannot be read is left
/// to who writes the paper.
pub(super) fn scaled(bytes: Vec<u8>) -> Vec<u8> {
    smaller(&bytes).unwrap_or(bytes)
}

fn smaller(bytes: &[u8]) -> Option<Vec<u8>> {
    let reader = || ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok();
    let (width, height) = reader()?.into_dimensions().ok()?;
    if width.max(height) <= SIDE_MAX {
        return None;
    }
    let image = reader()?.decode().ok()?.resize(SIDE_MAX, SIDE_MAX, FilterType::Triangle);
    let format = if image.color().has_alpha() { ImageFormat::Png } else { ImageFormat::Jpeg };
    let mut small = Vec::new();
    image.write_to(&mut Cursor::new(&mut small), format).ok()?;
    Some(small)
}

/// What the paper of a proof says.
pub(super) fn paper(found: &ParcelProof, proof: &Proof, image: Option<Vec<u8>>, public_url: &str) -> Paper {
    let parcel = &found.parcel;
    Paper {
        number: number::grouped(&parcel.number),
        carrier: carrier_name(&parcel.carrier).to_owned(),
        at: at_place(proof.at, proof.offset_minutes),
        signatory: proof.signatory.clone(),
        handover: proof.handover,
        place: proof.place.clone(),
        shipper: parcel.customer_name.clone(),
        sender_reference: parcel.sender_reference.clone(),
        recipient_reference: parcel.recipient_reference.clone(),
        recipient: parcel.recipient_name.clone(),
        address: address(parcel),
        service: parcel.service.clone(),
        carrier_words: proof.carrier_words.clone(),
        evidence: proof.evidence,
        image,
        link: format!("{public_url}/parcels/{}", parcel.id),
    }
}

/// Where it went, on one line; the country where it is not France.
fn address(parcel: &Parcel) -> String {
    let joined = |parts: &[&str], between: &str| {
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(between)
    };
    let town = joined(&[&parcel.postcode, &parcel.town], " ");
    let country = if parcel.country == "FR" { "" } else { parcel.country.as_str() };
    joined(&[&parcel.street, &town, country], ", ")
}

/// The name of a paper's file: the parcel's number without what no file name may hold.
pub(super) fn file_name(language: Language, number: &str) -> String {
    let safe: String = number.chars().filter(|sign| sign.is_ascii_alphanumeric() || *sign == '-').take(60).collect();
    wording::proof::file_one(language, if safe.is_empty() { "-" } else { &safe })
}

/// Writes papers into one file, away from the threads that answer.
pub(super) async fn written(language: Language, papers: Vec<Paper>, made_at: Zoned) -> Result<Vec<u8>> {
    let write = move || write_now(language, &papers, &made_at);
    tokio::task::spawn_blocking(write).await.map_err(|stopped| Error::Outside(stopped.to_string()))?
}

/// Writes papers into one file.
pub(super) fn write_now(language: Language, papers: &[Paper], made_at: &Zoned) -> Result<Vec<u8>> {
    let title = match papers {
        [one] => wording::proof::title_of(language, &one.number),
        _ => wording::proof::title_many(language).to_owned(),
    };
    let mut file = Papers::new(language, title, "Consigne".to_owned(), made_at);
    for paper in papers {
        file.add(paper);
    }
    file.finish().map_err(|error| Error::Outside(format!("a paper: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_image_is_scaled_and_a_small_one_is_left_as_it_is() {
        let drawn = |width, height, format| {
            let mut bytes = Vec::new();
            let pixels = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 90]));
            pixels.write_to(&mut Cursor::new(&mut bytes), format).expect("a picture");
            bytes
        };
        let small = drawn(1_600, 20, ImageFormat::Png);
        assert_eq!(scaled(small.clone()), small);
        for format in [ImageFormat::Png, ImageFormat::Jpeg] {
            let read = image::load_from_memory(&scaled(drawn(3_200, 800, format))).expect("a picture");
            assert_eq!((read.width(), read.height()), (1_600, 400));
        }
        assert_eq!(scaled(b"no picture".to_vec()), b"no picture");
    }

    #[test]
    fn files_are_called_after_the_parcel_and_lead_nowhere() {
        for (number, expected) in [
            ("XY123456789FR", "preuve-XY123456789FR.pdf"),
            ("../../ETC/PASSWD", "preuve-ETCPASSWD.pdf"),
            ("É/\u{202e}\0", "preuve--.pdf"),
            (&"1".repeat(200), &format!("preuve-{}.pdf", "1".repeat(60))),
        ] {
            assert_eq!(file_name(Language::Fr, number), expected);
        }
        assert_eq!(file_name(Language::En, "XY1"), "proof-XY1.pdf");
    }
}
