//! Pictures as people send them, and bombs.

use image::{ImageEncoder, ImageFormat, Rgba, RgbaImage};

use super::*;
use crate::files::exif::tests::exif;

fn picture(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        // The upper left corner is red, so that turning can be seen.
        if x < width / 2 && y < height / 2 { Rgb([250, 10, 10]) } else { Rgb([240, 240, 240]) }
    }))
}

fn sent(picture: &DynamicImage, format: ImageFormat) -> Bytes {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("a picture");
    Bytes::from(bytes.into_inner())
}

fn is_red(picture: &DynamicImage, x: u32, y: u32) -> bool {
    let [red, green, _] = picture.to_rgb8().get_pixel(x, y).0;
    red > 200 && green < 80
}

fn jpeg_with(exif: Vec<u8>, picture: &DynamicImage) -> Bytes {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.set_exif_metadata(exif).expect("a JPEG takes Exif");
    encoder.encode_image(picture).expect("a picture");
    Bytes::from(bytes)
}

#[tokio::test]
async fn a_picture_stands_upright_and_says_when_it_was_taken_and_nothing_else() {
    let block = exif(true, 6, Some("2026:11:20 14:03:22"), Some("+01:00"));
    let sent = jpeg_with(block, &picture(64, 32));
    assert!(sent.windows(4).any(|window| window == b"Exif"));
    let kept = rewrite(Kind::Jpeg, sent).await.expect("a picture");
    assert_eq!((kept.kind, kept.width, kept.height), (Kind::Jpeg, 32, 64));
    assert_eq!(kept.captured_at, "2026-11-20T14:03:22+01:00");
    for bytes in [&kept.bytes, &kept.thumbnail] {
        assert!(!bytes.windows(4).any(|window| window == b"Exif"));
        assert!(!bytes.windows(4).any(|window| window == b"2026"));
    }
    let opened = image::load_from_memory(&kept.bytes).expect("a picture");
    // Turned clockwise by a quarter, the upper left corner is the upper right one.
    assert!(is_red(&opened, 28, 4) && !is_red(&opened, 4, 4));
}

#[tokio::test]
async fn what_stands_behind_a_picture_is_not_kept() {
    for (kind, format) in
        [(Kind::Jpeg, ImageFormat::Jpeg), (Kind::Png, ImageFormat::Png), (Kind::Webp, ImageFormat::WebP)]
    {
        let mut bytes = sent(&picture(40, 40), format).to_vec();
        bytes.extend(b"PK\x03\x04<script>alert(1)</script>");
        let kept = rewrite(kind, Bytes::from(bytes)).await.expect("a picture");
        assert_eq!(Kind::of(&kept.bytes), Some(kind));
        assert!(!kept.bytes.windows(7).any(|window| window == b"<script"), "{kind:?}");
    }
}

#[tokio::test]
async fn the_small_picture_is_small_and_not_blown_up() {
    let kept = rewrite(Kind::Png, sent(&picture(1_000, 500), ImageFormat::Png)).await.expect("a picture");
    let small = image::load_from_memory(&kept.thumbnail).expect("a picture");
    assert_eq!((small.width(), small.height()), (320, 160));
    let kept = rewrite(Kind::Png, sent(&picture(10, 20), ImageFormat::Png)).await.expect("a picture");
    let small = image::load_from_memory(&kept.thumbnail).expect("a picture");
    assert_eq!((small.width(), small.height()), (10, 20));
}

#[tokio::test]
async fn what_is_see_through_stays_so_and_is_white_in_the_small_picture() {
    let ghost = DynamicImage::ImageRgba8(RgbaImage::from_pixel(20, 20, Rgba([0, 0, 0, 0])));
    for (kind, format) in [(Kind::Png, ImageFormat::Png), (Kind::Webp, ImageFormat::WebP)] {
        let kept = rewrite(kind, sent(&ghost, format)).await.expect("a picture");
        assert_eq!(kept.kind, kind);
        assert!(image::load_from_memory(&kept.bytes).expect("a picture").color().has_alpha());
        let small = image::load_from_memory(&kept.thumbnail).expect("a picture").to_rgb8();
        assert!(small.get_pixel(5, 5).0.iter().all(|colour| *colour > 250));
    }
}

/// A PNG that says it has so many pixels and holds none.
fn png_claiming(width: u32, height: u32) -> Bytes {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes).write_image(&[0], 1, 1, image::ExtendedColorType::L8).expect("a picture");
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    Bytes::from(bytes)
}

/// The check sum of PNG chunks (PNG 3rd edition, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

/// `security.md` I05: refused by its header, in no time and no memory.
#[tokio::test]
async fn bombs_are_refused_unopened() {
    for (width, height) in [(30_000, 30_000), (8_000, 6_251), (50_000, 10), (u32::MAX >> 1, u32::MAX >> 1)] {
        let refused = rewrite(Kind::Png, png_claiming(width, height)).await.map(|_| ());
        assert_eq!(refused, Err(FileRefusal::Unreadable), "{width} × {height}");
    }
    let mut jpeg = sent(&picture(16, 16), ImageFormat::Jpeg).to_vec();
    let frame = jpeg.windows(2).position(|window| window == [0xff, 0xc0]).expect("a frame header");
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert!(rewrite(Kind::Jpeg, Bytes::from(jpeg)).await.is_err());
}

#[tokio::test]
async fn broken_pictures_are_refused() {
    for (kind, format) in [(Kind::Png, ImageFormat::Png), (Kind::Webp, ImageFormat::WebP)] {
        let whole = sent(&picture(200, 200), format);
        for end in [12, 30, whole.len() / 2] {
            assert!(rewrite(kind, whole.slice(..end)).await.is_err(), "{kind:?} cut at {end}");
        }
    }
    assert!(rewrite(Kind::Jpeg, Bytes::from_static(b"\xff\xd8\xff\xe0 no picture")).await.is_err());
}
