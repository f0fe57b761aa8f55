//! Pictures, opened under limits and written anew: what is kept holds pixels and nothing else.
//!
//! Writing anew strips every kind of metadata and whatever else a file may carry behind its picture (`security.md` I04,
//! I08). Size is looked at before a pixel is opened (I05).

use std::io::Cursor;

use bytes::Bytes;
use domain::refusal::FileRefusal;
use domain::ticket::message::FILE_MAX;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{PngDecoder, PngEncoder};
use image::codecs::webp::{WebPDecoder, WebPEncoder};
use image::{DynamicImage, ImageDecoder, ImageResult, Limits, Rgb, RgbImage};
use tokio::sync::Semaphore;

use super::exif;
use super::kind::Kind;

/// The most pixels we open: a picture of 50 megapixels, which no telephone's usual setting exceeds.
const PIXELS_MAX: u64 = 50_000_000;
/// The most bytes an opened picture may take.
const OPENED_MAX: u64 = 256 * 1024 * 1024;
/// The longest side we open, in pixels.
const SIDE_MAX: u32 = 32_000;
/// What a PNG may unpack besides its pixels (colour profiles, texts), in bytes.
const PNG_EXTRAS_MAX: u64 = 16 * 1024 * 1024;

/// The longer side of the small picture, in pixels.
const THUMBNAIL_SIDE: u32 = 320;

/// Mebibytes that all pictures together may take while they are open; one that needs more has them to itself.
const ROOM: u32 = 512;
static OPEN: Semaphore = Semaphore::const_new(ROOM as usize);

/// A picture as it is kept.
#[derive(Debug)]
pub(crate) struct Picture {
    /// What it was written as: its own kind, or JPEG where its own would be too large to keep.
    pub kind: Kind,
    /// The picture, upright.
    pub bytes: Bytes,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The moment it says it was taken, or empty.
    pub captured_at: String,
    /// The small picture, a JPEG.
    pub thumbnail: Bytes,
}

/// Opens a picture of a kind and writes it anew, in the background and while there is room.
///
/// # Errors
/// [`FileRefusal::Unreadable`] when it has too many pixels or cannot be read.
pub(crate) async fn rewrite(kind: Kind, sent: Bytes) -> Result<Picture, FileRefusal> {
    let measured = sent.clone();
    let needed = in_background(move || needed_room(kind, &measured)).await?;
    // The semaphore is never closed; if it were, no room would be the honest answer.
    let room = OPEN.acquire_many(needed).await.map_err(|_| FileRefusal::Unreadable)?;
    let picture = in_background(move || open_and_write(kind, &sent)).await;
    drop(room);
    picture
}

/// Runs work that takes long; a decoder that stumbles over a file has refused it.
async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> ImageResult<T> + Send + 'static,
) -> Result<T, FileRefusal> {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(_)) | Err(_) => Err(FileRefusal::Unreadable),
    }
}

type Open<'a> = Box<dyn ImageDecoder + 'a>;

/// Reads the header, and refuses what is too large.
fn open(kind: Kind, sent: &[u8]) -> ImageResult<Open<'_>> {
    let source = Cursor::new(sent);
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX);
    limits.max_image_height = Some(SIDE_MAX);
    limits.max_alloc = Some(OPENED_MAX);
    let mut decoder: Open = match kind {
        Kind::Jpeg => Box::new(JpegDecoder::new(source)?),
        Kind::Webp => Box::new(WebPDecoder::new(source)?),
        Kind::Png | Kind::Pdf => {
            let mut extras = Limits::default();
            extras.max_alloc = Some(PNG_EXTRAS_MAX);
            Box::new(PngDecoder::with_limits(source, extras)?)
        }
    };
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX || decoder.total_bytes() > OPENED_MAX {
        return Err(too_large());
    }
    decoder.set_limits(limits)?;
    Ok(decoder)
}

fn too_large() -> image::ImageError {
    image::ImageError::Limits(image::error::LimitError::from_kind(image::error::LimitErrorKind::DimensionError))
}

/// Mebibytes that opening and writing a picture takes: its pixels and those of a turned copy; a JPEG that builds up in
/// passes also holds its coefficients.
fn needed_room(kind: Kind, sent: &[u8]) -> ImageResult<u32> {
    let copies = if kind == Kind::Jpeg { 4 } else { 2 };
    let mebibytes = open(kind, sent)?.total_bytes().saturating_mul(copies) / (1024 * 1024) + 1;
    Ok(u32::try_from(mebibytes).unwrap_or(ROOM).min(ROOM))
}

fn open_and_write(kind: Kind, sent: &[u8]) -> ImageResult<Picture> {
    let mut decoder = open(kind, sent)?;
    // Metadata that cannot be read is no reason to refuse the picture.
    let block = decoder.exif_metadata().ok().flatten();
    let captured_at = block.as_deref().and_then(exif::captured_at).unwrap_or_default();
    let turned = block.as_deref().and_then(orientation);
    let mut picture = DynamicImage::from_decoder(decoder)?;
    if let Some(turned) = turned {
        picture.apply_orientation(turned);
    }
    let thumbnail = jpeg(&on_white(&small(&picture)), 80)?;
    let (width, height) = (picture.width(), picture.height());
    let (kind, bytes) = write(kind, picture)?;
    Ok(Picture { kind, bytes, width, height, captured_at, thumbnail })
}

fn orientation(exif: &[u8]) -> Option<image::metadata::Orientation> {
    image::metadata::Orientation::from_exif_chunk(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif))
}

/// Writes a picture in its own kind, or as JPEG where that would be larger than a file may be.
fn write(kind: Kind, picture: DynamicImage) -> ImageResult<(Kind, Bytes)> {
    let mut written = Vec::new();
    match kind {
        Kind::Jpeg => return Ok((kind, jpeg(&on_white(&picture), 90)?)),
        Kind::Webp => picture.write_with_encoder(WebPEncoder::new_lossless(&mut written))?,
        Kind::Png | Kind::Pdf => picture.write_with_encoder(PngEncoder::new(&mut written))?,
    }
    if written.len() as u64 <= FILE_MAX {
        return Ok((kind, Bytes::from(written)));
    }
    drop(written);
    Ok((Kind::Jpeg, jpeg(&on_white(&picture), 90)?))
}

fn jpeg(picture: &RgbImage, quality: u8) -> ImageResult<Bytes> {
    let mut written = Vec::new();
    JpegEncoder::new_with_quality(&mut written, quality).encode_image(picture)?;
    Ok(Bytes::from(written))
}

fn small(picture: &DynamicImage) -> DynamicImage {
    if picture.width() <= THUMBNAIL_SIDE && picture.height() <= THUMBNAIL_SIDE {
        picture.clone()
    } else {
        picture.thumbnail(THUMBNAIL_SIDE, THUMBNAIL_SIDE)
    }
}

/// A picture without transparency: what shines through is white, as on the page.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let see_through = picture.to_rgba8();
    RgbImage::from_fn(see_through.width(), see_through.height(), |x, y| {
        let [red, green, blue, alpha] = see_through.get_pixel(x, y).0;
        let blend = |colour: u8| {
            let mixed = (u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Rgb([blend(red), blend(green), blend(blue)])
    })
}

#[cfg(test)]
#[path = "picture_tests.rs"]
mod tests;
